//! The words English numerals are made of (`data/en/numerals.tsv`), and a table that finds words fast.

use std::sync::LazyLock;

/// A word of a numeral, by its part in the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// zero, nought.
    Zero,
    /// one to nine.
    Unit(u8),
    /// ten to nineteen, and a ten and a unit in one word: twentyone.
    Teen(u8),
    /// twenty to ninety.
    Ten(u8),
    /// hundred.
    Hundred,
    /// thousand, million …, by the power of ten.
    Scale(u8),
    /// tens, hundreds, thousands …, by the power of ten.
    Plural(u8),
    /// dozen, score, gross.
    Group(u8),
    /// dozens, scores.
    Groups(u8),
    /// a pair, a couple: with an article only.
    Set(u8),
    /// first to nineteenth and the tens, and both in one word: twentyfirst.
    Ordinal(u8),
    /// hundredth, thousandth …, by the power of ten.
    OrdinalScale(u8),
    /// thirds, fifths …: denominators in the plural.
    Parts(u8),
    /// hundredths, thousandths …, by the power of ten.
    PartsScale(u8),
    /// half, quarter: denominators that are no ordinals.
    Part(u8),
}

impl Word {
    fn parse(class: &str, value: u8) -> Option<Self> {
        Some(match class {
            "zero" => Self::Zero,
            "unit" => Self::Unit(value),
            "teen" | "joined" => Self::Teen(value),
            "ten" => Self::Ten(value),
            "hundred" => Self::Hundred,
            "scale" => Self::Scale(value),
            "plural" => Self::Plural(value),
            "group" => Self::Group(value),
            "groups" => Self::Groups(value),
            "set" => Self::Set(value),
            "ordinal" => Self::Ordinal(value),
            "ordinal-scale" => Self::OrdinalScale(value),
            "parts" => Self::Parts(value),
            "parts-scale" => Self::PartsScale(value),
            "part" => Self::Part(value),
            _ => return None,
        })
    }
}

/// The number word `word`, in any case.
pub(crate) fn number_word(word: &str) -> Option<Word> {
    static TABLE: LazyLock<WordTable<Word>> = LazyLock::new(|| number_words().collect());
    TABLE.get(word)
}

/// All number words with their parts in the grammar.
pub(crate) fn number_words() -> impl Iterator<Item = (&'static str, Word)> {
    let lines = include_str!("../../../data/en/numerals.tsv").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (word, class, value) = (column(), column(), column());
        let class = Word::parse(class, value.parse().unwrap_or(0));
        (word, class.expect("the table of numerals names known classes"))
    })
}

/// A table of ASCII words of at most fifteen letters, found in any case. Most words that are not in it are refused by
/// their first two letters and their length; the rest by one probe of two integers.
pub(crate) struct WordTable<T> {
    /// By the first two letters: bit n is set where a word of n letters begins with them.
    lengths: Box<[u16; 1024]>,
    slots: Vec<Option<(Key, T)>>,
}

const LONGEST: usize = 15;

/// The letters of a word in lower case: its first and its last eight bytes, or four, which overlap in most words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    head: u64,
    tail: u64,
    length: usize,
}

impl Key {
    /// Setting one bit makes a capital small and of no other byte a letter.
    const SMALL: u64 = 0x2020_2020_2020_2020;

    fn of(word: &[u8]) -> Option<Self> {
        let (head, tail) = if let (Some(head), Some(tail)) = (word.first_chunk::<8>(), word.last_chunk()) {
            (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
        } else if let (Some(head), Some(tail)) = (word.first_chunk::<4>(), word.last_chunk()) {
            (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)))
        } else {
            let middle = u64::from(*word.get(word.len() / 2)?);
            (u64::from(*word.first()?), middle << 8 | u64::from(*word.last()?))
        };
        Some(Self { head: head | Self::SMALL, tail: tail | Self::SMALL, length: word.len() })
    }
}

/// Where the lengths of words that begin like `word` stand.
fn beginning(word: &[u8]) -> Option<usize> {
    let second = word.get(1).map_or(0, |second| usize::from(second & 31));
    Some(usize::from(word.first()? & 31) << 5 | second)
}

impl<T: Copy> WordTable<T> {
    /// What the table holds for `word`.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.of_bytes(word.as_bytes())
    }

    /// The same for the bytes of a word.
    pub(crate) fn of_bytes(&self, word: &[u8]) -> Option<T> {
        if word.len() > LONGEST || self.lengths.get(beginning(word)?)? >> word.len() & 1 == 0 {
            return None;
        }
        let key = Key::of(word)?;
        let mut at = self.home(key);
        loop {
            match self.slots.get(at)? {
                Some((found, value)) if *found == key => return Some(*value),
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
                None => return None,
            }
        }
    }

    /// Where a key is looked for first (Fibonacci hashing; Knuth 1973, section 6.4).
    fn home(&self, key: Key) -> usize {
        let mixed = (key.head ^ key.tail.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 40).unwrap_or(0) & (self.slots.len() - 1)
    }
}

impl<T: Copy> FromIterator<(&'static str, T)> for WordTable<T> {
    /// The first of several rows for one word holds.
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(rows: I) -> Self {
        let rows: Vec<_> = rows.into_iter().collect();
        let size = (rows.len() * 4).next_power_of_two();
        let mut table = Self { lengths: Box::new([0; 1024]), slots: vec![None; size] };
        for (word, value) in rows {
            let bytes = word.as_bytes();
            let (key, beginning) = Key::of(bytes).zip(beginning(bytes)).expect("tables hold no empty word");
            assert!(bytes.len() <= LONGEST && word.is_ascii(), "{word} is no word for a table of words");
            if let Some(lengths) = table.lengths.get_mut(beginning) {
                *lengths |= 1 << bytes.len();
            }
            let mut at = table.home(key);
            while table.slots.get(at).is_some_and(|slot| slot.is_some_and(|(found, _)| found != key)) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot @ None) = table.slots.get_mut(at) {
                *slot = Some((key, value));
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_word_is_found_in_any_case() {
        for (word, class) in number_words() {
            assert_eq!(number_word(word), Some(class), "{word}");
            assert_eq!(number_word(&word.to_uppercase()), Some(class), "{word}");
        }
        for word in ["", "the", "ones", "naïve", "hundredfoldnesses", "on", "@ne"] {
            assert_eq!(number_word(word), None, "{word}");
        }
    }
}
