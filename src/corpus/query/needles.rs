//! Many strings looked for at once.
//!
//! The strings of a query are a trie; a text is gone through once, and from each of its places the trie is followed as far
//! as the text goes with it. Time does not depend on how many strings there are.

use std::collections::HashMap;

use crate::corpus::terms::fold;
use crate::source::{Lang, Span, is_han};

/// A string to be found, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Needle {
    pub(super) chars: Vec<char>,
    /// Whether the last word may go on.
    pub(super) prefix: bool,
    pub(super) side: Option<Lang>,
}

/// A place where a needle was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// The needle, by its number.
    pub(super) needle: usize,
    pub(super) span: Span,
}

/// Needles, each with a number.
#[derive(Debug, Clone, Default)]
pub(super) struct Needles {
    /// The first is the root, once there is a needle.
    nodes: Vec<Node>,
    /// The last bytes of the code points that needles begin with, a bit each: most places of a text are told by it.
    beginnings: [u64; 4],
}

#[derive(Debug, Clone, Default)]
struct Node {
    next: HashMap<char, usize>,
    ends: Vec<End>,
}

#[derive(Debug, Clone, Copy)]
struct End {
    needle: usize,
    prefix: bool,
    side: Option<Lang>,
}

/// Whether the character belongs to a word that is matched whole.
fn is_word(c: char) -> bool {
    !is_han(c) && c.is_alphanumeric()
}

/// The word of [`Needles::beginnings`] that a character is told by, and its bit there.
fn bit_of(c: char) -> (usize, u64) {
    let byte = u32::from(c) & 0xFF;
    ((byte >> 6) as usize, 1 << (byte & 63))
}

impl Needles {
    pub(super) fn add(&mut self, number: usize, needle: &Needle) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        if let Some(&first) = needle.chars.first() {
            let (word, bit) = bit_of(first);
            self.beginnings[word] |= bit;
        }
        let mut at = 0;
        for &c in &needle.chars {
            let fresh = self.nodes.len();
            let next = *self.nodes[at].next.entry(c).or_insert(fresh);
            if next == fresh {
                self.nodes.push(Node::default());
            }
            at = next;
        }
        self.nodes[at].ends.push(End { needle: number, prefix: needle.prefix, side: needle.side });
    }

    /// Adds every place of every needle in `text`, a text of `lang`, to `found`. A space stands for any white space, a line
    /// break inside Chinese for nothing.
    pub(super) fn find(&self, text: &str, lang: Lang, found: &mut Vec<Found>) {
        let Some(root) = self.nodes.first() else { return };
        let mut before = None;
        // Where the search from one place has still to go on: the node, how far the text was followed, the last character.
        let mut open: Vec<(usize, usize, char)> = Vec::new();
        for (start, c) in text.char_indices() {
            let first = fold(c);
            let before = before.replace(c);
            let (word, bit) = bit_of(first);
            if self.beginnings[word] & bit == 0 {
                continue;
            }
            let starts_word = !is_word(first) || before.is_none_or(|before| !is_word(before));
            if starts_word && let Some(&node) = root.next.get(&first) {
                open.push((node, start + c.len_utf8(), first));
            }
            while let Some((node, end, last)) = open.pop() {
                let rest = text.get(end..).unwrap_or_default();
                self.ended(node, Span::new(start, end), rest, last, |needle, span, side: Option<Lang>| {
                    if side.is_none_or(|side| side == lang) {
                        found.push(Found { needle, span });
                    }
                });
                self.steps(node, rest, last, |next, length, last| open.push((next, end + length, last)));
            }
        }
    }

    /// The needles that end at `node`, which `taken` of the text led to and `rest` goes on from.
    fn ended(
        &self,
        node: usize,
        taken: Span,
        rest: &str,
        last: char,
        mut found: impl FnMut(usize, Span, Option<Lang>),
    ) {
        for &End { needle, prefix, side } in &self.nodes[node].ends {
            let word: usize =
                if is_word(last) { rest.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum() } else { 0 };
            if word == 0 {
                found(needle, taken, side);
            } else if prefix {
                found(needle, Span::new(taken.start, taken.end + word), side);
            }
        }
    }

    /// The nodes that the next character of `rest` leads to, with the bytes that it takes.
    fn steps(&self, node: usize, rest: &str, last: char, mut step: impl FnMut(usize, usize, char)) {
        let next = &self.nodes[node].next;
        let Some(c) = rest.chars().next().filter(|_| !next.is_empty()) else { return };
        if !c.is_whitespace() {
            let c_folded = fold(c);
            if let Some(&node) = next.get(&c_folded) {
                step(node, c.len_utf8(), c_folded);
            }
            return;
        }
        let words = rest.trim_start();
        let gap = rest.len() - words.len();
        if let Some(&node) = next.get(&' ') {
            step(node, gap, ' ');
        }
        if is_han(last)
            && let Some(c) = words.chars().next()
        {
            let c_folded = fold(c);
            if let Some(&node) = next.get(&c_folded).filter(|_| is_han(c_folded)) {
                step(node, gap + c.len_utf8(), c_folded);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(needles: &[&str], text: &str) -> Vec<(usize, String)> {
        let mut trie = Needles::default();
        for (number, needle) in needles.iter().enumerate() {
            let (stem, prefix) = needle.strip_suffix('*').map_or((*needle, false), |stem| (stem, true));
            trie.add(number, &Needle { chars: stem.chars().map(fold).collect(), prefix, side: None });
        }
        let mut found = Vec::new();
        trie.find(text, Lang::Zh, &mut found);
        found.into_iter().map(|Found { needle, span }| (needle, span.of(text).to_owned())).collect()
    }

    #[test]
    fn all_needles_are_found_wherever_they_stand() {
        let text = "全国人民代表\n大会， the People's  Congress of １９５４";
        let all = found(&["人民", "人民代表大会", "people's congress", "peop", "peop*", "1954", "表 大"], text);
        let mut surfaces: Vec<(usize, &str)> = all.iter().map(|(needle, text)| (*needle, text.as_str())).collect();
        surfaces.sort_unstable();
        assert_eq!(
            surfaces,
            [
                (0, "人民"),
                (1, "人民代表\n大会"),
                (2, "People's  Congress"),
                (4, "People"),
                (5, "１９５４"),
                (6, "表\n大")
            ]
        );
    }

    #[test]
    fn a_needle_of_many_characters_needs_no_stack() {
        let long = format!("花{}", "棉".repeat(100_000));
        assert_eq!(found(&[&long], &long).len(), 1);
    }
}
