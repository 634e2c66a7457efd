use serde::Serialize;

use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::CivilDate;
use crate::source::{CharOffset, Lang, SourceText, Span};

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
    /// The record of `span` in the text of `source`; its offsets are those of the file, also where the text was taken
    /// out of markup.
    pub fn new(span: Span, source: &SourceText) -> Self {
        let (CharOffset(start), CharOffset(end)) = source.offsets(span);
        Self { text: span.of(source.text()).to_owned(), start, end }
    }
}

/// A fact as the machine formats print it. What is absent is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the output contract and named as there")]
pub struct FactRecord<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub path: &'a str,
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
    /// The record of `fact` in the text of `source`; `date`, the document's, resolves relative dates.
    pub fn new(fact: &Fact, source: &'a SourceText, date: Option<CivilDate>) -> Self {
        let (CharOffset(start), CharOffset(end)) = source.offsets(fact.span);
        let span = |span: Option<Span>| span.map(|span| SpanRecord::new(span, source));
        let calendar = fact.value.as_date();
        let edtf = calendar.and_then(|value| value.edtf());
        let resolved = calendar.zip(date).and_then(|(value, date)| value.resolved(date).edtf());
        let value = match fact.value {
            Value::Date(_) => None,
            value => Some(value.to_string()),
        };
        let interval = fact.interval;
        Self {
            path: source.name(),
            line: None,
            lang: fact.lang,
            start,
            end,
            text: fact.span.of(source.text()),
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
