//! TSV of pairs: Chinese, a tab, English; further columns are left alone.

use super::jsonl::{JsonlError, Pairs};
use crate::bitext::{Origin, TranslationUnit};

/// Reads pairs; blank lines are skipped.
pub fn read(text: &str) -> Pairs {
    let mut pairs = Pairs::default();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.is_empty() {
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(zh), Some(en)) = (columns.next(), columns.next()) else {
            pairs
                .errors
                .push(JsonlError { line: number + 1, what: "no tab: a line is Chinese, a tab, English".to_owned() });
            continue;
        };
        pairs.units.push(TranslationUnit {
            id: Some((number + 1).to_string()),
            doc: None,
            zh: zh.to_owned(),
            en: en.to_owned(),
            zh_origin: Origin::plain(start),
            en_origin: Origin::plain(start + zh.len() + 1),
        });
    }
    pairs
}
