use std::collections::{BTreeMap, HashMap};

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::institutions::{ENDINGS, phrases};
use super::{finding, folded};
use crate::source::{Span, is_han};

pub(in super::super) static RULE: Rule = Rule {
    name: "term-inconsistent",
    class: Class::Term,
    severity: Severity::Note,
    finds: "One institution of the Chinese has two names in the English.",
    why: "A reader takes two names for two institutions.",
    wrong: ("中央信托局宣布…中央信托局否认", "The Central Trust Bureau announced … the China Trust Bureau denied"),
    right: ("中央信托局宣布…中央信托局否认", "The Central Trust Bureau announced … the Central Trust Bureau denied"),
};

/// Longest name, in characters.
const LONGEST: usize = 12;

/// A place where a Chinese name stands.
struct Place {
    bead: usize,
    /// The name: the longest that recurs.
    span: Span,
    ending: usize,
}

/// Looks at names that recur in the Chinese and stand beside one fitting English name each; of two names the shorter may
/// be an abbreviation of the longer.
pub(super) fn find(bitext: &Bitext<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut names: BTreeMap<&str, Vec<(usize, Span, Span)>> = BTreeMap::new();
    for place in places(bitext) {
        let bead = &bitext.alignment.beads[place.bead];
        let heads = &ENDINGS[place.ending].1;
        let segments = bitext.en.segments.get(bead.en.clone()).unwrap_or_default();
        let mut english = segments.iter().flat_map(|segment| {
            let inside = phrases(segment.span.of(bitext.en.text), heads);
            inside.into_iter().map(|span| span.shifted(segment.span.start))
        });
        // Two institutions of one kind in a sentence cannot be told apart.
        if let (Some(only), None) = (english.next(), english.next()) {
            names.entry(place.span.of(bitext.zh.text)).or_default().push((place.bead, place.span, only));
        }
    }
    for told in names.values() {
        let Some(&(_, _, first)) = told.first() else { continue };
        let first_words = folded(first.of(bitext.en.text));
        let other = told.iter().find(|(_, _, other)| differs(&first_words, &folded(other.of(bitext.en.text))));
        if let Some(&(bead, zh, en)) = other {
            found.push(finding(bitext, &RULE, bead, (Some(zh), Some(en)), first.of(bitext.en.text).to_owned()));
        }
    }
    found
}

/// Whether neither of two names has all the words of the other, links not counted.
fn differs(left: &str, right: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let all = text.split_whitespace().filter(|word| !matches!(*word, "of" | "the" | "for" | "and"));
        all.map(str::to_owned).collect()
    };
    let (left, right) = (words(left), words(right));
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    !within(&left, &right) && !within(&right, &left)
}

/// Where names stand that recur: each the longest that ends there and comes at least twice.
fn places(bitext: &Bitext<'_>) -> Vec<Place> {
    // Every end of a name with the characters before it, in matched beads.
    let mut ends: Vec<(usize, usize, usize, Vec<usize>)> = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (index, bead) in bitext.alignment.beads.iter().enumerate().filter(|(_, bead)| bead.is_match()) {
        for segment in bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default() {
            let text = segment.span.of(bitext.zh.text);
            for (ending, (suffix, _)) in ENDINGS.iter().enumerate() {
                for (at, _) in text.match_indices(suffix) {
                    let end = at + suffix.len();
                    let before = text.get(..at).unwrap_or_default().char_indices().rev();
                    let most = LONGEST - suffix.chars().count();
                    let starts: Vec<usize> =
                        before.take(most).take_while(|&(_, c)| is_han(c)).map(|(start, _)| start).collect();
                    for &start in starts.iter().skip(1) {
                        *counts.entry(text.get(start..end).unwrap_or_default()).or_default() += 1;
                    }
                    let base = segment.span.start;
                    ends.push((index, ending, base + end, starts.iter().skip(1).map(|start| base + start).collect()));
                }
            }
        }
    }
    let recurs = |span: &Span| counts.get(span.of(bitext.zh.text)).is_some_and(|&count| count >= 2);
    let longest = |(bead, ending, end, starts): (usize, usize, usize, Vec<usize>)| {
        let span = starts.iter().rev().map(|&start| Span::new(start, end)).find(recurs)?;
        Some(Place { bead, span, ending })
    };
    ends.into_iter().filter_map(longest).collect()
}
