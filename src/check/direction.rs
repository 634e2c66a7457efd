//! Which way a change goes: 增长 or 下降, "rose" or "fell".
//!
//! Looks for the nearest word of change in the clause around a fact, before it or shortly after it. The words are a
//! table, `data/check/direction.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::facts::{Fact, Kind};
use crate::numerals::en::lexicon::WordTable;
use crate::source::{boundary_after, boundary_before};

/// How many characters before a Chinese figure its verb may stand: 比去年同期下降了百分之四.
const ZH_BEFORE: usize = 8;
/// How many words before or after an English figure its verb may stand.
const EN_BEFORE: usize = 4;
const EN_AFTER: usize = 4;
/// How far on either side of an English figure is looked, in bytes.
const CLAUSE: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

struct Words {
    /// By their last character, in its order; the longest first.
    zh: Vec<(char, Vec<(&'static str, Way)>)>,
    en: WordTable<Way>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let (mut zh_words, mut en_words) = (BTreeMap::<char, Vec<_>>::new(), Vec::new());
        for line in include_str!("../../data/check/direction.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(way), Some(zh), Some(en)) = (columns.next(), columns.next(), columns.next()) else { continue };
            let way = if way == "up" { Way::Up } else { Way::Down };
            for word in zh.split('|') {
                let alike = zh_words.entry(word.chars().next_back().unwrap_or(' ')).or_default();
                alike.push((word, way));
                alike.sort_by_key(|&(word, _): &(&str, _)| std::cmp::Reverse(word.len()));
            }
            en_words.extend(en.split('|').map(|word| (word, way)));
        }
        Words { zh: zh_words.into_iter().collect(), en: en_words.into_iter().collect() }
    });
    &WORDS
}

impl Words {
    /// The Chinese words that end with `last`.
    fn ending_with(&self, last: char) -> &[(&'static str, Way)] {
        self.zh.binary_search_by_key(&last, |(c, _)| *c).map_or(&[][..], |at| self.zh[at].1.as_slice())
    }
}

/// The Chinese verb of change that `text` ends with, the longest.
pub(super) fn ending_verb(text: &str) -> Option<&'static str> {
    let alike = words().ending_with(text.chars().next_back()?);
    alike.iter().map(|&(word, _)| word).find(|word| text.ends_with(word))
}

/// Whether an English word is one of change.
pub(super) fn is_en_verb(word: &str) -> bool {
    words().en.get(word).is_some()
}

/// The way the Chinese says, when the changes that the two facts measure go opposite ways.
pub(super) fn opposed(zh_text: &str, zh: &Fact, en_text: &str, en: &Fact) -> Option<Way> {
    let changes = |fact: &Fact| fact.kind.is_amount() || fact.kind == Kind::Temperature;
    if !changes(zh) || !changes(en) {
        return None;
    }
    let (zh, en) = (zh_way(zh_text, zh)?, en_way(en_text, en)?);
    (zh != en).then_some(zh)
}

/// Whether both facts measure a fall.
pub(super) fn both_fall(zh_text: &str, zh: &Fact, en_text: &str, en: &Fact) -> bool {
    zh_way(zh_text, zh) == Some(Way::Down) && en_way(en_text, en) == Some(Way::Down)
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
    // What a figure was before the change says no way: 增长预期由5.6%下调至5.1%.
    if window.trim_end().ends_with(['由', '从', '從', '自']) {
        return None;
    }
    // Of the words that end last the longest.
    let verb = window.char_indices().rev().find_map(|(at, last)| {
        let head = window.get(..at + last.len_utf8())?;
        words().ending_with(last).iter().find(|(word, _)| head.ends_with(word)).map(|&(_, way)| way)
    });
    verb.or_else(|| compared_zh(window))
}

/// The way of a comparison before its figure: 比去年多, 较上年少.
fn compared_zh(window: &str) -> Option<Way> {
    let way = match window.trim_end_matches(['了', '出']).chars().next_back()? {
        '多' | '高' => Way::Up,
        '少' | '低' => Way::Down,
        _ => return None,
    };
    window.contains(['比', '较', '較']).then_some(way)
}

fn en_way(text: &str, fact: &Fact) -> Option<Way> {
    let ends_clause = |word: &str| word.ends_with([',', '.', ';', ':', '!', '?', '\n']);
    let look = |word: &str| words().en.get(word.trim_matches(|c: char| !c.is_alphanumeric()));
    // A clause: the whole text is not gone through for each fact.
    let from = boundary_after(text, fact.span.start.saturating_sub(CLAUSE));
    let before = past_origin(text.get(from..fact.span.start)?);
    let nearest =
        before.rsplit_terminator([' ', '\n']).take(EN_BEFORE).take_while(|word| !ends_clause(word)).find_map(look);
    let after = text.get(fact.span.end..boundary_before(text, fact.span.end + CLAUSE))?;
    if after.starts_with([',', '.', ';', ':', '!', '?']) {
        return nearest.or_else(|| came_from(after));
    }
    let mut ended = false;
    let following = after.split([' ', '\n']).filter(|word| !word.is_empty()).take(EN_AFTER).take_while(|word| {
        let before_end = !ended;
        ended |= ends_clause(word);
        before_end
    });
    nearest.or_else(|| following.into_iter().find_map(look)).or_else(|| compared_en(after)).or_else(|| came_from(after))
}

/// What stands before the figure that something came from, where `before` leads to the one it came to: "fell " of "fell from
/// 120 yuan to ".
fn past_origin(before: &str) -> &str {
    /// Bytes from the preposition of the first figure to that of the second.
    const LONGEST: usize = 48;
    let origin = || {
        let head = before.trim_end().strip_suffix(" to")?;
        let from = head.rfind(" from ").filter(|from| head.len() - from <= LONGEST)?;
        let between = head.get(from..)?;
        (!between.contains(", ") && !between.contains(". ")).then(|| head.get(..from))?
    };
    origin().unwrap_or(before)
}

/// The way of a comparison after its figure: "0.2 percent more than last year".
fn compared_en(after: &str) -> Option<Way> {
    let mut words = after.split([' ', '\n']).filter(|word| !word.is_empty()).take(EN_AFTER + 1).peekable();
    while let Some(word) = words.next() {
        let way = match word {
            "more" => Some(Way::Up),
            "less" | "fewer" => Some(Way::Down),
            _ => None,
        };
        if words.peek() == Some(&"than") {
            return way;
        }
    }
    None
}

/// The way of a figure that an apposition compares: "2.4 million viewers, up from 1.7 million".
fn came_from(after: &str) -> Option<Way> {
    let (thing, rest) = after.split_once(", ")?;
    let close = thing.len() <= 40 && !thing.contains(['.', ';', ':']);
    let way = if rest.starts_with("up from ") { Way::Up } else { Way::Down };
    (close && (way == Way::Up || rest.starts_with("down from "))).then_some(way)
}
