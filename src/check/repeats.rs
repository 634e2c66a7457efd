//! One thing wrong is one finding, also where a headline is repeated: above an article and at the head of its text, whole or
//! line by line.

use std::collections::HashMap;

use super::Bitext;
use super::finding::{Finding, Mark};
use super::rules::Rule;
use crate::align::SideText;
use crate::bitext::{BlockKind, Segment};

/// What two findings share when they are one.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    rule: &'static str,
    zh: Option<&'a str>,
    /// In lower case: titles have capitals of their own.
    en: Option<String>,
}

/// Where a finding stands that others may repeat.
struct Headline {
    finding: usize,
    /// Its letters alone, in lower case.
    letters: String,
}

/// So many headlines with the same finding are compared.
const MOST: usize = 16;

/// A longer line is no headline, whatever it is marked as; in bytes.
const LONGEST: usize = 1_000;

/// Keeps of findings that repeat one another the first, which counts the others. Time is linear in the findings.
pub(super) fn fold(bitext: &Bitext<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<Key<'_>, Vec<Headline>> = HashMap::new();
    let mut repeats = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        let Some(letters) = headline(bitext, finding) else { continue };
        let surface = |mark: Option<Mark>, side: &SideText<'_>| mark.map(|mark| mark.span.of(side.text).to_lowercase());
        let Rule { name: rule, .. } = finding.rule;
        let zh = finding.zh.map(|mark| mark.span.of(bitext.zh.text));
        let headlines = seen.entry(Key { rule, zh, en: surface(finding.en, &bitext.en) }).or_default();
        let same = |other: &&Headline| other.letters.contains(&letters) || letters.contains(&other.letters);
        match headlines.iter().find(same) {
            Some(first) => repeats.push((first.finding, at)),
            None if headlines.len() < MOST => headlines.push(Headline { finding: at, letters }),
            None => {}
        }
    }
    for &(first, _) in &repeats {
        findings[first].repeats += 1;
    }
    let mut dropped = repeats.iter().map(|&(_, at)| at).peekable();
    let mut at = 0;
    findings.retain(|_| {
        let keep = dropped.next_if_eq(&at).is_none();
        at += 1;
        keep
    });
}

/// The letters of the headline that a finding points into, on its Chinese side or, where that has none, on its English one.
fn headline(bitext: &Bitext<'_>, finding: &Finding) -> Option<String> {
    let (side, mark) = match (finding.zh, finding.en) {
        (Some(mark), _) => (&bitext.zh, mark),
        (None, Some(mark)) => (&bitext.en, mark),
        (None, None) => return None,
    };
    let at = side.segments.partition_point(|segment| segment.span.start <= mark.span.start).checked_sub(1)?;
    let is_headline = |segment: &&Segment| segment.kind == BlockKind::Headline && segment.span.len() <= LONGEST;
    let segment = side.segments.get(at).filter(is_headline)?;
    let letters = segment.span.of(side.text).chars().filter(|c| c.is_alphanumeric());
    Some(letters.flat_map(char::to_lowercase).collect())
}
