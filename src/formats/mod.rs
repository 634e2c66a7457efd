//! Files: from bytes to documents and translation units.

pub mod jsonl;
pub mod po;
pub mod tmx;
pub mod tsv;
pub mod xliff;
mod xml;

pub use xml::XmlError;
