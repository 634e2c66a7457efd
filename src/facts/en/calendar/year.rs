//! Years, decades and centuries: `1953`, `'53`, `221 BC`, `nineteen fifty-three`, `the 1950s`, `the nineteenth century`.

use super::super::around::Around;
use super::super::ground::Ground;
use super::super::lexicon::{Trigger, calendar_word};
use super::super::silence;
use crate::numerals::en::cursor::{Sort, is_space};
use crate::numerals::en::lexicon::{Word, number_word};
use crate::numerals::en::{self, Form};
use crate::quantity::Year;

/// A year, a decade or a century with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct YearReading {
    pub(super) year: Year,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the form alone says that it is of the calendar: `1950s`, `'53`, `221 BC`, but not `1953`.
    pub(super) certain: bool,
}

/// The years a bare figure is taken for.
pub(super) const BARE: std::ops::RangeInclusive<u16> = 1000..=2199;

/// The year, decade or century that begins at `at`.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<YearReading> {
    century(ground, at)
        .or_else(|| in_figures(ground, at))
        .or_else(|| in_words(ground, at))
        .or_else(|| decade_word(ground, at))
}

/// A year in figures that stands alone: four digits, nothing glued to them.
pub(super) fn four_digits(ground: Ground<'_>, at: usize) -> Option<(u16, usize)> {
    let (value, length, end) = ground.plain_digits(at, 4)?;
    let glued = ground.goes_on(end) || matches!(ground.cursor.char_at(end), Some('%' | '$' | '°' | '/'));
    let decimal = matches!(ground.cursor.char_at(end), Some('.' | ',' | ':'))
        && ground.cursor.char_at(end + 1).is_some_and(|c| c.is_ascii_digit());
    (length == 4 && BARE.contains(&value) && !glued && !decimal).then_some((value, end))
}

fn in_figures(ground: Ground<'_>, at: usize) -> Option<YearReading> {
    let cursor = ground.cursor;
    let (value, length, end) = ground.plain_digits(at, 4)?;
    let apostrophe = matches!(cursor.char_before(at), Some('\'' | '’' | '‘'));
    let start = if apostrophe && length == 2 { cursor.glued_before(at).start } else { at };
    // 2'30": a mark of minutes
    if start < at && cursor.char_before(start).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    // 1950s, 1950's, '80s, 80s
    let plural = decade_suffix(ground, end);
    if plural.is_some() && (is_lived(ground, start) || length == 2 && is_heat(ground, start)) {
        return None;
    }
    if let Some(end) = plural.filter(|_| value % 10 == 0) {
        let year = match length {
            4 if BARE.contains(&value) && value % 100 != 0 => Year::Decade(i32::from(value)),
            // the 1900s may be a decade or a century; the figure says the century, but the 2000s are ten years so far
            4 if BARE.contains(&value) && value < 2000 => Year::Century(i32::from(value / 100)),
            4 if BARE.contains(&value) => Year::Decade(i32::from(value)),
            // over-60s are people
            2 if value >= 20
                && !ground.comes_up(start)
                && ground.any_before(at, &[&["over", "-"], &["under", "-"]]).is_none() =>
            {
                Year::DecadeOfCentury(u8::try_from(value).ok()?)
            }
            _ => return None,
        };
        return Some(YearReading { year, start, end, certain: true });
    }
    if let Some(year) = of_shared_era(ground, value, end) {
        return Some(YearReading { year, start: at, end, certain: true });
    }
    if let Some(end) = era(ground, end).filter(|_| length <= 4) {
        return Some(YearReading { year: Year::Exactly(1 - i32::from(value)), start: at, end, certain: true });
    }
    let common = common_era(ground, end);
    if let Some(end) = common.filter(|_| length <= 4 && value > 0) {
        return Some(YearReading { year: Year::Exactly(i32::from(value)), start: at, end, certain: true });
    }
    // in B.C. 221
    let before = ground.any_before(at, &[&["B", ".", "C", "."], &["BC"]]);
    if let Some(start) = before.filter(|_| value > 0 && !ground.goes_on(end)) {
        return Some(YearReading { year: Year::Exactly(1 - i32::from(value)), start, end, certain: true });
    }
    let anno = ground.any_before(at, &[&["A", ".", "D", "."], &["AD"]]);
    if let Some(start) = anno.filter(|_| value > 0 && !ground.goes_on(end)) {
        return Some(YearReading { year: Year::Exactly(i32::from(value)), start, end, certain: true });
    }
    if start < at && !ground.goes_on(end) {
        let year = Year::TwoDigits(u8::try_from(value).ok()?);
        return Some(YearReading { year, start, end, certain: true });
    }
    let (value, end) = four_digits(ground, at)?;
    // Resolution 1701, Flight 1549, Room 1204
    if silence::designation(ground, at).is_some() {
        return None;
    }
    Some(YearReading { year: Year::Exactly(i32::from(value)), start: at, end, certain: false })
}

/// The tens of years at `at` that somebody has lived, `40s` of `in his mid-40s`, and where they end.
pub(in super::super) fn of_life(ground: Ground<'_>, at: usize) -> Option<(u8, usize)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let (tens, end) = match token.sort {
        Sort::Digits => {
            let (tens, 2, end) = ground.plain_digits(at, 2)? else { return None };
            (u8::try_from(tens).ok()?, decade_suffix(ground, end)?)
        }
        Sort::Word => match calendar_word(cursor.surface(token))? {
            Trigger::Decade(tens) => (tens, token.end),
            _ => return None,
        },
        Sort::Mark | Sort::End => return None,
    };
    (tens >= 20 && tens % 10 == 0 && !ground.goes_on(end) && is_lived(ground, at)).then_some((tens, end))
}

/// Whether the decade at `at` is somebody's: `their 40s`, `her early sixties`, `his mid-40s`.
fn is_lived(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let mut word = cursor.before(at);
    // their 40s and 50s
    if cursor.is_any(word, &["and", "or", "to"]) {
        let decade = cursor.before(word.start);
        let tens = cursor.glued_before(decade.start);
        let listed = cursor.is(decade, "s") && tens.sort == Sort::Digits && tens.end - tens.start == 2;
        word = if listed { cursor.before(tens.start) } else { word };
    }
    if cursor.hyphen(word.start).is_some() {
        word = cursor.before(word.start);
    }
    if cursor.is_any(word, &["early", "mid", "late"]) {
        word = cursor.before(word.start);
    }
    cursor.is_any(word, &["their", "his", "her", "my", "your", "our", "its"])
}

/// Whether the sentence speaks of heat just before `at`: highs in the `80s` are degrees.
fn is_heat(ground: Ground<'_>, at: usize) -> bool {
    /// How many words before may speak of it.
    const REACH: usize = 6;
    let cursor = ground.cursor;
    let mut from = at;
    (0..REACH).any(|_| {
        let token = cursor.before(from);
        from = token.start;
        token.sort == Sort::Word && Around::Heat.holds(cursor.surface(token))
    })
}

/// Where the plural of a decade ends: `s`, `'s`, and ` s` as tokenised text has it.
fn decade_suffix(ground: Ground<'_>, at: usize) -> Option<usize> {
    let cursor = ground.cursor;
    let from = match cursor.char_at(at)? {
        c if c == '\'' || c == '’' || c.is_ascii() && is_space(c) => at + c.len_utf8(),
        _ => at,
    };
    let letter = cursor.glued(from);
    (cursor.surface(letter) == "s").then_some(letter.end)
}

/// Where the words for a year of the common era end.
fn common_era(ground: Ground<'_>, at: usize) -> Option<usize> {
    ground.any_after(at, &[&["A", ".", "D", "."], &["AD"], &["CE"]])
}

/// The year of a stretch whose second year names the era of both: `25–220 AD`, `from 475 to 221 BC`.
fn of_shared_era(ground: Ground<'_>, value: u16, end: usize) -> Option<Year> {
    let cursor = ground.cursor;
    let joint = cursor.next(end);
    let from = cursor.hyphen(joint.start).or_else(|| cursor.is(joint, "to").then_some(joint.end))?;
    let (second, length, last) = ground.plain_digits(cursor.next(from).start, 4)?;
    if length > 4 || value == 0 {
        return None;
    }
    if common_era(ground, last).is_some() {
        return (value < second).then(|| Year::Exactly(i32::from(value)));
    }
    era(ground, last).filter(|_| value > second).map(|_| Year::Exactly(1 - i32::from(value)))
}

/// Where the words for a year before the common era end.
fn era(ground: Ground<'_>, at: usize) -> Option<usize> {
    ground.any_after(at, &[&["B", ".", "C", "."], &["BC"], &["BCE"], &["B", ".", "C", ".", "E", "."]])
}

/// `nineteen fifty-three`, `twenty twelve`, `nineteen oh five`, `two thousand eight` after a date, `nineteen-fifties`.
fn in_words(ground: Ground<'_>, at: usize) -> Option<YearReading> {
    let cursor = ground.cursor;
    let first = cursor.glued(at);
    let century = match number_word(cursor.surface(first)).filter(|_| first.sort == Sort::Word)? {
        // the two thousands
        Word::Unit(2) => {
            let plural = cursor.next_part(first.end);
            let alone = cursor.is(plural, "thousands") && ground.closes(plural.end);
            let year = Year::Decade(2000);
            return alone.then_some(YearReading { year, start: at, end: plural.end, certain: true });
        }
        Word::Teen(teen @ 13..) => teen,
        Word::Ten(20) => 20,
        _ => return None,
    };
    let second = cursor.next_part(first.end);
    let reading = |year, end, certain| Some(YearReading { year, start: at, end, certain });
    if second.sort != Sort::Word {
        return None;
    }
    let of_century = |rest: u8| i32::from(century) * 100 + i32::from(rest);
    if let Some(Trigger::Decade(decade)) = calendar_word(cursor.surface(second)) {
        return reading(Year::Decade(of_century(decade)), second.end, true);
    }
    let third = cursor.next_part(second.end);
    let third_word = (third.sort == Sort::Word).then(|| number_word(cursor.surface(third))).flatten();
    match number_word(cursor.surface(second)) {
        Some(Word::Teen(teen)) if !follows_up(third_word) => {
            reading(Year::Exactly(of_century(teen)), second.end, false)
        }
        Some(Word::Ten(ten)) => match third_word {
            Some(Word::Unit(unit)) => reading(Year::Exactly(of_century(ten + unit)), third.end, false),
            word if !follows_up(word) => reading(Year::Exactly(of_century(ten)), second.end, false),
            _ => None,
        },
        // the eighteen hundreds
        Some(Word::Plural(2)) => reading(Year::Century(i32::from(century)), second.end, true),
        None if cursor.is_any(second, &["o", "oh"]) => match third_word {
            Some(Word::Unit(unit)) => reading(Year::Exactly(of_century(unit)), third.end, false),
            _ => None,
        },
        _ => None,
    }
}

/// A year written out as a number: `two thousand eight`, `one thousand eight hundred seventy six`. Only what stands
/// before it can say that it is one.
pub(super) fn spelled(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let numeral = en::numeral_at(ground.cursor, at).ok()?;
    let words = numeral.form == Form::Cardinal && !numeral.figures && numeral.opening == en::Opening::Number;
    let value = i32::try_from(numeral.value.as_integer()?).ok()?;
    let year = words && BARE.contains(&u16::try_from(value).ok()?) && ground.cursor.glued(at).sort == Sort::Word;
    year.then_some((Year::Exactly(value), at + numeral.length))
}

/// Whether a word makes the words before it a numeral rather than a year.
fn follows_up(word: Option<Word>) -> bool {
    matches!(word, Some(Word::Hundred | Word::Scale(_) | Word::Unit(_) | Word::Ordinal(_)))
}

/// `the fifties`; `his fifties` is an age.
fn decade_word(ground: Ground<'_>, at: usize) -> Option<YearReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let Some(Trigger::Decade(decade)) = calendar_word(cursor.surface(token)) else { return None };
    let before = ground.before(at);
    if is_lived(ground, at) {
        return None;
    }
    let the = cursor.is(before, "the")
        || (cursor.hyphen(before.start).is_some() && cursor.is(ground.before(before.start), "mid"))
        || cursor.is_any(before, &["early", "late", "mid"]);
    the.then_some(YearReading { year: Year::DecadeOfCentury(decade), start: at, end: token.end, certain: true })
}

/// `the 19th century`, `the nineteenth century`, `fifth century BC`; `18th and 19th centuries` gives the eighteenth.
fn century(ground: Ground<'_>, at: usize) -> Option<YearReading> {
    let cursor = ground.cursor;
    let first = cursor.glued(at);
    let starts = match first.sort {
        Sort::Digits => cursor.is_any(cursor.glued(first.end), &["st", "nd", "rd", "th"]),
        _ => matches!(number_word(cursor.surface(first)), Some(Word::Ordinal(_) | Word::Ten(_) | Word::Unit(_))),
    };
    if !starts {
        return None;
    }
    let ordinal = en::numeral_at(cursor, at).ok().filter(|n| n.form == Form::Ordinal)?;
    let number = i32::try_from(ordinal.value.as_integer()?).ok().filter(|n| (1..=40).contains(n))?;
    let end = at + ordinal.length;
    let noun = cursor.next_part(end);
    let own = cursor.is_any(noun, &["century", "centuries"]);
    let shared = !own && {
        let next = cursor.is_any(noun, &["and", "to", "or"]).then(|| cursor.next_part(noun.end).start);
        next.and_then(|next| en::numeral_at(cursor, next).ok().map(|other| (next, other)))
            .filter(|(_, other)| other.form == Form::Ordinal)
            .is_some_and(|(next, other)| {
                cursor.is_any(cursor.next_part(next + other.length), &["century", "centuries"])
            })
    };
    if !own && !shared {
        return None;
    }
    let end = if own { noun.end } else { end };
    let (year, end) = match era(ground, end) {
        Some(end) => (Year::Century(-number), end),
        None => (Year::Century(number - 1), end),
    };
    // A century before the common era has no leading digits; it keeps its number.
    (number > 0).then_some(YearReading { year, start: at, end, certain: true })
}
