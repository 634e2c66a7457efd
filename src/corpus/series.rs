//! Values over time.

use std::collections::BTreeMap;

use crate::quantity::Exact;

/// The values of each period.
#[derive(Debug, Clone, Default)]
pub struct Series(BTreeMap<String, Vec<Exact>>);

/// One period of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// `1953`, or `1953-06`.
    pub period: String,
    /// How many values there are.
    pub count: usize,
    /// The smallest.
    pub min: Exact,
    /// The middle one; the smaller of two.
    pub median: Exact,
    /// The largest.
    pub max: Exact,
}

impl Series {
    /// Adds a value.
    pub fn add(&mut self, period: &str, value: Exact) {
        self.0.entry(period.to_owned()).or_default().push(value);
    }

    /// The periods in order.
    pub fn points(&self) -> Vec<Point> {
        let point = |(period, values): (&String, &Vec<Exact>)| {
            let mut values = values.clone();
            values.sort_unstable();
            let at = |place: usize| values.get(place).copied();
            Some(Point {
                period: period.clone(),
                count: values.len(),
                min: at(0)?,
                median: at((values.len() - 1) / 2)?,
                max: at(values.len() - 1)?,
            })
        };
        self.0.iter().filter_map(point).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_the_middle_of_its_values() {
        let mut series = Series::default();
        for value in [9, 1, 5, 7] {
            series.add("1953", Exact::integer(value));
        }
        series.add("1950", Exact::integer(2));
        let points = series.points();
        assert_eq!((points[0].period.as_str(), points[0].count, points[0].median), ("1950", 1, Exact::integer(2)));
        let Point { min, median, max, .. } = points[1];
        assert_eq!([min, median, max], [1, 5, 9].map(Exact::integer));
    }
}
