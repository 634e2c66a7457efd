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
//!    sentences are scored cheaply, and cells and moves that no good path comes through are left out.
//! 4. **Evidence.** A bead inside what remains is scored by a weighted sum: ties in both directions and whether they keep the
//!    order, words left free, what lies outside the first and the last tie, lengths, quotation and other marks, paragraphs,
//!    the kinds of blocks ([`kinds`]), shape. Paragraph borders are evidence and can be overruled. The weights are fitted (`data/align`).
//! 5. **Two passes.** The first pass scores the beads with one sentence at most on one side. It teaches what only the
//!    document knows: word pairs that keep meeting, how many sentences it leaves out, splits or joins, and how far the
//!    kinds of its blocks can be trusted. The second looks again at the beads that have a chance, and at larger ones, up to
//!    4–4, where the first found borders likely and none beyond doubt between them (coarse to fine, as in Charniak and
//!    Johnson, 2005).
//! 6. **Decision.** Sums over all paths give each bead's probability; the path chosen has the highest expected F1.
//!
//! The search is a conditional random field (Lafferty, McCallum and Pereira, 2001) over the beads of Gale and Church (1993);
//! lexical evidence in both directions follows Moore (2002). Time and memory are linear in the number of segments.
//!
//! Not here: crossing beads. The search is monotone; what was moved shows up as a gap on either side, and where both gaps
//! are found to translate each other the alignment says so beside the beads.
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

mod beginnings;
mod coarse;
pub(crate) mod enumerator;
mod evidence;
mod explain;
pub mod fit;
mod kinds;
mod lattice;
mod learned;
mod lexicon;
mod marks;
mod moved;
mod paragraph;
mod rates;
mod shape;
mod side;
mod stem;
mod stripe;
mod ties;
mod values;
mod vocabulary;
mod weights;
mod words;

use std::sync::{Arc, LazyLock};

use crate::bitext::{Alignment, Bead, Segment};
use crate::facts::Fact;

use evidence::Evidence;
pub use explain::{Link, LinkKind, is_english, is_word, links};
use lattice::{Band, Edge, Lattice, Marginals};
use learned::Learned;
use lexicon::Lexicon;
pub use paragraph::{blocks, paragraphs};
use rates::Rates;
use shape::Shape;
use side::{Side, Term};
use ties::{Postings, Rarities, Search};
use vocabulary::Vocabulary;
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

impl SideText<'_> {
    /// The same with some of its segments alone.
    fn part(&self, segments: std::ops::Range<usize>) -> Self {
        let segments = self.segments.get(segments).unwrap_or_default();
        let (start, end) = segments
            .first()
            .map_or((0, 0), |first| (first.span.start, segments.last().map_or(first.span.end, |last| last.span.end)));
        let place = |at: usize| self.facts.partition_point(|fact| fact.span.start < at);
        Self { text: self.text, segments, facts: self.facts.get(place(start)..place(end)).unwrap_or_default() }
    }
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
const COST_OF_A_BEAD: f64 = 0.5;

/// Where every bead of the first pass is more probable than this, the second would find no room for a larger bead and no
/// chance for a smaller one, and is left out.
const DECIDED: f64 = 0.9999;

/// Beads less probable than this are made only where nothing else is left.
const IMPOSSIBLE: f32 = 1e-3;

/// Borders less probable in the first pass are none.
const NO_BORDER: f32 = 1e-3;

/// More probable ones are beyond doubt.
const CERTAIN: f32 = 0.9999;

/// Where more than so many borders of a segment are doubtful, on an average, sentences are all alike, and a larger bead has
/// nothing to say that smaller ones do not.
const LOST: usize = 4;

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
    pub fn align_watched(&self, zh: &SideText<'_>, en: &SideText<'_>, watch: impl FnMut(usize)) -> Alignment {
        let bitext = Prepared::new(&self.lexicon, &self.terms, zh, en);
        let beads = self.beads(&bitext, watch);
        let moved = moved::find(&bitext, &beads, |zh_part, en_part| {
            let (zh, en) = (zh.part(zh_part.clone()), en.part(en_part.clone()));
            let mut beads = self.beads(&Prepared::new(&self.lexicon, &self.terms, &zh, &en), |_| {});
            for bead in &mut beads {
                (bead.zh.start, bead.zh.end) = (bead.zh.start + zh_part.start, bead.zh.end + zh_part.start);
                (bead.en.start, bead.en.end) = (bead.en.start + en_part.start, bead.en.end + en_part.start);
            }
            beads
        });
        Alignment { beads, moved }
    }

    /// The beads in text order.
    fn beads(&self, bitext: &Prepared<'_>, mut watch: impl FnMut(usize)) -> Vec<Bead> {
        let band = coarse::band(&bitext.search(), &bitext.rarities);
        let mut evidence = bitext.evidence();
        let mut beads = Vec::new();
        for piece in band.pieces(PIECE) {
            let done = piece.rows().end - 1;
            let first = self.first_pass(bitext, piece, &mut evidence);
            let found = decode(&first.lattice, &first.marginals.beads);
            if found.iter().all(|bead| bead.probability > DECIDED) {
                beads.extend(found);
            } else {
                learn(bitext, &first, &mut evidence);
                let lattice = self.second_pass(&first, &mut evidence);
                beads.extend(decode(&lattice, &lattice.marginals(|_| true).beads));
            }
            watch(done);
        }
        beads
    }

    /// Scores the small beads of a piece by what is known beforehand.
    fn first_pass(&self, bitext: &Prepared<'_>, mut band: Band, evidence: &mut Evidence<'_>) -> FirstPass {
        let search = bitext.search();
        let rows = band.rows().start..band.rows().end - 1;
        evidence.set_ties(search.ties(rows.clone(), reach(&band)));
        evidence.forget();
        let mut score_small = |i, j, shape: Shape| {
            let mut score = Score::new(&self.weights);
            let looked_at = shape.is_small() && evidence.may_be(i, j, shape);
            looked_at.then(|| evidence.of(i, j, shape, &mut score))?;
            Some(score.sum)
        };
        let mut lattice = Lattice::new(&band, &mut score_small);
        let mut marginals = lattice.marginals(|_| true);
        // Where a piece was cut in the middle of doubt, no moves may lead from end to end.
        if !marginals.total.is_finite() {
            band = band.unrestricted();
            lattice = Lattice::new(&band, score_small);
            marginals = lattice.marginals(|_| true);
        }
        FirstPass { band, lattice, marginals }
    }

    /// Scores by all that is known after the first pass the beads that have a chance then: small ones that had one, and larger
    /// ones whose borders had one and that hold no border beyond doubt.
    fn second_pass(&self, first: &FirstPass, evidence: &mut Evidence<'_>) -> Lattice {
        /// Beads and borders less probable in the first pass are not looked at again.
        const NO_CHANCE: f32 = 1e-4;
        let is_lost = first.is_lost();
        let mut small = first.lattice.edges().iter().zip(&first.marginals.beads).peekable();
        Lattice::new(&first.band, |i, j, shape| {
            let is_possible = if shape.is_small() {
                let same = small.next_if(|(edge, _)| (edge.i as usize, edge.j as usize, edge.shape) == (i, j, shape));
                same.is_some_and(|(_, &probability)| probability > NO_CHANCE)
            } else {
                !is_lost && first.leaves_room(i, j, shape) && evidence.may_be(i, j, shape)
            };
            let mut score = Score::new(&self.weights);
            is_possible.then(|| evidence.of(i, j, shape, &mut score))?;
            Some(score.sum)
        })
    }
}

/// Lets the beads of the first pass teach the words of the piece, which become ties of `evidence`, and how many beads of each
/// sort it has.
fn learn(bitext: &Prepared<'_>, first: &FirstPass, evidence: &mut Evidence<'_>) {
    let FirstPass { band, lattice, marginals } = first;
    let search = bitext.search();
    let rows = band.rows().start..band.rows().end - 1;
    let learned = Learned::new(beads(lattice, &marginals.beads), rows.clone(), &search, evidence.ties());
    evidence.set_learned(search.learned_ties(&learned, rows, reach(band)));
    evidence.set_rates(rates(lattice, &marginals.beads));
    evidence.learn_kinds(
        lattice
            .edges()
            .iter()
            .zip(&marginals.beads)
            .map(|(edge, &probability)| (edge.i as usize, edge.j as usize, edge.shape, probability)),
    );
}

/// What the first pass found.
struct FirstPass {
    band: Band,
    lattice: Lattice,
    marginals: Marginals,
}

impl FirstPass {
    /// Whether so many borders are doubtful that there is no use in larger beads.
    fn is_lost(&self) -> bool {
        let is_doubtful = |cell: &&f32| (NO_BORDER..CERTAIN).contains(*cell);
        self.marginals.cells.iter().filter(is_doubtful).count() > LOST * self.band.rows().len()
    }

    /// Whether a bead of `shape` may begin at `(i, j)`.
    fn leaves_room(&self, i: usize, j: usize, shape: Shape) -> bool {
        let border = |i: usize, j: usize| self.band.cell(i, j).map_or(0.0, |cell| self.marginals.cells[cell]);
        let (i_end, j_end) = (i + usize::from(shape.zh), j + usize::from(shape.en));
        if border(i, j) < NO_BORDER || border(i_end, j_end) < NO_BORDER {
            return false;
        }
        let inside = (i..=i_end).flat_map(|row| (j..=j_end).map(move |column| (row, column)));
        inside.filter(|&cell| cell != (i, j) && cell != (i_end, j_end)).all(|(i, j)| border(i, j) < CERTAIN)
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
        let mut vocabulary = Vocabulary::new(lexicon, terms, en.text.len());
        let en = side::read_en(en, &mut vocabulary);
        let zh = side::read_zh(zh, &mut vocabulary);
        let postings = Postings::new(&en, &vocabulary);
        let rarities = Rarities::new(&zh, &en, &vocabulary, &postings);
        Self { vocabulary, zh, en, postings, rarities }
    }

    fn search(&self) -> Search<'_> {
        Search { zh: &self.zh, en: &self.en, vocabulary: &self.vocabulary, postings: &self.postings }
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence::new(&self.zh, &self.en, &self.vocabulary, &self.rarities)
    }
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
    // Where all is doubtful a large bead would cost less than the small ones in its place, however improbable.
    let cost = |probability: f32| if probability < IMPOSSIBLE { f64::from(u16::MAX) } else { COST_OF_A_BEAD };
    let gain = |at: usize| probabilities.get(at).map_or(0.0, |&chance| f64::from(chance) - cost(chance));
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
