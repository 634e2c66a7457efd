//! Words that the document itself teaches: pairs that keep meeting in beads of the first pass.
//!
//! Names, terms and habits of a translator are in no lexicon, but come again. A pair is kept when it meets in a large
//! share of the beads that have either word (Dice's coefficient). A pair never speaks for the bead it was learned from:
//! what that bead itself gave to the count is taken off again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexicon::{HashIndex, WordId, hash_step};
use super::side::{Kind, NOTHING};
use super::ties::{Bond, Search, Ties, quarters};
use crate::bitext::Bead;

/// A word of the other side that a Chinese word keeps meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partner {
    /// The English word.
    pub(super) word: WordId,
    /// In how many beads they met; expected, since beads have probabilities.
    pub(super) met: f32,
    /// The rarity of the pair, see [`super::ties::Rarity`].
    pub(super) rarity: u8,
}

/// The pairs learned, and what each pair of sentences gave to the counts.
#[derive(Debug, Default)]
pub(super) struct Learned {
    partners: BTreeMap<u32, Vec<Partner>>,
    /// The first Chinese sentence.
    first: usize,
    /// For each Chinese sentence from there the English ones it may share a bead with, and the probability of that.
    links: Vec<Vec<(u32, f32)>>,
}

/// Beads less probable than this teach nothing.
const SURE_ENOUGH: f64 = 0.3;
/// So often must a pair meet.
const FEWEST_MEETINGS: f32 = 1.4;
/// Least Dice coefficient.
const LEAST_DICE: f32 = 0.3;
/// Most partners of one word.
const MOST_PARTNERS: usize = 3;
/// Words commoner than this, on either side, are left to the lexicon.
const COMMON_COST: u16 = 70;
const COMMON_SHARE: f32 = 2e-3;

impl Learned {
    /// Learns from the beads of a first pass.
    pub(super) fn new(beads: impl Iterator<Item = Bead>, rows: Range<usize>, search: &Search<'_>, ties: &Ties) -> Self {
        let (zh, en, lexicon) = (search.zh, search.en, search.lexicon);
        let mut counts = Counts::default();
        let first = rows.start;
        let mut links: Vec<Vec<(u32, f32)>> = vec![Vec::new(); rows.len()];
        let (mut zh_words, mut en_words): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for bead in beads.filter(|bead| bead.probability > SURE_ENOUGH && bead.is_match()) {
            #[expect(clippy::cast_possible_truncation, reason = "a probability")]
            let probability = bead.probability as f32;
            let (i, j, i_end, j_end) = (bead.zh.start, bead.en.start, bead.zh.end, bead.en.end);
            for link in &mut links[i - first..i_end - first] {
                for j in (j..j_end).map(|j| u32::try_from(j).unwrap_or(u32::MAX)) {
                    match link.iter_mut().find(|(other, _)| *other == j) {
                        Some((_, sum)) => *sum += probability,
                        None => link.push((j, probability)),
                    }
                }
            }
            // Tokens that the lexicon explains teach nothing new.
            let (zh_tokens, en_tokens) = (zh.tokens_of(i..i_end), en.tokens_of(j..j_end));
            let exact = || (i..i_end).flat_map(|i| ties.of(i, &en_tokens)).filter(|tie| tie.bond == Bond::Exact);
            #[expect(clippy::cast_precision_loss, reason = "a count of words")]
            let words = (zh_tokens.len() + en_tokens.len()) as f32;
            counts.words += probability * words / 2.0;
            zh_words.clear();
            zh_words.extend(zh_tokens.clone().filter_map(|at| {
                let token = zh.tokens[at];
                let word = token.kind == Kind::Word && token.id != NOTHING && lexicon.cost(token.id) > COMMON_COST;
                word.then_some(token.id)
            }));
            en_words.clear();
            en_words.extend(en_tokens.clone().filter_map(|at| {
                let token = en.tokens[at];
                let word = token.kind == Kind::Word && lexicon.stem(token.id).share < COMMON_SHARE;
                word.then_some(token.id)
            }));
            for words in [&mut zh_words, &mut en_words] {
                words.sort_unstable();
                words.dedup();
            }
            for &word in &zh_words {
                counts.add_zh(word, probability);
            }
            for &word in &en_words {
                counts.add_en(word, probability);
            }
            let zh_free = |word: u32| !exact().any(|tie| zh.tokens[tie.zh as usize].id == word);
            let en_free = |word: u32| !exact().any(|tie| en.tokens[tie.en as usize].id == word);
            zh_words.retain(|&word| zh_free(word));
            en_words.retain(|&word| en_free(word));
            for &zh in &zh_words {
                for &en in &en_words {
                    counts.add_pair(zh, en, probability);
                }
            }
        }
        Self { partners: counts.partners(), first, links }
    }

    /// What the Chinese word at entry `word` keeps meeting.
    pub(super) fn partners(&self, word: u32) -> &[Partner] {
        self.partners.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Whether the pair met outside of Chinese sentence `i` and English sentence `j`.
    pub(super) fn is_borne_out(&self, partner: Partner, i: usize, j: usize) -> bool {
        let own = self
            .links
            .get(i.wrapping_sub(self.first))
            .and_then(|link| link.iter().find(|(other, _)| *other as usize == j));
        partner.met - own.map_or(0.0, |(_, probability)| *probability) > 0.9
    }
}

/// Expected numbers of beads.
struct Counts {
    zh: BTreeMap<u32, f32>,
    en: BTreeMap<u32, f32>,
    index: HashIndex,
    pairs: Vec<(u32, u32, f32)>,
    /// Words of a side in all beads, on average.
    words: f32,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            zh: BTreeMap::new(),
            en: BTreeMap::new(),
            index: HashIndex::with_capacity(1 << 12),
            pairs: Vec::new(),
            words: 0.0,
        }
    }
}

impl Counts {
    fn add_zh(&mut self, word: u32, probability: f32) {
        *self.zh.entry(word).or_default() += probability;
    }

    fn add_en(&mut self, word: WordId, probability: f32) {
        *self.en.entry(word).or_default() += probability;
    }

    fn add_pair(&mut self, zh: u32, en: WordId, probability: f32) {
        let key = hash_step(hash_step(0, zh.into()), en.into());
        if let Some(at) = self.index.get(key) {
            self.pairs[at as usize].2 += probability;
        } else {
            self.index.insert(key, u32::try_from(self.pairs.len()).unwrap_or(u32::MAX));
            self.pairs.push((zh, en, probability));
        }
    }

    fn partners(&self) -> BTreeMap<u32, Vec<Partner>> {
        let mut partners: BTreeMap<u32, Vec<(f32, Partner)>> = BTreeMap::new();
        for &(zh, en, met) in &self.pairs {
            let (of_zh, of_en) = (self.zh.get(&zh).copied().unwrap_or(met), self.en.get(&en).copied().unwrap_or(met));
            let dice = 2.0 * met / (of_zh + of_en).max(met);
            if met >= FEWEST_MEETINGS && dice >= LEAST_DICE {
                partners
                    .entry(zh)
                    .or_default()
                    .push((dice, Partner { word: en, met, rarity: quarters(of_zh.max(of_en) / self.words.max(1.0)) }));
            }
        }
        let best = |mut list: Vec<(f32, Partner)>| {
            list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.word.cmp(&b.1.word)));
            list.into_iter().take(MOST_PARTNERS).map(|(_, partner)| partner).collect()
        };
        partners.into_iter().map(|(word, list)| (word, best(list))).collect()
    }
}
