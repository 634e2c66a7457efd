use super::{Rule, Slot};
use crate::check::finding::{Borne, Class, DatePart, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "date-supplied",
    class: Class::Fact,
    severity: Severity::Warning,
    finds: "The English names a year, month or day that the Chinese does not, and neither the document's date nor another date of the Chinese bears it out.",
    why: "新华社七日电 names a day; which month it was has to be taken from the date of the paper. Nine in ten supplied months are right: where the date bears one out, this is a note.",
    wrong: ("新华社北京六月二十八日电　会议七日闭幕", "Xinhua, Beijing, June 28: The meeting closed on September 7th"),
    right: ("新华社北京六月二十八日电　会议七日闭幕", "Xinhua, Beijing, June 28: The meeting closed on June 7th"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    match slot.relation {
        // The month of a day goes without saying in a paper of that week; a year does not.
        Some(Relation::Supplied(_, Borne::Not) | Relation::Supplied(DatePart::Year, Borne::Unknown)) => {
            Some(RULE.severity)
        }
        Some(Relation::Supplied(..)) => Some(Severity::Note),
        _ => None,
    }
}
