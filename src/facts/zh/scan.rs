//! Where in a text a fact may begin: the characters that numerals and words of the calendar begin with.

use std::sync::LazyLock;

use crate::numerals::zh::{financial, sign};
use crate::text::simplified;

/// What may begin at a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// A numeral, a sign or 第 before one, 半.
    Numeral,
    /// A word of the calendar: 今年, 下午, 星期.
    Calendar,
}

/// The class of every character of the first plane: 0 begins nothing.
struct Classes(Box<[u8]>);

const NUMERAL: u8 = 1;
const CALENDAR: u8 = 2;

fn classes() -> &'static Classes {
    static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
        let calendar = include_str!("../../../data/zh/calendar.tsv").lines().filter(|line| !line.starts_with('#'));
        let opening = calendar.filter_map(|line| line.chars().next()).chain(['星', '周', '週', '礼', '元', '腊', '冬']);
        let mut opens = vec![false; 1 << 16];
        for c in opening {
            if let Some(opens) = opens.get_mut(c as usize) {
                *opens = true;
            }
        }
        let class = |code: u16| {
            let Some(c) = char::from_u32(u32::from(code)) else { return 0 };
            if is_trigger(c) {
                NUMERAL
            } else if opens.get(simplified(c) as usize) == Some(&true) {
                CALENDAR
            } else {
                0
            }
        };
        Classes((0..=u16::MAX).map(class).collect())
    });
    &CLASSES
}

/// Whether a numeral fact may begin with `c`.
pub(super) fn is_trigger(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '０'..='９' | '半' | '负' | '負' | '第' | '翻' | '折' | '首' | '把')
        || sign(c).is_some()
        || financial(c).is_some()
}

/// Finds the places of a text where a fact may begin.
pub(super) struct Scanner<'t> {
    bytes: &'t [u8],
    classes: &'static [u8],
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), classes: &classes().0 }
    }

    /// The first place from byte `from` on, a character boundary, where a fact may begin.
    pub(super) fn next(&self, from: usize) -> Option<(usize, Trigger)> {
        let mut at = from;
        loop {
            match *self.bytes.get(at)? {
                b'0'..=b'9' => return Some((at, Trigger::Numeral)),
                0..=0x7F => at += 1,
                0x80..=0xDF => at += 2,
                lead @ 0xE0..=0xEF => {
                    let &[_, second, third] = self.bytes.get(at..at + 3)? else { return None };
                    let code =
                        usize::from(lead & 0x0F) << 12 | usize::from(second & 0x3F) << 6 | usize::from(third & 0x3F);
                    match self.classes.get(code) {
                        Some(&NUMERAL) => return Some((at, Trigger::Numeral)),
                        Some(&CALENDAR) => return Some((at, Trigger::Calendar)),
                        _ => at += 3,
                    }
                }
                0xF0..=0xFF => at += 4,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_numerals_and_calendar_words_of_either_script() {
        let places = |text: &str| {
            let scanner = Scanner::new(text);
            let mut found = Vec::new();
            let mut from = 0;
            while let Some((at, _)) = scanner.next(from) {
                let c = text.get(at..).unwrap().chars().next().unwrap();
                found.push(c);
                from = at + c.len_utf8();
            }
            found.into_iter().collect::<String>()
        };
        assert_eq!(places("棉花产量😀为３億斤，é今年約增5％"), "３億今5");
        assert_eq!(places("工人阶级"), "");
    }
}
