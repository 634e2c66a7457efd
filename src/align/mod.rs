//! Sentence alignment: which Chinese sentences and which English ones translate each other.
//!
//! [`Aligner::align`] takes the segments of both sides and returns an [`Alignment`]: beads in text order that cover each
//! segment once, each with the probability that it is exactly right.

mod coarse;
mod evidence;
pub mod fit;
mod lattice;
mod lexicon;
mod marks;
mod shape;
mod side;
mod stem;
mod ties;
mod values;
mod weights;

use std::sync::{Arc, LazyLock};

use crate::bitext::{Alignment, Bead, Segment};
use crate::facts::Fact;

use evidence::{Evidence, FEATURES, Rates};
use lattice::{Band, Lattice};
use lexicon::Lexicon;
use side::{Side, Vocabulary};
use ties::{Postings, Ties};
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
    lexicon: Arc<Lexicon>,
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
        Self { weights: Weights::fitted().clone(), lexicon: shared_lexicon() }
    }

    /// The alignment of all segments of both sides.
    pub fn align(&self, zh: &SideText<'_>, en: &SideText<'_>) -> Alignment {
        let bitext = Prepared::new(&self.lexicon, zh, en);
        let band = coarse::band(&bitext.zh, &bitext.en, &bitext.vocabulary, &bitext.postings);
        let ties = bitext.ties(&band);
        let mut evidence = bitext.evidence(&ties);
        let mut lattice = self.score(&band, &mut evidence);
        let (mut probabilities, _) = lattice.posteriors(|_| true);
        evidence.set_rates(rates(&lattice, &probabilities));
        lattice = self.score(&band, &mut evidence);
        (probabilities, _) = lattice.posteriors(|_| true);
        decode(&lattice, &probabilities)
    }

    /// All beads inside `band`, scored.
    fn score(&self, band: &Band, evidence: &mut Evidence<'_>) -> Lattice {
        let mut vector = [0.0; FEATURES];
        Lattice::new(band, |i, j, shape| {
            evidence.of(i, j, shape, &mut vector);
            self.weights.score(&vector)
        })
    }
}

/// Loaded on first need and shared by all aligners.
fn shared_lexicon() -> Arc<Lexicon> {
    static LEXICON: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::load()));
    Arc::clone(&LEXICON)
}

/// Both sides, read.
struct Prepared<'a> {
    vocabulary: Vocabulary<'a>,
    zh: Side,
    en: Side,
    postings: Postings,
}

impl<'a> Prepared<'a> {
    fn new(lexicon: &'a Lexicon, zh: &SideText<'_>, en: &SideText<'_>) -> Self {
        let mut vocabulary = Vocabulary::new(lexicon);
        let en = side::read_en(en, &mut vocabulary);
        let zh = side::read_zh(zh, &vocabulary);
        let postings = Postings::new(&en, &vocabulary);
        Self { vocabulary, zh, en, postings }
    }

    /// The ties that beads inside `band` may hold.
    fn ties(&self, band: &Band) -> Ties {
        let last = self.zh.len();
        let reach = |i: usize| {
            let start = band.row((i + 1).saturating_sub(shape::LONGEST)).start;
            start..band.row((i + shape::LONGEST).min(last)).end.saturating_sub(1)
        };
        Ties::new(&self.zh, &self.en, &self.vocabulary, &self.postings, usize::MAX, reach)
    }

    fn evidence<'t>(&'t self, ties: &'t Ties) -> Evidence<'t> {
        Evidence::new(&self.zh, &self.en, &self.vocabulary, ties)
    }
}

/// How many beads of each sort a lattice holds.
fn rates(lattice: &Lattice, probabilities: &[f32]) -> Rates {
    Rates::estimate(lattice.edges().iter().map(|edge| edge.shape).zip(probabilities.iter().copied()))
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
