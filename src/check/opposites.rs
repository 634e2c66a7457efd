//! What a figure is of, or its opposite: 进口的三成 is no "30 percent of exports".
//!
//! The words are a table, `data/check/opposites.tsv`. Speaks only where the English sentence has no word for the thing, and
//! more for its opposite than the Chinese: one of them at least stands where the thing is meant.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::wording::Spot;
use crate::numerals::en::lexicon::WordTable;
use crate::source::Span;
use crate::text::CharSet;

/// The words of one thing.
#[derive(Debug, Default)]
struct Thing {
    zh: Vec<&'static str>,
    en: Vec<&'static str>,
}

struct Things {
    /// Each thing beside its opposite: 0 and 1, 2 and 3.
    all: Vec<Thing>,
    /// The things whose Chinese words begin with a character.
    by_first: BTreeMap<char, Vec<usize>>,
    /// Those characters: most begin no such word.
    begins: CharSet,
    en: WordTable<()>,
}

static THINGS: LazyLock<Things> = LazyLock::new(|| {
    let lines = include_str!("../../data/check/opposites.tsv").lines().filter(|line| !line.starts_with('#'));
    let lists: Vec<Vec<&str>> = lines.flat_map(|line| line.split('\t')).map(|list| list.split('|').collect()).collect();
    let mut all = Vec::new();
    let mut lists = lists.into_iter();
    while let (Some(zh), Some(en)) = (lists.next(), lists.next()) {
        all.push(Thing { zh, en });
    }
    let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (at, thing) in all.iter().enumerate() {
        for first in thing.zh.iter().filter_map(|word| word.chars().next()) {
            let things = by_first.entry(first).or_default();
            if !things.contains(&at) {
                things.push(at);
            }
        }
    }
    let begins = by_first.keys().copied().collect();
    let en = all.iter().flat_map(|thing| thing.en.iter().map(|word| (*word, ()))).collect();
    Things { all, by_first, begins, en }
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
            let rest = near.get(at..)?;
            let (thing, word) = things.by_first.get(&c)?.iter().find_map(|&thing| {
                let word = things.all[thing].zh.iter().find(|word| rest.starts_with(**word))?;
                Some((thing, rest.get(..word.len())?))
            })?;
            Some((zh.place(word), things.named_otherwise(thing, zh, en)?))
        })
    })
}

impl Things {
    /// The English word beside the figure that names the opposite of `thing`, where the thing itself is named by none.
    fn named_otherwise(&self, thing: usize, zh: &Spot<'_>, en: &Spot<'_>) -> Option<Span> {
        let (own, other) = (&self.all[thing], &self.all[thing ^ 1]);
        let of = |thing: &Thing, word: &str| thing.en.iter().any(|own| word.eq_ignore_ascii_case(own));
        let near = words(en.before(2 * NEAR)).chain(words(en.after(2 * NEAR)));
        let named = near.into_iter().find(|word| self.en.get(word).is_some() && of(other, word))?;
        let (zh_sentence, en_sentence) = (zh.around(SENTENCE), en.around(SENTENCE));
        let told = other.zh.iter().map(|word| zh_sentence.matches(word).count()).sum();
        let clear = words(en_sentence).all(|word| !of(own, word))
            && words(en_sentence).filter(|word| of(other, word)).count() > told;
        clear.then(|| en.place(named))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic() && c != '-').filter(|word| !word.is_empty())
}
