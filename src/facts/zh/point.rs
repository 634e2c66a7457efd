//! Points of the calendar: year, month, day, weekday and time of day in this order, any of them left out.

use super::Reader;
use super::tables::{Around, CalendarWord};
use crate::facts::Fact;
use crate::numerals::digits::digit_value;
use crate::numerals::zh::{Form, Numeral, Sign, sign};
use crate::quantity::{DatePoint, DateValue, Portion, Within, Year};
use crate::source::{Lang, Span, is_han};
use crate::text::simplified;

/// A point as written, or the two ends that a range inside it names (一、二月份).
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub(super) point: DatePoint,
    pub(super) upto: Option<DatePoint>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// One or two small numbers: a month, a day, or a range of them.
#[derive(Debug, Clone, Copy)]
struct Few {
    first: u8,
    last: Option<u8>,
    end: usize,
    /// The end lies before the mark: a member of a list whose last member has it.
    listed: bool,
}

/// Feasts that are called by their month and day alone.
const FEASTS: &[(u8, u8)] = &[(2, 2), (3, 3), (5, 5), (6, 6), (7, 7), (7, 15), (8, 15), (9, 9)];

const MOON: &str = "球亮光饼餅台薪票刊子息历曆牙蚀";
pub(super) const SUN: &str = "本元圆圓币幣军軍方寇语語文常子益程用夜耳伪偽均产產";
const SIGNED: &str =
    "楼樓房室院桥橋机機井矿礦厂廠车車船舰艦炉爐线線令门門文决決公国國仓庫库钢鋼电電坑洞泵队隊信码碼召炮泉选選种種地高";

/// Characters after which a number with 号 is an address: 建国路88号.
const PLACES: &str = "门路街巷胡同弄里楼栋幢座院";

impl Reader<'_> {
    /// The word of the calendar table at `at`, unless what stands before makes another word of it: 以上年龄.
    pub(super) fn calendar_word(&self, at: usize) -> Option<(&CalendarWord, usize)> {
        let look = self.look;
        let (word, length) = self.tables.calendar.longest(look.rest(at))?;
        let first = look.after(at).map(simplified)?;
        let bound = "上下前后".contains(first)
            && look.before(at).is_some_and(|c| "以之战目此日然其最身午先生今".contains(simplified(c)));
        // 今日 … the day; 明日 … but 本日元: no.
        (!bound).then_some((word, length))
    }

    /// The point that begins at `at`.
    pub(super) fn point_at(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let numeral = look.digit_at(at);
        let arabic = numeral && look.after(at).and_then(digit_value).is_some();
        if arabic && let Some(years) = self.split_year(at).or_else(|| self.year_and_month(at)) {
            return Some(years);
        }
        if numeral && let Some(dated) = self.numeric_date(at).or_else(|| self.spaced_date(at)) {
            return Some(self.with_time(dated));
        }
        let mut found = Dated { point: DatePoint::default(), upto: None, start: at, end: at };
        match self.calendar_word(at) {
            Some((&CalendarWord::Feast(month, day), length)) => {
                found.point.within = Within::Day(Some(month), day);
                found.end = at + length;
                return Some(found);
            }
            Some((&CalendarWord::LunarFeast(month, day), length)) => {
                found.point.within = Within::Day(Some(month), day);
                found.point.lunar = true;
                found.end = at + length;
                return Some(found);
            }
            Some((&CalendarWord::Day(days), length)) => {
                found.point.within = Within::RelativeDay(i16::from(days));
                found.end = at + length;
                return Some(self.with_time(found));
            }
            Some((&CalendarWord::Week(weeks), length)) => {
                found.point.within = Within::RelativeWeek(weeks);
                found.end = at + length;
                if let Some((weekday, end)) = self.weekday_digit(found.end) {
                    found.point.weekday = Some(weekday);
                    found.end = end;
                    return Some(self.with_time(found));
                }
                return Some(found);
            }
            Some((&CalendarWord::Month(months), length)) => {
                found.point.within = Within::RelativeMonth(months);
                found.end = at + length;
                if let Some(day) = self.small(found.end, 31, |at| look.past_char(at, "日号號"), "") {
                    found.point.within = Within::RelativeMonthDay(months, day.first);
                    found.end = day.end;
                    return Some(self.with_time(found));
                }
                self.take_portion_of_month(&mut found);
                return Some(found);
            }
            _ => {}
        }
        if let Some((days, end)) = self.this_evening(at).filter(|_| !numeral) {
            found.point.within = Within::RelativeDay(days);
            found.end = end;
            return Some(self.with_time(found));
        }
        if !numeral && let Some((weekday, end)) = self.weekday(at) {
            found.point.weekday = Some(weekday);
            found.end = end;
            return Some(self.with_time(found));
        }
        if self.lunar_before(at).is_some() {
            found.point.lunar = true;
        }
        self.take_relative_season(&mut found);
        if found.end == at
            && let Some(yeared) = self.year_at(at)
        {
            (found.point.year, found.point.portion) = (yeared.year, yeared.portion);
            (found.start, found.end) = (yeared.start, yeared.end);
            if let Some(last) = yeared.last {
                found.upto = Some(DatePoint { year: last, ..found.point });
                return Some(found);
            }
        }
        let has_year = found.end > at;
        if found.point.portion.is_none() {
            let here = self.past_joint(found.end, has_year);
            self.take_within(&mut found, here, has_year);
        }
        if found.end == at {
            let timed = self.clock_at(at, false)?;
            found.point.clock = Some(timed.clock);
            (found.start, found.end) = (timed.start, timed.end);
            return Some(found);
        }
        if let Some(start) = self.lunar_before(found.start) {
            found.start = start;
        }
        found.point.lunar |= self.is_of_a_reign(&found);
        Some(self.with_time(found))
    }

    /// 今晚七点, 昨夜: the day of a part of the day, and where that part begins.
    fn this_evening(&self, at: usize) -> Option<(i16, usize)> {
        let days = match self.look.after(at)? {
            '今' => 0,
            '昨' => -1,
            '明' => 1,
            _ => return None,
        };
        let end = at + '今'.len_utf8();
        let part = self.look.after(end).filter(|c| matches!(c, '晚' | '晨' | '早' | '夜'))?;
        self.clock_at(end, true).map(|_| (days, end)).filter(|_| {
            part != '早' || self.look.digit_at(end + '早'.len_utf8()) || self.look.past(end, "早上").is_some()
        })
    }

    /// 农历, 阴历 … before `at`: where it begins.
    fn lunar_before(&self, at: usize) -> Option<usize> {
        let head = self.look.0.get(self.floor..at)?;
        let words = ["农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "夏历", "大年", "闰", "閏"];
        words.iter().find(|word| head.ends_with(**word)).map(|word| at - word.len())
    }

    /// Whether the month of a date is counted as the reign that its year names did, by the moon: 光绪二十六年七月二十日.
    fn is_of_a_reign(&self, found: &Dated) -> bool {
        const BY_THE_SUN: &[&str] = &["公元", "西元", "纪元", "明治", "大正", "昭和"];
        let inside = matches!(found.point.within, Within::Month(_) | Within::Day(Some(_), _));
        let old = matches!(found.point.year, Year::Exactly(1..1912));
        let named = self.look.after(found.start).is_some_and(|c| is_han(c) && sign(c).is_none());
        inside && old && named && self.look.past_any(found.start, BY_THE_SUN).is_none()
    }

    /// The place after what may stand between year and month: 的, a gap, 农历.
    fn past_joint(&self, at: usize, has_year: bool) -> usize {
        let look = self.look;
        if !has_year {
            return at;
        }
        let here = look.past_gap(at);
        look.past_any(here, &["的"])
            .filter(|&next| look.digit_at(next) || look.past_any(next, &["第"]).is_some())
            .unwrap_or(here)
    }

    /// Month, day, quarter, half-year or season at `at`.
    fn take_within(&self, found: &mut Dated, at: usize, has_year: bool) {
        let look = self.look;
        let at = match look.past_any(at, &["农历", "農曆", "阴历", "陰曆", "旧历"]) {
            Some(next) => {
                found.point.lunar = true;
                next
            }
            None => at,
        };
        let halves = matches!(look.after(at), Some('上' | '下' | '前' | '后' | '後'));
        for (word, half) in [("上半年", 1), ("下半年", 2), ("前半年", 1), ("后半年", 2), ("後半年", 2)] {
            if let Some(end) = look.past(at, word).filter(|_| halves) {
                found.point.within = Within::Half(half);
                found.end = end;
                return;
            }
        }
        if let Some((quarter, last, end)) = self.quarter(at, has_year) {
            found.point.within = Within::Quarter(quarter);
            found.end = end;
            found.upto = last.map(|last| DatePoint { within: Within::Quarter(last), ..found.point });
            return;
        }
        if has_year && let Some((season, end)) = self.season(at) {
            found.point.within = Within::Season(season);
            found.end = end;
            return;
        }
        if has_year && let Some((feast, lunar, end)) = self.feast_of_year(at) {
            (found.point.within, found.end) = (feast, end);
            found.point.lunar |= lunar;
            return;
        }
        let moon = |at: usize| {
            let end = look.past(look.past_gap(at), "月")?;
            (!look.after(end).is_some_and(|c| MOON.contains(c))).then(|| look.past(end, "份").unwrap_or(end))
        };
        let named = [("元月", 1, false), ("正月", 1, true), ("冬月", 11, true), ("腊月", 12, true), ("臘月", 12, true)];
        let named = named.iter().find_map(|&(word, month, lunar)| look.past(at, word).map(|end| (month, lunar, end)));
        let month = match named {
            Some((month, lunar, end)) => {
                found.point.lunar |= lunar;
                Some(Few { first: month, last: None, end: look.past(end, "份").unwrap_or(end), listed: false })
            }
            None => self.small(at, 12, moon, "").or_else(|| self.nth_month(at, has_year)),
        };
        match month {
            Some(month) => self.take_month(found, month),
            None if !has_year => self.take_bare_day(found, at),
            None => {
                // 去年底, 1958年 第13号 …: nothing more.
                let portion = [
                    ("底", Portion::End),
                    ("末", Portion::End),
                    ("初", Portion::Beginning),
                    ("年底", Portion::End),
                    ("年末", Portion::End),
                    ("年初", Portion::Beginning),
                ];
                if matches!(found.point.year, Year::Relative(_))
                    && let Some((end, portion)) =
                        portion.iter().find_map(|&(word, portion)| look.past(found.end, word).map(|end| (end, portion)))
                {
                    (found.point.portion, found.end) = (Some(portion), end);
                }
            }
        }
    }

    /// 国庆节 of 1959年国庆节, which a year makes a date even without its 节: its day, whether by the moon, and its end.
    fn feast_of_year(&self, at: usize) -> Option<(Within, bool, usize)> {
        let look = self.look;
        let short = || {
            let words = [("国庆", 10, 1, false), ("國慶", 10, 1, false), ("中秋", 8, 15, true), ("端午", 5, 5, true)];
            words.iter().find_map(|&(word, month, day, lunar)| Some((month, day, lunar, look.past(at, word)?)))
        };
        let (month, day, lunar, end) = match self.tables.calendar.longest(look.rest(at)) {
            Some((&CalendarWord::Feast(month, day), length)) => (month, day, false, at + length),
            Some((&CalendarWord::LunarFeast(month, day), length)) => (month, day, true, at + length),
            _ => short()?,
        };
        Some((Within::Day(Some(month), day), lunar, end))
    }

    /// 2021年的第三个月
    fn nth_month(&self, at: usize, has_year: bool) -> Option<Few> {
        let look = self.look;
        let numeral = self.numeral(look.past(at, "第").filter(|_| has_year)?).ok()?;
        let end = look.past_any(numeral.end, &["个月", "個月"])?;
        let month = numeral.value.as_integer().filter(|month| (1..=12).contains(month))?;
        Some(Few { first: u8::try_from(month).ok()?, last: None, end, listed: false })
    }

    fn take_month(&self, found: &mut Dated, month: Few) {
        let look = self.look;
        found.point.within = Within::Month(month.first);
        found.end = month.end;
        if let Some(last) = month.last {
            found.upto = Some(DatePoint { within: Within::Month(last), ..found.point });
            return;
        }
        if month.listed {
            return;
        }
        let lunar = found.point.lunar;
        let sun = |at: usize| look.past_char(look.past_gap(at), "日号號");
        let here = look.past_gap(month.end);
        if let Some(day) = self.small(here, 31, sun, "") {
            found.point.within = Within::Day(Some(month.first), day.first);
            found.end = day.end;
            found.upto = day.last.map(|last| DatePoint { within: Within::Day(Some(month.first), last), ..found.point });
            return;
        }
        if lunar || look.past_any(here, &["初", "廿"]).is_some() {
            // 正月初三, 腊月二十三: days of the moon need no mark.
            let day_at = look.past(here, "初").unwrap_or(here);
            if let Ok(numeral) = self.numeral(day_at)
                && let Some(day) = day_of(&numeral, 30)
                && (lunar || day_at > here || look.past(here, "廿").is_some())
            {
                found.point.within = Within::Day(Some(month.first), day);
                found.point.lunar = true;
                found.end = numeral.end;
                return;
            }
        }
        if let Some((day, end)) = self.unmarked_day(found, here) {
            (found.point.within, found.end) = (Within::Day(Some(month.first), day), end);
            return;
        }
        self.take_portion_of_month(found);
    }

    /// 六月二十夜, 二月二: a day without its mark right behind the month, where a part of the day follows, the clause ends, or
    /// what is said of a feast goes on. Which calendar such a feast is kept by is not written.
    fn unmarked_day(&self, month: &Dated, at: usize) -> Option<(u8, usize)> {
        let look = self.look;
        let Within::Month(number) = month.point.within else { return None };
        let numeral =
            self.numeral(at).ok().filter(|_| at == month.end && !look.rest(at).starts_with(|c: char| c.is_ascii()))?;
        let day = day_of(&numeral, 31).filter(|_| numeral.high.is_none() && !matches!(numeral.form, Form::Run(_)))?;
        let end = numeral.end;
        let part = self.tables.day_parts.longest(look.rest(end)).is_some();
        let counts = look.digit_at(end)
            || self.head_at(end, false).is_some()
            || look.past_char(end, "月日号號时時点點年").is_some();
        let named = FEASTS.contains(&(number, day)) && !counts;
        let word = self.silent_word(at).is_some_and(|(word_end, _)| word_end > end);
        (!word && (part || named || look.ends_clause(end) && look.after(end) != Some('（'))).then_some((day, end))
    }

    fn take_portion_of_month(&self, found: &mut Dated) {
        let look = self.look;
        let words = [
            ("上旬", Portion::Early),
            ("中旬", Portion::Middle),
            ("下旬", Portion::Late),
            ("初", Portion::Beginning),
            ("底", Portion::End),
            ("末", Portion::End),
            ("上半月", Portion::Early),
            ("下半月", Portion::Late),
        ];
        let here = look.past_gap(found.end);
        if let Some((end, portion)) =
            words.iter().find_map(|&(word, portion)| look.past(here, word).map(|end| (end, portion)))
        {
            (found.point.portion, found.end) = (Some(portion), end);
        }
    }

    /// A day without a month: 三十日, 15号. Not a length of time: 超过15日, 三日内.
    fn take_bare_day(&self, found: &mut Dated, at: usize) {
        let look = self.look;
        let sun = |at: usize| {
            let end = look.past(look.past_gap(at), "日")?;
            // 三日内 is a length of time, but 15日内蒙古
            let within = look.past_char(end, "内內").is_some_and(|end| look.past_char(end, "蒙").is_none());
            let bounded = look.past_any(end, &["以上", "以下", "以内", "以內", "之内", "之內"]).is_some();
            // 三日半 is a length of time, but 三日半夜
            let halved =
                look.past(end, "半").is_some_and(|end| look.ends_clause(end) || look.past(end, "的").is_some());
            (!within && !bounded && !halved && !look.after(end).is_some_and(|c| SUN.contains(c))).then_some(end)
        };
        let named = || look.before(at).is_some_and(|c| PLACES.contains(simplified(c))) || self.names_by_number(at);
        let signed = |at: usize| {
            let end = look.past_char(look.past_gap(at), "号號")?;
            (!named() && !look.after(end).is_some_and(|c| SIGNED.contains(c))).then_some(end)
        };
        if look.before(at) == Some('第') {
            return;
        }
        let few = self.small(at, 31, sun, "间間").or_else(|| self.small(at, 31, signed, ""));
        let Some(few) = few else { return };
        let text = look.0.get(at..few.end).unwrap_or_default();
        // 一日, 两日, 二三日: so many days, unless the text dates by days.
        if text.starts_with(['两', '兩'])
            || look.follows_any(at, self.tables.around(Around::Lasting))
            || few.last.is_none() && self.counts_days(few.first, few.end)
        {
            return;
        }
        found.point.within = Within::Day(None, few.first);
        found.end = few.end;
        found.upto = few.last.map(|last| DatePoint { within: Within::Day(None, last), ..found.point });
    }

    /// The next of a list of days that share their month, after the one that ends at the floor: 二 of 八月一、二、三日.
    pub(super) fn listed_day(&self, last: &Fact) -> Option<Fact> {
        let DateValue::Point(point) = last.value.as_date()? else { return None };
        let Within::Day(Some(month), day) = point.within else { return None };
        let look = self.look;
        let at = look.past_any(last.span.end, &["、", "和", "及", "与", "與"])?;
        let sun = |at: usize| look.past_char(look.past_gap(at), "日号號");
        let few = self.small(at, 31, sun, "").filter(|few| few.last.is_none() && few.first > day)?;
        let plain = point.clock.is_none() && point.weekday.is_none() && !point.lunar && last.qualifier.is_none();
        let next = DatePoint { within: Within::Day(Some(month), few.first), ..point };
        let dated = self.with_time(Dated { point: next, upto: None, start: at, end: few.end });
        plain.then(|| Fact::calendar(Span::new(at, dated.end), Lang::Zh, DateValue::Point(dated.point)))
    }

    /// Whether a name stands before the numeral at `at` whose 号 is no day: 神舟十三号.
    pub(super) fn names_by_number(&self, at: usize) -> bool {
        at > self.floor && self.look.follows_any(at, self.tables.around(Around::Craft))
    }

    /// Whether so many 日, which end at `end`, are a length of time: 三日两夜, 一日六餐.
    fn counts_days(&self, days: u8, end: usize) -> bool {
        let next = self.numeral(end).map(|next| next.end);
        let Some(next) = next.ok().or_else(|| self.look.past_char(end, "数數几幾")) else { return false };
        let nights = self.look.past_any(next, &["夜", "晚", "宿"]).is_some_and(|end| !self.look.digit_at(end));
        nights || days == 1 && self.look.past_any(next, &["餐", "顿", "頓", "次", "遍", "回", "趟"]).is_some()
    }

    /// The member at `at` of a list of months that ends by saying how many they are: 七、八、九三个月. The last has the count
    /// with it.
    fn recapped(&self, at: usize, most: i128) -> Option<Few> {
        let look = self.look;
        let digit = |at: usize| {
            let c = look.after(at)?;
            match sign(c) {
                Some(Sign::Digit(digit @ 1..)) => Some((digit, at + c.len_utf8())),
                _ => None,
            }
        };
        let (first, mut end) = digit(at).filter(|_| most == 12)?;
        let first_end = end;
        let mut members = 1;
        // a year has no more months than nine of one digit
        while let Some((_, next)) = look.past(end, "、").and_then(digit).filter(|_| members < 9) {
            (members, end) = (members + 1, next);
        }
        let (count, counted) = digit(end)?;
        let month = look.past_any(counted, &["个月", "個月"])?;
        let listed = members > 1 || look.before(at) == Some('、');
        if !listed || count < members || count > 9 {
            return None;
        }
        Some(Few { first, last: None, end: if members == 1 { month } else { first_end }, listed: true })
    }

    /// A number from 1 to `most`, or a range or list of them, that `mark` follows. Not where one of `except` follows that.
    fn small(&self, at: usize, most: i128, mark: impl Fn(usize) -> Option<usize>, except: &str) -> Option<Few> {
        let look = self.look;
        // 仨月 counts months
        if matches!(look.after(at), Some('俩' | '倆' | '仨')) {
            return None;
        }
        let follows = look.follows_any(at, &["、"]);
        if let Some(last) =
            follows.then(|| self.recapped(at, most)).flatten().filter(|few| look.before(few.end) == Some('月'))
        {
            return Some(last);
        }
        let numeral = self.numeral(at).ok()?;
        let first = day_of(&numeral, most)?;
        let fits = |end: &usize| !look.after(*end).is_some_and(|c| except.contains(c));
        if let Some(end) = mark(numeral.end).filter(fits) {
            let last = numeral
                .high
                .and_then(|high| u8::try_from(high.as_integer()?).ok())
                .filter(|&last| i128::from(last) <= most);
            return Some(Few { first, last, end, listed: false });
        }
        if numeral.high.is_some() {
            // 六、七两月
            let number = look.past_any(numeral.end, &["两", "兩"])?;
            let end = mark(number)?;
            let last = numeral.high.and_then(|high| u8::try_from(high.as_integer()?).ok());
            return Some(Few { first, last, end, listed: false });
        }
        if let Some(second_at) = self.past_connector(numeral.end) {
            let second = self.numeral(second_at).ok()?;
            let last = day_of(&second, most)?;
            let end = mark(second.end).filter(fits)?;
            return Some(Few { first, last: Some(last), end, listed: false });
        }
        if look.after(numeral.end) == Some('、')
            && let Some(recap) = self.recapped(at, most)
        {
            return Some(recap);
        }
        let mut listed_at = numeral.end;
        for _ in 0..3 {
            let next_at = look.past_any(listed_at, &["、", "和", "及"])?;
            let next = self.numeral(next_at).ok()?;
            day_of(&next, most)?;
            if mark(next.end).as_ref().is_some_and(fits) {
                return Some(Few { first, last: None, end: numeral.end, listed: true });
            }
            listed_at = next.end;
        }
        None
    }

    /// Adds a weekday in brackets and a time of day that follow.
    pub(super) fn with_time(&self, mut dated: Dated) -> Dated {
        let look = self.look;
        if dated.upto.is_some() || dated.point.portion.is_some() {
            return dated;
        }
        let day_said =
            matches!(dated.point.within, Within::Day(..) | Within::RelativeDay(_) | Within::RelativeMonthDay(..))
                || dated.point.weekday.is_some();
        if !day_said {
            return dated;
        }
        let open = look.past_any(dated.end, &["（", "("]).unwrap_or(look.past_gap(dated.end));
        if let Some((weekday, end)) = self.weekday(open).filter(|_| dated.point.weekday.is_none()) {
            let closed = look.past_any(end, &["）", ")"]);
            if open == dated.end || closed.is_some() || !look.rest(dated.end).starts_with(['（', '(']) {
                dated.point.weekday = Some(weekday);
                dated.end = closed.filter(|_| open > dated.end).unwrap_or(end);
            }
        }
        let here = look.past_gap(dated.end);
        let here =
            look.past(here, "T").or_else(|| look.past(here, "的")).filter(|&at| look.digit_at(at)).unwrap_or(here);
        let here = look.past(here, "-").filter(|&at| self.opens_clock(at)).unwrap_or(here);
        if let Some(timed) = self.clock_at(here, true) {
            dated.point.clock = Some(timed.clock);
            dated.end = timed.end;
        }
        dated
    }
}

/// A number from 1 to `most`.
pub(super) fn day_of(numeral: &Numeral, most: i128) -> Option<u8> {
    let value = numeral.value.as_integer().filter(|value| (1..=most).contains(value))?;
    let spelled = matches!(numeral.form, Form::Run(3..) | Form::Arabic(3..));
    (numeral.vague.is_none() && !spelled).then_some(())?;
    u8::try_from(value).ok()
}
