//! The files that `corpus add` reads: in folders, in archives, and named by lists.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::vec;

use flate2::read::MultiGzDecoder;

use crate::cli::input::{self, Input, Wanted};
use crate::corpus::MAX_RECORD;

/// A document to be read, or why there is none.
pub(super) struct Item {
    /// What the document is called.
    pub(super) path: String,
    /// Its bytes: read already where it comes out of an archive, else to be read by whoever works on it.
    pub(super) content: Content,
    /// Whether it was found rather than named: it need not be a bilingual text.
    pub(super) found: bool,
}

pub(super) enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
    Failed(String),
}

impl Content {
    /// The bytes, or why they cannot be read.
    pub(super) fn bytes(self) -> Result<Vec<u8>, String> {
        match self {
            Self::File(path) => {
                File::open(path).and_then(|mut file| read_limited(&mut file)).map_err(|e| e.to_string())
            }
            Self::Bytes(bytes) => Ok(bytes),
            Self::Failed(reason) => Err(reason),
        }
    }
}

/// Reads to the end, or to where no document goes: what an archive unpacks to is not known before.
fn read_limited(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_RECORD as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_RECORD {
        let message = format!("larger than {} MB", MAX_RECORD >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// How far the reading is, in bytes of the files as they lie on the disk.
#[derive(Debug, Clone, Default)]
pub(super) struct Position {
    pub(super) read: Arc<AtomicU64>,
    pub(super) total: u64,
}

/// The documents of files, folders, archives and lists, in the order of the names.
pub(super) struct Sources {
    waiting: vec::IntoIter<Source>,
    open: Option<Box<dyn Iterator<Item = Item> + Send>>,
    pub(super) position: Position,
}

struct Source {
    path: PathBuf,
    size: u64,
    found: bool,
}

impl Sources {
    /// Finds what `paths` and the `lists` name: a line a path, relative to the working directory. What cannot be found is
    /// returned as an item that failed.
    pub(super) fn new(paths: &[PathBuf], lists: &[PathBuf]) -> io::Result<(Self, Vec<Item>)> {
        let mut named = paths.to_vec();
        for list in lists {
            let lines = BufReader::new(File::open(list)?).lines();
            for line in lines {
                let line = line?;
                let name = line.trim_end_matches('\r');
                if !name.is_empty() {
                    named.push(PathBuf::from(name));
                }
            }
        }
        let (mut sources, mut failed) = (Vec::new(), Vec::new());
        for path in named {
            let (inputs, problems) = input::list(std::slice::from_ref(&path), Wanted::Archives);
            for problem in problems {
                failed.push(Item {
                    path: path.display().to_string(),
                    content: Content::Failed(problem.to_string()),
                    found: false,
                });
            }
            for input in inputs {
                let (path, found) = match input {
                    Input::File(path) => (path, false),
                    Input::Found(path) => (path, true),
                    Input::Stdin => continue,
                };
                let size = path.metadata().map_or(0, |metadata| metadata.len());
                sources.push(Source { path, size, found });
            }
        }
        let total = sources.iter().map(|source| source.size).sum();
        let position = Position { read: Arc::default(), total };
        Ok((Self { waiting: sources.into_iter(), open: None, position }, failed))
    }
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
            let name = source.path.display().to_string();
            let Some(kind) = Archive::of_name(&name) else {
                self.position.read.fetch_add(source.size, Ordering::Relaxed);
                return Some(Item { path: name, content: Content::File(source.path), found: source.found });
            };
            match kind.open(&source.path, &self.position.read) {
                Ok(items) => self.open = Some(items),
                Err(error) => {
                    return Some(Item { path: name, content: Content::Failed(error.to_string()), found: false });
                }
            }
        }
    }
}

/// How files are packed into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Archive {
    Zip,
    Tar,
    TarGz,
    TarZst,
    /// One file, compressed.
    Gz,
    Zst,
}

impl Archive {
    /// The kind that the ending of `name` stands for.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let endings = [
            (".zip", Self::Zip),
            (".tar", Self::Tar),
            (".tar.gz", Self::TarGz),
            (".tgz", Self::TarGz),
            (".tar.zst", Self::TarZst),
            (".gz", Self::Gz),
            (".zst", Self::Zst),
        ];
        endings.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| kind)
    }

    fn open(self, path: &Path, read: &Arc<AtomicU64>) -> io::Result<Box<dyn Iterator<Item = Item> + Send>> {
        let name = path.display().to_string();
        let file = Counted { file: File::open(path)?, read: Arc::clone(read) };
        Ok(match self {
            Self::Zip => Box::new(ZipItems::open(&name, path, read)?),
            Self::Tar => Box::new(tar_items(name, Box::new(BufReader::new(file)))),
            Self::TarGz => Box::new(tar_items(name, Box::new(MultiGzDecoder::new(BufReader::new(file))))),
            Self::TarZst => Box::new(tar_items(name, Box::new(zstd::Decoder::new(file)?))),
            Self::Gz => Box::new(one(&name, &mut MultiGzDecoder::new(BufReader::new(file)))),
            Self::Zst => Box::new(one(&name, &mut zstd::Decoder::new(file)?)),
        })
    }
}

/// Whether `name` is that of an archive or a compressed file.
pub(in crate::cli) fn is_archive(name: &str) -> bool {
    Archive::of_name(name).is_some()
}

/// A file that counts what was read of it.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

fn item(archive: &str, inside: &str, bytes: io::Result<Vec<u8>>) -> Item {
    let content = match bytes {
        Ok(bytes) => Content::Bytes(bytes),
        Err(error) => Content::Failed(error.to_string()),
    };
    Item { path: format!("{archive}/{inside}"), content, found: true }
}

/// A compressed file: the document has its name without the ending.
fn one(name: &str, reader: &mut dyn Read) -> impl Iterator<Item = Item> + Send + use<> {
    let path = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let content = read_limited(reader).map_or_else(|error| Content::Failed(error.to_string()), Content::Bytes);
    std::iter::once(Item { path, content, found: false })
}

struct ZipItems {
    name: String,
    archive: zip::ZipArchive<BufReader<File>>,
    next: usize,
    read: Arc<AtomicU64>,
}

impl ZipItems {
    fn open(name: &str, path: &Path, read: &Arc<AtomicU64>) -> io::Result<Self> {
        let archive = zip::ZipArchive::new(BufReader::new(File::open(path)?))?;
        Ok(Self { name: name.to_owned(), archive, next: 0, read: Arc::clone(read) })
    }
}

impl Iterator for ZipItems {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while self.next < self.archive.len() {
            let number = self.next;
            self.next += 1;
            let mut member = match self.archive.by_index(number) {
                Ok(member) => member,
                Err(error) => {
                    return Some(item(&self.name, &format!("member {}", number + 1), Err(error.into())));
                }
            };
            self.read.fetch_add(member.compressed_size(), Ordering::Relaxed);
            let inside = member.name().unwrap_or_default().into_owned();
            if member.is_file() && is_text(&inside) {
                let bytes = read_limited(&mut member);
                return Some(item(&self.name, &inside, bytes));
            }
        }
        None
    }
}

/// The texts of a tar file. It cannot be searched from behind, so an error inside ends it.
fn tar_items(name: String, reader: Box<dyn Read + Send>) -> impl Iterator<Item = Item> + Send {
    // The entries of a `tar::Archive` borrow it and are not `Send`: a thread of their own reads them.
    let (sender, receiver) = std::sync::mpsc::sync_channel(32);
    std::thread::spawn(move || {
        let mut archive = tar::Archive::new(reader);
        let failed = |error: io::Error| Item {
            path: name.clone(),
            content: Content::Failed(format!("the archive ends early: {error}")),
            found: false,
        };
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return drop(sender.send(failed(error))),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return drop(sender.send(failed(error))),
            };
            let inside = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if entry.header().entry_type().is_file() && is_text(&inside) {
                let bytes = read_limited(&mut entry);
                if sender.send(item(&name, &inside, bytes)).is_err() {
                    return;
                }
            }
        }
    });
    receiver.into_iter()
}

/// Whether a file inside an archive is a text, and not what a system leaves beside one.
fn is_text(name: &str) -> bool {
    let path = Path::new(name);
    let is_hidden = path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.starts_with('.') && part != "." || part == "__MACOSX"
    });
    !is_hidden && Wanted::Texts.takes(path)
}
