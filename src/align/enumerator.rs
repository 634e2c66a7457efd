//! The number that an item of a list begins with: 五、 and （五） stand for *5.* and *(5)*.
//!
//! Such a number says how many of nothing, so it is no fact; but in laws, contracts and speeches it is what tells one item
//! from the next, and English often cuts it off as a sentence of its own.

use std::ops::Range;

/// The number at the head of `sentence`, up to 999, and its place in bytes with the mark that ends it.
pub(crate) fn read(sentence: &str) -> Option<(Range<usize>, u32)> {
    let body = sentence.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '（' | '【' | '*' | '-'));
    let start = sentence.len() - body.len();
    let first = body.chars().next()?;
    if let Some(value) = circled(first) {
        return Some((start..start + first.len_utf8(), value));
    }
    let (value, length) = if first.is_ascii_digit() { digits(body)? } else { characters(body)? };
    let mut rest = body.get(length..)?.chars();
    let mark = rest.next()?;
    let is_mark = matches!(mark, '、' | '.' | '．' | ')' | '）' | '】');
    // 3.5 is no item, and neither is 二.三.
    let ends = !rest.next().is_some_and(|next| mark == '.' && next.is_ascii_digit());
    (is_mark && ends).then(|| (start..start + length + mark.len_utf8(), value))
}

/// ① to ⑳.
fn circled(c: char) -> Option<u32> {
    (c as u32).checked_sub(0x245F).filter(|value| (1..=20).contains(value))
}

fn digits(body: &str) -> Option<(u32, usize)> {
    let length = body.bytes().take_while(u8::is_ascii_digit).count();
    (length <= 3).then(|| body.get(..length)?.parse().ok().map(|value| (value, length)))?
}

/// 一 to 九十九.
fn characters(body: &str) -> Option<(u32, usize)> {
    let (mut value, mut unit, mut length) = (0, None, 0);
    for c in body.chars().take(4) {
        match "一二三四五六七八九".chars().zip(1..).find(|(digit, _)| *digit == c) {
            Some((_, digit)) if unit.is_none() => unit = Some(digit),
            None if c == '十' && value == 0 => value = unit.take().unwrap_or(1) * 10,
            _ => break,
        }
        length += c.len_utf8();
    }
    let value = value + unit.unwrap_or(0);
    (value > 0).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_items_are_read() {
        for (sentence, value) in [
            ("五、最近看到", 5),
            ("（十二）乙方应当", 12),
            ("  二十、其他", 20),
            ("三十一．附则", 31),
            ("5.", 5),
            ("(7) The Lessee", 7),
            ("③价格", 3),
            ("12) Item", 12),
        ] {
            assert_eq!(read(sentence).map(|(_, value)| value), Some(value), "{sentence}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for sentence in ["三个人", "十分好。", "3.5 percent", "1949年", "", "）", "一一、", "2021. It was", "二"]
        {
            assert_eq!(read(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn the_place_is_the_number_with_its_mark() {
        let sentence = "（五）其他";
        let (place, _) = read(sentence).unwrap();
        assert_eq!(sentence.get(place), Some("五）"));
    }
}
