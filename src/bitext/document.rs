use crate::quantity::CivilDate;
use crate::source::{Lang, Span};

/// What a block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A title or sub-title.
    Headline,
    /// Agency, place and day: （新华社）, 新华社北京一日电 where it stands alone.
    Dateline,
    /// Who wrote it.
    Byline,
    /// Running text.
    Paragraph,
    /// A line of a poem or song.
    Verse,
    /// An item of a list.
    ListItem,
    /// A row of a table.
    TableRow,
    /// An editor's or translator's note, a footnote.
    Note,
    /// What stands above or below each page.
    RunningHead,
}

/// A block: the smallest piece of layout that holds whole sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Its language.
    pub lang: Lang,
    /// Where it stands, without indent and line end.
    pub span: Span,
}

/// Why a stretch of a file is in no block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkupKind {
    /// A header line or its Chinese counterpart: `Title:`, `Date:`, `第2版()`, `专栏：`.
    Header,
    /// A rule, a label (`Original:`), a heading mark; of a file in markup all that is no text.
    Mark,
    /// The list of terms under `**Named Entities**`.
    Terms,
    /// White space and rows of `×` or `＊` between items.
    Space,
}

/// A stretch of a file that belongs to no block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markup {
    /// Why.
    pub kind: MarkupKind,
    /// Where.
    pub span: Span,
}

/// What one side of an article says about itself. Each span covers the value alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title line.
    pub title: Option<Span>,
    /// Who wrote it.
    pub author: Option<Span>,
    /// The date line.
    pub date: Option<Span>,
    /// The page: `2`, `第2版()`.
    pub page: Option<Span>,
    /// The column it ran in: 专栏.
    pub column: Option<Span>,
}

/// One bilingual file, or one file of one language: blocks and markup that together cover every byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What the Chinese part says about itself.
    pub zh: Metadata,
    /// What the English part says about itself.
    pub en: Metadata,
    /// The date of the document, from either part.
    pub date: Option<CivilDate>,
    /// The blocks in file order.
    pub blocks: Vec<Block>,
    /// All that is no block, in file order.
    pub markup: Vec<Markup>,
    /// The levels of its headings, by the byte at which each begins, in order; of a file without markup none.
    pub levels: Vec<(usize, u8)>,
    /// The file's own glossary: Chinese term, English term.
    pub terms: Vec<(Span, Span)>,
}

impl Document {
    /// The blocks of one language, in file order.
    pub fn blocks_of(&self, lang: Lang) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.lang == lang)
    }
}

/// The smallest piece that is aligned, mostly a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands in its text, without surrounding white space.
    pub span: Span,
    /// The block it stands in: an index among the blocks of its language.
    pub block: usize,
    /// What that block is for.
    pub kind: BlockKind,
}
