//! What an amount goes on with after its unit: smaller units and tail digits: 十二吨零四公斤, 三元五角, 一米七五.

use super::Reader;
use super::amount::{Amount, Counted, magnitude};
use super::tables::Head;
use crate::facts::primes::is_seconds;
use crate::numerals::zh::{Form, Numeral, Vague};
use crate::quantity::{Dimension, Exact, Unit};

impl Reader<'_> {
    /// Smaller units and tail digits after a unit: 十二吨零四公斤, 三元五角, 一米七五, 三块五毛二. Money stays in the main
    /// unit; other amounts go to the smallest unit written. At most four parts.
    pub(super) fn with_smaller_units(&self, mut whole: Amount, mut unit: Unit, mut share: Exact) -> Option<Amount> {
        let look = self.look;
        for _ in 0..4 {
            let gap = look.past_gap(whole.end);
            let here =
                look.past_any(gap, &["零", "〇", "○", "又", "有"]).filter(|&at| look.digit_at(at)).unwrap_or(gap);
            let joined = here > gap;
            if gap > whole.end && look.rest(whole.end).starts_with(' ') && !joined {
                break;
            }
            if !look.numeral_at(here) {
                break;
            }
            let Ok(part) = self.numeral(here) else { break };
            if part.vague == Some(Vague::Several) || part.high.is_some() {
                break;
            }
            let arabic = matches!(part.form, Form::Arabic(_));
            if let Some((smaller, smaller_share, end)) = self.smaller_unit(unit, share, part.end, arabic) {
                let own = unit.factor().checked_mul(share)?;
                let other = smaller.factor().checked_mul(smaller_share)?;
                // 一周四天 are four days a week, 一天八小时 eight hours a day, 一年有三百六十五天; a sum has 零 or 又 between.
                let summed = look.0.get(gap..here).is_some_and(|joint| joint.contains(['零', '〇', '○', '又']));
                let one = whole.low == Exact::ONE;
                if !summed && is_rate(unit, smaller, one) {
                    break;
                }
                // The part is less than one of the larger unit: 三斤四两, but not 三斤四十两.
                if part.value.checked_mul(other)? >= own {
                    break;
                }
                let money = unit.dimension() == Dimension::Money;
                if !money && smaller != unit {
                    whole = whole.scaled(whole_units(unit, smaller)?)?;
                }
                let factor = if money { smaller_share } else { Exact::ONE.checked_mul(smaller_share)? };
                whole.low = whole.low.checked_add(part.value.checked_mul(factor)?)?;
                whole.step = Exact::power_of_ten(i32::from(part.precision))?.checked_mul(factor)?;
                whole.precision = part.precision.saturating_add(magnitude(factor));
                whole.end = end;
                whole.vague = whole.vague.or(part.vague);
                (unit, share) = (smaller, smaller_share);
                whole.counted = Counted::Unit(unit);
                continue;
            }
            // 两米零五, 三块零五: the zero holds the place of the tenths
            if joined && part.form == Form::Digit && matches!(unit.code(), "m" | "CNY" | "jiubi") && share == Exact::ONE
            {
                let zero = look.0.get(gap..here).is_some_and(|text| "零〇○".contains(text));
                if zero && gap == whole.end {
                    self.take_tail(&mut whole, &part, unit, Exact::new(1, 10)?)?;
                }
                break;
            }
            if here == whole.end && takes_tail(unit) {
                self.take_tail(&mut whole, &part, unit, share)?;
            }
            break;
        }
        Some(whole)
    }

    /// 6'2", 30″, 3′29″: primes behind Arabic digits. Minutes and seconds of a race have more seconds than a foot has inches,
    /// or decimals. Quotation marks that stand for primes follow no quotation mark of their kind.
    pub(super) fn primes(&self, amount: &Amount) -> Option<Amount> {
        let look = self.look;
        if !matches!(amount.form, Form::Arabic(_)) || amount.end != amount.numeral_end {
            return None;
        }
        let mark = look.after(amount.end).filter(|c| matches!(c, '\'' | '′' | '"' | '″'))?;
        let end = amount.end + mark.len_utf8();
        let angle = look.before(amount.start).is_some_and(|c| "°′'度".contains(c));
        // how far back a quotation is looked for, in characters; behind a digit stands another prime
        let line = look.head(amount.start).chars().rev().take(300).take_while(|&c| c != '\n');
        let before = line.clone().skip(1).map(Some).chain([None]);
        let quotes = line.zip(before).filter(|&(c, before)| c == mark && !before.is_some_and(|c| c.is_ascii_digit()));
        if angle || mark.is_ascii() && quotes.count() % 2 == 1 {
            return None;
        }
        let inch = Unit::by_code("[in_i]")?;
        let measured = |unit, low: Exact, precision, end| {
            Some(Amount {
                low,
                precision,
                step: Exact::power_of_ten(i32::from(precision))?,
                counted: Counted::Unit(unit),
                end,
                ..*amount
            })
        };
        if matches!(mark, '"' | '″') {
            return if look.digit_at(end) { None } else { measured(inch, amount.low, amount.precision, end) };
        }
        let from = end;
        let smaller = self.numeral(end).ok().filter(|part| {
            matches!(part.form, Form::Arabic(1..=2)) && part.value < Exact::integer(60) && amount.low.is_integer()
        });
        let smaller = smaller.and_then(|part| Some((part, look.past_any(part.end, &["\"", "″", "''", "′′"])?)));
        let Some((part, end)) = smaller else {
            return if look.digit_at(end) {
                None
            } else {
                measured(Unit::by_code("[ft_i]")?, amount.low, amount.precision, end)
            };
        };
        let timed = is_seconds(look.0.get(from..part.end)?, part.value);
        let (unit, share) = if timed { (Unit::by_code("s")?, 60) } else { (inch, 12) };
        let low = amount.low.checked_mul(Exact::integer(share))?.checked_add(part.value)?;
        measured(unit, low, part.precision, end)
    }

    /// The unit at `at`, if it measures the same as `unit`, is smaller and may follow it.
    pub(super) fn smaller_unit(
        &self,
        unit: Unit,
        share: Exact,
        at: usize,
        arabic: bool,
    ) -> Option<(Unit, Exact, usize)> {
        // 一亩七分: the tenth of a mu has no other name than that of the minute.
        if unit.code() == "mu" && share == Exact::ONE {
            return self.look.past(at, "分").map(|end| (unit, Exact::new(1, 10).unwrap_or(share), end));
        }
        if unit.dimension() == Dimension::Money
            && (share == Exact::ONE || share == Exact::new(1, 10)?)
            && self.look.past_any(at, &["分钟", "分鐘", "分之"]).is_none()
            && self.look.past_char(at, "分").is_some()
        {
            // 五角三分, 五毛二分
            return self
                .look
                .past_any(at, &["分钱", "分錢", "分"])
                .map(|end| (unit, Exact::new(1, 100).unwrap_or(share), end));
        }
        // 五分四厘
        if unit.dimension() == Dimension::Money
            && share == Exact::new(1, 100)?
            && let Some(end) = self.look.past(at, "厘").filter(|&end| self.look.past_char(end, "米升").is_none())
        {
            return Some((unit, Exact::new(1, 1000)?, end));
        }
        let (Head::Unit(smaller, name), _, end) = self.head_at(at, arabic)? else { return None };
        let own = unit.factor().checked_mul(share)?;
        let other = smaller.factor().checked_mul(name.share)?;
        let same = smaller.dimension() == unit.dimension() && (smaller == unit || unit.converts_to(smaller));
        let joins = match unit.dimension() {
            Dimension::Money => smaller == unit,
            Dimension::Share | Dimension::Other | Dimension::Temperature => false,
            _ => true,
        };
        (same && joins && other < own).then_some((smaller, name.share, end))
    }

    /// Digits after a unit that no unit follows: 一米七五 is 1.75 metres, 三块五 3.5 yuan.
    pub(super) fn take_tail(&self, whole: &mut Amount, part: &Numeral, unit: Unit, share: Exact) -> Option<()> {
        let look = self.look;
        let part = &self.before_rate(*part);
        let digits = match part.form {
            Form::Digit => 1_u8,
            Form::Run(digits) if digits <= 3 => digits,
            Form::Arabic(1) if part.value.is_integer() => 1,
            // 10秒03, 1米72, 12元50: hundredths
            Form::Arabic(2)
                if part.value.is_integer()
                    && (matches!(unit.code(), "s" | "m") || unit.dimension() == Dimension::Money) =>
            {
                2
            }
            _ => return Some(()),
        };
        // 三块五毛 was taken above; 三元五个 begins another count.
        let counts = self.head_at(part.end, false).is_some()
            || look.after(part.end).is_some_and(|c| "月日号號年点點".contains(c));
        if counts || part.value == Exact::ZERO {
            return Some(());
        }
        let step = share.checked_div(Exact::power_of_ten(i32::from(digits))?)?;
        whole.low = whole.low.checked_add(part.value.checked_mul(step)?)?;
        whole.step = step;
        whole.precision = magnitude(step);
        whole.end = part.end;
        Some(())
    }
}

impl Reader<'_> {
    /// 三块五一斤: the tail without the 一 that begins what the price is for.
    fn before_rate(&self, tail: Numeral) -> Numeral {
        let Form::Run(digits @ 2..) = tail.form else { return tail };
        let one = tail.high.is_none() && self.look.before(tail.end) == Some('一');
        let tens = tail.value.as_integer().filter(|_| one && self.head_at(tail.end, false).is_some());
        let Some(tens) = tens else { return tail };
        let form = if digits == 2 { Form::Digit } else { Form::Run(digits - 1) };
        Numeral { value: Exact::integer(tens / 10), form, end: tail.end - '一'.len_utf8(), ..tail }
    }
}

/// Whether so many of `smaller` with a `unit` before them are rather in each: of a week always, of `one` year, month or day
/// where a unit between the two is left out.
fn is_rate(unit: Unit, smaller: Unit, one: bool) -> bool {
    match (unit.code(), smaller.code()) {
        ("wk", _) => true,
        ("a", "d" | "wk" | "h") | ("mo", "d" | "h") | ("d", "h" | "min") => one,
        _ => false,
    }
}

/// How many of `smaller` a `unit` is: a year in days is 365 of them and a month 30, as ISO 8601 readers count them.
fn whole_units(unit: Unit, smaller: Unit) -> Option<Exact> {
    let days = match unit.code() {
        "a" if smaller.code() != "mo" => 365,
        "mo" => 30,
        _ => return unit.factor().checked_div(smaller.factor()),
    };
    Exact::integer(days * 86_400).checked_div(smaller.factor())
}

/// Units after which digits alone go on with the amount.
fn takes_tail(unit: Unit) -> bool {
    unit.dimension() == Dimension::Money
        || matches!(unit.code(), "m" | "s" | "Cel" | "deg" | "zhang" | "chi" | "mu" | "[degF]")
}
