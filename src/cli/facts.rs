//! `duizhao facts`: the numeric facts of texts.

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use unicode_width::UnicodeWidthStr;

use super::{Global, Outcome, Streams, input};
use crate::facts::{self, Context, Fact, Kind, Qualifier};
use crate::pipeline::{Session, files};
use crate::report::FactRecord;
use crate::source::{Lang, Place, SourceText};
use crate::text;

/// Read every numeric fact: number, date, percentage, amount of money, measure, …
///
/// Of a bilingual article both sides are read in file order, titles and headlines too, but nothing of its header lines and
/// list of terms. Any other file is read as one text in one language.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or directories; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The language of the text, or the side of an article; `auto` tells it by the script
    #[arg(long, default_value = "auto", value_name = "LANG")]
    lang: LangChoice,
    /// Each line is a text of its own, counted from 0; offsets are then within the line
    #[arg(long)]
    lines: bool,
    /// How to write the facts
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangChoice {
    Auto,
    Zh,
    En,
}

impl LangChoice {
    /// The language that was asked for.
    pub(super) fn chosen(self) -> Option<Lang> {
        match self {
            Self::Auto => None,
            Self::Zh => Some(Lang::Zh),
            Self::En => Some(Lang::En),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: place, kind, value, surface
    Table,
    /// A JSON object a line; offsets in code points
    Jsonl,
    /// The same, flat, with a line of names
    Csv,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    if args.format == Format::Csv {
        streams.out.write_all(&csv_line(CSV_COLUMNS)?)?;
    }
    let wanted = if args.lines { input::Wanted::Lines } else { input::Wanted::Texts };
    let several = input::list(&args.files, wanted).0.len() > 1;
    let session = Session::new();
    input::for_each_of(
        &args.files,
        wanted,
        global,
        streams,
        |source| describe(source, args, several, &session),
        |streams, pieces| pieces.iter().try_for_each(|piece| streams.out.write_all(piece)).map(|()| Outcome::Clean),
    )
}

/// The facts of one file, as they are printed, in pieces.
fn describe(
    source: &SourceText,
    args: &Args,
    several: bool,
    session: &Session,
) -> Result<Vec<Vec<u8>>, input::Problem> {
    // The table for people has no columns for what a fact is about, and needs no dictionary.
    let about = (args.format != Format::Table).then_some(session);
    if args.lines {
        let lines = facts_of_lines(source, args.lang.chosen(), about);
        let records = lines.iter().flat_map(|(number, line, found)| {
            found
                .iter()
                .map(move |fact| (fact, FactRecord { line: Some(*number), ..FactRecord::new(fact, line, None) }))
        });
        return Ok(vec![written(records, source, several, args.format)]);
    }
    let words = about.map(Session::words);
    let mut pieces = Vec::new();
    let read = files::each_facts_of(source, args.lang.chosen(), words, |found, date| {
        let records = found.iter().map(|fact| (fact, FactRecord::new(fact, source, date)));
        let is_first = pieces.iter().all(Vec::is_empty);
        pieces.push(written(records, source, several && is_first, args.format));
    });
    read.map_err(|error| input::Problem::of(source, error))?;
    Ok(pieces)
}

/// Facts with their records, as `format` has them.
fn written<'a>(
    records: impl Iterator<Item = (&'a Fact, FactRecord<'a>)>,
    source: &SourceText,
    named: bool,
    format: Format,
) -> Vec<u8> {
    match format {
        Format::Jsonl => records.fold(Vec::new(), |mut out, (_, record)| {
            // A record is plain data; writing it to memory cannot fail.
            let _ = serde_json::to_writer(&mut out, &record);
            out.push(b'\n');
            out
        }),
        Format::Csv => records.flat_map(|(_, record)| csv_record(&record).unwrap_or_default()).collect(),
        Format::Table => table(records, source, named).into_bytes(),
    }
}

/// The lines of a file that have facts, with their number from 0, each a text of its own under the file's name.
fn facts_of_lines(
    source: &SourceText,
    chosen: Option<Lang>,
    about: Option<&Session>,
) -> Vec<(usize, SourceText, Vec<Fact>)> {
    let mut lines = Vec::new();
    for (number, line) in source.text().split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        let lang = chosen.or_else(|| text::lang_of(line)).unwrap_or(Lang::En);
        let mut found = facts::read(line, lang, Context::default()).facts;
        if found.is_empty() {
            continue;
        }
        if let Some(session) = about {
            facts::about(line, lang, &mut found, session.words());
        }
        lines.push((number, SourceText::new(source.name(), line), found));
    }
    lines
}

const CSV_COLUMNS: &[&str] = &[
    "path",
    "line",
    "lang",
    "start",
    "end",
    "text",
    "kind",
    "value",
    "min",
    "max",
    "min_inclusive",
    "max_inclusive",
    "unit",
    "qualifier",
    "edtf",
    "resolved",
    "duration",
    "result",
    "of",
    "when",
    "where",
];

fn csv_line<T: AsRef<[u8]>>(fields: &[T]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn csv_record(record: &FactRecord<'_>) -> io::Result<Vec<u8>> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let flag = |value: Option<bool>| value.map(|value| value.to_string()).unwrap_or_default();
    let span =
        |span: &Option<crate::report::SpanRecord>| span.as_ref().map(|span| span.text.clone()).unwrap_or_default();
    csv_line(&[
        record.path.to_owned(),
        record.line.map(|line| line.to_string()).unwrap_or_default(),
        record.lang.code().to_owned(),
        record.start.to_string(),
        record.end.to_string(),
        record.text.to_owned(),
        record.kind.name().to_owned(),
        text(&record.value),
        text(&record.min),
        text(&record.max),
        flag(record.min_inclusive),
        flag(record.max_inclusive),
        record.unit.unwrap_or_default().to_owned(),
        record.qualifier.map(|qualifier| qualifier.name().to_owned()).unwrap_or_default(),
        text(&record.edtf),
        text(&record.resolved),
        text(&record.duration),
        text(&record.result),
        span(&record.of),
        span(&record.when),
        span(&record.place),
    ])
}

/// The facts of a piece of a file for people: a line each, in columns, under the file's name where that is `named`.
fn table<'a>(records: impl Iterator<Item = (&'a Fact, FactRecord<'a>)>, source: &SourceText, named: bool) -> String {
    let rows: Vec<[String; 5]> = records.map(|(fact, record)| row(&record, fact, source)).collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut out = String::new();
    if named && !rows.is_empty() {
        out.push_str(source.name());
        out.push('\n');
    }
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - cell.width()));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// What a bound says of a date or of anything else, in words.
pub(super) fn bound_of_date(kind: Kind, qualifier: Qualifier) -> String {
    let dated = matches!(kind, Kind::Date | Kind::Time | Kind::Datetime);
    let word = match qualifier {
        Qualifier::LessThan => "before",
        Qualifier::MoreThan => "after",
        Qualifier::AtLeast => "from",
        Qualifier::AtMost => "until",
        Qualifier::About | Qualifier::Nearly | Qualifier::Odd | Qualifier::Several => "",
    };
    if dated && !word.is_empty() { word.to_owned() } else { qualifier.name().replace('_', " ") }
}

/// Place, kind, value with unit, what it claims, surface.
fn row(record: &FactRecord<'_>, fact: &Fact, source: &SourceText) -> [String; 5] {
    let place = if let Some(line) = record.line {
        format!("{line}:{}", record.start)
    } else {
        let Place { line, column } = source.place(fact.span.start);
        format!("{line}:{column}")
    };
    let mut value = record.value.clone().or_else(|| record.edtf.clone()).unwrap_or_else(|| "–".to_owned());
    if let Some(unit) = record.unit {
        value = format!("{value} {unit}");
    }
    if let Some(resolved) = &record.resolved {
        value = format!("{value} = {resolved}");
    }
    let mut claim = match record.qualifier {
        _ if fact.is_impossible() => "no such day".to_owned(),
        Some(says) => bound_of_date(fact.kind, says),
        None => String::new(),
    };
    if record.min != record.max {
        let ends = [
            if record.min_inclusive == Some(true) { "[" } else { "(" },
            record.min.as_deref().unwrap_or("…"),
            ", ",
            record.max.as_deref().unwrap_or("…"),
            if record.max_inclusive == Some(true) { "]" } else { ")" },
        ];
        claim = if claim.is_empty() { ends.concat() } else { format!("{claim} {}", ends.concat()) };
    }
    // A surface may run over a line break; a table row may not.
    let surface = record.text.split_whitespace().collect::<Vec<_>>().join(" ");
    [place, record.kind.name().to_owned(), value, claim, surface]
}
