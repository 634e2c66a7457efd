//! Fixed phrases found by one of their words: bounds (`no fewer than`) and idioms that hide a number (`square one`).

use super::ground::Ground;
use crate::numerals::en::cursor::{Sort, Token};
use crate::numerals::en::lexicon::WordTable;

/// A phrase around its anchor.
struct Phrase<T> {
    before: Vec<&'static str>,
    anchor: &'static str,
    after: Vec<&'static str>,
    value: T,
}

/// Phrases by the word they are found by.
pub(super) struct PhraseTable<T> {
    phrases: Vec<Phrase<T>>,
    /// The stretch of phrases an anchor of letters has.
    by_word: WordTable<(u16, u16)>,
    /// Where phrases begin whose anchor is a mark.
    marks: usize,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<T> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: T,
}

impl<T: Copy> PhraseTable<T> {
    /// A table of phrases, each as its words with the place of its anchor among them, and its value.
    pub(super) fn new(rows: impl Iterator<Item = ((Vec<&'static str>, usize), T)>) -> Self {
        let mut phrases: Vec<_> = rows
            .map(|((words, anchor), value)| {
                let (before, rest) = words.split_at(anchor.min(words.len() - 1));
                let (anchor, after) = rest.split_first().expect("a phrase has an anchor");
                Phrase { before: before.to_vec(), anchor, after: after.to_vec(), value }
            })
            .collect();
        let is_mark = |phrase: &Phrase<T>| !phrase.anchor.bytes().all(|b| b.is_ascii_alphabetic());
        // by anchor, longest first
        let length = |phrase: &Phrase<T>| std::cmp::Reverse(phrase.before.len() + phrase.after.len());
        phrases.sort_by(|a, b| (is_mark(a), a.anchor, length(a)).cmp(&(is_mark(b), b.anchor, length(b))));
        let marks = phrases.iter().position(is_mark).unwrap_or(phrases.len());
        let mut rows: Vec<(&'static str, (u16, u16))> = Vec::new();
        for (at, phrase) in phrases.iter().enumerate().take(marks) {
            let at = u16::try_from(at).expect("a table of phrases is small");
            match rows.last_mut() {
                Some((anchor, (_, end))) if *anchor == phrase.anchor => *end = at + 1,
                _ => rows.push((phrase.anchor, (at, at + 1))),
            }
        }
        Self { by_word: rows.into_iter().collect(), phrases, marks }
    }

    /// The longest phrase whose anchor is `token`.
    pub(super) fn at(&self, ground: Ground<'_>, token: Token) -> Option<Found<T>> {
        let cursor = ground.cursor;
        let (from, to) = match token.sort {
            Sort::Word => {
                let (from, to) = self.by_word.get(cursor.surface(token))?;
                (usize::from(from), usize::from(to))
            }
            Sort::Mark | Sort::Digits => (self.marks, self.phrases.len()),
            Sort::End => return None,
        };
        // the words next to the anchor are looked at once for all phrases
        let (mut left, mut right) = (None, None);
        self.phrases.get(from..to)?.iter().find_map(|phrase| {
            cursor.is(token, phrase.anchor).then_some(())?;
            let (mut start, mut end) = (token.start, token.end);
            if let Some((last, others)) = phrase.before.split_last() {
                let left = *left.get_or_insert_with(|| ground.before(token.start));
                cursor.is(left, last).then_some(())?;
                start = ground.phrase_before(left.start, others)?;
            }
            if let Some((first, others)) = phrase.after.split_first() {
                let right = *right.get_or_insert_with(|| cursor.next(token.end));
                cursor.is(right, first).then_some(())?;
                end = cursor.phrase(right.end, others)?;
            }
            Some(Found { start, end, value: phrase.value })
        })
    }
}

/// The words of a row of a table, and the place among them of the one in brackets.
pub(super) fn anchored(row: &'static str) -> (Vec<&'static str>, usize) {
    let anchor = row.split(' ').position(|word| word.starts_with('[')).unwrap_or(0);
    (row.split(' ').map(|word| word.trim_matches(['[', ']'])).collect(), anchor)
}
