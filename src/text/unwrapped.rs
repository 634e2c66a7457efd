use std::borrow::Cow;

use crate::bitext::Origin;
use crate::source::{Lang, Span};

/// A block as its author wrote it: without the line breaks that only the width of a page put there.
///
/// Between Chinese characters nothing stands where the break was, between English words one space. Every place leads back
/// to the text it was taken from.
#[derive(Debug, Clone)]
pub struct Unwrapped<'a> {
    text: Cow<'a, str>,
    /// `None` when nothing was taken out.
    origin: Option<Origin>,
}

impl<'a> Unwrapped<'a> {
    /// Takes the line breaks, and the indents after them, out of `block`. Linear; allocates only where there are some.
    pub fn new(block: &'a str, lang: Lang) -> Self {
        if memchr::memchr2(b'\n', b'\r', block.as_bytes()).is_none() {
            return Self { text: block.into(), origin: None };
        }
        let (mut text, mut origin) = (String::with_capacity(block.len()), Origin::default());
        let mut at = 0;
        for line in block.split(['\n', '\r']) {
            let piece = Span::new(at, at + line.len()).trimmed(block);
            at += line.len() + 1;
            if piece.is_empty() {
                continue;
            }
            let surface = piece.of(block);
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let spaced = lang == Lang::En || latin(text.chars().next_back()) && latin(surface.chars().next());
            if spaced && !text.is_empty() {
                // The space stands for the last byte of the break.
                origin.push(text.len(), piece.start - 1);
                text.push(' ');
            }
            origin.push(text.len(), piece.start);
            text.push_str(surface);
        }
        Self { text: text.into(), origin: Some(origin) }
    }

    /// The text without the breaks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `span` of [`Unwrapped::text`] stands in the block.
    pub fn locate(&self, span: Span) -> Span {
        self.origin.as_ref().and_then(|origin| origin.locate(span)).unwrap_or(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_inside_a_word_leaves_nothing_and_leads_back() {
        let block = "产粮一千\r\n  二百万斤";
        let unwrapped = Unwrapped::new(block, Lang::Zh);
        assert_eq!(unwrapped.text(), "产粮一千二百万斤");
        let at = unwrapped.text().find("一千").unwrap();
        let span = Span::new(at, unwrapped.text().len());
        assert_eq!(unwrapped.locate(span).of(block), "一千\r\n  二百万斤");
        let unwrapped = Unwrapped::new("more than\n480 billion", Lang::En);
        assert_eq!(unwrapped.text(), "more than 480 billion");
    }
}
