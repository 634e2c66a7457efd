use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::slice;

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::glossary::Term;
use super::{Glossary, finding, folded, spanned};
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

/// Each sentence in which the translation of a term is missing is one finding of that term.
pub(super) fn find(bitext: &Bitext<'_>, glossary: Option<&Glossary>) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(glossary) = glossary.filter(|glossary| !glossary.is_empty()) else { return found };
    for (index, bead) in bitext.alignment.beads.iter().enumerate().filter(|(_, bead)| bead.is_match()) {
        let mut spoken = BTreeSet::new();
        let english = LazyCell::new(|| folded(spanned(bitext, slice::from_ref(bead), Lang::En).of(bitext.en.text)));
        for segment in bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default() {
            let text = segment.span.of(bitext.zh.text);
            let mut next = 0;
            for (at, _) in text.char_indices() {
                if at < next {
                    continue;
                }
                let Some((number, term)) = text.get(at..).and_then(|rest| glossary.at(rest)) else { continue };
                next = at + term.zh.len();
                let is_right = term.is_in(&english)
                    || is_minister(term, text.get(next..).unwrap_or_default()) && term.is_of_head(&english)
                    || stands_beside(bitext, index, term, &english);
                if !is_right && spoken.insert(number) {
                    let span = Span::new(at, next).shifted(segment.span.start);
                    found.push(finding(bitext, &RULE, index, (Some(span), None), term.english.clone()));
                }
            }
        }
    }
    found
}

/// Whether the text after a term makes of a ministry the person at its head: 农业部 部长, 外交部 长.
fn is_minister(term: &Term, after: &str) -> bool {
    term.zh.ends_with('部')
        && ["长", "長", "部长", "部長", "副部长", "副部長"].iter().any(|title| after.starts_with(title))
}

/// Whether a sentence next to bead `index` says for the term what the sentence itself, whose English is `english`, does not: a
/// sentence that lacks the term in Chinese, since sentences exchange their words, or one to which this one refers back.
fn stands_beside(bitext: &Bitext<'_>, index: usize, term: &Term, english: &str) -> bool {
    /// Words that refer to what was named before.
    const BACK: [&str; 12] = [
        " it ", " its ", " they ", " their ", " them ", " this ", " these ", " which ", " who ", " he ", " she ",
        " latter ",
    ];
    let refers_back = || BACK.iter().any(|word| english.contains(word)) || term.is_short_in(english);
    [index.checked_sub(1), Some(index + 1)].into_iter().flatten().any(|beside| {
        let Some(bead) = bitext.alignment.beads.get(beside) else { return false };
        let side = |lang| spanned(bitext, slice::from_ref(bead), lang);
        let is_named = || term.is_in(&folded(side(Lang::En).of(bitext.en.text)));
        let is_own = side(Lang::Zh).of(bitext.zh.text).contains(&term.zh);
        (!is_own || beside < index && refers_back()) && is_named()
    })
}
