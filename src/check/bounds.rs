//! Bounds that do not touch their figure: 不超过总价的3%, 约占全国的四分之一, 两秒内.
//!
//! A fact has the bounds that touch it. English mostly puts them there, Chinese often before a verb or a base. So where only
//! the English bounds or hedges a figure, the Chinese clause is searched for a word that says the same, or the opposite.

use super::wording::Spot;
use crate::facts::{Fact, Qualifier};

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
