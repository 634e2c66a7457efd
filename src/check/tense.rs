//! Before or after: 五年前 is "five years ago", and no "five years from now".

use super::wording::Spot;
use crate::facts::{Kind, Qualifier};
use crate::source::Span;

/// Which way from the moment of speaking, or of the story, a stretch of time reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

/// Words after a stretch of time. Longer words come first.
const ZH: &[(&str, Way)] = &[
    ("以前", Way::Back),
    ("之前", Way::Back),
    ("前", Way::Back),
    ("以后", Way::On),
    ("以後", Way::On),
    ("之后", Way::On),
    ("之後", Way::On),
    ("后", Way::On),
    ("後", Way::On),
];
/// "before" and "after" are left out: they mostly join two events (seven hours before they were rescued), of which Chinese
/// may tell either first.
const EN: &[(&str, Way)] = &[
    ("ago", Way::Back),
    ("earlier", Way::Back),
    ("previously", Way::Back),
    ("beforehand", Way::Back),
    ("later", Way::On),
    ("afterwards", Way::On),
    ("afterward", Way::On),
    ("hence", Way::On),
    ("from now", Way::On),
    ("from today", Way::On),
];

/// The words that put one stretch of time before and its equal after.
pub(super) fn opposed(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    if zh.fact.kind != Kind::Duration || en.fact.kind != Kind::Duration {
        return None;
    }
    let (zh_way, zh_word) = zh_way(zh)?;
    let (en_way, en_word) = en_way(en)?;
    (zh_way != en_way).then_some((zh_word, en_word))
}

/// Whether one date bounds from below and its equal from above: 五月一日以前 and "after May 1". Where something did *not*
/// happen until then, either may be said.
pub(super) fn bounds_cross(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    let is_moment = |spot: &Spot<'_>| matches!(spot.fact.kind, Kind::Date | Kind::Time);
    let way = |spot: &Spot<'_>| match spot.fact.qualifier? {
        Qualifier::LessThan | Qualifier::AtMost | Qualifier::Nearly => Some(Way::Back),
        Qualifier::MoreThan | Qualifier::AtLeast | Qualifier::Odd => Some(Way::On),
        Qualifier::About | Qualifier::Several => None,
    };
    let differ = is_moment(zh) && is_moment(en) && way(zh).zip(way(en)).is_some_and(|(zh, en)| zh != en);
    differ && !zh.around(CLAUSE).contains(ZH_DENIALS) && !en_denies(en.around(CLAUSE))
}

/// Bytes on either side of a date that are searched for a denial.
const CLAUSE: usize = 90;
/// 不, 没有, 未, and 才 (not before).
const ZH_DENIALS: &[char] = &['不', '没', '沒', '未', '无', '無', '非', '才'];
const EN_DENIALS: &[&str] = &["not", "cannot", "no", "never", "nobody", "none", "nothing", "only"];

fn en_denies(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'));
    let denies = |word: &str| {
        word.ends_with("n't")
            || word.ends_with("n’t")
            || EN_DENIALS.iter().any(|denial| word.eq_ignore_ascii_case(denial))
    };
    words.any(denies) || text.contains("until after")
}

fn zh_way(spot: &Spot<'_>) -> Option<(Way, Span)> {
    let after = spot.after(12).trim_start();
    let (word, way) = ZH.iter().find(|(word, _)| after.starts_with(word))?;
    // 三天后方 and 两年前后 are other words.
    let next = after.get(word.len()..)?.chars().next();
    let other = next.is_some_and(|c| "后後期方面者任沿进瞻夕卫".contains(c));
    (!other).then(|| (*way, spot.place(after.get(..word.len()).unwrap_or_default())))
}

fn en_way(spot: &Spot<'_>) -> Option<(Way, Span)> {
    let after = spot.after(24).trim_start();
    let begins = |word: &str| {
        after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !after.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    let (word, way) = EN.iter().find(|(word, _)| begins(word))?;
    Some((*way, spot.place(after.get(..word.len())?)))
}
