//! Two facts that state the same figure: do the words beside them say the same of it?
//!
//! Each question looks at a window around the figure, a clause at most, and speaks only where both sides answer and the
//! answers exclude each other:
//!
//! - is the figure how much something changed, or what it came to (降低了40%, "fell to 40 percent")?
//! - does it lie before or after (五年前, "five years later")?
//! - what is it per (每亩, "per hectare")?
//! - what does it count (五万人, "50,000 households")?
//! - what is it of (进口的三成, "30 percent of exports")?

use super::relation::Relation;
use super::{counted, direction, extent, opposites, rate, tense};
use crate::facts::{Fact, Kind};
use crate::source::{Span, boundary_after, boundary_before};

/// A side's text around one fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The sentences of the bead.
    pub(super) sentence: Span,
    /// What lies between the facts before and after this one.
    pub(super) room: Span,
    pub(super) fact: &'a Fact,
}

impl<'a> Spot<'a> {
    /// Up to `bytes` of the text before the fact, back to the fact before it.
    pub(super) fn before(&self, bytes: usize) -> &'a str {
        let end = self.fact.span.start;
        let from = self.room.start.min(end).max(end.saturating_sub(bytes));
        self.text.get(boundary_after(self.text, from)..end).unwrap_or_default()
    }

    /// Up to `bytes` of the text after the fact, up to the fact after it.
    pub(super) fn after(&self, bytes: usize) -> &'a str {
        let start = self.fact.span.end;
        let to = self.room.end.max(start).min(start + bytes);
        self.text.get(start..boundary_before(self.text, to)).unwrap_or_default()
    }

    /// The sentence, at most `bytes` of it on either side of the fact.
    pub(super) fn around(&self, bytes: usize) -> &'a str {
        let Span { start, end } = self.fact.span;
        let from = self.sentence.start.min(start).max(start.saturating_sub(bytes));
        let to = self.sentence.end.max(end).min(end + bytes);
        self.text.get(boundary_after(self.text, from)..boundary_before(self.text, to)).unwrap_or_default()
    }

    /// The clause that the fact stands in, at most `bytes` of it on either side of the fact.
    pub(super) fn clause(&self, bytes: usize) -> &'a str {
        const ENDS: [char; 12] = ['，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?', '\n'];
        let around = self.around(bytes);
        let own = self.fact.span.start - self.place(around).start;
        let (before, rest) = around.split_at_checked(own).unwrap_or_default();
        let (fact, after) = rest.split_at_checked(self.fact.span.len()).unwrap_or((rest, ""));
        let from = before
            .rfind(ENDS)
            .map_or(0, |at| at + before.get(at..).and_then(|end| end.chars().next()).map_or(1, char::len_utf8));
        let to = own + fact.len() + after.find(ENDS).unwrap_or(after.len());
        around.get(from..to).unwrap_or_default()
    }

    /// Where `part`, a piece of the text, stands.
    pub(super) fn place(&self, part: &str) -> Span {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        Span::new(start, start + part.len())
    }
}

/// Whether one figure is a percentage and its equal a bare number since both are the state of an index: the index stood at
/// 49.3% or at 49.3.
pub(super) fn is_index(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    const EN: &[&str] = &["index", "indexes", "indices", "pmi", "cpi", "ppi"];
    const CLAUSE: usize = 90;
    let kinds = (zh.fact.kind, en.fact.kind);
    let is_bare = |fact: &Fact| fact.kind == Kind::Number && fact.unit.is_none();
    let one_bare = is_bare(zh.fact) && kinds.1 == Kind::Percent || kinds.0 == Kind::Percent && is_bare(en.fact);
    let named = || {
        let mut words = en.clause(CLAUSE).split(|c: char| !c.is_alphabetic());
        let clause = zh.clause(CLAUSE);
        ["指数", "指數", "PMI", "CPI", "PPI"].iter().any(|index| clause.contains(index))
            && words.any(|word| EN.iter().any(|index| index.eq_ignore_ascii_case(word)))
    };
    // What an index rose by is no state of it.
    let changes = || direction::ending_verb(zh.before(CLAUSE).trim_end_matches(['了', ' '])).is_some();
    one_bare && named() && !changes()
}

/// Words beside two equal figures that contradict each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contradiction {
    pub(super) relation: Relation,
    /// The Chinese word.
    pub(super) zh: Span,
    /// The English word.
    pub(super) en: Span,
}

/// The first contradiction between the words beside two facts.
pub(super) fn contradiction(zh: &Spot<'_>, en: &Spot<'_>) -> Option<Contradiction> {
    let found = |relation, words: Option<(Span, Span)>| words.map(|(zh, en)| Contradiction { relation, zh, en });
    found(Relation::Extent, extent::opposed(zh, en))
        .or_else(|| found(Relation::Tense, tense::opposed(zh, en)))
        .or_else(|| found(Relation::Rate, rate::differ(zh, en)))
        .or_else(|| found(Relation::Counted, counted::differ(zh, en)))
        .or_else(|| found(Relation::Opposite, opposites::named(zh, en)))
}
