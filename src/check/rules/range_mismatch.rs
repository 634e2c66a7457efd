use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;
use crate::quantity::Exact;

pub(super) static RULE: Rule = Rule {
    name: "range-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "One end of a range or period differs.",
    why: "六月十日到二十四日 and \"June 10th to 14th\" agree at a glance.",
    wrong: ("六月十日到二十四日", "from June 10th to 14th"),
    right: ("六月十日到二十四日", "from June 10th to 24th"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match slot.relation {
        Some(Relation::Range) => Some(RULE.severity),
        // "A week or two" may have been read as two.
        Some(Relation::HalfRange) if ends_at_two(slot) => Some(Severity::Note),
        Some(Relation::HalfRange) => Some(Severity::Warning),
        _ => None,
    }
}

fn ends_at_two(slot: &Slot<'_>) -> bool {
    let ends = [slot.zh, slot.en].into_iter().flatten().map(|fact| fact.interval.max);
    ends.flatten().all(|end| end <= Exact::integer(2))
}
