//! Two facts of one bead that found no counterpart: do they fill the same slot with different values?

use super::amount::{Amount, magnitude, significant_digits};
use super::relation::Relation;
use crate::facts::{Fact, Kind, Qualifier};
use crate::quantity::{Dimension, Exact};

/// How two facts without a counterpart differ, if they may be meant for one another; `None` when nothing says so.
pub(super) fn compare(zh: &Fact, en: &Fact) -> Option<Relation> {
    if !same_slot(zh, en) {
        return None;
    }
    if zh.kind == Kind::Ordinal && en.kind == Kind::Ordinal {
        return Some(Relation::Ordinal);
    }
    let (left, right) = (Amount::of(zh)?, Amount::of(en)?);
    if left.is_spread() || right.is_spread() {
        return spreads(&left, &right);
    }
    if let Some(power) = scale(&left, &right) {
        return Some(Relation::Scale(power));
    }
    Some(if digits_slip(left.value, right.value) { Relation::Digits } else { Relation::Value })
}

/// Whether the two are of kinds that translate each other and their units do not forbid it.
fn same_slot(zh: &Fact, en: &Fact) -> bool {
    let units = match (zh.unit, en.unit) {
        (Some(zh), Some(en)) => {
            zh == en || zh.converts_to(en) || (zh.dimension() == Dimension::Money && en.dimension() == Dimension::Money)
        }
        (None, None) => true,
        // A unit that one reader did not see: 五百万吨 against "5.5 million".
        _ => !matches!(zh.kind, Kind::Percent) && !matches!(en.kind, Kind::Percent),
    };
    let plain = |kind| {
        matches!(kind, Kind::Number | Kind::Quantity | Kind::Money | Kind::Duration | Kind::Age | Kind::Temperature)
    };
    let share = |kind| matches!(kind, Kind::Percent | Kind::Fraction | Kind::Multiple);
    let named = |kind| matches!(kind, Kind::Ordinal | Kind::Serial);
    let kinds = (plain(zh.kind) && plain(en.kind))
        || (share(zh.kind) && zh.kind == en.kind)
        || (named(zh.kind) && zh.kind == en.kind)
        || (zh.kind == Kind::Serial && en.kind == Kind::Number)
        || (zh.kind == Kind::Number && en.kind == Kind::Serial);
    kinds && units
}

/// The power of ten between two values that are otherwise the same at the coarser of their written precisions.
fn scale(zh: &Amount, en: &Amount) -> Option<i32> {
    let power = magnitude(en.value) - magnitude(zh.value);
    // Rounded digits may carry into the next magnitude: 9.96 and 10.
    let carried = [power, power - 1, power + 1];
    carried.into_iter().filter(|&power| power != 0).find(|&power| {
        let Some(scaled) = Exact::power_of_ten(power).and_then(|factor| zh.value.checked_mul(factor)) else {
            return false;
        };
        let Some(off) = scaled.checked_sub(en.value).map(Exact::abs) else { return false };
        let exact = off == Exact::ZERO;
        let telling = significant_digits(zh.value).min(significant_digits(en.value)) >= 2;
        let near = telling && off.checked_mul(Exact::integer(200)).is_some_and(|off| off <= en.value.abs());
        exact || near
    })
}

/// Whether the digits of one are those of the other with two swapped, one changed, lost or doubled.
fn digits_slip(zh: Exact, en: Exact) -> bool {
    let (Some(zh), Some(en)) = (digits_of(zh), digits_of(en)) else { return false };
    if zh.len().min(en.len()) < 3 {
        return false;
    }
    if zh.len() == en.len() {
        let differing: Vec<usize> = (0..zh.len()).filter(|&at| zh[at] != en[at]).collect();
        let mut sorted = (zh.clone(), en.clone());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        return differing.len() == 1 || sorted.0 == sorted.1;
    }
    let (long, short) = if zh.len() > en.len() { (&zh, &en) } else { (&en, &zh) };
    long.len() == short.len() + 1
        && (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

/// The digits from the first to the last that is not zero; `None` for fractions without a decimal form.
fn digits_of(value: Exact) -> Option<Vec<u8>> {
    let power = Exact::power_of_ten(i32::try_from(value.decimals()?).ok()?)?;
    let mut digits = value.abs().checked_mul(power)?.as_integer()?.to_string().into_bytes();
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    Some(digits)
}

/// Ranges that share an end, and vague magnitudes a power of ten apart.
fn spreads(zh: &Amount, en: &Amount) -> Option<Relation> {
    let vague = |amount: &Amount| amount.qualifier == Some(Qualifier::Several);
    if vague(zh) && vague(en) {
        let power = magnitude(en.value) - magnitude(zh.value);
        return (power != 0).then_some(Relation::Scale(power));
    }
    if vague(zh) || vague(en) {
        return None;
    }
    let shares_end = zh.interval.min == en.interval.min || zh.interval.max == en.interval.max;
    let both = zh.is_spread() && en.is_spread();
    (shares_end || both).then_some(Relation::Range)
}
