//! Dates in figures alone: `1954-06-30`, `23.04.2022`, `2022 11 23`, `4/22`, `2017-Q1`.

use super::super::ground::Ground;
use super::date::{PointReading, following_year, month, point, within};
use super::year;
use crate::numerals::en::cursor::Sort;
use crate::quantity::{DatePoint, Within, Year};

/// Dates in figures alone: `1954-06-30`, `30/6/1954`, `6/30/1954`, `23.04.2022`, `2015/08/12`, `11-2016`, `4/22`.
pub(super) fn numeric(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    if ground.comes_up(at) {
        return None;
    }
    if let Some(spaced) = spaced(ground, at) {
        return Some(spaced);
    }
    let (first, first_length, end) = ground.plain_digits(at, 4)?;
    let (separator, end) = separator(ground, end)?;
    if let Some((month, end, _)) = month(ground, end).filter(|_| separator != '.') {
        // 23/Sep/2020, 2020/23/Sep is left to the reader
        let day = u8::try_from(first).ok().filter(|d| (1..=31).contains(d))?;
        let year = (cursor.char_at(end) == Some(separator)).then(|| year::four_digits(ground, end + 1)).flatten();
        let (year, end) = year.map_or((Year::Unsaid, end), |(year, end)| (Year::Exactly(i32::from(year)), end));
        return point(within(year, Within::Day(Some(month), day)), at, end, true);
    }
    let (second, second_length, end) = ground.plain_digits(end, 4)?;
    let third = separator_of(ground, end, separator).and_then(|end| ground.plain_digits(end, 4));
    if let Some((third, third_length, end)) = third {
        if !ends_well(ground, end, separator) {
            return None;
        }
        let (year, month, day) = match (first_length, third_length) {
            (4, 1..=2) => (first, second, third),
            (1..=2, 4) if second > 12 || (separator == '/' && first <= 12) || (separator == '-' && first <= 12) => {
                (third, first, second)
            }
            (1..=2, 4) => (third, second, first),
            (1..=2, 2) if separator != '.' && first <= 12 => {
                // 7-9-12 years
                if super::super::units::follows(ground, end) {
                    return None;
                }
                return valid(short_year(ground, third)?, first, second).and_then(|p| point(p, at, end, true));
            }
            _ => return None,
        };
        if !year::BARE.contains(&year) || second_length > 2 {
            return None;
        }
        return valid(Year::Exactly(i32::from(year)), month, day).and_then(|p| point(p, at, end, true));
    }
    if !ends_well(ground, end, separator) {
        return None;
    }
    match (first_length, second_length) {
        // 2015-12, 2014/10; 1958-62 is a period
        (4, 1..=2) if year::BARE.contains(&first) && (1..=12).contains(&second) && separator != '.' => {
            let month = Within::Month(u8::try_from(second).ok()?);
            (second_length == 2 || separator == '/')
                .then(|| point(within(Year::Exactly(i32::from(first)), month), at, end, true))?
        }
        (1..=2, 4)
            if second >= 1700 && year::BARE.contains(&second) && (1..=12).contains(&first) && separator != '.' =>
        {
            point(within(Year::Exactly(i32::from(second)), Within::Month(u8::try_from(first).ok()?)), at, end, true)
        }
        (1..=2, 1..=2) if separator == '/' && (said_day(ground, at) || !is_fraction(first, second)) => {
            let (month, day) = if first > 12 { (second, first) } else { (first, second) };
            valid(Year::Unsaid, month, day).and_then(|p| point(p, at, end, true))
        }
        _ => None,
    }
}

/// `2022 11 23`: year, month and day parted by single spaces, with no other figures around them.
fn spaced(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let (year, 4, end) = ground.plain_digits(at, 4)? else { return None };
    let part = |end: usize| ground.plain_digits(end + 1, 2).filter(|&(_, digits, _)| digits == 2);
    let cursor = ground.cursor;
    let gap = |end: usize| cursor.char_at(end) == Some(' ');
    let (month, _, month_end) = part(end).filter(|_| gap(end))?;
    let (day, _, day_end) = part(month_end).filter(|_| gap(month_end))?;
    let alone = cursor.before(at).sort != Sort::Digits && ground.closes(day_end) && !ground.goes_on(day_end);
    let known = (1900..2100).contains(&year) && alone;
    known.then(|| valid(Year::Exactly(i32::from(year)), month, day))?.and_then(|p| point(p, at, day_end, true))
}

/// `Q1`, `Q2 2016`, `2017-Q1`, `2019-H2`.
pub(super) fn coded(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let part = |at: usize| {
        let (value, length, end) = ground.plain_digits(at, 1)?;
        let letter = cursor.glued_before(at);
        let value = u8::try_from(value).ok()?;
        let part = match cursor.surface(letter) {
            "Q" | "q" if (1..=4).contains(&value) => Within::Quarter(value),
            "H" | "h" if (1..=2).contains(&value) => Within::Half(value),
            _ => return None,
        };
        (length == 1 && !ground.goes_on(end)).then_some((part, letter.start, end))
    };
    if let Some((quarter, start, end)) = part(at) {
        let year = following_year(ground, end);
        let half = matches!(quarter, Within::Half(_));
        if half && year.is_none() {
            return None;
        }
        let (year, end) = year.unwrap_or((Year::Unsaid, end));
        return point(within(year, quarter), start, end, true);
    }
    let (value, _, end) =
        ground.plain_digits(at, 4).filter(|(value, length, _)| *length == 4 && year::BARE.contains(value))?;
    let letter = cursor.glued(cursor.hyphen(end).unwrap_or_else(|| cursor.next(end).start));
    let (quarter, _, end) = part(letter.end).filter(|_| letter.sort == Sort::Word)?;
    point(within(Year::Exactly(i32::from(value)), quarter), at, end, true)
}

/// The year of a date in figures that writes two digits of it. Where no document date can tell the century, the convention
/// of POSIX `%y` does: 69 to 99 are of the twentieth.
pub(super) fn short_year(ground: Ground<'_>, digits: u16) -> Option<Year> {
    Some(match ground.date {
        Some(_) => Year::TwoDigits(u8::try_from(digits).ok()?),
        None => Year::Exactly(i32::from(if digits >= 69 { 1900 + digits } else { 2000 + digits })),
    })
}

/// Whether a word before `at` says that a day comes.
fn said_day(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    cursor.is_any(ground.before(at), &["on", "until", "since", "dated"])
}

/// Whether two figures around a solidus are a fraction rather than a date: the second is a usual denominator.
fn is_fraction(numerator: u16, denominator: u16) -> bool {
    numerator < denominator && (matches!(denominator, 2..=10 | 12 | 15 | 16 | 20 | 24))
}

/// A separator of figures in a date and where it ends; white space around it is none.
fn separator(ground: Ground<'_>, at: usize) -> Option<(char, usize)> {
    let c = ground.cursor.char_at(at).filter(|c| matches!(c, '-' | '/' | '.'))?;
    Some((c, at + 1))
}

fn separator_of(ground: Ground<'_>, at: usize, wanted: char) -> Option<usize> {
    separator(ground, at).filter(|&(c, _)| c == wanted).map(|(_, end)| end)
}

/// Whether a date in figures may end at `at`: nothing is glued to it.
fn ends_well(ground: Ground<'_>, at: usize, separator: char) -> bool {
    let cursor = ground.cursor;
    let stamped = cursor.surface(cursor.glued(at)) == "T" && cursor.glued(at + 1).sort == Sort::Digits;
    let glued = ground.goes_on(at) && !stamped || matches!(cursor.char_at(at), Some('%' | '$' | '°'));
    let more = matches!(cursor.char_at(at), Some(c) if c == separator || c == '.' || c == ',')
        && cursor.char_at(at + 1).is_some_and(|c| c.is_ascii_digit());
    !glued && !more
}

fn valid(year: Year, month: u16, day: u16) -> Option<DatePoint> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    exists.then(|| within(year, Within::Day(Some(month), day)))
}
