//! Where to search: a first, cheap pass over pairs of single sentences.
//!
//! Each pair of sentences has a score from ties of rarer words and from length. The best path through a cell, forward and
//! backward, is compared with the best of all; cells that fall far behind are left out of the real search. In a long text
//! only the stripe around its rare words is looked at, piece by piece, and what is kept of a row is bounded: time and memory
//! are linear in the number of sentences, also when all sentences are the same.

use std::ops::Range;

use super::lattice::Band;
use super::side::{Kind, Side, Vocabulary};
use super::stripe::stripe;
use super::ties::{Rarities, Search, Worth, glosses};

/// Score of leaving a sentence alone.
const GAP: f32 = -3.0;
/// Score of giving a sentence to a pair that is complete without it.
const JOIN: f32 = -2.0;
/// A joined sentence is worth no more than this: its words may be those that the pair has already.
const MOST_OF_A_JOIN: f32 = 1.0;
/// How far behind the best path, in nats, the best path through a cell may fall.
const SLACK: f32 = 12.0;

/// Cells that are kept on either side of the best path, however many are as good: what bounds the search where sentences are
/// all alike.
const REACH: usize = 24;
/// Of paths that are equally good the one in the middle is best, by so much for each cell and pair, up to the limit.
const ASIDE: (f32, f32) = (1e-3, 0.03);

/// A bitext of at most so many pairs of sentences is looked at whole, a longer one in the stripe that its rare words show.
const WHOLE: usize = 1 << 17;
/// Chinese sentences in a piece of a longer text, and how many of them on either side are there for context only.
const PIECE: usize = 512;
const CONTEXT: usize = 48;

/// The cells worth searching.
pub(super) fn band(search: &Search<'_>, rarities: &Rarities, vocabulary: &Vocabulary<'_>) -> Band {
    let (zh, en) = (search.zh.len(), search.en.len());
    if zh == 0 || en == 0 {
        return Band::full(zh, en);
    }
    if zh.saturating_mul(en) <= WHOLE {
        let grid = Grid::new(search, rarities, 0, vec![0..en; zh]);
        return Band::new(grid.rows(true, true), en);
    }
    let stripe = stripe(search.zh, search.en, vocabulary, search.postings);
    let mut rows = Vec::with_capacity(zh + 1);
    while rows.len() < zh {
        let first = rows.len();
        let window = first.saturating_sub(CONTEXT)..(first + PIECE + CONTEXT).min(zh);
        let last = window.end == zh;
        let grid = Grid::new(search, rarities, window.start, stripe.get(window.clone()).unwrap_or_default().to_vec());
        let until = if last { zh + 1 } else { first + PIECE };
        rows.extend(grid.rows(window.start == 0, last).drain(first - window.start..until - window.start));
        if last {
            break;
        }
    }
    Band::new(rows, en)
}

/// The scores of the pairs of a stretch of the Chinese side with what may stand beside each of its sentences.
struct Grid {
    /// For each Chinese sentence the English ones beside it.
    columns: Vec<Range<usize>>,
    /// Where the cells of each begin.
    offsets: Vec<usize>,
    /// Score of each pair by its words.
    words: Vec<f32>,
    /// Logarithm of each sentence's length; the English ones begin with `first_column`.
    zh_lengths: Vec<f32>,
    en_lengths: Vec<f32>,
    first_column: usize,
}

impl Grid {
    /// The grid of the Chinese sentences from `first` on, each with the English ones in `columns`.
    fn new(search: &Search<'_>, rarities: &Rarities, first: usize, columns: Vec<Range<usize>>) -> Self {
        let (zh, en) = (search.zh, search.en);
        let rows = first..first + columns.len();
        let first_column = columns.iter().map(|row| row.start).min().unwrap_or(0);
        let all_columns = first_column..columns.iter().map(|row| row.end).max().unwrap_or(0);
        let of = |side: &'_ Side, range: &Range<usize>| -> Vec<f32> {
            side.sentences.get(range.clone()).unwrap_or_default().iter().map(|sentence| sentence.length).collect()
        };
        let (mut zh_lengths, mut en_lengths) = (of(zh, &rows), of(en, &all_columns));
        let factor = (en_lengths.iter().sum::<f32>() + 200.0) / (zh_lengths.iter().sum::<f32>() + 200.0);
        let factor = factor.clamp(0.7, 1.4);
        for length in &mut zh_lengths {
            *length = (*length * factor + 6.0).ln();
        }
        for length in &mut en_lengths {
            *length = (*length + 6.0).ln();
        }
        let mut offsets = Vec::with_capacity(columns.len() + 1);
        offsets.push(0);
        offsets.extend(columns.iter().scan(0, |sum, row| {
            *sum += row.len();
            Some(*sum)
        }));
        let mut words = vec![0.0; offsets[columns.len()]];
        let mut scores = PairScores::new(search, rarities, all_columns);
        for (i, (row, &offset)) in rows.zip(columns.iter().zip(&offsets)) {
            scores.add(i, row, &mut words[offset..offset + row.len()]);
        }
        Self { columns, offsets, words, zh_lengths, en_lengths, first_column }
    }

    /// Scores of the moves into the cell after the pair `(row, column)`: pairing the two, giving either to the other's
    /// pair or leaving it alone.
    #[inline]
    fn moves(&self, row: usize, column: usize) -> (f32, f32) {
        let range = &self.columns[row];
        if !range.contains(&column) {
            return (f32::NEG_INFINITY, GAP);
        }
        let words = self.words[self.offsets[row] + column - range.start];
        let length = (self.zh_lengths[row] - self.en_lengths[column - self.first_column]).abs().min(1.5);
        let aside = ASIDE.0 * to_f32(column.abs_diff(range.start.midpoint(range.end)));
        (1.0 + words - 2.5 * length - aside.min(ASIDE.1), (words + JOIN).clamp(GAP, MOST_OF_A_JOIN))
    }

    /// The cells `(start, end)` between sentences, both included, that a path may come through before Chinese sentence
    /// `row`, or after the last.
    fn cells(&self, row: usize) -> (usize, usize) {
        match (row.checked_sub(1).and_then(|above| self.columns.get(above)), self.columns.get(row)) {
            (Some(above), Some(below)) => (above.start.min(below.start), above.end.max(below.end)),
            (Some(one), None) | (None, Some(one)) => (one.start, one.end),
            (None, None) => (0, 0),
        }
    }

    /// The cells of each row that are near the best path. A path begins in the first cell and ends in the last, unless the
    /// grid is cut out of a longer text there: then it may begin, or end, at any cell of that row.
    fn rows(&self, begins: bool, ends: bool) -> Vec<(usize, usize)> {
        let count = self.columns.len();
        let bounds: Vec<(usize, usize)> = (0..=count).map(|row| self.cells(row)).collect();
        let mut starts = Vec::with_capacity(count + 2);
        starts.push(0);
        starts.extend(bounds.iter().scan(0, |sum, (start, end)| {
            *sum += end + 1 - start;
            Some(*sum)
        }));
        let mut forward = vec![f32::NEG_INFINITY; starts[count + 1]];
        let at = |row: usize, column: usize| {
            let (start, end) = bounds[row];
            (start..=end).contains(&column).then(|| starts[row] + column - start)
        };
        let value = |values: &[f32], row: usize, column: usize| {
            at(row, column).and_then(|at| values.get(at)).copied().unwrap_or(f32::NEG_INFINITY)
        };
        // The ways into a cell, best first where they are equal: both sentences, the Chinese one, the English one.
        let ways = |values: &[f32], row: usize, column: usize| {
            let (mut pair, mut join) = (f32::NEG_INFINITY, GAP);
            if row > 0 && column > 0 {
                (pair, join) = self.moves(row - 1, column - 1);
            }
            let before = |rows: usize, columns: usize| match (row.checked_sub(rows), column.checked_sub(columns)) {
                (Some(row), Some(column)) => value(values, row, column),
                _ => f32::NEG_INFINITY,
            };
            [before(1, 1) + pair, before(1, 0) + join, before(0, 1) + join]
        };
        for row in 0..=count {
            let (start, end) = bounds[row];
            for column in start..=end {
                let first = if row == 0 && (column == start || !begins) { 0.0 } else { f32::NEG_INFINITY };
                forward[starts[row] + column - start] = ways(&forward, row, column).into_iter().fold(first, f32::max);
            }
        }
        let path =
            self.path(&bounds, begins, ends, |row, column| (value(&forward, row, column), ways(&forward, row, column)));
        let best = path.last().map_or(0.0, |&(_, end)| value(&forward, count, end));
        let mut rows = vec![(usize::MAX, 0_usize); count + 1];
        let (mut after, mut here): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
        for row in (0..=count).rev() {
            let (start, end) = bounds[row];
            let below = bounds.get(row + 1).copied();
            let after_at = |after: &[f32], column: usize| {
                let (start, end) = below.unwrap_or((1, 0));
                if (start..=end).contains(&column) { after[column - start] } else { f32::NEG_INFINITY }
            };
            here.clear();
            here.resize(end + 1 - start, f32::NEG_INFINITY);
            for column in (start..=end).rev() {
                let mut value = if row == count && (column == end || !ends) { 0.0 } else { f32::NEG_INFINITY };
                if row < count {
                    let join = if column > 0 { self.moves(row, column - 1).1 } else { GAP };
                    let pair = self.moves(row, column).0;
                    value = value.max(after_at(&after, column + 1) + pair).max(after_at(&after, column) + join);
                }
                if column < end {
                    let join = if row > 0 { self.moves(row - 1, column).1 } else { GAP };
                    value = value.max(here[column + 1 - start] + join);
                }
                here[column - start] = value;
                let near = column + REACH >= path[row].0 && column <= path[row].1 + REACH;
                if near && forward[starts[row] + column - start] + value >= best - SLACK {
                    rows[row] = (rows[row].0.min(column), rows[row].1.max(column));
                }
            }
            std::mem::swap(&mut after, &mut here);
        }
        for (row, path) in rows.iter_mut().zip(&path) {
            *row = (row.0.min(path.0), row.1.max(path.1));
        }
        rows
    }

    /// The first and the last cell of the best path in each row, followed from its end; `ways` gives the value of a cell and
    /// what each way into it would be worth.
    fn path(
        &self,
        bounds: &[(usize, usize)],
        begins: bool,
        ends: bool,
        ways: impl Fn(usize, usize) -> (f32, [f32; 3]),
    ) -> Vec<(usize, usize)> {
        let count = self.columns.len();
        let (start, end) = bounds[count];
        let middle = start.midpoint(end);
        let better = |best: usize, column: usize| {
            let nearer = column.abs_diff(middle) < best.abs_diff(middle);
            let order = ways(count, column).0.total_cmp(&ways(count, best).0);
            if order.is_gt() || (order.is_eq() && nearer) { column } else { best }
        };
        let mut column = if ends { end } else { (start..=end).fold(start, better) };
        let mut path = vec![(usize::MAX, 0); count + 1];
        let mut row = count;
        loop {
            path[row] = (path[row].0.min(column), path[row].1.max(column));
            let (value, [pair, zh, en]) = ways(row, column);
            let begun = row == 0 && (!begins || column == bounds[0].0);
            if begun || value == f32::NEG_INFINITY {
                break;
            } else if pair >= value {
                (row, column) = (row - 1, column - 1);
            } else if zh >= value {
                row -= 1;
            } else if en >= value {
                column -= 1;
            } else {
                break;
            }
        }
        path
    }
}

/// Scores pairs of single sentences by their words.
struct PairScores<'a> {
    search: &'a Search<'a>,
    rarities: &'a Rarities,
    worth: Worth,
    /// The column of [`Worth`] for each English sentence from `first` on.
    lengths: Vec<u8>,
    first: usize,
    /// The best tie of the token at hand in each English sentence; zero between tokens.
    best: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> PairScores<'a> {
    fn new(search: &'a Search<'a>, rarities: &'a Rarities, columns: Range<usize>) -> Self {
        let length = |j: usize| u8::try_from(Worth::column(search.en.tokens_of(j..j + 1).len())).unwrap_or(u8::MAX);
        Self {
            search,
            rarities,
            worth: Worth::new(0.5),
            lengths: columns.clone().map(length).collect(),
            first: columns.start,
            best: vec![0.0; columns.len()],
            touched: Vec::new(),
        }
    }

    /// Writes the scores of Chinese sentence `i` with the English sentences `columns` into `cells`.
    fn add(&mut self, i: usize, columns: &Range<usize>, cells: &mut [f32]) {
        let Search { zh, en, lexicon, postings, .. } = *self.search;
        let reach = en.tokens_of(columns.clone());
        let tokens = zh.tokens_of(i..i + 1);
        cells.fill(-0.12 * to_f32(tokens.len()));
        // A gloss that stands everywhere tells nothing.
        let most = 6 + columns.len() / 8;
        for at in tokens {
            let token = &zh.tokens[at];
            let rarity = self.rarities.zh[at];
            let factor = if token.kind == Kind::Word { 0.8 } else { 0.96 };
            for &gloss in glosses(token, lexicon) {
                let places = postings.within(lexicon.stem(gloss).family, &reach);
                if places.len() > most {
                    continue;
                }
                for &place in places {
                    let column = en.sentence_of(place as usize) - self.first;
                    let length = usize::from(self.lengths[column]);
                    let value = if en.tokens[place as usize].id == gloss {
                        self.worth.of(rarity.exact, length)
                    } else {
                        0.5 * self.worth.of(rarity.family, length)
                    };
                    let best = &mut self.best[column];
                    if *best == 0.0 {
                        self.touched.push(to_u32(column));
                    }
                    *best = best.max(factor * value);
                }
            }
            for column in self.touched.drain(..) {
                let best = std::mem::take(&mut self.best[column as usize]);
                cells[column as usize + self.first - columns.start] += best;
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
fn to_f32(count: usize) -> f32 {
    count as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Prepared, SideText, shared_lexicon};
    use crate::bitext::{BlockKind, Segment};
    use crate::source::Span;

    fn cells(zh: (&str, usize), en: (&str, usize)) -> usize {
        let side = |(line, count): (&str, usize)| {
            let segment = |at| Span::new(at * line.len(), (at + 1) * line.len());
            let kind = BlockKind::Paragraph;
            let segments: Vec<_> = (0..count).map(|at| Segment { span: segment(at), block: 0, kind }).collect();
            (line.repeat(count), segments)
        };
        let (zh, en) = (side(zh), side(en));
        let lexicon = shared_lexicon();
        let zh = SideText { text: &zh.0, segments: &zh.1, facts: &[] };
        let en = SideText { text: &en.0, segments: &en.1, facts: &[] };
        let bitext = Prepared::new(&lexicon, &[], &zh, &en);
        band(&bitext.search(), &bitext.rarities, &bitext.vocabulary).len()
    }

    #[test]
    fn sentences_that_are_all_alike_do_not_widen_the_search() {
        for (zh, en) in [(300, 300), (3000, 2900), (5000, 5000), (1000, 3000), (3000, 1000)] {
            let cells = cells(("好。", zh), ("Good. ", en));
            let most = (2 * REACH + 2) * (zh + en);
            assert!(cells < most, "{zh} by {en}: {cells} cells, at most {most}");
        }
    }
}
