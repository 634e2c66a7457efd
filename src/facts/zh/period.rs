//! Periods: two points of the calendar, the second with what the first already says left out, or the first with what
//! the second says: 六月十日到二十四日, 1958—1962年, 上午八时至十时.

use super::clock::bare_hour;
use super::point::Dated;
use super::{Found, Reader};
use crate::facts::{Fact, Qualifier};
use crate::numerals::zh::{Form, Numeral, sign};
use crate::quantity::{Clock, DatePoint, DateValue, Within, Year};
use crate::source::{Lang, Span};

/// Whether `c` may follow a numeral that begins a point of the calendar.
fn may_follow(c: char) -> bool {
    matches!(c, '/' | '／' | ':' | '：' | '-' | '－' | '—' | '–' | '―' | '～' | '~' | '、' | '.' | '．' | '·')
        || matches!(c, '年' | '月' | '日' | '号' | '號' | '时' | '時' | '点' | '點' | '刻' | '世' | '季' | '分')
        || matches!(c, '到' | '至' | '和' | '及' | 'p' | 'P' | 'a' | 'A')
        // 财年; 五一节, 十一国庆节, 三八妇女节
        || matches!(c, '财' | '財' | '节' | '節' | '国' | '國' | '劳' | '勞' | '儿' | '兒' | '妇' | '婦')
        || matches!(c, '青' | '建' | '双' | '雙')
}

impl Reader<'_> {
    /// The date, time or period that begins at `at`.
    pub(super) fn calendar_fact(&self, at: usize) -> Found {
        if self.cannot_date(at) {
            return Found::Nothing;
        }
        let Some(first) = self.first_end(at).or_else(|| self.hours(at)).or_else(|| self.point_at(at)) else {
            return Found::Nothing;
        };
        if first.point == DatePoint::default() || first.end <= at {
            return Found::Nothing;
        }
        let start = first.start.max(self.floor);
        let (value, end) = match first.upto {
            Some(upto) => (DateValue::Period(Some(first.point), Some(upto)), first.end),
            None => match self.second_end(&first) {
                Some((second, end)) => (DateValue::Period(Some(first.point), Some(second)), end),
                None => (DateValue::Point(first.point), first.end),
            },
        };
        let (start, end, qualifier) = match value {
            DateValue::Point(_) => self.bounds_of_date(start, end),
            DateValue::Period(..) => (start, end, None),
        };
        Found::Fact(Fact { qualifier, ..Fact::calendar(Span::new(start, end), Lang::Zh, value) })
    }

    /// Rejects at one glance numerals that nothing of the calendar follows.
    fn cannot_date(&self, at: usize) -> bool {
        let look = self.look;
        let Some(first) = look.after(at) else { return true };
        if !first.is_ascii_digit() && !('０'..='９').contains(&first) && sign(first).is_none() {
            // 第 and 首 may begin a quarter.
            return match first {
                '第' => !look.rest(at).chars().take(4).any(|c| c == '季'),
                '首' => look.past(at, "首季").is_none(),
                _ => false,
            };
        }
        let numeral = |c: &char| {
            c.is_ascii_digit()
                || ('０'..='９').contains(c)
                || matches!(c, ' ' | '\n' | '\u{3000}')
                || sign(*c).is_some()
        };
        match look.rest(at).chars().take(24).find(|c| !numeral(c)) {
            Some(c) if !c.is_ascii() && self.spaced_date(at).is_some() => false,
            // 七、八、九三个月
            Some('个' | '個') if look.before(at) == Some('、') => false,
            Some(c) => !may_follow(c),
            None => self.spaced_date(at).is_none(),
        }
    }

    /// How far a date from `start` to `end` reaches with the words that bound it, and what they say: 约十点, 1949年以前,
    /// 自2000年起, 截至六月底.
    fn bounds_of_date(&self, start: usize, end: usize) -> (usize, usize, Option<Qualifier>) {
        let look = self.look;
        let head = look.0.get(self.floor..start).unwrap_or_default();
        let bounded = |c: Option<char>, words: &str| c.is_some_and(|c| words.contains(c));
        let (opened, closed) =
            (bounded(look.before(start), "自从從至止到约約"), bounded(look.after(end), "以之前起后後为為止左许許"));
        if !opened && !closed {
            return (start, end, None);
        }
        for word in ["大约", "大約", "约", "約"] {
            if head.ends_with(word) && self.tables.bound_before(head).is_some() {
                return (start - word.len(), end, Some(Qualifier::About));
            }
        }
        let before = self.tables.bound_before_date(head);
        // 从1949年起, 到1990年为止: what opens the bound says nothing alone
        let opens = look.past_any(start.saturating_sub('从'.len_utf8()).max(self.floor), &["从", "從", "到", "至"])
            == Some(start);
        let after = self.tables.bound_after_date(look.rest(end)).filter(|&(bound, length)| {
            let to = end + length;
            let since = bound.says == Some(Qualifier::AtLeast) && (opens || before.is_some());
            // 八时许, but 八日许世友: behind a day it is a surname
            let about = bound.says == Some(Qualifier::About);
            let hour = about && look.before(end).is_some_and(|c| "时時点點分半刻".contains(c));
            let ends = look.ends_clause(to) || look.past(to, "的").is_some();
            length > '前'.len_utf8() || since || hour || ends && !about
        });
        let from = match before {
            Some((_, length)) => start - length,
            None if opens && after.is_some() => start - '从'.len_utf8(),
            None => start,
        };
        let to = after.map_or(end, |(_, length)| end + length);
        (from, to, after.and_then(|(bound, _)| bound.says).or(before.map(|(says, _)| says)))
    }

    /// 下午三四点
    fn hours(&self, at: usize) -> Option<Dated> {
        let (first, last, end) = self.neighbouring_hours(at)?;
        Some(Dated { point: DatePoint::clock(first), upto: Some(DatePoint::clock(last)), start: at, end })
    }

    /// A first end without its own mark: 1958—1962年, 1-5月, 八到十点.
    fn first_end(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        if !look.digit_at(at) {
            return None;
        }
        let numeral = self.numeral(at).ok().filter(|numeral| numeral.vague.is_none() && numeral.high.is_none())?;
        let second_at = self.past_connector(numeral.end)?;
        if let Some(years) = self.bare_years(at, &numeral, second_at) {
            return Some(years);
        }
        let second = self.point_at(second_at)?;
        if second.start != second_at || second.upto.is_some() {
            return None;
        }
        let whole = numeral.value.as_integer()?;
        let number = u8::try_from(whole).ok()?;
        let unsaid = second.point.year == Year::Unsaid;
        let (first, last) = match second.point {
            DatePoint { within: Within::Month(month), clock: None, .. } if unsaid && whole <= 12 => {
                (DatePoint { within: Within::Month(number), ..second.point }, Within::Month(month))
            }
            DatePoint { within: Within::Day(None, day), clock: None, .. } if unsaid && whole <= 31 => {
                (DatePoint { within: Within::Day(None, number), ..second.point }, Within::Day(None, day))
            }
            DatePoint { within: Within::Quarter(quarter), clock: None, .. } if unsaid && number < quarter => {
                (DatePoint { within: Within::Quarter(number), ..second.point }, Within::Quarter(quarter))
            }
            DatePoint { within: Within::Whole, clock: Some(clock), weekday: None, .. } if unsaid && whole <= 24 => {
                (DatePoint { clock: Some(bare_hour(&numeral, clock)?), ..DatePoint::default() }, Within::Whole)
            }
            _ => return None,
        };
        let upto = DatePoint { within: last, ..second.point };
        Some(Dated { point: DatePoint { portion: None, ..first }, upto: Some(upto), start: at, end: second.end })
    }

    /// 一九六八——一九六九年度, 1958–62年, 从2016到2018
    fn bare_years(&self, at: usize, first: &Numeral, second_at: usize) -> Option<Dated> {
        let look = self.look;
        let four =
            |numeral: &Numeral| matches!(numeral.form, Form::Arabic(4) | Form::Run(4)) && numeral.value.is_integer();
        let second = self.numeral(second_at).ok().filter(|second| second.vague.is_none())?;
        if !four(first) {
            return None;
        }
        let begin = i32::try_from(first.value.as_integer()?).ok()?;
        let marked = look.past(look.past_gap(second.end), "年").filter(|&end| look.past(end, "代").is_none());
        let digits = second
            .high
            .map_or(second.value.as_integer(), |high| Some(second.value.as_integer()? * 10 + high.as_integer()?))?;
        let last = match second.form {
            Form::Arabic(4) | Form::Run(4) => i32::try_from(digits).ok()?,
            Form::Arabic(2) | Form::Run(2) if marked.is_some() => {
                begin.div_euclid(100) * 100 + i32::try_from(digits).ok()?
            }
            _ => return None,
        };
        // Without 年 only numbers that are years by their size: 2016-2018.
        let plausible = (1700..=2100).contains(&begin) && (1700..=2100).contains(&last);
        let counted = || self.head_at(second.end, true).is_some();
        if begin >= last || marked.is_none() && (!plausible || counted()) {
            return None;
        }
        if let Some(end) = marked
            && self.numeral(end).is_ok_and(|month| look.past(month.end, "月").is_some())
        {
            return None;
        }
        let end = marked.unwrap_or(second.end);
        let end = look.past(end, "度").filter(|_| marked.is_some()).unwrap_or(end);
        let (point, upto) = (DatePoint::year(begin), Some(DatePoint::year(last)));
        Some(Dated { point, upto, start: at, end })
    }

    /// 1986年到88年: the last two digits of a later year of the century of `first`.
    fn year_of_century(&self, first: &Dated, at: usize) -> Option<Dated> {
        let look = self.look;
        let Year::Exactly(year) = first.point.year else { return None };
        let numeral = self.numeral(at).ok().filter(|numeral| matches!(numeral.form, Form::Arabic(2) | Form::Run(2)))?;
        let end = look.past(look.past_gap(numeral.end), "年")?;
        // 2000年到20年后
        let lasts = look.after(end).is_some_and(|c| "后後前间間来來内內代多之的期".contains(c));
        let last = year.div_euclid(100) * 100 + i32::try_from(numeral.value.as_integer()?).ok()?;
        let later = first.point == DatePoint::year(year) && last > year && !lasts;
        later.then(|| Dated { point: DatePoint::year(last), upto: None, start: at, end })
    }

    /// 星期一至五: a second weekday that may leave out what the first says; hours behind it are of each day.
    fn shared_weekday(&self, first: &Dated, at: usize) -> Option<(DatePoint, usize)> {
        let point = DatePoint { clock: None, ..first.point };
        point.weekday.filter(|_| first.point.clock.is_none() && point.within == Within::Whole)?;
        let (weekday, end) = self.weekday(at).or_else(|| self.bare_weekday(at))?;
        Some((DatePoint { weekday: Some(weekday), ..point }, end))
    }

    /// 上午9.15到10.30: a second time with a point between hour and minute.
    fn pointed_hour(&self, first: &Dated, at: usize) -> Option<(DatePoint, usize)> {
        let early = first.point.clock.filter(|clock| clock.minute.is_some() && clock.half_said)?;
        let dotted = self.look.0.get(first.start..first.end)?.contains(['.', '．']);
        let (hour, minute, end) = self.hour_and_minute(at).filter(|_| dotted)?;
        let later = if hour < early.hour && hour < 12 { hour + 12 } else { hour };
        let clock = Clock { hour: later, minute: Some(minute), second: None, half_said: true };
        (later <= 24).then_some((DatePoint { clock: Some(clock), ..first.point }, end))
    }

    /// The second end of a period whose first is `first`, with what it leaves out taken over.
    fn second_end(&self, first: &Dated) -> Option<(DatePoint, usize)> {
        let look = self.look;
        let from = look.past(first.end, "起").unwrap_or(first.end);
        let at = self.past_connector(from)?;
        if let Some(shared) = self.shared_weekday(first, at).or_else(|| self.pointed_hour(first, at)) {
            return Some(shared);
        }
        let whole = |second: &Dated| second.start == at && second.upto.is_none();
        let mut second = self.year_of_century(first, at).or_else(|| self.point_at(at).filter(whole))?;
        if look.after(at).is_some_and(|c| "点點".contains(c)) {
            return None;
        }
        // 周一至周五9:00-18:00: the hours are a stretch of their own
        if first.point.clock.is_none()
            && second.point.clock.is_some()
            && self.past_connector(second.end).is_some_and(|next| look.digit_at(next))
            && let Some((weekday, end)) = self.weekday(at)
        {
            return Some((DatePoint { weekday: Some(weekday), ..DatePoint::default() }, end));
        }
        let (one, two) = (&first.point, &mut second.point);
        let day =
            |within: Within| matches!(within, Within::Day(..) | Within::RelativeDay(_) | Within::RelativeMonthDay(..));
        let clock_only = two.clock.is_some() && !two.says_a_day();
        let ranked = |point: &DatePoint| match point.within {
            Within::Whole => 0,
            Within::Day(..) | Within::RelativeDay(_) | Within::RelativeMonthDay(..) => 2,
            _ => 1,
        };
        if clock_only {
            one.clock?;
            if let (Some(first_clock), Some(clock)) = (one.clock, two.clock.as_mut())
                && first_clock.half_said
                && !clock.half_said
                && first_clock.hour >= 12
                && clock.hour + 12 > first_clock.hour
                && clock.hour < 12
            {
                clock.hour += 12;
                clock.half_said = true;
            }
            (two.year, two.within, two.weekday) = (one.year, one.within, one.weekday);
            return Some((*two, second.end));
        }
        if one.weekday.is_some() != two.weekday.is_some() && one.within == Within::Whole {
            return None;
        }
        // 二月到二十日 mixes ranks; only a day may follow a day, a month a month, a year a year.
        if ranked(one) != ranked(two) && one.weekday.is_none() {
            return None;
        }
        if two.year == Year::Unsaid {
            two.year = one.year;
        }
        if let (Within::Day(Some(month), _), Within::Day(None, last)) = (one.within, two.within) {
            two.within = Within::Day(Some(month), last);
        } else if let (Within::RelativeMonthDay(months, _), Within::Day(None, last)) = (one.within, two.within) {
            two.within = Within::RelativeMonthDay(months, last);
        }
        if day(one.within) && matches!(two.within, Within::Whole) {
            return None;
        }
        two.lunar |= one.lunar;
        Some((*two, second.end))
    }
}
