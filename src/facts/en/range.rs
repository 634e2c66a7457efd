//! Ranges of two numbers: `3 to 5 million`, `$10–$20`, `thirty or forty`, `between 5 and 10 percent`.

use super::amount::{Amount, AmountError, Side, side};
use super::around::Around;
use super::bounds;
use super::ground::Ground;
use super::units::UnitReading;
use crate::facts::UnreadReason;
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::{Form, Opening};
use crate::quantity::{Exact, Interval};

/// Words before a range.
const OPENERS: &[&[&str]] = &[&["between"], &["from"], &["between", "the", "ages", "of"], &["between", "ages"]];

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
    // a 20-to-30-year term
    let tied = cursor.hyphen(side.end).map(|after| cursor.glued(after)).filter(|to| cursor.is(*to, "to"));
    if let Some(from) = tied.and_then(|to| cursor.hyphen(to.end)) {
        return Some((Joint::To, from));
    }
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
pub(super) fn range(ground: Ground<'_>, first: &Side) -> Result<Option<Amount>, AmountError> {
    let cursor = ground.cursor;
    if first.numeral.form == Form::Ordinal || matches!(first.numeral.form, Form::Several { .. }) {
        return Ok(None);
    }
    let Some((joint, from)) = joint(ground, first) else { return Ok(None) };
    let opener = ground.any_before(first.start, OPENERS);
    let opener = opener.or_else(|| {
        let hedge = bounds::before(ground, first.start).start?;
        ground.any_before(hedge, OPENERS)
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

/// The scale and the unit that the figure of a change has from the one behind it: `rose from 1.35 to 5.35 million tons`. `None`
/// where it has its own, or where the two are not of one order: `from 500 to 1.2 million`.
pub(super) fn shared_with(ground: Ground<'_>, first: &Side) -> Option<(Exact, Option<UnitReading>)> {
    let plain =
        first.unit.is_none_or(|_| first.prefixed) && first.numeral.form == Form::Cardinal && first.numeral.figures;
    if !plain || first.numeral.scale != Exact::ONE || ground.any_before(first.start, &[&["from"]]).is_none() {
        return None;
    }
    let (Joint::To, from) = joint(ground, first)? else { return None };
    let second = side(Ground { floor: first.end, ..ground }, ground.cursor.next(from).start).ok()?;
    let other = &second.numeral;
    if other.form != Form::Cardinal || second.prefixed != first.prefixed {
        return None;
    }
    let (own, coefficient) = (first.numeral.value.abs(), other.value.checked_div(other.scale)?.abs());
    let ten_times = |value: Exact| value.checked_mul(Exact::integer(10));
    let one_order = own < Exact::integer(1000) && own <= ten_times(coefficient)? && coefficient <= ten_times(own)?;
    let scale = if one_order { other.scale } else { Exact::ONE };
    if scale == Exact::ONE && other.scale != Exact::ONE {
        return None;
    }
    let unit = second.unit.filter(|_| first.unit.is_none());
    (scale != Exact::ONE || unit.is_some()).then_some((scale, unit.or(first.unit)))
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
                !(verb.sort == Sort::Word && Around::Change.holds(cursor.surface(verb)))
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
            // 7-Eleven
            let mixed = first.numeral.figures && cursor.glued(second.number.0).sort == Sort::Word;
            !more && !less && !mixed && !zero(first) && !zero(second)
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
            Sort::Word if Around::Change.holds(cursor.surface(token)) => return true,
            Sort::Word | Sort::Digits => {}
            Sort::Mark if !cursor.is_any(token, &[".", ";", ":", ","]) => {}
            Sort::Mark | Sort::End => return false,
        }
        from = token.start;
    }
    false
}
