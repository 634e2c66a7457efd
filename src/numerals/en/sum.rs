//! The sum of terms that a cardinal is, and the ordinal that may end it.

use super::cursor::{Cursor, Sort, Token};
use super::figures::{self, code_scale};
use super::lexicon::{Word, number_word};
use super::{Form, Numeral, NumeralError, Opening, Rule, Trace};
use crate::quantity::Exact;

/// A part of a numeral that has been read.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: Exact,
    precision: i8,
    end: usize,
    ordinal: bool,
    figures: bool,
}

const OVERFLOW: NumeralError = NumeralError::Overflow { length: 0 };

fn power(exponent: u8) -> Result<Exact, NumeralError> {
    Exact::power_of_ten(i32::from(exponent)).ok_or(OVERFLOW)
}

fn shifted(precision: i8, exponent: u8) -> i8 {
    precision.saturating_add(i8::try_from(exponent).unwrap_or(i8::MAX))
}

/// The number word that `token` is.
pub(super) fn word_of(cursor: Cursor<'_>, token: Token) -> Option<Word> {
    (token.sort == Sort::Word).then(|| number_word(cursor.surface(token))).flatten()
}

/// Reads the cardinal or ordinal at `at`, without a fraction.
pub(super) fn read(
    cursor: Cursor<'_>,
    at: usize,
    money: bool,
    trace: &mut impl Trace,
) -> Result<Numeral, NumeralError> {
    let whole_length = |error, end: usize| match error {
        NumeralError::Overflow { length } => NumeralError::Overflow { length: length.max(end - at) },
        other => other,
    };
    let first = cursor.glued(at);
    if first.sort != Sort::Digits
        && let Some(magnitude) = magnitude(cursor, at, trace)?
    {
        return Ok(magnitude);
    }
    let (mut from, mut opening) = (at, Opening::Number);
    if cursor.is_any(first, &["a", "an"]) {
        let noun = cursor.next_part(first.end);
        match word_of(cursor, noun) {
            Some(Word::Hundred | Word::Scale(_) | Word::Group(_) | Word::Set(_)) => {
                (from, opening) = (noun.start, Opening::Article);
            }
            _ => return Err(NumeralError::Nothing),
        }
    } else if matches!(word_of(cursor, first), Some(Word::Hundred | Word::Scale(_))) {
        opening = Opening::Bare;
    }

    let mut sum: Option<Part> = None;
    let mut last_scale = u8::MAX;
    let (mut next, mut terms, mut scale) = (from, 0, Exact::ONE);
    // Each round reads one term; `next` is where it begins, after a joining `and` or not.
    loop {
        let joined = terms > 0 && cursor.is(cursor.before(next), "and");
        let implied = terms == 0 && opening != Opening::Number;
        let term = match coefficient(cursor, next, implied, money, terms > 0, trace) {
            Ok(Some(term)) => term,
            // million–1,0001: figures that break their grammar are none of the number before them
            Err(_) if terms > 0 => break,
            Ok(None) => break,
            Err(error) => return Err(error),
        };
        let (mut part, mut exponent) = (term, 0_u8);
        while !part.ordinal {
            let token = cursor.next_part(part.end);
            let glued = part.figures && part.end == token.start;
            match word_of(cursor, token) {
                Some(Word::Scale(e)) => {
                    exponent = exponent.saturating_add(e);
                    (part.end, part.figures) = (token.end, false);
                }
                // three billions, sixty hundreds
                Some(Word::Plural(e)) if e > 1 && !implied => {
                    exponent = exponent.saturating_add(e);
                    (part.end, part.figures) = (token.end, false);
                }
                Some(Word::OrdinalScale(e)) if !part.figures || exponent > 0 => {
                    exponent = exponent.saturating_add(e);
                    (part.end, part.ordinal, part.figures) = (token.end, true, false);
                }
                _ => {
                    // $3.5 M: after a currency sign a capital may stand apart
                    let apart = money && part.figures && ["M", "B", "K"].contains(&cursor.surface(token));
                    if let (true, Some((e, end))) = (glued || apart, code_scale(cursor, token.start, money)) {
                        exponent = exponent.saturating_add(e);
                        (part.end, part.figures) = (end, false);
                    }
                    break;
                }
            }
        }
        // 'one hundred thousand two thousand' is two numbers: scales fall from term to term
        let mixed = || exponent == 0 && joined && divides(&part, word_of(cursor, cursor.next_part(part.end)));
        let fits = terms == 0 || (exponent < last_scale && below_scale(part.value, exponent, last_scale) && !mixed());
        if !fits || (terms > 0 && part.figures && !joined) {
            break;
        }
        let (mut factor, mut term_value) = (Exact::ONE, part.value);
        if exponent > 0 {
            factor = power(exponent).map_err(|error| whole_length(error, part.end))?;
            term_value =
                part.value.checked_mul(factor).ok_or(OVERFLOW).map_err(|error| whole_length(error, part.end))?;
            trace.step(next..part.end, Rule::Scale, term_value);
        }
        let total = match sum {
            Some(sum) => {
                let total =
                    sum.value.checked_add(term_value).ok_or(OVERFLOW).map_err(|error| whole_length(error, part.end))?;
                trace.step(at..part.end, Rule::Add, total);
                total
            }
            None => term_value,
        };
        let figures = part.figures && sum.is_none();
        part.precision = shifted(part.precision, exponent);
        sum = Some(Part { value: total, figures, ..part });
        (last_scale, terms) = (if exponent == 0 { scale_of(part.value) } else { exponent }, terms + 1);
        // words that end on a hundred are scaled by it: five or six hundred thousand
        let hundred = !term.figures && term.precision == 2;
        scale = match (terms, hundred) {
            (1, true) => factor.checked_mul(Exact::integer(100)).unwrap_or(factor),
            (1, false) => factor,
            _ => Exact::ONE,
        };
        if part.ordinal || exponent == 0 || !term.value.is_integer() {
            break;
        }
        let token = cursor.next_part(part.end);
        next = if cursor.is(token, "and") {
            cursor.next_part(token.end).start
        } else {
            past_comma(cursor, &part, exponent).unwrap_or(token.start)
        };
    }
    let Some(sum) = sum else { return Err(NumeralError::Nothing) };
    // two million point five
    let sum = if sum.ordinal { sum } else { spoken_decimals(cursor, sum, trace).unwrap_or(sum) };
    let sum = grouped(cursor, sum, trace).map_err(|error| whole_length(error, sum.end))?;
    let form = if sum.ordinal { Form::Ordinal } else { Form::Cardinal };
    if sum.ordinal {
        trace.step(at..sum.end, Rule::Order, sum.value);
    }
    Ok(Numeral {
        value: sum.value,
        precision: sum.precision,
        length: sum.end - at,
        form,
        scale: if sum.ordinal { Exact::ONE } else { scale },
        figures: sum.figures,
        opening,
    })
}

/// Where words go on after a scale and a comma: `two million, three hundred thousand`. What is less than a hundred is the
/// next of a list.
fn past_comma(cursor: Cursor<'_>, part: &Part, exponent: u8) -> Option<usize> {
    let comma = cursor.next(part.end);
    if !cursor.is(comma, ",") || part.figures || exponent < 3 {
        return None;
    }
    let next = cursor.next(comma.end).start;
    let term = coefficient(cursor, next, false, false, true, &mut ()).ok().flatten()?;
    let scaled = || matches!(word_of(cursor, cursor.next_part(term.end)), Some(Word::Scale(_)));
    let goes_on = !term.figures && !term.ordinal && (term.value >= Exact::integer(100) || scaled());
    goes_on.then_some(next)
}

/// The power of ten below which what follows a term without a scale must stay; nothing follows it but a fraction.
fn scale_of(value: Exact) -> u8 {
    u8::from(value != Exact::ZERO)
}

/// Whether a word is the denominator of a proper fraction of which `part` is the numerator: `three fifths`, `one half`.
fn divides(part: &Part, word: Option<Word>) -> bool {
    let one = part.value == Exact::ONE;
    let denominator = match word {
        Some(Word::Parts(n)) => Some(Exact::integer(i128::from(n))),
        Some(Word::PartsScale(e)) => Exact::power_of_ten(i32::from(e)),
        Some(Word::Part(n)) if one || n == 4 => Some(Exact::integer(i128::from(n))),
        Some(Word::Ordinal(n @ 3..)) if one => Some(Exact::integer(i128::from(n))),
        _ => None,
    };
    denominator.is_some_and(|denominator| part.value < denominator)
}

/// Whether `value` × 10^`exponent` stays below 10^`last`: 500 fits after a million, 1,500 does not after a thousand.
fn below_scale(value: Exact, exponent: u8, last: u8) -> bool {
    Exact::power_of_ten(i32::from(last) - i32::from(exponent)).is_some_and(|limit| value < limit)
}

/// Digits, or words below a hundred hundreds: `213`, `4.19`, `two hundred and thirteen`, `nineteen hundred`.
///
/// `implied` reads a one before `hundred` or a scale; `later` is a term that others precede.
fn coefficient(
    cursor: Cursor<'_>,
    at: usize,
    implied: bool,
    money: bool,
    later: bool,
    trace: &mut impl Trace,
) -> Result<Option<Part>, NumeralError> {
    let token = cursor.glued(at);
    let starts_with_point =
        cursor.char_at(at) == Some('.') && cursor.char_at(at + 1).is_some_and(|c| c.is_ascii_digit());
    if token.sort == Sort::Digits || starts_with_point {
        let reading = figures::read(cursor, at)?;
        let part = Part {
            value: reading.value,
            precision: reading.precision,
            end: reading.end,
            ordinal: false,
            figures: true,
        };
        trace.step(at..reading.end, Rule::Coefficient, reading.value);
        let pointed = || cursor.text().get(at..reading.end).is_some_and(|surface| surface.contains('.'));
        let whole = reading.plain || reading.value.is_integer() && !pointed();
        let ordinal = whole.then(|| ordinal_suffix(cursor, reading.end, reading.value)).flatten();
        if let Some(end) = ordinal {
            return Ok(Some(Part { end, ordinal: true, figures: false, ..part }));
        }
        return Ok(match word_of(cursor, cursor.next_part(reading.end)) {
            Some(Word::Hundred) => Some(hundreds(cursor, part, trace)),
            _ if later && code_scale(cursor, reading.end, money).is_some() => None,
            _ => spoken_decimals(cursor, part, trace),
        });
    }
    let below_hundred = match word_of(cursor, token) {
        Some(Word::Hundred) if implied => {
            Some(Part { value: Exact::ONE, precision: 0, end: at, ordinal: false, figures: false })
        }
        Some(Word::Scale(_) | Word::Group(_) | Word::Set(_)) if implied => {
            return Ok(Some(Part { value: Exact::ONE, precision: 0, end: at, ordinal: false, figures: false }));
        }
        Some(Word::OrdinalScale(_)) if !later => {
            return Ok(Some(Part { value: Exact::ONE, precision: 0, end: at, ordinal: false, figures: false }));
        }
        _ if cursor.is(token, "point") && !later => {
            let zero = Part { value: Exact::ZERO, precision: 0, end: at, ordinal: false, figures: false };
            return Ok(spoken_decimals(cursor, zero, trace).filter(|part| part.end > at));
        }
        _ => tens(cursor, at),
    };
    let Some(part) = below_hundred else { return Ok(None) };
    if part.end > at {
        trace.step(at..part.end, Rule::Coefficient, part.value);
    }
    if part.ordinal {
        return Ok(Some(part));
    }
    if let Some(Word::Hundred | Word::OrdinalScale(2)) = word_of(cursor, cursor.next_part(part.end)) {
        let part = hundreds(cursor, part, trace);
        return Ok(spoken_decimals(cursor, part, trace));
    }
    let part = concatenated(cursor, part).unwrap_or(part);
    Ok(spoken_decimals(cursor, part, trace))
}

/// Where `st`, `nd`, `rd` or `th` that is glued to digits of that `value` ends. 12st is a weight: of the endings only `th`
/// is common to all numbers.
fn ordinal_suffix(cursor: Cursor<'_>, at: usize, value: Exact) -> Option<usize> {
    let token = cursor.glued(at);
    let value = value.as_integer()?;
    let own = match (value % 10, value / 10 % 10 == 1) {
        (1, false) => "st",
        (2, false) => "nd",
        (3, false) => "rd",
        _ => "th",
    };
    cursor.is_any(token, &[own, "th"]).then_some(token.end)
}

/// Words below a hundred: `thirteen`, `twenty-one`, `twenty-first`, `third`.
fn tens(cursor: Cursor<'_>, at: usize) -> Option<Part> {
    let token = cursor.glued(at);
    let part = |value: u8, precision, end, ordinal| {
        Some(Part { value: Exact::integer(i128::from(value)), precision, end, ordinal, figures: false })
    };
    match word_of(cursor, token)? {
        Word::Zero => part(0, 0, token.end, false),
        Word::Unit(value) | Word::Teen(value) => part(value, 0, token.end, false),
        Word::Ordinal(value) => part(value, 0, token.end, true),
        Word::Ten(ten) => {
            let next = cursor.next_part(token.end);
            match word_of(cursor, next) {
                Some(Word::Unit(unit)) => part(ten + unit, 0, next.end, false),
                Some(Word::Ordinal(unit @ 1..=9)) => part(ten + unit, 0, next.end, true),
                _ => part(ten, 1, token.end, false),
            }
        }
        _ => None,
    }
}

/// The hundreds after a coefficient, and what they take along: `two hundred and thirteen`, `3 hundred and 21`.
fn hundreds(cursor: Cursor<'_>, coefficient: Part, trace: &mut impl Trace) -> Part {
    let hundred = cursor.next_part(coefficient.end);
    let ordinal = matches!(word_of(cursor, hundred), Some(Word::OrdinalScale(_)));
    // A coefficient is far from the limits here, except for digits; those are checked when they are scaled.
    let Some(value) = coefficient.value.checked_mul(Exact::integer(100)) else { return coefficient };
    let whole =
        Part { value, precision: coefficient.precision.saturating_add(2), end: hundred.end, ordinal, figures: false };
    trace.step(coefficient.end..hundred.end, Rule::Scale, value);
    if ordinal || !coefficient.value.is_integer() {
        return whole;
    }
    let mut rest = cursor.next_part(hundred.end);
    let joined = cursor.is(rest, "and");
    if joined {
        rest = cursor.next_part(rest.end);
    }
    let tail = match rest.sort {
        Sort::Digits if joined && coefficient.figures => figures::read(cursor, rest.start)
            .ok()
            .filter(|digits| digits.plain && digits.value < Exact::integer(100))
            .map(|digits| Part { value: digits.value, precision: 0, end: digits.end, ordinal: false, figures: false }),
        Sort::Word => tens(cursor, rest.start).filter(|tail| tail.value != Exact::ZERO),
        _ => None,
    };
    // 'one hundred and two hundred' are two numbers, 'two hundred and three fifths' is a mixed one
    let tail = tail.filter(|tail| {
        let next = word_of(cursor, cursor.next_part(tail.end));
        !(matches!(next, Some(Word::Hundred)) || (joined && divides(tail, next)))
    });
    let Some((tail, value)) = tail.and_then(|tail| Some((tail, value.checked_add(tail.value)?))) else { return whole };
    trace.step(hundred.end..tail.end, Rule::Add, value);
    Part { value, ..tail }
}

/// `one fifty five` as 155: a unit, then a ten and a unit, when no hyphen ties on what follows.
fn concatenated(cursor: Cursor<'_>, unit: Part) -> Option<Part> {
    let below_ten = unit.value < Exact::integer(10) && unit.value > Exact::ZERO;
    let next = cursor.next(unit.end);
    let ten = matches!(word_of(cursor, next), Some(Word::Ten(_)));
    let tail = (below_ten && ten).then(|| tens(cursor, next.start)).flatten()?;
    let whole = !tail.ordinal && tail.precision == 0 && cursor.hyphen(tail.end).is_none();
    let value = unit.value.checked_mul(Exact::integer(100))?.checked_add(tail.value)?;
    whole.then_some(Part { value, ..tail })
}

/// Spoken decimals: `three point one four`, `eighteen point o one`; the part as it is where none follow.
fn spoken_decimals(cursor: Cursor<'_>, whole: Part, trace: &mut impl Trace) -> Option<Part> {
    let point = cursor.next(whole.end);
    if !cursor.is(point, "point") || !whole.value.is_integer() {
        return Some(whole);
    }
    let (mut value, mut places, mut end) = (whole.value, 0_i8, point.end);
    while places < 18 {
        let token = cursor.next_part(end);
        let digit = match word_of(cursor, token) {
            Some(Word::Zero) => 0,
            Some(Word::Unit(unit)) => unit,
            None if cursor.is_any(token, &["o", "oh"]) => 0,
            // point 77, 1 point 1
            None if token.sort == Sort::Digits && places == 0 && token.end - token.start <= 18 => {
                let digits: i128 = cursor.surface(token).parse().ok()?;
                places = i8::try_from(token.end - token.start).ok()?;
                value = value.checked_add(Exact::decimal(digits, -i32::from(places))?)?;
                end = token.end;
                break;
            }
            _ => break,
        };
        places += 1;
        value = value.checked_add(Exact::decimal(i128::from(digit), -i32::from(places))?)?;
        end = token.end;
    }
    if places == 0 {
        return Some(whole);
    }
    trace.step(point.start..end, Rule::Decimals, value);
    Some(Part { value, precision: -places, end, ordinal: false, figures: false })
}

/// Dozens and scores after a number: `two dozen`, `three score`, `200 dozens`; a pair or a couple after an article.
fn grouped(cursor: Cursor<'_>, sum: Part, trace: &mut impl Trace) -> Result<Part, NumeralError> {
    let token = cursor.next_part(sum.end);
    let Some(Word::Group(size) | Word::Groups(size @ 12) | Word::Set(size)) = word_of(cursor, token) else {
        return Ok(sum);
    };
    // 'two pairs' are counted in pairs; an article leaves the coefficient empty
    let is_set = matches!(word_of(cursor, token), Some(Word::Set(_)));
    let of = cursor.next(token.end);
    let couple = cursor.is(token, "couple");
    if sum.ordinal || (is_set && (sum.end != token.start || sum.value != Exact::ONE)) {
        return Ok(sum);
    }
    if couple && !cursor.is(of, "of") {
        return Err(NumeralError::Nothing);
    }
    let value = sum.value.checked_mul(Exact::integer(i128::from(size))).ok_or(OVERFLOW)?;
    let counts_of = cursor.is(of, "of") && (couple || is_set);
    let end = if counts_of { of.end } else { token.end };
    trace.step(token.start..end, Rule::Group, value);
    // a couple of thousand
    let scale = cursor.next(end);
    let exponent = match word_of(cursor, scale).filter(|_| counts_of) {
        Some(Word::Hundred) => 2,
        Some(Word::Scale(exponent)) => exponent,
        _ => return Ok(Part { value, precision: 0, end, ordinal: false, figures: false }),
    };
    let value = value.checked_mul(power(exponent)?).ok_or(OVERFLOW)?;
    trace.step(end..scale.end, Rule::Scale, value);
    Ok(Part { value, precision: shifted(0, exponent), end: scale.end, ordinal: false, figures: false })
}

/// `hundreds of thousands`, `dozens`, `scores of`, `several hundred`, `a few thousand`, `tens of millions`.
fn magnitude(cursor: Cursor<'_>, at: usize, trace: &mut impl Trace) -> Result<Option<Numeral>, NumeralError> {
    let first = cursor.glued(at);
    let (mut end, singular) = if cursor.is(first, "several") {
        (first.end, true)
    } else if let Some(few) = cursor.phrase(at, &["a", "few"]) {
        (few, true)
    } else {
        (at, false)
    };
    let (mut value, mut ceiling) = (Exact::ONE, Exact::ONE);
    let mut parts = 0;
    loop {
        let token = cursor.next_part(end);
        let of = cursor.next(token.end);
        let counts = cursor.is(of, "of");
        let (low, high) = match word_of(cursor, token) {
            Some(Word::Hundred) if singular => (2, 3),
            Some(Word::Scale(e)) if singular => (e, e + 1),
            Some(Word::Plural(1)) if !counts || parts > 0 => break,
            Some(Word::Plural(e)) => (e, e + 1),
            Some(Word::Group(12)) if singular => (24, 100),
            // scores are also points in a game
            Some(Word::Groups(size)) if size == 12 || counts => (size * 2, 100),
            _ => break,
        };
        let in_groups = matches!(word_of(cursor, token), Some(Word::Group(_) | Word::Groups(_)));
        let factor = |n: u8| if in_groups { Ok(Exact::integer(i128::from(n))) } else { power(n) };
        let overflow = NumeralError::Overflow { length: token.end - at };
        let times =
            |value: Exact, n| factor(n).and_then(|f| value.checked_mul(f).ok_or(OVERFLOW)).map_err(|_| overflow);
        ceiling = times(value, high)?;
        value = times(value, low)?;
        (end, parts) = (token.end, parts + 1);
        let more = counts.then(|| word_of(cursor, cursor.next(of.end))).flatten();
        if matches!(more, Some(Word::Plural(_) | Word::Groups(_))) {
            end = of.end;
        } else if !singular {
            break;
        }
    }
    if parts == 0 {
        return Ok(None);
    }
    trace.step(at..end, Rule::Magnitude, value);
    let precision = i8::try_from(value.as_integer().map_or(0, |v| v.unsigned_abs().ilog10())).unwrap_or(0);
    Ok(Some(Numeral {
        value,
        precision,
        length: end - at,
        form: Form::Several { ceiling },
        scale: Exact::ONE,
        figures: false,
        opening: Opening::Number,
    }))
}
