//! The article's own list of names against its text.

use std::collections::HashSet;

use super::super::Bitext;
use super::super::finding::Finding;
use super::name_mismatch::RULE;
use super::{finding, folded};
use crate::source::Span;

/// So many names that the text does not have are looked up in it.
const MOST: usize = 64;

/// The first letters of a word: 中国 may be Chinese as well as China.
fn stem(word: &str) -> &str {
    const LETTERS: usize = 4;
    word.char_indices().nth(LETTERS).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// A name of the list whose Chinese stands in the text and whose English does not, nor any telling word of it: the text
/// calls it something else. One finding a name.
pub(super) fn find(bitext: &Bitext<'_>, entities: &[(Span, Span)]) -> Vec<Finding> {
    let mut found = Vec::new();
    if entities.is_empty() {
        return found;
    }
    let mut english: HashSet<String> = HashSet::new();
    for segment in bitext.en.segments {
        english.extend(folded(segment.span.of(bitext.en.text)).split_whitespace().map(|word| stem(word).to_owned()));
    }
    for &(zh, en) in entities {
        let (term, name) = (zh.of(bitext.zh.text), en.of(bitext.en.text));
        let words = folded(name);
        if term.chars().count() < 2 || words.split_whitespace().any(|word| english.contains(stem(word))) {
            continue;
        }
        if found.len() >= MOST {
            break;
        }
        let place = bitext.alignment.beads.iter().enumerate().find_map(|(index, bead)| {
            let segments = bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default();
            let inside = segments.iter().find_map(|segment| {
                let at = segment.span.of(bitext.zh.text).find(term)?;
                Some(Span::new(at, at + term.len()).shifted(segment.span.start))
            })?;
            bead.is_match().then_some((index, inside))
        });
        if let Some((index, span)) = place {
            found.push(finding(bitext, &RULE, index, (Some(span), None), name.to_owned()));
        }
    }
    found
}
