//! Ties: which token of one side may stand for which of the other, and how much that says.
//!
//! A tie is worth the logarithm of how much likelier it is in a right bead than by chance. Chance is what the document
//! itself gives: a word all of whose glosses are rare in the English text hardly ever meets one of them in a wrong
//! sentence.

use std::ops::Range;

use super::lexicon::WordId;
use super::side::{Kind, NOTHING, Side, Vocabulary};

/// How two tokens are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Bond {
    /// The English word is of the family of a gloss.
    Family = 1,
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

/// The ties of a document inside a band, and the rarity of each token.
#[derive(Debug, Default)]
pub(super) struct Ties {
    list: Vec<Tie>,
    /// Where the ties of each Chinese sentence begin.
    starts: Vec<u32>,
    pub(super) zh: Vec<Rarity>,
    pub(super) en: Vec<Rarity>,
}

/// Where each English word stands.
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
    fn of(&self, family: WordId) -> &[u32] {
        match (self.starts.get(family as usize), self.starts.get(family as usize + 1)) {
            (Some(&start), Some(&end)) => self.tokens.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// So many words of other texts are mixed into the document's when shares are estimated.
const PRIOR_WORDS: f32 = 300.0;

impl Ties {
    /// Ties each token of Chinese sentence `i` to English ones in the sentences `reach(i)`; families with more than
    /// `most` tokens in the text are left aside.
    pub(super) fn new(
        zh: &Side,
        en: &Side,
        vocabulary: &Vocabulary<'_>,
        postings: &Postings,
        most: usize,
        reach: impl Fn(usize) -> Range<usize>,
    ) -> Self {
        let lexicon = vocabulary.lexicon;
        let mut counts = vec![0_u32; vocabulary.len()];
        for token in &en.tokens {
            counts[token.id as usize] += 1;
        }
        let en_words = to_f32(en.tokens.len());
        let share = |id: WordId| {
            let count = counts.get(id as usize).copied().unwrap_or(0);
            (to_f32(count as usize) + PRIOR_WORDS * lexicon.stem(id).share) / (en_words + PRIOR_WORDS)
        };
        let family_share = |family: WordId, gloss: f32| {
            let count = to_f32(postings.of(family).len());
            (count / (en_words + PRIOR_WORDS)).max(gloss)
        };
        // How many Chinese tokens have an English word, or its family, among their glosses.
        let (mut gloss_counts, mut family_counts) = (vec![0_u32; vocabulary.len()], vec![0_u32; vocabulary.len()]);
        let mut made = Self { starts: vec![0], ..Self::default() };
        made.zh.reserve(zh.tokens.len());
        for i in 0..zh.len() {
            let reach = reach(i);
            let inside = en.tokens_of(reach);
            let (first, end) = (to_u32(inside.start), to_u32(inside.end));
            let row = made.list.len();
            for at in zh.tokens_of(i..i + 1) {
                let token = zh.tokens[at];
                let one = [token.id];
                let glosses: &[WordId] = match token.kind {
                    _ if token.id == NOTHING => &[],
                    Kind::Word => lexicon.glosses(token.id),
                    Kind::Number | Kind::Latin | Kind::Name => &one,
                };
                let (mut exact, mut family) = (0.0, 0.0);
                for &gloss in glosses {
                    let head = lexicon.stem(gloss).family;
                    let gloss_share = share(gloss);
                    exact += gloss_share;
                    family += family_share(head, gloss_share);
                    let places = postings.of(head);
                    if places.is_empty() {
                        continue;
                    }
                    family_counts[head as usize] += 1;
                    gloss_counts[gloss as usize] += 1;
                    if places.len() > most {
                        continue;
                    }
                    let from = places.partition_point(|&place| place < first);
                    for &place in places[from..].iter().take_while(|&&place| place < end) {
                        let bond = if en.tokens[place as usize].id == gloss { Bond::Exact } else { Bond::Family };
                        made.list.push(Tie { zh: to_u32(at), en: place, bond });
                    }
                }
                made.zh.push(Rarity { family: quarters(family), exact: quarters(exact) });
            }
            made.list[row..].sort_unstable_by_key(|tie| (tie.en, tie.zh, tie.bond));
            made.starts.push(to_u32(made.list.len()));
        }
        let zh_words = to_f32(zh.tokens.len()) + PRIOR_WORDS;
        made.en.extend(en.tokens.iter().map(|token| {
            let family = lexicon.stem(token.id).family;
            let prior = PRIOR_WORDS * lexicon.stem(token.id).share;
            let part = |count: u32| (to_f32(count as usize) + prior) / zh_words;
            let exact = part(gloss_counts[token.id as usize]);
            Rarity { family: quarters(part(family_counts[family as usize])), exact: quarters(exact) }
        }));
        made
    }

    /// The ties of Chinese sentence `i` to English tokens in `tokens`.
    pub(super) fn of(&self, i: usize, tokens: &Range<usize>) -> &[Tie] {
        let row = match (self.starts.get(i), self.starts.get(i + 1)) {
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
fn quarters(share: f32) -> u8 {
    (-4.0 * share.max(1e-7).ln()).clamp(0.0, 63.0) as u8
}

/// What a tie is worth: rows for rarity in quarters of a nat, columns for the number of words it may be met in, in
/// halves of its logarithm.
#[derive(Debug)]
pub(super) struct Worth(Vec<[f32; 16]>);

impl Worth {
    /// For ties that hold in a right bead with probability `hold`.
    pub(super) fn new(hold: f32) -> Self {
        let worth = |rarity: usize, words: usize| {
            let expected = (0.5 * to_f32(words) - 0.25 * to_f32(rarity) - 0.125).exp();
            let chance = 1.0 - (-expected).exp();
            (1.0 + hold * (1.0 / chance - 1.0)).ln()
        };
        Self((0..64).map(|rarity| std::array::from_fn(|words| worth(rarity, words))).collect())
    }

    /// The column for a bead with so many words.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 15")]
    pub(super) fn column(words: usize) -> usize {
        (2.0 * to_f32(words.max(1)).ln()).min(15.0) as usize
    }

    pub(super) fn of(&self, rarity: u8, column: usize) -> f32 {
        self.0.get(usize::from(rarity)).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
fn to_f32(count: usize) -> f32 {
    count as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
