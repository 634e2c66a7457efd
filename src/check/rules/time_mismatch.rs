use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "time-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "The times of day differ.",
    why: "下午三点 is 3 p.m.; a lost 下午 moves an event by half a day.",
    wrong: ("下午三点开会", "the meeting is at 3 a.m."),
    right: ("下午三点开会", "the meeting is at 3 p.m."),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Time)).then_some(RULE.severity)
}
