//! Documents on their way into the store and out of it: compressed, so that the one process that writes has little to do.

use std::cell::RefCell;

use rusqlite::Row;
use zstd::bulk::{Compressor, Decompressor};

use super::StoreError;
use super::codec::Damaged;
use super::entry::{Entry, Walk};
use super::head::Head;
use super::terms::{self, Term};
use crate::check::Severity;

/// An entry made ready for the store: compressed, measured, its terms collected. Making one is the work of many threads.
#[derive(Debug)]
pub struct Packed {
    pub(super) head: Head,
    /// The walk, compressed.
    pub(super) walk: Vec<u8>,
    /// The text, compressed.
    pub(super) text: Vec<u8>,
    pub(super) terms: Vec<Term>,
    /// Rule, severity and how often.
    pub(super) findings: Vec<(String, Severity, u64)>,
}

/// Zstandard's level: above 3 the time doubles for a few percent.
const LEVEL: i32 = 3;

thread_local! {
    /// Making a compressor costs more than a record does.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    /// And so does making a decompressor.
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let compressor = match compressor {
            Some(compressor) => compressor,
            None => compressor.insert(Compressor::new(LEVEL).map_err(StoreError::Compression)?),
        };
        compressor.compress(bytes).map_err(StoreError::Compression)
    })
}

fn decompress(bytes: &[u8], size: usize) -> Result<Vec<u8>, StoreError> {
    DECOMPRESSOR.with_borrow_mut(|decompressor| {
        let decompressor = match decompressor {
            Some(decompressor) => decompressor,
            None => decompressor.insert(Decompressor::new().map_err(StoreError::Compression)?),
        };
        decompressor.decompress(bytes, size).map_err(StoreError::Compression)
    })
}

impl Packed {
    /// Packs `entry`.
    pub fn new(entry: &Entry) -> Result<Self, StoreError> {
        let mut findings: Vec<(String, Severity, u64)> = Vec::new();
        for finding in &entry.walk.findings {
            match findings.iter_mut().find(|(rule, severity, _)| *rule == finding.rule && *severity == finding.severity)
            {
                Some((_, _, count)) => *count += 1,
                None => findings.push((finding.rule.clone(), finding.severity, 1)),
            }
        }
        Ok(Self {
            head: Head::of(entry),
            walk: compress(&entry.walk.encode())?,
            text: compress(entry.text.as_bytes())?,
            terms: terms_of(&entry.text, &entry.walk),
            findings,
        })
    }

    /// The path of the document.
    pub fn path(&self) -> &str {
        &self.head.path
    }

    /// What the row of the document will say; the identifier is not given yet.
    pub fn head(&self) -> &Head {
        &self.head
    }
}

/// The terms of a document, each once, in order.
pub(super) fn terms_of(text: &str, walk: &Walk) -> Vec<Term> {
    let mut found = Vec::new();
    for segment in walk.zh.iter().chain(&walk.en) {
        terms::collect(segment.span.of(text), &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A document as it lies in the store, to be unpacked by any thread.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The narrow row.
    pub head: Head,
    walk: Vec<u8>,
    text: Vec<u8>,
}

impl Raw {
    /// The columns of `document d` and `record r` that [`Self::read`] reads, in order.
    pub(super) fn columns() -> String {
        format!("{}, r.walk, r.text", Head::COLUMNS)
    }

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { head: Head::read(row)?, walk: row.get(Head::WIDTH)?, text: row.get(Head::WIDTH + 1)? })
    }

    fn unzip(&self, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        // A frame tells its size; what it tells is not believed beyond what any document has.
        let size = zstd::zstd_safe::get_frame_content_size(bytes).ok().flatten();
        let size = size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size <= MAX_RECORD);
        let size = size.ok_or(StoreError::Record { id: self.head.id, error: Damaged { at: 0 } })?;
        decompress(bytes, size)
    }

    fn text(&self) -> Result<String, StoreError> {
        let damaged = |at| StoreError::Record { id: self.head.id, error: Damaged { at } };
        String::from_utf8(self.unzip(&self.text)?).map_err(|error| damaged(error.utf8_error().valid_up_to()))
    }

    fn entry(&self, text: String, walk: Result<Walk, Damaged>) -> Result<Entry, StoreError> {
        let head = &self.head;
        Ok(Entry {
            path: head.path.clone(),
            hash: head.hash,
            text,
            date: head.date,
            page: head.page,
            zh_title: head.zh_title.clone(),
            en_title: head.en_title.clone(),
            walk: walk.map_err(|error| StoreError::Record { id: head.id, error })?,
        })
    }

    /// The whole document.
    pub fn unpack(&self) -> Result<Entry, StoreError> {
        self.entry(self.text()?, Walk::decode(&self.unzip(&self.walk)?))
    }

    /// The document without facts, verdicts and findings.
    pub fn unpack_layout(&self) -> Result<Entry, StoreError> {
        self.entry(self.text()?, Walk::decode_layout(&self.unzip(&self.walk)?))
    }

    /// What the walk said, without the text.
    pub fn unpack_walk(&self) -> Result<Walk, StoreError> {
        let walk = Walk::decode(&self.unzip(&self.walk)?);
        walk.map_err(|error| StoreError::Record { id: self.head.id, error })
    }
}

/// No document has more bytes than this, compressed or not.
pub const MAX_RECORD: usize = 256 << 20;
