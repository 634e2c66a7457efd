use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::Structure;
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "omission",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "A sentence of the Chinese has no counterpart in the English.",
    why: "A sentence that was left out cannot be missed by a reader who has only the translation.",
    wrong: ("粮食丰收。棉花也增产了。社员们很高兴。", "Grain is plentiful. The commune members are glad."),
    right: (
        "粮食丰收。棉花也增产了。社员们很高兴。",
        "Grain is plentiful. Cotton grew too. The commune members are glad.",
    ),
};

/// Characters that a passage must have to be missed.
const SHORTEST: usize = 8;
/// Probability that its beads are right.
pub(super) const SURE: f64 = 0.6;

pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let missing = structure.runs.iter().filter(|run| {
        run.lang == Lang::Zh
            && run.is_text
            && !run.told
            && !run.has_room
            && run.letters >= SHORTEST
            && run.probability >= SURE
    });
    missing.map(|run| structure.finding(&RULE, Lang::Zh, run.span, run.bead)).collect()
}
