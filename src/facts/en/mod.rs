//! Facts of English text.
//!
//! One pass over the bytes finds the places where a fact may begin ([`starts`]): digits, currency signs, and the few hundred
//! words of [`lexicon`]; every other word costs a glance at its first letters. At such a place the readers are asked in
//! turn: codes and idioms that claim nothing ([`silence`]), the times of races ([`run`]), dates and times ([`calendar`]),
//! multiples in a word ([`multiple`]), ratios ([`ratio`]), digits read aloud ([`spelled`]), and then any amount ([`amount`]),
//! whose kind its unit and its neighbours tell ([`kinds`]). A reader looks
//! back no further than the last fact and ahead a bounded number of words, so time is linear in the length of the text.
//! Nothing is allocated before the first fact.

mod amount;
mod around;
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
mod run;
mod silence;
mod spelled;
mod starts;
mod units;

use super::claim::both_bounds;
use super::{Context, Fact, Kind, Reading, Unread};
use crate::numerals::en::Memo;
use crate::numerals::en::cursor::{Cursor, Sort};
use crate::numerals::en::lexicon::Word;
use crate::source::Span;
use amount::AmountError;
pub(super) use around::Around;
use ground::Ground;
use lexicon::{Trigger, trigger};
use starts::Starts;

/// Reads every fact of the English text `text`.
pub fn read(text: &str, context: Context) -> Reading {
    let memo = Memo::new();
    let mut reader = Reader::new(Cursor::remembering(text, &memo), context);
    reader.run(&Starts::new(reader.ground.cursor));
    reader.out
}

struct Reader<'t> {
    ground: Ground<'t>,
    out: Reading,
}

impl<'t> Reader<'t> {
    fn new(cursor: Cursor<'t>, context: Context) -> Self {
        Self { ground: Ground { cursor, floor: 0, date: context.date }, out: Reading::default() }
    }

    fn run(&mut self, starts: &Starts<'_>) {
        let mut at = 0;
        while let Some(start) = starts.next(at) {
            at = self.place(start.at, start.trigger).max(start.end);
        }
    }

    /// A place where a fact may begin; returns where reading goes on, which is after it.
    fn place(&mut self, at: usize, trigger: Option<Trigger>) -> usize {
        let ground = self.ground;
        let cursor = ground.cursor;
        let next = cursor.glued(at).end.max(at + 1);
        if let Some(end) = silence::idiom(ground, at) {
            // 9-11 a.m. is more than the day's name
            if calendar::read(ground, at).is_none_or(|dated| dated.end <= end) {
                return self.pass(end);
            }
        }
        if let Some(fact) = kinds::decade_of_life(ground, at) {
            self.out.facts.push(fact);
            return self.pass(fact.span.end);
        }
        if let Some(fact) = run::read(ground, at) {
            self.out.facts.push(fact);
            return self.pass(fact.span.end);
        }
        if let Some(dated) = calendar::read(ground, at) {
            let mut last = dated;
            loop {
                self.out.facts.push(last.fact());
                self.pass(last.end);
                let Some(day) = calendar::listed_day(self.ground, &last) else { return last.end };
                last = day;
            }
        }
        if trigger == Some(Trigger::Number(Word::Zero))
            && let Some(fact) = spelled::read(ground, at)
        {
            self.out.facts.push(fact);
            return self.pass(fact.span.end);
        }
        match trigger {
            Some(Trigger::Multiple) => {
                return match multiple::read(ground, at).or_else(|| multiple::occasions(ground, at)) {
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
                return second.and_then(|second| both_bounds(fact, &second)).unwrap_or(*fact);
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
