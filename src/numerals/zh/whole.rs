//! The grammar of whole numerals, and of the decimals and vague words that may end them.

use super::{Form, Numeral, NumeralError, Sign, Vague, financial, is_point, sign};
use crate::numerals::digits::{DigitsError, digit_value, read_digits};
use crate::quantity::Exact;

/// A coefficient: what a power or scale multiplies.
#[derive(Clone, Copy)]
struct Coefficient {
    /// Its digits as one integer, decimals included.
    value: i128,
    /// The upper end, of two neighbours.
    high: Option<i128>,
    /// How many of its digits are decimals.
    decimals: u8,
    /// How many digits are written before the decimal point.
    digits: u8,
    /// Written in Arabic digits.
    arabic: bool,
    /// 几 or 数.
    few: bool,
    /// Whether zeros stand before it: 零五.
    after_zero: bool,
    /// The zeros that end an Arabic coefficient: 3 for 4000.
    zeros: u8,
    end: usize,
}

/// A closed term: `value` ends with the power of ten `exponent`.
#[derive(Clone, Copy, Default)]
struct Term {
    value: i128,
    exponent: u8,
}

/// Scales fall from term to term, so that a numeral that fits has few; one with more has overflowed before.
const TERMS: usize = 6;

/// The text being read and what was read so far.
struct Reader<'t> {
    text: &'t str,
    begun: usize,
    /// One past the last character that belongs to the numeral.
    end: usize,
    terms: [Term; TERMS],
    count: usize,
    /// The sum of the section, its high end where that differs, and the last power in it (4: none yet).
    section: i128,
    high: Option<i128>,
    power: u8,
    /// The exponent of the last unit, for tail digits: 三万五.
    last_unit: Option<u8>,
    /// A zero was written since the last unit.
    zero: bool,
    /// The exponent of the last digit written.
    precision: i32,
    vague: Option<Vague>,
    units: u8,
    form: Form,
    overflow: bool,
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
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The sign at `at`; a financial form only beside another sign.
    fn sign_at(&self, at: usize) -> Option<(Sign, usize)> {
        let c = self.char_at(at)?;
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
            || self.char_at(next).is_some_and(|after| sign(after).is_some() || financial(after).is_some());
        beside.then_some((found, next))
    }

    /// Reads the coefficient at `at`; `Err` is the end of one that does not fit.
    fn coefficient(&self, at: usize) -> Result<Option<Coefficient>, usize> {
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
        if let Some((Sign::Few, next)) = self.sign_at(at) {
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
        let mut here = at;
        let mut fits = true;
        while let Some((Sign::Digit(digit), next)) = self.sign_at(here) {
            // 两 counts and does not spell: alone, or in the ranges 一两 and 两三; elsewhere it is the tael.
            let counts = self.char_at(here).is_some_and(counts_only);
            let counted = found.digits == 1 && self.char_at(at).is_some_and(counts_only);
            let ranges = found.digits == 0 && self.last_unit.is_none_or(|_| self.before_power(next))
                || found.digits == 1 && last[1] == 1;
            if counts && !ranges || counted && digit != 3 {
                break;
            }
            match found.value.checked_mul(10).and_then(|value| value.checked_add(i128::from(digit))) {
                Some(value) => found.value = value,
                None => fits = false,
            }
            found.digits = found.digits.saturating_add(1);
            last = [last[1], digit];
            found.end = next;
            here = if found.digits == u8::MAX { next } else { past_line_break(self.text, next) };
        }
        if found.digits == 0 {
            return Ok(None);
        }
        if !fits {
            return Err(found.end);
        }
        if self.end > self.begun && self.char_at(at).and_then(sign) == Some(Sign::Digit(0)) && found.digits > 1 {
            // 三万零五: the zeros hold a place.
            found.after_zero = true;
            found.digits = found.digits.saturating_sub(1);
        }
        if found.digits == 2 && found.value >= 10 && are_neighbours(last) {
            found.value = i128::from(last[0]);
            found.high = Some(i128::from(last[1]));
        } else if found.digits == 1 {
            self.comma_range(&mut found);
            self.comma_thousands(&mut found);
        } else if found.digits <= 3 {
            self.comma_thousands(&mut found);
        }
        Ok(Some(found))
    }

    /// Whether a power or scale follows at `at`.
    fn before_power(&self, at: usize) -> bool {
        matches!(self.sign_at(past_space(self.text, at)), Some((Sign::Power(_) | Sign::Scale(_), _)))
    }

    fn arabic(&self, at: usize) -> Result<Option<Coefficient>, usize> {
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
    fn comma_range(&self, found: &mut Coefficient) {
        let Some('、') = self.char_at(found.end) else { return };
        let second = found.end + '、'.len_utf8();
        let Some((Sign::Digit(digit), next)) = self.sign_at(second) else { return };
        let listed = matches!(self.char_at(next), Some('、'))
            || matches!(self.sign_at(next), Some((Sign::Digit(_), _))) && !self.char_at(next).is_some_and(counts_only)
            || self.end == self.begun && self.text.get(..self.begun).is_some_and(|before| before.ends_with('、'));
        if !listed && found.value > 0 && i128::from(digit) == found.value + 1 {
            found.high = Some(i128::from(digit));
            found.end = next;
        }
    }

    /// 一、六○○元: an enumeration comma before exactly three digits parts thousands.
    fn comma_thousands(&self, found: &mut Coefficient) {
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
                        && (next.arabic && next.decimals == 0 || next.few)
                    {
                        // 1千零20, 一百零几万
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
                    if self.end > self.begun && self.take_vague(here, after) {
                        break;
                    }
                    if self.end == self.begun || self.high.is_some() || self.vague.is_some() {
                        break;
                    }
                    match self.coefficient(here) {
                        Ok(Some(next)) if next.decimals == 0 && self.continues(&next, here, after) => {
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
    fn take_scale(&mut self, pending: Option<Coefficient>, scale: u8, next: usize) -> bool {
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
            while let Some(above) = self.count.checked_sub(1).and_then(|at| self.terms.get(at)).copied()
                && above.exponent < scale
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
            // 十几, 八十几
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

    /// 多, 余, 来, 把, 许 after a power or scale, and 几 with the scale it leaves open: 三十多, 一千余, 三百来, 百把.
    fn take_vague(&mut self, here: usize, after: usize) -> bool {
        if self.vague.is_some() || self.last_unit.is_none() || self.high.is_some() {
            return false;
        }
        let Some(c) = self.char_at(here) else { return false };
        let next = here + c.len_utf8();
        let follows = self.char_at(next);
        let vague = match c {
            '多' if !matches!(follows, Some('少' | '数' | '數' | '边' | '邊' | '云' | '雲' | '民' | '党' | '黨')) => {
                Vague::Odd
            }
            '余' | '餘' if here == after || self.last_unit.is_some() => Vague::Odd,
            '来' | '來' if follows.is_some_and(|c| !COMES.contains(c)) => Vague::About,
            '把' if self.form == Form::BarePower && follows.is_some() => Vague::About,
            '许' | '許' if follows.is_some_and(|c| !matches!(c, '多' | '可' | '诺' | '昌' | '久')) => {
                Vague::About
            }
            _ => return false,
        };
        self.vague = Some(vague);
        self.end = next;
        true
    }

    /// Scales right after a vague word: 三十多万, 4000余亿.
    fn scale_after_vague(&mut self) {
        while let Some((Sign::Scale(scale), next)) = self.sign_at(past_space(self.text, self.end))
            && !begins_unit(self.text, self.end, false)
            && self.take_vague_scale(scale, next)
        {}
    }

    fn take_vague_scale(&mut self, scale: u8, next: usize) -> bool {
        let precision = self.precision;
        if self.section == 0 {
            // 三千三百六十三亿余万元: the scale after 余 is below the one before it and only names a step.
            let last = self.count.checked_sub(1).and_then(|at| self.terms.get(at));
            if last.is_some_and(|last| last.exponent > scale) {
                self.end = next;
                return true;
            }
        }
        let taken = self.take_scale(None, scale, next);
        if taken {
            self.precision = precision + i32::from(scale);
        }
        taken
    }

    /// A decimal that began in Arabic digits, with the powers and scales that multiply it: 4.19百万, 1.5万亿.
    fn decimal(&mut self, coefficient: Coefficient) -> Result<Numeral, NumeralError> {
        self.end = coefficient.end;
        self.form = Form::Arabic(coefficient.digits);
        self.scaled_decimal(coefficient.value, coefficient.decimals)
    }

    /// Reads the scales after a decimal and ends the numeral.
    fn scaled_decimal(&mut self, mantissa: i128, decimals: u8) -> Result<Numeral, NumeralError> {
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

    /// The run of digits after a decimal point at `at`: its range of bytes.
    fn decimals_at(&self, at: usize) -> Option<(usize, usize)> {
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

    fn with_decimals(&mut self, whole: i128, (begin, end): (usize, usize)) -> Result<Numeral, NumeralError> {
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

/// What 来 begins when it is the verb or part of a word: 三百来自…
const COMES: &str = "到自源看说說往信访訪宾賓临臨得讲講电電华華回历歷";

/// 两 and its like stand for two of something and never for the digit of a spelled number.
fn counts_only(c: char) -> bool {
    matches!(c, '两' | '兩' | '俩' | '倆' | '仨')
}

fn is_decimal_digit(c: char) -> bool {
    decimal_digit(c).is_some()
}

/// A digit as it may follow a decimal point: 两 and 俩 count and do not spell.
fn decimal_digit(c: char) -> Option<u8> {
    if counts_only(c) {
        return None;
    }
    digit_value(c).or_else(|| match sign(c).or_else(|| financial(c)) {
        Some(Sign::Digit(digit)) => Some(digit),
        _ => None,
    })
}

/// Two digits that name a range when they stand side by side: 三四, and 三五 by custom.
fn are_neighbours([low, high]: [u8; 2]) -> bool {
    low > 0 && (high == low + 1 || (low, high) == (3, 5))
}

/// Whether the power or scale at `at` begins a unit instead: 五千千瓦, 三兆周, 12千米. Before 米 and 克 only where
/// the power cannot be the numeral's or its coefficient is Arabic (`alone`); 五千米 says 5000 m and 5 km at once.
fn begins_unit(text: &str, at: usize, alone: bool) -> bool {
    let mut chars = text.get(at..).unwrap_or_default().chars();
    let (Some(prefix), Some(unit)) = (chars.next(), chars.next()) else { return false };
    match prefix {
        '千' | '仟' => match unit {
            '瓦' | '伏' | '赫' | '卡' | '焦' | '帕' | '周' => chars.next() != Some('年'),
            '字' => chars.next() == Some('节'),
            '米' | '克' => alone,
            _ => false,
        },
        '百' => unit == '帕' || unit == '分' && chars.next().is_some_and(|c| c == '点' || c == '點'),
        '兆' => match unit {
            '瓦' | '赫' | '周' | '帕' | '焦' | '伏' | '欧' | '吨' | '噸' => true,
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
    let counted = chars.next().is_some_and(|c| c == '亿' || c == '億');
    piece.filter(|_| counted).map_or(at, |c| at + c.len_utf8())
}

/// The place after a few spaces at `at`.
pub(crate) fn past_space(text: &str, at: usize) -> usize {
    let spaces = text.as_bytes().iter().skip(at).take(4).take_while(|&&b| b == b' ').count();
    at + spaces
}

/// The place after a line break and the indent that follows it at `at`; `at` itself where there is none or where a blank
/// line ends the paragraph.
fn past_line_break(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b' ' | b'\n' | b'\r' | b'\t' | 0xE3) => {}
        _ => return at,
    }
    let (mut here, mut breaks) = (at, 0);
    for c in text.get(at..).unwrap_or_default().chars().take(16) {
        match c {
            '\n' => breaks += 1,
            ' ' | '\t' | '\r' | '\u{3000}' => {}
            _ => return if breaks == 1 { here } else { at },
        }
        here += c.len_utf8();
    }
    at
}

/// The place after a gap inside a numeral: a line break, or a few spaces.
pub(crate) fn past_gap(text: &str, at: usize) -> usize {
    let broken = past_line_break(text, at);
    if broken > at { broken } else { past_space(text, at) }
}
