//! What a text says of the year: 一九五三年, 53年, 五十年代, 十九世纪, 民国三十八年, 今年.

use super::Reader;
use super::tables::CalendarWord;
use crate::numerals::zh::{Form, Numeral};
use crate::quantity::{Exact, Portion, Year};

/// A year as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Yeared {
    pub(super) year: Year,
    /// The last one, where two are named: 六七十年代.
    pub(super) last: Option<Year>,
    pub(super) portion: Option<Portion>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Characters that make another word of 年: 十年级, 三年龄.
const NO_YEAR: &str = "级級龄齡轻輕幼货貨画畫迈邁纪紀鉴鑒薪息份会產";

impl Reader<'_> {
    /// The year that begins at `at`.
    pub(super) fn year_at(&self, at: usize) -> Option<Yeared> {
        let look = self.look;
        if let Some((&CalendarWord::Year(years), length)) = self.calendar_word(at) {
            return Some(Yeared {
                year: Year::Relative(years),
                last: None,
                portion: None,
                start: at,
                end: at + length,
            });
        }
        let word = !look.digit_at(at);
        if word && let Some(end) = look.past_any(at, &["上世纪", "上個世紀", "上个世纪", "上世紀"]) {
            let century = self.date.map_or(19, |date| date.year.div_euclid(100) - 1);
            return Some(self.with_decade(century, at, end));
        }
        if word && let Some(end) = look.past_any(at, &["本世纪", "本世紀"]) {
            let century = self.date.map_or(20, |date| date.year.div_euclid(100));
            return Some(self.with_decade(century, at, end));
        }
        if let Some(first) = self.first_year(at) {
            return Some(first);
        }
        let numeral = self.numeral(at).ok().filter(|numeral| numeral.vague.is_none() && numeral.value.is_integer())?;
        let number = i32::try_from(numeral.value.as_integer()?).ok()?;
        let after = look.past_gap(numeral.end);
        if let Some(end) = look.past_any(after, &["世纪", "世紀"]) {
            // 十九世纪 is the 1800s.
            let known = numeral.high.is_none() && (1..=30).contains(&number);
            let head = look.0.get(self.floor..at)?;
            let before = ["公元前", "西元前", "纪元前"].iter().find(|word| head.ends_with(**word));
            return known.then(|| match before {
                Some(word) => self.with_decade(-number, at - word.len(), end),
                None => self.with_decade(number - 1, at, end),
            });
        }
        // 2023财年
        if let Some(end) = look.past_any(after, &["财年", "財年", "财政年度", "財政年度"])
            && matches!(numeral.form, Form::Arabic(4) | Form::Run(4))
        {
            return Some(Yeared { year: Year::Exactly(number), last: None, portion: None, start: at, end });
        }
        if let Some((year, end)) = self.listed_year(at, &numeral) {
            return Some(Yeared { year, last: None, portion: None, start: at, end });
        }
        let end = look.past(after, "年")?;
        if look.past_any(end, &["代"]).is_some() {
            let (decade, last) = decade(&numeral, number)?;
            let end = end + "代".len();
            let (portion, end) = self.portion_of_years(end);
            return Some(Yeared { year: decade, last, portion, start: at, end });
        }
        let (year, start) = self.era(at, &numeral, number).or_else(|| {
            let year = self.plain_year(at, end, &numeral, number)?;
            Some((year, at))
        })?;
        if look.after(end).is_some_and(|c| NO_YEAR.contains(c)) {
            return None;
        }
        let end = look.past(end, "度").unwrap_or(end);
        let (portion, end) = self.portion_of_year(end);
        Some(Yeared { year, last: None, portion, start, end })
    }

    /// A member of a list of years whose last has the mark, and how many they are or not: 一九五五、一九五六年,
    /// 一九五六、一九五七两年.
    fn listed_year(&self, at: usize, numeral: &Numeral) -> Option<(Year, usize)> {
        const MARKS: &str = "、和及与與";
        let look = self.look;
        let year = |numeral: &Numeral| {
            let value = numeral.value.as_integer().filter(|_| numeral.high.is_none() && numeral.vague.is_none())?;
            let (value, counted) = match numeral.form {
                Form::Run(4) | Form::Arabic(4) => (value, look.past_char(numeral.end, "两兩")),
                // 一九五七三年: the last digit says how many
                Form::Run(5) => (value / 10, Some(numeral.end)),
                _ => return None,
            };
            let year = i32::try_from(value).ok().filter(|year| (1000..2200).contains(year))?;
            Some((year, counted))
        };
        let (first, counted) = year(numeral)?;
        let after_mark = look.before(at).is_some_and(|c| MARKS.contains(c));
        if let Some(end) = counted.filter(|_| after_mark).and_then(|counted| look.past(counted, "年")) {
            return Some((Year::Exactly(first), end));
        }
        if counted.is_some() {
            return None;
        }
        let mut end = numeral.end;
        for _ in 0..6 {
            let next = self.numeral(look.past_char(end, MARKS)?).ok()?;
            let (_, counted) = year(&next)?;
            if look.past(counted.unwrap_or(next.end), "年").is_some() {
                return Some((Year::Exactly(first), numeral.end));
            }
            end = next.end;
        }
        None
    }

    /// 贞观元年: the first year of an era, at its 元.
    fn first_year(&self, at: usize) -> Option<Yeared> {
        let end = self.look.past(at, "元年")?;
        let (era, length) = self.tables.era_before(self.look.0.get(self.floor..at)?)?;
        let (portion, end) = self.portion_of_year(end);
        Some(Yeared { year: Year::Exactly(era.before + 1), last: None, portion, start: at - length, end })
    }

    /// A century by its leading digits, with a decade where one follows: 二十世纪五十年代.
    fn with_decade(&self, century: i32, start: usize, end: usize) -> Yeared {
        let look = self.look;
        if let Ok(numeral) = self.numeral(look.past_gap(end))
            && let Some(upto) = look.past(numeral.end, "年代")
            && let Some(tens) = numeral.value.as_integer().and_then(|tens| i32::try_from(tens).ok())
            && tens % 10 == 0
            && (0..100).contains(&tens)
        {
            let (portion, end) = self.portion_of_years(upto);
            let high = numeral.high.and_then(Exact::as_integer).and_then(|tens| i32::try_from(tens).ok());
            let last = high.map(|tens| Year::Decade(century * 100 + tens));
            return Yeared { year: Year::Decade(century * 100 + tens), last, portion, start, end };
        }
        let (portion, end) = self.portion_of_years(end);
        Yeared { year: Year::Century(century), last: None, portion, start, end }
    }

    /// 公元前二二一年, 公元79年, 光绪二十六年: an era before the numeral at `at` settles the year.
    fn era(&self, at: usize, numeral: &Numeral, number: i32) -> Option<(Year, usize)> {
        let look = self.look;
        let head = look.0.get(self.floor..at)?;
        // 公元五六年: after an era two neighbours spell a year as well.
        let joined = numeral.high.and_then(Exact::as_integer).filter(|_| numeral.form == Form::Run(2));
        let number = joined.and_then(|last| i32::try_from(last).ok()).map_or(number, |last| number * 10 + last);
        let named = |word: &str| head.ends_with(word).then(|| at - word.len());
        if let Some(start) = named("公元前").or_else(|| named("西元前")).or_else(|| named("纪元前")) {
            return Some((Year::Exactly(1 - number), start));
        }
        if let Some(start) = named("公元").or_else(|| named("西元")) {
            return Some((Year::Exactly(number), start));
        }
        // 民国三十八年, 光绪二十六年
        let (era, length) = self.tables.era_before(head)?;
        let within = numeral.high.is_none() && (1..=era.years).contains(&number);
        within.then_some((Year::Exactly(era.before + number), at - length))
    }

    /// A year without an era, told from so many years by its form and what stands around it.
    fn plain_year(&self, at: usize, end: usize, numeral: &Numeral, number: i32) -> Option<Year> {
        let look = self.look;
        let two_digits = || u8::try_from(number).ok().map(Year::TwoDigits);
        match numeral.form {
            Form::Arabic(4) | Form::Run(3 | 4) => Some(Year::Exactly(number)),
            // 四四年; but 五六年 is five or six years unless something says otherwise.
            Form::Run(2) => match numeral.high.and_then(Exact::as_integer) {
                None => two_digits(),
                Some(high) => {
                    let digits = u8::try_from(i128::from(number) * 10 + high).ok()?;
                    // 五五年、五六年
                    let listed = self.look.head(at).ends_with("年、");
                    (listed || self.dates_from(at) || self.dated_after(end)).then_some(Year::TwoDigits(digits))
                }
            },
            Form::Arabic(2) => {
                let leading_zero = look.after(at).is_some_and(|c| c == '0' || c == '０');
                if leading_zero || self.dated_after(end) {
                    return two_digits();
                }
                let near = self.date.is_some_and(|date| (date.year.rem_euclid(100) - number).abs() <= 25);
                let round = number % 10 == 0;
                let lasts = look.after(end).is_some_and(|c| "来來多以间間前后後内內里裡的历歷之半如".contains(c));
                let said = self.dates_from(at) && (near || number >= 45);
                (said && !lasts || near && !round && !lasts && number >= 32).then(two_digits).flatten()
            }
            // 两千零五年, read out
            Form::Composed => {
                let spoken = (1901..=2099).contains(&number) && number % 100 != 0 && numeral.scale == 0;
                spoken.then_some(Year::Exactly(number))
            }
            _ => None,
        }
    }

    /// Whether a word before `at` says that a point of time follows: 自, 从, 于 …
    fn dates_from(&self, at: usize) -> bool {
        let at = self.look.head(at).trim_end_matches(' ').len();
        self.look.follows_any(at, &["自", "从", "從", "于", "於", "到", "至", "在", "比", "较", "較", "同"])
    }

    /// Whether what follows the 年 that ends at `end` is a part of a year: 五六年三月, 53年底.
    fn dated_after(&self, end: usize) -> bool {
        let look = self.look;
        if look.past_any(end, &["底", "末", "初", "春", "夏", "秋", "冬", "度", "上半年", "下半年", "第"]).is_some()
        {
            return true;
        }
        self.numeral(look.past_gap(end)).is_ok_and(|numeral| look.past(numeral.end, "月").is_some())
    }

    /// 初, 底, 末, 中 after 年: 一九五七年底.
    fn portion_of_year(&self, end: usize) -> (Option<Portion>, usize) {
        let look = self.look;
        let words =
            [("初", Portion::Beginning), ("伊始", Portion::Beginning), ("底", Portion::End), ("末", Portion::End)];
        for (word, portion) in words {
            if let Some(upto) = look.past(end, word) {
                return (Some(portion), upto);
            }
        }
        match look.past(end, "中") {
            Some(upto) if look.ends_clause(upto) => (Some(Portion::Middle), upto),
            _ => (None, end),
        }
    }

    /// The same after 年代 and 世纪, where 期 or 叶 may follow.
    fn portion_of_years(&self, end: usize) -> (Option<Portion>, usize) {
        let look = self.look;
        let words = [
            ("初期", Portion::Beginning),
            ("初叶", Portion::Beginning),
            ("初", Portion::Beginning),
            ("早期", Portion::Beginning),
            ("前期", Portion::Beginning),
            ("中期", Portion::Middle),
            ("中叶", Portion::Middle),
            ("中葉", Portion::Middle),
            ("后期", Portion::End),
            ("後期", Portion::End),
            ("晚期", Portion::End),
            ("末期", Portion::End),
            ("末叶", Portion::End),
            ("末", Portion::End),
        ];
        let found = words.iter().find_map(|&(word, portion)| look.past(end, word).map(|upto| (Some(portion), upto)));
        found.unwrap_or((None, end))
    }
}

/// 一九五○年代, 五十年代, 80年代, 八零年代; and the last of two: 六七十年代.
fn decade(numeral: &Numeral, number: i32) -> Option<(Year, Option<Year>)> {
    if number % 10 != 0 {
        return None;
    }
    let of_century = |tens: i128| u8::try_from(tens).ok().filter(|tens| *tens < 100).map(Year::DecadeOfCentury);
    let last = numeral.high.and_then(Exact::as_integer);
    match numeral.form {
        Form::Run(4) | Form::Arabic(4) if last.is_none() => Some((Year::Decade(number), None)),
        _ if (10..100).contains(&number) => Some((of_century(i128::from(number))?, last.and_then(of_century))),
        _ => None,
    }
}
