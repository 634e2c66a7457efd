//! Dates, times and periods.
//!
//! [`read`] is given a place where one may begin. A point of the calendar is read first ([`date`], [`figures`], [`year`]),
//! then the time of day it may stand with ([`clock`]), then what bounds a part of it (`early`, `the end of`), then the
//! second end of a period, which may share month and year with the first (`June 10th to 24th`, `1958–62`,
//! `5/1-5/7/2020`).
//!
//! A bare figure or `May` is a date only where its surroundings say so.

mod clock;
mod date;
mod feast;
mod figures;
mod thirds;
mod year;

use std::sync::LazyLock;

use super::bounds;
use super::ground::Ground;
use super::lexicon::{Trigger, calendar_word};
use super::phrases::{Found, PhraseTable, anchored};
use crate::facts::{Fact, Qualifier};
use crate::numerals::en::cursor::Sort;
use crate::quantity::{DatePoint, DateValue, Portion, Within, Year};
use crate::source::{Lang, Span};
use date::PointReading;
pub(super) use feast::words as feast_words;
pub(super) use year::of_life;

/// A date read, and where reading goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    /// What is said.
    pub(super) value: DateValue,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What bounds or hedges it: `since 1990`, `about 7 a.m.`
    pub(super) qualifier: Option<Qualifier>,
}

impl Dated {
    fn plain(value: DateValue, start: usize, end: usize) -> Self {
        Self { value, start, end, qualifier: None }
    }

    /// The fact.
    pub(super) fn fact(self) -> Fact {
        let plain = Fact::calendar(Span::new(self.start, self.end), Lang::En, self.value);
        Fact { qualifier: self.qualifier, ..plain }
    }
}

/// Reads the date, time or period that begins at `at`.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<Dated> {
    if is_grouped(ground, at) {
        return None;
    }
    if let Some(years) = split_year(ground, at) {
        return Some(years);
    }
    let first = moment(ground, at).or_else(|| days_of_month(ground, at));
    let Some(first) = first else { return shared_half(ground, at) };
    if let Some(period) = period(ground, &first) {
        return Some(period);
    }
    if !first.certain && !is_said_a_date(ground, &first) {
        return None;
    }
    let first = with_portion(ground, first);
    let (start, end, qualifier) = bounded(ground, &first);
    Some(Dated { value: DateValue::Point(first.point), start, end, qualifier })
}

/// Whether a figure in groups of three digits, 85,614, begins at `at`: it can be no date.
fn is_grouped(ground: Ground<'_>, at: usize) -> bool {
    let bytes = ground.cursor.text().as_bytes().get(at..).unwrap_or_default();
    let digits = bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let group = bytes.get(digits + 1..digits + 4).is_some_and(|group| group.iter().all(u8::is_ascii_digit));
    (1..4).contains(&digits)
        && bytes.get(digits) == Some(&b',')
        && group
        && !bytes.get(digits + 4).is_some_and(u8::is_ascii_digit)
}

/// A year that begins in one civil year and ends in the next: `2020/21`, `the 2008-09 season`.
fn split_year(ground: Ground<'_>, at: usize) -> Option<Dated> {
    const SEASONS: &[&str] = &["season", "seasons", "campaign", "winter", "school", "academic", "financial", "fiscal"];
    let cursor = ground.cursor;
    let (first, 4, end) = ground.plain_digits(at, 4)? else { return None };
    let solidus = cursor.char_at(end) == Some('/');
    let second_at = if solidus { end + 1 } else { cursor.hyphen(end)? };
    let (second, 2, end) = ground.plain_digits(second_at, 2)? else { return None };
    let said = || {
        let next = cursor.next(end);
        cursor.is_any(next, SEASONS) || cursor.is_any(ground.before(at), &["fiscal", "season"])
    };
    // 2010/11 may be a month; the year after the next cannot
    let known = year::BARE.contains(&first) && (first + 1) % 100 == second && (second > 12 && solidus || said());
    if !known || ground.goes_on(end) || ground.comes_up(at) || cursor.char_at(end) == Some('/') {
        return None;
    }
    let point = |year: u16| Some(DatePoint { year: Year::Exactly(i32::from(year)), ..DatePoint::default() });
    Some(Dated::plain(DateValue::Period(point(first), point(first + 1)), at, end))
}

/// How far a point reaches with the words that hedge or bound it and with the `at` of a time of day, and what they say.
fn bounded(ground: Ground<'_>, reading: &PointReading) -> (usize, usize, Option<Qualifier>) {
    let cursor = ground.cursor;
    let (mut start, mut end, mut qualifier) = (reading.start, reading.end, None);
    if reading.point.clock.is_some() {
        let after = cursor.next(end);
        if cursor.is_any(after, &["approximately", "sharp", "exactly"]) {
            end = after.end;
        }
        let about = ground.before(start);
        if cursor.is_any(about, &["about", "around", "approximately", "roughly", "circa"]) {
            (start, qualifier) = (about.start, Some(Qualifier::About));
        }
        let word = ground.before(start);
        if cursor.is_any(word, &["at", "@"]) {
            return (word.start, end, qualifier);
        }
    }
    let after = bounds::after_date(ground, end);
    end = after.end.unwrap_or(end);
    let before = bounds::before_date(ground, start, after.end.is_some());
    (before.start.unwrap_or(start), end, after.qualifier.or(before.qualifier).or(qualifier))
}

/// The next of a list of days that share a month: `11` after `July 10 and`. `last` is the day before it.
pub(super) fn listed_day(ground: Ground<'_>, last: &Dated) -> Option<Dated> {
    let DateValue::Point(DatePoint { within: Within::Day(Some(month), day), clock: None, weekday, .. }) = last.value
    else {
        return None;
    };
    let cursor = ground.cursor;
    let joint = cursor.next(last.end);
    let comma = cursor.is(joint, ",");
    if !comma && !cursor.is_any(joint, &["and", "or"]) {
        return None;
    }
    let mut from = cursor.next(joint.end);
    while cursor.is_any(from, &["and", "the", "or"]) {
        from = cursor.next(from.end);
    }
    // the 5th and 6th of August: the last day has the month with it
    let own = date::read(Ground { floor: last.end, ..ground }, from.start).filter(|own| {
        let here = matches!(own.point.within, Within::Day(Some(m), d) if m == month && d > day);
        here && own.point.clock.is_none() && !comma
    });
    if let Some(own) = own {
        return Some(Dated::plain(DateValue::Point(own.point), from.start, own.end));
    }
    let (next, end, ordinal) = date::day(ground, from.start, false)?;
    let DateValue::Point(mut point) = last.value else { return None };
    // A month before the day stands in front of the list; a year ends it.
    let ends = ground.closes(end) || cursor.is_any(cursor.next(end), &["and", "to", "in", "at", "the", "for", "when"]);
    if next <= day || weekday.is_some() || (!ordinal && !ends) || date::month(ground, cursor.next(end).start).is_some()
    {
        return None;
    }
    let year = date::following_year(ground, end);
    point.within = Within::Day(Some(month), next);
    let end = year.map_or(end, |(year, end)| {
        point.year = year;
        end
    });
    Some(Dated::plain(DateValue::Point(point), from.start, end))
}

/// A point of the calendar with a time of day, or either alone.
fn moment(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let clock = clock::read(ground, at);
    if let Some(clock) = clock {
        // 12:30 december 27th, 7:30 p.m. on June 10
        let joint = cursor.next(clock.end);
        let from = if cursor.is_any(joint, &["on", ",", "of"]) { cursor.next(joint.end) } else { joint };
        let from = if cursor.is(from, "the") { cursor.next(from.end) } else { from };
        let day = date::read(Ground { floor: clock.end, ..ground }, from.start)
            .filter(|day| says_day(&day.point) && (day.certain || cursor.is(joint, "on")));
        let Some(day) = day else {
            let point = DatePoint::clock(clock.clock);
            return Some(PointReading { point, start: clock.start, end: clock.end, certain: true });
        };
        let on_day = clock::on_day(ground, clock.clock, Span::new(day.start, day.end));
        let (point, end) = (DatePoint { clock: Some(on_day), ..day.point }, day.end);
        return Some(PointReading { point, start: clock.start, end, certain: true });
    }
    let reading = date::read(ground, at)?;
    if !says_day(&reading.point) {
        return Some(reading);
    }
    let joint = cursor.next(clock::half_after(ground, reading.end).map_or(reading.end, |(_, end)| end));
    let from = if cursor.is_any(joint, &["at", ",", "@"]) || joint.start == reading.end && cursor.surface(joint) == "T"
    {
        cursor.next(joint.end)
    } else {
        joint
    };
    let Some(clock) = clock::read(Ground { floor: reading.end, ..ground }, from.start) else { return Some(reading) };
    let on_day = clock::on_day(ground, clock.clock, Span::new(reading.start, reading.end));
    let point = DatePoint { clock: Some(on_day), ..reading.point };
    Some(PointReading { point, end: clock.end, ..reading })
}

/// Whether a point names a day.
fn says_day(point: &DatePoint) -> bool {
    point.weekday.is_some()
        || matches!(point.within, Within::Day(..) | Within::RelativeDay(_) | Within::RelativeMonthDay(..))
}

/// Days before their month: the first of `10 to 24 June 1954`, `the 5th and 6th of June`.
fn days_of_month(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (first, end, _) = date::day(ground, at, true)?;
    let joint = cursor.next(end);
    let joins =
        cursor.hyphen(joint.start).is_some() || cursor.is_any(joint, &["to", "and", "till", "until", "through", "~"]);
    if !joins {
        return None;
    }
    let next = cursor.next(joint.end);
    let next = if cursor.is(next, "the") { cursor.next(next.end) } else { next };
    let second = date::read(Ground { floor: end, ..ground }, next.start)?;
    let Within::Day(Some(month), day) = second.point.within else { return None };
    let starts_with_day = !matches!(calendar_word(cursor.surface(next)), Some(Trigger::Month { .. }));
    let point = DatePoint { within: Within::Day(Some(month), first), year: second.point.year, ..DatePoint::default() };
    let start = ground.phrase_before(at, &["the"]).unwrap_or(at);
    let opened = || ground.any_before(at, &[&["from"], &["between"]]).is_some();
    ((starts_with_day || opened()) && first < day).then_some(PointReading { point, start, end, certain: true })
}

/// The first time of a stretch whose second end tells the half of the day: `8 to 10 a.m.`, `7-9 pm`.
fn shared_half(ground: Ground<'_>, at: usize) -> Option<Dated> {
    let cursor = ground.cursor;
    let (hour, length, end) = ground.plain_digits(at, 2)?;
    let opener = ground.any_before(at, &[&["between"], &["from"]]);
    let (joint, _) = connector(ground, end, opener.is_some())?;
    let second = clock::read(Ground { floor: end, ..ground }, joint)?;
    let hour = u8::try_from(hour).ok().filter(|hour| (1..=12).contains(hour) && length <= 2)?;
    let shift = if second.clock.hour >= 12 && hour < 12 && hour + 12 <= second.clock.hour { 12 } else { 0 };
    // 8 and 9 o'clock
    let o_clock = cursor.rest(joint).get(..second.end - joint).is_some_and(|words| words.contains("clock"));
    let said = (second.clock.half_said || o_clock) && !ground.comes_up(at) && cursor.char_before(at) != Some('.');
    let first = crate::quantity::Clock { hour: hour % 12 + shift, minute: None, second: None, half_said: true };
    let first = if hour == 12 { crate::quantity::Clock { hour: 12, ..first } } else { first };
    let ends = (Some(DatePoint::clock(first)), Some(DatePoint::clock(second.clock)));
    said.then_some(Dated::plain(DateValue::Period(ends.0, ends.1), opener.unwrap_or(at), second.end))
}

/// Where the second end of a stretch begins after a word or dash that joins, and whether the joint is `and`.
fn connector(ground: Ground<'_>, at: usize, between: bool) -> Option<(usize, bool)> {
    let cursor = ground.cursor;
    let joint = cursor.next(at);
    let dash = cursor.hyphen(joint.start).is_some() || cursor.is(joint, "~");
    let word = cursor.is_any(joint, &["to", "through", "thru", "till", "until"]);
    let and = cursor.is(joint, "and");
    if !(dash || word || (and && between)) {
        return None;
    }
    // a spaced dash is a dash, unless it is spaced on both sides between figures
    let mut next = cursor.next(joint.end);
    if dash && (joint.start > at) != (next.start > joint.end) {
        return None;
    }
    while cursor.is_any(next, &["the", "early", "late", "about"]) {
        next = cursor.next(next.end);
    }
    Some((next.start, and))
}

/// The stretch that begins with `first`, if one does.
fn period(ground: Ground<'_>, first: &PointReading) -> Option<Dated> {
    let cursor = ground.cursor;
    let opener = ground.any_before(first.start, &[&["from", "the"], &["between", "the"], &["from"], &["between"]]);
    let opener = opener.or_else(|| {
        let early = ground.any_before(first.start, &[&["early"], &["late"], &["mid", "-"]])?;
        ground.any_before(early, &[&["from", "the"], &["between", "the"], &["from"], &["between"]])
    });
    let between = opener.is_some_and(|at| cursor.is(cursor.next(at), "between"));
    let listed = matches!(first.point.within, Within::Month(_)) && first.point.weekday.is_none()
        || matches!(first.point.year, Year::Decade(_) | Year::DecadeOfCentury(_));
    let (next, and) = connector(ground, first.end, between || listed)?;
    let beyond = Ground { floor: first.end, ..ground };
    let spelled = !and && cursor.hyphen(cursor.next(first.end).start).is_none();
    let second = second_end(beyond, first, next, opener.is_some() || spelled)?;
    // Monday to Friday, 9 a.m. to 6 p.m.: the hours are a stretch of their own
    let hours = || {
        let later = Ground { floor: second.end, ..ground };
        connector(later, second.end, false).is_some_and(|(next, _)| clock::read(later, next).is_some())
    };
    let second = if first.point.clock.is_none() && second.point.clock.is_some() && hours() {
        date::read(beyond, next)?
    } else {
        second
    };
    let (mut from, mut to) = (first.point, second.point);
    if and && !between && !is_next(&from, &to) {
        return None;
    }
    // from the 10th to the 12th century
    if let (Within::Day(None, ordinal), Within::Whole, Year::Century(last)) = (from.within, to.within, to.year) {
        let century = i32::from(ordinal) - 1;
        if century >= last || last < 0 {
            return None;
        }
        (from.within, from.year) = (Within::Whole, Year::Century(century));
    }
    // from the 3rd to the 9th of April
    if let (Within::Day(None, day), Within::Day(Some(month), _)) = (from.within, to.within) {
        from.within = Within::Day(Some(month), day);
    }
    if matches!(from.year, Year::Unsaid) && from.clock.is_none() == to.clock.is_none() {
        from.year = to.year;
    }
    if matches!(to.year, Year::Unsaid) && !matches!(from.within, Within::Whole) && to.clock.is_none() {
        to.year = from.year;
    }
    // The half of the day is shared from the second time to the first: 2:30–4:00 p.m.
    if let (Some(early), Some(late)) = (from.clock, to.clock) {
        if !early.half_said && late.half_said && early.hour < 12 && early.hour + 12 <= late.hour {
            from.clock = Some(crate::quantity::Clock { hour: early.hour + 12, half_said: true, ..early });
        }
        if from.within != Within::Whole && to.within == Within::Whole {
            (to.year, to.within) = (from.year, from.within);
        }
    }
    let start = opener.unwrap_or_else(|| {
        let reading = with_portion(ground, PointReading { point: from, ..*first });
        from = reading.point;
        reading.start
    });
    let certain =
        first.certain || second.certain || opener.is_some() || is_said_a_date(ground, first) || both_years(&from, &to);
    certain.then_some(Dated::plain(DateValue::Period(Some(from), Some(to)), start, second.end))
}

fn both_years(from: &DatePoint, to: &DatePoint) -> bool {
    matches!((from.year, to.year), (Year::Exactly(a), Year::Exactly(b)) if a < b && a > 1500 && b < 2100)
}

/// Whether one month or decade follows the other: January and February, the 1960s and 1970s.
fn is_next(from: &DatePoint, to: &DatePoint) -> bool {
    match (from.within, to.within, from.year, to.year) {
        (Within::Month(a), Within::Month(b), Year::Unsaid, _) => a % 12 + 1 == b,
        (_, _, Year::Decade(a), Year::Decade(b)) => a + 10 == b,
        (_, _, Year::DecadeOfCentury(a), Year::DecadeOfCentury(b)) => a + 10 == b,
        _ => false,
    }
}

/// The second end of a stretch, with what it shares with the first.
fn second_end(ground: Ground<'_>, first: &PointReading, at: usize, opened: bool) -> Option<PointReading> {
    let cursor = ground.cursor;
    let year = |year: i32, end| {
        let point = DatePoint { year: Year::Exactly(year), ..DatePoint::default() };
        Some(PointReading { point, start: at, end, certain: false })
    };
    // 1958–62, 1914-18
    if let (Year::Exactly(from), Within::Whole, None) = (first.point.year, first.point.within, first.point.clock) {
        // 1953-4: the year after
        let next = ground.plain_digits(at, 1).filter(|&(value, length, _)| {
            length == 1 && i32::from(value) == from.rem_euclid(10) + 1 && cursor.hyphen(first.end) == Some(at)
        });
        if let Some((_, _, end)) = next.filter(|&(.., end)| !ground.goes_on(end) && cursor.hyphen(end).is_none()) {
            return year(from + 1, end);
        }
        if let Some((value, 2, end)) = ground.plain_digits(at, 2) {
            let to = from - from.rem_euclid(100) + i32::from(value);
            let plain = !ground.goes_on(end) && !matches!(cursor.char_at(end), Some('%' | '.' | ':' | '-' | '/'))
                || ground.closes(end) && !ground.goes_on(end);
            return (to > from && plain).then(|| year(to, end))?;
        }
        let second = moment(ground, at)?;
        let years = matches!(second.point.year, Year::Exactly(_) | Year::Decade(_) | Year::Relative(_));
        return (years && (opened || matches!(second.point.within, Within::Whole))).then_some(second);
    }
    // from the 3rd to the 9th
    if let Within::Day(None, from) = first.point.within {
        let the = cursor.glued(at);
        let day_at = if cursor.is(the, "the") { cursor.next(the.end).start } else { at };
        let last = date::day(ground, day_at, false).filter(|&(day, end, ordinal)| {
            ordinal && day > from && cursor.glued(day_at).sort == Sort::Digits && ground.closes(end)
        });
        if let (Some((day, end, _)), true, None) = (last, opened, first.point.clock) {
            let point = DatePoint { within: Within::Day(None, day), ..DatePoint::default() };
            return Some(PointReading { point, start: at, end, certain: true });
        }
    }
    // June 10th to 24th, November 19-20, 1995
    if let Within::Day(Some(month), _) = first.point.within {
        if let Some((day, end, _)) = date::day(ground, at, false).filter(|_| date_follows_not(ground, at))
            && first.point.clock.is_none()
            && clock::read(ground, at).is_none()
        {
            let (year, end) = date::following_year(ground, end).unwrap_or((Year::Unsaid, end));
            let point = DatePoint { year, within: Within::Day(Some(month), day), ..DatePoint::default() };
            let listed = matches!(first.point.within, Within::Day(_, from) if from < day);
            return listed.then_some(PointReading { point, start: at, end, certain: true });
        }
        if let Some((day, end, true)) = date::day(ground, at, false).filter(|_| date_follows_not(ground, at)) {
            let point = DatePoint { within: Within::Day(Some(month), day), ..DatePoint::default() };
            return Some(PointReading { point, start: at, end, certain: true });
        }
    }
    let second = moment(ground, at)?;
    let alike = std::mem::discriminant(&first.point.within) == std::mem::discriminant(&second.point.within);
    let clocks = first.point.clock.is_some() == second.point.clock.is_some();
    let decades = matches!(first.point.year, Year::Decade(_) | Year::DecadeOfCentury(_) | Year::Century(_));
    let weekdays = first.point.weekday.is_some() == second.point.weekday.is_some() || alike;
    ((alike && (clocks || opened) && weekdays) || (opened && !decades) || (first.point.clock.is_some() && clocks))
        .then_some(second)
}

/// Whether the day at `at` is not the first part of a date of its own: `to 10 July`.
fn date_follows_not(ground: Ground<'_>, at: usize) -> bool {
    date::read(ground, at).is_none_or(|date| !matches!(date.point.within, Within::Day(Some(_), _)))
}

/// Whether what stands around a bare figure or `May` says that it is a date.
fn is_said_a_date(ground: Ground<'_>, reading: &PointReading) -> bool {
    let cursor = ground.cursor;
    let before = ground.before(reading.start);
    let next = cursor.next(reading.end);
    let preposition = cursor.is_any(
        before,
        &[
            "in",
            "since",
            "until",
            "till",
            "by",
            "during",
            "before",
            "after",
            "of",
            "from",
            "late",
            "early",
            "mid",
            "year",
            "between",
            "through",
            "to",
            "around",
            "circa",
            "throughout",
            "for",
            "late-",
            "winter",
            "summer",
            "spring",
            "autumn",
            "years",
            "with",
            "over",
            "than",
            "and",
            "or",
        ],
    );
    if matches!(reading.point.within, Within::Month(_)) {
        // `May I`: a verb opens a sentence; elsewhere a capital tells the month, unless a name goes before it
        let inside = before.sort == Sort::Word && (!cursor.is_capitalised(before) || preposition);
        return inside
            || (ground.opens(reading.start) && ground.closes(reading.end))
            || (ground.closes(reading.end) && !ground.opens(reading.start) && before.sort != Sort::Word);
    }
    let Year::Exactly(year) = reading.point.year else { return true };
    let is_word = cursor.glued(reading.start).sort == Sort::Word;
    // the pre-1949 rules
    let hyphened = before.end == reading.start && cursor.hyphen(before.start).is_some();
    if hyphened && usual(year) && cursor.is_any(ground.before(before.start), &["pre", "post"]) {
        return true;
    }
    // the first three quarters of 2020, the spring of 1954
    let parted = cursor.before(before.start);
    if cursor.is(before, "of")
        && usual(year)
        && cursor
            .is_any(parted, &["quarter", "quarters", "half", "months", "spring", "summer", "autumn", "fall", "winter"])
    {
        return true;
    }
    let loose = cursor.is_any(before, &["for", "with", "over", "than", "and", "or", "to", "of", "from", "between"]);
    if date::is_counted(ground, reading.end) {
        return preposition && !loose && cursor.is(next, "was");
    }
    let unit = super::units::follows(ground, reading.end);
    let hyphen = cursor.hyphen(reading.end).is_some()
        || ground.cursor.hyphen(before.start).is_some() && before.end == reading.start;
    if unit || (hyphen && !cursor.is(ground.before(before.start), "mid")) {
        return false;
    }
    if is_word {
        return preposition
            || ground.closes(reading.end) && ground.opens(reading.start)
            || (1800..2100).contains(&year) && !cursor.is(next, "hundred");
    }
    usual(year) || (preposition && !loose)
}

/// Whether a number of four digits is more likely a year than not.
fn usual(year: i32) -> bool {
    (1700..2100).contains(&year)
}

/// Words before a date that name a part of it.
const PORTIONS: &[(&str, Portion)] = &[
    ("early [in]", Portion::Early),
    ("late [in]", Portion::Late),
    ("[early]", Portion::Early),
    ("mid [-]", Portion::Middle),
    ("[mid]", Portion::Middle),
    ("[late]", Portion::Late),
    ("the beginning [of]", Portion::Beginning),
    ("beginning [of]", Portion::Beginning),
    ("the start [of]", Portion::Beginning),
    ("start [of]", Portion::Beginning),
    ("the middle [of]", Portion::Middle),
    ("middle [of]", Portion::Middle),
    ("the end [of]", Portion::End),
    ("end [of]", Portion::End),
];

/// The part of a date that words before it tell: `early`, `mid-`, `the end of`, `late`.
fn with_portion(ground: Ground<'_>, reading: PointReading) -> PointReading {
    static TABLE: LazyLock<PhraseTable<Portion>> =
        LazyLock::new(|| PhraseTable::new(PORTIONS.iter().map(|&(words, portion)| (anchored(words), portion))));
    if reading.point.clock.is_some() || reading.point.portion.is_some() || says_day(&reading.point) {
        return reading;
    }
    let nearest = ground.before(reading.start);
    let word = if ground.cursor.is(nearest, "the") { ground.before(nearest.start) } else { nearest };
    match TABLE.at(ground, word) {
        Some(Found { start, value, .. }) => {
            PointReading { start, point: DatePoint { portion: Some(value), ..reading.point }, ..reading }
        }
        None => reading,
    }
}
