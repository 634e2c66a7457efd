use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::{Borne, Relation};

pub(super) static RULE: Rule = Rule {
    name: "date-supplied",
    class: Class::Fact,
    severity: Severity::Warning,
    finds: "The English names a month or year that the Chinese does not, and the document's date does not bear it out.",
    why: "新华社七日电 names a day; which month it was has to be taken from the date of the paper. Nine in ten supplied months are right: where the date bears one out, this is a note.",
    wrong: ("新华社七日电（document of 30 June）", "Xinhua, September 7th"),
    right: ("新华社七日电（document of 9 July）", "Xinhua, July 7th"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match slot.relation {
        Some(Relation::Supplied(_, Borne::Out)) => Some(Severity::Note),
        Some(Relation::Supplied(_, Borne::Not)) => Some(RULE.severity),
        _ => None,
    }
}
