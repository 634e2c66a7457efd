use std::ops::Range;

use super::super::finding::{Class, Detail, Finding, Mark, Severity};
use super::super::rules::Rule;
use super::Structure;
use super::dateline::{self, Part};
use super::runs::Run;
use crate::bitext::{Bead, BlockKind};
use crate::source::{Lang, Span, boundary_before};

pub(in super::super) static RULE: Rule = Rule {
    name: "dateline-missing",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "The Chinese names the agency or the place of a dispatch and the English does not, or names another.",
    why: "Who reported from where, and when, is what the worth of a report is judged by.",
    wrong: ("新华社合肥十日电　水库完工。", "The reservoir is finished."),
    right: ("新华社合肥十日电　水库完工。", "Xinhua News Agency, Hefei, 10th: The reservoir is finished."),
};

/// Words by which a sentence says who reports, wherever it says so.
const SOURCES: &[&str] = &[
    "agency",
    "xinhua",
    "hsinhua",
    "tass",
    "reuter",
    "reuters",
    "afp",
    "upi",
    "ap",
    "dispatch",
    "despatch",
    "newspaper",
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "chinanews",
];

/// Words by which a dateline says so, and which say nothing inside a sentence.
const SOURCES_OF_HEAD: &[&str] =
    &["paper", "report", "reports", "reported", "special", "telegram", "cable", "wire", "news", "press", "daily"];

/// So many letters at the head of a sentence may be a dateline.
const HEAD: usize = 160;

/// A dateline of the Chinese.
struct Dateline {
    /// The bead and the segment it opens, and whether it is all of its block.
    bead: usize,
    segment: usize,
    is_block: bool,
    span: Span,
    /// The English dateline that stands for it: an index among those of the document.
    own: Option<usize>,
}

pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let mut datelines = chinese(structure);
    if datelines.is_empty() {
        return Vec::new();
    }
    let (zh, en, beads) = (&structure.bitext.zh, &structure.bitext.en, &structure.bitext.alignment.beads);
    let english = english(structure, &datelines);
    let mut taken = vec![false; english.len()];
    // Its own bead first; of what no other dateline has there, the beads around: a dateline is easily cut off from what it
    // opens.
    for reach in [0, 1] {
        for dateline in datelines.iter_mut().filter(|dateline| dateline.own.is_none()) {
            let within = reach_of(beads, dateline.bead, reach);
            let from = english.partition_point(|(at, _)| *at < within.start);
            let near = english.iter().enumerate().skip(from).take_while(|(_, (at, _))| *at < within.end);
            dateline.own = near.map(|(number, _)| number).find(|&number| !taken[number]);
            if let Some(number) = dateline.own {
                taken[number] = true;
            }
        }
    }
    let mut found = Vec::new();
    for dateline in datelines {
        let surface = dateline.span.of(zh.text);
        let finding = || structure.finding(&RULE, Lang::Zh, dateline.span, dateline.bead);
        if let Some(number) = dateline.own {
            let there = english[number].1;
            let sentence = zh.segments[dateline.segment].span.of(zh.text);
            if let Some(Part(part)) = dateline::lost(surface, sentence, there.of(en.text)) {
                let en = Some(Mark { span: there, fact: None });
                found.push(Finding { en, detail: Detail::Text(part), ..finding() });
            }
        } else if !is_missing_with_text(structure, &dateline) && !says_source(structure, dateline.bead, &english) {
            found.push(finding());
        }
    }
    found
}

/// The datelines of the Chinese that say who reports.
fn chinese(structure: &Structure<'_>) -> Vec<Dateline> {
    let (zh, beads) = (&structure.bitext.zh, &structure.bitext.alignment.beads);
    let mut datelines = Vec::new();
    let mut block = None;
    for (bead, range) in beads.iter().enumerate().map(|(at, bead)| (at, bead.zh.clone())) {
        for at in range {
            let Some(segment) = zh.segments.get(at) else { continue };
            let starts_block = block.replace(segment.block) != Some(segment.block);
            let span = match segment.kind {
                BlockKind::Dateline => dateline::names_agency(segment.span.of(zh.text)).then_some(segment.span),
                BlockKind::Paragraph if starts_block => dateline::in_chinese(segment.span, zh.text),
                _ => None,
            };
            let is_block = segment.kind == BlockKind::Dateline;
            datelines.extend(span.map(|span| Dateline { bead, segment: at, is_block, span, own: None }));
        }
    }
    datelines
}

/// The datelines of the English beside those of the Chinese, each with its segment.
fn english(structure: &Structure<'_>, datelines: &[Dateline]) -> Vec<(usize, Span)> {
    let en = &structure.bitext.en;
    let mut found = Vec::new();
    let mut next = 0;
    for dateline in datelines {
        let near = reach_of(&structure.bitext.alignment.beads, dateline.bead, 1);
        for at in near.start.max(next)..near.end {
            let Some(segment) = en.segments.get(at) else { break };
            let may = match segment.kind {
                BlockKind::Headline => false,
                BlockKind::Dateline => true,
                _ => at.checked_sub(1).is_none_or(|before| en.segments[before].block != segment.block),
            };
            let span = may.then(|| dateline::in_english(segment.span, en.text)).flatten();
            found.extend(span.map(|span| (at, span)));
        }
        next = next.max(near.end);
    }
    found
}

/// The English segments of a bead and of so many before and after it.
fn reach_of(beads: &[Bead], bead: usize, reach: usize) -> Range<usize> {
    let near = beads.get(bead.saturating_sub(reach)..(bead + reach + 1).min(beads.len())).unwrap_or_default();
    near.first().map_or(0, |first| first.en.start)..near.last().map_or(0, |last| last.en.end)
}

/// Whether all that a dateline opens is missing: that is said of the passage.
fn is_missing_with_text(structure: &Structure<'_>, dateline: &Dateline) -> bool {
    let holds = |run: &&Run| run.lang == Lang::Zh && run.segments.contains(&dateline.segment);
    // Runs stand in the order of their beads; one of either side may begin at each.
    let upto = structure.runs.partition_point(|run| run.bead <= dateline.bead);
    let run = structure.runs.iter().take(upto).rev().take(4).find(holds);
    !dateline.is_block && run.is_some_and(|run| run.told || run.is_alone())
}

/// Whether the English beside a dateline says in other words who reports, or has nothing that could say it.
fn says_source(structure: &Structure<'_>, bead: usize, datelines: &[(usize, Span)]) -> bool {
    let (en, beads) = (&structure.bitext.en, &structure.bitext.alignment.beads);
    let own = reach_of(beads, bead, 0);
    let near = reach_of(beads, bead, 1);
    let said = near.clone().any(|at| {
        let Some(segment) = en.segments.get(at) else { return false };
        // What a line beside says is of another dispatch where it is that one's dateline.
        let is_other = datelines.binary_search_by_key(&at, |(at, _)| *at).is_ok();
        let may = own.contains(&at) || !is_other;
        may && names_source(segment.span.of(en.text), own.contains(&at))
    });
    said || near.is_empty()
}

/// Whether the head of an English sentence says who reports; a sentence that is the dateline's `own` may say it by words of
/// datelines alone.
fn names_source(text: &str, own: bool) -> bool {
    let head = text.get(..boundary_before(text, HEAD.min(text.len()))).unwrap_or_default();
    let has = |text: &str, list: &[&str]| {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| list.iter().any(|source| source.eq_ignore_ascii_case(word)))
    };
    let opening = head.find([':', '：', '—', '–', ')', ']', '】']).and_then(|end| head.get(..end));
    has(head, SOURCES) || own && opening.is_some_and(|opening| has(opening, SOURCES_OF_HEAD))
}
