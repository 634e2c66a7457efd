//! What an English number counts, where that is named before it.

use super::words::{AUXILIARIES, CHANGES, DETERMINERS, EXTENTS, LINKS, PREPOSITIONS, is_among, is_plural, is_verb};
use super::{REACH, Sentence};
use crate::facts::{Fact, Kind};
use crate::source::Span;

impl Sentence<'_> {
    /// The name before what links it to the number: the subject of a verb, or what a preposition ties the number to.
    pub(super) fn preceding(&self, fact: &Fact, facts: &[Fact]) -> Option<Span> {
        let number = self.words.partition_point(|word| word.span.end <= fact.span.start);
        // A verb may be part of the fact: exceeded 400 jin.
        let is_verb = ["exceed", "reach", "total", "surpass"].iter().any(|verb| self.word(number).starts_with(verb));
        let is_in_parentheses =
            fact.kind != Kind::Number && self.text.get(..fact.span.start).is_some_and(|t| t.ends_with('('));
        let is_extent = EXTENTS.contains(&self.word(self.words.partition_point(|w| w.span.start < fact.span.end)));
        let mut at = number;
        // decreased by 10% (5,000 tons)
        while is_in_parentheses && at > 0 && self.is_fact(at - 1) {
            at -= 1;
        }
        let (first, is_in_parentheses) = (at, is_in_parentheses && at == number);
        while at > 0 && first - at < REACH && !is_in_parentheses {
            match self.start_before(at, facts) {
                // rose from 300 tons to 400 tons
                Some(before) => at = before,
                None if self.links(at - 1) => at -= 1,
                None => break,
            }
        }
        let last = at.checked_sub(1)?;
        let parted = self.gap(self.words.get(last)?.span.end, at)?.trim();
        let is_linked = at < first || is_verb || is_extent || is_in_parentheses || matches!(parted, ":" | "：");
        if !is_linked || is_among(CHANGES, self.word(at)) && parted == "," {
            return None;
        }
        let mut last = match parted {
            ":" | "：" if at == number && fact.kind != Kind::Number => return self.label(last),
            "" | "(" | "\"" | "”" => last,
            // the road, 300 kilometers long; the road was built, stretching 300 kilometers
            "," if at == number || self.word(at).ends_with("ing") => last,
            // the road, which they built, was; coal—hard and brown—amounted to; the road (new) was
            "," | "—" | "--" | ")" | ")," => self.before_insertion(last, parted)?,
            _ => return None,
        };
        last = self.before_verbs(last);
        if self.is_stop(last) && !self.is_fact(last) || is_among(CHANGES, self.word(last)) {
            return None;
        }
        if at < number && self.word(at) == "of" {
            return if self.is_fact(last) { None } else { self.span(self.chunk_start(last), last) };
        }
        self.subject(last)
    }

    /// The name alone that ends with the word at `last`, before a colon: Steel: over 2,000 tons.
    fn label(&self, last: usize) -> Option<Span> {
        let first = self.chunk_start(last);
        let is_alone = first == 0 || !self.follows(first);
        if is_alone && !self.is_stop(last) && !self.is_fact(last) { self.span(first, last) } else { None }
    }

    /// Whether the word at `at` stands between a number and its subject: has an average of, is mostly.
    fn links(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        let is_adverb =
            word.ends_with("ly") && !matches!(word, "family" | "supply" | "assembly" | "reply" | "July" | "Italy");
        let is_amount = match word {
            "average" | "total" | "maximum" | "minimum" => next == "of",
            "a" | "an" => matches!(next, "average" | "total" | "maximum" | "minimum"),
            _ => false,
        };
        !self.is_fact(at) && (is_among(LINKS, word) || is_adverb || is_amount)
    }

    /// The word before an insertion that ends with the word at `last` and a mark.
    fn before_insertion(&self, last: usize, mark: &str) -> Option<usize> {
        const LONGEST: usize = 24;
        let opens = |at: &usize| {
            let gap = self.words.get(at - 1).and_then(|word| self.gap(word.span.end, *at)).unwrap_or_default();
            gap.trim_start().starts_with(if mark.starts_with(')') { "(" } else { mark })
        };
        (last.saturating_sub(LONGEST).max(1)..=last).rev().find(opens).map(|at| at - 1)
    }

    /// Where the words that may be one name with the one at `last` begin.
    fn chunk_start(&self, last: usize) -> usize {
        const LONGEST: usize = 4;
        let mut first = last;
        while first > 0
            && last - first + 1 < LONGEST
            && !self.is_stop(first - 1)
            && !self.is_fact(first - 1)
            && !is_verb(self.word(first - 1))
            && self.follows(first)
        {
            first -= 1;
        }
        first
    }

    /// The name that ends with the word at `last`, or the one that is tied to it by prepositions: average yield of wheat in | 30
    /// counties.
    fn subject(&self, last: usize) -> Option<Span> {
        let (mut first, mut end) = (last, last);
        let mut from = last;
        for _ in 0..REACH {
            if let Some(fact) = self.words.get(from)?.fact {
                first = from;
                while first > 0 && self.words[first - 1].fact == Some(fact) {
                    first -= 1;
                }
            } else {
                first = self.listed(self.chunk_start(from));
            }
            let mut at = first;
            while at > 0 && self.follows(at) && (DETERMINERS.contains(&self.word(at - 1)) || self.is_fact(at - 1)) {
                at -= 1;
            }
            let Some(preposition) =
                at.checked_sub(1).filter(|p| *p > 0 && self.follows(at) && PREPOSITIONS.contains(&self.word(*p)))
            else {
                break;
            };
            if !self.follows(preposition) || self.is_stop(preposition - 1) && !self.is_fact(preposition - 1) {
                break;
            }
            // the road built in | 1955
            let head = self.before_verbs(preposition - 1);
            if self.is_stop(head) && !self.is_fact(head) {
                break;
            }
            if is_among(CHANGES, self.word(head)) {
                return None;
            }
            let is_of = self.word(preposition) == "of";
            // The number of pupils; 300 mu of rice
            if is_of && (self.word(head) == "number" || self.is_fact(head)) {
                break;
            }
            if !is_of || self.is_fact(from) {
                end = head;
            }
            from = head;
        }
        if self.is_fact(end) { None } else { self.span(first, end) }
    }

    /// The word at `last`, or the one before the verbs that end with it: roads | have been built.
    fn before_verbs(&self, mut last: usize) -> usize {
        let is_verb = |at: usize| {
            let is_passive = at > 0 && matches!(self.word(at - 1), "been" | "was" | "were" | "being");
            is_passive || self.is_said(at, true) || is_among(AUXILIARIES, self.word(at))
        };
        while last > 0 && is_verb(last) && self.follows(last) {
            last -= 1;
        }
        last
    }

    /// Where a list begins that ends with the name that begins at `first`: counties and cities; Henan, Anhui and Hubei.
    fn listed(&self, mut first: usize) -> usize {
        for _ in 0..REACH {
            let and = usize::from(first > 0 && self.word(first - 1) == "and");
            let Some(before) = first.checked_sub(1 + and) else { break };
            let gap = self.gap(self.words[before].span.end, before + 1).unwrap_or_default().trim();
            let are_names = [before, first].iter().all(|at| self.word(*at).starts_with(char::is_uppercase));
            let are_plurals = and > 0 && gap.is_empty() && is_plural(self.word(before)) && is_plural(self.word(first));
            let is_list = and > 0 && gap.is_empty() || gap == ",";
            if self.is_fact(before) || self.is_stop(before) || !(are_names && is_list || are_plurals) {
                break;
            }
            first = self.chunk_start(before);
        }
        first
    }

    /// What a count without a name of its own is one of, where a list says so: the records include 24 in shooting.
    pub(super) fn left_out(&self, fact: &Fact, next: usize) -> Option<Span> {
        const LISTS: &[&str] =
            &["include", "includes", "included", "including", "namely", "comprise", "comprising", "are", "were"];
        let number = self.words.partition_point(|word| word.span.end <= fact.span.start);
        let last = number.checked_sub(1).filter(|_| fact.kind == Kind::Number)?;
        let is_left_out = matches!(self.word(next), "in" | "for" | "each" | "from" | "at" | "by")
            && self.touches(fact.span.end, next);
        if !is_left_out || !LISTS.contains(&self.word(last)) {
            return None;
        }
        let plural = |at: &usize| is_plural(self.word(*at)) && !self.is_stop(*at) && !self.is_fact(*at);
        let last = (number.saturating_sub(4 * REACH)..number).rev().find(plural)?;
        self.span(self.chunk_start(last), last)
    }

    /// The place of "from" where the words before `at` are "from", a number and "to".
    fn start_before(&self, at: usize, facts: &[Fact]) -> Option<usize> {
        let to = at.checked_sub(1).filter(|to| self.word(*to) == "to")?;
        let start = facts.get(self.words.get(to.checked_sub(1)?)?.fact?)?;
        let from = self.words.partition_point(|word| word.span.start < start.span.start).checked_sub(1)?;
        let is_start = self.word(from) == "from" && self.touches(start.span.end, at - 1);
        is_start.then_some(from)
    }

    /// The name of the whole that a sentence begins with: Of the records announced, 131 were …
    pub(super) fn whole(&self, fact: &Fact) -> Option<Span> {
        if self.word(0) != "Of" {
            return None;
        }
        let mut first = 1 + usize::from(matches!(self.word(1), "the" | "these" | "those"));
        while self.is_fact(first) {
            first += 1;
        }
        let plural = (first..first + REACH).take_while(|at| !self.is_stop(*at)).find(|at| is_plural(self.word(*at)))?;
        self.span(first, plural).filter(|span| !span.overlaps(fact.span))
    }
}
