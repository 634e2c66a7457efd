use super::{Rule, Slot};
use crate::check::finding::{Class, Severity};
use crate::check::relation::Relation;

pub(super) static RULE: Rule = Rule {
    name: "weekday-mismatch",
    class: Class::Fact,
    severity: Severity::Error,
    finds: "The days of the week differ.",
    why: "周三 is Wednesday, the third day after Sunday: counting from Sunday puts it a day off.",
    wrong: ("会议周三开幕", "the meeting opens on Tuesday"),
    right: ("会议周三开幕", "the meeting opens on Wednesday"),
};

pub(super) fn judge(slot: &Slot<'_>) -> Option<Severity> {
    matches!(slot.relation, Some(Relation::Weekday)).then_some(RULE.severity)
}
