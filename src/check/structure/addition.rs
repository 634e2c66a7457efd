use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::runs::Run;
use super::{Heads, Structure, headline_missing};
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "addition",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "A sentence, item or heading of the English has no counterpart in the Chinese.",
    why: "What the source does not say was made up, or belongs to another text.",
    wrong: ("粮食丰收。", "Grain is plentiful. It was the best year in living memory for the whole province."),
    right: ("粮食丰收。", "Grain is plentiful."),
};

/// The segments at the head among which the English may give what the Chinese gives above its text.
const HEAD: usize = 4;
/// Letters of the name of a column.
const COLUMN: usize = 40;

pub(super) fn find(structure: &Structure<'_>, heads: Heads) -> Vec<Finding> {
    let added = structure.runs.iter().filter(|run| run.lang == Lang::En && run.is_text && run.is_alone());
    let is_column =
        |run: &Run| run.segments.start < HEAD && run.segments.len() == 1 && run.is_whole && run.letters <= COLUMN;
    let added = added.filter(|run| !(heads.zh_column && is_column(run)));
    let text = added.map(|run| structure.finding(&RULE, Lang::En, run.span, run.bead));
    let segments = structure.bitext.en.segments;
    let headlines = headline_missing::alone(structure, Lang::En).into_iter();
    text.chain(headlines.map(|(at, bead)| structure.finding(&RULE, Lang::En, segments[at].span, bead))).collect()
}
