//! Dates and times written out for a reader of one language.

use std::fmt::Write as _;

use super::Ui;
use super::spell::ordinal;
use crate::facts::Qualifier;
use crate::quantity::{Clock, DatePoint, MONTH_NAMES, Portion, Within, Year};

const DAYS: [(&str, &str); 7] = [
    ("Monday", "星期一"),
    ("Tuesday", "星期二"),
    ("Wednesday", "星期三"),
    ("Thursday", "星期四"),
    ("Friday", "星期五"),
    ("Saturday", "星期六"),
    ("Sunday", "星期日"),
];
const SEASONS: [(&str, &str); 4] = [("spring", "春"), ("summer", "夏"), ("autumn", "秋"), ("winter", "冬")];

fn month_name(month: u8) -> &'static str {
    MONTH_NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("?")
}

/// From one point to another.
pub(super) fn period(from: Option<&DatePoint>, to: Option<&DatePoint>, ui: Ui) -> String {
    let (from, to) = (from.map(|point| date(point, ui)), to.map(|point| date(point, ui)));
    match (ui, from, to) {
        (Ui::En, Some(from), Some(to)) => format!("{from} to {to}"),
        (Ui::En, Some(from), None) => format!("from {from} on"),
        (Ui::En, None, Some(to)) => format!("until {to}"),
        (Ui::Zh, Some(from), Some(to)) => format!("{from}至{to}"),
        (Ui::Zh, Some(from), None) => format!("{from}起"),
        (Ui::Zh, None, Some(to)) => format!("至{to}"),
        (_, None, None) => String::new(),
    }
}

/// A point of the calendar with its bound.
pub(super) fn bounded(point: &DatePoint, qualifier: Option<Qualifier>, ui: Ui) -> String {
    let date = date(point, ui);
    match (qualifier, ui) {
        (Some(Qualifier::LessThan), Ui::En) => format!("before {date}"),
        (Some(Qualifier::AtMost), Ui::En) => format!("until {date}"),
        (Some(Qualifier::MoreThan), Ui::En) => format!("after {date}"),
        (Some(Qualifier::AtLeast), Ui::En) => format!("from {date} on"),
        (Some(Qualifier::About), Ui::En) => format!("about {date}"),
        (Some(Qualifier::Nearly), Ui::En) => format!("nearly {date}"),
        (Some(Qualifier::LessThan), Ui::Zh) => format!("{date}以前"),
        (Some(Qualifier::AtMost), Ui::Zh) => format!("到{date}为止"),
        (Some(Qualifier::MoreThan), Ui::Zh) => format!("{date}以后"),
        (Some(Qualifier::AtLeast), Ui::Zh) => format!("{date}起"),
        (Some(Qualifier::About), Ui::Zh) => format!("{date}前后"),
        (Some(Qualifier::Nearly), Ui::Zh) => format!("将近{date}"),
        (Some(Qualifier::Odd | Qualifier::Several) | None, _) => date,
    }
}

/// One point of the calendar.
pub(super) fn date(point: &DatePoint, ui: Ui) -> String {
    match ui {
        Ui::En => date_en(point),
        Ui::Zh => date_zh(point),
    }
}

fn date_en(point: &DatePoint) -> String {
    let year = match point.year {
        Year::Unsaid => String::new(),
        Year::Exactly(year) if year <= 0 => format!("{} BC", 1 - year),
        Year::Exactly(year) => year.to_string(),
        Year::TwoDigits(digits) => format!("'{digits:02}"),
        Year::Decade(first) => format!("the {first}s"),
        Year::DecadeOfCentury(digits) => format!("the '{digits:02}s"),
        Year::Century(leading) if leading < 0 => format!("the {} century BC", ordinal(-i128::from(leading))),
        Year::Century(leading) => format!("the {} century", ordinal(i128::from(leading) + 1)),
        Year::Relative(years) => relative(i32::from(years), "year"),
    };
    let day = |day: u8| ordinal(i128::from(day));
    let within = match point.within {
        Within::Whole => String::new(),
        Within::Month(month) => month_name(month).to_owned(),
        Within::RelativeMonth(months) => relative(i32::from(months), "month"),
        Within::Day(Some(month), day) => format!("{day} {}", month_name(month)),
        Within::Day(None, said) => format!("the {}", day(said)),
        Within::RelativeMonthDay(months, said) => {
            format!("the {} of {}", day(said), relative(i32::from(months), "month"))
        }
        Within::RelativeDay(0) => "today".to_owned(),
        Within::RelativeDay(1) => "tomorrow".to_owned(),
        Within::RelativeDay(-1) => "yesterday".to_owned(),
        Within::RelativeDay(days) => relative(i32::from(days), "day"),
        Within::RelativeWeek(weeks) => relative(i32::from(weeks), "week"),
        Within::Season(season) => {
            SEASONS.get(usize::from(season).wrapping_sub(21)).map_or("?", |names| names.0).to_owned()
        }
        Within::Quarter(quarter) => format!("the {} quarter", ordinal(i128::from(quarter))),
        Within::Half(half) => format!("the {} half", ordinal(i128::from(half))),
    };
    let portion = match point.portion {
        None => "",
        Some(Portion::Beginning) => "the beginning of",
        Some(Portion::Early) => "early",
        Some(Portion::Middle) => "the middle of",
        Some(Portion::Late) => "late",
        Some(Portion::End) => "the end of",
    };
    let weekday = point.weekday.and_then(|day| DAYS.get(usize::from(day).wrapping_sub(1))).map_or("", |names| names.0);
    let clock = point.clock.map(|clock| clock_time(clock, Ui::En)).unwrap_or_default();
    let lunar = if point.lunar { "(lunar calendar)" } else { "" };
    let parts = [clock.as_str(), weekday, portion, &within, &year, lunar];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn relative(offset: i32, unit: &str) -> String {
    match offset {
        0 => format!("this {unit}"),
        1 => format!("next {unit}"),
        -1 => format!("last {unit}"),
        _ if offset > 0 => format!("{offset} {unit}s on"),
        _ => format!("{} {unit}s before", -offset),
    }
}

fn date_zh(point: &DatePoint) -> String {
    let relative = |offset: i32, names: [&str; 3], unit: &str| match offset {
        -1 => names[0].to_owned(),
        0 => names[1].to_owned(),
        1 => names[2].to_owned(),
        _ if offset > 0 => format!("{offset}{unit}后"),
        _ => format!("{}{unit}前", -offset),
    };
    let mut out = match point.year {
        Year::Unsaid => String::new(),
        Year::Exactly(year) if year <= 0 => format!("公元前{}年", 1 - year),
        Year::Exactly(year) => format!("{year}年"),
        Year::TwoDigits(digits) => format!("{digits:02}年"),
        Year::Decade(first) => format!("{}世纪{:02}年代", first.div_euclid(100) + 1, first.rem_euclid(100)),
        Year::DecadeOfCentury(digits) => format!("{digits:02}年代"),
        Year::Century(leading) if leading < 0 => format!("公元前{}世纪", -leading),
        Year::Century(leading) => format!("{}世纪", leading + 1),
        Year::Relative(years) => relative(i32::from(years), ["去年", "今年", "明年"], "年"),
    };
    if point.lunar {
        out.push_str("农历");
    }
    let within = match point.within {
        Within::Whole => String::new(),
        Within::Month(month) => format!("{month}月"),
        Within::RelativeMonth(months) => relative(i32::from(months), ["上月", "本月", "下月"], "个月"),
        Within::Day(Some(month), day) => format!("{month}月{day}日"),
        Within::Day(None, day) => format!("{day}日"),
        Within::RelativeMonthDay(months, day) => {
            format!("{}{day}日", relative(i32::from(months), ["上月", "本月", "下月"], "个月"))
        }
        Within::RelativeDay(days) => relative(i32::from(days), ["昨天", "今天", "明天"], "天"),
        Within::RelativeWeek(weeks) => relative(i32::from(weeks), ["上周", "本周", "下周"], "周"),
        Within::Season(season) => {
            format!("{}季", SEASONS.get(usize::from(season).wrapping_sub(21)).map_or("？", |names| names.1))
        }
        Within::Quarter(quarter) => format!("第{quarter}季度"),
        Within::Half(1) => "上半年".to_owned(),
        Within::Half(_) => "下半年".to_owned(),
    };
    out.push_str(&within);
    out.push_str(match point.portion {
        None => "",
        Some(Portion::Beginning) => "初",
        Some(Portion::Early) => "上旬",
        Some(Portion::Middle) => "中旬",
        Some(Portion::Late) => "下旬",
        Some(Portion::End) => "底",
    });
    if let Some(names) = point.weekday.and_then(|day| DAYS.get(usize::from(day).wrapping_sub(1))) {
        out.push_str(names.1);
    }
    if let Some(clock) = point.clock {
        out.push_str(&clock_time(clock, Ui::Zh));
    }
    out
}

/// 20:30, and which half of the day for a reader of English.
fn clock_time(clock: Clock, ui: Ui) -> String {
    let minute = clock.minute.unwrap_or(0);
    let mut out = match ui {
        Ui::En if clock.half_said => {
            let hour = if clock.hour.is_multiple_of(12) { 12 } else { clock.hour % 12 };
            let half = if clock.hour % 24 < 12 { "a.m." } else { "p.m." };
            return format!("{hour}:{minute:02} {half}");
        }
        Ui::En => format!("{}:{minute:02}", clock.hour),
        Ui::Zh => format!("{}时", clock.hour),
    };
    if ui == Ui::Zh && clock.minute.is_some() {
        let _ = write!(out, "{minute}分");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        let point = |year, within| DatePoint { year, within, ..DatePoint::default() };
        assert_eq!(date_en(&point(Year::Exactly(1954), Within::Day(Some(6), 10))), "10 June 1954");
        assert_eq!(date_zh(&point(Year::Decade(1980), Within::Whole)), "20世纪80年代");
        assert_eq!(date_en(&point(Year::Century(18), Within::Whole)), "the 19th century");
        assert_eq!(date_en(&point(Year::Unsaid, Within::Day(None, 7))), "the 7th");
    }
}
