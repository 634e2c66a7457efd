use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

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
    matches!(slot.relation, Some(Relation::Range)).then_some(RULE.severity)
}
