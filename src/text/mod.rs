//! Text as letters, words and sentences, before anything is read from it.
//!
//! [`lang_of`] tells the language by its script, [`simplified`] reads Traditional characters for lookups, [`sentences`]
//! cuts a block into sentences, [`Words`] cuts sentences into words, [`Lexicon`] finds the words of a table, [`CharSet`]
//! their characters, [`pinyin`] knows how characters are read, [`distance`] how far two spellings are apart. All return spans or lengths; none changes the text.

mod charset;
mod distance;
mod lexicon;
pub mod pinyin;
mod script;
mod sentence;
mod unwrapped;
mod word;

pub use charset::CharSet;
pub use distance::distance;
pub use lexicon::Lexicon;
pub use script::simplified;
pub use sentence::sentences;
pub use unwrapped::Unwrapped;
pub use word::{Part, Words};

pub use crate::source::{is_han, lang_of};
