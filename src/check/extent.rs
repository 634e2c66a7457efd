//! By how much, or to or over what: 降低了40% is a fall by 40 percent, 降低到40% a fall to it; 超额完成了二十一亿 is 2.1 billion
//! more than was planned, "exceeding the planned 2.1 billion" more than that.

use super::direction;
use super::wording::Spot;
use crate::facts::{Fact, Kind};
use crate::quantity::Exact;
use crate::source::Span;

/// What the word before a figure makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The size of the change.
    By,
    /// What the change led to.
    To,
    /// What was exceeded.
    Over,
}

/// Verbs of change that say no direction, beside those of [`direction`].
const ZH_MORE: &[&str] = &["缩短", "延长", "压缩", "增", "降", "减", "升"];
const EN_MORE: &[&str] = &["shortened", "extended", "compressed", "changed"];

/// What a share is of, between the verb and the share: 减少到原来的三分之一.
const ZH_BASE: &[&str] = &["原来的", "原來的", "原先的", "过去的", "過去的", "从前的", "從前的"];

/// What goes beyond a plan, before the amount by which it does.
const ZH_SURPLUS: &[&str] = &["超额完成", "超額完成", "超额", "超額", "超产", "超產", "超收"];
const EN_EXCEED: &[&str] =
    &["exceed", "exceeds", "exceeded", "exceeding", "surpass", "surpasses", "surpassed", "surpassing"];
/// Words between such a verb and the amount that was planned.
const EN_PLAN: &[&str] = &[
    "the",
    "its",
    "their",
    "a",
    "original",
    "planned",
    "plan",
    "plans",
    "target",
    "targeted",
    "quota",
    "goal",
    "of",
    "projected",
];

/// The words that make one figure a size and its equal an outcome.
pub(super) fn opposed(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    let measures = |kind| {
        matches!(kind, Kind::Percent | Kind::Fraction | Kind::Number | Kind::Quantity | Kind::Money | Kind::Duration)
    };
    if !measures(zh.fact.kind) || !measures(en.fact.kind) {
        return None;
    }
    let (zh_extent, zh_word) = zh_extent(zh)?;
    let (en_extent, en_word) = en_extent(en)?;
    (zh_extent != en_extent).then_some((zh_word, en_word))
}

/// Whether one side says what is gone and the other what is left: 减少了三分之二 and "fell to one third".
pub(super) fn completes(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    let falls = || direction::both_fall(zh.text, zh.fact, en.text, en.fact);
    let parts = || Some((zh_extent(zh)?.0, en_extent(en)?.0));
    let is_whole = || share(zh.fact)?.checked_add(share(en.fact)?).map(|sum| sum == Exact::ONE);
    is_whole() == Some(true) && matches!(parts(), Some((Extent::By, Extent::To) | (Extent::To, Extent::By))) && falls()
}

/// A percentage or fraction as a part of one.
fn share(fact: &Fact) -> Option<Exact> {
    let value = fact.value.as_number()?;
    match fact.kind {
        Kind::Percent => value.checked_div(Exact::integer(100)),
        Kind::Fraction => Some(value),
        _ => None,
    }
}

fn zh_extent(spot: &Spot<'_>) -> Option<(Extent, Span)> {
    let before = spot.before(30).trim_end();
    let before = ZH_BASE.iter().find_map(|base| before.strip_suffix(base)).unwrap_or(before);
    let bare = before.strip_suffix('了').unwrap_or(before);
    // 降了 is by how much, 降到了 and 降至 to what
    let (stem, extent) = bare.strip_suffix(['到', '至']).map_or((bare, Extent::By), |stem| (stem, Extent::To));
    let more = || ZH_MORE.iter().copied().find(|verb| stem.ends_with(verb));
    let surplus = || ZH_SURPLUS.iter().copied().find(|verb| extent == Extent::By && stem.ends_with(verb));
    let verb = direction::ending_verb(stem).or_else(more).or_else(surplus)?;
    let from = stem.len() - verb.len();
    Some((extent, spot.place(before.get(from..)?)))
}

/// Whether a figure is said to be a share of what there was: "was 12 percent of that", "of last year's".
fn is_of_base(spot: &Spot<'_>) -> bool {
    const BASES: &[&str] =
        &["that", "last", "the previous", "the preceding", "the year before", "what", "the former", "the earlier"];
    let Some(base) = spot.text.get(spot.fact.span.end..).unwrap_or_default().strip_prefix(" of ") else { return false };
    BASES
        .iter()
        .any(|word| base.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())))
}

fn en_extent(spot: &Spot<'_>) -> Option<(Extent, Span)> {
    const IS: &[&str] = &["was", "were", "is", "are", "reached", "equaled", "equalled"];
    /// What is itself a change may be a share of what there was.
    const CHANGES: &[&str] = &["increase", "rise", "growth", "gain", "drop", "decline", "fall", "decrease", "change"];
    let before = spot.before(60).trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    if IS.contains(&last) && is_of_base(spot) && !before.split(' ').any(|word| CHANGES.contains(&word)) {
        return Some((Extent::To, spot.place(last)));
    }
    let is_verb = |word: &str| {
        let word = word.to_ascii_lowercase();
        direction::is_en_verb(&word) || EN_MORE.contains(&word.as_str()) || EN_EXCEED.contains(&word.as_str())
    };
    if let Some(over) = exceeded(before) {
        return Some((Extent::Over, spot.place(over)));
    }
    let mut words = before.rsplit(' ').take_while(|word| !word.ends_with([',', '.', ';', ':']));
    let last = words.next()?;
    let extent = match last {
        "to" => Extent::To,
        "by" => Extent::By,
        _ if is_verb(last) => return Some((Extent::By, spot.place(last))),
        _ => return None,
    };
    // "rose sharply to", "was cut back to"; a noun in between would be what is cut.
    let verb = words.take(2).find(|word| is_verb(word))?;
    let from = verb.as_ptr() as usize - before.as_ptr() as usize;
    Some((extent, spot.place(before.get(from..)?)))
}

/// The words that make a figure what was exceeded: "exceeding the planned".
fn exceeded(before: &str) -> Option<&str> {
    const LONGEST: usize = 6;
    let mut words = before.rsplit(' ').take(LONGEST);
    let verb = words.find(|word| !EN_PLAN.contains(&word.to_ascii_lowercase().as_str()))?;
    let exceeds = EN_EXCEED.contains(&verb.to_ascii_lowercase().as_str()) && !before.ends_with(verb);
    exceeds.then(|| before.get(verb.as_ptr() as usize - before.as_ptr() as usize..))?
}
