//! A folder that a command makes: filled in a working folder beside its place, and moved there when it is whole.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::{Goes, NewFile, OutputError, Unwritable, WORKING, folder_of, is_standard, place_of};
use crate::cli::interrupt::{self, Working};

/// A folder while it is filled.
#[derive(Debug)]
pub(in crate::cli) struct NewFolder {
    /// As the user named it.
    path: PathBuf,
    place: PathBuf,
    /// Whether what is at `place` gives way.
    replaces: bool,
    /// Holds the folder that is filled, one to work in, and the old one at the end.
    working: TempDir,
    _watched: Working,
}

impl NewFolder {
    const FILLED: &str = "new";

    /// A folder that will be at `path`. An empty folder there gives way, and one that `is_ours` knows.
    pub(in crate::cli) fn create(path: &Path, is_ours: impl FnOnce(&Path) -> bool) -> Result<Self, OutputError> {
        if is_standard(path) {
            return Err(OutputError::Several);
        }
        let unwritable = |error| Unwritable::new(path, error);
        let place = place_of(path).map_err(unwritable)?;
        let taken = || OutputError::Taken { path: path.display().to_string() };
        let replaces = match fs::read_dir(&place) {
            Ok(mut entries) => {
                let is_empty = entries.next().is_none();
                if !is_empty && !is_ours(&place) {
                    return Err(taken());
                }
                !is_empty
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(unwritable(error).into()),
            Err(_) => return Err(taken()),
        };
        let beside = folder_of(&place);
        let working = fs::create_dir_all(beside)
            .and_then(|()| Builder::new().prefix(WORKING.0).suffix(WORKING.1).tempdir_in(beside))
            .map_err(unwritable)?;
        let watched = Working::new(working.path());
        fs::create_dir(working.path().join(Self::FILLED)).map_err(unwritable)?;
        Ok(Self { path: path.to_owned(), place, replaces, working, _watched: watched })
    }

    /// Where it is filled.
    pub(in crate::cli) fn filled(&self) -> PathBuf {
        self.working.path().join(Self::FILLED)
    }

    /// A folder to work in that goes when this one is done.
    pub(in crate::cli) fn scratch(&self) -> io::Result<PathBuf> {
        let scratch = self.working.path().join("scratch");
        fs::create_dir_all(&scratch).map_err(|error| Unwritable::new(&self.path, error))?;
        Ok(scratch)
    }

    /// The file `name` in it, and the folders above that. It is there once already only by mistake.
    pub(in crate::cli) fn file(&self, name: &str) -> Result<NewFile, Unwritable> {
        let (path, working) = (self.path.join(name), self.filled().join(name));
        let _whole = interrupt::hold();
        let folder = working.parent().map_or(Ok(()), fs::create_dir_all);
        let file = folder.and_then(|()| OpenOptions::new().write(true).create_new(true).open(&working));
        file.map(|file| NewFile::new(&path, file, Goes::Along)).map_err(|error| Unwritable::new(&path, error))
    }

    /// Makes the file `name` in it, and the folders above that.
    pub(in crate::cli) fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let file = self.filled().join(name);
        let _whole = interrupt::hold();
        // Nearly always the folder is there.
        let again = |_| file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, content));
        let written = fs::write(&file, content).or_else(again);
        written.map_err(|error| Unwritable::new(&self.path.join(name), error).into())
    }

    /// Puts the folder in its place.
    pub(in crate::cli) fn finish(self) -> io::Result<()> {
        self.put().map_err(|error| Unwritable::new(&self.path, error).into())
    }

    fn put(&self) -> io::Result<()> {
        /// How often another run may come first.
        const TRIES: usize = 8;
        // The old folder is in the working one for a moment.
        let _whole = interrupt::hold();
        if !self.replaces {
            // It goes only if it is empty.
            let _ = fs::remove_dir(&self.place);
            return fs::rename(self.filled(), &self.place);
        }
        let mut last = None;
        for number in 0..TRIES {
            let old = self.working.path().join(format!("old-{number}"));
            let moved = fs::rename(&self.place, &old);
            match fs::rename(self.filled(), &self.place) {
                Ok(()) => return Ok(()),
                Err(error) => {
                    if moved.is_ok() {
                        let _ = fs::rename(&old, &self.place);
                    }
                    last = Some(error);
                }
            }
        }
        last.map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::tests::names;

    #[test]
    fn a_folder_gives_way_if_it_is_empty_or_ours() {
        let outer = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
        let path = outer.path().join("site");
        fs::create_dir(&path).unwrap();
        let make = |content: &str, ours: bool| {
            let folder = NewFolder::create(&path, |_| ours)?;
            folder.write("a/b.txt", content.as_bytes()).unwrap();
            folder.scratch().unwrap();
            folder.finish().map_err(|error| Unwritable::unwrap(&path, error).into())
        };
        make("one", false).unwrap();
        assert!(matches!(make("two", false), Err(OutputError::Taken { .. })));
        assert_eq!(fs::read_to_string(path.join("a/b.txt")).unwrap(), "one");
        make("three", true).unwrap();
        assert_eq!(fs::read_to_string(path.join("a/b.txt")).unwrap(), "three");
        assert_eq!(names(outer.path()), ["site"]);
        assert!(matches!(NewFolder::create(Path::new("-"), |_| true), Err(OutputError::Several)));
    }
}
