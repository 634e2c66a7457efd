//! From an amount to a fact, and the silence of numerals that claim nothing.

use super::amount::{Amount, Counted};
use super::bound::Sign;
use super::tables::{Around, Counter, Head};
use super::{Found, Reader};
use crate::facts::claim::{claimed, trailing_zeros};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::numerals::zh::{Form, sign};
use crate::quantity::{Dimension, Exact, Interval, Unit};
use crate::source::{Lang, Span};

impl Reader<'_> {
    /// The amount whose numeral begins at `at`; the fact begins at `start`, with its sign, or before.
    pub(super) fn amount_fact(&self, start: usize, at: usize) -> Found {
        let mut amount = match self.amount(at) {
            Ok(amount) => amount,
            Err(error) => return Found::unreadable(start, error),
        };
        let mut start = start;
        if let Some((decimal, from)) = self.leading_point(&amount) {
            (amount, start) = (decimal, from);
        }
        if let Some(found) = self.ratio(&amount) {
            return found;
        }
        let session =
            self.look.after(amount.numeral_end).is_some_and(|c| matches!(c, '中' | '届' | '屆' | '次' | '大'));
        let session = if session { self.session(&amount) } else { None };
        let named = session.or_else(|| self.body(&amount)).or_else(|| self.numbered_name(&amount));
        if let Some(found) = named {
            return found;
        }
        // 39度54分20秒: minutes of an angle
        if self.floor == start && matches!(self.look.before(start), Some('度' | '°')) {
            let name = self.look.0.get(amount.name.0..amount.name.1).unwrap_or_default();
            let timed = amount.unit().is_some_and(|unit| unit.dimension() == Dimension::Time);
            if timed && matches!(name, "分" | "秒") {
                return Found::Silence(amount.end);
            }
        }
        if let Some(serial) = self.serial(&amount, start) {
            return Found::Fact(serial);
        }
        let (amount, sign, start) = self.signed(amount, start);
        let alone = amount.counted == Counted::Bare;
        let amount = self.with_shared_head(self.with_range(amount, sign));
        // 三、四、五班: names in a list
        if alone
            && matches!(amount.counted, Counted::Counter(counter) if counter.body)
            && let Some(found) = self.body(&amount)
        {
            return found;
        }
        if amount.counted == Counted::Times {
            return self.multiple(amount, sign, start);
        }
        self.stated(amount, sign, start)
    }

    /// The amount with the sign before it, where the fact begins with that sign.
    fn signed(&self, mut amount: Amount, start: usize) -> (Amount, Sign, usize) {
        let (sign, start) = if start < amount.start { (Sign::Minus, start) } else { self.sign_before(&amount, start) };
        if sign != Sign::None {
            (amount.low, amount.high) = match amount.high {
                Some(high) => (high.negated(), Some(amount.low.negated())),
                None => (amount.low.negated(), None),
            };
        }
        (amount, sign, start)
    }

    /// .77, .5M, .5公斤: digits after a point that nothing else stands before.
    fn leading_point(&self, amount: &Amount) -> Option<(Amount, usize)> {
        let look = self.look;
        let from =
            amount.start.checked_sub(1).filter(|&from| look.rest(from).starts_with('.') && from >= self.floor)?;
        let digits = look.rest(amount.start).bytes().take(40).take_while(u8::is_ascii_digit).count();
        let plain = digits > 0
            && amount.high.is_none()
            && look.past_char(amount.start + digits, ".,").is_none()
            && !look.rest(amount.start + digits).starts_with(|c: char| sign(c).is_some());
        let free = look.before(from).is_none_or(|c| c.is_whitespace() || "-－（(，：".contains(c));
        if !free || !plain {
            return None;
        }
        let decimal = amount.scaled(Exact::power_of_ten(-i32::try_from(digits).ok()?)?)?;
        Some((Amount { start: from, form: Form::Composed, factor: amount.factor, ..decimal }, from))
    }

    /// The fact that `amount` makes, with sign, currency and bounds, if it claims anything.
    pub(super) fn found(&self, amount: Amount, start: usize) -> Found {
        let (amount, sign, start) = self.signed(amount, start);
        self.stated(amount, sign, start)
    }

    /// The fact that an amount makes whose sign is settled, with currency and bounds, if it claims anything.
    pub(super) fn stated(&self, mut amount: Amount, sign: Sign, start: usize) -> Found {
        let (currency, start) = match self.currency_before(&amount, start) {
            Some((unit, from)) => (Some(unit), from),
            None => (None, start),
        };
        if let Some(unit) = currency {
            amount.counted = Counted::Unit(unit);
        }
        self.mend(&mut amount);
        let bounds = self.bounds(&amount, start, amount.end);
        if !self.claims(&amount, bounds.qualifier, sign != Sign::None) {
            return Found::Nothing;
        }
        let span = Span::new(bounds.start.max(self.floor), bounds.end);
        // 30出头: the zeros tell the step, as they do before 多
        let plain = amount.vague.is_none() && matches!(amount.form, Form::Arabic(_)) && amount.factor == Exact::ONE;
        if bounds.qualifier == Some(Qualifier::Odd) && plain {
            amount.step = Exact::power_of_ten(i32::from(trailing_zeros(amount.low))).unwrap_or(amount.step);
        }
        let cold = sign == Sign::Below && amount.low.is_negative() && amount.high.is_none() && !bounds.on_scale;
        let Some(mut fact) = self.fact(&amount, span, bounds.qualifier) else {
            return Found::overflow(span.start, span.end);
        };
        // 至少零下20度 is at least so far below zero
        if cold && bounds.qualifier.is_some() && fact.interval.as_point().is_none() {
            let Some(depth) = claimed(amount.low.negated(), amount.step, bounds.qualifier) else {
                return Found::overflow(span.start, span.end);
            };
            fact.interval = depth.mirrored();
        }
        Found::Fact(fact)
    }

    /// The fact, once everything is known about it; `None` is overflow.
    pub(super) fn fact(&self, amount: &Amount, span: Span, qualifier: Option<Qualifier>) -> Option<Fact> {
        let (kind, unit) = self.kind(amount, span);
        if let (Counted::Bare, Form::Run(length @ 3..), None, None) =
            (amount.counted, amount.form, amount.high, qualifier)
            && let Some(digits) = amount.low.as_integer().filter(|_| span.start == amount.start)
        {
            let value = Value::Serial { digits: digits.unsigned_abs(), length };
            return Some(Fact::bare(span, Lang::Zh, Kind::Serial, value));
        }
        let mut fact = Fact::amount(span, Lang::Zh, kind, (amount.low, amount.precision), None, unit)?;
        fact.qualifier = qualifier;
        fact.interval = match (amount.high, qualifier) {
            (Some(high), None | Some(Qualifier::About | Qualifier::Nearly | Qualifier::Odd | Qualifier::Several)) => {
                Interval::closed(amount.low, high)
            }
            (Some(high), Some(Qualifier::LessThan | Qualifier::AtMost)) => claimed(high, amount.step, qualifier)?,
            // 负三十多 lies below −30.
            (None, Some(Qualifier::Odd | Qualifier::Several)) if amount.low.is_negative() => {
                claimed(amount.low.negated(), amount.step, qualifier)?.mirrored()
            }
            _ => claimed(amount.low, amount.step, qualifier)?,
        };
        Some(fact)
    }

    /// Kind and unit, by the name of what is counted and by what stands around it.
    fn kind(&self, amount: &Amount, span: Span) -> (Kind, Option<Unit>) {
        let unit = amount.unit();
        let name = self.look.0.get(amount.name.0..amount.name.1).unwrap_or_default();
        if matches!(name, "岁" | "歲" | "周岁" | "周歲" | "岁半" | "旬") {
            // 六岁零两个月 is told in months.
            let smaller = unit.filter(|unit| unit.dimension() == Dimension::Time);
            return (Kind::Age, smaller.or_else(|| Unit::by_code("a")));
        }
        // 六个月大
        if unit.is_some_and(|unit| unit.dimension() == Dimension::Time)
            && amount.end == span.end
            && let Some(end) = self.look.past(span.end, "大")
            && (self.look.ends_clause(end) || self.look.past(end, "的").is_some())
        {
            return (Kind::Age, unit);
        }
        // 年逾六十, 年近五十, 八十高龄: the years of a life
        let rest = self.look.rest(span.start);
        let before = self.look.before(span.start);
        let lived = amount.counted == Counted::Bare
            && (rest.starts_with(['逾', '近', '满', '滿', '约', '約']) && before == Some('年')
                || rest.starts_with("年过")
                || rest.starts_with("年過")
                || self.look.follows_any(span.start, &["年届", "年屆"])
                || self.look.past_any(span.end, &["高龄", "高齡", "大寿", "大壽", "寿辰", "壽辰"]).is_some());
        if lived && (Exact::ONE..=Exact::integer(130)).contains(&amount.low) {
            return (Kind::Age, Unit::by_code("a"));
        }
        if unit.is_some_and(|unit| unit.dimension() == Dimension::Temperature) && name == "度" {
            // 北纬三十八度, 六十五度角: of the circle.
            // 180度的大转变
            let turn = self.look.past_any(span.end, &["的大", "大", "的"]).unwrap_or(span.end);
            let turns = self.look.past_char(turn, "角转轉弯彎旋线線").is_some();
            if self.look.follows_any(span.start, self.tables.around(Around::Angle)) || turns {
                return (Kind::Quantity, Unit::by_code("deg"));
            }
            if self.counts_electricity(amount, span) {
                return (Kind::Quantity, Unit::by_code("kW.h"));
            }
        }
        (amount.kind(), unit)
    }

    /// Whether 度 counts electricity: the clause before it speaks of that and not of heat, or so many degrees are nowhere.
    fn counts_electricity(&self, amount: &Amount, span: Span) -> bool {
        const HOT: &str = "温溫热熱冷冻凍烫燙熔沸氏";
        let mut electric = false;
        for c in self.look.head(span.start).chars().rev().take(24).take_while(|c| !"。；！？\n".contains(*c)) {
            if HOT.contains(c) {
                return false;
            }
            electric |= matches!(c, '电' | '電');
        }
        electric || amount.low >= Exact::integer(100_000_000)
    }

    /// Whether 度 says how often something happened: a digit below ten, right before the verb, and the clause speaks of no
    /// heat, angle or rate.
    fn counts_times(&self, amount: &Amount) -> bool {
        const MEASURED: &str = "温溫热熱冷冻凍烫燙烧燒熔沸氏升降低高角纬緯经經坡斜视視倾傾转轉弯彎旋偏差镜鏡精下上电電";
        let look = self.look;
        let few = amount.form == Form::Digit && (Exact::integer(2)..Exact::integer(10)).contains(&amount.low);
        let goes_on =
            look.after(amount.end).is_some_and(|c| c.is_alphabetic() && !"的以左上下到至多半角线線".contains(c));
        let clause = look.head(amount.start).chars().rev().take(16).take_while(|c| !"。；，！？\n".contains(*c));
        few && amount.end == amount.name.1
            && goes_on
            && amount.high.is_none()
            && !clause.clone().any(|c| MEASURED.contains(c))
    }

    /// Settles what only the context tells: 分 that is no minute, 块 that is no money, 一两 of silver, 摄氏37°.
    fn mend(&self, amount: &mut Amount) {
        let look = self.look;
        if amount.counted == Counted::Bare {
            if amount.form == Form::Run(2)
                && amount.low == Exact::ONE
                && look.follows_any(amount.numeral_end, &["两", "兩"])
            {
                // 一两 with nothing counted: the tael.
                let text = look.0.get(amount.start..amount.numeral_end).unwrap_or_default();
                let one = text.chars().next().map_or(0, char::len_utf8);
                if let Ok(tael) = self.amount_with_head(amount.start, amount.start + one) {
                    *amount = tael;
                }
            } else if !look.after(amount.end).is_some_and(|c| matches!(c, '攝' | '摄' | '°' | '华' | '華')) {
                return;
            } else if let Some(end) = look.past_any(amount.end, &["攝氏°", "摄氏°", "攝氏度", "摄氏度", "°"])
            {
                let fahrenheit = self.in_fahrenheit(amount.start);
                if let Some(unit) = Unit::by_code(if fahrenheit { "[degF]" } else { "Cel" }) {
                    (amount.counted, amount.end) = (Counted::Unit(unit), end);
                }
            } else if let Some(end) = look.past_any(amount.end, &["华氏°", "華氏°", "华氏度", "華氏度"])
                && let Some(unit) = Unit::by_code("[degF]")
            {
                (amount.counted, amount.end) = (Counted::Unit(unit), end);
            }
            return;
        }
        let Some(unit) = amount.unit() else { return };
        let name = look.0.get(amount.name.0..amount.name.1).unwrap_or_default();
        let measure = Counted::Counter(Counter { counts: true, ..Counter::default() });
        // A minute or an hour alone is said with 钟 or 小时; 分 alone is a point, a mark, a share.
        if name == "分" && unit.code() == "min" && amount.end == amount.name.1 {
            // 八分邮票
            let priced = look.past_any(amount.end, &["邮票", "郵票", "硬币", "硬幣", "纪念邮票", "面值"]).is_some();
            let cents = Unit::by_code("CNY").map(|yuan| yuan.as_of(self.date)).zip(Exact::new(1, 100));
            let cents = cents.filter(|_| priced).and_then(|(yuan, share)| Some((yuan, amount.scaled(share)?)));
            match cents {
                Some((yuan, scaled)) => *amount = Amount { counted: Counted::Unit(yuan), ..scaled },
                None => amount.counted = measure,
            }
        }
        // 三次、四度: times, where a single digit stands in no talk of heat
        if name == "度" && unit.dimension() == Dimension::Temperature && self.counts_times(amount) {
            amount.counted = measure;
        }
        // 五十三度白酒: so many hundredths of it are alcohol
        if name == "度" && unit.dimension() == Dimension::Temperature && amount.end == amount.name.1 {
            let noun = look.past(amount.end, "的").unwrap_or(amount.end);
            let alcohol = look.past_any(noun, self.tables.around(Around::Spirits)).is_some()
                || look.follows_any(amount.start, &["酒精度", "酒精度数", "酒精含量"]);
            if let Some(percent) = self.tables.percent.filter(|_| alcohol) {
                amount.counted = Counted::Unit(percent);
            }
        }
        if matches!(name, "块" | "塊" | "毛" | "角")
            && unit.dimension() == Dimension::Money
            && amount.end == amount.name.1
        {
            let said = look.ends_clause(amount.end)
                || look.after(amount.end).is_some_and(|c| "钱錢多以左上的一，、".contains(c));
            if !said {
                amount.counted = measure;
            }
        }
        if name == "度"
            && self.in_fahrenheit(amount.start)
            && let Some(unit) = Unit::by_code("[degF]")
        {
            amount.counted = Counted::Unit(unit);
        }
    }

    /// Whether 华氏 stands before `at`, with a space or without.
    fn in_fahrenheit(&self, at: usize) -> bool {
        let before = self.look.head(at).trim_end_matches(' ').len();
        self.look.follows_any(before, &["华氏", "華氏"])
    }

    /// The numeral from `start` to `end` with the unit at `end`.
    fn amount_with_head(&self, start: usize, end: usize) -> Result<Amount, ()> {
        let mut amount = self.amount(start).map_err(|_| ())?;
        let (Head::Unit(unit, named), name, upto) = self.head_at(end, false).ok_or(())? else {
            return Err(());
        };
        (amount.low, amount.high) = (Exact::ONE, None);
        (amount.numeral_end, amount.name, amount.form) = (end, (name, upto), Form::Digit);
        let amount = self.with_unit(amount, unit, named.share, upto).ok_or(())?;
        Ok(amount)
    }

    /// Whether the amount claims anything. Units, shares and money do; a count does when its form or what it counts
    /// leaves no doubt that it is meant as a number.
    fn claims(&self, amount: &Amount, qualifier: Option<Qualifier>, negative: bool) -> bool {
        let look = self.look;
        let one = amount.form == Form::Digit && amount.low == Exact::ONE;
        // 幺 spells and never counts
        if one && look.after(amount.start) == Some('幺') {
            return false;
        }
        // 仨孩子, 有俩哥哥: the measure word is in the numeral; but 他们俩, 哥俩 count what stands before
        let in_one = amount.counted == Counted::Bare && amount.numeral_end == amount.start + '俩'.len_utf8();
        if in_one && look.after(amount.start).is_some_and(|c| matches!(c, '俩' | '倆' | '仨')) {
            let counts = look.after(amount.end).is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
            let apposed = |c: char| "们們他她它你我咱俺哥姐弟妹爷爺娘爹妈媽妯母父子夫口人".contains(c);
            return counts && !look.before(amount.start).is_some_and(apposed);
        }
        match amount.counted {
            Counted::Counter(counter) if qualifier.is_some() => counter.counts || !one,
            // 一个师, but not 一个 as the article.
            Counted::Counter(counter) if one && counter.article => counter.counts && self.counts_a_body(amount.end),
            Counted::Counter(counter) if one => counter.counts && !counter.body,
            Counted::Unit(_) | Counted::Fraction | Counted::Times | Counted::Counter(_) => true,
            Counted::Bare => match amount.form {
                _ if negative => true,
                Form::Arabic(_) => self.arabic_claims(amount),
                // 一二三等奖: a list without marks
                Form::Run(3..) if look.past_char(amount.end, "等级級类類").is_some() && counts_up(amount.low) => {
                    false
                }
                Form::Composed | Form::Run(3..) => {
                    // 千万 alone is the adverb.
                    let adverb = amount.low == Exact::integer(10_000_000)
                        && amount.form == Form::Composed
                        && amount.numeral_end - amount.start == "千万".len();
                    !adverb || qualifier.is_some() || look.ends_clause(amount.end) && look.begins_clause(amount.start)
                }
                Form::Run(_) => qualifier.is_some() || self.alone(amount),
                Form::Digit | Form::BarePower => {
                    qualifier.is_some_and(|says| amount.form == Form::BarePower || says != Qualifier::Nearly)
                        && amount.form == Form::BarePower
                        || self.alone(amount)
                        || self.stands_for_itself(amount)
                        || amount.form == Form::Digit && self.paralleled(amount)
                }
            },
        }
    }

    /// Arabic digits are a number unless letters touch them: 3D, T54, A4.
    fn arabic_claims(&self, amount: &Amount) -> bool {
        let look = self.look;
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        !letter(look.before(amount.start)) && !letter(look.after(amount.end))
    }

    /// Digits that name by what stands before them, or by a zero they begin with: 邮编100871, 国道107, 007.
    fn serial(&self, amount: &Amount, start: usize) -> Option<Fact> {
        let look = self.look;
        let Form::Arabic(length) = amount.form else { return None };
        let zero = look.past_char(start, "0０").is_some() && length > 1;
        let before = look.head(start).trim_end_matches([' ', ':', '：', '为', '為', '是']);
        let named = length > 2 && look.follows_any(before.len(), self.tables.around(Around::Serial));
        let plain = amount.counted == Counted::Bare && amount.end == amount.numeral_end && amount.low.is_integer();
        let digits = amount.low.as_integer().filter(|_| (zero || named) && plain && amount.high.is_none())?;
        let grouped = look.0.get(start..amount.end)?.contains([',', '，']);
        let value = Value::Serial { digits: u128::try_from(digits).ok().filter(|_| !grouped)?, length };
        Some(Fact::bare(Span::new(start, amount.end), Lang::Zh, Kind::Serial, value))
    }

    /// Whether the numeral is the whole text.
    fn alone(&self, amount: &Amount) -> bool {
        let look = self.look;
        look.head(amount.start).trim_matches([' ', '\u{3000}', '\n']).is_empty()
            && look.rest(amount.end).trim_matches([' ', '\u{3000}', '\n']).is_empty()
    }

    /// Whether a single digit is spoken of as a number: 答案是四，不是五; 一、二、三.
    fn stands_for_itself(&self, amount: &Amount) -> bool {
        let look = self.look;
        let digit_after = |at: usize| look.past_char(at, "、，,").is_some_and(|next| look.digit_at(next));
        let digit_before = {
            let mut head = look.head(amount.start).chars().rev();
            head.next().is_some_and(|c| "、，,".contains(c)) && head.next().is_some_and(|c| sign(c).is_some())
        };
        let listed_left = look.begins_clause(amount.start) || digit_before;
        let listed_right = look.ends_clause(amount.end) || digit_after(amount.end);
        if (digit_before || digit_after(amount.end)) && listed_left && listed_right {
            return true;
        }
        let said = look.follows_any(amount.start, &["是", "等于", "等於", "得", "为", "為"]);
        said && (look.ends_clause(amount.end)
            || look.past_any(amount.end, &["这", "那", "不", "而", "还", "還", "的"]).is_some())
            || look.follows_any(amount.start, &["排名前", "列前"]) && look.past(amount.end, "的").is_some()
    }

    /// 三查三改, 三晒、三筛、三检: one digit repeated before single verbs or nouns counts them.
    fn paralleled(&self, amount: &Amount) -> bool {
        let look = self.look;
        let Some(digit) = look.after(amount.start).filter(|_| amount.low > Exact::ONE) else { return false };
        let word = |c: char| !c.is_ascii() && c.is_alphanumeric() && sign(c).is_none();
        let same_after = |at: usize| {
            let end = at + look.after(at).filter(|&c| word(c)).map(char::len_utf8)?;
            let next = look.past_char(end, "、，").unwrap_or(end);
            let again = look.after(next).filter(|&c| c == digit)?;
            let named = next + again.len_utf8();
            let other = look.after(named).filter(|&c| word(c) && Some(c) != look.after(at))?;
            Some(named + other.len_utf8())
        };
        let same_before = || {
            let mut head = look.head(amount.start).chars().rev().filter(|c| !"、，".contains(*c));
            let first = head.next().filter(|&c| word(c));
            first.is_some() && first != look.after(amount.end) && head.next() == Some(digit)
        };
        same_after(amount.end).is_some() || same_before() && look.after(amount.end).is_some_and(word)
    }

    /// Whether 一个 at the end `at` of its measure word goes on with a body that is counted: 师, 团, 军部.
    fn counts_a_body(&self, at: usize) -> bool {
        let look = self.look;
        let at = look.past_any(at, &["整", "加强", "步兵", "炮兵", "骑兵", "装甲", "独立", "高射炮"]).unwrap_or(at);
        matches!(self.head_at(at, false), Some((Head::Counter(Counter { body: true, .. }), _, _)))
    }

    /// 三比二, 3:2
    fn ratio(&self, first: &Amount) -> Option<Found> {
        let look = self.look;
        if first.counted != Counted::Bare || first.vague.is_some() || first.high.is_some() {
            return None;
        }
        let arabic =
            matches!(first.form, Form::Arabic(_)) || look.before(first.end).is_some_and(|c| c.is_ascii_digit());
        let spoken = look.past(first.end, "比");
        let second_at = match spoken {
            Some(at) => at,
            None if arabic => look.past_char(first.end, ":：∶").or_else(|| self.score(first))?,
            None => return None,
        };
        let second = self.amount(second_at).ok()?;
        let plain = second.vague.is_none() && second.high.is_none();
        let spoken = spoken.or_else(|| self.score(first));
        if !plain || spoken.is_none() && second.counted != Counted::Bare || matches!(second.counted, Counted::Unit(_)) {
            return None;
        }
        let start = first.start;
        let value = Value::Ratio(first.low, second.low);
        Some(Found::Fact(Fact::bare(Span::new(start, second.numeral_end), Lang::Zh, Kind::Ratio, value)))
    }

    /// 2-1领先, 以3－0战胜: where the second figure of a score begins.
    fn score(&self, first: &Amount) -> Option<usize> {
        let look = self.look;
        let at = look.past_char(first.end, "-－–")?;
        let second = self.numeral(at).ok().filter(|second| matches!(second.form, Form::Arabic(..=3)))?;
        let told = look.past_any(second.end, self.tables.around(Around::Score));
        told.map(|_| at)
    }

    /// The next of a list of scores, 23:25 of 25:20、23:25: no time of day. One may follow a comma: 以2:1领先，19:30.
    pub(super) fn listed_score(&self, last: &Fact) -> Option<Fact> {
        let look = self.look;
        let at = look.past_any(last.span.end, &["、", "和"]).filter(|_| last.kind == Kind::Ratio)?;
        let first = self.amount(at).ok().filter(|first| matches!(first.form, Form::Arabic(..=3)))?;
        look.past_char(first.end, ":：∶")?;
        let written = |fact: &Fact| fact.span.of(look.0).contains([':', '：', '∶']);
        match self.ratio(&first)? {
            Found::Fact(fact) if written(last) && fact.span.start == at => Some(fact),
            _ => None,
        }
    }

    /// 个把月: about one.
    pub(super) fn about_one(&self, at: usize) -> Found {
        let look = self.look;
        let start = at.saturating_sub('个'.len_utf8());
        if !look.follows_any(at, &["个", "個"]) || start < self.floor {
            return Found::Nothing;
        }
        let after = at + '把'.len_utf8();
        let unit = match self.head_at(after, false) {
            Some((Head::Unit(unit, _), _, end)) if unit.dimension() == Dimension::Time => Some((unit, end)),
            _ => self.tables.month.zip(look.past(after, "月")),
        };
        let Some((unit, end)) = unit else { return Found::Nothing };
        let span = Span::new(start, end);
        let fact = Fact::amount(span, Lang::Zh, Kind::Duration, (Exact::ONE, 0), Some(Qualifier::About), Some(unit));
        fact.map_or(Found::Nothing, Found::Fact)
    }
}

/// Whether each digit of a number is one more than the digit before it: 123.
fn counts_up(value: Exact) -> bool {
    let mut rest = value.as_integer().unwrap_or(0);
    while rest >= 10 {
        if rest % 10 != rest / 10 % 10 + 1 {
            return false;
        }
        rest /= 10;
    }
    true
}
