//! What people and machines see: records of facts and findings, and the reports made of them.
//!
//! Records are plain serialisable values with offsets in code points; the renderers turn them into lines.

mod record;

pub use record::FactRecord;
