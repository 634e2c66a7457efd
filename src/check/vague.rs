//! Words that stand for a number without saying which: some, several, many; 许多, 若干, 多.
//!
//! An exact figure that has no counterpart is a small loss when a list or a plural carries it, and a real one when the
//! other side says "some" in its place. The words are a table, `data/check/vague.tsv`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::numerals::en::lexicon::WordTable;
use crate::source::{Lang, is_han};

struct Words {
    /// Longest first.
    zh: Vec<&'static str>,
    /// Their first characters.
    zh_first: Vec<char>,
    en: BTreeSet<&'static str>,
    /// The last word of each English one.
    en_last: WordTable<()>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let (mut zh, mut en) = (Vec::new(), BTreeSet::new());
        for line in include_str!("../../data/check/vague.tsv").lines().filter(|line| !line.starts_with('#')) {
            match line.split_once('\t') {
                Some(("zh", list)) => zh.extend(list.split('|')),
                Some(("en", list)) => en.extend(list.split('|')),
                _ => {}
            }
        }
        zh.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut zh_first: Vec<char> = zh.iter().filter_map(|word| word.chars().next()).collect();
        zh_first.sort_unstable();
        zh_first.dedup();
        let en_last = en.iter().filter_map(|phrase| Some((phrase.rsplit(' ').next()?, ()))).collect();
        Words { zh, zh_first, en, en_last }
    });
    &WORDS
}

/// How many vague words stand in `text`, which is in `lang`. Linear.
pub(super) fn count(text: &str, lang: Lang) -> usize {
    match lang {
        Lang::Zh => count_zh(text),
        Lang::En => count_en(text),
    }
}

fn count_zh(text: &str) -> usize {
    let words = words();
    let mut count = 0;
    let mut next = 0;
    for (at, c) in text.char_indices().filter(|&(_, c)| is_han(c)) {
        let rest = text.get(at..).unwrap_or_default();
        if at < next || !words.zh_first.contains(&c) {
            continue;
        }
        let Some(word) = words.zh.iter().find(|word| rest.starts_with(**word)) else { continue };
        next = at + word.len();
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(next..).and_then(|after| after.chars().next());
        count += usize::from(stands_for_a_number(word, before, after));
    }
    count
}

/// 多 after a numeral is its tail (三百多), after 很 or 更 a degree; 几 and 数 before a numeral are a magnitude (几百), which the
/// readers of facts read, and inside other words nothing of the kind (数据, 几乎, 多少).
fn stands_for_a_number(word: &str, before: Option<char>, after: Option<char>) -> bool {
    let numeral =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿两%％".contains(c));
    match word {
        "多" => {
            !numeral(before)
                // 三个多月, 一年多
                && !before.is_some_and(|c| "个個年月天日岁歲点點周週斤亩畝里元".contains(c))
                && !before.is_some_and(|c| "更最很较太够大这那差增至繁过颇不".contains(c))
                && !after.is_some_and(|c| "少么半数于样方变亏边".contains(c))
        }
        "数" | "數" | "几" | "幾" => {
            !numeral(after) && after.is_some_and(|c| "个名位人天日年月次家所种项座条".contains(c))
        }
        _ => true,
    }
}

fn count_en(text: &str) -> usize {
    let mut count = 0;
    let mut last: [&str; 3] = [""; 3];
    let mut phrase = String::new();
    for word in text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
        last = [last[1], last[2], word];
        if words().en_last.get(word).is_none() {
            continue;
        }
        count += usize::from((0..last.len()).rev().any(|from| {
            phrase.clear();
            for word in &last[from..] {
                phrase.push_str(if phrase.is_empty() { "" } else { " " });
                phrase.push_str(word);
            }
            phrase.make_ascii_lowercase();
            words().en.contains(phrase.as_str())
        }));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_stand_for_a_number_count() {
        for (text, expected) in [
            ("许多人和若干部门", 2),
            ("三百多人", 0),
            ("更多的数据", 0),
            ("多国代表", 1),
            ("几乎没有", 0),
            ("数名干部", 1),
        ] {
            assert_eq!(count(text, Lang::Zh), expected, "{text}");
        }
        for (text, expected) in
            [("Some of the many members", 2), ("a number of shops", 1), ("somebody", 0), ("A few days", 1)]
        {
            assert_eq!(count(text, Lang::En), expected, "{text}");
        }
    }
}
