//! `duizhao corpus import`: pairs that are aligned already become documents of a corpus.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::add::Run;
use super::progress::counted;
use super::{Failure, StorePath};
use crate::bitext::TranslationUnit;
use crate::check::Bitext;
use crate::cli::config::Config;
use crate::cli::ordered::{in_order, thread_count};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Entry, Packed, Store, StoreError, Walk, content_hash};
use crate::formats::alignment::moses;
use crate::formats::pairs;
use crate::pipeline;
use crate::quantity::CivilDate;
use crate::source::{Lang, SourceText};

/// Read pairs that are aligned already into a corpus: TSV, JSON Lines, TMX, XLIFF, PO, Moses (FILE.zh beside FILE.en).
///
/// Pairs of one document stay together where the file names documents; else so many pairs that follow each other are
/// taken for one. Every pair is checked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    /// Files of pairs; of Moses the Chinese one
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many pairs make a document where the file does not say
    #[arg(long, value_name = "N", default_value_t = 200)]
    together: usize,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let config = Config::load(global.config.as_deref()).map_err(Failure::Usage)?;
    let mut store = Store::create(&args.store.store)?;
    let provenance = store.provenance(env!("CARGO_PKG_VERSION"), &config.fingerprint())?;
    let known = store.known(provenance)?;
    let mut outcome = Outcome::Clean;
    let mut run = Run::new(&mut store, provenance);
    for path in &args.files {
        let name = path.display().to_string();
        let units = match read(path) {
            Ok((units, problems)) => {
                for problem in problems {
                    writeln!(streams.err, "error: {name}: {problem}")?;
                    outcome = Outcome::Unreadable;
                }
                units
            }
            Err(reason) => {
                run.fail(name, reason, streams)?;
                outcome = Outcome::Unreadable;
                continue;
            }
        };
        let work = |(document, units): (String, Vec<TranslationUnit>)| -> Result<Option<Packed>, StoreError> {
            let (entry, text) = entry(document, &units);
            let hash = content_hash(text.as_bytes());
            if known.has(&entry.path, &hash) {
                return Ok(None);
            }
            Packed::new(&Entry { hash, ..entry }).map(Some)
        };
        let stopped =
            in_order(thread_count(global.jobs), documents(&name, units, args.together).into_iter(), work, |packed| {
                match packed.map_err(Failure::from).and_then(|packed| run.put(packed)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(failure) => ControlFlow::Break(failure),
                }
            });
        if let Some(failure) = stopped {
            return Err(failure);
        }
    }
    run.flush()?;
    let (added, pairs) = (run.added(), run.pairs);
    store.index()?;
    if !global.quiet {
        writeln!(streams.err, "{} in {} added", counted(pairs, "pair"), counted(added, "document"))?;
    }
    Ok(outcome)
}

/// The pairs of a file, and what in it could not be read.
fn read(path: &Path) -> Result<(Vec<TranslationUnit>, Vec<String>), String> {
    if path.extension().is_some_and(|extension| extension == "parquet") {
        return read_parquet(path).map(|units| (units, Vec::new()));
    }
    let text = read_text(path)?;
    if path.extension().is_some_and(|extension| extension == "zh") {
        let other = read_text(&path.with_extension("en"))?;
        return moses::read(text.text(), other.text()).map(|units| (units, Vec::new())).map_err(|e| e.to_string());
    }
    let pairs = pairs::read(&path.display().to_string(), text.text()).map_err(|error| error.to_string())?;
    Ok((pairs.units, pairs.problems.iter().map(ToString::to_string).collect()))
}

#[cfg(feature = "parquet")]
fn read_parquet(path: &Path) -> Result<Vec<TranslationUnit>, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    crate::formats::parquet::read(bytes).map_err(|error| error.to_string())
}

#[cfg(not(feature = "parquet"))]
fn read_parquet(_: &Path) -> Result<Vec<TranslationUnit>, String> {
    Err("this program was built without Parquet (feature `parquet`)".to_owned())
}

fn read_text(path: &Path) -> Result<SourceText, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    SourceText::decode(path.display().to_string(), &bytes).map_err(|error| error.to_string())
}

/// The units in documents: those of one name that follow each other, or so many together.
fn documents(file: &str, units: Vec<TranslationUnit>, together: usize) -> Vec<(String, Vec<TranslationUnit>)> {
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
        (doc.unwrap_or_else(|| format!("{file}#{}", number + 1)), units)
    };
    let mut named: Vec<(String, Vec<TranslationUnit>)> = documents.into_iter().enumerate().map(named).collect();
    // A name that comes again later is another document of that name.
    let mut seen = std::collections::HashMap::new();
    for (name, _) in &mut named {
        let count = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1_u32);
        if *count > 1 {
            *name = format!("{name}#{count}");
        }
    }
    named
}

/// The document of these pairs: the English lines, then the Chinese ones. Its bytes are the pairs, one a line.
fn entry(document: String, units: &[TranslationUnit]) -> (Entry, String) {
    let pairs: Vec<(&str, &str)> = units.iter().map(|unit| (unit.zh.as_str(), unit.en.as_str())).collect();
    let lines = pairs.iter().flat_map(|&(zh, en)| [zh, "\t", en, "\n"]);
    let bytes: String = lines.collect();
    let date = date_in(&document);
    let joined = pipeline::check_pairs(&pairs, date);
    let alignment = joined.alignment();
    let bitext =
        Bitext { zh: joined.zh.of(&joined.zh_text), en: joined.en.of(&joined.en_text), alignment: &alignment, date };
    let walk = Walk::new(&bitext, &joined.review.verdicts, &joined.review.findings, Vec::new());
    let first = |side: fn(&TranslationUnit) -> &String| units.first().map_or(String::new(), |unit| side(unit).clone());
    let entry = Entry {
        date,
        zh_title: first(|unit| &unit.zh),
        en_title: first(|unit| &unit.en),
        walk: walk.shifted(Lang::Zh, joined.en_text.len()),
        text: joined.en_text + &joined.zh_text,
        path: document,
        ..Entry::default()
    };
    (entry, bytes)
}

/// A date in the name of a document.
fn date_in(name: &str) -> Option<CivilDate> {
    name.char_indices().find_map(|(at, _)| CivilDate::parse_iso(name.get(at..at + 10)?))
}
