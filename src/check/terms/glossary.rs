use std::collections::HashMap;

use super::folded;
use crate::formats::terms::{self, TermsError};

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
    /// All renderings, for messages.
    pub(super) english: String,
    /// Each allowed rendering, folded.
    pub(super) folded: Vec<String>,
}

impl Term {
    /// Whether a folded English text has one of the renderings.
    pub(super) fn is_in(&self, english: &str) -> bool {
        self.folded.iter().any(|rendering| english.contains(rendering))
    }

    /// Whether it has all of one but the first word or the last: "Minister of Agriculture", "Foreign Minister".
    pub(super) fn is_of_head(&self, english: &str) -> bool {
        self.folded.iter().any(|rendering| {
            let words = rendering.trim();
            let rest = words.split_once(' ').map(|(_, rest)| rest);
            let start = words.rsplit_once(' ').map(|(start, _)| start);
            [rest, start].into_iter().flatten().any(|part| english.contains(&format!(" {part} ")))
        })
    }

    /// Whether it has the first word of one or its last, as a name is said the second time: "the Ministry".
    pub(super) fn is_short_in(&self, english: &str) -> bool {
        let ends = |rendering: &String| {
            let mut words = rendering.split_whitespace();
            let first = words.next();
            [words.next_back(), first].into_iter().flatten().any(|word| english.contains(&format!(" {word} ")))
        };
        self.folded.iter().any(ends)
    }
}

impl Glossary {
    /// Reads a list of terms: TBX, or `Chinese TAB English`, a term a line, `|` between renderings that are all right. Of a
    /// concept each Chinese term may become each of its English ones.
    pub fn parse(text: &str) -> Result<Self, TermsError> {
        let mut glossary = Self::default();
        for concept in terms::read(text)? {
            let folded: Vec<String> = concept.en.iter().map(|rendering| folded(rendering)).collect();
            let english = concept.en.join(" | ");
            for zh in concept.zh {
                if let Some(first) = zh.chars().next() {
                    glossary.by_first.entry(first).or_default().push(glossary.terms.len());
                    glossary.terms.push(Term { zh, english: english.clone(), folded: folded.clone() });
                }
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for terms in glossary.by_first.values_mut() {
            terms.sort_by_key(|&term| std::cmp::Reverse(glossary.terms[term].zh.len()));
        }
        Ok(glossary)
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
