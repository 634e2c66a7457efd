//! Facts of English text.
//!
//! One pass over the bytes finds the places where a fact may begin: digits, currency signs, and the few hundred words of
//! [`lexicon`]; every other word costs one probe of a table. At such a place the readers are asked in turn: codes and
//! idioms that claim nothing ([`silence`]), dates and times ([`calendar`]), multiples in a word ([`multiple`]), ratios
//! ([`ratio`]), and then any amount ([`amount`]), whose kind its unit and its neighbours tell ([`kinds`]). A reader looks
//! back no further than the last fact and ahead a bounded number of words, so time is linear in the length of the text.
//! Nothing is allocated before the first fact.

mod amount;
mod bounds;
mod calendar;
mod compound;
mod ground;
mod kinds;
mod lexicon;
mod money;
mod multiple;
mod phrases;
mod range;
mod ratio;
mod silence;
mod units;

use std::sync::LazyLock;

use super::{Context, Fact, Kind, Reading, Unread, Value};
use crate::numerals::en::cursor::{Cursor, Sort};
use crate::numerals::en::lexicon::WordTable;
use crate::quantity::Interval;
use crate::source::Span;
use amount::AmountError;
use ground::Ground;
use lexicon::{Trigger, trigger};

/// Reads every fact of the English text `text`.
pub fn read(text: &str, context: Context) -> Reading {
    let mut reader =
        Reader { ground: Ground { cursor: Cursor::new(text), floor: 0, date: context.date }, out: Reading::default() };
    reader.run();
    reader.out
}

struct Reader<'t> {
    ground: Ground<'t>,
    out: Reading,
}

/// What a byte means to the pass over the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Neither begins nor continues anything.
    Other,
    Letter,
    Digit,
    /// `$`.
    Sign,
    /// The first byte of a character outside ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
        let b = byte as u8;
        classes[byte] = if b.is_ascii_alphabetic() {
            Class::Letter
        } else if b.is_ascii_digit() {
            Class::Digit
        } else if b == b'$' {
            Class::Sign
        } else if b >= 0xC0 {
            Class::Wide
        } else {
            Class::Other
        };
        byte += 1;
    }
    classes
};

impl Reader<'_> {
    fn run(&mut self) {
        let text = self.ground.cursor.text();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match CLASSES[usize::from(byte)] {
                Class::Other => at += 1,
                Class::Letter => {
                    let mut end = at + 1;
                    while bytes.get(end).is_some_and(|&b| CLASSES[usize::from(b)] == Class::Letter) {
                        end += 1;
                    }
                    at = self.word(at, end);
                }
                Class::Digit | Class::Sign => at = self.place(at, None),
                Class::Wide => at = self.wide(at),
            }
        }
    }

    /// A word of ASCII letters; returns where reading goes on.
    fn word(&mut self, at: usize, end: usize) -> usize {
        let text = self.ground.cursor.text();
        let word = text.get(at..end).unwrap_or_default();
        let Some(trigger) = trigger(word) else {
            return match text.as_bytes().get(end) {
                Some(b':' | b'.') => silence::address(text.as_bytes(), end, word).unwrap_or(end),
                _ => end,
            };
        };
        // a word with letters outside ASCII around it is another word
        let torn = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
        let cursor = self.ground.cursor;
        if torn(cursor.char_before(at)) || torn(cursor.char_at(end)) {
            return end;
        }
        self.place(at, Some(trigger)).max(end)
    }

    /// A character outside ASCII: a currency sign or a vulgar fraction begins an amount, a letter a word.
    fn wide(&mut self, at: usize) -> usize {
        let cursor = self.ground.cursor;
        let Some(c) = cursor.char_at(at) else { return at + 1 };
        let end = at + c.len_utf8();
        match c {
            '£'
            | '€'
            | '¥'
            | '￥'
            | '₹'
            | '₩'
            | '₽'
            | '₫'
            | '฿'
            | '₱'
            | '₪'
            | '₦'
            | '₴'
            | '₡'
            | '₭'
            | '₮'
            | '₺'
            | '¼'..='¾'
            | '⅐'..='⅞'
            | '０'..='９' => self.place(at, None).max(end),
            _ => end,
        }
    }

    /// A place where a fact may begin; returns where reading goes on, which is after it.
    fn place(&mut self, at: usize, trigger: Option<Trigger>) -> usize {
        let ground = self.ground;
        let cursor = ground.cursor;
        let next = cursor.glued(at).end.max(at + 1);
        if let Some(end) = silence::idiom(ground, at) {
            return self.pass(end);
        }
        if let Some(dated) = calendar::read(ground, at) {
            self.out.facts.push(dated.fact());
            self.pass(dated.end);
            let mut last = dated;
            while let Some(day) = calendar::listed_day(self.ground, &last) {
                self.out.facts.push(day.fact());
                self.pass(day.end);
                last = day;
            }
            return last.end;
        }
        match trigger {
            Some(Trigger::Multiple) => {
                return match multiple::read(ground, at) {
                    Some(fact) => {
                        self.out.facts.push(fact);
                        self.pass(fact.span.end)
                    }
                    None => next,
                };
            }
            Some(Trigger::Article | Trigger::Whole) => {
                // a hundred flowers
                if let Some(end) = silence::idiom(ground, cursor.next(next).start) {
                    return self.pass(end);
                }
                if let Some(fact) = amount::read_one(ground, at).and_then(|amount| kinds::decide(ground, &amount)) {
                    self.out.facts.push(fact);
                    return self.pass(fact.span.end);
                }
                if trigger == Some(Trigger::Whole) {
                    return next;
                }
            }
            Some(Trigger::Number(_) | Trigger::Opener | Trigger::Currency) => {}
            None => {
                if let Some(end) =
                    silence::code(ground, at).filter(|_| cursor.char_at(at).is_some_and(|c| c.is_ascii_digit()))
                {
                    if let Some(fact) = self.fraction_in_code(at, end) {
                        return fact;
                    }
                    return self.pass(end);
                }
            }
            Some(_) => return next,
        }
        if let Some(fact) = ratio::read(ground, at) {
            self.out.facts.push(fact);
            return self.pass(fact.span.end);
        }
        self.amount(at, next)
    }

    /// A fraction or a rate that the run of a code holds: `3/4`, `120 yuan/mu`.
    fn fraction_in_code(&mut self, at: usize, end: usize) -> Option<usize> {
        let part = crate::numerals::en::read_part(self.ground.cursor, at)?;
        (part.end == end || !self.ground.goes_on(part.end)).then(|| self.amount(at, end))
    }

    fn amount(&mut self, at: usize, next: usize) -> usize {
        let ground = self.ground;
        match amount::read(ground, at) {
            Ok(amount) => match kinds::decide(ground, &amount) {
                Some(fact) => {
                    // letters or digits tear a number apart: 747F, 13th-century names are not of it
                    if ground.goes_on(fact.span.end)
                        && ground.cursor.char_before(fact.span.end).is_some_and(|c| c.is_ascii_digit())
                    {
                        return self.pass(ground.cursor.glued(fact.span.end).end);
                    }
                    let fact = self.two_sided(&fact);
                    self.out.facts.push(fact);
                    self.pass(fact.span.end)
                }
                None => self.pass(amount.end.max(amount.number.1)).max(next),
            },
            Err(AmountError::Unread(why, end)) => {
                self.out.unread.push(Unread { span: Span::new(at, end), why });
                self.pass(end)
            }
            Err(AmountError::Nothing) => next,
        }
    }

    /// `more than 20 but less than 30` is one claim; any other fact is as it was.
    fn two_sided(&self, fact: &Fact) -> Fact {
        let cursor = self.ground.cursor;
        let open = |fact: &Fact| fact.interval.min.is_some() != fact.interval.max.is_some();
        let joint = cursor.next(fact.span.end);
        if !open(fact) || !cursor.is_any(joint, &["and", "but", ","]) {
            return *fact;
        }
        let ground = Ground { floor: joint.end, ..self.ground };
        let from = cursor.next(joint.end).start;
        // the words of the second bound are few
        let mut at = from;
        for _ in 0..6 {
            let token = cursor.next(at);
            let number =
                token.sort == Sort::Digits || matches!(trigger(cursor.surface(token)), Some(Trigger::Number(_)));
            if number {
                let second = amount::read(ground, token.start).ok().and_then(|amount| kinds::decide(ground, &amount));
                // above 15 and below 18 metres: the unit is of both
                let shared = |second: &Fact| fact.unit.is_none() && fact.kind == Kind::Number && second.unit.is_some();
                let second = second.filter(|second| {
                    let alike = (second.unit == fact.unit && second.kind == fact.kind) || shared(second);
                    second.span.start == from && alike && open(second)
                });
                return second.and_then(|second| joined(fact, &second)).unwrap_or(*fact);
            }
            if token.sort == Sort::End {
                break;
            }
            at = token.end;
        }
        *fact
    }

    /// Nothing before `end` belongs to what comes.
    fn pass(&mut self, end: usize) -> usize {
        self.ground.floor = self.ground.floor.max(end);
        end
    }
}

/// The one claim that two bounds make, if they bound from both sides.
fn joined(first: &Fact, second: &Fact) -> Option<Fact> {
    let (low, high) = if first.interval.min.is_some() { (first, second) } else { (second, first) };
    let (min, max) = (low.interval.min?, high.interval.max?);
    let interval = Interval {
        min: Some(min),
        max: Some(max),
        min_inclusive: low.interval.min_inclusive,
        max_inclusive: high.interval.max_inclusive,
    };
    let span = Span::new(first.span.start, second.span.end);
    (min < max).then_some(Fact { span, value: Value::Number(min), interval, qualifier: None, ..*second })
}

/// Whether a word tells a change of an amount (`data/en/changes.txt`).
fn grows(word: &str) -> bool {
    static TABLE: LazyLock<WordTable<()>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/en/changes.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| line.split(' ')).filter(|word| !word.is_empty()).map(|word| (word, ())).collect()
    });
    TABLE.get(word).is_some()
}
