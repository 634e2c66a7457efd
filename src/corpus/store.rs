//! A corpus in one file: documents are added in batches, asked for one by one or many at once, and verified.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::absent;
use super::access::{self, Opened};
use super::codec::Damaged;
use super::head::Head;
use super::postings::{self, Posting};
use super::record::{Packed, Raw, terms_of};
use super::selection::Selection;
use super::terms::Term;
use crate::check::Severity;

/// Why a store could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file is something else.
    #[error("{path}: not a corpus of duizhao")]
    NotAStore {
        /// The file.
        path: String,
    },
    /// A later version of the program wrote it.
    #[error("{path}: written by a later version (tables {found}, this program knows {known})")]
    Newer {
        /// The file.
        path: String,
        /// The version of its tables.
        found: usize,
        /// The latest version known here.
        known: usize,
    },
    /// An earlier version wrote it, and it may not be written to bring it up to date.
    #[error(
        "{path}: written by an earlier version; whoever may write it must open it once, which brings it up to date"
    )]
    Older {
        /// The file.
        path: String,
    },
    /// It may be read and not changed.
    #[error("{path}: this corpus may only be read")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// A record that cannot be decoded.
    #[error("document {id}: {error}")]
    Record {
        /// The document.
        id: i64,
        /// What is wrong with it.
        error: Damaged,
    },
    /// The index holds what it cannot.
    #[error("the search index is damaged: {0}")]
    Index(#[from] Damaged),
    /// A record that cannot be decompressed.
    #[error("a record cannot be decompressed: {0}")]
    Compression(std::io::Error),
    /// The file was cut short or written over.
    #[error(
        "the file of this corpus is damaged; move it away and add the articles to a new one with `duizhao corpus add`"
    )]
    Damaged(#[source] rusqlite::Error),
    /// Whatever else SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error),
            _ => Self::Sqlite(error),
        }
    }
}

/// SHA-256 of a file's bytes, as a store keeps it.
pub fn content_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Which documents a store has, to tell quickly what need not be read again: eight bytes each of the hash of the path and
/// of the content.
#[derive(Debug, Default)]
pub struct Known(HashMap<u64, u64>);

impl Known {
    /// Whether a document of this path and content is there. Two paths whose hashes begin alike only cost a second look.
    pub fn has(&self, path: &str, hash: &[u8; 32]) -> bool {
        self.0.get(&head_of(&content_hash(path.as_bytes()))) == Some(&head_of(hash))
    }
}

fn head_of(hash: &[u8; 32]) -> u64 {
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Documents that were not there.
    pub new: u64,
    /// Documents whose content, or whose reading, changed.
    pub changed: u64,
    /// Documents that another process had added in the meantime.
    pub present: u64,
}

/// How many findings of one rule there are in the documents of one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCount {
    /// The rule's name.
    pub rule: String,
    /// The severity.
    pub severity: Severity,
    /// `1954-06`; `None` for documents without a date.
    pub month: Option<String>,
    /// How many.
    pub count: u64,
}

/// So many postings, of some 1,700 articles, are gathered before a run is written. A search reads the documents that no run
/// covers, and a killed process leaves as many of them: more would be felt, fewer would have runs merged more often.
const RUN_POSTINGS: usize = 1 << 19;
/// So many postings, 16 bytes each, are held while documents are read back.
const HELD_POSTINGS: usize = 12 << 20;
/// So few documents are left to be read by a search.
const TAIL: u64 = 512;

/// A corpus in one file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: String,
    writable: bool,
    /// Terms of documents that this process added and no run covers yet.
    pending: Vec<(i64, Vec<Term>)>,
    pending_postings: usize,
    rules: HashMap<String, i64>,
}

impl Store {
    /// Opens the store at `path` to write it; makes one where there is none.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let store = Self::opened(path, true)?;
        store.writable()?;
        Ok(store)
    }

    /// Opens the store at `path`. Where it may not be written, because of its own permissions or those of its folder, it
    /// can be asked and not changed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::opened(path, false)
    }

    fn opened(path: &Path, create: bool) -> Result<Self, StoreError> {
        let Opened { connection, writable } = access::open(path, create)?;
        connection.set_prepared_statement_cache_capacity(64);
        let path = path.display().to_string();
        Ok(Self { connection, path, writable, pending: Vec::new(), pending_postings: 0, rules: HashMap::new() })
    }

    /// An error for a store that may only be read.
    pub(super) fn writable(&self) -> Result<(), StoreError> {
        if self.writable { Ok(()) } else { Err(StoreError::ReadOnly { path: self.path.clone() }) }
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn connection_to_write(&mut self) -> Result<&mut Connection, StoreError> {
        self.writable()?;
        Ok(&mut self.connection)
    }

    /// The number of the version of the program and the configuration that read a document.
    pub fn provenance(&mut self, version: &str, configuration: &str) -> Result<i64, StoreError> {
        self.writable()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            "INSERT OR IGNORE INTO provenance (version, configuration) VALUES (?1, ?2)",
            [version, configuration],
        )?;
        let id = transaction.query_row(
            "SELECT id FROM provenance WHERE version = ?1 AND configuration = ?2",
            [version, configuration],
            |row| row.get(0),
        )?;
        transaction.commit()?;
        Ok(id)
    }

    /// Version and configuration that read the document `id`.
    pub fn provenance_of(&self, id: i64) -> Result<Option<(String, String)>, StoreError> {
        let found = self.connection.query_row(
            "SELECT version, configuration FROM provenance
             WHERE id = (SELECT provenance FROM document WHERE id = ?1)",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        );
        Ok(found.optional()?)
    }

    /// The documents that were read by `provenance`.
    pub fn known(&self, provenance: i64) -> Result<Known, StoreError> {
        let mut select = self.connection.prepare("SELECT path, hash FROM document WHERE provenance = ?1")?;
        let mut rows = select.query([provenance])?;
        let mut known = HashMap::new();
        while let Some(row) = rows.next()? {
            let path = content_hash(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
            known.insert(head_of(&path), head_of(&row.get(1)?));
        }
        Ok(Known(known))
    }

    /// Adds a batch in one transaction: all of it or, when the process dies, none.
    pub fn add(&mut self, provenance: i64, batch: Vec<Packed>) -> Result<Added, StoreError> {
        self.writable()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut added = Added::default();
        for packed in batch {
            let known = transaction
                .prepare_cached("SELECT id, hash, provenance FROM document WHERE path = ?1")?
                .query_row([&packed.head.path], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?, row.get::<_, i64>(2)?))
                })
                .optional()?;
            match known {
                Some((_, hash, by)) if hash == packed.head.hash && provenance == by => {
                    added.present += 1;
                    continue;
                }
                Some((id, _, _)) => {
                    transaction.prepare_cached("DELETE FROM document WHERE id = ?1")?.execute([id])?;
                    added.changed += 1;
                }
                None => added.new += 1,
            }
            let id = insert(&transaction, &packed, provenance, &mut self.rules)?;
            absent::forget(&transaction, &packed.head.path)?;
            self.pending_postings += packed.terms.len();
            self.pending.push((id, packed.terms));
        }
        let index = self.pending_postings >= RUN_POSTINGS;
        if index {
            write_index(&transaction, &self.pending)?;
        }
        transaction.commit()?;
        if index {
            self.forget_pending();
        }
        Ok(added)
    }

    fn forget_pending(&mut self) {
        self.pending.clear();
        self.pending_postings = 0;
    }

    /// How many documents are not indexed, so that a search reads them; 0 where they are few.
    pub fn unindexed(&self) -> Result<u64, StoreError> {
        let indexed = postings::indexed_up_to(&self.connection)?;
        let sql = "SELECT count(*) FROM document WHERE id > ?1";
        let tail = self.connection.query_row(sql, [indexed], |row| row.get(0))?;
        Ok(if tail > TAIL { tail } else { 0 })
    }

    /// Indexes what is not indexed yet, also of processes that were killed; leaves it when it is little, since a search
    /// reads those documents.
    pub fn index(&mut self) -> Result<(), StoreError> {
        self.writable()?;
        if self.unindexed()? == 0 {
            return Ok(());
        }
        while self.unindexed()? > 0 {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            write_index(&transaction, &self.pending)?;
            transaction.commit()?;
        }
        self.forget_pending();
        Ok(())
    }

    /// Writes the index anew from the records, whatever it held.
    pub fn reindex(&mut self) -> Result<(), StoreError> {
        self.writable()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch("DELETE FROM posting; DELETE FROM run")?;
        while write_index(&transaction, &self.pending)? {}
        transaction.commit()?;
        self.forget_pending();
        Ok(())
    }

    /// How many documents are selected.
    pub fn count(&self, selection: &Selection) -> Result<u64, StoreError> {
        let (condition, values) = selection.condition();
        let sql = format!("SELECT count(*) FROM document d WHERE {condition}");
        Ok(self.connection.query_row(&sql, rusqlite::params_from_iter(values), |row| row.get(0))?)
    }

    /// English words for a Han character, over the selected documents.
    pub fn length_ratio(&self, selection: &Selection) -> Result<f64, StoreError> {
        let (condition, values) = selection.condition();
        let sql = format!(
            "SELECT coalesce(total(d.en_words) / nullif(total(d.zh_chars), 0), 0.0) FROM document d WHERE {condition}"
        );
        Ok(self.connection.query_row(&sql, rusqlite::params_from_iter(values), |row| row.get(0))?)
    }

    /// The heads of the selected documents in the order of adding, at most `limit` after the document `after`.
    pub fn heads(&self, selection: &Selection, after: i64, limit: usize) -> Result<Vec<Head>, StoreError> {
        let (condition, values) = selection.condition();
        let columns = Head::COLUMNS;
        let sql = format!(
            "SELECT {columns} FROM document d WHERE d.id > {after} AND {condition} ORDER BY d.id LIMIT {limit}"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let rows = select.query_map(rusqlite::params_from_iter(values), Head::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The selected documents in the order of adding, at most `limit` after the document `after`.
    pub fn page(&self, selection: &Selection, after: i64, limit: usize) -> Result<Vec<Raw>, StoreError> {
        let (condition, values) = selection.condition();
        let columns = Raw::columns();
        let sql = format!(
            "SELECT {columns} FROM document d JOIN record r ON r.id = d.id
             WHERE d.id > {after} AND {condition} ORDER BY d.id LIMIT {limit}"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let rows = select.query_map(rusqlite::params_from_iter(values), Raw::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The document `id`, if it is there and selected.
    pub fn get(&self, id: i64, selection: &Selection) -> Result<Option<Raw>, StoreError> {
        let (condition, values) = selection.condition();
        let columns = Raw::columns();
        let sql = format!(
            "SELECT {columns} FROM document d JOIN record r ON r.id = d.id
             WHERE d.id = {} AND {condition}",
            // A parameter, so that one statement serves every document.
            "?"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let values = std::iter::once(Value::Integer(id)).chain(values);
        Ok(select.query_row(rusqlite::params_from_iter(values), Raw::read).optional()?)
    }

    /// The document of this path.
    pub fn by_path(&self, path: &str) -> Result<Option<Raw>, StoreError> {
        let id = self.connection.query_row("SELECT id FROM document WHERE path = ?1", [path], |row| row.get(0));
        match id.optional()? {
            Some(id) => self.get(id, &Selection::default()),
            None => Ok(None),
        }
    }

    /// The paths that begin with `folder` and a slash, in order; all of them for an empty one.
    pub fn paths_below(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        // `0` comes after `/`.
        let (first, end) = (format!("{folder}/"), format!("{folder}0"));
        let sql = "SELECT path FROM document WHERE path >= ?1 AND path < ?2 ORDER BY path";
        let mut select = self.connection.prepare_cached(if folder.is_empty() {
            "SELECT path FROM document WHERE ?1 = '/' AND ?2 = '0' ORDER BY path"
        } else {
            sql
        })?;
        let rows = select.query_map([first, end], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The document of this path and those below it, at most `limit` of them by path: paths and hashes. All relative paths
    /// are below the empty one.
    pub fn first_below(&self, path: &str, limit: usize) -> Result<Vec<(String, [u8; 32])>, StoreError> {
        // `0` comes after `/`.
        let sql = if path.is_empty() {
            "SELECT path, hash FROM document WHERE (path < ?2 OR path >= ?3) AND path <> ?1 ORDER BY path LIMIT ?4"
        } else {
            "SELECT path, hash FROM document WHERE path = ?1 OR path >= ?2 AND path < ?3 ORDER BY path LIMIT ?4"
        };
        let mut select = self.connection.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = select.query_map(params![path, format!("{path}/"), format!("{path}0"), limit], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Removes the documents of these paths; how many there were.
    pub fn remove_paths(&mut self, paths: &[String]) -> Result<u64, StoreError> {
        if paths.is_empty() {
            return Ok(0);
        }
        self.writable()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut removed = 0;
        for path in paths {
            removed += transaction.prepare_cached("DELETE FROM document WHERE path = ?1")?.execute([path])? as u64;
        }
        transaction.commit()?;
        Ok(removed)
    }

    /// Removes the selected documents; how many there were.
    pub fn remove(&mut self, selection: &Selection) -> Result<usize, StoreError> {
        let (condition, values) = selection.condition();
        let sql = format!("DELETE FROM document AS d WHERE {condition}");
        self.writable()?;
        Ok(self.connection.execute(&sql, rusqlite::params_from_iter(values))?)
    }

    /// How many findings the selected documents have by rule, severity and month, in this order.
    pub fn findings_by_month(&self, selection: &Selection) -> Result<Vec<MonthCount>, StoreError> {
        let (condition, values) = selection.condition();
        let sql = format!(
            "SELECT r.name, f.severity, substr(d.date, 1, 7) AS month, sum(f.count)
             FROM finding f JOIN rule r ON r.id = f.rule JOIN document d ON d.id = f.document
             WHERE {condition} GROUP BY r.name, f.severity, month ORDER BY r.name, f.severity DESC, month"
        );
        let mut select = self.connection.prepare(&sql)?;
        let rows = select.query_map(rusqlite::params_from_iter(values), |row| {
            let severity = severity_of(row.get(1)?);
            Ok(MonthCount { rule: row.get(0)?, severity, month: row.get(2)?, count: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The documents that `choose` names of the lists of those that the index says have a term of each range, as in
    /// [`postings::documents_where`].
    pub(super) fn documents_where(
        &self,
        ranges: &[(Term, Term)],
        choose: impl Fn(&[Vec<u32>]) -> Vec<u32>,
    ) -> Result<Vec<i64>, StoreError> {
        postings::documents_where(&self.connection, ranges, choose)
    }

    /// The last document that the index covers.
    pub(super) fn indexed_up_to(&self) -> Result<i64, StoreError> {
        Ok(postings::indexed_up_to(&self.connection)?)
    }
}

/// The severity that a number in a row stands for.
pub(super) fn severity_of(number: u8) -> Severity {
    match number {
        2 => Severity::Error,
        1 => Severity::Warning,
        _ => Severity::Note,
    }
}

fn insert(
    transaction: &Transaction<'_>,
    packed: &Packed,
    provenance: i64,
    rules: &mut HashMap<String, i64>,
) -> Result<i64, StoreError> {
    let head = &packed.head;
    transaction
        .prepare_cached(
            "INSERT INTO document (path, hash, provenance, date, page, zh_title, en_title, bytes, zh_segments, en_segments,
                 beads, zh_chars, en_words, score, zh_coverage, en_coverage, facts, errors, warnings, notes, likeness)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        )?
        .execute(params![
            head.path,
            head.hash,
            provenance,
            head.date.map(|date| date.to_string()),
            head.page,
            head.zh_title,
            head.en_title,
            head.bytes,
            head.zh_segments,
            head.en_segments,
            head.beads,
            head.zh_chars,
            head.en_words,
            head.score,
            head.zh_coverage,
            head.en_coverage,
            head.facts,
            head.errors,
            head.warnings,
            head.notes,
            head.likeness.cast_signed(),
        ])?;
    let id = transaction.last_insert_rowid();
    transaction.prepare_cached("INSERT INTO record (id, walk, text) VALUES (?1, ?2, ?3)")?.execute(params![
        id,
        packed.walk,
        packed.text
    ])?;
    for (rule, severity, count) in &packed.findings {
        let rule = rule_id(transaction, rule, rules)?;
        transaction
            .prepare_cached("INSERT INTO finding (rule, document, severity, count) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![rule, id, *severity as u8, count])?;
    }
    Ok(id)
}

fn rule_id(transaction: &Transaction<'_>, rule: &str, rules: &mut HashMap<String, i64>) -> Result<i64, StoreError> {
    if let Some(&id) = rules.get(rule) {
        return Ok(id);
    }
    transaction.prepare_cached("INSERT OR IGNORE INTO rule (name) VALUES (?1)")?.execute([rule])?;
    let id = transaction.query_row("SELECT id FROM rule WHERE name = ?1", [rule], |row| row.get(0))?;
    rules.insert(rule.to_owned(), id);
    Ok(id)
}

/// Writes a run of the documents that no run covers, or of as many as are held in memory; whether any are left.
/// `pending` has the terms of some; the others are read back.
fn write_index(transaction: &Transaction<'_>, pending: &[(i64, Vec<Term>)]) -> Result<bool, StoreError> {
    let indexed = postings::indexed_up_to(transaction)?;
    let mut pending = pending.iter().filter(|(id, _)| *id > indexed).peekable();
    let mut found: Vec<Posting> = Vec::new();
    let (mut first, mut last, mut documents) = (None, indexed, 0);
    let mut select = transaction.prepare("SELECT id FROM document WHERE id > ?1 ORDER BY id")?;
    let ids = select.query_map([indexed], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut left = false;
    for id in ids {
        let start = *first.get_or_insert(id);
        // A run's identifiers are 32 bits wide; what does not fit waits for the next.
        let Some(offset) = u32::try_from(id - start).ok().filter(|_| found.len() < HELD_POSTINGS) else {
            left = true;
            break;
        };
        while pending.peek().is_some_and(|(pending, _)| *pending < id) {
            pending.next();
        }
        match pending.peek() {
            Some((own, terms)) if *own == id => found.extend(terms.iter().map(|&term| (term, offset))),
            _ => {
                let columns = Raw::columns();
                let sql = format!("SELECT {columns} FROM document d JOIN record r ON r.id = d.id WHERE d.id = ?1");
                let entry = transaction.prepare_cached(&sql)?.query_row([id], Raw::read)?.unpack_layout()?;
                found.extend(terms_of(&entry.text, &entry.walk).into_iter().map(|term| (term, offset)));
            }
        }
        (last, documents) = (id, documents + 1);
    }
    if let Some(first) = first {
        postings::add_run(transaction, (first, last), documents, found)?;
    }
    Ok(left)
}
