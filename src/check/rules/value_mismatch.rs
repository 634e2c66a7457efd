use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "value-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "Two figures fill the same slot and differ.",
    why: "The two sides cannot both be right.",
    wrong: ("一千四百二十七个合作社", "1,472 cooperatives and 1,247 shops"),
    right: ("一千四百二十七个合作社", "1,427 cooperatives"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Value)).then(|| slot.soften(RULE.severity))
}
