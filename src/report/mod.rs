//! What people and machines see: records of facts and findings, and the reports made of them.
//!
//! An [`Alarm`] is a finding made ready: its message and both places. Records are plain serialisable values with offsets
//! in code points; the renderers turn alarms into lines.

pub mod alarm;
mod json;
mod record;

pub use alarm::{Alarm, Spot, Taken};
pub use json::{FindingRecord, SideRecord};
pub use record::FactRecord;
