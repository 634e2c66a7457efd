use super::Lang;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_tells_the_language() {
        assert_eq!(lang_of("中共中央 (CCP) 中南局"), Some(Lang::Zh));
        assert_eq!(lang_of("The 参政会 met in Chongqing"), Some(Lang::En));
        assert_eq!(lang_of("1954-06-30"), None);
    }
}
