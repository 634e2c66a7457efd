use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "unit-mismatch",
    class: Class::Fact,
    severity: Severity::Warning,
    finds: "The figure is right and its unit is another.",
    why: "斤 is half a kilogram and no pound, 里 half a kilometre and no mile, 亩 a fifteenth of a hectare and no acre.",
    wrong: ("三千斤粮食", "3,000 pounds of grain"),
    right: ("三千斤粮食", "3,000 jin of grain"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Unit | Relation::Rate | Relation::Counted | Relation::Opposite))
        .then_some(RULE.severity)
}
