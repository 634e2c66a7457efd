use super::Lang;

/// Whether `c` is a Chinese character: the unified ideographs, their first two extensions, the compatibility ones, and
/// 〇, which is written as one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2A6DF}' | '〇')
}

/// How many bytes at the start of `bytes` are ASCII letters and digits.
#[inline]
pub fn ascii_word(bytes: &[u8]) -> usize {
    const IN_WORD: [bool; 256] = {
        let mut in_word = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            in_word[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        in_word
    };
    bytes.iter().take_while(|&&byte| IN_WORD[usize::from(byte)]).count()
}

/// How many characters at the start of `bytes`, which are UTF-8, are Chinese ones from U+4E00 to U+9FFF, each of three bytes:
/// nearly all that a text has, told without decoding them.
#[inline]
pub fn common_han(bytes: &[u8]) -> usize {
    let (threes, _) = bytes.as_chunks::<3>();
    let is_common = |[lead, second, _]: &[u8; 3]| matches!(lead, 0xE5..=0xE9) || *lead == 0xE4 && *second >= 0xB8;
    threes.iter().take_while(|three| is_common(three)).count()
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
    fn runs_of_letters_are_told_by_their_bytes() {
        assert_eq!(ascii_word(b"T54-"), 3);
        assert_eq!(ascii_word("中".as_bytes()), 0);
        for c in ['\u{3400}', '\u{4DBF}', '\u{4DFF}', '一', '中', '龥', '\u{9FFF}', '\u{A000}', '〇', '。', '豈', 'a']
        {
            let is_common = ('\u{4E00}'..='\u{9FFF}').contains(&c);
            assert_eq!(common_han(format!("{c}中").as_bytes()), if is_common { 2 } else { 0 }, "{c}");
            assert!(is_han(c) || !is_common);
        }
    }

    #[test]
    fn script_tells_the_language() {
        assert_eq!(lang_of("中共中央 (CCP) 中南局"), Some(Lang::Zh));
        assert_eq!(lang_of("The 参政会 met in Chongqing"), Some(Lang::En));
        assert_eq!(lang_of("1954-06-30"), None);
    }
}
