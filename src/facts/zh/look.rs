//! What stands before and after a place of the text.

use crate::numerals::digits::digit_value;
use crate::numerals::zh::{financial, past_gap, sign};

/// The text that facts are read from, by place.
#[derive(Clone, Copy)]
pub(super) struct Look<'t>(pub(super) &'t str);

impl<'t> Look<'t> {
    /// The text from `at` on.
    pub(super) fn rest(self, at: usize) -> &'t str {
        self.0.get(at..).unwrap_or_default()
    }

    /// The text up to `at`.
    pub(super) fn head(self, at: usize) -> &'t str {
        self.0.get(..at).unwrap_or_default()
    }

    /// The character that begins at `at`.
    pub(super) fn after(self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    /// The character that ends at `at`.
    pub(super) fn before(self, at: usize) -> Option<char> {
        self.head(at).chars().next_back()
    }

    /// One past `word`, where it stands at `at`.
    pub(super) fn past(self, at: usize, word: &str) -> Option<usize> {
        // Byte by byte: most words differ in their first character, which a call to compare memory cannot know.
        let here = self.0.as_bytes().get(at..at + word.len())?;
        here.iter().zip(word.as_bytes()).all(|(a, b)| a == b).then_some(at + word.len())
    }

    /// One past the first of `words` that stands at `at`.
    pub(super) fn past_any(self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.past(at, word))
    }

    /// One past the character at `at`, if it is one of `chars`.
    pub(super) fn past_char(self, at: usize, chars: &str) -> Option<usize> {
        self.after(at).filter(|&c| is_one_of(c, chars)).map(|c| at + c.len_utf8())
    }

    /// Whether what stands before `at` ends with one of `words`.
    pub(super) fn follows_any(self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| {
            let from = at.checked_sub(word.len()).and_then(|from| self.0.as_bytes().get(from..at));
            from.is_some_and(|here| here.iter().rev().zip(word.as_bytes().iter().rev()).all(|(a, b)| a == b))
        })
    }

    /// The place after a line break or a few spaces at `at`.
    pub(super) fn past_gap(self, at: usize) -> usize {
        past_gap(self.0, at)
    }

    /// Whether `at` is the start of the text or stands after white space or a mark that ends or opens a clause.
    pub(super) fn begins_clause(self, at: usize) -> bool {
        self.before(at).is_none_or(is_boundary)
    }

    /// Whether `at` is the end of the text or stands before white space or a mark that ends a clause.
    pub(super) fn ends_clause(self, at: usize) -> bool {
        self.after(at).is_none_or(is_boundary)
    }

    /// Whether a digit of any kind ends at `at`.
    pub(super) fn digit_before(self, at: usize) -> bool {
        self.before(at).is_some_and(|c| digit_value(c).is_some() || sign(c).is_some())
    }

    /// Whether a digit of any kind, financial ones among them, stands at `at`.
    pub(super) fn numeral_at(self, at: usize) -> bool {
        self.digit_at(at) || self.after(at).is_some_and(|c| financial(c).is_some())
    }

    /// Whether a digit of any kind stands at `at`.
    pub(super) fn digit_at(self, at: usize) -> bool {
        self.after(at).is_some_and(|c| digit_value(c).is_some() || sign(c).is_some())
    }
}

/// Whether `c` is among a handful of characters: they are compared one by one, where `str::contains` prepares a search.
pub(super) fn is_one_of(c: char, chars: &str) -> bool {
    chars.chars().any(|own| own == c)
}

/// White space and the marks between clauses; quotation marks are none, since they name what they hold.
fn is_boundary(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '，' | '。' | '；' | '：' | '！' | '？' | '（' | '）' | '(' | ')' | ',' | ';' | ':' | '!' | '?' | '…' | '|'
        )
}
