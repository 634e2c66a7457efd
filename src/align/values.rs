//! Facts as keys that are equal when they say the same.

use super::lexicon::hash_step;
use crate::facts::{Fact, Value};
use crate::quantity::{DatePoint, DateValue, Exact, Within, Year};

/// What part of a fact a key is for; parts of different sorts never meet.
#[derive(Debug, Clone, Copy)]
enum Sort {
    Number = 1,
    Month,
    Day,
    Weekday,
    Hour,
    Relative,
}

fn key(sort: Sort, parts: [i128; 2]) -> u64 {
    let bytes = parts.into_iter().flat_map(i128::to_le_bytes);
    bytes.fold(sort as u64, |hash, byte| hash_step(hash, u64::from(byte)))
}

fn number(value: Exact) -> u64 {
    key(Sort::Number, [value.numerator(), value.denominator()])
}

/// The key of a whole number.
pub(super) fn whole(value: u32) -> u64 {
    number(Exact::integer(value.into()))
}

/// Calls `push` with a key for each number that `fact` holds; a date holds its year, month, day and hour. Dates are taken
/// apart since one side may give the year that the other leaves to the context.
pub(super) fn keys(fact: &Fact, mut push: impl FnMut(u64)) {
    match fact.value {
        Value::Number(value) => push(number(value)),
        Value::Ratio(left, right) => {
            push(number(left));
            push(number(right));
        }
        Value::Serial { digits, .. } => push(key(Sort::Number, [i128::try_from(digits).unwrap_or(0), 1])),
        Value::Date(DateValue::Point(point)) => push_point(&point, &mut push),
        Value::Date(DateValue::Period(from, to)) => {
            for point in [from, to].into_iter().flatten() {
                push_point(&point, &mut push);
            }
        }
    }
}

fn push_point(point: &DatePoint, push: &mut impl FnMut(u64)) {
    let mut push_part = |sort, value: i128| push(key(sort, [value, 1]));
    match point.year {
        Year::Exactly(year) | Year::Decade(year) => push_part(Sort::Number, year.into()),
        Year::TwoDigits(year) | Year::DecadeOfCentury(year) => push_part(Sort::Number, year.into()),
        Year::Century(century) => push_part(Sort::Number, i128::from(century) + 1),
        Year::Relative(years) => push_part(Sort::Relative, years.into()),
        Year::Unsaid => {}
    }
    match point.within {
        Within::Month(month) => push_part(Sort::Month, month.into()),
        Within::Day(month, day) => {
            if let Some(month) = month {
                push_part(Sort::Month, month.into());
            }
            push_part(Sort::Day, day.into());
        }
        Within::RelativeMonthDay(_, day) => push_part(Sort::Day, day.into()),
        _ => {}
    }
    if let Some(weekday) = point.weekday {
        push_part(Sort::Weekday, weekday.into());
    }
    if let Some(clock) = point.clock {
        push_part(Sort::Hour, clock.hour.into());
    }
}
