//! Decimals: the point, the digits after it, and the scales that multiply them: 十二点五万, 二·○九, 4.19百万.

use super::coefficient::{Coefficient, counts_only};
use super::gap::{past_gap, past_space};
use super::whole::{Reader, begins_unit};
use super::{Form, Numeral, NumeralError, Sign, financial, is_point, sign};
use crate::numerals::digits::digit_value;
use crate::quantity::Exact;

impl Reader<'_> {
    /// A decimal that began in Arabic digits, with the powers and scales that multiply it: 4.19百万, 1.5万亿.
    pub(super) fn decimal(&mut self, coefficient: Coefficient) -> Result<Numeral, NumeralError> {
        self.end = coefficient.end;
        self.form = Form::Arabic(coefficient.digits);
        self.scaled_decimal(coefficient.value, coefficient.decimals)
    }

    /// Reads the scales after a decimal and ends the numeral.
    pub(super) fn scaled_decimal(&mut self, mantissa: i128, decimals: u8) -> Result<Numeral, NumeralError> {
        let mut exponent = 0_u8;
        loop {
            let here = past_gap(self.text, self.end);
            let Some((Sign::Power(power) | Sign::Scale(power), next)) = self.sign_at(here) else { break };
            if begins_unit(self.text, here, matches!(self.form, Form::Arabic(_)))
                || exponent > 0 && power <= 3
                || exponent > 16
            {
                break;
            }
            exponent += power;
            self.end = next;
            self.form = Form::Composed;
        }
        self.last_unit = Some(exponent);
        if exponent > 0 {
            let here = self.end;
            self.take_vague(here, here);
        }
        let places = i32::from(exponent) - i32::from(decimals);
        let value = Exact::decimal(mantissa, places).ok_or(NumeralError::Overflow { end: self.end })?;
        let precision = i8::try_from(places).unwrap_or(i8::MIN);
        let scale = i8::try_from(exponent).unwrap_or(i8::MAX);
        Ok(Numeral { value, high: None, precision, vague: self.vague, form: self.form, scale, end: self.end })
    }

    /// The run of digits after a decimal point at `at`: its range of bytes.
    pub(super) fn decimals_at(&self, at: usize) -> Option<(usize, usize)> {
        let here = past_space(self.text, at);
        let point = self.char_at(here).filter(|&c| is_point(c))?;
        let begin = past_space(self.text, here + point.len_utf8());
        let spoken = matches!(point, '点' | '點');
        let spaced = begin != at + point.len_utf8();
        // 12 点 39 分, spaced as modern type does, is an hour.
        if matches!(self.form, Form::Arabic(_)) && (spaced || !spoken) || !spoken && spaced {
            return None;
        }
        let mut end = begin;
        let mut count = 0_usize;
        while let Some(c) = self.char_at(end).filter(|&c| is_decimal_digit(c)) {
            end += c.len_utf8();
            count += 1;
        }
        if count == 0 {
            return None;
        }
        // What follows tells an hour from a decimal: 三点五十分, 三点一刻, 八点二十.
        let rest = self.text.get(end..).unwrap_or_default();
        let mut following = rest.chars();
        let (next, after) = (following.next(), following.next());
        let clock = match next {
            Some('分') => !matches!(after, Some('钟' | '鐘' | '之' | '米' | '贝' | '貝')),
            Some('刻' | '点' | '點' | '十' | '廿' | '卅') => true,
            // 三點三個字: five minutes a mark, in Cantonese
            Some('个' | '個') => after == Some('字'),
            // 四点、五点半; 三点五、六分
            Some('、') => spoken && matches!(after.and_then(sign), Some(Sign::Digit(_))),
            _ => false,
        };
        (!spoken || !clock).then_some((begin, end))
    }

    pub(super) fn with_decimals(&mut self, whole: i128, (begin, end): (usize, usize)) -> Result<Numeral, NumeralError> {
        let run = self.text.get(begin..end).unwrap_or_default();
        let overflow = NumeralError::Overflow { end };
        let (mut mantissa, mut decimals) = (whole, 0_u8);
        for digit in run.chars().filter_map(decimal_digit) {
            mantissa =
                mantissa.checked_mul(10).and_then(|value| value.checked_add(i128::from(digit))).ok_or(overflow)?;
            decimals = decimals.checked_add(1).ok_or(overflow)?;
        }
        self.end = end;
        self.form = Form::Composed;
        self.scaled_decimal(mantissa, decimals)
    }
}

pub(super) fn is_decimal_digit(c: char) -> bool {
    decimal_digit(c).is_some()
}

/// A digit as it may follow a decimal point: 两 and 俩 count and do not spell.
pub(super) fn decimal_digit(c: char) -> Option<u8> {
    if counts_only(c) {
        return None;
    }
    digit_value(c).or_else(|| match sign(c).or_else(|| financial(c)) {
        Some(Sign::Digit(digit)) => Some(digit),
        _ => None,
    })
}
