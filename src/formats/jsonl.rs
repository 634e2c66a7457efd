//! Pairs as JSON Lines: `{"id": "a", "zh": "二百人", "en": "200 men", "doc": "x.md"}`, an object a line.
//!
//! `zh` and `en` are needed, `id` and `doc` are not and may be numbers; so is `probability`, which our own files have; other
//! members are left alone. A line that is not
//! such an object is reported and skipped. Half a surrogate pair, which JSON can write and Unicode text cannot hold, is
//! read as U+FFFD.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::traced::Traced;
use crate::bitext::{Bead, TranslationUnit};
use crate::source::{Place, Span};

/// A line that is no pair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonlError {
    /// Not JSON, or not an object with the members needed.
    #[error("line {}, column {}: {what}", place.line, place.column)]
    NotAPair {
        /// Where.
        place: Place,
        /// What is wrong there.
        what: String,
    },
    /// A member that must be a string is something else.
    #[error("line {}, column {}: \"{member}\" is not a string", place.line, place.column)]
    NotAString {
        /// Where the value begins.
        place: Place,
        /// The name of the member.
        member: &'static str,
    },
}

impl JsonlError {
    /// Where it is.
    pub fn place(&self) -> Place {
        match self {
            Self::NotAPair { place, .. } | Self::NotAString { place, .. } => *place,
        }
    }
}

/// What a file holds.
#[derive(Debug, Default, PartialEq)]
pub struct Lines {
    /// The pairs in file order. The id is the one given, else the number of the line.
    pub units: Vec<TranslationUnit>,
    /// Lines that were left out; the rest was read.
    pub errors: Vec<JsonlError>,
}

#[derive(Deserialize)]
struct RawRow<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    doc: Option<&'a RawValue>,
    #[serde(borrow)]
    probability: Option<&'a RawValue>,
    #[serde(borrow)]
    zh: &'a RawValue,
    #[serde(borrow)]
    en: &'a RawValue,
}

/// Reads a file. Linear in its length.
pub fn read(text: &str) -> Lines {
    let mut lines = Lines::default();
    // Only LF ends a line of JSON Lines; a lone CR is white space inside one.
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        if !line.trim().is_empty() {
            match read_line(line, start, number + 1) {
                Ok(unit) => lines.units.push(unit),
                Err(error) => lines.errors.push(error),
            }
        }
        start += line.len() + 1;
    }
    lines
}

fn read_line(line: &str, start: usize, number: usize) -> Result<TranslationUnit, JsonlError> {
    let place = |at: usize| Place { line: number, column: 1 + line.get(..at).unwrap_or(line).chars().count() };
    let indent = line.len() - line.trim_start().len();
    if !line.trim_start().starts_with('{') {
        return Err(JsonlError::NotAPair { place: place(indent), what: "not a JSON object".to_owned() });
    }
    let row: RawRow<'_> = serde_json::from_str(line).map_err(|error| {
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what).to_owned();
        JsonlError::NotAPair { place: place(error.column().saturating_sub(1)), what }
    })?;
    let offset = |value: &RawValue| value.get().as_ptr() as usize - line.as_ptr() as usize;
    let string = |value: &RawValue, member: &'static str| {
        unquote(value.get(), start + offset(value))
            .ok_or_else(|| JsonlError::NotAString { place: place(offset(value)), member })
    };
    // An id or a document may be a number: its digits are the name.
    let name = |value: Option<&RawValue>, member: &'static str| match value {
        Some(value) if value.get().starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
            Ok(Some(value.get().to_owned()))
        }
        Some(value) => string(value, member).map(|traced| Some(traced.text)),
        None => Ok(None),
    };
    let (zh, en) = (string(row.zh, "zh")?, string(row.en, "en")?);
    Ok(TranslationUnit {
        id: Some(name(row.id, "id")?.unwrap_or_else(|| number.to_string())),
        doc: name(row.doc, "doc")?,
        zh: zh.text,
        en: en.text,
        probability: row.probability.and_then(|value| probability(value.get())),
        zh_origin: zh.origin,
        en_origin: en.origin,
    })
}

/// A probability from 0 to 1; other programs may mean something else by the member.
fn probability(value: &str) -> Option<f64> {
    value.parse().ok().filter(|probability| (0.0..=1.0).contains(probability))
}

/// What a JSON string says, which begins at byte `at` of the file; `None` when `value` is no string. `value` is
/// well-formed JSON.
fn unquote(value: &str, at: usize) -> Option<Traced> {
    let content = value.strip_prefix('"')?.strip_suffix('"')?;
    let mut traced = Traced::default();
    let (mut rest, mut at) = (content, at + 1);
    while let Some(verbatim) = memchr::memchr(b'\\', rest.as_bytes()) {
        traced.push(rest.get(..verbatim)?, at);
        at += verbatim;
        rest = rest.get(verbatim..)?;
        let (c, length) = escape(rest);
        traced.push_escape(c.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
        at += length;
        rest = rest.get(length..)?;
    }
    traced.push(rest, at);
    Some(traced)
}

/// The character that the escape at the start of `text` stands for, and its length in bytes.
fn escape(text: &str) -> (char, usize) {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let Some(first) = unit(text) else {
        let c = match text.as_bytes().get(1) {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(&other) => char::from(other),
            None => char::REPLACEMENT_CHARACTER,
        };
        return (c, text.len().min(2));
    };
    let second = text.get(6..).and_then(unit);
    match char::decode_utf16([first].into_iter().chain(second)).next() {
        Some(Ok(c)) => (c, if c.len_utf16() == 2 { 12 } else { 6 }),
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

/// A pair to be written.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Row<'a> {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
    /// The document it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<&'a str>,
    /// The Chinese text.
    pub zh: &'a str,
    /// The English text.
    pub en: &'a str,
}

/// A pair with how it was aligned, as `align` prints it.
#[derive(Debug, Clone, Serialize)]
pub struct AlignedRow<'a> {
    /// The pair.
    #[serde(flatten)]
    pub row: Row<'a>,
    /// Its Chinese sentences, from 0.
    pub zh_segments: Range<usize>,
    /// Its English sentences, from 0.
    pub en_segments: Range<usize>,
    /// How probable it is that they are exactly what translates each other, to four decimals.
    pub probability: f64,
}

impl<'a> AlignedRow<'a> {
    /// The row of `bead`.
    pub fn new(row: Row<'a>, bead: &Bead) -> Self {
        let probability = (bead.probability * 1e4).round() / 1e4;
        Self { row, zh_segments: bead.zh.clone(), en_segments: bead.en.clone(), probability }
    }
}

/// Appends a row as a line; of an aligned pair also how it was aligned.
pub fn write_row(out: &mut String, row: &Row<'_>, bead: Option<&Bead>) {
    match bead {
        Some(bead) => write_aligned(out, &AlignedRow::new(*row, bead)),
        None => write_line(out, row),
    }
}

/// Appends an aligned pair as a line.
pub fn write_aligned(out: &mut String, row: &AlignedRow<'_>) {
    write_line(out, row);
}

fn write_line(out: &mut String, row: &impl Serialize) {
    // Writing plain data into memory does not fail.
    out.push_str(&serde_json::to_string(row).unwrap_or_default());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_in_any_order_and_places_kept() {
        let text = "{\"en\":\"\\\"200\\\" \\u006den\",\"zh\":\"二百\\u4eba\\ud83d\\ude00\",\"id\":7,\"doc\":\"a\",\"x\":[1]}\r\n\
                    \n{\"zh\":\"\",\"en\":\"\"}";
        let lines = read(text);
        assert_eq!(lines.errors, []);
        let unit = &lines.units[0];
        assert_eq!((unit.id.as_deref(), unit.doc.as_deref()), (Some("7"), Some("a")));
        assert_eq!((unit.zh.as_str(), unit.en.as_str()), ("二百人😀", "\"200\" men"));
        let locate = |from: usize, to: usize| unit.en_origin.locate(Span::new(from, to)).unwrap().of(text);
        assert_eq!((locate(1, 4), locate(6, 9), locate(0, 1)), ("200", "\\u006den", "\\\""));
        assert_eq!(unit.zh_origin.locate(Span::new(3, 9)).unwrap().of(text), "百\\u4eba");
        assert_eq!(lines.units[1].id.as_deref(), Some("3"));
    }

    #[test]
    fn bad_lines_are_named_and_skipped() {
        let lines = read(
            "{\"zh\":\"一\"}\n二百{\n{\"zh\":3,\"en\":\"x\"}\n{\"zh\":\"\\udc00二\",\"en\":\"two\"}\n[]\n{\"zh\":\"一",
        );
        let errors: Vec<_> = lines.errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "line 1, column 10: missing field `en`",
                "line 2, column 1: not a JSON object",
                "line 3, column 7: \"zh\" is not a string",
                "line 5, column 1: not a JSON object",
                "line 6, column 9: EOF while parsing a string",
            ]
        );
        assert_eq!(lines.units[0].zh, "\u{FFFD}二");
    }
}
