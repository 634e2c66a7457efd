//! Dates that write year, month and day in figures with marks between them: 1954-06-30, 2010/01/29, 一九四九、五、十三,
//! 2020/21赛季.

use super::Reader;
use super::point::Dated;
use crate::numerals::digits::{digit_value, read_digits};
use crate::numerals::zh::{Form, read as read_numeral};
use crate::quantity::{DatePoint, Within, Year};

impl Reader<'_> {
    /// The year of a numeric date that writes two digits of it. Where no document date can tell the century, the
    /// convention of POSIX `%y` does: 69 to 99 are of the twentieth.
    fn short_year(&self, digits: i32) -> Option<Year> {
        Some(match self.date {
            Some(_) => Year::TwoDigits(u8::try_from(digits).ok()?),
            None => Year::Exactly(if digits >= 69 { 1900 + digits } else { 2000 + digits }),
        })
    }

    /// 2020/21赛季, 1997-98学年: a year that begins in one civil year and ends in the next.
    pub(super) fn split_year(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let first = read_plain(look.rest(at)).filter(|first| first.2 && first.3 == 4)?;
        let mark = look.past_char(at + first.1, "/／-－—–")?;
        let second = read_plain(look.rest(mark)).filter(|second| second.2 && second.3 == 2)?;
        let end = mark + second.1;
        look.past_any(end, &["赛季", "賽季", "学年", "學年", "财年", "財年", "年度", "财政年度"])?;
        let point = |year: i32| DatePoint { year: Year::Exactly(year), ..DatePoint::default() };
        ((first.0 + 1).rem_euclid(100) == second.0).then(|| Dated {
            point: point(first.0),
            upto: Some(point(first.0 + 1)),
            start: at,
            end,
        })
    }

    /// 2022 11 23: year, month and day in Arabic digits parted by single spaces, with nothing more of the kind around them.
    pub(super) fn spaced_date(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let bytes = look.0.as_bytes();
        let digits = |at: usize| bytes.iter().skip(at).take(5).take_while(|b| b.is_ascii_digit()).count();
        if digits(at) != 4 || bytes.get(at + 4) != Some(&b' ') {
            return None;
        }
        let (month_at, month_digits) = (at + 5, digits(at + 5));
        let day_at = month_at + month_digits + 1;
        let (day_digits, end) = (digits(day_at), day_at + digits(day_at));
        let shaped = month_digits == 2 && bytes.get(day_at - 1) == Some(&b' ') && day_digits == 2;
        let alone = look.begins_clause(at) || !look.before(at).is_some_and(|c| c.is_ascii());
        let ends = look.rest(end).trim_start_matches(' ').chars().next().is_none_or(|c| !c.is_ascii_alphanumeric());
        let number = |from: usize, upto: usize| look.0.get(from..upto)?.parse::<u16>().ok();
        let (year, month, day) = (number(at, at + 4)?, number(month_at, day_at - 1), number(day_at, end));
        let (month, day) = (u8::try_from(month?).ok()?, u8::try_from(day?).ok()?);
        let valid = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let point = DatePoint {
            year: Year::Exactly(i32::from(year)),
            within: Within::Day(Some(month), day),
            ..DatePoint::default()
        };
        (shaped && alone && ends && valid).then_some(Dated { point, upto: None, start: at, end })
    }

    /// 1998-06: year and month, where no other number and no 年 follows.
    pub(super) fn year_and_month(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let first = read_plain(look.rest(at)).filter(|first| first.2 && first.3 == 4)?;
        let mark = look.past_char(at + first.1, "-/")?;
        let second = read_plain(look.rest(mark)).filter(|second| second.2 && second.3 == 2)?;
        let end = mark + second.1;
        let month = u8::try_from(second.0).ok().filter(|month| (1..=12).contains(month))?;
        let more = look.digit_at(end) || look.past_char(end, "-/.:年").is_some() || self.head_at(end, true).is_some();
        let free = !look.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || "-/.".contains(c));
        let point = DatePoint { year: Year::Exactly(first.0), within: Within::Month(month), ..DatePoint::default() };
        ((1900..2100).contains(&first.0) && !more && free).then_some(Dated { point, upto: None, start: at, end })
    }

    /// 1954-06-30, 2010/01/29, 10/31/1974, 一九四九、五、十三
    pub(super) fn numeric_date(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let digits = |(_, _, _, digits): (i32, usize, bool, u8)| digits;
        // most numerals are spelled, and behind most of these stands no mark
        let spelled = look.after(at).is_some_and(|c| digit_value(c).is_none());
        if spelled && !past_spelled(look.rest(at)).is_some_and(|(_, c)| is_date_mark(c)) {
            return None;
        }
        let first = read_plain(look.rest(at))?;
        let mut end = at + first.1;
        let mark = look.after(end).filter(|c| matches!(c, '-' | '/' | '.' | '．' | '－' | '／' | '、' | '·'))?;
        let arabic = first.2;
        if arabic == is_date_mark(mark) || look.before(at).is_some_and(|c| c == mark || c.is_ascii_alphanumeric()) {
            return None;
        }
        let second = read_plain(look.rest(end + mark.len_utf8()))?;
        end += mark.len_utf8() + second.1;
        let third_at = look.after(end).filter(|&c| c == mark).map(|_| end + mark.len_utf8())?;
        let mut third = read_plain(look.rest(third_at))?;
        // 2019-04-1618:20, as pages of the web run date and time together
        if first.2 && digits(first) == 4 && digits(third) == 4 && self.opens_clock(third_at + 2) {
            third = (third.0 / 100, 2, true, 2);
        }
        end = third_at + third.1;
        let timed = mark == '-' && self.opens_clock(end + 1) || self.opens_clock(end);
        if (look.after(end) == Some(mark) || look.digit_at(end)) && !timed {
            return None;
        }
        let (year, month, day) = match (digits(first), digits(third)) {
            (4, ..=2) => (Year::Exactly(first.0), second.0, third.0),
            (..=2, 4) if matches!(mark, '/' | '／') && first.0 <= 12 => (Year::Exactly(third.0), first.0, second.0),
            (..=2, 4) => (Year::Exactly(third.0), second.0, first.0),
            (2, ..=2) if matches!(mark, '-' | '－') && arabic => (self.short_year(first.0)?, second.0, third.0),
            (..=2, 2) if matches!(mark, '/' | '／') => (self.short_year(third.0)?, first.0, second.0),
            _ => return None,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
        let point = DatePoint { year, within: Within::Day(Some(month), day), ..DatePoint::default() };
        Some(Dated { point, upto: None, start: at, end })
    }

    /// Whether two digits, a colon and two digits stand at `at`: a time of day behind a date.
    pub(super) fn opens_clock(&self, at: usize) -> bool {
        let rest = self.look.rest(at).as_bytes();
        let two = |at: usize| rest.iter().skip(at).take(3).take_while(|b| b.is_ascii_digit()).count() == 2;
        let colon = self.look.past_char(at + 2, ":：").filter(|_| two(0));
        colon.is_some_and(|end| two(end - at))
    }
}

/// A mark between the Chinese numerals of a date.
fn is_date_mark(c: char) -> bool {
    matches!(c, '、' | '·')
}

/// The first character of `text` that is no part of a numeral of a date spelled in Chinese: the mark behind it, or where it
/// would be too long.
fn past_spelled(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|&(at, c)| is_date_mark(c) || at > 18)
}

/// An Arabic run without groups and decimals, or a Chinese numeral: value, length, whether Arabic, digits.
fn read_plain(text: &str) -> Option<(i32, usize, bool, u8)> {
    let bytes = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    if bytes > 0 {
        let value = text.get(..bytes).filter(|_| bytes <= 4)?.parse().ok()?;
        return Some((value, bytes, true, u8::try_from(bytes).ok()?));
    }
    if let Ok(digits) = read_digits(text) {
        let plain = digits.decimals == 0 && !digits.grouped && digits.whole <= 4;
        return plain.then_some((i32::try_from(digits.mantissa).ok()?, digits.length, true, digits.whole));
    }
    // Only up to the mark: 五、十三 would be read as a list.
    let upto = past_spelled(text).map_or(text.len(), |(at, _)| at);
    let numeral = read_numeral(text.get(..upto)?, 0).ok()?;
    let value = i32::try_from(numeral.value.as_integer()?)
        .ok()
        .filter(|_| numeral.high.is_none() && numeral.vague.is_none())?;
    let digits = match numeral.form {
        Form::Run(digits) => digits,
        _ if value < 100 => 2,
        _ => return None,
    };
    Some((value, numeral.end, false, digits))
}
