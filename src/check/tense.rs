//! When a stretch of time lies: 五年前 is "five years ago" and no "five years from now", 头五个月 are not "the last five months",
//! 三十日内 is no "after thirty days".

use super::wording::Spot;
use crate::facts::{Kind, Qualifier};
use crate::source::{Lang, Span};

/// How a stretch of time lies to the moment of speaking, or of the story, or to a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It reaches back from the moment: what happened lies at its far end.
    Back,
    /// It reaches on.
    On,
    /// What happens, happens in it.
    Inside,
    /// It has to pass first. In other sentences the word joins two events.
    After,
    /// The first part of something.
    First,
    /// The last part of something.
    Final,
    /// The last part of something, or what ends now.
    Last,
    /// What ends now.
    Past,
    /// What begins now.
    Next,
}

/// Whether two ways cannot be said of one stretch. Within a year and one year later often are.
fn exclude(zh: Way, en: Way) -> bool {
    match zh {
        Way::Back => en == Way::On,
        Way::On => en == Way::Back,
        Way::Inside => matches!(en, Way::On | Way::After),
        Way::First => matches!(en, Way::Final | Way::Last | Way::Past | Way::Next),
        Way::Final => matches!(en, Way::First | Way::Next),
        Way::Past => matches!(en, Way::First | Way::Next),
        Way::Next => matches!(en, Way::Last | Way::Past),
        Way::After | Way::Last => false,
    }
}

/// Words after a stretch of time. Longer words come first.
const ZH_AFTER: &[(&str, Way)] = &[
    ("以前", Way::Back),
    ("之前", Way::Back),
    ("前", Way::Back),
    ("以后", Way::On),
    ("以後", Way::On),
    ("之后", Way::On),
    ("之後", Way::On),
    ("后", Way::On),
    ("後", Way::On),
    ("以内", Way::Inside),
    ("以內", Way::Inside),
    ("之内", Way::Inside),
    ("之內", Way::Inside),
    ("内", Way::Inside),
    ("內", Way::Inside),
];
/// Words before it. 前 says both the first and the past.
const ZH_BEFORE: &[(&str, Way)] = &[
    ("提前", Way::Back),
    ("提前了", Way::Back),
    ("提早", Way::Back),
    ("提早了", Way::Back),
    ("推迟", Way::On),
    ("推遲", Way::On),
    ("推迟了", Way::On),
    ("延迟", Way::On),
    ("延遲", Way::On),
    ("延期", Way::On),
    ("误期", Way::On),
    ("晚点", Way::On),
    ("头", Way::First),
    ("頭", Way::First),
    ("最初", Way::First),
    ("最初的", Way::First),
    ("最后", Way::Final),
    ("最後", Way::Final),
    ("最后的", Way::Final),
    ("过去", Way::Past),
    ("過去", Way::Past),
    ("最近", Way::Past),
    ("今后", Way::Next),
    ("今後", Way::Next),
    ("未来", Way::Next),
    ("未來", Way::Next),
];
/// "before" is left out, and "after" weighs little: they mostly join two events (two days before they were found), of
/// which Chinese may tell either first.
const EN_AFTER: &[(&str, Way)] = &[
    ("ago", Way::Back),
    ("earlier", Way::Back),
    ("previously", Way::Back),
    ("beforehand", Way::Back),
    ("early", Way::Back),
    ("ahead of", Way::Back),
    ("in advance", Way::Back),
    ("later", Way::On),
    ("afterwards", Way::On),
    ("afterward", Way::On),
    ("hence", Way::On),
    ("from now", Way::On),
    ("from today", Way::On),
    ("behind schedule", Way::On),
    ("late", Way::On),
    ("overdue", Way::On),
];
const EN_BEFORE: &[(&str, Way)] = &[
    ("after", Way::After),
    ("first", Way::First),
    ("final", Way::Final),
    ("last", Way::Last),
    ("past", Way::Past),
    ("previous", Way::Past),
    ("preceding", Way::Past),
    ("next", Way::Next),
    ("coming", Way::Next),
    ("following", Way::Next),
];

/// The words that put one stretch of time in one place and its equal in another.
pub(super) fn opposed(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    if zh.fact.kind != Kind::Duration || en.fact.kind != Kind::Duration {
        return None;
    }
    let opposite = |zh: Option<(Way, Span)>, en: Option<(Way, Span)>| {
        let (zh, en) = zh.zip(en)?;
        exclude(zh.0, en.0).then_some((zh.1, en.1))
    };
    let (zh, en) = ([zh_after(zh), zh_before(zh)], [en_after(en), en_before(en)]);
    zh.into_iter().find_map(|zh| en.into_iter().find_map(|en| opposite(zh, en)))
}

/// The words by which one date bounds from below and its equal from above: 五月一日以前 and "after May 1". Where something did *not*
/// happen until then, either may be said.
pub(super) fn bounds_cross(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    // "the 5th" may be read as a place in an order.
    let is_moment = |spot: &Spot<'_>| matches!(spot.fact.kind, Kind::Date | Kind::Time) || is_day_of_month(spot, zh);
    let way = |spot: &Spot<'_>| match spot.fact.qualifier {
        Some(Qualifier::LessThan | Qualifier::AtMost | Qualifier::Nearly) => Some((Way::Back, spot.fact.span)),
        Some(Qualifier::MoreThan | Qualifier::AtLeast | Qualifier::Odd) => Some((Way::On, spot.fact.span)),
        Some(Qualifier::About | Qualifier::Several) => None,
        None if spot.fact.lang == Lang::Zh => zh_after(spot).filter(|(way, _)| *way != Way::Inside),
        None => en_bound(spot),
    };
    if !is_moment(zh) || !is_moment(en) {
        return None;
    }
    let ((zh_way, zh_word), (en_way, en_word)) = way(zh).zip(way(en))?;
    let denies = || zh.clause(CLAUSE).contains(ZH_DENIALS) || en_denies(en.clause(CLAUSE));
    (zh_way != en_way && !denies()).then_some((zh_word, en_word))
}

/// Whether an English ordinal stands for the day of a Chinese date.
fn is_day_of_month(spot: &Spot<'_>, zh: &Spot<'_>) -> bool {
    spot.fact.lang == Lang::En && spot.fact.kind == Kind::Ordinal && zh.fact.kind == Kind::Date
}

/// What the word before an English day makes of it: "after the 5th".
fn en_bound(spot: &Spot<'_>) -> Option<(Way, Span)> {
    const BOUNDS: &[(&str, Way)] = &[("before", Way::Back), ("by", Way::Back), ("after", Way::On), ("since", Way::On)];
    let before = spot.before(24).trim_end();
    let before = before.strip_suffix("the").map_or(before, str::trim_end);
    let last = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
    let (_, way) = BOUNDS.iter().find(|(word, _)| last.eq_ignore_ascii_case(word))?;
    Some((*way, spot.place(last)))
}

/// Whether a Chinese day, 于十一日, is a length of time in the English: "in 11 days". 十一日 alone may be either.
pub(super) fn is_other_than_day(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    const AT: &[char] = &['于', '於', '在', '月', '定', '自', '从', '從'];
    const LENGTHS: &[&str] = &["in", "within", "after", "for", "during"];
    if zh.fact.kind != Kind::Date || en.fact.kind != Kind::Duration || zh_after(zh).is_some() {
        return false;
    }
    let last = en.before(16).trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_length = LENGTHS.iter().any(|word| last.eq_ignore_ascii_case(word));
    is_length && (zh.before(3).ends_with(AT) || zh.fact.span.of(zh.text).contains('月'))
}

/// Bytes on either side of a date, as far as its clause goes, that are searched for a denial.
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

fn zh_after(spot: &Spot<'_>) -> Option<(Way, Span)> {
    let after = spot.after(12).trim_start();
    let (word, way) = ZH_AFTER.iter().find(|(word, _)| after.starts_with(word))?;
    // 三天后方, 两年前后 and 两天内部 are other words.
    let next = after.get(word.len()..)?.chars().next();
    let other = next.is_some_and(|c| "后後期方面者任沿进瞻夕卫部".contains(c));
    (!other).then(|| (*way, spot.place(after.get(..word.len()).unwrap_or_default())))
}

fn zh_before(spot: &Spot<'_>) -> Option<(Way, Span)> {
    let before = spot.before(12);
    let (word, way) = ZH_BEFORE.iter().find(|(word, _)| before.ends_with(word))?;
    Some((*way, spot.place(before.get(before.len() - word.len()..)?)))
}

fn en_after(spot: &Spot<'_>) -> Option<(Way, Span)> {
    let after = spot.after(24).trim_start();
    let begins = |word: &str| {
        after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !after.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    let (word, way) = EN_AFTER.iter().find(|(word, _)| begins(word))?;
    Some((*way, spot.place(after.get(..word.len())?)))
}

/// "first" is a fact of its own, so the word is looked for beyond the fact before.
fn en_before(spot: &Spot<'_>) -> Option<(Way, Span)> {
    let before = spot.text.get(spot.sentence.start..spot.fact.span.start)?.trim_end();
    let last = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
    let (_, way) = EN_BEFORE.iter().find(|(word, _)| last.eq_ignore_ascii_case(word))?;
    Some((*way, spot.place(last)))
}
