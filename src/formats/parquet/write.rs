use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float32Array, RecordBatch, StringArray, StringBuilder, StructArray, UInt32Array};
use arrow::datatypes::{DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;

use super::GROUP;

/// A pair to be written.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// What it is called.
    pub id: &'a str,
    /// The document it belongs to.
    pub doc: &'a str,
    /// The date of the document, ISO 8601.
    pub date: Option<&'a str>,
    /// The page it was printed on.
    pub page: Option<u32>,
    /// The probability of its alignment.
    pub probability: f64,
    /// The Chinese text.
    pub zh: &'a str,
    /// The English text.
    pub en: &'a str,
}

/// A Parquet file while it is written.
#[derive(Debug)]
pub struct Writer<W: Write + Send> {
    writer: ArrowWriter<W>,
    columns: Columns,
}

#[derive(Debug, Default)]
struct Columns {
    id: StringBuilder,
    doc: StringBuilder,
    date: StringBuilder,
    page: Vec<Option<u32>>,
    probability: Vec<f32>,
    zh: StringBuilder,
    en: StringBuilder,
}

/// How all files are written.
pub(super) fn properties() -> WriterProperties {
    WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build()
}

fn sides() -> Fields {
    ["zh", "en"].map(|side| Field::new(side, DataType::Utf8, false)).into_iter().collect()
}

fn schema() -> Schema {
    Schema::new(vec![
        Field::new("id", DataType::Utf8, false),
        Field::new("document", DataType::Utf8, false),
        Field::new("date", DataType::Utf8, true),
        Field::new("page", DataType::UInt32, true),
        Field::new("probability", DataType::Float32, false),
        Field::new("translation", DataType::Struct(sides()), false),
    ])
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    pub fn new(out: W) -> Result<Self> {
        let writer = ArrowWriter::try_new(out, Arc::new(schema()), Some(properties()))?;
        Ok(Self { writer, columns: Columns::default() })
    }

    /// Writes a pair.
    pub fn row(&mut self, row: &Row<'_>) -> Result<()> {
        let columns = &mut self.columns;
        columns.id.append_value(row.id);
        columns.doc.append_value(row.doc);
        columns.date.append_option(row.date);
        columns.page.push(row.page);
        #[expect(clippy::cast_possible_truncation, reason = "a probability to seven digits")]
        columns.probability.push(row.probability as f32);
        columns.zh.append_value(row.zh);
        columns.en.append_value(row.en);
        if columns.page.len() >= GROUP { self.group() } else { Ok(()) }
    }

    fn group(&mut self) -> Result<()> {
        let columns = &mut self.columns;
        let text = |builder: &mut StringBuilder| -> StringArray { builder.finish() };
        let pair: Vec<ArrayRef> = vec![Arc::new(text(&mut columns.zh)), Arc::new(text(&mut columns.en))];
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(text(&mut columns.id)),
            Arc::new(text(&mut columns.doc)),
            Arc::new(text(&mut columns.date)),
            Arc::new(UInt32Array::from(std::mem::take(&mut columns.page))),
            Arc::new(Float32Array::from(std::mem::take(&mut columns.probability))),
            Arc::new(StructArray::new(sides(), pair, None)),
        ];
        let batch = RecordBatch::try_new(Arc::new(schema()), arrays)?;
        self.writer.write(&batch)?;
        self.writer.flush()
    }

    /// Writes what is left, and the end of the file. Returns where it went.
    pub fn finish(mut self) -> Result<W> {
        if !self.columns.page.is_empty() {
            self.group()?;
        }
        self.writer.into_inner()
    }
}
