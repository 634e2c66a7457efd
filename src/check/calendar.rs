//! Do two dates or times say the same?
//!
//! Dates are compared part by part: what both sides say must be equal; what one side leaves out is no contradiction. A part
//! that only the English has was supplied by the translator; the document's date, and the dates the Chinese names
//! elsewhere, tell whether rightly.

use std::collections::BTreeSet;

use super::finding::{Borne, DatePart};
use super::relation::Relation;
use crate::facts::Fact;
use crate::quantity::{CivilDate, Clock, DatePoint, DateValue, Portion, Within, Year};

/// What is known of dates beside the two that are compared.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The date of the document.
    pub(super) document: Option<CivilDate>,
    /// Years, months and days that the Chinese names somewhere: in its dateline, mostly.
    years: BTreeSet<i32>,
    months: BTreeSet<u8>,
    days: BTreeSet<u8>,
}

impl Known {
    /// What the document's date and the facts of its Chinese side tell.
    pub(super) fn new(document: Option<CivilDate>, zh: &[Fact]) -> Self {
        let mut known = Self { document, ..Self::default() };
        for fact in zh {
            match fact.value.as_date() {
                Some(DateValue::Point(point)) => known.add(&point),
                Some(DateValue::Period(from, to)) => [from, to].iter().flatten().for_each(|point| known.add(point)),
                None => {}
            }
        }
        known
    }

    fn add(&mut self, point: &DatePoint) {
        if let Year::Exactly(year) = point.year {
            self.years.insert(year);
        }
        match point.within {
            Within::Month(month) => {
                self.months.insert(month);
            }
            Within::Day(month, day) => {
                self.months.extend(month);
                self.days.insert(day);
            }
            _ => {}
        }
    }
}

/// How the dates of two facts relate; `None` when they have nothing in common or are not dates.
pub(super) fn compare(zh: &Fact, en: &Fact, known: &Known) -> Option<Relation> {
    match (zh.value.as_date()?, en.value.as_date()?) {
        (DateValue::Point(zh), DateValue::Point(en)) => points(&zh, &en, known),
        (DateValue::Period(zh_from, zh_to), DateValue::Period(en_from, en_to)) => {
            let (from, to) = (ends(zh_from, en_from, known)?, ends(zh_to, en_to, known)?);
            match (from.agrees(), to.agrees()) {
                (true, true) => Some(if from == Relation::Same { to } else { from }),
                // 六月十日到二十四日 against "July 10th to 24th": a month said once governs both ends.
                (false, false) => (from == to && days(zh_from, zh_to) == days(en_from, en_to)).then_some(from),
                _ => Some(Relation::Range),
            }
        }
        // 自十月以来 names one month.
        (DateValue::Period(Some(zh), None) | DateValue::Period(None, Some(zh)), DateValue::Point(en)) => {
            points(&zh, &en, known).filter(|relation| relation.agrees())
        }
        (DateValue::Point(zh), DateValue::Period(Some(en), None) | DateValue::Period(None, Some(en))) => {
            points(&zh, &en, known).filter(|relation| relation.agrees())
        }
        _ => None,
    }
}

/// The days of the month that a period runs between.
fn days(from: Option<DatePoint>, to: Option<DatePoint>) -> [Option<u8>; 2] {
    [from, to].map(|end| end.and_then(|point| Parts::of(&point).day))
}

/// Whether one fact is a period and the other one end of it alone.
pub(super) fn lost_an_end(zh: &Fact, en: &Fact, known: &Known) -> bool {
    let agree = |from: Option<DatePoint>, to: Option<DatePoint>, point| {
        [from, to].iter().flatten().any(|end| points(end, &point, known).is_some_and(Relation::agrees))
    };
    match (zh.value.as_date(), en.value.as_date()) {
        (Some(DateValue::Period(from, to)), Some(DateValue::Point(point)))
        | (Some(DateValue::Point(point)), Some(DateValue::Period(from, to))) => agree(from, to, point),
        _ => false,
    }
}

fn ends(zh: Option<DatePoint>, en: Option<DatePoint>, known: &Known) -> Option<Relation> {
    match (zh, en) {
        (Some(zh), Some(en)) => points(&zh, &en, known),
        (None, None) => Some(Relation::Same),
        _ => Some(Relation::Range),
    }
}

/// How two points relate: [`Relation::Same`], a supplied part, or the first part that differs. `None` when no part is
/// said on both sides.
pub(super) fn points(zh: &DatePoint, en: &DatePoint, known: &Known) -> Option<Relation> {
    parts(Parts::of(zh), Parts::of(en), known).or_else(|| {
        // 昨日 and "June 29th" share nothing as written.
        let document = known.document?;
        let (zh, en) = (zh.resolved(document), en.resolved(document));
        let (zh, en) = (Parts::of(&zh), Parts::of(&en));
        // A day is no season and no year that it lies in.
        let one_day = zh.day.is_some() != en.day.is_some() && (zh.month.is_none() || en.month.is_none());
        parts(zh, en, known).filter(|relation| relation.agrees() && !one_day)
    })
}

fn parts(zh: Parts, en: Parts, known: &Known) -> Option<Relation> {
    let mut shared = 0;
    let mut differs = None;
    let mut check = |part: Relation, same: Option<bool>| {
        if let Some(same) = same {
            shared += 1;
            if !same && differs.is_none() {
                differs = Some(part);
            }
        }
    };
    check(Relation::Date(year_part(zh.year, en.year)), years(zh.year, en.year, known.document));
    check(Relation::Date(DatePart::Month), months(zh, en, known.document));
    check(Relation::Date(DatePart::Day), both(zh.day, en.day));
    check(Relation::Date(DatePart::Season), both(zh.season, en.season));
    check(Relation::Date(DatePart::Season), both(zh.quarter, en.quarter));
    check(Relation::Date(DatePart::Season), both(zh.half, en.half));
    check(Relation::Date(DatePart::Day), both(zh.relative_day, en.relative_day));
    check(Relation::Date(DatePart::Week), both(zh.relative_week, en.relative_week));
    check(Relation::Weekday, both(zh.weekday, en.weekday));
    check(Relation::Time, zh.clock.zip(en.clock).map(|(zh, en)| clocks(zh, en)));
    if shared == 0 {
        return None;
    }
    let of_month = zh.month.is_some() && en.month.is_some();
    if differs.is_none() && zh.portion.zip(en.portion).is_some_and(|(zh, en)| apart(zh, en, of_month)) {
        differs = Some(Relation::Date(DatePart::Portion));
    }
    differs.or_else(|| supplied(zh, en, known)).or_else(|| lost(zh, en)).or(Some(Relation::Same))
}

fn both<T: PartialEq>(zh: Option<T>, en: Option<T>) -> Option<bool> {
    zh.zip(en).map(|(zh, en)| zh == en)
}

/// Whether one names the first part and the other the last: 初 and "late"; of a month also 中旬 and "late", since 旬 are
/// counted. 上旬 and 初 overlap, as do 下旬 and 底.
fn apart(zh: Portion, en: Portion, of_month: bool) -> bool {
    let early = |portion| matches!(portion, Portion::Beginning | Portion::Early);
    let late = |portion| matches!(portion, Portion::Late | Portion::End);
    let middle = |portion| portion == Portion::Middle;
    (early(zh) && late(en)) || (late(zh) && early(en)) || (of_month && middle(zh) != middle(en))
}

fn year_part(zh: Year, en: Year) -> DatePart {
    let is = |test: fn(Year) -> bool| test(zh) || test(en);
    if is(|year| matches!(year, Year::Century(_))) {
        DatePart::Century
    } else if is(|year| matches!(year, Year::Decade(_) | Year::DecadeOfCentury(_))) {
        DatePart::Decade
    } else {
        DatePart::Year
    }
}

/// What is said of each part.
#[derive(Debug, Clone, Copy)]
struct Parts {
    year: Year,
    month: Option<u8>,
    relative_month: Option<i8>,
    day: Option<u8>,
    relative_day: Option<i16>,
    relative_week: Option<i8>,
    season: Option<u8>,
    quarter: Option<u8>,
    half: Option<u8>,
    portion: Option<Portion>,
    weekday: Option<u8>,
    clock: Option<Clock>,
    lunar: bool,
}

impl Parts {
    fn of(point: &DatePoint) -> Self {
        let mut parts = Self {
            year: point.year,
            month: None,
            relative_month: None,
            day: None,
            relative_day: None,
            relative_week: None,
            season: None,
            quarter: None,
            half: None,
            portion: point.portion,
            weekday: point.weekday,
            clock: point.clock,
            lunar: point.lunar,
        };
        match point.within {
            Within::Month(month) => parts.month = Some(month),
            Within::RelativeMonth(months) => parts.relative_month = Some(months),
            Within::Day(month, day) => (parts.month, parts.day) = (month, Some(day)),
            Within::RelativeMonthDay(months, day) => (parts.relative_month, parts.day) = (Some(months), Some(day)),
            Within::RelativeDay(days) => parts.relative_day = Some(days),
            Within::Season(season) => parts.season = Some(season),
            Within::Quarter(quarter) => parts.quarter = Some(quarter),
            Within::Half(half) => parts.half = Some(half),
            Within::RelativeWeek(weeks) => parts.relative_week = Some(weeks),
            Within::Whole => {}
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
    // 正月 is the first month of the lunar year and no January, nor is 元旦 the Spring Festival; but of 八月十五 the translator
    // may know that it is of the moon.
    let unmarked = en.lunar && zh.day.is_some() && (zh.month, zh.day) != (Some(1), Some(1));
    if zh.lunar != en.lunar && !unmarked && zh.month.is_some() && en.month.is_some() {
        return Some(false);
    }
    resolve(zh).zip(resolve(en)).map(|(zh, en)| zh == en)
}

/// Whether two times of day can both hold: on the 24-hour clock when both say which half of the day, else on the
/// 12-hour one; minutes where both say them, and 8 o'clock for 8:00.
fn clocks(zh: Clock, en: Clock) -> bool {
    let hours = if zh.half_said && en.half_said { zh.hour % 24 == en.hour % 24 } else { zh.hour % 12 == en.hour % 12 };
    hours && zh.minute.unwrap_or(0) == en.minute.unwrap_or(0) && both(zh.second, en.second).unwrap_or(true)
}

/// What the English says of the date and the Chinese does not.
fn supplied(zh: Parts, en: Parts, known: &Known) -> Option<Relation> {
    let zh_month = zh.month.is_some() || zh.relative_month.is_some();
    // From the document's date, or a date named elsewhere, a reader can fill in what is larger than what is written.
    if let (Some(month), Some(_), false) = (en.month, zh.day, zh_month) {
        let resolved = resolve(zh, known).map(|(_, resolved)| resolved == month);
        return Some(Relation::Supplied(
            DatePart::Month,
            bears(resolved, month, &known.months, |a, b| {
                (i32::from(a) - i32::from(b)).rem_euclid(12).min((i32::from(b) - i32::from(a)).rem_euclid(12))
            }),
        ));
    }
    if let (Year::Exactly(year), Year::Unsaid) = (en.year, zh.year) {
        if zh.day.is_some() || zh_month {
            let resolved = resolve(zh, known).map(|(resolved, _)| resolved == year);
            return Some(Relation::Supplied(DatePart::Year, bears(resolved, year, &known.years, |a, b| (a - b).abs())));
        }
        return None;
    }
    if let (Year::Exactly(_), Year::Relative(_), None) = (en.year, zh.year, known.document) {
        return Some(Relation::Supplied(DatePart::Year, Borne::Unknown));
    }
    // What is smaller nobody can fill in: it stands elsewhere, or it is invented.
    let borne = |named: bool| if named { Borne::Out } else { Borne::Not };
    if let (Some(month), false, Year::Exactly(_), None) = (en.month, zh_month, zh.year, zh.day) {
        let whole_year = zh.season.is_none() && zh.quarter.is_none() && zh.half.is_none();
        return whole_year.then(|| Relation::Supplied(DatePart::Month, borne(known.months.contains(&month))));
    }
    if let (Some(day), None, Some(_)) = (en.day, zh.day, zh.month) {
        return Some(Relation::Supplied(DatePart::Day, borne(known.days.contains(&day))));
    }
    None
}

/// The month that the Chinese names within a year, where the English has the year alone.
fn lost(zh: Parts, en: Parts) -> Option<Relation> {
    let year_alone = matches!(en.year, Year::Exactly(_))
        && en.month.is_none()
        && en.relative_month.is_none()
        && en.season.is_none()
        && en.quarter.is_none()
        && en.half.is_none()
        && en.day.is_none();
    (year_alone && zh.month.is_some() && matches!(zh.year, Year::Exactly(_))).then_some(Relation::MonthLost)
}

/// The year and month that the document's date gives to a day or month of the Chinese.
fn resolve(zh: Parts, known: &Known) -> Option<(i32, u8)> {
    let within = match (zh.month, zh.day) {
        (month, Some(day)) => Within::Day(month, day),
        (Some(month), None) => Within::Month(month),
        (None, None) => return None,
    };
    let resolved = DatePoint { within, ..DatePoint::default() }.resolved(known.document?);
    match (resolved.year, resolved.within) {
        (Year::Exactly(year), Within::Day(Some(month), _) | Within::Month(month)) => Some((year, month)),
        _ => None,
    }
}

/// `distance` tells how far two values are apart: what lies next to a date of the text is not contradicted by it.
fn bears<T: Ord + Copy>(resolved: Option<bool>, said: T, named: &BTreeSet<T>, distance: impl Fn(T, T) -> i32) -> Borne {
    match resolved {
        Some(true) => Borne::Out,
        _ if named.contains(&said) => Borne::Out,
        None if named.iter().all(|&other| distance(said, other) <= 1) => Borne::Unknown,
        Some(false) | None => Borne::Not,
    }
}
