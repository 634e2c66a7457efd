//! How many beads of each sort a document has: sentences left out, split, joined.

use super::evidence::Feature;
use super::shape::Shape;

/// Sorts of beads that are not 1–1.
#[derive(Debug, Clone, Copy)]
enum Sort {
    GapZh,
    GapEn,
    Split,
    Join,
    Many,
}

const FEATURES: [Feature; 5] =
    [Feature::RateGapZh, Feature::RateGapEn, Feature::RateSplit, Feature::RateJoin, Feature::RateMany];

impl Sort {
    fn of(shape: Shape) -> Option<Self> {
        match (shape.zh, shape.en) {
            (1, 1) => None,
            (_, 0) => Some(Self::GapZh),
            (0, _) => Some(Self::GapEn),
            (1, _) => Some(Self::Split),
            (_, 1) => Some(Self::Join),
            _ => Some(Self::Many),
        }
    }
}

/// Logarithms of the shares of beads of each [`Sort`] in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates([f32; 5]);

/// What is expected of a document before it is read, as if so many of its beads were known.
const PRIOR_RATES: [f32; 5] = [0.01, 0.01, 0.1, 0.04, 0.021];
const PRIOR_BEADS: f32 = 20.0;

/// Beads of several sentences on both sides for each that has several on one.
const MANY: f64 = 0.15;

impl Default for Rates {
    fn default() -> Self {
        Self(PRIOR_RATES.map(f32::ln))
    }
}

impl Rates {
    /// The feature that is for beads of `shape`, and its value; 1–1 has none.
    #[inline]
    pub(super) fn of(&self, shape: Shape) -> Option<(Feature, f32)> {
        Sort::of(shape).map(|sort| (FEATURES[sort as usize], self.0[sort as usize]))
    }

    /// From beads with the probability that each is right.
    pub(super) fn estimate(beads: impl Iterator<Item = (Shape, f32)>) -> Self {
        let mut expected = PRIOR_RATES.map(|rate| f64::from(rate * PRIOR_BEADS));
        let mut all = f64::from(PRIOR_BEADS);
        for (shape, probability) in beads {
            all += f64::from(probability);
            if let Some(sort) = Sort::of(shape) {
                expected[sort as usize] += f64::from(probability);
            }
        }
        // The first pass has no beads of many to many; they come where sentences are split and joined.
        expected[Sort::Many as usize] = MANY * (expected[Sort::Split as usize] + expected[Sort::Join as usize]);
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        Self(expected.map(|sum| (sum / all).ln() as f32))
    }
}
