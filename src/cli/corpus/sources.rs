//! The files that `corpus add` reads: in folders, in archives, and named by lists.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec;

use flate2::read::MultiGzDecoder;

use super::Failure;
use crate::cli::input::{self, Input, Listing, Wanted, said};
use crate::corpus::{MAX_RECORD, content_hash, key_of, member_key};

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
    fn failed(key: String, reason: String) -> Self {
        Self { key, content: Content::Failed(reason), found: false }
    }
}

/// The name of a document as it is when it is not compressed: what tells its format.
pub(super) fn name_unpacked(key: &str) -> &str {
    match Archive::of_name(key) {
        Some(Archive::Gz | Archive::Zst) => key.rsplit_once('.').map_or(key, |(stem, _)| stem),
        _ => key,
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
    open: Option<Box<dyn Iterator<Item = Item> + Send>>,
    pub(super) position: Position,
}

struct Source {
    path: PathBuf,
    size: u64,
    found: bool,
}

impl Sources {
    /// Finds what `paths` and the `lists` name, relative to the working directory. What cannot be found is returned as an
    /// item that failed; a list that cannot be read is an error, since nobody knows what it would have named.
    pub(super) fn new(paths: &[PathBuf], lists: &[PathBuf]) -> Result<(Self, Vec<Item>), Failure> {
        let mut named = paths.to_vec();
        for list in lists {
            named.extend(
                read_list(list).map_err(|error| Failure::Usage(format!("{}: {}", list.display(), said(&error))))?,
            );
        }
        let (mut sources, mut absent) = (Vec::new(), Vec::new());
        let mut position = Position::default();
        for path in named {
            if path == Path::new("-") {
                let message = "`-`: a document of a corpus has the name of a file; name files, folders or archives";
                return Err(Failure::Usage(message.to_owned()));
            }
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
        Ok((Self { waiting: sources.into_iter(), open: None, position }, absent))
    }
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
            match kind.open(&source, &self.position.read) {
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

    fn of_path(path: &Path) -> Option<Self> {
        Self::of_name(&path.file_name()?.to_string_lossy())
    }

    /// The documents of the archive or compressed file, opened.
    fn open(self, source: &Source, read: &Arc<AtomicU64>) -> io::Result<Box<dyn Iterator<Item = Item> + Send>> {
        let file = Counted { file: File::open(&source.path)?, read: Arc::clone(read) };
        let members = Members::of(source.path.clone());
        Ok(match self {
            Self::Zip => Box::new(ZipItems::open(members, read)?),
            Self::Tar => Box::new(tar_items(members, Box::new(BufReader::new(file)))),
            Self::TarGz => Box::new(tar_items(members, Box::new(MultiGzDecoder::new(BufReader::new(file))))),
            Self::TarZst => Box::new(tar_items(members, Box::new(zstd::Decoder::new(file)?))),
            Self::Gz => Box::new(one(source, read_limited(&mut MultiGzDecoder::new(BufReader::new(file))))),
            Self::Zst => Box::new(one(source, read_limited(&mut zstd::Decoder::new(file)?))),
        })
    }
}

/// What the path of `key` stands for is an archive.
pub(super) fn holds_documents(path: &Path) -> bool {
    !matches!(Archive::of_path(path), None | Some(Archive::Gz | Archive::Zst))
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

/// A compressed file: one document.
fn one(source: &Source, bytes: io::Result<Vec<u8>>) -> impl Iterator<Item = Item> + Send + use<> {
    let content = bytes.map_or_else(|error| Content::Failed(said(&error)), Content::Bytes);
    std::iter::once(Item { key: key_of(&source.path), content, found: source.found })
}

/// Which members of an archive are documents, and what they are called.
struct Members {
    archive: PathBuf,
    /// The names that have been.
    seen: HashSet<String>,
}

/// What a member of an archive is.
enum Kind {
    File,
    Link,
    /// A folder, or what no text is in.
    Nothing,
}

impl Members {
    fn of(archive: PathBuf) -> Self {
        Self { archive, seen: HashSet::new() }
    }

    /// The archive as a whole cannot be read, or not further.
    fn failed(&self, reason: String) -> Item {
        Item::failed(key_of(&self.archive), reason)
    }

    /// The item of a member, or `None` for what is no text. Its bytes are read where there is a document in them.
    fn item(&mut self, inside: &[u8], kind: &Kind, read: impl FnOnce() -> io::Result<Vec<u8>>) -> Option<Item> {
        let name = String::from_utf8_lossy(inside);
        let packed = Archive::of_name(&name);
        if matches!(kind, Kind::Nothing) || is_hidden(&name) || !is_text(&name) {
            return None;
        }
        let Some(key) = member_key(&self.archive, inside) else {
            let key = format!("{}/{}", key_of(&self.archive), name);
            return Some(Item::failed(key, "its path leads out of the archive".to_owned()));
        };
        let found = |content| Some(Item { key: key.clone(), content, found: true });
        if matches!(kind, Kind::Link) {
            return found(Content::Other("a link inside an archive; it was not followed"));
        }
        if !matches!(packed, None | Some(Archive::Gz | Archive::Zst)) {
            return found(Content::Failed("an archive inside an archive is not read; unpack it".to_owned()));
        }
        if !self.seen.insert(key.clone()) {
            return found(Content::Failed(SECOND.to_owned()));
        }
        let unpacked = read().and_then(|bytes| match packed {
            Some(Archive::Gz) => read_limited(&mut MultiGzDecoder::new(bytes.as_slice())),
            Some(_) => read_limited(&mut zstd::Decoder::new(bytes.as_slice())?),
            None => Ok(bytes),
        });
        found(unpacked.map_or_else(|error| Content::Failed(said(&error)), Content::Bytes))
    }
}

const SECOND: &str = "the archive has several files of this name; one of them was taken";

struct ZipItems {
    members: Members,
    archive: zip::ZipArchive<BufReader<File>>,
    next: usize,
    read: Arc<AtomicU64>,
    /// Names that the archive has more than once: the reader shows the last file of each.
    repeated: vec::IntoIter<Vec<u8>>,
}

impl ZipItems {
    fn open(members: Members, read: &Arc<AtomicU64>) -> io::Result<Self> {
        let archive = zip::ZipArchive::new(BufReader::new(File::open(&members.archive)?))?;
        let repeated = repeated_names(&members.archive, archive.central_directory_start())?;
        Ok(Self { members, archive, next: 0, read: Arc::clone(read), repeated: repeated.into_iter() })
    }

    /// The item of member `number`.
    fn member(&mut self, number: usize) -> Option<Item> {
        let (inside, kind) = match self.archive.by_index_raw(number) {
            Ok(member) => {
                self.read.fetch_add(member.compressed_size(), Ordering::Relaxed);
                let kind = match (member.is_symlink(), member.is_dir()) {
                    (true, _) => Kind::Link,
                    (_, true) => Kind::Nothing,
                    _ => Kind::File,
                };
                (member.name_raw().to_vec(), kind)
            }
            Err(error) => return Some(self.members.failed(format!("member {}: {error}", number + 1))),
        };
        let archive = &mut self.archive;
        self.members.item(&inside, &kind, || read_limited(&mut archive.by_index(number)?))
    }
}

impl Iterator for ZipItems {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while self.next < self.archive.len() {
            self.next += 1;
            let item = self.member(self.next - 1);
            if item.is_some() {
                return item;
            }
        }
        // They have been by now, so each is told to be a second one.
        self.repeated.find_map(|name| self.members.item(&name, &Kind::File, || Ok(Vec::new())))
    }
}

/// The names that stand more than once in the central directory of a zip file, which begins at byte `start`; as often as
/// they stand there again.
fn repeated_names(path: &Path, start: u64) -> io::Result<Vec<Vec<u8>>> {
    // Signature, 24 bytes, the lengths of name, extra field and comment, 12 bytes; then these three.
    const HEADER: usize = 46;
    let mut reader = BufReader::new(File::open(path)?);
    reader.seek(SeekFrom::Start(start))?;
    let (mut seen, mut repeated) = (HashSet::new(), Vec::new());
    let mut header = [0; HEADER];
    while reader.read_exact(&mut header).is_ok() && header.starts_with(b"PK\x01\x02") {
        let length = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let mut rest = vec![0; length(28) + length(30) + length(32)];
        if reader.read_exact(&mut rest).is_err() {
            break;
        }
        rest.truncate(length(28));
        if !seen.insert(content_hash(&rest)) {
            repeated.push(rest);
        }
    }
    Ok(repeated)
}

/// The texts of a tar file. It cannot be searched from behind, so an error inside ends it.
fn tar_items(mut members: Members, reader: Box<dyn Read + Send>) -> impl Iterator<Item = Item> + Send {
    // The entries of a `tar::Archive` borrow it and are not `Send`: a thread of their own reads them.
    let (sender, receiver) = std::sync::mpsc::sync_channel(32);
    std::thread::spawn(move || {
        let mut archive = tar::Archive::new(reader);
        let early =
            |members: &Members, error: &io::Error| members.failed(format!("the archive ends early: {}", said(error)));
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return drop(sender.send(early(&members, &error))),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return drop(sender.send(early(&members, &error))),
            };
            let inside = entry.path_bytes().into_owned();
            let kind = match entry.header().entry_type() {
                tar::EntryType::Regular | tar::EntryType::Continuous | tar::EntryType::GNUSparse => Kind::File,
                tar::EntryType::Link | tar::EntryType::Symlink => Kind::Link,
                _ => Kind::Nothing,
            };
            let size = entry.size();
            let item = members.item(&inside, &kind, || read_limited(&mut entry).and_then(|bytes| whole(bytes, size)));
            if let Some(item) = item
                && sender.send(item).is_err()
            {
                return;
            }
        }
    });
    receiver.into_iter()
}

/// The bytes of a member that says it has `size`: where an archive is cut, its last member just ends.
fn whole(bytes: Vec<u8>, size: u64) -> io::Result<Vec<u8>> {
    if bytes.len() as u64 == size {
        return Ok(bytes);
    }
    let message = format!("cut off: {} of {size} bytes are there", bytes.len());
    Err(io::Error::new(io::ErrorKind::UnexpectedEof, message))
}

/// Whether the name is that of a text, compressed or not, or of an archive.
fn is_text(name: &str) -> bool {
    let unpacked = name_unpacked(name);
    Wanted::Texts.takes(Path::new(unpacked)) || (unpacked == name && is_archive(name))
}

/// Whether a file inside an archive is one that a system leaves beside others.
fn is_hidden(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    name.split('/').any(hidden)
}
