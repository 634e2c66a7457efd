//! What the kinds of blocks say: a headline is translated by a headline, an item by an item, but for what a translator, or
//! the reading of the layout, makes of it.
//!
//! A right bead is taken to have one kind on both sides, and as many items or rows on either, save in a share of cases in
//! which the English is any; by chance both are any. The logarithm of the ratio of the two is the evidence. A text of one
//! kind throughout gives none.

use super::side::{Sentence, Side};
use crate::bitext::BlockKind;

/// Kinds that are told apart: headlines, items, rows, notes, text.
const KINDS: usize = 5;

fn place(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Headline => 0,
        BlockKind::ListItem => 1,
        BlockKind::TableRow => 2,
        BlockKind::Note | BlockKind::RunningHead => 3,
        BlockKind::Paragraph | BlockKind::Verse | BlockKind::Dateline | BlockKind::Byline => 4,
    }
}

/// The share of right beads whose two kinds have nothing to do with each other before anything is known of the document; and
/// so many beads this counts for when the first pass tells of it.
const PRIOR_LOOSE: f64 = 0.1;
const PRIOR_BEADS: f64 = 10.0;

/// Evidence of the kinds of a bead.
#[derive(Debug, Clone)]
pub(super) struct Kinds {
    /// The share of each kind among the sentences of both sides.
    shares: [f64; KINDS],
    /// For a bead of one kind on both sides.
    same: [f32; KINDS],
    /// For any other.
    other: f32,
}

impl Kinds {
    pub(super) fn new(zh: &Side, en: &Side) -> Self {
        let mut counts = [0_u32; KINDS];
        let sentences = || zh.sentences.iter().chain(&en.sentences);
        sentences().for_each(|sentence| counts[place(sentence.kind)] += 1);
        let all = f64::from(counts.iter().sum::<u32>()).max(1.0);
        let mut made = Self { shares: counts.map(|count| f64::from(count) / all), same: [0.0; KINDS], other: 0.0 };
        made.forget();
        made
    }

    /// Forgets what was learned.
    pub(super) fn forget(&mut self) {
        self.set_loose(PRIOR_LOOSE);
    }

    #[expect(clippy::cast_possible_truncation, reason = "a logarithm")]
    fn set_loose(&mut self, loose: f64) {
        let is_one = self.shares.iter().any(|&share| share >= 1.0);
        self.same =
            self.shares.map(|share| if share > 0.0 { ((1.0 - loose) / share + loose).ln() as f32 } else { 0.0 });
        self.other = if is_one { 0.0 } else { loose.ln() as f32 };
    }

    /// Learns from the beads of a pass, each with the probability that it is right, how far the kinds of this document can be
    /// trusted.
    pub(super) fn learn<'a>(&mut self, beads: impl Iterator<Item = (&'a [Sentence], &'a [Sentence], f32)>) {
        // By chance the kinds differ so often.
        let by_chance = 1.0 - self.shares.iter().map(|share| share * share).sum::<f64>();
        if by_chance <= 0.0 {
            return;
        }
        let (mut other, mut all) = (PRIOR_LOOSE * PRIOR_BEADS * by_chance, PRIOR_BEADS);
        for (zh, en, probability) in beads {
            all += f64::from(probability);
            other += if kind(zh, en).is_none() { f64::from(probability) } else { 0.0 };
        }
        self.set_loose((other / all / by_chance).min(1.0));
    }

    /// The evidence for a bead of `zh` and `en`, neither of them empty.
    #[inline]
    pub(super) fn of(&self, zh: &[Sentence], en: &[Sentence]) -> f32 {
        kind(zh, en).map_or(self.other, |kind| self.same[kind])
    }
}

/// The kind that all sentences of both sides have; items and rows must be as many on either side.
#[inline]
fn kind(zh: &[Sentence], en: &[Sentence]) -> Option<usize> {
    let first = zh.first()?.kind;
    if matches!(first, BlockKind::ListItem | BlockKind::TableRow) && zh.len() + en.len() > 2 {
        let borders = |side: &[Sentence]| side.iter().skip(1).filter(|sentence| sentence.starts_block).count();
        if borders(zh) != borders(en) {
            return None;
        }
    }
    let first = place(first);
    zh.iter().skip(1).chain(en).all(|sentence| place(sentence.kind) == first).then_some(first)
}
