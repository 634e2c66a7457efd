//! Pairs in two files, as Moses and most toolkits that train on parallel text read them: a segment a line, and line n of
//! one file translates line n of the other.

use super::{Aligned, Export, Part};
use crate::bitext::{Origin, TranslationUnit};

/// Why two files are no Moses pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the Chinese file has {zh} lines and the English file {en}: they are not aligned line by line")]
pub struct MosesError {
    /// Lines of the Chinese file.
    pub zh: usize,
    /// Lines of the English file.
    pub en: usize,
}

/// Writes the beads that have both sides: training tools fail on empty lines.
pub(super) fn write(aligned: &Aligned<'_>) -> Export {
    let (mut zh, mut en) = (String::new(), String::new());
    for (bead, zh_line, en_line) in aligned.lines() {
        if bead.is_match() {
            zh.push_str(&zh_line);
            zh.push('\n');
            en.push_str(&en_line);
            en.push('\n');
        }
    }
    let parts = vec![Part { suffix: ".zh", text: zh }, Part { suffix: ".en", text: en }];
    Export { parts, replaced: 0 }
}

/// Reads the two files. The id of a pair is the number of its line.
pub fn read(zh: &str, en: &str) -> Result<Vec<TranslationUnit>, MosesError> {
    let (zh_lines, en_lines) = (lines(zh), lines(en));
    if zh_lines.len() != en_lines.len() {
        return Err(MosesError { zh: zh_lines.len(), en: en_lines.len() });
    }
    let pairs = zh_lines.into_iter().zip(en_lines).enumerate();
    let units = pairs.map(|(number, ((zh_at, zh), (en_at, en)))| TranslationUnit {
        id: Some((number + 1).to_string()),
        doc: None,
        zh: zh.to_owned(),
        en: en.to_owned(),
        probability: None,
        zh_origin: Origin::plain(zh_at),
        en_origin: Origin::plain(en_at),
    });
    Ok(units.collect())
}

/// The lines of a file with where each begins. Only LF ends a line: these tools count no other.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut end = 0;
    let mut start_of = |line: &str| {
        end += line.len();
        end - line.len()
    };
    text.split_inclusive('\n').map(|line| (start_of(line), line.trim_end_matches(['\n', '\r']))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn lines_pair_by_number() {
        let units = read("一\r\n\n三", "one\n\nthree\n").unwrap();
        let texts: Vec<_> = units.iter().map(|unit| (unit.zh.as_str(), unit.en.as_str())).collect();
        assert_eq!(texts, [("一", "one"), ("", ""), ("三", "three")]);
        assert_eq!(units[2].zh_origin.locate(Span::new(0, 3)), Some(Span::new(6, 9)));
        assert_eq!(
            read("一\n二\n", "one").unwrap_err().to_string(),
            "the Chinese file has 2 lines and the English file 1: they are not aligned line by line"
        );
    }
}
