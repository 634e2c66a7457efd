use std::collections::HashMap;

use super::folded;

/// Terms a project has decided on: Chinese, and the English it may become.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// Terms by their first character, the longest first.
    by_first: HashMap<char, Vec<usize>>,
}

#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) zh: String,
    /// As written, for messages.
    pub(super) english: String,
    /// Each allowed rendering, folded.
    pub(super) folded: Vec<String>,
}

/// Why a line of a glossary was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: no tab between a Chinese term and its English")]
pub struct GlossaryError {
    /// Line of the file, from 1.
    pub line: usize,
}

impl Glossary {
    /// Reads `Chinese TAB English`, a term a line; `|` parts renderings that are all right. Lines that begin with `#` and
    /// blank ones are passed over, and so is what stands after a second tab.
    pub fn parse(text: &str) -> Result<Self, GlossaryError> {
        let mut glossary = Self::default();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t').map(str::trim);
            let (zh, english) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            if zh.is_empty() || english.is_empty() {
                return Err(GlossaryError { line: at + 1 });
            }
            glossary.add(zh, english);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for terms in glossary.by_first.values_mut() {
            terms.sort_by_key(|&term| std::cmp::Reverse(glossary.terms[term].zh.len()));
        }
        Ok(glossary)
    }

    fn add(&mut self, zh: &str, english: &str) {
        let renderings = english.split('|').map(str::trim).filter(|rendering| !rendering.is_empty());
        let folded = renderings.map(folded).collect();
        if let Some(first) = zh.chars().next() {
            self.by_first.entry(first).or_default().push(self.terms.len());
            self.terms.push(Term { zh: zh.to_owned(), english: english.to_owned(), folded });
        }
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The longest term that begins `text`, with its number.
    pub(super) fn at(&self, text: &str) -> Option<(usize, &Term)> {
        let terms = self.by_first.get(&text.chars().next()?)?;
        terms.iter().map(|&term| (term, &self.terms[term])).find(|(_, term)| text.starts_with(&term.zh))
    }
}
