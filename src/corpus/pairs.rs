//! The aligned pairs of a corpus, and which of them a filter lets through.
//!
//! Every pair goes through the steps in the order of [`Step`]; the first that drops it counts it, so that the counts are
//! a waterfall. Two steps look at the whole corpus: [`Step::Boilerplate`] counts in a first pass in how many documents a
//! sentence stands, [`Step::Leakage`] and the duplicates remember what came before.

use std::collections::{HashMap, HashSet};

use super::entry::Entry;
use super::head::Head;
use super::likeness::mix;
use super::terms::fold;
use crate::bitext::Bead;
use crate::check::Severity;
use crate::formats::alignment::{Aligned, AlignedSide};
use crate::source::{Lang, is_han, lang_of};

/// A bead with two sides, each on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The bead's place in its document, from 0.
    pub number: usize,
    /// The bead.
    pub bead: Bead,
    /// The Chinese sentences.
    pub zh: String,
    /// The English sentences.
    pub en: String,
    /// The worst finding about facts in it.
    pub worst: Option<Severity>,
}

impl Pair {
    /// The pairs of a document, in order.
    pub fn of_entry(entry: &Entry) -> Vec<Self> {
        let walk = &entry.walk;
        let mut worst: HashMap<usize, Severity> = HashMap::new();
        for finding in &walk.findings {
            let bead = |lang, span: Option<crate::source::Span>| walk.bead_at(lang, span?.start);
            if let Some(bead) = bead(Lang::Zh, finding.zh).or_else(|| bead(Lang::En, finding.en)) {
                let known = worst.entry(bead).or_insert(finding.severity);
                *known = (*known).max(finding.severity);
            }
        }
        let side = |segments| AlignedSide { text: &entry.text, segments };
        let aligned = Aligned { name: &entry.path, zh: side(&walk.zh), en: side(&walk.en), beads: &walk.beads };
        let lines = aligned.lines().enumerate().filter(|(_, (bead, ..))| bead.is_match());
        lines
            .map(|(number, (bead, zh, en))| Self {
                number,
                bead: bead.clone(),
                zh,
                en,
                worst: worst.get(&number).copied(),
            })
            .collect()
    }

    /// English words for a Han character.
    #[expect(clippy::cast_precision_loss, reason = "a ratio of lengths")]
    fn ratio(&self) -> f64 {
        let han = self.zh.chars().filter(|c| is_han(*c)).count();
        self.en.split_whitespace().count() as f64 / han.max(1) as f64
    }
}

/// What a filter lets through. The default lets everything through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Documents in which at least this share of either side is aligned.
    pub min_coverage: Option<f64>,
    /// Beads with at least this probability.
    pub min_probability: Option<f64>,
    /// Either side in its language.
    pub language: bool,
    /// At most this many times the corpus's mean of English words for a Han character, or its inverse.
    pub max_ratio: Option<f64>,
    /// Nothing found at or above this severity.
    pub below: Option<Severity>,
    /// No pair with a side that stands, character for character, in more documents than this.
    pub max_documents: Option<u32>,
    /// Each pair once.
    pub exact: bool,
    /// Each pair once, whatever its digits, punctuation and capitals.
    pub near: bool,
}

/// A step of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the field of `Filter` it is named for")]
pub enum Step {
    Coverage,
    Probability,
    Language,
    Ratio,
    Findings,
    Boilerplate,
    Exact,
    Near,
    /// A side that another part of a split has already.
    Leakage,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 9] = [
        Self::Coverage,
        Self::Probability,
        Self::Language,
        Self::Ratio,
        Self::Findings,
        Self::Boilerplate,
        Self::Exact,
        Self::Near,
        Self::Leakage,
    ];

    /// What the waterfall calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coverage => "coverage of the document",
            Self::Probability => "probability",
            Self::Language => "language",
            Self::Ratio => "length ratio",
            Self::Findings => "findings about facts",
            Self::Boilerplate => "boilerplate",
            Self::Exact => "exact duplicates",
            Self::Near => "near duplicates",
            Self::Leakage => "in another part",
        }
    }
}

/// How many pairs came in, and how many each step dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waterfall {
    /// Pairs that came in.
    pub pairs: u64,
    dropped: [u64; Step::ALL.len()],
}

impl Waterfall {
    /// How many pairs a step dropped.
    pub fn dropped(&self, step: Step) -> u64 {
        self.dropped[step as usize]
    }

    /// How many pairs are left.
    pub fn left(&self) -> u64 {
        self.pairs - self.dropped.iter().sum::<u64>()
    }
}

/// A filter at work. It has to see the pairs in the order of the corpus.
#[derive(Debug)]
pub struct Sieve {
    filter: Filter,
    /// The corpus's mean of English words for a Han character.
    mean: f64,
    boilerplate: HashSet<u64>,
    exact: HashSet<u64>,
    near: HashSet<u64>,
    /// In which part a side of a pair went.
    parts: HashMap<u64, u8>,
    waterfall: Waterfall,
}

/// Counts in how many documents each side of a pair stands as it is written: the first pass for [`Filter::max_documents`].
#[derive(Debug, Default)]
pub struct Repetitions(HashMap<u64, u32>);

impl Repetitions {
    /// Counts the sides of the pairs of a document.
    pub fn add(&mut self, pairs: &[Pair]) {
        let mut sides: Vec<u64> = pairs.iter().flat_map(|pair| [exact(&pair.zh), exact(&pair.en)]).collect();
        sides.sort_unstable();
        sides.dedup();
        for side in sides {
            *self.0.entry(side).or_default() += 1;
        }
    }
}

impl Sieve {
    /// A filter for a corpus with `mean` English words for a Han character.
    pub fn new(filter: Filter, mean: f64, repetitions: Repetitions) -> Self {
        let most = filter.max_documents.unwrap_or(u32::MAX);
        let boilerplate = repetitions.0.into_iter().filter(|(_, count)| *count > most).map(|(side, _)| side).collect();
        Self {
            filter,
            mean,
            boilerplate,
            exact: HashSet::new(),
            near: HashSet::new(),
            parts: HashMap::new(),
            waterfall: Waterfall::default(),
        }
    }

    /// The pairs of a document that get through; `part` is the part of a split that the document belongs to.
    pub fn pass(&mut self, head: &Head, pairs: Vec<Pair>, part: Option<u8>) -> Vec<Pair> {
        let mut left = Vec::with_capacity(pairs.len());
        for pair in pairs {
            self.waterfall.pairs += 1;
            match self.stopped_by(head, &pair, part) {
                Some(step) => self.waterfall.dropped[step as usize] += 1,
                None => left.push(pair),
            }
        }
        left
    }

    fn stopped_by(&mut self, head: &Head, pair: &Pair, part: Option<u8>) -> Option<Step> {
        let filter = &self.filter;
        let factor = pair.ratio() / self.mean.max(f64::MIN_POSITIVE);
        let checks = [
            (Step::Coverage, filter.min_coverage.is_some_and(|min| head.zh_coverage.min(head.en_coverage) < min)),
            (Step::Probability, filter.min_probability.is_some_and(|min| pair.bead.probability < min)),
            (
                Step::Language,
                filter.language && (lang_of(&pair.zh), lang_of(&pair.en)) != (Some(Lang::Zh), Some(Lang::En)),
            ),
            (Step::Ratio, filter.max_ratio.is_some_and(|max| factor > max || factor < 1.0 / max)),
            (Step::Findings, filter.below.is_some_and(|severity| pair.worst.is_some_and(|worst| worst >= severity))),
        ];
        if let Some((step, _)) = checks.into_iter().find(|(_, stopped)| *stopped) {
            return Some(step);
        }
        let (zh, en) = (exact(&pair.zh), exact(&pair.en));
        if self.boilerplate.contains(&zh) || self.boilerplate.contains(&en) {
            return Some(Step::Boilerplate);
        }
        let both = |zh: u64, en: u64| mix(zh ^ en.rotate_left(32));
        if filter.exact && !self.exact.insert(both(zh, en)) {
            return Some(Step::Exact);
        }
        let (zh, en) = (normal(&pair.zh), normal(&pair.en));
        if filter.near && !self.near.insert(both(zh, en)) {
            return Some(Step::Near);
        }
        let part = part?;
        // The two sides are kept apart by one bit.
        let sides = [zh & !1, en | 1];
        if sides.iter().any(|side| self.parts.get(side).is_some_and(|other| *other != part)) {
            return Some(Step::Leakage);
        }
        self.parts.extend(sides.map(|side| (side, part)));
        None
    }

    /// What each step dropped so far.
    pub fn waterfall(&self) -> &Waterfall {
        &self.waterfall
    }
}

/// The hash of a text as it is written.
fn exact(text: &str) -> u64 {
    hash(text.chars())
}

/// The hash of a text without digits, punctuation, spaces, capitals and Traditional characters: near duplicates share it.
fn normal(text: &str) -> u64 {
    hash(text.chars().filter(|c| c.is_alphabetic()).map(fold))
}

/// FNV-1a over characters (Fowler, Noll and Vo 1991), spread over all bits.
fn hash(chars: impl Iterator<Item = char>) -> u64 {
    let step = |hash: u64, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    mix(chars.fold(0xcbf2_9ce4_8422_2325, step))
}

/// The part of a split that a document belongs to. Documents with the same Chinese go to the same part; `shares` are
/// the parts' sizes, in any unit.
pub fn part_of(head: &Head, seed: u64, shares: &[u32]) -> u8 {
    let total: u64 = shares.iter().map(|share| u64::from(*share)).sum();
    let mut at = mix(mix(head.likeness) ^ mix(seed)) % total.max(1);
    for (part, share) in (0_u8..).zip(shares) {
        match at.checked_sub(u64::from(*share)) {
            Some(rest) => at = rest,
            None => return part,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(zh: &str, en: &str) -> Pair {
        let bead = Bead { zh: 0..1, en: 0..1, probability: 0.9 };
        Pair { number: 0, bead, zh: zh.to_owned(), en: en.to_owned(), worst: None }
    }

    fn head(coverage: f64) -> Head {
        Head { zh_coverage: coverage, en_coverage: 1.0, ..Head::default() }
    }

    #[test]
    fn each_step_drops_what_it_is_for() {
        let filter = Filter {
            min_coverage: Some(0.5),
            min_probability: Some(0.5),
            language: true,
            max_ratio: Some(4.0),
            below: Some(Severity::Error),
            max_documents: Some(2),
            exact: true,
            near: true,
        };
        let boilerplate = pair("（新华社）讯", "(Xinhua News Agency) report");
        let mut repetitions = Repetitions::default();
        for _ in 0..3 {
            repetitions.add(std::slice::from_ref(&boilerplate));
        }
        let mut sieve = Sieve::new(filter, 0.6, repetitions);
        let good = pair("共有二百人参加会议。", "200 people attended the meeting.");
        let pairs = vec![
            good.clone(),
            Pair { bead: Bead { probability: 0.4, ..good.bead.clone() }, ..good.clone() },
            pair("Ok", "Not Chinese at all"),
            pair("共有二百人参加会议，讨论了今后的工作和计划，并且通过了决定。", "Yes."),
            Pair { worst: Some(Severity::Error), ..good.clone() },
            boilerplate,
            good.clone(),
            pair("共有300人，参加会议！", "250 people attended the MEETING"),
        ];
        let left = sieve.pass(&head(1.0), pairs, None);
        // 二百 are letters: with digits the sentence is another.
        assert_eq!(left.len(), 2);
        assert!(sieve.pass(&head(0.4), vec![good], None).is_empty());
        let waterfall = sieve.waterfall();
        let dropped: Vec<u64> = Step::ALL.iter().map(|step| waterfall.dropped(*step)).collect();
        assert_eq!(dropped, [1, 1, 1, 1, 1, 1, 1, 0, 0]);
        assert_eq!((waterfall.pairs, waterfall.left()), (9, 2));
    }

    #[test]
    fn a_sentence_with_other_figures_is_another_sentence() {
        let month = |zh: &str, en: &str| pair(&format!("{zh}月份产棉三百担。"), &format!("300 dan of cotton in {en}."));
        let [june, july] = [month("6", "June"), month("7", "July")];
        let mut repetitions = Repetitions::default();
        for pair in [&june, &july, &july] {
            repetitions.add(std::slice::from_ref(pair));
        }
        let mut sieve = Sieve::new(Filter { max_documents: Some(1), ..Filter::default() }, 0.6, repetitions);
        let left = sieve.pass(&head(1.0), vec![june.clone(), july], None);
        assert_eq!(left, [june], "what stands in two documents goes, what differs from it in a digit stays");
    }

    #[test]
    fn near_duplicates_differ_in_digits_and_marks() {
        let mut sieve = Sieve::new(Filter { near: true, ..Filter::default() }, 0.6, Repetitions::default());
        let pairs = vec![pair("產棉300擔。", "300 dan of cotton."), pair("产棉 25 担", "25 dan of Cotton")];
        assert_eq!(sieve.pass(&head(1.0), pairs, None).len(), 1);
    }

    #[test]
    fn no_sentence_is_in_two_parts() {
        let mut sieve = Sieve::new(Filter::default(), 0.6, Repetitions::default());
        assert_eq!(sieve.pass(&head(1.0), vec![pair("一", "one"), pair("一", "one")], Some(0)).len(), 2);
        assert_eq!(
            sieve.pass(&head(1.0), vec![pair("一", "a"), pair("二", "one"), pair("二", "two")], Some(1)).len(),
            1
        );
        assert_eq!(sieve.waterfall().dropped(Step::Leakage), 2);
    }

    #[test]
    fn parts_have_their_shares_and_likeness_decides() {
        let mut counts = [0; 3];
        for likeness in 0..10_000 {
            let head = Head { likeness, ..head(1.0) };
            let part = part_of(&head, 7, &[90, 5, 5]);
            assert_eq!(part, part_of(&Head { id: 9, ..head }, 7, &[90, 5, 5]));
            counts[usize::from(part)] += 1;
        }
        assert!((8800..9200).contains(&counts[0]) && (400..600).contains(&counts[1]), "{counts:?}");
    }
}
