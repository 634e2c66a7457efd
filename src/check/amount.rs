//! Do two numeric facts state the same amount?
//!
//! [`compare`] takes a Chinese and an English fact and says how their numbers relate: the same, the same in another
//! unit, a fair rounding, the same number with something else wrong (unit, currency, bound), or none of these.

use super::relation::{Hedge, Relation};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::{Dimension, Exact, Interval, Unit};

/// Fewest significant digits a rounded figure keeps: 1.2 million may stand for 1,190,000; 1 million may not.
const ROUNDED_DIGITS: i32 = 2;

/// How far a rounded figure may be off and still count as the same, in parts of one: 19.93 million for 19,930,300, but
/// not 19.5 million for 19,540,000.
const FAIR_ROUNDING: Exact = Exact::integer(1000);

/// How the numbers of two facts relate; `None` where they state different amounts.
pub(super) fn compare(zh: &Fact, en: &Fact) -> Option<Relation> {
    if let (Value::Ratio(a, b), Value::Ratio(c, d)) = (zh.value, en.value) {
        return ratios((a, b), (c, d));
    }
    // Most of the figures in a sentence have nothing to do with each other.
    if let (Some(zh_value), Some(en_value)) = (plain(zh), plain(en))
        && zh_value != en_value
        && !may_convert(zh.unit, en.unit)
    {
        return None;
    }
    if zh.kind == Kind::Multiple && en.kind == Kind::Multiple {
        return multiples(zh, en);
    }
    let (zh_amount, en_amount) = (Amount::of(zh)?, Amount::of(en)?);
    shares(zh, en, &zh_amount, &en_amount)
        .or_else(|| units(zh, en, &zh_amount, &en_amount))
        .or_else(|| converted(&zh_amount, &en_amount))
}

/// The value of a fact that states one whole number, without a hedge and not as a share.
fn plain(fact: &Fact) -> Option<Exact> {
    let is_point = fact.interval.min == fact.interval.max && fact.precision <= 0 && fact.qualifier.is_none();
    let is_share = matches!(fact.kind, Kind::Percent | Kind::Fraction | Kind::Multiple);
    fact.value.as_number().filter(|value| is_point && !is_share && value.is_integer())
}

/// Whether an amount in one unit may be the same as another in the other.
fn may_convert(zh: Option<Unit>, en: Option<Unit>) -> bool {
    zh.zip(en).is_some_and(|(zh, en)| zh.dimension() == en.dimension() && zh != en)
}

/// Scores and proportions. English puts the winner first, also where the loser is spoken of: 以1比2告负 is "lost 2-1", and
/// 2比1获胜 is no "won 1-2".
fn ratios(zh: (Exact, Exact), en: (Exact, Exact)) -> Option<Relation> {
    if zh == en {
        return Some(Relation::Same);
    }
    let reversed = (zh.1, zh.0) == en;
    reversed.then_some(if zh.0 > zh.1 { Relation::Reversed } else { Relation::Same })
}

/// A number as it is compared: its value, what it claims and the power of ten it was written to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) value: Exact,
    pub(super) interval: Interval,
    pub(super) precision: i32,
    pub(super) unit: Option<Unit>,
    pub(super) qualifier: Option<Qualifier>,
}

impl Amount {
    /// The amount a fact states; `None` for dates, times and ratios.
    pub(super) fn of(fact: &Fact) -> Option<Self> {
        let value = fact.value.as_number()?;
        let interval = if fact.interval.min.is_none() && fact.interval.max.is_none() {
            Interval::point(value)
        } else {
            fact.interval
        };
        Some(Self { value, interval, precision: i32::from(fact.precision), unit: fact.unit, qualifier: fact.qualifier })
    }

    /// Both ends, value and precision times `factor`.
    pub(super) fn scaled(self, factor: Exact) -> Option<Self> {
        Some(Self {
            value: self.value.checked_mul(factor)?,
            interval: self.interval.scaled(factor)?,
            precision: self.precision + magnitude(factor),
            ..self
        })
    }

    /// Whether the value is a range or a vague magnitude: 三到五万, 几百, hundreds of.
    pub(super) fn is_spread(&self) -> bool {
        self.interval.min.is_some()
            && self.interval.max.is_some()
            && self.interval.min != self.interval.max
            && self.qualifier != Some(Qualifier::Odd)
    }
}

/// The power of ten of the first digit of `value`: 6 for 4,190,000, −2 for 0.05; 0 for zero.
pub(super) fn magnitude(value: Exact) -> i32 {
    let (numerator, denominator) = (value.numerator().unsigned_abs(), value.denominator().unsigned_abs());
    if numerator == 0 {
        return 0;
    }
    let guess = i64::from(numerator.ilog10()) - i64::from(denominator.ilog10());
    let guess = i32::try_from(guess).unwrap_or(0);
    match Exact::power_of_ten(guess) {
        Some(power) if value.abs() < power => guess - 1,
        _ => guess,
    }
}

/// Percentages, fractions and ordinary numbers that state a share: 五分之一 is 20 %, 三成 is 30 %, 0.05 % is 万分之五.
fn shares(zh: &Fact, en: &Fact, left: &Amount, right: &Amount) -> Option<Relation> {
    let hundred = Exact::integer(100);
    let (left, right) = match (zh.kind, en.kind) {
        // 25个基点 is 0.25 of a point; of rates people also say 0.25 percent.
        (Kind::Percent, Kind::Percent) if is_basis_point(left) != is_basis_point(right) => {
            (in_points(left)?, in_points(right)?)
        }
        (Kind::Percent, Kind::Percent) => {
            let relation = values(left, right)?;
            return Some(if left.unit == right.unit { relation } else { Relation::PercentPoint });
        }
        // 超过一倍 is 100 percent more; 增长百分之三百 is fourfold, 达到百分之三百 threefold.
        (Kind::Percent, Kind::Multiple) if is_growth_of(left.value, en) => return Some(Relation::Same),
        (Kind::Multiple, Kind::Percent) if is_growth_of(right.value, zh) => return Some(Relation::Same),
        (Kind::Percent, Kind::Fraction | Kind::Multiple) => (*left, right.scaled(hundred)?),
        (Kind::Fraction | Kind::Multiple, Kind::Percent) => (left.scaled(hundred)?, *right),
        _ => return None,
    };
    values(&left, &right)
}

fn is_basis_point(amount: &Amount) -> bool {
    amount.unit.is_some_and(|unit| unit.code() == "[bp]")
}

/// A share in hundredths, basis points too.
fn in_points(amount: &Amount) -> Option<Amount> {
    if is_basis_point(amount) { amount.scaled(amount.unit?.factor()) } else { Some(*amount) }
}

/// Whether a growth by `percent` leads to the result of `multiple`.
fn is_growth_of(percent: Exact, multiple: &Fact) -> bool {
    let by = multiple.result.and_then(|result| result.checked_sub(Exact::ONE)?.checked_mul(Exact::integer(100)));
    by == Some(percent)
}

/// Amounts in the same unit, or of which one names none.
fn units(zh: &Fact, en: &Fact, left: &Amount, right: &Amount) -> Option<Relation> {
    let relation = values(left, right)?;
    match (left.unit, right.unit) {
        (Some(zh_unit), Some(en_unit)) if one_unit(zh_unit, en_unit) => Some(relation),
        // Decimals of a 寸 are 分: 15.6寸 is the inch of screens.
        (Some(cun), Some(inch)) if left.precision < 0 && (cun.code(), inch.code()) == ("cun", "[in_i]") => {
            Some(relation)
        }
        (Some(zh_unit), Some(en_unit)) => {
            let (zh_dimension, en_dimension) = (zh_unit.dimension(), en_unit.dimension());
            let money = (zh_dimension == Dimension::Money, en_dimension == Dimension::Money);
            match money {
                (true, true) => Some(Relation::Currency),
                // 5 yuan is no rendering of 5 metres: the equal digits are chance, unless the figure is a rare one.
                (false, false) if zh_dimension == en_dimension => Some(Relation::Unit),
                _ => (is_telling(left.value) && is_telling(right.value)).then_some(Relation::Unit),
            }
        }
        // 20个百分点 is often "20 points".
        (Some(unit), None) | (None, Some(unit)) if unit.code() == "pp" => Some(relation),
        _ if zh.kind == Kind::Percent || en.kind == Kind::Percent => {
            (is_telling(left.value) && is_telling(right.value)).then_some(Relation::Unit)
        }
        _ => Some(relation),
    }
}

/// Whether two units are the same as far as they are written: "degrees" leave the scale open, and 时速八十英里 gives the hour
/// of "80 mph" in another word.
pub(super) fn one_unit(zh: Unit, en: Unit) -> bool {
    let degree = |unit: Unit| unit.code() == "deg" || unit.dimension() == Dimension::Temperature;
    let open = |unit: Unit| unit.code() == "deg";
    let per = |rate: Unit, unit: Unit| {
        rate.code().strip_prefix(unit.code()).is_some_and(|rest| rest.starts_with('/'))
            || (rate.dimension() == Dimension::Speed
                && unit.dimension() == Dimension::Length
                && is_per_hour(rate, unit))
    };
    zh == en || (degree(zh) && degree(en) && (open(zh) || open(en))) || per(zh, en) || per(en, zh)
}

/// Whether `rate` is one `unit` an hour.
fn is_per_hour(rate: Unit, unit: Unit) -> bool {
    rate.factor().checked_mul(Exact::integer(3600)) == Some(unit.factor())
}

/// Whether two facts with this same value hardly share it by chance: at least three digits that are not all zeros.
pub(super) fn is_telling(value: Exact) -> bool {
    significant_digits(value) >= 3
}

/// How many digits `value` has from its first to its last that is not zero; fractions without a decimal form have many.
pub(super) fn significant_digits(value: Exact) -> u32 {
    let Some(decimals) = value.decimals() else { return 9 };
    let Some(mantissa) = Exact::power_of_ten(i32::try_from(decimals).unwrap_or(0))
        .and_then(|power| value.abs().checked_mul(power))
        .and_then(Exact::as_integer)
    else {
        return 38;
    };
    let mut mantissa = mantissa.unsigned_abs();
    while mantissa > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
    }
    if mantissa == 0 { 0 } else { mantissa.ilog10() + 1 }
}

/// Amounts of one dimension in different units: 10斤 is 5 kg, 六十年 six decades, 二尺 0.67 m.
fn converted(left: &Amount, right: &Amount) -> Option<Relation> {
    let (zh_unit, en_unit) = (left.unit?, right.unit?);
    if zh_unit == en_unit {
        return None;
    }
    let in_en = if zh_unit.dimension() == Dimension::Temperature && en_unit.dimension() == Dimension::Temperature {
        Amount { value: temperature(left.value, zh_unit.code(), en_unit.code())?, ..*left }
    } else if zh_unit.converts_to(en_unit) {
        left.scaled(zh_unit.factor().checked_div(en_unit.factor())?)?
    } else {
        return None;
    };
    // Sixty days are two months: the calendar is not exact.
    let share = if zh_unit.dimension() == Dimension::Time { 25 } else { 100 };
    let tolerance = Exact::new(1, share)?.checked_mul(right.value.abs())?;
    let off = in_en.value.checked_sub(right.value)?.abs();
    let rounds = is_rounding(in_en.value, right.value, right.precision);
    (off <= tolerance || (rounds && digits_written(right.value, right.precision) >= ROUNDED_DIGITS))
        .then_some(Relation::Converted)
}

/// Degrees of one scale in another; only Celsius and Fahrenheit are met in practice.
fn temperature(value: Exact, from: &str, to: &str) -> Option<Exact> {
    let (nine_fifths, freezing) = (Exact::new(9, 5)?, Exact::integer(32));
    match (from, to) {
        ("Cel", "[degF]") => value.checked_mul(nine_fifths)?.checked_add(freezing),
        ("[degF]", "Cel") => value.checked_sub(freezing)?.checked_div(nine_fifths),
        _ => None,
    }
}

/// How two values of one unit relate.
fn values(zh: &Amount, en: &Amount) -> Option<Relation> {
    if zh.is_spread() || en.is_spread() {
        return spreads(zh, en);
    }
    if zh.value == en.value {
        return Some(bounds(zh.qualifier, en.qualifier));
    }
    if let Some(odd) = odd_and_exact(zh, en).or_else(|| odd_and_exact(en, zh)) {
        return Some(odd);
    }
    if knows_more(zh, en) || knows_more(en, zh) {
        return None;
    }
    let (fine, coarse) = if zh.precision < en.precision { (zh, en) } else { (en, zh) };
    if !is_rounding(fine.value, coarse.value, coarse.precision) {
        return None;
    }
    let off = fine.value.checked_sub(coarse.value)?.abs();
    if off.checked_mul(FAIR_ROUNDING)? <= coarse.value.abs() {
        return Some(bounds(zh.qualifier, en.qualifier));
    }
    let hedged = coarse.qualifier.is_some();
    let digits = digits_written(coarse.value, coarse.precision);
    (digits >= ROUNDED_DIGITS || (hedged && digits >= 1)).then_some(Relation::Rounded)
}

/// Digits from the first of `value` to the one of the power of ten `precision`.
fn digits_written(value: Exact, precision: i32) -> i32 {
    magnitude(value) - precision + 1
}

/// Whether `coarse`, written to the power of ten `precision`, is what `fine` rounds to.
fn is_rounding(fine: Exact, coarse: Exact, precision: i32) -> bool {
    if precision <= 0 && fine.is_integer() && coarse.is_integer() {
        return fine == coarse;
    }
    let step = Exact::power_of_ten(precision);
    let off = fine.checked_sub(coarse).map(Exact::abs).and_then(|off| off.checked_mul(Exact::integer(2)));
    matches!((off, step), (Some(off), Some(step)) if off <= step)
}

/// 三千四百三十余 against 3,432: inside what is claimed, but more than the other side knows.
fn odd_and_exact(odd: &Amount, exact: &Amount) -> Option<Relation> {
    let vague = odd.qualifier == Some(Qualifier::Odd) && exact.qualifier.is_none();
    (vague && exact.precision < odd.precision && odd.interval.contains(exact.value)).then_some(Relation::FalsePrecision)
}

/// Whether both are bounded below, and one has digits where the other has 多: "over 1,132,200" for 一百一十三万二千多, no
/// rounding but a slip.
fn knows_more(odd: &Amount, other: &Amount) -> bool {
    let bounded = matches!(other.qualifier, Some(Qualifier::Odd | Qualifier::MoreThan | Qualifier::AtLeast));
    odd.qualifier == Some(Qualifier::Odd) && bounded && other.precision < odd.precision
}

/// Ranges and vague magnitudes.
fn spreads(zh: &Amount, en: &Amount) -> Option<Relation> {
    if zh.is_spread() && en.is_spread() {
        let same_ends = zh.interval.min == en.interval.min && zh.interval.max == en.interval.max;
        if same_ends {
            return Some(bounds(zh.qualifier, en.qualifier));
        }
        let vague = zh.qualifier == Some(Qualifier::Several) || en.qualifier == Some(Qualifier::Several);
        // dozens is [24, 100), 数十 [10, 100): one magnitude.
        let same_magnitude = zh.interval.max == en.interval.max || zh.interval.min == en.interval.min;
        let inside = within(zh.interval, en.interval) || within(en.interval, zh.interval);
        return (vague && (same_magnitude || inside)).then_some(Relation::Vague);
    }
    let (spread, point) = if zh.is_spread() { (zh, en) } else { (en, zh) };
    if spread.qualifier == Some(Qualifier::Several) {
        if !spread.interval.contains(point.value) {
            return None;
        }
        // "hundreds" are at least two: 一百多 is none. "dozens" begins at two by itself.
        let plural = Exact::power_of_ten(magnitude(spread.value)) == Some(spread.value);
        let two = spread.value.checked_mul(Exact::integer(2))?;
        let one = point.qualifier == Some(Qualifier::Odd) && point.interval.max.is_some_and(|max| max <= two);
        return Some(if plural && one { Relation::Plural } else { Relation::Vague });
    }
    // 二、三十 for "more than 20", 二三百 for "about 250"; but 二、三十 is not "nearly 20".
    let reaches = match point.qualifier.map(direction) {
        Some(Direction::Up) => spread.interval.max != Some(point.value),
        Some(Direction::Down) => spread.interval.min != Some(point.value),
        Some(Direction::Around) => true,
        None => false,
    };
    (reaches && spread.interval.contains(point.value)).then_some(Relation::Vague)
}

fn within(inner: Interval, outer: Interval) -> bool {
    let low = matches!((inner.min, outer.min), (Some(a), Some(b)) if a >= b);
    let high = matches!((inner.max, outer.max), (Some(a), Some(b)) if a <= b);
    low && high
}

/// Which way a bound points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Around,
}

fn direction(qualifier: Qualifier) -> Direction {
    match qualifier {
        Qualifier::MoreThan | Qualifier::AtLeast | Qualifier::Odd => Direction::Up,
        Qualifier::LessThan | Qualifier::AtMost | Qualifier::Nearly => Direction::Down,
        Qualifier::About | Qualifier::Several => Direction::Around,
    }
}

/// How the hedges of two equal values relate.
fn bounds(zh: Option<Qualifier>, en: Option<Qualifier>) -> Relation {
    match (zh.map(direction), en.map(direction)) {
        (Some(Direction::Up), Some(Direction::Down)) | (Some(Direction::Down), Some(Direction::Up)) => {
            Relation::BoundFlipped
        }
        // 约七十以上 is more than "about 70".
        (Some(Direction::Up | Direction::Down), Some(Direction::Around)) if en == Some(Qualifier::About) => {
            Relation::Hedged(Hedge::Dropped)
        }
        (Some(_), None) => Relation::Hedged(Hedge::Dropped),
        (None, Some(_)) => Relation::Hedged(Hedge::Added),
        _ => Relation::Same,
    }
}

/// 增加两倍 (2, new amount 3) against "tripled" (3, new amount 3) or "threefold" (3, unclear).
fn multiples(zh: &Fact, en: &Fact) -> Option<Relation> {
    let (zh_value, en_value) = (zh.value.as_number()?, en.value.as_number()?);
    let hedge = bounds(zh.qualifier, en.qualifier);
    let both_hedged = zh.qualifier.is_some() && en.qualifier.is_some();
    match (zh.result, en.result) {
        (Some(zh_result), Some(en_result)) if zh_result == en_result => Some(hedge),
        // Twenty times more or twenty times as much: one in twenty is less than 近 and "nearly" leave open.
        (Some(_), Some(_)) if zh_value == en_value && zh_value >= Exact::integer(10) && both_hedged => {
            Some(Relation::Rounded)
        }
        (Some(_), Some(_)) => (zh_value == en_value).then_some(Relation::Multiple),
        // "threefold" leaves open whether the old amount is counted in.
        (Some(zh_result), None) => (zh_result == en_value || zh_value == en_value).then_some(hedge),
        // 贵一倍 says "more" by its verb alone.
        (None, Some(en_result)) => {
            let more = zh_value.checked_add(Exact::ONE) == Some(en_result);
            (en_result == zh_value || zh_value == en_value || more).then_some(hedge)
        }
        (None, None) => values(&Amount::of(zh)?, &Amount::of(en)?),
    }
}
