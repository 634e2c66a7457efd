//! What is there at all: sentences, headlines, datelines that one side has and the other lacks.
//!
//! All of it is read off the alignment: a run of segments in beads without a counterpart is an omission or an addition,
//! unless the segments around have room for it (the alignment is wrong there, not the translation), its figures are told
//! elsewhere, or it repeats what was said. A warning must be right when looked at: the shorter a passage, the surer the
//! alignment must be of it, and a part of a paragraph must be long; headings, items and signatures stand for themselves.

mod addition;
mod dateline;
mod dateline_missing;
mod headline_missing;
mod level;
mod likeness;
mod measure;
mod moved;
mod omission;
mod runs;
mod set_off;
mod truncated;

use std::collections::BTreeSet;

use super::Bitext;
use super::finding::{Detail, Finding, Mark};
use super::rules::Rule;
use crate::source::{Lang, Span};
use measure::Measure;
use runs::Run;

pub(super) use addition::RULE as ADDITION;
pub(super) use dateline_missing::RULE as DATELINE_MISSING;
pub(super) use headline_missing::RULE as HEADLINE_MISSING;
pub(super) use moved::RULE as MOVED;
pub(super) use omission::RULE as OMISSION;
pub(super) use truncated::RULE as TRUNCATED;

/// What the rules look at.
struct Structure<'a> {
    bitext: &'a Bitext<'a>,
    measure: Measure<'a>,
    /// Segments of either side that have no counterpart, in runs.
    runs: Vec<Run>,
    /// Where headlines begin whose counterpart stands elsewhere: those of the Chinese and those of the English.
    elsewhere: [BTreeSet<usize>; 2],
}

impl Structure<'_> {
    fn finding(&self, rule: &'static Rule, lang: Lang, span: Span, bead: usize) -> Finding {
        let (zh_context, en_context) = super::sides::contexts(self.bitext, bead);
        let mark = Some(Mark { span, fact: None });
        let (text, zh, en) = match lang {
            Lang::Zh => (self.bitext.zh.text, mark, None),
            Lang::En => (self.bitext.en.text, None, mark),
        };
        let detail = Detail::Text(excerpt(span.of(text)));
        Finding { rule, severity: rule.severity, zh, en, zh_context, en_context, detail, repeats: 0 }
    }

    /// The run in which a bead without a counterpart stands: runs hold beads that follow each other.
    fn run_of(&self, bead: usize) -> Option<&Run> {
        self.runs.get(self.runs.partition_point(|run| run.bead <= bead).checked_sub(1)?)
    }

    /// Whether another rule has spoken of a bead without a counterpart.
    fn is_told(&self, bead: usize) -> bool {
        self.run_of(bead).is_some_and(|run| run.told)
    }
}

/// The first characters of a passage, enough to know it by.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(at);
        words.push('…');
    }
    words
}

/// What the heads of a document say, above its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heads {
    /// The dates of the Chinese and of the English head, where they are not of one day.
    pub dates: Option<(Span, Span)>,
    /// Whether the English head says who wrote the text.
    pub en_author: bool,
    /// Whether the Chinese head alone names the column that the text ran in.
    pub zh_column: bool,
}

/// The levels of the headings of both sides, by the byte at which each begins, in order; empty where the files say none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outline<'a> {
    /// Those of the Chinese.
    pub zh: &'a [(usize, u8)],
    /// Those of the English.
    pub en: &'a [(usize, u8)],
}

/// Finds what either side lacks. Linear in the length of the texts.
pub(super) fn find(bitext: &Bitext<'_>, heads: Heads, outline: Outline<'_>) -> Vec<Finding> {
    let measure = Measure::new(bitext);
    let runs = runs::find(bitext, &measure);
    let mut structure = Structure { bitext, measure, runs, elsewhere: Default::default() };
    let mut findings = moved::find(&mut structure);
    findings.extend(truncated::find(&mut structure));
    findings.extend(set_off::exchanged(&mut structure));
    findings.extend(headline_missing::find(&structure));
    findings.extend(level::find(&structure, outline));
    findings.extend(dateline_missing::find(&structure));
    findings.extend(omission::find(&structure, heads));
    findings.extend(set_off::salutations(&structure));
    findings.extend(addition::find(&structure, heads));
    findings
}
