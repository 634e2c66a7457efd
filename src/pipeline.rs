//! The walk, written out once: what the command line, and any other shell around the library, goes through.
//!
//! bytes → Document → blocks → sentences → facts → Alignment → findings. Each function takes plain values and returns
//! plain values; [`Session`] owns what is loaded once and shared.

use crate::align::SideText;
use crate::bitext::{Alignment, Bead, BlockKind, Segment};
use crate::check::{self, Bitext, Review};
use crate::facts::{self, Context, Fact};
use crate::quantity::CivilDate;
use crate::source::{Lang, Span};

/// One side of a bitext on its way: the text it is in, its segments and its facts.
#[derive(Debug, Clone, Default)]
pub struct SideWalk {
    /// The segments in order.
    pub segments: Vec<Segment>,
    /// The facts in order.
    pub facts: Vec<Fact>,
}

impl SideWalk {
    fn of<'a>(&'a self, text: &'a str) -> SideText<'a> {
        SideText { text, segments: &self.segments, facts: &self.facts }
    }
}

/// Pairs that stand together, joined into one bitext so that each can see what the others say.
#[derive(Debug, Clone)]
pub struct JoinedPairs {
    /// The Chinese strings, a line end after each.
    pub zh_text: String,
    /// The English strings, a line end after each.
    pub en_text: String,
    /// One segment a pair.
    pub zh: SideWalk,
    /// One segment a pair.
    pub en: SideWalk,
    /// What the check found; spans are in the joined texts.
    pub review: Review,
}

impl JoinedPairs {
    /// Which pair the place `span` of a joined text belongs to, and where in it.
    pub fn locate(&self, lang: Lang, span: Span) -> Option<(usize, Span)> {
        let segments = match lang {
            Lang::Zh => &self.zh.segments,
            Lang::En => &self.en.segments,
        };
        let pair = segments.partition_point(|segment| segment.span.start <= span.start).checked_sub(1)?;
        let start = segments.get(pair)?.span.start;
        Some((pair, Span::new(span.start - start, span.end.max(span.start) - start)))
    }
}

/// Checks pairs that are aligned already. Pairs given in one call stand together: a figure that one of them lacks may be
/// told by another.
pub fn check_pairs(pairs: &[(&str, &str)], date: Option<CivilDate>) -> JoinedPairs {
    let (zh_text, zh) = join(pairs.iter().map(|pair| pair.0), Lang::Zh, date);
    let (en_text, en) = join(pairs.iter().map(|pair| pair.1), Lang::En, date);
    let beads = (0..pairs.len()).map(|at| Bead { zh: at..at + 1, en: at..at + 1, probability: 1.0 }).collect();
    let alignment = Alignment { beads };
    let bitext = Bitext { zh: zh.of(&zh_text), en: en.of(&en_text), alignment: &alignment, date };
    let review = check::check(&bitext);
    JoinedPairs { zh_text, en_text, zh, en, review }
}

/// Joins texts of one language and reads the facts of each on its own.
fn join<'a>(texts: impl Iterator<Item = &'a str>, lang: Lang, date: Option<CivilDate>) -> (String, SideWalk) {
    let (mut joined, mut side) = (String::new(), SideWalk::default());
    for (block, text) in texts.enumerate() {
        let start = joined.len();
        joined.push_str(text);
        side.segments.push(Segment { span: Span::new(start, joined.len()), block, kind: BlockKind::Paragraph });
        let reading = facts::read(text, lang, Context { date });
        side.facts.extend(reading.facts.into_iter().map(|fact| fact.shifted(start)));
        joined.push('\n');
    }
    (joined, side)
}
