use super::{Rule, Slot, is_one_or_two};
use crate::check::finding::{Class, Severity};
use crate::check::relation::{Hedge, Relation};
use crate::facts::{Kind, Qualifier};

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
    let Some(Relation::Hedged(hedge)) = slot.relation else { return None };
    let hedged = match hedge {
        Hedge::Dropped => slot.zh,
        Hedge::Added => slot.en,
    };
    // 不到 and "less than" exclude the very figure that the other side states; 多, 以上 and "more than" go lost easily, and
    // "up to" is how English renders 达.
    let excludes = hedged.is_some_and(|fact| {
        fact.qualifier == Some(Qualifier::LessThan) && fact.kind != Kind::Fraction && !is_one_or_two(fact)
    });
    Some(if excludes { Severity::Warning } else { RULE.severity })
}
