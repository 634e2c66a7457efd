//! Bounds, and denials of bounds, that do not touch their figure: 不超过总价的3%, 约占全国的四分之一, 两秒内; "do not take
//! more than".
//!
//! A fact has the bounds that touch it. English mostly puts them there, Chinese often before a verb or a base. So where only
//! the English bounds or hedges a figure, the Chinese clause is searched for a word that says the same, or the opposite.
//!
//! Chinese denies a bound where it stands, English mostly denies the verb of the clause. So where the bounds of both are
//! opposed, the English clause is searched for a denial that turns its own; the words are a table, `data/check/denials.tsv`.

use std::sync::LazyLock;

use super::wording::Spot;
use crate::facts::{Fact, Kind, Qualifier};
use crate::numerals::en::lexicon::WordTable;

/// What the Chinese clause says of a bound that only the English figure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    /// The same.
    Agrees,
    /// The opposite: the most there is and the least.
    Flips,
}

/// Words that make a figure the most there is, though others stand between: 不超过总价的3%, 最短可持有一年.
const CAPS: &[&str] = &[
    "不超过",
    "不超過",
    "不得超过",
    "不得超過",
    "不高于",
    "不高於",
    "不大于",
    "不多于",
    "最多",
    "最高",
    "最长",
    "最長",
    "至多",
    "顶多",
    "高达",
    "高達",
    "多达",
    "多達",
    "长达",
    "長達",
];
/// Words that make it the least.
const FLOORS: &[&str] = &[
    "不少于",
    "不少於",
    "不低于",
    "不低於",
    "不得低于",
    "不得少于",
    "不小于",
    "不短于",
    "至少",
    "最少",
    "最低",
    "最短",
    "起码",
    "起碼",
];

/// Words that leave more open, beside [`FLOORS`].
const OVER: &[&str] =
    &["超过", "超過", "多于", "多於", "高于", "高於", "大于", "大於", "突破", "超出", "逾", "满", "滿"];
/// Words that leave less open, beside [`CAPS`].
const UNDER: &[&str] =
    &["不到", "不足", "低于", "低於", "少于", "少於", "小于", "小於", "未满", "未滿", "不满", "不滿"];
/// Words that hedge; 接近 and 大约 are among them.
const ABOUT: &[&str] = &["约", "約", "大概", "左右", "几乎", "幾乎", "近"];
/// Words after a figure that make it a limit: 两秒内.
const INSIDE: &[&str] = &["内", "內", "以内", "以內", "之内", "之內", "以下", "以里"];

/// So many bytes before a Chinese figure are searched, as far as its clause goes and back to the fact before it.
const REACH: usize = 36;

/// What the Chinese around its figure says of the bound of `en`.
pub(super) fn loose(zh: &Spot<'_>, en: &Fact) -> Option<Loose> {
    let before = zh.before(REACH);
    let clause = before.rsplit(['，', '。', '；', '、', '：', '！', '？', ',', ';', '\n']).next().unwrap_or_default();
    // 最高可达, but 最高法院, 最低工资
    let bounds = |word: &str| {
        let goes_on =
            |rest: &str| rest.is_empty() || rest.starts_with(['可', '能', '为', '為', '达', '達', '至', '到', '不']);
        let rest = clause.split(word).skip(1);
        if word.starts_with('最') { rest.into_iter().any(goes_on) } else { clause.contains(word) }
    };
    let says = |words: &[&str]| words.iter().any(|word| bounds(word));
    let denies = || clause.contains(['不', '未']);
    let inside = || INSIDE.iter().any(|word| zh.after(word.len()) == *word);
    match en.qualifier? {
        Qualifier::AtLeast | Qualifier::MoreThan if says(CAPS) && !says(FLOORS) => Some(Loose::Flips),
        Qualifier::AtMost | Qualifier::LessThan if says(FLOORS) && !says(CAPS) => Some(Loose::Flips),
        Qualifier::AtLeast | Qualifier::MoreThan => (says(FLOORS) || says(OVER) && !denies()).then_some(Loose::Agrees),
        Qualifier::AtMost | Qualifier::LessThan => (says(CAPS) || says(UNDER) || inside()).then_some(Loose::Agrees),
        Qualifier::About | Qualifier::Nearly => says(ABOUT).then_some(Loose::Agrees),
        Qualifier::Odd | Qualifier::Several => None,
    }
}

/// Whether 近 is of the time and not of the figure: 近三年 is "in the past three years".
pub(super) fn is_recent(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    const PAST: &[&str] = &["past", "last", "recent", "latest"];
    let last = en.before(CLAUSE).trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    zh.fact.kind == Kind::Duration
        && zh.fact.span.of(zh.text).starts_with('近')
        && PAST.iter().any(|word| word.eq_ignore_ascii_case(last))
}

/// What a word of an English clause does to a bound that stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Denial {
    /// It denies: `not`, `never`, `nobody`.
    Denies,
    /// It takes back the denial before it: not `only`.
    Releases,
    /// It opens a clause in which what stood before denies nothing: `but`.
    Parts,
}

struct Denials {
    words: WordTable<Denial>,
    /// What denies a bound that stands before it: `is not allowed`.
    after: Vec<&'static str>,
}

static DENIALS: LazyLock<Denials> = LazyLock::new(|| {
    let (mut words, mut after) = (Vec::new(), Vec::new());
    let lines = include_str!("../../data/check/denials.tsv").lines().filter(|line| !line.starts_with('#'));
    for (class, list) in lines.filter_map(|line| line.split_once('\t')) {
        let list = list.split('|');
        match class {
            "denies" => words.extend(list.map(|word| (word, Denial::Denies))),
            "releases" => words.extend(list.map(|word| (word, Denial::Releases))),
            "parts" => words.extend(list.map(|word| (word, Denial::Parts))),
            _ => after.extend(list),
        }
    }
    Denials { words: words.into_iter().collect(), after }
});

/// So many bytes on either side of a figure may deny its bound, as far as its clause goes.
const CLAUSE: usize = 120;

/// Whether the English clause alone denies its bound, so that it may say what the Chinese says: "No class has more than forty"
/// for 不多于四十人. Where the Chinese denies its verb too (超过两周未用), the two denials are one another's.
pub(super) fn is_denied(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    let bounded =
        |fact: &Fact| !matches!(fact.qualifier, None | Some(Qualifier::Odd | Qualifier::Nearly | Qualifier::About));
    if !bounded(zh.fact) || !matches!(en.fact.qualifier, Some(Qualifier::MoreThan | Qualifier::LessThan)) {
        return false;
    }
    let (before, after) = beside(en);
    let before = before.rfind(". ").and_then(|at| before.get(at + 1..)).unwrap_or(before);
    let after = after.split(". ").next().unwrap_or_default().to_ascii_lowercase();
    let denied = denies(before) || DENIALS.after.iter().any(|words| after.contains(words));
    let (zh_before, zh_after) = beside(zh);
    denied && !zh_denies(zh_before) && !zh_denies(zh_after)
}

/// What stands in the clause of a fact before it and after it.
fn beside<'a>(spot: &Spot<'a>) -> (&'a str, &'a str) {
    let clause = spot.clause(CLAUSE);
    let (before, rest) = clause.split_at_checked(spot.fact.span.start - spot.place(clause).start).unwrap_or_default();
    (before, rest.get(spot.fact.span.len()..).unwrap_or_default())
}

/// Whether a piece of a Chinese clause denies something.
fn zh_denies(text: &str) -> bool {
    const DENIES: [char; 7] = ['不', '没', '沒', '未', '无', '無', '勿'];
    const ANYHOW: &[char] = &['论', '論', '管'];
    text.match_indices(DENIES).any(|(at, not)| !text.get(at + not.len()..).unwrap_or_default().starts_with(ANYHOW))
}

/// Whether what stands before a bound denies it.
fn denies(before: &str) -> bool {
    // "did not come and more than five …": a clause of its own
    if before.trim_end().ends_with(" and") {
        return false;
    }
    let mut denied = false;
    for (at, word) in before.split([' ', '\n', '—', '(']).map(|word| (word.as_ptr() as usize, word)) {
        let end = at + word.len() - before.as_ptr() as usize;
        let follows = before.get(end..).unwrap_or_default().trim_start();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        match DENIALS.words.get(bare) {
            // No. 3, No 3
            Some(Denial::Denies) if word.ends_with('.') || follows.starts_with(|c: char| c.is_ascii_digit()) => {}
            Some(Denial::Denies) => denied = true,
            Some(Denial::Releases | Denial::Parts) => denied = false,
            None => denied |= ["n't", "n’t"].iter().any(|not| bare.ends_with(not)),
        }
    }
    denied
}
