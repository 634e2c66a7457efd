use super::Rule;
use crate::check::finding::{Class, Severity};

pub(super) static RULE: Rule = Rule {
    name: "source-arithmetic",
    class: Class::Fact,
    severity: Severity::Note,
    finds: "The Chinese figures do not add up: parts and their sum, a whole and its part, or a change told twice.",
    why: "The translation is not at fault, and a reader who adds up the figures should know where the slip comes from.",
    wrong: ("男社员五人、女社员三人，共九人", "five men and three women, nine members in all"),
    right: ("男社员五人、女社员三人，共八人", "five men and three women, eight members in all"),
};
