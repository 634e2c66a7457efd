//! Files and folders that a command makes.
//!
//! What is made appears whole or not at all: it is written under a name that nothing else has, beside its place, and
//! moved there when it is whole. A run that fails, or is stopped (see [`super::interrupt`]), leaves nothing behind, and of
//! two runs that make the same file the last to end has it.
//!
//! A link is followed, and what it points to is replaced. What is no file (a device, a named pipe) is written to as it
//! is. A database is never replaced: it is a corpus, or something else that took longer to make than an export.

#[cfg(feature = "store")]
mod folder;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
#[cfg(feature = "store")]
use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

#[cfg(feature = "store")]
pub(super) use folder::NewFolder;

use super::input::said;
use super::interrupt::Working;
use super::{Outcome, Streams};
use crate::report::visible;

/// Why nothing can be made where the user wants it.
#[derive(Debug, thiserror::Error)]
pub(super) enum OutputError {
    #[error("{path}: is a folder; name a file")]
    Folder { path: String },
    #[cfg(feature = "store")]
    #[error("{path}: is there already")]
    Taken { path: String },
    #[error("{path}: is a corpus or another database; it is not written over")]
    Database { path: String },
    #[error("{path}: is what is read; it is not written over")]
    Input { path: String },
    #[cfg(feature = "store")]
    #[error("a folder, or several files, cannot go to standard output; name them")]
    Several,
    /// It is no mistake of the user's, as far as one can tell.
    #[error(transparent)]
    Io(#[from] Unwritable),
}

impl OutputError {
    /// Ends the command: what is refused is for the user to put right.
    pub(super) fn ended(self, streams: &mut Streams<'_>) -> io::Result<Outcome> {
        match self {
            Self::Io(error) => Err(error.into()),
            refused => {
                writeln!(streams.err, "error: {}", visible::message(&refused.to_string()))?;
                Ok(Outcome::Usage)
            }
        }
    }
}

/// A file or folder that cannot be written. As an [`io::Error`] it keeps the kind of the system's.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {}", said(error))]
pub(super) struct Unwritable {
    path: String,
    error: io::Error,
}

impl Unwritable {
    pub(super) fn new(path: &Path, error: io::Error) -> Self {
        Self { path: path.display().to_string(), error }
    }

    /// Whether it is this that `error` holds: then it is not about standard output.
    pub(super) fn is_in(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Self>)
    }
}

impl From<Unwritable> for io::Error {
    fn from(unwritable: Unwritable) -> Self {
        Self::new(unwritable.error.kind(), unwritable)
    }
}

/// The beginning and the end of every working name.
const WORKING: (&str, &str) = (".duizhao.", ".partial");
/// How much is gathered before it is written.
const BUFFER: usize = 1 << 18;

/// A file while it is written.
#[derive(Debug)]
pub(super) struct NewFile {
    /// As the user knows it.
    path: PathBuf,
    file: BufWriter<File>,
    goes: Goes,
}

/// Where a file is in the end.
#[derive(Debug)]
enum Goes {
    /// From its working name to its place.
    To { working: TempPath, place: PathBuf, _watched: Working },
    #[cfg(feature = "store")]
    /// Where its folder goes.
    Along,
    /// Nowhere: it is no file, and what is written is gone.
    Nowhere,
}

impl NewFile {
    /// A file that will be at `path`, whatever file is there now.
    pub(super) fn create(path: &Path) -> Result<Self, OutputError> {
        let unwritable = |error| Unwritable::new(path, error);
        let name = || path.display().to_string();
        let there = match fs::metadata(path) {
            Ok(there) if there.is_dir() => return Err(OutputError::Folder { path: name() }),
            Ok(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(path).map_err(unwritable)?;
                return Ok(Self::new(path, file, Goes::Nowhere));
            }
            Ok(there) => Some(there.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unwritable(error).into()),
        };
        let place = place_of(path).map_err(unwritable)?;
        if is_database(&place) || is_log_of_database(&place) {
            return Err(OutputError::Database { path: name() });
        }
        // To move something over a file one need not be allowed to write it: that is asked here.
        if there.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(unwritable(io::ErrorKind::PermissionDenied.into()).into());
        }
        let (file, working) = working_file(folder_of(&place)).map_err(unwritable)?.into_parts();
        if let Some(permissions) = there {
            file.set_permissions(permissions).map_err(unwritable)?;
        }
        let watched = Working::new(&working);
        Ok(Self::new(path, file, Goes::To { working, place, _watched: watched }))
    }

    fn new(path: &Path, file: File, goes: Goes) -> Self {
        Self { path: path.to_owned(), file: BufWriter::with_capacity(BUFFER, file), goes }
    }

    #[cfg(feature = "store")]
    /// Puts the file in its place, where a power cut leaves the old file or the new one.
    pub(super) fn finish(self) -> io::Result<()> {
        self.put(File::sync_all)
    }

    /// Puts the file in its place after `settle`.
    fn put(self, settle: fn(&File) -> io::Result<()>) -> io::Result<()> {
        let Self { path, file, goes } = self;
        let finished = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| match goes {
            Goes::Nowhere => Ok(()),
            #[cfg(feature = "store")]
            Goes::Along => settle(&file),
            Goes::To { working, place, _watched } => {
                settle(&file)?;
                drop(file);
                working.persist(place).map_err(|error| error.error)
            }
        });
        finished.map_err(|error| Unwritable::new(&path, error).into())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| Unwritable::new(&self.path, error).into())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| Unwritable::new(&self.path, error).into())
    }
}

#[cfg(feature = "store")]
impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to).map_err(|error| Unwritable::new(&self.path, error).into())
    }
}

/// Makes the file at `path` of `text`. The disk is not waited for: what is so short is soon made again, and a batch makes one
/// for each document.
pub(super) fn write(path: &Path, text: &str) -> Result<(), OutputError> {
    let mut file = NewFile::create(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.put(|_| Ok(())));
    written.map_err(|error| Unwritable::unwrap(path, error).into())
}

impl Unwritable {
    /// What [`NewFile`] said, out of the error that it came in.
    fn unwrap(path: &Path, error: io::Error) -> Self {
        error.downcast().unwrap_or_else(|error| Self::new(path, error))
    }
}

/// Whether `path` is the name of standard output.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

#[cfg(feature = "store")]
/// What is made of one file: that file, or standard output where its name is `-`.
pub(super) enum Output<'a> {
    Standard(&'a mut dyn Write),
    File(NewFile),
}

#[cfg(feature = "store")]
impl<'a> Output<'a> {
    pub(super) fn create(path: &Path, standard: &'a mut dyn Write) -> Result<Self, OutputError> {
        Ok(if is_standard(path) { Self::Standard(standard) } else { Self::File(NewFile::create(path)?) })
    }

    /// Puts a file in its place.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file) => file.finish(),
        }
    }
}

#[cfg(feature = "store")]
impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

/// Refuses an output that is one of the inputs.
pub(super) fn refuse_inputs<'a>(path: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), OutputError> {
    let Ok(place) = fs::canonicalize(path) else { return Ok(()) };
    let is_file = place.is_file();
    let mut inputs = inputs.into_iter().filter_map(|input| fs::canonicalize(input).ok());
    if is_file && inputs.any(|input| input == place) {
        return Err(OutputError::Input { path: path.display().to_string() });
    }
    Ok(())
}

/// A new file of the usual permissions in `folder`.
fn working_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(WORKING.0).suffix(WORKING.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Where the links at `path` lead, if there are any; nothing need be there.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const LINKS: usize = 40;
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&place) {
            Ok(there) if there.is_symlink() => place = folder_of(&place).join(fs::read_link(&place)?),
            _ => return Ok(place),
        }
    }
    Err(io::Error::other("too many links"))
}

/// The folder that `path` lies in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether the file at `path` is a database of SQLite, as every corpus is.
pub(super) fn is_database(path: &Path) -> bool {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    let mut head = [0; MAGIC.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == MAGIC
}

/// Whether `path` is called like one of the files that SQLite keeps beside a database.
fn is_log_of_database(path: &Path) -> bool {
    let name = path.as_os_str().to_str().unwrap_or_default();
    ["-wal", "-shm", "-journal"]
        .iter()
        .filter_map(|end| name.strip_suffix(end))
        .any(|name| is_database(Path::new(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
        let path = folder.path().join("a.txt");
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"one").unwrap();
        drop(file);
        assert_eq!(names(folder.path()), <[&str; 0]>::default());
        write(&path, "one").unwrap();
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"two").unwrap();
        file.flush().unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(folder.path()).len()), ("one", 2));
        file.finish().unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(folder.path()).len()), ("two", 1));
    }

    #[test]
    fn what_is_refused_is_said_and_stays() {
        let folder = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("base"), "SQLite format 3\0 and so on").unwrap();
        fs::write(at("base-wal"), "").unwrap();
        for name in ["base", "base-wal", "base-shm"] {
            assert!(matches!(write(&at(name), ""), Err(OutputError::Database { .. })), "{name}");
        }
        assert!(matches!(write(folder.path(), ""), Err(OutputError::Folder { .. })));
        assert!(matches!(refuse_inputs(&at("base"), &[at("./base")]), Err(OutputError::Input { .. })));
        assert!(refuse_inputs(&at("other"), &[at("base")]).is_ok());
        let Err(OutputError::Io(error)) = write(&at("none/a.txt"), "") else { panic!("a folder that is not there") };
        assert!(error.to_string().ends_with("none/a.txt: no such file or directory"), "{error}");
        let error = io::Error::from(error);
        assert!(Unwritable::is_in(&error) && error.kind() == io::ErrorKind::NotFound);
        assert_eq!(names(folder.path()), ["base", "base-wal"]);
    }
}
