//! What English numbers are about.

mod following;
mod preceding;
mod words;

use self::words::{STOPS, is_among, is_plural, is_verb};
use crate::facts::Fact;
use crate::quantity::MONTH_NAMES;
use crate::source::Span;
use crate::text::Words;

/// An English sentence in words.
pub(super) struct Sentence<'a> {
    text: &'a str,
    words: Vec<Word>,
}

#[derive(Clone, Copy)]
struct Word {
    span: Span,
    /// Which fact it is a part of.
    fact: Option<usize>,
}

/// So many words are looked at beside a number.
const REACH: usize = 6;

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, sentence: Span, facts: &[Fact]) -> Self {
        let mut at = 0;
        let words = Words::en(sentence.of(text)).into_iter().map(|span| {
            let span = span.shifted(sentence.start);
            while facts.get(at).is_some_and(|fact| fact.span.end <= span.start) {
                at += 1;
            }
            Word { span, fact: facts.get(at).filter(|fact| fact.span.overlaps(span)).map(|_| at) }
        });
        Self { text, words: words.collect() }
    }

    /// What each fact counts, and where.
    pub(super) fn about(&self, facts: &[Fact]) -> Vec<(Option<Span>, Option<Span>)> {
        let (mut searched, mut place, mut before) = (1, None, None);
        let found = facts.iter().map(|fact| {
            let end = self.words.partition_point(|word| word.span.end <= fact.span.start);
            place = self.place_between(searched, end).or(place);
            searched = searched.max(end);
            let of = if fact.kind.is_amount() { self.of(fact, facts) } else { None };
            let of = of.or_else(|| before.filter(|_| self.is_joined(end)));
            before = of;
            (of, place)
        });
        found.collect()
    }

    /// Whether the number that begins with the word at `at` is joined to one before: altitudes of 187 and 265 kilometers, 300
    /// kilometers (190 miles).
    fn is_joined(&self, at: usize) -> bool {
        let is_repeated = at > 0
            && self.is_fact(at - 1)
            && self.gap(self.words[at - 1].span.end, at).is_some_and(|g| g.trim() == "(");
        let is_listed = at > 1 && matches!(self.word(at - 1), "and" | "or" | "to") && self.is_fact(at - 2);
        is_repeated || is_listed && self.follows(at - 1)
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.span.of(self.text))
    }

    fn span(&self, first: usize, last: usize) -> Option<Span> {
        Some(self.words.get(first)?.span.join(self.words.get(last)?.span))
    }

    fn is_fact(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.fact.is_some())
    }

    /// Whether the word at `at` ends a name, which a part of a compound does not: per-mu yield.
    fn is_stop(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return true };
        let surface = word.span.of(self.text);
        // 300 new daily flights
        let is_adjective = surface == "daily" && self.follows(at + 1) && is_plural(self.word(at + 1));
        is_among(STOPS, surface) && !self.is_part_of_compound(word.span) && !is_adjective
    }

    fn is_part_of_compound(&self, word: Span) -> bool {
        let rest = self.text.get(word.end..).unwrap_or_default();
        let before = self.text.get(..word.start).unwrap_or_default();
        rest.starts_with('-') && rest.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || before.ends_with('-')
    }

    /// What stands between the byte `end` and the word at `at`.
    fn gap(&self, end: usize, at: usize) -> Option<&str> {
        self.words.get(at).and_then(|word| self.text.get(end..word.span.start))
    }

    /// Whether nothing but spaces, hyphens and quotation marks parts the word from what ends at byte `end`.
    fn touches(&self, end: usize, at: usize) -> bool {
        let is_near = |c: char| c.is_whitespace() || matches!(c, '-' | '"' | '“' | '”' | '‘');
        self.gap(end, at).is_some_and(|gap| gap.chars().all(is_near))
    }

    /// Whether the word at `at` follows the one before it at once.
    fn follows(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.words.get(before)).is_some_and(|word| self.touches(word.span.end, at))
    }

    fn of(&self, fact: &Fact, facts: &[Fact]) -> Option<Span> {
        let first = self.words.partition_point(|word| word.span.start < fact.span.end);
        self.following(fact, first, facts)
            .or_else(|| self.preceding(fact, facts))
            .or_else(|| self.left_out(fact, first))
            .or_else(|| self.whole(fact))
    }

    /// Whether the word at `at` says what is done rather than names: 454 captured; 12 workers wounded. Before a name it is a
    /// part of that: 20 wounded soldiers.
    fn is_said(&self, at: usize, is_after_name: bool) -> bool {
        let Some(&Word { span, .. }) = self.words.get(at) else { return false };
        let word = span.of(self.text);
        let is_past = word.ends_with("ed") && !word.ends_with("eed") && !word.ends_with("hundred");
        let is_past = is_past && word.len() > 3 && word.starts_with(char::is_lowercase) || is_verb(word);
        if self.is_part_of_compound(span) {
            return false;
        }
        let goes_on = || self.follows(at + 1) && !self.is_stop(at + 1);
        is_after_name && is_past
            || !is_after_name
                && (is_past || word.ends_with("ing") && word.len() > 4 && word.starts_with(char::is_lowercase))
                && !goes_on()
    }

    /// The last place named in the words from `start` up to `end`: capitals after in, at, of, throughout.
    fn place_between(&self, start: usize, end: usize) -> Option<Span> {
        let is_name = |at: usize| {
            let word = self.word(at);
            word.starts_with(|c: char| c.is_uppercase()) && !MONTH_NAMES.contains(&word)
        };
        (start..end).rev().find_map(|at| {
            let before = self.word(at - 1);
            let skips_the = before == "the" && at > 1;
            let before = if skips_the { self.word(at - 2) } else { before };
            if !is_name(at) || !matches!(before, "in" | "In" | "at" | "throughout" | "across" | "of" | "from") {
                return None;
            }
            let mut last = at;
            while last + 1 < end && is_name(last + 1) && self.follows(last + 1) {
                last += 1;
            }
            self.span(at, last)
        })
    }
}

/// Whether a number only stands for what was counted before it: Of these, 40 were wet; 40 of them; these 40.
pub(super) fn is_of_counted(text: &str, number: Span) -> bool {
    const AFTER: &[&str] =
        &["were ", "was ", "are ", "remain", "had ", "have ", "of them", "of these", "of those", "of which", "of whom"];
    const BEFORE: &[&str] = &["these", "those", "These", "Those"];
    let after = text.get(number.end..).unwrap_or_default().trim_start();
    let before = text.get(..number.start).unwrap_or_default().trim_end();
    AFTER.iter().any(|words| after.starts_with(words)) || BEFORE.iter().any(|word| before.ends_with(word))
}

/// Whether a number only labels what follows: (1).
pub(super) fn is_label(text: &str, number: Span) -> bool {
    let inside = |before: &str, after: &str| before.ends_with('(') && after.starts_with(')');
    text.get(..number.start).zip(text.get(number.end..)).is_some_and(|(before, after)| inside(before, after))
}

/// Whether a date that follows `before`, the beginning of a sentence, heads it.
pub(super) fn heads(before: &str) -> bool {
    matches!(before.trim_start(), "" | "In" | "By" | "During" | "On" | "At" | "Since" | "From" | "Until" | "For")
}

/// Whether what follows `before` is what something is compared with.
pub(super) fn compares(before: &str) -> bool {
    const WORDS: &[&str] = &[
        " than",
        " than in",
        " than that of",
        " than those of",
        " over",
        " over that of",
        " over the same period",
        " over the same period of",
        " compared with",
        " compared to",
        " compared with the same period",
        " that of",
        " in comparison with",
        " the same period",
    ];
    WORDS.iter().any(|word| before.ends_with(word))
}
