//! duizhao for Python: types are translated here, and nothing else happens.
//!
//! The package `duizhao` around it is Python: what these functions return as JSON becomes dictionaries there. They are the
//! very records that the command line prints, so that both say the same.

mod batches;
mod column;
mod rows;
mod table;
mod work;

use duizhao::pipeline::files::{FileError, Level};
use duizhao::source::Lang;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use serde::Serialize;

use work::{Input, Task};

pyo3::import_exception!(duizhao._errors, ReadError);

/// A walk allocates and frees some megabytes a document; glibc hands each back to the system and asks for it again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A text as Python has it: read already, or the bytes of a file.
#[derive(FromPyObject)]
enum Text {
    #[pyo3(transparent, annotation = "str")]
    Read(PyBackedStr),
    #[pyo3(transparent, annotation = "bytes")]
    Bytes(PyBackedBytes),
}

impl Text {
    fn content(&self) -> work::Content<'_> {
        match self {
            Self::Read(text) => work::Content::Text(text),
            Self::Bytes(bytes) => work::Content::Bytes(bytes),
        }
    }
}

/// The exception for a file that could not be read.
fn read_error(path: &str, error: &FileError) -> PyErr {
    ReadError::new_err((path.to_owned(), error.to_string()))
}

/// The JSON of `value`, which is plain data.
fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// One text, which is an article, or a Chinese and an English one.
fn input<'a>(first: &'a Text, en: Option<&'a Text>, path: &'a str, en_path: Option<&'a str>) -> Input<'a> {
    match en {
        None => Input::Article { path, content: first.content() },
        Some(en) => {
            let en_path = en_path.unwrap_or(path);
            Input::Two { zh_path: path, zh: first.content(), en_path, en: en.content() }
        }
    }
}

/// The facts of a text as a JSON array.
#[pyfunction]
fn facts(py: Python<'_>, text: Text, lang: Option<&str>, path: &str) -> PyResult<String> {
    let lang = match lang {
        None => None,
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        Some(other) => return Err(PyValueError::new_err(format!("lang is {other:?}; it can be 'zh', 'en' or None"))),
    };
    py.detach(|| {
        let read = work::facts(path, text.content(), lang).map_err(|error| read_error(path, &error))?;
        json(&read.records().collect::<Vec<_>>())
    })
}

/// The findings in an article, or in two texts, as a JSON array.
#[pyfunction]
fn check(py: Python<'_>, zh: Text, en: Option<Text>, path: &str, en_path: Option<&str>) -> PyResult<String> {
    py.detach(|| {
        let input = input(&zh, en.as_ref(), path, en_path);
        let alarms = work::check(&input, None).map_err(|(path, error)| read_error(path, &error))?;
        json(&alarms.iter().map(duizhao::report::FindingRecord::new).collect::<Vec<_>>())
    })
}

/// The beads of an article, or of two texts, as a JSON array.
#[pyfunction]
fn align(
    py: Python<'_>,
    zh: Text,
    en: Option<Text>,
    path: &str,
    en_path: Option<&str>,
    by_paragraph: bool,
) -> PyResult<String> {
    let level = if by_paragraph { Level::Paragraph } else { Level::Sentence };
    py.detach(|| {
        let input = input(&zh, en.as_ref(), path, en_path);
        let aligned = work::align(&input).map_err(|(path, error)| read_error(path, &error))?;
        let (mut rows, mut failed) = (Vec::new(), None);
        aligned.for_each_row(level, input.stem(), |row| match json(row) {
            Ok(row) => rows.push(row),
            Err(error) => failed = Some(error),
        });
        failed.map_or_else(|| Ok(format!("[{}]", rows.join(","))), Err)
    })
}

/// What a file is made of, as a JSON object.
#[pyfunction]
fn parse(py: Python<'_>, data: Text, path: &str) -> PyResult<String> {
    py.detach(|| {
        let read = work::parse(path, data.content()).map_err(|error| read_error(path, &error))?;
        json(&read.record())
    })
}

/// Does a task on the documents of Arrow data and returns what came of them as a record batch.
#[pyfunction]
fn batch(py: Python<'_>, task: &str, data: pyo3_arrow::input::AnyRecordBatch) -> PyResult<batches::Batch> {
    let task: Task = task.parse().map_err(PyValueError::new_err)?;
    let batches = data.into_reader()?.collect::<Result<Vec<_>, _>>();
    let batches = batches.map_err(|error| PyValueError::new_err(error.to_string()))?;
    py.detach(|| batches::run(task, &batches)).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The schema of what [`batch`] returns for a task.
#[pyfunction]
fn schema(task: &str) -> PyResult<batches::Batch> {
    let task: Task = task.parse().map_err(PyValueError::new_err)?;
    Ok(batches::Batch::empty(task))
}

/// The compiled part of the package `duizhao`.
#[pymodule]
fn _duizhao(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<batches::Batch>()?;
    module.add_function(wrap_pyfunction!(facts, module)?)?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add_function(wrap_pyfunction!(align, module)?)?;
    module.add_function(wrap_pyfunction!(parse, module)?)?;
    module.add_function(wrap_pyfunction!(batch, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)?;
    Ok(())
}
