//! Findings: where a Chinese text and its English translation disagree.
//!
//! [`Bitext`] is what is checked: both texts with their segments and facts, and the alignment between them. The engine
//! pairs the facts of each bead, and the rules say what is wrong with those that do not agree.

mod amount;
mod assign;
mod calendar;
mod difference;
mod direction;
mod elsewhere;
mod engine;
mod finding;
mod parts;
mod policy;
mod relation;
pub mod rules;
mod tally;

pub use engine::check;
pub use finding::{Class, DatePart, Detail, Finding, Mark, Severity};
pub use policy::{Ignores, Level, NoSuchRule, Policy, fingerprint};
pub use rules::Rule;
pub use tally::{Count, Tally};

use crate::bitext::{Alignment, Segment};
use crate::facts::Fact;
use crate::quantity::CivilDate;

/// One side of what is checked.
#[derive(Debug, Clone, Copy)]
pub struct SideText<'a> {
    /// The whole text; all spans are in it.
    pub text: &'a str,
    /// Its segments in order.
    pub segments: &'a [Segment],
    /// Its facts in order.
    pub facts: &'a [Fact],
}

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
}
