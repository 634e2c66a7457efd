//! What speaks for and against a bead, as numbers that the weights of the model are for.

use std::ops::Range;

use super::marks::{End, Marks};
use super::shape::{LONGEST, SHAPES, Shape};
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
    /// How far apart tied words stand, as shares of both sides' lengths, times the worth of the tie: in a wrong bead they meet
    /// anywhere. For 1–1 and for other shapes.
    AsideOne = "aside-one",
    AsideMany = "aside-many",
    /// Letters before the first tied word and after the last one, logarithm.
    ZhHead = "zh-head",
    ZhTail = "zh-tail",
    EnHead = "en-head",
    EnTail = "en-tail",
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

/// Takes the evidence for a bead, piece by piece: a [`Vector`] keeps it, a score adds it up at once.
pub(super) trait Sink {
    /// So much more of feature `at`.
    fn add(&mut self, at: usize, value: f32);
}

impl Sink for Vector {
    #[inline]
    fn add(&mut self, at: usize, value: f32) {
        self[at] += value;
    }
}

/// What the evidence of a document's beads is computed from.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    zh: &'a Side,
    en: &'a Side,
    rarities: &'a Rarities,
    ties: Ties,
    worth: &'static Worth,
    zh_words: WordSums,
    en_words: WordSums,
    zh_lengths: Vec<f64>,
    en_lengths: Vec<f64>,
    /// Letters of English for one of `zh`.
    ratio: f32,
    rates: Rates,
    /// Both sides have paragraphs; where only one has, they say nothing.
    has_blocks: bool,
}

/// How many times longer one side of a bead of several sentences may be.
const MOST_LOPSIDED: f32 = 2.8;

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
            worth: Worth::even(),
            zh_words: WordSums::new(zh, |token| class_of_zh(token, vocabulary), ZH_WORDS),
            en_words: WordSums::new(en, |token| class_of_en(token, vocabulary), EN_WORDS),
            zh_lengths,
            en_lengths,
            ratio,
            rates: Rates::default(),
            has_blocks: [zh, en].iter().all(|side| side.sentences.iter().skip(1).any(|one| one.starts_block)),
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

    /// Whether the bead of `shape` that begins at `(i, j)` is worth a closer look: one that joins several sentences must not
    /// be many times longer on one side.
    pub(super) fn may_be(&self, i: usize, j: usize, shape: Shape) -> bool {
        let (zh, en) = (usize::from(shape.zh), usize::from(shape.en));
        if zh + en <= 2 {
            return true;
        }
        let zh = stretch(&self.zh_lengths, i..i + zh) * self.ratio + 12.0;
        let en = stretch(&self.en_lengths, j..j + en) + 12.0;
        zh < MOST_LOPSIDED * en && en < MOST_LOPSIDED * zh
    }

    /// Gives `sink` the evidence for the bead of `shape` that begins at `(i, j)`.
    pub(super) fn of(&mut self, i: usize, j: usize, shape: Shape, sink: &mut impl Sink) {
        let mut set = |feature: Feature, value: f32| {
            if value != 0.0 {
                sink.add(feature as usize, value);
            }
        };
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
            if self.has_blocks {
                let (both, one) = edge(zh_first.starts_block, en_first.starts_block);
                set(Feature::BlockBoth, both);
                set(Feature::BlockOne, one);
            }
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
            to_f32(sentences.iter().skip(1).filter(|sentence| test(sentence)).count())
        };
        set(Feature::QuoteOverBorderZh, inner(zh, |sentence| sentence.marks.inside_quote));
        set(Feature::QuoteOverBorderEn, inner(en, |sentence| sentence.marks.inside_quote));
        set(Feature::InnerLower, inner(en, |sentence| sentence.marks.lower_start));
        if self.has_blocks {
            set(Feature::InnerBlockZh, inner(zh, |sentence| sentence.starts_block));
            set(Feature::InnerBlockEn, inner(en, |sentence| sentence.starts_block));
        }
        if !shape.is_gap() {
            self.words(i..i_end, j..j_end, sink);
        }
        if let Some(at) = SHAPES.iter().position(|other| *other == shape) {
            sink.add(OTHERS + at, 1.0);
        }
    }

    /// What the words, numbers and names of a bead say.
    fn words(&mut self, zh: Range<usize>, en: Range<usize>, sink: &mut impl Sink) {
        let (zh_tokens, en_tokens) = (self.zh.tokens_of(zh.clone()), self.en.tokens_of(en.clone()));
        let (zh_place, en_place) = (Place::of(self.zh, &zh), Place::of(self.en, &en));
        for i in zh.clone() {
            for tie in self.ties.of(i, &en_tokens) {
                let zh_share = zh_place.share(self.zh.tokens[tie.zh as usize].place().0);
                let aside = zh_share.abs_diff(en_place.share(self.en.tokens[tie.en as usize].place().0));
                self.zh_words.bind(tie.zh, tie.bond, aside);
                self.en_words.bind(tie.en, tie.bond, aside);
            }
        }
        let column = Worth::column(en_tokens.len());
        let worth = |token: usize, bond: Bond| match bond {
            Bond::Exact => (None, self.worth.of(self.rarities.zh[token].exact, column)),
            Bond::Learned(rarity) => (Some(Feature::ZhLearned), self.worth.of(rarity, column)),
            Bond::Family => (Some(Feature::ZhFamily), self.worth.of(self.rarities.zh[token].family, column)),
        };
        let tally = self.zh_words.tally(&zh, self.zh, worth, sink);
        sink.add(Feature::ZhCoverage as usize, tally.coverage);
        if zh.len() > 1 {
            sink.add(Feature::ZhWeakest as usize, tally.weakest);
        }
        let aside = if zh.len() == 1 && en.len() == 1 { Feature::AsideOne } else { Feature::AsideMany };
        sink.add(aside as usize, tally.aside);
        let (head, tail) = zh_place.around(tally.tied);
        sink.add(Feature::ZhHead as usize, head);
        sink.add(Feature::ZhTail as usize, tail);
        let column = Worth::column(zh_tokens.len());
        let worth = |token: usize, bond: Bond| match bond {
            Bond::Exact => (None, self.worth.of(self.rarities.en[token].exact, column)),
            Bond::Learned(rarity) => (Some(Feature::EnLearned), self.worth.of(rarity, column)),
            Bond::Family => (Some(Feature::EnFamily), self.worth.of(self.rarities.en[token].family, column)),
        };
        let tally = self.en_words.tally(&en, self.en, worth, sink);
        sink.add(Feature::EnCoverage as usize, tally.coverage);
        if en.len() > 1 {
            sink.add(Feature::EnWeakest as usize, tally.weakest);
        }
        let (head, tail) = en_place.around(tally.tied);
        sink.add(Feature::EnHead as usize, head);
        sink.add(Feature::EnTail as usize, tail);
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

/// A tie of less worth may be there by chance.
const LANDMARK: f32 = 1.0;

/// Number of classes of words, see [`class_of_zh`] and [`class_of_en`].
const CLASSES: usize = 7;

/// Where a bead stands in the text of one side, in bytes.
struct Place {
    start: u32,
    end: u32,
    /// 255 for the whole length.
    scale: f32,
}

impl Place {
    fn of(side: &Side, segments: &Range<usize>) -> Self {
        let (first, last) = (side.sentences.get(segments.start), side.sentences.get(segments.end.wrapping_sub(1)));
        let (start, end) = (first.map_or(0, |first| first.place.0), last.map_or(0, |last| last.place.1));
        Self { start, end, scale: 255.0 / bytes(end.saturating_sub(start).max(1)) }
    }

    /// How far into the bead `at` is, from 0 to 255.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
    #[inline]
    fn share(&self, at: u32) -> u8 {
        (bytes(at.saturating_sub(self.start)) * self.scale) as u8
    }

    /// What lies before and after the tied part, as logarithms; the whole twice when nothing is tied.
    fn around(&self, tied: Option<(u32, u32)>) -> (f32, f32) {
        let length = |from: u32, to: u32| (bytes(to.saturating_sub(from)) * 0.2 + 1.0).ln();
        let (first, last) = tied.unwrap_or((self.end, self.start));
        (length(self.start, first), length(last, self.end))
    }
}

#[expect(clippy::cast_precision_loss, reason = "the length of a bead")]
#[inline]
fn bytes(count: u32) -> f32 {
    count as f32
}

/// What [`WordSums::tally`] found.
struct Tally {
    /// Share of the words that are tied.
    coverage: f32,
    /// Worth of the ties of the segment that has least, as a logarithm.
    weakest: f32,
    /// Worth of the ties, each times how far apart its ends stand.
    aside: f32,
    /// Where the first tied word begins and the last one ends.
    tied: Option<(u32, u32)>,
}

/// The words of one side, and which of them are tied in the bead at hand.
#[derive(Debug)]
struct WordSums {
    /// The class of each token.
    classes: Vec<u8>,
    /// How many tokens of each class come before a sentence.
    before: Vec<[u32; CLASSES]>,
    /// For each class the feature for tied tokens and the one for free ones.
    features: [(Feature, Feature); CLASSES],
    /// The best bond of each token, and how far apart its ends stand at least, of 255; all `None` between beads.
    bonds: Vec<Option<(Bond, u8)>>,
    /// The tokens that have one.
    bound: Vec<u32>,
}

impl WordSums {
    fn new(side: &Side, class: impl Fn(Token) -> u8, features: [(Feature, Feature); CLASSES]) -> Self {
        let classes: Vec<u8> = side.tokens.iter().map(|&token| class(token)).collect();
        let mut sums = [0; CLASSES];
        let mut before = Vec::with_capacity(side.len() + 1);
        before.push(sums);
        before.extend((0..side.len()).map(|at| {
            for &class in &classes[side.tokens_of(at..at + 1)] {
                sums[usize::from(class)] += 1;
            }
            sums
        }));
        let bonds = vec![None; classes.len()];
        Self { classes, before, features, bonds, bound: Vec::new() }
    }

    #[inline]
    fn bind(&mut self, token: u32, bond: Bond, aside: u8) {
        let best = &mut self.bonds[token as usize];
        match best {
            None => {
                *best = Some((bond, aside));
                self.bound.push(token);
            }
            Some(other) if (bond, other.1) > (other.0, aside) => *other = (bond, aside),
            Some(_) => {}
        }
    }

    /// Gives `sink` what the tied and the free tokens of `segments` say, and frees them again.
    fn tally(
        &mut self,
        segments: &Range<usize>,
        side: &Side,
        worth: impl Fn(usize, Bond) -> (Option<Feature>, f32),
        sink: &mut impl Sink,
    ) -> Tally {
        let mut words = 0;
        for (class, &(_, free)) in self.features.iter().enumerate().take(CLASSES - 1) {
            let count = self.before[segments.end][class] - self.before[segments.start][class];
            words += count;
            if count > 0 {
                sink.add(free as usize, to_f32(count as usize));
            }
        }
        let mut of_segment = [0.0_f32; LONGEST];
        let (mut tied, mut aside, mut place) = (0, 0.0, None);
        for &token in &self.bound {
            let token = token as usize;
            let Some((bond, apart)) = self.bonds[token].take() else { continue };
            let (feature, worth) = worth(token, bond);
            aside += worth * f32::from(apart) / 255.0;
            if worth > LANDMARK {
                let (start, end) = side.tokens[token].place();
                let (first, last) = place.unwrap_or((start, end));
                place = Some((first.min(start), last.max(end)));
            }
            let class = usize::from(self.classes[token]);
            let (own, free) = self.features[class];
            sink.add(feature.unwrap_or(own) as usize, worth);
            // The last class counts no free tokens.
            if class < CLASSES - 1 {
                sink.add(free as usize, -1.0);
                tied += 1;
            }
            if segments.len() > 1 {
                of_segment[side.sentence_of(token) - segments.start] += worth;
            }
        }
        self.bound.clear();
        let weakest = of_segment[..segments.len()].iter().copied().fold(f32::INFINITY, f32::min);
        // One tied of two is mixed in, so that a single word says little.
        let coverage = (to_f32(tied) + 1.0) / (to_f32(words as usize) + 2.0);
        Tally { coverage, weakest: (1.0 + weakest).ln(), aside, tied: place }
    }
}

/// Names are made only where the English side has them, so there are no free ones.
const ZH_WORDS: [(Feature, Feature); CLASSES] = [
    (Feature::ZhTied0, Feature::ZhFree0),
    (Feature::ZhTied1, Feature::ZhFree1),
    (Feature::ZhTied2, Feature::ZhFree2),
    (Feature::ZhTied3, Feature::ZhFree3),
    (Feature::ZhNumberTied, Feature::ZhNumberFree),
    (Feature::LatinTied, Feature::LatinFree),
    (Feature::NameTied, Feature::NameTied),
];

const EN_WORDS: [(Feature, Feature); CLASSES] = [
    (Feature::EnTied0, Feature::EnFree0),
    (Feature::EnTied1, Feature::EnFree1),
    (Feature::EnTied2, Feature::EnFree2),
    (Feature::EnTied3, Feature::EnFree3),
    (Feature::EnNumberTied, Feature::EnNumberFree),
    (Feature::EnTied3, Feature::EnFree3),
    (Feature::EnTied3, Feature::EnFree3),
];

/// The class of a Chinese token: how common a word is, 0 for the few dozen that hold sentences together to 3 for rare
/// ones; 4 for numbers, 5 for Latin words, 6 for names.
fn class_of_zh(token: Token, vocabulary: &Vocabulary<'_>) -> u8 {
    match token.kind {
        Kind::Word if token.id == NOTHING => 3,
        Kind::Word => match vocabulary.lexicon.cost(token.id) {
            0..62 => 0,
            62..85 => 1,
            85..105 => 2,
            _ => 3,
        },
        Kind::Number => 4,
        Kind::Latin => 5,
        Kind::Name => 6,
    }
}

/// The class of an English token, likewise.
fn class_of_en(token: Token, vocabulary: &Vocabulary<'_>) -> u8 {
    let share = vocabulary.lexicon.stem(token.id).share;
    match token.kind {
        Kind::Number => 4,
        _ => [4e-3, 5e-4, 1e-4].iter().map(|&limit| u8::from(share < limit)).sum(),
    }
}

fn is_head(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Headline | BlockKind::Dateline | BlockKind::Byline)
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

#[expect(clippy::cast_precision_loss, reason = "a small count, or a length")]
#[inline]
fn to_f32(count: usize) -> f32 {
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
