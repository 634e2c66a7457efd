use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "date-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "The dates differ in the year, month, day, decade or century, or the month is lost.",
    why: "A date that is off by one digit looks like any other date.",
    wrong: ("一九五三年六月十日", "10 July 1953"),
    right: ("一九五三年六月十日", "10 June 1953"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match slot.relation {
        Some(Relation::Date(_)) => Some(RULE.severity),
        Some(Relation::MonthLost) => Some(Severity::Warning),
        _ => None,
    }
}
