//! English text as a reader of numbers sees it: words, runs of digits and marks, one at a time in either direction.

use super::super::digits::digit_value;
use super::memo::Memo;

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Letters, without apostrophes or hyphens.
    Word,
    /// Arabic digits.
    Digits,
    /// Any other character.
    Mark,
    /// The end of the text, or a blank line, which ends every phrase.
    End,
}

/// A word, a run of digits or one other character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) sort: Sort,
}

/// A view of a text that hands out tokens. Copying one copies references.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    memo: Option<&'t Memo>,
}

/// Whether `c` separates words. A line break inside a paragraph does.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}')
}

fn sort_of(c: char) -> Sort {
    if c.is_ascii_alphabetic() {
        Sort::Word
    } else if digit_value(c).is_some() {
        Sort::Digits
    } else if !c.is_ascii() && c.is_alphabetic() {
        Sort::Word
    } else {
        Sort::Mark
    }
}

/// What an ASCII byte belongs to; a byte of another character is a mark here and looked at again.
fn ascii_sort(byte: u8) -> Sort {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Sort::Word,
        b'0'..=b'9' => Sort::Digits,
        _ => Sort::Mark,
    }
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, memo: None }
    }

    /// A view that remembers in `memo`, which serves no other text.
    pub(crate) fn remembering(text: &'t str, memo: &'t Memo) -> Self {
        Self { text, memo: Some(memo) }
    }

    pub(super) fn memo(self) -> Option<&'t Memo> {
        self.memo
    }

    pub(crate) fn text(self) -> &'t str {
        self.text
    }

    /// The text from `at` on; empty where `at` is no character boundary.
    pub(crate) fn rest(self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The text before `at`.
    pub(crate) fn head(self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }

    /// The character that begins at `at`.
    pub(crate) fn char_at(self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.rest(at).chars().next(),
            None => None,
        }
    }

    /// The character that ends at `at`.
    pub(crate) fn char_before(self, at: usize) -> Option<char> {
        match at.checked_sub(1).and_then(|last| self.text.as_bytes().get(last)) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.head(at).chars().next_back(),
            None => None,
        }
    }

    /// The token after the white space at `at`.
    pub(crate) fn next(self, at: usize) -> Token {
        // nearly always one space or none
        let bytes = self.text.as_bytes();
        let near = at + usize::from(bytes.get(at) == Some(&b' '));
        if bytes.get(near).is_some_and(u8::is_ascii_graphic) {
            return self.glued(near);
        }
        let (mut start, mut breaks) = (at, 0);
        while let Some(c) = self.char_at(start).filter(|&c| is_space(c)) {
            breaks += usize::from(c == '\n');
            start += c.len_utf8();
        }
        if breaks > 1 { Token { start: at, end: at, sort: Sort::End } } else { self.glued(start) }
    }

    /// The token that begins exactly at `at`; an end where white space does.
    pub(crate) fn glued(self, at: usize) -> Token {
        match self.memo {
            Some(memo) => memo.token(at, || self.token_at(at)),
            None => self.token_at(at),
        }
    }

    fn token_at(self, at: usize) -> Token {
        // nearly all text is ASCII, and of that nearly all is words
        let bytes = self.text.as_bytes();
        let sort = bytes.get(at).copied().map(ascii_sort);
        if let Some(sort @ (Sort::Word | Sort::Digits)) = sort {
            let mut end = at + 1;
            while bytes.get(end).is_some_and(|&byte| ascii_sort(byte) == sort) {
                end += 1;
            }
            if bytes.get(end).is_none_or(u8::is_ascii) {
                return Token { start: at, end, sort };
            }
        }
        let Some(first) = self.char_at(at).filter(|&c| !is_space(c)) else {
            return Token { start: at, end: at, sort: Sort::End };
        };
        let sort = sort_of(first);
        let mut end = at + first.len_utf8();
        if sort != Sort::Mark {
            while let Some(c) = self.char_at(end).filter(|&c| sort_of(c) == sort) {
                end += c.len_utf8();
            }
        }
        Token { start: at, end, sort }
    }

    /// The token before the white space that ends at `at`.
    pub(crate) fn before(self, at: usize) -> Token {
        let byte_before = |at: usize| at.checked_sub(1).and_then(|last| self.text.as_bytes().get(last));
        let near = at - usize::from(byte_before(at) == Some(&b' '));
        if byte_before(near).is_some_and(u8::is_ascii_graphic) {
            return self.glued_before(near);
        }
        let (mut end, mut breaks) = (at, 0);
        while let Some(c) = self.char_before(end).filter(|&c| is_space(c)) {
            breaks += usize::from(c == '\n');
            end -= c.len_utf8();
        }
        if breaks > 1 { Token { start: at, end: at, sort: Sort::End } } else { self.glued_before(end) }
    }

    /// The token that ends exactly at `at`; an end where white space does.
    pub(crate) fn glued_before(self, at: usize) -> Token {
        match self.memo {
            Some(memo) => memo.token_before(at, || self.token_before(at)),
            None => self.token_before(at),
        }
    }

    fn token_before(self, at: usize) -> Token {
        let head = self.text.as_bytes().get(..at).unwrap_or_default();
        if let Some(sort @ (Sort::Word | Sort::Digits)) = head.last().copied().map(ascii_sort) {
            let length = head.iter().rev().take_while(|&&byte| ascii_sort(byte) == sort).count();
            let start = at - length;
            if start.checked_sub(1).and_then(|last| head.get(last)).is_none_or(u8::is_ascii) {
                return Token { start, end: at, sort };
            }
        }
        let Some(last) = self.char_before(at).filter(|&c| !is_space(c)) else {
            return Token { start: at, end: at, sort: Sort::End };
        };
        let sort = sort_of(last);
        let mut start = at - last.len_utf8();
        if sort != Sort::Mark {
            while let Some(c) = self.char_before(start).filter(|&c| sort_of(c) == sort) {
                start -= c.len_utf8();
            }
        }
        Token { start, end: at, sort }
    }

    /// The surface of a token.
    pub(crate) fn surface(self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Whether a token is this word or mark, in any case.
    pub(crate) fn is(self, token: Token, word: &str) -> bool {
        token.end - token.start == word.len() && self.surface(token).eq_ignore_ascii_case(word)
    }

    /// Whether a token is one of these words or marks, in any case.
    pub(crate) fn is_any(self, token: Token, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(token, word))
    }

    /// Where `words`, each after white space or none, end if they stand at `at`.
    pub(crate) fn phrase(self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().try_fold(at, |at, word| Some(self.next(at)).filter(|&t| self.is(t, word)).map(|t| t.end))
    }

    /// Where `words` begin if they end at `at`, white space between left out.
    pub(crate) fn phrase_before(self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().rev().try_fold(at, |at, word| Some(self.before(at)).filter(|&t| self.is(t, word)).map(|t| t.start))
    }

    /// Whether the first letter of a word is a capital.
    pub(crate) fn is_capitalised(self, token: Token) -> bool {
        self.char_at(token.start).is_some_and(char::is_uppercase)
    }

    /// Where a hyphen or dash of any kind that begins at `at` ends.
    pub(crate) fn hyphen(self, at: usize) -> Option<usize> {
        let c = self.char_at(at)?;
        matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}')
            .then(|| at + c.len_utf8())
    }

    /// The word after white space or one hyphen: how the parts of a numeral hang together.
    pub(crate) fn next_part(self, at: usize) -> Token {
        let next = self.next(self.hyphen(at).unwrap_or(at));
        if next.sort == Sort::Mark {
            // "ninety - five", as tokenised text has it
            if let Some(after) = self.hyphen(next.start) {
                return self.next(after);
            }
        }
        next
    }
}
