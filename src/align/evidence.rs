//! What speaks for and against a bead, as numbers that the weights of the model are for.

use std::ops::Range;

use super::marks::{End, Marks};
use super::shape::{SHAPES, Shape};
use super::side::{Kind, NOTHING, Sentence, Side, Token, Vocabulary};
use super::ties::{Bond, Rarities, Ties, Worth};
use crate::bitext::BlockKind;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// One kind of evidence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub(super) enum Feature { $($(#[$doc])* $name,)* }
        const FEATURE_NAMES: &[&str] = &[$($text,)*];
    };
}

features! {
    /// Squared deviation of the length ratio in units of its variance (Gale and Church, 1993), capped.
    LengthSquare = "length-square",
    /// Difference of the logarithms of the lengths, absolute.
    LengthLog = "length-log",
    /// Length of what has no counterpart, logarithm.
    GapLength = "gap-length",
    /// For a bead of a shape other than 1–1: logarithm of the share of beads of its sort in this document, from the pass
    /// before.
    RateGapZh = "rate-gap-zh",
    RateGapEn = "rate-gap-en",
    RateSplit = "rate-split",
    RateJoin = "rate-join",
    RateMany = "rate-many",
    Questions = "questions",
    QuestionsDiffer = "questions-differ",
    Exclamations = "exclamations",
    ExclamationsDiffer = "exclamations-differ",
    Ellipses = "ellipses",
    EllipsesDiffer = "ellipses-differ",
    Quotes = "quotes",
    QuotesDiffer = "quotes-differ",
    Brackets = "brackets",
    BracketsDiffer = "brackets-differ",
    Colons = "colons",
    Semicolons = "semicolons",
    OpensQuotedBoth = "opens-quoted-both",
    OpensQuotedOne = "opens-quoted-one",
    EndsQuotedBoth = "ends-quoted-both",
    EndsQuotedOne = "ends-quoted-one",
    InsideQuoteBoth = "inside-quote-both",
    InsideQuoteOne = "inside-quote-one",
    /// A quotation runs over a border of segments inside the bead.
    QuoteOverBorderZh = "quote-over-border-zh",
    QuoteOverBorderEn = "quote-over-border-en",
    EndSame = "end-same",
    EndDiffers = "end-differs",
    /// The last Chinese segment stops at a comma or without a mark.
    EndsOpenZh = "ends-open-zh",
    EndsOpenEn = "ends-open-en",
    /// The first English segment begins with a lower-case letter.
    StartsLower = "starts-lower",
    /// An English segment inside the bead does.
    InnerLower = "inner-lower",
    /// Both sides begin a block.
    BlockBoth = "block-both",
    /// One side begins a block, the other does not.
    BlockOne = "block-one",
    InnerBlockZh = "inner-block-zh",
    InnerBlockEn = "inner-block-en",
    HeadBoth = "head-both",
    HeadOne = "head-one",
    /// Worth of the ties to glosses of Chinese words, by how common the word is.
    ZhTied0 = "zh-tied-0",
    ZhTied1 = "zh-tied-1",
    ZhTied2 = "zh-tied-2",
    ZhTied3 = "zh-tied-3",
    /// Worth of the ties to words of a gloss's family.
    ZhFamily = "zh-family",
    /// Chinese words without a tie.
    ZhFree0 = "zh-free-0",
    ZhFree1 = "zh-free-1",
    ZhFree2 = "zh-free-2",
    ZhFree3 = "zh-free-3",
    EnTied0 = "en-tied-0",
    EnTied1 = "en-tied-1",
    EnTied2 = "en-tied-2",
    EnTied3 = "en-tied-3",
    EnFamily = "en-family",
    /// Worth of the ties that the document taught.
    ZhLearned = "zh-learned",
    EnLearned = "en-learned",
    EnFree0 = "en-free-0",
    EnFree1 = "en-free-1",
    EnFree2 = "en-free-2",
    EnFree3 = "en-free-3",
    ZhNumberTied = "zh-number-tied",
    ZhNumberFree = "zh-number-free",
    EnNumberTied = "en-number-tied",
    EnNumberFree = "en-number-free",
    LatinTied = "latin-tied",
    LatinFree = "latin-free",
    NameTied = "name-tied",
    /// Share of the words that are tied.
    ZhCoverage = "zh-coverage",
    EnCoverage = "en-coverage",
    /// Worth of the ties of the segment that has least, where a side has several.
    ZhWeakest = "zh-weakest",
    EnWeakest = "en-weakest",
}

/// Number of features that are not shapes.
const OTHERS: usize = FEATURE_NAMES.len();

/// Number of features.
pub(super) const FEATURES: usize = OTHERS + SHAPES.len();

/// The name of feature `at` in the file of weights.
pub(super) fn feature_name(at: usize) -> String {
    match FEATURE_NAMES.get(at) {
        Some(name) => (*name).to_owned(),
        None => SHAPES.get(at - OTHERS).map_or_else(String::new, |shape| format!("shape-{}-{}", shape.zh, shape.en)),
    }
}

/// The evidence for one bead.
pub(super) type Vector = [f32; FEATURES];

/// What the evidence of a document's beads is computed from.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    zh: &'a Side,
    en: &'a Side,
    rarities: &'a Rarities,
    ties: Ties,
    worth: Worth,
    /// How common each word is, see [`band_of_zh`].
    zh_bands: Vec<u8>,
    en_bands: Vec<u8>,
    /// The best bond of each token inside the bead at hand.
    zh_bonds: Vec<Option<Bond>>,
    en_bonds: Vec<Option<Bond>>,
    zh_lengths: Vec<f64>,
    en_lengths: Vec<f64>,
    /// Letters of English for one of `zh`.
    ratio: f32,
    rates: Rates,
}

/// Variance of the English length for each unit of the Chinese one. Gale and Church give 6.8 for European languages.
const LENGTH_VARIANCE: f32 = 12.0;

impl<'a> Evidence<'a> {
    pub(super) fn new(zh: &'a Side, en: &'a Side, vocabulary: &Vocabulary<'_>, rarities: &'a Rarities) -> Self {
        let (zh_lengths, en_lengths) = (sums(&zh.sentences), sums(&en.sentences));
        let (zh_total, en_total) =
            (zh_lengths.last().copied().unwrap_or(0.0), en_lengths.last().copied().unwrap_or(0.0));
        // Parts that are missing on one side must not bend the ratio far.
        #[expect(clippy::cast_possible_truncation, reason = "a ratio")]
        let ratio = ((en_total + 500.0) / (zh_total + 500.0)).clamp(0.7, 1.4) as f32;
        Self {
            zh,
            en,
            rarities,
            ties: Ties::default(),
            worth: Worth::new(0.5),
            zh_bands: zh.tokens.iter().map(|&token| band_of_zh(token, vocabulary)).collect(),
            en_bands: en.tokens.iter().map(|&token| band_of_en(token, vocabulary)).collect(),
            zh_bonds: Vec::new(),
            en_bonds: Vec::new(),
            zh_lengths,
            en_lengths,
            ratio,
            rates: Rates::default(),
        }
    }

    /// Gives the ties that hold from now on, and takes those that held.
    pub(super) fn replace_ties(&mut self, ties: Ties) -> Ties {
        std::mem::replace(&mut self.ties, ties)
    }

    /// Tells how many beads of each sort the document has.
    pub(super) fn set_rates(&mut self, rates: Rates) {
        self.rates = rates;
    }

    /// Fills `vector` with the evidence for the bead of `shape` that begins at `(i, j)`.
    pub(super) fn of(&mut self, i: usize, j: usize, shape: Shape, vector: &mut Vector) {
        *vector = [0.0; FEATURES];
        let mut set = |feature: Feature, value: f32| vector[feature as usize] = value;
        if let Some(sort) = Sort::of(shape) {
            set(RATES[sort as usize], self.rates.0[sort as usize]);
        }
        let (i_end, j_end) = (i + usize::from(shape.zh), j + usize::from(shape.en));
        let zh = self.zh.sentences.get(i..i_end).unwrap_or_default();
        let en = self.en.sentences.get(j..j_end).unwrap_or_default();
        let zh_length = stretch(&self.zh_lengths, i..i_end) * self.ratio;
        let en_length = stretch(&self.en_lengths, j..j_end);
        if shape.is_gap() {
            set(Feature::GapLength, (zh_length + en_length + 1.0).ln());
        } else {
            let deviation = en_length - zh_length;
            let variance = LENGTH_VARIANCE * (zh_length + en_length + 8.0) * 0.5;
            set(Feature::LengthSquare, (deviation * deviation / variance).min(16.0));
            set(Feature::LengthLog, ((en_length + 6.0) / (zh_length + 6.0)).ln().abs());
        }
        if let (Some(zh_first), Some(en_first), Some(zh_last), Some(en_last)) =
            (zh.first(), en.first(), zh.last(), en.last())
        {
            Self::counts(zh, en, &mut set);
            let edge = |zh: bool, en: bool| (f32::from(u8::from(zh && en)), f32::from(u8::from(zh != en)));
            let (zh_marks, en_marks) = (&zh_first.marks, &en_first.marks);
            let (both, one) = edge(zh_marks.opens_quoted, en_marks.opens_quoted);
            set(Feature::OpensQuotedBoth, both);
            set(Feature::OpensQuotedOne, one);
            let (both, one) = edge(zh_marks.inside_quote, en_marks.inside_quote);
            set(Feature::InsideQuoteBoth, both);
            set(Feature::InsideQuoteOne, one);
            let (both, one) = edge(zh_last.marks.ends_quoted, en_last.marks.ends_quoted);
            set(Feature::EndsQuotedBoth, both);
            set(Feature::EndsQuotedOne, one);
            let (both, one) = edge(zh_first.starts_block, en_first.starts_block);
            set(Feature::BlockBoth, both);
            set(Feature::BlockOne, one);
            let (both, one) = edge(is_head(zh_first.kind), is_head(en_first.kind));
            set(Feature::HeadBoth, both);
            set(Feature::HeadOne, one);
            let (zh_end, en_end) = (zh_last.marks.end, en_last.marks.end);
            set(Feature::EndSame, flag(zh_end == en_end && zh_end != End::Stop));
            set(Feature::EndDiffers, flag(zh_end != en_end));
            set(Feature::EndsOpenZh, flag(matches!(zh_end, End::Pause | End::Open)));
            set(Feature::EndsOpenEn, flag(matches!(en_end, End::Pause | End::Open)));
            set(Feature::StartsLower, flag(en_first.marks.lower_start));
        }
        let inner = |sentences: &[Sentence], test: fn(&Sentence) -> bool| {
            flag_sum(sentences.iter().skip(1).filter(|sentence| test(sentence)).count())
        };
        set(Feature::QuoteOverBorderZh, inner(zh, |sentence| sentence.marks.inside_quote));
        set(Feature::QuoteOverBorderEn, inner(en, |sentence| sentence.marks.inside_quote));
        set(Feature::InnerLower, inner(en, |sentence| sentence.marks.lower_start));
        set(Feature::InnerBlockZh, inner(zh, |sentence| sentence.starts_block));
        set(Feature::InnerBlockEn, inner(en, |sentence| sentence.starts_block));
        if !shape.is_gap() {
            self.words(i..i_end, j..j_end, vector);
        }
        if let Some(at) = SHAPES.iter().position(|other| *other == shape) {
            vector[OTHERS + at] = 1.0;
        }
    }

    /// What the words, numbers and names of a bead say.
    fn words(&mut self, zh: Range<usize>, en: Range<usize>, vector: &mut Vector) {
        let (zh_tokens, en_tokens) = (self.zh.tokens_of(zh.clone()), self.en.tokens_of(en.clone()));
        self.zh_bonds.clear();
        self.zh_bonds.resize(zh_tokens.len(), None);
        self.en_bonds.clear();
        self.en_bonds.resize(en_tokens.len(), None);
        for i in zh.clone() {
            for tie in self.ties.of(i, &en_tokens) {
                let zh = &mut self.zh_bonds[tie.zh as usize - zh_tokens.start];
                *zh = (*zh).max(Some(tie.bond));
                let en = &mut self.en_bonds[tie.en as usize - en_tokens.start];
                *en = (*en).max(Some(tie.bond));
            }
        }
        let column = Worth::column(en_tokens.len());
        let mut tally = Tally::default();
        let mut weakest = f32::INFINITY;
        for i in zh.clone() {
            let before = tally.worth;
            for at in self.zh.tokens_of(i..i + 1) {
                let bond = self.zh_bonds[at - zh_tokens.start];
                let (tied, free) = match self.zh.tokens[at].kind {
                    Kind::Word => ZH_WORDS[usize::from(self.zh_bands[at])],
                    Kind::Number => (Feature::ZhNumberTied, Feature::ZhNumberFree),
                    Kind::Latin => (Feature::LatinTied, Feature::LatinFree),
                    Kind::Name => (Feature::NameTied, Feature::NameTied),
                };
                let rarity = self.rarities.zh[at];
                match bond {
                    Some(Bond::Exact) => tally.tie(tied, self.worth.of(rarity.exact, column), vector),
                    Some(Bond::Learned(rarity)) => tally.tie(Feature::ZhLearned, self.worth.of(rarity, column), vector),
                    Some(Bond::Family) => tally.tie(Feature::ZhFamily, self.worth.of(rarity.family, column), vector),
                    None if self.zh.tokens[at].kind == Kind::Name => {}
                    None => tally.miss(free, vector),
                }
            }
            weakest = weakest.min(tally.worth - before);
        }
        vector[Feature::ZhCoverage as usize] = tally.coverage();
        if zh.len() > 1 {
            vector[Feature::ZhWeakest as usize] = (1.0 + weakest).ln();
        }
        let column = Worth::column(zh_tokens.len());
        let mut tally = Tally::default();
        let mut weakest = f32::INFINITY;
        for j in en.clone() {
            let before = tally.worth;
            for at in self.en.tokens_of(j..j + 1) {
                let bond = self.en_bonds[at - en_tokens.start];
                let (tied, free) = match self.en.tokens[at].kind {
                    Kind::Number => (Feature::EnNumberTied, Feature::EnNumberFree),
                    _ => EN_WORDS[usize::from(self.en_bands[at])],
                };
                let rarity = self.rarities.en[at];
                match bond {
                    Some(Bond::Exact) => tally.tie(tied, self.worth.of(rarity.exact, column), vector),
                    Some(Bond::Learned(rarity)) => tally.tie(Feature::EnLearned, self.worth.of(rarity, column), vector),
                    Some(Bond::Family) => tally.tie(Feature::EnFamily, self.worth.of(rarity.family, column), vector),
                    None => tally.miss(free, vector),
                }
            }
            weakest = weakest.min(tally.worth - before);
        }
        vector[Feature::EnCoverage as usize] = tally.coverage();
        if en.len() > 1 {
            vector[Feature::EnWeakest as usize] = (1.0 + weakest).ln();
        }
    }

    fn counts(zh: &[Sentence], en: &[Sentence], set: &mut impl FnMut(Feature, f32)) {
        let counted: [Counted; 7] = [
            (|marks| marks.questions, Feature::Questions, Some(Feature::QuestionsDiffer)),
            (|marks| marks.exclamations, Feature::Exclamations, Some(Feature::ExclamationsDiffer)),
            (|marks| marks.ellipses, Feature::Ellipses, Some(Feature::EllipsesDiffer)),
            (|marks| marks.quotes, Feature::Quotes, Some(Feature::QuotesDiffer)),
            (|marks| marks.brackets, Feature::Brackets, Some(Feature::BracketsDiffer)),
            (|marks| marks.colons, Feature::Colons, None),
            (|marks| marks.semicolons, Feature::Semicolons, None),
        ];
        for (count, same, differ) in counted {
            let sum =
                |sentences: &[Sentence]| sentences.iter().map(|s| f32::from(count(&s.marks))).sum::<f32>().min(8.0);
            let (zh, en) = (sum(zh), sum(en));
            set(same, zh.min(en).min(3.0));
            if let Some(differ) = differ {
                set(differ, (zh - en).abs().min(3.0));
            }
        }
    }
}

/// How to count a mark, the feature for what both sides have, the one for what only one has.
type Counted = (fn(&Marks) -> u8, Feature, Option<Feature>);

/// Sorts of beads that are not 1–1.
#[derive(Debug, Clone, Copy)]
enum Sort {
    GapZh,
    GapEn,
    Split,
    Join,
    Many,
}

const RATES: [Feature; 5] =
    [Feature::RateGapZh, Feature::RateGapEn, Feature::RateSplit, Feature::RateJoin, Feature::RateMany];

impl Sort {
    fn of(shape: Shape) -> Option<Self> {
        match (shape.zh, shape.en) {
            (1, 1) => None,
            (_, 0) => Some(Self::GapZh),
            (0, _) => Some(Self::GapEn),
            (1, _) => Some(Self::Split),
            (_, 1) => Some(Self::Join),
            _ => Some(Self::Many),
        }
    }
}

/// Logarithms of the shares of beads of each [`Sort`] in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates([f32; 5]);

/// What is expected of a document before it is read, as if so many of its beads were known.
const PRIOR_RATES: [f32; 5] = [0.01, 0.01, 0.1, 0.04, 0.02];
const PRIOR_BEADS: f32 = 20.0;

impl Default for Rates {
    fn default() -> Self {
        Self(PRIOR_RATES.map(f32::ln))
    }
}

impl Rates {
    /// From beads with the probability that each is right.
    pub(super) fn estimate(beads: impl Iterator<Item = (Shape, f32)>) -> Self {
        let mut expected = PRIOR_RATES.map(|rate| f64::from(rate * PRIOR_BEADS));
        let mut all = f64::from(PRIOR_BEADS);
        for (shape, probability) in beads {
            all += f64::from(probability);
            if let Some(sort) = Sort::of(shape) {
                expected[sort as usize] += f64::from(probability);
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        Self(expected.map(|sum| (sum / all).ln() as f32))
    }
}

/// Sums over the words of one side of a bead.
#[derive(Default)]
struct Tally {
    worth: f32,
    tied: f32,
    free: f32,
}

impl Tally {
    fn tie(&mut self, feature: Feature, worth: f32, vector: &mut Vector) {
        vector[feature as usize] += worth;
        self.worth += worth;
        self.tied += 1.0;
    }

    fn miss(&mut self, feature: Feature, vector: &mut Vector) {
        vector[feature as usize] += 1.0;
        self.free += 1.0;
    }

    /// Share of the words that are tied; one of two is mixed in, so that a single word says little.
    fn coverage(&self) -> f32 {
        (self.tied + 1.0) / (self.tied + self.free + 2.0)
    }
}

const ZH_WORDS: [(Feature, Feature); 4] = [
    (Feature::ZhTied0, Feature::ZhFree0),
    (Feature::ZhTied1, Feature::ZhFree1),
    (Feature::ZhTied2, Feature::ZhFree2),
    (Feature::ZhTied3, Feature::ZhFree3),
];

const EN_WORDS: [(Feature, Feature); 4] = [
    (Feature::EnTied0, Feature::EnFree0),
    (Feature::EnTied1, Feature::EnFree1),
    (Feature::EnTied2, Feature::EnFree2),
    (Feature::EnTied3, Feature::EnFree3),
];

/// How common a Chinese word is: 0 for the few dozen that hold sentences together, 3 for rare ones.
fn band_of_zh(token: Token, vocabulary: &Vocabulary<'_>) -> u8 {
    match token.kind {
        Kind::Word if token.id != NOTHING => match vocabulary.lexicon.cost(token.id) {
            0..62 => 0,
            62..85 => 1,
            85..105 => 2,
            _ => 3,
        },
        _ => 3,
    }
}

/// How common an English word is, likewise.
fn band_of_en(token: Token, vocabulary: &Vocabulary<'_>) -> u8 {
    let share = vocabulary.lexicon.stem(token.id).share;
    [4e-3, 5e-4, 1e-4].iter().map(|&limit| u8::from(share < limit)).sum()
}

fn is_head(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Headline | BlockKind::Dateline | BlockKind::Byline)
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

#[expect(clippy::cast_precision_loss, reason = "at most six")]
fn flag_sum(count: usize) -> f32 {
    count as f32
}

/// Running sums of the lengths, one longer than `sentences`.
fn sums(sentences: &[Sentence]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(sentences.iter().map(|sentence| {
        sum += f64::from(sentence.length);
        sum
    }));
    sums
}

/// The length of a range of sentences.
#[expect(clippy::cast_possible_truncation, reason = "a length")]
fn stretch(sums: &[f64], range: Range<usize>) -> f32 {
    match (sums.get(range.start), sums.get(range.end)) {
        (Some(start), Some(end)) => (end - start) as f32,
        _ => 0.0,
    }
}
