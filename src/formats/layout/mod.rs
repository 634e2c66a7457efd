//! What the lines of a body are: where its blocks begin and end, and what each is for.
//!
//! Takes the part of a file that holds running text of one language and returns its blocks with the ornaments between
//! them. Nothing but layout and punctuation is looked at, and no line is ever left out: a line that fits no other kind is
//! a paragraph. Where markup says what a line is, that holds.
//!
//! Order of work: measure each line ([`line`]); find the lines that stand out by what they repeat (title, author) or by
//! the company they keep (rows of a table, lines of verse); join lines that were broken inside a paragraph; name what is
//! left by how it begins and ends. Time is linear.

mod label;
mod line;
mod verse;

use crate::bitext::{Block, BlockKind};
use crate::source::{Lang, LineRoles, Span};
use line::{End, Line};

/// What is known about a body before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// The title, whose lines may be repeated at the head of the body.
    pub(super) title: &'a str,
    /// The author, whose name may stand under the title or at the end.
    pub(super) author: &'a str,
    /// What markup says of its lines.
    pub(super) roles: Option<&'a LineRoles>,
}

/// A body in parts, in text order.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// What holds text.
    pub(super) blocks: Vec<Block>,
    /// Rows of marks between items.
    pub(super) ornaments: Vec<Span>,
}

/// Reads the blocks of `region` of `text`, which is in `lang`.
pub(super) fn read(text: &str, region: Span, lang: Lang, known: Known<'_>) -> Body {
    let all = line::lines(text, region, known.roles);
    let (ornaments, lines): (Vec<Line>, Vec<Line>) = all.into_iter().partition(|line| line.ornament);
    let kinds = label::kinds(text, &lines, lang, known);
    let mut blocks: Vec<Block> = Vec::new();
    for (line, label) in lines.iter().zip(kinds) {
        match (label, blocks.last_mut()) {
            (Label::Continues, Some(block)) => block.span = block.span.join(line.span),
            (Label::Begins(kind), _) => blocks.push(Block { kind, lang, span: line.span }),
            (Label::Continues, None) => blocks.push(Block { kind: BlockKind::Paragraph, lang, span: line.span }),
        }
    }
    Body { blocks, ornaments: ornaments.iter().map(|line| line.span).collect() }
}

/// What a line is to the block it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// It begins a block.
    Begins(BlockKind),
    /// It goes on with the block before.
    Continues,
}
