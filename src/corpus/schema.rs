//! The tables of a store, and how an older store becomes one of today.
//!
//! One row a document with what is asked of many documents at once (`document`, narrow), one with the compressed record
//! (`record`), and an index of findings by rule. Everything else is in the record. Identifiers are never used twice, so
//! that a posting of a document that is gone points to nothing.

use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// `dzhc`: what tells a store from any other SQLite file.
const APPLICATION: i32 = 0x647A_6863;

/// The steps from an empty file to today's tables; a store's version is how many of them it has seen. A step that was
/// released is never changed.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE provenance (
        id            INTEGER PRIMARY KEY,
        version       TEXT NOT NULL,   -- of the program
        configuration TEXT NOT NULL,
        UNIQUE (version, configuration)
    );
    CREATE TABLE document (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        path        TEXT NOT NULL UNIQUE,
        hash        BLOB NOT NULL,     -- SHA-256 of the bytes
        provenance  INTEGER NOT NULL REFERENCES provenance (id),
        date        TEXT,              -- ISO 8601
        page        INTEGER,
        zh_title    TEXT NOT NULL,
        en_title    TEXT NOT NULL,
        bytes       INTEGER NOT NULL,  -- of the decoded text
        zh_segments INTEGER NOT NULL,
        en_segments INTEGER NOT NULL,
        beads       INTEGER NOT NULL,
        zh_chars    INTEGER NOT NULL,  -- Han characters in segments
        en_words    INTEGER NOT NULL,
        score       REAL NOT NULL,     -- mean probability of its beads
        zh_coverage REAL NOT NULL,     -- share of the Chinese text in beads with two sides
        en_coverage REAL NOT NULL,
        facts       INTEGER NOT NULL,
        errors      INTEGER NOT NULL,
        warnings    INTEGER NOT NULL,
        notes       INTEGER NOT NULL,
        likeness    INTEGER NOT NULL   -- bits that near duplicates share
    );
    CREATE INDEX document_hash ON document (hash);
    CREATE TABLE record (
        id   INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
        walk BLOB NOT NULL,            -- segments, beads, facts, findings; Zstandard
        text BLOB NOT NULL             -- Zstandard
    );
    CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE finding (
        rule     INTEGER NOT NULL REFERENCES rule (id),
        document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        severity INTEGER NOT NULL,     -- 0 note, 1 warning, 2 error
        count    INTEGER NOT NULL,
        PRIMARY KEY (rule, document, severity)
    ) WITHOUT ROWID;
    CREATE INDEX finding_document ON finding (document);
    CREATE TABLE failure (path TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE run (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        first INTEGER NOT NULL,        -- documents first..=last are indexed here
        last  INTEGER NOT NULL,
        documents INTEGER NOT NULL
    );
    CREATE TABLE posting (
        run   INTEGER NOT NULL,
        term  INTEGER NOT NULL,        -- the first of the block
        block BLOB NOT NULL
    );
    CREATE INDEX posting_term ON posting (run, term);
",
    // Files that are known and are no documents; paths without `./`, of those that were called both ways the later one.
    "
    CREATE TABLE passed (path TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
    DELETE FROM document WHERE id NOT IN (SELECT max(id) FROM document
        GROUP BY replace(CASE WHEN substr(path, 1, 2) = './' THEN substr(path, 3) ELSE path END, '/./', '/'));
    UPDATE document
        SET path = replace(CASE WHEN substr(path, 1, 2) = './' THEN substr(path, 3) ELSE path END, '/./', '/')
        WHERE substr(path, 1, 2) = './' OR instr(path, '/./') > 0;
    UPDATE OR REPLACE failure
        SET path = replace(CASE WHEN substr(path, 1, 2) = './' THEN substr(path, 3) ELSE path END, '/./', '/')
        WHERE substr(path, 1, 2) = './' OR instr(path, '/./') > 0;
",
    // Full-width letters and figures are indexed as those of ASCII: what was indexed otherwise is indexed anew by the next run
    // of `add`; until then a search reads the documents.
    "
    DELETE FROM posting;
    DELETE FROM run;
",
];

/// So long one process waits for what another holds.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sets up a connection and brings the store to today's version.
pub(super) fn prepare(connection: &mut Connection, path: &str) -> Result<(), StoreError> {
    connection.busy_timeout(PATIENCE)?;
    let version = recognise(connection, path)?;
    // Several records share a page: a record takes some 3 kB.
    connection.pragma_update(None, "page_size", 16_384)?;
    write_ahead(connection)?;
    // A killed process loses nothing; a power cut may lose the last batches, which the next run adds again.
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    set_memory(connection)?;
    if version < MIGRATIONS.len() {
        migrate(connection)?;
    }
    Ok(())
}

/// Sets up a connection to a store that may only be read: it must be of today's version already.
pub(super) fn prepare_to_read(connection: &mut Connection, path: &str) -> Result<(), StoreError> {
    connection.busy_timeout(PATIENCE)?;
    match recognise(connection, path)? {
        0 => Err(StoreError::NotAStore { path: path.to_owned() }),
        version if version < MIGRATIONS.len() => Err(StoreError::Older { path: path.to_owned() }),
        _ => Ok(set_memory(connection)?),
    }
}

fn set_memory(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -64 * 1024)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 40)
}

/// The version of the store, 0 for an empty file; an error for a file that is none. Read in one transaction, since
/// another process may be making the store at this moment.
fn recognise(connection: &mut Connection, path: &str) -> Result<usize, StoreError> {
    let transaction = connection.transaction()?;
    let application: i32 =
        transaction.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(|error| {
            match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAStore { path: path.to_owned() },
                _ => error.into(),
            }
        })?;
    let version: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    // A store gets its tables and their version in one transaction.
    if tables > 0 && (application != APPLICATION || version == 0) {
        return Err(StoreError::NotAStore { path: path.to_owned() });
    }
    if version > MIGRATIONS.len() {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known: MIGRATIONS.len() });
    }
    Ok(version)
}

/// Turns the write-ahead log on. SQLite does not wait for others here by itself, whatever its timeout.
fn write_ahead(connection: &Connection) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && begun.elapsed() < PATIENCE =>
            {
                thread::sleep(Duration::from_millis(5));
            }
            done => return Ok(done?),
        }
    }
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited.
    let version: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in MIGRATIONS.get(version..).unwrap_or_default() {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
    Ok(transaction.commit()?)
}
