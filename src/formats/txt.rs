//! Plain text of one language: paragraphs by line or by blank lines, whichever the file uses.
//!
//! ```
//! use duizhao::{formats::txt, source::Lang};
//!
//! let text = "工业\n\n　　今年上半年生产钢二十万吨。\n";
//! let document = txt::parse(text, Lang::Zh);
//! let blocks: Vec<_> = document.blocks.iter().map(|block| block.span.of(text)).collect();
//! assert_eq!(blocks, ["工业", "今年上半年生产钢二十万吨。"]);
//! ```

use super::layout::{self, Known};
use crate::bitext::{Block, BlockKind, Document, Markup, MarkupKind};
use crate::source::{Lang, LineRoles, Span};

/// Reads `text`, all of which is in `lang`. Never fails: any text is plain text. Linear.
pub fn parse(text: &str, lang: Lang) -> Document {
    parse_lines(text, &LineRoles::default(), lang)
}

/// The same of a text whose markup says what its lines are.
pub fn parse_lines(text: &str, roles: &LineRoles, lang: Lang) -> Document {
    let body = layout::read(text, Span::new(0, text.len()), lang, Known { roles: Some(roles), ..Known::default() });
    let markup = body.ornaments.into_iter().map(|span| Markup { kind: MarkupKind::Space, span }).collect();
    let level = |block: &Block| Some((block.span.start, roles.level(block.span.start)?));
    let levels = body.blocks.iter().filter(|block| block.kind == BlockKind::Headline).filter_map(level).collect();
    let mut document = Document { blocks: body.blocks, markup, levels, ..Document::default() };
    super::cover(&mut document, text.len());
    document
}
