//! A corpus in one file: documents are added in batches, asked for one by one or many at once, and verified.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::codec::Damaged;
use super::head::Head;
use super::postings::{self, Posting};
use super::record::{Packed, Raw, terms_of};
use super::schema;
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
    /// Whatever else SQLite says.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
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

/// So many postings, 16 bytes each, are held before a run is written.
const RUN_POSTINGS: usize = 6 << 20;
/// And so many documents are read by a search because no run covers them.
const TAIL: i64 = 512;

/// A corpus in one file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// Terms of documents that this process added and no run covers yet.
    pending: Vec<(i64, Vec<Term>)>,
    pending_postings: usize,
    rules: HashMap<String, i64>,
}

impl Store {
    /// Opens the store at `path`; makes one where there is none.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens the store at `path`.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, OpenFlags::empty())
    }

    fn open_with(path: &Path, more: OpenFlags) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let mut connection = Connection::open_with_flags(path, flags)?;
        schema::prepare(&mut connection, &path.display().to_string())?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection, pending: Vec::new(), pending_postings: 0, rules: HashMap::new() })
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The number of the version of the program and the configuration that read a document.
    pub fn provenance(&mut self, version: &str, configuration: &str) -> Result<i64, StoreError> {
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
            transaction.prepare_cached("DELETE FROM failure WHERE path = ?1")?.execute([&packed.head.path])?;
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

    /// Indexes what is not indexed yet, also of processes that were killed; leaves it when it is little, since a search
    /// reads those documents.
    pub fn index(&mut self) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let indexed = postings::indexed_up_to(&transaction)?;
        let tail: i64 =
            transaction.query_row("SELECT count(*) FROM document WHERE id > ?1", [indexed], |row| row.get(0))?;
        if tail > TAIL {
            write_index(&transaction, &self.pending)?;
        }
        transaction.commit()?;
        if tail > TAIL {
            self.forget_pending();
        }
        Ok(())
    }

    /// Remembers that `path` could not be read, and why.
    pub fn add_failures(&mut self, failures: &[(String, String)]) -> Result<(), StoreError> {
        if failures.is_empty() {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (path, reason) in failures {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO failure (path, reason) VALUES (?1, ?2)")?
                .execute([path, reason])?;
        }
        Ok(transaction.commit()?)
    }

    /// The paths that could not be read, and why, in order.
    pub fn failures(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut select = self.connection.prepare("SELECT path, reason FROM failure ORDER BY path")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
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

    /// Removes the selected documents; how many there were.
    pub fn remove(&mut self, selection: &Selection) -> Result<usize, StoreError> {
        let (condition, values) = selection.condition();
        let sql = format!("DELETE FROM document AS d WHERE {condition}");
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

    /// The documents that the index says have a term of each range, in order.
    pub(super) fn documents_with(&self, ranges: &[(Term, Term)]) -> Result<Vec<i64>, StoreError> {
        postings::documents(&self.connection, ranges)
    }

    /// The last document that the index covers.
    pub(super) fn indexed_up_to(&self) -> Result<i64, StoreError> {
        Ok(postings::indexed_up_to(&self.connection)?)
    }

    /// Looks for damage: what SQLite itself finds, records that cannot be decoded, counts that do not hold. An empty list
    /// is a sound store.
    pub fn verify(&self) -> Result<Vec<String>, StoreError> {
        let mut problems = Vec::new();
        {
            let mut check = self.connection.prepare("PRAGMA integrity_check")?;
            let rows = check.query_map([], |row| row.get::<_, String>(0))?;
            problems.extend(rows.collect::<Result<Vec<_>, _>>()?.into_iter().filter(|line| line != "ok"));
            let mut check = self.connection.prepare("PRAGMA foreign_key_check")?;
            let rows =
                check.query_map([], |row| Ok(format!("a row of {} without its document", row.get::<_, String>(0)?)))?;
            problems.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        let lost: u64 = self.connection.query_row(
            "SELECT count(*) FROM document WHERE id NOT IN (SELECT id FROM record)",
            [],
            |row| row.get(0),
        )?;
        if lost > 0 {
            let documents = if lost == 1 { "document" } else { "documents" };
            problems.push(format!("{lost} {documents} without their record"));
        }
        let mut after = 0;
        loop {
            let page = self.page(&Selection::default(), after, 256)?;
            let Some(last) = page.last() else { break };
            after = last.head.id;
            for raw in &page {
                match raw.unpack() {
                    Ok(entry) => {
                        let fresh = Head { id: raw.head.id, ..Head::of(&entry) };
                        if fresh != raw.head {
                            problems.push(format!("{}: the row and the record differ", raw.head.path));
                        }
                    }
                    Err(error) => problems.push(format!("{}: {error}", raw.head.path)),
                }
            }
        }
        Ok(problems)
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

/// Writes a run of all documents that no run covers. `pending` has the terms of some; the others are read back.
fn write_index(transaction: &Transaction<'_>, pending: &[(i64, Vec<Term>)]) -> Result<(), StoreError> {
    let indexed = postings::indexed_up_to(transaction)?;
    let mut pending = pending.iter().filter(|(id, _)| *id > indexed).peekable();
    let mut found: Vec<Posting> = Vec::new();
    let (mut first, mut last, mut documents) = (None, indexed, 0);
    let mut select = transaction.prepare("SELECT id FROM document WHERE id > ?1 ORDER BY id")?;
    let ids = select.query_map([indexed], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
    for id in ids {
        let start = *first.get_or_insert(id);
        // A run's identifiers are 32 bits wide; what does not fit waits for the next.
        let Ok(offset) = u32::try_from(id - start) else { break };
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
    Ok(())
}
