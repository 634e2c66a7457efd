//! The words of a bead: which are tied and what their ties are worth, which are free, and where the tied ones stand.

use std::ops::Range;

use super::evidence::{Feature, Sink};
use super::shape::LONGEST;
use super::side::{Kind, NOTHING, Side, Token};
use super::ties::{Bond, Rarity};
use super::vocabulary::Vocabulary;

/// A tie of less worth may be there by chance.
pub(super) const LANDMARK: f32 = 1.0;

/// Number of classes of words, see [`class_of_zh`] and [`class_of_en`].
const CLASSES: usize = 7;

/// Where a bead stands in the text of one side, in bytes.
pub(super) struct Place {
    start: u32,
    end: u32,
    /// 255 for the whole length.
    scale: f32,
}

impl Place {
    pub(super) fn of(side: &Side, segments: &Range<usize>) -> Self {
        let (first, last) = (side.sentences.get(segments.start), side.sentences.get(segments.end.wrapping_sub(1)));
        let (start, end) = (first.map_or(0, |first| first.place.0), last.map_or(0, |last| last.place.1));
        Self { start, end, scale: 255.0 / bytes(end.saturating_sub(start).max(1)) }
    }

    /// How far into the bead `at` is, from 0 to 255.
    #[inline]
    pub(super) fn share(&self, at: u32) -> f32 {
        bytes(at.saturating_sub(self.start)) * self.scale
    }

    /// What lies before and after the tied part, as logarithms; the whole twice when nothing is tied.
    pub(super) fn around(&self, tied: Option<(u32, u32)>) -> (f32, f32) {
        let length = |from: u32, to: u32| (bytes(to.saturating_sub(from)) * 0.2 + 1.0).ln();
        let (first, last) = tied.unwrap_or((self.end, self.start));
        (length(self.start, first), length(last, self.end))
    }
}

/// What [`WordSums::tally`] found.
pub(super) struct Tally {
    /// Share of the words that are tied.
    pub(super) coverage: f32,
    /// Worth of the ties of the segment that has least, as a logarithm.
    pub(super) weakest: f32,
    /// Worth of the ties, each times how far apart its ends stand.
    pub(super) aside: f32,
    /// Where the first tied word begins and the last one ends.
    pub(super) tied: Option<(u32, u32)>,
}

/// The best tie of a token in the bead at hand: the bond, and below it how near the ends stand, so that the larger number is
/// the better tie; 0 for none.
type Best = u16;

/// The tie of tokens whose ends stand `aside` apart, from 0 to 255.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
#[inline]
pub(super) fn best(bond: Bond, aside: f32) -> Best {
    bond.rank() << 8 | Best::from(255 - aside as u8)
}

/// What is asked of a token for each tie it has.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Where it begins and ends in its text.
    place: (u32, u32),
    /// The best tie in the bead at hand; none between beads.
    best: Best,
    rarity: Rarity,
    class: u8,
}

/// The words of one side, and which of them are tied in the bead at hand.
#[derive(Debug)]
pub(super) struct WordSums {
    words: Vec<Word>,
    /// How many tokens of each class come before a sentence.
    before: Vec<[u32; CLASSES]>,
    /// For each class the features for tied tokens, by the sort of their bond, and the one for free tokens.
    features: [([Feature; 3], Feature); CLASSES],
    /// The tokens that are tied.
    bound: Vec<u32>,
}

impl WordSums {
    /// The words of the Chinese side.
    pub(super) fn zh(side: &Side, vocabulary: &Vocabulary<'_>, rarities: &[Rarity]) -> Self {
        let others = (Feature::ZhFamily, Feature::ZhLearned);
        Self::new(side, |token| class_of_zh(token, vocabulary), rarities, ZH_WORDS, others)
    }

    /// The words of the English side.
    pub(super) fn en(side: &Side, vocabulary: &Vocabulary<'_>, rarities: &[Rarity]) -> Self {
        let others = (Feature::EnFamily, Feature::EnLearned);
        Self::new(side, |token| class_of_en(token, vocabulary), rarities, EN_WORDS, others)
    }

    fn new(
        side: &Side,
        class: impl Fn(Token) -> u8,
        rarities: &[Rarity],
        features: [(Feature, Feature); CLASSES],
        (family, learned): (Feature, Feature),
    ) -> Self {
        let word =
            |(&token, &rarity): (&Token, &Rarity)| Word { place: token.place(), best: 0, rarity, class: class(token) };
        let words: Vec<Word> = side.tokens.iter().zip(rarities).map(word).collect();
        let mut sums = [0; CLASSES];
        let mut before = Vec::with_capacity(side.len() + 1);
        before.push(sums);
        before.extend((0..side.len()).map(|at| {
            for word in &words[side.tokens_of(at..at + 1)] {
                sums[usize::from(word.class)] += 1;
            }
            sums
        }));
        let features = features.map(|(own, free)| ([family, learned, own], free));
        Self { words, before, features, bound: Vec::new() }
    }

    /// Where a token begins.
    #[inline]
    pub(super) fn start(&self, token: u32) -> u32 {
        self.words[token as usize].place.0
    }

    /// Ties a token.
    #[inline]
    pub(super) fn bind(&mut self, token: u32, tie: Best) {
        let best = &mut self.words[token as usize].best;
        if *best == 0 {
            self.bound.push(token);
        }
        *best = tie.max(*best);
    }

    /// Gives `sink` what the tied and the free tokens of `segments` say, and frees them again. `worths` are of ties by rarity.
    pub(super) fn tally(
        &mut self,
        segments: &Range<usize>,
        side: &Side,
        worths: &[f32; 64],
        sink: &mut impl Sink,
    ) -> Tally {
        let (before, after) = (&self.before[segments.start], &self.before[segments.end]);
        let mut free: [u32; CLASSES] = std::array::from_fn(|class| after[class] - before[class]);
        // The last class counts no free tokens.
        free[CLASSES - 1] = 0;
        let words: u32 = free.iter().sum();
        let mut of_segment = [0.0_f32; LONGEST];
        let (mut aside, mut first, mut last) = (0.0, u32::MAX, 0);
        for &token in &self.bound {
            let word = &mut self.words[token as usize];
            let [nearness, rank] = std::mem::take(&mut word.best).to_le_bytes();
            let (sort, rarity) = Bond::of_rank(rank, word.rarity);
            let worth = worths[usize::from(rarity & 63)];
            aside += worth * f32::from(255 - nearness);
            if worth > LANDMARK {
                (first, last) = (first.min(word.place.0), last.max(word.place.1));
            }
            let class = usize::from(word.class);
            sink.add(self.features[class].0[sort] as usize, worth);
            free[class] = free[class].wrapping_sub(1);
            if segments.len() > 1 {
                of_segment[side.sentence_of(token as usize) - segments.start] += worth;
            }
        }
        self.bound.clear();
        free[CLASSES - 1] = 0;
        for (&count, &(_, feature)) in free.iter().zip(&self.features) {
            sink.add(feature as usize, small(count));
        }
        let weakest = of_segment[..segments.len()].iter().copied().fold(f32::INFINITY, f32::min);
        let tied = words - free.iter().sum::<u32>();
        // One tied of two is mixed in, so that a single word says little.
        let coverage = (small(tied) + 1.0) / (small(words) + 2.0);
        let tied = (first <= last).then_some((first, last));
        Tally { coverage, weakest: (1.0 + weakest).ln(), aside: aside / 255.0, tied }
    }
}

/// Names are made only where the English side has them, so there are no free ones.
const ZH_WORDS: [(Feature, Feature); CLASSES] = [
    (Feature::ZhTied0, Feature::ZhFree0),
    (Feature::ZhTied1, Feature::ZhFree1),
    (Feature::ZhTied2, Feature::ZhFree2),
    (Feature::ZhTied3, Feature::ZhFree3),
    (Feature::ZhNumberTied, Feature::ZhNumberFree),
    (Feature::LatinTied, Feature::LatinFree),
    (Feature::NameTied, Feature::NameTied),
];

const EN_WORDS: [(Feature, Feature); CLASSES] = [
    (Feature::EnTied0, Feature::EnFree0),
    (Feature::EnTied1, Feature::EnFree1),
    (Feature::EnTied2, Feature::EnFree2),
    (Feature::EnTied3, Feature::EnFree3),
    (Feature::EnNumberTied, Feature::EnNumberFree),
    (Feature::EnTied3, Feature::EnFree3),
    (Feature::EnTied3, Feature::EnFree3),
];

/// The class of a Chinese token: how common a word is, 0 for the few dozen that hold sentences together to 3 for rare
/// ones; 4 for numbers, 5 for Latin words, 6 for names.
fn class_of_zh(token: Token, vocabulary: &Vocabulary<'_>) -> u8 {
    match token.kind {
        Kind::Word if token.id == NOTHING => 3,
        Kind::Word => match vocabulary.cost(token.id) {
            0..62 => 0,
            62..85 => 1,
            85..105 => 2,
            _ => 3,
        },
        Kind::Number => 4,
        Kind::Latin => 5,
        Kind::Name => 6,
    }
}

/// The class of an English token, likewise.
fn class_of_en(token: Token, vocabulary: &Vocabulary<'_>) -> u8 {
    let share = vocabulary.share(token.id);
    match token.kind {
        Kind::Number => 4,
        _ => [4e-3, 5e-4, 1e-4].iter().map(|&limit| u8::from(share < limit)).sum(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "the length of a bead")]
#[inline]
fn bytes(count: u32) -> f32 {
    count as f32
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
#[inline]
fn small(count: u32) -> f32 {
    count as f32
}
