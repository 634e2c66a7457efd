//! Places in an order (第三次, 首届) and digits that name a body (一○五师, 三八六五部队).

use super::amount::{Amount, Counted};
use super::tables::{Around, Head};
use super::{Found, Reader};
use crate::facts::{Fact, Kind, Value};
use crate::numerals::zh::{Form, Vague};
use crate::quantity::{Exact, Interval};
use crate::source::{Lang, Span};

const LIST_MARKS: &[&str] = &["、", "和", "及", "与", "與", "或"];

impl Reader<'_> {
    /// 第 and a numeral: 第十四届, 第3名, 第三至五章.
    pub(super) fn ordinal(&self, at: usize) -> Found {
        let look = self.look;
        if let found @ Found::Fact(_) = self.calendar_fact(at) {
            return found;
        }
        let numeral_at = look.past_gap(at + '第'.len_utf8());
        let numeral = match self.numeral(numeral_at) {
            Ok(numeral) => numeral,
            Err(error) => return Found::unreadable(at, error),
        };
        if !numeral.value.is_integer() || numeral.vague == Some(Vague::Several) {
            return Found::Silence(numeral.end);
        }
        let mut end = numeral.end;
        let mut high = numeral.high;
        if let Some(second) = self.past_connector(end).and_then(|at| {
            let at = look.past(at, "第").unwrap_or(at);
            self.numeral(at).ok().filter(|second| second.value > numeral.value && second.vague.is_none())
        }) {
            (end, high) = (second.end, Some(second.value));
        }
        if let Some((Head::Counter(_), _, upto)) = self.head_at(end, false).filter(|&(_, from, _)| from == end) {
            end = upto;
        } else if let Some(upto) =
            look.past_any(end, &["天", "年", "周", "季度", "号", "號", "日", "世", "代", "版", "栏", "欄"])
        {
            end = upto;
        }
        let bare =
            Fact::bare(Span::new(at.max(self.floor), end), Lang::Zh, Kind::Ordinal, Value::Number(numeral.value));
        let interval = Interval::closed(numeral.value, high.unwrap_or(numeral.value));
        Found::Fact(Fact { interval, ..bare })
    }

    /// The next of a list of places that share 第 and what they count, after the one that ends at the floor: 二 of 第一、二、三名.
    pub(super) fn listed_ordinal(&self, last: &Fact) -> Option<Fact> {
        let look = self.look;
        let after =
            last.value.as_number().filter(|_| last.kind == Kind::Ordinal && look.digit_before(last.span.end))?;
        let at = look.past_any(last.span.end, LIST_MARKS)?;
        let numeral = self.numeral(at).ok().filter(|numeral| {
            numeral.value.is_integer() && numeral.value > after && numeral.high.is_none() && numeral.vague.is_none()
        })?;
        let mut end = numeral.end;
        // 第一、三个问题 is a first point that has three: only what comes in an order ends the list
        for _ in 0..6 {
            if let Some(noun) = look.past_any(end, self.tables.around(Around::Ordered)) {
                let end = if end == numeral.end { noun } else { numeral.end };
                let bare = Fact::bare(Span::new(at, end), Lang::Zh, Kind::Ordinal, Value::Number(numeral.value));
                return Some(Fact { interval: Interval::point(numeral.value), ..bare });
            }
            end = self.numeral(look.past_any(end, LIST_MARKS)?).ok()?.end;
        }
        None
    }

    /// 首次, 首届: the first of its kind.
    pub(super) fn first(&self, at: usize) -> Found {
        let look = self.look;
        if let found @ Found::Fact(_) = self.calendar_fact(at) {
            return found;
        }
        let after = at + '首'.len_utf8();
        match look.past_any(after, &["次", "届", "屆", "批", "位", "例", "架", "艘"]) {
            Some(end) if look.before(at) != Some('一') => {
                let bare = Fact::bare(Span::new(at, end), Lang::Zh, Kind::Ordinal, Value::Number(Exact::ONE));
                Found::Fact(Fact { interval: Interval::point(Exact::ONE), ..bare })
            }
            _ => Found::Nothing,
        }
    }

    /// 神舟十三号: a name with its number.
    pub(super) fn numbered_name(&self, amount: &Amount) -> Option<Found> {
        let end = self.look.past_char(amount.end, "号號").filter(|_| amount.end == amount.numeral_end)?;
        let plain = amount.high.is_none() && amount.vague.is_none() && self.names_by_number(amount.start);
        let digits = u128::try_from(amount.low.as_integer().filter(|_| plain)?).ok()?;
        let length = u8::try_from(digits.checked_ilog10().map_or(1, |log| log + 1)).unwrap_or(u8::MAX);
        let value = Value::Serial { digits, length };
        Some(Found::Fact(Fact::bare(Span::new(amount.start, end), Lang::Zh, Kind::Serial, value)))
    }

    /// 十九届六中全会, 十三届全国人大: a congress by its number, and a plenary session of it by its own.
    pub(super) fn session(&self, amount: &Amount) -> Option<Found> {
        let look = self.look;
        let plain = amount.low.is_integer() && amount.high.is_none() && amount.vague.is_none();
        let session = || {
            let end = look.past_any(amount.numeral_end, &["中全会", "中全會"])?;
            (amount.low <= Exact::integer(20)).then_some(end)
        };
        let congress = || {
            let end = look.past_any(amount.numeral_end, &["届", "屆"]).filter(|&end| end == amount.end)?;
            let numbered = self.numeral(end).is_ok_and(|next| {
                look.past_any(
                    next.end,
                    &["中全会", "中全會", "次会议", "次會議", "次全体", "次全體", "次大会", "次大會"],
                )
                .is_some()
            });
            (numbered || look.past_any(end, self.tables.around(Around::Assembly)).is_some()).then_some(end)
        };
        // 二届人大四次会议
        let meeting = || {
            let end = look.past_any(amount.numeral_end, &["次"]).filter(|&end| end == amount.end)?;
            let held = ["会议", "會議", "全会", "全會", "全体会议", "全體會議"];
            let of = ["届", "屆", "人大", "政协", "政協", "大会", "大會", "委员会", "委員會"];
            (look.past_any(end, &held).is_some() && look.follows_any(amount.start, &of)).then_some(end)
        };
        // 二十大报告: the congress of a party, in short
        let short = || {
            const OF_IT: &[&str] = &[
                "报告", "報告", "精神", "代表", "召开", "召開", "闭幕", "閉幕", "开幕", "開幕", "提出", "以来", "以來",
                "以后", "之后", "期间",
            ];
            let end = look.past_any(amount.numeral_end, &["大"])?;
            let fits = (Exact::integer(11)..=Exact::integer(40)).contains(&amount.low) && amount.form == Form::Composed;
            (fits && look.past_any(end, OF_IT).is_some()).then_some(end)
        };
        let end = session().or_else(congress).or_else(meeting).or_else(short).filter(|_| plain)?;
        let bare = Fact::bare(Span::new(amount.start, end), Lang::Zh, Kind::Ordinal, Value::Number(amount.low));
        Some(Found::Fact(Fact { interval: Interval::point(amount.low), ..bare }))
    }

    /// Digits before a body that they name. 个 between them makes a count, 两 and a vague numeral count too.
    pub(super) fn body(&self, amount: &Amount) -> Option<Found> {
        let Counted::Counter(counter) = amount.counted else { return None };
        // 一团乱麻, 一排树: one of it names no body.
        let one = amount.form == Form::Digit && amount.low == Exact::ONE;
        if !counter.body || amount.vague.is_some() || one {
            return None;
        }
        let look = self.look;
        let name = look.0.get(amount.name.0..amount.name.1).unwrap_or_default();
        if look.follows_any(amount.numeral_end, &["两", "兩"]) {
            return None;
        }
        let span = Span::new(amount.start, amount.end);
        let digits = amount.low.as_integer()?;
        // 七八团: two neighbours spell a name as well.
        let digits = match (amount.high.and_then(Exact::as_integer), amount.form) {
            (Some(high), Form::Run(2)) => digits * 10 + high,
            (Some(_), _) => return None,
            (None, _) => digits,
        };
        if name == "年级" || name == "年級" {
            let value = Exact::integer(digits);
            let bare = Fact::bare(span, Lang::Zh, Kind::Ordinal, Value::Number(value));
            return Some(Found::Fact(Fact { interval: Interval::point(value), ..bare }));
        }
        // 高一三班: the third class of a year
        if amount.form == Form::Run(2) && matches!(name, "班") && look.follows_any(amount.start, &["高", "初"]) {
            let start = amount.numeral_end - '三'.len_utf8();
            let value = Value::Serial { digits: u128::try_from(digits % 10).ok()?, length: 1 };
            return Some(Found::Fact(Fact::bare(Span::new(start, amount.end), Lang::Zh, Kind::Serial, value)));
        }
        let length = match amount.form {
            Form::Run(length) | Form::Arabic(length) => length,
            _ => u8::try_from(digits.checked_ilog10().map_or(1, |log| log + 1)).unwrap_or(u8::MAX),
        };
        let value = Value::Serial { digits: u128::try_from(digits).ok()?, length };
        Some(Found::Fact(Fact::bare(span, Lang::Zh, Kind::Serial, value)))
    }
}
