use super::{Rule, Slot, alone, clock_alone};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "fact-missing",
    class: Class::Fact,
    severity: Severity::Warning,
    finds: "A figure of the Chinese, or the time of a day, has no counterpart in the English.",
    why: "A number that was left out is the claim that was left out. Small or vague numbers are notes: a list or a plural may carry them.",
    wrong: ("社员七万四千二百九十四人", "many members"),
    right: ("社员七万四千二百九十四人", "74,294 members"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match (slot.zh, slot.en) {
        (Some(fact), None) => Some(alone(slot, fact)),
        (Some(fact), Some(_)) if slot.relation == Some(Relation::ClockLost) => Some(clock_alone(slot, fact)),
        _ => None,
    }
}
