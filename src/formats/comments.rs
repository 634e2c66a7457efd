//! HTML comments of a text: no part of what it says.

use std::borrow::Cow;

use crate::bitext::{Block, Document, Markup, MarkupKind};
use crate::source::Span;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Takes comments that begin or end a block out of it: they become markup. A comment in the middle of a sentence stays.
///
/// Blocks and markup still cover every byte. Linear.
pub fn set_aside(text: &str, document: &mut Document) {
    if !text.contains(OPEN) {
        return;
    }
    let mut aside = Vec::new();
    let mut put = |kind, start, end| aside.extend((start < end).then(|| Markup { kind, span: Span::new(start, end) }));
    for block in &mut document.blocks {
        let whole = block.span;
        loop {
            let surface = block.span.of(text);
            let Some(length) = comment(surface) else { break };
            let end = block.span.start + length;
            let rest = Span::new(end, block.span.end).trimmed(text);
            put(MarkupKind::Mark, block.span.start, end);
            let next = if rest.is_empty() { block.span.end } else { rest.start };
            put(MarkupKind::Space, end, next);
            block.span.start = next;
        }
        while let Some(start) = last_comment(block.span.of(text)) {
            let start = block.span.start + start;
            let body = Span::new(block.span.start, start).trimmed(text);
            let end = if body.is_empty() { block.span.start } else { body.end };
            put(MarkupKind::Mark, start, block.span.end);
            put(MarkupKind::Space, end, start);
            block.span.end = end;
        }
        debug_assert!(whole.contains(block.span), "a block only shrinks");
    }
    document.blocks.retain(|block: &Block| !block.span.is_empty());
    document.markup.append(&mut aside);
    document.markup.sort_by_key(|markup| markup.span);
}

/// `text` without its comments: what tells the language of a line.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut rest = text;
    let mut kept = String::new();
    while let Some(start) = rest.find(OPEN) {
        let (before, from) = rest.split_at(start);
        let Some(length) = comment(from) else { break };
        kept.push_str(before);
        rest = from.get(length..).unwrap_or_default();
    }
    Cow::Owned(kept + rest)
}

/// The length of the comment that `text` begins with.
fn comment(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(OPEN)?;
    Some(OPEN.len() + inside.find(CLOSE)? + CLOSE.len())
}

/// Where the comment begins that `text` ends with.
fn last_comment(text: &str) -> Option<usize> {
    let inside = text.strip_suffix(CLOSE)?;
    let start = inside.rfind(OPEN)?;
    (!inside.get(start..)?.contains(CLOSE)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_in_the_language_outside_its_comments() {
        assert_eq!(without("共105人。<!-- duizhao: ignore digit-slip --> 完"), "共105人。 完");
        assert_eq!(without("open <!-- for ever"), "open <!-- for ever");
    }
    use crate::bitext::BlockKind;
    use crate::source::Lang;

    #[test]
    fn comments_become_markup_and_no_byte_is_lost() {
        let text = "<!-- a -->\n <!-- b --> Two men. <!-- c -->|<!-- only -->|x <!-- in --> y|<!-- open";
        let mut document = Document::default();
        let mut start = 0;
        for piece in text.split('|') {
            let span = Span::new(start, start + piece.len());
            document.blocks.push(Block { kind: BlockKind::Paragraph, lang: Lang::En, span });
            start = span.end + 1;
        }
        set_aside(text, &mut document);
        let blocks: Vec<&str> = document.blocks.iter().map(|block| block.span.of(text)).collect();
        assert_eq!(blocks, ["Two men.", "x <!-- in --> y", "<!-- open"]);
        let covered: usize = document
            .markup
            .iter()
            .map(|markup| markup.span)
            .chain(document.blocks.iter().map(|block| block.span))
            .map(Span::len)
            .sum();
        assert_eq!(covered, text.replace('|', "").len());
    }
}
