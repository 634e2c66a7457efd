//! Which documents of the folders and archives that were read are no longer there.
//!
//! A document is gone when it stood below a folder or archive that was named, nothing came of it this time, and its file is
//! not on the disk, or is a member that an archive which was read to its end does not have. What cannot be looked at is not
//! gone: a file without permission, a disk that is not there, an archive that is cut.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::archives::holds_documents;
use super::sources::Position;
use crate::corpus::{Store, StoreError, content_hash, key_of, path_of};

/// The documents and failures that a run came by, eight bytes each.
#[derive(Debug, Default)]
pub(super) struct Seen(HashSet<u64>);

impl Seen {
    pub(super) fn add(&mut self, key: &str) {
        self.0.insert(short(key));
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains(&short(key))
    }
}

fn short(key: &str) -> u64 {
    content_hash(key.as_bytes()).iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What is gone.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Documents.
    pub(super) documents: Vec<String>,
    /// Files that were known to be no documents.
    pub(super) absent: Vec<String>,
}

/// Finds what is gone after everything that `position` names was read; `failed` are the keys of what could not be.
pub(super) fn find(
    store: &Store,
    position: &Position,
    seen: &Seen,
    failed: &HashSet<String>,
) -> Result<Gone, StoreError> {
    let archives = position.opened();
    let mut disk = Disk { archives: &archives, failed, known: HashMap::new() };
    let roots: Vec<String> =
        position.roots.iter().filter(|root| root.is_dir() || holds_documents(root)).map(|root| key_of(root)).collect();
    let mut documents = Vec::new();
    for root in &roots {
        documents.extend(store.paths_below(root)?.into_iter().filter(|key| !seen.has(key)));
    }
    documents.sort();
    documents.dedup();
    documents.retain(|key| disk.lacks(key));
    let mut absent: Vec<String> = store.absent_paths()?.into_iter().filter(|key| !seen.has(key)).collect();
    absent.retain(|key| {
        let is_named = roots.iter().any(|root| {
            root.is_empty() || key.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        // A folder or an archive is listed where it could not be read.
        is_named && (archives.contains(key) || path_of(key).is_dir() || disk.lacks(key))
    });
    Ok(Gone { documents, absent })
}

/// What the disk has.
struct Disk<'a> {
    /// Keys of archives that were opened.
    archives: &'a HashSet<String>,
    failed: &'a HashSet<String>,
    /// For paths that were looked at whether what is called after them is gone.
    known: HashMap<std::path::PathBuf, bool>,
}

impl Disk<'_> {
    fn lacks(&mut self, key: &str) -> bool {
        self.is_gone(&path_of(key))
    }

    fn is_gone(&mut self, path: &Path) -> bool {
        let is_missing =
            |error: &std::io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
        fs::metadata(path).is_err_and(|error| is_missing(&error))
            && path.parent().is_none_or(|folder| self.has_lost(folder))
    }

    /// Whether what was below `folder` and is not found is gone: it is a folder, or an archive that was read to its end.
    fn has_lost(&mut self, folder: &Path) -> bool {
        if folder.as_os_str().is_empty() {
            return true;
        }
        if let Some(&known) = self.known.get(folder) {
            return known;
        }
        let lost = match fs::metadata(folder) {
            Ok(metadata) if metadata.is_dir() => true,
            Ok(_) => {
                let key = key_of(folder);
                self.archives.contains(&key) && !self.failed.contains(&key)
            }
            // An archive inside another, or nothing.
            Err(_) => !self.failed.contains(&key_of(folder)) && self.is_gone(folder),
        };
        self.known.insert(folder.to_owned(), lost);
        lost
    }
}
