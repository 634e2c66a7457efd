//! What speaks for and against a bead, as numbers that the weights of the model are for.

use std::ops::Range;

use super::kinds::Kinds;
use super::marks::{COUNTED, End};
use super::rates::Rates;
use super::shape::{LONGEST, SHAPES, Shape};
use super::side::{Sentence, Side};
use super::ties::{Rarities, Ties, Worth};
use super::vocabulary::Vocabulary;
use super::words::{self, LANDMARK, Place, WordSums};

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
    /// What the kinds of the blocks say: a logarithm of likelihoods, which needs no fitting.
    Kinds = "kinds",
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
    /// For a bead of several segments on both sides, where it could best be cut in two: worth of the ties over the cut, and
    /// of those within the poorer part.
    OverCut = "over-cut",
    BesideCut = "beside-cut",
    /// For a segment left alone: worth of its ties to a neighbour of the place where it is left, the one with more.
    ZhAloneTied = "zh-alone-tied",
    EnAloneTied = "en-alone-tied",
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
    learned: Ties,
    worth: &'static Worth,
    zh_words: WordSums,
    en_words: WordSums,
    zh_lengths: Vec<f64>,
    en_lengths: Vec<f64>,
    /// Letters of English for one of `zh`.
    ratio: f32,
    rates: Rates,
    kinds: Kinds,
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
            learned: Ties::default(),
            worth: Worth::even(),
            zh_words: WordSums::zh(zh, vocabulary, &rarities.zh),
            en_words: WordSums::en(en, vocabulary, &rarities.en),
            zh_lengths,
            en_lengths,
            ratio,
            rates: Rates::default(),
            kinds: Kinds::new(zh, en),
            has_blocks: [zh, en].iter().all(|side| side.sentences.iter().skip(1).any(|one| one.starts_block)),
        }
    }

    /// Gives the ties that hold from now on; what was learned before is forgotten.
    pub(super) fn set_ties(&mut self, ties: Ties) {
        (self.ties, self.learned) = (ties, Ties::default());
    }

    /// Gives the ties that the document taught, which hold besides.
    pub(super) fn set_learned(&mut self, learned: Ties) {
        self.learned = learned;
    }

    /// The ties by what is known.
    pub(super) fn ties(&self) -> &Ties {
        &self.ties
    }

    /// Forgets what another piece of the document taught.
    pub(super) fn forget(&mut self) {
        self.rates = Rates::default();
        self.kinds.forget();
    }

    /// Tells how many beads of each sort the document has.
    pub(super) fn set_rates(&mut self, rates: Rates) {
        self.rates = rates;
    }

    /// Learns from beads, each by where it begins, its shape and the probability that it is right, what the kinds of blocks are
    /// worth.
    pub(super) fn learn_kinds(&mut self, beads: impl Iterator<Item = (usize, usize, Shape, f32)>) {
        let (zh, en) = (self.zh, self.en);
        let matches = beads.filter(|(_, _, shape, _)| !shape.is_gap());
        self.kinds.learn(matches.filter_map(|(i, j, shape, probability)| {
            let zh = zh.sentences.get(i..i + usize::from(shape.zh))?;
            Some((zh, en.sentences.get(j..j + usize::from(shape.en))?, probability))
        }));
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
        if let Some((feature, rate)) = self.rates.of(shape) {
            set(feature, rate);
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
            set(Feature::Kinds, self.kinds.of(zh, en));
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
        match (shape.zh, shape.en) {
            (_, 0) => {
                let tied = self.tied(i, j.wrapping_sub(1)).max(self.tied(i, j));
                sink.add(Feature::ZhAloneTied as usize, tied.ln_1p());
            }
            (0, _) => {
                let tied = self.tied(i.wrapping_sub(1), j).max(self.tied(i, j));
                sink.add(Feature::EnAloneTied as usize, tied.ln_1p());
            }
            _ => self.words(i..i_end, j..j_end, sink),
        }
        sink.add(OTHERS + shape.place(), 1.0);
    }

    /// Worth of the ties between two segments that are hardly there by chance.
    fn tied(&self, i: usize, j: usize) -> f32 {
        let worth = self.worth.column(self.en.tokens_of(j..j.saturating_add(1)).len());
        let ties = self.ties.of(i, &(j..j.saturating_add(1))).iter();
        ties.map(|tie| tie.worth(self.rarities, worth)).filter(|&worth| worth > LANDMARK).sum()
    }

    /// What the words, numbers and names of a bead say.
    fn words(&mut self, zh: Range<usize>, en: Range<usize>, sink: &mut impl Sink) {
        let (zh_place, en_place) = (Place::of(self.zh, &zh), Place::of(self.en, &en));
        if zh.len() > 1 && en.len() > 1 {
            let (over, beside) = self.best_cut(&zh, &en);
            sink.add(Feature::OverCut as usize, over.ln_1p());
            sink.add(Feature::BesideCut as usize, beside.ln_1p());
        }
        for i in zh.clone() {
            for tie in [self.ties.of(i, &en), self.learned.of(i, &en)].into_iter().flatten() {
                let (zh_start, en_start) = (self.zh_words.start(tie.zh), self.en_words.start(tie.en));
                let aside = (zh_place.share(zh_start) - en_place.share(en_start)).abs();
                let best = words::best(tie.bond, aside);
                self.zh_words.bind(tie.zh, best);
                self.en_words.bind(tie.en, best);
            }
        }
        let worth = self.worth.column(self.en.tokens_of(en.clone()).len());
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
        let worth = self.worth.column(self.zh.tokens_of(zh).len());
        let tally = self.en_words.tally(&en, self.en, worth, sink);
        sink.add(Feature::EnCoverage as usize, tally.coverage);
        if en.len() > 1 {
            sink.add(Feature::EnWeakest as usize, tally.weakest);
        }
        let (head, tail) = en_place.around(tally.tied);
        sink.add(Feature::EnHead as usize, head);
        sink.add(Feature::EnTail as usize, tail);
    }

    /// Where a bead of several segments on both sides could best be cut in two: worth of the ties over the cut, and of those
    /// within the poorer of the two parts.
    fn best_cut(&self, zh: &Range<usize>, en: &Range<usize>) -> (f32, f32) {
        let worth = self.worth.column(self.en.tokens_of(en.clone()).len());
        // Sums over the ties of the segments before each corner.
        let mut before = [[0.0_f32; LONGEST + 1]; LONGEST + 1];
        for (row, i) in (1..).zip(zh.clone()) {
            for tie in self.ties.of(i, en).iter().chain(self.learned.of(i, en)) {
                let worth = tie.worth(self.rarities, worth);
                if worth > LANDMARK {
                    before[row][self.en.sentence_of(tie.en as usize) - en.start + 1] += worth;
                }
            }
            for column in 1..=en.len() {
                before[row][column] += before[row][column - 1] + before[row - 1][column] - before[row - 1][column - 1];
            }
        }
        let all = before[zh.len()][en.len()];
        let mut best = (f32::INFINITY, 0.0);
        for row in 1..zh.len() {
            for column in 1..en.len() {
                let first = before[row][column];
                let over = before[zh.len()][column] + before[row][en.len()] - 2.0 * first;
                if over < best.0 {
                    best = (over, first.min(all - over - first));
                }
            }
        }
        (best.0.max(0.0), best.1.max(0.0))
    }

    /// What the marks inside say: how many both sides have, and how many only one.
    fn counts(zh: &[Sentence], en: &[Sentence], set: &mut impl FnMut(Feature, f32)) {
        const FEATURES: [(Feature, Option<Feature>); COUNTED] = [
            (Feature::Questions, Some(Feature::QuestionsDiffer)),
            (Feature::Exclamations, Some(Feature::ExclamationsDiffer)),
            (Feature::Ellipses, Some(Feature::EllipsesDiffer)),
            (Feature::Quotes, Some(Feature::QuotesDiffer)),
            (Feature::Brackets, Some(Feature::BracketsDiffer)),
            (Feature::Colons, None),
            (Feature::Semicolons, None),
        ];
        let sum = |sentences: &[Sentence]| {
            sentences.iter().fold([0_u8; COUNTED], |mut sum, sentence| {
                for (sum, count) in sum.iter_mut().zip(sentence.marks.counts) {
                    *sum = sum.saturating_add(count);
                }
                sum
            })
        };
        let (zh, en) = (sum(zh), sum(en));
        if zh == [0; COUNTED] && en == [0; COUNTED] {
            return;
        }
        for ((same, differ), (zh, en)) in FEATURES.into_iter().zip(zh.into_iter().zip(en)) {
            set(same, f32::from(zh.min(en).min(3)));
            if let Some(differ) = differ {
                set(differ, f32::from(zh.min(8).abs_diff(en.min(8)).min(3)));
            }
        }
    }
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
