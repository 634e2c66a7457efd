use serde::Serialize;

use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::CivilDate;
use crate::source::{CharIndex, Lang, Span};

/// A stretch of text with its offsets in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpanRecord {
    /// The surface.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl SpanRecord {
    /// The record of `span` in `text`, which `chars` indexes.
    pub fn new(span: Span, text: &str, chars: &CharIndex) -> Self {
        let offset = |at| chars.offset(text, at).0;
        Self { text: span.of(text).to_owned(), start: offset(span.start), end: offset(span.end) }
    }
}

/// A fact as the machine formats print it. What is absent is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the output contract and named as there")]
pub struct FactRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    pub lang: Lang,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_inclusive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_inclusive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<SpanRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<SpanRecord>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<SpanRecord>,
}

impl<'a> FactRecord<'a> {
    /// The record of `fact` in `text`, which `chars` indexes; `date`, the document's, resolves relative dates.
    pub fn new(fact: &Fact, text: &'a str, chars: &CharIndex, date: Option<CivilDate>) -> Self {
        let SpanRecord { start, end, .. } = SpanRecord::new(fact.span, text, chars);
        let span = |span: Option<Span>| span.map(|span| SpanRecord::new(span, text, chars));
        let calendar = fact.value.as_date();
        let edtf = calendar.and_then(|value| value.edtf());
        let resolved = calendar.zip(date).and_then(|(value, date)| value.resolved(date).edtf());
        let value = match fact.value {
            Value::Date(_) => None,
            value => Some(value.to_string()),
        };
        let interval = fact.interval;
        Self {
            path: None,
            line: None,
            lang: fact.lang,
            start,
            end,
            text: fact.span.of(text),
            kind: fact.kind,
            value,
            min: interval.min.map(|end| end.to_string()),
            max: interval.max.map(|end| end.to_string()),
            min_inclusive: interval.min.map(|_| interval.min_inclusive),
            max_inclusive: interval.max.map(|_| interval.max_inclusive),
            unit: fact.unit.map(crate::quantity::Unit::code),
            qualifier: fact.qualifier,
            resolved: resolved.filter(|resolved| Some(resolved) != edtf.as_ref()),
            edtf,
            duration: fact.iso_duration(),
            result: fact.result.map(|result| result.to_string()),
            of: span(fact.of),
            when: span(fact.when),
            place: span(fact.place),
        }
    }
}
