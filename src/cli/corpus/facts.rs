//! `duizhao corpus facts`: the numbers of a corpus as a table, as a series, as a picture.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::ValueEnum;

use super::progress::grouped;
use super::{Choice, Failure, StorePath, open, plot, scan, scan_ids};
use crate::cli::output;
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{self, Candidates, FactRow, Point, Query, Raw, Selection, Series, StoreError};
use crate::facts::Kind;
use crate::quantity::{Exact, Unit};

/// The numbers of a corpus as a table: what is counted, how many, of what, when, where, both sentences, and whether the
/// two sides agree.
///
/// With --by the values become a series: how many there are in each year or month, the smallest, the middle, the largest.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
    /// What is counted, as for `corpus search`: 棉花, cotton
    #[arg(long, value_name = "WHAT")]
    of: Option<String>,
    /// Amounts in this unit, or that can be given in it: mu, t, CNY (`data/units.tsv` has all)
    #[arg(long, value_name = "UNIT", value_parser = parse_unit)]
    unit: Option<Unit>,
    /// Of this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,
    /// With this verdict
    #[arg(long, value_name = "VERDICT")]
    verdict: Option<corpus::Outcome>,
    /// A series: the values of each year or month
    #[arg(long, value_name = "PERIOD")]
    by: Option<Period>,
    /// The series as a picture
    #[arg(long, value_name = "FILE.svg", value_parser = parse_svg)]
    plot: Option<PathBuf>,
    /// How to write the table
    #[arg(long, default_value = "csv", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Period {
    Year,
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    /// A JSON object a line
    Jsonl,
}

fn parse_unit(text: &str) -> Result<Unit, String> {
    Unit::by_code(text)
        .ok_or_else(|| format!("there is no unit {text}; codes are those of UCUM and ISO 4217, mu, jin …"))
}

/// Reads the name of a picture; no other format of pictures is known.
fn parse_svg(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_svg = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg"));
    if is_svg { Ok(path) } else { Err("the picture is SVG: name it FILE.svg".to_owned()) }
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let of = args.of.as_deref().map(Query::parse).transpose().map_err(|error| Failure::Usage(error.to_string()))?;
    let mut store = open(&args.store.store)?;
    let candidates = match &of {
        Some(of) => of.candidates(&store)?,
        None => Candidates::All,
    };
    let wanted = Wanted { args, of };
    let work = |raw: Raw| rows(&raw, &wanted);
    let mut out = Writer::new(args, streams.out);
    let sink = |rows: Vec<FactRow>| {
        for row in rows {
            out.row(&row)?;
        }
        Ok(ControlFlow::Continue(()))
    };
    let selection = Selection::from(&args.choice);
    match candidates {
        Candidates::All => scan(&mut store, selection, global, work, sink)?,
        Candidates::Some(ids, indexed) => scan_ids(&mut store, selection, (ids, indexed), global, work, sink)?,
    }
    let rows = out.finish()?;
    if !global.quiet {
        writeln!(streams.err, "{} facts", grouped(rows))?;
    }
    Ok(Outcome::Clean)
}

/// Which facts are asked for.
struct Wanted<'a> {
    args: &'a Args,
    of: Option<Query>,
}

impl Wanted<'_> {
    fn takes(&self, row: &FactRow) -> bool {
        let Args { unit, kind, verdict, .. } = self.args;
        let of = |of: &Query| [&row.of, &row.of_en].into_iter().flatten().any(|text| of.matches_text(text));
        verdict.is_none_or(|verdict| row.verdict == verdict)
            && unit.is_none_or(|unit| row.amount_in(Some(unit)).is_some())
            && kind.is_none_or(|kind| row.kind == kind)
            && self.of.as_ref().is_none_or(of)
    }
}

fn rows(raw: &Raw, wanted: &Wanted<'_>) -> Result<Vec<FactRow>, StoreError> {
    let entry = raw.unpack()?;
    Ok(FactRow::of_entry(&entry).filter(|row| wanted.takes(row)).collect())
}

/// Where the rows go.
struct Writer<'a> {
    args: &'a Args,
    out: &'a mut dyn io::Write,
    series: Series,
    rows: u64,
    begun: bool,
}

impl<'a> Writer<'a> {
    fn new(args: &'a Args, out: &'a mut dyn io::Write) -> Self {
        Self { args, out, series: Series::default(), rows: 0, begun: false }
    }

    fn row(&mut self, row: &FactRow) -> io::Result<()> {
        if self.args.by.is_some() || self.args.plot.is_some() {
            let length = if self.args.by == Some(Period::Month) { 7 } else { 4 };
            let period = row.period.as_deref().and_then(|period| period.get(..length));
            if let Some((period, amount)) = period.zip(row.amount_in(self.args.unit)) {
                self.series.add(period, amount);
                self.rows += 1;
            }
            return Ok(());
        }
        self.rows += 1;
        match self.args.format {
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, &Sparse(row))?;
                self.out.write_all(b"\n")
            }
            Format::Csv => {
                let mut csv = csv::WriterBuilder::new().has_headers(!self.begun).from_writer(&mut self.out);
                self.begun = true;
                csv.serialize(row)?;
                csv.flush()
            }
        }
    }

    /// Writes the series, if one was asked for; how many facts there were.
    fn finish(self) -> Result<u64, Failure> {
        let points = self.series.points();
        if let Some(path) = &self.args.plot {
            let unit = self.args.unit.map_or(String::new(), |unit| format!(", {}", unit.code()));
            let title = format!("{}{unit}", self.args.of.as_deref().unwrap_or("all facts"));
            output::write(path, &plot::svg(&title, &points))?;
        }
        if self.args.by.is_some() {
            let mut csv = csv::Writer::from_writer(&mut *self.out);
            csv.write_record(["period", "count", "min", "median", "max"]).map_err(io::Error::from)?;
            for Point { period, count, min, median, max } in &points {
                let number = |value: &Exact| value.to_string();
                csv.write_record([period, &count.to_string(), &number(min), &number(median), &number(max)])
                    .map_err(io::Error::from)?;
            }
            csv.flush()?;
        }
        Ok(self.rows)
    }
}

/// A row without what is absent.
struct Sparse<'a>(&'a FactRow);

impl serde::Serialize for Sparse<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = serde_json::to_value(self.0).map_err(serde::ser::Error::custom)?;
        let members = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        serializer.collect_map(members)
    }
}
