//! What an English number counts, where that is named behind it.

use super::words::{PORTIONS, is_attribute, is_plural};
use super::{REACH, Sentence, Word};
use crate::facts::{Fact, Kind};
use crate::source::Span;

/// Wholes one in another: 3 of the 5 of the 9 records.
const MOST_OF: usize = 4;

impl Sentence<'_> {
    /// The name that follows: up to the first plural of a count, up to a word that ends it after "of".
    pub(super) fn following(&self, fact: &Fact, first: usize, facts: &[Fact]) -> Option<Span> {
        self.following_within(fact, first, facts, MOST_OF)
    }

    /// The same for a number that `left` more may be a part of.
    fn following_within(&self, fact: &Fact, mut first: usize, facts: &[Fact], left: usize) -> Option<Span> {
        let mut end = fact.span.end;
        let surface = fact.span.of(self.text);
        let is_tied = self.text.get(end..).is_some_and(|rest| rest.starts_with('-'));
        // six-city competition
        if fact.kind == Kind::Number
            && is_tied
            && self.touches(end, first)
            && !matches!(self.word(first), "odd" | "strong" | "plus")
        {
            return self.span(first, first);
        }
        let number = self.words.partition_point(|word| word.span.end <= fact.span.start);
        let is_each = number > 0 && matches!(self.word(number - 1), "per" | "every");
        // 8 yuan per 5 kilos for parcels
        let is_of = self.word(first).eq_ignore_ascii_case("of") || is_each && self.word(first) == "for";
        let is_of = is_of && self.touches(end, first);
        if is_of {
            end = self.words.get(first)?.span.end;
            first += 1;
            while matches!(
                self.word(first),
                "the" | "all" | "this" | "these" | "those" | "its" | "their" | "his" | "her" | "our"
            ) {
                end = self.words.get(first)?.span.end;
                first += 1;
            }
        }
        if self.word(first) == "total" && self.touches(end, first) {
            end = self.words.get(first)?.span.end;
            first += 1;
        }
        // 27 of the 30 records
        if is_of
            && self.touches(end, first)
            && let Some(whole) = self.words.get(first).and_then(|word| facts.get(word.fact?))
            && whole.span.start > fact.span.start
        {
            let after = self.words.partition_point(|word| word.span.start < whole.span.end);
            return self.following_within(whole, after, facts, left.checked_sub(1)?);
        }
        let is_compound = is_tied || surface.contains('-') && !surface.contains(' ') || is_attribute(surface);
        // 60mm mortars
        let is_glued = !is_compound && !surface.contains(' ') && surface.ends_with(char::is_alphabetic);
        let counts = fact.kind == Kind::Number && !is_of;
        if is_compound && !is_of {
            (first, end) = self.past_joined(first, end, facts);
        }
        if (counts || is_compound)
            && let Some(after) = self.past_kind(first, end, facts)
        {
            end = self.words.get(after.checked_sub(1)?)?.span.end;
            first = after;
        }
        let mut last = None;
        for at in first..first + REACH {
            let Some(&Word { span, fact: None }) = self.words.get(at) else { break };
            // 12 young and old singers
            let joins =
                counts && last.is_some() && self.word(at) == "and" && !self.is_stop(at + 1) && !self.is_fact(at + 1);
            if !self.touches(end, at) || self.is_stop(at) && !joins || self.is_said(at, last.is_some()) {
                break;
            }
            end = span.end;
            if joins {
                continue;
            }
            // 400 kinds of goods, 300 head of cattle
            if counts
                && PORTIONS.contains(&self.word(at))
                && self.word(at + 1) == "of"
                && !self.is_stop(at + 2)
                && !self.is_fact(at + 2)
            {
                return self.following_of(fact, at + 2);
            }
            last = Some(at);
            if is_plural(self.word(at)) && (counts || is_of) && !self.goes_on(at, end) {
                break;
            }
        }
        let last = last?;
        // What an amount is followed by without "of" is rarely what it is of: 12 tons annually, 20 yuan each.
        let named = counts || is_of || is_compound || is_glued && is_plural(self.word(last));
        if named { self.span(first, last) } else { None }
    }

    /// Past compounds that are joined to one that ends at byte `end`, where the next word is `at`: 500-meter and 1,000-meter races.
    fn past_joined(&self, mut at: usize, mut end: usize, facts: &[Fact]) -> (usize, usize) {
        for _ in 0..REACH {
            let next = at + usize::from(matches!(self.word(at), "and" | "or"));
            let is_list = self.gap(end, at).is_some_and(|gap| gap.trim() == ",") || next > at && self.touches(end, at);
            let joined = self.words.get(next).and_then(|word| facts.get(word.fact?)).map(|fact| fact.span);
            let Some(joined) = joined.filter(|span| is_list && span.of(self.text).contains('-')) else { break };
            (at, end) = (self.words.partition_point(|word| word.span.start < joined.end), joined.end);
        }
        (at, end)
    }

    /// The place after a number that says of which kind what is counted is: 12 5-ton lorries, 46 third-class tickets, 600-meter
    /// nine-person flights.
    fn past_kind(&self, at: usize, end: usize, facts: &[Fact]) -> Option<usize> {
        let word = self.words.get(at).filter(|_| self.touches(end, at))?;
        let kind = facts.get(word.fact?)?;
        let is_tied = self.text.get(kind.span.end..).is_some_and(|rest| rest.starts_with('-'));
        let after = self.words.partition_point(|word| word.span.start < kind.span.end);
        match kind.kind {
            Kind::Quantity => Some(after),
            Kind::Ordinal => is_tied.then_some(after),
            Kind::Number => is_tied.then_some(after + 1),
            _ => None,
        }
    }

    /// The name that begins with the word at `first`, behind "of".
    fn following_of(&self, fact: &Fact, first: usize) -> Option<Span> {
        let mut last = first;
        while last - first < REACH
            && !is_plural(self.word(last))
            && !self.is_stop(last + 1)
            && !self.is_said(last + 1, true)
            && self.follows(last + 1)
            && !self.is_fact(last + 1)
        {
            last += 1;
        }
        self.span(first, last).filter(|name| !name.overlaps(fact.span))
    }

    /// Whether a plural is followed at once by another: sales departments, arms workers.
    fn goes_on(&self, at: usize, end: usize) -> bool {
        self.touches(end, at + 1) && !self.is_stop(at + 1) && is_plural(self.word(at + 1))
    }
}
