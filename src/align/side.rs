//! One side, read once: what the evidence needs of each sentence, as numbers.

use std::ops::Range;

use super::SideText;
use super::marks::{self, Marks};
use crate::bitext::BlockKind;
use crate::facts::Value;
use crate::source::{Lang, Span};
use crate::text::is_han;

/// A word, number or name of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// What it is; equal for equal things of one language.
    pub(super) key: Key,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// A number or a part of a date: its value.
    Number(u64),
    /// A word in Latin letters, in lower case.
    Latin(u64),
}

/// One sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    /// Length in letters of English: a Chinese character counts as many as an English text has for it on average.
    pub(super) length: f32,
    /// Its punctuation.
    pub(super) marks: Marks,
    /// It is the first of its block.
    pub(super) starts_block: bool,
    /// What its block is for.
    pub(super) kind: BlockKind,
    tokens: (u32, u32),
}

/// All sentences of one side.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) sentences: Vec<Sentence>,
    pub(super) tokens: Vec<Token>,
}

impl Side {
    pub(super) fn read(side: &SideText<'_>, lang: Lang) -> Self {
        let marks = marks::read(side.text, side.segments.iter().map(|segment| segment.span));
        let mut sentences = Vec::with_capacity(side.segments.len());
        let mut tokens = Vec::new();
        let mut facts = side.facts.iter().peekable();
        let mut block = None;
        for (segment, marks) in side.segments.iter().zip(marks) {
            let surface = segment.span.of(side.text);
            let first_token = tokens.len();
            while facts.next_if(|fact| fact.span.start < segment.span.start).is_some() {}
            while let Some(fact) = facts.next_if(|fact| fact.span.start < segment.span.end) {
                push_value(fact.span, fact.value, &mut tokens);
            }
            push_latin(surface, segment.span.start, &mut tokens);
            sentences.push(Sentence {
                length: length(surface, lang),
                marks,
                starts_block: block != Some(segment.block),
                kind: segment.kind,
                tokens: (to_u32(first_token), to_u32(tokens.len())),
            });
            block = Some(segment.block);
        }
        Self { sentences, tokens }
    }

    /// Number of sentences.
    pub(super) fn len(&self) -> usize {
        self.sentences.len()
    }

    /// The tokens of some sentences.
    pub(super) fn tokens_of(&self, sentences: Range<usize>) -> Range<usize> {
        match self.sentences.get(sentences) {
            Some([first, .., last]) => first.tokens.0 as usize..last.tokens.1 as usize,
            Some([only]) => only.tokens.0 as usize..only.tokens.1 as usize,
            _ => 0..0,
        }
    }
}

fn push_value(span: Span, value: Value, tokens: &mut Vec<Token>) {
    let mut push = |number: u64| tokens.push(Token { span, key: Key::Number(number) });
    match value {
        Value::Number(number) => push(hash_pair(number.numerator(), number.denominator())),
        Value::Ratio(left, right) => {
            push(hash_pair(left.numerator(), left.denominator()));
            push(hash_pair(right.numerator(), right.denominator()));
        }
        Value::Serial { digits, .. } => push(hash_pair(i128::try_from(digits).unwrap_or(0), 1)),
        Value::Date(_) => {}
    }
}

/// Words in Latin letters; of an English text that is every word.
fn push_latin(surface: &str, start: usize, tokens: &mut Vec<Token>) {
    let bytes = surface.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let from = at;
        let mut hash = HASH_SEED;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            hash = hash_step(hash, u64::from(bytes[at].to_ascii_lowercase()));
            at += 1;
        }
        tokens.push(Token { span: Span::new(start + from, start + at), key: Key::Latin(hash) });
    }
}

const HASH_SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hash_step(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0100_0000_01b3)
}

fn hash_pair(left: i128, right: i128) -> u64 {
    let bytes = left.to_le_bytes().into_iter().chain(right.to_le_bytes());
    bytes.fold(HASH_SEED, |hash, byte| hash_step(hash, u64::from(byte)))
}

/// Letters of English that a Chinese character stands for, roughly; the search corrects it for each document.
const LETTERS_PER_CHARACTER: f32 = 3.0;

#[expect(clippy::cast_precision_loss, reason = "a length")]
fn length(surface: &str, lang: Lang) -> f32 {
    match lang {
        Lang::En => surface.chars().filter(|c| c.is_alphanumeric()).count() as f32,
        Lang::Zh => surface
            .chars()
            .map(|c| {
                if is_han(c) {
                    LETTERS_PER_CHARACTER
                } else if c.is_alphanumeric() {
                    1.0
                } else {
                    0.0
                }
            })
            .sum(),
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
