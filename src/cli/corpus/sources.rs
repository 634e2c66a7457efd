//! The files that `corpus add` reads: in folders, in archives, and named by lists.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec;

use super::Failure;
use super::archives::{Archive, Items, is_text, read_limited};
use crate::cli::input::{self, Input, Listing, Wanted, said};
use crate::corpus::key_of;

/// A document to be read, or why there is none.
pub(super) struct Item {
    /// What the document is called: see [`key_of`].
    pub(super) key: String,
    /// Its bytes: read already where it comes out of an archive, else to be read by whoever works on it.
    pub(super) content: Content,
    /// Whether it was found rather than named: it need not be a bilingual text.
    pub(super) found: bool,
}

pub(super) enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
    Failed(String),
    /// What is no document and need not be.
    Other(&'static str),
}

impl Content {
    /// The bytes, or why there is no document of them.
    pub(super) fn bytes(self) -> Result<Vec<u8>, Missing> {
        match self {
            Self::File(path) => {
                let read = File::open(path).and_then(|mut file| read_limited(&mut file));
                read.map_err(|error| Missing::Unread(said(&error)))
            }
            Self::Bytes(bytes) => Ok(bytes),
            Self::Failed(reason) => Err(Missing::Unread(reason)),
            Self::Other(reason) => Err(Missing::Other(reason)),
        }
    }
}

/// Why there are no bytes of a document.
pub(super) enum Missing {
    /// They cannot be read, now.
    Unread(String),
    /// There is no document.
    Other(&'static str),
}

impl Item {
    pub(super) fn failed(key: String, reason: String) -> Self {
        Self { key, content: Content::Failed(reason), found: false }
    }
}

/// How far the reading is, in bytes of the files as they lie on the disk, and what it went through.
#[derive(Debug, Clone, Default)]
pub(super) struct Position {
    pub(super) read: Arc<AtomicU64>,
    pub(super) total: u64,
    /// The folders and archives that were named.
    pub(super) roots: Vec<PathBuf>,
    /// The archives that were opened.
    archives: Arc<Mutex<HashSet<String>>>,
}

impl Position {
    /// The keys of the archives that were opened.
    pub(super) fn opened(&self) -> HashSet<String> {
        lock(&self.archives).clone()
    }
}

/// The documents of files, folders, archives and lists, in the order of the names.
pub(super) struct Sources {
    waiting: vec::IntoIter<Source>,
    open: Option<Items>,
    pub(super) position: Position,
}

struct Source {
    path: PathBuf,
    size: u64,
    found: bool,
}

impl Sources {
    /// Finds what is `named`, relative to the working directory. What cannot be found is returned as an item that failed.
    pub(super) fn new(named: Vec<PathBuf>) -> (Self, Vec<Item>) {
        let (mut sources, mut absent) = (Vec::new(), Vec::new());
        let mut position = Position::default();
        for path in named {
            let Listing { inputs, problems, links } = input::list_all(std::slice::from_ref(&path), Wanted::Archives);
            absent.extend(
                problems.iter().map(|problem| Item::failed(key_of(problem.path().unwrap_or(&path)), problem.reason())),
            );
            absent.extend(links.iter().map(|(link, reason)| Item {
                key: key_of(link),
                content: Content::Other(reason),
                found: true,
            }));
            for input in inputs {
                let (path, found) = match input {
                    Input::File(path) => (path, false),
                    Input::Found(path) => (path, true),
                    Input::Stdin => continue,
                };
                let size = path.metadata().map_or(0, |metadata| metadata.len());
                // A folder's compressed files are texts like its other files, or are none of ours.
                if !found || is_text(&path.to_string_lossy()) {
                    sources.push(Source { path, size, found });
                }
            }
            position.roots.push(path);
        }
        position.total = sources.iter().map(|source| source.size).sum();
        (Self { waiting: sources.into_iter(), open: None, position }, absent)
    }
}

/// What `paths` and the `lists` name. A list that cannot be read is an error, since nobody knows what it would have named.
pub(super) fn named(paths: &[PathBuf], lists: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut named = paths.to_vec();
    for list in lists {
        let read = read_list(list);
        named.extend(read.map_err(|error| Failure::Usage(format!("{}: {}", list.display(), said(&error))))?);
    }
    if named.iter().any(|path| path == Path::new("-")) {
        let message = "`-`: a document of a corpus has the name of a file; name files, folders or archives";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(named)
}

/// The paths that a list names, one a line. Empty lines, lines that begin with `#` and white space around a path are no
/// part of it; a path that begins with `#` is written `./#`.
fn read_list(list: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for line in BufReader::new(File::open(list)?).lines() {
        let line = line?;
        let name = line.trim_start_matches('\u{FEFF}').trim();
        if !name.is_empty() && !name.starts_with('#') {
            paths.push(PathBuf::from(name));
        }
    }
    Ok(paths)
}

impl Iterator for Sources {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(item) = open.next() {
                    return Some(item);
                }
                self.open = None;
            }
            let source = self.waiting.next()?;
            let key = key_of(&source.path);
            let Some(kind) = Archive::of_path(&source.path) else {
                self.position.read.fetch_add(source.size, Ordering::Relaxed);
                return Some(Item { key, content: Content::File(source.path), found: source.found });
            };
            match kind.open(&source.path, source.found, &self.position.read) {
                Ok(items) => self.open = Some(items),
                Err(error) => return Some(Item::failed(key, said(&error))),
            }
            lock(&self.position.archives).insert(key);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
