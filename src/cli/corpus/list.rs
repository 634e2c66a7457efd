//! `duizhao corpus list`, `show`, `remove` and `verify`: what lies in a corpus.

use std::fmt::Write as _;
use std::io;

use clap::ValueEnum;
use serde::Serialize;

use super::progress::{counted, grouped};
use super::{Choice, Failure, StorePath, open};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Absence, Entry, Head, Selection};
use crate::report::visible;
use crate::source::{CharIndex, Lang, Span};

/// List the documents of a corpus, or the files that could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
    /// The files that could not be read, and why
    #[arg(long)]
    failed: bool,
    /// The files that were passed over, and why: no text in both languages, or links that are not followed
    #[arg(long, conflicts_with = "failed")]
    passed_over: bool,
    /// How to write the list
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Date, page, beads, score, errors, warnings, path
    Table,
    /// A JSON object a line
    Jsonl,
}

/// Show one document of a corpus: what is known of it, its sentences side by side, its findings.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    store: StorePath,
    /// Its path, as `corpus list` gives it
    #[arg(value_name = "PATH")]
    path: String,
    /// The text as it was read, and nothing else
    #[arg(long)]
    text: bool,
}

/// Remove documents from a corpus.
///
/// --path alone also clears the files that match from the lists of those that could not be read or were passed over. The
/// documents whose files are gone are removed by `corpus add --prune`.
#[derive(Debug, clap::Args)]
pub(super) struct RemoveArgs {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
}

/// Look for damage in a corpus. Exit code: 0 sound, 3 damaged.
///
/// The file is looked at, each record is read, and the counts and the search index are compared with the records.
#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    #[command(flatten)]
    store: StorePath,
    /// Write the search index anew before: it is made of the records
    #[arg(long)]
    reindex: bool,
}

/// A document in the list, as the machine format has it.
#[derive(Debug, Serialize)]
struct HeadRecord<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    zh_title: &'a str,
    en_title: &'a str,
    sha256: String,
    bytes: u64,
    zh_segments: u64,
    en_segments: u64,
    beads: u64,
    score: f64,
    zh_coverage: f64,
    en_coverage: f64,
    facts: u64,
    errors: u64,
    warnings: u64,
    notes: u64,
}

impl<'a> HeadRecord<'a> {
    fn new(head: &'a Head) -> Self {
        let rounded = |number: f64| (number * 1e4).round() / 1e4;
        Self {
            path: &head.path,
            date: head.date.map(|date| date.to_string()),
            page: head.page,
            zh_title: &head.zh_title,
            en_title: &head.en_title,
            sha256: hex(&head.hash),
            bytes: head.bytes,
            zh_segments: head.zh_segments,
            en_segments: head.en_segments,
            beads: head.beads,
            score: rounded(head.score),
            zh_coverage: rounded(head.zh_coverage),
            en_coverage: rounded(head.en_coverage),
            facts: head.facts,
            errors: head.errors,
            warnings: head.warnings,
            notes: head.notes,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

pub(super) fn list(args: &ListArgs, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let store = open(&args.store.store)?;
    if args.failed || args.passed_over {
        let absence = if args.failed { Absence::Failed } else { Absence::PassedOver };
        for (path, reason) in store.absent(absence)? {
            match args.format {
                Format::Table => writeln!(streams.out, "{}", visible::name(&format!("{path}: {reason}")))?,
                Format::Jsonl => {
                    let record = serde_json::json!({ "path": path, "reason": reason });
                    writeln!(streams.out, "{record}")?;
                }
            }
        }
        return Ok(Outcome::Clean);
    }
    let selection = args.choice.selection()?;
    let mut after = 0;
    loop {
        let heads = store.heads(&selection, after, 1024)?;
        let Some(last) = heads.last() else { return Ok(Outcome::Clean) };
        after = last.id;
        for head in &heads {
            match args.format {
                Format::Table => row(head, streams.out)?,
                Format::Jsonl => {
                    let json = serde_json::to_string(&HeadRecord::new(head)).unwrap_or_default();
                    writeln!(streams.out, "{json}")?;
                }
            }
        }
    }
}

fn row(head: &Head, out: &mut dyn io::Write) -> io::Result<()> {
    let date = head.date.map_or("-".to_owned(), |date| date.to_string());
    let page = head.page.map_or("-".to_owned(), |page| page.to_string());
    let Head { beads, score, errors, warnings, .. } = head;
    let path = visible::name(&head.path);
    writeln!(out, "{date:<10} {page:>3} {beads:>4} {score:>5.3} {errors:>3} {warnings:>3}  {path}")
}

pub(super) fn show(args: &ShowArgs, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let store = open(&args.store.store)?;
    let Some(raw) = store.by_path(&args.path)? else {
        writeln!(streams.err, "error: {}: no such document; `corpus list` names them", visible::name(&args.path))?;
        return Ok(Outcome::Unreadable);
    };
    let entry = raw.unpack()?;
    if args.text {
        streams.out.write_all(entry.text.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let head = &raw.head;
    let out = &mut *streams.out;
    writeln!(out, "{}", visible::name(&head.path))?;
    writeln!(out, "{}\n{}", visible::line(&head.zh_title), visible::line(&head.en_title))?;
    let date = head.date.map_or("no date".to_owned(), |date| date.to_string());
    let page = head.page.map_or(String::new(), |page| format!(", page {page}"));
    writeln!(out, "{date}{page}; {} bytes; sha256 {}", grouped(head.bytes), hex(&head.hash))?;
    if let Some((version, configuration)) = store.provenance_of(head.id)? {
        let configuration = if configuration.is_empty() { String::new() } else { format!(" with {configuration}") };
        writeln!(out, "read by duizhao {version}{configuration}")?;
    }
    let coverage = (head.zh_coverage * 100.0, head.en_coverage * 100.0);
    let facts = format!("{} facts", grouped(head.facts));
    writeln!(out, "score {:.3}, coverage {:.1} % zh, {:.1} % en; {facts}", head.score, coverage.0, coverage.1)?;
    beads(&entry, out)?;
    findings(&entry, out)?;
    Ok(Outcome::Clean)
}

fn beads(entry: &Entry, out: &mut dyn io::Write) -> io::Result<()> {
    for bead in &entry.walk.beads {
        writeln!(out, "\n{bead} {:.2}", bead.probability)?;
        for lang in [Lang::Zh, Lang::En] {
            let range = if lang == Lang::Zh { bead.zh.clone() } else { bead.en.clone() };
            for segment in entry.walk.segments(lang).get(range).unwrap_or_default() {
                writeln!(out, "  {}", visible::line(segment.span.of(&entry.text)))?;
            }
        }
    }
    Ok(())
}

fn findings(entry: &Entry, out: &mut dyn io::Write) -> io::Result<()> {
    let chars = CharIndex::new(&entry.text);
    for finding in &entry.walk.findings {
        let place =
            |span: Option<Span>| span.map_or("-".to_owned(), |s| chars.offset(&entry.text, s.start).0.to_string());
        let places = format!("{} zh, {} en", place(finding.zh), place(finding.en));
        let message = visible::name(&finding.message);
        writeln!(out, "\n{}[{}]: {message} (character {places})", finding.severity.name(), finding.rule)?;
    }
    Ok(())
}

pub(super) fn remove(args: &RemoveArgs, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let selection = args.choice.selection()?;
    if selection == Selection::default() {
        let all = "say which documents to remove; `--path '*'` is all of them".to_owned();
        return Err(Failure::Usage(all));
    }
    let mut store = open(&args.store.store)?;
    let removed = store.remove(&selection)?;
    let cleared = match &selection.path {
        Some(path) if selection == (Selection { path: Some(path.clone()), ..Selection::default() }) => {
            store.forget_absent_like(path)?
        }
        _ => 0,
    };
    if !global.quiet {
        let cleared =
            if cleared > 0 { format!(", {} cleared from the lists", counted(cleared, "file")) } else { String::new() };
        writeln!(streams.err, "{} removed{cleared}", counted(removed as u64, "document"))?;
    }
    Ok(Outcome::Clean)
}

pub(super) fn verify(args: &VerifyArgs, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut store = open(&args.store.store)?;
    if args.reindex {
        store.reindex()?;
    }
    let problems = store.verify()?;
    for problem in &problems {
        writeln!(streams.err, "error: {}", visible::name(problem))?;
    }
    if problems.is_empty() && !global.quiet {
        writeln!(streams.err, "{}, all sound", counted(store.count(&Selection::default())?, "document"))?;
    }
    Ok(if problems.is_empty() { Outcome::Clean } else { Outcome::Unreadable })
}
