//! The article's own list of names against its text.

use std::collections::HashSet;

use super::super::Bitext;
use super::super::finding::{Detail, Finding};
use super::institutions::{ENDINGS, phrases};
use super::name_mismatch::RULE;
use super::term_inconsistent::differs;
use super::{finding, folded};
use crate::source::Span;
use crate::text::{distance, pinyin};

/// So many names that the text does not spell as the list does are looked up in it.
const MOST: usize = 64;

/// The first letters of a word: 中国 may be Chinese as well as China.
fn stem(word: &str) -> &str {
    const LETTERS: usize = 4;
    word.char_indices().nth(LETTERS).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// A name of the list whose Chinese stands in the text and which the English spells otherwise, calls otherwise, or has
/// no telling word of. One finding a name.
pub(super) fn find(bitext: &Bitext<'_>, entities: &[(Span, Span)]) -> Vec<Finding> {
    let mut found = Vec::new();
    if entities.is_empty() {
        return found;
    }
    let mut told: HashSet<String> = HashSet::new();
    for segment in bitext.en.segments {
        told.extend(folded(segment.span.of(bitext.en.text)).split_whitespace().map(str::to_owned));
    }
    let stems: HashSet<&str> = told.iter().map(|word| stem(word)).collect();
    let listed: HashSet<String> = entities
        .iter()
        .flat_map(|&(_, en)| folded(en.of(bitext.en.text)).split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut lookups = 0;
    for &(zh, en) in entities {
        let (term, name) = (zh.of(bitext.zh.text), en.of(bitext.en.text));
        let words = folded(name);
        let untold: Vec<&str> = words.split_whitespace().filter(|word| !told.contains(*word)).collect();
        if term.chars().count() < 2 || untold.is_empty() {
            continue;
        }
        lookups += 1;
        if lookups > MOST {
            break;
        }
        let Some((bead, zh)) = place(bitext, term) else { continue };
        let by_sound: Vec<&str> =
            untold.iter().copied().filter(|word| term.contains('·') || is_by_sound(word, &words)).collect();
        let otherwise = misspelt(bitext, bead, &by_sound, &listed).or_else(|| called(bitext, bead, term, &words));
        let has_none = || !words.split_whitespace().any(|word| stems.contains(stem(word)));
        if otherwise.is_some() || has_none() {
            let finding = finding(bitext, &RULE, bead, (Some(zh), otherwise), String::new());
            found.push(Finding { detail: Detail::Listed(name.to_owned()), ..finding });
        }
    }
    found
}

/// Where a Chinese term first stands in a sentence that has a counterpart.
fn place(bitext: &Bitext<'_>, term: &str) -> Option<(usize, Span)> {
    bitext.alignment.beads.iter().enumerate().filter(|(_, bead)| bead.is_match()).find_map(|(index, bead)| {
        let segments = bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default();
        let inside = segments.iter().find_map(|segment| {
            let at = segment.span.of(bitext.zh.text).find(term)?;
            Some(Span::new(at, at + term.len()).shifted(segment.span.start))
        })?;
        Some((index, inside))
    })
}

/// Whether a word of a name gives the sound of the Chinese: it is spelled in pinyin, or all that the name has.
fn is_by_sound(word: &str, name: &str) -> bool {
    pinyin::is_spelled(word) || name.split_whitespace().count() == 1
}

/// The word of a bead that is one of `names` but for a letter or two, and no word of the list.
fn misspelt(bitext: &Bitext<'_>, bead: usize, names: &[&str], listed: &HashSet<String>) -> Option<Span> {
    if names.is_empty() {
        return None;
    }
    let segments = bitext.en.segments.get(bitext.alignment.beads[bead].en.clone()).unwrap_or_default();
    segments.iter().find_map(|segment| {
        let text = segment.span.of(bitext.en.text);
        capitalised(text).find_map(|span| {
            let word = folded(span.of(text));
            let word = word.trim();
            let is_other = !listed.contains(word) && names.iter().any(|name| is_misspelt(name, word));
            is_other.then_some(span.shifted(segment.span.start))
        })
    })
}

/// The words of a sentence that begin with a capital.
fn capitalised(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphabetic()).filter_map(move |word| {
        let start = at + text.get(at..)?.find(word)?;
        at = start + word.len();
        word.starts_with(char::is_uppercase).then_some(Span::new(start, at))
    })
}

/// Whether `word` is `name` with letters mistaken: not the adjective to it, nor another word altogether.
fn is_misspelt(name: &str, word: &str) -> bool {
    /// A name of so many letters may have one wrong, of so many two.
    const LETTERS: [usize; 2] = [5, 10];
    const LONGEST: usize = 40;
    let letters = name.chars().count();
    let most = LETTERS.iter().filter(|least| letters >= **least).count();
    let is_derived = || !pinyin::is_spelled(name) && are_derived(name, word);
    letters <= LONGEST
        && name != word
        && name.chars().next() == word.chars().next()
        && distance(name, word, most).is_some()
        && !is_derived()
}

/// Whether two words are one but for the endings that make adjectives, followers and doctrines: Bulgaria, Bulgarian.
fn are_derived(one: &str, other: &str) -> bool {
    const ENDINGS: &[&str] =
        &["", "a", "ia", "n", "an", "ian", "ese", "ish", "ism", "ist", "m", "t", "i", "y", "s", "al", "e", "er", "ers"];
    let ends = |word: &str, at| word.get(at..).is_some_and(|end| ENDINGS.contains(&end));
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    (1..=shared).any(|at| ends(one, at) && ends(other, at))
}

/// What a bead calls an institution that is listed as `words`, when that is another name.
fn called(bitext: &Bitext<'_>, bead: usize, term: &str, words: &str) -> Option<Span> {
    let ending = ENDINGS.iter().find(|ending| ending.ends(term))?;
    let bead = bitext.alignment.beads.get(bead)?;
    let all = |segments: &[crate::bitext::Segment]| Some(segments.first()?.span.join(segments.last()?.span));
    let zh = all(bitext.zh.segments.get(bead.zh.clone())?)?;
    // Two institutions of one kind in a sentence cannot be told apart.
    if ending.places(zh.of(bitext.zh.text)).nth(1).is_some() {
        return None;
    }
    let en = all(bitext.en.segments.get(bead.en.clone())?)?;
    let mut names = phrases(en.of(bitext.en.text), &ending.heads).into_iter();
    let (Some(only), None) = (names.next(), names.next()) else { return None };
    let surface = only.of(en.of(bitext.en.text));
    // At the head of a sentence the article has a capital too.
    let article = surface.len() - surface.strip_prefix("The ").unwrap_or(surface).len();
    let only = Span::new(only.start + article, only.end).shifted(en.start);
    differs(words, &folded(only.of(bitext.en.text))).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_misspelt_by_a_letter_or_two() {
        assert!(is_misspelt("dongkou", "donkou") && is_misspelt("kovalevsky", "kowalevski"));
        assert!(!is_misspelt("dongkou", "dongkou") && !is_misspelt("dongkou", "gongkou"));
        assert!(!is_misspelt("korea", "korean") && !is_misspelt("bulgaria", "bulgarian"), "adjectives");
        assert!(!is_misspelt("ulan", "ulun"), "short names differ by right");
    }
}
