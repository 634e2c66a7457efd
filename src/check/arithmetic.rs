//! Do the source's own figures hold together?
//!
//! Looks at three shapes of a Chinese sentence: parts and their sum (男五人、女三人，共八人), a whole and its part
//! (共八人，其中…), and a change told twice (由二十人增加到三十人，增加百分之五十). What does not hold is the source's doing: it
//! is worth knowing, and no fault of the translation.

use super::finding::Reckoning;
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::Exact;
use crate::source::Span;

/// Something that does not hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slip {
    /// The index of the fact that the others contradict.
    pub(super) fact: usize,
    pub(super) how: Reckoning,
    /// What the other figures come to.
    pub(super) reckoned: Exact,
}

/// Words before a sum.
const SUMS: &[&str] = &["共", "共计", "共有", "合计", "总共", "一共", "总计", "共为", "共达", "合共"];
/// Words before the end of a change.
const ENDS: &[&str] = &[
    "增加到",
    "增至",
    "增到",
    "提高到",
    "上升到",
    "升至",
    "升到",
    "扩大到",
    "发展到",
    "增长到",
    "减少到",
    "减至",
    "减到",
    "降到",
    "降至",
    "下降到",
    "降低到",
];
/// Words before the start of a change.
const STARTS: &[&str] = &["由", "从"];
/// Words before the size of a change.
const CHANGES: &[&str] = &[
    "增加",
    "增加了",
    "增长",
    "增长了",
    "提高",
    "提高了",
    "上升",
    "上升了",
    "减少",
    "减少了",
    "下降",
    "下降了",
    "降低",
    "降低了",
];

/// Figures of a list stand no further apart than this, in bytes: 男社员五百人、女社员三百人.
const LIST_GAP: usize = 45;

/// What does not hold in the sentence `sentence`; `facts` are all facts of `text`, `range` those of the sentence.
pub(super) fn slips(text: &str, sentence: Span, facts: &[Fact], range: std::ops::Range<usize>) -> Vec<Slip> {
    let scene = Scene { text, sentence, facts };
    range
        .clone()
        .filter_map(|at| {
            scene.sum(at, range.start).or_else(|| scene.part(at, range.start)).or_else(|| scene.change(at, range.start))
        })
        .collect()
}

struct Scene<'a> {
    text: &'a str,
    sentence: Span,
    facts: &'a [Fact],
}

impl Scene<'_> {
    /// The text before the fact `at`, back to the fact before it or the start of the sentence.
    fn before(&self, at: usize) -> &str {
        let previous = at.checked_sub(1).map_or(0, |previous| self.facts[previous].span.end);
        let end = self.facts[at].span.start;
        self.text.get(previous.max(self.sentence.start).min(end)..end).unwrap_or_default()
    }

    fn follows(&self, at: usize, words: &[&str]) -> bool {
        let before = self.before(at).trim_end();
        words.iter().any(|word| before.ends_with(word))
    }

    /// An exact amount; what is hedged adds up to nothing certain.
    fn amount(&self, at: usize) -> Option<Exact> {
        let fact = &self.facts[at];
        let plain = matches!(fact.kind, Kind::Number | Kind::Quantity | Kind::Money) && fact.qualifier.is_none();
        match fact.value {
            Value::Number(value) if plain && fact.interval.min == fact.interval.max => Some(value),
            _ => None,
        }
    }

    /// Whether two facts count the same: 人 and 人, 吨 and 吨.
    fn alike(&self, one: usize, other: usize) -> bool {
        let measure = |at: usize| -> &str {
            let fact = &self.facts[at];
            fact.unit.map_or_else(|| last_char(fact.span.of(self.text)), |unit| unit.code())
        };
        self.facts[one].kind == self.facts[other].kind && measure(one) == measure(other)
    }

    /// A list of at least two figures and their sum after 共.
    fn sum(&self, at: usize, first: usize) -> Option<Slip> {
        // A sum is that of two figures before it, at least.
        at.checked_sub(2).filter(|&second| second >= first)?;
        let total = self.amount(at)?;
        if !self.follows(at, SUMS) {
            return None;
        }
        let (mut sum, mut parts, mut part) = (Exact::ZERO, 0, at);
        while part > first {
            let gap = self.before(part);
            part -= 1;
            if !self.alike(part, at) || gap.len() > LIST_GAP || gap.contains(['。', '；', '比']) {
                break;
            }
            sum = sum.checked_add(self.amount(part)?)?;
            parts += 1;
            if parts >= 2 && sum == total {
                return None;
            }
        }
        let near = |sum: Exact| Some(sum.checked_sub(total)?.abs() < total.abs());
        (parts >= 2 && near(sum)?).then_some(Slip { fact: at, how: Reckoning::Sum, reckoned: sum })
    }

    /// A part after 其中 that is larger than its whole.
    fn part(&self, at: usize, first: usize) -> Option<Slip> {
        let part = self.amount(at)?;
        let whole = at.checked_sub(1).filter(|&whole| whole >= first)?;
        if !self.before(at).contains("其中") || !self.alike(whole, at) {
            return None;
        }
        let whole = self.amount(whole)?;
        (part > whole).then_some(Slip { fact: at, how: Reckoning::Part, reckoned: whole })
    }

    /// From one figure to another, and the same change in percent or as a difference.
    fn change(&self, at: usize, first: usize) -> Option<Slip> {
        let to = at.checked_sub(1)?;
        let from = to.checked_sub(1).filter(|&from| from >= first)?;
        if !self.follows(at, CHANGES) || !self.follows(from, STARTS) || !self.follows(to, ENDS) || !self.alike(from, to)
        {
            return None;
        }
        let (start, end) = (self.amount(from)?, self.amount(to)?);
        let change = end.checked_sub(start)?.abs();
        let fact = &self.facts[at];
        let stated = fact.value.as_number()?;
        let open = matches!(fact.qualifier, Some(Qualifier::MoreThan | Qualifier::AtLeast | Qualifier::LessThan));
        if open || fact.interval.min.is_none() || fact.interval.max.is_none() {
            return None;
        }
        let reckoned = if fact.kind == Kind::Percent && fact.unit.is_none_or(|unit| unit.code() != "pp") {
            change.checked_div(start)?.checked_mul(Exact::integer(100))?
        } else if fact.kind == self.facts[to].kind && fact.unit == self.facts[to].unit {
            change
        } else {
            return None;
        };
        // As much leeway as the digits leave, and one digit more: what it is reckoned from may be rounded itself.
        let step = Exact::power_of_ten(i32::from(fact.precision))?;
        let off = reckoned.checked_sub(stated)?.abs();
        let inside = off <= step || fact.interval.contains(reckoned);
        (!inside).then_some(Slip { fact: at, how: Reckoning::Change, reckoned })
    }
}

fn last_char(surface: &str) -> &str {
    surface.get(surface.char_indices().next_back().map_or(0, |(at, _)| at)..).unwrap_or_default()
}
