use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "direction-flipped",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "A rise became a fall, or a fall a rise; what lay before lies after.",
    why: "The figure is right and the news is the opposite.",
    wrong: ("产量下降百分之四", "output rose by 4 percent"),
    right: ("产量下降百分之四", "output fell by 4 percent"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::DirectionFlipped(_) | Relation::Tense)).then_some(RULE.severity)
}
