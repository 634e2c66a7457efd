//! The grammar of whole numerals: powers and scales, what they multiply, and the sum of all.

use super::coefficient::{Coefficient, counts_only};
use super::gap::{past_gap, past_space};
use super::{Form, Numeral, NumeralError, Sign, Vague, financial, sign};
use crate::numerals::digits::digit_value;
use crate::quantity::Exact;

/// A closed term: `value` ends with the power of ten `exponent`.
#[derive(Clone, Copy, Default)]
pub(super) struct Term {
    pub(super) value: i128,
    pub(super) exponent: u8,
}

/// Scales fall from term to term, so that a numeral that fits has few; one with more has overflowed before.
const TERMS: usize = 6;

/// The text being read and what was read so far.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) begun: usize,
    /// One past the last character that belongs to the numeral.
    pub(super) end: usize,
    pub(super) terms: [Term; TERMS],
    pub(super) count: usize,
    /// The sum of the section, its high end where that differs, and the last power in it (4: none yet).
    pub(super) section: i128,
    pub(super) high: Option<i128>,
    pub(super) power: u8,
    /// The exponent of the last unit, for tail digits: 三万五.
    pub(super) last_unit: Option<u8>,
    /// A zero was written since the last unit.
    pub(super) zero: bool,
    /// The exponent of the last digit written.
    pub(super) precision: i32,
    pub(super) vague: Option<Vague>,
    pub(super) units: u8,
    pub(super) form: Form,
    pub(super) overflow: bool,
}

pub(super) fn read(text: &str, at: usize) -> Result<Numeral, NumeralError> {
    let first = text.get(at..).and_then(|rest| rest.chars().next());
    if !first.is_some_and(|c| digit_value(c).is_some() || sign(c).is_some() || financial(c).is_some()) {
        return Err(NumeralError::Nothing);
    }
    let mut reader = Reader {
        text,
        begun: at,
        end: at,
        terms: [Term::default(); TERMS],
        count: 0,
        section: 0,
        high: None,
        power: 4,
        last_unit: None,
        zero: false,
        precision: 0,
        vague: None,
        units: 0,
        form: Form::Composed,
        overflow: false,
    };
    let first = reader.coefficient(at);
    match first {
        Err(end) => return Err(NumeralError::Overflow { end }),
        Ok(Some(coefficient)) if coefficient.decimals > 0 => return reader.decimal(coefficient),
        Ok(_) => {}
    }
    reader.run(first.ok().flatten())
}

impl Reader<'_> {
    /// Reads on from `first`, the coefficient the numeral begins with, if it begins with one.
    fn run(&mut self, first: Option<Coefficient>) -> Result<Numeral, NumeralError> {
        let mut pending = first;
        loop {
            let after = pending.map_or(self.end, |coefficient| coefficient.end);
            let here = if after > self.begun { past_gap(self.text, after) } else { after };
            let here = if pending.is_some() { past_piece(self.text, here) } else { here };
            match self.sign_at(here).filter(|&(sign, _)| self.is_numeral(sign, here, pending)) {
                Some((Sign::Power(power), next)) if self.take_power(pending, power, next) => pending = None,
                Some((Sign::Tens(tens), next))
                    if pending.is_none_or(|c| c.value == 0) && self.take_tens(tens, next) =>
                {
                    pending = None;
                }
                Some((Sign::Scale(scale), next)) if self.take_scale(pending, scale, next) => pending = None,
                _ => {
                    if let Some(zero) =
                        pending.filter(|zero| zero.value == 0 && !zero.arabic && self.last_unit.is_some())
                        && let Ok(Some(next)) = self.coefficient(here)
                        && (next.arabic && next.decimals == 0
                            || next.few
                            || self.char_at(here).is_some_and(counts_only))
                    {
                        // 1千零20, 一百零几万, 一亿零两千
                        (self.zero, pending) = (true, Some(Coefficient { after_zero: true, ..next }));
                        let _ = zero;
                        continue;
                    }
                    if let Some(last) = pending {
                        // 三百二百: the digit belongs to the power that could not be taken.
                        let multiplied = matches!(self.sign_at(here), Some((Sign::Power(_) | Sign::Scale(_), _)));
                        if self.end == self.begun || !multiplied || begins_unit(self.text, here, true) {
                            self.take_last(last);
                        }
                        break;
                    }
                    if self.last_unit == Some(1)
                        && let Some(ones) = self.joined_ones(here)
                    {
                        pending = Some(ones);
                        continue;
                    }
                    if self.end > self.begun && self.take_vague(here, after) {
                        break;
                    }
                    if self.end == self.begun || self.high.is_some() || self.vague.is_some() {
                        break;
                    }
                    match self.coefficient(here) {
                        Ok(Some(next)) if next.decimals == 0 => {
                            let next = if next.digits > 1 { self.before_rate(next) } else { next };
                            if !self.continues(&next, here, after) {
                                break;
                            }
                            pending = Some(next);
                        }
                        Err(end) => return Err(NumeralError::Overflow { end }),
                        Ok(_) => break,
                    }
                }
            }
        }
        self.finish()
    }

    /// Whether the sign at `here` is the numeral's and does not begin a unit. 四万二千瓦 is 42,000 watts: a thousand that
    /// the numeral can take, with more before it, is taken.
    fn is_numeral(&self, sign: Sign, here: usize, pending: Option<Coefficient>) -> bool {
        if !matches!(sign, Sign::Power(2 | 3) | Sign::Scale(12)) {
            return true;
        }
        let arabic = pending.is_some_and(|coefficient| coefficient.arabic);
        let taken = matches!(sign, Sign::Power(power) if power < self.power)
            && self.last_unit.is_some()
            && pending.is_some_and(|coefficient| !coefficient.arabic && coefficient.digits == 1);
        taken || !begins_unit(self.text, here, arabic)
    }

    /// Whether `next`, read at `here` after the end `after` of what came before, can go on with the numeral.
    fn continues(&self, next: &Coefficient, here: usize, after: usize) -> bool {
        let follows = self.sign_at(past_space(self.text, next.end)).map(|(sign, _)| sign);
        let multiplied = matches!(follows, Some(Sign::Power(_) | Sign::Scale(_) | Sign::Tens(_)));
        if here > after {
            // A gap: a list marker on the next line is no tail, and Arabic digits must be multiplied.
            let marker = matches!(self.char_at(next.end), Some('、' | '．' | '.' | '）' | ')'));
            if marker || next.arabic && !multiplied {
                return false;
            }
        }
        if next.arabic {
            let limit = 10_i128.checked_pow(u32::from(self.last_unit.unwrap_or(0)));
            return multiplied || limit.is_some_and(|limit| next.value < limit);
        }
        // 一千九五三: a run that is no range cannot follow a power.
        next.digits == 1 || next.high.is_some() || next.after_zero
    }

    /// Adds `pending × 10^power` to the section; one where nothing is pending.
    fn take_power(&mut self, pending: Option<Coefficient>, power: u8, next: usize) -> bool {
        if let Some(coefficient) = pending {
            let countable = coefficient.arabic || coefficient.digits == 1 || coefficient.high.is_some();
            // 十几千: ten and some, of thousands
            let unit = begins_unit(self.text, coefficient.end, true);
            if coefficient.few && self.power == 1 && power > 1 && self.count == 0 && self.vague.is_none() && !unit {
                self.vague = Some(Vague::Odd);
                self.section *= 10_i128.pow(u32::from(power));
                self.power = power;
                self.unit_taken(power, i32::from(power) + 1, next);
                return true;
            }
            let zero_alone = coefficient.value == 0;
            if power >= self.power || !countable && !zero_alone {
                return false;
            }
            if zero_alone {
                // 一千零十: the zero holds a place and the ten has no coefficient.
                if self.last_unit.is_none() {
                    return false;
                }
                return self.add(1, None, power, next);
            }
            if coefficient.few {
                self.vague = Some(if self.count == 0 && self.section == 0 { Vague::Several } else { Vague::Odd });
                if self.vague == Some(Vague::Odd) {
                    // 一百几十: a hundred and some tens; the step is the hundred.
                    self.end = next;
                    self.power = power;
                    return true;
                }
            }
            return self.add(coefficient.value, coefficient.high, power, next);
        }
        let begins = self.end == self.begun;
        let falls = power < self.power && (self.power < 4 || self.last_unit.is_some() && power == 1);
        if self.vague.is_some() || !begins && !falls && !self.zero {
            return false;
        }
        if begins {
            self.form = Form::BarePower;
        } else if self.form == Form::BarePower && (self.power, power, self.units) == (3, 2, 1) {
            // 千百年, 千百万: hundreds and thousands, no sum
            (self.section, self.power, self.vague) = (100, power, Some(Vague::Several));
            self.unit_taken(power, i32::from(power), next);
            return true;
        }
        self.add(1, None, power, next)
    }

    fn take_tens(&mut self, tens: u8, next: usize) -> bool {
        self.power > 1 && self.vague.is_none() && self.add(i128::from(tens), None, 1, next)
    }

    fn add(&mut self, value: i128, high: Option<i128>, power: u8, next: usize) -> bool {
        let factor = 10_i128.pow(u32::from(power));
        let (Some(low), high) = (value.checked_mul(factor), high.and_then(|high| high.checked_mul(factor))) else {
            self.overflow = true;
            return false;
        };
        self.high = high.map(|high| self.section + high);
        self.section += low;
        self.power = power;
        self.unit_taken(power, i32::from(power), next);
        true
    }

    fn unit_taken(&mut self, exponent: u8, precision: i32, next: usize) {
        if self.units > 0 || self.form != Form::BarePower {
            self.form = Form::Composed;
        }
        self.units = self.units.saturating_add(1);
        self.last_unit = Some(exponent);
        self.precision = precision;
        self.zero = false;
        self.end = next;
    }

    /// Multiplies what stands before by 10^`scale`; leaves everything as it was where that makes no numeral.
    pub(super) fn take_scale(&mut self, pending: Option<Coefficient>, scale: u8, next: usize) -> bool {
        let before = (self.section, self.high, self.count, self.vague, self.end);
        let taken = self.multiply(pending, scale, next);
        if !taken {
            (self.section, self.high, self.count, self.vague, self.end) = before;
        }
        taken
    }

    /// The section with the terms that end lower is multiplied; where no section is open, the last term.
    fn multiply(&mut self, pending: Option<Coefficient>, scale: u8, next: usize) -> bool {
        let begins = self.end == self.begun && pending.is_none();
        let mut precision = if self.power < 4 { i32::from(self.power) } else { 0 };
        if let Some(coefficient) = pending {
            if coefficient.value == 0 {
                return false;
            }
            precision = i32::from(coefficient.zeros);
            if coefficient.few {
                let first = self.count == 0 && self.section == 0;
                self.vague = Some(if first { Vague::Several } else { Vague::Odd });
                precision = i32::from(self.power < 4);
                if !first {
                    self.end = coefficient.end;
                }
            } else if !self.take_ones(&coefficient, &mut precision) {
                return false;
            }
        }
        let few_first = self.vague == Some(Vague::Several) && self.section == 0;
        let mut low = if begins || few_first { 1 } else { self.section };
        let mut high = self.high;
        let mut exponent = scale;
        if low == 0 {
            // 一万亿; 一亿零一百万兆: the terms that end lower, or the one that ends alike (一万万), are multiplied.
            let Some(last) = self.count.checked_sub(1).and_then(|at| self.terms.get(at)).copied() else { return false };
            self.count -= 1;
            (low, exponent, precision) = (last.value, scale + last.exponent, self.precision);
            // 七万亿零八十万兆: 万亿 ends like 兆, and only falls where it is multiplied too
            let product = last.value.saturating_mul(10_i128.saturating_pow(u32::from(scale)));
            while let Some(above) = self.count.checked_sub(1).and_then(|at| self.terms.get(at)).copied()
                && (above.exponent < scale || above.exponent == scale && above.value < product)
            {
                self.count -= 1;
                low = low.saturating_add(above.value);
            }
            if exponent > 36 {
                self.overflow = true;
                exponent = 36;
            }
        } else {
            // Terms that end lower are multiplied too; of those that end alike, 一万九千一百万 is one number of 万 and
            // 一亿二亿 is two.
            while let Some(last) = self.count.checked_sub(1).and_then(|at| self.terms.get(at)).copied()
                && (last.exponent < scale || last.exponent == scale && self.section >= 1000)
            {
                self.count -= 1;
                high = high.and_then(|high| high.checked_add(last.value));
                low = low.saturating_add(last.value);
            }
        }
        let factor = 10_i128.pow(u32::from(scale));
        let value = low.checked_mul(factor);
        let smaller = self.count.checked_sub(1).and_then(|at| self.terms.get(at));
        if let (Some(value), Some(smaller)) = (value, smaller)
            && value >= smaller.value
        {
            // 一亿二千亿 is no numeral: it breaks off before what does not fall.
            return false;
        }
        self.high = high.and_then(|high| high.checked_mul(factor));
        if let (Some(value), Some(term)) = (value, self.terms.get_mut(self.count)) {
            *term = Term { value, exponent };
            self.count += 1;
        } else {
            self.overflow = true;
        }
        if begins {
            self.form = Form::BarePower;
        }
        (self.section, self.power) = (0, 4);
        self.unit_taken(exponent, precision + i32::from(scale), next);
        true
    }

    /// Adds a coefficient without a power of its own to the section; a tail digit counts the next lower power.
    fn take_ones(&mut self, last: &Coefficient, precision: &mut i32) -> bool {
        if self.section > 0 && self.power == 1 && last.value >= 10 {
            return false;
        }
        let tail =
            last.digits == 1 && !last.after_zero && !self.zero && self.section > 0 && self.power >= 2 && self.power < 4;
        let factor = if tail { 10_i128.pow(u32::from(self.power) - 1) } else { 1 };
        if tail {
            *precision = i32::from(self.power) - 1;
        }
        let scaled = |value: i128| value.checked_mul(factor).and_then(|value| value.checked_add(self.section));
        let Some(low) = scaled(last.value) else {
            self.overflow = true;
            return false;
        };
        self.high = last.high.and_then(scaled);
        self.section = low;
        true
    }

    /// The last coefficient, which no unit follows.
    fn take_last(&mut self, last: Coefficient) {
        if self.end == self.begun {
            self.form = match last {
                Coefficient { few: true, .. } => Form::BarePower,
                Coefficient { arabic: true, digits, .. } => Form::Arabic(digits),
                Coefficient { digits: 1, high: None, .. } => Form::Digit,
                Coefficient { digits, .. } => Form::Run(digits),
            };
            (self.section, self.high, self.precision) = (last.value, last.high, 0);
            // The zeros of 4000多 tell its step; taken up again where 多 follows.
            self.end = last.end;
            self.last_unit = last.arabic.then_some(last.zeros);
            self.power = 0;
            if last.arabic {
                let here = past_space(self.text, self.end);
                self.take_vague(here, self.end);
                if self.vague.is_some() {
                    self.precision = i32::from(last.zeros);
                    self.scale_after_vague();
                }
            }
            return;
        }
        if last.value == 0 && !last.few {
            // A zero at the end belongs to nothing: 三百零.
            return;
        }
        if last.few {
            // 十几, 八十几; 一百零几 is less than ten more
            if self.zero || last.after_zero {
                self.precision = 1;
            }
            self.vague = Some(Vague::Odd);
            self.end = last.end;
            self.scale_after_vague();
            return;
        }
        let unit = self.last_unit.unwrap_or(0);
        let single = last.digits == 1 || last.high.is_some();
        let tail = single && !last.after_zero && !self.zero && unit >= 2;
        let exponent = if tail { unit - 1 } else { 0 };
        let factor = 10_i128.pow(u32::from(exponent));
        let scaled = |value: i128| value.checked_mul(factor).and_then(|value| value.checked_add(self.section));
        match scaled(last.value) {
            Some(low) => {
                self.high = last.high.and_then(scaled);
                self.section = low;
            }
            None => self.overflow = true,
        }
        self.precision = i32::from(exponent);
        self.form = Form::Composed;
        self.units = self.units.saturating_add(1);
        self.last_unit = None;
        self.end = last.end;
        self.power = 0;
    }

    fn finish(&mut self) -> Result<Numeral, NumeralError> {
        if self.end == self.begun {
            return Err(NumeralError::Nothing);
        }
        if self.vague.is_some() {
            self.scale_after_vague();
        }
        let mut sum = Some(self.section);
        for term in self.terms.get(..self.count).unwrap_or_default() {
            sum = sum.and_then(|sum| sum.checked_add(term.value));
        }
        let Some(sum) = sum.filter(|_| !self.overflow) else {
            return Err(NumeralError::Overflow { end: self.end });
        };
        let above = sum - self.section;
        let high = match self.high {
            // A range in a closed section was multiplied there; in the open one, the closed terms come on top.
            Some(high) if self.section > 0 => high.checked_add(above),
            Some(high) => {
                let last = self.count.checked_sub(1).and_then(|at| self.terms.get(at)).map_or(0, |last| last.value);
                high.checked_add(sum - last)
            }
            None => None,
        };
        if self.vague.is_none()
            && let Some(decimals) = self.decimals_at(self.end)
        {
            match (self.high, self.form) {
                (None, _) => return self.with_decimals(sum, decimals),
                // 一二点三: spelled, not one or two.
                (Some(high), Form::Run(2)) => return self.with_decimals(sum * 10 + high, decimals),
                _ => {}
            }
        }
        let scale = match self.last_unit {
            Some(unit) if unit >= 4 && self.count == 1 && self.section == 0 => unit,
            Some(unit) if self.units == 1 && !matches!(self.form, Form::Arabic(_)) => unit,
            _ => 0,
        };
        Ok(Numeral {
            value: Exact::integer(sum),
            high: high.filter(|&high| high > sum).map(Exact::integer),
            precision: i8::try_from(self.precision).unwrap_or(i8::MAX),
            vague: self.vague,
            form: self.form,
            scale: i8::try_from(scale).unwrap_or(i8::MAX),
            end: self.end,
        })
    }
}

/// Whether the power or scale at `at` begins a unit instead: 五千千瓦, 三兆周, 12千米. Before 米 and 克 only where
/// the power cannot be the numeral's or its coefficient is Arabic (`alone`); 五千米 says 5000 m and 5 km at once.
pub(super) fn begins_unit(text: &str, at: usize, alone: bool) -> bool {
    let mut chars = text.get(at..).unwrap_or_default().chars();
    let Some(prefix) = chars.next().filter(|c| matches!(c, '千' | '仟' | '百' | '兆')) else { return false };
    let Some(unit) = chars.next() else { return false };
    match prefix {
        '千' | '仟' => match unit {
            '瓦' | '伏' | '赫' | '卡' | '焦' | '帕' | '周' => chars.next() != Some('年'),
            '字' => chars.next() == Some('节'),
            '米' | '克' => alone,
            _ => false,
        },
        '百' => unit == '帕' || unit == '分' && chars.next().is_some_and(|c| c == '点' || c == '點'),
        '兆' => match unit {
            '瓦' | '赫' | '周' | '帕' | '焦' | '伏' | '欧' | '吨' | '噸' | '宽' | '寬' | '带' | '帶' | '光' => {
                true
            }
            '字' => chars.next() == Some('节'),
            '比' => chars.next() == Some('特'),
            _ => false,
        },
        _ => false,
    }
}

/// The place after 个 where it counts hundreds of millions: 两个亿.
fn past_piece(text: &str, at: usize) -> usize {
    let mut chars = text.get(at..).unwrap_or_default().chars();
    let piece = chars.next().filter(|&c| c == '个' || c == '個');
    let counted = piece.filter(|_| chars.next().is_some_and(|c| c == '亿' || c == '億'));
    counted.map_or(at, |piece| at + piece.len_utf8())
}
