//! Amounts: a numeral with what it counts, and what may still follow that: 半, a tail digit, a smaller unit.

use super::Reader;
use super::tables::{Around, Counter, Head, holds};
use crate::facts::{Kind, Qualifier};
use crate::numerals::zh::{Form, Numeral, NumeralError, Sign, Vague, sign};
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
pub(super) fn magnitude(factor: Exact) -> i8 {
    let (mut numerator, mut denominator, mut power) = (factor.numerator(), factor.denominator(), 0_i8);
    while numerator / denominator >= 10 {
        (denominator, power) = (denominator.saturating_mul(10), power + 1);
    }
    while numerator > 0 && numerator < denominator {
        (numerator, power) = (numerator.saturating_mul(10), power - 1);
    }
    power
}

/// What makes a word with 半 behind a measure word: 两本半书 and 三页半 have a half, 两名半职业选手 are two.
const HALF_WORDS: &str = "决決职職文数數径徑导導岛島价價成公自票空夜路天年月点點个個身官球圆圓殖边邊截程途壁信开開";

impl Reader<'_> {
    /// Reads the amount whose numeral begins at `at`.
    pub(super) fn amount(&self, at: usize) -> Result<Amount, NumeralError> {
        let mut numeral = self.numeral(at)?;
        self.scientific(&mut numeral);
        self.two_or_three(&mut numeral);
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
        if let (Some(percent), Some(end)) = (self.tables.percent, self.hundred_percent(&bare)) {
            return Ok(Amount { low: Exact::integer(100), counted: Counted::Unit(percent), end, ..bare });
        }
        if let Some(fraction) = self.slash_fraction(&bare).or(self.fraction_of(&bare)?) {
            return self.with_head(fraction).ok_or(overflow);
        }
        let headed = self.with_head(bare).ok_or(overflow)?;
        if let Some((unit, share)) = self.unit_across(&headed) {
            let scaled = headed.scaled(share).ok_or(overflow)?;
            return Ok(Amount { counted: Counted::Unit(unit), ..scaled });
        }
        self.with_currency_behind(headed).ok_or(overflow)
    }

    /// 3×4米, 2×3×5厘米: the unit of length that the last of two or three sides has for all.
    fn unit_across(&self, first: &Amount) -> Option<(Unit, Exact)> {
        let look = self.look;
        if first.counted != Counted::Bare || first.high.is_some() || !matches!(first.form, Form::Arabic(_)) {
            return None;
        }
        let mut end = first.end;
        for _ in 0..2 {
            let at = look.past_char(end, "×*＊")?;
            let side = self.numeral(at).ok().filter(|side| matches!(side.form, Form::Arabic(_)))?;
            end = side.end;
            if let Some((Head::Unit(unit, name), ..)) = self.head_at(end, true) {
                return (unit.dimension() == Dimension::Length).then_some((unit, name.share));
            }
        }
        None
    }

    /// 三两个人, 三两天: two or three, said with the larger first, where 两 is no tael since something is counted behind it.
    fn two_or_three(&self, numeral: &mut Numeral) {
        if numeral.form != Form::Digit || numeral.value != Exact::integer(3) {
            return;
        }
        let Some(end) = self.look.past_char(numeral.end, "两兩") else { return };
        // 三两米, 三两面 are taels of rice and flour
        let counted = self.look.after(end).filter(|c| !"米面麵".contains(*c)).and_then(|_| self.head_at(end, false));
        if matches!(counted, Some((Head::Counter(_) | Head::Unit(..), from, _)) if from == end) {
            (numeral.value, numeral.high) = (Exact::integer(2), Some(Exact::integer(3)));
            (numeral.form, numeral.end) = (Form::Run(2), end);
        }
    }

    /// 五角五分美元, 二十分美元: shares of the currency that is named behind them.
    fn with_currency_behind(&self, amount: Amount) -> Option<Amount> {
        let Counted::Unit(unit) = amount.counted else { return Some(amount) };
        if !self.look.before(amount.end).is_some_and(|c| "角毛分".contains(c)) {
            return Some(amount);
        }
        let Some((Head::Unit(currency, named), from, end)) = self.head_at(amount.end, false) else {
            return Some(amount);
        };
        if from > amount.end || currency.dimension() != Dimension::Money || named.share != Exact::ONE {
            return Some(amount);
        }
        // 分 alone was read as minutes
        let share = match unit.code() {
            "min" => Exact::new(1, 100)?,
            _ if unit.dimension() == Dimension::Money => Exact::ONE,
            _ => return Some(amount),
        };
        Some(Amount { counted: Counted::Unit(currency), end, ..amount.scaled(share)? })
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
                && (!following.is_some_and(|c| except.contains(simplified(c)))
                    || matches!(head, Head::Tenths) && self.shares_noun(here + length))
                && (!rest.starts_with(|c: char| c.is_ascii_alphabetic())
                    || (arabic || here == at && length > 1) && !following.is_some_and(|c| c.is_ascii_alphanumeric()))
        })?;
        // A space parts a numeral from the next word of a list; before a unit only Arabic digits are followed by one.
        let spaced = here > at
            && !look.rest(at).starts_with(['\n', '\r'])
            && look.rest(at).get(..here - at).is_some_and(|gap| !gap.contains('\n'));
        (!spaced || arabic).then_some((*head, here, here + length))
    }

    /// Whether a noun that 成 can give a share of stands at `at`, though its first character makes another word with 成:
    /// 八成家庭, but 成家.
    fn shares_noun(&self, at: usize) -> bool {
        let noun = || self.look.rest(at).chars().take(2).map(simplified);
        self.tables.around(Around::Shared).iter().any(|word| noun().eq(word.chars()))
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
            if let (Some(end), Some(month)) = (look.past(odd, "月"), self.tables.month) {
                amount.name = (odd, end);
                return self.with_unit(amount, month, Exact::ONE, end);
            }
        }
        // 八打, 五十打
        let dozens =
            |end: usize| look.ends_clause(end) || look.past_any(end, self.tables.around(Around::Dozen)).is_some();
        if let Some(end) = look.past(amount.end, "打").filter(|&end| dozens(end)) {
            amount = amount.scaled(Exact::integer(12))?;
            (amount.end, amount.form) = (end, Form::Composed);
            return Some(amount);
        }
        // 六 个 百 分点: a word that spaces part
        if look.past(look.past_char(amount.end, "个個").unwrap_or(amount.end), " ").is_some()
            && let Some(end) = self.past_spaced(amount.end, &["个百分点", "個百分點"])
            && let Some(points) = Unit::by_code("pp")
        {
            return Some(Amount { counted: Counted::Unit(points), name: (amount.end, end), end, ..amount });
        }
        if let Some(primed) = self.primes(&amount) {
            return Some(primed);
        }
        // Type that sets a space around figures sets one before the unit too: 已经 三 日.
        let set_off = (look.before(amount.start) == Some(' ') || look.begins_clause(amount.start))
            && look.after(amount.end) == Some(' ')
            && look.past(amount.end, "  ").is_none();
        // 入口四十五 公里: a numeral of several signs and a unit are no two words of a list
        let apart = amount.form == Form::Composed
            && look.past(amount.end, " ").is_some_and(|end| look.after(end) != Some(' '))
            && matches!(self.head_at(amount.end, true), Some((Head::Unit(..), ..)));
        let spaced = set_off || apart || look.0.get(amount.start..amount.end).is_some_and(|text| text.contains(' '));
        let Some((head, name, end)) = self.head_at(amount.end, arabic || spaced) else {
            return Some(self.with_month(amount));
        };
        if amount.high == Some(Exact::integer(2)) && amount.form == Form::Run(2) && reads_as_tael(&head) {
            return Some(amount);
        }
        // 一个星期天的早晨: a Sunday
        if look.past_char(name, "个個").is_some_and(|at| self.weekday(at).is_some()) {
            return Some(amount);
        }
        amount.name = (name, end);
        match head {
            Head::Tenths | Head::Discount => self.tenths(amount, head, end),
            Head::Times => {
                (amount.counted, amount.end) = (Counted::Times, end);
                if let (Some(half), None, None) = (look.past(end, "半"), amount.high, amount.vague) {
                    amount.low = amount.low.checked_add(Exact::new(1, 2)?)?;
                    (amount.end, amount.precision, amount.step) = (half, -1, Exact::new(1, 2)?);
                }
                self.past_odd(amount)
            }
            Head::Counter(counter) => {
                (amount.counted, amount.end) = (Counted::Counter(counter), end);
                let half = look.past(end, "半").filter(|&half| {
                    let counts = amount.form != Form::BarePower && amount.low.is_integer();
                    counts && !look.after(half).is_some_and(|c| HALF_WORDS.contains(c))
                });
                if let (Some(half), true, None, None) = (half, counter.counts, amount.high, amount.vague) {
                    amount.low = amount.low.checked_add(Exact::new(1, 2)?)?;
                    (amount.end, amount.precision, amount.step) = (half, -1, Exact::new(1, 2)?);
                }
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
                Some('月') => self.tables.month,
                Some('钟' | '鐘') => Unit::by_code("h"),
                _ => None,
            };
            if let Some(unit) = unit {
                amount.end += '月'.len_utf8();
                amount.counted = Counted::Unit(unit);
            }
        } else if let (Some('俩' | '倆' | '仨'), Some(end), Some(month)) =
            (look.after(amount.start), look.past(amount.end, "月"), self.tables.month)
        {
            (amount.counted, amount.end) = (Counted::Unit(month), end);
        } else if let Some(decades) = self.decades_of_life(&amount) {
            return decades;
        } else if let Some(end) = look.past_any(amount.end, &["刻钟", "刻鐘"])
            && let (Some(minute), Some(amount)) = (Unit::by_code("min"), amount.scaled(Exact::integer(15)))
        {
            return Amount { counted: Counted::Unit(minute), end, ..amount };
        }
        amount
    }

    /// 年过六旬, 八旬老人: tens of years that somebody has lived; elsewhere 旬 is a third of a month.
    fn decades_of_life(&self, amount: &Amount) -> Option<Amount> {
        let look = self.look;
        let end = look.past(amount.end, "旬")?;
        let lived = matches!(amount.form, Form::Digit | Form::Run(2)) && amount.low >= Exact::integer(3);
        let said = look
            .follows_any(amount.start, &["年过", "年過", "年近", "年逾", "年届", "年屆", "年满", "年滿", "年约"])
            || look.follows_any(amount.start, &["已过", "已近", "已逾", "将近", "年已", "年将"])
            || look.past_char(end, "老高翁妇婦母父寿壽长長").is_some()
            || look.past_any(end, &["的老", "以上的", "开外", "有余", "大寿"]).is_some();
        if !lived || !said || amount.vague.is_some() {
            return None;
        }
        let years = amount.scaled(Exact::integer(10))?;
        Some(Amount { counted: Counted::Unit(Unit::by_code("a")?), name: (amount.end, end), end, ..years })
    }

    /// 15k, 30w, 3M: letters that multiply, where no unit of that letter is meant.
    fn letter_scale(&self, amount: Amount) -> Option<Amount> {
        let look = self.look;
        let here = amount.end;
        // US$1.5m, €3bn: behind a sign of money the letters of English multiply
        let priced = look.before(amount.start).filter(|c| "$＄￥¥€£￡".contains(*c)).and_then(|_| {
            let scales = [("bn", 9), ("tn", 12), ("mn", 6), ("m", 6), ("b", 9), ("B", 9)];
            let whole = |end: &usize| !look.after(*end).is_some_and(|c| c.is_ascii_alphanumeric());
            scales.into_iter().find_map(|(letters, exponent)| Some((look.past(here, letters).filter(whole)?, exponent)))
        });
        if let Some((end, exponent)) = priced {
            let mut scaled = amount.scaled(Exact::power_of_ten(exponent)?)?;
            (scaled.end, scaled.numeral_end, scaled.form) = (end, end, Form::Composed);
            scaled.scale = i8::try_from(exponent).ok()?;
            return Some(scaled);
        }
        // 300 million: an English scale in a Chinese text
        let words = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
        if let Some(at) = look.past(here, " ").filter(|&at| look.past_char(at, "tmb").is_some())
            && let Some((end, exponent)) =
                words.iter().find_map(|&(word, exponent)| Some((look.past(at, word)?, exponent)))
            && !look.after(end).is_some_and(|c| c.is_ascii_alphanumeric())
        {
            let mut scaled = amount.scaled(Exact::power_of_ten(exponent)?)?;
            (scaled.end, scaled.numeral_end, scaled.form) = (end, end, Form::Composed);
            scaled.scale = i8::try_from(exponent).ok()?;
            return Some(scaled);
        }
        let exponent = match look.after(here) {
            Some('k' | 'K') => 3,
            Some('w' | 'W') => 4,
            Some('M') => 6,
            _ => return Some(amount),
        };
        // 18K金: of so many parts of 24
        let carat = exponent == 3 && matches!(look.after(here + 1), Some('金' | '白' | '黄' | '玫'));
        if carat {
            return Some(amount);
        }
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
        let percent = self.tables.percent?;
        let discount = matches!(head, Head::Discount);
        let most = amount.high.unwrap_or(amount.low);
        // 十折 is no price cut
        if discount && amount.form == Form::BarePower {
            return Some(amount);
        }
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
            // 二三成半: the half is of both ends
            let with_half = |end: Exact| end.checked_add(Exact::integer(5));
            tenths.low = with_half(tenths.low)?;
            if let Some(high) = tenths.high {
                tenths.high = Some(with_half(high)?);
            }
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
        let road = |c: char| c == '路' && unit.dimension() == Dimension::Length;
        if let Some(half) = look.past(end, "半")
            && !look.after(half).is_some_and(|c| !road(c) && "径徑导導岛島球夜路数數成殖工封边邊天空".contains(c))
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

    /// 多 or 余 after the unit: 一亩多, 三斤余, 七倍多.
    fn past_odd(&self, mut amount: Amount) -> Option<Amount> {
        let look = self.look;
        if amount.vague.is_none()
            && amount.high.is_none()
            && let Some((bound, length)) = self.tables.bound_after(look.rest(amount.end))
            && bound.says == Some(Qualifier::Odd)
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
                && let Some(month) = self.tables.month
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
