//! Facts: the numeric claims of a text, typed and exact.
//!
//! [`read`] takes a text of one language and returns its facts in text order with spans, values, intervals and units,
//! as [`Fact`] defines them. Numbers are read from the text itself, never from tokens. Facts never overlap.
//!
//! Order of work: [`crate::numerals`] reads a numeral where one begins; the readers here look left and right for what
//! makes it a fact of a kind: bounds, units, measure words, calendar words.

mod about;
mod claim;
pub mod en;
mod fact;
mod parts;
mod primes;
pub mod zh;

pub use about::about;
pub use fact::{Fact, Kind, Qualifier, Reading, Unread, UnreadReason, Value};
pub use parts::{Part, Role, parts};

use crate::quantity::CivilDate;
use crate::source::Lang;

/// What a reader may know about the text beyond its letters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The date of the document; it selects among units that changed their meaning.
    pub date: Option<CivilDate>,
}

/// Reads every fact of `text`, which is in `lang`.
pub fn read(text: &str, lang: Lang, context: Context) -> Reading {
    match lang {
        Lang::Zh => zh::read(text, context),
        Lang::En => en::read(text, context),
    }
}
