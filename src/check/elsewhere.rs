//! Finds facts of the other side that may say what a fact says, wherever in the document they stand.

use std::ops::Range;

use crate::facts::{Fact, Kind, Value};
use crate::quantity::{DatePoint, DateValue, Exact, Within, Year};

/// At most so many candidates are looked at for one fact: a table may repeat a figure thousands of times.
const CANDIDATES: usize = 16;

/// What a fact can be found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(Exact),
    Year(i32),
    Month(u8),
    Day(u8),
    Weekday(u8),
    /// On the 12-hour clock.
    Hour(u8),
}

/// The facts of one side, sorted by what they can be found by, then in the order of the text.
pub(super) struct Index(Vec<(Key, usize)>);

impl Index {
    /// Indexes those of `facts` that `take` accepts.
    pub(super) fn new(facts: &[Fact], take: impl Fn(usize) -> bool) -> Self {
        let mut index = Vec::new();
        for (at, fact) in facts.iter().enumerate().filter(|(at, _)| take(*at)) {
            keys(fact, false, |key| index.push((key, at)));
        }
        index.sort_unstable();
        index.dedup();
        Self(index)
    }

    /// Whether `accept` holds for a fact of `range` that shares something with `fact`.
    pub(super) fn any(&self, fact: &Fact, range: &Range<usize>, accept: impl Fn(usize) -> bool) -> bool {
        let mut found = false;
        keys(fact, true, |key| {
            let from = self.0.partition_point(|entry| *entry < (key, range.start));
            let inside = self.0.iter().skip(from).take_while(|entry| **entry < (key, range.end)).take(CANDIDATES);
            found = found || inside.into_iter().any(|&(_, at)| accept(at));
        });
        found
    }
}

/// What a fact can be found by; with `as_share`, that of the same share written otherwise too: one of two facts that are
/// compared has to have it.
fn keys(fact: &Fact, as_share: bool, mut emit: impl FnMut(Key)) {
    match fact.value {
        Value::Number(_) | Value::Serial { .. } => {
            let Some(value) = fact.value.as_number() else { return };
            emit(Key::Number(value));
            // "the 30th" is 三十日.
            let day = value.as_integer().filter(|day| fact.kind == Kind::Ordinal && (1..=31).contains(day));
            if let Some(day) = day.and_then(|day| u8::try_from(day).ok()) {
                emit(Key::Day(day));
            }
            // 五分之一 is found by 20 and 20 % by 1/5.
            let hundred = Exact::integer(100);
            if as_share {
                let shares = [value.checked_mul(hundred), value.checked_div(hundred)];
                shares.into_iter().flatten().for_each(|v| emit(Key::Number(v)));
            }
            fact.interval.max.into_iter().for_each(|max| emit(Key::Number(max)));
        }
        Value::Ratio(left, _) => emit(Key::Number(left)),
        Value::Date(DateValue::Point(point)) => point_keys(&point, &mut emit),
        Value::Date(DateValue::Period(from, to)) => {
            for point in [from, to].into_iter().flatten() {
                point_keys(&point, &mut emit);
            }
        }
    }
}

fn point_keys(point: &DatePoint, emit: &mut impl FnMut(Key)) {
    match point.year {
        Year::Exactly(year) | Year::Decade(year) => emit(Key::Year(year)),
        Year::TwoDigits(digits) | Year::DecadeOfCentury(digits) => emit(Key::Year(1900 + i32::from(digits))),
        Year::Unsaid | Year::Century(_) | Year::Relative(_) => {}
    }
    match point.within {
        Within::Month(month) => emit(Key::Month(month)),
        Within::Day(month, day) => {
            emit(Key::Day(day));
            if let Some(month) = month {
                emit(Key::Month(month));
            }
        }
        Within::RelativeMonthDay(_, day) => emit(Key::Day(day)),
        _ => {}
    }
    if let Some(weekday) = point.weekday {
        emit(Key::Weekday(weekday));
    }
    if let Some(clock) = point.clock {
        emit(Key::Hour(clock.hour % 12));
    }
}
