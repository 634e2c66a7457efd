//! JSON Lines: one object a line, `{"id", "zh", "en", "doc"}`.

use std::borrow::Cow;

use serde::Deserialize;

use crate::bitext::{Origin, TranslationUnit};

/// A line that is no pair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct JsonlError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Pairs {
    /// The pairs in file order.
    pub units: Vec<TranslationUnit>,
    /// Lines that could not be read; the rest was.
    pub errors: Vec<JsonlError>,
}

#[derive(Deserialize)]
struct Row<'a> {
    id: Option<serde_json::Value>,
    doc: Option<serde_json::Value>,
    #[serde(borrow)]
    zh: Cow<'a, str>,
    #[serde(borrow)]
    en: Cow<'a, str>,
}

/// Reads pairs; blank lines are skipped.
pub fn read(text: &str) -> Pairs {
    let mut pairs = Pairs::default();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Row<'_>>(line) {
            Ok(row) => {
                let name = |value: serde_json::Value| match value {
                    serde_json::Value::String(name) => name,
                    other => other.to_string(),
                };
                pairs.units.push(TranslationUnit {
                    id: row.id.map(name).or_else(|| Some((number + 1).to_string())),
                    doc: row.doc.map(name),
                    zh: row.zh.into_owned(),
                    en: row.en.into_owned(),
                    zh_origin: Origin::plain(start),
                    en_origin: Origin::plain(start),
                });
            }
            Err(error) => pairs.errors.push(JsonlError { line: number + 1, what: error.to_string() }),
        }
    }
    pairs
}
