//! `duizhao corpus facts`: the numbers of a corpus as a table, as a series, as a picture.

use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::ValueEnum;

use super::progress::grouped;
use super::series::{Chosen, Period, Sorts};
use super::{Choice, Failure, StorePath, open, plot, scan, scan_ids};
use crate::cli::output::{self, Output, refuse_inputs};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{self, Candidates, FactRow, Query, Raw, StoreError};
use crate::facts::Kind;
use crate::quantity::Unit;

/// The numbers of a corpus as a table: what is counted, how many, of what, when, where, both sentences, and whether the
/// two sides agree.
///
/// With --by the values become a series: how many there are in each year or month, the smallest, the median, the largest.
/// Only values of one kind that convert into one unit are put together: those that --kind and --unit name, else the most
/// frequent, and standard error says which and what was left out. A range (300 to 400, 几百, 三十二万多) counts with its
/// middle in the median and with its ends in min and max; a bound (三万以上, up to 30,000) with the figure that it names.
/// How many of the values are ranges and bounds stands in the columns ranges, at_least and at_most.
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
    /// A series: the values of each year or month, of one kind and unit
    #[arg(long, value_name = "PERIOD")]
    by: Option<Period>,
    /// The series as a picture, by year without --by
    #[arg(long, value_name = "FILE.svg", value_parser = parse_svg)]
    plot: Option<PathBuf>,
    /// How to write the table or the series
    #[arg(long, default_value = "csv", value_name = "FORMAT")]
    format: Format,
    /// Write to FILE instead of standard output, `-`
    #[arg(long, short, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    /// A JSON object a line
    Jsonl,
    /// The table with the columns of CSV, in a file that is named; values are texts, as exact as they are there
    #[cfg(feature = "parquet")]
    Parquet,
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
    refuse_inputs(&args.output, [&args.store.store])?;
    let mut out = Writer::new(args, streams.out)?;
    let sink = |rows: Vec<FactRow>| {
        for row in rows {
            out.row(&row)?;
        }
        Ok(ControlFlow::Continue(()))
    };
    let selection = args.choice.selection()?;
    match candidates {
        Candidates::All => scan(&mut store, selection, global, work, sink)?,
        Candidates::Some(ids, indexed) => scan_ids(&mut store, selection, (ids, indexed), global, work, sink)?,
    }
    let said = out.finish()?;
    if !global.quiet {
        writeln!(streams.err, "{said}")?;
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
            && unit.is_none_or(|unit| row.is_in(unit))
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
    table: Table<'a>,
    /// Where rows become a series.
    sorts: Option<Sorts>,
    rows: u64,
}

/// A table or a series while it is written.
enum Table<'a> {
    Csv {
        out: Output<'a>,
        begun: bool,
    },
    Jsonl(Output<'a>),
    #[cfg(feature = "parquet")]
    Parquet(Box<crate::formats::parquet::Table<output::NewFile>>),
}

impl<'a> Table<'a> {
    fn create(args: &Args, standard: &'a mut dyn io::Write) -> Result<Self, Failure> {
        let out = |standard| Output::create(&args.output, standard);
        Ok(match args.format {
            Format::Csv => Self::Csv { out: out(standard)?, begun: false },
            Format::Jsonl => Self::Jsonl(out(standard)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                if output::is_standard(&args.output) || args.by.is_some() || args.plot.is_some() {
                    let message = "Parquet is the table in a file: name that with --output, without --by and --plot";
                    return Err(Failure::Usage(message.to_owned()));
                }
                let file = output::NewFile::create(&args.output)?;
                let table = crate::formats::parquet::Table::new(file, FactRow::COLUMNS, FactRow::COUNTS);
                Self::Parquet(Box::new(table.map_err(io::Error::other)?))
            }
        })
    }

    fn row(&mut self, row: &FactRow) -> io::Result<()> {
        match self {
            Self::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &Sparse(row))?;
                out.write_all(b"\n")
            }
            Self::Csv { out, begun } => {
                let mut csv = csv::WriterBuilder::new().has_headers(!*begun).from_writer(out);
                *begun = true;
                csv.serialize(row)?;
                csv.flush()
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.row(row.cells()).map_err(io::Error::other),
        }
    }

    fn series(&mut self, chosen: &Chosen) -> io::Result<()> {
        match self {
            Self::Csv { out, .. } => chosen.write_csv(out),
            Self::Jsonl(out) => chosen.write_jsonl(out),
            // A series is no table of facts: it was refused.
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => Ok(()),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv { out, .. } | Self::Jsonl(out) => out.finish(),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.finish().map_err(io::Error::other)?.finish(),
        }
    }
}

impl<'a> Writer<'a> {
    fn new(args: &'a Args, out: &'a mut dyn io::Write) -> Result<Self, Failure> {
        let by = args.by.or(args.plot.is_some().then_some(Period::Year));
        Ok(Self { args, table: Table::create(args, out)?, sorts: by.map(Sorts::new), rows: 0 })
    }

    fn row(&mut self, row: &FactRow) -> io::Result<()> {
        if let Some(sorts) = &mut self.sorts {
            sorts.add(row);
            return Ok(());
        }
        self.rows += 1;
        self.table.row(row)
    }

    /// Writes the series, if one was asked for; says how much there was.
    fn finish(mut self) -> Result<String, Failure> {
        let Some(sorts) = self.sorts else {
            self.table.finish()?;
            return Ok(format!("{} fact{}", grouped(self.rows), if self.rows == 1 { "" } else { "s" }));
        };
        let chosen = sorts.choose(self.args.kind, self.args.unit);
        if let Some(path) = &self.args.plot {
            let title = self.args.of.as_deref().map_or(chosen.name(), |of| format!("{of}, {}", chosen.name()));
            output::write(path, &plot::svg(&title, &chosen.points))?;
        }
        if self.args.by.is_some() {
            self.table.series(&chosen)?;
        }
        self.table.finish()?;
        Ok(chosen.describe())
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
