//! What the readers of English facts share: the text, how far left they may look, and small words.

use crate::numerals::en::cursor::{Cursor, Sort, Token};
use crate::quantity::CivilDate;

/// A text being read. Copying one copies a reference.
#[derive(Clone, Copy)]
pub(super) struct Ground<'t> {
    /// The text.
    pub(super) cursor: Cursor<'t>,
    /// Where the last fact ended: nothing before it is looked at.
    pub(super) floor: usize,
    /// The date of the document.
    pub(super) date: Option<CivilDate>,
}

impl Ground<'_> {
    /// The token before `at`; an end where a fact stands there.
    pub(super) fn before(self, at: usize) -> Token {
        let token = self.cursor.before(at);
        if token.start < self.floor { Token { start: at, end: at, sort: Sort::End } } else { token }
    }

    /// Where `words` begin if they end at `at`, no fact among them.
    pub(super) fn phrase_before(self, at: usize, words: &[&str]) -> Option<usize> {
        self.cursor.phrase_before(at, words).filter(|&start| start >= self.floor)
    }

    /// Where the first of `phrases` that stands before `at` begins. The word next to `at` is looked at once for all.
    pub(super) fn any_before(self, at: usize, phrases: &[&[&str]]) -> Option<usize> {
        let nearest = self.before(at);
        phrases.iter().find_map(|words| {
            let (last, others) = words.split_last()?;
            self.cursor.is(nearest, last).then(|| self.phrase_before(nearest.start, others))?
        })
    }

    /// Where the first of `phrases` that stands at `at` ends. The word next to `at` is looked at once for all.
    pub(super) fn any_after(self, at: usize, phrases: &[&[&str]]) -> Option<usize> {
        let nearest = self.cursor.next(at);
        phrases.iter().find_map(|words| {
            let (first, others) = words.split_first()?;
            self.cursor.is(nearest, first).then(|| self.cursor.phrase(nearest.end, others))?
        })
    }

    /// Whether a word goes on at `at`: letters, digits or an underscore.
    pub(super) fn goes_on(self, at: usize) -> bool {
        matches!(self.cursor.glued(at).sort, Sort::Word | Sort::Digits) || self.cursor.char_at(at) == Some('_')
    }

    /// Whether a word comes up to `at`.
    pub(super) fn comes_up(self, at: usize) -> bool {
        matches!(self.cursor.glued_before(at).sort, Sort::Word | Sort::Digits)
            || self.cursor.char_before(at) == Some('_')
    }

    /// Whether the white space from `from` to `to` parts the columns of a table: a tab, an ideographic space, or several.
    pub(super) fn parts_columns(self, from: usize, to: usize) -> bool {
        let gap = self.cursor.text().get(from..to).unwrap_or_default();
        gap.contains(['\t', '\u{3000}']) || gap.contains("  ")
    }

    /// Whether nothing stands before `at` but white space and quotation marks: it opens a text.
    pub(super) fn opens(self, at: usize) -> bool {
        let token = self.cursor.before(at);
        token.sort == Sort::End || (token.sort == Sort::Mark && token.start == 0)
    }

    /// Whether the clause ends at `at`: at a mark that is no hyphen, or with the text.
    pub(super) fn closes(self, at: usize) -> bool {
        let token = self.cursor.next(at);
        match token.sort {
            Sort::End => true,
            Sort::Mark => {
                matches!(
                    self.cursor.char_at(token.start),
                    Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '’')
                )
            }
            Sort::Word | Sort::Digits => false,
        }
    }

    /// A whole number in plain ASCII digits at `at`, of at most `most` of them: its value, how many, and its end.
    pub(super) fn plain_digits(self, at: usize, most: usize) -> Option<(u16, usize, usize)> {
        let digits = self.cursor.text().as_bytes().get(at..)?.iter().take_while(|byte| byte.is_ascii_digit());
        let (value, length) = digits
            .take(most + 1)
            .fold((0, 0), |(value, length), digit| (value * 10 + u32::from(digit - b'0'), length + 1));
        let value = u16::try_from(value).ok().filter(|_| (1..=most).contains(&length))?;
        Some((value, length, at + length))
    }
}
