//! Text as letters, words and sentences, before anything is read from it.
//!
//! [`lang_of`] tells the language by its script, [`simplified`] reads Traditional characters for lookups, [`sentences`]
//! cuts a block into sentences, [`Words`] cuts sentences into words. All return spans; none changes the text.

mod script;
mod sentence;
mod word;

pub use script::{is_han, lang_of, simplified};
pub use sentence::sentences;
pub use word::Words;
