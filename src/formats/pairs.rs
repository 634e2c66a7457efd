//! Pairs of Chinese and English from any format that holds them, told by the file's name or its first words.

use std::fmt;

use super::jsonl::{self, JsonlError};
use super::po::{self, PoError};
use super::tsv::{self, TsvError};
use super::xml::XmlError;
use super::{tmx, xliff};
use crate::bitext::TranslationUnit;

/// A format that holds pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PairFormat {
    /// Chinese TAB English.
    Tsv,
    /// `{"zh": …, "en": …}` a line.
    Jsonl,
    /// A translation memory.
    Tmx,
    /// XLIFF 1.2 or 2.x.
    Xliff,
    /// A gettext catalogue.
    Po,
}

impl PairFormat {
    /// The format that the extension of `name` stands for.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "tsv" | "tab" => Some(Self::Tsv),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            "tmx" => Some(Self::Tmx),
            "xlf" | "xliff" | "sdlxliff" | "mxliff" | "mqxliff" => Some(Self::Xliff),
            "po" | "pot" => Some(Self::Po),
            _ => None,
        }
    }

    /// The format that the first words of `text` look like: for standard input and names that say nothing.
    pub fn of_text(text: &str) -> Option<Self> {
        let head = text.trim_start();
        let head = head.char_indices().nth(4096).and_then(|(end, _)| head.get(..end)).unwrap_or(head);
        let first = head.lines().find(|line| !line.trim().is_empty())?;
        if head.starts_with('<') {
            return [("<xliff", Self::Xliff), ("<tmx", Self::Tmx)]
                .into_iter()
                .find(|(tag, _)| head.contains(tag))
                .map(|(_, format)| format);
        }
        if first.starts_with('{') {
            return Some(Self::Jsonl);
        }
        if head.lines().any(|line| line.starts_with("msgid ")) {
            return Some(Self::Po);
        }
        first.contains('\t').then_some(Self::Tsv)
    }
}

/// Why a file gives no pairs at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PairsError {
    /// Neither the name nor the text tells the format.
    #[error("neither the name nor the first line tells a format of pairs (.tsv, .jsonl, .tmx, .xlf, .po)")]
    UnknownFormat,
}

/// A part of a file that could not be read. The rest was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is the error of the format it is named for")]
pub enum Problem {
    #[error(transparent)]
    Tsv(#[from] TsvError),
    #[error(transparent)]
    Jsonl(#[from] JsonlError),
    #[error(transparent)]
    Xml(#[from] XmlError),
    #[error(transparent)]
    Po(#[from] PoError),
}

/// Something a reader noticed that the user wants to know, though every pair was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// Chinese and English stood in each other's column, and were read so.
    Swapped,
    /// So many entries are no pair of Chinese and English: not translated, or in other languages.
    Skipped(usize),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Swapped => f.write_str("the columns are swapped: English stands first, and was read so"),
            Self::Skipped(1) => f.write_str("1 entry is no pair of Chinese and English"),
            Self::Skipped(count) => write!(f, "{count} entries are no pairs of Chinese and English"),
        }
    }
}

/// What a file of pairs holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pairs {
    /// The pairs in file order; their origins are bytes of the text that was read.
    pub units: Vec<TranslationUnit>,
    /// What could not be read, in file order; each message names its line.
    pub problems: Vec<Problem>,
    /// What the user wants to know besides.
    pub notices: Vec<Notice>,
}

/// Reads the pairs of `text`, whose format is told by the extension of `name`, or by the text where that says nothing.
///
/// What is broken in the file is in [`Pairs::problems`] and never an error: the pairs around it are read.
///
/// ```
/// let pairs = duizhao::formats::pairs::read("news.tsv", "共二百人\t200 men in all\n三吨\n").unwrap();
/// assert_eq!(pairs.units[0].en, "200 men in all");
/// assert_eq!(pairs.problems[0].to_string(), "line 2: 1 of the 2 columns needed");
/// ```
pub fn read(name: &str, text: &str) -> Result<Pairs, PairsError> {
    let format = PairFormat::of_name(name).or_else(|| PairFormat::of_text(text)).ok_or(PairsError::UnknownFormat)?;
    Ok(read_as(format, text))
}

/// Reads the pairs of `text` in a format that is known.
pub fn read_as(format: PairFormat, text: &str) -> Pairs {
    let (mut pairs, skipped) = match format {
        PairFormat::Tsv => {
            let table = tsv::read(text);
            let problems = table.errors.into_iter().map(Problem::from).collect();
            let notices = table.swapped.then_some(Notice::Swapped).into_iter().collect();
            (Pairs { units: table.units, problems, notices }, 0)
        }
        PairFormat::Jsonl => {
            let lines = jsonl::read(text);
            let problems = lines.errors.into_iter().map(Problem::from).collect();
            (Pairs { units: lines.units, problems, notices: Vec::new() }, 0)
        }
        PairFormat::Tmx | PairFormat::Xliff => {
            let memory = if format == PairFormat::Tmx { tmx::read(text) } else { xliff::read(text) };
            let problems = memory.errors.into_iter().map(Problem::from).collect();
            (Pairs { units: memory.units, problems, notices: Vec::new() }, memory.skipped)
        }
        PairFormat::Po => {
            let catalogue = po::read(text);
            let problems = catalogue.errors.into_iter().map(Problem::from).collect();
            (Pairs { units: catalogue.units, problems, notices: Vec::new() }, catalogue.skipped)
        }
    };
    pairs.notices.extend((skipped > 0).then_some(Notice::Skipped(skipped)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_format_else_the_text() {
        assert_eq!(PairFormat::of_name("a.b/NEWS.XLF"), Some(PairFormat::Xliff));
        assert_eq!(PairFormat::of_name("-"), None);
        let of_text = [
            ("<?xml version='1.0'?>\n<tmx version='1.4'>", Some(PairFormat::Tmx)),
            ("\n<xliff>", Some(PairFormat::Xliff)),
            ("<html>", None),
            ("{\"zh\":1}", Some(PairFormat::Jsonl)),
            ("# comment\nmsgid \"\"\n", Some(PairFormat::Po)),
            ("一\tone", Some(PairFormat::Tsv)),
            ("一", None),
            ("", None),
        ];
        for (text, format) in of_text {
            assert_eq!(PairFormat::of_text(text), format, "{text:?}");
        }
        assert_eq!(read("-", "一").unwrap_err(), PairsError::UnknownFormat);
    }

    #[test]
    fn what_was_noticed_is_said() {
        let pairs = read("a.tsv", "one\t一\n").unwrap();
        assert_eq!(pairs.notices, [Notice::Swapped]);
        let pairs = read("a.po", "msgid \"a\"\nmsgstr \"\"\n").unwrap();
        assert_eq!(pairs.notices[0].to_string(), "1 entry is no pair of Chinese and English");
    }
}
