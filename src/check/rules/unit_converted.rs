use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "unit-converted",
    class: Class::Fact,
    severity: Severity::Note,
    finds: "An amount was converted into another unit.",
    why: "Right, but the figure cannot be found by searching for it.",
    wrong: ("十斤", "5 kilograms"),
    right: ("十斤", "10 jin"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Converted)).then_some(RULE.severity)
}
