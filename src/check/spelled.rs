//! Numerals in Chinese names that the English spells by their sound: 十二 of 十二浪 in "Shierlang", 三 of 三江源 in
//! "Sanjiangyuan".

use crate::source::{Span, is_han};
use crate::text::pinyin;

/// Whether a word of `english` that is written as a name begins with the sound of the characters at `span` of `text`. A
/// single character is taken together with the next: *San* begins too many names.
pub(super) fn is_spelled(text: &str, span: Span, english: &str) -> bool {
    let surface = span.of(text);
    let next = text.get(span.end..).and_then(|rest| rest.chars().next());
    let name: Vec<char> = match surface.chars().nth(1) {
        Some(_) => surface.chars().collect(),
        None => surface.chars().chain(next).collect(),
    };
    if name.len() < 2 || !name.iter().all(|c| is_han(*c)) {
        return false;
    }
    let sound: String = name.iter().filter_map(|c| pinyin::readings(*c).next()).collect::<String>().replace('v', "u");
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let names = english.split_whitespace().map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    names.filter(|word| word.starts_with(char::is_uppercase)).any(|word| letters(word).starts_with(&sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str, surface: &str, english: &str) -> bool {
        let start = text.find(surface).unwrap();
        is_spelled(text, Span::new(start, start + surface.len()), english)
    }

    #[test]
    fn names_are_recognised_by_their_sound() {
        assert!(spelled("五台山上", "五", "on Mount Wutai"));
        assert!(spelled("过了十八盘", "十八", "past the Shibapan steps"));
        assert!(spelled("七里营公社", "七里", "the “Qiliying” commune"));
        assert!(!spelled("五个人", "五", "Wu Ge and others"));
        assert!(!spelled("走了三里", "三里", "sanli is a word"));
    }
}
