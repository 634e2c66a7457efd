//! The figures that a text shows without stating them as facts.
//!
//! A reader of facts is choosy: a score, a model number, 十四五, XV and "centenary" are no facts, or another kind of fact in
//! the other language. Before a figure counts as missing, the other text is read once more without any choice: every run of
//! digits, every numeral and every word that carries a number (`data/check/figures.tsv`).

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::facts::{Fact, Kind, Value};
use crate::numerals::digits::{digit_value, read_digits};
use crate::numerals::{en, zh};
use crate::quantity::{DatePoint, DateValue, Exact, Within, Year};
use crate::source::{Lang, Span};

/// What one stretch of text shows.
#[derive(Debug, Default)]
pub(super) struct Witness {
    values: BTreeSet<Exact>,
    /// Months whose names are other words as well: "whenever May comes round".
    months: BTreeSet<u8>,
}

impl Witness {
    /// Reads `text`, which is in `lang`, but for the spans `claimed`: what is a fact's counterpart already witnesses
    /// nothing else. `claimed` is in text order. Linear.
    pub(super) fn read(text: &str, lang: Lang, claimed: &[Span]) -> Self {
        let mut witness = Self::default();
        let mut from = 0;
        for span in claimed {
            witness.read_gap(text.get(from..span.start.max(from)).unwrap_or_default(), lang);
            from = from.max(span.end);
        }
        witness.read_gap(text.get(from..).unwrap_or_default(), lang);
        witness
    }

    /// Whether the text shows `value`.
    pub(super) fn has(&self, value: Exact) -> bool {
        self.values.contains(&value)
    }

    /// Whether the text shows the figure of `fact`, which is written as `surface`.
    pub(super) fn shows(&self, fact: &Fact, surface: &str) -> bool {
        if self.shows_pieces(surface) {
            return true;
        }
        match fact.value {
            Value::Number(value) => {
                self.values.contains(&value) || self.shows_ends(fact) || self.shows_coins(fact, value, surface)
            }
            Value::Serial { .. } => fact.value.as_number().is_some_and(|value| self.values.contains(&value)),
            Value::Ratio(left, right) => self.values.contains(&left) && self.values.contains(&right),
            Value::Date(DateValue::Point(point)) => self.shows_date(&point),
            Value::Date(DateValue::Period(from, to)) => {
                let mut ends = [from, to].into_iter().flatten().peekable();
                ends.peek().is_some() && ends.all(|end| self.shows_date(&end))
            }
        }
    }

    /// Whether what was read as one number is a list of numbers to the other side: 249,289,299 and 三四五六.
    fn shows_pieces(&self, surface: &str) -> bool {
        let has = |piece: Option<i128>| piece.is_some_and(|piece| self.values.contains(&Exact::integer(piece)));
        if surface.chars().count() >= 3 && surface.chars().all(|c| han_digit(c).is_some()) {
            return surface.chars().all(|c| has(han_digit(c)));
        }
        surface.contains(',') && surface.split(',').all(|piece| has(piece.trim().parse().ok()))
    }

    /// The fen or jiao of an amount in yuan: a "one-fen bond" is 一分券.
    fn shows_coins(&self, fact: &Fact, value: Exact, surface: &str) -> bool {
        let coins = [("分", 100), ("fen", 100), ("cent", 100), ("角", 10), ("jiao", 10)];
        fact.kind == Kind::Money
            && coins.iter().filter(|(name, _)| surface.contains(name)).any(|&(_, share)| {
                value.checked_mul(Exact::integer(share)).is_some_and(|coins| self.values.contains(&coins))
            })
    }

    /// Both ends of a range.
    fn shows_ends(&self, fact: &Fact) -> bool {
        let (Some(min), Some(max)) = (fact.interval.min, fact.interval.max) else { return false };
        min != max
            && fact.interval.min_inclusive
            && fact.interval.max_inclusive
            && self.values.contains(&min)
            && self.values.contains(&max)
    }

    fn shows_date(&self, point: &DatePoint) -> bool {
        let has = |number: i32| self.values.contains(&Exact::integer(i128::from(number)));
        let year = match point.year {
            Year::Exactly(year) => Some(has(year) || (1900..2100).contains(&year) && has(year % 100)),
            // "Widespread 80s" of degrees, a man in his twenties.
            Year::TwoDigits(digits) | Year::DecadeOfCentury(digits) => Some(has(i32::from(digits))),
            Year::Decade(first) => Some(has(first) || has(first % 100)),
            _ => None,
        };
        let within = match point.within {
            Within::Day(Some(month), day) => {
                let (month, day) = (i32::from(month), i32::from(day));
                // 九一八 and 七七 are days.
                let named = has(month * 100 + day) || (day < 10 && has(month * 10 + day));
                Some(named || (has(month) && has(day)))
            }
            Within::Day(None, day) => Some(has(i32::from(day))),
            // 十月革命 is a name.
            Within::Month(month) => Some(has(i32::from(month)) || self.months.contains(&month)),
            _ => None,
        };
        let clock = point.clock.map(|clock| {
            let hour = has(i32::from(clock.hour)) || has(i32::from(clock.hour % 12));
            hour && clock.minute.is_none_or(|minute| minute == 0 || has(i32::from(minute)))
        });
        let mut said = [year, within, clock].into_iter().flatten().peekable();
        said.peek().is_some() && said.all(|shown| shown)
    }

    fn read_gap(&mut self, text: &str, lang: Lang) {
        // "The first ten months" of 头十个月: the word stands right before what was claimed.
        if text.ends_with(['头', '頭', '前', '首']) {
            self.values.insert(Exact::ONE);
        }
        match lang {
            Lang::Zh => self.read_zh(text),
            Lang::En => self.read_en(text),
        }
    }

    fn read_zh(&mut self, text: &str) {
        let shown = words().zh.iter().filter(|(word, _)| word.find(text.as_bytes()).is_some());
        self.values.extend(shown.map(|(_, value)| value));
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let length = self.read_digits(rest);
            if length > 0 {
                at += length;
                continue;
            }
            let Ok(numeral) = zh::read(text, at) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.values.insert(numeral.value);
            self.values.extend(numeral.high);
            // 年近八旬
            if text.get(numeral.end..).is_some_and(|rest| rest.starts_with('旬')) {
                self.values.extend(numeral.value.checked_mul(Exact::integer(10)));
            }
            let surface = text.get(at..numeral.end).unwrap_or_default();
            self.read_name(surface);
            at = numeral.end.max(at + 1);
        }
    }

    /// Numerals in names are read digit by digit: 十四五 is the fourteenth plan of five years, 九二 the year 1992. A point
    /// between them parts a month from a day: 一二·九.
    fn read_name(&mut self, surface: &str) {
        let chars = || surface.chars().filter(|c| *c != '·');
        let digits: Vec<i128> = chars().filter_map(han_digit).collect();
        match (chars().next(), digits.len(), chars().count()) {
            (Some('十'), 2, 3) => {
                self.values.extend([10 + digits[0], digits[1]].map(Exact::integer));
            }
            (_, length @ 2..=8, count) if length == count => {
                self.values.insert(Exact::integer(digits.iter().fold(0, |number, digit| number * 10 + digit)));
                self.values.extend(digits.iter().map(|&digit| Exact::integer(digit)));
            }
            _ => {}
        }
    }

    fn read_en(&mut self, text: &str) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let length = self.read_digits(rest);
            if length > 0 {
                at += length;
                continue;
            }
            let Some(first) = rest.chars().next() else { break };
            if !first.is_alphabetic() {
                at += first.len_utf8();
                continue;
            }
            let word_end = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
            let word = rest.get(..word_end).unwrap_or_default();
            if let Ok(numeral) = en::read(rest) {
                self.values.insert(numeral.value);
            }
            self.values.extend(words().en.get(word.to_ascii_lowercase().as_str()).into_iter().flatten());
            self.values.extend(roman(word));
            match word {
                "March" => drop(self.months.insert(3)),
                "May" => drop(self.months.insert(5)),
                _ => {}
            }
            // Word by word also inside a compound: "four-byte".
            at += word.find('-').map_or(word_end, |hyphen| hyphen + 1).max(1);
        }
    }

    /// The digits at the start of `text`, as a whole and, where they are grouped as a list may be, each group: 249,289,299, but
    /// not 200,000. How many bytes were read.
    fn read_digits(&mut self, text: &str) -> usize {
        let starts = text.chars().next().and_then(digit_value).is_some();
        let Some(digits) = starts.then(|| read_digits(text).ok()).flatten() else { return 0 };
        self.values.extend(digits.value());
        let surface = text.get(..digits.length).unwrap_or_default();
        let groups = surface.split([',', '，', '.', '．']);
        let is_list = !groups.clone().any(|group| group == "000");
        for group in groups.filter(|group| is_list && group.len() < surface.len()) {
            self.values.extend(group.parse().ok().map(Exact::integer));
        }
        digits.length.max(1)
    }
}

/// Whether the one of a Chinese stretch of time is an article or less in `english`: 一日两次 is "twice a day".
pub(super) fn is_article(fact: &Fact, english: &str) -> bool {
    const ONE: &[&str] = &["a", "an", "per", "each", "every"];
    let Some(unit) = fact.unit.filter(|_| fact.kind == Kind::Duration) else { return false };
    if fact.value.as_number() != Some(Exact::ONE) {
        return false;
    }
    let mut words = english.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let names = |next: &&str| unit.en().iter().any(|name| name.text.eq_ignore_ascii_case(next));
        if ONE.iter().any(|one| one.eq_ignore_ascii_case(word)) && words.peek().is_some_and(names) {
            return true;
        }
    }
    false
}

/// The value of a Chinese digit.
fn han_digit(c: char) -> Option<i128> {
    (0..).zip("〇一二三四五六七八九".chars()).find_map(|(value, digit)| (digit == c).then_some(value))
}

/// XV as 15; `None` for a single letter and for words that are no numeral.
pub(super) fn roman(word: &str) -> Option<Exact> {
    let value = |letter: u8| match letter {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        _ => None,
    };
    let digits: Vec<i128> = word.bytes().map(value).collect::<Option<_>>().filter(|d: &Vec<i128>| d.len() > 1)?;
    let signed = digits
        .iter()
        .enumerate()
        .map(|(at, digit)| if digits.get(at + 1).is_some_and(|next| next > digit) { -digit } else { *digit });
    Some(Exact::integer(signed.sum()))
}

struct Words {
    zh: Vec<(Finder<'static>, Exact)>,
    en: HashMap<&'static str, Vec<Exact>>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let mut words = Words { zh: Vec::new(), en: HashMap::new() };
        for line in include_str!("../../data/check/figures.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(lang), Some(value), Some(list)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let Ok(value) = value.parse::<Exact>() else { continue };
            for word in list.split('|') {
                match lang {
                    "zh" => words.zh.push((Finder::new(word), value)),
                    _ => words.en.entry(word).or_default().push(value),
                }
            }
        }
        words
    });
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(text: &str, lang: Lang, value: i128) -> bool {
        Witness::read(text, lang, &[]).values.contains(&Exact::integer(value))
    }

    #[test]
    fn figures_are_seen_where_no_fact_is_read() {
        assert!(shows("“十四五”规划", Lang::Zh, 14));
        assert!(shows("九二共识", Lang::Zh, 92));
        assert!(shows("office2019", Lang::Zh, 2019));
        assert!(shows("17-5", Lang::En, 17));
        assert!(shows("the starting XV", Lang::En, 15));
        assert!(shows("its centenary", Lang::En, 100));
        assert!(shows("four-byte codes", Lang::En, 4));
        assert!(!shows("seventy of 1,985", Lang::En, 85));
    }

    #[test]
    fn what_is_claimed_witnesses_nothing() {
        let text = "12 of 15";
        let witness = Witness::read(text, Lang::En, &[Span::new(0, 2)]);
        assert!(!witness.values.contains(&Exact::integer(12)) && witness.values.contains(&Exact::integer(15)));
    }
}
