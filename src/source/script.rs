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

/// How much of a text is in either script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scripts {
    /// Chinese characters.
    pub han: usize,
    /// Latin letters.
    pub latin: usize,
}

impl Scripts {
    /// How much of `text` is in either script.
    pub fn of(text: &str) -> Self {
        let mut scripts = Self::default();
        scripts.add(text);
        scripts
    }

    /// Counts `text` too.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_alphabetic() {
                self.latin += 1;
            } else if is_han(c) {
                self.han += 1;
            }
        }
    }

    /// What is left without `part`.
    #[must_use]
    pub fn less(self, part: Self) -> Self {
        Self { han: self.han.saturating_sub(part.han), latin: self.latin.saturating_sub(part.latin) }
    }

    /// Whether any of it is in the script of `lang`.
    pub fn has(self, lang: Lang) -> bool {
        match lang {
            Lang::Zh => self.han > 0,
            Lang::En => self.latin > 0,
        }
    }

    /// The language: Chinese when the Han characters outweigh the Latin words, English when there are Latin letters
    /// otherwise; `None` when there is neither. A Han character counts as much as two letters, since an English word for
    /// it has more.
    pub fn lang(self) -> Option<Lang> {
        match (self.han, self.latin) {
            (0, 0) => None,
            (han, latin) if han * 2 >= latin => Some(Lang::Zh),
            _ => Some(Lang::En),
        }
    }
}

/// The language of `text` by its script: [`Scripts::lang`].
pub fn lang_of(text: &str) -> Option<Lang> {
    Scripts::of(text).lang()
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
