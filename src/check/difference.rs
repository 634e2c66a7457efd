//! Two facts of one bead that found no counterpart: do they fill the same slot with different values?

use super::amount::{Amount, magnitude, one_unit, significant_digits};
use super::relation::Relation;
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::{Dimension, Exact, Unit};

/// How two facts without a counterpart differ, if they may be meant for one another; `None` when nothing says so. `lone`
/// tells that each is the only one of its side left in the sentence.
pub(super) fn compare(zh: &Fact, en: &Fact, lone: bool) -> Option<Relation> {
    if let Some(relation) = range_for_score(zh, en).filter(|_| lone) {
        return Some(relation);
    }
    let slot = slot(zh, en, lone)?;
    if zh.kind == Kind::Ordinal && en.kind == Kind::Ordinal {
        return Some(Relation::Ordinal);
    }
    if zh.kind == Kind::Multiple && en.kind == Kind::Multiple {
        return Some(Relation::Multiple);
    }
    if zh.kind == Kind::Ratio && en.kind == Kind::Ratio {
        return lone.then_some(Relation::Value);
    }
    let (left, right) = (in_percent(zh)?, in_percent(en)?);
    let left = in_unit_of(left, &right)?;
    if left.is_spread() || right.is_spread() {
        return spreads(&left, &right);
    }
    let telling = significant_digits(left.value).min(significant_digits(right.value)) >= 2;
    if let Some(power) = scale(&left, &right).filter(|_| slot == Slot::Same || telling) {
        return Some(Relation::Scale(power));
    }
    if digits_slip(left.value, right.value) {
        return Some(Relation::Digits);
    }
    // An article is no count that another number could stand for: 一艘 is not "three". "One" seldom is an article.
    let one = |fact: &Fact| fact.kind == Kind::Number && fact.value.as_number() == Some(Exact::ONE);
    (slot == Slot::Same && !one(zh) && (!one(en) || lone)).then_some(Relation::Value)
}

/// A range whose slip is read as a score since it falls: "30-4 times" for 3-4次.
fn range_for_score(zh: &Fact, en: &Fact) -> Option<Relation> {
    let ((from, to), range) = match (zh.value, en.value) {
        (Value::Ratio(from, to), Value::Number(_)) => ((from, to), en.interval),
        (Value::Number(_), Value::Ratio(from, to)) => ((from, to), zh.interval),
        _ => return None,
    };
    let (min, max) = (range.min?, range.max?);
    (min != max && (from == min || to == max)).then_some(Relation::Range)
}

/// The amount of a fact, shares in percent so that they compare.
fn in_percent(fact: &Fact) -> Option<Amount> {
    let amount = Amount::of(fact)?;
    if fact.kind == Kind::Fraction { amount.scaled(Exact::integer(100)) } else { Some(amount) }
}

/// The amount in the unit of the other: 一年半 against "fifteen months" is 18 against 15.
fn in_unit_of(amount: Amount, other: &Amount) -> Option<Amount> {
    match (amount.unit, other.unit) {
        (Some(from), Some(to)) if from != to && from.converts_to(to) => {
            amount.scaled(from.factor().checked_div(to.factor())?)
        }
        _ => Some(amount),
    }
}

/// How sure it is that two facts fill one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// One kind, and units that convert.
    Same,
    /// Kinds that may translate each other: only a slip of the figure says that they do.
    Likely,
}

fn slot(zh: &Fact, en: &Fact, lone: bool) -> Option<Slot> {
    let units = match (zh.unit, en.unit) {
        (Some(zh), Some(en)) => {
            let money = |unit: Unit| unit.dimension() == Dimension::Money;
            one_unit(zh, en) || zh.converts_to(en) || (money(zh) && money(en))
        }
        (None, None) => true,
        _ => false,
    };
    let count = |kind| matches!(kind, Kind::Number | Kind::Serial);
    let share = |kind| matches!(kind, Kind::Percent | Kind::Fraction);
    let measure = |kind| matches!(kind, Kind::Quantity | Kind::Money | Kind::Duration | Kind::Age | Kind::Temperature);
    if share(zh.kind) && share(en.kind) {
        return Some(Slot::Same);
    }
    let alike = zh.kind == en.kind || (count(zh.kind) && count(en.kind)) || (measure(zh.kind) && measure(en.kind));
    if alike && units {
        return Some(Slot::Same);
    }
    // A unit that one reader did not see: 五百万吨 against "5.5 million".
    let plain = |kind| count(kind) || measure(kind);
    let unseen = plain(zh.kind) && plain(en.kind) && (zh.unit.is_none() || en.unit.is_none());
    match (unseen, lone) {
        (true, true) if is_above_two(zh) && is_above_two(en) => Some(Slot::Same),
        (true, _) => Some(Slot::Likely),
        _ => None,
    }
}

fn is_above_two(fact: &Fact) -> bool {
    fact.value.as_number().is_some_and(|value| value > Exact::integer(2))
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

/// Whether the digits of one are those of the other with some swapped, changed, lost or doubled. Of numbers with two digits
/// only a swap is a slip that can be told from another number; long numbers that share most of their digits are one number.
fn digits_slip(zh: Exact, en: Exact) -> bool {
    let same_magnitude = magnitude(zh) == magnitude(en);
    if same_magnitude && zeros_moved(zh, en) {
        return true;
    }
    let (Some(zh), Some(en)) = (digits_of(zh), digits_of(en)) else { return false };
    let fewest = zh.len().min(en.len());
    if zh.len() == en.len() {
        let differing = (0..zh.len()).filter(|&at| zh[at] != en[at]).count();
        let mut sorted = (zh.clone(), en.clone());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        let swapped = fewest >= 2 && same_magnitude && sorted.0 == sorted.1;
        return swapped || (fewest >= 3 && differing <= (fewest - 1) / 2);
    }
    if fewest < 3 {
        return false;
    }
    let (long, short) = if zh.len() > en.len() { (&zh, &en) } else { (&en, &zh) };
    long.len() == short.len() + 1
        && (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

/// Whether two whole numbers of one length are made of the same digits, three at least: 3,500 and 3,050.
fn zeros_moved(zh: Exact, en: Exact) -> bool {
    let sorted = |value: Exact| {
        let mut digits = value.abs().as_integer()?.to_string().into_bytes();
        digits.sort_unstable();
        Some(digits)
    };
    match (sorted(zh), sorted(en)) {
        (Some(zh), Some(en)) => zh.len() >= 3 && zh == en,
        _ => false,
    }
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
    if zh.is_spread() && en.is_spread() {
        return Some(Relation::Range);
    }
    shares_end.then_some(Relation::HalfRange)
}
