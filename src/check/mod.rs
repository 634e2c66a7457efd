//! Findings: where a Chinese text and its English translation disagree.
//!
//! [`Bitext`] is what is checked: both texts with their segments and facts, and the alignment between them. The engine
//! pairs the facts of each bead, and the rules say what is wrong with those that do not agree.

mod amount;
mod arithmetic;
mod assign;
mod bounds;
mod calendar;
mod counted;
mod crossing;
mod designated;
mod difference;
mod direction;
mod discount;
mod elsewhere;
mod engine;
mod extent;
mod finding;
mod item;
mod leftover;
mod message;
mod opposites;
mod pairing;
mod parts;
mod policy;
mod rate;
mod relation;
mod relative;
mod repeats;
pub mod rules;
mod ruling;
mod sides;
mod spelled;
mod structure;
mod tally;
mod tangle;
mod tense;
mod terms;
mod text;
mod vague;
mod witness;
mod wording;

pub use finding::{Beside, Borne, Class, DatePart, Detail, Finding, Mark, Reckoning, Severity};
pub use message::{Message, Ui, message, stated};
pub use policy::{Ignores, Level, NoSuchRule, Policy, Reported, fingerprint, hash, near};
pub use rules::Rule;
pub use structure::{Heads, Outline};
pub use tally::{Count, Tally};
pub use terms::{Called, Glossary, Sort, Terms, called_key, name_key, named};

use crate::align::SideText;
use crate::bitext::Alignment;
use crate::quantity::CivilDate;
use crate::source::{Lang, Span};

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

/// Checks the facts of both sides and their letters.
pub fn check(bitext: &Bitext<'_>) -> Review {
    let mut review = ruling::review(&engine::pair(bitext));
    review.add(text::find(bitext));
    review
}

/// Finds terms and names that are not what they should be.
pub fn check_terms(bitext: &Bitext<'_>, terms: Terms<'_>) -> Vec<Finding> {
    terms::find(bitext, terms).0
}

/// Checks a whole document: what [`check`] does, its terms and names, what its heads say, and what of it is there at all.
pub fn check_document(bitext: &Bitext<'_>, terms: Terms<'_>, heads: Heads, outline: Outline<'_>) -> Review {
    let mut review = check(bitext);
    let (inexact, called) = terms::find(bitext, terms);
    review.add(inexact);
    review.called = called;
    review.add(rules::dates_of_heads(heads).into_iter().collect());
    let structure = structure::find(bitext, heads, outline);
    review.quieten(&structure);
    review.add(structure);
    repeats::fold(bitext, &mut review.findings);
    review
}

impl Review {
    /// Adds findings and puts all in the order of the text.
    pub(crate) fn add(&mut self, findings: Vec<Finding>) {
        if !findings.is_empty() {
            self.findings.extend(findings);
            self.findings.sort_by_key(|finding| (finding.zh_context, finding.en_context));
        }
    }

    /// The figures of a passage that is missing as a whole are no faults of their own: what is said of them becomes a
    /// note.
    fn quieten(&mut self, structure: &[Finding]) {
        let alone = |lang: Lang| {
            let sides = structure.iter().filter_map(move |finding| match (finding.zh, finding.en) {
                (Some(zh), None) if lang == Lang::Zh => Some(zh.span),
                (None, Some(en)) if lang == Lang::En => Some(en.span),
                _ => None,
            });
            let mut spans: Vec<Span> = sides.collect();
            spans.sort_unstable();
            spans
        };
        let (zh, en) = (alone(Lang::Zh), alone(Lang::En));
        let inside = |spans: &[Span], mark: &Mark| {
            let before = spans.partition_point(|span| span.start <= mark.span.start);
            before > 0 && spans[before - 1].contains(mark.span)
        };
        for finding in &mut self.findings {
            let lost = match (&finding.zh, &finding.en) {
                (Some(mark), None) => inside(&zh, mark),
                (None, Some(mark)) => inside(&en, mark),
                _ => false,
            };
            if lost && finding.rule.class == Class::Fact {
                finding.severity = finding.severity.min(Severity::Note);
            }
        }
    }
}

/// The one item of `all`, where it is alone.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// The findings, in the order of the English text, then of the Chinese.
    pub findings: Vec<Finding>,
    /// How many more there are on figures: of a text with tens of thousands only the first are listed.
    pub unlisted: usize,
    /// The sum.
    pub tally: Tally,
    /// What became of each fact, bead by bead.
    pub verdicts: Vec<Verdict>,
    /// Who and what a whole document calls how.
    pub called: Vec<Called>,
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
