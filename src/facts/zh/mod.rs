//! Facts of Chinese text.
//!
//! [`read`] walks from trigger to trigger ([`scan`]): the characters a numeral or a word of the calendar may begin with.
//! At each, the first that applies is taken:
//!
//! 1. a word of the lexicon that is longer than any fact here is passed over in silence (千方百计, 一定, 五角大楼);
//! 2. the calendar: dates, times, periods (`point`, `clock`, `period`);
//! 3. 第 and what it counts, bodies that digits name (`order`);
//! 4. an amount: a numeral with what it counts (`amount`), the upper end of a range (`range`), the words that bound it
//!    (`bound`), and the kind that all this makes (`claim`, `multiple`).
//!
//! A numeral that counts nothing is silent unless its form leaves no doubt ([`claim`]). Numbers are read from the text,
//! never from tokens. Time is linear in the text; text without triggers costs one pass and no allocation.

mod amount;
mod bound;
mod claim;
mod clock;
mod compound;
mod figures;
mod fraction;
mod half;
mod left_out;
mod look;
mod multiple;
mod order;
mod period;
mod point;
mod range;
mod scan;
mod season;
mod tables;
mod weekday;
mod year;

pub(in crate::facts) use self::tables::is_counted_noun;

use std::cell::Cell;

use self::look::Look;
use self::scan::{Scanner, Trigger};
use self::tables::{Around, Head, Tables};
use super::claim::both_bounds;
use super::{Context, Fact, Kind, Reading, Unread, UnreadReason};
use crate::numerals::zh::{Form, Numeral, NumeralError, read as read_numeral, sign};
use crate::quantity::CivilDate;
use crate::source::Span;

/// What was found at a trigger.
#[expect(clippy::large_enum_variant, reason = "one lives at a time, and a box would allocate for every fact")]
enum Found {
    /// A fact.
    Fact(Fact),
    /// Something numeric without a reading.
    Unread(Unread),
    /// No fact up to this byte.
    Silence(usize),
    /// No fact at this character.
    Nothing,
}

impl Found {
    fn overflow(start: usize, end: usize) -> Self {
        Self::Unread(Unread { span: Span::new(start, end), why: UnreadReason::Overflow })
    }

    /// What a numeral that could not be read amounts to.
    fn unreadable(start: usize, error: NumeralError) -> Self {
        match error {
            NumeralError::Nothing => Self::Nothing,
            NumeralError::Overflow { end } => Self::overflow(start, end),
        }
    }

    fn end(&self) -> Option<usize> {
        match self {
            Self::Fact(fact) => Some(fact.span.end),
            Self::Unread(unread) => Some(unread.span.end),
            Self::Silence(end) => Some(*end),
            Self::Nothing => None,
        }
    }
}

/// Reads facts from one text.
#[derive(Clone, Copy)]
struct Reader<'t> {
    look: Look<'t>,
    date: Option<CivilDate>,
    tables: &'static Tables,
    /// The numerals read last: several readers ask for one and the same.
    numerals: &'t Numerals,
    /// No fact may begin before this byte: the end of the last one.
    floor: usize,
}

/// The numerals read last, by their first byte. A newer one takes the place of an older.
struct Numerals([Cell<(usize, Result<Numeral, NumeralError>)>; 8]);

impl Numerals {
    fn new() -> Self {
        Self([const { Cell::new((usize::MAX, Err(NumeralError::Nothing))) }; 8])
    }
}

/// Reads every fact of the Chinese text `text`.
pub fn read(text: &str, context: Context) -> Reading {
    let mut reading = Reading::default();
    let scanner = Scanner::new(text);
    let Some(mut trigger) = scanner.next(0) else { return reading };
    let numerals = Numerals::new();
    let mut reader =
        Reader { look: Look(text), numerals: &numerals, date: context.date, tables: Tables::get(), floor: 0 };
    loop {
        let (at, kind) = trigger;
        let found = reader.at_trigger(at, kind);
        let mut next = found.end().unwrap_or(0);
        match found {
            Found::Fact(fact) => {
                reader.floor = fact.span.end;
                let mut last = reader.two_sided(&fact);
                loop {
                    (reader.floor, next) = (last.span.end, last.span.end);
                    reading.facts.push(last);
                    let listed = reader.listed_weekday(&last).or_else(|| reader.listed_ordinal(&last));
                    let listed = listed.or_else(|| reader.listed_score(&last));
                    let Some(listed) = listed.or_else(|| reader.listed_day(&last)) else { break };
                    last = listed;
                }
            }
            Found::Unread(unread) => {
                reader.floor = unread.span.end;
                reading.unread.push(unread);
            }
            Found::Silence(_) | Found::Nothing => {}
        }
        let after = at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let Some(following) = scanner.next(next.max(after)) else { return reading };
        trigger = following;
    }
}

impl Reader<'_> {
    /// The numeral at `at`.
    fn numeral(&self, at: usize) -> Result<Numeral, NumeralError> {
        let read = || read_numeral(self.look.0, at);
        // Characters of three bytes are as good as all there are.
        let Some(slot) = self.numerals.0.get(at / 3 % 8) else { return read() };
        if slot.get().0 != at {
            slot.set((at, read()));
        }
        slot.get().1
    }

    /// 大于十小于二十, 至少十人、至多二十人: two bounds of one claim; any other fact is as it was.
    fn two_sided(&self, fact: &Fact) -> Fact {
        const JOINTS: &[&str] =
            &["，并且", "，而且", "，并", "，且", "，但", "并且", "而且", "并", "且", "而", "但", "、", ""];
        let open = |fact: &Fact| fact.interval.min.is_some() != fact.interval.max.is_some();
        if !open(fact) {
            return *fact;
        }
        let Some(from) = self.look.past_any(fact.span.end, JOINTS) else { return *fact };
        // the words of the second bound are few
        let mut places = self.look.rest(from).char_indices().take(8).map(|(at, _)| from + at);
        let Some(at) = places.find(|&at| self.look.digit_at(at)) else { return *fact };
        let Found::Fact(second) = (Reader { floor: from, ..*self }).amount_fact(at, at) else { return *fact };
        let alike =
            second.kind == fact.kind && second.unit == fact.unit || fact.kind == Kind::Number && fact.unit.is_none();
        let joined =
            (second.span.start == from && alike && open(&second)).then(|| both_bounds(fact, &second)).flatten();
        joined.unwrap_or(*fact)
    }

    fn at_trigger(&self, at: usize, trigger: Trigger) -> Found {
        match trigger {
            Trigger::Calendar if self.tables.opens_date(self.look.rest(at)) => self.calendar_fact(at),
            Trigger::Calendar => Found::Nothing,
            Trigger::Numeral => {
                let word = self.silent_word(at);
                // A word with characters before its first numeral one is silent whatever follows: 统一, 第一线.
                if let Some((end, true)) = word
                    && !self.goes_on(at, end)
                {
                    return Found::Silence(end);
                }
                let word = word.filter(|&(_, begins_before)| !begins_before);
                let found = self.numeral_fact(at);
                match (word, found.end()) {
                    (Some((end, _)), Some(fact_end)) if fact_end > end => found,
                    // 人民币三角: the currency settles it.
                    (Some(_), Some(_)) if matches!(&found, Found::Fact(fact) if fact.kind == Kind::Money && fact.span.start < at) => {
                        found
                    }
                    (Some((end, _)), _) => Found::Silence(end),
                    (None, _) => found,
                }
            }
        }
    }

    /// The end of the longest word of the lexicon whose first numeral character stands at `at`, and whether it begins
    /// before that.
    fn silent_word(&self, at: usize) -> Option<(usize, bool)> {
        let look = self.look;
        let mut begins_here = None;
        let begun = self.tables.words.longest_where(look.rest(at), |word, length| {
            if word.before.is_empty() {
                begins_here = Some(length);
                return false;
            }
            look.follows_any(at, &[word.before]) && !self.ends_other_word(at - word.before.len(), word.before)
        });
        // 唯一 before 一一: the word that begins first.
        match begun {
            Some((_, length)) => Some((at + length, true)),
            None => begins_here.map(|length| (at + length, false)),
        }
    }

    /// Whether `before`, with which a word of the lexicon begins at `at`, ends another word: 提前 and 目前 before 一个月 hold no
    /// 前一.
    fn ends_other_word(&self, at: usize, before: &str) -> bool {
        before == "前" && self.look.follows_any(at, self.tables.around(Around::EndsInFront))
    }

    /// Whether the numeral at `at` goes on past `end`, where a word ends within it: 这一百人.
    fn goes_on(&self, at: usize, end: usize) -> bool {
        let within = self.look.before(end).is_some_and(|c| sign(c).is_some()) && self.look.digit_at(end);
        // 唯一一名: two digits side by side are no number that goes on, but for a year, 公元前一九年.
        let era = self.look.head(at).ends_with("元前");
        let goes_on = |numeral: Numeral| numeral.end > end && (era || !matches!(numeral.form, Form::Run(..=2)));
        // 有一点零五公斤: a decimal of something, but 有一点三心二意
        let measured = |numeral: Numeral| {
            numeral.end > end && matches!(self.head_at(numeral.end, false), Some((Head::Unit(..), ..)))
        };
        let point = matches!(self.look.before(end), Some('点' | '點')) && self.look.digit_at(end);
        within && self.numeral(at).is_ok_and(goes_on) || point && self.numeral(at).is_ok_and(measured)
    }

    /// The fact that begins with the numeral character at `at`.
    fn numeral_fact(&self, at: usize) -> Found {
        let first = self.look.after(at);
        let found = match first {
            Some('第') => return self.ordinal(at),
            Some('首') => return self.first(at),
            Some('把') => return self.about_one(at),
            Some('翻' | '折') => return self.multiple_word(at),
            Some('半') => return self.half(at),
            Some('一' | '1') if self.one_half(at).is_some() => {
                return self.one_half(at).map_or(Found::Nothing, |half| self.found(half, at));
            }
            // 18胜20负7和: 负 after a figure counts losses.
            Some('负' | '負') if self.look.head(at).trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit()) => {
                return Found::Nothing;
            }
            // 正负3度 is of three degrees either way
            Some('负' | '負') if matches!(self.look.before(at), Some('正')) => return Found::Nothing,
            Some('负' | '負') => return self.amount_fact(at, self.look.past_gap(at + '负'.len_utf8())),
            _ => self.calendar_fact(at),
        };
        match found {
            Found::Nothing => {}
            found => return found,
        }
        // 一一列举: one by one. Eleven is 十一.
        if let Some(end) = self.look.past(at, "一一")
            && self.numeral(at).is_ok_and(|numeral| numeral.form == Form::Run(2) && numeral.end == end)
        {
            return Found::Silence(end);
        }
        if let Some(end) = self.chain(at) {
            return Found::Silence(end);
        }
        if let Some(amount) = self.one_and_tail(at) {
            let start = amount.start;
            return self.found(amount, start);
        }
        let found = self.amount_fact(at, at);
        // 1080P: what letters make a name of is none further on
        if matches!(found, Found::Nothing) && first.is_some_and(|c| c.is_ascii_digit()) {
            return Found::Silence(at + self.look.rest(at).bytes().take_while(u8::is_ascii_digit).count());
        }
        found
    }

    /// Arabic digits and Latin letters in one word (COVID-19, G20), and chains of digits that name (192.168.0.1,
    /// 888-000-9999): the end of such a run, which is no number.
    fn chain(&self, at: usize) -> Option<usize> {
        let look = self.look;
        if !look.rest(at).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let head = look.head(at);
        let mut before = head.chars().rev();
        let named = match (before.next(), before.next()) {
            (Some(c), _) if c.is_ascii_alphabetic() => true,
            (Some('-' | '－' | '—' | '_' | '/'), Some(c)) if c.is_ascii_alphabetic() => true,
            // 歼-10, 东风-41; but 增速-3.5%
            (Some('-'), Some(c)) if !c.is_ascii() && c.is_alphabetic() && at > self.floor + '-'.len_utf8() => {
                self.sign_of_name(at)
            }
            _ => false,
        };
        let bytes = look.rest(at).as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        if named {
            return Some(at + digits(0));
        }
        // 波音737-800
        if head.ends_with(|c: char| !c.is_ascii() && c.is_alphabetic())
            && look.follows_any(at, self.tables.around(Around::Model))
        {
            let more = if bytes.get(digits(0)) == Some(&b'-') { digits(digits(0) + 1) } else { 0 };
            return Some(at + digits(0) + if more > 0 { more + 1 } else { 0 });
        }
        let (mut end, mut groups) = (digits(0), 1);
        let separator = bytes.get(end).copied().filter(|b| matches!(b, b'-' | b'.'))?;
        while bytes.get(end) == Some(&separator) && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            groups += 1;
        }
        // 010-12345678 is a number to call, 01-15 a range
        let area = digits(0);
        let called = groups == 2 && separator == b'-' && bytes.first() == Some(&b'0') && area > 2 && end > area + 7;
        (groups > 2 || called).then_some(at + end)
    }
}
