use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::runs::Run;
use super::{Heads, Structure, headline_missing};
use crate::bitext::BlockKind;
use crate::source::{Lang, is_han};

pub(in super::super) static RULE: Rule = Rule {
    name: "omission",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "A sentence, item or signature of the Chinese has no counterpart in the English.",
    why: "A sentence that was left out cannot be missed by a reader who has only the translation.",
    wrong: ("粮食丰收。棉花也增产了。社员们很高兴。", "Grain is plentiful. The commune members are glad."),
    right: (
        "粮食丰收。棉花也增产了。社员们很高兴。",
        "Grain is plentiful. Cotton grew too. The commune members are glad.",
    ),
};

pub(super) fn find(structure: &Structure<'_>, heads: Heads) -> Vec<Finding> {
    let zh = &structure.bitext.zh;
    let missing = structure.runs.iter().filter(|run| run.lang == Lang::Zh && run.is_text && run.is_alone());
    let signs = |run: &Run| {
        let mut segments = zh.segments.get(run.segments.clone()).unwrap_or_default().iter();
        segments.all(|segment| segment.kind == BlockKind::Byline || is_signature(segment.span.of(zh.text)))
    };
    // Who wrote the text may be said at its head alone.
    let missing = missing.filter(|run| !(run.is_whole && heads.en_author && signs(run)));
    let rule = |run: &Run| if headline_missing::is_line(structure, run) { &headline_missing::RULE } else { &RULE };
    missing.map(|run| structure.finding(rule(run), Lang::Zh, run.span, run.bead)).collect()
}

/// Whether a paragraph is nothing but a name in brackets.
pub(super) fn is_signature(text: &str) -> bool {
    /// Letters of two names.
    const LONGEST: usize = 12;
    text.starts_with(['（', '(', '〔', '【', '['])
        && text.ends_with(['）', ')', '〕', '】', ']'])
        && text.chars().filter(|c| is_han(*c)).count() <= LONGEST
}
