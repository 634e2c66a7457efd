//! The search: every way to cover both sides with beads inside a band, and the probability of each bead.
//!
//! A cell `(i, j)` stands before Chinese segment `i` and English segment `j`; a bead leads from one cell to a later one.
//! The score of a path is the sum of its beads' scores, and its probability is proportional to the exponential of that
//! (a conditional random field). The forward and backward sums over all paths give each bead's probability exactly.

use super::shape::{LONGEST, SHAPES, Shape};

/// Which cells are searched: for each `i` from the first to the last the cells `(i, start)…(i, end)`, both included. A
/// path leads from the first cell of the first row to the last cell of the last.
#[derive(Debug, Clone)]
pub(super) struct Band {
    first: usize,
    rows: Vec<Row>,
    /// The moves that a path may make from each cell.
    moves: Vec<Moves>,
}

/// The ways on from a cell that a path may take, as a set of bits. A bead is worth a look when such moves lead from its first
/// cell to its last.
pub(super) type Moves = u8;

/// Over a segment of both sides.
pub(super) const OVER_BOTH: Moves = 1;
/// Over a Chinese segment.
pub(super) const OVER_ZH: Moves = 2;
/// Over an English segment.
pub(super) const OVER_EN: Moves = 4;
const ALL_MOVES: Moves = OVER_BOTH | OVER_ZH | OVER_EN;

/// Cells that are searched in one piece.
const MOST_CELLS: u32 = 1 << 16;

#[derive(Debug, Clone, Copy)]
struct Row {
    start: u32,
    end: u32,
    /// Number of cells in the rows before.
    offset: u32,
}

/// Number of cells from `start` to `end`, both included; none when they are the wrong way round.
pub(super) fn count_of(start: usize, end: usize) -> usize {
    (end + 1).saturating_sub(start)
}

impl Band {
    /// A band of the given rows `(start, end)`, in which all moves are allowed. They are widened where needed, so that a path
    /// of gaps and pairs from `(0, 0)` to the last cell exists.
    pub(super) fn new(mut rows: Vec<(usize, usize)>, en: usize) -> Self {
        let last = rows.len().saturating_sub(1);
        // Each row reaches at least as far as the one before begins, and begins no later than the one before ends.
        let mut reach = 0;
        for (at, row) in rows.iter_mut().enumerate() {
            row.1 = row.1.min(en);
            row.0 = row.0.min(reach).min(row.1);
            if at == 0 {
                row.0 = 0;
            }
            if at == last {
                row.1 = en;
            }
            reach = reach.max(row.1);
            row.1 = reach;
        }
        let mut from = en;
        for row in rows.iter_mut().rev() {
            from = from.min(row.0);
            row.0 = from;
        }
        let mut offset = 0;
        let rows = rows
            .into_iter()
            .map(|(start, end)| {
                let row = Row { start: to_u32(start), end: to_u32(end), offset };
                offset += row.end - row.start + 1;
                row
            })
            .collect();
        Self { first: 0, rows, moves: vec![ALL_MOVES; offset as usize] }
    }

    /// The same with `moves` for the cells of the rows that were given, one row after the other.
    pub(super) fn with_moves(rows: Vec<(usize, usize)>, moves: &[Moves], en: usize) -> Self {
        let mut band = Self::new(rows.clone(), en);
        let mut from = 0;
        for (given, row) in rows.into_iter().zip(&band.rows) {
            let of_row = &moves[from..from + count_of(given.0, given.1)];
            from += of_row.len();
            let start = (given.0.saturating_sub(row.start as usize)).min((row.end - row.start) as usize);
            let count = of_row.len().min((row.end - row.start + 1) as usize - start);
            let place = row.offset as usize + start;
            band.moves[place..place + count].copy_from_slice(&of_row[..count]);
        }
        band
    }

    /// The same with all moves allowed.
    pub(super) fn unrestricted(mut self) -> Self {
        self.moves.fill(ALL_MOVES);
        self
    }

    /// The cells that moves lead to from `(i, j)`: for each of the next rows the columns from `j` on, as bits.
    fn reachable(&self, i: usize, j: usize) -> [u8; LONGEST + 1] {
        let mut reachable = [0; LONGEST + 1];
        let mut here = 1_u8;
        for (row, reachable) in (i..).zip(&mut reachable) {
            let mut next = 0_u8;
            let mut left = here;
            while left != 0 {
                // The leftmost place: moves lead further right.
                let column = left.trailing_zeros();
                let place = 1 << column;
                left &= !place;
                let Some(cell) = self.cell(row, j + column as usize) else {
                    here &= !place;
                    continue;
                };
                let moves = self.moves[cell];
                let over_en = (moves >> 2 & 1) << column << 1;
                (here, left) = (here | over_en, left | over_en);
                next |= (moves >> 1 & 1) << column | (moves & 1) << column << 1;
            }
            *reachable = here;
            if next == 0 {
                break;
            }
            here = next;
        }
        reachable
    }

    /// Cuts the band into pieces of some `size` rows that are searched one after the other; of fewer where so many would
    /// hold more than [`MOST_CELLS`]. Cuts are made where the path is beyond doubt: in rows of a single cell with such rows
    /// before and after.
    pub(super) fn pieces(&self, size: usize) -> Vec<Self> {
        let single = |at: usize| self.rows.get(at).is_some_and(|row| row.start == row.end);
        let last = self.rows.len() - 1;
        let (mut pieces, mut from) = (Vec::new(), 0);
        while from < last {
            let mut to = last;
            let full = self.rows[from].offset.saturating_add(MOST_CELLS);
            let rows = self.rows[from..].partition_point(|row| row.offset < full);
            let size = size.min(rows.max(8));
            if last - from > size + size / 2 {
                let sure = |at: &usize| single(at - 1) && single(*at) && single(at + 1);
                // Where nothing is sure for long, the narrowest row will do: memory must stay bounded.
                let narrow =
                    || (from + size / 2..from + size).min_by_key(|&at| self.rows[at].end - self.rows[at].start);
                to = (from + size / 2..from + size).rev().find(sure).or_else(narrow).unwrap_or(last);
            }
            let mut rows = self.rows[from..=to].to_vec();
            // Both pieces meet in one cell of a row that is cut.
            let middle = |row: Row| row.start + (row.end - row.start) / 2;
            if from > 0 {
                rows[0].start = middle(rows[0]);
            }
            if to < last {
                let end = rows.len() - 1;
                rows[end].end = middle(rows[end]);
            }
            let mut offset = 0;
            let end = rows[rows.len() - 1].end;
            let mut moves = Vec::new();
            for (row, whole) in rows.iter_mut().zip(&self.rows[from..=to]) {
                row.end = row.end.min(end);
                row.start = row.start.min(row.end);
                row.offset = offset;
                offset += row.end - row.start + 1;
                let place = (whole.offset + row.start - whole.start) as usize;
                moves.extend_from_slice(&self.moves[place..place + (row.end - row.start + 1) as usize]);
            }
            let start = rows[0].start;
            debug_assert!(rows.iter().all(|row| row.end >= start), "a band is monotone");
            pieces.push(Self { first: self.first + from, rows, moves });
            from = to;
        }
        if pieces.is_empty() {
            pieces.push(self.clone());
        }
        pieces
    }

    /// All cells of a bitext of `zh` and `en` segments.
    pub(super) fn full(zh: usize, en: usize) -> Self {
        Self::new(vec![(0, en); zh + 1], en)
    }

    /// The rows, one more than there are Chinese segments.
    pub(super) fn rows(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.rows.len()
    }

    /// The cells of row `i`.
    pub(super) fn row(&self, i: usize) -> std::ops::Range<usize> {
        self.rows.get(i.wrapping_sub(self.first)).map_or(0..0, |row| row.start as usize..row.end as usize + 1)
    }

    /// The number of the cell `(i, j)`, when it is inside.
    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let row = self.rows.get(i.wrapping_sub(self.first))?;
        let j = to_u32(j);
        (row.start <= j && j <= row.end).then(|| (row.offset + (j - row.start)) as usize)
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.rows.last().map_or(0, |row| (row.offset + row.end - row.start + 1) as usize)
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// One bead that may be part of a path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// Its first segments.
    pub(super) i: u32,
    pub(super) j: u32,
    /// Its shape.
    pub(super) shape: Shape,
    /// Number of the cell it leads to.
    to: u32,
    /// The evidence for it, in nats.
    pub(super) score: f32,
}

/// What the sums over all paths say.
#[derive(Debug)]
pub(super) struct Marginals {
    /// The probability of each bead.
    pub(super) beads: Vec<f32>,
    /// The probability of each cell, that is of the border that it stands for.
    pub(super) cells: Vec<f32>,
    /// The logarithm of the sum.
    pub(super) total: f64,
}

/// All beads inside a band, in order of the cell they start from.
#[derive(Debug)]
pub(super) struct Lattice {
    edges: Vec<Edge>,
    /// Where the edges of each cell begin.
    starts: Vec<u32>,
}

impl Lattice {
    /// Lists the beads inside `band` and scores each; those without a score are left out.
    pub(super) fn new(band: &Band, mut score: impl FnMut(usize, usize, Shape) -> Option<f32>) -> Self {
        let (mut edges, mut starts) = (Vec::new(), Vec::with_capacity(band.len() + 1));
        for i in band.rows() {
            for j in band.row(i) {
                starts.push(to_u32(edges.len()));
                let reachable = band.reachable(i, j);
                for shape in SHAPES {
                    if reachable[usize::from(shape.zh)] >> shape.en & 1 == 1
                        && let Some(to) = band.cell(i + usize::from(shape.zh), j + usize::from(shape.en))
                        && let Some(score) = score(i, j, shape)
                    {
                        edges.push(Edge { i: to_u32(i), j: to_u32(j), shape, to: to_u32(to), score });
                    }
                }
            }
        }
        starts.push(to_u32(edges.len()));
        Self { edges, starts }
    }

    /// The beads.
    pub(super) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Keeps the beads for which `keep` holds of their index, in order.
    pub(super) fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let mut kept = 0;
        let mut at = 0;
        for cell in 0..self.starts.len() - 1 {
            let end = self.starts[cell + 1] as usize;
            self.starts[cell] = to_u32(kept);
            while at < end {
                if keep(at) {
                    self.edges[kept] = self.edges[at];
                    kept += 1;
                }
                at += 1;
            }
        }
        if let Some(last) = self.starts.last_mut() {
            *last = to_u32(kept);
        }
        self.edges.truncate(kept);
    }

    /// Scores each bead anew.
    pub(super) fn rescore(&mut self, mut score: impl FnMut(usize, &Edge) -> f32) {
        for (at, edge) in self.edges.iter_mut().enumerate() {
            edge.score = score(at, edge);
        }
    }

    fn edges_of(&self, cell: usize) -> std::ops::Range<usize> {
        match (self.starts.get(cell), self.starts.get(cell + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The probability of each bead and each cell, given that the truth is one of the paths for which `allowed` holds of every
    /// bead.
    pub(super) fn marginals(&self, allowed: impl Fn(usize) -> bool) -> Marginals {
        let cells = self.starts.len() - 1;
        let mut forward = vec![f64::NEG_INFINITY; cells];
        let mut backward = vec![f64::NEG_INFINITY; cells];
        if let (Some(first), Some(last)) = (forward.first_mut(), backward.last_mut()) {
            (*first, *last) = (0.0, 0.0);
        }
        for cell in 0..cells {
            let here = forward[cell];
            if here == f64::NEG_INFINITY {
                continue;
            }
            for at in self.edges_of(cell).filter(|&at| allowed(at)) {
                let edge = &self.edges[at];
                let to = &mut forward[edge.to as usize];
                *to = add_logs(*to, here + f64::from(edge.score));
            }
        }
        for cell in (0..cells).rev() {
            let mut sum = backward[cell];
            for at in self.edges_of(cell).filter(|&at| allowed(at)) {
                let edge = &self.edges[at];
                sum = add_logs(sum, f64::from(edge.score) + backward[edge.to as usize]);
            }
            backward[cell] = sum;
        }
        let total = backward.first().copied().unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "a probability")]
        let probability = |log: f64| if log.is_finite() { (log - total).exp().min(1.0) as f32 } else { 0.0 };
        let mut beads = vec![0.0; self.edges.len()];
        for (cell, forward) in forward.iter().enumerate() {
            for at in self.edges_of(cell).filter(|&at| allowed(at)) {
                let edge = &self.edges[at];
                beads[at] = probability(forward + f64::from(edge.score) + backward[edge.to as usize]);
            }
        }
        let cells = forward.iter().zip(&backward).map(|(forward, backward)| probability(forward + backward)).collect();
        Marginals { beads, cells, total }
    }

    /// The path whose beads have the largest sum of `gain`, as indices of edges.
    pub(super) fn best_path(&self, gain: impl Fn(usize) -> f64) -> Vec<usize> {
        let cells = self.starts.len() - 1;
        let mut best = vec![(f64::NEG_INFINITY, u32::MAX); cells];
        if let Some(first) = best.first_mut() {
            first.0 = 0.0;
        }
        let mut from = vec![0_u32; cells];
        for cell in 0..cells {
            let here = best[cell].0;
            if here == f64::NEG_INFINITY {
                continue;
            }
            for at in self.edges_of(cell) {
                let to = self.edges[at].to as usize;
                let value = here + gain(at);
                // Ties go to the edge that was seen first, whatever the machine.
                if value > best[to].0 {
                    best[to] = (value, to_u32(at));
                    from[to] = to_u32(cell);
                }
            }
        }
        let mut path = Vec::new();
        let mut cell = cells - 1;
        while cell > 0 && best[cell].1 != u32::MAX {
            path.push(best[cell].1 as usize);
            cell = from[cell] as usize;
        }
        path.reverse();
        path
    }
}

/// `ln(exp(a) + exp(b))`.
fn add_logs(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY || high - low > 40.0 { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A score that depends on everything a bead is, without a pattern.
    fn score(i: usize, j: usize, shape: Shape) -> f32 {
        let mixed = (i * 31 + j * 17 + usize::from(shape.zh) * 7 + usize::from(shape.en) * 3) % 23;
        f32::from(u8::try_from(mixed).unwrap()) * 0.25 - 2.0
    }

    /// The beads of a path, each by its corner and shape, and their score.
    type Path = (Vec<(usize, usize, Shape)>, f64);

    /// All paths from `(i, j)`.
    fn paths(i: usize, j: usize, zh: usize, en: usize) -> Vec<Path> {
        if (i, j) == (zh, en) {
            return vec![(Vec::new(), 0.0)];
        }
        let fits = |shape: &Shape| i + usize::from(shape.zh) <= zh && j + usize::from(shape.en) <= en;
        let with = |shape: Shape| {
            let rest = paths(i + usize::from(shape.zh), j + usize::from(shape.en), zh, en);
            rest.into_iter().map(move |(mut beads, sum)| {
                beads.insert(0, (i, j, shape));
                (beads, sum + f64::from(score(i, j, shape)))
            })
        };
        SHAPES.into_iter().filter(fits).flat_map(with).collect()
    }

    #[test]
    fn sums_over_the_lattice_are_sums_over_all_paths() {
        for (zh, en) in [(0, 0), (1, 0), (2, 3), (4, 4), (5, 3)] {
            let lattice = Lattice::new(&Band::full(zh, en), |i, j, shape| Some(score(i, j, shape)));
            let Marginals { beads: probabilities, total, .. } = lattice.marginals(|_| true);
            let all = paths(0, 0, zh, en);
            let sum: f64 = all.iter().map(|(_, score)| score.exp()).sum();
            assert!((sum.ln() - total).abs() < 1e-6, "{zh} by {en}: {} and {total}", sum.ln());
            for (edge, probability) in lattice.edges().iter().zip(probabilities) {
                let bead = (edge.i as usize, edge.j as usize, edge.shape);
                let with: f64 = all.iter().filter(|(beads, _)| beads.contains(&bead)).map(|(_, s)| s.exp()).sum();
                assert!((with / sum - f64::from(probability)).abs() < 1e-5, "{bead:?}");
            }
        }
    }

    #[test]
    fn the_best_path_is_the_best_of_all() {
        for (zh, en) in [(1, 1), (3, 4), (5, 4)] {
            let lattice = Lattice::new(&Band::full(zh, en), |i, j, shape| Some(score(i, j, shape)));
            let gain = |at: usize| f64::from(lattice.edges()[at].score);
            let found: f64 = lattice.best_path(gain).into_iter().map(gain).sum();
            let best = paths(0, 0, zh, en).into_iter().map(|(_, score)| score).fold(f64::NEG_INFINITY, f64::max);
            assert!((found - best).abs() < 1e-9, "{zh} by {en}: {found} and {best}");
        }
    }

    #[test]
    fn pieces_of_a_band_meet() {
        let band = Band::new((0..=500).map(|i: usize| (i.saturating_sub(i % 7), i + i % 3)).collect(), 500);
        let pieces = band.pieces(64);
        assert!(pieces.len() > 4);
        for pair in pieces.windows(2) {
            let last = pair[0].rows().end - 1;
            assert_eq!(last, pair[1].rows().start);
            assert_eq!(pair[0].row(last).end - 1, pair[1].row(last).start);
        }
        for piece in &pieces {
            let lattice = Lattice::new(piece, |i, j, shape| Some(score(i, j, shape)));
            assert!(lattice.marginals(|_| true).total.is_finite(), "a path leads through {:?}", piece.rows());
        }
    }
}
