//! The command line: arguments, files, threads and exit codes around the library.
//!
//! [`run`] takes the arguments and the streams and returns the exit code: 0 nothing at or above `--fail-on`, 1 findings,
//! 2 wrong usage or configuration, 3 some input could not be read, or the output not written. Machine output goes to
//! standard output, everything else to standard error. Each command has its arguments and its work in one file.

mod align;
mod baseline;
mod check;
mod config;
#[cfg(feature = "store")]
mod corpus;
mod explain;
mod facts;
mod init;
mod input;
mod interrupt;
mod number;
mod ordered;
mod output;
mod parse;
#[cfg(feature = "store")]
mod report;
mod segment;
#[cfg(feature = "store")]
mod serve;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use self::input::said;
use self::output::Unwritable;
use crate::report::visible;
use crate::source::Encoding;

/// The process's streams, so that a test can stand in for a terminal.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// Whether `out` is a terminal; colour is for terminals.
    pub out_is_terminal: bool,
    /// The width of the terminal in cells, where `out` is one.
    pub width: Option<usize>,
    /// Whether the user asked for no colour anywhere (<https://no-color.org>).
    pub no_color: bool,
}

/// Lay a Chinese text and its English translation side by side and say where their numbers disagree.
#[derive(Debug, Parser)]
#[command(name = "duizhao", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

/// Options every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "General options")]
struct Global {
    /// How many threads work at once; 0 is one for each processor
    #[arg(long, global = true, value_name = "N", default_value_t = 0, value_parser = parse_jobs)]
    jobs: usize,
    /// When to colour the report; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Say only what is asked for: no summaries, no progress
    #[arg(long, short, global = true)]
    quiet: bool,
    /// The configuration; without it the nearest duizhao.toml here or above
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The encoding of every text read; without it each file's own is told (`duizhao parse` shows it)
    #[arg(long, global = true, value_name = "NAME")]
    encoding: Option<Encoding>,
}

/// Reads `--jobs`. More threads than this only wait for one another.
fn parse_jobs(text: &str) -> Result<usize, String> {
    const MOST: usize = 256;
    let jobs = text.parse().ok().filter(|&jobs| jobs <= MOST);
    jobs.ok_or_else(|| format!("not a number from 0 to {MOST}"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl Global {
    /// Whether to colour what goes to standard output.
    fn colour(&self, streams: &Streams<'_>) -> bool {
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => streams.out_is_terminal && !streams.no_color,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Align(align::Args),
    Facts(facts::Args),
    Explain(explain::Args),
    Init(init::Args),
    Number(number::Args),
    Parse(parse::Args),
    Segment(segment::Args),
    #[cfg(feature = "store")]
    Corpus(corpus::Args),
    #[cfg(feature = "store")]
    Report(report::Args),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// The arguments or the configuration are wrong.
    Usage,
    /// Some input could not be read; the rest was.
    Unreadable,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
        }
    }
}

/// Runs the command line `args`, the program's name first, and returns the exit code.
///
/// All that went to standard output is written out then: that it could not be is part of how the run ended.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> u8 {
    let result = match Cli::try_parse_from(args) {
        Ok(cli) => command(&cli, streams),
        Err(error) => usage(&error, streams),
    };
    match result.and_then(|outcome| streams.out.flush().map(|()| outcome)) {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            // Nothing is left to do when even this cannot be written.
            let _ = match error.kind() {
                _ if Unwritable::is_in(&error) => {
                    writeln!(streams.err, "error: cannot write {}", visible::message(&error.to_string()))
                }
                // A reader that went away (`| head`) is no failure of ours.
                io::ErrorKind::BrokenPipe => return Outcome::Clean.code(),
                _ => writeln!(streams.err, "error: cannot write to standard output: {}", said(&error)),
            };
            Outcome::Unreadable.code()
        }
    }
}

/// Prints what clap has to say: help that was asked for, or what is wrong with the arguments.
fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    if error.use_stderr() {
        write!(streams.err, "{}", error.render())?;
        return Ok(Outcome::Usage);
    }
    write!(streams.out, "{}", error.render())?;
    Ok(Outcome::Clean)
}

fn command(cli: &Cli, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    match &cli.command {
        Command::Check(args) => check::run(args, &cli.global, streams),
        Command::Align(args) => align::run(args, &cli.global, streams),
        Command::Facts(args) => facts::run(args, &cli.global, streams),
        Command::Explain(args) => explain::run(args, &cli.global, streams),
        Command::Init(args) => init::run(args, &cli.global, streams),
        Command::Number(args) => number::run(args, &cli.global, streams),
        Command::Parse(args) => parse::run(args, &cli.global, streams),
        Command::Segment(args) => segment::run(args, &cli.global, streams),
        #[cfg(feature = "store")]
        Command::Corpus(args) => corpus::run(args, &cli.global, streams),
        #[cfg(feature = "store")]
        Command::Report(args) => report::run(args, &cli.global, streams),
    }
}
