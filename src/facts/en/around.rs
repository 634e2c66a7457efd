//! Words that tell from beside a number what it is (`data/en/around.tsv`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::numerals::en::lexicon::WordTable;

/// A class of such words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Around {
    /// `was`: degrees that are not said follow.
    Read,
    /// `rotated`: the degrees behind it are of a turn.
    Turns,
    /// `north`: so are those before it.
    Turned,
    /// `the`: a one behind it counts nothing.
    Pronoun,
    /// `of`: nor does one before it.
    SaysMore,
    /// `pre`: it makes no name with a hyphen and a number.
    Prefix,
    /// `won`: the figures of a score follow.
    Match,
    /// `highs`: degrees are spoken of.
    Heat,
    /// `rose`: an amount changes.
    Change,
    /// `past`: figures before it may be an hour.
    Clock,
    /// `anniversary`: it is counted by its place.
    Ranked,
    /// `fell`: a verb whose form no rule tells.
    Verb,
}

/// The names of the classes in the table, in the order of [`Around`].
const CLASSES: [&str; 12] =
    ["read", "turns", "turned", "pronoun", "more", "prefix", "match", "heat", "change", "clock", "ranked", "verb"];

impl Around {
    /// Whether `word`, in any case, is of this class.
    pub(in crate::facts) fn holds(self, word: &str) -> bool {
        static TABLE: LazyLock<WordTable<u16>> = LazyLock::new(|| {
            let mut classes: BTreeMap<&'static str, u16> = BTreeMap::new();
            let lines = include_str!("../../../data/en/around.tsv").lines().filter(|line| !line.starts_with('#'));
            for (class, words) in lines.filter_map(|line| line.split_once('\t')) {
                let class = CLASSES.iter().position(|known| *known == class).expect("the table has known classes");
                for word in words.split(' ') {
                    *classes.entry(word).or_default() |= 1 << class;
                }
            }
            classes.into_iter().collect()
        });
        TABLE.get(word).is_some_and(|classes| classes >> self as u16 & 1 == 1)
    }
}
