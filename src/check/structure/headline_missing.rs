use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::Structure;
use super::omission::SURE;
use crate::bitext::{BlockKind, Segment};
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "headline-missing",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "A headline or sub-headline of the Chinese has no counterpart in the English.",
    why: "Headlines carry the news, often with figures that the text below gives otherwise.",
    wrong: ("### 秋收结束  全县增产一成", "Title: Autumn Harvest Over"),
    right: ("### 秋收结束  全县增产一成", "Title: Autumn Harvest Over; County Output Up Ten Percent"),
};

/// A repeated headline counts as told when the English of its other place has at least this part of the usual length.
const TOLD: f64 = 0.5;

/// So many headlines before and after are looked at for a repetition.
const NEAR: usize = 16;

/// A headline that the article gives twice, above and in the body, is told when either place has a counterpart.
pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let (zh, beads) = (&structure.bitext.zh, &structure.bitext.alignment.beads);
    // What is missing stands in a run.
    if !structure.runs.iter().any(|run| run.lang == Lang::Zh) {
        return Vec::new();
    }
    let mut headlines = Vec::new();
    for (index, bead) in beads.iter().enumerate() {
        for at in bead.zh.clone() {
            if let Some(segment) = zh.segments.get(at).filter(|segment| segment.kind == BlockKind::Headline) {
                let share = structure.measure.share(structure.measure.zh(&bead.zh), structure.measure.en(&bead.en));
                let told = bead.is_match() && share >= TOLD;
                let sure = !bead.is_match() && bead.probability >= SURE;
                headlines.push(Headline { letters: letters(segment, zh.text), at, bead: index, told, sure });
            }
        }
    }
    let mut found: Vec<Finding> = Vec::new();
    let mut spoken: Vec<&str> = Vec::new();
    for (place, headline) in headlines.iter().enumerate().filter(|(_, headline)| headline.sure) {
        // A headline is repeated at the head of the text, if anywhere; all of a long document need not be compared.
        let near = place.saturating_sub(NEAR)..(place + NEAR).min(headlines.len());
        let headlines = headlines.get(near).unwrap_or_default();
        let own = headline.letters.as_str();
        let told_by = |other: &&Headline| other.at != headline.at && other.told && other.letters.contains(own);
        // A title that joins headline lines is told line by line.
        let parts = || headlines.iter().filter(|other| other.at != headline.at && own.contains(&other.letters));
        let in_parts = parts().map(|part| part.letters.len()).sum::<usize>() * 10 >= own.len() * 9;
        let has_room = structure.runs.iter().any(|run| {
            run.lang == Lang::Zh && run.segments.contains(&headline.at) && run.has_room && run.segments.start > 1
        });
        let repeats = spoken.iter().rev().take(NEAR).any(|other| other.contains(own) || own.contains(other));
        if own.chars().count() < 4 || headlines.iter().any(|other| told_by(&other)) || in_parts || has_room || repeats {
            continue;
        }
        spoken.push(own);
        found.push(structure.finding(&RULE, Lang::Zh, zh.segments[headline.at].span, headline.bead));
    }
    found
}

struct Headline {
    /// Its letters alone.
    letters: String,
    /// The segment.
    at: usize,
    bead: usize,
    /// Whether it has a counterpart that is long enough.
    told: bool,
    /// Whether it surely has none.
    sure: bool,
}

fn letters(segment: &Segment, text: &str) -> String {
    segment.span.of(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
