use std::collections::HashMap;
use std::sync::LazyLock;

use crate::source::Lang;

/// Whether `c` is a Chinese character: the unified ideographs, their first two extensions, the compatibility ones, and
/// 〇, which is written as one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2A6DF}' | '〇')
}

/// The language of `text` by its script: Chinese when its Han characters outweigh its Latin words, English when it has
/// Latin letters otherwise; `None` when it has neither. A Han character counts as much as two letters, since an English
/// word for it has more.
pub fn lang_of(text: &str) -> Option<Lang> {
    let (mut han, mut latin) = (0_usize, 0_usize);
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            latin += 1;
        } else if is_han(c) {
            han += 1;
        }
    }
    match (han, latin) {
        (0, 0) => None,
        _ if han * 2 >= latin => Some(Lang::Zh),
        _ => Some(Lang::En),
    }
}

/// The Simplified character that `c` is looked up as; `c` itself where it is Simplified or not Han. One character gives
/// one character, so that places in the two texts correspond.
pub fn simplified(c: char) -> char {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let lines = include_str!("../../data/simplified.tsv").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let (traditional, simplified) = line.split_once('\t')?;
                Some((traditional.chars().next()?, simplified.chars().next()?))
            })
            .collect()
    });
    if c < '\u{3400}' { c } else { TABLE.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_tells_the_language() {
        assert_eq!(lang_of("中共中央 (CCP) 中南局"), Some(Lang::Zh));
        assert_eq!(lang_of("The 参政会 met in Chongqing"), Some(Lang::En));
        assert_eq!(lang_of("1954-06-30"), None);
    }

    #[test]
    fn traditional_is_looked_up_as_simplified() {
        assert_eq!("參政會議萬億兩".chars().map(simplified).collect::<String>(), "参政会议万亿两");
        assert_eq!(simplified('一'), '一');
    }
}
