//! The sides, read once: words, numbers and names of each sentence, as numbers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::SideText;
use super::enumerator;
use super::lexicon::{Lexicon, Spelling, Step};
use super::marks::{self, Letters, Marks};
use super::stem;
use super::values;
use super::vocabulary::{Vocabulary, Word};
use crate::bitext::BlockKind;
use crate::source::{Span, ascii_word, boundary_after, common_han, is_han};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A number or a part of a date.
    Number,
    /// Chinese side only: a word in Latin letters.
    Latin,
    /// Chinese side only: characters whose readings make a capitalised English word.
    Name,
}

/// A word, number or name of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    start: u32,
    length: u16,
    pub(super) kind: Kind,
    /// The English word it is (English side, and what is no word on the Chinese one), or the Chinese one.
    pub(super) id: Word,
}

/// A token that stands for nothing on the other side.
pub(super) const NOTHING: Word = u32::MAX;

impl Token {
    fn new(span: Span, kind: Kind, id: Word) -> Self {
        Self { start: to_u32(span.start), length: u16::try_from(span.len()).unwrap_or(u16::MAX), kind, id }
    }

    /// Where it begins and ends in its text.
    #[inline]
    pub(super) fn place(self) -> (u32, u32) {
        (self.start, self.start + u32::from(self.length))
    }

    /// The same as a span.
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.start as usize + usize::from(self.length))
    }
}

/// One sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    /// Length in letters of English; a Chinese character counts as many as an English text has for it on average.
    pub(super) length: f32,
    /// Its punctuation.
    pub(super) marks: Marks,
    /// It is the first of its block.
    pub(super) starts_block: bool,
    /// What its block is for.
    pub(super) kind: BlockKind,
    tokens: (u32, u32),
    /// Where it begins and ends in its text.
    pub(super) place: (u32, u32),
}

/// All sentences of one side.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) sentences: Vec<Sentence>,
    pub(super) tokens: Vec<Token>,
    /// The sentence of each token.
    sentence_of: Vec<u32>,
}

impl Side {
    /// Number of sentences.
    pub(super) fn len(&self) -> usize {
        self.sentences.len()
    }

    /// The tokens of some sentences.
    #[inline]
    pub(super) fn tokens_of(&self, sentences: Range<usize>) -> Range<usize> {
        match self.sentences.get(sentences) {
            Some([first, .., last]) => first.tokens.0 as usize..last.tokens.1 as usize,
            Some([only]) => only.tokens.0 as usize..only.tokens.1 as usize,
            _ => 0..0,
        }
    }

    /// The sentence of token `token`.
    #[inline]
    pub(super) fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of[token] as usize
    }

    /// Reads the sentences; `tokens` adds those of the sentence at a span.
    fn read(side: &SideText<'_>, length: fn(Letters) -> f32, mut tokens: impl FnMut(Span, &mut Vec<Token>)) -> Self {
        let marks = marks::read(side.text, side.segments.iter().map(|segment| segment.span));
        // A token stands for some five bytes in either language.
        let bytes: usize = side.segments.iter().map(|segment| segment.span.len()).sum();
        let mut read = Self {
            sentences: Vec::with_capacity(side.segments.len()),
            tokens: Vec::with_capacity(bytes / 5),
            sentence_of: Vec::with_capacity(bytes / 5),
        };
        let mut block = None;
        for (segment, (marks, letters)) in side.segments.iter().zip(marks) {
            let first = to_u32(read.tokens.len());
            tokens(head(segment.span, side.text), &mut read.tokens);
            read.sentence_of.resize(read.tokens.len(), to_u32(read.sentences.len()));
            read.sentences.push(Sentence {
                length: length(letters),
                marks,
                starts_block: block != Some(segment.block),
                kind: segment.kind,
                tokens: (first, to_u32(read.tokens.len())),
                place: (to_u32(segment.span.start), to_u32(segment.span.end)),
            });
            block = Some(segment.block);
        }
        read
    }
}

/// The words of so many bytes tell what a sentence is; what goes on beyond is no sentence but a file on one line.
const LONG: usize = 1 << 13;

/// The part of the sentence at `span` whose words are read.
fn head(span: Span, text: &str) -> Span {
    Span::new(span.start, boundary_after(text, span.start + LONG).min(span.end))
}

/// The number of the item that the sentence at `span` begins, unless its facts, read already, hold it.
fn item_number(span: Span, text: &str, tokens: &[Token]) -> Option<(Span, u32)> {
    let (place, value) = enumerator::read(span.of(text))?;
    let place = Span::new(span.start + place.start, span.start + place.end);
    let facts = tokens.iter().rev().take_while(|token| token.start as usize >= span.start);
    let is_known = facts.filter(|token| token.kind == Kind::Number).any(|token| (token.start as usize) < place.end);
    (!is_known).then_some((place, value))
}

/// Reads the English side and fills `vocabulary` with its words.
pub(super) fn read_en(side: &SideText<'_>, vocabulary: &mut Vocabulary<'_>) -> Side {
    let mut facts = side.facts.iter().peekable();
    let mut word = Vec::new();
    Side::read(side, en_length, |span, tokens| {
        while facts.next_if(|fact| fact.span.start < span.start).is_some() {}
        while let Some(fact) = facts.next_if(|fact| fact.span.start < span.end) {
            values::keys(fact, |value| {
                tokens.push(Token::new(fact.span, Kind::Number, vocabulary.read_value(value)));
            });
        }
        if let Some((place, value)) = item_number(span, side.text, tokens) {
            tokens.push(Token::new(place, Kind::Number, vocabulary.read_value(values::whole(value))));
        }
        for_each_latin(span.of(side.text), |range| {
            let place = Span::new(span.start + range.start, span.start + range.end);
            let id = vocabulary.read_en(place.of(side.text), &mut word);
            tokens.push(Token::new(place, Kind::Word, id));
        });
    })
}

/// Reads the Chinese side and adds its words to `vocabulary`; what is no Chinese word is looked up among the English ones.
pub(super) fn read_zh(side: &SideText<'_>, vocabulary: &mut Vocabulary<'_>) -> Side {
    let mut facts = side.facts.iter().peekable();
    let (mut steps, mut word) = (Vec::new(), Vec::new());
    let terms = KnownTerms::new(vocabulary);
    // A run of Han characters, in the form that is looked up, and where each stands.
    let (mut run, mut places): (Vec<char>, Vec<u32>) = (Vec::new(), Vec::new());
    Side::read(side, zh_length, |span, tokens| {
        while facts.next_if(|fact| fact.span.start < span.start).is_some() {}
        while let Some(fact) = facts.next_if(|fact| fact.span.start < span.end) {
            values::keys(fact, |value| {
                let id = vocabulary.find_value(value).unwrap_or(NOTHING);
                tokens.push(Token::new(fact.span, Kind::Number, id));
            });
        }
        if let Some((place, value)) = item_number(span, side.text, tokens) {
            let id = vocabulary.find_value(values::whole(value)).unwrap_or(NOTHING);
            tokens.push(Token::new(place, Kind::Number, id));
        }
        let surface = span.of(side.text);
        for_each_latin(surface, |range| {
            let place = Span::new(span.start + range.start, span.start + range.end);
            let id = vocabulary.find_en(place.of(side.text), &mut word).unwrap_or(NOTHING);
            tokens.push(Token::new(place, Kind::Latin, id));
        });
        for_each_han(surface, |range| {
            let start = span.start + range.start;
            run.clear();
            places.clear();
            for (at, c) in surface.get(range.clone()).unwrap_or_default().char_indices() {
                run.push(vocabulary.lexicon.lookup_form(c));
                places.push(to_u32(start + at));
            }
            places.push(to_u32(start + range.len()));
            push_words(&run, &places, vocabulary, &mut steps, tokens);
            push_names(&run, &places, vocabulary, tokens);
            terms.push(&run, &places, tokens);
        });
    })
}

fn push_words(
    run: &[char],
    places: &[u32],
    vocabulary: &mut Vocabulary<'_>,
    steps: &mut Vec<Step>,
    tokens: &mut Vec<Token>,
) {
    let lexicon = vocabulary.lexicon;
    lexicon.cut(run, steps, |start, end, entry| {
        let span = Span::new(places[start] as usize, places[end] as usize);
        tokens.push(Token::new(span, Kind::Word, entry.map_or(NOTHING, |entry| vocabulary.read_zh(entry))));
    });
}

/// A Chinese term and its English, as a user or a document gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// In the form that is looked up.
    chars: Vec<char>,
    /// Stems.
    words: Vec<Vec<u8>>,
}

impl Term {
    /// `None` when either side has no word.
    pub(super) fn new(zh: &str, en: &str, lexicon: &Lexicon) -> Option<Self> {
        let chars: Vec<char> = zh.chars().filter(|&c| is_han(c)).map(|c| lexicon.lookup_form(c)).collect();
        let mut words = Vec::new();
        for_each_latin(en, |range| {
            let mut word = Vec::new();
            stem::lower(en.get(range).unwrap_or_default(), &mut word);
            stem::stem(&mut word);
            // Articles and prepositions stand everywhere.
            if word.len() > 3 || words.is_empty() {
                words.push(word);
            }
        });
        (!chars.is_empty() && !words.is_empty()).then_some(Self { chars, words })
    }
}

/// The characters of a term and those of its English words that stand in the text.
type KnownTerm<'a> = (&'a [char], Vec<Word>);

/// The terms whose English words stand in the text, by their first character.
struct KnownTerms<'a> {
    by_first: BTreeMap<char, Vec<KnownTerm<'a>>>,
}

impl<'a> KnownTerms<'a> {
    fn new(vocabulary: &Vocabulary<'a>) -> Self {
        let mut by_first: BTreeMap<char, Vec<_>> = BTreeMap::new();
        for term in vocabulary.terms {
            let words: Vec<Word> = term.words.iter().filter_map(|word| vocabulary.find_stem(word)).collect();
            if let (Some(&first), false) = (term.chars.first(), words.is_empty()) {
                by_first.entry(first).or_default().push((term.chars.as_slice(), words));
            }
        }
        Self { by_first }
    }

    /// Adds a name for each English word of each term that stands in `run`.
    fn push(&self, run: &[char], places: &[u32], tokens: &mut Vec<Token>) {
        if self.by_first.is_empty() {
            return;
        }
        for (start, c) in run.iter().enumerate() {
            let terms = self.by_first.get(c).map_or(&[][..], Vec::as_slice);
            for (chars, words) in terms.iter().filter(|(chars, _)| run[start..].starts_with(chars)) {
                let span = Span::new(places[start] as usize, places[start + chars.len()] as usize);
                tokens.extend(words.iter().map(|&word| Token::new(span, Kind::Name, word)));
            }
        }
    }
}

/// Most characters that one English word of a name spells out: 清扬 *Qingyang*, 欧阳, 呼和浩特.
const LONGEST_NAME: usize = 4;

/// Adds a name for each capitalised English word that characters of `run` are read as.
fn push_names(run: &[char], places: &[u32], vocabulary: &Vocabulary<'_>, tokens: &mut Vec<Token>) {
    let lexicon = vocabulary.lexicon;
    let mut covered = 0;
    for start in 0..run.len() {
        if start < covered {
            continue;
        }
        let mut letters = Spelling::default();
        let mut found = None;
        for (end, &c) in (start + 1..).zip(run[start..].iter().take(LONGEST_NAME)) {
            let Some(syllable) = lexicon.syllable(c) else { break };
            letters = letters.then(syllable);
            if !vocabulary.begins_name(letters) {
                break;
            }
            // One syllable is too little, unless the word can be nothing but a name.
            let name = vocabulary.name(letters);
            let name = name.filter(|&word| end - start > 1 || !vocabulary.is_known(word));
            found = name.map(|id| (end, id)).or(found);
        }
        if let Some((end, id)) = found {
            tokens.push(Token::new(Span::new(places[start] as usize, places[end] as usize), Kind::Name, id));
            covered = end;
        }
    }
}

/// Calls `word` with the byte range of each word in Latin letters.
fn for_each_latin(surface: &str, mut word: impl FnMut(Range<usize>)) {
    let bytes = surface.as_bytes();
    // Most Chinese sentences have none, which is seen many bytes at a time.
    if !bytes.iter().fold(false, |found, &byte| found | byte.is_ascii_alphabetic() | is_latin_lead(byte)) {
        return;
    }
    let mut at = 0;
    let begins = |byte: &u8| byte.is_ascii_alphabetic() || is_latin_lead(*byte);
    while let Some(skipped) = bytes.get(at..).and_then(|rest| rest.iter().position(begins)) {
        let from = at + skipped;
        at = from;
        loop {
            at += ascii_word(&bytes[at..]);
            match bytes[at..] {
                [lead, _, ..] if is_latin_lead(lead) => at += 2,
                [b'\'', next, ..] if next.is_ascii_lowercase() => at += 1,
                _ => break,
            }
        }
        word(from..at);
    }
}

/// Calls `run` with the byte range of each run of Chinese characters.
fn for_each_han(surface: &str, mut run: impl FnMut(Range<usize>)) {
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = surface.get(at..) {
        at += 3 * common_han(rest.as_bytes());
        let next = surface.get(at..).and_then(|rest| rest.chars().next());
        let length = next.map_or(1, char::len_utf8);
        if !next.is_some_and(is_han) {
            if from < at {
                run(from..at);
            }
            from = at + length;
        }
        at += length;
    }
}

/// First byte of a letter of the Latin-1 supplement or Latin Extended-A: é, ü, ō.
#[inline]
fn is_latin_lead(byte: u8) -> bool {
    matches!(byte, 0xC3..=0xC5)
}

#[expect(clippy::cast_precision_loss, reason = "a length")]
fn en_length(letters: Letters) -> f32 {
    (letters.han + letters.others) as f32
}

/// Letters of English that a Chinese character stands for, roughly; the evidence corrects it for each document.
const LETTERS_PER_CHARACTER: usize = 3;

#[expect(clippy::cast_precision_loss, reason = "a length")]
fn zh_length(letters: Letters) -> f32 {
    (letters.han * LETTERS_PER_CHARACTER + letters.others) as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
