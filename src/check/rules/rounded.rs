use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "rounded",
    class: Class::Fact,
    severity: Severity::Note,
    finds: "A figure was rounded.",
    why: "Right, but a reader who adds up the parts will miss the rest.",
    wrong: ("一千九百五十四万人", "19.5 million people"),
    right: ("一千九百五十四万人", "19.54 million people"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Rounded)).then_some(RULE.severity)
}
