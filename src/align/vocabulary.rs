//! The words of one document, numbered: each is looked up in the lexicon once, not at each of its places.
//!
//! The English side is read first. A Chinese word then keeps those of its glosses alone that the English text has, or of
//! whose family it has a word, so that all later steps touch what the document holds and nothing as large as the lexicon.

use super::lexicon::{HashIndex, Lexicon, RARE, Sense, Spelling, Stem, StemId, hash_lower, hash_step, hash_word};
use super::side::{Kind, NOTHING, Term, Token};
use super::stem;

/// The number of a word of the document; English and Chinese words are numbered apart, from 0.
pub(super) type Word = u32;

/// An English word of the document, or a value that it states.
#[derive(Debug, Clone, Copy)]
struct EnWord {
    /// It is in the lexicon.
    is_known: bool,
    /// What a Chinese token that is this very word or value is tied to.
    itself: Gloss,
}

/// A way of writing an English word, whatever the case of its letters.
#[derive(Debug, Clone, Copy)]
struct Form {
    word: Word,
    /// It was seen with a capital.
    is_name: bool,
}

/// A Chinese word of the document.
#[derive(Debug, Clone, Copy)]
struct ZhWord {
    cost: u16,
    glosses: (u32, u32),
    absent: f32,
}

/// A gloss of a Chinese word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gloss {
    /// The English word; [`NOTHING`] when the document has words of its family alone.
    pub(super) word: Word,
    /// The family, numbered like words: words of one are probably derived from each other.
    pub(super) family: u32,
    /// Its share among the running words of any text.
    pub(super) share: f32,
}

/// The words of one document.
#[derive(Debug)]
pub(super) struct Vocabulary<'a> {
    pub(super) lexicon: &'a Lexicon,
    /// Terms of the user or the document.
    pub(super) terms: &'a [Term],
    /// Words that a table joins are of one family too.
    by_kin: bool,
    en: Vec<EnWord>,
    /// English words by their stems, and values by their keys.
    by_stem: HashIndex,
    /// How they are written, and the numbers of that by the letters.
    forms: Vec<Form>,
    by_letters: HashIndex,
    /// The capitalised words, by their [`Spelling`], which the syllables of Chinese characters make too.
    names: HashIndex,
    /// Spellings of the beginnings of capitalised words: a bit for each hash.
    name_starts: Vec<u64>,
    /// Families of the lexicon, and a bit for each that is among them.
    families: HashIndex,
    has_family: Vec<u64>,
    family_count: u32,
    zh: Vec<ZhWord>,
    by_entry: HashIndex,
    glosses: Vec<Gloss>,
}

impl<'a> Vocabulary<'a> {
    /// No words yet; room is made for those of an English text of `bytes` bytes.
    pub(super) fn new(lexicon: &'a Lexicon, terms: &'a [Term], bytes: usize) -> Self {
        // A text has a new word for every ten bytes or so, a long one far fewer; half of the slots stay free.
        let index = || HashIndex::with_capacity((bytes / 5).clamp(32, 1 << 12));
        Self {
            lexicon,
            terms,
            by_kin: false,
            en: Vec::new(),
            by_stem: index(),
            forms: Vec::new(),
            by_letters: index(),
            names: HashIndex::with_capacity(64),
            name_starts: vec![0; NAME_STARTS / 64],
            families: index(),
            has_family: vec![0; lexicon.stems().div_ceil(64)],
            family_count: 0,
            zh: Vec::new(),
            by_entry: index(),
            glosses: Vec::new(),
        }
    }

    /// The same without terms, in which words that a table joins are of one family: *die* and *death*.
    pub(super) fn of_kin(lexicon: &'a Lexicon, bytes: usize) -> Self {
        Self { by_kin: true, ..Self::new(lexicon, &[], bytes) }
    }

    /// The family of a stem in the lexicon, and its share.
    fn known(&self, id: StemId) -> (StemId, f32) {
        let Stem { family, kin, share } = self.lexicon.stem(id);
        (if self.by_kin { kin } else { family }, share)
    }

    /// Number of English words.
    pub(super) fn en_words(&self) -> usize {
        self.en.len()
    }

    /// Number of Chinese words.
    pub(super) fn zh_words(&self) -> usize {
        self.zh.len()
    }

    /// Number of families of English words.
    pub(super) fn families(&self) -> usize {
        self.family_count as usize
    }

    /// The family of an English word.
    #[inline]
    pub(super) fn family(&self, word: Word) -> u32 {
        self.en[word as usize].itself.family
    }

    /// The share of an English word among the running words of any text.
    #[inline]
    pub(super) fn share(&self, word: Word) -> f32 {
        self.en[word as usize].itself.share
    }

    /// Whether the lexicon has an English word.
    #[inline]
    pub(super) fn is_known(&self, word: Word) -> bool {
        self.en[word as usize].is_known
    }

    /// Minus the logarithm of the share of a Chinese word among running words, times ten.
    #[inline]
    pub(super) fn cost(&self, word: Word) -> u16 {
        self.zh[word as usize].cost
    }

    /// The sum of the shares of those glosses of a Chinese word that the document has not.
    #[inline]
    pub(super) fn absent(&self, word: Word) -> f32 {
        self.zh[word as usize].absent
    }

    /// The glosses of a Chinese token that the document has; what is no Chinese word has itself.
    #[inline]
    pub(super) fn glosses(&self, token: Token) -> &[Gloss] {
        match token.kind {
            _ if token.id == NOTHING => &[],
            Kind::Word => self.glosses_of(token.id),
            Kind::Number | Kind::Latin | Kind::Name => std::slice::from_ref(&self.en[token.id as usize].itself),
        }
    }

    /// The glosses of a Chinese word that the document has.
    #[inline]
    pub(super) fn glosses_of(&self, word: Word) -> &[Gloss] {
        let (start, end) = self.zh[word as usize].glosses;
        self.glosses.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The English word written `surface`, which is added when it is new; `letters` is room to work in.
    pub(super) fn read_en(&mut self, surface: &str, letters: &mut Vec<u8>) -> Word {
        let key = form_key(surface, letters);
        let number = self.by_letters.get_or_insert(key, to_u32(self.forms.len())) as usize;
        if number == self.forms.len() {
            let word = if let Some(id) = self.lexicon.form(key) {
                self.add_known(id)
            } else {
                stem::lower(surface, letters);
                stem::stem(letters);
                self.add_stem(letters)
            };
            self.forms.push(Form { word, is_name: false });
        }
        let Form { word, is_name } = self.forms[number];
        if !is_name && surface.starts_with(char::is_uppercase) {
            self.forms[number].is_name = true;
            stem::lower(surface, letters);
            self.add_name(letters, word);
        }
        word
    }

    /// Adds a word that was written with a capital.
    fn add_name(&mut self, letters: &[u8], word: Word) {
        let mut start = Spelling::default();
        for &letter in letters {
            start = start.then(Spelling::letter(letter));
            let (place, bit) = name_start(start);
            self.name_starts[place] |= bit;
        }
        self.names.get_or_insert(start.letters, word);
    }

    /// The English word written `surface`, if the document has it; `letters` is room to work in.
    pub(super) fn find_en(&self, surface: &str, letters: &mut Vec<u8>) -> Option<Word> {
        let key = form_key(surface, letters);
        if let Some(number) = self.by_letters.get(key) {
            return Some(self.forms[number as usize].word);
        }
        stem::lower(surface, letters);
        stem::stem(letters);
        self.find_stem(letters)
    }

    /// The English word of `stem`, if the document has it.
    pub(super) fn find_stem(&self, stem: &[u8]) -> Option<Word> {
        self.by_stem.get(self.lexicon.stem_id(stem).map_or_else(|| stem_key(stem), |id| known_key(id.into())))
    }

    fn add_stem(&mut self, stem: &[u8]) -> Word {
        match self.lexicon.stem_id(stem) {
            Some(id) => self.add_known(id),
            None => self.add_other(stem_key(stem)),
        }
    }

    /// The word with a stem of the lexicon.
    fn add_known(&mut self, id: StemId) -> Word {
        let word = self.by_stem.get_or_insert(known_key(id.into()), self.next_word());
        if word == self.next_word() {
            let (family, share) = self.known(id);
            let number = self.families.get_or_insert(known_key(family.into()), self.family_count);
            if number == self.family_count {
                self.family_count += 1;
                self.has_family[usize::from(family / 64)] |= 1 << (family % 64);
            }
            self.en.push(EnWord { is_known: true, itself: Gloss { word, family: number, share } });
        }
        word
    }

    /// The number of a family of the lexicon, if the document has words of it.
    #[inline]
    fn known_family(&self, family: StemId) -> Option<u32> {
        let is_here = self.has_family[usize::from(family / 64)] >> (family % 64) & 1 == 1;
        if is_here { self.families.get(known_key(family.into())) } else { None }
    }

    /// What the lexicon lacks is of no family but its own.
    fn add_other(&mut self, key: u64) -> Word {
        let word = self.by_stem.get_or_insert(key, self.next_word());
        if word == self.next_word() {
            self.en.push(EnWord { is_known: false, itself: Gloss { word, family: self.family_count, share: RARE } });
            self.family_count += 1;
        }
        word
    }

    /// The number of the next English word that is new.
    fn next_word(&self) -> Word {
        to_u32(self.en.len())
    }

    /// The number of a value that the English side states.
    pub(super) fn read_value(&mut self, value: u64) -> Word {
        self.add_other(value_key(value))
    }

    /// The number of a value, if the English side states it.
    pub(super) fn find_value(&self, value: u64) -> Option<Word> {
        self.by_stem.get(value_key(value))
    }

    /// The capitalised English word of these letters.
    #[inline]
    pub(super) fn name(&self, spelling: Spelling) -> Option<Word> {
        self.names.get(spelling.letters)
    }

    /// Whether a capitalised English word may begin with these letters.
    #[inline]
    pub(super) fn begins_name(&self, start: Spelling) -> bool {
        let (place, bit) = name_start(start);
        self.name_starts[place] & bit != 0
    }

    /// The number of a Chinese word of the lexicon. The English side has been read.
    pub(super) fn read_zh(&mut self, entry: u32) -> Word {
        let new = to_u32(self.zh.len());
        let word = self.by_entry.get_or_insert(known_key(entry), new);
        if word != new {
            return word;
        }
        let first = to_u32(self.glosses.len());
        let (senses, mut absent) = self.lexicon.senses(entry);
        for &Sense { stem, family, kin } in senses {
            if let Some(family) = self.known_family(if self.by_kin { kin } else { family }) {
                let Stem { share, .. } = self.lexicon.stem(stem);
                let word = self.by_stem.get(known_key(stem.into())).unwrap_or(NOTHING);
                self.glosses.push(Gloss { word, family, share });
                absent -= share;
            }
        }
        let glosses = (first, to_u32(self.glosses.len()));
        self.zh.push(ZhWord { cost: self.lexicon.cost(entry), glosses, absent: absent.max(0.0) });
        word
    }
}

/// Bits for the beginnings of names, a power of two: many times as many as the names of a long text have.
const NAME_STARTS: usize = 1 << 15;

/// The place among them, and the bit there.
#[inline]
fn name_start(start: Spelling) -> (usize, u64) {
    let at = (hash_step(0, start.letters) >> 32) as usize & (NAME_STARTS - 1);
    (at / 64, 1 << (at % 64))
}

/// The key of how a word is written, but for the case of its letters; `letters` is room to work in.
#[inline]
fn form_key(surface: &str, letters: &mut Vec<u8>) -> u64 {
    if surface.is_ascii() {
        return hash_lower(surface.as_bytes());
    }
    stem::lower(surface, letters);
    hash_word(letters)
}

/// The key of what the lexicon numbers.
fn known_key(number: u32) -> u64 {
    hash_step(0, number.into())
}

/// Stems that the lexicon lacks and values are in one table with those it has.
fn stem_key(stem: &[u8]) -> u64 {
    hash_word(stem) | 1
}

fn value_key(value: u64) -> u64 {
    value & !1
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
