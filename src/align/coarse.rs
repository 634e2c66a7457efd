//! Where to search: a first, cheap pass over pairs of single sentences.
//!
//! Each pair of sentences has a score from ties of rarer words and from length. The best path through a cell, forward and
//! backward, is compared with the best of all; cells that fall far behind are left out of the real search.

use std::ops::Range;

use super::lattice::Band;
use super::side::{Kind, Side, Vocabulary};
use super::stripe::stripe;
use super::ties::{Bond, Rarities, Search, Worth};

/// Score of leaving a sentence alone.
const GAP: f32 = -3.0;
/// Score of giving a sentence to a pair that is complete without it.
const JOIN: f32 = -2.0;
/// A joined sentence is worth no more than this: its words may be those that the pair has already.
const MOST_OF_A_JOIN: f32 = 1.0;
/// How far behind the best path, in nats, the best path through a cell may fall.
const SLACK: f32 = 12.0;

/// Pairs of sentences that are looked at in one piece.
const MOST_CELLS: usize = 1 << 20;
/// Chinese sentences in a piece of a longer text, and how many of them on either side are there for context only.
const PIECE: usize = 512;
const CONTEXT: usize = 48;

/// The cells worth searching.
pub(super) fn band(search: &Search<'_>, rarities: &Rarities, vocabulary: &Vocabulary<'_>) -> Band {
    let (zh, en) = (search.zh.len(), search.en.len());
    if zh == 0 || en == 0 {
        return Band::full(zh, en);
    }
    if zh.saturating_mul(en) <= MOST_CELLS {
        let grid = Grid::new(search, rarities, 0..zh, 0..en);
        return Band::new(grid.rows(true, true), en);
    }
    let stripe = stripe(search.zh, search.en, vocabulary, search.postings);
    let mut rows = Vec::with_capacity(zh + 1);
    while rows.len() < zh {
        // Where the stripe runs aside, along a chapter that one side lacks, pieces are shorter.
        let (first, mut piece, mut context) = (rows.len(), PIECE, CONTEXT);
        let (window, columns) = loop {
            let window = first.saturating_sub(context)..(first + piece + context).min(zh);
            let inside = stripe.get(window.clone()).unwrap_or_default();
            let start = inside.iter().map(|row| row.start).min().unwrap_or(0);
            let end = inside.iter().map(|row| row.end).max().unwrap_or(en);
            if window.len() * (end - start) <= MOST_CELLS || piece <= 8 {
                break (window, start..end);
            }
            (piece, context) = (piece / 2, context / 2 + 1);
        };
        let last = window.end == zh;
        let grid = Grid::new(search, rarities, window.clone(), columns.clone());
        let made = grid.rows(window.start == 0, last);
        let until = if last { zh + 1 } else { first + piece };
        let shift = |&(start, end): &(usize, usize)| (start + columns.start, end + columns.start);
        rows.extend(made[first - window.start..until - window.start].iter().map(shift));
        if last {
            break;
        }
    }
    Band::new(rows, en)
}

/// The scores of all pairs of a stretch of either side.
struct Grid {
    rows: usize,
    columns: usize,
    /// Score of each pair by its words, and by its length.
    words: Vec<f32>,
    zh_lengths: Vec<f32>,
    en_lengths: Vec<f32>,
}

impl Grid {
    fn new(search: &Search<'_>, rarities: &Rarities, rows: Range<usize>, columns: Range<usize>) -> Self {
        let (zh, en) = (search.zh, search.en);
        let search = Search { most: 6 + columns.len() / 8, ..*search };
        let ties = search.ties(rows.clone(), |_| columns.clone());
        let worth = Worth::new(0.5);
        let lengths = |side: &Side, range: &Range<usize>, factor: f32| -> Vec<f32> {
            let sentences = side.sentences.get(range.clone()).unwrap_or_default();
            sentences.iter().map(|sentence| (sentence.length * factor + 6.0).ln()).collect()
        };
        let total = |side: &Side, range: &Range<usize>| -> f32 {
            side.sentences.get(range.clone()).unwrap_or_default().iter().map(|s| s.length).sum::<f32>() + 200.0
        };
        let factor = (total(en, &columns) / total(zh, &rows)).clamp(0.7, 1.4);
        let mut grid = Self {
            rows: rows.len(),
            columns: columns.len(),
            words: vec![0.0; rows.len() * columns.len()],
            zh_lengths: lengths(zh, &rows, factor),
            en_lengths: lengths(en, &columns, 1.0),
        };
        // The sentence of each English token.
        let tokens = en.tokens_of(columns.clone());
        let mut sentence_of = vec![0_u32; tokens.len()];
        for (column, j) in columns.clone().enumerate() {
            let inside = en.tokens_of(j..j + 1);
            sentence_of[inside.start - tokens.start..inside.end - tokens.start].fill(to_u32(column));
        }
        let mut best: Vec<(u32, u32, f32)> = Vec::new();
        for (row, i) in rows.enumerate() {
            best.clear();
            for tie in ties.of(i, &tokens) {
                let token = zh.tokens[tie.zh as usize];
                let column = sentence_of[tie.en as usize - tokens.start];
                let length = en.tokens_of(columns.start + column as usize..columns.start + column as usize + 1).len();
                let rarity = rarities.zh[tie.zh as usize];
                let value = match tie.bond {
                    Bond::Exact => worth.of(rarity.exact, Worth::column(length)),
                    Bond::Family | Bond::Learned(_) => 0.5 * worth.of(rarity.family, Worth::column(length)),
                };
                let value = if token.kind == Kind::Word { value } else { value * 1.2 };
                best.push((column, tie.zh, value));
            }
            best.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
            best.dedup_by_key(|entry| (entry.0, entry.1));
            let penalty = 0.12 * to_f32(zh.tokens_of(i..i + 1).len());
            let cells = &mut grid.words[row * grid.columns..(row + 1) * grid.columns];
            cells.fill(-penalty);
            for &(column, _, value) in &best {
                cells[column as usize] += 0.8 * value;
            }
        }
        grid
    }

    /// Scores of the moves into the cell after the pair `(row, column)`: pairing the two, giving either to the other's
    /// pair or leaving it alone.
    fn moves(&self, row: usize, column: usize) -> (f32, f32) {
        let words = self.words[row * self.columns + column];
        let length = (self.zh_lengths[row] - self.en_lengths[column]).abs().min(1.5);
        (1.0 + words - 2.5 * length, (words + JOIN).clamp(GAP, MOST_OF_A_JOIN))
    }

    /// The cells of each row that are near the best path. A path begins in the first cell and ends in the last, unless the
    /// grid is cut out of a longer text there: then it may begin, or end, at any cell of that row.
    fn rows(&self, begins: bool, ends: bool) -> Vec<(usize, usize)> {
        let width = self.columns + 1;
        let mut forward = vec![0.0_f32; (self.rows + 1) * width];
        for column in 1..width {
            forward[column] = if begins { forward[column - 1] + GAP } else { 0.0 };
        }
        for row in 1..=self.rows {
            let (before, here) = forward[(row - 1) * width..(row + 1) * width].split_at_mut(width);
            here[0] = before[0] + GAP;
            for column in 1..width {
                let (pair, join) = self.moves(row - 1, column - 1);
                here[column] = (before[column - 1] + pair).max(before[column].max(here[column - 1]) + join);
            }
        }
        let last = forward.get(self.rows * width..).unwrap_or_default();
        let best = if ends { last.last().copied() } else { last.iter().copied().max_by(f32::total_cmp) };
        let best = best.unwrap_or(0.0);
        let mut rows = vec![(self.columns, 0_usize); self.rows + 1];
        let mut after = vec![0.0_f32; width];
        let mut here = vec![0.0_f32; width];
        for row in (0..=self.rows).rev() {
            for column in (0..width).rev() {
                here[column] = {
                    let may_end = row == self.rows && (column == self.columns || !ends);
                    let mut value = if may_end { 0.0 } else { f32::NEG_INFINITY };
                    if row < self.rows && column < self.columns {
                        value = value.max(after[column + 1] + self.moves(row, column).0);
                    }
                    if row < self.rows {
                        let join = if column > 0 { self.moves(row, column - 1).1 } else { GAP };
                        value = value.max(after[column] + join);
                    }
                    if column < self.columns {
                        let join = if row > 0 { self.moves(row - 1, column).1 } else { GAP };
                        value = value.max(here[column + 1] + join);
                    }
                    value
                };
                if forward[row * width + column] + here[column] >= best - SLACK {
                    let (start, end) = rows[row];
                    rows[row] = (start.min(column), end.max(column));
                }
            }
            std::mem::swap(&mut after, &mut here);
        }
        rows
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
fn to_f32(count: usize) -> f32 {
    count as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
