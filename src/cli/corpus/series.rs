//! The series of `corpus facts --by`: which values belong together, and how their periods are written.
//!
//! Only values of one kind that convert into one unit are put beside each other. Where the user does not say which, those
//! that are most frequent are taken, ordinals and dates never; what is left out is counted and told.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use clap::ValueEnum;
use serde::Serialize;

use super::progress::grouped;
use crate::corpus::{FactRow, Point, Series};
use crate::facts::Kind;
use crate::quantity::Unit;

/// How long the periods of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Period {
    Year,
    Month,
}

impl Period {
    fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
        }
    }

    /// The period of `1954-06` or `1954`; a year alone has no month.
    fn of(self, date: &str) -> Option<&str> {
        date.get(
            ..match self {
                Self::Year => 4,
                Self::Month => 7,
            },
        )
    }
}

/// Facts of one kind and unit.
#[derive(Debug, Default)]
struct Sort {
    series: Series,
    /// How many have a value and no period.
    undated: usize,
    /// How many have no value.
    empty: usize,
}

impl Sort {
    fn count(&self) -> usize {
        self.series.count() + self.undated
    }
}

/// Facts on their way into a series, by kind and unit.
#[derive(Debug)]
pub(super) struct Sorts {
    by: Period,
    sorts: BTreeMap<(Kind, Option<&'static str>), Sort>,
}

/// The values that were chosen, and what was left out.
#[derive(Debug)]
pub(super) struct Chosen {
    by: Period,
    /// Their kind and unit; `None` where there is nothing to choose from.
    what: Option<(Kind, Option<Unit>)>,
    pub(super) points: Vec<Point>,
    /// How many facts of other kinds and units there are, by what they are.
    left: Vec<(String, usize)>,
    /// How many values have no period, or are too large to be converted.
    lost: usize,
}

/// A period as the machine format has it.
#[derive(Debug, Serialize)]
struct Line<'a> {
    period: &'a str,
    count: usize,
    min: String,
    median: String,
    max: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    kind: &'a str,
    ranges: usize,
    at_least: usize,
    at_most: usize,
}

impl Sorts {
    pub(super) fn new(by: Period) -> Self {
        Self { by, sorts: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, row: &FactRow) {
        let sort = self.sorts.entry((row.kind, row.known_unit().map(Unit::code))).or_default();
        let period = row.period.as_deref().and_then(|period| self.by.of(period));
        match (row.claim(), period) {
            (Some(claim), Some(period)) => sort.series.add(period, claim),
            (Some(_), None) => sort.undated += 1,
            (None, _) => sort.empty += 1,
        }
    }

    /// The values of `kind` in `unit`; where one is not given, of the most frequent one.
    pub(super) fn choose(mut self, kind: Option<Kind>, unit: Option<Unit>) -> Chosen {
        let unit_of = |code: Option<&str>| code.and_then(Unit::by_code);
        let belongs = |to: (Kind, Option<Unit>), (kind, code): (Kind, Option<&str>)| {
            kind == to.0
                && (unit_of(code) == to.1 || unit_of(code).zip(to.1).is_some_and(|(own, to)| own.converts_to(to)))
        };
        let mut what = None;
        let mut most = (0, 0);
        for (&(own, code), sort) in &self.sorts {
            let to = (own, unit.or(unit_of(code)));
            if kind.map_or(!(own.is_amount() || unit.is_some()), |kind| kind != own) || !belongs(to, (own, code)) {
                continue;
            }
            let like = self.sorts.iter().filter(|(key, _)| belongs(to, **key)).map(|(_, sort)| sort.count()).sum();
            // The unit that most of those which convert into each other are given in.
            let weight = (like, sort.count());
            if weight > most {
                (what, most) = (Some(to), weight);
            }
        }
        let (mut series, mut left, mut lost) = (Series::default(), Vec::new(), 0);
        for (key, sort) in std::mem::take(&mut self.sorts) {
            let named = |code: Option<&str>| code.map_or(String::new(), |code| format!(" in {code}"));
            match what.filter(|to| belongs(*to, key)) {
                Some((_, to)) => {
                    lost += sort.undated + series.take(sort.series, unit_of(key.1), to);
                    if sort.empty > 0 {
                        left.push((format!("{} without a value", key.0.name()), sort.empty));
                    }
                }
                None => left.push((format!("{}{}", key.0.name(), named(key.1)), sort.count() + sort.empty)),
            }
        }
        left.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Chosen { by: self.by, what, points: series.points(), left, lost }
    }
}

impl Chosen {
    fn unit(&self) -> &'static str {
        self.what.and_then(|(_, unit)| unit).map_or("", Unit::code)
    }

    fn kind(&self) -> &'static str {
        self.what.map_or("", |(kind, _)| kind.name())
    }

    /// What the values are: `quantity in mu`.
    pub(super) fn name(&self) -> String {
        let unit = self.unit();
        if unit.is_empty() { self.kind().to_owned() } else { format!("{} in {unit}", self.kind()) }
    }

    /// Says what the series is made of, and what not: every fact that was looked at is counted once.
    pub(super) fn describe(&self) -> String {
        let values: usize = self.points.iter().map(|point| point.count).sum();
        let plural = if values == 1 { "" } else { "s" };
        let mut out = format!("{} value{plural}", grouped(values as u64));
        if self.what.is_some() {
            let _ = write!(out, ", {}", self.name());
        }
        let mut left: Vec<String> =
            self.left.iter().map(|(what, count)| format!("{} {what}", grouped(*count as u64))).collect();
        if self.lost > 0 {
            left.insert(0, format!("{} without a {}", grouped(self.lost as u64), self.by.name()));
        }
        if !left.is_empty() {
            let _ = write!(out, "; left out: {} (--kind and --unit choose)", left.join(", "));
        }
        out
    }

    /// Writes the periods as a table.
    pub(super) fn write_csv(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["period", "count", "min", "median", "max", "unit", "kind", "ranges", "at_least", "at_most"])?;
        for point in &self.points {
            let Point { period, count, min, median, max, ranges, at_least, at_most } = point;
            let [min, median, max] = [min, median, max].map(ToString::to_string);
            let [count, ranges, at_least, at_most] = [count, ranges, at_least, at_most].map(ToString::to_string);
            let (unit, kind) = (self.unit(), self.kind());
            csv.write_record([period, &count, &min, &median, &max, unit, kind, &ranges, &at_least, &at_most])?;
        }
        csv.flush()
    }

    /// Writes the periods as a JSON object a line; values are strings, as everywhere.
    pub(super) fn write_jsonl(&self, out: &mut dyn io::Write) -> io::Result<()> {
        for point in &self.points {
            let Point { period, count, min, median, max, ranges, at_least, at_most } = point;
            let [min, median, max] = [min, median, max].map(ToString::to_string);
            let unit = Some(self.unit()).filter(|unit| !unit.is_empty());
            let (kind, ranges, at_least, at_most) = (self.kind(), *ranges, *at_least, *at_most);
            let line = Line { period, count: *count, min, median, max, unit, kind, ranges, at_least, at_most };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
