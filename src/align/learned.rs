//! Words that the document itself teaches: pairs that keep meeting in beads of the first pass.
//!
//! Names, terms and habits of a translator are in no lexicon, but come again. A pair is kept when it meets in a large
//! share of the beads that have either word (Dice's coefficient). A pair never speaks for the bead it was learned from:
//! what that bead itself gave to the count is taken off again.

use std::ops::Range;

use super::lexicon::{HashIndex, hash_step};
use super::side::{Kind, NOTHING};
use super::ties::{Bond, Search, Ties, quarters};
use super::vocabulary::{Vocabulary, Word};
use crate::bitext::Bead;

/// A word of the other side that a Chinese word keeps meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partner {
    /// The Chinese word.
    of: Word,
    /// The English word.
    pub(super) word: Word,
    /// In how many beads they met; expected, since beads have probabilities.
    pub(super) met: f32,
    /// The rarity of the pair, see [`super::ties::Rarity`].
    pub(super) rarity: u8,
}

/// The pairs learned, and what each pair of sentences gave to the counts.
#[derive(Debug)]
pub(super) struct Learned {
    /// By Chinese word, and where those of each begin.
    partners: Vec<Partner>,
    starts: Vec<u32>,
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
        let (zh, en, vocabulary) = (search.zh, search.en, search.vocabulary);
        let mut counts = Counts::new(vocabulary);
        let first = rows.start;
        let mut links: Vec<Vec<(u32, f32)>> = vec![Vec::new(); rows.len()];
        let (mut zh_words, mut en_words): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut zh_tied, mut en_tied): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        // The words of each bead that the lexicon does not explain, and how probable the bead is.
        let (mut untied, mut met) = (Vec::<Word>::new(), Vec::new());
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
            let (zh_tokens, en_tokens) = (zh.tokens_of(i..i_end), en.tokens_of(j..j_end));
            #[expect(clippy::cast_precision_loss, reason = "a count of words")]
            let words = (zh_tokens.len() + en_tokens.len()) as f32;
            counts.words += probability * words / 2.0;
            zh_words.clear();
            zh_words.extend(zh_tokens.clone().filter_map(|at| {
                let token = zh.tokens[at];
                let word = token.kind == Kind::Word && token.id != NOTHING && vocabulary.cost(token.id) > COMMON_COST;
                word.then_some(token.id)
            }));
            en_words.clear();
            en_words.extend(en_tokens.clone().filter_map(|at| {
                let token = en.tokens[at];
                let word = token.kind == Kind::Word && vocabulary.share(token.id) < COMMON_SHARE;
                word.then_some(token.id)
            }));
            zh_tied.clear();
            en_tied.clear();
            for i in i..i_end {
                let exact = ties.of(i, &(j..j_end)).iter().filter(|tie| tie.bond == Bond::EXACT);
                for tie in exact {
                    // Numbers, names and Latin words are English words on either side.
                    let token = zh.tokens[tie.zh as usize];
                    zh_tied.extend((token.kind == Kind::Word).then_some(token.id));
                    en_tied.push(en.tokens[tie.en as usize].id);
                }
            }
            for words in [&mut zh_words, &mut en_words, &mut zh_tied, &mut en_tied] {
                words.sort_unstable();
                words.dedup();
            }
            for &word in &zh_words {
                counts.zh[word as usize] += probability;
            }
            for &word in &en_words {
                counts.en[word as usize] += probability;
            }
            zh_words.retain(|word| zh_tied.binary_search(word).is_err());
            en_words.retain(|word| en_tied.binary_search(word).is_err());
            let start = untied.len();
            untied.extend_from_slice(&zh_words);
            let middle = untied.len();
            untied.extend_from_slice(&en_words);
            met.push((probability, start..middle, middle..untied.len()));
        }
        // Words that come too seldom to meet often enough make most of the pairs.
        for (probability, zh, en) in met {
            zh_words.clear();
            zh_words.extend(untied[zh].iter().filter(|&&word| counts.zh[word as usize] >= FEWEST_MEETINGS));
            en_words.clear();
            en_words.extend(untied[en].iter().filter(|&&word| counts.en[word as usize] >= FEWEST_MEETINGS));
            for &zh in &zh_words {
                for &en in &en_words {
                    counts.add_pair(zh, en, probability);
                }
            }
        }
        let (partners, starts) = counts.partners();
        Self { partners, starts, first, links }
    }

    /// What a Chinese word keeps meeting.
    #[inline]
    pub(super) fn partners(&self, word: Word) -> &[Partner] {
        match self.starts.get(word as usize..) {
            Some(&[start, end, ..]) => self.partners.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
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

/// Expected numbers of beads that hold a word of either side, or a pair.
struct Counts {
    /// By word.
    zh: Vec<f32>,
    en: Vec<f32>,
    pairs: Vec<(Word, Word, f32)>,
    /// The places of the pairs.
    places: HashIndex,
    /// Words of a side in all beads, on average.
    words: f32,
}

impl Counts {
    fn new(vocabulary: &Vocabulary<'_>) -> Self {
        Self {
            zh: vec![0.0; vocabulary.zh_words()],
            en: vec![0.0; vocabulary.en_words()],
            pairs: Vec::new(),
            places: HashIndex::with_capacity(1 << 8),
            words: 0.0,
        }
    }

    fn add_pair(&mut self, zh: Word, en: Word, probability: f32) {
        let key = hash_step(hash_step(0, zh.into()), en.into());
        if let Some(at) = self.places.get(key) {
            self.pairs[at as usize].2 += probability;
        } else {
            self.places.insert(key, u32::try_from(self.pairs.len()).unwrap_or(u32::MAX));
            self.pairs.push((zh, en, probability));
        }
    }

    /// The best partners of each Chinese word, and where those of each word begin.
    fn partners(&self) -> (Vec<Partner>, Vec<u32>) {
        let mut all: Vec<(f32, Partner)> = Vec::new();
        for &(of, word, met) in self.pairs.iter().filter(|(_, _, met)| *met >= FEWEST_MEETINGS) {
            let (of_zh, of_en) = (self.zh[of as usize].max(met), self.en[word as usize].max(met));
            let dice = 2.0 * met / (of_zh + of_en);
            if dice >= LEAST_DICE {
                let rarity = quarters(of_zh.max(of_en) / self.words.max(1.0));
                all.push((dice, Partner { of, word, met, rarity }));
            }
        }
        all.sort_by(|a, b| a.1.of.cmp(&b.1.of).then(b.0.total_cmp(&a.0)).then(a.1.word.cmp(&b.1.word)));
        let mut partners = Vec::<Partner>::new();
        let mut starts = vec![0; self.zh.len() + 1];
        for same in all.chunk_by(|a, b| a.1.of == b.1.of) {
            partners.extend(same.iter().take(MOST_PARTNERS).map(|(_, partner)| *partner));
            starts[same[0].1.of as usize + 1] = u32::try_from(partners.len()).unwrap_or(u32::MAX);
        }
        // A word without partners has none where the one before ends.
        for word in 1..starts.len() {
            starts[word] = starts[word].max(starts[word - 1]);
        }
        (partners, starts)
    }
}
