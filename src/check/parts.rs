//! A fact with two parts told by two facts of the other side, and figures that are the same under another kind.

use super::calendar::{self, Known};
use super::relation::Relation;
use crate::facts::{Fact, Kind, Value};
use crate::quantity::{DatePoint, DateValue, Exact, Within, Year};

/// Which of `others` together say what `fact` says: the two ends of a range or period, the date and the time of a
/// moment. `None` when they do not say all of it.
pub(super) fn told_by(fact: &Fact, others: &[&Fact], known: &Known) -> Option<Vec<usize>> {
    match fact.value {
        Value::Date(DateValue::Period(Some(from), Some(to))) => {
            let first = others.iter().position(|other| says_point(other, &from, known))?;
            let second = others.iter().position(|other| says_point(other, &to, known))?;
            (first != second).then(|| vec![first, second])
        }
        Value::Date(DateValue::Point(point)) if point.clock.is_some() || point.weekday.is_some() => {
            let mut wanted: Vec<DatePoint> = Vec::new();
            if let Some(clock) = point.clock {
                wanted.push(DatePoint::clock(clock));
            }
            if let Some(weekday) = point.weekday {
                wanted.push(DatePoint { weekday: Some(weekday), ..DatePoint::default() });
            }
            let date = DatePoint { clock: None, weekday: None, ..point };
            if date != DatePoint::default() {
                wanted.push(date);
            }
            if wanted.len() < 2 {
                return None;
            }
            wanted.iter().map(|part| others.iter().position(|other| says_point(other, part, known))).collect()
        }
        // 每三人中就有一人 is "one in every three".
        Value::Number(share) if fact.kind == Kind::Fraction => {
            let count = |wanted: i128| {
                others.iter().position(|other| {
                    other.kind == Kind::Number && other.value == Value::Number(Exact::integer(wanted))
                })
            };
            let (part, whole) = (count(share.numerator())?, count(share.denominator())?);
            (part != whole).then(|| vec![part, whole])
        }
        Value::Number(_) => {
            let (min, max) = (fact.interval.min?, fact.interval.max?);
            if min == max || !fact.interval.min_inclusive || !fact.interval.max_inclusive {
                return None;
            }
            let one_unit = |other: &Fact| other.unit.is_none() || fact.unit.is_none() || other.unit == fact.unit;
            let says = |wanted| others.iter().position(|other| other.value == Value::Number(wanted) && one_unit(other));
            let (first, second) = (says(min)?, says(max)?);
            (first != second).then(|| vec![first, second])
        }
        _ => None,
    }
}

/// Whether a fact is a time of day or a day of the week and nothing else.
pub(super) fn is_component(fact: &Fact) -> bool {
    match fact.value {
        Value::Date(DateValue::Point(point)) => {
            let rest = DatePoint { clock: None, weekday: None, ..point };
            rest == DatePoint::default() && (point.clock.is_some() != point.weekday.is_some())
        }
        _ => false,
    }
}

/// The hour a fact names, on the 12-hour clock.
pub(super) fn hour(fact: &Fact) -> Option<i128> {
    match fact.value {
        Value::Date(DateValue::Point(point)) => point.clock.map(|clock| i128::from(clock.hour % 12)),
        _ => None,
    }
}

/// The day of the month a fact names.
pub(super) fn day(fact: &Fact) -> Option<i128> {
    match fact.value {
        Value::Date(DateValue::Point(point)) => match point.within {
            Within::Day(_, day) | Within::RelativeMonthDay(_, day) => Some(i128::from(day)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a fact is "the 16th" of one of `days`.
pub(super) fn is_day(fact: &Fact, days: &[i128]) -> bool {
    let number = fact.value.as_number().and_then(Exact::as_integer);
    fact.kind == Kind::Ordinal && number.is_some_and(|number| days.contains(&number))
}

/// Whether a bare number is one of `hours`.
pub(super) fn is_hour(fact: &Fact, hours: &[i128]) -> bool {
    let number = fact.value.as_number().and_then(Exact::as_integer).filter(|_| fact.unit.is_none());
    fact.kind == Kind::Number && number.is_some_and(|number| hours.contains(&(number % 12)))
}

/// An hour that only the word after it tells from a number, 三点, against another hour of the other side.
pub(super) fn other_hour(zh_text: &str, zh: &Fact, en: &Fact) -> Option<Relation> {
    let said = hour(en)?;
    let number = zh.value.as_number()?.as_integer().filter(|number| (1..=24).contains(number))?;
    let surface = zh.span.of(zh_text).trim_end_matches(['多', '了']);
    let after = zh_text.get(zh.span.end..)?.trim_start();
    let named = surface.ends_with(['点', '點']) || after.starts_with(['点', '點']);
    (zh.kind == Kind::Number && zh.unit.is_none() && named && number % 12 != said).then_some(Relation::Time)
}

/// Whether `fact` says itself what `component` is: a time or a weekday.
pub(super) fn names_same(fact: &Fact, component: &Fact) -> bool {
    match (fact.value, component.value) {
        (Value::Date(DateValue::Point(fact)), Value::Date(DateValue::Point(component))) => {
            (fact.clock.is_some() && component.clock.is_some())
                || (fact.weekday.is_some() && component.weekday.is_some())
        }
        _ => true,
    }
}

fn says_point(fact: &Fact, point: &DatePoint, known: &Known) -> bool {
    let Some(DateValue::Point(said)) = fact.value.as_date() else {
        return match (fact.value.as_number().and_then(Exact::as_integer), point.within) {
            // "the 24th" may have been read as an ordinal.
            (Some(day), Within::Day(_, said)) => fact.kind == Kind::Ordinal && day == i128::from(said),
            _ => false,
        };
    };
    calendar::points(point, &said, known).is_some_and(Relation::agrees)
}

/// Whether a list takes up the rest of a Chinese count: 耶鲁等三所 is "Yale and two others".
pub(super) fn absorbs(zh_text: &str, zh: &Fact, en_text: &str, en: &Fact) -> bool {
    const LONGEST_LIST: i128 = 8;
    let count = |fact: &Fact| fact.value.as_number().and_then(Exact::as_integer).filter(|_| fact.unit.is_none());
    let named = count(zh).zip(count(en)).map_or(0, |(zh, en)| zh - en);
    if !(1..=LONGEST_LIST).contains(&named) {
        return false;
    }
    let before = zh_text.get(..zh.span.start).unwrap_or_default();
    let after = en_text.get(en.span.end..).unwrap_or_default().trim_start();
    let surface = en.span.of(en_text);
    before.ends_with('等') && (after.starts_with("other") || after.starts_with("more") || surface.contains("other"))
}

/// Whether a figure is a month and a day written together: 418 for April 18, 18.12 for December 18.
fn is_month_and_day(figure: Exact, month: i128, day: i128) -> bool {
    let pointed = |whole: i128, hundredths: i128| Exact::new(whole * 100 + hundredths, 100) == Some(figure);
    let joined = |factor: i128| Exact::integer(month * factor + day) == figure;
    joined(100) || (day < 10 && joined(10)) || pointed(day, month) || pointed(month, day)
}

/// Facts of different kinds with the same figure: 第三 and "No. 3", 三十日 and "the 30th", 1953 the year and 1953 the
/// number, 第一世纪 and "the first century".
pub(super) fn same_figure(zh: &Fact, en: &Fact) -> Option<Relation> {
    let ((Value::Date(date), other) | (other, Value::Date(date))) = (zh.value, en.value) else { return None };
    let date = match date {
        // 从十六日起 names one day.
        DateValue::Point(date) | DateValue::Period(Some(date), None) | DateValue::Period(None, Some(date)) => date,
        DateValue::Period(..) => return None,
    };
    let figure = other.as_number()?;
    if let Within::Day(Some(month), day) = date.within
        && is_month_and_day(figure, i128::from(month), i128::from(day))
    {
        return Some(Relation::Same);
    }
    let number = figure.as_integer()?;
    let said = match (date.year, date.within) {
        (Year::Exactly(year), Within::Whole) => i128::from(year),
        (Year::TwoDigits(digits), Within::Whole) => i128::from(digits),
        (_, Within::Day(_, day) | Within::RelativeMonthDay(_, day)) => i128::from(day),
        (Year::Unsaid, Within::Month(month)) => i128::from(month),
        (_, Within::Quarter(quarter)) => i128::from(quarter),
        _ => return None,
    };
    (said == number).then_some(Relation::Same)
}
