use std::collections::BTreeMap;

use crate::facts::Kind;

/// How the facts of one kind compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Pairs of a Chinese and an English fact that agree.
    pub agree: usize,
    /// Pairs that fill the same slot and differ.
    pub differ: usize,
    /// Chinese facts without a counterpart.
    pub only_zh: usize,
    /// English facts without a counterpart.
    pub only_en: usize,
}

/// The sum of a check: facts by kind, sentences by whether they found a partner.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Facts by the kind of the Chinese fact, or of the English one where there is no Chinese one.
    pub facts: BTreeMap<Kind, Count>,
    /// Chinese sentences.
    pub zh_segments: usize,
    /// Chinese sentences in a bead with English ones.
    pub zh_aligned: usize,
    /// English sentences.
    pub en_segments: usize,
    /// English sentences in a bead with Chinese ones.
    pub en_aligned: usize,
}

impl Tally {
    /// Adds what another check counted.
    pub fn add(&mut self, other: &Self) {
        for (kind, count) in &other.facts {
            let sum = self.facts.entry(*kind).or_default();
            sum.agree += count.agree;
            sum.differ += count.differ;
            sum.only_zh += count.only_zh;
            sum.only_en += count.only_en;
        }
        self.zh_segments += other.zh_segments;
        self.zh_aligned += other.zh_aligned;
        self.en_segments += other.en_segments;
        self.en_aligned += other.en_aligned;
    }

    /// All kinds together.
    pub fn total(&self) -> Count {
        self.facts.values().fold(Count::default(), |sum, count| Count {
            agree: sum.agree + count.agree,
            differ: sum.differ + count.differ,
            only_zh: sum.only_zh + count.only_zh,
            only_en: sum.only_en + count.only_en,
        })
    }
}
