//! Where to search: a first, cheap pass over pairs of single sentences.
//!
//! Each pair of sentences has a score from ties of rarer words and from length. The best path through a cell, forward and
//! backward, is compared with the best of all; cells that fall far behind are left out of the real search. In a long text
//! only the stripe around its rare words is looked at, piece by piece, and what is kept of a row is bounded: time and memory
//! are linear in the number of sentences, also when all sentences are the same.

use std::ops::Range;

use super::lattice::{Band, Moves, OVER_BOTH, OVER_EN, OVER_ZH, count_of};
use super::side::{Kind, Side};
use super::stripe::stripe;
use super::ties::{Rarities, Search, Worth};

/// Score of leaving a sentence alone.
const GAP: f32 = -3.0;
/// Score of giving a sentence to a pair that is complete without it.
const JOIN: f32 = -2.0;
/// A joined sentence is worth no more than this: its words may be those that the pair has already.
const MOST_OF_A_JOIN: f32 = 1.0;
/// How far behind the best path, in nats, the best path through a cell may fall.
const SLACK: f32 = 7.0;

/// Cells that are kept on either side of the best path, however many are as good: what bounds the search where sentences are
/// all alike.
const REACH: usize = 24;
/// Where more than so many cells of a row are good, on an average, fewer are kept beside the path, yet no fewer than the least.
const CELLS: usize = 10;
const LEAST_REACH: usize = 4;
/// In the moves from a cell: a path through it is good enough.
const GOOD: Moves = 8;
/// Of paths that are equally good the one in the middle is best, by so much for each cell and pair, up to the limit.
const ASIDE: (f32, f32) = (1e-3, 0.03);

/// A bitext of at most so many pairs of sentences is looked at whole, a longer one in the stripe that its rare words show.
const WHOLE: usize = 1 << 17;
/// Chinese sentences in a piece of a longer text, and how many of them on either side are there for context only.
const PIECE: usize = 512;
const CONTEXT: usize = 48;

/// The cells worth searching.
pub(super) fn band(search: &Search<'_>, rarities: &Rarities) -> Band {
    let (zh, en) = (search.zh.len(), search.en.len());
    if zh == 0 || en == 0 {
        return Band::full(zh, en);
    }
    if zh.saturating_mul(en) <= WHOLE {
        let grid = Grid::new(search, rarities, 0, vec![0..en; zh]);
        let kept = grid.kept(true, true);
        return Band::with_moves(kept.rows, &kept.moves, en);
    }
    let stripe = stripe(search.zh, search.en, search.vocabulary, search.postings);
    let (mut rows, mut moves) = (Vec::with_capacity(zh + 1), Vec::new());
    while rows.len() < zh {
        let first = rows.len();
        let window = first.saturating_sub(CONTEXT)..(first + PIECE + CONTEXT).min(zh);
        let last = window.end == zh;
        let grid = Grid::new(search, rarities, window.start, stripe.get(window.clone()).unwrap_or_default().to_vec());
        let until = if last { zh + 1 } else { first + PIECE };
        let mut kept = grid.kept(window.start == 0, last);
        let taken = first - window.start..until - window.start;
        let cells = |rows: &[(usize, usize)]| rows.iter().map(|&(start, end)| count_of(start, end)).sum::<usize>();
        let before = cells(&kept.rows[..taken.start]);
        moves.extend_from_slice(&kept.moves[before..before + cells(&kept.rows[taken.clone()])]);
        rows.extend(kept.rows.drain(taken));
        if last {
            break;
        }
    }
    Band::with_moves(rows, &moves, en)
}

/// How far from the best path of `rows` rows cells are kept, by how many good ones stand at each distance.
fn reach(asides: &[usize], rows: usize) -> usize {
    let mut sum = 0;
    let within = asides.iter().take_while(|&&count| {
        sum += count;
        sum <= CELLS * rows
    });
    within.count().saturating_sub(1).max(LEAST_REACH)
}

/// The cells of each row, both ends included, that are near the best path, and the moves from them that are.
struct Kept {
    rows: Vec<(usize, usize)>,
    moves: Vec<Moves>,
}

/// The scores of the pairs of a stretch of the Chinese side with what may stand beside each of its sentences.
struct Grid {
    /// For each Chinese sentence the English ones beside it.
    columns: Vec<Range<usize>>,
    /// Where the cells of each begin.
    offsets: Vec<usize>,
    /// Scores of the moves over each pair: taking both sentences for a pair, and giving either to the other's pair or leaving
    /// it alone.
    pairs: Vec<f32>,
    joins: Vec<f32>,
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
        let (mut pairs, mut joins) = (vec![0.0; offsets[columns.len()]], vec![0.0; offsets[columns.len()]]);
        let mut scores = PairScores::new(search, rarities, all_columns);
        for (i, (row, &offset)) in rows.zip(columns.iter().zip(&offsets)) {
            let inside = offset..offset + row.len();
            let cells = &mut pairs[inside.clone()];
            scores.add(i, row, cells);
            let middle = row.start.midpoint(row.end);
            for (column, (pair, join)) in row.clone().zip(cells.iter_mut().zip(&mut joins[inside])) {
                let length = (zh_lengths[i - first] - en_lengths[column - first_column]).abs().min(1.5);
                let aside = (ASIDE.0 * to_f32(column.abs_diff(middle))).min(ASIDE.1);
                *join = (*pair + JOIN).clamp(GAP, MOST_OF_A_JOIN);
                *pair += 1.0 - 2.5 * length - aside;
            }
        }
        Self { columns, offsets, pairs, joins }
    }

    /// What `values` says of the cells of a row `columns`, for each place from `start` to `end`, both included; `none` where the
    /// row has no cell.
    fn lay(values: &[f32], columns: Range<usize>, (start, end): (usize, usize), none: f32, laid: &mut Vec<f32>) {
        laid.clear();
        laid.resize(end + 1 - start, none);
        let (from, to) = (columns.start.max(start), columns.end.min(end + 1));
        if from < to {
            laid[from - start..to - start].copy_from_slice(&values[from - columns.start..to - columns.start]);
        }
    }

    /// The same of the moves over the pairs of a row, which may be before the first or after the last; each pair shows `shift`
    /// places further on.
    fn lay_moves(
        &self,
        moves: &[f32],
        row: Option<usize>,
        shift: usize,
        bounds: (usize, usize),
        none: f32,
        laid: &mut Vec<f32>,
    ) {
        let row = row.and_then(|row| Some((self.columns.get(row)?, self.offsets[row])));
        let (columns, offset) = row.map_or((0..0, 0), |(columns, offset)| (columns.clone(), offset));
        let values = &moves[offset..offset + columns.len()];
        Self::lay(values, columns.start + shift..columns.end + shift, bounds, none, laid);
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

    /// What is near the best path. A path begins in the first cell and ends in the last, unless the grid is cut out of a longer
    /// text there: then it may begin, or end, at any cell of that row.
    fn kept(&self, begins: bool, ends: bool) -> Kept {
        const NEVER: f32 = f32::NEG_INFINITY;
        let count = self.columns.len();
        let bounds: Vec<(usize, usize)> = (0..=count).map(|row| self.cells(row)).collect();
        let mut starts = Vec::with_capacity(count + 2);
        starts.push(0);
        starts.extend(bounds.iter().scan(0, |sum, (start, end)| {
            *sum += end + 1 - start;
            Some(*sum)
        }));
        let cells = |row: usize| starts[row]..starts[row + 1];
        let places = |row: usize| bounds[row].0..bounds[row].1 + 1;
        let mut forward = vec![NEVER; starts[count + 1]];
        let (mut pair, mut join) = (Vec::new(), Vec::new());
        let (mut before, mut above) = (Vec::new(), Vec::new());
        for row in 0..=count {
            let bounds_here = bounds[row];
            let last_row = row.checked_sub(1);
            self.lay_moves(&self.pairs, last_row, 1, bounds_here, NEVER, &mut pair);
            self.lay_moves(&self.joins, last_row, 1, bounds_here, GAP, &mut join);
            let (done, here) = forward.split_at_mut(starts[row]);
            let (values, range) = last_row.map_or((&[][..], 0..0), |row| (&done[cells(row)], places(row)));
            Self::lay(values, range.start + 1..range.end + 1, bounds_here, NEVER, &mut before);
            Self::lay(values, range, bounds_here, NEVER, &mut above);
            let mut left = NEVER;
            let moves = pair.iter().zip(&join).zip(before.iter().zip(&above)).enumerate();
            for (cell, (at, ((pair, join), (before, above)))) in here.iter_mut().zip(moves) {
                let first = if row == 0 && (at == 0 || !begins) { 0.0 } else { NEVER };
                left = first.max(before + pair).max(above.max(left) + join);
                *cell = left;
            }
        }
        let path = self.path(&bounds, &starts, &forward, begins, ends);
        let best = path.last().map_or(0.0, |&(_, end)| forward[starts[count] + end - bounds[count].0]);
        let mut rows = vec![(0, 0); count + 1];
        // Good cells by how far they stand from the best path.
        let mut asides = [0_usize; REACH + 1];
        let mut moves = vec![0; forward.len()];
        let (mut below, mut here) = (Vec::new(), Vec::new());
        let (mut after, mut under, mut beside) = (Vec::new(), Vec::new(), Vec::new());
        for row in (0..=count).rev() {
            let bounds_here = bounds[row];
            let (start, end) = bounds_here;
            let range = if row < count { places(row + 1) } else { 0..0 };
            // One place to the left of where they stand; the first place of a text has nothing to the left of it.
            let shifted = range.start.saturating_sub(1)..range.end.saturating_sub(1);
            let skipped = usize::from(range.start == 0 && range.end > 0);
            Self::lay(below.get(skipped..).unwrap_or_default(), shifted, bounds_here, NEVER, &mut after);
            Self::lay(&below, range, bounds_here, NEVER, &mut under);
            self.lay_moves(&self.pairs, Some(row), 0, bounds_here, NEVER, &mut pair);
            self.lay_moves(&self.joins, Some(row), 1, bounds_here, GAP, &mut join);
            self.lay_moves(&self.joins, row.checked_sub(1), 0, bounds_here, GAP, &mut beside);
            here.clear();
            here.resize(end + 1 - start, NEVER);
            let mut right = NEVER;
            for column in (start..=end).rev() {
                let at = column - start;
                let last = if row == count && (column == end || !ends) { 0.0 } else { NEVER };
                let (over_both, over_zh, over_en) = (after[at] + pair[at], under[at] + join[at], right + beside[at]);
                right = last.max(over_both).max(over_zh).max(over_en);
                here[at] = right;
                let least = best - SLACK - forward[starts[row] + at];
                let aside = path[row].0.saturating_sub(column).max(column.saturating_sub(path[row].1));
                if right >= least
                    && let Some(count) = asides.get_mut(aside)
                {
                    *count += 1;
                    let has = |value: f32, bit: Moves| if value >= least { bit } else { 0 };
                    moves[starts[row] + at] =
                        GOOD | has(over_both, OVER_BOTH) | has(over_zh, OVER_ZH) | has(over_en, OVER_EN);
                }
            }
            std::mem::swap(&mut below, &mut here);
        }
        let reach = reach(&asides, count + 1);
        for (row, (kept, path)) in rows.iter_mut().zip(&path).enumerate() {
            let (start, end) = bounds[row];
            let mut near = path.0.saturating_sub(reach).max(start)..=(path.1 + reach).min(end);
            let is_good = |column: &usize| moves[starts[row] + column - start] & GOOD != 0;
            *kept = (
                near.clone().find(is_good).map_or(path.0, |first| first.min(path.0)),
                near.rfind(is_good).map_or(path.1, |last| last.max(path.1)),
            );
        }
        let of_row = |(row, &(start, end)): (usize, &(usize, usize))| {
            let place = starts[row] + start.min(end) - bounds[row].0;
            &moves[place..place + count_of(start, end)]
        };
        let moves = rows.iter().enumerate().flat_map(of_row).map(|moves| moves & !GOOD).collect();
        Kept { rows, moves }
    }

    /// The first and the last cell of the best path in each row, followed back from its end through the values `forward`.
    fn path(
        &self,
        bounds: &[(usize, usize)],
        starts: &[usize],
        forward: &[f32],
        begins: bool,
        ends: bool,
    ) -> Vec<(usize, usize)> {
        let count = self.columns.len();
        let value = |row: usize, column: usize| {
            let (start, end) = bounds[row];
            if (start..=end).contains(&column) { forward[starts[row] + column - start] } else { f32::NEG_INFINITY }
        };
        let moves = |row: usize, column: usize| {
            let columns = &self.columns[row];
            let at = columns.contains(&column).then(|| self.offsets[row] + column - columns.start);
            at.map_or((f32::NEG_INFINITY, GAP), |at| (self.pairs[at], self.joins[at]))
        };
        let (start, end) = bounds[count];
        let middle = start.midpoint(end);
        let better = |best: usize, column: usize| {
            let nearer = column.abs_diff(middle) < best.abs_diff(middle);
            let order = value(count, column).total_cmp(&value(count, best));
            if order.is_gt() || (order.is_eq() && nearer) { column } else { best }
        };
        let mut column = if ends { end } else { (start..=end).fold(start, better) };
        let mut path = vec![(usize::MAX, 0); count + 1];
        let mut row = count;
        loop {
            path[row] = (path[row].0.min(column), path[row].1.max(column));
            let here = value(row, column);
            if row == 0 && (!begins || column == bounds[0].0) || here == f32::NEG_INFINITY {
                break;
            }
            let (pair, join) =
                if row > 0 && column > 0 { moves(row - 1, column - 1) } else { (f32::NEG_INFINITY, GAP) };
            let is_from = |rows: usize, columns: usize, step: f32| {
                let from = row.checked_sub(rows).zip(column.checked_sub(columns));
                from.is_some_and(|(row, column)| value(row, column) + step >= here)
            };
            // Of ways that are equally good the one that takes both sentences.
            if is_from(1, 1, pair) {
                (row, column) = (row - 1, column - 1);
            } else if is_from(1, 0, join) {
                row -= 1;
            } else if is_from(0, 1, join) {
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
    worth: &'static Worth,
    /// The column of [`Worth`] for each English sentence from `first` on.
    lengths: Vec<u8>,
    first: usize,
    /// The best tie of the token at hand in each English sentence; zero between tokens.
    best: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> PairScores<'a> {
    fn new(search: &'a Search<'a>, rarities: &'a Rarities, columns: Range<usize>) -> Self {
        let length = |j: usize| Worth::number(search.en.tokens_of(j..j + 1).len());
        Self {
            search,
            rarities,
            worth: Worth::even(),
            lengths: columns.clone().map(length).collect(),
            first: columns.start,
            best: vec![0.0; columns.len()],
            touched: Vec::new(),
        }
    }

    /// Writes the scores of Chinese sentence `i` with the English sentences `columns` into `cells`.
    fn add(&mut self, i: usize, columns: &Range<usize>, cells: &mut [f32]) {
        let Search { zh, en, vocabulary, postings, .. } = *self.search;
        let reach = en.tokens_of(columns.clone());
        let tokens = zh.tokens_of(i..i + 1);
        cells.fill(-0.12 * to_f32(tokens.len()));
        // A gloss that stands everywhere tells nothing.
        let most = 6 + columns.len() / 8;
        for at in tokens {
            let token = zh.tokens[at];
            let rarity = self.rarities.zh[at];
            let factor = if token.kind == Kind::Word { 0.8 } else { 0.96 };
            for gloss in vocabulary.glosses(token) {
                let places = postings.within(gloss.family, &reach);
                if places.len() > most {
                    continue;
                }
                for &place in places {
                    let column = en.sentence_of(place as usize) - self.first;
                    let length = self.lengths[column];
                    let value = if en.tokens[place as usize].id == gloss.word {
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
        band(&bitext.search(), &bitext.rarities).len()
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
