//! The columns of what a task returns: the members of the command line's JSON Lines.
//!
//! The records are taken apart member by member, so that a new member without a column does not compile: nothing that
//! the command line prints is lost in silence.

use std::ops::Range;

use duizhao::facts::Qualifier;
use duizhao::formats::jsonl::{AlignedRow, Row};
use duizhao::report::{FactRecord, FindingRecord, SideRecord, SpanRecord};

use crate::table::{Count, Flag, Object, Probability, Said, Text, columns};

columns! {
    /// A stretch of text and where it stands.
    struct SpanColumns {
        "text" text: Text,
        "start" start: Count,
        "end" end: Count,
    }
}

impl SpanColumns {
    fn push(&mut self, record: SpanRecord) {
        let SpanRecord { text, start, end } = record;
        self.text.push(&text);
        self.start.push(start);
        self.end.push(end);
    }
}

columns! {
    /// What is said of a fact.
    pub(crate) struct FactColumns {
        "lang" lang: Text,
        "start" start: Count,
        "end" end: Count,
        "text" text: Text,
        "kind" kind: Text,
        "value" value: Text,
        "min" min: Text,
        "max" max: Text,
        "min_inclusive" min_inclusive: Flag,
        "max_inclusive" max_inclusive: Flag,
        "unit" unit: Text,
        "qualifier" qualifier: Text,
        "edtf" edtf: Text,
        "resolved" resolved: Text,
        "duration" duration: Text,
        "result" result: Text,
        "of" of: Object<SpanColumns>,
        "when" when: Object<SpanColumns>,
        "where" place: Object<SpanColumns>,
    }
}

impl Said for FactColumns {}

impl FactColumns {
    pub(crate) fn push(&mut self, record: FactRecord<'_>) {
        let FactRecord {
            path: _,
            line: _, // of a file whose lines are texts of their own
            lang,
            start,
            end,
            text,
            kind,
            value,
            min,
            max,
            min_inclusive,
            max_inclusive,
            unit,
            qualifier,
            edtf,
            resolved,
            duration,
            result,
            of,
            when,
            place,
        } = record;
        self.lang.push(lang.code());
        self.start.push(start);
        self.end.push(end);
        self.text.push(text);
        self.kind.push(kind.name());
        self.value.push_option(value.as_deref());
        self.min.push_option(min.as_deref());
        self.max.push_option(max.as_deref());
        self.min_inclusive.push_option(min_inclusive);
        self.max_inclusive.push_option(max_inclusive);
        self.unit.push_option(unit);
        self.qualifier.push_option(qualifier.map(Qualifier::name));
        self.edtf.push_option(edtf.as_deref());
        self.resolved.push_option(resolved.as_deref());
        self.duration.push_option(duration.as_deref());
        self.result.push_option(result.as_deref());
        self.of.push_option(of, SpanColumns::push);
        self.when.push_option(when, SpanColumns::push);
        self.place.push_option(place, SpanColumns::push);
    }
}

columns! {
    /// The place of a finding on one side.
    struct SideColumns {
        "text" text: Text,
        "start" start: Count,
        "end" end: Count,
        "value" value: Text,
        "line" line: Count,
        "column" column: Count,
    }
}

impl SideColumns {
    fn push(&mut self, record: SideRecord<'_>) {
        // A document has one path.
        let SideRecord { path: _, text, start, end, value, line, column } = record;
        self.text.push(text);
        self.start.push(start);
        self.end.push(end);
        self.value.push_option(value);
        self.line.push(line);
        self.column.push(column);
    }
}

columns! {
    /// What is said of a finding.
    pub(crate) struct FindingColumns {
        "rule" rule: Text,
        "class" class: Text,
        "severity" severity: Text,
        "message" message: Text,
        "help" help: Text,
        "zh" zh: Object<SideColumns>,
        "en" en: Object<SideColumns>,
    }
}

impl Said for FindingColumns {}

impl FindingColumns {
    pub(crate) fn push(&mut self, record: FindingRecord<'_>) {
        let FindingRecord { path: _, id: _, rule, class, severity, message, help, zh, en } = record;
        self.rule.push(rule);
        self.class.push(class.name());
        self.severity.push(severity.name());
        self.message.push(message);
        self.help.push_option(help);
        self.zh.push_option(zh, SideColumns::push);
        self.en.push_option(en, SideColumns::push);
    }
}

columns! {
    /// A range of sentences.
    struct RangeColumns {
        "start" start: Count,
        "end" end: Count,
    }
}

impl RangeColumns {
    fn push(&mut self, range: Range<usize>) {
        self.start.push(range.start);
        self.end.push(range.end);
    }
}

columns! {
    /// What is said of a bead.
    pub(crate) struct BeadColumns {
        "id" id: Text,
        "zh" zh: Text,
        "en" en: Text,
        "zh_segments" zh_segments: Object<RangeColumns>,
        "en_segments" en_segments: Object<RangeColumns>,
        "probability" probability: Probability,
    }
}

impl Said for BeadColumns {
    // The beads of a document bear its name as `doc`, since `id` is their own.
    const NAME: &'static str = "doc";
}

impl BeadColumns {
    pub(crate) fn push(&mut self, record: &AlignedRow<'_>) {
        let AlignedRow { row: Row { id, doc: _, zh, en }, zh_segments, en_segments, probability } = record;
        self.id.push_option(*id);
        self.zh.push(zh);
        self.en.push(en);
        self.zh_segments.push_option(Some(zh_segments.clone()), RangeColumns::push);
        self.en_segments.push_option(Some(en_segments.clone()), RangeColumns::push);
        self.probability.push(*probability);
    }
}
