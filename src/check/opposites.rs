//! What a figure is of, or its opposite: 进口的三成 is no "30 percent of exports".
//!
//! The words are a table, `data/check/opposites.tsv`. Speaks only where the English sentence has no word for the thing, and
//! more for its opposite than the Chinese: one of them at least stands where the thing is meant.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::only;
use super::wording::Spot;
use crate::source::Span;
use crate::text::CharSet;

/// A Chinese word, and the characters before and after which it is part of another: 队长子女 has no 长子.
#[derive(Debug)]
struct Chinese {
    word: &'static str,
    not_after: &'static str,
    not_before: &'static str,
}

/// The words of one thing.
#[derive(Debug, Default)]
struct Thing {
    zh: Vec<Chinese>,
    /// English words, and phrases of several.
    en: Vec<Vec<&'static str>>,
    /// What only shows that the thing may be meant: enough to be silent, too little to speak of it.
    zh_hints: Vec<Chinese>,
    en_hints: Vec<Vec<&'static str>>,
}

struct Things {
    /// Each thing beside its opposite: 0 and 1, 2 and 3.
    all: Vec<Thing>,
    /// The things whose Chinese words begin with a character.
    by_first: BTreeMap<char, Vec<usize>>,
    /// Those characters: most begin no such word.
    begins: CharSet,
}

static THINGS: LazyLock<Things> = LazyLock::new(|| {
    let lines = include_str!("../../data/check/opposites.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut lists = lines.flat_map(|line| line.split('\t'));
    let mut all = Vec::new();
    while let (Some(zh), Some(en)) = (lists.next(), lists.next()) {
        let mut thing = Thing::default();
        for word in zh.split('|') {
            match word.strip_prefix('~') {
                Some(hint) => thing.zh_hints.push(Chinese::parse(hint)),
                None => thing.zh.push(Chinese::parse(word)),
            }
        }
        for words in en.split('|') {
            match words.strip_prefix('~') {
                Some(hint) => thing.en_hints.push(hint.split(' ').collect()),
                None => thing.en.push(words.split(' ').collect()),
            }
        }
        all.push(thing);
    }
    let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (at, thing) in all.iter().enumerate() {
        for first in thing.zh.iter().filter_map(|zh| zh.word.chars().next()) {
            let things = by_first.entry(first).or_default();
            if !things.contains(&at) {
                things.push(at);
            }
        }
    }
    let begins = by_first.keys().copied().collect();
    Things { all, by_first, begins }
});

/// So much beside a figure may say what it is of, in bytes.
const NEAR: usize = 36;
/// So much of the sentence is searched for both.
const SENTENCE: usize = 400;

/// The words beside two equal figures that name a thing and its opposite.
pub(super) fn named(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    let things = &*THINGS;
    [zh.before(NEAR), zh.after(NEAR)].into_iter().find_map(|near| {
        // Nothing but this loop is gone through for most figures.
        near.char_indices().filter(|&(_, c)| things.begins.contains(c)).find_map(|(at, c)| {
            things.by_first.get(&c)?.iter().find_map(|&thing| {
                let own = things.all[thing].zh.iter().find(|own| own.is_at(near, at))?;
                let word = near.get(at..at + own.word.len())?;
                Some((zh.place(word), things.named_otherwise(thing, zh, en)?))
            })
        })
    })
}

/// Where two sentences name a thing and its opposite, each of them once on either side: what is said of the one is not said of
/// the other.
pub(super) fn ties(zh: &str, en: &str) -> Vec<(Span, Span)> {
    let things = &*THINGS;
    // Where the Chinese names each thing.
    let mut named: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (at, c) in zh.char_indices().filter(|&(_, c)| things.begins.contains(c)) {
        for &thing in things.by_first.get(&c).into_iter().flatten() {
            if let Some(own) = things.all[thing].zh.iter().find(|own| own.is_at(zh, at)) {
                named.entry(thing).or_default().push(Span::new(at, at + own.word.len()));
            }
        }
    }
    let is_contrast = |&thing: &usize| thing % 2 == 0 && named.contains_key(&(thing ^ 1));
    let contrasts: Vec<usize> = named.keys().copied().filter(is_contrast).collect();
    if contrasts.is_empty() {
        return Vec::new();
    }
    let words = words(en);
    let place = |word: &str| {
        let at = word.as_ptr().addr() - en.as_ptr().addr();
        Span::new(at, at + word.len())
    };
    let tie = |thing: usize| {
        let said = (0..words.len()).filter_map(|at| {
            let length = longest(&things.all[thing].en, &words[at..])?;
            Some(place(words.get(at)?).join(place(words.get(at + length - 1)?)))
        });
        Some((only(named.get(&thing)?.iter().copied())?, only(said)?))
    };
    contrasts.into_iter().filter_map(|thing| Some([tie(thing)?, tie(thing ^ 1)?])).flatten().collect()
}

impl Things {
    /// The English word beside the figure that names the opposite of `thing`, where the thing itself is named by none.
    fn named_otherwise(&self, thing: usize, zh: &Spot<'_>, en: &Spot<'_>) -> Option<Span> {
        let (own, other) = (&self.all[thing], &self.all[thing ^ 1]);
        let near = [en.before(2 * NEAR), en.after(2 * NEAR)];
        let named = near.into_iter().find_map(|near| {
            let words = words(near);
            let (at, length) = (0..words.len()).find_map(|at| Some((at, longest(&other.en, &words[at..])?)))?;
            let (first, last) = (words.get(at)?, words.get(at + length - 1)?);
            Some(en.place(first).join(en.place(last)))
        })?;
        let (zh_sentence, en_sentence) = (zh.around(SENTENCE), words(en.around(SENTENCE)));
        let is_own = |at: usize| own.en.iter().chain(&own.en_hints).any(|own| begins(&en_sentence[at..], own));
        let is_told = |at: usize| other.zh.iter().chain(&other.zh_hints).any(|other| other.is_at(zh_sentence, at));
        let told = zh_sentence.char_indices().filter(|&(at, _)| is_told(at)).count();
        let named_so = |at: &usize| longest(&other.en, &en_sentence[*at..]).is_some();
        let clear = !(0..en_sentence.len()).any(is_own) && (0..en_sentence.len()).filter(named_so).count() > told;
        clear.then_some(named)
    }
}

impl Chinese {
    /// Reads `队校社^长子!女弟县`.
    fn parse(entry: &'static str) -> Self {
        let (not_after, rest) = entry.split_once('^').unwrap_or(("", entry));
        let (word, not_before) = rest.split_once('!').unwrap_or((rest, ""));
        Self { word, not_after, not_before }
    }

    /// Whether the word stands at `at` in `text` and is no part of another.
    fn is_at(&self, text: &str, at: usize) -> bool {
        let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(self.word)) else { return false };
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let bars = |guard: &str, beside: Option<char>| beside.is_some_and(|c| guard.contains(c));
        !bars(self.not_after, before) && !bars(self.not_before, rest.chars().next())
    }
}

/// The words of an English text.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_alphabetic() && c != '-').filter(|word| !word.is_empty()).collect()
}

/// Whether `words` begin with those of `phrase`.
fn begins(words: &[&str], phrase: &[&str]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, own)| word.eq_ignore_ascii_case(own))
}

/// How many words the longest of `phrases` has that `words` begin with.
fn longest(phrases: &[Vec<&str>], words: &[&str]) -> Option<usize> {
    phrases.iter().filter(|phrase| begins(words, phrase)).map(Vec::len).max()
}
