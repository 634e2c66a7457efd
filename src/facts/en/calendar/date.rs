//! Points of the calendar as English writes them: `June 10th, 1954`, `24 June`, `the first quarter of 1954`, `last May`.

use super::super::ground::Ground;
use super::super::lexicon::{Trigger, calendar_word};
use super::thirds;
use super::year::{self, YearReading};
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::lexicon::{Word, number_word};
use crate::numerals::en::{self, Form};
use crate::quantity::{DatePoint, Within, Year};

/// A point of the calendar with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct PointReading {
    pub(super) point: DatePoint,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the words alone say that this is a date; a bare figure or `May` needs its surroundings to say so.
    pub(super) certain: bool,
}

/// The point that begins at `at`, without a time of day.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    if let Some(third) = thirds::read(ground, at) {
        return Some(third);
    }
    let token = ground.cursor.glued(at);
    match token.sort {
        Sort::Digits => in_figures(ground, at),
        Sort::Word => in_words(ground, at),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the readers end in it, and all of them may find nothing")]
fn point(point: DatePoint, start: usize, end: usize, certain: bool) -> Option<PointReading> {
    Some(PointReading { point, start, end, certain })
}

fn within(year: Year, within: Within) -> DatePoint {
    DatePoint { year, within, ..DatePoint::default() }
}

fn in_figures(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    numeric(ground, at)
        .or_else(|| coded(ground, at))
        .or_else(|| day_first(ground, at))
        .or_else(|| year_first(ground, at))
        .or_else(|| part_of_year(ground, at))
        .or_else(|| lone_day(ground, at))
        .or_else(|| {
            let YearReading { year, start, end, certain } = year::read(ground, at)?;
            point(DatePoint { year, ..DatePoint::default() }, start, end, certain)
        })
}

fn in_words(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if let Some(feast) = super::feast::read(ground, at) {
        return Some(feast);
    }
    match calendar_word(cursor.surface(token)) {
        Some(Trigger::Month { .. }) => month_first(ground, at),
        Some(Trigger::Weekday { day, short }) => weekday(ground, at, day, short),
        Some(Trigger::Season(season)) => season_first(ground, at, season),
        Some(Trigger::Day(days)) => {
            let beyond = ground.any_before(at, &[&["the", "day", "before"], &["the", "day", "after"]]);
            let days = i16::from(days);
            match beyond.filter(|_| days != 0) {
                Some(start) => point(within(Year::Unsaid, Within::RelativeDay(2 * days)), start, token.end, true),
                None => point(within(Year::Unsaid, Within::RelativeDay(days)), at, token.end, true),
            }
        }
        Some(Trigger::Step(step)) => relative(ground, at, step),
        _ => {
            day_first(ground, at).or_else(|| part_of_year(ground, at)).or_else(|| lone_day(ground, at)).or_else(|| {
                let YearReading { year, start, end, certain } = year::read(ground, at)?;
                point(DatePoint { year, ..DatePoint::default() }, start, end, certain)
            })
        }
    }
}

/// The month at `at`: 1–12, where its name ends with its point, and whether the name is cut short.
pub(super) fn month(ground: Ground<'_>, at: usize) -> Option<(u8, usize, bool)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let Some(Trigger::Month { month, short }) = calendar_word(cursor.surface(token)) else { return None };
    let point = cursor.glued(token.end);
    let dotted = short && cursor.char_at(point.start) == Some('.');
    Some((month, if dotted { point.end } else { token.end }, short))
}

/// The day of a month at `at`: `10`, `10th`, `tenth`, and with `cardinal` also `ten`, `twenty one`. Also says whether it
/// is written as an ordinal.
pub(super) fn day(ground: Ground<'_>, at: usize, cardinal: bool) -> Option<(u8, usize, bool)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if token.sort == Sort::Digits {
        let (value, _, end) = ground.plain_digits(at, 2)?;
        let suffix = cursor.glued(end);
        let ordinal = cursor.is_any(suffix, &["st", "nd", "rd", "th"]);
        let end = if ordinal { suffix.end } else { end };
        let fraction = matches!(cursor.char_at(end), Some('.' | ',' | ':' | '/'))
            && cursor.char_at(end + 1).is_some_and(|c| c.is_ascii_digit());
        let other = matches!(cursor.char_at(end), Some('%' | '°' | '$' | '½'));
        let value = u8::try_from(value).ok().filter(|v| (1..=31).contains(v))?;
        return (!ground.goes_on(end) && !fraction && !other).then_some((value, end, ordinal));
    }
    if token.sort != Sort::Word || number_word(cursor.surface(token)).is_none() {
        return None;
    }
    let numeral = en::numeral_at(cursor, at).ok()?;
    let ordinal = numeral.form == Form::Ordinal;
    // july twenty fifth two thousand twelve: the day ends before the year
    let wanted = ordinal || (cardinal && numeral.form == Form::Cardinal);
    let value = u8::try_from(numeral.value.as_integer()?).ok().filter(|v| (1..=31).contains(v))?;
    wanted.then_some((value, at + numeral.length, ordinal))
}

/// The year that follows a month or a day: `, 1954`, `of 1954`, `in 1954`, ` 1954`, `this year`, `of last year`, `'54`.
pub(super) fn following_year(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let cursor = ground.cursor;
    let joint = cursor.next(at);
    let mut from = joint.start;
    if cursor.is_any(joint, &[",", "of", "in", "-", "/"]) {
        from = cursor.next(joint.end).start;
        if cursor.is(cursor.glued(from), "of") {
            from = cursor.next(from + 2).start;
        }
    }
    if let Some(found) = relative_year(ground, from) {
        return Some(found);
    }
    let the = cursor.glued(from);
    let from = cursor.phrase(from, &["the", "year"]).map_or(the.start, |end| cursor.next(end).start);
    let quote = cursor.glued(from);
    let digits = if cursor.is_any(quote, &["'", "’"]) { quote.end } else { from };
    let Some(reading) = year::read(Ground { floor: at, ..ground }, digits) else {
        let spelled = year::spelled(ground, from).filter(|&(_, end)| !is_counted(ground, end));
        return spelled.or_else(|| cut_short(ground, digits).filter(|_| !cursor.is_any(joint, &[",", "in"])));
    };
    // June 10, 1,200 people: a comma parts a year only from what is no longer number
    let counts = matches!(reading.year, Year::Exactly(_)) && !reading.certain && is_counted(ground, reading.end);
    (!counts || cursor.is_any(joint, &["of", "in"])).then_some((reading.year, reading.end))
}

/// `August 99`, `15 April of 87`: a year of two digits that can be no day, where the clause ends.
fn cut_short(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let (value, 2, end) = ground.plain_digits(at, 2)? else { return None };
    let whole = value > 31 && ground.closes(end) && !ground.goes_on(end) && ground.cursor.char_at(end) != Some('"');
    let more = ground.cursor.char_at(end + 1).is_some_and(|c| c.is_ascii_digit());
    (whole && !more).then(|| Some((short_year(ground, value)?, end)))?
}

/// `this year`, `last year`, `next year`, `the year before last` as a year.
fn relative_year(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let cursor = ground.cursor;
    let step = cursor.glued(at);
    if let Some(end) = cursor.phrase(at, &["the", "year", "before", "last"]) {
        return Some((Year::Relative(-2), end));
    }
    let Some(Trigger::Step(years)) = calendar_word(cursor.surface(step)) else { return None };
    let noun = cursor.next(step.end);
    cursor.is(noun, "year").then_some((Year::Relative(years), noun.end))
}

/// Whether a plural noun follows, so that a bare figure counts: `1954 people`, `1500 tons`.
pub(super) fn is_counted(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let noun = cursor.next_part(at);
    if noun.sort != Sort::Word || cursor.is_capitalised(noun) {
        return false;
    }
    let word = cursor.surface(noun);
    let irregular = ["people", "men", "women", "children", "cattle", "sheep", "feet", "head", "percent", "yuan", "jin"];
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    irregular.contains(&word)
        || (plural && !["was", "has", "is", "this", "its", "does", "towards", "onwards"].contains(&word))
}

/// `June 10th, 1954`, `June 10`, `Oct-2`, `Dec. 31`, `June 1954`, `January`, `May of this year`.
fn month_first(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (month, end, short) = month(ground, at)?;
    let name = cursor.glued(at);
    let capital = cursor.is_capitalised(name);
    // `march` and `may` are verbs, `mar`, `sat` and `dec` other words, unless a day or a year follows
    let verb =
        (matches!(month, 3 | 5) || month == 8 && cursor.is_any(ground.before(at), &["a", "an", "the"])) && !capital;
    let mut from = cursor.next(end);
    let the = cursor.is(from, "the");
    if the || cursor.is_any(from, &["-", "/"]) {
        from = cursor.next(from.end);
    }
    if let Some((day, day_end, ordinal)) = day(ground, from.start, true).filter(|&(_, e, o)| o || !is_amount(ground, e))
    {
        let certain = !verb || ordinal || from.sort == Sort::Digits;
        let (year, end) = following_year(ground, day_end).unwrap_or((Year::Unsaid, day_end));
        return point(within(year, Within::Day(Some(month), day)), at, end, certain);
    }
    // "May the …" is a verb, "in May the …" no.
    let dated = || cursor.is_any(ground.before(at), &["in", "by", "since", "until", "during", "from", "early", "late"]);
    if the && matches!(month, 3 | 5) && !dated() {
        return None;
    }
    if let Some((year, end)) = following_year(ground, end) {
        return point(within(year, Within::Month(month)), at, end, true);
    }
    let joined = cursor.hyphen(end).filter(|&end| ground.goes_on(end) && self::month(ground, end).is_none());
    if verb || (short && !capital) || joined.is_some() {
        return None;
    }
    let certain = capital && !matches!(month, 3 | 5) && !(short && cursor.char_before(end) != Some('.'));
    // Jan-Mar
    let upto = cursor.hyphen(end).filter(|&end| cursor.is_capitalised(cursor.glued(end)));
    let certain = certain || capital && upto.is_some_and(|end| self::month(ground, end).is_some());
    point(within(Year::Unsaid, Within::Month(month)), at, end, certain)
}

/// Whether the number that ends at `at` is an amount: a scale, a percent sign or a unit follows.
fn is_amount(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let token = cursor.next_part(at);
    let scale = number_word(cursor.surface(token)).is_some_and(|word| matches!(word, Word::Hundred | Word::Scale(_)));
    scale || cursor.is_any(token, &["percent", "per", "people", "yuan", "times", "persons"])
}

/// `24 June 1954`, `the 24th of June`, `first of March`, `twenty second of June 2017`, `04th Jan 2019`.
fn day_first(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (day, end, ordinal) = day(ground, at, true)?;
    let mut joint = cursor.next(end);
    let hyphen = cursor.is_any(joint, &["-", "/"]) && joint.start == end;
    if cursor.is(joint, "day") && ordinal {
        joint = cursor.next(joint.end);
    }
    let of = cursor.is(joint, "of");
    let from = if of || hyphen { cursor.next(joint.end).start } else { joint.start };
    let (month, end, short) = month(ground, from)?;
    let capital = cursor.is_capitalised(cursor.glued(from));
    if short && !capital && !ordinal && !hyphen {
        return None;
    }
    // the age of 18 may apply
    if !capital && matches!(month, 3 | 5) && !(of || ordinal || hyphen) && following_year(ground, end).is_none() {
        return None;
    }
    // 'the first May has seen': without `of`, a number before a month is a day only in figures
    if !of && cursor.glued(at).sort == Sort::Word {
        return None;
    }
    let the = ground.phrase_before(at, &["the"]).unwrap_or(at);
    let (year, end) = following_year(ground, end).unwrap_or((Year::Unsaid, end));
    point(within(year, Within::Day(Some(month), day)), the, end, true)
}

/// `2017 april`, `2016, nov`, `2019-sep-1`.
fn year_first(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (value, length, end) = ground.plain_digits(at, 4)?;
    if length != 4 || !year::BARE.contains(&value) || ground.comes_up(at) {
        return None;
    }
    let year = Year::Exactly(i32::from(value));
    let joint = cursor.next(end);
    let separator = cursor.is_any(joint, &["-", "/"]) && joint.start == end;
    let from = if separator || cursor.is(joint, ",") { cursor.next(joint.end).start } else { joint.start };
    if ground.parts_columns(end, from) {
        return None;
    }
    let (month, end, short) = month(ground, from)?;
    let capital = cursor.is_capitalised(cursor.glued(from));
    let comma = cursor.is(joint, ",");
    // 'in 1953, May Day'; 'since 1949 may'; a month after a comma begins its own phrase unless a clause ends after it
    if (!capital && matches!(month, 3 | 5))
        || (comma && !ground.closes(end))
        || (short && !capital && !ground.closes(end) && !separator)
    {
        return None;
    }
    let last = cursor.next(end);
    if separator && cursor.is_any(last, &["-", "/"]) {
        let (day, end, _) = day(ground, last.end, false)?;
        return point(within(year, Within::Day(Some(month), day)), at, end, true);
    }
    if let Some((day, end, _)) = day(ground, last.start, false).filter(|_| !separator && !comma) {
        return point(within(year, Within::Day(Some(month), day)), at, end, true);
    }
    point(within(year, Within::Month(month)), at, end, true)
}

/// The year of a date in figures that writes two digits of it. Where no document date can tell the century, the convention
/// of POSIX `%y` does: 69 to 99 are of the twentieth.
fn short_year(ground: Ground<'_>, digits: u16) -> Option<Year> {
    Some(match ground.date {
        Some(_) => Year::TwoDigits(u8::try_from(digits).ok()?),
        None => Year::Exactly(i32::from(if digits >= 69 { 1900 + digits } else { 2000 + digits })),
    })
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

/// Dates in figures alone: `1954-06-30`, `30/6/1954`, `6/30/1954`, `23.04.2022`, `2015/08/12`, `11-2016`, `4/22`.
fn numeric(ground: Ground<'_>, at: usize) -> Option<PointReading> {
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
    let glued = ground.goes_on(at) || matches!(cursor.char_at(at), Some('%' | '$' | '°'));
    let more = matches!(cursor.char_at(at), Some(c) if c == separator || c == '.' || c == ',')
        && cursor.char_at(at + 1).is_some_and(|c| c.is_ascii_digit());
    !glued && !more
}

fn valid(year: Year, month: u16, day: u16) -> Option<DatePoint> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    exists.then(|| within(year, Within::Day(Some(month), day)))
}

/// `Q1`, `Q2 2016`, `2017-Q1`, `2019-H2`.
fn coded(ground: Ground<'_>, at: usize) -> Option<PointReading> {
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

/// `the first quarter of 1954`, `second half of this year`, `the first half of May`.
fn part_of_year(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let first = cursor.glued(at);
    let (number, end) = if let Some(Word::Ordinal(number)) = number_word(cursor.surface(first)) {
        (number, first.end)
    } else {
        let (value, _, end) = ground.plain_digits(at, 1)?;
        let suffix = cursor.glued(end);
        if !cursor.is_any(suffix, &["st", "nd", "rd", "th"]) {
            return None;
        }
        (u8::try_from(value).ok()?, suffix.end)
    };
    let noun = cursor.next_part(end);
    let quarter = cursor.is(noun, "quarter") && (1..=4).contains(&number);
    let half = cursor.is(noun, "half") && (1..=2).contains(&number);
    let month = cursor.is(noun, "month") && (1..=12).contains(&number);
    let whole = match (quarter, half) {
        (true, _) => Within::Quarter(number),
        (_, true) => Within::Half(number),
        // the third month of 2021
        _ if month && cursor.is(cursor.next(noun.end), "of") => Within::Month(number),
        _ => return None,
    };
    let start = ground.phrase_before(at, &["the"]).unwrap_or(at);
    if let Some(end) = ground.any_after(noun.end, &[&["of", "the", "year"]]) {
        return point(within(Year::Unsaid, whole), start, end, true);
    }
    let (year, end) = match following_year(ground, noun.end) {
        Some(found) => found,
        // a quarter without its year is one where figures are reported; a half may be of anything
        None if quarter => (Year::Unsaid, noun.end),
        None => return None,
    };
    point(within(year, whole), start, end, true)
}

/// A day without its month: `on the 14th`, `by the 27th`.
fn lone_day(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (day, end, ordinal) = day(ground, at, false)?;
    if !ordinal || cursor.glued(at).sort != Sort::Digits {
        return None;
    }
    let article = ground.before(at);
    let (the, preposition) =
        if cursor.is(article, "the") { (article.start, ground.before(article.start)) } else { (at, article) };
    // the 26th of last month
    let of = cursor.next(end);
    let step = cursor.next(of.end);
    if let Some(Trigger::Step(months)) = calendar_word(cursor.surface(step)).filter(|_| cursor.is(of, "of"))
        && let Some(end) = cursor.phrase(step.end, &["month"])
    {
        return point(within(Year::Unsaid, Within::RelativeMonthDay(months, day)), the, end, true);
    }
    let says_day = cursor.is(preposition, "on")
        || (the < at
            && cursor.is_any(preposition, &["until", "by", "since", "of", "for", "from", "before", "after", "around"]));
    if !says_day {
        return None;
    }
    let next = cursor.next(end);
    let goes_on = next.sort == Sort::Word
        && !cursor.is_any(
            next,
            &[
                "and", "to", "at", "in", "by", "for", "with", "that", "when", "as", "the", "he", "they", "after",
                "before", "from", "of",
            ],
        );
    let instant = !goes_on && !cursor.is(next, "of") && cursor.hyphen(end).is_none();
    instant.then(|| point(within(Year::Unsaid, Within::Day(None, day)), the, end, true))?
}

/// `Monday`, `Monday, June 10`, `Mon. 10 June`.
fn weekday(ground: Ground<'_>, at: usize, day: u8, short: bool) -> Option<PointReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if !cursor.is_capitalised(token) && short {
        return None;
    }
    let dotted = short && cursor.char_at(token.end) == Some('.');
    let end = token.end + usize::from(dotted);
    let comma = cursor.next(end);
    let from = if cursor.is(comma, ",") { cursor.next(comma.end) } else { comma };
    let from = if cursor.is(from, "the") { cursor.next(from.end) } else { from };
    let date = match from.sort {
        Sort::Word => month(ground, from.start)
            .and_then(|_| month_first(ground, from.start))
            .or_else(|| day_first(ground, from.start)),
        Sort::Digits => day_first(ground, from.start).or_else(|| numeric(ground, from.start)),
        _ => None,
    };
    if let Some(date) = date.filter(|date| matches!(date.point.within, Within::Day(..))) {
        return point(DatePoint { weekday: Some(day), ..date.point }, at, date.end, true);
    }
    if short && !dotted {
        return None;
    }
    let week = cursor.phrase(end, &["next", "week"]).map(|end| (1, end));
    let week = week.or_else(|| cursor.phrase(end, &["last", "week"]).map(|end| (-1, end)));
    let (within, end) = week.map_or((Within::Whole, end), |(weeks, end)| (Within::RelativeWeek(weeks), end));
    point(DatePoint { weekday: Some(day), within, ..DatePoint::default() }, at, end, true)
}

/// `spring 1954`, `the winter of 1950`, `in the spring`, `spring of this year`.
fn season_first(ground: Ground<'_>, at: usize, season: u8) -> Option<PointReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if let Some((year, end)) = following_year(ground, token.end).filter(|_| cursor.hyphen(token.end).is_none()) {
        return point(within(year, Within::Season(season)), at, end, true);
    }
    let next = cursor.next(token.end);
    let closes = ground.closes(token.end) || cursor.is_any(next, &["and", "or", "to", "when", "of", "with"]);
    // `fall` is a verb and a noun besides
    let said = ground.any_before(at, &[&["in", "the"], &["in"], &["during", "the"]]).is_some();
    (said && closes && !cursor.is(token, "fall"))
        .then(|| point(within(Year::Unsaid, Within::Season(season)), at, token.end, true))?
}

/// `this year`, `last month`, `next week`, `last Friday`, `this May`, `last winter`, `last night`, `this morning`.
fn relative(ground: Ground<'_>, at: usize, step: i8) -> Option<PointReading> {
    let cursor = ground.cursor;
    let word = cursor.glued(at);
    let noun = cursor.next(word.end);
    if noun.sort != Sort::Word {
        return None;
    }
    let current = cursor.is(word, "current");
    let start = if current { ground.phrase_before(at, &["the"]).unwrap_or(at) } else { at };
    let reading = |year, part, end| point(within(year, part), start, end, true);
    match cursor.surface(noun) {
        "year" if !current || start < at => return reading(Year::Relative(step), Within::Whole, noun.end),
        "month" => return reading(Year::Unsaid, Within::RelativeMonth(step), noun.end),
        "week" => return reading(Year::Unsaid, Within::RelativeWeek(step), noun.end),
        "night" if step == -1 => return reading(Year::Unsaid, Within::RelativeDay(-1), noun.end),
        "morning" | "afternoon" | "evening" if step == 0 => {
            return reading(Year::Unsaid, Within::RelativeDay(0), noun.end);
        }
        _ => {}
    }
    if step == -1 && cursor.is(word, "last") && ground.phrase_before(at, &["the", "year", "before"]).is_some() {
        return None;
    }
    match calendar_word(cursor.surface(noun))? {
        Trigger::Month { month, short: false } if cursor.is_capitalised(noun) => {
            let year = if step == 0 { Year::Relative(0) } else { Year::Unsaid };
            let day = day(ground, cursor.next(noun.end).start, false);
            let (part, end) =
                day.map_or((Within::Month(month), noun.end), |(d, end, _)| (Within::Day(Some(month), d), end));
            reading(year, part, end)
        }
        Trigger::Weekday { day, short: false } => {
            let mut found = reading(Year::Unsaid, Within::Whole, noun.end)?;
            found.point.weekday = Some(day);
            Some(found)
        }
        Trigger::Season(season) => reading(Year::Relative(step), Within::Season(season), noun.end),
        _ => None,
    }
}
