use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "bound-flipped",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "More than became less than, before became after, or nearly became more than.",
    why: "The figure is right and the claim is the opposite.",
    wrong: ("不到三千元", "more than 3,000 yuan"),
    right: ("不到三千元", "less than 3,000 yuan"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::BoundFlipped)).then_some(RULE.severity)
}
