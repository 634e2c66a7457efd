//! The rules, one file each. A rule's doc is data: `explain` prints it.
//!
//! A rule about facts is a function over a [`Slot`]: a Chinese and an English fact that fill the same slot and do not
//! agree, or one fact alone. The engine asks the rules in the order of [`RULES`]; the first that recognises what is
//! wrong speaks, so that one thing wrong is one finding.

use super::finding::{Class, Severity};

/// A rule: its stable name and what a person needs to know about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Named for what is wrong, kebab-case.
    pub name: &'static str,
    /// What it looks at.
    pub class: Class,
    /// How sure it is when nothing softens it.
    pub severity: Severity,
    /// What it finds, in a sentence.
    pub finds: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A pair that is wrong: Chinese, English.
    pub wrong: (&'static str, &'static str),
    /// The same pair put right.
    pub right: (&'static str, &'static str),
}
