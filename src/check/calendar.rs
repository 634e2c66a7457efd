//! Do two dates or times say the same?
//!
//! Dates are compared part by part: what both sides say must be equal; what one side leaves out is no contradiction. A
//! year or month that only the English has was supplied by the translator, and the document's date tells whether rightly.

use super::finding::DatePart;
use super::relation::{Borne, Relation};
use crate::facts::Fact;
use crate::quantity::{CivilDate, Clock, DatePoint, DateValue, Within, Year};

/// How the dates of two facts relate; `None` when they have nothing in common or are not dates.
pub(super) fn compare(zh: &Fact, en: &Fact, document: Option<CivilDate>) -> Option<Relation> {
    match (zh.value.as_date()?, en.value.as_date()?) {
        (DateValue::Point(zh), DateValue::Point(en)) => points(&zh, &en, document),
        (DateValue::Period(zh_from, zh_to), DateValue::Period(en_from, en_to)) => {
            let (from, to) = (ends(zh_from, en_from, document)?, ends(zh_to, en_to, document)?);
            Some(if from.agrees() && to.agrees() {
                if from == Relation::Same { to } else { from }
            } else {
                Relation::Range
            })
        }
        _ => None,
    }
}

fn ends(zh: Option<DatePoint>, en: Option<DatePoint>, document: Option<CivilDate>) -> Option<Relation> {
    match (zh, en) {
        (Some(zh), Some(en)) => points(&zh, &en, document),
        (None, None) => Some(Relation::Same),
        _ => Some(Relation::Range),
    }
}

/// How two points relate: [`Relation::Same`], a supplied part, or the first part that differs. `None` when no part is
/// said on both sides.
pub(super) fn points(zh: &DatePoint, en: &DatePoint, document: Option<CivilDate>) -> Option<Relation> {
    let (zh, en) = (Parts::of(zh), Parts::of(en));
    let mut shared = 0;
    let mut differs = None;
    let mut check = |part: Option<Relation>, same: Option<bool>| {
        if let Some(same) = same {
            shared += 1;
            if !same && differs.is_none() {
                differs = part;
            }
        }
    };
    check(Some(Relation::Date(DatePart::Year)), years(zh.year, en.year, document));
    check(Some(Relation::Date(DatePart::Month)), months(zh, en, document));
    check(Some(Relation::Date(DatePart::Day)), both(zh.day, en.day));
    check(Some(Relation::Date(DatePart::Season)), both(zh.season, en.season));
    check(Some(Relation::Date(DatePart::Season)), both(zh.quarter, en.quarter));
    check(Some(Relation::Date(DatePart::Day)), both(zh.relative_day, en.relative_day));
    check(Some(Relation::Weekday), both(zh.weekday, en.weekday));
    check(Some(Relation::Time), zh.clock.zip(en.clock).map(|(zh, en)| clocks(zh, en)));
    if shared == 0 {
        return None;
    }
    if differs.is_some() {
        return differs;
    }
    Some(supplied(zh, en, document).unwrap_or(Relation::Same))
}

fn both<T: PartialEq>(zh: Option<T>, en: Option<T>) -> Option<bool> {
    zh.zip(en).map(|(zh, en)| zh == en)
}

/// What is said of each part.
#[derive(Debug, Clone, Copy)]
struct Parts {
    year: Year,
    month: Option<u8>,
    relative_month: Option<i8>,
    day: Option<u8>,
    relative_day: Option<i16>,
    season: Option<u8>,
    quarter: Option<u8>,
    weekday: Option<u8>,
    clock: Option<Clock>,
}

impl Parts {
    fn of(point: &DatePoint) -> Self {
        let mut parts = Self {
            year: point.year,
            month: None,
            relative_month: None,
            day: None,
            relative_day: None,
            season: None,
            quarter: None,
            weekday: point.weekday,
            clock: point.clock,
        };
        match point.within {
            Within::Month(month) => parts.month = Some(month),
            Within::RelativeMonth(months) => parts.relative_month = Some(months),
            Within::Day(month, day) => (parts.month, parts.day) = (month, Some(day)),
            Within::RelativeMonthDay(months, day) => (parts.relative_month, parts.day) = (Some(months), Some(day)),
            Within::RelativeDay(days) => parts.relative_day = Some(days),
            Within::Season(season) => parts.season = Some(season),
            Within::Quarter(quarter) => parts.quarter = Some(quarter),
            Within::Whole | Within::RelativeWeek(_) | Within::Half(_) => {}
        }
        parts
    }
}

/// Whether two statements of the year can both hold; `None` where one side says nothing that can be compared.
fn years(zh: Year, en: Year, document: Option<CivilDate>) -> Option<bool> {
    let relative = |years: i8| document.map(|date| date.year + i32::from(years));
    let plain = |year: Year| match year {
        Year::Exactly(year) => Some(year),
        Year::Relative(years) => relative(years),
        _ => None,
    };
    let decade = |year: Year| match year {
        Year::Decade(first) => Some((first, 1000)),
        Year::DecadeOfCentury(digits) => Some((i32::from(digits), 100)),
        // "the 1800s" may be the decade or the century.
        _ => None,
    };
    match (zh, en) {
        (Year::Unsaid, _) | (_, Year::Unsaid) => None,
        (Year::Relative(zh), Year::Relative(en)) => Some(zh == en),
        (Year::TwoDigits(zh), Year::TwoDigits(en)) => Some(zh == en),
        (Year::TwoDigits(digits), other) | (other, Year::TwoDigits(digits)) => {
            plain(other).map(|year| year.rem_euclid(100) == i32::from(digits))
        }
        (Year::Century(zh), Year::Century(en)) | (Year::Decade(zh), Year::Decade(en)) => Some(zh == en),
        (Year::Century(century), Year::Decade(first)) | (Year::Decade(first), Year::Century(century)) => {
            Some(first.div_euclid(100) == century)
        }
        (Year::Century(century), other) | (other, Year::Century(century)) => {
            plain(other).map(|year| year.div_euclid(100) == century)
        }
        (zh, en) => match (decade(zh), decade(en)) {
            (Some((zh, _)), Some((en, _))) => Some(zh.rem_euclid(100) == en.rem_euclid(100)),
            (Some((first, 1000)), None) => plain(en).map(|year| year.div_euclid(10) * 10 == first),
            (None, Some((first, 1000))) => plain(zh).map(|year| year.div_euclid(10) * 10 == first),
            (Some(_), None) | (None, Some(_)) => None,
            (None, None) => plain(zh).zip(plain(en)).map(|(zh, en)| zh == en),
        },
    }
}

/// Whether two statements of the month can both hold, 上月 resolved by the document's date.
fn months(zh: Parts, en: Parts, document: Option<CivilDate>) -> Option<bool> {
    let resolve = |parts: Parts| match (parts.month, parts.relative_month, document) {
        (Some(month), ..) => Some(i32::from(month)),
        (None, Some(months), Some(date)) => Some((i32::from(date.month) - 1 + i32::from(months)).rem_euclid(12) + 1),
        _ => None,
    };
    if let (Some(zh), Some(en)) = (zh.relative_month, en.relative_month) {
        return Some(zh == en);
    }
    resolve(zh).zip(resolve(en)).map(|(zh, en)| zh == en)
}

/// Whether two times of day can both hold: on the 24-hour clock when both say which half of the day, else on the
/// 12-hour one; minutes where both say them, and 8 o'clock for 8:00.
fn clocks(zh: Clock, en: Clock) -> bool {
    let hours = if zh.half_said && en.half_said { zh.hour % 24 == en.hour % 24 } else { zh.hour % 12 == en.hour % 12 };
    hours && zh.minute.unwrap_or(0) == en.minute.unwrap_or(0) && both(zh.second, en.second).unwrap_or(true)
}

/// What the English says of the date and the Chinese does not: the year beside a month or day, the month beside a day.
fn supplied(zh: Parts, en: Parts, document: Option<CivilDate>) -> Option<Relation> {
    let month = en.month.is_some() && zh.day.is_some() && zh.month.is_none() && zh.relative_month.is_none();
    let year =
        matches!(en.year, Year::Exactly(_)) && zh.year == Year::Unsaid && (zh.month.is_some() || zh.day.is_some());
    if !month && !year {
        return None;
    }
    let told = document.and_then(|date| {
        let within = match (zh.month, zh.day) {
            (month, Some(day)) => Within::Day(month, day),
            (Some(month), None) => Within::Month(month),
            (None, None) => return None,
        };
        let resolved = DatePoint { within, ..DatePoint::default() }.resolved(date);
        let right_year = match en.year {
            Year::Exactly(_) => resolved.year == en.year,
            _ => true,
        };
        let right_month = match resolved.within {
            Within::Day(Some(month), _) | Within::Month(month) => en.month.is_none_or(|said| said == month),
            _ => true,
        };
        Some(right_year && right_month)
    });
    let part = if month { DatePart::Month } else { DatePart::Year };
    Some(Relation::Supplied(part, if told == Some(true) { Borne::Out } else { Borne::Not }))
}
