//! Lists of terms, as glossaries and lexicons are kept: TBX ([`tbx`]), or a table of Chinese TAB English.
//!
//! In a table `|` parts renderings that are all right, lines that begin with `#` and blank ones are passed over, and so is
//! what stands after a second tab.

use super::XmlError;
use super::tbx::{self, Concept};
use crate::source::is_han;

/// Why a list of terms could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermsError {
    /// A line of a table is no row.
    #[error("line {line}: no tab between a Chinese term and its English")]
    NoTab {
        /// Line of the file, from 1.
        line: usize,
    },
    /// A line of a table has the English first.
    #[error("line {line}: the Chinese term comes first, then its English")]
    Order {
        /// Line of the file, from 1.
        line: usize,
    },
    /// Something is wrong in a TBX file.
    #[error(transparent)]
    Tbx(#[from] XmlError),
}

/// Reads the terms of `text`, in file order. Linear in its length.
pub fn read(text: &str) -> Result<Vec<Concept>, TermsError> {
    if tbx::is_tbx(text) {
        let terminology = tbx::read(text);
        return match terminology.errors.into_iter().next() {
            Some(error) => Err(error.into()),
            None => Ok(terminology.concepts),
        };
    }
    let mut concepts = Vec::new();
    for (line, row) in (1..).zip(text.trim_start_matches('\u{FEFF}').lines()) {
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        let mut fields = row.split('\t').map(str::trim);
        let zh = fields.next().filter(|zh| !zh.is_empty()).ok_or(TermsError::NoTab { line })?;
        let english = fields.next().unwrap_or_default().split('|').map(str::trim);
        let en: Vec<String> = english.filter(|rendering| !rendering.is_empty()).map(str::to_owned).collect();
        if en.is_empty() {
            return Err(TermsError::NoTab { line });
        }
        if !zh.contains(is_han) && en.iter().all(|rendering| rendering.contains(is_han)) {
            return Err(TermsError::Order { line });
        }
        concepts.push(Concept { zh: vec![zh.to_owned()], en });
    }
    Ok(concepts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let concepts = read(text).unwrap();
        concepts.iter().map(|concept| format!("{}={}", concept.zh.join("+"), concept.en.join("+"))).collect()
    }

    #[test]
    fn tables_and_tbx_are_read_alike() {
        assert_eq!(
            rows("# names\n国务院\tState Council | Council of State\tnote\n\n"),
            ["国务院=State Council+Council of State"]
        );
        let tbx = "<tbx><text><body><conceptEntry><langSec xml:lang='zh'><term>国务院</term></langSec>\
                   <langSec xml:lang='en'><term>State Council</term></langSec></conceptEntry></body></text></tbx>";
        assert_eq!(rows(tbx), ["国务院=State Council"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(read("国务院\tState Council\n外交部 Foreign Ministry"), Err(TermsError::NoTab { line: 2 }));
        assert_eq!(read("国务院\t | \n"), Err(TermsError::NoTab { line: 1 }));
        assert_eq!(read("State Council\t国务院"), Err(TermsError::Order { line: 1 }));
        assert!(matches!(read("<tbx>"), Err(TermsError::Tbx(_))));
    }
}
