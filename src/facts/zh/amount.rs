//! Amounts: a numeral with what it counts, and what may still follow that: 半, a tail digit, a smaller unit.

use super::Reader;
use super::tables::{Counter, Head, holds};
use crate::facts::Kind;
use crate::numerals::zh::{Form, Numeral, NumeralError, Sign, Vague, read as read_numeral, sign};
use crate::quantity::{Dimension, Exact, Unit};
use crate::text::simplified;

/// What a numeral counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Nothing is said.
    Bare,
    /// A unit of the unit table.
    Unit(Unit),
    /// A measure word or noun.
    Counter(Counter),
    /// 倍
    Times,
    /// Parts of a whole: 三分之二.
    Fraction,
}

/// A numeral with what it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The value, or the lower end, in the unit.
    pub(super) low: Exact,
    pub(super) high: Option<Exact>,
    /// The power of ten of the last digit written, in the unit.
    pub(super) precision: i8,
    /// One of the last digit, in the unit.
    pub(super) step: Exact,
    pub(super) vague: Option<Vague>,
    pub(super) form: Form,
    /// The power of ten that a range shares; see [`Numeral::scale`].
    pub(super) scale: i8,
    pub(super) counted: Counted,
    /// What one of the numeral is in the unit: 1/10 for 角, 10 for 成.
    pub(super) factor: Exact,
    /// Where the name of what is counted stands.
    pub(super) name: (usize, usize),
    /// The numeral ends here.
    pub(super) numeral_end: usize,
    /// 百分之, 千分之 … stood before it, so that a range shares them: the denominator.
    pub(super) denominator: Option<Exact>,
}

impl Amount {
    /// The kind of fact that the counted thing makes of it.
    pub(super) fn kind(&self) -> Kind {
        match self.counted {
            Counted::Bare | Counted::Counter(_) => Kind::Number,
            Counted::Times => Kind::Multiple,
            Counted::Fraction => Kind::Fraction,
            Counted::Unit(unit) => match unit.dimension() {
                Dimension::Money => Kind::Money,
                Dimension::Share => Kind::Percent,
                Dimension::Time => Kind::Duration,
                Dimension::Temperature => Kind::Temperature,
                _ => Kind::Quantity,
            },
        }
    }

    pub(super) fn unit(&self) -> Option<Unit> {
        match self.counted {
            Counted::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// All numbers times `factor`.
    pub(super) fn scaled(mut self, factor: Exact) -> Option<Self> {
        if factor == Exact::ONE {
            return Some(self);
        }
        self.low = self.low.checked_mul(factor)?;
        self.high = match self.high {
            Some(high) => Some(high.checked_mul(factor)?),
            None => None,
        };
        self.step = self.step.checked_mul(factor)?;
        self.factor = self.factor.checked_mul(factor)?;
        self.precision = self.precision.saturating_add(magnitude(factor));
        Some(self)
    }
}

/// The power of ten next to `factor` from below.
fn magnitude(factor: Exact) -> i8 {
    let (mut numerator, mut denominator, mut power) = (factor.numerator(), factor.denominator(), 0_i8);
    while numerator / denominator >= 10 {
        (denominator, power) = (denominator.saturating_mul(10), power + 1);
    }
    while numerator > 0 && numerator < denominator {
        (numerator, power) = (numerator.saturating_mul(10), power - 1);
    }
    power
}

impl Reader<'_> {
    /// Reads the amount whose numeral begins at `at`.
    pub(super) fn amount(&self, at: usize) -> Result<Amount, NumeralError> {
        let mut numeral = read_numeral(self.look.0, at)?;
        self.scientific(&mut numeral);
        let overflow = NumeralError::Overflow { end: numeral.end };
        let step = Exact::power_of_ten(i32::from(numeral.precision)).ok_or(overflow)?;
        let bare = Amount {
            start: at,
            end: numeral.end,
            low: numeral.value,
            high: numeral.high,
            precision: numeral.precision,
            step,
            vague: numeral.vague,
            form: numeral.form,
            scale: numeral.scale,
            counted: Counted::Bare,
            factor: Exact::ONE,
            name: (numeral.end, numeral.end),
            numeral_end: numeral.end,
            denominator: None,
        };
        if let (Some(percent), Some(end)) = (self.percent, self.hundred_percent(&bare)) {
            return Ok(Amount { low: Exact::integer(100), counted: Counted::Unit(percent), end, ..bare });
        }
        if let Some(fraction) = self.slash_fraction(&bare).or(self.fraction_of(&bare)?) {
            return self.with_head(fraction).ok_or(overflow);
        }
        self.with_head(bare).ok_or(overflow)
    }

    /// 百分之十二, 三分之二, 一又二分之一: `denominator` is the amount that 分之 follows.
    fn fraction_of(&self, denominator: &Amount) -> Result<Option<Amount>, NumeralError> {
        let look = self.look;
        if !look.after(denominator.end).is_some_and(|c| matches!(c, '又' | '分' | '份' | ' ' | '\n' | '\r')) {
            return Ok(None);
        }
        let mut whole = Exact::ZERO;
        let mut bottom = *denominator;
        if let Some(at) = look.past(bottom.end, "又").or_else(|| look.past(look.past_gap(bottom.end), "又")) {
            // 一又二分之一
            let Ok(next) = read_numeral(look.0, look.past_gap(at)) else { return Ok(None) };
            whole = bottom.low;
            (bottom.low, bottom.end, bottom.form) = (next.value, next.end, next.form);
        }
        let spoken = self.past_spaced(bottom.end, &["分之", "份之"]);
        let Some(at) = spoken.or_else(|| self.short_fraction(&bottom, whole != Exact::ZERO)) else {
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
        let top = match read_numeral(look.0, top_at) {
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
        Ok(Some(Amount {
            end: top.end,
            low: part(top.value).ok_or(overflow)?,
            high,
            precision: top.precision.saturating_sub(magnitude(divisor)),
            step: step.checked_div(divisor).ok_or(overflow)?,
            vague: top.vague,
            form: Form::Composed,
            scale: 0,
            counted: if percent { self.percent.map_or(Counted::Bare, Counted::Unit) } else { Counted::Fraction },
            name: (top.end, top.end),
            numeral_end: top.end,
            denominator: Some(divisor),
            ..*denominator
        }))
    }

    /// 四分一升, 一又十分一: the fraction without 之, as Cantonese has it, before a unit or after a whole number.
    fn short_fraction(&self, bottom: &Amount, has_whole: bool) -> Option<usize> {
        let at =
            self.look.past_char(bottom.end, "分份").filter(|_| matches!(bottom.form, Form::Digit | Form::BarePower))?;
        let top = read_numeral(self.look.0, at).ok().filter(|top| top.form == Form::Digit && top.value < bottom.low)?;
        let measured = || match self.head_at(top.end, false) {
            Some((Head::Unit(unit, _), ..)) => {
                matches!(unit.dimension(), Dimension::Length | Dimension::Area | Dimension::Volume | Dimension::Mass)
            }
            _ => false,
        };
        (has_whole || measured()).then_some(at)
    }

    /// The end of 百分百.
    fn hundred_percent(&self, amount: &Amount) -> Option<usize> {
        let hundred = amount.form == Form::BarePower && amount.low == Exact::integer(100);
        self.look.past_any(amount.end, &["分百", "分之百"]).filter(|&end| hundred && !self.look.digit_at(end))
    }

    /// 3/5, ７／８, 1 4/3: Arabic digits over Arabic digits.
    fn slash_fraction(&self, top: &Amount) -> Option<Amount> {
        let look = self.look;
        let Form::Arabic(_) = top.form else { return None };
        let arabic = |at: usize| {
            let bottom = read_numeral(look.0, at).ok().filter(|bottom| matches!(bottom.form, Form::Arabic(_)))?;
            (bottom.value.is_integer() && bottom.value > Exact::ZERO).then_some(bottom)
        };
        if !top.low.is_integer() {
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

    /// 6.02×10^23, 1.5E6: a power of ten after an Arabic number.
    fn scientific(&self, numeral: &mut Numeral) {
        if !matches!(numeral.form, Form::Arabic(_)) {
            return;
        }
        let look = self.look;
        let exponent_at = look.past_any(numeral.end, &["×10^", "x10^", "*10^"]).or_else(|| {
            look.past_char(numeral.end, "eE").filter(|_| !look.before(numeral.end).is_none_or(char::is_alphabetic))
        });
        let Some(at) = exponent_at else { return };
        let negative = look.after(at) == Some('-');
        let at = look.past_char(at, "+-").unwrap_or(at);
        let digits = look.rest(at).bytes().take(4).take_while(u8::is_ascii_digit).count();
        let Some(exponent) = look.rest(at).get(..digits).and_then(|digits| digits.parse::<i32>().ok()) else { return };
        let exponent = if negative { -exponent } else { exponent };
        let power = Exact::power_of_ten(exponent.clamp(-40, 40)).filter(|_| exponent.abs() <= 38);
        if let Some(value) = power.and_then(|power| numeral.value.checked_mul(power)) {
            numeral.value = value;
            numeral.precision = numeral.precision.saturating_add(i8::try_from(exponent).unwrap_or(0));
            numeral.end = at + digits;
            numeral.form = Form::Composed;
        }
    }

    /// The head at `at`, which a gap may precede: what it is and its end.
    pub(super) fn head_at(&self, at: usize, arabic: bool) -> Option<(Head, usize, usize)> {
        let look = self.look;
        let here = look.past_gap(at);
        let rest = look.rest(here);
        let ((head, _), length) = self.tables.heads.longest_where(rest, |&(head, except), length| {
            let following = look.after(here + length);
            holds(head, self.date)
                && !following.is_some_and(|c| except.contains(simplified(c)))
                && (!rest.starts_with(|c: char| c.is_ascii_alphabetic())
                    || (arabic || here == at && length > 1) && !following.is_some_and(|c| c.is_ascii_alphanumeric()))
        })?;
        // A space parts a numeral from the next word of a list; before a unit only Arabic digits are followed by one.
        let spaced = here > at
            && !look.rest(at).starts_with(['\n', '\r'])
            && look.rest(at).get(..here - at).is_some_and(|gap| !gap.contains('\n'));
        (!spaced || arabic).then_some((*head, here, here + length))
    }

    /// Adds what stands behind the numeral.
    fn with_head(&self, amount: Amount) -> Option<Amount> {
        let look = self.look;
        let arabic = matches!(amount.form, Form::Arabic(_))
            || look.before(amount.numeral_end).is_some_and(|c| c.is_ascii_digit());
        if matches!(amount.counted, Counted::Unit(_)) {
            return Some(amount);
        }
        let mut amount = if arabic { self.letter_scale(amount)? } else { amount };
        // 个半, 个多: the measure word stands before 半 and the unit after it: 一个半小时.
        if let Some(half) = self.half_before_unit(&amount) {
            amount.low = amount.low.checked_add(Exact::new(1, 2)?)?;
            (amount.end, amount.numeral_end) = (half, half);
            (amount.precision, amount.step) = (-1, Exact::new(1, 2)?);
        }
        if let Some(odd) = self.odd_before_unit(&amount) {
            (amount.vague, amount.end, amount.numeral_end) = (Some(Vague::Odd), odd, odd);
            if let (Some(end), Some(month)) = (look.past(odd, "月"), self.month) {
                amount.name = (odd, end);
                return self.with_unit(amount, month, Exact::ONE, end);
            }
        }
        // 八打, 五十打
        if let Some(end) = look.past(amount.end, "打").filter(|&end| look.ends_clause(end)) {
            amount = amount.scaled(Exact::integer(12))?;
            (amount.end, amount.form) = (end, Form::Composed);
            return Some(amount);
        }
        let spaced = look.0.get(amount.start..amount.end).is_some_and(|text| text.contains(' '));
        let Some((head, name, end)) = self.head_at(amount.end, arabic || spaced) else {
            return Some(self.with_month(amount));
        };
        if amount.high == Some(Exact::integer(2)) && amount.form == Form::Run(2) && reads_as_tael(&head) {
            return Some(amount);
        }
        amount.name = (name, end);
        match head {
            Head::Tenths | Head::Discount => self.tenths(amount, head, end),
            Head::Times => {
                (amount.counted, amount.end) = (Counted::Times, end);
                self.past_odd(amount)
            }
            Head::Counter(counter) => {
                (amount.counted, amount.end) = (Counted::Counter(counter), end);
                self.past_odd(amount)
            }
            Head::Unit(unit, unit_name) => self.with_unit(amount, unit, unit_name.share, end),
        }
    }

    /// 一个半月, 一个半钟: a month and an hour that 个半 left without their measure word; 个把月 and 一刻钟.
    fn with_month(&self, mut amount: Amount) -> Amount {
        let look = self.look;
        if amount.step == Exact::new(1, 2).unwrap_or(Exact::ONE) && look.before(amount.end) == Some('半') {
            let unit = match look.after(amount.end) {
                Some('月') => self.month,
                Some('钟' | '鐘') => Unit::by_code("h"),
                _ => None,
            };
            if let Some(unit) = unit {
                amount.end += '月'.len_utf8();
                amount.counted = Counted::Unit(unit);
            }
        } else if let Some(end) = look.past_any(amount.end, &["刻钟", "刻鐘"])
            && let (Some(minute), Some(amount)) = (Unit::by_code("min"), amount.scaled(Exact::integer(15)))
        {
            return Amount { counted: Counted::Unit(minute), end, ..amount };
        }
        amount
    }

    /// 15k, 30w, 3M: letters that multiply, where no unit of that letter is meant.
    fn letter_scale(&self, amount: Amount) -> Option<Amount> {
        let look = self.look;
        let here = amount.end;
        let exponent = match look.after(here) {
            Some('k' | 'K') => 3,
            Some('w' | 'W') => 4,
            Some('M') => 6,
            _ => return Some(amount),
        };
        // 4K and 5G are names; 3 kW, 5 km and 2 MB are units.
        let single = amount.form == Form::Arabic(1) && amount.low.is_integer() && exponent < 6;
        if single || look.after(here + 1).is_some_and(|c| c.is_ascii_alphanumeric() || c == '²' || c == '³') {
            return Some(amount);
        }
        let mut scaled = amount.scaled(Exact::power_of_ten(exponent)?)?;
        (scaled.end, scaled.numeral_end, scaled.form) = (here + 1, here + 1, Form::Composed);
        scaled.scale = i8::try_from(exponent).ok()?;
        Some(scaled)
    }

    /// 一个半小时, 两个半月: the end of 个半 where a unit or measure word follows it.
    fn half_before_unit(&self, amount: &Amount) -> Option<usize> {
        let look = self.look;
        if amount.vague.is_some() || amount.high.is_some() {
            return None;
        }
        let measure = look.past_char(amount.end, "个個")?;
        let half = look.past(measure, "半")?;
        if look.past_char(half, "月钟鐘").is_some() {
            return Some(half);
        }
        let (head, ..) = self.head_at(half, false)?;
        matches!(head, Head::Unit(..)).then_some(half)
    }

    /// 三个多月, 一个多小时: the end of 个多 where a unit follows it.
    fn odd_before_unit(&self, amount: &Amount) -> Option<usize> {
        let look = self.look;
        if amount.vague.is_some() || amount.high.is_some() {
            return None;
        }
        let odd = look.past(look.past_char(amount.end, "个個")?, "多")?;
        let unit = matches!(self.head_at(odd, false), Some((Head::Unit(..), ..)));
        (unit || look.past(odd, "月").is_some()).then_some(odd)
    }

    /// 成 and 折, with 半 or a tail digit: 七成五 is 75 percent.
    fn tenths(&self, amount: Amount, head: Head, end: usize) -> Option<Amount> {
        let look = self.look;
        let percent = self.percent?;
        let discount = matches!(head, Head::Discount);
        let most = amount.high.unwrap_or(amount.low);
        if most > Exact::integer(if discount { 100 } else { 20 }) {
            return Some(amount);
        }
        let mut tenths = amount;
        // 八五折 spells 85 percent; 九折 is nine tenths.
        let spelled = discount && most >= Exact::integer(10) && amount.form != Form::BarePower;
        if !spelled {
            tenths = tenths.scaled(Exact::integer(10))?;
        }
        (tenths.counted, tenths.end) = (Counted::Unit(percent), end);
        if discount {
            return Some(tenths);
        }
        let tail_at = look.past_gap(end);
        if let Some(half) = look.past(end, "半") {
            tenths.low = tenths.low.checked_add(Exact::integer(5))?;
            (tenths.end, tenths.precision, tenths.step) = (half, 0, Exact::ONE);
        } else if let (Some(Sign::Digit(digit)), None) = (look.after(tail_at).and_then(sign), tenths.high) {
            let next = look.after(tail_at).map_or(tail_at, |c| tail_at + c.len_utf8());
            if digit > 0 && !look.digit_at(next) && self.head_at(next, false).is_none() {
                tenths.low = tenths.low.checked_add(Exact::integer(i128::from(digit)))?;
                (tenths.end, tenths.precision, tenths.step) = (next, 0, Exact::ONE);
            }
        }
        self.past_odd(tenths)
    }

    /// Gives `amount` the unit whose name ends at `end`, and reads on: 半, tail digits, smaller units.
    pub(super) fn with_unit(&self, amount: Amount, unit: Unit, share: Exact, end: usize) -> Option<Amount> {
        let look = self.look;
        let mut whole = amount.scaled(share)?;
        (whole.counted, whole.end) = (Counted::Unit(unit), end);
        if whole.high.is_some() || whole.vague.is_some() {
            return self.past_odd(whole);
        }
        if let Some(half) = look.past(end, "半")
            && !look.after(half).is_some_and(|c| "径徑导導岛島球夜路数數成殖工封边邊天空".contains(c))
        {
            whole.low = whole.low.checked_add(share.checked_mul(Exact::new(1, 2)?)?)?;
            whole.step = share.checked_mul(Exact::new(1, 2)?)?;
            whole.precision = whole.precision.min(magnitude(whole.step));
            // 五分半钟
            whole.end = look.past_char(half, "钟鐘").filter(|_| unit.dimension() == Dimension::Time).unwrap_or(half);
            return self.past_odd(whole);
        }
        let whole = self.with_smaller_units(whole, unit, share)?;
        self.past_odd(whole)
    }

    /// Smaller units and tail digits after a unit: 十二吨零四公斤, 三元五角, 一米七五, 三块五毛二. Money stays in the main
    /// unit; other amounts go to the smallest unit written. At most four parts.
    fn with_smaller_units(&self, mut whole: Amount, mut unit: Unit, mut share: Exact) -> Option<Amount> {
        let look = self.look;
        for _ in 0..4 {
            let gap = look.past_gap(whole.end);
            let here =
                look.past_any(gap, &["零", "〇", "○", "又", "有"]).filter(|&at| look.digit_at(at)).unwrap_or(gap);
            let joined = here > gap;
            if gap > whole.end && look.rest(whole.end).starts_with(' ') && !joined {
                break;
            }
            // 一周四天: four days a week.
            if unit.code() == "wk" && !joined {
                break;
            }
            if !look.numeral_at(here) {
                break;
            }
            let Ok(part) = read_numeral(look.0, here) else { break };
            if part.vague == Some(Vague::Several) || part.high.is_some() {
                break;
            }
            let arabic = matches!(part.form, Form::Arabic(_));
            if let Some((smaller, smaller_share, end)) = self.smaller_unit(unit, share, part.end, arabic) {
                let own = unit.factor().checked_mul(share)?;
                let other = smaller.factor().checked_mul(smaller_share)?;
                // 一周四天 are four days a week; a sum of both has 零 or 又 between.
                if unit.code() == "wk" && here == gap {
                    break;
                }
                // The part is less than one of the larger unit: 三斤四两, but not 三斤四十两.
                if part.value.checked_mul(other)? >= own {
                    break;
                }
                let money = unit.dimension() == Dimension::Money;
                if !money && smaller != unit {
                    whole = whole.scaled(unit.factor().checked_div(smaller.factor())?)?;
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
            if here == whole.end && takes_tail(unit) {
                self.take_tail(&mut whole, &part, share)?;
            }
            break;
        }
        Some(whole)
    }

    /// The unit at `at`, if it measures the same as `unit`, is smaller and may follow it.
    fn smaller_unit(&self, unit: Unit, share: Exact, at: usize, arabic: bool) -> Option<(Unit, Exact, usize)> {
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
    fn take_tail(&self, whole: &mut Amount, part: &Numeral, share: Exact) -> Option<()> {
        let look = self.look;
        let digits = match part.form {
            Form::Digit => 1_u8,
            Form::Run(digits) if digits <= 3 => digits,
            Form::Arabic(digits) if digits == 1 && part.value.is_integer() => 1,
            _ => return Some(()),
        };
        // 三块五毛 was taken above; 三元五个 begins another count.
        let counts = self.head_at(part.end, false).is_some()
            || look.after(part.end).is_some_and(|c| "月日号號年点點".contains(c));
        if counts || part.value == Exact::ZERO {
            return Some(());
        }
        let unit = share.checked_div(Exact::power_of_ten(i32::from(digits))?)?;
        whole.low = whole.low.checked_add(part.value.checked_mul(unit)?)?;
        whole.step = unit;
        whole.precision = magnitude(unit);
        whole.end = part.end;
        Some(())
    }

    /// 多 or 余 after the unit: 一亩多, 三斤余, 七倍多.
    fn past_odd(&self, mut amount: Amount) -> Option<Amount> {
        let look = self.look;
        if amount.vague.is_none()
            && amount.high.is_none()
            && let Some((Some(crate::facts::Qualifier::Odd), length)) = self.tables.bound_after(look.rest(amount.end))
        {
            amount.vague = Some(Vague::Odd);
            amount.end += length;
            // 四个多星期: the unit stands behind.
            if let (Counted::Counter(_), Some((Head::Unit(unit, name), _, end))) =
                (amount.counted, self.head_at(amount.end, false))
                && unit.dimension() == Dimension::Time
            {
                amount = amount.scaled(name.share)?;
                (amount.counted, amount.end) = (Counted::Unit(unit), end);
            } else if let (Counted::Counter(_), Some(end)) = (amount.counted, look.past(amount.end, "月"))
                && let Some(month) = self.month
            {
                (amount.counted, amount.end) = (Counted::Unit(month), end);
            }
        }
        Some(amount)
    }
}

fn reads_as_tael(head: &Head) -> bool {
    matches!(head, Head::Unit(unit, _) if unit.code().starts_with("liang"))
}

/// Units after which digits alone go on with the amount.
fn takes_tail(unit: Unit) -> bool {
    unit.dimension() == Dimension::Money
        || matches!(unit.code(), "m" | "s" | "Cel" | "deg" | "zhang" | "chi" | "mu" | "[degF]")
}
