//! Arrow tables that are filled row by row.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, NullBufferBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

/// A column of a table or of an object.
pub(crate) trait Column: Default {
    fn data_type() -> DataType;

    /// Adds a null.
    fn skip(&mut self);

    /// The array of what was added.
    fn finish(self) -> Result<ArrayRef, ArrowError>;
}

/// Columns that are filled together.
pub(crate) trait Columns: Default {
    fn fields() -> Vec<Field>;

    /// Adds a null to each.
    fn skip(&mut self);

    /// The array of each, in order.
    fn finish(self) -> Result<Vec<ArrayRef>, ArrowError>;
}

/// Declares columns: what they are called in the table and in the code, and what they hold.
macro_rules! columns {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident { $($title:literal $field:ident: $column:ty,)* }) => {
        $(#[$meta])*
        #[derive(Default)]
        $visibility struct $name {
            $($field: $column,)*
        }

        impl $crate::table::Columns for $name {
            fn fields() -> Vec<arrow_schema::Field> {
                use $crate::table::Column;
                vec![$(arrow_schema::Field::new($title, <$column>::data_type(), true),)*]
            }

            fn skip(&mut self) {
                use $crate::table::Column;
                $(self.$field.skip();)*
            }

            fn finish(self) -> Result<Vec<arrow_array::ArrayRef>, arrow_schema::ArrowError> {
                use $crate::table::Column;
                Ok(vec![$(self.$field.finish()?,)*])
            }
        }
    };
}
pub(crate) use columns;

/// A column of strings.
#[derive(Default)]
pub(crate) struct Text {
    strings: StringBuilder,
    /// Something was left out: the strings of one array have some two gigabytes together at most.
    is_full: bool,
}

impl Text {
    pub(crate) fn push(&mut self, text: &str) {
        let size = self.strings.values_slice().len() + text.len();
        self.is_full |= i32::try_from(size).is_err();
        if !self.is_full {
            self.strings.append_value(text);
        }
    }

    pub(crate) fn push_option(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.push(text),
            None => self.skip(),
        }
    }
}

impl Column for Text {
    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn skip(&mut self) {
        self.strings.append_null();
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        if self.is_full {
            let message = "what comes of these documents is more than two gigabytes; pass fewer at a time";
            return Err(ArrowError::MemoryError(message.to_owned()));
        }
        Ok(Arc::new(self.strings.finish()))
    }
}

/// A column of offsets and numbers of things.
#[derive(Default)]
pub(crate) struct Count(Int64Builder);

impl Count {
    pub(crate) fn push(&mut self, count: usize) {
        // What is counted lies in memory, which ends long before.
        self.0.append_value(i64::try_from(count).unwrap_or(i64::MAX));
    }
}

/// A column of yes and no.
#[derive(Default)]
pub(crate) struct Flag(BooleanBuilder);

impl Flag {
    pub(crate) fn push_option(&mut self, flag: Option<bool>) {
        self.0.append_option(flag);
    }
}

/// A column of probabilities.
#[derive(Default)]
pub(crate) struct Probability(Float64Builder);

impl Probability {
    pub(crate) fn push(&mut self, probability: f64) {
        self.0.append_value(probability);
    }
}

/// Says how a column is made of a builder.
macro_rules! column_of_builder {
    ($column:ty, $data_type:expr) => {
        impl Column for $column {
            fn data_type() -> DataType {
                $data_type
            }

            fn skip(&mut self) {
                self.0.append_null();
            }

            fn finish(mut self) -> Result<ArrayRef, ArrowError> {
                Ok(Arc::new(self.0.finish()))
            }
        }
    };
}
column_of_builder!(Count, DataType::Int64);
column_of_builder!(Flag, DataType::Boolean);
column_of_builder!(Probability, DataType::Float64);

/// A column of objects, whose members are columns again.
pub(crate) struct Object<C> {
    members: C,
    present: NullBufferBuilder,
}

impl<C: Columns> Default for Object<C> {
    fn default() -> Self {
        Self { members: C::default(), present: NullBufferBuilder::new(0) }
    }
}

impl<C: Columns> Object<C> {
    /// Adds an object, where there is one, whose members `fill` adds.
    pub(crate) fn push_option<T>(&mut self, object: Option<T>, fill: impl FnOnce(&mut C, T)) {
        match object {
            Some(object) => {
                fill(&mut self.members, object);
                self.present.append_non_null();
            }
            None => self.skip(),
        }
    }
}

impl<C: Columns> Column for Object<C> {
    fn data_type() -> DataType {
        DataType::Struct(Fields::from(C::fields()))
    }

    fn skip(&mut self) {
        self.members.skip();
        self.present.append_null();
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let members = self.members.finish()?;
        Ok(Arc::new(StructArray::try_new(Fields::from(C::fields()), members, self.present.finish())?))
    }
}

/// What a task says of a document.
pub(crate) trait Said: Columns {
    /// The column that names the document beside its path.
    const NAME: &'static str = "id";
}

/// Rows, each of which says something of a document, or why nothing can be said of it.
#[derive(Default)]
pub(crate) struct Table<S> {
    path: Text,
    name: Text,
    said: S,
    error: Text,
}

impl<S: Said> Table<S> {
    pub(crate) fn schema() -> SchemaRef {
        let text = |name| Field::new(name, Text::data_type(), true);
        let mut fields = vec![text("path"), text(S::NAME)];
        fields.extend(S::fields());
        fields.push(text("error"));
        Arc::new(Schema::new(fields))
    }

    /// Adds a row, of which `fill` adds what is said.
    pub(crate) fn push(&mut self, path: &str, name: Option<&str>, fill: impl FnOnce(&mut S)) {
        self.path.push(path);
        self.name.push_option(name);
        fill(&mut self.said);
        self.error.skip();
    }

    /// Adds the row of a document that could not be read.
    pub(crate) fn fail(&mut self, path: &str, name: Option<&str>, error: &str) {
        self.path.push(path);
        self.name.push_option(name);
        self.said.skip();
        self.error.push(error);
    }

    /// The rows. An error, when they are too many for one batch.
    pub(crate) fn finish(self) -> Result<RecordBatch, ArrowError> {
        let mut columns = vec![self.path.finish()?, self.name.finish()?];
        columns.extend(self.said.finish()?);
        columns.push(self.error.finish()?);
        RecordBatch::try_new(Self::schema(), columns)
    }
}
