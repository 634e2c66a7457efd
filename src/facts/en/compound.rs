//! Amounts that go on in smaller units: `5 ft 10 in`, `two years and three months`, `20 dollars and 43 cents`.

use super::amount::Amount;
use super::ground::Ground;
use super::money;
use super::units::{self, UnitReading};
use crate::facts::primes::is_seconds;
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::{self, Form, Opening};
use crate::quantity::{Dimension, Exact, Unit};

/// An amount that goes on in smaller units: `5 ft 10 in`, `two years and three months`, `20 dollars and 43 cents`,
/// `a month and a half`. Money is in its main unit, all else in the smallest unit written. `None` is overflow.
pub(super) fn compound(ground: Ground<'_>, mut amount: Amount, first: UnitReading) -> Option<Amount> {
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
        let Ok(numeral) = en::numeral_at(cursor, from.start) else { break };
        let end = from.start + numeral.length;
        if numeral.form != Form::Cardinal || numeral.opening != Opening::Number || numeral.value.is_negative() {
            break;
        }
        let cents = money::cents(ground, end, true).filter(|(unit, _)| money && numeral.figures && *unit == last.unit);
        if let Some(race) = race(ground, &amount, &numeral, (from.start, end)) {
            return Some(race);
        }
        let unit = inches(ground, end, last).or_else(|| units::after(ground, end, numeral.value));
        match (unit, cents) {
            (_, Some((_, end))) if last.share == Exact::ONE => {
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
                        Some((Exact::integer(100), 10, last.unit))
                    }
                    "h" if !joined => Some((Exact::integer(60), 1, Unit::by_code("min")?)),
                    // three pounds fifty: a pound of weight has sixteen ounces
                    "[lb_av]" if !joined && amount.value.is_integer() => {
                        let pounds = Unit::by_code("GBP")?;
                        Some((Exact::integer(100), 16, pounds))
                    }
                    // six feet two
                    "[ft_i]" if !joined && amount.value.is_integer() => {
                        Some((Exact::integer(12), 1, Unit::by_code("[in_i]")?))
                    }
                    _ => None,
                };
                // the unit that the whole is then in
                let Some((parts, least, smaller)) = left_out else { break };
                if numeral.value >= parts || numeral.value < Exact::integer(least) {
                    break;
                }
                if smaller.dimension() == Dimension::Money {
                    amount.value = amount.value.checked_add(numeral.value.checked_div(parts)?)?;
                    (amount.precision, amount.unit) = (-2, Some(smaller));
                } else {
                    amount.value = amount.value.checked_mul(parts)?.checked_add(numeral.value)?;
                    amount.unit = Some(smaller);
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

/// 3'29\": minutes and seconds of a race, where `amount` is so many feet by its prime and `part`, which stands at `spot`, has
/// more inches than a foot.
fn race(ground: Ground<'_>, amount: &Amount, part: &en::Numeral, spot: (usize, usize)) -> Option<Amount> {
    let cursor = ground.cursor;
    let prime = matches!(cursor.char_before(amount.end), Some('\'' | '′')) && spot.0 == amount.end;
    let mark = cursor.glued(spot.1);
    let closed = cursor.is_any(mark, &["\"", "″"]);
    let surface = cursor.text().get(spot.0..spot.1)?;
    if !prime || !closed || !is_seconds(surface, part.value) || part.value >= Exact::integer(60) {
        return None;
    }
    let value = amount.value.checked_mul(Exact::integer(60))?.checked_add(part.value)?;
    let unit = Unit::by_code("s");
    Some(Amount { value, unit, precision: part.precision, end: mark.end, compound: true, ..*amount })
}

/// `in` is an inch after feet, `m` a minute after hours.
fn inches(ground: Ground<'_>, at: usize, last: UnitReading) -> Option<UnitReading> {
    let cursor = ground.cursor;
    let token = cursor.next(at);
    let code = match (last.unit.code(), cursor.surface(token)) {
        ("[ft_i]" | "[yd_i]", "in" | "\"" | "″") => "[in_i]",
        ("[yd_i]", "'" | "′") => "[ft_i]",
        // 1h 30m
        ("h", "m") => "min",
        ("min", "s") => "s",
        _ => return None,
    };
    Some(UnitReading { unit: Unit::by_code(code)?, share: Exact::ONE, end: token.end })
}

fn is_smaller(large: Unit, small: Unit) -> bool {
    large.dimension() == small.dimension()
        && large != small
        && small.factor() < large.factor()
        && matches!(
            large.dimension(),
            Dimension::Length
                | Dimension::Mass
                | Dimension::Volume
                | Dimension::Time
                | Dimension::Angle
                | Dimension::Area
        )
}
