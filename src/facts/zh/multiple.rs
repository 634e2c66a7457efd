//! Multiples: 倍 and 番, and the amount they lead to.

use super::amount::Amount;
use super::bound::Sign;
use super::tables::Around;
use super::{Found, Reader};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::Exact;
use crate::source::{Lang, Span};

impl Reader<'_> {
    /// The fact of an amount that 倍 follows.
    pub(super) fn multiple(&self, amount: Amount, sign: Sign, start: usize) -> Found {
        let found = self.stated(amount, sign, start);
        let Found::Fact(mut fact) = found else { return found };
        fact.result = self.result(fact.span.start, fact.span.end, amount.low);
        Found::Fact(fact)
    }

    /// The new amount over the old; `None` where the wording leaves it open.
    fn result(&self, start: usize, end: usize, value: Exact) -> Option<Exact> {
        let look = self.look;
        let mut at = start;
        // 增加了两倍, 增长近三倍
        for filler in ["了", "过", "過"] {
            if look.follows_any(at, &[filler]) {
                at -= filler.len();
            }
        }
        if look.past_any(end, &["于", "於"]).is_some() || look.follows_any(at, self.tables.around(Around::Becomes)) {
            // 增加为, 增加到: at the new amount. 比去年的产量多…的: not decided by 的 alone after a verb.
            return Some(value);
        }
        // 翻三倍 is said of three times as much and of four.
        if look.follows_any(at, &["翻"]) {
            return None;
        }
        if look.follows_any(at, self.tables.around(Around::Grows)) { value.checked_add(Exact::ONE) } else { None }
    }

    /// 翻番, 翻一番, 翻了两番; 对折.
    pub(super) fn multiple_word(&self, at: usize) -> Found {
        let look = self.look;
        match look.after(at) {
            Some('翻') => {
                let after = look.past_char(at + '翻'.len_utf8(), "了过過").unwrap_or(at + '翻'.len_utf8());
                if let Some(end) = look.past(after, "番") {
                    return self.doubled(at, end, Exact::ONE);
                }
                let Ok(amount) = self.amount(after) else { return Found::Nothing };
                match (look.past(amount.end, "番"), amount.low.as_integer()) {
                    (Some(end), Some(1..=20)) => self.doubled(at, end, amount.low),
                    _ => Found::Nothing,
                }
            }
            // 打对折: half the price
            Some('折') if look.follows_any(at, &["打对", "打對"]) => {
                let span = Span::new(at - '对'.len_utf8(), at + '折'.len_utf8());
                let half =
                    Fact::amount(span, Lang::Zh, Kind::Percent, (Exact::integer(50), 0), None, self.tables.percent);
                half.filter(|_| span.start >= self.floor).map_or(Found::Nothing, Found::Fact)
            }
            _ => Found::Nothing,
        }
    }

    /// So many doublings; 翻了一番多 and 翻两番还多 are more.
    fn doubled(&self, start: usize, end: usize, times: Exact) -> Found {
        let power = times.as_integer().and_then(|n| u32::try_from(n).ok()).and_then(|n| 2_i128.checked_pow(n));
        let more = self.look.past_any(end, &["还多", "還多", "有余", "有餘", "多"]);
        let more = more.filter(|&end| self.look.after(end).is_none_or(|c| !c.is_alphabetic()));
        let qualifier = more.map(|_| Qualifier::MoreThan);
        let span = Span::new(start, more.unwrap_or(end));
        match Fact::amount(span, Lang::Zh, Kind::Multiple, (times, 0), qualifier, None) {
            Some(fact) => Found::Fact(Fact { result: power.map(Exact::integer), value: Value::Number(times), ..fact }),
            None => Found::Nothing,
        }
    }
}
