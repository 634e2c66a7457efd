//! The terms that documents explain themselves, over a whole corpus.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;

/// The terms of many documents while they are counted.
#[derive(Debug, Clone, Default)]
pub struct Terms(BTreeMap<String, BTreeMap<String, u64>>);

/// A Chinese term and its translations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The Chinese term.
    pub zh: String,
    /// In how many documents it is explained.
    pub documents: u64,
    /// Its translations and in how many documents each stands, the most frequent first.
    pub variants: Vec<(String, u64)>,
}

impl Terms {
    /// Counts the glossary of a document: a pair that it has twice counts once.
    pub fn add(&mut self, entry: &Entry) {
        let text = |span: crate::source::Span| span.of(&entry.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let pairs: BTreeSet<_> = entry.walk.terms.iter().map(|(zh, en)| (text(*zh), text(*en))).collect();
        for (zh, en) in pairs {
            *self.0.entry(zh).or_default().entry(en).or_default() += 1;
        }
    }

    /// The terms, the most frequent first.
    pub fn list(self) -> Vec<Term> {
        let term = |(zh, variants): (String, BTreeMap<String, u64>)| {
            let mut variants: Vec<_> = variants.into_iter().collect();
            variants.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            Term { zh, documents: variants.iter().map(|(_, count)| count).sum(), variants }
        };
        let mut list: Vec<Term> = self.0.into_iter().map(term).collect();
        list.sort_by_key(|term| std::cmp::Reverse(term.documents));
        list
    }
}
