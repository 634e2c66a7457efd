//! What the overview counts while articles come in.

use std::collections::BTreeMap;

use super::article::Article;
use crate::corpus::Head;

/// Counts over all articles.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) articles: u64,
    pub(super) dates: Option<(String, String)>,
    pub(super) undated: u64,
    pub(super) beads: BTreeMap<(usize, usize), u64>,
    pub(super) agree: (u64, u64),
    pub(super) facts: u64,
    pub(super) sentence_pairs: u64,
    pub(super) zh_chars: u64,
    pub(super) en_words: u64,
    pub(super) severities: [u64; 3],
    /// Articles by `1954-06`.
    pub(super) months: BTreeMap<String, u64>,
    /// Articles by their score, ratio and coverage, in steps of [`STEP`].
    pub(super) scores: BTreeMap<u32, u64>,
    pub(super) ratios: BTreeMap<u32, u64>,
    pub(super) coverages: BTreeMap<u32, u64>,
    /// The worst articles: badness, number, head.
    pub(super) worst: Vec<(f64, u32, Head)>,
}

/// Steps of the histograms, a hundredth.
pub(super) const STEP: f64 = 0.01;
/// A share of one stands in the last bin below it and makes none of its own.
const BELOW_ONE: f64 = 0.9999;
/// So many of the worst are named.
const WORST: usize = 12;

impl Counts {
    pub(super) fn add(&mut self, article: &Article) {
        let head = &article.head;
        self.articles += 1;
        match head.date {
            Some(date) => {
                let date = date.to_string();
                *self.months.entry(date.get(..7).unwrap_or_default().to_owned()).or_default() += 1;
                let (since, until) = self.dates.get_or_insert_with(|| (date.clone(), date.clone()));
                if *since > date {
                    since.clone_from(&date);
                }
                if *until < date {
                    *until = date;
                }
            }
            None => self.undated += 1,
        }
        for (kind, count) in &article.beads {
            *self.beads.entry(*kind).or_default() += count;
        }
        self.agree.0 += article.agree.0;
        self.agree.1 += article.agree.1;
        self.facts += head.facts;
        self.sentence_pairs += head.beads;
        self.zh_chars += head.zh_chars;
        self.en_words += head.en_words;
        for (sum, count) in self.severities.iter_mut().zip([head.errors, head.warnings, head.notes]) {
            *sum += count;
        }
        *self.scores.entry(steps(head.score.min(BELOW_ONE))).or_default() += 1;
        *self.coverages.entry(steps(coverage(head).min(BELOW_ONE))).or_default() += 1;
        if let Some(ratio) = ratio(head) {
            *self.ratios.entry(steps(ratio.min(3.0))).or_default() += 1;
        }
        let badness = head.badness();
        if badness > 0.0 {
            let at = self.worst.partition_point(|(other, ..)| *other >= badness);
            if at < WORST {
                self.worst.insert(at, (badness, article.number, head.clone()));
                self.worst.truncate(WORST);
            }
        }
    }
}

/// The share of the poorer side that has a counterpart.
pub(super) fn coverage(head: &Head) -> f64 {
    head.zh_coverage.min(head.en_coverage)
}

/// English words for a Han character.
#[expect(clippy::cast_precision_loss, reason = "a ratio of lengths")]
pub(super) fn ratio(head: &Head) -> Option<f64> {
    (head.zh_chars > 0).then(|| head.en_words as f64 / head.zh_chars as f64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 300")]
fn steps(share: f64) -> u32 {
    (share.clamp(0.0, 1e6) / STEP + 1e-6).floor() as u32
}
