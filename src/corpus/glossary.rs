//! Terms over a whole corpus: those that documents explain themselves, and the names of institutions that stand beside
//! one English name each.

use std::collections::BTreeMap;

use super::entry::Entry;
use crate::check;
use crate::source::{Lang, Span};
use crate::text::Words;

/// The terms of many documents while they are counted.
#[derive(Debug, Clone, Default)]
pub struct Terms(BTreeMap<String, BTreeMap<String, Variant>>);

/// A translation while it is counted, by its key.
#[derive(Debug, Clone, Default)]
struct Variant {
    /// As it was written first.
    en: String,
    documents: u64,
}

/// A Chinese term and its translations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The Chinese term.
    pub zh: String,
    /// In how many documents it is explained or named.
    pub documents: u64,
    /// Its translations and in how many documents each stands, the most frequent first.
    pub variants: Vec<(String, u64)>,
}

impl Terms {
    /// Counts the terms of a document.
    pub fn add(&mut self, entry: &Entry, words: &Words) {
        for NamedTerm { zh, key, en } in terms_in(entry, words) {
            let variant = self.0.entry(zh).or_default().entry(key).or_default();
            variant.documents += 1;
            if variant.en.is_empty() {
                variant.en = en;
            }
        }
    }

    /// The terms, the most frequent first.
    pub fn list(self) -> Vec<Term> {
        let term = |(zh, variants): (String, BTreeMap<String, Variant>)| {
            let mut variants: Vec<_> =
                variants.into_values().map(|Variant { en, documents }| (en, documents)).collect();
            variants.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            Term { zh, documents: variants.iter().map(|(_, count)| count).sum(), variants }
        };
        let mut list: Vec<Term> = self.0.into_iter().map(term).collect();
        list.sort_by_key(|term| std::cmp::Reverse(term.documents));
        list
    }
}

/// A term of one document and its translation there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTerm {
    /// The Chinese term.
    pub zh: String,
    /// What translations share that differ in articles, links, plurals and capitals alone.
    pub key: String,
    /// The translation as it is written.
    pub en: String,
}

/// The terms of a document, in order: those of its glossary and the names in its beads. A pair that it has twice is there
/// once.
pub fn terms_in(entry: &Entry, words: &Words) -> Vec<NamedTerm> {
    let text = |span: Span| span.of(&entry.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut pairs: BTreeMap<(String, String), String> = BTreeMap::new();
    for (zh, en) in entry.walk.terms.iter().copied().chain(names(entry, words)) {
        let en = text(en);
        pairs.entry((text(zh), check::name_key(&en))).or_insert(en);
    }
    pairs.into_iter().map(|((zh, key), en)| NamedTerm { zh, key, en }).collect()
}

/// The names of institutions in the matched beads of a document, with the English name of each.
fn names<'a>(entry: &'a Entry, words: &'a Words) -> impl Iterator<Item = (Span, Span)> + 'a {
    let walk = &entry.walk;
    walk.beads.iter().filter_map(move |bead| {
        let (zh, en) = (walk.bead_span(bead, Lang::Zh)?, walk.bead_span(bead, Lang::En)?);
        let (zh_name, en_name) = check::named(zh.of(&entry.text), en.of(&entry.text), words)?;
        Some((zh_name.shifted(zh.start), en_name.shifted(en.start)))
    })
}
