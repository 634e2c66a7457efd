//! The parts of a fact's surface and what each of them says, for people who ask how a fact came to its value.
//!
//! The readers look at a surface as a whole; here it is cut again with the same numeral readers and the unit table, so that
//! nothing is read in two ways: 约三十二万吨 is a bound, a numeral and a unit.

use super::{Fact, Kind, Qualifier, Value};
use crate::numerals::{en, zh};
use crate::quantity::{Unit, UnitName, units};
use crate::source::{Lang, Span};

/// A part of a surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub role: Role,
}

/// What a part of a surface says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A numeral: what [`zh::read`] or [`en::read`] reads there.
    Numeral,
    /// 半: one half of the unit before it.
    Half,
    /// 成, 折: tenths of the whole.
    Tenths,
    /// 分之, a slash: what stands on one side is divided by the other.
    Divides,
    /// A name of a unit, or of a share of it: 角 is a tenth of a yuan.
    Unit(Unit, UnitName),
    /// Words that bound or hedge.
    Bounds(Qualifier),
    /// What stands between two numbers: 到, `and`.
    Joins,
    /// A measure word, a word of the calendar, and all else.
    Names,
}

/// The parts of the surface of `fact`, a fact of `text`, in their order; white space belongs to none.
///
/// ```
/// use duizhao::facts::{self, Context, Role};
/// use duizhao::source::Lang;
///
/// let text = "约三十二万吨";
/// let fact = facts::read(text, Lang::Zh, Context::default()).facts[0];
/// let parts = facts::parts(&fact, text);
/// let surfaces: Vec<&str> = parts.iter().map(|part| part.span.of(text)).collect();
/// assert_eq!(surfaces, ["约", "三十二万", "吨"]);
/// assert_eq!(parts[1].role, Role::Numeral);
/// ```
pub fn parts(fact: &Fact, text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // the words between two numerals or units, not yet a part
    let mut open: Option<usize> = None;
    let mut at = fact.span.start;
    let upto = fact.span.end;
    let surface = text.get(..upto).unwrap_or_default();
    while let Some(c) = surface.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some((end, role)) = part_at(fact, surface, at) {
            close(&mut parts, &mut open, at, text);
            parts.push(Part { span: Span::new(at, end), role });
            at = end;
        } else {
            open.get_or_insert(at);
            at += c.len_utf8();
        }
    }
    close(&mut parts, &mut open, upto, text);
    name_words(&mut parts, fact);
    parts
}

/// Ends the words that began at `open`.
fn close(parts: &mut Vec<Part>, open: &mut Option<usize>, upto: usize, text: &str) {
    let Some(from) = open.take() else { return };
    let words = text.get(from..upto).unwrap_or_default();
    let start = from + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if end > start {
        parts.push(Part { span: Span::new(start, end), role: Role::Names });
    }
}

/// The part that begins at `at`, if its words tell what it is.
fn part_at(fact: &Fact, surface: &str, at: usize) -> Option<(usize, Role)> {
    let rest = surface.get(at..)?;
    let starts_word = fact.lang == Lang::Zh
        || !surface.get(..at)?.ends_with(|c: char| c.is_alphanumeric())
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || surface.get(..at)?.ends_with(|c: char| c.is_ascii_digit());
    if !starts_word {
        return None;
    }
    if fact.lang == Lang::Zh && rest.starts_with('半') {
        return Some((at + '半'.len_utf8(), Role::Half));
    }
    // 零下 is no zero
    if fact.lang == Lang::Zh && rest.starts_with("零下") {
        return Some((at + "零下".len(), Role::Names));
    }
    if fact.kind == Kind::Percent && fact.lang == Lang::Zh && rest.starts_with(['成', '折']) {
        return Some((at + '成'.len_utf8(), Role::Tenths));
    }
    for bar in ["分之", "/", "／"] {
        if rest.starts_with(bar) && matches!(fact.value, Value::Number(_)) && at > fact.span.start {
            return Some((at + bar.len(), Role::Divides));
        }
    }
    let numeral = match fact.lang {
        Lang::Zh => zh::read(surface, at).ok().map(|numeral| numeral.end),
        Lang::En => en::read(rest).ok().map(|numeral| at + numeral.length),
    };
    if let Some(end) = numeral.filter(|&end| end <= surface.len()) {
        return Some((end, Role::Numeral));
    }
    fact.unit?;
    let names = units().iter().flat_map(|&unit| {
        let names = match fact.lang {
            Lang::Zh => unit.zh(),
            Lang::En => unit.en(),
        };
        names.iter().map(move |&name| (unit, name))
    });
    // the fact's own unit before another of the same name, and the longest name first
    let own = |unit: Unit| fact.unit == Some(unit) || fact.unit.is_some_and(|own| own.converts_to(unit));
    names
        .filter(|&(unit, name)| own(unit) && rest.starts_with(name.text))
        .filter(|(_, name)| {
            let after = rest.get(name.text.len()..).and_then(|rest| rest.chars().next());
            fact.lang == Lang::Zh || !after.is_some_and(char::is_alphabetic) || !name.text.is_ascii()
        })
        .max_by_key(|&(unit, name)| (name.text.len(), fact.unit == Some(unit)))
        .map(|(unit, name)| (at + name.text.len(), Role::Unit(unit, name)))
}

/// Words before the first numeral and after the last one bound the number, where anything does; words between two numerals
/// join them.
fn name_words(parts: &mut [Part], fact: &Fact) {
    let is_number = |part: &Part| matches!(part.role, Role::Numeral | Role::Half);
    let first = parts.iter().position(is_number);
    let last = parts.iter().rposition(is_number);
    let (Some(first), Some(last)) = (first, last) else { return };
    for (at, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.role == Role::Names) {
        if (first..last).contains(&at) && matches!(fact.value, Value::Number(_) | Value::Ratio(..)) {
            part.role = Role::Joins;
        } else if let Some(qualifier) = fact.qualifier
            && (at < first || fact.lang == Lang::En || fact.unit.is_some())
        {
            // 八十几个: behind a count stands its measure word
            part.role = Role::Bounds(qualifier);
        }
    }
}
