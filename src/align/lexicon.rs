//! The lexicon: Chinese words with English glosses, readings of characters, how common a word is.
//!
//! Loaded once from the tables in `data/lexicon` and shared by all documents; what a document has of it is in its
//! [`super::vocabulary::Vocabulary`]. English words are numbers here: a [`StemId`] for each stem.

use std::num::NonZeroU32;

use super::beginnings::Beginnings;
use super::stem;
use crate::text::simplified;

/// The number of an English stem. Two bytes, since glosses are many and are read at every turn.
pub(super) type StemId = u16;

/// What is known of an English stem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stem {
    /// The first stem that shares its first letters: words of one family are probably derived from each other.
    pub(super) family: StemId,
    /// The family, or the one that a table joins it to: for links that are shown or asked about, since the aligner is fitted
    /// to families by letters.
    pub(super) kin: StemId,
    /// Its share among running words.
    pub(super) share: f32,
}

/// A gloss of a Chinese word: an English stem, with the families it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sense {
    pub(super) stem: StemId,
    pub(super) family: StemId,
    pub(super) kin: StemId,
}

/// A Chinese word.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Minus the logarithm of its share, times ten.
    cost: u16,
    /// The sum of the shares of its glosses.
    share: f32,
    senses: (u32, u32),
}

/// Words, glosses and readings.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Beginnings,
    entries: Vec<Entry>,
    senses: Vec<Sense>,
    stems: Vec<Stem>,
    /// The hash of each stem, and their numbers by it.
    stem_hashes: Vec<u64>,
    stem_ids: Vec<StemId>,
    /// The stems of the words that glosses are, by [`hash_lower`]: most words of a text need not be brought to their stems.
    forms: HashIndex,
    /// Readings of the characters from U+3400 on, as numbers of syllables.
    readings: Vec<u16>,
    syllables: Vec<Option<Spelling>>,
    /// Simplified forms of the characters from U+3400 on.
    simplified: Vec<u16>,
}

/// The first and the last of the characters that have tables by their code.
pub(super) const FIRST_CHAR: u32 = 0x3400;
pub(super) const LAST_CHAR: u32 = 0x9FFF;

/// Share of a word that is in no table.
pub(super) const RARE: f32 = 2e-6;

/// Cost of a character that is no word.
const UNKNOWN_COST: u16 = 150;

impl Lexicon {
    /// Reads the tables.
    pub(super) fn load() -> Self {
        let mut lexicon = Self {
            words: Beginnings::new(),
            entries: Vec::with_capacity(100_000),
            senses: Vec::with_capacity(400_000),
            stems: Vec::with_capacity(40_000),
            stem_hashes: Vec::with_capacity(40_000),
            stem_ids: vec![StemId::MAX; 1 << 17],
            forms: HashIndex::with_capacity(1 << 17),
            readings: vec![0; (LAST_CHAR - FIRST_CHAR + 1) as usize],
            syllables: vec![None],
            simplified: (FIRST_CHAR..=LAST_CHAR).map(simplified_of).collect(),
        };
        // The words by their number in the table.
        let mut words = Vec::with_capacity(48_000);
        let mut buffer = Vec::new();
        for line in rows(include_str!("../../data/lexicon/english.tsv")) {
            let (word, cost) = cut_at(line, b'\t');
            buffer.clear();
            buffer.extend_from_slice(word.as_bytes());
            stem::stem(&mut buffer);
            let id = lexicon.add_stem(&buffer);
            lexicon.forms.get_or_insert(hash_lower(word.as_bytes()), id.into());
            if let Ok(cost) = cost.parse::<f32>() {
                lexicon.stems[id as usize].share += (cost * -0.1).exp();
            }
            words.push(id);
        }
        for line in rows(include_str!("../../data/lexicon/words.tsv")) {
            let (word, rest) = cut_at(line, b'\t');
            let (cost, glosses) = cut_at(rest, b'\t');
            let start = lexicon.senses.len();
            let glosses = glosses.as_bytes().split(|&byte| byte == b' ');
            for &stem in glosses.filter_map(|gloss| words.get(base36(gloss))) {
                let Stem { family, kin, .. } = lexicon.stem(stem);
                let sense = Sense { stem, family, kin };
                if !lexicon.senses[start..].contains(&sense) {
                    lexicon.senses.push(sense);
                }
            }
            let cost = u16::try_from(base36(cost.as_bytes())).unwrap_or(UNKNOWN_COST);
            let share = lexicon.senses[start..].iter().map(|sense| lexicon.stem(sense.stem).share).sum();
            lexicon.words.add(word, to_u32(lexicon.entries.len()), cost);
            let senses = (to_u32(start), to_u32(lexicon.senses.len()));
            lexicon.entries.push(Entry { cost, share, senses });
        }
        lexicon.load_readings();
        lexicon
    }

    fn load_readings(&mut self) {
        let mut numbers = HashIndex::with_capacity(1 << 11);
        for line in rows(include_str!("../../data/lexicon/pinyin.tsv")) {
            let (character, readings) = cut_at(line, b'\t');
            let (Some(character), Some(reading)) = (character.chars().next(), readings.split(' ').next()) else {
                continue;
            };
            let reading = reading.replace('v', "u");
            let spelling = Spelling::of(reading.as_bytes());
            let number = numbers.get_or_insert(spelling.letters, to_u32(self.syllables.len()));
            if number as usize == self.syllables.len() {
                self.syllables.push(Some(spelling));
            }
            if let Some(place) = han_index(character).and_then(|at| self.readings.get_mut(at)) {
                *place = u16::try_from(number).unwrap_or(0);
            }
        }
    }

    fn add_stem(&mut self, stem: &[u8]) -> StemId {
        if let Some(id) = self.stem_id(stem) {
            return id;
        }
        let id = StemId::try_from(self.stems.len()).unwrap_or(StemId::MAX);
        let slot = self.stem_slot(hash_word(stem));
        self.stem_ids[slot] = id;
        self.stem_hashes.push(hash_word(stem));
        self.stems.push(Stem { family: id, kin: id, share: RARE });
        let family = stem::family(stem);
        if family.len() < stem.len() {
            let family = self.add_stem(family);
            (self.stems[id as usize].family, self.stems[id as usize].kin) = (family, family);
        }
        if let Some(first) = stem::kin(stem) {
            let first = self.add_stem(first);
            self.stems[id as usize].kin = self.stems[first as usize].family;
        }
        id
    }

    /// What is known of stem `id`; of one that the lexicon lacks, that it is rare.
    #[inline]
    pub(super) fn stem(&self, id: StemId) -> Stem {
        self.stems.get(id as usize).copied().unwrap_or(Stem { family: id, kin: id, share: RARE })
    }

    /// The number of a stem.
    #[inline]
    pub(super) fn stem_id(&self, stem: &[u8]) -> Option<StemId> {
        Some(self.stem_ids[self.stem_slot(hash_word(stem))]).filter(|&id| id != StemId::MAX)
    }

    /// The slot of the stem with hash `hash`, or the free one where it would go.
    #[inline]
    fn stem_slot(&self, hash: u64) -> usize {
        let mask = self.stem_ids.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits")]
        let mut at = (hash ^ (hash >> 32)) as usize & mask;
        while self.stem_hashes.get(usize::from(self.stem_ids[at])).is_some_and(|&other| other != hash) {
            at = (at + 1) & mask;
        }
        at
    }

    /// The stem of a word with this [`hash_lower`], if it is one that glosses are.
    #[inline]
    pub(super) fn form(&self, hash: u64) -> Option<StemId> {
        self.forms.get(hash).and_then(|id| id.try_into().ok())
    }

    /// The number of stems; all their numbers are less.
    pub(super) fn stems(&self) -> usize {
        self.stems.len()
    }

    /// The glosses of entry `entry`, and the sum of their shares.
    #[inline]
    pub(super) fn senses(&self, entry: u32) -> (&[Sense], f32) {
        let Some(entry) = self.entries.get(entry as usize) else { return (&[], 0.0) };
        let (start, end) = entry.senses;
        (self.senses.get(start as usize..end as usize).unwrap_or_default(), entry.share)
    }

    /// Minus the logarithm of the share of entry `entry` among running words, times ten.
    #[inline]
    pub(super) fn cost(&self, entry: u32) -> u16 {
        self.entries.get(entry as usize).map_or(UNKNOWN_COST, |entry| entry.cost)
    }

    /// `c` as it is looked up.
    #[inline]
    pub(super) fn lookup_form(&self, c: char) -> char {
        let form = han_index(c).and_then(|at| self.simplified.get(at)).and_then(|&form| char::from_u32(form.into()));
        form.unwrap_or(c)
    }

    /// The syllable that a character is read as, in Latin letters and without tone; none where it has no reading.
    #[inline]
    pub(super) fn syllable(&self, c: char) -> Option<Spelling> {
        let reading = han_index(c).and_then(|at| self.readings.get(at)).copied().unwrap_or(0);
        self.syllables.get(usize::from(reading)).copied().flatten()
    }

    /// Cuts `chars` into the words of the most probable reading and gives each with its entry, if it has one: the
    /// shortest path over all words of the lexicon (a unigram model, as jieba's without its guesses).
    pub(super) fn cut(&self, chars: &[char], best: &mut Vec<Step>, mut word: impl FnMut(usize, usize, Option<u32>)) {
        best.clear();
        best.resize(chars.len() + 1, Step { cost: u32::MAX, length: 0, entry: NO_ENTRY });
        if let Some(last) = best.last_mut() {
            last.cost = 0;
        }
        for at in (0..chars.len()).rev() {
            let mut here = Step { cost: best[at + 1].cost + u32::from(UNKNOWN_COST), length: 1, entry: NO_ENTRY };
            self.words.of(&chars[at..], |word| {
                let cost = best[at + word.length as usize].cost + u32::from(word.cost);
                if cost <= here.cost {
                    here = Step { cost, length: word.length, entry: word.entry };
                }
            });
            best[at] = here;
        }
        let mut at = 0;
        while at < chars.len() {
            let step = best[at];
            let end = at + step.length as usize;
            word(at, end, (step.entry != NO_ENTRY).then_some(step.entry));
            at = end;
        }
    }
}

/// The best way on from one character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    cost: u32,
    length: u32,
    entry: u32,
}

/// The rows of a table, without its comments.
fn rows(mut table: &'static str) -> impl Iterator<Item = &'static str> {
    let rows = std::iter::from_fn(move || {
        let (row, rest) = cut_at(table, b'\n');
        let ended = table.is_empty();
        table = rest;
        (!ended).then_some(row)
    });
    rows.filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// What stands before the first `mark`, an ASCII character, and what stands after it.
fn cut_at(text: &str, mark: u8) -> (&str, &str) {
    let at = memchr::memchr(mark, text.as_bytes());
    at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))).unwrap_or((text, ""))
}

/// A number in base 36, as the tables have them for their length.
fn base36(digits: &[u8]) -> usize {
    let value = |&digit: &u8| match digit {
        b'0'..=b'9' => usize::from(digit - b'0'),
        b'a'..=b'z' => usize::from(digit - b'a') + 10,
        _ => 0,
    };
    digits.iter().map(value).fold(0_usize, |number, digit| number.wrapping_mul(36).wrapping_add(digit))
}

fn simplified_of(code: u32) -> u16 {
    let form = char::from_u32(code).map_or(code, |c| simplified(c) as u32);
    u16::try_from(form).or_else(|_| u16::try_from(code)).unwrap_or(0)
}

#[inline]
fn han_index(c: char) -> Option<usize> {
    (c as u32).checked_sub(FIRST_CHAR).map(|at| at as usize)
}

const HASH_SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// One step of a multiplicative hash; good enough for keys that nobody chooses against us, and collisions only cost time
/// or a false gloss.
#[inline]
pub(super) fn hash_step(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The hash of a word.
pub(super) fn hash_word(word: &[u8]) -> u64 {
    hash_eights(word, 0)
}

/// The hash of a word of ASCII letters, digits and apostrophes, in whatever case: setting one bit makes a capital small and
/// changes none of the others.
#[inline]
pub(super) fn hash_lower(word: &[u8]) -> u64 {
    hash_eights(word, u64::from_ne_bytes([b' '; 8]))
}

/// The hash of the bytes of a word, eight at a time, with the bits `set` in each eight.
#[inline]
fn hash_eights(word: &[u8], set: u64) -> u64 {
    let (eights, _) = word.as_chunks::<8>();
    let hash = eights.iter().fold(HASH_SEED, |hash, &eight| hash_step(hash, u64::from_le_bytes(eight) | set));
    // What is left, perhaps with some that was read already; the length tells how much.
    let last = if let Some(&last) = word.last_chunk::<8>() {
        u64::from_le_bytes(last)
    } else if let (Some(&first), Some(&last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last))
    } else {
        word.iter().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte))
    };
    hash_step(hash_step(hash, last | set), word.len() as u64)
}

/// The hash of some letters, that of a syllable after another made of both of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling {
    /// A polynomial with the letters as coefficients.
    pub(super) letters: u64,
    /// By what letters before these are multiplied.
    shift: u64,
}

impl Default for Spelling {
    /// No letters.
    fn default() -> Self {
        Self { letters: 0, shift: 1 }
    }
}

impl Spelling {
    /// The spelling of a word.
    pub(super) fn of(letters: &[u8]) -> Self {
        letters.iter().fold(Self::default(), |before, &letter| before.then(Self::letter(letter)))
    }

    /// The spelling of one letter.
    pub(super) fn letter(letter: u8) -> Self {
        Self { letters: letter.into(), shift: HASH_SEED }
    }

    /// These letters and `next` after them.
    #[inline]
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            letters: self.letters.wrapping_mul(next.shift).wrapping_add(next.letters),
            shift: self.shift.wrapping_mul(next.shift),
        }
    }
}

/// The number of what is no word.
const NO_ENTRY: u32 = u32::MAX;

/// A hash table from 64-bit hashes to numbers, with open addressing; grows by doubling.
#[derive(Debug)]
pub(super) struct HashIndex {
    /// Hashes and one more than the number of each: free slots are all zeros, as new memory is.
    slots: Vec<(u64, Option<NonZeroU32>)>,
    used: usize,
}

impl HashIndex {
    /// A table of `slots` slots, a power of two.
    pub(super) fn with_capacity(slots: usize) -> Self {
        Self { slots: vec![(0, None); slots.next_power_of_two()], used: 0 }
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits")]
        let mut at = (key ^ (key >> 32)) as usize & mask;
        while self.slots[at].1.is_some() && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<u32> {
        let (_, number) = self.slots[self.slot(key)];
        number.map(|number| number.get() - 1)
    }

    /// The number of `key`; of one that is new it is `new` from now on.
    #[inline]
    pub(super) fn get_or_insert(&mut self, key: u64, new: u32) -> u32 {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.slot(key);
        if let (_, Some(number)) = self.slots[at] {
            return number.get() - 1;
        }
        self.slots[at] = (key, Some(NonZeroU32::MIN.saturating_add(new)));
        self.used += 1;
        new
    }

    /// Kept out of the way of what is done at every turn.
    #[cold]
    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, None); old.len() * 2];
        for slot in old.into_iter().filter(|(_, number)| number.is_some()) {
            let at = self.slot(slot.0);
            self.slots[at] = slot;
        }
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
