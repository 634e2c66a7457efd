//! The places of an English text where a fact may begin.
//!
//! One pass over the bytes stops at digits, at signs of currencies and at the words of [`super::lexicon`]. The most
//! frequent of these words count nothing by themselves (articles, `this`, `whole`, the first word of a feast's name), so
//! at them the word behind is looked up too, and where no fact goes on with it (`a book`, `this paper`, `new houses`) the
//! place is passed by. This hides no fact: where anything but a space and a word of plain letters follows, the readers
//! decide.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lexicon::{Trigger, calendar_words, triggers};
use super::{calendar, silence, units};
use crate::numerals::en::cursor::Cursor;
use crate::numerals::en::lexicon::{WordTable, number_words};

/// A place where a fact may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) at: usize,
    /// One past the word or character that stands there.
    pub(super) end: usize,
    /// What the word there may begin; `None` for digits and signs.
    pub(super) trigger: Option<Trigger>,
}

/// Finds the places of a text where a fact may begin.
pub(super) struct Starts<'t> {
    cursor: Cursor<'t>,
    triggers: &'static WordTable<Trigger>,
    /// The words facts go on with after a first word that counts nothing, each with the classes of first words. Without
    /// them every such word is a place.
    continuations: Option<&'static WordTable<u8>>,
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

const AFTER_ARTICLE: u8 = 1;
const AFTER_WHOLE: u8 = 2;
const AFTER_STEP: u8 = 4;
const AFTER_FEAST: u8 = 8;
/// Marks the first words of feasts that need no second: `Christmas`.
const ALONE: u8 = 16;

fn continuations() -> &'static WordTable<u8> {
    static TABLE: LazyLock<WordTable<u8>> = LazyLock::new(|| {
        let numbers = number_words().map(|(word, _)| (word, AFTER_ARTICLE)).chain([("few", AFTER_ARTICLE)]);
        let units = units::first_words().map(|word| (word, AFTER_ARTICLE | AFTER_WHOLE));
        let idioms = silence::idiom_words().map(|word| (word, AFTER_ARTICLE | AFTER_WHOLE));
        let stretches = ["year", "month", "week", "night", "morning", "afternoon", "evening"];
        let stretches = stretches.into_iter().chain(calendar_words().map(|(word, _)| word));
        let feasts = calendar::feast_words().map(|(first, second)| second.map_or((first, ALONE), |w| (w, AFTER_FEAST)));
        let rows = numbers.chain(units).chain(idioms).chain(stretches.map(|word| (word, AFTER_STEP))).chain(feasts);
        let mut classes: BTreeMap<String, (&'static str, u8)> = BTreeMap::new();
        for (word, class) in rows.filter(|(word, _)| word.bytes().all(|b| b.is_ascii_alphabetic())) {
            classes.entry(word.to_ascii_lowercase()).or_insert((word, 0)).1 |= class;
        }
        classes.into_values().collect()
    });
    &TABLE
}

impl<'t> Starts<'t> {
    pub(super) fn new(cursor: Cursor<'t>) -> Self {
        Self { cursor, triggers: triggers(), continuations: Some(continuations()) }
    }

    /// As [`Self::new`], but no place is passed by for the word behind it.
    #[cfg(test)]
    pub(super) fn all(cursor: Cursor<'t>) -> Self {
        Self { continuations: None, ..Self::new(cursor) }
    }

    /// The first place from byte `from` on, a character boundary, where a fact may begin.
    pub(super) fn next(&self, from: usize) -> Option<Start> {
        let bytes = self.cursor.text().as_bytes();
        let mut at = from;
        loop {
            match CLASSES[usize::from(*bytes.get(at)?)] {
                Class::Other => at += 1,
                Class::Letter => {
                    let end = self.letters_end(at);
                    match self.word(at, end) {
                        Ok(start) => return Some(start),
                        Err(next) => at = next,
                    }
                }
                Class::Digit | Class::Sign => return Some(Start { at, end: at + 1, trigger: None }),
                Class::Wide => {
                    let c = self.cursor.char_at(at)?;
                    let end = at + c.len_utf8();
                    if opens_amount(c) {
                        return Some(Start { at, end, trigger: None });
                    }
                    at = end;
                }
            }
        }
    }

    /// The first place in the text where a fact may begin with the word of ASCII letters from `at` to `end`, or else
    /// where reading goes on.
    fn word(&self, at: usize, end: usize) -> Result<Start, usize> {
        let text = self.cursor.text();
        let word = text.get(at..end).unwrap_or_default();
        let Some(trigger) = self.triggers.get(word) else {
            return Err(match text.as_bytes().get(end) {
                Some(b':' | b'.') => silence::address(text.as_bytes(), end, word).unwrap_or(end),
                _ => end,
            });
        };
        // a word with letters outside ASCII around it is another word
        let torn = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
        let torn = torn(self.cursor.char_before(at)) || torn(self.cursor.char_at(end));
        let begins = !torn && self.may_begin(word, end, trigger);
        if begins { Ok(Start { at, end, trigger: Some(trigger) }) } else { Err(end) }
    }

    /// Whether a fact may begin with `word`, which ends at `end`, as far as the word behind it tells.
    fn may_begin(&self, word: &str, end: usize, trigger: Trigger) -> bool {
        let Some(continuations) = self.continuations else { return true };
        let class = match trigger {
            Trigger::Article => AFTER_ARTICLE,
            Trigger::Whole => AFTER_WHOLE,
            Trigger::Step(_) => AFTER_STEP,
            Trigger::Feast => AFTER_FEAST,
            _ => return true,
        };
        let bytes = self.cursor.text().as_bytes();
        if bytes.get(end) != Some(&b' ') || !bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic) {
            return true;
        }
        let next_end = self.letters_end(end + 1);
        if bytes.get(next_end).is_some_and(|byte| !byte.is_ascii()) {
            return true;
        }
        let next = self.cursor.text().get(end + 1..next_end).unwrap_or_default();
        let classes = |word| continuations.get(word).unwrap_or(0);
        classes(next) & class != 0 || class == AFTER_FEAST && classes(word) & ALONE != 0
    }

    /// Where the ASCII letters at `at` end.
    fn letters_end(&self, at: usize) -> usize {
        let bytes = self.cursor.text().as_bytes();
        let letters = bytes.get(at..).unwrap_or_default().iter();
        at + letters.take_while(|&&byte| CLASSES[usize::from(byte)] == Class::Letter).count()
    }
}

/// A currency sign, a vulgar fraction or a digit of full width begins an amount.
fn opens_amount(c: char) -> bool {
    matches!(
        c,
        '£' | '€'
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
            | '０'..='９'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Context, Reader, Reading};
    use super::*;

    fn read<'t>(text: &'t str, starts: fn(Cursor<'t>) -> Starts<'t>) -> Reading {
        let mut reader = Reader::new(Cursor::new(text), Context::default());
        reader.run(&starts(reader.ground.cursor));
        reader.out
    }

    fn words() -> impl Strategy<Value = String> {
        let first = ["a", "an", "A", "all", "another", "whole", "full", "this", "This", "last", "next", "current"];
        let plain =
            ["of", "the", "few", "in", "to", "people", "houses", "old", "2", "15", "1954", "$5", "-", ",", ".", "'s"];
        let mut all: Vec<&str> = number_words().map(|(word, _)| word).collect();
        all.extend(units::first_words().chain(silence::idiom_words()));
        all.extend(calendar_words().map(|(word, _)| word));
        let feasts = calendar::feast_words().flat_map(|(first, second)| [Some(first), second]).flatten();
        prop_oneof![
            3 => prop::sample::select(first.to_vec()),
            2 => prop::sample::select(plain.to_vec()),
            1 => prop::sample::select(feasts.collect::<Vec<_>>()),
            3 => prop::sample::select(all),
        ]
        .prop_map(str::to_owned)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn the_word_behind_hides_no_fact(words in prop::collection::vec(words(), 2..7)) {
            let text = words.join(" ");
            prop_assert_eq!(read(&text, Starts::new), read(&text, Starts::all), "{}", text);
        }
    }

    #[test]
    fn words_that_facts_do_not_go_on_with_are_no_places() {
        let places = |text: &'static str| {
            let starts = Starts::new(Cursor::new(text));
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(start) = starts.next(from) {
                found.push(text.get(start.at..start.end).unwrap());
                from = start.end;
            }
            found.join(" ")
        };
        assert_eq!(places("a hall, this paper and a hundred tons of the National Library's 20 books"), "a hundred 2 0");
        assert_eq!(places("this year, National Day, https://example.org/7 and ¥5"), "this National ¥ 5");
    }
}
