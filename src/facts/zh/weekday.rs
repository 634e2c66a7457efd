//! Days of the week: 星期三, 周日, and those that share their 周 with the one before them, 周二、四 and 每周一三五.

use super::Reader;
use super::point::{Dated, SUN};
use super::tables::Head;
use crate::facts::Fact;
use crate::numerals::zh::{Sign, sign};
use crate::quantity::{DatePoint, DateValue, Within, Year};
use crate::source::{Lang, Span};

impl Reader<'_> {
    /// 星期三, 周日, 礼拜天
    pub(super) fn weekday(&self, at: usize) -> Option<(u8, usize)> {
        let look = self.look;
        if !look.after(at).is_some_and(|c| matches!(c, '星' | '礼' | '禮' | '周' | '週')) {
            return None;
        }
        let end = look.past_any(at, &["星期", "礼拜", "禮拜", "周", "週"])?;
        let short = matches!(look.after(at), Some('周' | '週'));
        let (weekday, upto) = self.weekday_digit(end)?;
        // 三周一次: weeks. 一个星期天 is a Sunday, 一个星期六的傍晚 a Saturday.
        let counted = look.before(at).is_some_and(|c| "个個".contains(c));
        let named = || {
            weekday == 7 && look.after(end) == Some('天')
                || look.past_any(upto, &["的", "早", "上午", "下午", "晚", "傍晚", "中午", "夜"]).is_some()
        };
        if look.digit_before(at) || counted && !named() {
            return None;
        }
        // 每周三次: so many times a week
        if look.follows_any(at, &["每", "毎"])
            && matches!(self.head_at(upto, false), Some((Head::Counter(_) | Head::Unit(..), ..)))
        {
            return None;
        }
        // 周天, 周一围: not weekdays; nor 星期一 before a measure word, which says "one week".
        let other = look.after(upto).is_some_and(|c| "期围圍边邊岁歲年".contains(c));
        let goes_on =
            look.digit_at(upto) && !self.counts_from(at, upto) && !self.weekday_run(end) && !self.hour_in_figures(upto);
        (!(short && (look.after(end) == Some('天') || other)) && !goes_on).then_some((weekday, upto))
    }

    /// Whether the digit at `upto` begins a count of its own, and is no part of what stands before it: 周五一名男子, but 周五十
    /// and 每周五六次.
    fn counts_from(&self, at: usize, upto: usize) -> bool {
        let look = self.look;
        let single = look.after(upto).and_then(sign).is_some_and(|sign| matches!(sign, Sign::Digit(_)));
        let end = upto + look.after(upto).map_or(0, char::len_utf8);
        let counted = matches!(self.head_at(end, false), Some((Head::Counter(_), ..)));
        single && counted && !look.before(at).is_some_and(|c| "每毎".contains(c))
    }

    /// Whether figures with a colon, an hour, stand at `at`: 周五9:00.
    fn hour_in_figures(&self, at: usize) -> bool {
        let figures = self.look.rest(at).trim_start_matches(|c: char| c.is_ascii_digit());
        self.look.before(at).is_some_and(|c| !c.is_ascii()) && figures.starts_with([':', '：'])
    }

    /// 周一三五: whether weekdays stand at `at` side by side, each later than the one before it, and count nothing.
    fn weekday_run(&self, at: usize) -> bool {
        let (mut last, mut days, mut end) = (0, 0, at);
        while let Some((day, upto)) = self.weekday_digit(end).filter(|&(day, _)| day > last && (day < 7 || last == 6)) {
            (last, days, end) = (day, days + 1, upto);
        }
        let counts = self.look.digit_at(end)
            || self.head_at(end, false).is_some()
            || self.look.past_char(end, "月日号號时時点點年分折成比").is_some();
        days > 1 && !counts
    }

    /// A weekday by its number alone, after another one: the last of 星期一至五, of 周二、四 and of 周六、日.
    pub(super) fn bare_weekday(&self, at: usize) -> Option<(u8, usize)> {
        let look = self.look;
        let (weekday, end) = self.weekday_digit(at)?;
        let sun = look.after(at) != Some('日') || !look.after(end).is_some_and(|c| SUN.contains(c) || c == '报');
        let closed = look.ends_clause(end) || look.past_char(end, "、和及与與上下中早晚夜的休").is_some();
        let counts = look.digit_at(end)
            || self.head_at(end, true).is_some()
            || look.past_char(end, "月日号號时時点點年分折成比").is_some()
            || self.silent_word(at).is_some_and(|(word, _)| word > end);
        (!counts && sun && (closed || weekday != 7)).then_some((weekday, end))
    }

    /// The next of a list of weekdays, after the one that ends at the floor: 四 of 星期二、四.
    pub(super) fn listed_weekday(&self, last: &Fact) -> Option<Fact> {
        let DateValue::Point(DatePoint { weekday: Some(_), within: Within::Whole, year: Year::Unsaid, clock, .. }) =
            last.value.as_date()?
        else {
            return None;
        };
        let beside = self.look.before(last.span.end).is_some_and(|c| self.weekday_run(last.span.end - c.len_utf8()));
        let marked = || {
            let at = self.look.past_any(last.span.end, &["、", "和", "及", "与", "與", "或"])?;
            Some((at, self.bare_weekday(at)?))
        };
        let next = if beside { self.weekday_digit(last.span.end).map(|day| (last.span.end, day)) } else { marked() };
        let (at, (weekday, end)) = next.filter(|_| clock.is_none())?;
        let point = DatePoint { weekday: Some(weekday), ..DatePoint::default() };
        let dated = self.with_time(Dated { point, upto: None, start: at, end });
        Some(Fact::calendar(Span::new(at, dated.end), Lang::Zh, DateValue::Point(dated.point)))
    }

    pub(super) fn weekday_digit(&self, at: usize) -> Option<(u8, usize)> {
        let c = self.look.after(at)?;
        let weekday = match c {
            '日' | '天' => 7,
            '1'..='6' => u8::try_from(c.to_digit(10)?).ok()?,
            '两' | '兩' => return None,
            _ => match sign(c)? {
                Sign::Digit(digit @ 1..=6) => digit,
                _ => return None,
            },
        };
        Some((weekday, at + c.len_utf8()))
    }
}
