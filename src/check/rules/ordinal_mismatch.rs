use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "ordinal-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "Places in an order differ, or the numbers of items in a list.",
    why: "The third session and the thirteenth are not the same session.",
    wrong: ("第十三次会议", "the third meeting"),
    right: ("第十三次会议", "the thirteenth meeting"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Ordinal | Relation::Item)).then_some(RULE.severity)
}
