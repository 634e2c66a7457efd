//! The one figure of a sentence that is left against the one that the other side shows in its place.
//!
//! Readers of facts are choosy: in 五星 or 九歌 they see no count, in a telephone number or "10x15cm" no amount. When all
//! figures of a sentence have found their counterparts but one, and the other side shows exactly one figure that has none
//! either, the two are one another's counterpart and one of them is wrong. Two figures or more left on a side say nothing.

use std::cell::LazyCell;

use super::spelled;
use super::witness::{self, Witness};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::numerals::digits::{digit_value, read_digits};
use crate::numerals::{en, zh};
use crate::quantity::Exact;
use crate::source::{Lang, Span};

/// One side of a sentence.
pub(super) struct Side<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    pub(super) sentence: Span,
    /// The facts of the sentence.
    pub(super) facts: &'a [Fact],
    /// Which of them have found nothing.
    pub(super) open: Vec<usize>,
}

/// A figure that is left.
#[derive(Debug, Clone, Copy)]
struct Figure {
    fact: Fact,
    /// Whether it is written in digits.
    in_digits: bool,
    /// Whether it is a fact, rather than a figure that no fact was read from.
    is_fact: bool,
}

/// The figure of each side that is left, if each side has just one and at least one of the two is no fact.
pub(super) fn find(zh: &Side<'_>, en: &Side<'_>) -> Option<(Fact, Fact)> {
    // Two figures that are no facts are compared only where both are written in digits.
    if !(zh.has_fact() || en.has_fact() || zh.shows_digits() && en.shows_digits()) {
        return None;
    }
    let zh_figures = Some(zh.figures(Lang::Zh, en)).filter(|figures| !figures.is_empty())?;
    let en_figures = Some(en.figures(Lang::En, zh)).filter(|figures| !figures.is_empty())?;
    let english = en.sentence.of(en.text);
    let zh_left =
        only(zh_figures, &en.witness(Lang::En), |figure| spelled::is_spelled(zh.text, figure.fact.span, english))?;
    let en_left = only(en_figures, &zh.witness(Lang::Zh), |_| false)?;
    let apart = zh_left.fact.value.as_number() != en_left.fact.value.as_number();
    // Two figures that neither reader takes for a count are compared as codes: digit by digit.
    let comparable = if zh_left.is_fact || en_left.is_fact {
        !(zh_left.is_fact && en_left.is_fact) || one_slot(&zh_left.fact, &en_left.fact)
    } else {
        zh_left.in_digits && en_left.in_digits
    };
    (apart && comparable).then_some((zh_left.fact, en_left.fact))
}

/// Whether two facts that no rule took for one slot may be one: 第九 and "Article 4".
fn one_slot(zh: &Fact, en: &Fact) -> bool {
    let names = |fact: &Fact| matches!(fact.kind, Kind::Ordinal | Kind::Serial);
    names(zh) && names(en)
}

impl Side<'_> {
    /// Every number that the sentence shows in any way; read when it is first asked.
    pub(super) fn witness(&self, lang: Lang) -> LazyCell<Witness, impl FnOnce() -> Witness + use<'_>> {
        let sentence = self.sentence.of(self.text);
        LazyCell::new(move || Witness::read(sentence, lang, &[]))
    }

    /// The facts that found nothing and may have been taken for another.
    pub(super) fn open_facts(&self) -> impl Iterator<Item = &Fact> {
        self.open.iter().filter_map(|&at| self.facts.get(at)).filter(|fact| counts(fact))
    }

    /// Whether a fact may be left.
    fn has_fact(&self) -> bool {
        self.open_facts().next().is_some()
    }

    /// Whether digits stand where no fact was read.
    fn shows_digits(&self) -> bool {
        self.gaps().any(|gap| gap.of(self.text).contains(|c| digit_value(c).is_some()))
    }

    /// What of the sentence no fact was read from.
    pub(super) fn gaps(&self) -> impl Iterator<Item = Span> {
        let mut from = self.sentence.start;
        let ends = self.facts.iter().map(|fact| fact.span);
        ends.chain([Span::new(self.sentence.end, self.sentence.end)]).map(move |span| {
            let gap = Span::new(from, span.start.max(from).min(self.sentence.end.max(from)));
            from = from.max(span.end);
            gap
        })
    }

    /// The figures that may be left: facts that found nothing, and what no fact was read from and no fact of `other` states.
    fn figures(&self, lang: Lang, other: &Side<'_>) -> Vec<Figure> {
        let mut figures: Vec<Figure> = self
            .open_facts()
            .map(|fact| {
                let in_digits = fact.span.of(self.text).contains(|c| digit_value(c).is_some());
                Figure { fact: *fact, in_digits, is_fact: true }
            })
            .collect();
        self.read_gaps(lang, &mut figures);
        figures
            .retain(|figure| figure.is_fact || !figure.fact.value.as_number().is_some_and(|value| other.states(value)));
        figures
    }

    /// Whether a fact of the sentence states `value`, or has it as an end.
    fn states(&self, value: Exact) -> bool {
        let ends = |fact: &Fact| [fact.value.as_number(), fact.interval.min, fact.interval.max].contains(&Some(value));
        self.facts.iter().any(ends)
    }

    /// Adds the figures of the sentence that no fact was read from.
    fn read_gaps(&self, lang: Lang, found: &mut Vec<Figure>) {
        for gap in self.gaps() {
            match lang {
                Lang::Zh => read_zh(gap.of(self.text), gap.start, found),
                Lang::En => read_en(gap.of(self.text), gap.start, found),
            }
        }
    }
}

/// The only one of `figures` without a counterpart among what the other side shows; `None` where there is none or more than
/// one, or where it is too small to tell. `named` says of what no fact was read from that it is part of a name.
fn only(
    figures: Vec<Figure>,
    other: &LazyCell<Witness, impl FnOnce() -> Witness>,
    named: impl Fn(&Figure) -> bool,
) -> Option<Figure> {
    let shown = |figure: &Figure| figure.fact.value.as_number().is_some_and(|value| other.has(value));
    let mut left = figures.into_iter().filter(|figure| figure.is_fact || !(shown(figure) || named(figure)));
    let figure = left.next().filter(|figure| figure.fact.value.as_number().is_some_and(|value| value >= LEAST))?;
    left.next().is_none().then_some(figure)
}

/// Whether an open fact is an exact count, name or place that may have been taken for another.
fn counts(fact: &Fact) -> bool {
    let exact = !matches!(fact.qualifier, Some(Qualifier::Several));
    let one_end = fact.interval.min.is_none() || fact.interval.max.is_none() || fact.interval.min == fact.interval.max;
    matches!(fact.kind, Kind::Number | Kind::Ordinal | Kind::Serial) && exact && one_end
}

/// Smaller numbers are articles, pronouns and parts of words in either language.
const LEAST: Exact = Exact::integer(3);

fn figure(start: usize, end: usize, lang: Lang, value: Exact, in_digits: bool) -> Option<Figure> {
    let span = Span::new(start, end);
    // What no reader takes for a count is shown as digits: 1288, not 1,288.
    let fact = match value.as_integer().and_then(|digits| u128::try_from(digits).ok()) {
        Some(digits) if in_digits => {
            let length = u8::try_from(digits.checked_ilog10().unwrap_or(0) + 1).ok()?;
            Fact::bare(span, lang, Kind::Serial, Value::Serial { digits, length })
        }
        _ => Fact::amount(span, lang, Kind::Number, (value, 0), None, None)?,
    };
    (value >= LEAST).then_some(Figure { fact, in_digits, is_fact: false })
}

fn read_zh(gap: &str, start: usize, found: &mut Vec<Figure>) {
    let mut at = 0;
    while let Some(rest) = gap.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((length, value)) = digits(rest) {
            if !is_of_name(gap, at) {
                found.extend(value.and_then(|value| figure(start + at, start + at + length, Lang::Zh, value, true)));
            }
            at += length;
            continue;
        }
        let Ok(numeral) = zh::read(gap, at) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let definite = numeral.high.is_none() && numeral.vague.is_none() && numeral.form != zh::Form::BarePower;
        if definite {
            found.extend(figure(start + at, start + numeral.end, Lang::Zh, numeral.value, false));
        }
        at = numeral.end.max(at + 1);
    }
}

fn read_en(gap: &str, start: usize, found: &mut Vec<Figure>) {
    let mut at = 0;
    while let Some(rest) = gap.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((length, value)) = digits(rest) {
            if !is_of_name(gap, at) {
                found.extend(value.and_then(|value| figure(start + at, start + at + length, Lang::En, value, true)));
            }
            at += length;
            continue;
        }
        let first = rest.chars().next().unwrap_or(' ');
        if !first.is_alphabetic() {
            at += first.len_utf8();
            continue;
        }
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if let Some(value) = rest.get(..word).filter(|_| follows_heading(gap, at)).and_then(witness::roman) {
            found.extend(figure(start + at, start + at + word, Lang::En, value, false));
        }
        let numeral = en::read(rest).ok().filter(|numeral| numeral.form == en::Form::Cardinal);
        if let Some(numeral) = numeral {
            found.extend(figure(start + at, start + at + numeral.length, Lang::En, numeral.value, false));
        }
        at += numeral.map_or(word, |numeral| numeral.length).max(word).max(1);
    }
}

/// Whether a Roman numeral at `at` would tell which part of a work is meant: Chapter IV. In other places it is mostly a name.
fn follows_heading(text: &str, at: usize) -> bool {
    const PARTS: &[&str] =
        &["chapter", "part", "section", "volume", "book", "act", "scene", "article", "annex", "appendix"];
    let before = text.get(..at).unwrap_or_default();
    let word = before.strip_suffix(' ').and_then(|before| before.split_whitespace().next_back());
    word.is_some_and(|word| PARTS.iter().any(|part| word.eq_ignore_ascii_case(part)))
}

/// Whether the digits at `at` are part of a name: COVID-19, G20, but not 10x15.
fn is_of_name(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.strip_suffix('-').unwrap_or(before);
    let times = word.ends_with(['x', 'X']) && word.trim_end_matches(['x', 'X']).ends_with(|c: char| c.is_ascii_digit());
    word.ends_with(|c: char| c.is_ascii_alphabetic()) && !times
}

/// The length of the digits at the start of `text`, and their value where they have one.
fn digits(text: &str) -> Option<(usize, Option<Exact>)> {
    digit_value(text.chars().next()?)?;
    let digits = read_digits(text).ok()?;
    Some((digits.length.max(1), digits.value()))
}
