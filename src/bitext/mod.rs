//! Two texts that are translations of each other, as data: documents, blocks, segments, beads.
//!
//! Nothing here does work. Formats make [`Document`]s, the segmenter makes [`Segment`]s, the aligner makes an
//! [`Alignment`] over them, and everything is spans and indices, so that any of it can be traced back to the bytes.

mod alignment;
mod document;
mod unit;

pub use alignment::{Alignment, Bead, Moved};
pub use document::{Block, BlockKind, Document, Markup, MarkupKind, Metadata, Segment};
pub use unit::TranslationUnit;

pub use crate::source::Origin;
