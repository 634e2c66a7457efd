//! The filters of `corpus filter`, `export` and `split`, and what each dropped.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use clap::ValueEnum;

use super::progress::grouped;
use super::{Choice, Failure, StorePath, open, parse_share, scan};
use crate::check::Severity;
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Entry, Filter, Head, Pair, Repetitions, Selection, Sieve, Step, Store, Waterfall};

/// Say how many pairs of sentences each filter would drop, without writing any.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    filters: Filters,
}

/// Which pairs are let through.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Which pairs")]
pub(super) struct Filters {
    /// Of documents with at least this share of either side aligned, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    min_coverage: Option<f64>,
    /// Whose alignment has at least this probability, 0 to 1
    #[arg(long, value_name = "P", value_parser = parse_share)]
    min_probability: Option<f64>,
    /// With Chinese in the Chinese and English in the English
    #[arg(long)]
    language: bool,
    /// Whose lengths differ from the corpus's mean ratio by at most this factor, 1 or more
    #[arg(long, value_name = "FACTOR", value_parser = parse_factor)]
    max_ratio: Option<f64>,
    /// Without findings of this severity or a higher one
    #[arg(long, value_name = "SEVERITY")]
    without: Option<Found>,
    /// Neither side of which stands, character for character, in more documents than this: boilerplate
    #[arg(long, value_name = "N")]
    max_documents: Option<u32>,
    /// Each pair once: `exact`, or `near` also whatever its digits, punctuation and capitals; the two are counted apart
    #[arg(long, value_name = "HOW")]
    dedup: Option<Dedup>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Found {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dedup {
    Exact,
    Near,
}

/// Reads `--max-ratio`.
fn parse_factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor: &f64| factor.is_finite() && *factor >= 1.0);
    factor.ok_or_else(|| "not a number from 1 upwards".to_owned())
}

impl From<&Filters> for Filter {
    fn from(filters: &Filters) -> Self {
        Self {
            min_coverage: filters.min_coverage,
            min_probability: filters.min_probability,
            language: filters.language,
            max_ratio: filters.max_ratio,
            below: filters.without.map(|found| match found {
                Found::Error => Severity::Error,
                Found::Warning => Severity::Warning,
                Found::Note => Severity::Note,
            }),
            max_documents: filters.max_documents,
            exact: filters.dedup.is_some(),
            near: filters.dedup == Some(Dedup::Near),
        }
    }
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut store = open(&args.store.store)?;
    let no_part = |_: &Head| None;
    let waterfall =
        each_pair(&mut store, &args.choice.selection()?, &Filter::from(&args.filters), global, no_part, |_| Ok(()))?;
    streams.out.write_all(describe(&waterfall).as_bytes())?;
    Ok(Outcome::Clean)
}

/// A document with the pairs of it that got through.
pub(super) struct Passed {
    pub(super) head: Head,
    pub(super) entry: Entry,
    pub(super) pairs: Vec<Pair>,
    /// The part of a split that it belongs to.
    pub(super) part: Option<u8>,
}

/// Gives `sink` the pairs of the selected documents that get through the filter, in the order of the corpus.
pub(super) fn each_pair(
    store: &mut Store,
    selection: &Selection,
    filter: &Filter,
    global: &Global,
    part: impl Fn(&Head) -> Option<u8>,
    mut sink: impl FnMut(Passed) -> Result<(), Failure>,
) -> Result<Waterfall, Failure> {
    let mut repetitions = Repetitions::default();
    if filter.max_documents.is_some() {
        let work = |raw: crate::corpus::Raw| raw.unpack_layout().map(|entry| Pair::of_entry(&entry));
        scan(store, selection.clone(), global, work, |pairs| {
            repetitions.add(&pairs);
            Ok(ControlFlow::Continue(()))
        })?;
    }
    let mean = store.length_ratio(selection)?;
    let mut sieve = Sieve::new(filter.clone(), mean, repetitions);
    let work = |raw: crate::corpus::Raw| {
        let entry = raw.unpack()?;
        let pairs = Pair::of_entry(&entry);
        Ok((raw.head, entry, pairs))
    };
    scan(store, selection.clone(), global, work, |(head, entry, pairs)| {
        let part = part(&head);
        let pairs = sieve.pass(&head, pairs, part);
        sink(Passed { head, entry, pairs, part })?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(sieve.waterfall().clone())
}

/// The waterfall for a person: what was there, what each step dropped, what is left.
pub(super) fn describe(waterfall: &Waterfall) -> String {
    let mut out = format!("{:<26}{:>14}\n", "pairs", grouped(waterfall.pairs));
    let mut left = waterfall.pairs;
    for step in Step::ALL {
        let dropped = waterfall.dropped(step);
        left -= dropped;
        if dropped > 0 {
            let _ = writeln!(out, "{:<26}{:>14}{:>14}", step.name(), format!("-{}", grouped(dropped)), grouped(left));
        }
    }
    let _ = writeln!(out, "{:<26}{:>14}", "left", grouped(waterfall.left()));
    out
}
