//! Record batches in and out.
//!
//! A row of the input is a document: `content`, an article; or `zh` and `en`, two texts. `path` and `id` name it. The
//! rows of the output are what the command line prints for it, in its order. A document that cannot be read is one row
//! with its path, its id and `error`.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, Field, FieldRef, Schema};
use duizhao::pipeline::files::Level;
use duizhao::report::FindingRecord;
use duizhao::source::Lang;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{self, ArrayIterator};

use crate::column::Column;
use crate::rows::{BeadColumns, FactColumns, FindingColumns};
use crate::table::{Said, Table};
use crate::work::{self, Content, Input, Task};

/// A record batch that any Arrow library takes.
#[pyclass(frozen, module = "duizhao")]
pub(crate) struct Batch {
    batch: RecordBatch,
}

impl Batch {
    /// What `task` returns for no documents.
    pub(crate) fn empty(task: Task) -> Self {
        let schema = match task {
            Task::Facts => Table::<FactColumns>::schema(),
            Task::Align => Table::<BeadColumns>::schema(),
            Task::Check => Table::<FindingColumns>::schema(),
        };
        Self { batch: RecordBatch::new_empty(schema) }
    }

    /// The batch as one array of structs, which is how record batches are exchanged.
    fn array(&self) -> (FieldRef, ArrayRef) {
        let fields = self.batch.schema_ref().fields().clone();
        (Arc::new(Field::new_struct("", fields, false)), Arc::new(StructArray::from(self.batch.clone())))
    }
}

#[pymethods]
impl Batch {
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<duizhao.Batch of {} rows>", self.batch.num_rows())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let schema: &Schema = self.batch.schema_ref();
        ffi::to_schema_pycapsule(py, schema)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyTuple>> {
        let (field, array) = self.array();
        ffi::to_array_pycapsules(py, field, &array, requested_schema)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let (field, array) = self.array();
        ffi::to_stream_pycapsule(py, Box::new(ArrayIterator::new([Ok(array)], field)), requested_schema)
    }
}

/// Does `task` on every row of `batches`.
pub(crate) fn run(task: Task, batches: &[RecordBatch]) -> Result<Batch, ArrowError> {
    match task {
        Task::Facts => run_as(batches, facts),
        Task::Align => run_as(batches, align),
        Task::Check => run_as(batches, check),
    }
}

/// Hands every document of `batches` to `each`, which says what it finds in the rows of a table.
fn run_as<S: Said>(
    batches: &[RecordBatch],
    each: impl Fn(&Name<'_>, &Input<'_>, &mut Table<S>),
) -> Result<Batch, ArrowError> {
    let mut table = Table::default();
    for batch in batches {
        let documents = Documents::new(batch)?;
        for row in 0..batch.num_rows() {
            let name = documents.name(row);
            match documents.input(row, name.path) {
                Ok(input) => each(&name, &input, &mut table),
                Err(error) => table.fail(name.path, name.id, error),
            }
        }
    }
    Ok(Batch { batch: table.finish()? })
}

fn facts(name: &Name<'_>, input: &Input<'_>, table: &mut Table<FactColumns>) {
    let texts: &[(Content<'_>, Option<Lang>)] = match *input {
        Input::Article { content, .. } => &[(content, None)],
        Input::Two { zh, en, .. } => &[(zh, Some(Lang::Zh)), (en, Some(Lang::En))],
    };
    for &(content, lang) in texts {
        match work::facts(name.path, content, lang) {
            Ok(facts) => facts.records().for_each(|record| table.push(name.path, name.id, |row| row.push(record))),
            Err(error) => table.fail(name.path, name.id, &error.to_string()),
        }
    }
}

fn check(name: &Name<'_>, input: &Input<'_>, table: &mut Table<FindingColumns>) {
    match work::check(input, name.id) {
        Ok(alarms) => {
            for alarm in &alarms {
                table.push(name.path, name.id, |row| row.push(FindingRecord::new(alarm)));
            }
        }
        Err((_, error)) => table.fail(name.path, name.id, &error.to_string()),
    }
}

fn align(name: &Name<'_>, input: &Input<'_>, table: &mut Table<BeadColumns>) {
    match work::align(input) {
        Ok(aligned) => {
            let doc = name.id.unwrap_or_else(|| input.stem());
            aligned.for_each_row(Level::Sentence, doc, |bead| {
                table.push(name.path, Some(doc), |row| row.push(bead));
            });
        }
        Err((_, error)) => table.fail(name.path, name.id, &error.to_string()),
    }
}

/// What a document is called.
struct Name<'a> {
    path: &'a str,
    id: Option<&'a str>,
}

/// The columns that hold documents.
struct Documents {
    path: Option<Column>,
    id: Option<Column>,
    texts: Texts,
}

enum Texts {
    Articles(Column),
    Two { zh: Column, en: Column },
}

impl Documents {
    fn new(batch: &RecordBatch) -> Result<Self, ArrowError> {
        let column = |name| Column::find(batch, name);
        let texts = match (column("content")?, column("zh")?, column("en")?) {
            (Some(content), None, None) => Texts::Articles(content),
            (None, Some(zh), Some(en)) => Texts::Two { zh, en },
            _ => {
                let names: Vec<&str> = batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
                let names = names.join(", ");
                let wanted = "either \"content\", an article, or \"zh\" and \"en\"";
                return Err(ArrowError::SchemaError(format!("the columns have to be {wanted}; they are {names}")));
            }
        };
        Ok(Self { path: column("path")?, id: column("id")?, texts })
    }

    /// What the document in `row` is called.
    fn name(&self, row: usize) -> Name<'_> {
        let [path, id] = [&self.path, &self.id].map(|column| column.as_ref().and_then(|column| column.name(row)));
        Name { path: path.unwrap_or("-"), id }
    }

    /// The document in `row`, which is called `path`; or what is missing there.
    fn input<'a>(&'a self, row: usize, path: &'a str) -> Result<Input<'a>, &'static str> {
        match &self.texts {
            Texts::Articles(column) => {
                let content = column.content(row).ok_or("there is no content")?;
                Ok(Input::Article { path, content })
            }
            Texts::Two { zh, en } => {
                let zh = zh.content(row).ok_or("there is no Chinese text")?;
                let en = en.content(row).ok_or("there is no English text")?;
                Ok(Input::Two { zh_path: path, zh, en_path: path, en })
            }
        }
    }
}
