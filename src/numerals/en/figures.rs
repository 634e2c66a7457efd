//! Numbers in digits, as English writes them: groups of any kind, scientific notation, glued scales and ordinals.

use super::super::digits::{DigitsError, digit_value, read_digits};
use super::NumeralError;
use super::cursor::{Cursor, Sort};
use crate::quantity::Exact;

/// A number in digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FigureReading {
    /// Its value.
    pub(crate) value: Exact,
    /// The power of ten of its last digit.
    pub(crate) precision: i8,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Whether it is digits and nothing else: no groups, point or exponent.
    pub(crate) plain: bool,
}

/// Reads the digits at `at`: `1,427`, `1 427`, `1.427.000,5`, `12,34,567`, `.25`, `1.3x10^6`, `12e-1`.
pub(crate) fn read(cursor: Cursor<'_>, at: usize) -> Result<FigureReading, NumeralError> {
    // what stands behind the first digits tells which way of grouping them there may be
    let grouped = match cursor.char_at(at + run_of_digits(cursor, at)) {
        Some(' ' | '\u{a0}' | '\u{2009}' | '\u{202f}') => spaced_groups(cursor, at),
        Some('.') => continental(cursor, at).or_else(|| leading_point(cursor, at)),
        Some(',') => indian(cursor, at),
        _ => None,
    };
    let reading = match grouped {
        Some(reading) => reading?,
        None => plain(cursor, at)?,
    };
    Ok(exponent(cursor, reading).unwrap_or(reading))
}

fn plain(cursor: Cursor<'_>, at: usize) -> Result<FigureReading, NumeralError> {
    let text = cursor.rest(at);
    let digits = read_digits(text).map_err(|error| match error {
        DigitsError::Nothing => NumeralError::Nothing,
        DigitsError::Overflow { length } => NumeralError::Overflow { length },
    })?;
    let end = at + digits.length;
    // 16,4851: a comma that heads more than three digits groups nothing
    if digits.whole <= 3 && digits.decimals == 0 && !digits.grouped && cursor.char_at(end) == Some(',') {
        let group = run_of_digits(cursor, end + 1);
        if group > 3 {
            return Err(NumeralError::Malformed { length: digits.length + 1 + group });
        }
    }
    let value = digits.value().ok_or(NumeralError::Overflow { length: digits.length })?;
    let precision = i8::try_from(digits.decimals).map_or(i8::MIN, |decimals| -decimals);
    Ok(FigureReading { value, precision, end, plain: !digits.grouped && digits.decimals == 0 })
}

/// How many ASCII digits stand at `at`.
fn run_of_digits(cursor: Cursor<'_>, at: usize) -> usize {
    cursor.rest(at).bytes().take_while(u8::is_ascii_digit).count()
}

/// Collects groups of digits: the first of one to `first` digits, the others of `size`, each after a separator that
/// `separates` measures. `None` unless there are at least `least` groups after the first.
fn groups(
    cursor: Cursor<'_>,
    at: usize,
    separates: impl Fn(char) -> bool,
    least: usize,
) -> Option<Result<(i128, usize), NumeralError>> {
    let first = run_of_digits(cursor, at);
    if !(1..=3).contains(&first) || cursor.char_at(at) == Some('0') {
        return None;
    }
    let (mut end, mut found) = (at + first, 0);
    let mut mantissa = cursor.rest(at).get(..first)?.parse::<i128>().ok();
    while let Some(separator) = cursor.char_at(end).filter(|&c| separates(c)) {
        let from = end + separator.len_utf8();
        if run_of_digits(cursor, from) != 3 {
            break;
        }
        let group = cursor.rest(from).get(..3)?.parse::<i128>().ok()?;
        mantissa = mantissa.and_then(|m| m.checked_mul(1000)?.checked_add(group));
        end = from + 3;
        found += 1;
    }
    (found >= least).then(|| mantissa.map(|m| (m, end)).ok_or(NumeralError::Overflow { length: end - at }))
}

/// Decimals after `mark` at `end`, appended to `mantissa`.
fn decimals(cursor: Cursor<'_>, mantissa: i128, end: usize, mark: char) -> Option<FigureReading> {
    let places = match cursor.char_at(end) {
        Some(c) if c == mark => run_of_digits(cursor, end + 1),
        _ => 0,
    };
    let whole = |value| FigureReading { value, precision: 0, end, plain: false };
    if places == 0 {
        return Some(whole(Exact::integer(mantissa)));
    }
    let fraction = cursor.rest(end + 1).get(..places)?.parse::<i128>().ok()?;
    let exponent = i8::try_from(places).ok()?;
    let all = mantissa.checked_mul(10_i128.checked_pow(u32::try_from(places).ok()?)?)?.checked_add(fraction)?;
    let value = Exact::decimal(all, -i32::from(exponent))?;
    Some(FigureReading { value, precision: -exponent, end: end + 1 + places, plain: false })
}

/// `1 427`, `40 000`, `1 234 567.89`, with a plain, no-break or thin space.
fn spaced_groups(cursor: Cursor<'_>, at: usize) -> Option<Result<FigureReading, NumeralError>> {
    let space = |c| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let found = groups(cursor, at, space, 1)?;
    Some(found.and_then(|(mantissa, end)| {
        decimals(cursor, mantissa, end, '.').ok_or(NumeralError::Overflow { length: end - at })
    }))
}

/// `1.427.000`, `1.111,11`: points group where two of them stand, or where a comma and decimals follow.
fn continental(cursor: Cursor<'_>, at: usize) -> Option<Result<FigureReading, NumeralError>> {
    let found = groups(cursor, at, |c| c == '.', 1)?;
    let (mantissa, end) = match found {
        Ok(found) => found,
        Err(error) => return Some(Err(error)),
    };
    let follows = cursor.char_at(end) == Some(',') && (1..=2).contains(&run_of_digits(cursor, end + 1));
    (follows || end - at > 7)
        .then(|| decimals(cursor, mantissa, end, ',').ok_or(NumeralError::Overflow { length: end - at }))
}

/// More groups of two than any value has: what goes on longer is a list.
const MOST_PAIRS: usize = 12;

/// `12,34,567.89`: groups of two before the last one of three.
fn indian(cursor: Cursor<'_>, at: usize) -> Option<Result<FigureReading, NumeralError>> {
    let first = run_of_digits(cursor, at);
    if !(1..=2).contains(&first) {
        return None;
    }
    let mut mantissa = cursor.rest(at).get(..first)?.parse::<i128>().ok();
    let (mut end, mut pairs) = (at + first, 0);
    while cursor.char_at(end) == Some(',') {
        let size = run_of_digits(cursor, end + 1);
        let group = cursor.rest(end + 1).get(..size.min(3))?.parse::<i128>().ok()?;
        match size {
            2 => mantissa = mantissa.and_then(|m| m.checked_mul(100)?.checked_add(group)),
            3 if pairs > 0 => {
                mantissa = mantissa.and_then(|m| m.checked_mul(1000)?.checked_add(group));
                end += 4;
                let overflow = NumeralError::Overflow { length: end - at };
                return Some(mantissa.and_then(|m| decimals(cursor, m, end, '.')).ok_or(overflow));
            }
            _ => return None,
        }
        pairs += 1;
        end += 3;
        if pairs > MOST_PAIRS {
            return None;
        }
    }
    None
}

/// `.25`
fn leading_point(cursor: Cursor<'_>, at: usize) -> Option<Result<FigureReading, NumeralError>> {
    if cursor.char_at(at) != Some('.') || run_of_digits(cursor, at + 1) == 0 {
        return None;
    }
    Some(decimals(cursor, 0, at, '.').ok_or(NumeralError::Overflow { length: 1 + run_of_digits(cursor, at + 1) }))
}

/// A power after a number: `1e10`, `12.32e+14`, `1.3x10^6`, `6.23 × 10^-4`, `1.1^23`.
fn exponent(cursor: Cursor<'_>, base: FigureReading) -> Option<FigureReading> {
    let integer = |at: usize| {
        let from = at + usize::from(matches!(cursor.char_at(at), Some('-' | '+')));
        let length = run_of_digits(cursor, from);
        let size = cursor.rest(from).get(..length.min(3))?.parse::<i32>().ok().filter(|_| length <= 3)?;
        Some((if cursor.char_at(at) == Some('-') { -size } else { size }, from + length))
    };
    let shifted = |(size, end): (i32, usize)| {
        let value = base.value.checked_mul(Exact::power_of_ten(size)?)?;
        let precision = i8::try_from(i32::from(base.precision) + size).ok()?;
        Some(FigureReading { value, precision, end, plain: false })
    };
    match cursor.char_at(base.end)? {
        'e' | 'E' => shifted(integer(base.end + 1)?).filter(|r| cursor.glued(r.end).sort != Sort::Word),
        '^' => {
            let (size, end) = integer(base.end + 1)?;
            let mut value = Exact::ONE;
            for _ in 0..u32::try_from(size).ok()?.min(200) {
                value = value.checked_mul(base.value)?;
            }
            let precision = i8::try_from(value.decimals()?).ok()?;
            Some(FigureReading { value, precision: -precision, end, plain: false })
        }
        ' ' | 'x' | '×' => {
            let times = cursor.next(base.end);
            let power = cursor.is_any(times, &["x", "×"]).then(|| cursor.phrase(times.end, &["10", "^"]))??;
            shifted(integer(power)?)
        }
        _ => None,
    }
}

/// The power of ten of a scale abbreviation that is glued to digits and ends there: `k`, `M`, `bn`. After a currency
/// sign (`money`) also `m` and `t`, which are a metre and a tonne elsewhere.
pub(crate) fn code_scale(cursor: Cursor<'_>, at: usize, money: bool) -> Option<(u8, usize)> {
    let token = cursor.glued(at);
    if token.sort != Sort::Word || cursor.char_at(token.end).and_then(digit_value).is_some() {
        return None;
    }
    let exponent = match cursor.surface(token) {
        "k" | "K" => 3,
        "M" => 6,
        "G" => 9,
        // 221B Baker Street, bus 42B, Rule 10b-5: a billion needs money, or something that is counted
        "b" | "B" if money || counts_billions(cursor, token.end) => 9,
        "m" if money || counts_millions(cursor, token.end) => 6,
        "T" | "t" if money => 12,
        _ => return None,
    };
    Some((exponent, token.end))
}

/// Whether a `B` at `at` counts: what is counted by the million follows, or decimals stand before it and nothing behind.
fn counts_billions(cursor: Cursor<'_>, at: usize) -> bool {
    let mut head = cursor.head(at).bytes().rev().skip(1).skip_while(u8::is_ascii_digit);
    let closes = || !matches!(cursor.next(at).sort, Sort::Word | Sort::Digits);
    counts_millions(cursor, at) || head.next() == Some(b'.') && closes()
}

/// Whether what follows an `m` at `at` is counted in millions and not measured in metres: `1.5m people`, `3m tonnes`.
fn counts_millions(cursor: Cursor<'_>, at: usize) -> bool {
    let noun = cursor.next(at);
    // users, visitors, migrants: those who do something
    let word = cursor.surface(noun);
    let doers = word.len() > 5
        && ["kers", "sers", "ters", "vers", "wers", "tors", "rants", "ners", "gers", "mers"]
            .iter()
            .any(|ending| word.ends_with(ending));
    noun.start > at && (cursor.is_any(noun, COUNTED) || doers && !cursor.is_any(noun, &["meters", "litters"]))
}

/// Things that are counted by the million.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "households",
    "families",
    "homes",
    "jobs",
    "votes",
    "copies",
    "shares",
    "residents",
    "students",
    "refugees",
    "tonnes",
    "tons",
    "barrels",
    "hectares",
    "acres",
    "euros",
    "dollars",
    "pounds",
    "yuan",
    "cars",
    "vehicles",
    "deaths",
    "cases",
    "doses",
    "members",
    "inhabitants",
];
