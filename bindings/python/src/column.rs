//! Columns of Arrow data that hold texts, whatever layout their writer chose.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::{can_cast_types, cast};
use arrow_schema::{ArrowError, DataType};

use crate::work::Content;

/// A column of texts.
pub(crate) struct Column {
    array: ArrayRef,
}

impl Column {
    /// The column called `name`, if there is one. Numbers and dictionaries are turned into strings.
    pub(crate) fn find(batch: &RecordBatch, name: &str) -> Result<Option<Self>, ArrowError> {
        use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};

        let Some(array) = batch.column_by_name(name) else { return Ok(None) };
        let array = match array.data_type() {
            Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView => array.clone(),
            other if can_cast_types(other, &Utf8) && !other.is_nested() => cast(array, &Utf8)?,
            other => {
                return Err(ArrowError::SchemaError(format!(
                    "column {name:?} is {other}; it has to be string or binary"
                )));
            }
        };
        Ok(Some(Self { array }))
    }

    /// What stands in `row`; `None` where it is null.
    pub(crate) fn content(&self, row: usize) -> Option<Content<'_>> {
        if self.array.is_null(row) {
            return None;
        }
        Some(match self.array.data_type() {
            DataType::LargeUtf8 => Content::Text(self.array.as_string::<i64>().value(row)),
            DataType::Utf8View => Content::Text(self.array.as_string_view().value(row)),
            DataType::Binary => Content::Bytes(self.array.as_binary::<i32>().value(row)),
            DataType::LargeBinary => Content::Bytes(self.array.as_binary::<i64>().value(row)),
            DataType::BinaryView => Content::Bytes(self.array.as_binary_view().value(row)),
            _ => Content::Text(self.array.as_string::<i32>().value(row)),
        })
    }

    /// The name in `row`; `None` where it is null or no text.
    pub(crate) fn name(&self, row: usize) -> Option<&str> {
        match self.content(row)? {
            Content::Text(text) => Some(text),
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        }
    }
}
