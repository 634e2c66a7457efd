//! Files: from bytes to documents and translation units.
//!
//! [`pairs::read`] reads any file that holds pairs. Each format has a module of its own that says what of it is read
//! and what is left out; what is broken is an error that names its place, and everything around it is read.

pub mod alignment;
pub mod jsonl;
pub mod pairs;
pub mod po;
pub mod tmx;
mod traced;
pub mod tsv;
pub mod xliff;
mod xml;

pub use xml::XmlError;

use crate::source::Lang;

/// The language of a tag (BCP 47, or as programs write it: `zh_CN`): Chinese in any script or region, English in any
/// region.
fn language(tag: &str) -> Option<Lang> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "zh" | "cmn" | "zho" | "chi" => Some(Lang::Zh),
        "en" | "eng" => Some(Lang::En),
        _ => None,
    }
}
