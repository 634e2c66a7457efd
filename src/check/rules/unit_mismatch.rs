use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;
use crate::quantity::Exact;

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
    match slot.relation? {
        Relation::Unit if is_prefix_lost(slot) == Some(true) => Some(Severity::Error),
        Relation::Unit | Relation::Rate | Relation::Counted | Relation::Opposite => Some(RULE.severity),
        _ => None,
    }
}

/// Whether the units are one but for their prefix, milligrams and grams: no custom of translators tells one by the other.
fn is_prefix_lost(slot: &Slot<'_>) -> Option<bool> {
    let (zh, en) = (slot.zh?.unit?, slot.en?.unit?);
    let ratio = zh.factor().checked_div(en.factor())?;
    let powers = [3, 6, 9, -3, -6, -9];
    let is_power = powers.into_iter().filter_map(Exact::power_of_ten).any(|power| power == ratio);
    Some(zh.converts_to(en) && is_power)
}
