//! `duizhao corpus add`: folders, archives and lists of bilingual files become a corpus.

use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::archives::name_unpacked;
use super::gone::{self, Seen};
use super::progress::{Progress, clock, counted, grouped};
use super::sources::{self, Item, Missing, Sources};
use super::spelling;
use super::{Failure, StorePath};
use crate::check::Bitext;
use crate::cli::config::Config;
use crate::cli::input::Problem;
use crate::cli::ordered::{in_order, thread_count};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Absence, Added, Entry, Known, Packed, Store, Walk, content_hash};
use crate::facts;
use crate::pipeline::files::{self, FileError};
use crate::pipeline::{Parsed, Session};
use crate::report::visible;
use crate::source::{Lang, Span};

/// Read bilingual files into a corpus: align and check each, keep text, sentences, numbers and findings.
///
/// Folders are walked, archives (.zip, .tar, .tar.gz, .tar.zst) are read through, also one inside another, and compressed
/// files (.gz, .zst) unpacked, also inside archives. Links to files are followed, links to folders are not. A document is called by the path of its file as
/// it is given, without `./`; in an archive by the archive and the path there. What the corpus has by an absolute path and is
/// named by a relative one now, or the other way round, keeps its name.
///
/// A file whose content is there already is not read again, so a run that was interrupted goes on where it was, and one
/// over an archive that grew does only what is new. What cannot be read is listed (`corpus list --failed`), and so is what
/// need not be (`corpus list --passed-over`); the rest is added. A document stays while its file cannot be opened; when the
/// file is read and has no text in both languages any more, it goes. Documents whose files are gone from the folders and
/// archives named are counted, and removed with --prune.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    /// Files, folders and archives
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<PathBuf>,
    /// A file that names such paths, one a line; a line that begins with # is a comment (`./#1.md` is a file)
    #[arg(long, value_name = "LIST")]
    from: Vec<PathBuf>,
    /// Remove the documents whose files are gone from the folders and archives
    #[arg(long)]
    prune: bool,
    /// Name the files that are passed over
    #[arg(long, short)]
    verbose: bool,
}

/// A batch is closed after so long, or when it has so many documents or bytes: what a killed run does again.
const BATCH_TIME: Duration = Duration::from_millis(500);
const BATCH: usize = 2048;
const BATCH_BYTES: u64 = 64 << 20;

/// What came of one file.
enum Read {
    /// It is in the corpus.
    Known(String),
    Packed(Box<Packed>),
    /// It was found in a folder or an archive and is none of ours.
    Other(String, String),
    Failed {
        key: String,
        reason: String,
        /// Whether its bytes were read: a document that they once were is none any more.
        is_read: bool,
    },
}

/// What a run is to do besides adding.
#[derive(Debug, Clone, Copy, Default)]
struct Manner {
    prune: bool,
    verbose: bool,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let config = load(global)?;
    let named = sources::named(&args.paths, &args.from)?;
    let mut store = Store::create(&args.store.store)?;
    let manner = Manner { prune: args.prune, verbose: args.verbose };
    fill(&mut store, config, named, manner, global, streams)
}

/// Makes a store of files, folders and archives.
pub(in crate::cli) fn make(
    path: &Path,
    paths: &[PathBuf],
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<(Store, Outcome), Failure> {
    let config = load(global)?;
    let named = sources::named(paths, &[])?;
    let mut store = Store::create(path)?;
    let outcome = fill(&mut store, config, named, Manner::default(), global, streams)?;
    Ok((store, outcome))
}

fn load(global: &Global) -> Result<Config, Failure> {
    Config::load(global.config.as_deref()).map_err(Failure::Usage)
}

fn fill(
    store: &mut Store,
    config: Config,
    named: Vec<PathBuf>,
    manner: Manner,
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<Outcome, Failure> {
    let provenance = store.provenance(env!("CARGO_PKG_VERSION"), &config.fingerprint())?;
    finish_index(store, global, streams)?;
    let named = named.into_iter().map(|path| spelling::as_before(store, path)).collect::<Result<_, _>>()?;
    let (sources, missing) = Sources::new(named);
    let known = store.known(provenance)?;
    let reader = Reader { session: Session::new(), config, known };
    let position = sources.position.clone();
    let mut progress = Progress::new(position.total, global.quiet, io::stderr().is_terminal());
    let mut run = Run::new(store, provenance)?;
    run.verbose = manner.verbose;
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
    let (mut summary, seen, failed) = (run.summary, run.seen, run.failed);
    let gone = gone::find(store, &position, &seen, &failed)?;
    store.forget_absent(&gone.absent)?;
    if manner.prune {
        summary.removed += store.remove_paths(&gone.documents)?;
    }
    store.index()?;
    if !global.quiet {
        writeln!(streams.err, "{} in {}", summary.describe(), clock(progress.elapsed()))?;
        if !manner.prune && !gone.documents.is_empty() {
            let documents = counted(gone.documents.len() as u64, "document");
            let first = visible::name(gone.documents.first().map_or("", String::as_str));
            let are = if gone.documents.len() == 1 { "has no file any more" } else { "have no files any more" };
            writeln!(streams.err, "note: {documents} {are}, {first} the first; --prune removes them")?;
        }
    }
    Ok(if summary.failed > 0 { Outcome::Unreadable } else { Outcome::Clean })
}

/// Indexes what an earlier run left: one that was stopped, or that of an earlier version.
pub(super) fn finish_index(store: &mut Store, global: &Global, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let left = store.unindexed()?;
    if left > 0 && !global.quiet {
        writeln!(streams.err, "note: {} of an earlier run are indexed first", counted(left, "document"))?;
    }
    Ok(store.index()?)
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Summary {
    added: Added,
    known: u64,
    removed: u64,
    other: u64,
    failed: u64,
}

impl Summary {
    /// What became of the documents, and of the files that are none.
    pub(super) fn describe(&self) -> String {
        let mut parts = vec![format!("{} added", counted(self.added.new, "document"))];
        let mut also = |count: u64, what: &str| {
            if count > 0 {
                parts.push(format!("{} {what}", grouped(count)));
            }
        };
        also(self.added.changed, "changed");
        also(self.known + self.added.present, "unchanged");
        also(self.removed, "removed");
        also(self.other, "passed over (`corpus list --passed-over`)");
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
    passed: Vec<(String, String)>,
    /// Files that are read well, and were not before.
    mended: Vec<String>,
    /// Documents that are none any more.
    lost: Vec<String>,
    absent_before: HashSet<String>,
    seen: Seen,
    /// What could not be read.
    failed: HashSet<String>,
    verbose: bool,
    begun: Instant,
    pub(super) summary: Summary,
    /// Beads of the documents that were put.
    pub(super) pairs: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(store: &'a mut Store, provenance: i64) -> Result<Self, Failure> {
        let absent_before = store.absent_paths()?;
        Ok(Self {
            store,
            provenance,
            batch: Vec::new(),
            bytes: 0,
            failures: Vec::new(),
            passed: Vec::new(),
            mended: Vec::new(),
            lost: Vec::new(),
            absent_before,
            seen: Seen::default(),
            failed: HashSet::new(),
            verbose: false,
            begun: Instant::now(),
            summary: Summary::default(),
            pairs: 0,
        })
    }

    fn done(&self) -> u64 {
        let Summary { added, known, removed: _, other, failed } = self.summary;
        added.new + added.changed + added.present + known + other + failed + self.batch.len() as u64
    }

    fn take(&mut self, read: Read, streams: &mut Streams<'_>) -> Result<(), Failure> {
        match read {
            Read::Known(key) => self.know(key),
            Read::Packed(packed) => self.put(*packed),
            Read::Failed { key, reason, is_read } => {
                if is_read {
                    self.lost.push(key.clone());
                }
                self.fail(key, reason, streams)
            }
            Read::Other(key, reason) => self.pass_over(key, reason, streams),
        }
    }

    /// Remembers what could not be read.
    pub(super) fn fail(&mut self, key: String, reason: String, streams: &mut Streams<'_>) -> Result<(), Failure> {
        writeln!(streams.err, "error: {}", visible::name(&format!("{key}: {reason}")))?;
        self.summary.failed += 1;
        self.seen.add(&key);
        self.failed.insert(key.clone());
        self.failures.push((key, reason));
        self.flush_in_time()
    }

    /// Remembers what is no document and need not be.
    fn pass_over(&mut self, key: String, reason: String, streams: &mut Streams<'_>) -> Result<(), Failure> {
        if self.verbose {
            writeln!(streams.err, "passed over: {}", visible::name(&format!("{key}: {reason}")))?;
        }
        self.summary.other += 1;
        self.seen.add(&key);
        self.lost.push(key.clone());
        self.passed.push((key, reason));
        self.flush_in_time()
    }

    /// Takes a document that is there.
    pub(super) fn know(&mut self, key: String) -> Result<(), Failure> {
        self.summary.known += 1;
        self.seen.add(&key);
        if self.absent_before.contains(&key) {
            self.mended.push(key);
        }
        self.flush_in_time()
    }

    /// Takes a document.
    pub(super) fn put(&mut self, packed: Packed) -> Result<(), Failure> {
        self.seen.add(packed.path());
        self.bytes += packed.head().bytes;
        self.pairs += packed.head().beads;
        self.batch.push(packed);
        self.flush_in_time()
    }

    /// Removes the documents below `folder` that are not among `kept`.
    pub(super) fn keep_only(&mut self, folder: &str, kept: &HashSet<String>) -> Result<(), Failure> {
        self.flush()?;
        let below = self.store.paths_below(folder)?;
        self.lost.extend(below.into_iter().filter(|key| !kept.contains(key)));
        if self.absent_before.contains(folder) {
            self.mended.push(folder.to_owned());
        }
        self.flush()
    }

    fn flush_in_time(&mut self) -> Result<(), Failure> {
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES || self.begun.elapsed() >= BATCH_TIME {
            self.flush()?;
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        if !self.batch.is_empty() {
            let added = self.store.add(self.provenance, std::mem::take(&mut self.batch))?;
            self.summary.added.new += added.new;
            self.summary.added.changed += added.changed;
            self.summary.added.present += added.present;
        }
        self.summary.removed += self.store.remove_paths(&std::mem::take(&mut self.lost))?;
        self.store.forget_absent(&std::mem::take(&mut self.mended))?;
        self.store.add_absent(Absence::Failed, &std::mem::take(&mut self.failures))?;
        self.store.add_absent(Absence::PassedOver, &std::mem::take(&mut self.passed))?;
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
        let key = item.key.clone();
        // Whatever one file of an archive does to this program, the others are read.
        catch_unwind(AssertUnwindSafe(|| self.read_item(item))).unwrap_or_else(|_| Read::Failed {
            key,
            reason: "the program failed on this file; please report it".to_owned(),
            is_read: false,
        })
    }

    fn read_item(&self, item: Item) -> Read {
        let Item { key, content, found } = item;
        let bytes = match content.bytes() {
            Ok(bytes) => bytes,
            Err(Missing::Unread(reason)) => return Read::Failed { key, reason, is_read: false },
            Err(Missing::Other(reason)) => return Read::Other(key, reason.to_owned()),
        };
        let hash = content_hash(&bytes);
        if self.known.has(&key, &hash) {
            return Read::Known(key);
        }
        match self.entry(&key, hash, &bytes) {
            Ok(entry) => match Packed::new(&entry) {
                Ok(packed) => Read::Packed(Box::new(packed)),
                Err(error) => Read::Failed { key, reason: error.to_string(), is_read: false },
            },
            Err(Problem::File { error, .. })
                if found && matches!(error, FileError::Empty | FileError::NoSide { .. }) =>
            {
                Read::Other(key, error.to_string())
            }
            Err(problem) => Read::Failed { key, reason: problem.reason(), is_read: true },
        }
    }

    /// The walk over one file.
    fn entry(&self, key: &str, hash: [u8; 32], bytes: &[u8]) -> Result<Entry, Problem> {
        let path = name_unpacked(key);
        let source = files::read(path, bytes, None).map_err(|error| Problem::File { path: path.to_owned(), error })?;
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
            path: key.to_owned(),
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
