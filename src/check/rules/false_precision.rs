use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "false-precision",
    class: Class::Fact,
    severity: Severity::Note,
    finds: "One side gives more digits than the other knows, or calls little what the other leaves open.",
    why: "三千四百三十余户 says no more than 3,430 to 3,440: the last digit of 3,432 is invented.",
    wrong: ("三千四百三十余户", "3,432 households"),
    right: ("三千四百三十余户", "more than 3,430 households"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::FalsePrecision | Relation::Narrowed)).then_some(RULE.severity)
}
