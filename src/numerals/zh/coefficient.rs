//! Coefficients: the digits, ranges of two digits and grouped digits that a power or scale multiplies.

use super::gap::{past_line_break, past_space};
use super::whole::Reader;
use super::{Sign, financial, is_point, sign};
use crate::numerals::digits::{DigitsError, digit_value, read_digits};

/// A coefficient: what a power or scale multiplies.
#[derive(Clone, Copy)]
pub(super) struct Coefficient {
    /// Its digits as one integer, decimals included.
    pub(super) value: i128,
    /// The upper end, of two neighbours.
    pub(super) high: Option<i128>,
    /// How many of its digits are decimals.
    pub(super) decimals: u8,
    /// How many digits are written before the decimal point.
    pub(super) digits: u8,
    /// Written in Arabic digits.
    pub(super) arabic: bool,
    /// 几 or 数.
    pub(super) few: bool,
    /// Whether zeros stand before it: 零五.
    pub(super) after_zero: bool,
    /// The zeros that end an Arabic coefficient: 3 for 4000.
    pub(super) zeros: u8,
    pub(super) end: usize,
}

impl Reader<'_> {
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The sign at `at`; a financial form only beside another sign.
    pub(super) fn sign_at(&self, at: usize) -> Option<(Sign, usize)> {
        self.sign_of(self.char_at(at)?, at)
    }

    /// The sign that `c`, the character at `at`, is there.
    fn sign_of(&self, c: char, at: usize) -> Option<(Sign, usize)> {
        let next = at + c.len_utf8();
        if let Some(found) = sign(c) {
            return Some((found, next));
        }
        let found = financial(c)?;
        let before = self.text.get(..at).and_then(|head| head.chars().next_back());
        let beside = self.end > self.begun
            || at == 0 && next == self.text.len()
            // 玖角陆分, 叁元伍角
            || before.is_some_and(|before| "元圆圓角".contains(before))
            || at > self.begun && before.is_some_and(|before| sign(before).is_some() || financial(before).is_some())
            || self.char_at(next).is_some_and(|after| sign(after).is_some() || financial(after).is_some())
            // 陆点叁壹
            || self.char_at(next).filter(|&c| is_point(c)).is_some_and(|point| {
                let decimal = self.char_at(next + point.len_utf8());
                decimal.is_some_and(|c| sign(c).is_some() || financial(c).is_some())
            });
        beside.then_some((found, next))
    }

    /// Reads the coefficient at `at`; `Err` is the end of one that does not fit.
    pub(super) fn coefficient(&self, at: usize) -> Result<Option<Coefficient>, usize> {
        let Some(c) = self.char_at(at) else { return Ok(None) };
        if digit_value(c).is_some() {
            return self.arabic(at);
        }
        let mut found = Coefficient {
            value: 0,
            high: None,
            decimals: 0,
            digits: 0,
            arabic: false,
            few: false,
            after_zero: false,
            zeros: 0,
            end: at,
        };
        let mut here = self.sign_of(c, at);
        if let Some((Sign::Few, next)) = here {
            // 几 and 数 count only before a power, or after one: 几百, 十几.
            let before_power = self.before_power(next);
            let after_power = self.last_unit.is_some() && matches!(c, '几' | '幾' | '数' | '數');
            return Ok((before_power || after_power).then_some(Coefficient {
                value: 1,
                digits: 1,
                few: true,
                end: next,
                ..found
            }));
        }
        let mut last = [0_u8; 2];
        let mut fits = true;
        while let Some((Sign::Digit(digit), next)) = here {
            // 两 counts and does not spell: alone, or in the ranges 一两 and 两三; elsewhere it is the tael.
            let counts =
                matches!(digit, 2 | 3) && self.text.get(..next).is_some_and(|head| head.ends_with(counts_only));
            let counted = found.digits == 1 && counts_only(c);
            let ranges = || match found.digits {
                // 一万两千, 一万两三千
                0 => self.last_unit.is_none_or(|_| {
                    let range = self.text.get(next..).is_some_and(|rest| rest.starts_with('三'));
                    self.before_power(if range { next + '三'.len_utf8() } else { next })
                }),
                digits => digits == 1 && last[1] == 1,
            };
            if counts && !ranges() || counted && digit != 3 {
                break;
            }
            match found.value.checked_mul(10).and_then(|value| value.checked_add(i128::from(digit))) {
                Some(value) => found.value = value,
                None => fits = false,
            }
            found.digits = found.digits.saturating_add(1);
            last = [last[1], digit];
            found.end = next;
            here = self.sign_at(if found.digits == u8::MAX { next } else { past_line_break(self.text, next) });
        }
        if found.digits == 0 {
            return Ok(None);
        }
        if !fits {
            return Err(found.end);
        }
        if found.digits > 1 && self.end > self.begun && sign(c) == Some(Sign::Digit(0)) {
            // 三万零五: the zeros hold a place.
            found.after_zero = true;
            found.digits = found.digits.saturating_sub(1);
        }
        let spelled = found.end;
        if found.digits <= 3 && found.digits > 1 {
            self.comma_thousands(&mut found);
        }
        if found.digits == 2 && found.end == spelled && found.value >= 10 && are_neighbours(last) {
            found.value = i128::from(last[0]);
            found.high = Some(i128::from(last[1]));
        } else if found.digits == 1 {
            self.comma_range(&mut found);
            self.comma_thousands(&mut found);
        }
        Ok(Some(found))
    }

    /// 两万二一个月, 一百五六一张: a tail with the 一 that begins what the price is for. The run without that 一, where
    /// something follows it that is no numeral; no number is written so that ends in 一.
    pub(super) fn before_rate(&self, run: Coefficient) -> Coefficient {
        let one_at = run.end.checked_sub('一'.len_utf8()).filter(|_| !run.arabic && run.high.is_none());
        let Some(one_at) = one_at.filter(|&at| run.digits > 1 && self.char_at(at) == Some('一')) else { return run };
        if !self.char_at(run.end).is_some_and(|c| c.is_alphanumeric() && sign(c).is_none()) {
            return run;
        }
        let tail = Coefficient { value: run.value / 10, digits: run.digits - 1, end: one_at, ..run };
        let last = [tail.value / 10 % 10, tail.value % 10].map(|digit| u8::try_from(digit).unwrap_or(0));
        if tail.digits == 2 && are_neighbours(last) {
            return Coefficient { value: tail.value / 10, high: Some(tail.value % 10), ..tail };
        }
        tail
    }

    /// 七十有三: the ones of an age or a reign, tied to the tens at hand by 有 or 又, where nothing is counted behind them.
    pub(super) fn joined_ones(&mut self, at: usize) -> Option<Coefficient> {
        let joint = self.char_at(at).filter(|c| matches!(c, '有' | '又') && self.end == at)?;
        let Ok(Some(ones)) = self.coefficient(at + joint.len_utf8()) else { return None };
        let one_digit = ones.digits == 1 && !ones.arabic && !ones.few && ones.high.is_none() && ones.value > 0;
        let follows = self.char_at(ones.end);
        let closes =
            follows.is_none_or(|c| !c.is_alphanumeric() || matches!(c, '年' | '岁' | '歲' | '载' | '載' | '矣'));
        (one_digit && closes && self.high.is_none() && self.vague.is_none()).then_some(ones)
    }

    /// Whether a power or scale follows at `at`.
    pub(super) fn before_power(&self, at: usize) -> bool {
        matches!(self.sign_at(past_space(self.text, at)), Some((Sign::Power(_) | Sign::Scale(_), _)))
    }

    pub(super) fn arabic(&self, at: usize) -> Result<Option<Coefficient>, usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        match read_digits(rest) {
            Err(DigitsError::Nothing) => Ok(None),
            Err(DigitsError::Overflow { length }) => Err(at + length),
            Ok(digits) => {
                let value = i128::try_from(digits.mantissa).map_err(|_| at + digits.length)?;
                let mut zeros = 0;
                let mut rest = value;
                while digits.decimals == 0 && rest != 0 && rest % 10 == 0 {
                    rest /= 10;
                    zeros += 1;
                }
                Ok(Some(Coefficient {
                    value,
                    high: None,
                    decimals: digits.decimals,
                    digits: digits.whole,
                    arabic: true,
                    few: false,
                    after_zero: false,
                    zeros,
                    end: at + digits.length,
                }))
            }
        }
    }

    /// 四千一、二百万; 二、三十分钟: a digit, the enumeration comma and the next digit are a range, unless more follow in
    /// the same way (八、九、十年级) or one stood before (二、三、四).
    pub(super) fn comma_range(&self, found: &mut Coefficient) {
        let Some('、') = self.char_at(found.end) else { return };
        let second = found.end + '、'.len_utf8();
        let Some((Sign::Digit(digit), next)) = self.sign_at(second) else { return };
        // 二十一、二十二: the second digit has a power of its own, no smaller than the last
        let own = match self.sign_at(next) {
            Some((Sign::Power(power), _)) => self.last_unit.is_some_and(|last| last <= power && last < 4),
            _ => false,
        };
        let listed = own
            || matches!(self.char_at(next), Some('、'))
            || matches!(self.sign_at(next), Some((Sign::Digit(_), _))) && !self.char_at(next).is_some_and(counts_only)
            || self.end == self.begun && self.text.get(..self.begun).is_some_and(|before| before.ends_with('、'));
        if !listed && found.value > 0 && i128::from(digit) == found.value + 1 {
            found.high = Some(i128::from(digit));
            found.end = next;
        }
    }

    /// 一、六○○元: an enumeration comma before exactly three digits parts thousands.
    pub(super) fn comma_thousands(&self, found: &mut Coefficient) {
        if self.end > self.begun || found.high.is_some() {
            return;
        }
        loop {
            let Some('、') = self.char_at(found.end) else { return };
            let mut here = found.end + '、'.len_utf8();
            let mut group = 0;
            for _ in 0..3 {
                let Some((Sign::Digit(digit), next)) = self.sign_at(here) else { return };
                group = group * 10 + i128::from(digit);
                here = next;
            }
            let more = matches!(self.sign_at(here), Some((Sign::Digit(_) | Sign::Power(_) | Sign::Tens(_), _)));
            let Some(value) = found.value.checked_mul(1000).and_then(|value| value.checked_add(group)) else { return };
            if more {
                return;
            }
            found.value = value;
            found.digits = found.digits.saturating_add(3);
            found.end = here;
        }
    }
}

/// 两 and its like stand for two of something and never for the digit of a spelled number.
pub(super) fn counts_only(c: char) -> bool {
    matches!(c, '两' | '兩' | '俩' | '倆' | '仨')
}

/// Two digits that name a range when they stand side by side: 三四, and 三五 by custom.
pub(super) fn are_neighbours([low, high]: [u8; 2]) -> bool {
    low > 0 && (high == low + 1 || (low, high) == (3, 5))
}
