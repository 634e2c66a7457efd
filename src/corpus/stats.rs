//! What a corpus is like, in numbers.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::entry::Walk;
use super::head::Head;
use super::store::MonthCount;
use crate::check::Severity;
use crate::source::Lang;

/// The sum over documents; they may come in any order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: u64,
    /// Of which with a date.
    pub dated: u64,
    /// Bytes of their texts.
    pub bytes: u64,
    /// The first and the last day.
    pub since: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// Chinese segments.
    pub zh_segments: u64,
    /// English segments.
    pub en_segments: u64,
    /// Han characters in segments.
    pub zh_chars: u64,
    /// English words in segments.
    pub en_words: u64,
    /// Beads by type: `1-1`, `1-2` …
    pub beads: BTreeMap<String, u64>,
    /// English words for a Han character.
    pub length_ratio: f64,
    /// Mean probability of beads, over documents.
    pub score: f64,
    /// Documents by the first decimal of their score: `0.9` for 0.9 up to 1.
    pub scores: BTreeMap<String, u64>,
    /// Share of the Chinese text in beads with two sides, over documents.
    pub zh_coverage: f64,
    /// Share of the English text in beads with two sides, over documents.
    pub en_coverage: f64,
    /// Facts as `check` and the table count them: what both sides say is one.
    pub facts: u64,
    /// Of which the sides agree about.
    pub agreeing: u64,
    /// Of which they do not.
    pub disagreeing: u64,
    /// Surfaces of facts in the Chinese.
    pub zh_surfaces: u64,
    /// Surfaces of facts in the English.
    pub en_surfaces: u64,
    /// Findings by rule, then severity.
    pub findings: BTreeMap<String, BTreeMap<&'static str, u64>>,
    /// Findings by rule, then month.
    pub months: BTreeMap<String, BTreeMap<String, u64>>,
    /// Documents whose content another has too.
    pub duplicates: u64,
    /// Documents whose Chinese is nearly that of another.
    pub near_duplicates: u64,
}

/// Counts while documents come in.
#[derive(Debug, Default)]
pub struct Counter {
    stats: Stats,
    beads: BTreeMap<(usize, usize), u64>,
    hashes: HashMap<[u8; 32], u64>,
    likeness: Vec<u64>,
}

impl Counter {
    /// Counts a document.
    pub fn add(&mut self, head: &Head, walk: &Walk) {
        let stats = &mut self.stats;
        stats.documents += 1;
        stats.bytes += head.bytes;
        if let Some(date) = head.date {
            let date = date.to_string();
            stats.dated += 1;
            if stats.since.as_ref().is_none_or(|since| *since > date) {
                stats.since = Some(date.clone());
            }
            if stats.until.as_ref().is_none_or(|until| *until < date) {
                stats.until = Some(date);
            }
        }
        stats.zh_segments += head.zh_segments;
        stats.en_segments += head.en_segments;
        stats.zh_chars += head.zh_chars;
        stats.en_words += head.en_words;
        stats.score += head.score;
        stats.zh_coverage += head.zh_coverage;
        stats.en_coverage += head.en_coverage;
        let tenths = (head.score.clamp(0.0, 0.999_999) * 10.0).floor();
        *stats.scores.entry(format!("{:.1}", tenths / 10.0)).or_default() += 1;
        for bead in &walk.beads {
            *self.beads.entry((bead.zh.len(), bead.en.len())).or_default() += 1;
        }
        let zh_surfaces = walk.facts.iter().filter(|fact| fact.lang == Lang::Zh).count() as u64;
        stats.zh_surfaces += zh_surfaces;
        stats.en_surfaces += walk.facts.len() as u64 - zh_surfaces;
        stats.facts += walk.verdicts.len() as u64;
        for verdict in &walk.verdicts {
            *(if verdict.agrees { &mut stats.agreeing } else { &mut stats.disagreeing }) += 1;
        }
        *self.hashes.entry(head.hash).or_default() += 1;
        if head.likeness != 0 {
            self.likeness.push(head.likeness);
        }
    }

    /// The sums, with the findings that the store counted.
    #[expect(clippy::cast_precision_loss, reason = "means")]
    pub fn finish(self, findings: &[MonthCount]) -> Stats {
        let mut stats = self.stats;
        let mean = |sum: f64| if stats.documents > 0 { sum / stats.documents as f64 } else { 0.0 };
        (stats.score, stats.zh_coverage, stats.en_coverage) =
            (mean(stats.score), mean(stats.zh_coverage), mean(stats.en_coverage));
        stats.length_ratio = if stats.zh_chars > 0 { stats.en_words as f64 / stats.zh_chars as f64 } else { 0.0 };
        stats.beads = self.beads.into_iter().map(|((zh, en), count)| (format!("{zh}-{en}"), count)).collect();
        for MonthCount { rule, severity, month, count } in findings {
            let name = Severity::name(*severity);
            *stats.findings.entry(rule.clone()).or_default().entry(name).or_default() += count;
            let month = month.clone().unwrap_or_else(|| "undated".to_owned());
            *stats.months.entry(rule.clone()).or_default().entry(month).or_default() += count;
        }
        stats.duplicates = self.hashes.values().map(|count| count - 1).sum();
        stats.near_duplicates = near_duplicates(&self.likeness).saturating_sub(stats.duplicates);
        stats
    }
}

/// How many of the hashes are within three bits of an earlier one.
///
/// Two that differ in at most three of 64 bits agree in one of four quarters: each is compared with those that share a
/// quarter (Manku, Jain and Das Sarma 2007).
fn near_duplicates(hashes: &[u64]) -> u64 {
    /// So many of one quarter are compared: a quarter that thousands share says nothing.
    const SHARING: usize = 512;
    let mut quarters: [HashMap<u64, Vec<u64>>; 4] = Default::default();
    let mut near = 0;
    for &hash in hashes {
        let parts = [0, 16, 32, 48].map(|shift| hash >> shift & 0xFFFF);
        let is_near = quarters.iter().zip(parts).any(|(quarter, part)| {
            quarter.get(&part).is_some_and(|others| others.iter().any(|other| (other ^ hash).count_ones() <= 3))
        });
        near += u64::from(is_near);
        if !is_near {
            for (quarter, part) in quarters.iter_mut().zip(parts) {
                let others = quarter.entry(part).or_default();
                if others.len() < SHARING {
                    others.push(hash);
                }
            }
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_duplicates_are_counted_once_each() {
        let (one, other) = (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210);
        assert_eq!(near_duplicates(&[one, other, one ^ 0b111, other, one ^ 1 << 63]), 3);
        assert_eq!(near_duplicates(&[one, one ^ 0x8001_8001]), 0);
    }
}
