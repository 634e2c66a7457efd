use std::fmt;

use super::Exact;

/// What a fact claims: all values from `min` to `max`. An absent end is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Lower end; `None` is unbounded below.
    pub min: Option<Exact>,
    /// Upper end; `None` is unbounded above.
    pub max: Option<Exact>,
    /// Whether `min` itself is claimed.
    pub min_inclusive: bool,
    /// Whether `max` itself is claimed.
    pub max_inclusive: bool,
}

impl Interval {
    /// Exactly `value`.
    pub fn point(value: Exact) -> Self {
        Self::closed(value, value)
    }

    /// From `min` to `max`, both claimed.
    pub fn closed(min: Exact, max: Exact) -> Self {
        Self { min: Some(min), max: Some(max), min_inclusive: true, max_inclusive: true }
    }

    /// From `min` to `max`, neither claimed.
    pub fn open(min: Exact, max: Exact) -> Self {
        Self { min: Some(min), max: Some(max), min_inclusive: false, max_inclusive: false }
    }

    /// `[min, max)`: from `min`, which is claimed, to `max`, which is not.
    pub fn from_up_to(min: Exact, max: Exact) -> Self {
        Self { min: Some(min), max: Some(max), min_inclusive: true, max_inclusive: false }
    }

    /// `value` and more (`inclusive`), or more than `value`.
    pub fn above(value: Exact, inclusive: bool) -> Self {
        Self { min: Some(value), max: None, min_inclusive: inclusive, max_inclusive: false }
    }

    /// `value` and less (`inclusive`), or less than `value`.
    pub fn below(value: Exact, inclusive: bool) -> Self {
        Self { min: None, max: Some(value), min_inclusive: false, max_inclusive: inclusive }
    }

    /// The same interval on the other side of zero.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self {
            min: self.max.map(Exact::negated),
            max: self.min.map(Exact::negated),
            min_inclusive: self.max_inclusive,
            max_inclusive: self.min_inclusive,
        }
    }

    /// The value when the interval is a point.
    pub fn as_point(self) -> Option<Exact> {
        self.min.filter(|_| self.min == self.max && self.min_inclusive && self.max_inclusive)
    }

    /// Whether `value` is claimed.
    pub fn contains(self, value: Exact) -> bool {
        let above = self.min.is_none_or(|min| if self.min_inclusive { value >= min } else { value > min });
        let below = self.max.is_none_or(|max| if self.max_inclusive { value <= max } else { value < max });
        above && below
    }

    /// Whether the two claim a value in common.
    pub fn meets(self, other: Self) -> bool {
        fn below(low: Interval, high: Interval) -> bool {
            match (low.max, high.min) {
                (Some(max), Some(min)) => max < min || (max == min && !(low.max_inclusive && high.min_inclusive)),
                _ => false,
            }
        }
        !below(self, other) && !below(other, self)
    }

    /// Both ends times `factor`, which must be positive; `None` when an end does not fit.
    pub fn scaled(self, factor: Exact) -> Option<Self> {
        let scale = |end: Option<Exact>| match end {
            Some(value) => value.checked_mul(factor).map(Some),
            None => Some(None),
        };
        Some(Self { min: scale(self.min)?, max: scale(self.max)?, ..self })
    }
}

impl fmt::Display for Interval {
    /// `[3,5]`, `(80,90)`, `[100,1000)`; an open end is left out: `(480,)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.min_inclusive { "[" } else { "(" })?;
        if let Some(min) = self.min {
            write!(f, "{min}")?;
        }
        f.write_str(",")?;
        if let Some(max) = self.max {
            write!(f, "{max}")?;
        }
        f.write_str(if self.max_inclusive { "]" } else { ")" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ends_do_not_meet() {
        let n = Exact::integer;
        assert!(!Interval::below(n(5), false).meets(Interval::above(n(5), false)));
        assert!(Interval::below(n(5), true).meets(Interval::above(n(5), true)));
        assert!(Interval::open(n(80), n(90)).meets(Interval::above(n(80), false)));
    }
}
