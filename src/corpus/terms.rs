//! The terms of the search index: Han bigrams and the beginnings of words.
//!
//! A Han string of any length is found by its bigrams, however a segmenter would cut it; a single character by the
//! bigrams that begin with it, to which the last character of each run is added as a term of its own. A word is
//! represented by its first eight bytes, so that `cooperat*` is a range of terms, as a character is. The index names
//! documents that may match; the text decides.

use crate::text::{is_han, simplified};

/// A term as a number: Han above words, each in the order of its letters.
pub(super) type Term = u64;

const HAN: Term = 1 << 63;
const WORD_BYTES: usize = 8;
/// Bits of one character.
const CHAR: u32 = 21;

/// A term of a search index that others read: a Han character, two that follow each other, or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchTerm(Term);

impl SearchTerm {
    /// The term as it is written: `棉`, `棉花`, or the first eight bytes of a word, as far as they are whole characters.
    pub fn text(self) -> String {
        let char =
            |bits: Term| u32::try_from(bits & ((1 << CHAR) - 1)).ok().filter(|c| *c > 0).and_then(char::from_u32);
        if self.0 & HAN == 0 {
            let bytes = self.0.to_be_bytes();
            let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(WORD_BYTES);
            // The first bit of a word is not kept; only the first byte of one that begins beyond ASCII has it.
            let word = bytes.get(..length).unwrap_or_default();
            return word.utf8_chunks().map(|chunk| chunk.valid()).collect();
        }
        [char(self.0 >> CHAR), char(self.0)].into_iter().flatten().collect()
    }
}

/// The terms of `texts` in order, each once; Han characters are terms of their own as well.
pub fn terms_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<SearchTerm> {
    let mut terms = Vec::new();
    for text in texts {
        collect(text, &mut terms);
        terms.extend(text.chars().filter(|c| is_han(*c)).map(|c| of_char(fold(c)).0));
    }
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter().map(SearchTerm).collect()
}

/// Two characters that follow each other.
fn bigram(first: char, second: char) -> Term {
    HAN | Term::from(u32::from(first)) << CHAR | Term::from(u32::from(second))
}

/// The range of terms of one Han character: alone at the end of a run, or before another.
pub(super) fn of_char(c: char) -> (Term, Term) {
    let first = HAN | Term::from(u32::from(c)) << CHAR;
    (first, first | ((1 << CHAR) - 1))
}

/// The range of terms of words that begin with `prefix`; of one word when `whole`.
fn of_word(word: &[u8], whole: bool) -> (Term, Term) {
    let mut bytes = [0; WORD_BYTES];
    let kept = word.len().min(WORD_BYTES);
    bytes[..kept].copy_from_slice(&word[..kept]);
    let first = Term::from_be_bytes(bytes) & !HAN;
    let last = if whole || kept == WORD_BYTES { first } else { first | (Term::MAX >> (8 * kept)) };
    (first, last & !HAN)
}

/// Folds a character as the search compares it: Traditional as Simplified, capitals as small letters, full width as ASCII.
pub(super) fn fold(c: char) -> char {
    /// From a character of ASCII to the same of full width.
    const FULL_WIDTH: u32 = '！' as u32 - '!' as u32;
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if matches!(c, '！'..='～') {
        return char::from_u32(u32::from(c) - FULL_WIDTH).unwrap_or(c).to_ascii_lowercase();
    }
    if is_han(c) {
        return simplified(c);
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => simplified(one),
        _ => c,
    }
}

/// Adds the terms of `text` to `terms`, in no order and with repetitions.
pub(super) fn collect(text: &str, terms: &mut Vec<Term>) {
    let mut before: Option<char> = None;
    let mut word: Vec<u8> = Vec::with_capacity(WORD_BYTES * 2);
    for c in text.chars() {
        let han = is_han(c);
        let c = fold(c);
        if han {
            flush(&mut word, terms);
            if let Some(before) = before {
                terms.push(bigram(before, c));
            }
            before = Some(c);
            continue;
        }
        if let Some(last) = before.take() {
            terms.push(of_char(last).0);
        }
        if c.is_alphanumeric() {
            let mut utf8 = [0; 4];
            word.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
        } else {
            flush(&mut word, terms);
        }
    }
    if let Some(last) = before {
        terms.push(of_char(last).0);
    }
    flush(&mut word, terms);
}

fn flush(word: &mut Vec<u8>, terms: &mut Vec<Term>) {
    if !word.is_empty() {
        terms.push(of_word(word, true).0);
        word.clear();
    }
}

/// The ranges of terms that any text with the folded string `needle` has, one of each; `prefix`: the last word may go on.
pub(super) fn required(needle: &[char], prefix: bool) -> Vec<(Term, Term)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < needle.len() {
        let han = is_han(needle[at]);
        let class = |c: char| if han { is_han(c) } else { !is_han(c) && c.is_alphanumeric() };
        let length = needle[at..].iter().take_while(|c| class(**c)).count();
        let run = &needle[at..at + length];
        match run {
            [] => {}
            [only] if han => ranges.push(of_char(*only)),
            _ if han => ranges.extend(run.windows(2).map(|pair| (bigram(pair[0], pair[1]), bigram(pair[0], pair[1])))),
            _ => {
                let goes_on = prefix && at + length == needle.len();
                ranges.push(of_word(run.iter().collect::<String>().as_bytes(), !goes_on));
            }
        }
        at += length.max(1);
    }
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms_of(text: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        collect(text, &mut terms);
        terms
    }

    fn is_named(needle: &str, text: &str, prefix: bool) -> bool {
        let terms = terms_of(text);
        let needle: Vec<char> = needle.chars().map(fold).collect();
        required(&needle, prefix).iter().all(|(first, last)| terms.iter().any(|term| first <= term && term <= last))
    }

    #[test]
    fn a_string_is_found_however_it_is_cut() {
        assert!(is_named("人民代表大会", "全國人民代表大會開幕", false));
        assert!(is_named("会", "代表大会", false), "the last character of a run");
        assert!(is_named("棉", "产棉八百担", false));
        assert!(!is_named("大会", "大人会", false));
        assert!(is_named("Cooperatives", "1,427 cooperatives.", false));
        assert!(is_named("cooperat", "cooperatives", true) && is_named("co", "cooperatives", true));
        assert!(!is_named("co", "cooperatives", false));
        assert!(is_named("１９５４", "in 1954", false) && is_named("cotton", "ＣＯＴＴＯＮ", false));
        assert!(is_named("4.19 million", "some 4.19 million pieces", false));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_is_named(text in "[a-c人民大會 ,1é]{0,30}", from in 0_usize..30, length in 1_usize..8) {
            let chars: Vec<char> = text.chars().collect();
            let from = from.min(chars.len());
            let piece: String = chars[from..(from + length).min(chars.len())].iter().collect();
            // A piece may cut a word at its beginning; a search for words never does.
            let starts_word = from == 0 || is_han(chars[from - 1]) || !chars[from - 1].is_alphanumeric()
                || chars.get(from).is_none_or(|c| is_han(*c) || !c.is_alphanumeric());
            if starts_word {
                prop_assert!(is_named(&piece, &text, true), "{:?} in {:?}", piece, text);
            }
        }
    }
}
