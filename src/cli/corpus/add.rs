//! `duizhao corpus add`: folders, archives and lists of bilingual files become a corpus.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::progress::{Progress, clock, counted, grouped};
use super::sources::{Item, Sources};
use super::{Failure, StorePath};
use crate::check::Bitext;
use crate::cli::config::Config;
use crate::cli::input::Problem;
use crate::cli::ordered::{in_order, thread_count};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Added, Entry, Known, Packed, Store, Walk, content_hash};
use crate::facts;
use crate::pipeline::{Parsed, Session, files};
use crate::source::{Lang, Span};

/// Read bilingual files into a corpus: align and check each, keep text, sentences, numbers and findings.
///
/// Folders are walked, archives (.zip, .tar, .tar.gz, .tar.zst) are read through, compressed files (.gz, .zst) unpacked.
/// A file whose content is there already is not read again, so a run that was interrupted goes on where it was, and one
/// over an archive that grew does only what is new. A file that cannot be read is listed (`corpus list --failed`), the
/// others are added.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    /// Files, folders and archives
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<PathBuf>,
    /// A file that names such paths, one a line
    #[arg(long, value_name = "LIST")]
    from: Vec<PathBuf>,
}

/// A batch is closed after so long, or when it has so many documents or bytes: what a killed run does again.
const BATCH_TIME: Duration = Duration::from_millis(500);
const BATCH: usize = 2048;
const BATCH_BYTES: u64 = 64 << 20;

/// What came of one file.
enum Read {
    /// It is in the corpus.
    Known,
    Packed(Box<Packed>),
    /// It was found in a folder and has no text in both languages.
    Other,
    Failed(String, String),
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let config = load(global)?;
    let (sources, missing) = Sources::new(&args.paths, &args.from)?;
    let mut store = Store::create(&args.store.store)?;
    fill(&mut store, config, sources, missing, global, streams)
}

/// Makes a store of files, folders and archives.
pub(in crate::cli) fn make(
    path: &Path,
    paths: &[PathBuf],
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<(Store, Outcome), Failure> {
    let config = load(global)?;
    let (sources, missing) = Sources::new(paths, &[])?;
    let mut store = Store::create(path)?;
    let outcome = fill(&mut store, config, sources, missing, global, streams)?;
    Ok((store, outcome))
}

fn load(global: &Global) -> Result<Config, Failure> {
    Config::load(global.config.as_deref()).map_err(Failure::Usage)
}

fn fill(
    store: &mut Store,
    config: Config,
    sources: Sources,
    missing: Vec<Item>,
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<Outcome, Failure> {
    let provenance = store.provenance(env!("CARGO_PKG_VERSION"), &config.fingerprint())?;
    let known = store.known(provenance)?;
    let reader = Reader { session: Session::new(), config, known };
    let position = sources.position.clone();
    let mut progress = Progress::new(position.total, global.quiet, io::stderr().is_terminal());
    let mut run = Run::new(store, provenance);
    let items = missing.into_iter().chain(sources);
    let stopped = in_order(
        thread_count(global.jobs),
        items,
        |item| reader.read(item),
        |read| {
            let result = run.take(read, streams).and_then(|()| {
                let done = run.done();
                Ok(progress.tell(done, position.read.load(Ordering::Relaxed), streams.err)?)
            });
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => ControlFlow::Break(failure),
            }
        },
    );
    progress.finish(streams.err)?;
    if let Some(failure) = stopped {
        return Err(failure);
    }
    run.flush()?;
    let summary = run.summary;
    store.index()?;
    if !global.quiet {
        writeln!(streams.err, "{} in {}", summary.describe(), clock(progress.elapsed()))?;
    }
    Ok(if summary.failed > 0 { Outcome::Unreadable } else { Outcome::Clean })
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default)]
struct Summary {
    added: Added,
    known: u64,
    other: u64,
    failed: u64,
}

impl Summary {
    fn describe(&self) -> String {
        let mut parts = vec![format!("{} added", counted(self.added.new, "document"))];
        let mut also = |count: u64, what: &str| {
            if count > 0 {
                parts.push(format!("{} {what}", grouped(count)));
            }
        };
        also(self.added.changed, "changed");
        also(self.known + self.added.present, "unchanged");
        also(self.other, "passed over: no text in both languages");
        also(self.failed, "not readable (`corpus list --failed`)");
        parts.join(", ")
    }
}

/// The writing side: gathers batches and commits them.
pub(super) struct Run<'a> {
    store: &'a mut Store,
    provenance: i64,
    batch: Vec<Packed>,
    bytes: u64,
    failures: Vec<(String, String)>,
    begun: Instant,
    summary: Summary,
    /// Beads of the documents that were put.
    pub(super) pairs: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(store: &'a mut Store, provenance: i64) -> Self {
        let (batch, failures, summary) = (Vec::new(), Vec::new(), Summary::default());
        Self { store, provenance, batch, bytes: 0, failures, begun: Instant::now(), summary, pairs: 0 }
    }

    fn done(&self) -> u64 {
        let Summary { added, known, other, failed } = self.summary;
        added.new + added.changed + added.present + known + other + failed + self.batch.len() as u64
    }

    fn take(&mut self, read: Read, streams: &mut Streams<'_>) -> Result<(), Failure> {
        match read {
            Read::Known => self.put(None),
            Read::Packed(packed) => self.put(Some(*packed)),
            Read::Failed(path, reason) => self.fail(path, reason, streams),
            Read::Other => {
                self.summary.other += 1;
                Ok(())
            }
        }
    }

    /// Remembers what could not be read.
    pub(super) fn fail(&mut self, path: String, reason: String, streams: &mut Streams<'_>) -> Result<(), Failure> {
        writeln!(streams.err, "error: {path}: {reason}")?;
        self.summary.failed += 1;
        self.failures.push((path, reason));
        Ok(())
    }

    /// Takes a document; `None` for one that is there.
    pub(super) fn put(&mut self, packed: Option<Packed>) -> Result<(), Failure> {
        match packed {
            None => self.summary.known += 1,
            Some(packed) => {
                self.bytes += packed.head().bytes;
                self.pairs += packed.head().beads;
                self.batch.push(packed);
            }
        }
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES || self.begun.elapsed() >= BATCH_TIME {
            self.flush()?;
        }
        Ok(())
    }

    /// How many documents were added or changed.
    pub(super) fn added(&self) -> u64 {
        self.summary.added.new + self.summary.added.changed
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        if !self.batch.is_empty() {
            let added = self.store.add(self.provenance, std::mem::take(&mut self.batch))?;
            self.summary.added.new += added.new;
            self.summary.added.changed += added.changed;
            self.summary.added.present += added.present;
        }
        self.store.add_failures(&std::mem::take(&mut self.failures))?;
        (self.bytes, self.begun) = (0, Instant::now());
        Ok(())
    }
}

/// The reading side, shared by all threads.
struct Reader {
    session: Session,
    config: Config,
    known: Known,
}

impl Reader {
    fn read(&self, item: Item) -> Read {
        let path = item.path.clone();
        // Whatever one file of an archive does to this program, the others are read.
        catch_unwind(AssertUnwindSafe(|| self.read_item(item)))
            .unwrap_or_else(|_| Read::Failed(path, "the program failed on this file; please report it".to_owned()))
    }

    fn read_item(&self, item: Item) -> Read {
        let Item { path, content, found } = item;
        let bytes = match content.bytes() {
            Ok(bytes) => bytes,
            Err(reason) => return Read::Failed(path, reason),
        };
        let hash = content_hash(&bytes);
        if self.known.has(&path, &hash) {
            return Read::Known;
        }
        match self.entry(&path, hash, &bytes) {
            Ok(entry) => match Packed::new(&entry) {
                Ok(packed) => Read::Packed(Box::new(packed)),
                Err(error) => Read::Failed(path, error.to_string()),
            },
            Err(problem) if found && problem.is_other() => Read::Other,
            Err(problem) => Read::Failed(path, problem.reason()),
        }
    }

    /// The walk over one file.
    fn entry(&self, path: &str, hash: [u8; 32], bytes: &[u8]) -> Result<Entry, Problem> {
        let source = files::decode(path, bytes, None)
            .map_err(|error| Problem::File { path: path.to_owned(), error: error.into() })?;
        let document = files::bilingual(&source).map_err(|error| Problem::of(&source, error))?;
        let text = source.text();
        let parsed = Parsed { text, document: &document };
        let mut checked = self.session.check(parsed, parsed);
        facts::about(text, Lang::Zh, &mut checked.zh.facts, self.session.words());
        facts::about(text, Lang::En, &mut checked.en.facts, self.session.words());
        let findings = self.config.policy(path).report(checked.review.findings, &source, &source).findings;
        let bitext = Bitext {
            zh: checked.zh.of(text),
            en: checked.en.of(text),
            alignment: &checked.alignment,
            date: document.date,
        };
        let walk = Walk::new(&bitext, &checked.review.verdicts, &findings, document.terms.clone());
        let surface = |span: Option<Span>| span.map_or("", |span| span.of(text)).trim().to_owned();
        let page = [document.zh.page, document.en.page].into_iter().find_map(|span| page_number(&surface(span)));
        Ok(Entry {
            path: path.to_owned(),
            hash,
            date: document.date,
            page,
            zh_title: surface(document.zh.title),
            en_title: surface(document.en.title),
            walk,
            text: source.text().to_owned(),
        })
    }
}

/// The number in `2` or `第2版()`.
fn page_number(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    digits.get(..length)?.parse().ok()
}
