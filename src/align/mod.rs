//! Sentence alignment: which Chinese sentences and which English ones translate each other.
//!
//! [`Aligner::align`] takes the segments of both sides and returns an [`Alignment`]: beads in text order that cover each
//! segment once, each with the probability that it is exactly right. No model is downloaded, nothing is random.
//!
//! How it works:
//!
//! 1. **Reading.** Chinese is cut into the words of a lexicon by the most probable path, English words are brought to
//!    their stems; numbers and dates come from the facts and from the heads of list items, names from the readings of the characters (清扬 is *Qingyang*).
//! 2. **Ties.** A word is tied to each of its glosses that stands within reach, a number to its equal. A tie is worth the
//!    logarithm of how much likelier it is in a right bead than by chance, and chance is what this document gives: a gloss
//!    that is rare in the English text says much, one that stands in every sentence nothing.
//! 3. **Where to search.** A long text is first followed through a coarse grid by its rare words; then pairs of single
//!    sentences are scored cheaply, and cells that no good path comes through are left out.
//! 4. **Evidence.** Every bead inside what remains, from 1–0 to 4–4, is scored by a weighted sum: ties in both directions
//!    and whether they keep the order, words left free, what lies outside the first and the last tie, lengths, quotation and
//!    other marks, paragraphs and headlines, shape. Paragraph borders are evidence and can be overruled. The weights are
//!    fitted (`data/align`).
//! 5. **Two passes.** The first pass teaches what only the document knows: word pairs that keep meeting, and how many
//!    sentences it leaves out, splits or joins. The second looks again at the beads that have a chance.
//! 6. **Decision.** Sums over all paths give each bead's probability; the path chosen has the highest expected F1.
//!
//! The search is a conditional random field (Lafferty, McCallum and Pereira, 2001) over the beads of Gale and Church (1993);
//! lexical evidence in both directions follows Moore (2002). Time and memory are linear in the number of segments.
//!
//! Not here: crossing beads. The search is monotone; what was moved shows up as a gap on either side.
//!
//! ```
//! use duizhao::align::Aligner;
//! use duizhao::pipeline;
//! use duizhao::source::Lang;
//!
//! let (zh, en) = ("他推开门，屋里没有人。\n茶还是热的。", "He pushed the door open.\nThe room was empty.\nThe tea was still hot.");
//! let (zh_side, en_side) = (pipeline::presegmented(zh, Lang::Zh, None), pipeline::presegmented(en, Lang::En, None));
//! let alignment = Aligner::new().align(&zh_side.of(zh), &en_side.of(en));
//! let shapes: Vec<String> = alignment.beads.iter().map(ToString::to_string).collect();
//! assert_eq!(shapes, ["1-2", "1-1"]);
//! ```

mod coarse;
pub(crate) mod enumerator;
mod evidence;
mod explain;
pub mod fit;
mod lattice;
mod learned;
mod lexicon;
mod marks;
mod paragraph;
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

use evidence::{Evidence, Rates};
pub use explain::{Link, LinkKind, links};
use lattice::{Band, Edge, Lattice};
use learned::Learned;
use lexicon::Lexicon;
pub use paragraph::{blocks, paragraphs};
use side::{Side, Term, Vocabulary};
use ties::{Postings, Rarities, Search, Ties};
use weights::{Score, Weights};

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
#[derive(Debug, Clone)]
pub struct Aligner {
    weights: Weights,
    lexicon: Arc<Lexicon>,
    terms: Vec<Term>,
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
        Self { weights: Weights::fitted().clone(), lexicon: shared_lexicon(), terms: Vec::new() }
    }

    /// The same with more terms, each Chinese and English: a user's lexicon, or what a document says of itself.
    #[must_use]
    pub fn with_terms<'t>(&self, terms: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut made = self.clone();
        made.terms.extend(terms.into_iter().filter_map(|(zh, en)| Term::new(zh, en, &self.lexicon)));
        made
    }

    /// The alignment of all segments of both sides.
    pub fn align(&self, zh: &SideText<'_>, en: &SideText<'_>) -> Alignment {
        self.align_watched(zh, en, |_| {})
    }

    /// The same; `watch` is told now and then how many Chinese segments are done.
    pub fn align_watched(&self, zh: &SideText<'_>, en: &SideText<'_>, mut watch: impl FnMut(usize)) -> Alignment {
        let bitext = Prepared::new(&self.lexicon, &self.terms, zh, en);
        let band = coarse::band(&bitext.search(), &bitext.rarities, &bitext.vocabulary);
        let mut evidence = bitext.evidence();
        let mut alignment = Alignment::default();
        for piece in band.pieces(PIECE) {
            let lattice = self.first_pass(&bitext, &piece, &mut evidence);
            let lattice = self.second_pass(lattice, &mut evidence);
            let (probabilities, _) = lattice.posteriors(|_| true);
            alignment.beads.extend(decode(&lattice, &probabilities));
            watch(piece.rows().end - 1);
        }
        alignment
    }

    /// Lets a piece teach its words, which become ties of `evidence`, and how many beads of each sort it has. Returns the
    /// beads that have a chance.
    fn first_pass(&self, bitext: &Prepared<'_>, band: &Band, evidence: &mut Evidence<'_>) -> Lattice {
        /// Beads less probable in the first pass are not looked at again.
        const NO_CHANCE: f32 = 1e-4;
        let search = bitext.search();
        evidence.replace_ties(ties(&search, band));
        evidence.set_rates(Rates::default());
        let mut lattice = Lattice::new(band, |i, j, shape| {
            let mut score = Score::new(&self.weights);
            evidence.may_be(i, j, shape).then(|| evidence.of(i, j, shape, &mut score))?;
            Some(score.sum)
        });
        let (probabilities, _) = lattice.posteriors(|_| true);
        let ties = evidence.replace_ties(Ties::default());
        let rows = band.rows();
        let learned =
            Learned::new(beads(&lattice, &probabilities), rows.start..rows.end.saturating_sub(1), &search, &ties);
        evidence.replace_ties(ties.with_learned(&search, &learned, reach(band)));
        evidence.set_rates(rates(&lattice, &probabilities));
        lattice.retain(|at| probabilities[at] > NO_CHANCE);
        lattice
    }

    /// Scores the beads of `lattice` by all that is known after the first pass.
    fn second_pass(&self, mut lattice: Lattice, evidence: &mut Evidence<'_>) -> Lattice {
        lattice.rescore(|_, edge| {
            let mut score = Score::new(&self.weights);
            evidence.of(edge.i as usize, edge.j as usize, edge.shape, &mut score);
            score.sum
        });
        lattice
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
    fn new(lexicon: &'a Lexicon, terms: &'a [Term], zh: &SideText<'_>, en: &SideText<'_>) -> Self {
        let mut vocabulary = Vocabulary::new(lexicon, terms);
        let en = side::read_en(en, &mut vocabulary);
        let zh = side::read_zh(zh, &vocabulary);
        let postings = Postings::new(&en, &vocabulary);
        let rarities = Rarities::new(&zh, &en, &vocabulary, &postings);
        Self { vocabulary, zh, en, postings, rarities }
    }

    fn search(&self) -> Search<'_> {
        let (zh, en, postings, lexicon) = (&self.zh, &self.en, &self.postings, self.vocabulary.lexicon);
        Search { zh, en, lexicon, postings }
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence::new(&self.zh, &self.en, &self.vocabulary, &self.rarities)
    }
}

/// The ties that beads inside `band` may hold.
fn ties(search: &Search<'_>, band: &Band) -> Ties {
    search.ties(band.rows().start..band.rows().end - 1, reach(band))
}

/// The English sentences that beads inside `band` may join with a Chinese one.
fn reach(band: &Band) -> impl Fn(usize) -> std::ops::Range<usize> {
    let (first, last) = (band.rows().start, band.rows().end - 1);
    move |i| {
        let start = band.row((i + 1).saturating_sub(shape::LONGEST).max(first)).start;
        start..band.row((i + shape::LONGEST).min(last)).end.saturating_sub(1)
    }
}

/// How many beads of each sort a lattice holds.
fn rates(lattice: &Lattice, probabilities: &[f32]) -> Rates {
    Rates::estimate(lattice.edges().iter().map(|edge| edge.shape).zip(probabilities.iter().copied()))
}

/// The most valuable path.
fn decode(lattice: &Lattice, probabilities: &[f32]) -> Vec<Bead> {
    let gain = |at: usize| probabilities.get(at).map_or(0.0, |&probability| f64::from(probability) - COST_OF_A_BEAD);
    let path = lattice.best_path(gain);
    path.into_iter().map(|at| bead(&lattice.edges()[at], probabilities[at])).collect()
}

/// All beads of a lattice with the probability of each.
fn beads<'a>(lattice: &'a Lattice, probabilities: &'a [f32]) -> impl Iterator<Item = Bead> + 'a {
    lattice.edges().iter().zip(probabilities).map(|(edge, &probability)| bead(edge, probability))
}

fn bead(edge: &Edge, probability: f32) -> Bead {
    let (i, j) = (edge.i as usize, edge.j as usize);
    let (zh, en) = (i..i + usize::from(edge.shape.zh), j..j + usize::from(edge.shape.en));
    Bead { zh, en, probability: probability.into() }
}
