//! Signs and codes of currencies around an amount: `$3.5bn`, `HK$20`, `RMB 5 million`, `20€`.

use std::sync::LazyLock;

use super::ground::Ground;
use super::units;
use crate::numerals::en::cursor::Sort;
use crate::quantity::{Dimension, Exact, Unit};

/// A currency before an amount.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    pub(super) unit: Unit,
    pub(super) start: usize,
    /// Where the number begins.
    pub(super) number: usize,
}

/// The signs, the longest first.
fn signs() -> &'static [(&'static str, Unit)] {
    static SIGNS: LazyLock<Vec<(&'static str, Unit)>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/en/currency_signs.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let mut signs: Vec<_> = rows
            .map(|(sign, code)| (sign, Unit::by_code(code).expect("the signs name currencies of the unit table")))
            .collect();
        signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        signs
    });
    &SIGNS
}

/// The currency sign or code at `at` and the number behind it.
pub(super) fn prefix(ground: Ground<'_>, at: usize) -> Option<Prefix> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let is_number = |number: usize| {
        let digit = |at: usize| cursor.char_at(at).is_some_and(|c| c.is_ascii_digit());
        digit(number) || (cursor.char_at(number) == Some('.') && digit(number + 1))
    };
    if token.sort == Sort::Word {
        if ground.comes_up(at) {
            return None;
        }
        let (unit, end) = sign_at(ground, at).or_else(|| {
            let named = units::named(ground, token, |_| true).filter(|named| named.share == Exact::ONE)?;
            let code = cursor.surface(token).bytes().all(|b| b.is_ascii_uppercase()) || cursor.is(token, "ringgit");
            (named.unit.dimension() == Dimension::Money && code).then_some((named.unit, named.end))
        })?;
        let number = cursor.next(end).start;
        // Malaysian ringgit 42: the country belongs to the name
        let country = ground.before(at);
        let whole = units::named(ground, country, |_| true).filter(|whole| whole.end == end && whole.unit == unit);
        let start = whole.map_or(at, |_| country.start);
        return is_number(number).then_some(Prefix { unit: unit.as_of(ground.date), start, number });
    }
    if token.sort == Sort::Digits {
        return None;
    }
    // The scanner stops at the sign itself; its letters stand before it.
    let head = cursor.head(token.end);
    let (sign, unit) = signs().iter().find(|(sign, _)| {
        let own = head.len().checked_sub(sign.len()).and_then(|from| head.get(from..));
        own.is_some_and(|own| own.eq_ignore_ascii_case(sign)) && sign.len() >= token.end - at
    })?;
    let start = token.end - sign.len();
    let torn = start < at && ground.comes_up(start);
    let (unit, start) =
        if torn || start < ground.floor { (sign_of(cursor.surface(token))?, at) } else { (*unit, start) };
    let number = cursor.next(token.end).start;
    is_number(number).then_some(Prefix { unit: unit.as_of(ground.date), start, number })
}

fn sign_of(sign: &str) -> Option<Unit> {
    signs().iter().find(|(known, _)| *known == sign).map(|(_, unit)| *unit)
}

fn sign_at(ground: Ground<'_>, at: usize) -> Option<(Unit, usize)> {
    let rest = ground.cursor.rest(at);
    let first = rest.as_bytes().first();
    let whole = |sign: &str| {
        let letter = sign.ends_with(|c: char| c.is_ascii_alphabetic());
        !(letter && ground.cursor.glued(at + sign.len()).sort == Sort::Word)
    };
    let mut signs = signs().iter().filter(|(sign, _)| sign.as_bytes().first() == first);
    let found = signs.find(|(sign, _)| rest.starts_with(sign) && whole(sign));
    found.map(|(sign, unit)| (*unit, at + sign.len()))
}

/// A sign behind an amount: `20€`, `10 $`, `10k$`. A sign that heads the next amount is not taken.
pub(super) fn suffix(ground: Ground<'_>, at: usize) -> Option<(Unit, usize)> {
    let cursor = ground.cursor;
    let token = cursor.next(at);
    let unit = sign_of(cursor.surface(token))?;
    if token.sort == Sort::Word && cursor.surface(token).len() < 2 {
        return None;
    }
    let next = cursor.glued(token.end);
    (next.sort != Sort::Digits && next.sort != Sort::Word).then_some((unit.as_of(ground.date), token.end))
}

/// A cent or penny behind digits, where a price is told, and the currency it is of: `43c` after dollars (`whole`), `11c a
/// share`, `a 50p coin`; `8c` and `720p` may be anything.
pub(super) fn cents(ground: Ground<'_>, at: usize, whole: bool) -> Option<(Unit, usize)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let code = match cursor.surface(token) {
        "c" | "¢" => "USD",
        "p" => "GBP",
        _ => return None,
    };
    let priced = whole || cursor.is_any(cursor.next(token.end), &["a", "per", "each", "to", "coin", "coins"]);
    let sign = cursor.surface(token) == "¢";
    ((priced || sign) && !ground.goes_on(token.end)).then_some((Unit::by_code(code)?, token.end))
}
