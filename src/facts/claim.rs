//! What an amount claims: from its value, the last digit it was written to and its bound to an interval.

use super::{Fact, Kind, Qualifier, Value};
use crate::quantity::{DateValue, Exact, Interval, Unit};
use crate::source::{Lang, Span};

/// What `value` claims under `qualifier`, where `step` is one of its last digit: 10,000 for 三十二万多.
///
/// `Several` takes the least value of its range, a power of ten of the unit: 几百 is [100, 1000). `None` is overflow.
pub(crate) fn claimed(value: Exact, step: Exact, qualifier: Option<Qualifier>) -> Option<Interval> {
    Some(match qualifier {
        None | Some(Qualifier::About | Qualifier::Nearly) => Interval::point(value),
        Some(Qualifier::MoreThan) => Interval::above(value, false),
        Some(Qualifier::AtLeast) => Interval::above(value, true),
        Some(Qualifier::LessThan) => Interval::below(value, false),
        Some(Qualifier::AtMost) => Interval::below(value, true),
        Some(Qualifier::Odd) => Interval::open(value, value.checked_add(step)?),
        Some(Qualifier::Several) => Interval::from_up_to(value, value.checked_mul(Exact::integer(10))?),
    })
}

/// How many zeros end a whole number: the step of 4000 is a thousand where 多 or "odd" leaves it open.
pub(crate) fn trailing_zeros(value: Exact) -> i8 {
    let (mut rest, mut zeros) = (value.as_integer().unwrap_or(1), 0);
    while rest != 0 && rest % 10 == 0 {
        (rest, zeros) = (rest / 10, zeros + 1);
    }
    zeros
}

/// The one claim that two facts make which bound from both sides: more than 20 but less than 30.
pub(crate) fn both_bounds(first: &Fact, second: &Fact) -> Option<Fact> {
    let (low, high) = if first.interval.min.is_some() { (first, second) } else { (second, first) };
    let (min, max) = (low.interval.min?, high.interval.max?);
    let interval = Interval {
        min: Some(min),
        max: Some(max),
        min_inclusive: low.interval.min_inclusive,
        max_inclusive: high.interval.max_inclusive,
    };
    let span = Span::new(first.span.start, second.span.end);
    (min < max).then_some(Fact { span, value: Value::Number(min), interval, qualifier: None, ..*second })
}

impl Fact {
    /// A fact without interval, unit, qualifier and surroundings, for its readers to fill in.
    pub(crate) fn bare(span: Span, lang: Lang, kind: Kind, value: Value) -> Self {
        let interval = Interval { min: None, max: None, min_inclusive: false, max_inclusive: false };
        Self {
            span,
            lang,
            kind,
            value,
            interval,
            unit: None,
            qualifier: None,
            precision: 0,
            result: None,
            years: None,
            of: None,
            when: None,
            place: None,
        }
    }

    /// An amount written as one number: `precision` is the power of ten of its last digit, in `unit`.
    /// `None` when what it claims does not fit.
    pub(crate) fn amount(
        span: Span,
        lang: Lang,
        kind: Kind,
        (value, precision): (Exact, i8),
        qualifier: Option<Qualifier>,
        unit: Option<Unit>,
    ) -> Option<Self> {
        let interval = claimed(value, Exact::power_of_ten(i32::from(precision))?, qualifier)?;
        let bare = Self::bare(span, lang, kind, Value::Number(value));
        Some(Self { interval, unit, qualifier, precision, ..bare })
    }

    /// An amount written as two ends, both claimed; its value is the lower one: 三到五万元.
    pub(crate) fn range(
        span: Span,
        lang: Lang,
        kind: Kind,
        (low, high): (Exact, Exact),
        precision: i8,
        unit: Option<Unit>,
    ) -> Self {
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        let bare = Self::bare(span, lang, kind, Value::Number(low));
        Self { interval: Interval::closed(low, high), unit, precision, ..bare }
    }

    /// A date, time or period; the value tells which.
    pub(crate) fn calendar(span: Span, lang: Lang, value: DateValue) -> Self {
        let kind = match value {
            DateValue::Period(..) => Kind::Period,
            DateValue::Point(point) => match point.clock {
                None => Kind::Date,
                Some(_) if point.says_a_day() => Kind::Datetime,
                Some(_) => Kind::Time,
            },
        };
        Self::bare(span, lang, kind, Value::Date(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_follow_the_table_of_the_design() {
        let n = Exact::integer;
        let claim = |value, step, qualifier| claimed(n(value), n(step), qualifier).unwrap().to_string();
        assert_eq!(claim(1427, 1, None), "[1427,1427]");
        assert_eq!(claim(320_000, 10_000, Some(Qualifier::Odd)), "(320000,330000)");
        assert_eq!(claim(100, 100, Some(Qualifier::Several)), "[100,1000)");
        assert_eq!(claim(5, 1, Some(Qualifier::AtMost)), "(,5]");
        assert_eq!(claimed(n(i128::MAX), n(1), Some(Qualifier::Odd)), None);
    }
}
