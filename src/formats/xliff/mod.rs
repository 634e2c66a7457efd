//! XLIFF 1.2 (OASIS, 2008) and 2.0/2.1 (ISO 21720:2017): files that translators are sent and send back.
//!
//! [`read()`] takes each `<trans-unit>` (1.2) or `<segment>` (2.x) with source and target, one of them Chinese and one
//! English. Inline codes are left out of the text; what they mark (`g`, `mrk`, `pc`) is kept. The `<file>` is the
//! document. [`Writer`] writes plain text without codes.

mod read;
mod write;

pub use read::read;
pub use write::{Version, Writer};

pub use super::tmx::Unit;
