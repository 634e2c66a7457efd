//! Ties: which token of one side may stand for which of the other, and how much that says.
//!
//! A tie is worth the logarithm of how much likelier it is in a right bead than by chance. Chance is what the document
//! itself gives: a word all of whose glosses are rare in the English text hardly ever meets one of them in a wrong
//! sentence.

use std::ops::Range;
use std::sync::LazyLock;

use super::learned::Learned;
use super::lexicon::{Lexicon, WordId};
use super::side::{Kind, NOTHING, Side, Token, Vocabulary};

/// How two tokens are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// The English word is of the family of a gloss.
    Family,
    /// The document taught the pair, whose rarer word has this rarity.
    Learned(u8),
    /// The English word is a gloss, the same word, the same value, or the reading of a name.
    Exact,
}

/// One tie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    /// Index of the Chinese token.
    pub(super) zh: u32,
    /// Index of the English token.
    pub(super) en: u32,
    /// How they are tied.
    pub(super) bond: Bond,
}

/// How likely a token is to meet a counterpart by chance in one word of the other side: minus the logarithm in quarters
/// of a nat, for each bond.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rarity {
    pub(super) family: u8,
    pub(super) exact: u8,
}

/// Where each English word stands.
#[derive(Debug)]
pub(super) struct Postings {
    starts: Vec<u32>,
    tokens: Vec<u32>,
}

impl Postings {
    /// By family, so that words of one derivation stand together.
    pub(super) fn new(en: &Side, vocabulary: &Vocabulary<'_>) -> Self {
        let family = |id: WordId| vocabulary.lexicon.stem(id).family as usize;
        let mut starts = vec![0_u32; vocabulary.len() + 2];
        for token in &en.tokens {
            starts[family(token.id) + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut tokens = vec![0; en.tokens.len()];
        for (at, token) in en.tokens.iter().enumerate() {
            let next = &mut starts[family(token.id) + 1];
            tokens[*next as usize] = to_u32(at);
            *next += 1;
        }
        Self { starts, tokens }
    }

    /// Tokens of the family `family`, in order.
    #[inline]
    pub(super) fn of(&self, family: WordId) -> &[u32] {
        match (self.starts.get(family as usize), self.starts.get(family as usize + 1)) {
            (Some(&start), Some(&end)) => self.tokens.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Those of them that are in `tokens`.
    #[inline]
    pub(super) fn within(&self, family: WordId, tokens: &Range<usize>) -> &[u32] {
        let places = self.of(family);
        let from = places.partition_point(|&place| (place as usize) < tokens.start);
        let to = from + places[from..].partition_point(|&place| (place as usize) < tokens.end);
        places.get(from..to).unwrap_or_default()
    }
}

/// So many words of other texts are mixed into the document's when shares are estimated.
const PRIOR_WORDS: f32 = 300.0;

/// The glosses of a Chinese token; what is no word has itself.
pub(super) fn glosses<'t>(token: &'t Token, lexicon: &'t Lexicon) -> &'t [WordId] {
    match token.kind {
        _ if token.id == NOTHING => &[],
        Kind::Word => lexicon.glosses(token.id),
        Kind::Number | Kind::Latin | Kind::Name => std::slice::from_ref(&token.id),
    }
}

/// The rarity of each token of a document.
#[derive(Debug)]
pub(super) struct Rarities {
    pub(super) zh: Vec<Rarity>,
    pub(super) en: Vec<Rarity>,
}

impl Rarities {
    pub(super) fn new(zh: &Side, en: &Side, vocabulary: &Vocabulary<'_>, postings: &Postings) -> Self {
        let lexicon = vocabulary.lexicon;
        let mut counts = vec![0_u32; vocabulary.len()];
        for token in &en.tokens {
            counts[token.id as usize] += 1;
        }
        let en_words = to_f32(en.tokens.len()) + PRIOR_WORDS;
        // How many Chinese tokens have an English word, or its family, among their glosses.
        let (mut gloss_counts, mut family_counts) = (vec![0_u32; vocabulary.len()], vec![0_u32; vocabulary.len()]);
        let zh = zh.tokens.iter().map(|token| {
            let (mut exact, mut family) = (0.0, 0.0);
            for &gloss in glosses(token, lexicon) {
                let stem = lexicon.stem(gloss);
                let prior = PRIOR_WORDS * stem.share;
                let places = postings.of(stem.family).len();
                if places == 0 {
                    exact += prior;
                    family += prior;
                } else {
                    let here = to_f32(counts[gloss as usize] as usize) + prior;
                    exact += here;
                    family += here.max(to_f32(places));
                    gloss_counts[gloss as usize] += 1;
                    family_counts[stem.family as usize] += 1;
                }
            }
            Rarity { family: quarters(family / en_words), exact: quarters(exact / en_words) }
        });
        let zh: Vec<Rarity> = zh.collect();
        let zh_words = to_f32(zh.len()) + PRIOR_WORDS;
        let en = en.tokens.iter().map(|token| {
            let stem = lexicon.stem(token.id);
            let part = |count: u32| quarters((to_f32(count as usize) + PRIOR_WORDS * stem.share) / zh_words);
            Rarity { family: part(family_counts[stem.family as usize]), exact: part(gloss_counts[token.id as usize]) }
        });
        let en = en.collect();
        Self { zh, en }
    }
}

/// The ties of some Chinese sentences.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// The first sentence.
    first: usize,
    list: Vec<Tie>,
    /// Where the ties of each sentence begin.
    starts: Vec<u32>,
}

/// Which ties are looked for.
pub(super) struct Search<'a> {
    pub(super) zh: &'a Side,
    pub(super) en: &'a Side,
    pub(super) lexicon: &'a Lexicon,
    pub(super) postings: &'a Postings,
}

impl Search<'_> {
    /// Ties each token of the Chinese sentences `rows` to English ones in the sentences `reach` says.
    pub(super) fn ties(&self, rows: Range<usize>, reach: impl Fn(usize) -> Range<usize>) -> Ties {
        let mut ties = Ties { first: rows.start, list: Vec::new(), starts: vec![0] };
        for i in rows {
            let inside = self.en.tokens_of(reach(i));
            let row = ties.list.len();
            for at in self.zh.tokens_of(i..i + 1) {
                let token = &self.zh.tokens[at];
                for &gloss in glosses(token, self.lexicon) {
                    let places = self.postings.within(self.lexicon.stem(gloss).family, &inside);
                    ties.list.extend(places.iter().map(|&place| {
                        let exact = self.en.tokens[place as usize].id == gloss;
                        Tie { zh: to_u32(at), en: place, bond: if exact { Bond::Exact } else { Bond::Family } }
                    }));
                }
            }
            ties.list[row..].sort_unstable_by_key(|tie| (tie.en, tie.zh, tie.bond));
            ties.starts.push(to_u32(ties.list.len()));
        }
        ties
    }
}

impl Ties {
    /// The same with what the document taught besides.
    pub(super) fn with_learned(
        self,
        search: &Search<'_>,
        learned: &Learned,
        reach: impl Fn(usize) -> Range<usize>,
    ) -> Self {
        let (zh, en, lexicon) = (search.zh, search.en, search.lexicon);
        let mut ties = Self { first: self.first, list: Vec::with_capacity(self.list.len()), starts: vec![0] };
        for (i, row) in (self.first..).zip(self.starts.windows(2)) {
            let known = self.list.get(row[0] as usize..row[1] as usize).unwrap_or_default();
            let (from, inside) = (ties.list.len(), en.tokens_of(reach(i)));
            ties.list.extend_from_slice(known);
            for at in zh.tokens_of(i..i + 1).filter(|&at| zh.tokens[at].kind == Kind::Word) {
                for &partner in learned.partners(zh.tokens[at].id) {
                    let places = search.postings.within(lexicon.stem(partner.word).family, &inside);
                    let same = places.iter().filter(|&&place| en.tokens[place as usize].id == partner.word);
                    let borne_out =
                        same.filter(|&&place| learned.is_borne_out(partner, i, en.sentence_of(place as usize)));
                    let bond = Bond::Learned(partner.rarity);
                    ties.list.extend(borne_out.map(|&place| Tie { zh: to_u32(at), en: place, bond }));
                }
            }
            if ties.list.len() > from + known.len() {
                ties.list[from..].sort_unstable_by_key(|tie| (tie.en, tie.zh, tie.bond));
            }
            ties.starts.push(to_u32(ties.list.len()));
        }
        ties
    }

    /// The ties of Chinese sentence `i` to English tokens in `tokens`.
    pub(super) fn of(&self, i: usize, tokens: &Range<usize>) -> &[Tie] {
        let at = i.wrapping_sub(self.first);
        let row = match (self.starts.get(at), self.starts.get(at.wrapping_add(1))) {
            (Some(&start), Some(&end)) => self.list.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        };
        let from = row.partition_point(|tie| (tie.en as usize) < tokens.start);
        let to = row.partition_point(|tie| (tie.en as usize) < tokens.end);
        row.get(from..to).unwrap_or_default()
    }
}

/// Minus the logarithm of a share, in quarters of a nat.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 60")]
pub(super) fn quarters(share: f32) -> u8 {
    (-4.0 * share.max(1e-7).ln()).clamp(0.0, 63.0) as u8
}

/// What a tie is worth: rows for rarity in quarters of a nat, columns for the number of words it may be met in, in
/// halves of its logarithm.
#[derive(Debug)]
pub(super) struct Worth(Vec<[f32; 16]>);

impl Worth {
    /// For ties that hold in a right bead as often as not; made once.
    pub(super) fn even() -> &'static Self {
        static WORTH: LazyLock<Worth> = LazyLock::new(|| Worth::new(0.5));
        &WORTH
    }

    /// For ties that hold in a right bead with probability `hold`.
    fn new(hold: f32) -> Self {
        let worth = |rarity: usize, words: usize| {
            let expected = (0.5 * to_f32(words) - 0.25 * to_f32(rarity) - 0.125).exp();
            let chance = -(-expected).exp_m1();
            (1.0 + hold * (1.0 / chance - 1.0)).ln()
        };
        Self((0..64).map(|rarity| std::array::from_fn(|words| worth(rarity, words))).collect())
    }

    /// The column for a bead with so many words.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 15")]
    #[inline]
    pub(super) fn column(words: usize) -> usize {
        (2.0 * to_f32(words.max(1)).ln()).min(15.0) as usize
    }

    pub(super) fn of(&self, rarity: u8, column: usize) -> f32 {
        self.0.get(usize::from(rarity)).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
#[inline]
fn to_f32(count: usize) -> f32 {
    count as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
