use super::simplified;

/// Words of a table, each with what the table says of it, found by longest match at the start of a text.
///
/// The words form a trie over characters, kept in two arrays. A look-up takes O(d·log b) for words of at most d
/// characters and nodes of at most b branches, whatever the length of the text, and allocates nothing. Traditional
/// characters of the text match Simplified ones of the table.
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
    nodes: Vec<Node>,
    /// Branches of all nodes; those of one node stand together, sorted by character.
    branches: Vec<(char, u32)>,
    /// The words, sorted; those that end in one node stand together.
    words: Vec<(&'static str, T)>,
}

/// Ranges into `branches` and `words`.
#[derive(Debug, Clone, Copy)]
struct Node {
    branches: (u32, u32),
    words: (u32, u32),
}

impl<T> FromIterator<(&'static str, T)> for Lexicon<T> {
    /// A word that stands twice keeps both entries, in their order.
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(entries: I) -> Self {
        let mut words: Vec<_> = entries.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_by(|(a, _), (b, _)| a.chars().map(simplified).cmp(b.chars().map(simplified)));
        let spelled: Vec<Vec<char>> = words.iter().map(|(word, _)| word.chars().map(simplified).collect()).collect();
        let mut trie = Self { nodes: Vec::new(), branches: Vec::new(), words };
        let count = spelled.len();
        trie.grow(&spelled, 0, 0..count);
        trie
    }
}

impl<T> Lexicon<T> {
    /// Adds the node of the words in `range`, which agree on their first `depth` characters; returns its index.
    fn grow(&mut self, spelled: &[Vec<char>], depth: usize, range: std::ops::Range<usize>) -> u32 {
        let index = |n: usize| u32::try_from(n).expect("a table has fewer than 2^32 words");
        let own = index(self.nodes.len());
        let ending = range.clone().take_while(|&at| spelled.get(at).is_some_and(|word| word.len() == depth)).count();
        self.nodes.push(Node { branches: (0, 0), words: (index(range.start), index(range.start + ending)) });
        let letter = |at: usize| spelled.get(at).and_then(|word| word.get(depth)).copied();
        let mut children = Vec::new();
        let mut from = range.start + ending;
        while let Some(c) = letter(from).filter(|_| from < range.end) {
            let upto = (from..range.end).find(|&at| letter(at) != Some(c)).unwrap_or(range.end);
            children.push((c, self.grow(spelled, depth + 1, from..upto)));
            from = upto;
        }
        let first = index(self.branches.len());
        self.branches.extend(children);
        let last = index(self.branches.len());
        if let Some(node) = self.nodes.get_mut(own as usize) {
            node.branches = (first, last);
        }
        own
    }

    /// The longest word that `text` begins with: its entry and its length in bytes.
    pub fn longest(&self, text: &str) -> Option<(&T, usize)> {
        self.longest_where(text, |_, _| true)
    }

    /// The longest word that `text` begins with among those that `accept`, given the entry and the length, takes.
    pub fn longest_where(&self, text: &str, mut accept: impl FnMut(&T, usize) -> bool) -> Option<(&T, usize)> {
        let mut node = *self.nodes.first()?;
        let mut found = None;
        let mut length = 0;
        for c in text.chars() {
            let branches = self.branches.get(node.branches.0 as usize..node.branches.1 as usize).unwrap_or_default();
            let letter = simplified(c);
            let Ok(at) = branches.binary_search_by_key(&letter, |&(branch, _)| branch) else { break };
            let Some(next) = branches.get(at).and_then(|&(_, child)| self.nodes.get(child as usize)) else { break };
            node = *next;
            length += c.len_utf8();
            let ending = self.words.get(node.words.0 as usize..node.words.1 as usize).unwrap_or_default();
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
