use std::fmt::{self, Write as _};

/// The English names of the months, January first.
pub const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    /// Year; 0 is 1 BC.
    pub year: i32,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl CivilDate {
    /// The day, if there is such a day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (-9999..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1;
        (valid && day <= days_in_month(year, month)).then_some(Self { year, month, day })
    }

    /// Reads `1954-06-30`, the form of ISO 8601.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let plain = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(year, 4) || !plain(month, 2) || !plain(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Days since 1970-01-01, negative before it (Hinnant 2013, "chrono-compatible low-level date algorithms").
    pub fn day_number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = i64::from(self.month);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day `days` after 1970-01-01; the inverse of [`CivilDate::day_number`].
    pub fn from_day_number(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.day_number() + 3).rem_euclid(7)).map_or(1, |monday_based| monday_based + 1)
    }
}

impl fmt::Display for CivilDate {
    /// As ISO 8601 writes it: `1954-06-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// What a text says of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Year {
    /// Nothing.
    #[default]
    Unsaid,
    /// The year itself; 0 is 1 BC.
    Exactly(i32),
    /// The last two digits: 53年, '53.
    TwoDigits(u8),
    /// Ten years from this one on: 1950 for 一九五〇年代.
    Decade(i32),
    /// Ten years of an unnamed century: 50 for 五十年代.
    DecadeOfCentury(u8),
    /// A hundred years, by their leading digits: 18 for the nineteenth century; −5 for the fifth before the era.
    Century(i32),
    /// So many years from the document's: 0 for 今年, −1 for last year.
    Relative(i8),
}

/// Which part of the year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Within {
    /// All of it.
    #[default]
    Whole,
    /// A month, 1–12.
    Month(u8),
    /// So many months from the document's: −1 for 上月.
    RelativeMonth(i8),
    /// A day of a month, or of a month that is not said.
    Day(Option<u8>, u8),
    /// A day of a month that is given from the document's: 上月七日 is `RelativeMonthDay(-1, 7)`.
    RelativeMonthDay(i8, u8),
    /// So many days from the document's: −1 for yesterday.
    RelativeDay(i16),
    /// So many weeks from the document's: 1 for next week.
    RelativeWeek(i8),
    /// A season, as ISO 8601-2 numbers it: 21 spring to 24 winter.
    Season(u8),
    /// A quarter, 1–4.
    Quarter(u8),
    /// A half-year, 1 or 2.
    Half(u8),
}

/// A stretch inside the day, month or year named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Portion {
    /// 初, the beginning of.
    Beginning,
    /// 上旬, early, the first ten days.
    Early,
    /// 中旬, 中, mid.
    Middle,
    /// 下旬, late, the last ten days.
    Late,
    /// 底, 末, the end of.
    End,
}

/// A time of day on the 24-hour clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    /// Hour, 0–24.
    pub hour: u8,
    /// Minute, where said.
    pub minute: Option<u8>,
    /// Second, where said.
    pub second: Option<u8>,
    /// Whether the half of the day was said (下午, p.m.) or the hour settles it.
    pub half_said: bool,
}

/// One point of the calendar, as precise as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DatePoint {
    /// What is said of the year.
    pub year: Year,
    /// Which part of the year.
    pub within: Within,
    /// A stretch inside that part.
    pub portion: Option<Portion>,
    /// Day of the week, 1 for Monday to 7 for Sunday.
    pub weekday: Option<u8>,
    /// Time of day.
    pub clock: Option<Clock>,
    /// Whether month and day are of the lunar calendar; such a date has no EDTF form.
    pub lunar: bool,
}

impl DatePoint {
    /// The year `year`.
    pub fn year(year: i32) -> Self {
        Self { year: Year::Exactly(year), ..Self::default() }
    }

    /// A full date.
    pub fn civil(date: CivilDate) -> Self {
        Self { year: Year::Exactly(date.year), within: Within::Day(Some(date.month), date.day), ..Self::default() }
    }

    /// A time of day without a date.
    pub fn clock(clock: Clock) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// Whether anything is said of the day, month, year or weekday, absolute or relative.
    pub fn says_a_day(&self) -> bool {
        self.year != Year::Unsaid || self.within != Within::Whole || self.weekday.is_some()
    }

    /// Whether a calendar has the day that is said. Where the year is left open, February has 29 days. Lunar months have
    /// thirty at most, and before 1912 nothing tells which calendar a Chinese text dates by.
    pub fn exists(&self) -> bool {
        let Within::Day(Some(month), day) = self.within else { return true };
        let lunar = self.lunar || matches!(self.year, Year::Exactly(..1912));
        let year = match self.year {
            Year::Exactly(year) => year,
            _ => 2000,
        };
        let most = if lunar { days_in_month(year, month).max(30) } else { days_in_month(year, month) };
        day <= most
    }

    /// What is written, in the Extended Date/Time Format (ISO 8601-2:2019), with clock times (`T08:30`) and weekdays
    /// (`XXXX-WXX-3`) as extensions. `None` where nothing absolute is written, as in 今年.
    pub fn edtf(&self) -> Option<String> {
        let mut out = String::new();
        if !self.lunar {
            let year = match self.year {
                Year::Unsaid | Year::Relative(_) => "XXXX".to_owned(),
                Year::Exactly(year) if year < 0 => format!("-{:04}", year.unsigned_abs()),
                Year::Exactly(year) => format!("{year:04}"),
                Year::TwoDigits(digits) => format!("XX{digits:02}"),
                Year::Decade(first) => format!("{:03}X", first.div_euclid(10)),
                Year::DecadeOfCentury(digits) => format!("XX{}X", digits / 10),
                // the fifth century before the era: -499 to -400
                Year::Century(leading) if leading < 0 => format!("-{:02}XX", -1 - leading),
                Year::Century(leading) => format!("{leading:02}XX"),
            };
            let year_said = !matches!(self.year, Year::Unsaid | Year::Relative(_));
            match self.within {
                Within::Month(month) => out = format!("{year}-{month:02}"),
                Within::Day(Some(month), day) => out = format!("{year}-{month:02}-{day:02}"),
                Within::Day(None, day) | Within::RelativeMonthDay(_, day) => out = format!("{year}-XX-{day:02}"),
                Within::Season(season) => out = format!("{year}-{season}"),
                Within::Quarter(quarter) => out = format!("{year}-{}", 32 + quarter),
                Within::Half(half) => out = format!("{year}-{}", 39 + half),
                Within::Whole if year_said => out = year,
                Within::Whole | Within::RelativeMonth(_) | Within::RelativeDay(_) | Within::RelativeWeek(_) => {}
            }
            if let (true, Some(weekday)) = (out.is_empty(), self.weekday) {
                let _ = write!(out, "XXXX-WXX-{weekday}");
            }
        }
        if let Some(clock) = self.clock {
            let _ = write!(out, "T{:02}", clock.hour);
            if let Some(minute) = clock.minute {
                let _ = write!(out, ":{minute:02}");
            }
            if let Some(second) = clock.second {
                let _ = write!(out, ":{second:02}");
            }
        }
        (!out.is_empty()).then_some(out)
    }

    /// The same point with what `document`, the document's date, tells: its year for 今年, the nearest seventh for 七日.
    /// What it cannot tell stays as written.
    #[must_use]
    pub fn resolved(&self, document: CivilDate) -> Self {
        let mut point = *self;
        match point.year {
            Year::Relative(years) => point.year = Year::Exactly(document.year + i32::from(years)),
            Year::TwoDigits(digits) => point.year = Year::Exactly(nearest_year(i32::from(digits), document.year)),
            Year::DecadeOfCentury(digits) => point.year = Year::Decade(nearest_year(i32::from(digits), document.year)),
            Year::Unsaid | Year::Exactly(_) | Year::Decade(_) | Year::Century(_) => {}
        }
        if point.lunar {
            return point;
        }
        let months_on = |months: i32| {
            let month0 = i32::from(document.month) - 1 + months;
            (document.year + month0.div_euclid(12), u8::try_from(month0.rem_euclid(12) + 1).unwrap_or(1))
        };
        match point.within {
            Within::RelativeMonth(months) => {
                let (year, month) = months_on(i32::from(months));
                point.year = Year::Exactly(year);
                point.within = Within::Month(month);
            }
            Within::RelativeMonthDay(months, day) => {
                let (year, month) = months_on(i32::from(months));
                point.year = Year::Exactly(year);
                point.within = Within::Day(Some(month), day);
            }
            Within::RelativeDay(days) => {
                if let Some(date) = CivilDate::from_day_number(document.day_number() + i64::from(days)) {
                    point.year = Year::Exactly(date.year);
                    point.within = Within::Day(Some(date.month), date.day);
                }
            }
            Within::Month(month) if point.year == Year::Unsaid => {
                let distance =
                    |year: i32| (year * 12 + i32::from(month) - document.year * 12 - i32::from(document.month)).abs();
                let nearest = (document.year - 1..=document.year + 1).min_by_key(|&year| distance(year));
                point.year = Year::Exactly(nearest.unwrap_or(document.year));
            }
            Within::Day(month, day) if point.year == Year::Unsaid => {
                let candidates = (-12..=12).map(months_on).filter(|&(_, m)| month.is_none_or(|said| said == m));
                let days = candidates.filter_map(|(year, month)| CivilDate::new(year, month, day));
                // A day that is as near before as after is taken as past: news tells what was.
                if let Some(date) = days.min_by_key(|date| (date.day_number() - document.day_number()).abs()) {
                    point.year = Year::Exactly(date.year);
                    point.within = Within::Day(Some(date.month), day);
                }
            }
            Within::Season(_) | Within::Quarter(_) | Within::Half(_) if point.year == Year::Unsaid => {
                point.year = Year::Exactly(document.year);
            }
            _ => {}
        }
        point
    }
}

/// The year that ends in the two digits of `ending` and lies nearest to `around`.
fn nearest_year(ending: i32, around: i32) -> i32 {
    let base = around.div_euclid(100) * 100 + ending;
    [base - 100, base, base + 100].into_iter().min_by_key(|year| (year - around).abs()).unwrap_or(base)
}

/// A date, a time, or a stretch between two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateValue {
    /// One point.
    Point(DatePoint),
    /// From one point to another, both included; an absent end is open.
    Period(Option<DatePoint>, Option<DatePoint>),
}

impl DateValue {
    /// What is written, in the Extended Date/Time Format; see [`DatePoint::edtf`]. An open end is `..`.
    pub fn edtf(&self) -> Option<String> {
        match self {
            Self::Point(point) => point.edtf(),
            Self::Period(from, to) => {
                let end = |point: &Option<DatePoint>| point.as_ref().map_or(Some("..".to_owned()), DatePoint::edtf);
                Some(format!("{}/{}", end(from)?, end(to)?))
            }
        }
    }

    /// Whether every day that is said exists; see [`DatePoint::exists`].
    pub fn exists(&self) -> bool {
        match self {
            Self::Point(point) => point.exists(),
            Self::Period(from, to) => [from, to].into_iter().flatten().all(DatePoint::exists),
        }
    }

    /// Both ends with what the document's date tells; see [`DatePoint::resolved`].
    #[must_use]
    pub fn resolved(&self, document: CivilDate) -> Self {
        match self {
            Self::Point(point) => Self::Point(point.resolved(document)),
            Self::Period(from, to) => {
                let resolve = |point: &Option<DatePoint>| point.as_ref().map(|point| point.resolved(document));
                Self::Period(resolve(from), resolve(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: CivilDate = CivilDate { year: 1954, month: 6, day: 30 };

    #[test]
    fn day_numbers_count_days() {
        let mut day = CivilDate::new(1895, 12, 28).unwrap().day_number();
        let mut weekday = CivilDate::from_day_number(day).unwrap().weekday();
        for _ in 0..90_000 {
            day += 1;
            let date = CivilDate::from_day_number(day).unwrap();
            assert_eq!(date.day_number(), day);
            assert_eq!(date.weekday(), weekday % 7 + 1);
            weekday = date.weekday();
        }
        assert_eq!(CivilDate::new(1954, 6, 30).unwrap().weekday(), 3);
    }

    #[test]
    fn edtf_holds_what_is_written() {
        let point = |year, within| DatePoint { year, within, ..DatePoint::default() };
        let cases = [
            (point(Year::Exactly(1953), Within::Whole), Some("1953")),
            (point(Year::Relative(0), Within::Whole), None),
            (point(Year::Relative(0), Within::Month(5)), Some("XXXX-05")),
            (point(Year::Unsaid, Within::Day(None, 7)), Some("XXXX-XX-07")),
            (point(Year::Century(18), Within::Whole), Some("18XX")),
            (point(Year::Century(-5), Within::Whole), Some("-04XX")),
            (point(Year::Decade(1950), Within::Whole), Some("195X")),
            (point(Year::Exactly(1954), Within::Quarter(2)), Some("1954-34")),
            (DatePoint { weekday: Some(3), ..DatePoint::default() }, Some("XXXX-WXX-3")),
        ];
        for (point, edtf) in cases {
            assert_eq!(point.edtf().as_deref(), edtf);
        }
    }

    #[test]
    fn the_document_tells_what_is_unsaid() {
        let point = |year, within| DatePoint { year, within, ..DatePoint::default() };
        let cases = [
            (point(Year::Relative(0), Within::Whole), "1954"),
            (point(Year::Unsaid, Within::RelativeMonth(-1)), "1954-05"),
            (point(Year::Unsaid, Within::Day(None, 7)), "1954-07-07"),
            (point(Year::Unsaid, Within::Day(Some(12), 28)), "1954-12-28"),
            (point(Year::TwoDigits(44), Within::Whole), "1944"),
            (point(Year::Unsaid, Within::RelativeDay(1)), "1954-07-01"),
        ];
        for (point, edtf) in cases {
            assert_eq!(point.resolved(DOCUMENT).edtf().as_deref(), Some(edtf));
        }
    }
}
