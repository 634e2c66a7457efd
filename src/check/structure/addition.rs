use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::Structure;
use super::omission::SURE;
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "addition",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "A sentence of the English has no counterpart in the Chinese.",
    why: "What the source does not say was made up, or belongs to another text.",
    wrong: ("粮食丰收。", "Grain is plentiful. It was the best year in living memory for the whole province."),
    right: ("粮食丰收。", "Grain is plentiful."),
};

/// Letters that a passage must have to be called added.
const SHORTEST: usize = 30;

pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let added = structure.runs.iter().filter(|run| {
        run.lang == Lang::En
            && run.is_text
            && !run.told
            && !run.has_room
            && run.letters >= SHORTEST
            && run.probability >= SURE
    });
    added.map(|run| structure.finding(&RULE, Lang::En, run.span, run.bead)).collect()
}
