use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "multiple-mismatch",
    class: Class::Fact,
    severity: Severity::Warning,
    finds: "A multiple is off by one: what it grew by was taken for what it grew to.",
    why: "增加两倍 is an increase by twice the old amount: three times as much, not twice.",
    wrong: ("产量增加两倍", "output doubled"),
    right: ("产量增加两倍", "output tripled"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Multiple)).then_some(RULE.severity)
}
