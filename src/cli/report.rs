//! `duizhao report`: a corpus, or files, as a site to look at.
//!
//! The site is made beside its place and moved there when it is whole, so that a run that is stopped leaves the old one,
//! and no page of an old one stays among the new.

use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, TcpListener};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::check::UiName;
use super::corpus::{Failure, Progress, clock, ended, grouped, make_store};
use super::ordered::{in_order, thread_count};
use super::output::{NewFolder, OutputError, is_database};
use super::{Global, Outcome, Streams, serve};
use crate::corpus::{Raw, Selection, Store, StoreError};
use crate::report::site::{Article, Background, Output, Plan, Site};
use crate::report::visible;
use crate::text::Words;

/// Make a site of a corpus, or of files: pages that open from the disk in any browser.
///
/// An overview whose plots lead to the articles behind them; the articles by date or by what is wrong with them, to be
/// filtered and searched in both languages; each article side by side, its numbers linked across and its findings in the
/// margin; the figures of the corpus with their series; its terms with their translations. Nothing is loaded from
/// anywhere else, and all can be read without scripts. Exit code: 0 made, 2 wrong usage, 3 some input could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A corpus that `duizhao corpus add` made; or bilingual files, folders and archives
    #[arg(value_name = "STORE|FILE", required = true)]
    paths: Vec<PathBuf>,
    /// The folder to make; a site that is there is replaced
    #[arg(long, short, value_name = "FOLDER", default_value = "site")]
    out: PathBuf,
    /// What the corpus is called; without it the name of the store, the file or the folder
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The language of the pages' own words; with scripts a reader can change it
    #[arg(long, default_value = "en", value_name = "LANG")]
    ui: UiName,
    /// Then show it at http://127.0.0.1:PORT, to this machine alone, until the program is stopped
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "8271")]
    serve: Option<u16>,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let result = make(args, global, streams);
    ended(result, streams)
}

fn make(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let listener = args.serve.map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port))).transpose();
    let listener =
        listener.map_err(|error| Failure::Usage(format!("--serve {}: {error}", args.serve.unwrap_or_default())))?;
    let place = NewFolder::create(&args.out, is_site).map_err(|error| match error {
        OutputError::Taken { path } => {
            Failure::Usage(format!("{path}: there is something else; only a site is replaced"))
        }
        error => error.into(),
    })?;
    let (mut store, outcome) = open(args, &place, global, streams)?;
    let name = args.name.clone().unwrap_or_else(|| name_of(&args.paths));
    write(&mut store, name, args, &place, global, streams)?;
    drop(store);
    place.finish()?;
    if !global.quiet {
        let index = args.out.join("index.html").display().to_string();
        writeln!(streams.err, "open {}", visible::name(&index))?;
    }
    if let Some(listener) = listener {
        writeln!(streams.err, "http://{}/", listener.local_addr()?)?;
        streams.err.flush()?;
        serve::serve(&listener, &args.out)?;
    }
    Ok(outcome)
}

/// The store that was named, or one made of the files.
fn open(
    args: &Args,
    place: &NewFolder,
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<(Store, Outcome), Failure> {
    if let [path] = args.paths.as_slice()
        && is_database(path)
    {
        return Ok((Store::open(path)?, Outcome::Clean));
    }
    if let Some(store) = args.paths.iter().find(|path| is_database(path)) {
        return Err(Failure::Usage(format!("{}: a site is of one corpus, or of files", store.display())));
    }
    make_store(&place.scratch()?.join("store"), &args.paths, global, streams)
}

fn name_of(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    let first = paths.first().and_then(name).unwrap_or_else(|| "duizhao".to_owned());
    if paths.len() > 1 { format!("{first} +{}", paths.len() - 1) } else { first }
}

fn write(
    store: &mut Store,
    name: String,
    args: &Args,
    place: &NewFolder,
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let ids = store.ids_by_date()?;
    let articles = u32::try_from(ids.len()).map_err(|_| Failure::Usage("too many documents".to_owned()))?;
    let plan = Plan { articles, bytes: store.text_bytes()?, ui: args.ui.into(), name };
    let background =
        Background { findings: store.findings_by_month(&Selection::default())?, failures: store.failures()? };
    let folder = Folder::new(place);
    let mut site = Site::new(&plan, &folder, &place.scratch()?)?;
    let mut progress = Progress::new(ids.len() as u64, global.quiet, io::stderr().is_terminal());
    let documents = Documents { store, ids: ids.into_iter() };
    let (mut done, words) = (0, Words::new());
    let stopped = in_order(
        thread_count(global.jobs),
        (1..).zip(documents),
        |(number, raw)| article(&plan, &words, number, raw, &folder),
        |article| {
            let result = article.and_then(|article| {
                site.add(&article)?;
                done += 1;
                Ok(progress.tell(done, done, streams.err)?)
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
    site.finish(&background)?;
    if !global.quiet {
        let (files, bytes) = folder.sum();
        #[expect(clippy::cast_precision_loss, reason = "a size for people")]
        let size = bytes as f64 / 1e6;
        let time = clock(progress.elapsed());
        writeln!(streams.err, "{} articles, {} files, {size:.1} MB in {time}", grouped(done), grouped(files))?;
    }
    Ok(())
}

/// Makes the pages of a document and writes them.
fn article(
    plan: &Plan,
    words: &Words,
    number: u32,
    raw: Result<Raw, StoreError>,
    folder: &Folder<'_>,
) -> Result<Article, Failure> {
    let raw = raw?;
    let entry = raw.unpack()?;
    let mut article = Article::new(plan, words, number, raw.head, entry);
    for (path, content) in std::mem::take(&mut article.pages) {
        folder.write(&path, &content)?;
    }
    Ok(article)
}

/// The documents of a list.
struct Documents<'a> {
    store: &'a mut Store,
    ids: std::vec::IntoIter<i64>,
}

impl Iterator for Documents<'_> {
    type Item = Result<Raw, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ids.by_ref().find_map(|id| self.store.get(id, &Selection::default()).transpose())
    }
}

/// The folder of the site, that files are written to by many threads.
struct Folder<'a> {
    folder: &'a NewFolder,
    /// Files and their bytes.
    written: Mutex<(u64, u64)>,
}

impl<'a> Folder<'a> {
    fn new(folder: &'a NewFolder) -> Self {
        Self { folder, written: Mutex::default() }
    }

    fn sum(&self) -> (u64, u64) {
        *self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Output for Folder<'_> {
    fn write(&self, path: &str, content: &str) -> io::Result<()> {
        self.folder.write(path, content.as_bytes())?;
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        *written = (written.0 + 1, written.1 + content.len() as u64);
        Ok(())
    }
}

/// Whether the folder holds a site that this program made.
fn is_site(folder: &Path) -> bool {
    folder.join("data/meta.js").is_file()
}
