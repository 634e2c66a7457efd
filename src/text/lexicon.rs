use std::ops::Range;

use super::simplified;

/// Words of a table, each with what the table says of it, found by longest match at the start of a text.
///
/// The words form a trie over characters whose branches stand in one hash table. A look-up takes a probe a character, for
/// words of at most d characters O(d) whatever the length of the text, and allocates nothing. Traditional characters of
/// the text match Simplified ones of the table.
///
/// ```
/// use duizhao::text::Lexicon;
///
/// let words: Lexicon<u8> = [("公", 1), ("公里", 2), ("公斤", 3)].into_iter().collect();
/// assert_eq!(words.longest("公里数"), Some((&2, "公里".len())));
/// assert_eq!(words.longest("里"), None);
/// ```
#[derive(Debug, Clone)]
pub struct Lexicon<T> {
    /// For every node the range of the words that end in it; the first is the root.
    nodes: Vec<(u32, u32)>,
    branches: Branches,
    /// The words, sorted; those that end in one node stand together.
    words: Vec<(&'static str, T)>,
}

/// The nodes that characters lead to, in a table of open addressing whose length is a power of two.
#[derive(Debug, Clone)]
struct Branches(Vec<Option<(Step, u32)>>);

/// A node and the character that leads on from it.
type Step = (u32, char);

impl Branches {
    fn new(branches: &[(Step, u32)]) -> Self {
        let mut slots = vec![None; (branches.len() * 4).next_power_of_two()];
        for &(step, child) in branches {
            let mut at = home(step, slots.len());
            while slots.get(at).is_some_and(Option::is_some) {
                at = (at + 1) & (slots.len() - 1);
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = Some((step, child));
            }
        }
        Self(slots)
    }

    fn get(&self, step: Step) -> Option<u32> {
        let mut at = home(step, self.0.len());
        loop {
            let (found, child) = (*self.0.get(at)?)?;
            if found == step {
                return Some(child);
            }
            at = (at + 1) & (self.0.len() - 1);
        }
    }
}

/// Where a step is looked for first among so many slots (Fibonacci hashing; Knuth 1973, section 6.4).
fn home((node, c): Step, slots: usize) -> usize {
    let mixed = (u64::from(node) << 21 | u64::from(c)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 40).unwrap_or(0) & (slots - 1)
}

impl<T> FromIterator<(&'static str, T)> for Lexicon<T> {
    /// A word that stands twice keeps both entries, in their order.
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(entries: I) -> Self {
        let mut words: Vec<_> = entries.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_by(|(a, _), (b, _)| a.chars().map(simplified).cmp(b.chars().map(simplified)));
        let spelled: Vec<Vec<char>> = words.iter().map(|(word, _)| word.chars().map(simplified).collect()).collect();
        let (mut nodes, mut branches) = (Vec::new(), Vec::new());
        grow(&mut nodes, &mut branches, &spelled, 0, 0..spelled.len());
        Self { nodes, branches: Branches::new(&branches), words }
    }
}

/// Adds the node of the words in `range`, which agree on their first `depth` characters; returns its index.
fn grow(
    nodes: &mut Vec<(u32, u32)>,
    branches: &mut Vec<(Step, u32)>,
    spelled: &[Vec<char>],
    depth: usize,
    range: Range<usize>,
) -> u32 {
    let index = |n: usize| u32::try_from(n).expect("a table has fewer than 2^32 words");
    let own = index(nodes.len());
    let ending = range.clone().take_while(|&at| spelled.get(at).is_some_and(|word| word.len() == depth)).count();
    nodes.push((index(range.start), index(range.start + ending)));
    let letter = |at: usize| spelled.get(at).and_then(|word| word.get(depth)).copied();
    let mut from = range.start + ending;
    while let Some(c) = letter(from).filter(|_| from < range.end) {
        let upto = (from..range.end).find(|&at| letter(at) != Some(c)).unwrap_or(range.end);
        let child = grow(nodes, branches, spelled, depth + 1, from..upto);
        branches.push(((own, c), child));
        from = upto;
    }
    own
}

impl<T> Lexicon<T> {
    /// The longest word that `text` begins with: its entry and its length in bytes.
    pub fn longest(&self, text: &str) -> Option<(&T, usize)> {
        self.longest_where(text, |_, _| true)
    }

    /// The longest word that `text` begins with among those that `accept`, given the entry and the length, takes.
    pub fn longest_where(&self, text: &str, mut accept: impl FnMut(&T, usize) -> bool) -> Option<(&T, usize)> {
        let (mut node, mut found, mut length) = (0, None, 0);
        for c in text.chars() {
            let Some(next) = self.branches.get((node, simplified(c))) else { break };
            node = next;
            length += c.len_utf8();
            let (from, upto) = self.nodes.get(node as usize).copied()?;
            let ending = self.words.get(from as usize..upto as usize).unwrap_or_default();
            if let Some((_, entry)) = ending.iter().find(|(_, entry)| accept(entry, length)) {
                found = Some((entry, length));
            }
        }
        found
    }

    /// Every word with its entry, sorted by word.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
        self.words.iter().map(|(word, entry)| (*word, entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_linear_search_finds() {
        let words = ["a", "ab", "abc", "b", "bca", "公", "公里", "公斤", "公里数", "里", "米", "米每秒"];
        let lexicon: Lexicon<usize> = words.iter().enumerate().map(|(at, &word)| (word, at)).collect();
        for text in ["abcd", "bc", "bcab", "公里数", "公里", "公尺", "米每", "x", "", "里公"] {
            let linear = words.iter().enumerate().filter(|(_, word)| text.starts_with(**word));
            let expected = linear.max_by_key(|(_, word)| word.len()).map(|(at, word)| (at, word.len()));
            assert_eq!(lexicon.longest(text).map(|(&at, length)| (at, length)), expected, "{text}");
        }
    }

    #[test]
    fn of_two_entries_the_first_accepted_is_taken() {
        let lexicon: Lexicon<u8> = [("分", 1), ("分", 2), ("分钟", 3)].into_iter().collect();
        assert_eq!(lexicon.longest_where("分钟", |&entry, _| entry == 2), Some((&2, 3)));
        assert_eq!(lexicon.longest("分鐘"), Some((&3, 6)));
    }
}
