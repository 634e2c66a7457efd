//! Sentence alignment: which Chinese sentences and which English ones translate each other.
//!
//! [`Aligner::align`] takes the segments of both sides and returns an [`Alignment`]: beads in text order that cover each
//! segment once, each with the probability that it is exactly right.

mod evidence;
pub mod fit;
mod lattice;
mod marks;
mod shape;
mod side;
mod weights;

use crate::bitext::{Alignment, Bead, Segment};
use crate::facts::Fact;
use crate::source::Lang;

use evidence::{Evidence, FEATURES};
use lattice::{Band, Lattice};
use side::Side;
use weights::Weights;

/// One side of a bitext: a text, its segments and its facts.
#[derive(Debug, Clone, Copy)]
pub struct SideText<'a> {
    /// The whole text; all spans are in it.
    pub text: &'a str,
    /// Its segments in order.
    pub segments: &'a [Segment],
    /// Its facts in order.
    pub facts: &'a [Fact],
}

/// Aligns segments. Owns what the evidence needs; make one and share it.
#[derive(Debug)]
pub struct Aligner {
    weights: Weights,
}

impl Default for Aligner {
    fn default() -> Self {
        Self::new()
    }
}

/// What a bead must be worth, as a share of one right bead, to be made: the decoder maximises the expected F1, in which
/// each bead that is made costs about half of what a right one brings.
const COST_OF_A_BEAD: f64 = 0.46;

impl Aligner {
    /// Loads the evidence.
    pub fn new() -> Self {
        Self { weights: Weights::fitted().clone() }
    }

    /// The alignment of all segments of both sides.
    pub fn align(&self, zh: &SideText<'_>, en: &SideText<'_>) -> Alignment {
        let (zh, en) = (Side::read(zh, Lang::Zh), Side::read(en, Lang::En));
        let lattice = self.search(&zh, &en);
        let (probabilities, _) = lattice.posteriors(|_| true);
        decode(&lattice, &probabilities)
    }

    /// All beads that come into question, scored.
    fn search(&self, zh: &Side, en: &Side) -> Lattice {
        let band = band(zh.len(), en.len());
        let mut evidence = Evidence::new(zh, en);
        let mut vector = [0.0; FEATURES];
        let mut lattice = |evidence: &Evidence<'_>| {
            Lattice::new(&band, |i, j, shape| {
                evidence.of(i, j, shape, &mut vector);
                self.weights.score(&vector)
            })
        };
        let first = lattice(&evidence);
        let (probabilities, _) = first.posteriors(|_| true);
        evidence.set_gap_rate(gap_share(&first, &probabilities, zh.len() + en.len()));
        lattice(&evidence)
    }
}

/// The expected share of sentences without counterpart.
fn gap_share(lattice: &Lattice, probabilities: &[f32], sentences: usize) -> f32 {
    let gaps = lattice.edges().iter().zip(probabilities).filter(|(edge, _)| edge.shape.is_gap());
    let expected: f32 = gaps.map(|(_, probability)| probability).sum();
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let sentences = sentences.max(1) as f32;
    (expected + 0.5) / (sentences + 20.0)
}

fn decode(lattice: &Lattice, probabilities: &[f32]) -> Alignment {
    let gain = |at: usize| probabilities.get(at).map_or(0.0, |&probability| f64::from(probability) - COST_OF_A_BEAD);
    let beads = lattice.best_path(gain).into_iter().map(|at| {
        let edge = &lattice.edges()[at];
        let (i, j) = (edge.i as usize, edge.j as usize);
        Bead {
            zh: i..i + usize::from(edge.shape.zh),
            en: j..j + usize::from(edge.shape.en),
            probability: f64::from(probabilities[at]),
        }
    });
    Alignment { beads: beads.collect() }
}

/// Cells searched for texts of so many segments: all of a small bitext, a stripe along the diagonal of a large one.
fn band(zh: usize, en: usize) -> Band {
    const SMALL: usize = 40_000;
    if zh.saturating_mul(en) <= SMALL {
        return Band::full(zh, en);
    }
    let half = 60 + zh.abs_diff(en) / 4;
    let rows = (0..=zh).map(|i| {
        let middle = i * en / zh.max(1);
        (middle.saturating_sub(half), middle + half)
    });
    Band::new(rows.collect(), en)
}
