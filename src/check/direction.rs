//! Which way a change goes: 增长 or 下降, "rose" or "fell".
//!
//! Looks for the nearest word of change in the clause around a fact, before it or shortly after it. The words are a
//! table, `data/check/direction.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::facts::{Fact, Qualifier};

/// How many characters before a Chinese figure its verb may stand: 比去年同期下降了百分之四.
const ZH_BEFORE: usize = 8;
/// How many words before or after an English figure its verb may stand.
const EN_BEFORE: usize = 4;
const EN_AFTER: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

struct Words {
    /// By their last character, the longest first.
    zh: HashMap<char, Vec<(&'static str, Way)>>,
    en: HashMap<&'static str, Way>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let mut words = Words { zh: HashMap::new(), en: HashMap::new() };
        for line in include_str!("../../data/check/direction.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(way), Some(zh), Some(en)) = (columns.next(), columns.next(), columns.next()) else { continue };
            let way = if way == "up" { Way::Up } else { Way::Down };
            for word in zh.split('|') {
                let alike = words.zh.entry(word.chars().next_back().unwrap_or(' ')).or_default();
                alike.push((word, way));
                alike.sort_by_key(|&(word, _)| std::cmp::Reverse(word.len()));
            }
            words.en.extend(en.split('|').map(|word| (word, way)));
        }
        words
    });
    &WORDS
}

/// The Chinese verb of change that `text` ends with, the longest.
pub(super) fn ending_verb(text: &str) -> Option<&'static str> {
    let alike = words().zh.get(&text.chars().next_back()?)?;
    alike.iter().map(|&(word, _)| word).find(|word| text.ends_with(word))
}

/// Whether an English word, in lower case, is one of change.
pub(super) fn is_en_verb(word: &str) -> bool {
    words().en.contains_key(word)
}

/// The way the Chinese says, when the changes that the two facts measure go opposite ways.
pub(super) fn opposed(zh_text: &str, zh: &Fact, en_text: &str, en: &Fact) -> Option<Way> {
    if !zh.kind.is_amount() || !en.kind.is_amount() {
        return None;
    }
    let (zh, en) = (zh_way(zh_text, zh)?, en_way(en_text, en)?);
    (zh != en).then_some(zh)
}

/// Whether the Chinese gives a figure as the most there is, 高达十米, and the English as the least: "at least ten metres".
pub(super) fn capped(zh_text: &str, zh: &Fact, en: &Fact) -> bool {
    const CAPS: &[&str] =
        &["高达", "高達", "多达", "多達", "长达", "長達", "最多", "最高", "最长", "最長", "至多", "顶多"];
    let before = zh_text.get(..zh.span.start).unwrap_or_default().trim_end();
    en.qualifier == Some(Qualifier::AtLeast) && CAPS.iter().any(|cap| before.ends_with(cap))
}

fn zh_way(text: &str, fact: &Fact) -> Option<Way> {
    let before = text.get(..fact.span.start)?;
    let ends_clause = |c: char| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '！' | '？' | '\n' | '：');
    let start = before
        .char_indices()
        .rev()
        .take(ZH_BEFORE)
        .take_while(|(_, c)| !ends_clause(*c))
        .last()
        .map_or(before.len(), |(at, _)| at);
    let window = before.get(start..)?;
    // Of the words that end last the longest.
    window.char_indices().rev().find_map(|(at, last)| {
        let head = window.get(..at + last.len_utf8())?;
        words().zh.get(&last)?.iter().find(|(word, _)| head.ends_with(word)).map(|&(_, way)| way)
    })
}

fn en_way(text: &str, fact: &Fact) -> Option<Way> {
    let ends_clause = |word: &str| word.ends_with([',', '.', ';', ':', '!', '?', '\n']);
    let look = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        words().en.get(word.as_str()).copied()
    };
    let before = text.get(..fact.span.start)?;
    let nearest =
        before.rsplit_terminator([' ', '\n']).take(EN_BEFORE).take_while(|word| !ends_clause(word)).find_map(look);
    let after = text.get(fact.span.end..)?;
    if after.starts_with([',', '.', ';', ':', '!', '?']) {
        return nearest.or_else(|| came_from(after));
    }
    let mut ended = false;
    let following = after.split([' ', '\n']).filter(|word| !word.is_empty()).take(EN_AFTER).take_while(|word| {
        let before_end = !ended;
        ended |= ends_clause(word);
        before_end
    });
    nearest.or_else(|| following.into_iter().find_map(look)).or_else(|| came_from(after))
}

/// The way of a figure that an apposition compares: "2.4 million viewers, up from 1.7 million".
fn came_from(after: &str) -> Option<Way> {
    let (thing, rest) = after.split_once(", ")?;
    let close = thing.len() <= 40 && !thing.contains(['.', ';', ':']);
    let way = if rest.starts_with("up from ") { Way::Up } else { Way::Down };
    (close && (way == Way::Up || rest.starts_with("down from "))).then_some(way)
}
