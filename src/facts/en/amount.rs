//! An amount: a number or a range of two with its unit, its bounds, and the smaller units it goes on with.
//!
//! [`read`] reads the first number, looks for a second that makes a range with it (`3 to 5 million`, `$10–$20`, `thirty or
//! forty`), for the unit of both, for the parts in smaller units (`5 ft 10 in`, `20 dollars and 43 cents`), and for the
//! bounds on either side. What kind of fact it is, [`super::kinds`] decides.

use super::bounds::{self, Bound};
use super::compound::compound;
use super::ground::Ground;
use super::money;
use super::range::{self, range};
use super::units::{self, UnitReading};
use crate::facts::claim::trailing_zeros;
use crate::facts::{Qualifier, UnreadReason};
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::{self, Form, Numeral, NumeralError, Opening};
use crate::quantity::{Dimension, Exact, Interval, Unit};

/// An amount before it is a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Exact,
    pub(super) precision: i8,
    /// The range or magnitude it claims; both ends `None` for a single number.
    pub(super) interval: Interval,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) unit: Option<Unit>,
    pub(super) form: Form,
    pub(super) opening: Opening,
    /// Whether the number is digits alone.
    pub(super) figures: bool,
    /// Where the number itself stands, without bounds, currency and unit.
    pub(super) number: (usize, usize),
    /// Whether it goes on in smaller units.
    pub(super) compound: bool,
    /// The years of a duration of years and months.
    pub(super) years: Option<u16>,
}

/// Why no amount was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountError {
    /// None stands here.
    Nothing,
    /// One stands here that cannot be read; it ends there.
    Unread(UnreadReason, usize),
}

/// One number with the unit that stands at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: (usize, usize),
    pub(super) numeral: Numeral,
    pub(super) unit: Option<UnitReading>,
    /// Whether the unit stands before the number.
    pub(super) prefixed: bool,
}

const NO_INTERVAL: Interval = Interval { min: None, max: None, min_inclusive: false, max_inclusive: false };

/// Reads the amount that begins at `at`: at its number, its sign, or its currency.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Result<Amount, AmountError> {
    finish(ground, side(ground, at)?)
}

/// One of a unit that no number counts, at the word before the unit: `another hour`, `a full year`; after an article only
/// where it goes on (`an hour and 45 minutes`, `a month and a half`) or is all there is.
pub(super) fn read_one(ground: Ground<'_>, at: usize) -> Option<Amount> {
    let cursor = ground.cursor;
    let opener = cursor.glued(at);
    let article = cursor.is_any(opener, &["a", "an"]);
    let noun = if article { cursor.next(opener.end) } else { cursor.next_part(opener.end) };
    let unit = units::at(ground, noun).filter(|_| !cursor.surface(noun).ends_with('s'))?;
    // a USD 40 fee: the code is of the figures behind it
    let code =
        cursor.surface(noun).bytes().all(|b| b.is_ascii_uppercase()) && unit.unit.dimension() == Dimension::Money;
    let letters = noun.sort == Sort::Word
        && !code
        && !matches!(unit.unit.dimension(), Dimension::Share | Dimension::Temperature | Dimension::Angle);
    if !letters || ground.comes_up(at) || (!article && unit.unit.dimension() != Dimension::Time) {
        return None;
    }
    // full-year profit: of every year
    let attribute = cursor.hyphen(opener.end).is_some() && cursor.next(unit.end).sort == Sort::Word;
    if attribute && matches!(unit.unit.code(), "a" | "mo") {
        return None;
    }
    if cursor.is(opener, "all") && !matches!(unit.unit.code(), "d" | "mo" | "a") {
        return None;
    }
    let numeral = Numeral {
        value: Exact::ONE,
        precision: 0,
        length: opener.end - at,
        form: Form::Cardinal,
        scale: Exact::ONE,
        figures: false,
        opening: Opening::Article,
    };
    let number = (at, opener.end);
    let side = Side { start: at, end: unit.end, number, numeral, unit: Some(unit), prefixed: false };
    let alone = ground.opens(at) && cursor.next(unit.end).sort == Sort::End;
    // a week or two, a month or so
    if let Some(end) = cursor.phrase(unit.end, &["or", "two"]) {
        let two = unit.share.checked_mul(Exact::integer(2))?;
        let interval = Interval::closed(unit.share, two);
        let amount = finish(ground, Side { end, ..side }).ok()?;
        return Some(Amount { value: unit.share, interval, qualifier: None, ..amount });
    }
    let amount = finish(ground, side).ok()?;
    (!article || amount.compound || alone).then_some(amount)
}

/// The amount that a first number begins.
fn finish(ground: Ground<'_>, first: Side) -> Result<Amount, AmountError> {
    let mut amount = Amount {
        start: first.start,
        end: first.end,
        value: first.numeral.value,
        precision: first.numeral.precision,
        interval: NO_INTERVAL,
        qualifier: None,
        unit: first.unit.map(|unit| unit.unit),
        form: first.numeral.form,
        opening: first.numeral.opening,
        figures: first.numeral.figures,
        number: first.number,
        compound: false,
        years: None,
    };
    let overflow = |end| AmountError::Unread(UnreadReason::Overflow, end);
    if let Some(unit) = unit_across(ground, &first) {
        amount.value = amount.value.checked_mul(unit.share).ok_or(overflow(first.end))?;
        amount.unit = Some(unit.unit);
    } else if let Some(second) = range(ground, &first)? {
        amount = second;
    } else if let Some((scale, unit)) = range::shared_with(ground, &first) {
        amount.value = amount.value.checked_mul(scale).ok_or(overflow(first.end))?;
        let places = scale.as_integer().map_or(0, |scale| scale.unsigned_abs().checked_ilog10().unwrap_or(0));
        amount.precision = amount.precision.saturating_add(i8::try_from(places).unwrap_or(i8::MAX));
        if let Some(unit) = unit {
            amount.value = amount.value.checked_mul(unit.share).ok_or(overflow(first.end))?;
            amount.unit = Some(unit.unit);
        }
    } else if let Some(unit) = first.unit {
        amount.value = amount.value.checked_mul(unit.share).ok_or(overflow(first.end))?;
        if unit.share != Exact::ONE && unit.share.decimals() == Some(2) {
            amount.precision = amount.precision.saturating_sub(2);
        }
        amount = compound(ground, amount, unit).ok_or(overflow(first.end))?;
    }
    if let (Form::Several { ceiling }, None) = (first.numeral.form, amount.interval.min) {
        let share = first.unit.map_or(Exact::ONE, |unit| unit.share);
        let ceiling = ceiling.checked_mul(share).ok_or(overflow(first.end))?;
        amount.interval = Interval::from_up_to(amount.value, ceiling);
        amount.qualifier = Some(Qualifier::Several);
    }
    Ok(bounded(ground, amount))
}

/// The unit of length that the last of two or three sides has for all: `15 by 20 feet`, `3 x 4 x 5 m`.
fn unit_across(ground: Ground<'_>, first: &Side) -> Option<UnitReading> {
    let cursor = ground.cursor;
    if first.unit.is_some() || first.numeral.form != Form::Cardinal {
        return None;
    }
    let mut end = first.end;
    for _ in 0..2 {
        let joint = cursor.next(end);
        if !cursor.is_any(joint, &["by", "x", "×"]) {
            return None;
        }
        let next = cursor.next(joint.end);
        let side = en::numeral_at(cursor, next.start).ok().filter(|side| side.form == Form::Cardinal)?;
        end = next.start + side.length;
        if let Some(unit) = units::after(ground, end, side.value) {
            return (unit.unit.dimension() == Dimension::Length).then_some(unit);
        }
    }
    None
}

/// The bounds around an amount. A range and a magnitude keep what they claim.
fn bounded(ground: Ground<'_>, mut amount: Amount) -> Amount {
    let before = bounds::before(ground, amount.start);
    // "200-odd people", "two hundred or more people", "5 yuan or more"
    let mut after = bounds::after(ground, amount.end);
    // two hundred-odd catties: the hedge stands before the unit
    if after.end.is_none() && amount.number.1 < amount.end {
        let inner = bounds::after(ground, amount.number.1);
        if inner.end.is_some_and(|end| end <= amount.end) {
            after = Bound { end: None, ..inner };
        }
    }
    if let Some(start) = before.start {
        amount.start = start;
    }
    if let Some(end) = after.end {
        amount.end = end;
    }
    if amount.interval.min.is_some() {
        return amount;
    }
    let hedge = |bound: Bound| matches!(bound.qualifier, None | Some(Qualifier::About | Qualifier::Nearly));
    amount.qualifier =
        amount.qualifier.or(if hedge(before) { after.qualifier.or(before.qualifier) } else { before.qualifier });
    if amount.qualifier == Some(Qualifier::Odd) && amount.figures {
        amount.precision = amount.precision.max(trailing_zeros(amount.value));
    }
    amount
}

/// The number at `at` with the unit before or behind it.
pub(super) fn side(ground: Ground<'_>, at: usize) -> Result<Side, AmountError> {
    let cursor = ground.cursor;
    let prefix = money::prefix(ground, at);
    let number = prefix.map_or(at, |prefix| prefix.number);
    let number = signed(ground, number, prefix.is_some());
    let numeral = match prefix {
        Some(_) => en::read_at(cursor, number, true, &mut ()),
        None => en::numeral_at(cursor, number),
    };
    let numeral = numeral.map_err(|error| match error {
        NumeralError::Nothing => AmountError::Nothing,
        NumeralError::Overflow { length } => AmountError::Unread(UnreadReason::Overflow, number + length),
        NumeralError::Malformed { length } => AmountError::Unread(UnreadReason::Malformed, number + length),
    })?;
    let mut end = number + numeral.length;
    let mut numeral = numeral;
    let spot = (number, end);
    let start = prefix.map_or(number, |prefix| prefix.start);
    if let Some(prefix) = prefix {
        let unit = UnitReading { unit: prefix.unit, share: Exact::ONE, end };
        // -$2.3 million
        let minus = minus_before(ground, start);
        let start = minus.unwrap_or(start);
        if minus.is_some() {
            numeral.value = numeral.value.negated();
        }
        // US$5 million dollars, $20 USD: said twice
        let again = units::after(ground, end, numeral.value).filter(|again| again.unit == prefix.unit);
        let end = again.map_or(end, |again| again.end);
        return Ok(Side { start, end, number: spot, numeral, unit: Some(unit), prefixed: true });
    }
    let mut unit = None;
    if numeral.form != Form::Ordinal {
        unit =
            unit_of(ground, &numeral, end).or_else(|| units::primes(ground, number, end).filter(|_| numeral.figures));
    }
    if let Some(found) = unit {
        end = found.end;
        // 75 USD million
        let scale = cursor.next(end);
        if found.unit.dimension() == Dimension::Money && scale.sort == Sort::Word && numeral.form == Form::Cardinal {
            let times = en::numeral_at(cursor, scale.start).ok().filter(|n| n.opening == Opening::Bare);
            let product = times.and_then(|times| Some((times, numeral.value.checked_mul(times.value)?)));
            if let Some((times, value)) = product {
                numeral.value = value;
                numeral.precision = numeral.precision.saturating_add(times.precision);
                end = scale.start + times.length;
            }
        }
    }
    Ok(Side { start, end, number: spot, numeral, unit, prefixed: false })
}

/// The unit behind a number: one of the table, a currency sign, or cents. Between a fraction and its unit may stand
/// `of a` or an article: `half an hour`, `a quarter of a mile`.
fn unit_of(ground: Ground<'_>, numeral: &Numeral, end: usize) -> Option<UnitReading> {
    let cursor = ground.cursor;
    // two hundred-odd yuan, 50-plus years: the hedge stands before the unit
    let odd = || bounds::after(ground, end).end.filter(|_| numeral.form == Form::Cardinal);
    let plain = units::after(ground, end, numeral.value)
        .or_else(|| money::suffix(ground, end).map(|(unit, end)| UnitReading { unit, share: Exact::ONE, end }))
        .or_else(|| {
            let (unit, end) = money::cents(ground, end, false).filter(|_| numeral.figures)?;
            Some(UnitReading { unit, share: Exact::new(1, 100)?, end })
        })
        .or_else(|| units::letter_of_heat(ground, end).filter(|_| numeral.figures))
        .or_else(|| units::after(ground, odd()?, numeral.value));
    if plain.is_some() {
        return plain.map(|reading| pounds(ground, numeral, reading));
    }
    // hundreds of millions of dollars
    if matches!(numeral.form, Form::Several { .. }) {
        let of = cursor.next(end);
        // thousands of miles says "far", whatever the unit
        return cursor
            .is(of, "of")
            .then(|| units::at(ground, cursor.next(of.end)))
            .flatten()
            .filter(|unit| unit.unit.dimension() != Dimension::Length);
    }
    let fraction =
        numeral.form == Form::Fraction || numeral.value.denominator() == 2 || numeral.value.denominator() == 4;
    let mut token = cursor.next(end);
    let of = cursor.is(token, "of");
    if of {
        token = cursor.next(token.end);
    }
    // 2 more minutes, two additional minutes
    if cursor.is_any(token, &["more", "additional", "extra", "fewer", "whole", "full"]) && !fraction {
        let unit = units::at(ground, cursor.next(token.end))?;
        return (unit.unit.dimension() == Dimension::Time).then_some(unit);
    }
    let article = cursor.is_any(token, &["a", "an", "one"]);
    if !fraction || !(article || of) {
        return None;
    }
    let token = if article { cursor.next(token.end) } else { token };
    let unit = units::at(ground, token).filter(|_| article || numeral.form != Form::Fraction || of)?;
    // half a century, half a percent
    let time = unit.unit.dimension() == Dimension::Time;
    let singular = unit.share == Exact::ONE && article || time && (article || unit.share == Exact::ONE);
    singular.then_some(unit)
}

/// Pounds are money where millions of them are not of anything, or where something is paid.
fn pounds(ground: Ground<'_>, numeral: &Numeral, reading: UnitReading) -> UnitReading {
    let of = || ground.cursor.is(ground.cursor.next(reading.end), "of");
    let paid = || numeral.value >= Exact::integer(1_000_000) || is_paid(ground, reading.end);
    if reading.unit.code() != "[lb_av]" || of() || !paid() {
        return reading;
    }
    Unit::by_code("GBP").map_or(reading, |sterling| UnitReading { unit: sterling, ..reading })
}

/// Whether the words around an amount that ends at `end` say that it is paid: `he paid 300 pounds`, `5,000 pounds in cash`.
fn is_paid(ground: Ground<'_>, end: usize) -> bool {
    const PAYING: &[&str] = &[
        "paid", "pay", "pays", "cost", "costs", "costing", "price", "priced", "fine", "fined", "worth", "salary",
        "wage", "wages", "rent", "fee", "bill", "spent", "spend", "earn", "earns", "earned", "donated", "prize",
        "cheque", "debt",
    ];
    let cursor = ground.cursor;
    if cursor.phrase(end, &["in", "cash"]).is_some() || cursor.phrase(end, &["sterling"]).is_some() {
        return true;
    }
    let mut from = end;
    for _ in 0..8 {
        let token = cursor.before(from);
        match token.sort {
            Sort::Word if cursor.is_any(token, PAYING) => return true,
            Sort::Word if cursor.is_any(token, &["weigh", "weighs", "weighed", "weighing"]) => return false,
            Sort::Word | Sort::Digits => {}
            Sort::Mark if !cursor.is_any(token, &[".", ";", ":"]) => {}
            Sort::Mark | Sort::End => return false,
        }
        from = token.start;
    }
    false
}

/// Where a number begins that a sign or a point precedes: `-5`, `.25`, `-.5`. A hyphen after a word is none.
fn signed(ground: Ground<'_>, at: usize, money: bool) -> usize {
    let cursor = ground.cursor;
    if !cursor.char_at(at).is_some_and(|c| c.is_ascii_digit()) {
        return at;
    }
    let mut from = at;
    if cursor.char_before(from) == Some('.')
        && (is_free(ground, from - 1) || matches!(cursor.char_before(from - 1), Some('-' | '−')))
    {
        from -= 1;
    }
    let from = minus_before(ground, from).filter(|_| !money).unwrap_or(from);
    if from < ground.floor { at } else { from }
}

/// Whether a sign may stand at `at`: nothing comes up to it that would make a dash of it.
fn is_free(ground: Ground<'_>, at: usize) -> bool {
    ground
        .cursor
        .char_before(at)
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '<' | '>' | '=' | ':' | '"' | '“' | '[' | '*'))
}

/// Where the minus sign before what begins at `from` stands. A spaced dash before a number is a dash; "3 -5" is a range.
fn minus_before(ground: Ground<'_>, from: usize) -> Option<usize> {
    let minus = ground.cursor.char_before(from).filter(|c| matches!(c, '-' | '\u{2212}'))?;
    let at = from - minus.len_utf8();
    let before = ground.cursor.before(at);
    let signs = is_free(ground, at) && (before.sort != Sort::Digits || before.end < ground.floor);
    (signs && at >= ground.floor).then_some(at)
}
