//! The facts of both sides, sorted into beads, and what has become of each.
//!
//! The engine fills [`Matched`] step by step; the ruling reads it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Bitext;
use super::calendar::Known;
use super::relation::Relation;
use crate::align::SideText;
use crate::bitext::Bead;
use crate::facts::Fact;
use crate::source::Span;

/// What became of a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fate {
    /// Nothing yet.
    Open,
    /// Paired with the fact of this index on the other side.
    Paired(usize, Relation),
    /// Its counterpart stands elsewhere, or is part of another fact.
    Told,
    /// The other side shows its figure, though as no fact.
    Shown,
    /// The other side shows another figure in its place, though as no fact: one of the [`Matched::contrasts`].
    Contrasted,
}

/// Both sides with the fates of their facts.
pub(super) struct Matched<'a> {
    pub(super) bitext: &'a Bitext<'a>,
    /// What is known of dates that do not say all.
    pub(super) known: Known,
    pub(super) zh: Facts<'a>,
    pub(super) en: Facts<'a>,
    /// The first of two Chinese facts that changed places: the second, and the English fact that the first is equal to.
    pub(super) swaps: BTreeMap<usize, (usize, usize)>,
    /// Figures that differ and of which at least one is read as no fact, in the order of their beads.
    pub(super) contrasts: Vec<Contrast>,
}

/// Two figures that stand for each other and differ, though one of them, or both, is read as no fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contrast {
    pub(super) bead: usize,
    /// The Chinese figure as a fact.
    pub(super) zh: Fact,
    /// The English figure as a fact.
    pub(super) en: Fact,
    pub(super) relation: Relation,
}

/// The facts of one side, sorted into beads.
pub(super) struct Facts<'a> {
    pub(super) all: &'a [Fact],
    pub(super) fates: Vec<Fate>,
    /// For each bead the range of its facts.
    pub(super) of_bead: Vec<Range<usize>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(side: &SideText<'a>, beads: &[Bead], range: fn(&Bead) -> Range<usize>) -> Self {
        let facts = side.facts;
        let mut reached = 0;
        let of_bead = beads.iter().map(|bead| {
            let segments = side.segments.get(range(bead)).unwrap_or_default();
            let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
                return reached..reached;
            };
            let from = facts.partition_point(|fact| fact.span.start < first.span.start);
            let to = facts.partition_point(|fact| fact.span.start < last.span.end);
            reached = to.max(from);
            from..reached
        });
        Self { all: facts, fates: vec![Fate::Open; facts.len()], of_bead: of_bead.collect() }
    }

    /// What lies between the facts before and after the fact `at`, inside `sentence`.
    pub(super) fn room(&self, at: usize, sentence: Span) -> Span {
        let before = at.checked_sub(1).map_or(0, |before| self.all[before].span.end);
        let after = self.all.get(at + 1).map_or(sentence.end, |after| after.span.start);
        let from = before.max(sentence.start);
        Span::new(from, after.min(sentence.end).max(from))
    }

    /// Whether every fact of a bead has found something.
    pub(super) fn is_settled(&self, bead: usize) -> bool {
        let range = self.of_bead.get(bead).cloned().unwrap_or_default();
        range.into_iter().all(|fact| self.fates[fact] != Fate::Open)
    }

    /// The facts of a bead that have found nothing.
    pub(super) fn open(&self, bead: usize) -> Vec<usize> {
        let range = self.of_bead.get(bead).cloned().unwrap_or_default();
        range.filter(|&fact| self.fates[fact] == Fate::Open).collect()
    }
}

/// The sentences of both sides of bead `bead`.
pub(super) fn contexts(bitext: &Bitext<'_>, bead: usize) -> (Span, Span) {
    bitext
        .alignment
        .beads
        .get(bead)
        .map_or_else(Default::default, |bead| (context(&bitext.zh, &bead.zh), context(&bitext.en, &bead.en)))
}

/// The sentences of one side of a bead.
pub(super) fn context(side: &SideText<'_>, range: &Range<usize>) -> Span {
    let segments = side.segments.get(range.clone()).unwrap_or_default();
    if let (Some(first), Some(last)) = (segments.first(), segments.last()) {
        return first.span.join(last.span);
    }
    // An empty side points to where its sentence would stand.
    let at = side.segments.get(range.start).map_or(side.text.len(), |segment| segment.span.start);
    Span::new(at, at)
}
