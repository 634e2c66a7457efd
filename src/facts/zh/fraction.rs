//! Fractions and percentages with 分之 or a slash: 三分之二, 百分之十二, 一又二分之一, 3/5.

use super::Reader;
use super::amount::{Amount, Counted, magnitude};
use super::tables::Head;
use crate::numerals::zh::{Form, NumeralError};
use crate::quantity::{Dimension, Exact};

impl Reader<'_> {
    /// 百分之十二, 三分之二, 一又二分之一: `denominator` is the amount that 分之 follows.
    pub(super) fn fraction_of(&self, denominator: &Amount) -> Result<Option<Amount>, NumeralError> {
        let look = self.look;
        if !look.after(denominator.end).is_some_and(|c| matches!(c, '又' | '分' | '份' | ' ' | '\n' | '\r')) {
            return Ok(None);
        }
        let mut whole = Exact::ZERO;
        let mut bottom = *denominator;
        if let Some(at) = look.past(bottom.end, "又").or_else(|| look.past(look.past_gap(bottom.end), "又")) {
            // 一又二分之一
            let Ok(next) = self.numeral(look.past_gap(at)) else { return Ok(None) };
            whole = bottom.low;
            (bottom.low, bottom.end, bottom.form) = (next.value, next.end, next.form);
        }
        let spoken = self.past_spaced(bottom.end, &["分之", "份之"]);
        let short = || self.short_percent(&bottom).or_else(|| self.short_fraction(&bottom, whole != Exact::ZERO));
        let Some(at) = spoken.or_else(short) else {
            return Ok(None);
        };
        if bottom.vague.is_some() || bottom.high.is_some() || bottom.low <= Exact::ZERO {
            return Ok(None);
        }
        let mut top_at = look.past_gap(at);
        let mut sign = Exact::ONE;
        if let Some(next) = look.past_char(top_at, "负負") {
            (top_at, sign) = (next, Exact::ONE.negated());
        }
        let top = match self.numeral(top_at) {
            Ok(top) => top,
            Err(NumeralError::Nothing) => return Ok(None),
            Err(overflow) => return Err(overflow),
        };
        let overflow = NumeralError::Overflow { end: top.end };
        let step = Exact::power_of_ten(i32::from(top.precision)).ok_or(overflow)?;
        // 一百分之五十五 is a fraction as written; 百分之五十五 is percent.
        let percent = whole == Exact::ZERO && bottom.form == Form::BarePower && bottom.low == Exact::integer(100);
        let divisor = if percent { Exact::ONE } else { bottom.low };
        let part = |value: Exact| {
            let value = value.checked_mul(sign)?.checked_div(divisor)?;
            value.checked_add(whole)
        };
        let high = match top.high {
            Some(high) => Some(part(high).ok_or(overflow)?),
            None => None,
        };
        let low = part(top.value).ok_or(overflow)?;
        // 千分之负两三: the lower end is the one written last
        let (low, high) = match high {
            Some(high) if high < low => (high, Some(low)),
            high => (low, high),
        };
        Ok(Some(Amount {
            end: top.end,
            low,
            high,
            precision: top.precision.saturating_sub(magnitude(divisor)),
            step: step.checked_div(divisor).ok_or(overflow)?,
            vague: top.vague,
            form: Form::Composed,
            scale: 0,
            counted: if percent { self.tables.percent.map_or(Counted::Bare, Counted::Unit) } else { Counted::Fraction },
            name: (top.end, top.end),
            numeral_end: top.end,
            denominator: Some(divisor),
            ..*denominator
        }))
    }

    /// 四分一升, 一又十分一, 五份二: the fraction without 之, as Cantonese has it, before a unit, after a whole number, or
    /// alone in its clause.
    pub(super) fn short_fraction(&self, bottom: &Amount, has_whole: bool) -> Option<usize> {
        let look = self.look;
        let at = look.past_char(bottom.end, "分份").filter(|_| matches!(bottom.form, Form::Digit | Form::BarePower))?;
        let top = self.numeral(at).ok().filter(|top| top.high.is_none() && top.vague.is_none())?;
        let proper = top.form == Form::Digit && top.value < bottom.low;
        let measured = || match self.head_at(top.end, false) {
            Some((Head::Unit(unit, _), ..)) => {
                matches!(unit.dimension(), Dimension::Length | Dimension::Area | Dimension::Volume | Dimension::Mass)
            }
            _ => false,
        };
        let alone = || {
            // 分 is more than a share: minutes and marks have no numeral behind them that ends a clause
            let tenths = bottom.form == Form::BarePower && matches!(top.form, Form::Digit | Form::Composed);
            let share = proper || look.before(at) == Some('份') && tenths;
            share && look.begins_clause(bottom.start) && look.ends_clause(top.end)
        };
        (proper && (has_whole || measured()) || alone()).then_some(at)
    }

    /// 百分二百, 百分三十: percent without 之, where the numeral behind counts nothing itself.
    fn short_percent(&self, bottom: &Amount) -> Option<usize> {
        let hundred = bottom.form == Form::BarePower && bottom.low == Exact::integer(100);
        let at = self.look.past_char(bottom.end, "分").filter(|_| hundred)?;
        let top = self.numeral(at).ok()?;
        self.head_at(top.end, false).is_none().then_some(at)
    }

    /// The end of 百分百.
    pub(super) fn hundred_percent(&self, amount: &Amount) -> Option<usize> {
        let hundred = amount.form == Form::BarePower && amount.low == Exact::integer(100);
        self.look.past_any(amount.end, &["分百", "分之百"]).filter(|&end| hundred && !self.look.digit_at(end))
    }

    /// 3/5, ７／８, 1 4/3: Arabic digits over Arabic digits.
    pub(super) fn slash_fraction(&self, top: &Amount) -> Option<Amount> {
        let look = self.look;
        let Form::Arabic(_) = top.form else { return None };
        let arabic = |at: usize| {
            let bottom = self.numeral(at).ok().filter(|bottom| matches!(bottom.form, Form::Arabic(_)))?;
            (bottom.value.is_integer() && bottom.value > Exact::ZERO).then_some(bottom)
        };
        // 血压130/85
        let pressure = look.head(top.start).trim_end_matches(['为', '為', '是', '达', '達', '高', '：', ' ']).len();
        if !top.low.is_integer() || look.follows_any(pressure, &["血压", "血壓"]) {
            return None;
        }
        let (whole, top_value, slash) = if let Some(at) = look.past_char(top.end, "/／") {
            (Exact::ZERO, top.low, at)
        } else {
            let second = arabic(look.past(top.end, " ")?)?;
            (top.low, second.value, look.past_char(second.end, "/／")?)
        };
        let bottom = arabic(slash)?;
        if look.past_char(bottom.end, "/／").is_some() || look.before(top.start).is_some_and(|c| "/／".contains(c)) {
            return None;
        }
        // 120/80毫米汞柱: two pressures side by side
        if matches!(self.head_at(bottom.end, true), Some((Head::Unit(unit, _), ..)) if unit.dimension() == Dimension::Pressure)
        {
            return None;
        }
        let part = top_value.checked_div(bottom.value)?.checked_add(whole)?;
        let step = Exact::ONE.checked_div(bottom.value)?;
        Some(Amount {
            end: bottom.end,
            low: part,
            precision: magnitude(step),
            step,
            form: Form::Composed,
            scale: 0,
            counted: Counted::Fraction,
            name: (bottom.end, bottom.end),
            numeral_end: bottom.end,
            ..*top
        })
    }

    /// One past the first of `words` at `at`, which a gap may precede and spaces part.
    pub(super) fn past_spaced(&self, at: usize, words: &[&str]) -> Option<usize> {
        if let Some(end) = self.look.past_any(at, words) {
            return Some(end);
        }
        words.iter().find_map(|word| {
            word.chars().try_fold(at, |at, c| self.look.past_char(self.look.past_gap(at), c.encode_utf8(&mut [0; 4])))
        })
    }
}
