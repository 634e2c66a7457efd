//! `duizhao corpus`: archives and corpora.
//!
//! Every command takes the path of the store first. What concerns them all is here: the choice of documents, reading a
//! store on many threads, and how its errors end the program.

mod add;
mod archives;
mod card;
mod export;
mod facts;
mod filter;
mod generate;
mod gone;
mod import;
mod linked;
mod list;
mod pair_writer;
mod plot;
mod progress;
mod search;
mod series;
mod sources;
mod spelling;
mod stats;
mod terms;
mod worst;

pub(in crate::cli) use add::make as make_store;
pub(in crate::cli) use archives::is_archive;
pub(in crate::cli) use progress::{Progress, clock, grouped};

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::ordered::{in_order, thread_count};
use super::output::{OutputError, Unwritable};
use super::{Global, Outcome, Streams};
use crate::check::rules;
use crate::corpus::{Raw, Selection, Store, StoreError};
use crate::quantity::CivilDate;
use crate::report::visible;

/// Keep many documents in one file: checked, searchable, exportable.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Args),
    Search(search::Args),
    Facts(facts::Args),
    Terms(terms::Args),
    Worst(worst::Args),
    List(list::ListArgs),
    Show(list::ShowArgs),
    Stats(stats::Args),
    Filter(filter::Args),
    Export(export::ExportArgs),
    Split(export::SplitArgs),
    Import(import::Args),
    Remove(list::RemoveArgs),
    Verify(list::VerifyArgs),
    #[command(hide = true)]
    Generate(generate::Args),
}

/// Which documents of a corpus are meant.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Which documents")]
struct Choice {
    /// No earlier than this date: 1954, 1954-06 or 1954-06-30
    #[arg(long, value_name = "DATE", value_parser = parse_since)]
    since: Option<CivilDate>,
    /// No later than this date: 1954 is its last day
    #[arg(long, value_name = "DATE", value_parser = parse_until)]
    until: Option<CivilDate>,
    /// Printed on this page
    #[arg(long, value_name = "N")]
    page: Option<u32>,
    /// With at least this mean probability of its beads, 0 to 1
    #[arg(long, value_name = "P", value_parser = parse_share)]
    min_score: Option<f64>,
    /// With at most this mean probability of its beads, 0 to 1
    #[arg(long, value_name = "P", value_parser = parse_share)]
    max_score: Option<f64>,
    /// With a finding of this rule
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    rule: Option<String>,
    /// Whose path matches: `*` stands for any letters, `?` for one
    #[arg(long, value_name = "PATTERN")]
    path: Option<String>,
}

impl Choice {
    /// The documents that are meant; an error where no document can be, since a range ends before it begins.
    fn selection(&self) -> Result<Selection, Failure> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            let message = format!("--since {since} is later than --until {until}: there is no day between them");
            return Err(Failure::Usage(message));
        }
        if let (Some(min), Some(max)) = (self.min_score, self.max_score)
            && min > max
        {
            let message = format!("--min-score {min} is above --max-score {max}: there is no score between them");
            return Err(Failure::Usage(message));
        }
        Ok(Selection {
            since: self.since,
            until: self.until,
            page: self.page,
            min_score: self.min_score,
            max_score: self.max_score,
            rule: self.rule.clone(),
            path: self.path.clone(),
        })
    }
}

fn parse_since(text: &str) -> Result<CivilDate, String> {
    let whole = ["", "-01", "-01-01"].iter().find_map(|rest| CivilDate::parse_iso(&format!("{text}{rest}")));
    whole.ok_or_else(|| "not a date like 1954, 1954-06 or 1954-06-30".to_owned())
}

fn parse_until(text: &str) -> Result<CivilDate, String> {
    let days = ["", "-31", "-30", "-29", "-28", "-12-31"];
    let whole = days.iter().find_map(|rest| CivilDate::parse_iso(&format!("{text}{rest}")));
    whole.ok_or_else(|| "not a date like 1954, 1954-06 or 1954-06-30".to_owned())
}

/// Reads a share or a probability.
fn parse_share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// Reads the name of a rule.
fn parse_rule(text: &str) -> Result<String, String> {
    match rules::find(text) {
        Some(rule) => Ok(rule.name.to_owned()),
        None => Err("there is no such rule; `duizhao explain` lists them".to_owned()),
    }
}

/// Why a command on a corpus ended.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What was asked makes no sense.
    #[error("{0}")]
    Usage(String),
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Io(error) => error.into(),
            refused => Self::Usage(refused.to_string()),
        }
    }
}

impl From<Unwritable> for Failure {
    fn from(error: Unwritable) -> Self {
        Self::Io(error.into())
    }
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let result = match &args.command {
        Command::Add(args) => add::run(args, global, streams),
        Command::Search(args) => search::run(args, global, streams),
        Command::Facts(args) => facts::run(args, global, streams),
        Command::Terms(args) => terms::run(args, global, streams),
        Command::Worst(args) => worst::run(args, streams),
        Command::Filter(args) => filter::run(args, global, streams),
        Command::Export(args) => export::export(args, global, streams),
        Command::Split(args) => export::split(args, global, streams),
        Command::Import(args) => import::run(args, global, streams),
        Command::List(args) => list::list(args, streams),
        Command::Show(args) => list::show(args, streams),
        Command::Stats(args) => stats::run(args, global, streams),
        Command::Remove(args) => list::remove(args, global, streams),
        Command::Verify(args) => list::verify(args, global, streams),
        Command::Generate(args) => generate::run(args, global, streams),
    };
    ended(result, streams)
}

/// Tells what a command ended with.
pub(in crate::cli) fn ended(result: Result<Outcome, Failure>, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    match result {
        Ok(outcome) => Ok(outcome),
        Err(Failure::Io(error)) => Err(error),
        Err(Failure::Usage(message)) => {
            writeln!(streams.err, "error: {}", visible::message(&message))?;
            Ok(Outcome::Usage)
        }
        Err(Failure::Store(error)) => {
            writeln!(streams.err, "error: {}", visible::message(&error.to_string()))?;
            Ok(Outcome::Unreadable)
        }
    }
}

/// Opens a store that must be there.
fn open(path: &Path) -> Result<Store, Failure> {
    if path.is_file() {
        Ok(Store::open(path)?)
    } else {
        Err(Failure::Usage(format!("{}: there is no such corpus; `duizhao corpus add` makes one", path.display())))
    }
}

/// The selected documents as they lie in the store, read a page at a time. An error ends them.
struct Pages<'a> {
    store: &'a mut Store,
    selection: Selection,
    after: i64,
    page: std::vec::IntoIter<Raw>,
    failed: bool,
}

impl<'a> Pages<'a> {
    fn new(store: &'a mut Store, selection: Selection) -> Self {
        Self { store, selection, after: 0, page: Vec::new().into_iter(), failed: false }
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<Raw, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        /// So many records are held besides those that threads work on.
        const PAGE: usize = 64;
        if self.failed {
            return None;
        }
        if let Some(raw) = self.page.next() {
            return Some(Ok(raw));
        }
        match self.store.page(&self.selection, self.after, PAGE) {
            Ok(page) => {
                self.after = page.last().map_or(self.after, |raw| raw.head.id);
                self.page = page.into_iter();
                self.page.next().map(Ok)
            }
            Err(error) => {
                self.failed = true;
                Some(Err(error))
            }
        }
    }
}

/// Does `work` on every selected document on all threads, and gives the results to `sink` in the order of adding.
fn scan<R: Send>(
    store: &mut Store,
    selection: Selection,
    global: &Global,
    work: impl Fn(Raw) -> Result<R, StoreError> + Sync,
    mut sink: impl FnMut(R) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    run_through(Pages::new(store, selection), global, &work, &mut sink)
}

fn run_through<R: Send>(
    documents: impl Iterator<Item = Result<Raw, StoreError>> + Send,
    global: &Global,
    work: &(impl Fn(Raw) -> Result<R, StoreError> + Sync),
    mut sink: impl FnMut(R) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    let stopped = in_order(
        thread_count(global.jobs),
        documents,
        |raw| work(raw?),
        |result| match result.map_err(Failure::from).and_then(&mut sink) {
            Ok(ControlFlow::Continue(())) => ControlFlow::Continue(()),
            Ok(ControlFlow::Break(())) => ControlFlow::Break(Ok(())),
            Err(failure) => ControlFlow::Break(Err(failure)),
        },
    );
    stopped.unwrap_or(Ok(()))
}

/// [`scan`] over the documents of a list that are selected, and over all that come after the document `indexed`.
fn scan_ids<R: Send>(
    store: &mut Store,
    selection: Selection,
    (ids, indexed): (Vec<i64>, i64),
    global: &Global,
    work: impl Fn(Raw) -> Result<R, StoreError> + Sync,
    mut sink: impl FnMut(R) -> Result<ControlFlow<()>, Failure>,
) -> Result<(), Failure> {
    let mut stopped = false;
    let listed = Listed { store: &mut *store, selection: &selection, ids: ids.into_iter() };
    let until_stopped = |result: R, stopped: &mut bool, sink: &mut dyn FnMut(R) -> Result<ControlFlow<()>, Failure>| {
        let flow = sink(result)?;
        *stopped = flow.is_break();
        Ok(flow)
    };
    run_through(listed, global, &work, |result| until_stopped(result, &mut stopped, &mut sink))?;
    if stopped {
        return Ok(());
    }
    let rest = Pages { after: indexed, ..Pages::new(store, selection) };
    run_through(rest, global, &work, sink)
}

/// The documents of a list, those that are there and selected.
struct Listed<'a> {
    store: &'a mut Store,
    selection: &'a Selection,
    ids: std::vec::IntoIter<i64>,
}

impl Iterator for Listed<'_> {
    type Item = Result<Raw, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ids.by_ref().find_map(|id| self.store.get(id, self.selection).transpose())
    }
}

/// The path of a store as an argument.
#[derive(Debug, clap::Args)]
struct StorePath {
    /// The corpus: one file
    #[arg(value_name = "STORE")]
    store: PathBuf,
}
