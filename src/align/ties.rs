//! Ties: which token of one side may stand for which of the other, and how much that says.
//!
//! A tie is worth the logarithm of how much likelier it is in a right bead than by chance. Chance is what the document
//! itself gives: a word all of whose glosses are rare in the English text hardly ever meets one of them in a wrong
//! sentence.

use std::ops::Range;
use std::sync::LazyLock;

use super::learned::Learned;
use super::side::{Kind, NOTHING, Side, Token};
use super::vocabulary::{Gloss, Vocabulary};

/// How two tokens are tied; the larger the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bond(u8);

impl Bond {
    /// The English word is of the family of a gloss.
    pub(super) const FAMILY: Self = Self(1);
    /// The English word is a gloss, the same word, the same value, or the reading of a name.
    pub(super) const EXACT: Self = Self(128);

    /// The document taught the pair, whose rarer word has this rarity.
    pub(super) fn learned(rarity: u8) -> Self {
        Self(64 | rarity.min(63))
    }

    /// A number that is larger for better bonds and never 0.
    #[inline]
    pub(super) fn rank(self) -> u16 {
        self.0.into()
    }

    /// The sort of a bond, 0 for a family, 1 for what was learned and 2 for an exact one, and how rare it is.
    #[inline]
    pub(super) fn of_rank(rank: u8, rarity: Rarity) -> (usize, u8) {
        let sort = usize::from(rank >> 6).min(2);
        (sort, [rarity.family, rank & 63, rarity.exact][sort])
    }
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

impl Tie {
    /// What it is worth to the Chinese side, by the column `worth` of [`Worth`].
    #[inline]
    pub(super) fn worth(&self, rarities: &Rarities, worth: &[f32; 64]) -> f32 {
        let (_, rarity) = Bond::of_rank(self.bond.0, rarities.zh[self.zh as usize]);
        worth[usize::from(rarity & 63)]
    }
}

/// How likely a token is to meet a counterpart by chance in one word of the other side: minus the logarithm in quarters
/// of a nat, for each bond.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rarity {
    pub(super) family: u8,
    pub(super) exact: u8,
}

impl Rarity {
    fn new(family: f32, exact: f32) -> Self {
        let of_exact = quarters(exact);
        // Most words are alone in their family.
        #[expect(clippy::float_cmp, reason = "what is the same has the same logarithm")]
        let is_same = family == exact;
        Self { family: if is_same { of_exact } else { quarters(family) }, exact: of_exact }
    }
}

/// A word that is within reach more often than this ties nothing in particular; what it ties at most keeps time linear.
const MOST: usize = 256;

/// Where each English word stands.
#[derive(Debug)]
pub(super) struct Postings {
    starts: Vec<u32>,
    tokens: Vec<u32>,
}

impl Postings {
    /// By family, so that words of one derivation stand together.
    pub(super) fn new(en: &Side, vocabulary: &Vocabulary<'_>) -> Self {
        let mut starts = vec![0_u32; vocabulary.families() + 2];
        for token in &en.tokens {
            starts[vocabulary.family(token.id) as usize + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut tokens = vec![0; en.tokens.len()];
        for (at, token) in en.tokens.iter().enumerate() {
            let next = &mut starts[vocabulary.family(token.id) as usize + 1];
            tokens[*next as usize] = to_u32(at);
            *next += 1;
        }
        Self { starts, tokens }
    }

    /// Tokens of the family `family`, in order.
    #[inline]
    pub(super) fn of(&self, family: u32) -> &[u32] {
        match (self.starts.get(family as usize), self.starts.get(family as usize + 1)) {
            (Some(&start), Some(&end)) => self.tokens.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Those of them that are in `tokens`; of very many, those in the middle.
    #[inline]
    pub(super) fn within(&self, family: u32, tokens: &Range<usize>) -> &[u32] {
        let places = self.of(family);
        // Most texts are so short that all is within reach.
        if places.len() <= MOST
            && let (Some(&first), Some(&last)) = (places.first(), places.last())
            && tokens.contains(&(first as usize))
            && tokens.contains(&(last as usize))
        {
            return places;
        }
        let from = places.partition_point(|&place| (place as usize) < tokens.start);
        let to = from + places[from..].partition_point(|&place| (place as usize) < tokens.end);
        let beyond = (to - from).saturating_sub(MOST);
        places.get(from + beyond / 2..to - beyond.div_ceil(2)).unwrap_or_default()
    }
}

/// So many words of other texts are mixed into the document's when shares are estimated.
const PRIOR_WORDS: f32 = 300.0;

/// The rarity of each token of a document.
#[derive(Debug)]
pub(super) struct Rarities {
    pub(super) zh: Vec<Rarity>,
    pub(super) en: Vec<Rarity>,
}

impl Rarities {
    pub(super) fn new(zh: &Side, en: &Side, vocabulary: &Vocabulary<'_>, postings: &Postings) -> Self {
        let mut counts = vec![0_u32; vocabulary.en_words()];
        for token in &en.tokens {
            counts[token.id as usize] += 1;
        }
        // Chinese tokens, by the word or by the English word that they are.
        let (mut zh_words, mut others) = (vec![0_u32; vocabulary.zh_words()], vec![0_u32; vocabulary.en_words()]);
        for token in zh.tokens.iter().filter(|token| token.id != NOTHING) {
            let words = if token.kind == Kind::Word { &mut zh_words } else { &mut others };
            words[token.id as usize] += 1;
        }
        let all = to_f32(en.tokens.len()) + PRIOR_WORDS;
        // How many Chinese tokens have an English word, or its family, among their glosses.
        let (mut with_word, mut with_family) = (others, vec![0_u32; vocabulary.families()]);
        for (word, &count) in (0..).zip(&with_word) {
            with_family[vocabulary.family(word) as usize] += count;
        }
        let rarity = |glosses: &[Gloss], absent: f32| {
            let (mut exact, mut family) = (PRIOR_WORDS * absent, PRIOR_WORDS * absent);
            for gloss in glosses {
                let places = to_f32(postings.of(gloss.family).len());
                let here = counts.get(gloss.word as usize).map_or(0.0, |&count| to_f32(count as usize));
                let here = here + PRIOR_WORDS * gloss.share;
                exact += here;
                family += here.max(places);
            }
            Rarity::new(family / all, exact / all)
        };
        let mut of_words = Vec::with_capacity(zh_words.len());
        for (word, count) in (0..).zip(zh_words) {
            let glosses = vocabulary.glosses_of(word);
            for gloss in glosses {
                with_family[gloss.family as usize] += count;
                if let Some(with_word) = with_word.get_mut(gloss.word as usize) {
                    *with_word += count;
                }
            }
            of_words.push(rarity(glosses, vocabulary.absent(word)));
        }
        let of_token = |&token: &Token| match token.kind {
            Kind::Word if token.id != NOTHING => of_words[token.id as usize],
            _ => rarity(vocabulary.glosses(token), 0.0),
        };
        let zh: Vec<Rarity> = zh.tokens.iter().map(of_token).collect();
        let all = to_f32(zh.len()) + PRIOR_WORDS;
        let of_words = (0..).zip(&with_word).map(|(word, &exact)| {
            let prior = PRIOR_WORDS * vocabulary.share(word);
            let part = |count: u32| (to_f32(count as usize) + prior) / all;
            Rarity::new(part(with_family[vocabulary.family(word) as usize]), part(exact))
        });
        let of_words: Vec<Rarity> = of_words.collect();
        let en = en.tokens.iter().map(|token| of_words[token.id as usize]).collect();
        Self { zh, en }
    }
}

/// The ties of some Chinese sentences, by the English sentence.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// The first Chinese sentence.
    first: usize,
    list: Vec<Tie>,
    rows: Vec<TieRow>,
    /// Where the ties of each pair of sentences begin, row by row, and where the last of a row end.
    starts: Vec<u32>,
}

/// The ties of one Chinese sentence.
#[derive(Debug, Clone)]
struct TieRow {
    /// The English sentences within reach.
    columns: Range<usize>,
    /// Where its places in `starts` begin.
    offset: usize,
}

/// Which ties are looked for.
pub(super) struct Search<'a> {
    pub(super) zh: &'a Side,
    pub(super) en: &'a Side,
    pub(super) vocabulary: &'a Vocabulary<'a>,
    pub(super) postings: &'a Postings,
}

impl Search<'_> {
    /// Ties each token of the Chinese sentences `rows` to English ones in the sentences `reach` says.
    pub(super) fn ties(&self, rows: Range<usize>, reach: impl Fn(usize) -> Range<usize>) -> Ties {
        self.collect(rows, reach, |at, inside, row| {
            for gloss in self.vocabulary.glosses(self.zh.tokens[at]) {
                row.extend(self.postings.within(gloss.family, inside).iter().map(|&place| {
                    let is_exact = self.en.tokens[place as usize].id == gloss.word;
                    Tie { zh: to_u32(at), en: place, bond: if is_exact { Bond::EXACT } else { Bond::FAMILY } }
                }));
            }
        })
    }

    /// The ties that the document taught, likewise.
    pub(super) fn learned_ties(
        &self,
        learned: &Learned,
        rows: Range<usize>,
        reach: impl Fn(usize) -> Range<usize>,
    ) -> Ties {
        self.collect(rows, reach, |at, inside, row| {
            let token = self.zh.tokens[at];
            if token.kind != Kind::Word {
                return;
            }
            let i = self.zh.sentence_of(at);
            for &partner in learned.partners(token.id) {
                let places = self.postings.within(self.vocabulary.family(partner.word), inside);
                let same = places.iter().filter(|&&place| self.en.tokens[place as usize].id == partner.word);
                let borne_out =
                    same.filter(|&&place| learned.is_borne_out(partner, i, self.en.sentence_of(place as usize)));
                let bond = Bond::learned(partner.rarity);
                row.extend(borne_out.map(|&place| Tie { zh: to_u32(at), en: place, bond }));
            }
        })
    }

    /// Lays out the ties of each Chinese sentence; `find` is given a Chinese token and the English ones within reach and
    /// adds the ties between them.
    fn collect(
        &self,
        rows: Range<usize>,
        reach: impl Fn(usize) -> Range<usize>,
        find: impl Fn(usize, &Range<usize>, &mut Vec<Tie>),
    ) -> Ties {
        let mut ties = Ties { first: rows.start, ..Ties::default() };
        let mut row = Vec::new();
        for i in rows {
            let columns = reach(i);
            let inside = self.en.tokens_of(columns.clone());
            row.clear();
            for at in self.zh.tokens_of(i..i + 1) {
                find(at, &inside, &mut row);
            }
            // They are sorted by counting: how many each column has says where those of the next begin.
            let (offset, from) = (ties.starts.len(), ties.list.len());
            ties.rows.push(TieRow { columns: columns.clone(), offset });
            ties.starts.resize(offset + columns.len() + 1, 0);
            let starts = &mut ties.starts[offset..];
            let column = |tie: &Tie| self.en.sentence_of(tie.en as usize) - columns.start;
            for tie in &row {
                starts[column(tie)] += 1;
            }
            let mut end = to_u32(from);
            for start in starts.iter_mut() {
                end += *start;
                *start = end;
            }
            if let Some(&first) = row.first() {
                ties.list.resize(from + row.len(), first);
            }
            for tie in row.iter().rev() {
                let start = &mut starts[column(tie)];
                *start -= 1;
                ties.list[*start as usize] = *tie;
            }
        }
        ties
    }
}

impl Ties {
    /// The ties between Chinese sentence `i` and the English sentences `columns`.
    #[inline]
    pub(super) fn of(&self, i: usize, columns: &Range<usize>) -> &[Tie] {
        let Some(row) = self.rows.get(i.wrapping_sub(self.first)) else { return &[] };
        let place = |column: usize| row.offset + column.clamp(row.columns.start, row.columns.end) - row.columns.start;
        match (self.starts.get(place(columns.start)), self.starts.get(place(columns.end))) {
            (Some(&start), Some(&end)) => self.list.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Minus the logarithm of a share, in quarters of a nat.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 60")]
pub(super) fn quarters(share: f32) -> u8 {
    (-4.0 * share.max(1e-7).ln()).clamp(0.0, 63.0) as u8
}

/// What a tie is worth: a column for the number of words it may be met in, in halves of its logarithm, with a row for each
/// rarity, in quarters of a nat.
#[derive(Debug)]
pub(super) struct Worth([[f32; 64]; 16]);

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
        Self(std::array::from_fn(|words| std::array::from_fn(|rarity| worth(rarity, words))))
    }

    /// The number of the column for a bead with so many words.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 15")]
    #[inline]
    pub(super) fn number(words: usize) -> u8 {
        (2.0 * to_f32(words.max(1)).ln()).min(15.0) as u8
    }

    /// What ties of each rarity are worth in a bead with so many words.
    #[inline]
    pub(super) fn column(&self, words: usize) -> &[f32; 64] {
        &self.0[usize::from(Self::number(words))]
    }

    /// What a tie is worth in a column of [`Worth::number`].
    #[inline]
    pub(super) fn of(&self, rarity: u8, number: u8) -> f32 {
        self.0.get(usize::from(number)).and_then(|column| column.get(usize::from(rarity))).copied().unwrap_or(0.0)
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
