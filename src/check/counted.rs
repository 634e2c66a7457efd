//! What a figure counts: 五万人 is no 50,000 households.
//!
//! The nouns are a table, `data/check/counted.tsv`. Speaks only where the other side has no noun of the class but one that
//! another figure counts, so that 三个村的两百人 and "200 people in three villages" are never taken for each other, and
//! 三百户、一千人 and "300 people in 1,000 households" are seen.

use std::sync::LazyLock;

use super::wording::Spot;
use crate::facts::Kind;
use crate::numerals::en::{self, lexicon::WordTable};
use crate::source::Span;

struct Class {
    zh: Vec<&'static str>,
    en: Vec<&'static str>,
}

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let lines = include_str!("../../data/check/counted.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut columns = line.split('\t').skip(1);
            let mut list = || columns.next().map(|list| list.split('|').collect());
            Some(Class { zh: list()?, en: list()? })
        })
        .collect()
});

/// The class of each English noun.
static EN_NOUNS: LazyLock<WordTable<u8>> = LazyLock::new(|| {
    let nouns = (0..).zip(CLASSES.iter()).flat_map(|(class, nouns)| nouns.en.iter().map(move |noun| (*noun, class)));
    nouns.collect()
});

/// So much of a sentence is searched for a noun of the class, in bytes.
const REACH: usize = 400;

/// The nouns of two equal figures that count different things.
pub(super) fn differ(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    if zh.fact.kind != Kind::Number || en.fact.kind != Kind::Number {
        return None;
    }
    let (en_class, en_noun) = en_noun(en)?;
    let (zh_class, zh_noun) = zh_noun(zh)?;
    if zh_class == en_class {
        return None;
    }
    let (own_zh, own_en) = (zh.fact.span.of(zh.text), en.fact.span.of(en.text));
    let in_zh = zh_uses(zh.around(REACH), &CLASSES[en_class].zh, own_zh);
    let in_en = en_uses(en.around(REACH), &CLASSES[zh_class].en, own_en);
    (in_zh == in_en && in_zh != Use::Free).then_some((zh_noun, en_noun))
}

/// How the nouns of a class stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Not at all.
    None,
    /// Each of them after a figure that is not the one asked about.
    Counted,
    /// Otherwise.
    Free,
}

fn zh_uses(text: &str, nouns: &[&str], own: &str) -> Use {
    let numeral = |c: &char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千万两多余几".contains(*c);
    let mut found = Use::None;
    for (at, _) in nouns.iter().flat_map(|noun| text.match_indices(noun)) {
        let before = text.get(..at).unwrap_or_default();
        let figure: usize = before.chars().rev().take_while(numeral).map(char::len_utf8).sum();
        let figure = before.get(at - figure..).unwrap_or_default();
        if figure.is_empty() || own.contains(figure) {
            return Use::Free;
        }
        found = Use::Counted;
    }
    found
}

fn en_uses(text: &str, nouns: &[&str], own: &str) -> Use {
    let mut found = Use::None;
    let mut before = "";
    for word in text.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())) {
        let parts = || words(word).map(str::to_ascii_lowercase);
        if parts().any(|part| nouns.contains(&part.as_str())) {
            let figure = before.starts_with(|c: char| c.is_ascii_digit()) || en::read(before).is_ok();
            if !figure || own.contains(before) {
                return Use::Free;
            }
            found = Use::Counted;
        }
        before = word;
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// The class of the noun that ends a Chinese figure (五万人), or follows it (五个村).
fn zh_noun(spot: &Spot<'_>) -> Option<(usize, Span)> {
    let surface = spot.fact.span.of(spot.text);
    let ends = |noun: &&&str| surface.ends_with(**noun);
    let inside = CLASSES.iter().enumerate().find_map(|(at, class)| {
        let noun = class.zh.iter().find(ends)?;
        Some((at, spot.place(surface.get(surface.len() - noun.len()..)?)))
    });
    let general = surface.ends_with(['个', '個', '座']) || surface.ends_with(|c: char| c.is_ascii_digit());
    let after = spot.after(12).trim_start();
    inside.or_else(|| {
        CLASSES.iter().enumerate().filter(|_| general).find_map(|(at, class)| {
            let noun = class.zh.iter().find(|noun| after.starts_with(**noun))?;
            Some((at, spot.place(after.get(..noun.len())?)))
        })
    })
}

/// The class of the noun that follows an English figure, with at most one word between: 300 farm households.
fn en_noun(spot: &Spot<'_>) -> Option<(usize, Span)> {
    let after = spot.after(40);
    let clause = after.split([',', '.', ';', ':', '(']).next().unwrap_or_default();
    words(clause).take(2).find_map(|word| {
        let class = EN_NOUNS.get(word)?;
        Some((class.into(), spot.place(word)))
    })
}
