//! `duizhao corpus import`: pairs that are aligned already become documents of a corpus.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::add::{Run, finish_index};
use super::linked::{self, Linked, read_text};
use super::progress::counted;
use super::{Failure, StorePath};
use crate::bitext::{Alignment, TranslationUnit};
use crate::check::Bitext;
use crate::cli::config::Config;
use crate::cli::ordered::{in_order, thread_count};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Entry, Known, Packed, Store, Walk, content_hash, key_of};
use crate::formats::alignment::links::{self, LinkGroup};
use crate::formats::alignment::moses;
use crate::formats::pairs;
use crate::pipeline::{self, JoinedPairs};
use crate::quantity::CivilDate;
use crate::report::visible;
use crate::source::{Lang, Span};

/// Read pairs that are aligned already into a corpus: TSV, JSON Lines, TMX, XLIFF, PO, Parquet, Moses, CES.
///
/// Of Moses FILE.zh is named and FILE.en lies beside it. Links of CES, as OPUS has them, and of InterText are read with the
/// documents they point into.
///
/// A document that is imported is called by the file and by its name or number there (`pairs.jsonl/1954/a.md`,
/// `pairs.tsv/1`), so it replaces no other. Pairs of one document stay together where the file names documents; else so
/// many pairs that follow each other are taken for one. Every pair is checked. The probability that a file gives a pair is
/// kept; a pair without one has 1. When a file is imported again, documents that it does not have any more are removed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    /// Files of pairs, of Moses the Chinese one; files of links, or a folder that holds them
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many pairs make a document where the file does not say
    #[arg(long, value_name = "N", default_value_t = 200)]
    together: usize,
}

/// A document to be made of what was read.
enum Source {
    Pairs(Vec<TranslationUnit>),
    Links(PathBuf, LinkGroup),
}

/// What came of it.
enum Made {
    Known(String),
    Packed(Box<Packed>, Vec<String>),
    Failed(String, String),
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let config = Config::load(global.config.as_deref()).map_err(Failure::Usage)?;
    let mut store = Store::create(&args.store.store)?;
    let provenance = store.provenance(env!("CARGO_PKG_VERSION"), &config.fingerprint())?;
    finish_index(&mut store, global, streams)?;
    let known = store.known(provenance)?;
    let mut outcome = Outcome::Clean;
    let mut run = Run::new(&mut store, provenance)?;
    for path in &args.files {
        let files = if path.is_dir() { linked::in_folder(path)? } else { vec![path.clone()] };
        if files.is_empty() {
            run.fail(key_of(path), "no file of links (CES, OPUS) in this folder".to_owned(), streams)?;
            outcome = Outcome::Unreadable;
        }
        for file in files {
            outcome = outcome.max(import(&file, args.together, &known, &mut run, global, streams)?);
        }
    }
    run.flush()?;
    let (summary, pairs) = (run.summary, run.pairs);
    store.index()?;
    if !global.quiet {
        writeln!(streams.err, "{}; {} read", summary.describe(), counted(pairs, "pair"))?;
    }
    Ok(outcome)
}

/// Imports one file.
fn import(
    path: &Path,
    together: usize,
    known: &Known,
    run: &mut Run<'_>,
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<Outcome, Failure> {
    let name = key_of(path);
    let mut outcome = Outcome::Clean;
    let sources = match read(path, &name, together) {
        Ok((sources, problems)) => {
            for problem in problems {
                writeln!(streams.err, "error: {}", visible::message(&format!("{name}: {problem}")))?;
                outcome = Outcome::Unreadable;
            }
            sources
        }
        Err(reason) => {
            run.fail(name, reason, streams)?;
            return Ok(Outcome::Unreadable);
        }
    };
    let keys: HashSet<String> = sources.iter().map(|(key, _)| key.clone()).collect();
    let stopped = in_order(
        thread_count(global.jobs),
        sources.into_iter(),
        |(key, source)| make(key, source, known),
        |made| {
            let taken = match made {
                Made::Known(key) => run.know(key),
                Made::Packed(packed, problems) => {
                    let told = problems.iter().try_for_each(|problem| {
                        outcome = Outcome::Unreadable;
                        let told = format!("{}: {problem}", packed.path());
                        writeln!(streams.err, "error: {}", visible::message(&told))
                    });
                    told.map_err(Failure::from).and_then(|()| run.put(*packed))
                }
                Made::Failed(key, reason) => {
                    outcome = Outcome::Unreadable;
                    run.fail(key, reason, streams)
                }
            };
            match taken {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => ControlFlow::Break(failure),
            }
        },
    );
    if let Some(failure) = stopped {
        return Err(failure);
    }
    run.keep_only(&name, &keys)?;
    Ok(outcome)
}

/// A document and its key, and what in the file could not be read.
type Sources = (Vec<(String, Source)>, Vec<String>);

fn read(path: &Path, name: &str, together: usize) -> Result<Sources, String> {
    let of_units = |units, problems| (documents(name, units, together), problems);
    if path.extension().is_some_and(|extension| extension == "parquet") {
        return read_parquet(path).map(|units| of_units(units, Vec::new()));
    }
    let text = read_text(path).map_err(|error| without(path, &error))?;
    if path.extension().is_some_and(|extension| extension == "zh") {
        let other = read_text(&path.with_extension("en"))?;
        let units = moses::read(text.text(), other.text()).map_err(|error| error.to_string())?;
        return Ok(of_units(units, Vec::new()));
    }
    if linked::is_links(text.text()) {
        let file = links::read(text.text());
        let problems = file.errors.iter().map(ToString::to_string).collect();
        let groups = file.groups.into_iter().filter(|group| !group.links.is_empty());
        let named = groups.map(|group| (format!("{name}/{}", group.from_doc), Source::Links(path.to_owned(), group)));
        return Ok((told_apart(named.collect()), problems));
    }
    let pairs = pairs::read(&path.display().to_string(), text.text()).map_err(|error| error.to_string())?;
    Ok(of_units(pairs.units, pairs.problems.iter().map(ToString::to_string).collect()))
}

/// The message without the path that it begins with.
fn without(path: &Path, message: &str) -> String {
    message.strip_prefix(&format!("{}: ", path.display())).unwrap_or(message).to_owned()
}

#[cfg(feature = "parquet")]
fn read_parquet(path: &Path) -> Result<Vec<TranslationUnit>, String> {
    let bytes = std::fs::read(path).map_err(|error| crate::cli::input::said(&error))?;
    crate::formats::parquet::read(bytes).map_err(|error| error.to_string())
}

/// What is said of Parquet where the program cannot read and write it.
#[cfg(not(feature = "parquet"))]
pub(super) const NO_PARQUET: &str =
    "this program was built without Parquet: `cargo install --path . --features parquet` adds it";

#[cfg(not(feature = "parquet"))]
fn read_parquet(_: &Path) -> Result<Vec<TranslationUnit>, String> {
    Err(NO_PARQUET.to_owned())
}

/// The units in documents: those of one name that follow each other, or so many together.
fn documents(file: &str, units: Vec<TranslationUnit>, together: usize) -> Vec<(String, Source)> {
    let mut documents: Vec<(Option<String>, Vec<TranslationUnit>)> = Vec::new();
    for unit in units {
        match documents.last_mut() {
            Some((doc, units)) if *doc == unit.doc && (doc.is_some() || units.len() < together.max(1)) => {
                units.push(unit);
            }
            _ => documents.push((unit.doc.clone(), vec![unit])),
        }
    }
    let named = |(number, (doc, units)): (usize, (Option<String>, Vec<_>))| {
        let name = doc.unwrap_or_else(|| (number + 1).to_string());
        (format!("{file}/{name}"), Source::Pairs(units))
    };
    told_apart(documents.into_iter().enumerate().map(named).collect())
}

/// A name that comes again later is another document of that name.
fn told_apart(mut named: Vec<(String, Source)>) -> Vec<(String, Source)> {
    let mut seen = HashMap::new();
    for (name, _) in &mut named {
        let count = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1_u32);
        if *count > 1 {
            *name = format!("{name}#{count}");
        }
    }
    named
}

fn make(key: String, source: Source, known: &Known) -> Made {
    let date = date_in(&key);
    let (joined, alignment, problems) = match source {
        Source::Pairs(units) => {
            let pairs: Vec<(&str, &str)> = units.iter().map(|unit| (unit.zh.as_str(), unit.en.as_str())).collect();
            let joined = pipeline::check_pairs(&pairs, date);
            let mut alignment = joined.alignment();
            for (bead, unit) in alignment.beads.iter_mut().zip(&units) {
                bead.probability = unit.probability.unwrap_or(1.0);
            }
            (joined, alignment, Vec::new())
        }
        Source::Links(links, group) => match linked::read(&links, &group) {
            Ok(Linked { zh, en, alignment, problems }) => {
                let [zh, en] = [&zh, &en].map(|side| {
                    side.iter().map(|sentence| (sentence.text.as_str(), sentence.block)).collect::<Vec<_>>()
                });
                let joined = pipeline::check_sentences(&zh, &en, &alignment, date);
                (joined, alignment, problems)
            }
            Err(reason) => return Made::Failed(key, reason),
        },
    };
    let hash = content_hash(content(&joined, &alignment).as_bytes());
    if known.has(&key, &hash) {
        return Made::Known(key);
    }
    match Packed::new(&Entry { hash, ..entry(key.clone(), joined, &alignment, date) }) {
        Ok(packed) => Made::Packed(Box::new(packed), problems),
        Err(error) => Made::Failed(key, error.to_string()),
    }
}

/// What a document was made of, for its hash: the sentences, and which belong together how probably.
fn content(joined: &JoinedPairs, alignment: &Alignment) -> String {
    let mut content = format!("{}{}", joined.zh_text, joined.en_text);
    for bead in &alignment.beads {
        let _ = writeln!(content, "{bead} {:.4}", bead.probability);
    }
    content
}

/// The document: the English lines, then the Chinese ones.
fn entry(key: String, joined: JoinedPairs, alignment: &Alignment, date: Option<CivilDate>) -> Entry {
    let bitext = Bitext { zh: joined.zh.of(&joined.zh_text), en: joined.en.of(&joined.en_text), alignment, date };
    let walk = Walk::new(&bitext, &joined.review.verdicts, &joined.review.findings, Vec::new());
    let first = |text: &str, span: Option<Span>| span.map_or(String::new(), |span| span.of(text).to_owned());
    let [zh_first, en_first] = [&joined.zh, &joined.en].map(|side| side.segments.first().map(|segment| segment.span));
    Entry {
        date,
        zh_title: first(&joined.zh_text, zh_first),
        en_title: first(&joined.en_text, en_first),
        walk: walk.shifted(Lang::Zh, joined.en_text.len()),
        text: joined.en_text + &joined.zh_text,
        path: key,
        ..Entry::default()
    }
}

/// A date in the name of a document: the last one, since the file's comes before its own.
fn date_in(name: &str) -> Option<CivilDate> {
    name.char_indices().rev().find_map(|(at, _)| CivilDate::parse_iso(name.get(at..at + 10)?))
}
