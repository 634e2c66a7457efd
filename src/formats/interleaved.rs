//! Text in which Chinese and English take turns: a translation under each paragraph or under the whole, or a table with a
//! column for each language (a DOCX that goes to a reviser).
//!
//! ```
//! use duizhao::{formats::interleaved, source::Lang};
//!
//! let text = "收获三百吨。\n300 tons were harvested.\n\n共有五十人。\nThere were 50 people.\n";
//! let document = interleaved::parse(text).expect("both languages take turns");
//! let english: Vec<_> = document.blocks_of(Lang::En).map(|block| block.span.of(text)).collect();
//! assert_eq!(english, ["300 tons were harvested.", "There were 50 people."]);
//! assert!(interleaved::parse("收获三百吨。\n共有五十人。\nThe end.\n").is_none());
//! ```

use super::comments;
use super::layout::{self, Known};
use crate::bitext::{Document, Markup, MarkupKind};
use crate::source::{Lang, Span, lang_of};

/// Each language has more than one line or cell in so many: a title in one language over a text in the other is no
/// translation.
const SHARE: usize = 3;

/// Reads `text` if its lines, or the cells of its rows, are in Chinese and English by turns; `None` if one language has
/// hardly any. Linear.
pub fn parse(text: &str) -> Option<Document> {
    let turns = turns(text);
    let pieces = |lang: Lang| turns.iter().filter(|turn| turn.lang == lang).map(|turn| turn.pieces).sum::<usize>();
    let (zh, en) = (pieces(Lang::Zh), pieces(Lang::En));
    if zh.min(en) * SHARE <= zh + en {
        return None;
    }
    let mut document = Document::default();
    for turn in turns {
        let body = layout::read(text, turn.span, turn.lang, Known::default());
        document.blocks.extend(body.blocks);
        let space = |span| Markup { kind: MarkupKind::Space, span };
        document.markup.extend(body.ornaments.into_iter().map(space));
    }
    super::cover(&mut document, text.len());
    Some(document)
}

/// Lines or cells of one language that follow each other.
struct Turn {
    lang: Lang,
    span: Span,
    pieces: usize,
}

/// The turns of `text`. What has no letters belongs to the turn before it.
fn turns(text: &str) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Cells in one language are a row like any other.
        let spoken = comments::without(line);
        let mixed =
            lang_of(&spoken).is_some_and(|lang| spoken.split('\t').any(|cell| lang_of(cell).unwrap_or(lang) != lang));
        let pieces = if mixed { line.split_inclusive('\t') } else { line.split_inclusive('\n') };
        for piece in pieces {
            let span = Span::new(start, start + piece.len());
            start = span.end;
            let lang = lang_of(&comments::without(piece));
            match turns.last_mut() {
                Some(turn) if lang.is_none_or(|lang| lang == turn.lang) => {
                    turn.span = turn.span.join(span);
                    turn.pieces += usize::from(lang.is_some());
                }
                _ => {
                    // Figures before the first word go with it.
                    let lang = lang.or_else(|| lang_of(text)).unwrap_or(Lang::En);
                    turns.push(Turn { lang, span, pieces: 1 });
                }
            }
        }
    }
    turns
}
