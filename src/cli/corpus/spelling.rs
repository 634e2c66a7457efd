//! One folder that is named now by its absolute path and now from where one stands is one folder.
//!
//! A document is called as its folder or file was named when it was added. Named otherwise later, it keeps that name, where
//! it is seen to be the same.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use super::archives::{holds_documents, is_archive};
use crate::corpus::{Store, StoreError, content_hash, key_of, path_of};

/// So many documents are looked at to see whether they are those of a folder.
const SAMPLE: usize = 8;

/// `path` as the corpus has it: in the other spelling, absolute or relative, if the corpus has documents by that and none by
/// this one.
pub(super) fn as_before(store: &Store, path: PathBuf) -> Result<PathBuf, StoreError> {
    if !store.first_below(&key_of(&path), 1)?.is_empty() {
        return Ok(path);
    }
    Ok(match other_spelling(&path) {
        Ok(Some(other)) if is_there(store, &other)? => other,
        _ => path,
    })
}

/// The path from the working directory of an absolute one below it, or the absolute path of any other.
fn other_spelling(path: &Path) -> io::Result<Option<PathBuf>> {
    if !path.is_absolute() {
        return std::path::absolute(path).map(Some);
    }
    let here = env::current_dir()?;
    Ok(path.strip_prefix(here).ok().map(|inside| Path::new(".").join(inside)))
}

/// Whether documents of the corpus that are called after `path` are what is there now: elsewhere a folder of that name may
/// have been another.
fn is_there(store: &Store, path: &Path) -> Result<bool, StoreError> {
    let sample = store.first_below(&key_of(path), SAMPLE)?;
    if path.is_file() && holds_documents(path) {
        return Ok(!sample.is_empty());
    }
    Ok(sample.iter().any(|(key, hash)| match fs::read(path_of(key)) {
        // A document is known by what it is when it is unpacked.
        Ok(bytes) => is_archive(key) || content_hash(&bytes) == *hash,
        Err(_) => false,
    }))
}
