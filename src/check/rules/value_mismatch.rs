use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "value-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "Two figures fill the same slot and differ, have changed places, or are all that is left of their sentences and differ.",
    why: "The two sides cannot both be right.",
    wrong: ("一千四百二十七个合作社", "1,960 cooperatives"),
    right: ("一千四百二十七个合作社", "1,427 cooperatives"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match slot.relation {
        Some(Relation::Value) => Some(slot.soften(RULE.severity)),
        Some(Relation::Swapped { first: true } | Relation::Discount | Relation::Extent) => Some(RULE.severity),
        Some(Relation::Plural | Relation::Reversed | Relation::Leftover) => Some(Severity::Warning),
        _ => None,
    }
}
