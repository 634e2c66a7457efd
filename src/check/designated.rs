//! Parts of a law or a book and numbered works, of which each side names one that the other does not: 第二章 and "Chapter III".
//!
//! The number is part of a name, so nothing about its size tells that the two belong together; the noun does. Where just one
//! of a kind is left on either side, the two are one place with other numbers. Volumes and pages are passed over: an English
//! edition has its own.

use super::leftover::Side;
use super::{only, witness};
use crate::facts::{Fact, Kind};
use crate::quantity::Exact;
use crate::source::{Lang, Span};

/// What is numbered: its Chinese characters, whether they count things unless 第 stands before the number (三条 is "three"),
/// and the English nouns, in lower case.
const NAMED: &[(&str, bool, &[&str])] = &[
    ("章", true, &["chapter"]),
    ("条條", true, &["article", "section", "rule"]),
    ("款", true, &["paragraph", "subsection", "clause"]),
    ("项項", true, &["item", "subparagraph", "point"]),
    ("节節", true, &["section"]),
    ("厂廠矿礦号號", false, &["no", "number"]),
];

/// Pairs of open facts, at most one of each kind, that name one place by different numbers.
pub(super) fn find(zh: &Side<'_>, en: &Side<'_>) -> Vec<(Fact, Fact)> {
    let chinese: Vec<Fact> = zh.open_facts().copied().collect();
    if chinese.is_empty() {
        return Vec::new();
    }
    let mut english: Vec<(&str, Fact)> =
        en.open_facts().filter_map(|fact| Some((noun(en.text, fact.span)?, *fact))).collect();
    english.extend(en.gaps().flat_map(|gap| romans(en.text, gap)));
    if english.is_empty() {
        return Vec::new();
    }
    let (zh_shows, en_shows) = (zh.witness(Lang::Zh), en.witness(Lang::En));
    let mut found: Vec<(Fact, Fact)> = Vec::new();
    for (characters, counts, nouns) in NAMED {
        let names = |fact: &&Fact| (fact.kind == Kind::Ordinal || !counts) && ends_in(zh.text, fact.span, characters);
        let is_one = |noun: &str| nouns.iter().any(|one| one.eq_ignore_ascii_case(noun));
        let own = only(chinese.iter().filter(names));
        let other = only(english.iter().filter(|(noun, _)| is_one(noun)).map(|(_, fact)| fact));
        let Some((own, other)) = own.zip(other) else { continue };
        let Some((value, other_value)) = own.value.as_number().zip(other.value.as_number()) else { continue };
        let is_taken = found.iter().any(|(_, en)| en.span == other.span);
        if value != other_value && !is_taken && !en_shows.has(value) && !zh_shows.has(other_value) {
            found.push((*own, *other));
        }
    }
    found
}

/// Whether a Chinese number, or what follows it, ends in one of `characters`.
fn ends_in(text: &str, span: Span, characters: &str) -> bool {
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    let last = span.of(text).chars().next_back();
    [last, after].into_iter().flatten().any(|c| characters.contains(c))
}

/// The noun by which an English number names something: in its span, before it, or behind it ("the third chapter").
fn noun(text: &str, span: Span) -> Option<&str> {
    let before = word_before(text, span.start);
    [first_word(span.of(text)), before, first_word(text.get(span.end..)?.trim_start_matches(' '))]
        .into_iter()
        .flatten()
        .find(|word| is_noun(word))
}

fn is_noun(word: &str) -> bool {
    NAMED.iter().any(|(.., nouns)| nouns.iter().any(|one| one.eq_ignore_ascii_case(word)))
}

fn first_word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text.get(..end).filter(|word| !word.is_empty())
}

/// The word that ends just before `at`, a space between.
fn word_before(text: &str, at: usize) -> Option<&str> {
    text.get(..at)?.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphabetic()).next().filter(|word| !word.is_empty())
}

/// The Roman numerals of a gap that follow such a noun, with it: Chapter IV.
fn romans(text: &str, gap: Span) -> Vec<(&str, Fact)> {
    let surface = gap.of(text);
    let mut found = Vec::new();
    let mut end = 0;
    for word in surface.split(|c: char| !c.is_alphanumeric()) {
        let start = end;
        end = start + word.len();
        // What parts two words is one character, of any length.
        let next = end + surface.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let value = match word {
            "I" => Some(Exact::ONE),
            "V" => Some(Exact::integer(5)),
            "X" => Some(Exact::integer(10)),
            _ if word.is_empty() => None,
            _ => witness::roman(word),
        };
        let noun = value.and(word_before(text, gap.start + start)).filter(|noun| is_noun(noun));
        if let Some((value, noun)) = value.zip(noun) {
            let span = Span::new(gap.start + start - 1 - noun.len(), gap.start + end);
            found.extend(Fact::amount(span, Lang::En, Kind::Ordinal, (value, 0), None, None).map(|fact| (noun, fact)));
        }
        end = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_are_read_behind_their_noun() {
        let text = "See “Chapter XIV”, Article V and Louis XVI.";
        let found = romans(text, Span::new(0, text.len()));
        let surfaces: Vec<&str> = found.iter().map(|(_, fact)| fact.span.of(text)).collect();
        assert_eq!(surfaces, ["Chapter XIV", "Article V"]);
    }
}
