//! `duizhao check`: the main job.

mod documents;
mod names;
mod pairs;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use self::names::{Known, Named};
use super::baseline::Baseline;
use super::config::{Config, FailOn};
use super::input::{Input, Problem, Wanted};
use super::output::refuse_inputs;
use super::{Global, Outcome, Streams, input};
use crate::check::{self, Finding, Glossary, Severity, Ui};
use crate::formats::pairs::PairFormat;
use crate::pipeline::Session;
use crate::report::{Alarm, Format, Summary, Terminal, visible};
use crate::source::SourceText;

/// Say where a Chinese text and its English translation disagree.
///
/// Reads bilingual files, lays their sentences side by side, compares every number, date and amount, and reports what
/// does not agree. Files that are checked together are also held to one name, spelled in one way, for an institution, a
/// person or a place. Exit code: 0 nothing found at or above --fail-on, 1 something found, 2 wrong usage, 3 a file could not
/// be read (the others were).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Bilingual files, or directories of them; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A Chinese file, to check with the English one
    #[arg(long, value_name = "FILE", requires = "en", conflicts_with = "files")]
    zh: Option<PathBuf>,
    /// The English file that goes with --zh
    #[arg(long, value_name = "FILE", requires = "zh", conflicts_with = "files")]
    en: Option<PathBuf>,
    /// Files that are aligned already: .tsv (Chinese, tab, English), .jsonl ({"id","zh","en"}), .tmx, .xlf, .po
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["files", "zh", "en"])]
    pairs: Vec<PathBuf>,
    /// How to write the findings
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: FormatName,
    /// The severity from which on the exit code is 1 [default: error]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// The least severity to report
    #[arg(long, value_name = "SEVERITY", default_value = "note")]
    min_severity: MinSeverity,
    /// The language of messages
    #[arg(long, default_value = "en", value_name = "LANG")]
    ui: UiName,
    /// Findings that were accepted and are not reported again: a list or a spreadsheet
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// How terms are translated: TBX, or Chinese TAB English, one a line, `|` between renderings that are all right
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    /// Accept all that is found: write it to the baseline instead of reporting it
    #[arg(long)]
    write_baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For a person at a terminal
    Text,
    /// One JSON document with the summary
    Json,
    /// A JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code-scanning services and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A spreadsheet; a mark in its first column accepts a finding when it is read back with --baseline
    Csv,
    /// A page with both sides next to each other
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MinSeverity {
    Note,
    Warning,
    Error,
}

impl From<MinSeverity> for Severity {
    fn from(least: MinSeverity) -> Self {
        match least {
            MinSeverity::Note => Self::Note,
            MinSeverity::Warning => Self::Warning,
            MinSeverity::Error => Self::Error,
        }
    }
}

/// The language of what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum UiName {
    En,
    Zh,
}

impl From<UiName> for Ui {
    fn from(name: UiName) -> Self {
        match name {
            UiName::En => Self::En,
            UiName::Zh => Self::Zh,
        }
    }
}

/// What every piece of work is done by.
struct Job<'a> {
    session: Session,
    config: &'a Config,
    baseline: Baseline,
    /// Whether findings are accepted rather than reported.
    accepting: bool,
    min_severity: Severity,
    fail_on: FailOn,
    format: Format,
    ui: Ui,
    /// Whether there may be several files, whose names are compared.
    many: bool,
    /// What the files before called things.
    known: Known,
}

impl Job<'_> {
    fn fingerprint(&self, source: &SourceText, finding: &Finding, zh_text: &str, en_text: &str) -> String {
        check::fingerprint(&self.config.relative(source.name()), finding, zh_text, en_text)
    }
}

/// What came of one input.
#[derive(Debug, Default)]
struct Checked {
    /// The findings, written out, in the order of the text.
    written: String,
    /// The sum.
    summary: Summary,
    /// Whether a finding is at or above `--fail-on`.
    fails: bool,
    /// Fingerprints to be accepted.
    accepted: Vec<String>,
    /// What could not be read.
    problems: Vec<Problem>,
    /// Who and what the file calls how.
    names: Vec<Named>,
    /// What the user wants to know besides: swapped columns, entries without a translation.
    notices: Vec<String>,
}

impl Checked {
    /// Takes a finding in: to be accepted, accepted before, or reported. Whether it is reported.
    fn add(&mut self, alarm: &Alarm, job: &Job<'_>) -> bool {
        if job.accepting {
            self.accepted.push(alarm.fingerprint.clone());
        } else if job.baseline.accepts(&alarm.fingerprint) {
            self.summary.accepted += 1;
        } else {
            self.summary.count(alarm.severity);
            self.fails |= job.fail_on.includes(alarm.severity);
            let shown = alarm.severity >= job.min_severity;
            if shown {
                job.format.alarm(alarm, &mut self.written);
            }
            return shown;
        }
        false
    }

    fn join(mut self, next: Self) -> Self {
        self.written.push_str(&next.written);
        self.summary.add(&next.summary);
        self.fails |= next.fails;
        self.accepted.extend(next.accepted);
        self.problems.extend(next.problems);
        self.notices.extend(next.notices);
        self.names.extend(next.names);
        self
    }
}

/// A session that holds translations to the glossary at `path`, if there is one.
fn session(path: Option<&Path>, global: &Global) -> Result<Session, String> {
    let Some(path) = path else { return Ok(Session::new()) };
    let source = input::read_file(path, global).map_err(|problem| problem.to_string())?;
    let glossary = Glossary::parse(source.text()).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Session::new().with_glossary(glossary))
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let prepared = Config::load(global.config.as_deref()).and_then(|config| {
        let path = args.baseline.clone().or_else(|| config.baseline.clone());
        if args.write_baseline && path.is_none() {
            return Err("--write-baseline needs --baseline FILE, or `baseline` in duizhao.toml".to_owned());
        }
        let known = path.as_deref().filter(|_| !args.write_baseline).map(Baseline::load).transpose()?;
        let session = session(args.glossary.as_deref().or(config.glossary.as_deref()), global)?;
        Ok((config, path, known.unwrap_or_default(), session))
    });
    let (config, path, baseline, session) = match prepared {
        Ok(prepared) => prepared,
        Err(message) => {
            writeln!(streams.err, "error: {}", visible::message(&message))?;
            return Ok(Outcome::Usage);
        }
    };
    let ui = args.ui.into();
    let format = match args.format {
        FormatName::Text => Format::Text(Terminal { ui, colour: global.colour(streams), width: streams.width }),
        FormatName::Json => Format::Json,
        FormatName::Jsonl => Format::Jsonl,
        FormatName::Sarif => Format::Sarif,
        FormatName::Github => Format::Github,
        FormatName::Csv => Format::Csv,
        FormatName::Html => Format::Html(ui),
    };
    let fail_on = args.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
    let job = Job {
        session,
        config: &config,
        baseline,
        accepting: args.write_baseline,
        min_severity: args.min_severity.into(),
        fail_on,
        format,
        ui,
        many: args.files.len() > 1 || args.files.iter().any(|path| path.is_dir()),
        known: Known::default(),
    };

    if job.accepting {
        return accept(args, path.as_deref().unwrap_or(Path::new("")), global, streams, &job);
    }
    let name = match (&args.en, args.files.as_slice(), args.pairs.as_slice()) {
        (Some(path), [], []) | (None, [path], []) | (None, [], [path]) if !path.is_dir() => path.to_str(),
        _ => None,
    };
    streams.out.write_all(job.format.head(name).as_bytes())?;
    let mut summary = Summary::default();
    let mut is_first = true;
    let outcome = walk(args, global, streams, &job, |streams, checked| {
        let separator = if is_first { format.separator() } else { "" };
        let written = checked.written.strip_prefix(separator).unwrap_or(&checked.written);
        is_first &= checked.written.is_empty();
        summary.add(&checked.summary);
        streams.out.write_all(written.as_bytes())
    })?;
    streams.out.write_all(job.format.tail(&summary, global.quiet).as_bytes())?;
    Ok(outcome)
}

/// Checks every input and hands what came of each to `emit`, in order.
fn walk(
    args: &Args,
    global: &Global,
    streams: &mut Streams<'_>,
    job: &Job<'_>,
    mut emit: impl FnMut(&mut Streams<'_>, &Checked) -> io::Result<()>,
) -> io::Result<Outcome> {
    let mut emit = |streams: &mut Streams<'_>, mut checked: Checked| {
        job.known.compare(&mut checked, job);
        emit(streams, &checked)?;
        for notice in checked.notices.iter().filter(|_| !global.quiet) {
            writeln!(streams.err, "note: {}", visible::name(notice))?;
        }
        let outcome = if checked.fails { Outcome::Findings } else { Outcome::Clean };
        Ok(outcome.max(input::report(streams, &checked.problems)?))
    };
    if let (Some(zh), Some(en)) = (&args.zh, &args.en) {
        let zh = input::read_document(&Input::of(zh), global, streams);
        let en = input::read_document(&Input::of(en), global, streams);
        let checked = match (zh, en) {
            (Ok(zh), Ok(en)) => documents::check_two(&zh, &en, job),
            (zh, en) => {
                let problems: Vec<Problem> = [zh.err(), en.err()].into_iter().flatten().collect();
                return input::report(streams, &problems);
            }
        };
        return match checked {
            Ok(checked) => emit(streams, checked),
            Err(problem) => input::report(streams, &[problem]),
        };
    }
    let is_pairs = !args.pairs.is_empty();
    let (paths, wanted) = if is_pairs { (&args.pairs, Wanted::Pairs) } else { (&args.files, Wanted::Texts) };
    let work = |source: &SourceText| {
        // A translation memory among the files needs no option to be recognised.
        if is_pairs || PairFormat::of_name(source.name()).is_some() {
            Ok(pairs::check(source, job))
        } else {
            documents::check_one(source, job)
        }
    };
    input::for_each_of(paths, wanted, global, streams, work, emit)
}

/// Writes all findings to the baseline at `path`.
fn accept(args: &Args, path: &Path, global: &Global, streams: &mut Streams<'_>, job: &Job<'_>) -> io::Result<Outcome> {
    let mut accepted = BTreeSet::new();
    let outcome = walk(args, global, streams, job, |_, checked| {
        accepted.extend(checked.accepted.iter().cloned());
        Ok(())
    })?;
    let inputs = args.files.iter().chain(&args.pairs).chain(&args.zh).chain(&args.en);
    if let Err(error) = refuse_inputs(path, inputs).and_then(|()| Baseline::write(path, &accepted)) {
        return error.ended(streams);
    }
    if !global.quiet {
        let path = path.display().to_string();
        writeln!(streams.err, "note: {}: {} findings are accepted", visible::name(&path), accepted.len())?;
    }
    Ok(outcome)
}
