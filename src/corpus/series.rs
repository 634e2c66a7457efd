//! Values over time: what a corpus claims of one thing, year by year or month by month.
//!
//! A claim is a point, a range or a bound. The median is that of the points, of the middles of the ranges and of the
//! figures named as bounds; the extremes take a range at its ends. How many of the values are ranges and bounds is told
//! beside them, since a bound says no more than that the value lies on one side of it.

use std::collections::BTreeMap;

use crate::quantity::{Exact, Unit};

/// What one fact claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The value itself: 三百, 约三百.
    Point(Exact),
    /// Two ends: 三百到四百, 几百, 三十二万多.
    Range(Exact, Exact),
    /// This or more: 三万以上, more than 30,000.
    AtLeast(Exact),
    /// This or less: 不到三万, up to 30,000.
    AtMost(Exact),
}

impl Claim {
    /// The claim of a fact with this value and interval.
    pub fn new(value: Exact, min: Option<Exact>, max: Option<Exact>) -> Self {
        match (min, max) {
            (Some(min), Some(max)) if min != max => Self::Range(min, max),
            (Some(min), None) => Self::AtLeast(min),
            (None, Some(max)) => Self::AtMost(max),
            _ => Self::Point(value),
        }
    }

    /// The claim with its values changed; `None` where one cannot be.
    pub fn try_map(self, change: impl Fn(Exact) -> Option<Exact>) -> Option<Self> {
        Some(match self {
            Self::Point(value) => Self::Point(change(value)?),
            Self::Range(low, high) => Self::Range(change(low)?, change(high)?),
            Self::AtLeast(low) => Self::AtLeast(change(low)?),
            Self::AtMost(high) => Self::AtMost(change(high)?),
        })
    }

    /// The claim, made in `from`, in the unit `to`; `None` where one does not convert to the other.
    pub fn converted(self, from: Option<Unit>, to: Option<Unit>) -> Option<Self> {
        match (from, to) {
            (from, to) if from == to => Some(self),
            (Some(from), Some(to)) if from.converts_to(to) => {
                self.try_map(|value| value.checked_mul(from.factor())?.checked_div(to.factor()))
            }
            _ => None,
        }
    }

    fn ends(self) -> (Exact, Exact) {
        match self {
            Self::Range(low, high) => (low, high),
            Self::Point(value) | Self::AtLeast(value) | Self::AtMost(value) => (value, value),
        }
    }

    fn middle(self) -> Exact {
        let (low, high) = self.ends();
        mean(low, high)
    }
}

/// Halfway between two values; the lower one where that cannot be held exactly.
fn mean(low: Exact, high: Exact) -> Exact {
    if low == high {
        return low;
    }
    low.checked_add(high).and_then(|sum| sum.checked_div(Exact::integer(2))).unwrap_or(low)
}

/// The middle of `values`, which are in order: halfway between the two middle ones of an even number; `None` of none.
pub fn median(values: &[Exact]) -> Option<Exact> {
    let high = *values.get(values.len() / 2)?;
    let low = *values.get((values.len() - 1) / 2)?;
    Some(mean(low, high))
}

/// The claims of each period.
#[derive(Debug, Clone, Default)]
pub struct Series(BTreeMap<String, Vec<Claim>>);

/// One period of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// `1953`, or `1953-06`.
    pub period: String,
    /// How many values there are, ranges and bounds among them.
    pub count: usize,
    /// The smallest; of a range its lower end.
    pub min: Exact,
    /// The middle one, ranges taken at their middle; halfway between the two middle ones of an even number.
    pub median: Exact,
    /// The largest; of a range its upper end.
    pub max: Exact,
    /// How many of the values are ranges.
    pub ranges: usize,
    /// How many are bounds that the true value does not fall below.
    pub at_least: usize,
    /// How many are bounds that the true value does not exceed.
    pub at_most: usize,
}

impl Series {
    /// Adds a claim.
    pub fn add(&mut self, period: &str, claim: Claim) {
        match self.0.get_mut(period) {
            Some(claims) => claims.push(claim),
            None => {
                self.0.insert(period.to_owned(), vec![claim]);
            }
        }
    }

    /// Adds the claims of `other`, made in `from`, in the unit `to`; how many of them cannot be given in it.
    pub fn take(&mut self, other: Self, from: Option<Unit>, to: Option<Unit>) -> usize {
        let mut lost = 0;
        for (period, claims) in other.0 {
            let own = self.0.entry(period).or_default();
            for claim in claims {
                match claim.converted(from, to) {
                    Some(claim) => own.push(claim),
                    None => lost += 1,
                }
            }
        }
        self.0.retain(|_, claims| !claims.is_empty());
        lost
    }

    /// How many claims there are.
    pub fn count(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// The periods in order.
    pub fn points(&self) -> Vec<Point> {
        let point = |(period, claims): (&String, &Vec<Claim>)| {
            let mut middles: Vec<Exact> = claims.iter().map(|claim| claim.middle()).collect();
            middles.sort_unstable();
            let of = |is: fn(&Claim) -> bool| claims.iter().filter(|claim| is(claim)).count();
            Some(Point {
                period: period.clone(),
                count: claims.len(),
                min: claims.iter().map(|claim| claim.ends().0).min()?,
                median: median(&middles)?,
                max: claims.iter().map(|claim| claim.ends().1).max()?,
                ranges: of(|claim| matches!(claim, Claim::Range(..))),
                at_least: of(|claim| matches!(claim, Claim::AtLeast(_))),
                at_most: of(|claim| matches!(claim, Claim::AtMost(_))),
            })
        };
        self.0.iter().filter_map(point).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i128) -> Exact {
        Exact::integer(value)
    }

    #[test]
    fn a_point_is_the_middle_of_its_values() {
        let mut series = Series::default();
        for value in [9, 1, 5, 8] {
            series.add("1953", Claim::Point(number(value)));
        }
        series.add("1950", Claim::Point(number(2)));
        let points = series.points();
        assert_eq!((points[0].period.as_str(), points[0].count, points[0].median), ("1950", 1, number(2)));
        let Point { min, median, max, .. } = &points[1];
        assert_eq!([min, max], [&number(1), &number(9)]);
        assert_eq!(median.to_string(), "6.5", "halfway between 5 and 8");
        assert_eq!(super::median(&[]), None);
    }

    #[test]
    fn ranges_count_with_their_middle_and_bounds_are_told() {
        let mut series = Series::default();
        let (three, four) = (Some(number(300)), Some(number(400)));
        series.add("1953", Claim::new(number(300), three, four));
        let [point] = &series.points()[..] else { panic!("one period") };
        assert_eq!([&point.min, &point.median, &point.max], [&number(300), &number(350), &number(400)]);
        series.add("1953", Claim::new(number(400), four, None));
        series.add("1953", Claim::new(number(300), None, three));
        series.add("1953", Claim::new(number(300), three, three));
        let [point] = &series.points()[..] else { panic!("one period") };
        assert_eq!((point.count, point.ranges, point.at_least, point.at_most), (4, 1, 1, 1));
    }

    #[test]
    fn claims_of_another_unit_are_converted() {
        let [ton, jin, mu] = ["t", "jin", "mu"].map(Unit::by_code);
        let (mut series, mut other, mut areas) = (Series::default(), Series::default(), Series::default());
        series.add("1953", Claim::Point(number(1)));
        other.add("1953", Claim::AtLeast(number(4000)));
        areas.add("1954", Claim::Point(number(1)));
        assert_eq!((series.take(other, jin, ton), series.take(areas, mu, ton)), (0, 1));
        let [point] = &series.points()[..] else { panic!("a year without a value is none") };
        assert_eq!((point.max, point.at_least, series.count()), (number(2), 1, 2));
    }
}
