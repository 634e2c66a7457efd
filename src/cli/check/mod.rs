//! `duizhao check`: the main job.

mod pairs;

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;

use super::config::{Config, FailOn};
use super::input::Problem;
use super::{Global, Outcome, Streams, input};
use crate::check::Tally;
use crate::report::{Alarm, FindingRecord};

/// Say where a Chinese text and its English translation disagree.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files that are aligned already: .tsv (Chinese, tab, English), .jsonl ({"id","zh","en"}), .tmx, .xlf, .po
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pairs: Vec<PathBuf>,
    /// How to write the findings
    #[arg(long, default_value = "jsonl", value_name = "FORMAT")]
    format: Format,
    /// The severity from which on the exit code is 1 [default: error]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Jsonl,
}

/// What every piece of work is done by.
struct Job<'a> {
    args: &'a Args,
    config: &'a Config,
    fail_on: FailOn,
}

/// What came of one input.
#[derive(Debug, Default)]
struct Checked {
    /// The findings, written out, in the order of the text.
    written: String,
    /// The sum.
    tally: Tally,
    /// How many pairs there were, for input that was aligned already.
    pairs: usize,
    /// Whether a finding is at or above `--fail-on`.
    fails: bool,
    /// What could not be read.
    problems: Vec<Problem>,
    /// What the user wants to know besides: swapped columns, entries without a translation.
    notices: Vec<String>,
}

impl Checked {
    fn add(&mut self, alarm: &Alarm, job: &Job<'_>) {
        self.fails |= job.fail_on.includes(alarm.severity);
        match job.args.format {
            Format::Jsonl => {
                self.written.push_str(&serde_json::to_string(&FindingRecord::new(alarm)).unwrap_or_default());
                self.written.push('\n');
            }
        }
    }

    fn join(mut self, next: Self) -> Self {
        self.written.push_str(&next.written);
        self.tally.add(&next.tally);
        self.pairs += next.pairs;
        self.fails |= next.fails;
        self.problems.extend(next.problems);
        self.notices.extend(next.notices);
        self
    }
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let config = match Config::load(global.config.as_deref()) {
        Ok(config) => config,
        Err(message) => {
            writeln!(streams.err, "error: {message}")?;
            return Ok(Outcome::Usage);
        }
    };
    let fail_on = args.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
    let job = Job { args, config: &config, fail_on };
    input::for_each(
        &args.pairs,
        global,
        streams,
        |source| Ok(pairs::check(source, &job)),
        |streams, checked| {
            streams.out.write_all(checked.written.as_bytes())?;
            for notice in checked.notices.iter().filter(|_| !global.quiet) {
                writeln!(streams.err, "note: {notice}")?;
            }
            let outcome = if checked.fails { Outcome::Findings } else { Outcome::Clean };
            Ok(outcome.max(input::report(streams, &checked.problems)?))
        },
    )
}
