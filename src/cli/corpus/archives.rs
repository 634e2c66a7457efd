//! What lies in an archive: its members, and which of them are documents.
//!
//! An archive in an archive is read too, from memory, if it is no larger than a document may be. One in that is not: nobody
//! packs texts so, and files made to be endless do.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::vec;

use flate2::read::MultiGzDecoder;

use super::sources::{Content, Item};
use crate::cli::input::{Wanted, said};
use crate::corpus::{MAX_RECORD, content_hash, key_of, member_key, path_of};

/// The documents of an archive, as they come.
pub(super) type Items = Box<dyn Iterator<Item = Item> + Send>;

/// The name of a document as it is when it is not compressed: what tells its format.
pub(super) fn name_unpacked(key: &str) -> &str {
    match Archive::of_name(key) {
        Some(Archive::Gz | Archive::Zst) => key.rsplit_once('.').map_or(key, |(stem, _)| stem),
        _ => key,
    }
}

/// Reads to the end, or to where no document goes: what an archive unpacks to is not known before.
pub(super) fn read_limited(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_RECORD as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_RECORD {
        let message = format!("larger than {} MB", MAX_RECORD >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
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

    pub(super) fn of_path(path: &Path) -> Option<Self> {
        Self::of_name(&path.file_name()?.to_string_lossy())
    }

    /// Whether it is one file, compressed.
    fn is_one(self) -> bool {
        matches!(self, Self::Gz | Self::Zst)
    }

    /// The documents of the archive or compressed file at `path`, opened; `read` counts what was read of it.
    pub(super) fn open(self, path: &Path, found: bool, read: &Arc<AtomicU64>) -> io::Result<Items> {
        let place = Place::File(path.to_owned(), Arc::clone(read));
        if self.is_one() {
            let content =
                self.unpack(place.reader()?).map_or_else(|error| Content::Failed(said(&error)), Content::Bytes);
            return Ok(Box::new(std::iter::once(Item { key: key_of(path), content, found })));
        }
        self.members(place, Members { archive: path.to_owned(), is_inner: false, seen: HashSet::new() })
    }

    fn members(self, place: Place, members: Members) -> io::Result<Items> {
        Ok(match self {
            Self::Zip => Box::new(ZipItems::open(place, members)?.flatten()),
            Self::TarGz => Box::new(tar_items(members, Box::new(MultiGzDecoder::new(BufReader::new(place.reader()?))))),
            Self::TarZst => Box::new(tar_items(members, Box::new(zstd::Decoder::new(place.reader()?)?))),
            Self::Tar | Self::Gz | Self::Zst => Box::new(tar_items(members, Box::new(BufReader::new(place.reader()?)))),
        })
    }

    /// What one file holds, unpacked if it is compressed.
    fn unpack(self, mut reader: impl Read) -> io::Result<Vec<u8>> {
        match self {
            Self::Gz => read_limited(&mut MultiGzDecoder::new(BufReader::new(reader))),
            Self::Zst => read_limited(&mut zstd::Decoder::new(reader)?),
            _ => read_limited(&mut reader),
        }
    }
}

/// Where the bytes of an archive are.
enum Place {
    /// On the disk; counted as they are read.
    File(PathBuf, Arc<AtomicU64>),
    /// They were in an archive, where they were counted.
    Memory(Arc<[u8]>),
}

trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

impl Place {
    fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::File(path, read) => Box::new(Counted { file: File::open(path)?, read: Arc::clone(read) }),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    /// A reader that may jump, whose steps are not counted.
    fn seekable(&self) -> io::Result<BufReader<Box<dyn Seekable>>> {
        Ok(BufReader::new(match self {
            Self::File(path, _) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        }))
    }

    fn count(&self, bytes: u64) {
        if let Self::File(_, read) = self {
            read.fetch_add(bytes, Ordering::Relaxed);
        }
    }
}

/// What the path of `key` stands for is an archive.
pub(super) fn holds_documents(path: &Path) -> bool {
    Archive::of_path(path).is_some_and(|kind| !kind.is_one())
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

/// Which members of an archive are documents, and what they are called.
struct Members {
    archive: PathBuf,
    /// Whether the archive lies in another.
    is_inner: bool,
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
    /// The archive as a whole cannot be read, or not further.
    fn failed(&self, reason: String) -> Item {
        Item::failed(key_of(&self.archive), reason)
    }

    /// The items of a member: one, those of an archive, none of what is no text. Its bytes are read where there are documents
    /// in them.
    fn items(&mut self, inside: &[u8], kind: &Kind, read: impl FnOnce() -> io::Result<Vec<u8>>) -> Items {
        let name = String::from_utf8_lossy(inside);
        if matches!(kind, Kind::Nothing) || is_hidden(&name) || !is_text(&name) {
            return Box::new(std::iter::empty());
        }
        let one = |item| Box::new(std::iter::once(item));
        let Some(key) = member_key(&self.archive, inside) else {
            let key = format!("{}/{}", key_of(&self.archive), name);
            return one(Item::failed(key, "its path leads out of the archive".to_owned()));
        };
        let found = |content| one(Item { key: key.clone(), content, found: true });
        if matches!(kind, Kind::Link) {
            return found(Content::Other("a link inside an archive; it was not followed"));
        }
        let packed = Archive::of_name(&name);
        let archive = packed.filter(|kind| !kind.is_one());
        if archive.is_some() && self.is_inner {
            return found(Content::Failed("an archive in an archive in an archive is not read; unpack it".to_owned()));
        }
        if !self.seen.insert(key.clone()) {
            return found(Content::Failed(SECOND.to_owned()));
        }
        if let Some(archive) = archive {
            let inner = Self { archive: path_of(&key), is_inner: true, seen: HashSet::new() };
            let opened = read().and_then(|bytes| archive.members(Place::Memory(bytes.into()), inner));
            return opened.unwrap_or_else(|error| one(Item::failed(key, said(&error))));
        }
        let unpacked = read().and_then(|bytes| match packed {
            Some(kind) => kind.unpack(bytes.as_slice()),
            None => Ok(bytes),
        });
        found(unpacked.map_or_else(|error| Content::Failed(said(&error)), Content::Bytes))
    }
}

const SECOND: &str = "the archive has several files of this name; one of them was taken";

struct ZipItems {
    members: Members,
    place: Place,
    archive: zip::ZipArchive<BufReader<Box<dyn Seekable>>>,
    next: usize,
    /// Names that the archive has more than once: the reader shows the last file of each.
    repeated: vec::IntoIter<Vec<u8>>,
}

impl ZipItems {
    fn open(place: Place, members: Members) -> io::Result<Self> {
        let archive = zip::ZipArchive::new(place.seekable()?)?;
        let repeated = repeated_names(place.seekable()?, archive.central_directory_start())?;
        Ok(Self { members, place, archive, next: 0, repeated: repeated.into_iter() })
    }

    /// The items of member `number`.
    fn member(&mut self, number: usize) -> Items {
        let (inside, kind) = match self.archive.by_index_raw(number) {
            Ok(member) => {
                self.place.count(member.compressed_size());
                let kind = match (member.is_symlink(), member.is_dir()) {
                    (true, _) => Kind::Link,
                    (_, true) => Kind::Nothing,
                    _ => Kind::File,
                };
                (member.name_raw().to_vec(), kind)
            }
            Err(error) => {
                let failed = self.members.failed(format!("member {}: {error}", number + 1));
                return Box::new(std::iter::once(failed));
            }
        };
        let archive = &mut self.archive;
        self.members.items(&inside, &kind, || read_limited(&mut archive.by_index(number)?))
    }
}

impl Iterator for ZipItems {
    type Item = Items;

    fn next(&mut self) -> Option<Items> {
        if self.next < self.archive.len() {
            self.next += 1;
            return Some(self.member(self.next - 1));
        }
        // They have been by now, so each is told to be a second one.
        let name = self.repeated.next()?;
        Some(self.members.items(&name, &Kind::File, || Ok(Vec::new())))
    }
}

/// The names that stand more than once in the central directory of a zip file, which begins at byte `start`; as often as
/// they stand there again.
fn repeated_names(mut reader: impl Read + Seek, start: u64) -> io::Result<Vec<Vec<u8>>> {
    // Signature, 24 bytes, the lengths of name, extra field and comment, 12 bytes; then these three.
    const HEADER: usize = 46;
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
            let read = || read_limited(&mut entry).and_then(|bytes| whole(bytes, size));
            for item in members.items(&inside, &kind, read) {
                if sender.send(item).is_err() {
                    return;
                }
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
pub(super) fn is_text(name: &str) -> bool {
    let unpacked = name_unpacked(name);
    Wanted::Texts.takes(Path::new(unpacked)) || (unpacked == name && is_archive(name))
}

/// Whether a file inside an archive is one that a system leaves beside others.
fn is_hidden(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    name.split('/').any(hidden)
}
