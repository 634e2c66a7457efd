//! Amounts of 半: 半斤, 半年多, 一半, 半数.

use super::amount::{Amount, Counted};
use super::tables::Head;
use super::{Found, Reader};
use crate::numerals::zh::{Form, Vague};
use crate::quantity::{Dimension, Exact, Unit};

impl Reader<'_> {
    /// Facts that begin with 半: 半斤, 半年, 半个小时, 半数.
    pub(super) fn half(&self, at: usize) -> Found {
        let look = self.look;
        let Some(half) = Exact::new(1, 2) else { return Found::Nothing };
        if let Some(amount) = self.unit_and_half(at) {
            let start = amount.start;
            return self.found(amount, start);
        }
        let after = at + '半'.len_utf8();
        let bare = |end: usize, counted| in_halves((at, end), half, counted, (after, end));
        if let Some(end) = look.past(after, "数").or_else(|| look.past(after, "數")) {
            return self.found(bare(end, Counted::Fraction), at);
        }
        if look.0.trim() == "半" {
            return self.found(bare(after, Counted::Fraction), at);
        }
        if let Some(amount) = self.piece_and_half(at) {
            let start = amount.start;
            return self.found(amount, start);
        }
        let fraction = look.follows_any(at, &["折", "减", "減", "对", "對", "过", "過", "大"]);
        if look.follows_any(at, &["折", "减", "減"]) && fraction {
            return self.found(bare(after, Counted::Fraction), at);
        }
        if let Some(end) = look.past_any(after, &["折", "成"]) {
            let (share, unit) = (if look.rest(after).starts_with('折') { 50 } else { 5 }, self.tables.percent);
            let Some(unit) = unit.filter(|_| look.ends_clause(end)) else { return Found::Nothing };
            return self.found(Amount { low: Exact::integer(share), ..bare(end, Counted::Unit(unit)) }, at);
        }
        if let Some(end) = look.past(after, "打").filter(|&end| look.ends_clause(end)) {
            let six = Amount { low: Exact::integer(6), step: Exact::ONE, ..bare(end, Counted::Bare) };
            return self.found(six, at);
        }
        let unit_at = look.past_char(after, "个個").unwrap_or(after);
        // 半个多小时
        let odd = look.past(unit_at, "多").filter(|_| unit_at > after);
        let unit_at = odd.unwrap_or(unit_at);
        let bare = |end, counted| Amount { vague: odd.map(|_| Vague::Odd), ..bare(end, counted) };
        let pieces = unit_at > after || look.follows_any(at, &["个", "個"]);
        if let Some(end) = look.past(unit_at, "月").filter(|_| pieces)
            && let Some(month) = self.tables.month
        {
            return self.half_amount(bare(end, Counted::Unit(month)));
        }
        // 個半鐘
        if let Some(end) =
            look.past_char(unit_at, "钟鐘").filter(|&end| pieces && look.past_char(end, "头頭").is_none())
            && let Some(hour) = Unit::by_code("h")
        {
            return self.half_amount(bare(end, Counted::Unit(hour)));
        }
        match self
            .head_at(after, false)
            .filter(|(head, ..)| matches!(head, Head::Unit(..)))
            .or_else(|| self.head_at(unit_at, false))
        {
            // 半个百分点, but 半成
            Some((Head::Unit(unit, name), _, end))
                if unit.code() == "pp" || !matches!(unit.dimension(), Dimension::Share) =>
            {
                match bare(end, Counted::Unit(unit)).scaled(name.share) {
                    Some(amount) => self.half_amount(amount),
                    None => Found::Nothing,
                }
            }
            _ if unit_at > after => {
                self.half_amount(Amount { counted: Counted::Fraction, ..bare(unit_at, Counted::Bare) })
            }
            _ => Found::Nothing,
        }
    }

    /// 半年多
    fn half_amount(&self, amount: Amount) -> Found {
        let start = amount.start;
        // 个半月, 年半: one and a half, the one left out
        if let Some(amount) = self.left_out_one(&amount) {
            let start = amount.start;
            return self.found(amount, start);
        }
        // 上半年, 下半月 belong to the calendar; 一半, 大半 are no amounts of a unit.
        let calendar = amount.unit().is_none_or(|unit| matches!(unit.code(), "a" | "mo" | "d"));
        let parts = if calendar { "上下前后後一大小多" } else { "一大小多" };
        if self.look.before(start).is_some_and(|c| parts.contains(c))
            && !self.look.follows_any(start, &["以上", "以下", "至多"])
        {
            return Found::Nothing;
        }
        self.found(amount, start)
    }

    /// 一半, when the numeral at `at` is that one.
    pub(super) fn one_half(&self, at: usize) -> Option<Amount> {
        let end =
            self.look.past_any(at, &["一半", "1半"]).filter(|&end| self.look.past_char(end, "径徑岛島").is_none())?;
        Some(in_halves((at, end), Exact::new(1, 2)?, Counted::Fraction, (end, end)))
    }
}

/// The half `low` from `start` to `end`; the name of what is counted follows the numeral.
pub(super) fn in_halves((start, end): (usize, usize), low: Exact, counted: Counted, name: (usize, usize)) -> Amount {
    Amount {
        start,
        end,
        low,
        high: None,
        precision: 0,
        step: low,
        vague: None,
        form: Form::Composed,
        scale: 0,
        counted,
        factor: Exact::ONE,
        name,
        numeral_end: name.0,
        denominator: None,
    }
}
