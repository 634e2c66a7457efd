//! Record batches in and out.
//!
//! A row of the input is a document: `content`, an article; or `zh` and `en`, two texts. `path` and `id` name it. The
//! rows of the output are what the command line prints for it, in its order. A document that cannot be read is one row
//! with its path, its id and `error`.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, Field, FieldRef, Schema};
use duizhao::formats::jsonl::AlignedRow;
use duizhao::pipeline::files::Level;
use duizhao::report::{FactRecord, FindingRecord};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{self, ArrayIterator};
use serde::Serialize;

use crate::column::Column;
use crate::schemas;
use crate::work::{self, Content, Input, Task};

/// A record batch that any Arrow library takes.
#[pyclass(frozen, module = "duizhao")]
pub(crate) struct Batch {
    batch: RecordBatch,
}

impl Batch {
    /// What `task` returns for no documents.
    pub(crate) fn empty(task: Task) -> Self {
        Self { batch: RecordBatch::new_empty(schemas::of(task)) }
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

/// A fact of the document called `id`.
#[derive(Serialize)]
struct FactRow<'a> {
    id: Option<&'a str>,
    #[serde(flatten)]
    fact: FactRecord<'a>,
}

/// A bead of the document at `path`.
#[derive(Serialize)]
struct BeadRow<'a> {
    path: &'a str,
    #[serde(flatten)]
    bead: &'a AlignedRow<'a>,
}

/// A document that could not be read.
#[derive(Serialize)]
struct ErrorRow<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    error: &'a str,
}

/// Does `task` on every row of `batches`.
pub(crate) fn run(task: Task, batches: &[RecordBatch]) -> Result<Batch, ArrowError> {
    // A member without a column is an error here: nothing that the command line prints is lost in silence.
    let mut rows = ReaderBuilder::new(schemas::of(task)).with_strict_mode(true).build_decoder()?;
    for batch in batches {
        let documents = Documents::new(batch)?;
        for row in 0..batch.num_rows() {
            documents.run(task, row, &mut rows)?;
        }
    }
    Ok(rows.flush()?.map_or_else(|| Batch::empty(task), |batch| Batch { batch }))
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

    /// Does `task` on one document and adds what comes of it to `rows`.
    fn run(&self, task: Task, row: usize, rows: &mut Decoder) -> Result<(), ArrowError> {
        let [path, id] = [&self.path, &self.id].map(|column| column.as_ref().and_then(|column| column.name(row)));
        let document = Document { path: path.unwrap_or("-"), id, task };
        match &self.texts {
            Texts::Articles(column) => match column.content(row) {
                Some(content) => document.run(&Input::Article { path: document.path, content }, rows),
                None => document.fail("there is no content", rows),
            },
            Texts::Two { zh, en } => match (zh.content(row), en.content(row)) {
                (Some(zh), Some(en)) => {
                    document.run(&Input::Two { zh_path: document.path, zh, en_path: document.path, en }, rows)
                }
                (None, _) => document.fail("there is no Chinese text", rows),
                (_, None) => document.fail("there is no English text", rows),
            },
        }
    }
}

/// A document and what is to be done with it.
struct Document<'a> {
    path: &'a str,
    id: Option<&'a str>,
    task: Task,
}

impl Document<'_> {
    fn run(&self, input: &Input<'_>, rows: &mut Decoder) -> Result<(), ArrowError> {
        match self.task {
            Task::Facts => self.facts(input, rows),
            Task::Align => self.align(input, rows),
            Task::Check => match work::check(input, self.id) {
                Ok(alarms) => rows.serialize(&alarms.iter().map(FindingRecord::new).collect::<Vec<_>>()),
                Err((_, error)) => self.fail(&error.to_string(), rows),
            },
        }
    }

    fn facts(&self, input: &Input<'_>, rows: &mut Decoder) -> Result<(), ArrowError> {
        use duizhao::source::Lang;

        let texts: &[(Content<'_>, Option<Lang>)] = match *input {
            Input::Article { content, .. } => &[(content, None)],
            Input::Two { zh, en, .. } => &[(zh, Some(Lang::Zh)), (en, Some(Lang::En))],
        };
        for &(content, lang) in texts {
            match work::facts(self.path, content, lang) {
                Ok(facts) => {
                    let facts = facts.records().map(|fact| FactRow { id: self.id, fact });
                    rows.serialize(&facts.collect::<Vec<_>>())?;
                }
                Err(error) => self.fail(&error.to_string(), rows)?,
            }
        }
        Ok(())
    }

    fn align(&self, input: &Input<'_>, rows: &mut Decoder) -> Result<(), ArrowError> {
        let aligned = match work::align(input) {
            Ok(aligned) => aligned,
            Err((_, error)) => return self.fail(&error.to_string(), rows),
        };
        let mut written = Ok(());
        let name = self.id.unwrap_or_else(|| input.stem());
        aligned.for_each_row(Level::Sentence, name, |bead| {
            if written.is_ok() {
                written = rows.serialize(&[BeadRow { path: self.path, bead }]);
            }
        });
        written
    }

    /// The row of a document that could not be read.
    fn fail(&self, error: &str, rows: &mut Decoder) -> Result<(), ArrowError> {
        // The beads of a document bear its name as `doc`, since `id` is their own.
        let (id, doc) = if self.task == Task::Align { (None, self.id) } else { (self.id, None) };
        rows.serialize(&[ErrorRow { path: self.path, id, doc, error }])
    }
}
