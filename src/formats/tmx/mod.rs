//! TMX 1.4b (LISA, 2005): translation memories.
//!
//! [`read()`] takes each `<tu>` that has a Chinese and an English `<tuv>`; one that has not is counted as skipped. Inline
//! codes (`bpt`, `ept`, `it`, `ph`, `ut`) are left out of the text, highlighted text (`hi`) is kept. [`Writer`] writes
//! plain text without codes.

mod read;
mod write;

pub(super) use read::Sides;
pub use read::{Memory, read};
pub use write::{Unit, Writer};
