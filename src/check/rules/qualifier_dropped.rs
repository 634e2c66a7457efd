use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "qualifier-dropped",
    class: Class::Fact,
    severity: Severity::Note,
    finds: "A bound or hedge stands on one side only: 余, 多, 约, 以上, \"about\", \"more than\".",
    why: "三千八百五十余斤 is not 3,850 jin: the source did not claim to know it exactly.",
    wrong: ("三千八百五十余斤", "3,850 jin"),
    right: ("三千八百五十余斤", "more than 3,850 jin"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Hedged(_))).then_some(RULE.severity)
}
