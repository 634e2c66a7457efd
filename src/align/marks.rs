//! What layout and punctuation say about a sentence: quotation, ending, questions.

use crate::source::{Span, ascii_word, common_han, is_han};

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

/// How many letters and digits a sentence has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters {
    /// Chinese characters.
    pub(super) han: usize,
    /// All others.
    pub(super) others: usize,
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

/// Reads the marks of each sentence of one side, and how many letters it has. Quotation is followed from sentence to
/// sentence, so a mark lost in one place misleads up to the next one only.
pub(super) fn read<'t>(
    text: &'t str,
    spans: impl Iterator<Item = Span> + 't,
) -> impl Iterator<Item = (Marks, Letters)> {
    let mut inside = false;
    spans.map(move |span| read_one(span.of(text), &mut inside))
}

fn read_one(sentence: &str, inside: &mut bool) -> (Marks, Letters) {
    let mut marks = Marks { inside_quote: *inside, ..Marks::default() };
    let mut letters = Letters::default();
    let bytes = sentence.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b' ' {
            at += 1;
            continue;
        }
        let first = letters == Letters::default();
        // Most characters are letters.
        let word = ascii_word(&bytes[at..]);
        let han = if word == 0 { common_han(&bytes[at..]) } else { 0 };
        if word + han > 0 {
            marks.lower_start |= first && bytes[at].is_ascii_lowercase();
            (marks.ends_quoted, marks.end) = (false, End::Open);
            letters.others += word;
            letters.han += han;
            at += word + 3 * han;
            continue;
        }
        let mut chars = sentence.get(at..).unwrap_or_default().chars();
        let Some(c) = chars.next() else { break };
        let (before, next) = (sentence.get(..at).and_then(|before| before.chars().next_back()), chars.next());
        at += c.len_utf8();
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
            None if c.is_alphanumeric() || is_han(c) => {
                marks.lower_start |= first && c.is_lowercase();
                (marks.ends_quoted, marks.end) = (false, End::Open);
                if is_han(c) {
                    letters.han += 1;
                } else {
                    letters.others += 1;
                }
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
    }
    (marks, letters)
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
