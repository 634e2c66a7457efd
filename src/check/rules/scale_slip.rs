use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "scale-slip",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "A figure is a power of ten too large or too small.",
    why: "Chinese counts in 万 (10,000) and 亿 (100,000,000), English in thousands, millions and billions; taking one for the other is the commonest real error in translated figures.",
    wrong: ("农具四百一十九万件", "41.9 million farm tools"),
    right: ("农具四百一十九万件", "4.19 million farm tools"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Scale(_))).then(|| slot.soften(RULE.severity))
}
