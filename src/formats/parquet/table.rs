use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringBuilder, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::errors::Result;

use super::GROUP;
use super::write::properties;

/// A table of texts and counts while it is written, each of which may be absent.
#[derive(Debug)]
pub struct Table<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: Arc<Schema>,
    columns: Vec<Column>,
    rows: usize,
}

/// What a cell holds. All cells of a column hold the same.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// A text.
    Text(Option<&'a str>),
    /// A count.
    Count(Option<u32>),
}

#[derive(Debug)]
enum Column {
    Texts(StringBuilder),
    Counts(Vec<Option<u32>>),
}

impl<W: Write + Send> Table<W> {
    /// Begins a file whose columns are called `names`; those in `counts` hold counts, the others texts.
    pub fn new(out: W, names: &[&str], counts: &[&str]) -> Result<Self> {
        let is_count = |name: &&str| counts.contains(name);
        let field = |name: &&str| {
            let kind = if is_count(name) { DataType::UInt32 } else { DataType::Utf8 };
            Field::new(*name, kind, true)
        };
        let column =
            |name| if is_count(name) { Column::Counts(Vec::new()) } else { Column::Texts(StringBuilder::new()) };
        let schema = Arc::new(Schema::new(names.iter().map(field).collect::<Vec<_>>()));
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties()))?;
        Ok(Self { writer, schema, columns: names.iter().map(column).collect(), rows: 0 })
    }

    /// Writes a row. A cell that is not of its column's kind is absent.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<()> {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            match (column, cells.next()) {
                (Column::Texts(texts), Some(Cell::Text(text))) => texts.append_option(text),
                (Column::Texts(texts), _) => texts.append_null(),
                (Column::Counts(counts), Some(Cell::Count(count))) => counts.push(count),
                (Column::Counts(counts), _) => counts.push(None),
            }
        }
        self.rows += 1;
        if self.rows >= GROUP { self.group() } else { Ok(()) }
    }

    fn group(&mut self) -> Result<()> {
        let array = |column: &mut Column| -> ArrayRef {
            match column {
                Column::Texts(texts) => Arc::new(texts.finish()),
                Column::Counts(counts) => Arc::new(UInt32Array::from(std::mem::take(counts))),
            }
        };
        let arrays = self.columns.iter_mut().map(array).collect();
        self.writer.write(&RecordBatch::try_new(Arc::clone(&self.schema), arrays)?)?;
        self.rows = 0;
        self.writer.flush()
    }

    /// Writes what is left, and the end of the file. Returns where it went.
    pub fn finish(mut self) -> Result<W> {
        if self.rows > 0 {
            self.group()?;
        }
        self.writer.into_inner()
    }
}
