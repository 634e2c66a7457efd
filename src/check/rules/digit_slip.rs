use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "digit-slip",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "Two figures differ by digits swapped, lost, doubled or changed.",
    why: "The number has the right length and reads well, so no reader stumbles over it.",
    wrong: ("共十万七千二百三十九人", "100,739 people in all"),
    right: ("共十万七千二百三十九人", "107,239 people in all"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Digits)).then(|| slot.soften(RULE.severity))
}
