use serde::Serialize;

use super::SpanRecord;
use crate::bitext::{BlockKind, Document, Markup, MarkupKind, Metadata};
use crate::source::{Encoding, Lang, SourceText, Span};

/// A document as `parse` prints it. What is absent is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `Document`")]
pub struct DocumentRecord<'a> {
    pub path: &'a str,
    /// The encoding of the file, where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub zh: MetadataRecord,
    pub en: MetadataRecord,
    pub blocks: Vec<BlockRecord>,
    pub markup: Vec<MarkupRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermRecord>,
}

/// The markup of `document`; where its text was taken out of a file, what of that file is in no block.
fn markup(document: &Document, source: &SourceText) -> Vec<MarkupRecord> {
    let Some((file, _)) = source.in_file(Span::new(0, 0)) else {
        let record = |of: &Markup| MarkupRecord { kind: of.kind, span: SpanRecord::new(of.span, source) };
        return document.markup.iter().map(record).collect();
    };
    // Header lines and labels are known by the text, the rest by what the blocks leave.
    let known = document.markup.iter().filter(|of| of.kind != MarkupKind::Space).map(|of| (of.span, Some(of.kind)));
    let blocks = document.blocks.iter().map(|block| (block.span, None));
    let located = |(span, kind)| source.in_file(span).map(|(_, span): (_, Span)| (span, kind));
    let mut taken: Vec<(Span, Option<MarkupKind>)> = known.chain(blocks).filter_map(located).collect();
    taken.sort_by_key(|(span, _)| *span);
    let mut records = Vec::new();
    let mut push = |kind, span: Span| records.push(MarkupRecord { kind, span: SpanRecord::new(span, file) });
    let mut at = 0;
    for (span, kind) in taken.into_iter().chain([(Span::new(file.text().len(), file.text().len()), None)]) {
        if at < span.start {
            let gap = Span::new(at, span.start);
            push(if gap.of(file.text()).trim().is_empty() { MarkupKind::Space } else { MarkupKind::Mark }, gap);
        }
        if let Some(kind) = kind {
            push(kind, span);
        }
        at = at.max(span.end);
    }
    records
}

/// What one side says about itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `Metadata`")]
pub struct MetadataRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<SpanRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<SpanRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<SpanRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<SpanRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<SpanRecord>,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `Block`")]
pub struct BlockRecord {
    pub lang: Lang,
    pub kind: BlockKind,
    #[serde(flatten)]
    pub span: SpanRecord,
}

/// A stretch of markup.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `Markup`")]
pub struct MarkupRecord {
    pub kind: MarkupKind,
    #[serde(flatten)]
    pub span: SpanRecord,
}

/// A term of the file's own list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "a side each")]
pub struct TermRecord {
    pub zh: SpanRecord,
    pub en: SpanRecord,
}

impl<'a> DocumentRecord<'a> {
    /// The record of `document`, which was read from `source`.
    pub fn new(document: &Document, source: &'a SourceText) -> Self {
        let span = |span: Span| SpanRecord::new(span, source);
        let metadata = |of: &Metadata| MetadataRecord {
            title: of.title.map(span),
            author: of.author.map(span),
            date: of.date.map(span),
            page: of.page.map(span),
            column: of.column.map(span),
        };
        let block = |of: &crate::bitext::Block| BlockRecord { lang: of.lang, kind: of.kind, span: span(of.span) };
        Self {
            path: source.name(),
            encoding: Some(source.encoding()).filter(|it| *it != Encoding::Utf8).map(|it| it.to_string()),
            date: document.date.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
            zh: metadata(&document.zh),
            en: metadata(&document.en),
            blocks: document.blocks.iter().map(block).collect(),
            markup: markup(document, source),
            terms: document.terms.iter().map(|&(zh, en)| TermRecord { zh: span(zh), en: span(en) }).collect(),
        }
    }
}
