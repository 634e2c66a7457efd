//! What Chinese numbers are about.

mod following;
mod preceding;
mod words;

use self::words::{PEOPLE, PREPOSITIONS, THINGS, is_numeral};
use crate::facts::{Fact, Kind, zh};
use crate::source::{Span, is_han};
use crate::text::{Part, Words};

/// A Chinese sentence in words, its facts among them.
pub(super) struct Sentence<'a> {
    text: &'a str,
    items: Vec<Item>,
    /// For each fact its place among the items.
    places: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Item {
    span: Span,
    /// `None` for a fact.
    part: Option<Part>,
    /// A date or time of day.
    is_time: bool,
}

impl Item {
    fn word(span: Span, part: Part) -> Self {
        Self { span, part: Some(part), is_time: false }
    }
}

/// So many words are looked at beside a number.
const REACH: usize = 6;

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, sentence: Span, facts: &[Fact], words: &Words) -> Self {
        let (mut items, mut places) = (Vec::new(), Vec::new());
        let mut at = sentence.start;
        let gap = |items: &mut Vec<Item>, start: usize, end: usize| {
            let between = text.get(start..end).unwrap_or_default();
            // 有 3 名: a blank between a number and a word is no item; several are a gap in the text.
            let is_wide = between.starts_with("  ") || between.ends_with("  ");
            for (span, part) in words.parts(between) {
                let span = span.shifted(start);
                // The dictionary has 产量比 as a word; here 比 compares.
                let surface = span.of(text);
                if part == Part::Noun && surface.ends_with('比') && surface.chars().nth(2).is_some() {
                    let than = span.end - '比'.len_utf8();
                    items.push(Item::word(Span::new(span.start, than), Part::Noun));
                    items.push(Item::word(Span::new(than, span.end), Part::Other));
                } else if surface != " " || is_wide || span.start > start && span.end < end {
                    items.push(Item::word(span, part));
                }
            }
        };
        for fact in facts {
            gap(&mut items, at.min(fact.span.start), fact.span.start);
            places.push(items.len());
            let is_time = matches!(fact.kind, Kind::Date | Kind::Period | Kind::Datetime);
            items.push(Item { span: fact.span, part: None, is_time });
            at = fact.span.end;
        }
        gap(&mut items, at.min(sentence.end), sentence.end);
        Self { text, items, places }
    }

    /// What each fact counts, and where.
    pub(super) fn about(&self, facts: &[Fact]) -> Vec<(Option<Span>, Option<Span>)> {
        let mut found: Vec<(Option<Span>, Option<Span>)> = Vec::with_capacity(facts.len());
        // From the end, since 五百公尺和一千公尺赛跑 names behind the last what all have.
        let mut shared = None;
        for (of, (fact, &at)) in facts.iter().zip(&self.places).enumerate().rev() {
            if !fact.kind.is_amount() {
                shared = None;
                found.push((None, None));
                continue;
            }
            let thing = if fact.kind == Kind::Number { thing_of(self.text, fact.span) } else { None };
            // 三县开会, 两村代表: what a number with 省 or 县 counts is named in it, but 二十万人 may be called more exactly.
            let is_exact = thing.is_some_and(|thing| !PEOPLE.contains(&thing.of(self.text)));
            let following = if is_exact { thing } else { self.following(fact, at, thing.is_some()) };
            shared = following
                .or_else(|| shared.filter(|_| self.is_beside_next(facts, of) && !self.is_of_dimension(fact, at)));
            let named = shared.or_else(|| self.preceding(fact, at));
            found.push((named, None));
        }
        found.reverse();
        let (mut searched, mut place, mut before) = (0, None, None);
        for (&at, (of, own)) in self.places.iter().zip(&mut found) {
            place = self.place_between(searched, at).or(place);
            (searched, *own) = (at, place);
            // 六米（二十英尺）
            if at > 1
                && matches!(self.surface(at - 1), "（" | "(")
                && self.items[at - 2].part.is_none()
                && before.is_some()
            {
                *of = before;
            }
            before = *of;
        }
        found
    }

    fn part(&self, at: usize) -> Option<Part> {
        self.items.get(at).and_then(|item| item.part)
    }

    fn surface(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| item.span.of(self.text))
    }

    fn join(&self, first: usize, last: usize) -> Option<Span> {
        Some(self.items.get(first)?.span.join(self.items.get(last)?.span))
    }

    /// The last of the words from `first` on that may be one name.
    fn last_nominal(&self, first: usize) -> Option<usize> {
        (first..first + REACH).take_while(|at| self.is_nominal(*at)).last()
    }

    fn is_nominal(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Noun | Part::Person | Part::Act | Part::Place | Part::Modifier))
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Noun | Part::Person))
    }

    fn is_verb(&self, at: usize) -> bool {
        self.part(at) == Some(Part::Verb)
    }

    fn is_fact(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.part.is_none())
    }

    /// The last place that is named in the items from `start` up to `end`.
    fn place_between(&self, start: usize, end: usize) -> Option<Span> {
        (start..end).rev().find_map(|last| {
            if let Some(first) = self.unknown_place(last) {
                return self.join(first, last);
            }
            if self.part(last) != Some(Part::Place) {
                return None;
            }
            let mut first = last;
            while first > 0 && self.part(first - 1) == Some(Part::Place) {
                first -= 1;
            }
            // 京, 沪 and 郑 alone are places where a preposition says so: in 谭余郑 they are part of a name.
            let is_short = first == last && self.is_single(last);
            let is_said = first > 0 && PREPOSITIONS.contains(&self.surface(first - 1));
            if is_short && !is_said { None } else { self.join(first, last) }
        })
    }

    fn is_single(&self, at: usize) -> bool {
        self.surface(at).chars().count() == 1
    }

    /// Where a place that the dictionary does not know begins, if its last word, 县 or 镇, stands at `last`: two characters
    /// before it that are no words together, 汪郑镇.
    fn unknown_place(&self, last: usize) -> Option<usize> {
        const KINDS: &[&str] = &["省", "市", "县", "縣", "区", "區", "乡", "鄉", "镇", "鎮", "村"];
        const NO_NAMES: &[&str] = &[
            "本", "各", "全", "该", "該", "某", "此", "每", "这", "這", "那", "几", "同", "在", "于", "到", "由", "从",
            "從", "向", "和", "与", "與", "及", "为", "為", "其", "他", "我", "你", "等", "至", "以", "把", "被", "对",
            "個", "个", "了", "着", "所", "之",
        ];
        let is_piece = |at: usize| {
            let is_word = matches!(self.part(at), Some(Part::Noun | Part::Person | Part::Place | Part::Other));
            is_word && self.is_single(at) && !NO_NAMES.contains(&self.surface(at))
        };
        let first = last.checked_sub(2)?;
        (KINDS.contains(&self.surface(last)) && is_piece(first) && is_piece(first + 1)).then_some(first)
    }
}

/// The measure word for things that a count ends with, or the last character of it; no numeral, nor a word for times.
pub(super) fn measure(text: &str, number: Span) -> Option<char> {
    let last = number.of(text).chars().next_back()?;
    (is_han(last) && !is_numeral(last) && !"次回遍趟场場倍".contains(last)).then_some(last)
}

/// What a number ends with that is a thing itself: 户 of 三千户, 农民 of 五亿农民.
pub(super) fn thing_of(text: &str, number: Span) -> Option<Span> {
    const LONGEST: usize = 4;
    let surface = number.of(text);
    let is_thing = |from: &usize| {
        let word = surface.get(*from..).unwrap_or_default();
        word.chars().nth(1).is_none() && word.starts_with(THINGS) || zh::is_counted_noun(word)
    };
    let starts = surface.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_han(*c) && !is_numeral(*c));
    let from = starts.map(|(from, _)| from).filter(is_thing).last()?;
    Some(Span::new(number.start + from, number.end))
}

/// Whether a date that follows `before`, the beginning of a sentence, heads it.
pub(super) fn heads(before: &str) -> bool {
    matches!(before.trim_start(), "" | "在" | "于" | "到" | "从" | "從" | "自" | "截至" | "据" | "據")
}

/// Whether what follows `before` is what something is compared with.
pub(super) fn compares(before: &str) -> bool {
    ["比", "较", "同", "与", "相当于", "超过", "等于"].iter().any(|word| before.ends_with(word))
}
