//! An amount: a number or a range of two with its unit, its bounds, and the smaller units it goes on with.
//!
//! [`read`] reads the first number, looks for a second that makes a range with it (`3 to 5 million`, `$10–$20`, `thirty or
//! forty`), for the unit of both, for the parts in smaller units (`5 ft 10 in`, `20 dollars and 43 cents`), and for the
//! bounds on either side. What kind of fact it is, [`super::kinds`] decides.

use super::bounds::{self, Bound};
use super::ground::Ground;
use super::money;
use super::units::{self, UnitReading};
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
struct Side {
    start: usize,
    end: usize,
    number: (usize, usize),
    numeral: Numeral,
    unit: Option<UnitReading>,
    /// Whether the unit stands before the number.
    prefixed: bool,
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
    let letters = noun.sort == Sort::Word
        && !matches!(unit.unit.dimension(), Dimension::Share | Dimension::Temperature | Dimension::Angle);
    if !letters || ground.comes_up(at) || (!article && unit.unit.dimension() != Dimension::Time) {
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
    if let Some(second) = range(ground, &first)? {
        amount = second;
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

/// The bounds around an amount. A range and a magnitude keep what they claim.
fn bounded(ground: Ground<'_>, mut amount: Amount) -> Amount {
    let before = bounds::before(ground, amount.start);
    // "200-odd people", "two hundred or more people", "5 yuan or more"
    let after = bounds::after(ground, amount.end);
    // two hundred-odd catties: the hedge stands before the unit
    let inner = bounds::after(ground, amount.number.1);
    let after = if inner.end.is_some_and(|end| end <= amount.end) && after.end.is_none() {
        Bound { end: None, ..inner }
    } else {
        after
    };
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

/// How many zeros end a whole number.
fn trailing_zeros(value: Exact) -> i8 {
    let (mut rest, mut zeros) = (value.as_integer().unwrap_or(1), 0);
    while rest != 0 && rest % 10 == 0 {
        (rest, zeros) = (rest / 10, zeros + 1);
    }
    zeros
}

/// The number at `at` with the unit before or behind it.
fn side(ground: Ground<'_>, at: usize) -> Result<Side, AmountError> {
    let cursor = ground.cursor;
    let prefix = money::prefix(ground, at);
    let number = prefix.map_or(at, |prefix| prefix.number);
    let number = signed(ground, number, prefix.is_some());
    let numeral = en::read_at(cursor, number, prefix.is_some(), &mut ()).map_err(|error| match error {
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
        // US$5 million dollars, $20 USD: said twice
        let again = units::after(ground, end, numeral.value).filter(|again| again.unit == prefix.unit);
        let end = again.map_or(end, |again| again.end);
        return Ok(Side { start, end, number: spot, numeral, unit: Some(unit), prefixed: true });
    }
    let mut unit = None;
    if numeral.form != Form::Ordinal {
        // two hundred-odd yuan, 50-plus years: the hedge stands before the unit
        let odd = bounds::after(ground, end).end.filter(|_| numeral.form == Form::Cardinal);
        unit = unit_of(ground, &numeral, end, odd);
    }
    if let Some(found) = unit {
        end = found.end;
        // 75 USD million
        let scale = cursor.next(end);
        if found.unit.dimension() == Dimension::Money && scale.sort == Sort::Word {
            let times = en::read_at(cursor, scale.start, false, &mut ()).ok().filter(|n| n.opening == Opening::Bare);
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
fn unit_of(ground: Ground<'_>, numeral: &Numeral, end: usize, odd: Option<usize>) -> Option<UnitReading> {
    let cursor = ground.cursor;
    let plain = units::after(ground, end, numeral.value)
        .or_else(|| money::suffix(ground, end).map(|(unit, end)| UnitReading { unit, share: Exact::ONE, end }))
        .or_else(|| {
            let end = money::cents(ground, end, false).filter(|_| numeral.figures)?;
            let unit = Unit::by_code("USD")?;
            Some(UnitReading { unit, share: Exact::new(1, 100)?, end })
        })
        .or_else(|| units::after(ground, odd?, numeral.value));
    if plain.is_some() {
        return plain.map(|reading| pounds(ground, numeral, reading));
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
    let singular = unit.share == Exact::ONE && (article || unit.unit.dimension() == Dimension::Time);
    (singular && unit.unit.dimension() != Dimension::Share).then_some(unit)
}

/// Pounds are money where millions of them are not of anything.
fn pounds(ground: Ground<'_>, numeral: &Numeral, reading: UnitReading) -> UnitReading {
    let million = Exact::integer(1_000_000);
    let of = ground.cursor.is(ground.cursor.next(reading.end), "of");
    match Unit::by_code("GBP") {
        Some(sterling) if reading.unit.code() == "[lb_av]" && numeral.value >= million && !of => {
            UnitReading { unit: sterling, ..reading }
        }
        _ => reading,
    }
}

/// Where a number begins that a sign or a point precedes: `-5`, `.25`, `-.5`. A hyphen after a word is none.
fn signed(ground: Ground<'_>, at: usize, money: bool) -> usize {
    let cursor = ground.cursor;
    if !cursor.char_at(at).is_some_and(|c| c.is_ascii_digit()) {
        return at;
    }
    let mut from = at;
    let free = |at: usize| match cursor.char_before(at) {
        None => true,
        Some(c) => c.is_whitespace() || matches!(c, '(' | '<' | '>' | '=' | ':' | '"' | '“' | '[' | '*'),
    };
    if cursor.char_before(from) == Some('.')
        && (free(from - 1) || matches!(cursor.char_before(from - 1), Some('-' | '−')))
    {
        from -= 1;
    }
    let minus = cursor.char_before(from).filter(|c| matches!(c, '-' | '\u{2212}'));
    if let Some(minus) = minus.filter(|minus| free(from - minus.len_utf8()) && !money) {
        // a spaced dash before a number is a dash; "3 -5" is a range
        let before = cursor.before(from - minus.len_utf8());
        if before.sort != Sort::Digits || before.end < ground.floor {
            from -= minus.len_utf8();
        }
    }
    if from < ground.floor { at } else { from }
}

/// What joins the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Dash,
    To,
    Or,
    And,
}

fn joint(ground: Ground<'_>, side: &Side) -> Option<(Joint, usize)> {
    let cursor = ground.cursor;
    // 15- or 16-year-old
    let hung = cursor.hyphen(side.end).filter(|&end| cursor.glued(end).sort == Sort::End);
    let token = cursor.next(hung.unwrap_or(side.end));
    if cursor.is_any(token, &["to", "through", "until"]) {
        return Some((Joint::To, token.end));
    }
    if cursor.is(token, "or") {
        return Some((Joint::Or, token.end));
    }
    if cursor.is(token, "and") {
        return Some((Joint::And, token.end));
    }
    let dash = cursor.hyphen(token.start).or_else(|| cursor.is_any(token, &["~", "～"]).then_some(token.end))?;
    // a dash is spaced on both sides, or on neither, or before figures: "2 -7 g"
    let spaced = (token.start > side.end, cursor.glued(dash).sort == Sort::End);
    let figures = cursor.glued(dash).sort == Sort::Digits;
    (spaced.0 == spaced.1 || (spaced.0 && figures)).then_some((Joint::Dash, dash))
}

/// The range that `first` begins, if a second end follows that fits.
fn range(ground: Ground<'_>, first: &Side) -> Result<Option<Amount>, AmountError> {
    let cursor = ground.cursor;
    if first.numeral.form == Form::Ordinal || matches!(first.numeral.form, Form::Several { .. }) {
        return Ok(None);
    }
    let Some((joint, from)) = joint(ground, first) else { return Ok(None) };
    let opener = ground.any_before(first.start, &[&["between"], &["from"]]);
    let opener = opener.or_else(|| {
        let hedge = bounds::before(ground, first.start).start?;
        ground.any_before(hedge, &[&["between"], &["from"]])
    });
    let between = opener.is_some_and(|at| cursor.is(cursor.next(at), "between"));
    if joint == Joint::And && opener.is_none() {
        return Ok(None);
    }
    let mut next = cursor.next(from);
    while cursor
        .is_any(next, &["about", "around", "some", "nearly", "over", "~", "approximately", "almost", "perhaps", "even"])
    {
        next = cursor.next(next.end);
    }
    if !matches!(next.sort, Sort::Digits | Sort::Word | Sort::Mark) || next.sort == Sort::End {
        return Ok(None);
    }
    let second = match side(Ground { floor: first.end, ..ground }, next.start) {
        Ok(second) => second,
        Err(AmountError::Nothing | AmountError::Unread(..)) => return Ok(None),
    };
    // one to two thirds; a quarter to five is a time
    let alike = second.numeral.form == first.numeral.form;
    let measured =
        second.unit.is_some() && second.numeral.form == Form::Cardinal && first.numeral.form == Form::Cardinal;
    if !alike || second.numeral.opening == Opening::Bare || (joint == Joint::And && !between && !measured) {
        return Ok(None);
    }
    let (mut low, high) = (first.numeral.value, second.numeral.value);
    let mut precision = second.numeral.precision;
    // 3 to 5 million: the scale is of both where the first number is the smaller without it
    let coefficient = high.checked_div(second.numeral.scale);
    let shares_scale = first.numeral.scale == Exact::ONE
        && second.numeral.scale != Exact::ONE
        && first.unit.is_none_or(|_| first.prefixed)
        && coefficient.is_some_and(|coefficient| low < coefficient)
        && low.abs() < Exact::integer(1000);
    let overflow = AmountError::Unread(UnreadReason::Overflow, second.end);
    if shares_scale {
        low = low.checked_mul(second.numeral.scale).ok_or(overflow)?;
    } else {
        precision = precision.min(first.numeral.precision);
    }
    let unit = match (first.unit, second.unit) {
        (Some(a), Some(b)) if a.unit == b.unit && a.share == b.share => Some(b),
        (None, unit) => unit,
        (Some(a), None) if first.prefixed => Some(a),
        _ => return Ok(None),
    };
    if low >= high || !fits(ground, joint, first, &second, (low, high), opener) {
        return Ok(None);
    }
    let share = unit.map_or(Exact::ONE, |unit| unit.share);
    let scaled = |value: Exact| value.checked_mul(share).ok_or(overflow);
    let (low, high) = (scaled(low)?, scaled(high)?);
    let start = opener.unwrap_or(first.start);
    Ok(Some(Amount {
        start,
        end: second.end,
        value: low,
        precision,
        interval: Interval::closed(low, high),
        qualifier: None,
        unit: unit.map(|unit| unit.unit),
        form: Form::Cardinal,
        opening: first.numeral.opening,
        figures: false,
        number: (first.number.0, second.number.1),
        compound: false,
        years: None,
    }))
}

/// Whether two ends make a range rather than a list, a change or a score.
fn fits(
    ground: Ground<'_>,
    joint: Joint,
    first: &Side,
    second: &Side,
    (low, high): (Exact, Exact),
    opener: Option<usize>,
) -> bool {
    let cursor = ground.cursor;
    match joint {
        Joint::And => opener.is_some(),
        // thirty or forty, five or six hundred; "1 or 1,000" is a choice
        Joint::Or => {
            let double = low.checked_mul(Exact::integer(2));
            let near = double.is_some_and(|double| high <= double);
            near && low > Exact::ZERO
        }
        Joint::To => {
            let from = opener.filter(|&at| cursor.is(cursor.next(at), "from"));
            // rose from 3 to 5, rose 3 to 5: two values
            if let Some(at) = from {
                !tells_change(ground, at)
            } else {
                let verb = ground.before(first.start);
                !(verb.sort == Sort::Word && super::grows(cursor.surface(verb)))
            }
        }
        Joint::Dash => {
            // 555-1234 is a number to call; 10-20-30 is no range
            let more = cursor.hyphen(second.number.1).is_some_and(|end| cursor.glued(end).sort == Sort::Digits);
            let less = ground.comes_up(first.start) || matches!(cursor.char_before(first.start), Some('-' | '–' | '/'));
            let zero = |side: &Side| {
                side.numeral.figures
                    && cursor.char_at(side.number.0) == Some('0')
                    && side.number.1 - side.number.0 > 1
                    && side.numeral.value.is_integer()
            };
            !more && !less && !zero(first) && !zero(second)
        }
    }
}

/// Whether a word of change stands in the few words before `at`, in the same clause.
fn tells_change(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let mut from = at;
    for _ in 0..7 {
        let token = ground.before(from);
        match token.sort {
            Sort::Word if super::grows(cursor.surface(token)) => return true,
            Sort::Word | Sort::Digits => {}
            Sort::Mark if !cursor.is_any(token, &[".", ";", ":", ","]) => {}
            Sort::Mark | Sort::End => return false,
        }
        from = token.start;
    }
    false
}

/// An amount that goes on in smaller units: `5 ft 10 in`, `two years and three months`, `20 dollars and 43 cents`,
/// `a month and a half`. Money is in its main unit, all else in the smallest unit written. `None` is overflow.
fn compound(ground: Ground<'_>, mut amount: Amount, first: UnitReading) -> Option<Amount> {
    let cursor = ground.cursor;
    let mut last = first;
    // what years and months come to in days: 365 and 30, as ISO 8601 readers count them
    let mut calendar_days = match first.unit.code() {
        "a" => amount.value.checked_mul(Exact::integer(365)),
        "mo" => amount.value.checked_mul(Exact::integer(30)),
        _ => None,
    };
    let years = amount.value.as_integer().and_then(|years| u16::try_from(years).ok());
    for _ in 0..6 {
        let joint = cursor.next(amount.end);
        let joined = cursor.is_any(joint, &["and", ","]);
        let mut from = if joined { cursor.next(joint.end) } else { joint };
        if cursor.is(joint, ",") && cursor.is(from, "and") {
            from = cursor.next(from.end);
        }
        let money = last.unit.dimension() == Dimension::Money;
        if amount.form == Form::Ordinal || matches!(amount.form, Form::Several { .. }) || from.sort == Sort::End {
            break;
        }
        if let Some(part) = en::read_part(cursor, from.start)
            .filter(|_| cursor.is(joint, "and") && !cursor.is(cursor.next(from.end), "of"))
        {
            if part.value < Exact::ONE
                && !ground.goes_on(part.end)
                && units::after(ground, part.end, part.value).is_none()
            {
                amount.value = amount.value.checked_add(part.value.checked_mul(last.share)?)?;
                (amount.end, amount.compound) = (part.end, true);
            }
            break;
        }
        let Ok(numeral) = en::read_at(cursor, from.start, false, &mut ()) else { break };
        let end = from.start + numeral.length;
        if numeral.form != Form::Cardinal || numeral.opening != Opening::Number || numeral.value.is_negative() {
            break;
        }
        let cents = money::cents(ground, end, true).filter(|_| money && numeral.figures);
        let unit = units::after(ground, end, numeral.value).or_else(|| inches(ground, end, last));
        match (unit, cents) {
            (_, Some(end)) if last.share == Exact::ONE => {
                amount.value = amount.value.checked_add(numeral.value.checked_div(Exact::integer(100))?)?;
                (amount.end, amount.precision, amount.compound) = (end, -2, true);
                break;
            }
            (Some(unit), _) if money && unit.unit.dimension() == Dimension::Money && unit.share < last.share => {
                let same = unit.unit == last.unit || unit.share == Exact::new(1, 100)?;
                if !same {
                    break;
                }
                amount.value = amount.value.checked_add(numeral.value.checked_mul(unit.share)?)?;
                amount.precision = if unit.share == Exact::new(1, 10)? { -1 } else { -2 };
                (amount.end, amount.compound) = (unit.end, true);
                last = UnitReading { unit: last.unit, ..unit };
            }
            (Some(unit), _) if !money && is_smaller(last.unit, unit.unit) && unit.share == Exact::ONE => {
                let days = calendar_days.take();
                if unit.unit.code() == "mo" {
                    let months = numeral.value.checked_mul(Exact::integer(30))?;
                    calendar_days = days.and_then(|days| days.checked_add(months));
                    amount.years = years;
                } else {
                    amount.years = None;
                }
                let whole = match days.filter(|_| unit.unit.code() != "mo") {
                    Some(days) => days.checked_mul(Exact::integer(86_400))?.checked_div(unit.unit.factor())?,
                    None => amount.value.checked_mul(last.unit.factor().checked_div(unit.unit.factor())?)?,
                };
                amount.value = whole.checked_add(numeral.value)?;
                (amount.end, amount.precision, amount.compound) = (unit.end, numeral.precision, true);
                amount.unit = Some(unit.unit);
                last = unit;
            }
            // twenty dollars and 43, 1 hour thirty: the smaller unit is left unsaid at the end of a clause
            (None, None) if ground.closes(end) && !cursor.is(joint, ",") && numeral.value.is_integer() => {
                let left_out = match last.unit.code() {
                    _ if money && last.share == Exact::ONE && !amount.has_scale(ground) => {
                        Some((Exact::integer(100), 10))
                    }
                    "h" if !joined => Some((Exact::integer(60), 1)),
                    _ => None,
                };
                let Some((parts, least)) = left_out else { break };
                if numeral.value >= parts || numeral.value < Exact::integer(least) {
                    break;
                }
                if money {
                    amount.value = amount.value.checked_add(numeral.value.checked_div(parts)?)?;
                    amount.precision = -2;
                } else {
                    amount.value = amount.value.checked_mul(parts)?.checked_add(numeral.value)?;
                    amount.unit = Unit::by_code("min");
                }
                (amount.end, amount.compound) = (end, true);
                break;
            }
            _ => break,
        }
    }
    Some(amount)
}

impl Amount {
    /// Whether words of scale stand in the number: nobody leaves the cents of millions unsaid.
    fn has_scale(&self, ground: Ground<'_>) -> bool {
        let words = ground.cursor.rest(self.number.0).get(..self.number.1 - self.number.0).unwrap_or_default();
        self.value >= Exact::integer(1000) && words.bytes().any(|b| b.is_ascii_alphabetic())
    }
}

/// `in` is an inch after feet.
fn inches(ground: Ground<'_>, at: usize, last: UnitReading) -> Option<UnitReading> {
    let cursor = ground.cursor;
    let token = cursor.next(at);
    let code = match (last.unit.code(), cursor.surface(token)) {
        ("[ft_i]" | "[yd_i]", "in" | "\"" | "″") => "[in_i]",
        ("[yd_i]", "'" | "′") => "[ft_i]",
        _ => return None,
    };
    Some(UnitReading { unit: Unit::by_code(code)?, share: Exact::ONE, end: token.end })
}

fn is_smaller(large: Unit, small: Unit) -> bool {
    large.dimension() == small.dimension()
        && large != small
        && small.factor() < large.factor()
        && !matches!(large.dimension(), Dimension::Share | Dimension::Temperature | Dimension::Other)
}
