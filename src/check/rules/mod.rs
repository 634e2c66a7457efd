//! The rules, one file each. A rule's doc is data: `explain` prints it.
//!
//! A rule about facts is a function over a [`Slot`]: a Chinese and an English fact that fill the same slot and do not
//! agree, or one fact alone. The engine asks the rules in the order of [`RULES`]; the first that recognises what is
//! wrong speaks, so that one thing wrong is one finding.

mod bound_flipped;
mod currency_mismatch;
mod date_mismatch;
mod date_supplied;
mod digit_slip;
mod direction_flipped;
mod fact_added;
mod fact_missing;
mod false_precision;
mod multiple_mismatch;
mod ordinal_mismatch;
mod percent_point;
mod qualifier_dropped;
mod range_mismatch;
mod rounded;
mod scale_slip;
mod source_arithmetic;
mod time_mismatch;
mod unit_converted;
mod unit_mismatch;
mod value_mismatch;
mod weekday_mismatch;

use super::finding::{Class, Detail, Finding, Mark, Severity};
use super::message::Ui;
use super::relation::Relation;
use super::{Heads, structure, terms, text};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::{Clock, DateValue, Exact};

/// A rule: its stable name and what a person needs to know about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Named for what is wrong, kebab-case.
    pub name: &'static str,
    /// What it looks at.
    pub class: Class,
    /// How sure it is when nothing softens it.
    pub severity: Severity,
    /// What it finds, in a sentence.
    pub finds: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A pair that is wrong: Chinese, English.
    pub wrong: (&'static str, &'static str),
    /// The same pair put right.
    pub right: (&'static str, &'static str),
}

/// Every rule, in the order in which they are asked.
pub static RULES: &[&Rule] = &[
    &scale_slip::RULE,
    &digit_slip::RULE,
    &currency_mismatch::RULE,
    &percent_point::RULE,
    &bound_flipped::RULE,
    &direction_flipped::RULE,
    &weekday_mismatch::RULE,
    &time_mismatch::RULE,
    &date_mismatch::RULE,
    &range_mismatch::RULE,
    &ordinal_mismatch::RULE,
    &unit_mismatch::RULE,
    &multiple_mismatch::RULE,
    &value_mismatch::RULE,
    &date_supplied::RULE,
    &qualifier_dropped::RULE,
    &false_precision::RULE,
    &rounded::RULE,
    &unit_converted::RULE,
    &fact_missing::RULE,
    &fact_added::RULE,
    &source_arithmetic::RULE,
    &structure::TRUNCATED,
    &structure::OMISSION,
    &structure::ADDITION,
    &structure::HEADLINE_MISSING,
    &structure::DATELINE_MISSING,
    &structure::MOVED,
    &terms::GLOSSARY_VIOLATION,
    &terms::NAME_MISMATCH,
    &terms::TERM_INCONSISTENT,
    &text::UNTRANSLATED,
    &text::ENCODING,
    &text::REPETITION,
    &text::OCR_DOUBT,
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

impl Rule {
    /// What it finds and why it matters, in the language of `ui`.
    pub fn explained(&self, ui: Ui) -> (&'static str, &'static str) {
        let row =
            || IN_CHINESE.lines().find_map(|line| line.strip_prefix(self.name)?.strip_prefix('\t')?.split_once('\t'));
        match ui {
            Ui::En => (self.finds, self.why),
            Ui::Zh => row().unwrap_or((self.finds, self.why)),
        }
    }
}

/// The rules explained in Chinese: rule, what it finds, why it matters.
const IN_CHINESE: &str = include_str!("../../../data/check/rules_zh.tsv");

type Judge = fn(&Slot<'_>) -> Option<Severity>;

const JUDGES: &[(&Rule, Judge)] = &[
    (&scale_slip::RULE, scale_slip::judge),
    (&digit_slip::RULE, digit_slip::judge),
    (&currency_mismatch::RULE, currency_mismatch::judge),
    (&percent_point::RULE, percent_point::judge),
    (&bound_flipped::RULE, bound_flipped::judge),
    (&direction_flipped::RULE, direction_flipped::judge),
    (&weekday_mismatch::RULE, weekday_mismatch::judge),
    (&time_mismatch::RULE, time_mismatch::judge),
    (&date_mismatch::RULE, date_mismatch::judge),
    (&range_mismatch::RULE, range_mismatch::judge),
    (&ordinal_mismatch::RULE, ordinal_mismatch::judge),
    (&unit_mismatch::RULE, unit_mismatch::judge),
    (&multiple_mismatch::RULE, multiple_mismatch::judge),
    (&value_mismatch::RULE, value_mismatch::judge),
    (&date_supplied::RULE, date_supplied::judge),
    (&qualifier_dropped::RULE, qualifier_dropped::judge),
    (&false_precision::RULE, false_precision::judge),
    (&rounded::RULE, rounded::judge),
    (&unit_converted::RULE, unit_converted::judge),
    (&fact_missing::RULE, fact_missing::judge),
    (&fact_added::RULE, fact_added::judge),
];

/// The rule about the source's own figures, which is no rule about a slot.
pub(super) static SOURCE_ARITHMETIC: &Rule = &source_arithmetic::RULE;

/// What the rules about facts are asked: two facts that fill the same slot, or one alone.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    /// The Chinese fact.
    pub(super) zh: Option<&'a Fact>,
    /// The English fact.
    pub(super) en: Option<&'a Fact>,
    /// How they relate; `None` where there is one alone.
    pub(super) relation: Option<Relation>,
    /// Whether a vague word stands on the other side where the one fact has no counterpart; it is looked for when asked.
    pub(super) blurred: &'a dyn Fn() -> bool,
    /// Whether a fact that stands alone is written with a number, and not as 圣诞节 or "this summer".
    pub(super) figured: bool,
}

impl Slot<'_> {
    /// A note in place of `severity` where both values are so small that a word may carry them: 1 and 2.
    fn soften(&self, severity: Severity) -> Severity {
        let facts = [self.zh, self.en].into_iter().flatten();
        let small = facts.into_iter().all(|fact| {
            let counts = matches!(fact.kind, Kind::Number | Kind::Duration | Kind::Multiple | Kind::Serial);
            counts && fact.unit.is_none() && is_one_or_two(fact)
        });
        if small { Severity::Note } else { severity }
    }
}

/// The first rule that recognises what is wrong, and how sure it is.
pub(super) fn judge(slot: &Slot<'_>) -> Option<(&'static Rule, Severity)> {
    JUDGES.iter().find_map(|(rule, judge)| judge(slot).map(|severity| (*rule, severity)))
}

/// How much it matters that `fact` stands on one side only.
fn alone(slot: &Slot<'_>, fact: &Fact) -> Severity {
    let exact = fact.qualifier != Some(Qualifier::Several) && !is_one_or_two(fact);
    let figure = matches!(fact.value, Value::Number(_) | Value::Ratio(..)) || clock(fact).is_some();
    let blurred = || exact && figure && (slot.blurred)();
    if slot.figured && (weighs(fact) || blurred()) { Severity::Warning } else { Severity::Note }
}

/// How much it matters that `fact` names a time of a day that both sides name.
fn clock_alone(slot: &Slot<'_>, fact: &Fact) -> Severity {
    let to_the_minute = clock(fact).is_some_and(|clock| clock.minute.is_some());
    if to_the_minute || (slot.blurred)() { Severity::Warning } else { Severity::Note }
}

/// The time of day that a fact names.
fn clock(fact: &Fact) -> Option<Clock> {
    match fact.value {
        Value::Date(DateValue::Point(point)) => point.clock,
        _ => None,
    }
}

/// The finding about the heads of a document that give two dates.
pub(super) fn dates_of_heads(heads: Heads) -> Option<Finding> {
    let (zh, en) = heads.dates?;
    let mark = |span| Some(Mark { span, fact: None });
    let rule = &date_mismatch::RULE;
    Some(Finding {
        rule,
        severity: rule.severity,
        zh: mark(zh),
        en: mark(en),
        zh_context: zh,
        en_context: en,
        detail: Detail::Heads,
        repeats: 0,
    })
}

/// Whether the value is so small that a word may carry it.
pub(super) fn is_one_or_two(fact: &Fact) -> bool {
    fact.value.as_number().is_some_and(|value| value == Exact::ONE || value == Exact::integer(2))
}

/// Whether a fact that only one side has is worth a warning: an exact number above ten, money, a percentage or a date. An
/// exact amount with a unit weighs from three on: no list and no plural carries it.
fn weighs(fact: &Fact) -> bool {
    let exact = !matches!(fact.qualifier, Some(Qualifier::Several));
    let above = |least: i128| fact.value.as_number().is_some_and(|value| value.abs() > Exact::integer(least));
    match fact.kind {
        Kind::Money | Kind::Percent => exact,
        Kind::Date | Kind::Period | Kind::Datetime => match fact.value {
            Value::Date(DateValue::Point(point)) => point.edtf().is_some() && point.weekday.is_none(),
            _ => true,
        },
        // A time to the minute is an exact figure.
        Kind::Time => clock(fact).is_some_and(|clock| clock.minute.is_some()),
        Kind::Multiple | Kind::Fraction | Kind::Ratio => false,
        Kind::Quantity | Kind::Duration | Kind::Age | Kind::Temperature => {
            exact && above(if fact.unit.is_some() && fact.qualifier.is_none() { 2 } else { 10 })
        }
        Kind::Number | Kind::Serial | Kind::Ordinal => exact && above(10),
    }
}
