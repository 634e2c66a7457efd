//! Quarters and seasons of a year: 第三季度, 三、四季度, 春季, 去冬.

use super::Reader;
use super::point::{Dated, day_of};
use crate::quantity::{Within, Year};
use crate::text::simplified;

impl Reader<'_> {
    /// 第三季度, 三季度, 首季; the last one, where two are named: 三、四季度.
    pub(super) fn quarter(&self, at: usize, has_year: bool) -> Option<(u8, Option<u8>, usize)> {
        let look = self.look;
        if let Some(end) = look.past_any(at, &["首季度", "头季度"]) {
            return Some((1, None, end));
        }
        if let Some(end) = look.past(at, "首季").filter(|_| has_year) {
            return Some((1, None, end));
        }
        // 前三季度: so many quarters of a year, and not the third.
        if look.before(at) == Some('前') {
            return None;
        }
        let ordinal = look.past(at, "第");
        let numeral = self.numeral(ordinal.unwrap_or(at)).ok()?;
        let quarter = day_of(&numeral, 4)?;
        let last = match numeral.high {
            Some(high) => Some(u8::try_from(high.as_integer()?).ok().filter(|last| *last <= 4)?),
            None => None,
        };
        // 一、三季度: the first of two that share their name
        let shared = look.past_char(numeral.end, "、和").filter(|_| last.is_none());
        let other = shared.and_then(|at| self.numeral(at).ok()).filter(|other| day_of(other, 4) > Some(quarter));
        if other.is_some_and(|other| look.past(other.end, "季度").is_some()) {
            return Some((quarter, None, numeral.end));
        }
        let end = look.past(numeral.end, "季")?;
        match look.past(end, "度") {
            Some(end) => Some((quarter, last, end)),
            None => (has_year || ordinal.is_some() && look.ends_clause(end)).then_some((quarter, last, end)),
        }
    }

    /// 春季, 冬天 after a year; the bare character only where a clause ends.
    pub(super) fn season(&self, at: usize) -> Option<(u8, usize)> {
        let look = self.look;
        let (season, end) = match look.after(at).map(simplified)? {
            '春' => (21, at + '春'.len_utf8()),
            '夏' => (22, at + '夏'.len_utf8()),
            '秋' => (23, at + '秋'.len_utf8()),
            '冬' => (24, at + '冬'.len_utf8()),
            _ => return None,
        };
        if let Some(end) = look.past_any(end, &["季", "天", "间", "間"]) {
            return Some((season, end));
        }
        let over = look.ends_clause(end)
            || look.past_any(end, &["、", "到", "至", "—", "以", "开始", "開始", "，", "起"]).is_some();
        over.then_some((season, end))
    }

    /// 今春, 去冬
    pub(super) fn take_relative_season(&self, found: &mut Dated) {
        let look = self.look;
        let years = match look.after(found.end) {
            Some('今') => 0,
            Some('去') => -1,
            Some('明') => 1,
            _ => return,
        };
        let at = found.end + '今'.len_utf8();
        let season = match look.after(at) {
            Some('春') => 21,
            Some('夏') => 22,
            Some('秋') => 23,
            Some('冬') => 24,
            _ => return,
        };
        found.point.year = Year::Relative(years);
        found.point.within = Within::Season(season);
        found.end = at + '春'.len_utf8();
    }
}
