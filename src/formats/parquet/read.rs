use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StructArray};
use arrow::datatypes::{DataType, Float32Type, Float64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::bitext::{Origin, TranslationUnit};

/// Why a Parquet file gives no pairs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParquetPairsError {
    /// The file is broken, or no Parquet at all.
    #[error("not a Parquet file that can be read: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A part of it is broken.
    #[error("row group: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
    /// Columns are missing.
    #[error("no column \"translation\" with \"zh\" and \"en\", and no two columns of these names, of text")]
    NoPairs,
}

/// The pairs of a Parquet file. Rows that lack a side are left out.
pub fn read(bytes: Vec<u8>) -> Result<Vec<TranslationUnit>, ParquetPairsError> {
    let bytes = bytes::Bytes::from(bytes);
    let mut units = Vec::new();
    for batch in ParquetRecordBatchReaderBuilder::try_new(bytes)?.build()? {
        read_batch(&batch?, &mut units)?;
    }
    Ok(units)
}

fn read_batch(batch: &RecordBatch, units: &mut Vec<TranslationUnit>) -> Result<(), ParquetPairsError> {
    let pair = batch.column_by_name("translation").and_then(|column| column.as_struct_opt());
    let side = |name| {
        let column = match pair {
            Some(pair) => StructArray::column_by_name(pair, name),
            None => batch.column_by_name(name),
        };
        column.and_then(Texts::new).ok_or(ParquetPairsError::NoPairs)
    };
    let (zh, en) = (side("zh")?, side("en")?);
    let other = |names: [&str; 2]| names.into_iter().find_map(|name| batch.column_by_name(name)).and_then(Texts::new);
    let (id, doc) = (other(["id", "uid"]), other(["document", "doc"]));
    let probabilities = batch.column_by_name("probability");
    for row in 0..batch.num_rows() {
        let (Some(zh), Some(en)) = (zh.get(row), en.get(row)) else { continue };
        let text = |column: &Option<Texts<'_>>| column.as_ref().and_then(|texts| texts.get(row)).map(str::to_owned);
        units.push(TranslationUnit {
            id: Some(text(&id).unwrap_or_else(|| (units.len() + 1).to_string())),
            doc: text(&doc),
            zh: zh.to_owned(),
            en: en.to_owned(),
            probability: probability(probabilities, row),
            zh_origin: Origin::default(),
            en_origin: Origin::default(),
        });
    }
    Ok(())
}

/// The number in a row of a column of floats, if it can be a probability.
fn probability(column: Option<&ArrayRef>, row: usize) -> Option<f64> {
    let column = column.filter(|column| !column.is_null(row))?;
    let number = match column.data_type() {
        DataType::Float32 => f64::from(column.as_primitive::<Float32Type>().value(row)),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row),
        _ => return None,
    };
    (0.0..=1.0).contains(&number).then_some(number)
}

/// A column of text, whatever its offsets.
struct Texts<'a>(&'a ArrayRef);

impl<'a> Texts<'a> {
    fn new(column: &'a ArrayRef) -> Option<Self> {
        matches!(column.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View).then_some(Self(column))
    }

    fn get(&self, row: usize) -> Option<&'a str> {
        if self.0.is_null(row) {
            return None;
        }
        match self.0.data_type() {
            DataType::Utf8 => Some(self.0.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => Some(self.0.as_string::<i64>().value(row)),
            _ => Some(self.0.as_string_view().value(row)),
        }
    }
}
