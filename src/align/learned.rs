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
        let (mut zh_seen, mut en_seen) = (Seen::new(vocabulary.zh_words()), Seen::new(vocabulary.en_words()));
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
            zh_seen.next_bead();
            en_seen.next_bead();
            for i in i..i_end {
                for tie in ties.of(i, &(j..j_end)).iter().filter(|tie| tie.bond == Bond::EXACT) {
                    // Numbers, names and Latin words are English words on either side.
                    let token = zh.tokens[tie.zh as usize];
                    if token.kind == Kind::Word {
                        zh_seen.tie(token.id);
                    }
                    en_seen.tie(en.tokens[tie.en as usize].id);
                }
            }
            let start = untied.len();
            for token in &zh.tokens[zh_tokens] {
                let tells = token.kind == Kind::Word && token.id != NOTHING && vocabulary.cost(token.id) > COMMON_COST;
                if tells && zh_seen.is_first(token.id) {
                    counts.zh[token.id as usize] += probability;
                    untied.extend((!zh_seen.is_tied(token.id)).then_some(token.id));
                }
            }
            let middle = untied.len();
            for token in &en.tokens[en_tokens] {
                let tells = token.kind == Kind::Word && vocabulary.share(token.id) < COMMON_SHARE;
                if tells && en_seen.is_first(token.id) {
                    counts.en[token.id as usize] += probability;
                    untied.extend((!en_seen.is_tied(token.id)).then_some(token.id));
                }
            }
            met.push((probability, start..middle, middle..untied.len()));
        }
        // Words that come too seldom to meet often enough make most of the pairs.
        let (mut zh_often, mut en_often) = (Vec::new(), Vec::new());
        for (probability, zh, en) in met {
            zh_often.clear();
            zh_often.extend(untied[zh].iter().filter(|&&word| counts.zh[word as usize] >= FEWEST_MEETINGS));
            en_often.clear();
            en_often.extend(untied[en].iter().filter(|&&word| counts.en[word as usize] >= FEWEST_MEETINGS));
            for &zh in &zh_often {
                for &en in &en_often {
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

/// Which words the bead at hand has, and which of them are tied in it.
struct Seen {
    /// The number of the bead at hand, from 1.
    bead: u32,
    /// By word: the last bead that had it, and the last in which it was tied.
    had: Vec<u32>,
    tied: Vec<u32>,
}

impl Seen {
    fn new(words: usize) -> Self {
        Self { bead: 0, had: vec![0; words], tied: vec![0; words] }
    }

    fn next_bead(&mut self) {
        self.bead += 1;
    }

    fn tie(&mut self, word: Word) {
        self.tied[word as usize] = self.bead;
    }

    fn is_tied(&self, word: Word) -> bool {
        self.tied[word as usize] == self.bead
    }

    /// Whether the bead was not asked about this word before.
    fn is_first(&mut self, word: Word) -> bool {
        std::mem::replace(&mut self.had[word as usize], self.bead) != self.bead
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
        let at = self.places.get_or_insert(key, u32::try_from(self.pairs.len()).unwrap_or(u32::MAX)) as usize;
        match self.pairs.get_mut(at) {
            Some((_, _, met)) => *met += probability,
            None => self.pairs.push((zh, en, probability)),
        }
    }

    /// The best partners of each Chinese word, and where those of each word begin.
    fn partners(&self) -> (Vec<Partner>, Vec<u32>) {
        struct Pair {
            of: Word,
            word: Word,
            met: f32,
            dice: f32,
        }
        let of_zh = |word: Word, met: f32| self.zh[word as usize].max(met);
        let of_en = |word: Word, met: f32| self.en[word as usize].max(met);
        let often = self.pairs.iter().filter(|(_, _, met)| *met >= FEWEST_MEETINGS);
        let pair = |&(of, word, met): &(Word, Word, f32)| {
            let dice = 2.0 * met / (of_zh(of, met) + of_en(word, met));
            (dice >= LEAST_DICE).then_some(Pair { of, word, met, dice })
        };
        let mut pairs: Vec<Pair> = often.filter_map(pair).collect();
        pairs.sort_unstable_by(|a, b| a.of.cmp(&b.of).then(b.dice.total_cmp(&a.dice)).then(a.word.cmp(&b.word)));
        let mut partners = Vec::<Partner>::new();
        let mut starts = vec![0; self.zh.len() + 1];
        for same in pairs.chunk_by(|a, b| a.of == b.of) {
            partners.extend(same.iter().take(MOST_PARTNERS).map(|&Pair { of, word, met, .. }| {
                let commoner = of_zh(of, met).max(of_en(word, met));
                Partner { word, met, rarity: quarters(commoner / self.words.max(1.0)) }
            }));
            starts[same[0].of as usize + 1] = u32::try_from(partners.len()).unwrap_or(u32::MAX);
        }
        // A word without partners has none where the one before ends.
        for word in 1..starts.len() {
            starts[word] = starts[word].max(starts[word - 1]);
        }
        (partners, starts)
    }
}
