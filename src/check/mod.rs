//! Findings: where a Chinese text and its English translation disagree.
//!
//! [`Bitext`] is what is checked: both texts with their segments and facts, and the alignment between them. The engine
//! pairs the facts of each bead, and the rules say what is wrong with those that do not agree.

mod amount;
mod arithmetic;
mod assign;
mod calendar;
mod difference;
mod direction;
mod elsewhere;
mod engine;
mod finding;
mod message;
mod pairing;
mod parts;
mod policy;
mod relation;
pub mod rules;
mod tally;
mod vague;

pub use engine::check;
pub use finding::{Borne, Class, DatePart, Detail, Finding, Mark, Reckoning, Severity};
pub use message::{Message, Ui, message};
pub use policy::{Ignores, Level, NoSuchRule, Policy, fingerprint, hash};
pub use rules::Rule;
pub use tally::{Count, Tally};

use crate::align::SideText;
use crate::bitext::Alignment;
use crate::quantity::CivilDate;

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Bitext<'a> {
    /// The Chinese side.
    pub zh: SideText<'a>,
    /// The English side.
    pub en: SideText<'a>,
    /// How the segments correspond.
    pub alignment: &'a Alignment,
    /// The date of the document.
    pub date: Option<CivilDate>,
}

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// The findings, in the order of the English text, then of the Chinese.
    pub findings: Vec<Finding>,
    /// The sum.
    pub tally: Tally,
    /// What became of each fact, bead by bead.
    pub verdicts: Vec<Verdict>,
}

/// What became of a fact, or of two that fill the same slot. Indices are those of the sides' facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The Chinese fact.
    pub zh: Option<usize>,
    /// The English fact.
    pub en: Option<usize>,
    /// Whether the other side says the same, here or elsewhere in the document.
    pub agrees: bool,
    /// The rule that speaks of it.
    pub rule: Option<&'static Rule>,
}
