//! Times of day: 下午三点十五分, 八时三十分, 差五分九点, 15:30, 3pm.

use super::Reader;
use super::tables::DayPart;
use crate::numerals::digits::read_digits;
use crate::numerals::zh::{Form, Numeral};
use crate::quantity::{Clock, Exact};

/// A time of day as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    pub(super) clock: Clock,
    pub(super) start: usize,
    pub(super) end: usize,
}

fn small(numeral: &Numeral, most: i128) -> Option<u8> {
    let whole = numeral.value.as_integer().filter(|value| (0..=most).contains(value))?;
    (numeral.high.is_none() && numeral.vague.is_none()).then_some(())?;
    u8::try_from(whole).ok()
}

impl Reader<'_> {
    /// The time of day that begins at `at`; `dated` when a date stands before it, so that an hour is expected.
    pub(super) fn clock_at(&self, at: usize, dated: bool) -> Option<Timed> {
        let look = self.look;
        let part = self.tables.day_parts.longest(look.rest(at)).map(|(&part, length)| (part, at + length));
        let (part, here) = match part {
            Some((part, end)) => (Some(part), look.past_gap(end)),
            None => (None, at),
        };
        let first = look.after(here)?;
        if (first.is_ascii_digit() || ('０'..='９').contains(&first))
            && let Some(timed) = self.digital(at, here, part)
        {
            return Some(timed);
        }
        let numeral = self.numeral(here).ok()?;
        if let Some(timed) = self.minutes_before(at, here, &numeral, part) {
            return Some(timed);
        }
        let hour = small(&numeral, 24)?;
        let mark = look.past_gap(numeral.end);
        let spoken = look.past_char(mark, "点點");
        let end = spoken.or_else(|| look.past_char(mark, "时時"))?;
        if spoken.is_none() && look.after(end).is_some_and(|c| "代候期刻常事段间間节節".contains(c)) {
            return None;
        }
        // 两 counts, except in 两点 and 两时; an hour is no run of digits.
        if matches!(numeral.form, Form::Run(_)) && hour < 10 {
            return None;
        }
        if let Some(timed) = self.minutes_short(at, hour, end, part) {
            return Some(timed);
        }
        let (minute, second, upto) = self.after_hour(end);
        let said = upto > end;
        if spoken.is_some() && !said && part.is_none() && !dated && !self.says_an_hour(at, end) {
            return None;
        }
        if spoken.is_none() && !said && part.is_none() && !dated && (hour == 1 || look.past(end, "工").is_some()) {
            return None;
        }
        let clock = on_24_hours(hour, minute, second, part)?;
        Some(Timed { clock, start: at, end: upto })
    }

    /// 下午三四点, 三四点钟: the hours that two neighbouring digits name.
    pub(super) fn neighbouring_hours(&self, at: usize) -> Option<(Clock, Clock, usize)> {
        let look = self.look;
        let part = self.tables.day_parts.longest(look.rest(at)).map(|(&part, length)| (part, at + length));
        let (part, here) = part.map_or((None, at), |(part, end)| (Some(part), look.past_gap(end)));
        let numeral = self.numeral(here).ok().filter(|numeral| numeral.vague.is_none())?;
        let (first, last) = (numeral.value.as_integer()?, numeral.high?.as_integer()?);
        let end = look.past_char(numeral.end, "点點")?;
        let told = look.past_char(end, "钟鐘");
        if part.is_none() && told.is_none() || last > 24 {
            return None;
        }
        let clock = |hour: i128| on_24_hours(u8::try_from(hour).ok()?, None, None, part);
        Some((clock(first)?, clock(last)?, told.unwrap_or(end)))
    }

    /// Whether a bare 三点 at `at` is an hour and no count of points: something before it expects a time.
    fn says_an_hour(&self, at: usize, end: usize) -> bool {
        let look = self.look;
        let before = look.begins_clause(at)
            || look.follows_any(
                at,
                &[
                    "在",
                    "于",
                    "於",
                    "到",
                    "至",
                    "从",
                    "從",
                    "约",
                    "約",
                    "近",
                    "日",
                    "天",
                    "晚",
                    "自",
                    "已",
                    "差不多",
                    "是",
                    "快",
                ],
            );
        let after = look.ends_clause(end)
            || look
                .past_any(
                    end,
                    &[
                        "以前", "以后", "以後", "之前", "之后", "之後", "前", "后", "後", "左右", "开", "開", "出",
                        "起", "到", "至", "—", "-", "钟", "鐘", "多", "了", "才", "就",
                    ],
                )
                .is_some();
        before && after && look.before(at) != Some('：') && look.after(end) != Some('：')
    }

    /// 钟, 整, 半, 一刻, 十五分, 三十六秒 after an hour that ends at `end`.
    fn after_hour(&self, end: usize) -> (Option<u8>, Option<u8>, usize) {
        let look = self.look;
        if let Some(upto) =
            look.past_char(end, "钟鐘整正").filter(|&upto| look.before(upto) != Some('正') || look.ends_clause(upto))
        {
            return (None, None, upto);
        }
        if let Some(upto) =
            look.past(end, "半").filter(|&upto| !look.after(upto).is_some_and(|c| "径徑导導".contains(c)))
        {
            return (Some(30), None, look.past_char(upto, "钟鐘").unwrap_or(upto));
        }
        for (word, minute) in [("一刻", 15), ("三刻", 45), ("1刻", 15), ("3刻", 45)] {
            if let Some(upto) = look.past(end, word) {
                return (Some(minute), None, look.past_char(upto, "钟鐘").unwrap_or(upto));
            }
        }
        // Cantonese counts the marks of the dial, five minutes each: 三點搭三, 三點三個字.
        if let Some(dial) = look.past_char(end, "搭踏沓") {
            if let Some(upto) = look.past(dial, "半") {
                return (Some(30), None, upto);
            }
            if let Ok(marks) = self.numeral(dial)
                && let Some(marks_read) = small(&marks, 11)
            {
                return (Some(marks_read * 5), None, marks.end);
            }
        }
        let here = look.past_gap(end);
        // 12点零5分: a zero in words before a figure
        let here = look
            .past_any(here, &["零", "〇"])
            .filter(|&at| look.after(at).is_some_and(|c| c.is_ascii_digit()))
            .unwrap_or(here);
        let Ok(numeral) = self.numeral(here) else { return (None, None, end) };
        if let (Some(marks), Some(upto)) = (small(&numeral, 11), look.past_any(numeral.end, &["个字", "個字"])) {
            return (Some(marks * 5), None, upto);
        }
        let minute = small(&numeral, 59).or_else(|| zero_led(look.0.get(here..numeral.end)?, &numeral));
        let Some(minute) = minute else { return (None, None, end) };
        let mark = look.past_gap(numeral.end);
        // 分之 is a fraction; 五十二分之前 is a time.
        let of = |upto: usize| look.past(upto, "之").is_some_and(|of| look.past_char(of, "前后後内內间間").is_none());
        if let Some(upto) = look.past(mark, "分").filter(|&upto| !of(upto)) {
            let Ok(seconds) = self.numeral(look.past_gap(upto)) else { return (Some(minute), None, upto) };
            let second = small(&seconds, 59).zip(look.past(look.past_gap(seconds.end), "秒"));
            return match second {
                Some((second, end)) => (Some(minute), Some(second), end),
                None => (Some(minute), None, upto),
            };
        }
        // 八点三十: two places without 分, and nothing that is counted.
        let two_places = minute >= 10 || matches!(numeral.form, Form::Run(2) | Form::Arabic(2));
        if two_places && here == end && self.head_at(numeral.end, true).is_none() && !look.digit_at(numeral.end) {
            return (Some(minute), None, numeral.end);
        }
        (None, None, end)
    }

    /// 差五分九点: the minutes stand before the hour.
    fn minutes_before(&self, at: usize, here: usize, minutes: &Numeral, part: Option<DayPart>) -> Option<Timed> {
        let look = self.look;
        let lack = look.before(here).filter(|&c| c == '差')?;
        let minute = small(minutes, 59)?;
        let hour_at = look.past_any(minutes.end, &["分钟", "分鐘", "分", "刻"])?;
        let minute = if look.rest(minutes.end).starts_with('刻') { minute.checked_mul(15)? } else { minute };
        let numeral = self.numeral(hour_at).ok()?;
        let hour = small(&numeral, 24)?;
        let end = look.past_char(numeral.end, "点點")?;
        let end = look.past_char(end, "钟鐘").unwrap_or(end);
        let whole = on_24_hours(hour, None, None, part)?;
        let clock = Clock { hour: whole.hour.checked_sub(1)?, minute: Some(60 - minute.min(60)), ..whole };
        let start = if at == here { here - lack.len_utf8() } else { at };
        (start >= self.floor && minute > 0).then_some(Timed { clock, start, end })
    }

    /// 八点差五分: the minutes that are wanting stand behind the hour, whose mark ends at `end`.
    fn minutes_short(&self, at: usize, hour: u8, end: usize, part: Option<DayPart>) -> Option<Timed> {
        let look = self.look;
        let from = look.past(end, "差")?;
        let numeral = self.numeral(from).ok()?;
        let unit = look.past_any(numeral.end, &["分钟", "分鐘", "分", "刻"])?;
        let quarters = look.rest(numeral.end).starts_with('刻');
        let minutes = small(&numeral, if quarters { 3 } else { 59 })?;
        let minutes = if quarters { minutes * 15 } else { minutes };
        let whole = on_24_hours(hour, None, None, part)?;
        let clock = Clock { hour: whole.hour.checked_sub(1)?, minute: Some(60 - minutes), ..whole };
        (minutes > 0).then_some(Timed { clock, start: at, end: unit })
    }

    /// 5.30 of 下午5.30: hour and minute with a point between them, where nothing is measured by the number.
    pub(super) fn hour_and_minute(&self, at: usize) -> Option<(u8, u8, usize)> {
        let digits = read_digits(self.look.rest(at)).ok()?;
        let pointed = digits.decimals == 2 && (1..=2).contains(&digits.whole) && !digits.grouped;
        let (hour, minute) = (digits.mantissa / 100, digits.mantissa % 100);
        let end = at + digits.length;
        let measured = || {
            self.head_at(end, true).is_some() || self.look.digit_at(end) || self.look.past_char(end, ".%％").is_some()
        };
        (pointed && hour <= 24 && minute < 60 && !measured()).then_some((
            u8::try_from(hour).ok()?,
            u8::try_from(minute).ok()?,
            end,
        ))
    }

    /// 15:30, 8:00 a.m., 3pm, 09:36:46
    fn digital(&self, start: usize, at: usize, part: Option<DayPart>) -> Option<Timed> {
        let look = self.look;
        if let (Some(part), Some((hour, minute, end))) = (part, self.hour_and_minute(at)) {
            let clock = on_24_hours(hour, Some(minute), None, Some(part))?;
            return Some(Timed { clock, start, end });
        }
        let hour = read_digits(look.rest(at))
            .ok()
            .filter(|hour| hour.decimals == 0 && hour.whole <= 2 && hour.mantissa <= 24)?;
        let mut end = at + hour.length;
        let two = |at: usize| -> Option<(u8, usize)> {
            let digits = read_digits(look.rest(at)).ok()?;
            let fits = digits.whole == 2 && digits.decimals == 0 && !digits.grouped && digits.mantissa < 60;
            fits.then_some((u8::try_from(digits.mantissa).ok()?, at + digits.length))
        };
        let (mut minute, mut second) = (None, None);
        if let Some((value, upto)) = look.past_char(end, ":：").and_then(two) {
            (minute, end) = (Some(value), upto);
            if let Some((value, upto)) = look.past_char(end, ":：").and_then(two) {
                (second, end) = (Some(value), upto);
            }
        }
        let suffix = look.past_gap(end);
        let suffixes = [
            ("a.m.", false),
            ("am", false),
            ("AM", false),
            ("A.M.", false),
            ("p.m.", true),
            ("pm", true),
            ("PM", true),
            ("P.M.", true),
            ("p", true),
            ("a", false),
        ];
        let half = suffixes.iter().find_map(|&(word, after_noon)| {
            let upto = look.past(suffix, word)?;
            let whole = !look.after(upto).is_some_and(|c| c.is_ascii_alphanumeric());
            (whole && (word.len() > 1 || minute.is_some())).then_some((after_noon, upto))
        });
        // A score (以21:19获胜) has the same shape.
        if minute.is_none() && half.is_none() || part.is_none() && look.follows_any(at, &["以", "比分", "比分为", "比"])
        {
            return None;
        }
        let part = match half {
            Some((after_noon, upto)) => {
                end = upto;
                Some(if after_noon { DayPart::Afternoon } else { DayPart::Morning })
            }
            None => part,
        };
        let clock = on_24_hours(u8::try_from(hour.mantissa).ok()?, minute, second, part)?;
        Some(Timed { clock, start, end })
    }
}

/// 零五分: a zero holds the tens' place.
fn zero_led(surface: &str, numeral: &Numeral) -> Option<u8> {
    let zero = surface.starts_with(['零', '〇', '○', '0', '０']);
    let value = numeral.value.as_integer().filter(|_| zero && numeral.high.is_none())?;
    u8::try_from(value).ok().filter(|&value| value < 60)
}

fn on_24_hours(hour: u8, minute: Option<u8>, second: Option<u8>, part: Option<DayPart>) -> Option<Clock> {
    let moved = match part {
        Some(DayPart::Afternoon) if hour < 12 => hour + 12,
        Some(DayPart::Evening) if (1..=12).contains(&hour) => hour + 12,
        Some(DayPart::Noon) if hour < 10 => hour + 12,
        Some(DayPart::Night) if (6..=12).contains(&hour) => hour + 12,
        Some(DayPart::Morning) if hour == 12 => 0,
        _ => hour,
    };
    let whole_day = moved == 24 && minute.is_some_and(|minute| minute > 0);
    let hour = if whole_day { 0 } else { moved };
    (hour <= 24).then_some(Clock { hour, minute, second, half_said: part.is_some() || hour > 12 || hour == 0 })
}

/// The hour of a range's first end, which has no mark of its own: 八 of 八到十点.
pub(super) fn bare_hour(numeral: &Numeral, like: Clock) -> Option<Clock> {
    let hour = small(numeral, 24).filter(|_| numeral.value > Exact::ZERO)?;
    let moved = if like.half_said && like.hour > 12 && hour < 12 { hour + 12 } else { hour };
    Some(Clock { hour: moved, minute: None, second: None, half_said: like.half_said })
}
