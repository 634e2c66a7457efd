use std::cmp::Ordering;

/// Words of a table, each with what the table says of it, found by longest match at the start of a text.
///
/// The words stand sorted in one array, which is searched like a trie: each character of the text narrows the range of
/// words that begin with what was read so far. A look-up takes O(d·log n) for n words of at most d bytes and allocates
/// nothing; its time does not depend on the length of the text.
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
    words: Vec<(&'static str, T)>,
}

impl<T> FromIterator<(&'static str, T)> for Lexicon<T> {
    /// A word that stands twice keeps both entries, in their order.
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(entries: I) -> Self {
        let mut words: Vec<_> = entries.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_by_key(|&(word, _)| word);
        Self { words }
    }
}

impl<T> Lexicon<T> {
    /// The longest word that `text` begins with: its entry and its length in bytes.
    pub fn longest(&self, text: &str) -> Option<(&T, usize)> {
        self.longest_where(text, |_, _| true)
    }

    /// The longest word that `text` begins with among those that `accept`, given the entry and the length, takes.
    pub fn longest_where(&self, text: &str, mut accept: impl FnMut(&T, usize) -> bool) -> Option<(&T, usize)> {
        let mut rest = self.words.as_slice();
        let mut found = None;
        for (depth, &byte) in text.as_bytes().iter().enumerate() {
            // All of `rest` agree with the text on `depth` bytes; the words that end there stand first.
            let at = |word: &str| word.as_bytes().get(depth).map_or(Ordering::Less, |b| b.cmp(&byte));
            let from = rest.partition_point(|&(word, _)| at(word) == Ordering::Less);
            rest = rest.get(from..).unwrap_or_default();
            let upto = rest.partition_point(|&(word, _)| at(word) == Ordering::Equal);
            rest = rest.get(..upto).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            let length = depth + 1;
            let ending = rest.iter().take_while(|(word, _)| word.len() == length);
            if let Some((_, entry)) = ending.into_iter().find(|(_, entry)| accept(entry, length)) {
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
        assert_eq!(lexicon.longest("分"), Some((&1, 3)));
    }
}
