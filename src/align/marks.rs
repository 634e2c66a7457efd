//! What layout and punctuation say about a sentence: quotation, ending, questions.

use crate::source::{Span, is_han};

/// Marks that are counted.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Question,
    Exclamation,
    Ellipsis,
    /// A quotation that opens or closes.
    Quote,
    Bracket,
    Colon,
    Semicolon,
}

/// Number of marks that are counted.
pub(super) const COUNTED: usize = 7;

/// Counts and flags of one sentence.
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not a state")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// How many of each [`Mark`] it has.
    pub(super) counts: [u8; COUNTED],
    /// The sentence begins with an opening quotation mark.
    pub(super) opens_quoted: bool,
    /// The sentence ends with a closing quotation mark.
    pub(super) ends_quoted: bool,
    /// The sentence begins inside a quotation that an earlier one opened.
    pub(super) inside_quote: bool,
    /// The sentence begins with a lower-case letter: it goes on from the one before.
    pub(super) lower_start: bool,
    /// How it ends, quotation marks and brackets after that left aside.
    pub(super) end: End,
}

/// The last mark of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum End {
    Stop,
    Question,
    Exclamation,
    Ellipsis,
    Colon,
    /// A comma or semicolon: cut inside a sentence.
    Pause,
    /// A letter or digit: a headline, a line of verse, a cut.
    #[default]
    Open,
}

/// Reads the marks of each sentence of one side. Quotation is followed from sentence to sentence, so a mark lost in one
/// place misleads up to the next one only.
pub(super) fn read(text: &str, spans: impl Iterator<Item = Span>) -> Vec<Marks> {
    let mut inside = false;
    spans.map(|span| read_one(span.of(text), &mut inside)).collect()
}

fn read_one(sentence: &str, inside: &mut bool) -> Marks {
    let mut marks = Marks { inside_quote: *inside, ..Marks::default() };
    let mut before = None;
    let mut chars = sentence.chars().peekable();
    let mut first = true;
    while let Some(c) = chars.next() {
        // Most characters are letters.
        if c.is_ascii_alphanumeric() || is_han(c) {
            if first {
                marks.lower_start = c.is_ascii_lowercase();
                first = false;
            }
            (marks.ends_quoted, marks.end) = (false, End::Open);
            before = Some(c);
            continue;
        }
        if c == ' ' {
            before = Some(c);
            continue;
        }
        let next = chars.peek().copied();
        match c {
            '?' | '？' => marks.count(Mark::Question),
            '!' | '！' => marks.count(Mark::Exclamation),
            '…' if before != Some('…') => marks.count(Mark::Ellipsis),
            '.' if before == Some('.') && next != Some('.') => marks.count(Mark::Ellipsis),
            ';' | '；' => marks.count(Mark::Semicolon),
            ':' | '：' => marks.count(Mark::Colon),
            '(' | '（' => marks.count(Mark::Bracket),
            _ => {}
        }
        match quotation(before, c, next) {
            Some(Quotation::Opens) => {
                marks.count(Mark::Quote);
                marks.opens_quoted |= first;
                *inside = true;
            }
            Some(Quotation::Closes) => {
                marks.count(Mark::Quote);
                *inside = false;
                marks.ends_quoted = true;
            }
            None if c.is_alphanumeric() => {
                if first {
                    marks.lower_start = c.is_lowercase();
                    first = false;
                }
                marks.ends_quoted = false;
                marks.end = End::Open;
            }
            None => {}
        }
        marks.end = match c {
            '.' | '。' | '｡' if before == Some('.') => End::Ellipsis,
            '.' | '。' | '｡' => End::Stop,
            '?' | '？' => End::Question,
            '!' | '！' => End::Exclamation,
            '…' => End::Ellipsis,
            ':' | '：' => End::Colon,
            ',' | '，' | '、' | ';' | '；' => End::Pause,
            _ => marks.end,
        };
        before = Some(c);
    }
    marks
}

enum Quotation {
    Opens,
    Closes,
}

/// Whether `c` between `before` and `next` opens or closes a quotation. Straight marks are told by the side on which
/// white space stands, apostrophes by the letters around them.
fn quotation(before: Option<char>, c: char, next: Option<char>) -> Option<Quotation> {
    let free = |c: Option<char>| {
        c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–' | '-' | '，' | '：' | '。'))
    };
    match c {
        '“' | '「' | '『' | '«' | '〝' => Some(Quotation::Opens),
        '"' | '＂' if free(before) && !free(next) => Some(Quotation::Opens),
        '”' | '」' | '』' | '»' | '〞' | '"' | '＂' => Some(Quotation::Closes),
        '‘' if free(before) => Some(Quotation::Opens),
        '\'' if free(before) && next.is_some_and(char::is_uppercase) => Some(Quotation::Opens),
        '\'' | '’' if before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '—' | '…' | '。' | '！' | '？')) => {
            Some(Quotation::Closes)
        }
        _ => None,
    }
}

impl Marks {
    fn count(&mut self, mark: Mark) {
        let counter = &mut self.counts[mark as usize];
        *counter = counter.saturating_add(1);
    }
}
