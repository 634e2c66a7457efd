//! Where to search: a first, cheap pass over pairs of single sentences.
//!
//! Each pair of sentences has a score from ties of rarer words and from length. The best path through a cell, forward and
//! backward, is compared with the best of all; cells that fall far behind are left out of the real search.

use std::ops::Range;

use super::lattice::Band;
use super::side::{Kind, Side, Vocabulary};
use super::ties::{Bond, Postings, Ties, Worth};

/// Score of leaving a sentence alone.
const GAP: f32 = -3.0;
/// Score of giving a sentence to a pair that is complete without it.
const JOIN: f32 = -2.0;
/// How far behind the best path, in nats, the best path through a cell may fall.
const SLACK: f32 = 14.0;

/// The cells worth searching.
pub(super) fn band(zh: &Side, en: &Side, vocabulary: &Vocabulary<'_>, postings: &Postings) -> Band {
    let (rows, columns) = (zh.len(), en.len());
    if rows == 0 || columns == 0 {
        return Band::full(rows, columns);
    }
    let most = 6 + columns / 8;
    let ties = Ties::new(zh, en, vocabulary, postings, most, |_| 0..columns);
    let grid = Grid::new(zh, en, &ties, 0..rows, 0..columns);
    grid.band()
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
    fn new(zh: &Side, en: &Side, ties: &Ties, rows: Range<usize>, columns: Range<usize>) -> Self {
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
                let rarity = ties.zh[tie.zh as usize];
                let value = match tie.bond {
                    Bond::Exact => worth.of(rarity.exact, Worth::column(length)),
                    Bond::Family => 0.5 * worth.of(rarity.family, Worth::column(length)),
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
        (1.0 + words - 2.5 * length, (words + JOIN).max(GAP))
    }

    fn band(&self) -> Band {
        let width = self.columns + 1;
        let mut forward = vec![0.0_f32; (self.rows + 1) * width];
        for column in 1..width {
            forward[column] = forward[column - 1] + GAP;
        }
        for row in 1..=self.rows {
            let (before, here) = forward[(row - 1) * width..(row + 1) * width].split_at_mut(width);
            here[0] = before[0] + GAP;
            for column in 1..width {
                let (pair, join) = self.moves(row - 1, column - 1);
                here[column] = (before[column - 1] + pair).max(before[column].max(here[column - 1]) + join);
            }
        }
        let best = forward.last().copied().unwrap_or(0.0);
        let mut rows = vec![(self.columns, 0_usize); self.rows + 1];
        let mut after = vec![0.0_f32; width];
        let mut here = vec![0.0_f32; width];
        for row in (0..=self.rows).rev() {
            for column in (0..width).rev() {
                here[column] = if row == self.rows && column == self.columns {
                    0.0
                } else {
                    // The move into a cell is scored by the pair before it, which the cell after shares.
                    let mut value = f32::NEG_INFINITY;
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
        Band::new(rows, self.columns)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
fn to_f32(count: usize) -> f32 {
    count as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
