//! Runs of lines that only their neighbours explain: verse, the rows of a table, prose that was wrapped at a width.

use super::{End, Line};
use crate::source::Lang;

/// The fewest lines that make a poem.
const POEM: usize = 4;

/// Whether `run`, lines that follow each other, is verse: short lines, many of which end within a sentence.
pub(super) fn is_verse(run: &[Line], lang: Lang) -> bool {
    let (median_limit, limit) = match lang {
        Lang::Zh => (26, 60),
        Lang::En => (80, 160),
    };
    if run.len() < POEM || run.iter().any(|line| line.chars > limit) {
        return false;
    }
    let mut lengths: Vec<usize> = run.iter().map(|line| line.chars).collect();
    lengths.sort_unstable();
    let count = |end: End| run.iter().filter(|line| line.end == end).count();
    // Headlines and captions end bare too, but verse has clauses that run on, or no punctuation at all.
    lengths[run.len() / 2] <= median_limit
        && (count(End::Clause) * 5 >= run.len() || count(End::Bare) * 3 >= run.len() * 2)
}

/// The width at which `stanza`, lines without a blank between them, was wrapped; `None` when each line is its own.
///
/// Wrapped prose breaks where the width is full: all lines but the last of a paragraph are about as long, and most break
/// where nothing ends.
pub(super) fn wrap_width(stanza: &[Line], lang: Lang) -> Option<usize> {
    let (narrowest, widest, slack) = match lang {
        Lang::Zh => (16, 60, 3),
        Lang::En => (40, 120, 16),
    };
    let width = stanza.iter().map(|line| line.chars).max()?;
    if stanza.len() < 2 || !(narrowest..=widest).contains(&width) {
        return None;
    }
    let inner = stanza.get(..stanza.len() - 1)?;
    let full = inner.iter().filter(|line| line.chars + slack >= width).count();
    let broken = inner.iter().filter(|line| line.end == End::Bare).count();
    let enough = if stanza.len() == 2 { 1 } else { 2 };
    (full >= enough && full * 10 >= inner.len() * 7 && broken * 2 >= inner.len()).then_some(width)
}

/// Whether `line` may be a row of a table: cells that are parted by wide gaps.
pub(super) fn is_row(line: &Line) -> bool {
    line.cells >= 2 && line.chars <= 60 * line.cells.min(8) && line.end != End::Sentence
}
