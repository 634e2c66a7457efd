//! The columns of what a task returns: the members of the command line's JSON Lines, and `error`.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

use crate::work::Task;

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn count(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn object<const N: usize>(name: &str, members: [Field; N]) -> Field {
    Field::new(name, DataType::Struct(Fields::from(Vec::from(members))), true)
}

/// A stretch of text and where it stands.
fn span(name: &str) -> Field {
    object(name, [text("text"), count("start"), count("end")])
}

/// One side of a finding.
fn side(name: &str) -> Field {
    let members = [text("text"), count("start"), count("end"), text("value"), count("line"), count("column")];
    object(name, members)
}

/// A range of sentences.
fn range(name: &str) -> Field {
    object(name, [count("start"), count("end")])
}

/// The columns that `task` returns.
pub(crate) fn of(task: Task) -> SchemaRef {
    let fields = match task {
        Task::Facts => vec![
            text("path"),
            text("id"),
            text("lang"),
            count("start"),
            count("end"),
            text("text"),
            text("kind"),
            text("value"),
            text("min"),
            text("max"),
            flag("min_inclusive"),
            flag("max_inclusive"),
            text("unit"),
            text("qualifier"),
            text("edtf"),
            text("resolved"),
            text("duration"),
            text("result"),
            span("of"),
            span("when"),
            span("where"),
            text("error"),
        ],
        Task::Align => vec![
            text("path"),
            text("doc"),
            text("id"),
            text("zh"),
            text("en"),
            range("zh_segments"),
            range("en_segments"),
            Field::new("probability", DataType::Float64, true),
            text("error"),
        ],
        Task::Check => vec![
            text("path"),
            text("id"),
            text("rule"),
            text("class"),
            text("severity"),
            text("message"),
            text("help"),
            side("zh"),
            side("en"),
            text("error"),
        ],
    };
    Arc::new(Schema::new(fields))
}
