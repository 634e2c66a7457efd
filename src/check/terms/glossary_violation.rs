use std::collections::BTreeSet;

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::{Glossary, around, finding, folded};
use crate::source::{Lang, Span};

pub(in super::super) static RULE: Rule = Rule {
    name: "glossary-violation",
    class: Class::Term,
    severity: Severity::Error,
    finds: "A term of the glossary is not translated as the glossary says.",
    why: "A glossary is what the project has decided; one institution under three names is three institutions to a reader.",
    wrong: ("参政会开幕", "The Senate opened (glossary: 参政会 – People's Political Council)"),
    right: ("参政会开幕", "The People's Political Council opened"),
};

/// Each term is one finding, at the first place where its translation is missing.
pub(super) fn find(bitext: &Bitext<'_>, glossary: Option<&Glossary>) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(glossary) = glossary.filter(|glossary| !glossary.is_empty()) else { return found };
    let mut spoken = BTreeSet::new();
    for (index, bead) in bitext.alignment.beads.iter().enumerate().filter(|(_, bead)| bead.is_match()) {
        let mut english = None;
        for segment in bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default() {
            let text = segment.span.of(bitext.zh.text);
            let mut next = 0;
            for (at, _) in text.char_indices() {
                if at < next {
                    continue;
                }
                let Some((number, term)) = text.get(at..).and_then(|rest| glossary.at(rest)) else { continue };
                next = at + term.zh.len();
                let english = english.get_or_insert_with(|| folded(around(bitext, index, Lang::En).of(bitext.en.text)));
                if !term.folded.iter().any(|rendering| english.contains(rendering)) && spoken.insert(number) {
                    let span = Span::new(at, next).shifted(segment.span.start);
                    found.push(finding(bitext, &RULE, index, (Some(span), None), term.english.clone()));
                }
            }
        }
    }
    found
}
