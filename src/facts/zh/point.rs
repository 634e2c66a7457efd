//! Points of the calendar: year, month, day, weekday and time of day in this order, any of them left out.

use super::Reader;
use super::tables::{CalendarWord, Head};
use crate::facts::Fact;
use crate::numerals::digits::{digit_value, read_digits};
use crate::numerals::zh::{Form, Numeral, Sign, read as read_numeral, sign};
use crate::quantity::{DatePoint, DateValue, Portion, Within, Year};
use crate::source::{Lang, Span};
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
const SUN: &str = "本元圆圓币幣军軍方寇语語文常子益程用夜耳伪偽均产產";
const SIGNED: &str =
    "楼樓房室院桥橋机機井矿礦厂廠车車船舰艦炉爐线線令门門文决決公国國仓庫库钢鋼电電坑洞泵队隊信码碼召炮泉选選种種地高";

/// Characters after which a number with 号 is an address: 建国路88号.
const PLACES: &str = "门路街巷胡同弄里楼栋幢座院";

/// What stands before a number of days, and not before the day of a month.
const LASTING: &[&str] = &[
    "每", "历时", "歷時", "共", "达", "達", "为期", "為期", "超过", "超過", "不足", "少于", "少於", "多于", "多於",
    "低于", "低於", "至少", "最少", "最多", "满", "滿", "逾", "每隔", "连续", "連續", "逾期", "延误", "延誤", "延迟",
    "延遲", "迟延", "遲延",
];

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
            (!within && !bounded && !look.after(end).is_some_and(|c| SUN.contains(c))).then_some(end)
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
            || look.follows_any(at, LASTING)
            || few.last.is_none() && self.counts_days(few.first, few.end)
        {
            return;
        }
        found.point.within = Within::Day(None, few.first);
        found.end = few.end;
        found.upto = few.last.map(|last| DatePoint { within: Within::Day(None, last), ..found.point });
    }

    /// Whether a name stands before the numeral at `at` whose 号 is no day: 神舟十三号.
    pub(super) fn names_by_number(&self, at: usize) -> bool {
        const NAMES: &[&str] = &[
            "神舟",
            "长征",
            "長征",
            "嫦娥",
            "天宫",
            "天宮",
            "天问",
            "天問",
            "天舟",
            "祝融",
            "东风",
            "東風",
            "红旗",
            "紅旗",
            "风云",
            "風雲",
            "北斗",
            "远望",
            "遠望",
            "雪龙",
            "雪龍",
            "蛟龙",
            "蛟龍",
            "向阳红",
            "东方红",
            "東方紅",
            "实践",
            "遥感",
            "阿波罗",
            "阿波羅",
            "联盟",
            "旅行者",
            "先驱者",
            "勘探",
            "钻井",
            "卫星",
            "衛星",
            "火箭",
            "飞船",
            "飛船",
            "潜艇",
            "巨浪",
            "方案",
            "染色体",
            "电池",
            "首长",
            "种子",
            "机组",
            "专列",
            "工程",
        ];
        at > self.floor && self.look.follows_any(at, NAMES)
    }

    /// Whether so many 日, which end at `end`, are a length of time: 三日两夜, 一日六餐.
    fn counts_days(&self, days: u8, end: usize) -> bool {
        let next = self.numeral(end).map(|next| next.end);
        let Some(next) = next.ok().or_else(|| self.look.past_char(end, "数數几幾")) else { return false };
        let nights = self.look.past_any(next, &["夜", "晚", "宿"]).is_some_and(|end| !self.look.digit_at(end));
        nights || days == 1 && self.look.past_any(next, &["餐", "顿", "頓", "次", "遍", "回", "趟"]).is_some()
    }

    /// A number from 1 to `most`, or a range or list of them, that `mark` follows. Not where one of `except` follows that.
    fn small(&self, at: usize, most: i128, mark: impl Fn(usize) -> Option<usize>, except: &str) -> Option<Few> {
        let look = self.look;
        // 仨月 counts months
        if matches!(look.after(at), Some('俩' | '倆' | '仨')) {
            return None;
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

    /// 第三季度, 三季度, 首季; the last one, where two are named: 三、四季度.
    fn quarter(&self, at: usize, has_year: bool) -> Option<(u8, Option<u8>, usize)> {
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
        let end = look.past(numeral.end, "季")?;
        match look.past(end, "度") {
            Some(end) => Some((quarter, last, end)),
            None => (has_year || ordinal.is_some() && look.ends_clause(end)).then_some((quarter, last, end)),
        }
    }

    /// 春季, 冬天 after a year; the bare character only where a clause ends.
    fn season(&self, at: usize) -> Option<(u8, usize)> {
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
    fn take_relative_season(&self, found: &mut Dated) {
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

    /// 星期三, 周日, 礼拜天
    pub(super) fn weekday(&self, at: usize) -> Option<(u8, usize)> {
        let look = self.look;
        if !look.after(at).is_some_and(|c| matches!(c, '星' | '礼' | '禮' | '周' | '週')) {
            return None;
        }
        let end = look.past_any(at, &["星期", "礼拜", "禮拜", "周", "週"])?;
        let short = matches!(look.after(at), Some('周' | '週'));
        // 三周一次: weeks.
        if look.digit_before(at) || look.before(at).is_some_and(|c| "个個".contains(c)) {
            return None;
        }
        let (weekday, upto) = self.weekday_digit(end)?;
        // 每周三次: so many times a week
        if look.follows_any(at, &["每", "毎"])
            && matches!(self.head_at(upto, false), Some((Head::Counter(_) | Head::Unit(..), ..)))
        {
            return None;
        }
        // 周天, 周一围: not weekdays; nor 星期一 before a measure word, which says "one week".
        let other = look.after(upto).is_some_and(|c| "期围圍边邊岁歲年".contains(c));
        let goes_on = look.digit_at(upto) && !self.counts_from(at, upto) && !self.weekday_run(end);
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

    fn weekday_digit(&self, at: usize) -> Option<(u8, usize)> {
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

    /// Adds a weekday in brackets and a time of day that follow.
    fn with_time(&self, mut dated: Dated) -> Dated {
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
        if let Some(timed) = self.clock_at(here, true) {
            dated.point.clock = Some(timed.clock);
            dated.end = timed.end;
        }
        dated
    }

    /// The year of a numeric date that writes two digits of it. Where no document date can tell the century, the
    /// convention of POSIX `%y` does: 69 to 99 are of the twentieth.
    fn short_year(&self, digits: i32) -> Option<Year> {
        Some(match self.date {
            Some(_) => Year::TwoDigits(u8::try_from(digits).ok()?),
            None => Year::Exactly(if digits >= 69 { 1900 + digits } else { 2000 + digits }),
        })
    }

    /// 2020/21赛季, 1997-98学年: a year that begins in one civil year and ends in the next.
    fn split_year(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let first = read_plain(look.rest(at)).filter(|first| first.2 && first.3 == 4)?;
        let mark = look.past_char(at + first.1, "/／-－—–")?;
        let second = read_plain(look.rest(mark)).filter(|second| second.2 && second.3 == 2)?;
        let end = mark + second.1;
        look.past_any(end, &["赛季", "賽季", "学年", "學年", "财年", "財年", "年度", "财政年度"])?;
        let point = |year: i32| DatePoint { year: Year::Exactly(year), ..DatePoint::default() };
        ((first.0 + 1).rem_euclid(100) == second.0).then(|| Dated {
            point: point(first.0),
            upto: Some(point(first.0 + 1)),
            start: at,
            end,
        })
    }

    /// 2022 11 23: year, month and day in Arabic digits parted by single spaces, with nothing more of the kind around them.
    pub(super) fn spaced_date(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let bytes = look.0.as_bytes();
        let digits = |at: usize| bytes.iter().skip(at).take(5).take_while(|b| b.is_ascii_digit()).count();
        if digits(at) != 4 || bytes.get(at + 4) != Some(&b' ') {
            return None;
        }
        let (month_at, month_digits) = (at + 5, digits(at + 5));
        let day_at = month_at + month_digits + 1;
        let (day_digits, end) = (digits(day_at), day_at + digits(day_at));
        let shaped = month_digits == 2 && bytes.get(day_at - 1) == Some(&b' ') && day_digits == 2;
        let alone = look.begins_clause(at) || !look.before(at).is_some_and(|c| c.is_ascii());
        let ends = look.rest(end).trim_start_matches(' ').chars().next().is_none_or(|c| !c.is_ascii_alphanumeric());
        let number = |from: usize, upto: usize| look.0.get(from..upto)?.parse::<u16>().ok();
        let (year, month, day) = (number(at, at + 4)?, number(month_at, day_at - 1), number(day_at, end));
        let (month, day) = (u8::try_from(month?).ok()?, u8::try_from(day?).ok()?);
        let valid = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let point = DatePoint {
            year: Year::Exactly(i32::from(year)),
            within: Within::Day(Some(month), day),
            ..DatePoint::default()
        };
        (shaped && alone && ends && valid).then_some(Dated { point, upto: None, start: at, end })
    }

    /// 1998-06: year and month, where no other number and no 年 follows.
    fn year_and_month(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let first = read_plain(look.rest(at)).filter(|first| first.2 && first.3 == 4)?;
        let mark = look.past_char(at + first.1, "-/")?;
        let second = read_plain(look.rest(mark)).filter(|second| second.2 && second.3 == 2)?;
        let end = mark + second.1;
        let month = u8::try_from(second.0).ok().filter(|month| (1..=12).contains(month))?;
        let more = look.digit_at(end) || look.past_char(end, "-/.:年").is_some() || self.head_at(end, true).is_some();
        let free = !look.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || "-/.".contains(c));
        let point = DatePoint { year: Year::Exactly(first.0), within: Within::Month(month), ..DatePoint::default() };
        ((1900..2100).contains(&first.0) && !more && free).then_some(Dated { point, upto: None, start: at, end })
    }

    /// 1954-06-30, 2010/01/29, 10/31/1974, 一九四九、五、十三
    fn numeric_date(&self, at: usize) -> Option<Dated> {
        let look = self.look;
        let first = read_plain(look.rest(at))?;
        let mut end = at + first.1;
        let mark = look.after(end).filter(|c| matches!(c, '-' | '/' | '.' | '．' | '－' | '／' | '、' | '·'))?;
        let arabic = first.2;
        if arabic == matches!(mark, '、' | '·')
            || look.before(at).is_some_and(|c| c == mark || c.is_ascii_alphanumeric())
        {
            return None;
        }
        let second = read_plain(look.rest(end + mark.len_utf8()))?;
        end += mark.len_utf8() + second.1;
        let third_at = look.after(end).filter(|&c| c == mark).map(|_| end + mark.len_utf8())?;
        let third = read_plain(look.rest(third_at))?;
        end = third_at + third.1;
        if look.after(end) == Some(mark) || look.digit_at(end) {
            return None;
        }
        let digits = |(_, _, _, digits): (i32, usize, bool, u8)| digits;
        let (year, month, day) = match (digits(first), digits(third)) {
            (4, ..=2) => (Year::Exactly(first.0), second.0, third.0),
            (..=2, 4) if matches!(mark, '/' | '／') && first.0 <= 12 => (Year::Exactly(third.0), first.0, second.0),
            (..=2, 4) => (Year::Exactly(third.0), second.0, first.0),
            (2, ..=2) if matches!(mark, '-' | '－') && arabic => (self.short_year(first.0)?, second.0, third.0),
            (..=2, 2) if matches!(mark, '/' | '／') => (self.short_year(third.0)?, first.0, second.0),
            _ => return None,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
        let point = DatePoint { year, within: Within::Day(Some(month), day), ..DatePoint::default() };
        Some(Dated { point, upto: None, start: at, end })
    }
}

/// An Arabic run without groups and decimals, or a Chinese numeral: value, length, whether Arabic, digits.
fn read_plain(text: &str) -> Option<(i32, usize, bool, u8)> {
    let bytes = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    if bytes > 0 {
        let value = text.get(..bytes).filter(|_| bytes <= 4)?.parse().ok()?;
        return Some((value, bytes, true, u8::try_from(bytes).ok()?));
    }
    if let Ok(digits) = read_digits(text) {
        let plain = digits.decimals == 0 && !digits.grouped && digits.whole <= 4;
        return plain.then_some((i32::try_from(digits.mantissa).ok()?, digits.length, true, digits.whole));
    }
    // Only up to the mark: 五、十三 would be read as a list.
    let upto = text.char_indices().find(|&(at, c)| "、·".contains(c) || at > 18).map_or(text.len(), |(at, _)| at);
    let numeral = read_numeral(text.get(..upto)?, 0).ok()?;
    let value = i32::try_from(numeral.value.as_integer()?)
        .ok()
        .filter(|_| numeral.high.is_none() && numeral.vague.is_none())?;
    let digits = match numeral.form {
        Form::Run(digits) => digits,
        _ if value < 100 => 2,
        _ => return None,
    };
    Some((value, numeral.end, false, digits))
}

/// A number from 1 to `most`.
fn day_of(numeral: &Numeral, most: i128) -> Option<u8> {
    let value = numeral.value.as_integer().filter(|value| (1..=most).contains(value))?;
    let spelled = matches!(numeral.form, Form::Run(3..) | Form::Arabic(3..));
    (numeral.vague.is_none() && !spelled).then_some(())?;
    u8::try_from(value).ok()
}
