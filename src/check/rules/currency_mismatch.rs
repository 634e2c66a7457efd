use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "currency-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "The same amount stands in another currency.",
    why: "Yuan and dollars differ several times over; 元 of one country is not 元 of another.",
    wrong: ("投资三亿美元", "an investment of 300 million yuan"),
    right: ("投资三亿美元", "an investment of 300 million dollars"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Currency)).then_some(RULE.severity)
}
