//! What people and machines see: records of facts and findings, and the reports made of them.
//!
//! An [`Alarm`] is a finding made ready: its message and both places. Records are plain serialisable values with offsets
//! in code points; the renderers turn alarms into lines.

pub mod alarm;
mod document;
mod format;
mod github;
pub mod html;
mod json;
mod labels;
mod record;
mod sarif;
#[cfg(feature = "cli")]
pub mod sheet;
#[cfg(feature = "store")]
pub mod site;
mod sum;
mod summary;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
pub mod visible;

pub use alarm::{Alarm, Spot, Taken};
pub use document::{BlockRecord, DocumentRecord, MarkupRecord, MetadataRecord, TermRecord};
pub use format::Format;
pub use json::{FindingRecord, SideRecord};
pub use record::{FactRecord, SpanRecord};
pub use summary::Summary;
#[cfg(feature = "cli")]
pub use terminal::Terminal;
