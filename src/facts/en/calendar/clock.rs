//! Times of day: `7.55am`, `19:30`, `8 a.m.`, `eight o'clock`, `half past seven`, `noon`.

use super::super::around::Around;
use super::super::ground::Ground;
use super::super::lexicon::{Trigger, calendar_word};
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::lexicon::{Word, number_word};
use crate::quantity::Clock;
use crate::source::Span;

/// A time of day with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClockReading {
    pub(super) clock: Clock,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The half of the day that words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HalfDay {
    Morning,
    /// After noon, and the evening.
    Afternoon,
    /// At night: the small hours or the late ones.
    Night,
}

/// The time of day that begins at `at`.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<ClockReading> {
    match ground.cursor.glued(at).sort {
        Sort::Digits => in_figures(ground, at),
        Sort::Word => in_words(ground, at),
        _ => None,
    }
}

fn in_figures(ground: Ground<'_>, at: usize) -> Option<ClockReading> {
    let cursor = ground.cursor;
    if matches!(cursor.char_before(at), Some('.' | ',' | ':' | '/' | '$' | '£' | '€'))
        || ground.comes_up(at) && !is_stamped(ground, at)
    {
        return None;
    }
    let (value, length, end) = ground.plain_digits(at, 4)?;
    // 15 people
    let next = cursor.next_part(end);
    if next.sort == Sort::Word && !Around::Clock.holds(cursor.surface(next)) {
        return None;
    }
    // 1140 a.m.
    let said = || meridian(ground, end).or_else(|| announced_half(ground, at, end));
    if let Some((half, end)) = (length >= 3).then(said).flatten() {
        let (hour, minute) = (u8::try_from(value / 100).ok()?, u8::try_from(value % 100).ok()?);
        return finish(at, end, (hour, Some(minute), None), Some(half));
    }
    // at 1400 hours, 0530 hrs: four figures that begin with 0, or that a word of time announces
    if length == 4 {
        let (hour, minute) = (u8::try_from(value / 100).ok()?, u8::try_from(value % 100).ok()?);
        let hours = cursor.next(end);
        let announced = cursor.is_any(ground.before(at), &["at", "by", "until", "till", "from", "before", "after"]);
        let said = cursor.is_any(hours, &["hours", "hrs"]) && (value < 1000 || announced);
        return said.then(|| finish(at, hours.end, (hour, Some(minute), None), None))?;
    }
    let hour = u8::try_from(value).ok()?;
    if let Some(reading) = with_minutes(ground, at, hour, end) {
        return Some(reading);
    }
    if let Some(minutes) = counted_minutes(ground, at) {
        return Some(minutes);
    }
    if let Some(after) = o_clock(ground, end) {
        let said = half_day(ground, after);
        return finish(at, said.map_or(after, |(_, end)| end), (hour, None, None), said.map(|(half, _)| half));
    }
    // at 3 15
    let minutes = cursor.next(end);
    if minutes.start > end && cursor.is_any(ground.before(at), &["at", "@"]) && (1..=24).contains(&hour) {
        let found = ground
            .plain_digits(minutes.start, 2)
            .filter(|&(m, length, end)| length == 2 && m < 60 && ground.closes(end));
        if let Some((minute, _, end)) = found {
            return finish(at, end, (hour, Some(u8::try_from(minute).ok()?), None), None);
        }
    }
    // 3ish pm
    let ish = [cursor.glued(end), cursor.glued(cursor.hyphen(end).unwrap_or(end))];
    let end = ish.into_iter().find(|&token| cursor.is(token, "ish")).map_or(end, |token| token.end);
    // 3p, 11a, and 7 a.m.
    // 20p is a price, and so are 5p a litre and a 5p tax
    let priced = |end: usize| cursor.is_any(cursor.next(end), &["a", "per", "each", "coin", "coins"]);
    let counted = cursor.is_any(ground.before(at), &["a", "an"]);
    let short = short_half(ground, end).filter(|&(_, end)| hour <= 12 && !priced(end) && !counted);
    let said = || meridian(ground, end).or_else(|| announced_half(ground, at, end));
    let (half, end) = short.or_else(|| said().filter(|_| hour > 0))?;
    finish(at, end, (hour, None, None), Some(half))
}

/// Whether the time at `at` follows a date after a T, as ISO 8601 writes both: `2024-05-01T10:30:00Z`.
fn is_stamped(ground: Ground<'_>, at: usize) -> bool {
    let mark = ground.cursor.glued_before(at);
    ground.cursor.surface(mark) == "T" && ground.cursor.glued_before(mark.start).sort == Sort::Digits
}

/// `19:30`, `7.55 am`, `12:34:25`, `15h20`, `11h45`.
fn with_minutes(ground: Ground<'_>, at: usize, hour: u8, end: usize) -> Option<ClockReading> {
    let cursor = ground.cursor;
    let mark = cursor.char_at(end)?;
    let two = |at: usize| {
        let (value, length, end) = ground.plain_digits(at, 2)?;
        (length == 2 && value < 60).then(|| Some((u8::try_from(value).ok()?, end)))?
    };
    if !matches!(mark, ':' | '.' | 'h') || hour > 24 {
        return None;
    }
    let Some((minute, mut last)) = two(end + 1) else {
        let hours = mark == 'h' && cursor.is(cursor.glued(end), "h") && cursor.is(ground.before(at), "at");
        return hours.then(|| finish(at, end + 1, (hour, None, None), None))?;
    };
    let mut second = None;
    if let Some((value, end)) = (cursor.char_at(last) == Some(':')).then(|| two(last + 1)).flatten() {
        (second, last) = (Some(value), end);
    }
    if matches!(cursor.char_at(last), Some('.' | ':' | ','))
        && cursor.char_at(last + 1).is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    let said = short_half(ground, last).or_else(|| half_day(ground, last));
    if mark == '.' && said.is_none_or(|(half, _)| half == HalfDay::Night) {
        let hours = cursor.is(cursor.next(last), "hours") && second.is_none();
        let clock = hours || o_clock(ground, last).is_some();
        return clock.then(|| finish(at, cursor.next(last).end, (hour, Some(minute), second), None))?;
    }
    let zone = cursor.glued(last);
    let last = if is_stamped(ground, at) && cursor.surface(zone) == "Z" { zone.end } else { last };
    if said.is_none() && ground.goes_on(last) {
        return None;
    }
    finish(at, said.map_or(last, |(_, end)| end), (hour, Some(minute), second), said.map(|(half, _)| half))
}

fn in_words(ground: Ground<'_>, at: usize) -> Option<ClockReading> {
    let cursor = ground.cursor;
    let first = cursor.glued(at);
    if let Some(Trigger::Clock(hour)) = calendar_word(cursor.surface(first)) {
        let clock = Clock { hour, minute: None, second: None, half_said: true };
        return Some(ClockReading { clock, start: at, end: first.end });
    }
    if let Some(reading) = counted_minutes(ground, at) {
        return Some(reading);
    }
    let (hour, end) = spoken(ground, at, 24)?;
    if let Some(after) = o_clock(ground, end) {
        let said = half_day(ground, after);
        return finish(at, said.map_or(after, |(_, end)| end), (hour, None, None), said.map(|(half, _)| half));
    }
    let minute = spoken_minutes(ground, end).filter(|_| hour > 0);
    let (minute, last) = minute.map_or((None, end), |(minute, end)| (Some(minute), end));
    if let Some((half, end)) = meridian(ground, last).or_else(|| announced_half(ground, at, last)) {
        return finish(at, end, (hour, minute, None), Some(half));
    }
    // Two bare numbers are a time where the words around say so: at eight thirty.
    let cue = cursor.is_any(ground.before(at), &["at", "by", "until", "till", "for", "before", "after", "@"]);
    let alone = (cue || ground.opens(at)) && ground.closes(last) && hour <= 12;
    (minute.is_some() && alone && cursor.hyphen(end).is_none()).then(|| finish(at, last, (hour, minute, None), None))?
}

/// `half past seven`, `quarter to ten`, `ten past four`, `three minutes to eight`, `20 minutes past 8`.
fn counted_minutes(ground: Ground<'_>, at: usize) -> Option<ClockReading> {
    let cursor = ground.cursor;
    let first = cursor.glued(at);
    let (first, article) = if cursor.is(first, "a") { (cursor.next(first.end), true) } else { (first, false) };
    let (minutes, end, half) = if cursor.is(first, "half") {
        (30, first.end, true)
    } else if cursor.is(first, "quarter") {
        (15, first.end, false)
    } else if article {
        return None;
    } else {
        let (minutes, end) = match first.sort {
            Sort::Digits => ground.plain_digits(at, 2).map(|(value, _, end)| (value, end))?,
            _ => spoken(ground, at, 59).map(|(value, end)| (u16::from(value), end))?,
        };
        let unit = cursor.next(end);
        let counted = cursor.is_any(unit, &["minute", "minutes", "min", "mins"]);
        if first.sort == Sort::Digits && !counted && !cursor.is(unit, "past") {
            return None;
        }
        (u8::try_from(minutes).ok().filter(|&m| m < 60)?, if counted { unit.end } else { end }, false)
    };
    let joint = cursor.next(end);
    let past = cursor.is_any(joint, &["past", "after"]);
    let to = cursor.is_any(joint, &["to", "till", "before", "of"]) && !half;
    // 'ten to twelve' is a range, 'a quarter of ten' a share; only counted minutes or a quarter stand before `to`
    let plain_number = first.sort != Sort::Word || number_word(cursor.surface(first)).is_some_and(is_number);
    let counted = cursor.is_any(cursor.before(end.max(at)), &["minute", "minutes", "min", "mins"])
        || cursor.is_any(cursor.glued_before(end), &["minute", "minutes", "min", "mins"]);
    // carried by five to four: votes
    let by = cursor.is(ground.before(at), "by") && !counted;
    let spoken_to = to && !by && plain_number && first.sort == Sort::Word && matches!(minutes, 5 | 10 | 20 | 25);
    let said_at = cursor.is(ground.before(at), "at");
    let counts_none = cursor.is_any(joint, &["after", "of", "before"]) && !counted;
    if !(past || to) || (to && plain_number && !counted && !spoken_to) || counts_none {
        return None;
    }
    let target = cursor.next(joint.end);
    let (hour, end) = match target.sort {
        Sort::Digits => {
            let (value, _, end) = ground.plain_digits(target.start, 2)?;
            (u8::try_from(value).ok().filter(|_| !ground.goes_on(end) || meridian(ground, end).is_some())?, end)
        }
        _ => match calendar_word(cursor.surface(target)) {
            Some(Trigger::Clock(hour)) => (hour, target.end),
            _ => spoken(ground, target.start, 24)?,
        },
    };
    // ten to four is a time; ten to twelve is a range, unless `at` says otherwise
    if spoken_to && !counted && !said_at && (minutes < hour || hour > 12 || !ground.closes(end)) {
        return None;
    }
    // 3 minutes to 5 minutes
    if super::super::units::follows(ground, end) && o_clock(ground, end).is_none() {
        return None;
    }
    let said = half_day(ground, o_clock(ground, end).unwrap_or(end));
    let (hour, minute) =
        if past { (hour, minutes) } else { (if hour <= 1 { hour + 11 } else { hour - 1 }, 60 - minutes) };
    finish(at, said.map_or(end, |(_, end)| end), (hour, Some(minute), None), said.map(|(half, _)| half))
}

fn is_number(word: Word) -> bool {
    matches!(word, Word::Unit(_) | Word::Teen(_) | Word::Ten(_))
}

/// A number below `limit` in words: `seven`, `twenty-five`.
fn spoken(ground: Ground<'_>, at: usize, limit: u8) -> Option<(u8, usize)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let (value, end) = match number_word(cursor.surface(token)).filter(|_| token.sort == Sort::Word)? {
        Word::Unit(value) | Word::Teen(value) => (value, token.end),
        Word::Ten(ten) => {
            let unit = cursor.next_part(token.end);
            match (unit.sort == Sort::Word).then(|| number_word(cursor.surface(unit))).flatten() {
                Some(Word::Unit(value)) => (ten + value, unit.end),
                _ => (ten, token.end),
            }
        }
        _ => return None,
    };
    (value <= limit).then_some((value, end))
}

/// Minutes after an hour: `thirty`, `forty five`, `oh six`, `15`.
fn spoken_minutes(ground: Ground<'_>, at: usize) -> Option<(u8, usize)> {
    let cursor = ground.cursor;
    let token = cursor.next(at);
    if cursor.is_any(token, &["o", "oh"]) {
        return spoken(ground, cursor.next(token.end).start, 9);
    }
    let (minutes, end) = spoken(ground, token.start, 59)?;
    (minutes >= 10 || cursor.is(ground.before(cursor.before(at).start), "at")).then_some((minutes, end))
}

/// Where `o'clock` after `at` ends.
fn o_clock(ground: Ground<'_>, at: usize) -> Option<usize> {
    ground.any_after(at, &[&["o", "'", "clock"], &["o", "’", "clock"], &["oclock"]])
}

/// `a.m.`, `pm` and their like after `at`, and where they end. A point ends the short form, unless the sentence ends there.
fn meridian(ground: Ground<'_>, at: usize) -> Option<(HalfDay, usize)> {
    let cursor = ground.cursor;
    let token = cursor.next(at);
    let token = if cursor.char_at(token.start) == Some('.') { cursor.glued(token.end) } else { token };
    let half = |letter: &str| if letter.eq_ignore_ascii_case("a") { HalfDay::Morning } else { HalfDay::Afternoon };
    if cursor.is_any(token, &["am", "pm"]) {
        return Some((half(cursor.surface(token).get(..1)?), token.end));
    }
    if !cursor.is_any(token, &["a", "p"]) {
        return None;
    }
    let dot = cursor.next(token.end);
    let letter = if cursor.char_at(dot.start) == Some('.') { cursor.next(dot.end) } else { dot };
    if !cursor.is(letter, "m") {
        return None;
    }
    let last = cursor.next(letter.end);
    let end = if cursor.char_at(last.start) == Some('.') && dot.start != letter.start { last.end } else { letter.end };
    Some((half(cursor.surface(token)), end))
}

/// `3p`, `11a`, glued to the hour.
fn short_half(ground: Ground<'_>, at: usize) -> Option<(HalfDay, usize)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    match cursor.surface(token) {
        "a" if cursor.char_at(token.end) != Some('.') => Some((HalfDay::Morning, token.end)),
        "p" if cursor.char_at(token.end) != Some('.') || ground.closes(token.end + 1) => {
            Some((HalfDay::Afternoon, token.end))
        }
        _ => None,
    }
}

/// The half of the day that is said after a time: `p.m.`, `in the evening`, `at night`, `this morning`.
fn half_day(ground: Ground<'_>, at: usize) -> Option<(HalfDay, usize)> {
    let cursor = ground.cursor;
    meridian(ground, at).or_else(|| {
        let opener = cursor.next(at);
        let noun = if cursor.is(opener, "in") {
            let the = cursor.next(opener.end);
            cursor.is_any(the, &["the", "this"]).then(|| cursor.next(the.end))?
        } else {
            cursor.is(opener, "at").then(|| cursor.next(opener.end))?
        };
        Some((half_named(cursor.surface(noun))?, noun.end))
    })
}

/// The half of the day after an hour that only a preposition tells from a count: `at 8 in the evening`, `at three this
/// afternoon`, of which `this afternoon` is left to be read as a date.
fn announced_half(ground: Ground<'_>, at: usize, end: usize) -> Option<(HalfDay, usize)> {
    let cursor = ground.cursor;
    let announced = cursor.is_any(ground.before(at), &["at", "by", "until", "till", "before", "after", "around"]);
    let this = || {
        let this = cursor.next(end);
        let noun = cursor.is(this, "this").then(|| cursor.next(this.end))?;
        Some((half_named(cursor.surface(noun))?, end))
    };
    half_day(ground, end).or_else(this).filter(|_| announced)
}

fn half_named(noun: &str) -> Option<HalfDay> {
    match noun {
        "morning" => Some(HalfDay::Morning),
        "afternoon" | "evening" => Some(HalfDay::Afternoon),
        "night" | "tonight" => Some(HalfDay::Night),
        _ => None,
    }
}

/// The clock in the half of the day that the date it stands with names: `8:40 this evening`, `at 8:40 on Monday night`, `the
/// evening of June 10 at 8:40`.
pub(super) fn on_day(ground: Ground<'_>, clock: Clock, day: Span) -> Clock {
    let cursor = ground.cursor;
    let of = ground.before(day.start);
    let parted = || if cursor.is(of, "of") { half_named(cursor.surface(cursor.before(of.start))) } else { None };
    let own = cursor.surface(cursor.before(day.end)).to_ascii_lowercase();
    let half = half_named(&own).or_else(|| half_after(ground, day.end).map(|(half, _)| half)).or_else(parted);
    match half {
        Some(half) if !clock.half_said => Clock { hour: in_half(clock.hour, half), half_said: true, ..clock },
        _ => clock,
    }
}

/// The half of the day that follows the name of a day, and where it ends: `evening` after `Monday`.
pub(super) fn half_after(ground: Ground<'_>, day_end: usize) -> Option<(HalfDay, usize)> {
    let noun = ground.cursor.next(day_end);
    Some((half_named(ground.cursor.surface(noun))?, noun.end))
}

/// The hour of 24 that is called `hour` in this half of the day.
fn in_half(hour: u8, half: HalfDay) -> u8 {
    match half {
        HalfDay::Morning | HalfDay::Night if hour == 12 => 0,
        HalfDay::Afternoon if hour < 12 => hour + 12,
        HalfDay::Night if (6..12).contains(&hour) => hour + 12,
        _ => hour,
    }
}

/// The reading, if there is such a time.
fn finish(
    start: usize,
    end: usize,
    (hour, minute, second): (u8, Option<u8>, Option<u8>),
    half: Option<HalfDay>,
) -> Option<ClockReading> {
    let hour = half.map_or(hour, |half| in_half(hour, half));
    let valid = hour <= 24 && minute.is_none_or(|m| m < 60) && (hour < 24 || minute.unwrap_or(0) == 0);
    let half_said = half.is_some() || hour > 12 || hour == 0;
    valid.then_some(ClockReading { clock: Clock { hour, minute, second, half_said }, start, end })
}
