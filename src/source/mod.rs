//! A text and places in it.
//!
//! [`SourceText`] is one decoded text; everything else in the program is a [`Span`] into it. Spans are half-open
//! ranges of UTF-8 bytes. Other units exist only at the edge and say so: [`CharOffset`] (Unicode code points, for
//! JSON) and [`Place`] (line and column, for people).
//!
//! Not here: what a text says.
//!
//! ```
//! use duizhao::source::{SourceText, Span};
//!
//! let source = SourceText::decode("a.md", "共有\n二百人".as_bytes()).unwrap();
//! let span = Span::new(7, 16);
//! assert_eq!(span.of(source.text()), "二百人");
//! let place = source.lines().place(source.text(), span.start);
//! assert_eq!((place.line, place.column), (2, 1));
//! ```

mod encoding;
mod lang;
mod lines;
mod origin;
mod role;
mod script;
mod span;
mod text;

pub use encoding::Encoding;
pub use lang::{Lang, Side};
pub use lines::{CharIndex, CharOffset, LineIndex, Place};
pub use origin::Origin;
pub use role::{LineRole, LineRoles};
pub use script::{Scripts, ascii_word, common_han, is_han, lang_of};
pub use span::{Span, boundary_after, boundary_before};
pub use text::{DecodeError, SourceText};
