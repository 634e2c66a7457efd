//! Files: from bytes to documents and translation units.
//!
//! [`pairs::read`] reads any file that holds pairs. Each format has a module of its own that says what of it is read
//! and what is left out; what is broken is an error that names its place, and everything around it is read.

pub mod alignment;
pub mod article;
pub mod comments;
pub mod interleaved;
pub mod jsonl;
mod layout;
#[cfg(feature = "documents")]
pub mod markup;
pub mod pairs;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod po;
pub mod signposts;
pub mod tbx;
pub mod terms;
pub mod tmx;
mod traced;
pub mod tsv;
pub mod txt;
pub mod xliff;
mod xml;

pub use xml::{XmlError, XmlFault};

use crate::bitext::{Document, Markup, MarkupKind};
use crate::source::{Lang, Span};

/// The language of a tag (BCP 47, or as programs write it: `zh_CN`): Chinese in any script or region, English in any
/// region.
pub(crate) fn language(tag: &str) -> Option<Lang> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "zh" | "cmn" | "zho" | "chi" => Some(Lang::Zh),
        "en" | "eng" => Some(Lang::En),
        _ => None,
    }
}

/// Puts the parts of a document of `length` bytes in order and makes space of all that lies between them, so that blocks
/// and markup together cover the file.
fn cover(document: &mut Document, length: usize) {
    document.blocks.sort_by_key(|block| block.span);
    document.markup.sort_by_key(|markup| markup.span);
    let mut taken: Vec<Span> = document.blocks.iter().map(|block| block.span).collect();
    taken.extend(document.markup.iter().map(|markup| markup.span));
    taken.sort_unstable();
    let mut at = 0;
    for span in taken.into_iter().chain([Span::new(length, length)]) {
        if at < span.start {
            document.markup.push(Markup { kind: MarkupKind::Space, span: Span::new(at, span.start) });
        }
        at = at.max(span.end);
    }
    document.markup.sort_by_key(|markup| markup.span);
}
