//! What speaks for and against a bead, as numbers that the weights of the model are for.

use std::ops::Range;

use super::marks::{End, Marks};
use super::shape::{SHAPES, Shape};
use super::side::{Sentence, Side};
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
    /// Logarithm of the share of sentences without counterpart in this document, from the pass before.
    GapRate = "gap-rate",
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
    zh_lengths: Vec<f64>,
    en_lengths: Vec<f64>,
    /// Letters of English for one of `zh`.
    ratio: f32,
    /// Logarithm of the share of sentences without counterpart.
    gap_rate: f32,
}

/// Variance of the English length for each unit of the Chinese one. Gale and Church give 6.8 for European languages.
const LENGTH_VARIANCE: f32 = 12.0;

impl<'a> Evidence<'a> {
    pub(super) fn new(zh: &'a Side, en: &'a Side) -> Self {
        let (zh_lengths, en_lengths) = (sums(&zh.sentences), sums(&en.sentences));
        let (zh_total, en_total) =
            (zh_lengths.last().copied().unwrap_or(0.0), en_lengths.last().copied().unwrap_or(0.0));
        // Parts that are missing on one side must not bend the ratio far.
        #[expect(clippy::cast_possible_truncation, reason = "a ratio")]
        let ratio = ((en_total + 500.0) / (zh_total + 500.0)).clamp(0.7, 1.4) as f32;
        Self { zh, en, zh_lengths, en_lengths, ratio, gap_rate: 0.02_f32.ln() }
    }

    /// Tells how many of all sentences have no counterpart.
    pub(super) fn set_gap_rate(&mut self, share: f32) {
        self.gap_rate = share.clamp(0.002, 0.5).ln();
    }

    /// Fills `vector` with the evidence for the bead of `shape` that begins at `(i, j)`.
    pub(super) fn of(&self, i: usize, j: usize, shape: Shape, vector: &mut Vector) {
        *vector = [0.0; FEATURES];
        let mut set = |feature: Feature, value: f32| vector[feature as usize] = value;
        let (i_end, j_end) = (i + usize::from(shape.zh), j + usize::from(shape.en));
        let zh = self.zh.sentences.get(i..i_end).unwrap_or_default();
        let en = self.en.sentences.get(j..j_end).unwrap_or_default();
        let zh_length = stretch(&self.zh_lengths, i..i_end) * self.ratio;
        let en_length = stretch(&self.en_lengths, j..j_end);
        if shape.is_gap() {
            set(Feature::GapLength, (zh_length + en_length + 1.0).ln());
            set(Feature::GapRate, self.gap_rate);
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
        if let Some(at) = SHAPES.iter().position(|other| *other == shape) {
            vector[OTHERS + at] = 1.0;
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
