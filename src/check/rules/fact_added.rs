use super::{Rule, Slot, alone, clock_alone};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "fact-added",
    class: Class::Fact,
    severity: Severity::Warning,
    finds: "A figure of the English, or the time of a day, has no counterpart in the Chinese.",
    why: "The translation says more than the source knows. Small or vague numbers are notes.",
    wrong: ("社员很多", "74,294 members"),
    right: ("社员很多", "many members"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match (slot.zh, slot.en) {
        (None, Some(fact)) => Some(alone(slot, fact)),
        (Some(_), Some(fact)) if slot.relation == Some(Relation::ClockAdded) => Some(clock_alone(slot, fact)),
        _ => None,
    }
}
