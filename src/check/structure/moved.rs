use std::collections::BTreeMap;
use std::ops::Range;

use super::super::finding::{Class, Finding, Mark, Severity};
use super::super::rules::Rule;
use super::Structure;
use super::likeness::covered;
use super::runs::Run;
use crate::bitext::Segment;
use crate::facts::{Fact, Value};
use crate::quantity::Exact;
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "moved",
    class: Class::Structure,
    severity: Severity::Note,
    finds: "A passage stands in another place of the English than of the Chinese, or a heading has another level.",
    why: "Nothing is lost, but whoever lays the texts side by side will look for it where it was.",
    wrong: ("甲组五十四人。乙组三十二人。", "Group B has 32 people. Group A has 54 people."),
    right: ("甲组五十四人。乙组三十二人。", "Group A has 54 people. Group B has 32 people."),
};

/// Figures below this stand in many sentences and identify none.
const TELLING: i128 = 10;

/// A passage of more figures is a table, and so many passages at most are looked at for one figure.
const FIGURES: usize = 40;
const CANDIDATES: usize = 8;

/// The part of a Chinese passage whose words its translation has, and how long that is.
const LIKE: f64 = 0.45;
const LIKE_LENGTH: std::ops::RangeInclusive<f64> = 0.5..=2.0;

/// What the alignment noticed, and passages without a counterpart that state the same figures. Marks both as told.
pub(super) fn find(structure: &mut Structure<'_>) -> Vec<Finding> {
    let mut found = noticed(structure);
    found.extend(by_figures(structure));
    found.extend(by_words(structure));
    found
}

/// Passages that the alignment found elsewhere by their words.
fn noticed(structure: &mut Structure<'_>) -> Vec<Finding> {
    let bitext = structure.bitext;
    let mut ranges = [Vec::new(), Vec::new()];
    let mut found = Vec::new();
    for moved in &bitext.alignment.moved {
        let span = |segments: &[Segment], range: &Range<usize>| {
            let segments = segments.get(range.clone()).unwrap_or_default();
            Some(segments.first()?.span.join(segments.last()?.span))
        };
        let spans = span(bitext.zh.segments, &moved.zh).zip(span(bitext.en.segments, &moved.en));
        let Some((zh_span, en_span)) = spans else { continue };
        let bead = bitext.alignment.beads.partition_point(|bead| bead.zh.end <= moved.zh.start);
        let mut finding = structure.finding(&RULE, Lang::Zh, zh_span, bead);
        finding.en = Some(Mark { span: en_span, fact: None });
        finding.en_context = en_span;
        found.push(finding);
        ranges[0].push(moved.zh.clone());
        ranges[1].push(moved.en.clone());
    }
    for ranges in &mut ranges {
        ranges.sort_by_key(|range| range.start);
    }
    for run in &mut structure.runs {
        let ranges = &ranges[usize::from(run.lang == Lang::En)];
        let at = ranges.partition_point(|range| range.end <= run.segments.start);
        let near = ranges.get(at..).unwrap_or_default().iter().take_while(|range| range.start < run.segments.end);
        let shared: usize =
            near.map(|range| range.end.min(run.segments.end).saturating_sub(range.start.max(run.segments.start))).sum();
        run.told |= shared * 2 > run.segments.len();
    }
    found
}

/// Pairs a Chinese passage without a counterpart with an English one that states the same figures.
fn by_figures(structure: &mut Structure<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let told: Vec<Vec<Exact>> = structure.runs.iter().map(|run| figures(structure, run)).collect();
    let mut english: BTreeMap<Exact, Vec<usize>> = BTreeMap::new();
    for (at, _) in structure.runs.iter().enumerate().filter(|(_, run)| run.lang == Lang::En) {
        for value in &told[at] {
            let runs = english.entry(*value).or_default();
            if runs.len() < CANDIDATES {
                runs.push(at);
            }
        }
    }
    for zh in 0..structure.runs.len() {
        if structure.runs[zh].lang != Lang::Zh || structure.runs[zh].told {
            continue;
        }
        let candidates = told[zh].iter().filter_map(|value| english.get(value)).flatten();
        let is_same = |en: &&usize| {
            let shared = told[**en].iter().filter(|value| told[zh].binary_search(value).is_ok()).count();
            !structure.runs[**en].told && shared * 2 > told[zh].len().max(told[**en].len())
        };
        if let Some(&en) = candidates.into_iter().find(is_same) {
            found.push(pair(structure, zh, en));
        }
    }
    found
}

/// Pairs a Chinese passage without a counterpart with an English one near it that says the same by its words.
fn by_words(structure: &mut Structure<'_>) -> Vec<Finding> {
    /// Passages farther apart are not compared, in runs.
    const NEAR: usize = 8;
    let mut found = Vec::new();
    for zh in 0..structure.runs.len() {
        let is_lost = |run: &Run, lang: Lang| run.lang == lang && run.is_text && run.is_whole && run.is_alone();
        if !is_lost(&structure.runs[zh], Lang::Zh) {
            continue;
        }
        let near = zh.saturating_sub(NEAR)..(zh + NEAR + 1).min(structure.runs.len());
        let said = |en: &usize| {
            let (zh, en) = (&structure.runs[zh], &structure.runs[*en]);
            is_lost(en, Lang::En)
                && LIKE_LENGTH.contains(&structure.measure.share(zh.letters, en.letters))
                && covered(zh.span.of(structure.bitext.zh.text), en.span.of(structure.bitext.en.text)) >= LIKE
        };
        if let Some(en) = near.into_iter().find(said) {
            found.push(pair(structure, zh, en));
        }
    }
    found
}

/// Says that a Chinese run stands where an English one does.
fn pair(structure: &mut Structure<'_>, zh: usize, en: usize) -> Finding {
    let (zh_run, en_run) = (structure.runs[zh].clone(), structure.runs[en].clone());
    let mut finding = structure.finding(&RULE, Lang::Zh, zh_run.span, zh_run.bead);
    finding.en = Some(Mark { span: en_run.span, fact: None });
    finding.en_context = en_run.span;
    structure.runs[zh].told = true;
    structure.runs[en].told = true;
    finding
}

/// The figures of a passage that tell it from others, in order of size.
fn figures(structure: &Structure<'_>, run: &Run) -> Vec<Exact> {
    let side = if run.lang == Lang::Zh { &structure.bitext.zh } else { &structure.bitext.en };
    let from = side.facts.partition_point(|fact| fact.span.start < run.span.start);
    let inside = side.facts.get(from..).unwrap_or_default().iter().take_while(|fact| fact.span.start < run.span.end);
    let mut values: Vec<Exact> = inside.take(FIGURES).filter_map(telling).collect();
    values.sort();
    values.dedup();
    values
}

fn telling(fact: &Fact) -> Option<Exact> {
    match fact.value {
        Value::Number(value) if value.abs() > Exact::integer(TELLING) => Some(value),
        _ => None,
    }
}
