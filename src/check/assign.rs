//! The best one-to-one assignment between two small sets (Kuhn 1955; the shortest augmenting path form of Jonker and
//! Volgenant 1987).

/// For each row the column it is paired with, so that the sum of `weights[row][column]` is greatest. A pair with no
/// positive weight is not made. Ties go to the earlier column.
///
/// Time is O(n³) in the smaller of rows and columns: for small sets only.
pub(super) fn assign(weights: &[Vec<f64>]) -> Vec<Option<usize>> {
    let rows = weights.len();
    let columns = weights.first().map_or(0, Vec::len);
    if rows <= columns {
        return exact(rows, columns, &|row, column| weights[row][column]);
    }
    let by_column = exact(columns, rows, &|column, row| weights[row][column]);
    let mut by_row = vec![None; rows];
    for (column, row) in by_column.into_iter().enumerate() {
        if let Some(row) = row {
            by_row[row] = Some(column);
        }
    }
    by_row
}

/// Needs `rows <= columns`. Rows and columns are numbered from 1 inside, as in the published form.
fn exact(rows: usize, columns: usize, weight: &dyn Fn(usize, usize) -> f64) -> Vec<Option<usize>> {
    let (mut row_price, mut column_price) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0; columns + 1];
    let mut previous = vec![0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut used = vec![false; columns + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let (from, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let cost = -weight(from - 1, other - 1).max(0.0) - row_price[from] - column_price[other];
                if cost < least[other] {
                    least[other] = cost;
                    previous[other] = column;
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_price[row_of[other]] += delta;
                    column_price[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[previous[column]];
            column = previous[column];
        }
    }
    let mut by_row = vec![None; rows];
    for (column, &row) in row_of.iter().enumerate().skip(1) {
        if row > 0 && weight(row - 1, column - 1) > 0.0 {
            by_row[row - 1] = Some(column - 1);
        }
    }
    by_row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(weights: &[Vec<f64>], pairs: &[Option<usize>]) -> f64 {
        pairs.iter().enumerate().filter_map(|(row, column)| column.map(|column| weights[row][column])).sum()
    }

    /// The best sum by trying every assignment.
    fn best(weights: &[Vec<f64>], row: usize, taken: u32) -> f64 {
        let Some(columns) = weights.get(row) else { return 0.0 };
        let free = (0..columns.len()).filter(|column| taken & (1 << column) == 0);
        let used = free.map(|column| columns[column].max(0.0) + best(weights, row + 1, taken | (1 << column)));
        used.fold(best(weights, row + 1, taken), f64::max)
    }

    proptest::proptest! {
        #[test]
        fn the_sum_is_the_greatest(rows in 0_usize..5, columns in 0_usize..5, seed in proptest::collection::vec(-3_i8..9, 25)) {
            let weights: Vec<Vec<f64>> =
                (0..rows).map(|r| (0..columns).map(|c| f64::from(seed[r * 5 + c])).collect()).collect();
            let pairs = assign(&weights);
            proptest::prop_assert!((total(&weights, &pairs) - best(&weights, 0, 0)).abs() < 1e-9);
        }
    }
}
