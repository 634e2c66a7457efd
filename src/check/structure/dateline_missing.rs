use super::super::finding::{Class, Detail, Finding, Mark, Severity};
use super::super::rules::Rule;
use super::Structure;
use super::dateline::{self, Part};
use crate::bitext::BlockKind;
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "dateline-missing",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "The Chinese names the agency or the place of a dispatch and the English does not, or names another.",
    why: "Who reported from where, and when, is what the worth of a report is judged by.",
    wrong: ("新华社合肥十日电　水库完工。", "The reservoir is finished."),
    right: ("新华社合肥十日电　水库完工。", "Xinhua News Agency, Hefei, 10th: The reservoir is finished."),
};

/// Beginnings of words, one of which the English of any dateline has.
const EN_SOURCES: &[&str] = &[
    "agency",
    "xinhua",
    "new china news",
    "hsinhua",
    "tass",
    "reuter",
    "united press",
    "associated press",
    "afp",
    "upi",
    "dispatch",
    "despatch",
    "newspaper",
    "this paper",
    "our paper",
    "correspondent",
    "reporter",
    "report",
    "special to",
    "telegram",
    "cable",
    "wire",
    "news",
];

pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let (zh, en, beads) = (&structure.bitext.zh, &structure.bitext.en, &structure.bitext.alignment.beads);
    let mut found = Vec::new();
    let mut block = None;
    for (index, bead) in beads.iter().enumerate() {
        for segment in zh.segments.get(bead.zh.clone()).unwrap_or_default() {
            let starts_block = block != Some(segment.block);
            block = Some(segment.block);
            let dateline = match segment.kind {
                BlockKind::Dateline => dateline::names_agency(segment.span.of(zh.text)).then_some(segment.span),
                BlockKind::Paragraph if starts_block => dateline::in_chinese(segment.span, zh.text),
                _ => None,
            };
            let Some(dateline) = dateline else { continue };
            // The sentences around count too: a dateline is easily cut off from what it opens.
            let near = beads.get(index.saturating_sub(1)..(index + 2).min(beads.len())).unwrap_or_default();
            let english = || near.iter().flat_map(|bead| en.segments.get(bead.en.clone()).unwrap_or_default());
            if !english().any(|segment| names_source(segment.span.of(en.text))) {
                if near.iter().any(|bead| !bead.en.is_empty()) {
                    found.push(structure.finding(&RULE, Lang::Zh, dateline, index));
                }
                continue;
            }
            let own = en.segments.get(bead.en.clone()).unwrap_or_default().iter().chain(english());
            let Some(there) = own.into_iter().find_map(|segment| dateline::in_english(segment.span, en.text)) else {
                continue;
            };
            let sentence = segment.span.of(zh.text);
            if let Some(Part(part)) = dateline::lost(dateline.of(zh.text), sentence, there.of(en.text)) {
                let finding = structure.finding(&RULE, Lang::Zh, dateline, index);
                let en = Some(Mark { span: there, fact: None });
                found.push(Finding { en, detail: Detail::Text(part), ..finding });
            }
        }
    }
    found
}

/// Whether an English sentence says who reports.
fn names_source(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_start = |at: usize| bytes[at].is_ascii_alphabetic() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
    let begins = |at: usize, word: &str| {
        bytes[at].to_ascii_lowercase() == word.as_bytes()[0]
            && bytes.get(at..at + word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    (0..bytes.len()).filter(|&at| is_start(at)).any(|at| EN_SOURCES.iter().any(|word| begins(at, word)))
}
