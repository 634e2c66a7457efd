//! Fractions, alone and after a cardinal: `two-thirds`, `half a million`, `two and a half`, `2½`, `3/4`.

use super::cursor::{Cursor, Sort};
use super::lexicon::Word;
use super::sum::{self, word_of};
use super::{Form, Numeral, NumeralError, Opening, Rule, Trace};
use crate::quantity::Exact;

/// A fraction of one, as written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartReading {
    /// Its value, less than one or not.
    pub(crate) value: Exact,
    /// One past its last byte.
    pub(crate) end: usize,
}

/// Reads the numeral at `at` with the fraction it may be or may end in.
pub(super) fn with_fraction(
    cursor: Cursor<'_>,
    at: usize,
    money: bool,
    trace: &mut impl Trace,
) -> Result<Numeral, NumeralError> {
    if let Some(part) = read_part(cursor, at) {
        trace.step(at..part.end, Rule::Divide, part.value);
        let article = cursor.is_any(cursor.glued(at), &["a", "an"]);
        let opening = if article { Opening::Article } else { Opening::Number };
        return scaled_fraction(cursor, at, part, opening, trace);
    }
    let whole = sum::read(cursor, at, money, trace)?;
    if whole.form != Form::Cardinal {
        return Ok(whole);
    }
    let end = at + whole.length;
    if let Some(part) = whole.figures.then(|| beside_digits(cursor, end)).flatten() {
        return joined(cursor, at, whole, part, trace);
    }
    if !whole.figures {
        if let Some(part) = tens_of_denominator(cursor, &whole, end) {
            trace.step(at..part.end, Rule::Divide, part.value);
            return scaled_fraction(cursor, at, part, whole.opening, trace);
        }
        let divisor = denominator(cursor, end, whole.value == Exact::ONE && whole.opening == Opening::Number);
        if let Some(part) = divisor.filter(|_| whole.value > Exact::ZERO) {
            let overflow = NumeralError::Overflow { length: part.end - at };
            let value = whole.value.checked_mul(part.value).ok_or(overflow)?;
            trace.step(at..part.end, Rule::Divide, value);
            return scaled_fraction(cursor, at, PartReading { value, end: part.end }, whole.opening, trace);
        }
    }
    match joining_fraction(cursor, end, money) {
        Some(part) => joined(cursor, at, whole, part, trace),
        None => Ok(whole),
    }
}

/// `one hundred thirty-fifths`: the tens that end a cardinal belong to the denominator behind them.
fn tens_of_denominator(cursor: Cursor<'_>, whole: &Numeral, end: usize) -> Option<PartReading> {
    let last = cursor.before(end);
    let (Word::Ten(ten), Word::Parts(unit @ 3..=9)) = (word_of(cursor, last)?, word_of(cursor, cursor.next_part(end))?)
    else {
        return None;
    };
    let before = cursor.before(last.start);
    let numerator = whole.value.checked_sub(Exact::integer(i128::from(ten)))?;
    let joined = cursor.is(before, "and");
    if joined || numerator <= Exact::ZERO {
        return None;
    }
    let value = numerator.checked_div(Exact::integer(i128::from(ten) + i128::from(unit)))?;
    Some(PartReading { value, end: cursor.next_part(end).end })
}

/// The fraction at `at` that is written without a number of parts: `half`, `a third`, `½`, `3/4` and so on. Whether an
/// article's `third` is a fraction or an ordinal, what follows must tell.
pub(crate) fn read_part(cursor: Cursor<'_>, at: usize) -> Option<PartReading> {
    let token = cursor.glued(at);
    match token.sort {
        Sort::Digits => solidus(cursor, at),
        Sort::Word if cursor.is_any(token, &["a", "an"]) => denominator(cursor, token.end, true),
        Sort::Word => match word_of(cursor, token)? {
            Word::Part(divisor) => reciprocal(u32::from(divisor), token.end),
            _ => None,
        },
        Sort::Mark => vulgar(cursor, at),
        Sort::End => None,
    }
}

fn reciprocal(divisor: u32, end: usize) -> Option<PartReading> {
    Some(PartReading { value: Exact::new(1, i128::from(divisor))?, end })
}

/// A denominator after `at`: plural (`thirds`), or after one or an article (`single`) singular (`third`, `half`).
fn denominator(cursor: Cursor<'_>, at: usize, single: bool) -> Option<PartReading> {
    let token = cursor.next_part(at);
    if token.start == at {
        return None;
    }
    let power = |e: u8| Exact::power_of_ten(-i32::from(e)).map(|value| PartReading { value, end: token.end });
    match word_of(cursor, token)? {
        Word::Parts(divisor) => reciprocal(u32::from(divisor), token.end),
        Word::PartsScale(e) => power(e),
        Word::Part(divisor) if single || divisor == 4 => reciprocal(u32::from(divisor), token.end),
        Word::Ordinal(divisor @ 3..) if single => reciprocal(u32::from(divisor), token.end),
        Word::OrdinalScale(e) if single => power(e),
        // a twenty-first, three twenty-fifths
        Word::Ten(ten) => {
            let unit = cursor.next_part(token.end);
            match word_of(cursor, unit)? {
                Word::Ordinal(n @ 1..=9) if single => reciprocal(u32::from(ten) + u32::from(n), unit.end),
                Word::Parts(n @ 3..=9) => reciprocal(u32::from(ten) + u32::from(n), unit.end),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `½`, `⅔`: the vulgar fractions of Unicode.
fn vulgar(cursor: Cursor<'_>, at: usize) -> Option<PartReading> {
    let (numerator, divisor) = match cursor.char_at(at).filter(|c| !c.is_ascii())? {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    let end = cursor.glued(at).end;
    Some(PartReading { value: Exact::new(numerator, divisor)?, end })
}

/// `3/4`: two plain numbers of at most four digits around a solidus, the first the smaller.
fn solidus(cursor: Cursor<'_>, at: usize) -> Option<PartReading> {
    let number = |at: usize| {
        let token = cursor.glued(at);
        let short = token.sort == Sort::Digits && token.end - token.start <= 4 && cursor.char_at(at) != Some('0');
        short.then(|| Some((cursor.surface(token).parse::<i128>().ok()?, token.end))).flatten()
    };
    let (numerator, slash) = number(at)?;
    let mark = cursor.char_at(slash).filter(|c| matches!(c, '/' | '\u{2044}'))?;
    let (divisor, end) = number(slash + mark.len_utf8())?;
    let goes_on = matches!(cursor.char_at(end), Some('/'))
        || (matches!(cursor.char_at(end), Some('.' | ',')) && cursor.glued(end + 1).sort == Sort::Digits);
    (numerator < divisor && !goes_on).then(|| Some(PartReading { value: Exact::new(numerator, divisor)?, end }))?
}

/// A fraction that stands beside digits: `2½`, `2 1/2`, `2-1/2`.
fn beside_digits(cursor: Cursor<'_>, at: usize) -> Option<PartReading> {
    let from = cursor.hyphen(at).unwrap_or_else(|| cursor.next(at).start);
    vulgar(cursor, from).or_else(|| (from > at).then(|| solidus(cursor, from)).flatten())
}

/// A fraction that `and` joins: `and a half`, `and two thirds`, `and 3/4`, `and one quarter`.
fn joining_fraction(cursor: Cursor<'_>, at: usize, money: bool) -> Option<PartReading> {
    let and = cursor.next_part(at);
    if !cursor.is(and, "and") {
        return None;
    }
    let from = cursor.next_part(and.end).start;
    if let Some(part) = read_part(cursor, from) {
        // 'one and half of them' is no mixed number, 'five and half min' is
        let bare = word_of(cursor, cursor.glued(from)).is_some();
        return (!bare || !cursor.is(cursor.next(part.end), "of")).then_some(part);
    }
    let parts = sum::read(cursor, from, money, &mut ()).ok().filter(|n| n.form == Form::Cardinal && !n.figures)?;
    let part = denominator(cursor, from + parts.length, parts.value == Exact::ONE)?;
    Some(PartReading { value: parts.value.checked_mul(part.value)?, end: part.end })
}

/// A fraction with the scale or group it may be of: `half a million`, `half a dozen`, `three quarters billion`.
fn scaled_fraction(
    cursor: Cursor<'_>,
    at: usize,
    part: PartReading,
    opening: Opening,
    trace: &mut impl Trace,
) -> Result<Numeral, NumeralError> {
    // a quarter of a million
    let of = cursor.next(part.end);
    let said = cursor.is(of, "of") && cursor.is_any(cursor.next(of.end), &["a", "an"]);
    let article = if said { cursor.next(of.end) } else { cursor.next_part(part.end) };
    let from = if cursor.is_any(article, &["a", "an"]) { cursor.next_part(article.end) } else { article };
    let of = sum::word_of(cursor, from);
    let mut numeral = Numeral {
        value: part.value,
        precision: 0,
        length: part.end - at,
        form: Form::Fraction,
        scale: Exact::ONE,
        figures: false,
        opening,
    };
    let (factor, end) = match of {
        Some(Word::Scale(_) | Word::Hundred) => scales(cursor, from.start),
        Some(Word::Group(size)) => (Some(Exact::integer(i128::from(size))), from.end),
        _ => return Ok(numeral),
    };
    let overflow = NumeralError::Overflow { length: end - at };
    numeral.scale = factor.ok_or(overflow)?;
    numeral.value = part.value.checked_mul(numeral.scale).ok_or(overflow)?;
    (numeral.form, numeral.length) = (Form::Cardinal, end - at);
    numeral.precision = last_digit(numeral.value);
    trace.step(part.end..end, Rule::Scale, numeral.value);
    Ok(numeral)
}

/// The scales at `at`, one after another, as one factor, and where they end.
fn scales(cursor: Cursor<'_>, at: usize) -> (Option<Exact>, usize) {
    let (mut exponent, mut end) = (0_i32, at);
    let mut token = cursor.glued(at);
    while let Some(e) = match sum::word_of(cursor, token) {
        Some(Word::Scale(e)) => Some(i32::from(e)),
        Some(Word::Hundred) => Some(2),
        _ => None,
    } {
        exponent = exponent.saturating_add(e);
        end = token.end;
        token = cursor.next_part(end);
    }
    (Exact::power_of_ten(exponent), end)
}

/// The power of ten of the last digit that is not zero.
fn last_digit(value: Exact) -> i8 {
    if let Some(decimals) = value.decimals().filter(|&d| d > 0) {
        return i8::try_from(decimals).map_or(0, |decimals| -decimals);
    }
    let (mut rest, mut zeros) = (value.numerator(), 0);
    while rest != 0 && rest % 10 == 0 {
        (rest, zeros) = (rest / 10, zeros + 1);
    }
    zeros
}

/// A cardinal and a fraction: `two and a half [million]`, `one million and a half`, `2½ [million]`.
fn joined(
    cursor: Cursor<'_>,
    at: usize,
    whole: Numeral,
    part: PartReading,
    trace: &mut impl Trace,
) -> Result<Numeral, NumeralError> {
    let scale_word = cursor.next_part(part.end);
    let has_scale = matches!(sum::word_of(cursor, scale_word), Some(Word::Scale(_) | Word::Hundred));
    let (factor, end) = if has_scale { scales(cursor, scale_word.start) } else { (Some(Exact::ONE), part.end) };
    let overflow = NumeralError::Overflow { length: end - at };
    let factor = factor.ok_or(overflow)?;
    // one million and a half: half of the million; one billion and a half million: half of a million; two hundred and a
    // half: half of one
    let (value, scale) = if whole.scale <= Exact::integer(100) {
        (whole.value.checked_add(part.value).and_then(|sum| sum.checked_mul(factor)), factor)
    } else {
        let unit = if has_scale { factor } else { whole.scale };
        (part.value.checked_mul(unit).and_then(|more| whole.value.checked_add(more)), Exact::ONE)
    };
    let value = value.ok_or(overflow)?;
    trace.step(at..end, Rule::Add, value);
    Ok(Numeral { value, precision: last_digit(value), length: end - at, scale, figures: false, ..whole })
}
