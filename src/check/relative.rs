//! Days, weeks, months and years told from the day of speaking: 上年, "the previous year", "year-on-year".
//!
//! One side writes a relative date where the other has a phrase that is read as no date at all (同比, "a year earlier").
//! Nothing is lost then. The phrases are a table, `data/check/relative.tsv`.

use std::sync::LazyLock;

use crate::facts::{Fact, Value};
use crate::quantity::{DatePoint, DateValue, Within, Year};
use crate::source::Lang;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Year,
    Month,
    Week,
    Day,
}

struct Row {
    on: i16,
    span: Span,
    zh: Vec<&'static str>,
    en: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("../../data/check/relative.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let on = columns.next()?.parse().ok()?;
            let span = match columns.next()? {
                "year" => Span::Year,
                "month" => Span::Month,
                "week" => Span::Week,
                _ => Span::Day,
            };
            let mut list = || columns.next().map(|list| list.split('|').collect());
            Some(Row { on, span, zh: list()?, en: list()? })
        })
        .collect()
});

/// Whether `other`, the text of the other side, says in words what the relative date `fact` says.
pub(super) fn is_said(fact: &Fact, other: &str) -> bool {
    let Value::Date(DateValue::Point(point)) = fact.value else { return false };
    let Some((on, span)) = relative(&point) else { return false };
    let rows = || ROWS.iter().filter(|row| row.on == on && row.span == span);
    match fact.lang.other() {
        Lang::Zh => rows().any(|row| row.zh.iter().any(|phrase| other.contains(phrase))),
        Lang::En => {
            let other = other.to_ascii_lowercase();
            rows().any(|row| row.en.iter().any(|phrase| other.contains(phrase)))
        }
    }
}

/// How many years, months, weeks or days on a date is, if it says nothing else.
fn relative(point: &DatePoint) -> Option<(i16, Span)> {
    let alone = point.weekday.is_none() && point.clock.is_none() && point.portion.is_none();
    match (point.year, point.within) {
        _ if !alone => None,
        (Year::Relative(years), Within::Whole) => Some((years.into(), Span::Year)),
        (Year::Unsaid, Within::RelativeMonth(months)) => Some((months.into(), Span::Month)),
        (Year::Unsaid, Within::RelativeWeek(weeks)) => Some((weeks.into(), Span::Week)),
        (Year::Unsaid, Within::RelativeDay(days)) => Some((days, Span::Day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Context, read};

    #[test]
    fn a_phrase_stands_for_a_relative_date() {
        let fact = |text: &str, lang| read(text, lang, Context::default()).facts[0];
        assert!(is_said(&fact("比上年增长", Lang::Zh), "a rise over the Previous Year"));
        assert!(is_said(&fact("grew from last year", Lang::En), "同比增长"));
        assert!(!is_said(&fact("比上年增长", Lang::Zh), "next year"));
    }
}
