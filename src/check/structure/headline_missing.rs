use std::collections::BTreeSet;

use super::super::finding::{Class, Finding, Mark, Severity};
use super::super::rules::Rule;
use super::omission::is_signature;
use super::runs::{Run, is_sure};
use super::{Structure, set_off};
use crate::bitext::{BlockKind, Segment};
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "headline-missing",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "A headline or sub-headline of the Chinese has no counterpart in the English, or no line of its own there.",
    why: "Headlines carry the news, often with figures that the text below gives otherwise.",
    wrong: ("### 秋收结束  全县增产一成", "Title: Autumn Harvest Over"),
    right: ("### 秋收结束  全县增产一成", "Title: Autumn Harvest Over; County Output Up Ten Percent"),
};

/// A headline counts as told elsewhere when the other language has at least this part of the usual length for it there.
const TOLD: f64 = 0.5;

/// So many headlines before and after are looked at for a repetition.
const NEAR: usize = 16;

/// Letters of a headline that says something, in Chinese and in English: headlines are blocks of their own, and short.
const LETTERS: [usize; 2] = [4, 12];

/// Letters of a long one.
const LONG: [usize; 2] = [8, 30];

pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let (segments, text) = (structure.bitext.zh.segments, structure.bitext.zh.text);
    let mut found = set_off::merged(structure);
    found.retain(|finding| finding.zh.is_none_or(|mark| !structure.elsewhere[0].contains(&mark.span.start)));
    for (at, bead) in alone(structure, Lang::Zh) {
        let span = segments[at].span;
        let mut finding = structure.finding(&RULE, Lang::Zh, span, bead);
        finding.en = set_off::inside(structure.bitext, span, bead).map(|span| Mark { span, fact: None });
        found.push(finding);
    }
    let surface = |finding: &Finding| finding.zh.map(|mark| letters(mark.span.of(text))).unwrap_or_default();
    let told: BTreeSet<String> = found.iter().map(surface).collect();
    let lines = set_off::title_lines(structure).into_iter();
    found.extend(lines.filter(|line| !told.contains(&surface(line))));
    found
}

/// The headlines of one side that have no counterpart, each with its bead. One that the article gives twice, above and in the
/// body, is told when either place has a counterpart, and spoken of once.
pub(super) fn alone(structure: &Structure<'_>, lang: Lang) -> Vec<(usize, usize)> {
    // What is missing stands in a run.
    if !structure.runs.iter().any(|run| run.lang == lang) {
        return Vec::new();
    }
    let headlines = headlines(structure, lang);
    let mut found = Vec::new();
    let mut spoken: Vec<&str> = Vec::new();
    for (place, headline) in headlines.iter().enumerate().filter(|(_, headline)| headline.sure) {
        // A headline is repeated at the head of the text, if anywhere; all of a long document need not be compared.
        let near = place.saturating_sub(NEAR)..(place + NEAR).min(headlines.len());
        let near = headlines.get(near).unwrap_or_default();
        let own = headline.letters.as_str();
        let others = || near.iter().filter(|other| other.at != headline.at);
        let is_told = others()
            .any(|other| other.told && other.letters.contains(own) && is_room(structure, lang, headline, other, near));
        // A title that joins headline lines is told line by line.
        let parts = others().filter(|other| other.letters.len() < own.len() && own.contains(&other.letters));
        let in_parts = parts.map(|part| part.letters.len()).sum::<usize>() * 10 >= own.len() * 9;
        // Only of a long headline do the lengths tell whether its counterpart stands beside.
        let has_room = headline.length >= LONG[usize::from(lang == Lang::En)]
            && structure.runs.iter().any(|run| {
                run.lang == lang && run.segments.contains(&headline.at) && run.has_room && run.segments.start > 1
            });
        let repeats = spoken.iter().rev().take(NEAR).any(|other| other.contains(own) || own.contains(other));
        if !is_told && !in_parts && !has_room && !repeats {
            spoken.push(own);
            found.push((headline.at, headline.bead));
        }
    }
    found
}

/// Whether a Chinese run without a counterpart is a headline that its layout leaves open, since what follows it is short or a
/// list: a short line without a final stop, alone between paragraphs or above them.
pub(super) fn is_line(structure: &Structure<'_>, run: &Run) -> bool {
    /// In characters.
    const LONGEST: usize = 30;
    let (segments, text) = (structure.bitext.zh.segments, structure.bitext.zh.text);
    let at = run.segments.start;
    let line = run.span.of(text);
    let before = at.checked_sub(1).and_then(|before| segments.get(before));
    let (Some(own), Some(after)) = (segments.get(at), segments.get(at + 1)) else { return false };
    let is_running = |segment: &Segment| {
        matches!(segment.kind, BlockKind::Paragraph | BlockKind::ListItem) && !ends_sentence(segment.span.of(text))
    };
    let is_line = match own.kind {
        BlockKind::Paragraph => after.kind != BlockKind::Verse,
        // 一、 may count items or head what follows.
        BlockKind::ListItem => !before.into_iter().chain([after]).any(|other| other.kind == BlockKind::ListItem),
        _ => false,
    };
    let is_bare = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '？' | '！' | '”' | '》' | '）'))
        && !line.ends_with("。”");
    is_line
        && run.is_whole
        && run.segments.len() == 1
        && line.chars().count() <= LONGEST
        && is_bare
        && !before.is_some_and(is_running)
        && !is_signature(line)
}

/// Whether a passage ends as a sentence does, or as what introduces another.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '」', '』', '）', ')', '》', '】', '〕', ']']);
    bare.ends_with(['。', '！', '？', '…', '：', '；', '.', '!', '?', ':'])
}

/// Whether the counterpart of `other`, which holds the words of `headline`, is long enough to say them besides what its other
/// lines say: a title of two lines may be translated by its first alone.
fn is_room(structure: &Structure<'_>, lang: Lang, headline: &Headline, other: &Headline, near: &[Headline]) -> bool {
    if other.letters.len() == headline.letters.len() {
        return true;
    }
    let mut lines: Vec<&Headline> = near
        .iter()
        .filter(|line| line.told && line.at != other.at && line.bead != other.bead)
        .filter(|line| line.letters.len() < other.letters.len() && other.letters.contains(&line.letters))
        .filter(|line| !line.letters.contains(&headline.letters))
        .collect();
    lines.sort_by(|one, other| one.letters.cmp(&other.letters));
    lines.dedup_by(|one, other| one.letters == other.letters);
    let said: usize = lines.iter().map(|line| line.counterpart).sum();
    let left = other.counterpart.saturating_sub(said);
    match lang {
        Lang::Zh => structure.measure.share(headline.length, left) >= TOLD,
        Lang::En => structure.measure.share(left, headline.length) <= 1.0 / TOLD,
    }
}

fn headlines(structure: &Structure<'_>, lang: Lang) -> Vec<Headline> {
    let (bitext, measure) = (structure.bitext, &structure.measure);
    let side = if lang == Lang::Zh { &bitext.zh } else { &bitext.en };
    let mut headlines = Vec::new();
    for (index, bead) in bitext.alignment.beads.iter().enumerate() {
        let (own, counterpart) = match lang {
            Lang::Zh => (bead.zh.clone(), measure.en(&bead.en)),
            Lang::En => (bead.en.clone(), measure.zh(&bead.zh)),
        };
        for at in own {
            let Some(segment) = side.segments.get(at).filter(|segment| segment.kind == BlockKind::Headline) else {
                continue;
            };
            let share = measure.share(measure.zh(&bead.zh), measure.en(&bead.en));
            let length = if lang == Lang::Zh { measure.zh(&(at..at + 1)) } else { measure.en(&(at..at + 1)) };
            let enough = LETTERS[usize::from(lang == Lang::En)];
            let told = bead.is_match() && if lang == Lang::Zh { share >= TOLD } else { share <= 1.0 / TOLD };
            let is_counted = || structure.run_of(index).is_some_and(Run::is_counted);
            let is_elsewhere = || {
                structure.is_told(index)
                    || structure.elsewhere[usize::from(lang == Lang::En)].contains(&segment.span.start)
            };
            let sure =
                !bead.is_match() && (is_sure(bead.probability, length, enough) || is_counted()) && !is_elsewhere();
            headlines.push(Headline {
                letters: letters(segment.span.of(side.text)),
                at,
                bead: index,
                length,
                counterpart,
                told,
                sure,
            });
        }
    }
    headlines
}

struct Headline {
    /// Its letters alone, in lower case.
    letters: String,
    /// The segment.
    at: usize,
    bead: usize,
    /// How many letters it has, and how many stand on the other side of its bead.
    length: usize,
    counterpart: usize,
    /// Whether it has a counterpart that is long enough.
    told: bool,
    /// Whether it surely has none.
    sure: bool,
}

/// Letters and digits alone, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
