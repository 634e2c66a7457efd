//! Numerals in Chinese names that the English spells by their sound: 十二 of 十二浪 in "Shierlang", 三 of 三江源 in
//! "Sanjiangyuan".

use crate::source::{Span, is_han};
use crate::text::pinyin;

/// Whether a word of `english` that is written as a name begins with the sound of the characters at `span` of `text`, or of
/// the one before with the numeral: 文三路 is "Wensan Road". A single character is taken together with the next: *San* begins
/// too many names.
pub(super) fn is_spelled(text: &str, span: Span, english: &str) -> bool {
    let surface = span.of(text);
    let before = text.get(..span.start).and_then(|head| head.chars().next_back());
    let next = text.get(span.end..).and_then(|rest| rest.chars().next());
    let alone = surface.chars().nth(1).is_none();
    let from_here = sound(surface.chars().chain(next.filter(|_| alone)));
    let from_before = sound(before.into_iter().chain(surface.chars().next()));
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let names = english.split_whitespace().map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    names.filter(|word| word.starts_with(char::is_uppercase)).map(letters).any(|name| {
        let begins = |sound: &Option<String>| sound.as_ref().is_some_and(|sound| name.starts_with(sound.as_str()));
        begins(&from_here) || begins(&from_before)
    })
}

/// How two Chinese characters or more are read, as a name spells it.
fn sound(chars: impl Iterator<Item = char>) -> Option<String> {
    let chars: Vec<char> = chars.collect();
    let name = chars.len() >= 2 && chars.iter().all(|c| is_han(*c));
    name.then(|| chars.iter().filter_map(|c| pinyin::readings(*c).next()).collect::<String>().replace('v', "u"))
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
        assert!(spelled("住在文三路", "三", "on Wensan Road"));
        assert!(!spelled("五个人", "五", "Wu Ge and others"));
        assert!(!spelled("走了三里", "三里", "sanli is a word"));
    }
}
