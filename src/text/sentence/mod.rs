//! Sentence segmentation.
//!
//! A sentence is what translators keep together: it ends with 。！？；… or . ! ? … and takes the closing quotation marks
//! and brackets that follow. Inside brackets nothing ends, and a quotation stays with the clause that says who spoke.
//! English abbreviations are a table (`data/en/abbreviations.tsv`); the words after which a full stop is doubtful are told
//! by what follows.
//!
//! Not here: blocks. What stands in one block may be several sentences; a sentence never crosses blocks. Line breaks
//! inside a block are white space.

mod en;
mod zh;

use crate::source::{Lang, Span};

/// The sentences of one block, in order, without the white space around them. Together they cover every character that
/// is not white space. Time is linear.
pub fn sentences(text: &str, lang: Lang) -> Vec<Span> {
    let ends = match lang {
        Lang::Zh => zh::ends(text),
        Lang::En => en::ends(text),
    };
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in ends.into_iter().chain([text.len()]) {
        let sentence = Span::new(start, end).trimmed(text);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
        start = end;
    }
    sentences
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | ')' | ']' | '}' | '"' | '\'' | '»')
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '(' | '[' | '{' | '«')
}

/// Something that was opened and not closed yet. Given up after so many characters, since a mark that is never closed must
/// not swallow the block.
#[derive(Default)]
struct Pending {
    depth: usize,
    since: usize,
}

impl Pending {
    /// Characters after which an open mark no longer counts.
    const REACH: usize = 200;

    fn open(&mut self) {
        self.depth += 1;
        self.since = 0;
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn pass(&mut self, chars: usize) {
        self.since += chars;
        if self.since > Self::REACH {
            self.depth = 0;
        }
    }

    fn is_open(&self) -> bool {
        self.depth > 0
    }
}

/// Brackets and quotation marks that are open at a place.
#[derive(Default)]
struct Marks {
    brackets: Pending,
    quotes: Pending,
    /// A straight quotation mark opens and closes by turns.
    straight: bool,
}

impl Marks {
    /// Reads so many letters, digits and spaces.
    #[inline]
    fn pass(&mut self, chars: usize) {
        self.brackets.pass(chars);
        self.quotes.pass(chars);
        // A straight mark without a partner is forgotten with the quotation it opened.
        self.straight &= self.quotes.is_open();
    }

    fn read(&mut self, c: char) {
        self.brackets.pass(1);
        self.quotes.pass(1);
        match c {
            '（' | '(' | '〔' | '[' => self.brackets.open(),
            '）' | ')' | '〕' | ']' => self.brackets.close(),
            '“' | '「' => self.quotes.open(),
            '”' | '」' => self.quotes.close(),
            '"' if self.straight => {
                self.straight = false;
                self.quotes.close();
            }
            '"' => {
                self.straight = true;
                self.quotes.open();
            }
            _ => {}
        }
        self.straight &= self.quotes.is_open();
    }
}
