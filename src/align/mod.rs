//! Sentence alignment: which Chinese sentences and which English ones translate each other.
//!
//! [`Aligner::align`] takes the segments of both sides and returns an [`Alignment`]: beads in text order that cover each
//! segment once, each with the probability that it is exactly right.

mod coarse;
mod evidence;
pub mod fit;
mod lattice;
mod learned;
mod lexicon;
mod marks;
mod shape;
mod side;
mod stem;
mod stripe;
mod ties;
mod values;
mod weights;

use std::sync::{Arc, LazyLock};

use crate::bitext::{Alignment, Bead, Segment};
use crate::facts::Fact;

use evidence::{Evidence, FEATURES, Rates};
use lattice::{Band, Lattice};
use learned::Learned;
use lexicon::Lexicon;
use side::{Side, Vocabulary};
use ties::{Postings, Rarities, Search, Ties};
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

/// Chinese segments that are searched in one piece; each piece learns for itself, as a chapter of a book.
const PIECE: usize = 2048;

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
        let band = coarse::band(&bitext.search(), &bitext.rarities, &bitext.vocabulary);
        let mut evidence = bitext.evidence();
        let mut alignment = Alignment::default();
        for piece in band.pieces(PIECE) {
            let rates = self.first_pass(&bitext, &piece, &mut evidence);
            evidence.set_rates(rates);
            let lattice = self.score(&piece, &mut evidence);
            let (probabilities, _) = lattice.posteriors(|_| true);
            alignment.beads.extend(decode(&lattice, &probabilities));
        }
        alignment
    }

    /// Lets a piece teach its words, which become ties of `evidence`, and how many beads of each sort it has.
    fn first_pass(&self, bitext: &Prepared<'_>, band: &Band, evidence: &mut Evidence<'_>) -> Rates {
        let search = bitext.search();
        evidence.replace_ties(ties(&search, band));
        evidence.set_rates(Rates::default());
        let lattice = self.score(band, evidence);
        let (probabilities, _) = lattice.posteriors(|_| true);
        let ties_before = evidence.replace_ties(Ties::default());
        let rows = band.rows();
        let learned =
            Learned::new(&lattice, &probabilities, rows.start..rows.end.saturating_sub(1), &search, &ties_before);
        evidence.replace_ties(ties(&Search { learned: Some(&learned), ..search }, band));
        rates(&lattice, &probabilities)
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
    rarities: Rarities,
}

impl<'a> Prepared<'a> {
    fn new(lexicon: &'a Lexicon, zh: &SideText<'_>, en: &SideText<'_>) -> Self {
        let mut vocabulary = Vocabulary::new(lexicon);
        let en = side::read_en(en, &mut vocabulary);
        let zh = side::read_zh(zh, &vocabulary);
        let postings = Postings::new(&en, &vocabulary);
        let rarities = Rarities::new(&zh, &en, &vocabulary, &postings);
        Self { vocabulary, zh, en, postings, rarities }
    }

    fn search(&self) -> Search<'_> {
        let (zh, en, postings, lexicon) = (&self.zh, &self.en, &self.postings, self.vocabulary.lexicon);
        Search { zh, en, lexicon, postings, learned: None, most: usize::MAX }
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence::new(&self.zh, &self.en, &self.vocabulary, &self.rarities)
    }
}

/// The ties that beads inside `band` may hold.
fn ties(search: &Search<'_>, band: &Band) -> Ties {
    let (first, last) = (band.rows().start, band.rows().end - 1);
    search.ties(first..last, |i| {
        let start = band.row((i + 1).saturating_sub(shape::LONGEST).max(first)).start;
        start..band.row((i + shape::LONGEST).min(last)).end.saturating_sub(1)
    })
}

/// How many beads of each sort a lattice holds.
fn rates(lattice: &Lattice, probabilities: &[f32]) -> Rates {
    Rates::estimate(lattice.edges().iter().map(|edge| edge.shape).zip(probabilities.iter().copied()))
}

/// The most valuable path.
fn decode(lattice: &Lattice, probabilities: &[f32]) -> Vec<Bead> {
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
    beads.collect()
}
