//! The lexicon: Chinese words with English glosses, readings of characters, how common a word is.
//!
//! Loaded once from the tables in `data/lexicon` and shared by all documents; what a document has of it is in its
//! [`super::vocabulary::Vocabulary`]. English words are numbers here: a [`StemId`] for each stem.

use super::stem;
use crate::text::simplified;

/// The number of an English stem.
pub(super) type StemId = u32;

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

/// A Chinese word.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Minus the logarithm of its share, times ten.
    cost: u16,
    glosses: (u32, u32),
}

/// Words, glosses and readings.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Chinese words and their beginnings by hash.
    places: Vec<Place>,
    entries: Vec<Entry>,
    glosses: Vec<StemId>,
    stems: Vec<Stem>,
    stem_ids: HashIndex,
    /// Readings of the characters from U+3400 on, as numbers of syllables.
    readings: Vec<u16>,
    syllables: Vec<Box<[u8]>>,
    /// Simplified forms of the characters from U+3400 on.
    simplified: Vec<u16>,
}

/// A slot of the open hash table of Chinese words: what stands at the hash of some characters.
#[derive(Debug, Clone, Copy)]
struct Place {
    tag: u32,
    entry: u32,
}

const NO_ENTRY: u32 = u32::MAX;
/// Beginning of a longer word that is no word itself.
const BEGINNING: u32 = u32::MAX - 1;
const FIRST_CHAR: u32 = 0x3400;
const LAST_CHAR: u32 = 0x9FFF;

/// Longest Chinese word in characters.
pub(super) const LONGEST_WORD: usize = 8;

/// Share of a word that is in no table.
pub(super) const RARE: f32 = 2e-6;

/// Cost of a character that is no word.
const UNKNOWN_COST: u16 = 150;

impl Lexicon {
    /// Reads the tables.
    pub(super) fn load() -> Self {
        let mut lexicon = Self {
            places: vec![Place { tag: 0, entry: NO_ENTRY }; 1 << 19],
            entries: Vec::with_capacity(120_000),
            glosses: Vec::with_capacity(600_000),
            stems: Vec::with_capacity(40_000),
            stem_ids: HashIndex::with_capacity(1 << 17),
            readings: vec![0; (LAST_CHAR - FIRST_CHAR + 1) as usize],
            syllables: vec![Box::default()],
            simplified: (FIRST_CHAR..=LAST_CHAR).map(simplified_of).collect(),
        };
        // The words by their number in the table.
        let mut words = Vec::with_capacity(48_000);
        let mut buffer = Vec::new();
        for line in rows(include_str!("../../data/lexicon/english.tsv")) {
            let (word, cost) = line.split_once('\t').unwrap_or((line, ""));
            buffer.clear();
            buffer.extend_from_slice(word.as_bytes());
            stem::stem(&mut buffer);
            let id = lexicon.add_stem(&buffer);
            if let Ok(cost) = cost.parse::<f32>() {
                lexicon.stems[id as usize].share += (cost * -0.1).exp();
            }
            words.push(id);
        }
        for line in rows(include_str!("../../data/lexicon/words.tsv")) {
            let mut fields = line.split('\t');
            if let (Some(word), Some(cost), Some(glosses)) = (fields.next(), fields.next(), fields.next()) {
                let start = to_u32(lexicon.glosses.len());
                for gloss in glosses.split(' ') {
                    if let Some(&id) = words.get(base36(gloss))
                        && !lexicon.glosses[start as usize..].contains(&id)
                    {
                        lexicon.glosses.push(id);
                    }
                }
                let glosses = (start, to_u32(lexicon.glosses.len()));
                let cost = u16::try_from(base36(cost)).unwrap_or(UNKNOWN_COST);
                lexicon.add_word(word, Entry { cost, glosses });
            }
        }
        lexicon.load_readings();
        lexicon
    }

    fn load_readings(&mut self) {
        let mut numbers = HashIndex::with_capacity(1 << 11);
        for line in rows(include_str!("../../data/lexicon/pinyin.tsv")) {
            let Some((character, readings)) = line.split_once('\t') else { continue };
            let (Some(character), Some(reading)) = (character.chars().next(), readings.split(' ').next()) else {
                continue;
            };
            let reading = reading.replace('v', "u");
            let key = hash_bytes(reading.as_bytes());
            let number = numbers.get(key).unwrap_or_else(|| {
                let number = to_u32(self.syllables.len());
                self.syllables.push(reading.as_bytes().into());
                numbers.insert(key, number);
                number
            });
            if let Some(place) = han_index(character).and_then(|at| self.readings.get_mut(at)) {
                *place = u16::try_from(number).unwrap_or(0);
            }
        }
    }

    fn add_stem(&mut self, stem: &[u8]) -> StemId {
        let key = hash_bytes(stem);
        if let Some(id) = self.stem_ids.get(key) {
            return id;
        }
        let id = to_u32(self.stems.len());
        self.stem_ids.insert(key, id);
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

    fn add_word(&mut self, word: &str, entry: Entry) {
        let number = to_u32(self.entries.len());
        self.entries.push(entry);
        let mut hash = HASH_SEED;
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            hash = hash_step(hash, u64::from(c as u32));
            let slot = self.slot(hash);
            let place = &mut self.places[slot];
            let value = if chars.peek().is_none() { number } else { BEGINNING };
            if place.entry == NO_ENTRY || (place.entry == BEGINNING && value != BEGINNING) {
                *place = Place { tag: tag(hash), entry: value };
            }
        }
    }

    /// The slot that holds `hash`, or the free one where it would go.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let mask = self.places.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits")]
        let mut at = (hash as usize ^ (hash >> 29) as usize) & mask;
        while self.places[at].entry != NO_ENTRY && self.places[at].tag != tag(hash) {
            at = (at + 1) & mask;
        }
        at
    }

    /// What is known of stem `id`; of one that the lexicon lacks, that it is rare.
    #[inline]
    pub(super) fn stem(&self, id: StemId) -> Stem {
        self.stems.get(id as usize).copied().unwrap_or(Stem { family: id, kin: id, share: RARE })
    }

    /// The number of a stem.
    #[inline]
    pub(super) fn stem_id(&self, stem: &[u8]) -> Option<StemId> {
        self.stem_ids.get(hash_bytes(stem))
    }

    /// The glosses of entry `entry`.
    #[inline]
    pub(super) fn glosses(&self, entry: u32) -> &[StemId] {
        self.entries
            .get(entry as usize)
            .and_then(|entry| self.glosses.get(entry.glosses.0 as usize..entry.glosses.1 as usize))
            .unwrap_or_default()
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

    /// The reading of a character, without tone, in Latin letters.
    #[inline]
    pub(super) fn reading(&self, c: char) -> Option<&[u8]> {
        let number = *han_index(c).and_then(|at| self.readings.get(at))?;
        self.syllables.get(usize::from(number)).filter(|_| number > 0).map(AsRef::as_ref)
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
            let mut hash = HASH_SEED;
            for (length, &c) in (1_u32..).zip(&chars[at..chars.len().min(at + LONGEST_WORD)]) {
                hash = hash_step(hash, u64::from(c as u32));
                let place = self.places[self.slot(hash)];
                if place.entry == NO_ENTRY {
                    break;
                }
                if place.entry != BEGINNING {
                    let cost = best[at + length as usize].cost + u32::from(self.cost(place.entry));
                    if cost <= here.cost {
                        here = Step { cost, length, entry: place.entry };
                    }
                }
            }
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

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// A number in base 36, as the tables have them for their length.
fn base36(digits: &str) -> usize {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => usize::from(digit - b'0'),
        b'a'..=b'z' => usize::from(digit - b'a') + 10,
        _ => 0,
    };
    digits.bytes().fold(0_usize, |number, digit| number.saturating_mul(36).saturating_add(value(digit)))
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

/// The hash of some bytes.
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(HASH_SEED, |hash, &byte| hash_step(hash, u64::from(byte)))
}

#[inline]
fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(0)
}

/// A hash table from 64-bit hashes to numbers, with open addressing; grows by doubling.
#[derive(Debug)]
pub(super) struct HashIndex {
    slots: Vec<(u64, u32)>,
    used: usize,
}

impl HashIndex {
    /// A table of `slots` slots, a power of two.
    pub(super) fn with_capacity(slots: usize) -> Self {
        Self { slots: vec![(0, NO_ENTRY); slots.next_power_of_two()], used: 0 }
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits")]
        let mut at = (key ^ (key >> 32)) as usize & mask;
        while self.slots[at].1 != NO_ENTRY && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.used == 0
    }

    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<u32> {
        let (_, value) = self.slots[self.slot(key)];
        (value != NO_ENTRY).then_some(value)
    }

    pub(super) fn insert(&mut self, key: u64, value: u32) {
        if self.used * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, NO_ENTRY); old.len() * 2];
            for (key, value) in old.into_iter().filter(|slot| slot.1 != NO_ENTRY) {
                let at = self.slot(key);
                self.slots[at] = (key, value);
            }
        }
        let at = self.slot(key);
        if self.slots[at].1 == NO_ENTRY {
            self.used += 1;
        }
        self.slots[at] = (key, value);
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
