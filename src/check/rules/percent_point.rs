use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "percent-point",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "Percent stands for percentage points or the other way round.",
    why: "From 10 to 12 percent is two percentage points and twenty percent.",
    wrong: ("提高了两个百分点", "rose by two percent"),
    right: ("提高了两个百分点", "rose by two percentage points"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::PercentPoint)).then_some(RULE.severity)
}
