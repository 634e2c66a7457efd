//! Documents in markup: the text of a Markdown, HTML or DOCX file, without what is no text of it.
//!
//! Each reader returns the text as lines, a line a block (a cell of a table ends with a tab), and where each piece of it
//! stands in the file. What people do not read, or no translator touches, is left out: code blocks, addresses of links,
//! scripts, deleted text. A comment that speaks to this program (`<!-- duizhao: … -->`) is kept as a line.

mod docx;
mod html;
mod lines;
mod markdown;

pub use docx::{DocxError, read as read_docx};
pub use html::read as read_html;
pub use markdown::read as read_markdown;

use crate::source::{LineRoles, Origin, Span};

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkupFormat {
    /// CommonMark with the usual extensions.
    Markdown,
    /// HTML of any age.
    Html,
    /// Word's format (ISO/IEC 29500).
    Docx,
}

impl MarkupFormat {
    /// The format that the extension of `name` stands for.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "docx" | "docm" => Some(Self::Docx),
            _ => None,
        }
    }
}

/// The text of a document and where its pieces stand in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkupText {
    /// The text, a line a block.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
    /// What its lines are.
    pub roles: LineRoles,
    /// What was left out of the file though it may be text: code by its indent alone.
    pub skipped: Vec<Span>,
}
