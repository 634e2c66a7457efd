//! Which Chinese words begin at a place: all words of the lexicon and all beginnings of words, by the hash of their characters.
//!
//! The table is larger than a processor's near memory, and most places of a text begin no long word. So single characters
//! have a table by their code, and more are looked for in the hash table only where a bit says that they may be there.

use super::lexicon::{FIRST_CHAR, LAST_CHAR, hash_step};

/// Longest Chinese word in characters.
pub(super) const LONGEST_WORD: usize = 8;

/// A Chinese word that begins at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beginning {
    /// Its length in characters.
    pub(super) length: u32,
    /// Its number.
    pub(super) entry: u32,
    /// Minus the logarithm of its share among running words, times ten.
    pub(super) cost: u16,
}

/// What stands at some characters: a word as its number, with its cost in the low eight bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found(u32);

impl Found {
    /// No word of the lexicon begins so.
    const NOTHING: Self = Self(u32::MAX);
    /// Longer words begin so, but it is no word itself.
    const PART: Self = Self(u32::MAX - 1);

    fn word(entry: u32, cost: u16) -> Self {
        Self(entry << 8 | u32::from(cost.min(255)))
    }

    #[inline]
    fn beginning(self, length: u32) -> Option<Beginning> {
        let [cost, ..] = self.0.to_le_bytes();
        (self != Self::PART).then_some(Beginning { length, entry: self.0 >> 8, cost: cost.into() })
    }
}

/// A slot of the open hash table.
#[derive(Debug, Clone, Copy)]
struct Slot {
    tag: u32,
    found: Found,
}

/// The words, by their beginnings.
#[derive(Debug)]
pub(super) struct Beginnings {
    singles: Vec<Found>,
    /// A bit for each hash of several characters that words begin with.
    bits: Vec<u64>,
    slots: Vec<Slot>,
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// A power of two, more than twice the number of words and their beginnings.
const SLOTS: usize = 1 << 19;
const BITS: usize = 1 << 21;

impl Beginnings {
    /// No words yet.
    pub(super) fn new() -> Self {
        Self {
            singles: vec![Found::NOTHING; (LAST_CHAR - FIRST_CHAR + 1) as usize],
            bits: vec![0; BITS / 64],
            slots: vec![Slot { tag: 0, found: Found::NOTHING }; SLOTS],
        }
    }

    /// Adds a word with its number, less than 2²⁴, and its cost.
    pub(super) fn add(&mut self, word: &str, entry: u32, cost: u16) {
        let mut hash = SEED;
        let mut chars = word.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            hash = hash_step(hash, u64::from(c as u32));
            let found = if chars.peek().is_none() { Found::word(entry, cost) } else { Found::PART };
            let (place, bit) = bit_of(hash);
            self.bits[place] |= bit;
            let slot = self.slot(hash);
            let single = single_of(c).filter(|_| at == 0).map(|at| &mut self.singles[at]);
            let slot = &mut self.slots[slot];
            slot.tag = tag(hash);
            for place in single.into_iter().chain([&mut slot.found]) {
                if *place == Found::NOTHING || (*place == Found::PART && found != Found::PART) {
                    *place = found;
                }
            }
        }
    }

    /// Calls `word` with each word that `chars` begins with, shortest first.
    #[inline]
    pub(super) fn of(&self, chars: &[char], mut word: impl FnMut(Beginning)) {
        let mut hash = SEED;
        for (length, &c) in (1_u32..).zip(chars.iter().take(LONGEST_WORD)) {
            hash = hash_step(hash, u64::from(c as u32));
            let found = match single_of(c) {
                Some(at) if length == 1 => self.singles[at],
                _ if !self.may_begin(hash) => Found::NOTHING,
                _ => self.slots[self.slot(hash)].found,
            };
            if found == Found::NOTHING {
                return;
            }
            if let Some(beginning) = found.beginning(length) {
                word(beginning);
            }
        }
    }

    #[inline]
    fn may_begin(&self, hash: u64) -> bool {
        let (place, bit) = bit_of(hash);
        self.bits[place] & bit != 0
    }

    /// The slot that holds `hash`, or the free one where it would go.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits")]
        let mut at = (hash as usize ^ (hash >> 29) as usize) & mask;
        while self.slots[at].found != Found::NOTHING && self.slots[at].tag != tag(hash) {
            at = (at + 1) & mask;
        }
        at
    }
}

#[inline]
fn single_of(c: char) -> Option<usize> {
    (FIRST_CHAR..=LAST_CHAR).contains(&(c as u32)).then(|| (c as u32 - FIRST_CHAR) as usize)
}

#[inline]
fn bit_of(hash: u64) -> (usize, u64) {
    let at = (hash >> 32) as usize & (BITS - 1);
    (at / 64, 1 << (at % 64))
}

#[inline]
fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings() {
        let mut words = Beginnings::new();
        for (entry, word) in (7..).zip(["中", "中华人民", "中华", "人", "𠮷野", "华"]) {
            words.add(word, entry, 50);
        }
        let found = |text: &str| {
            let mut found = Vec::new();
            words.of(&text.chars().collect::<Vec<_>>(), |word| found.push((word.length, word.entry)));
            found
        };
        assert_eq!(found("中华人民"), [(1, 7), (2, 9), (4, 8)]);
        assert_eq!(found("中国"), [(1, 7)]);
        assert_eq!(found("𠮷野"), [(2, 11)]);
        assert_eq!(found("民"), []);
    }
}
