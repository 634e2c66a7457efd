use std::collections::BTreeMap;

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::institutions::{ENDINGS, Ending, phrases};
use super::{finding, folded};
use crate::bitext::Bead;
use crate::source::{Span, is_han};

pub(in super::super) static RULE: Rule = Rule {
    name: "term-inconsistent",
    class: Class::Term,
    severity: Severity::Note,
    finds: "An institution, a person or a place has two names in the English of one file, or of files checked together.",
    why: "A reader takes two names for two things.",
    wrong: ("中央信托局宣布…中央信托局否认", "The Central Trust Bureau announced … the China Trust Bureau denied"),
    right: ("中央信托局宣布…中央信托局否认", "The Central Trust Bureau announced … the Central Trust Bureau denied"),
};

/// Most and fewest characters of a name before its ending.
const LONGEST: usize = 9;
const FEWEST: usize = 2;

/// A place where a Chinese name stands.
struct Place {
    bead: usize,
    /// The name: the longest that recurs.
    span: Span,
    ending: usize,
}

/// Looks at names that recur in the Chinese and stand beside one fitting English name each; of two names the shorter may
/// be an abbreviation of the longer.
pub(super) fn find(bitext: &Bitext<'_>, ends: &[End]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut names: BTreeMap<&str, Vec<(usize, Span, Span)>> = BTreeMap::new();
    for place in places(bitext, ends) {
        let bead = &bitext.alignment.beads[place.bead];
        let heads = &ENDINGS[place.ending].heads;
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
pub(super) fn differs(left: &str, right: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let all = text.split_whitespace().filter(|word| !matches!(*word, "of" | "the" | "for" | "and"));
        all.map(str::to_owned).collect()
    };
    let (left, right) = (words(left), words(right));
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    !within(&left, &right) && !within(&right, &left)
}

/// What stands before an ending, read backwards.
fn back(before: &str) -> impl Iterator<Item = char> {
    before.chars().rev().take(LONGEST)
}

/// Where a Chinese name of an institution ends, in a segment that has a counterpart.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// The ending.
    pub(super) span: Span,
    /// Which of [`ENDINGS`] it is.
    pub(super) ending: usize,
    /// The bead of its segment.
    pub(super) bead: usize,
    /// The segment.
    segment: Span,
}

/// Where names of institutions end in the Chinese: ending by ending, each in the order of the text.
pub(super) fn ends(bitext: &Bitext<'_>) -> Vec<End> {
    let segments = bitext.zh.segments;
    let Some(whole) = segments.first().zip(segments.last()).map(|(first, last)| first.span.join(last.span)) else {
        return Vec::new();
    };
    let (text, beads) = (whole.of(bitext.zh.text), &bitext.alignment.beads);
    let end = |span: Span, ending: usize| {
        let span = span.shifted(whole.start);
        let segment = segments.partition_point(|segment| segment.span.start <= span.start).checked_sub(1)?;
        let bead = beads.partition_point(|bead| bead.zh.end <= segment);
        let inside = segments[segment].span.contains(span) && beads.get(bead).is_some_and(Bead::is_match);
        inside.then_some(End { span, ending, bead, segment: segments[segment].span })
    };
    let of = |(number, ending): (usize, &'static Ending)| {
        ending.places(text).filter_map(move |span| end(span, number)).collect::<Vec<_>>()
    };
    ENDINGS.iter().enumerate().flat_map(of).collect()
}

/// Where names stand that recur, in the order of the text: each the longest that ends there and comes at least twice.
fn places(bitext: &Bitext<'_>, ends: &[End]) -> Vec<Place> {
    let before = |end: &End| Span::new(end.segment.start, end.span.start).of(bitext.zh.text);
    let mut places = Vec::new();
    for found in ends.chunk_by(|one, other| one.ending == other.ending) {
        let mut found: Vec<(&str, &End)> = found.iter().map(|end| (before(end), end)).collect();
        // Of ends in the order of what stands before them, read backwards, neighbours have most in common.
        found.sort_by(|one, other| back(one.0).cmp(back(other.0)).then(one.1.span.cmp(&other.1.span)));
        let common = |one: usize, other: usize| match (found.get(one), found.get(other)) {
            (Some(one), Some(other)) => {
                let same = back(one.0).zip(back(other.0)).take_while(|&(a, b)| a == b && is_han(a));
                same.fold((0, 0), |(count, bytes), (c, _)| (count + 1, bytes + c.len_utf8()))
            }
            _ => (0, 0),
        };
        places.extend(found.iter().enumerate().filter_map(|(at, &(_, end))| {
            let (count, bytes) = common(at, at.wrapping_sub(1)).max(common(at, at + 1));
            let span = Span::new(end.span.start - bytes, end.span.end);
            (count >= FEWEST).then_some(Place { bead: end.bead, span, ending: end.ending })
        }));
    }
    places.sort_by_key(|place| (place.span.end, place.span.start));
    places
}
