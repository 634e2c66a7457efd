//! Findings as JSON: one object a line, or one document with the summary.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Summary;
use super::alarm::{Alarm, Spot};
use crate::check::{Class, Count, Severity};
use crate::facts::Kind;

/// A finding as `check --format jsonl` prints it.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the output contract and named as there")]
pub struct FindingRecord<'a> {
    pub path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
    pub rule: &'static str,
    pub class: Class,
    pub severity: Severity,
    pub message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
    pub zh: Option<SideRecord<'a>>,
    pub en: Option<SideRecord<'a>>,
}

/// The place of a finding on one side. Offsets are in code points, in the file or in the pair's string; line and column
/// are those of the file, from 1.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the output contract and named as there")]
pub struct SideRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a str>,
    pub line: usize,
    pub column: usize,
}

impl<'a> FindingRecord<'a> {
    /// The record of `alarm`.
    pub fn new(alarm: &'a Alarm) -> Self {
        let two_files = alarm.zh.path != alarm.en.path;
        let side = |spot: &'a Spot| {
            spot.mark.map(|_| SideRecord {
                path: two_files.then_some(spot.path.as_str()),
                text: spot.surface(),
                start: spot.start.0,
                end: spot.end.0,
                value: spot.value.as_deref(),
                line: spot.from.line,
                column: spot.from.column,
            })
        };
        Self {
            path: &alarm.sides().0.path,
            id: alarm.id.as_deref(),
            rule: alarm.rule.name,
            class: alarm.rule.class,
            severity: alarm.severity,
            message: &alarm.message,
            help: alarm.help.as_deref(),
            zh: side(&alarm.zh),
            en: side(&alarm.en),
        }
    }
}

/// What stands before the findings in the document of `--format json`.
pub(super) const HEAD: &str = "{\"findings\":[\n";

/// Appends `value`, which is plain data, as JSON.
pub(super) fn push(value: &impl Serialize, out: &mut String) {
    // Writing plain data into memory does not fail.
    out.push_str(&serde_json::to_string(value).unwrap_or_default());
}

/// Appends what stands after the findings.
pub(super) fn tail(summary: &Summary, out: &mut String) {
    out.push_str("\n],\"summary\":");
    push(&SummaryRecord::new(summary), out);
    out.push_str("}\n");
}

#[derive(Serialize)]
struct SummaryRecord {
    files: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<usize>,
    facts: BTreeMap<Kind, CountRecord>,
    sentences: BTreeMap<&'static str, SentencesRecord>,
    errors: usize,
    warnings: usize,
    notes: usize,
    ignored: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct CountRecord {
    agree: usize,
    differ: usize,
    only_zh: usize,
    only_en: usize,
}

#[derive(Serialize)]
struct SentencesRecord {
    all: usize,
    aligned: usize,
}

impl SummaryRecord {
    fn new(summary: &Summary) -> Self {
        let Summary { files, pairs, ref tally, errors, warnings, notes, ignored, accepted } = *summary;
        let count = |count: &Count| CountRecord {
            agree: count.agree,
            differ: count.differ,
            only_zh: count.only_zh,
            only_en: count.only_en,
        };
        let sentences = [
            ("zh", SentencesRecord { all: tally.zh_segments, aligned: tally.zh_aligned }),
            ("en", SentencesRecord { all: tally.en_segments, aligned: tally.en_aligned }),
        ];
        Self {
            files,
            pairs: (pairs > 0).then_some(pairs),
            facts: tally.facts.iter().map(|(kind, found)| (*kind, count(found))).collect(),
            sentences: sentences.into(),
            errors,
            warnings,
            notes,
            ignored,
            accepted,
        }
    }
}
