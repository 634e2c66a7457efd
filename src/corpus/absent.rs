//! Files that were read and are no documents: those that failed and those that were passed over, each with its reason.

use std::collections::HashSet;

use rusqlite::{Connection, TransactionBehavior};

use super::{Store, StoreError};

/// Why a file that is known is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It should be one and cannot be read.
    Failed,
    /// It is none, and need not be.
    PassedOver,
}

impl Absence {
    fn table(self) -> &'static str {
        match self {
            Self::Failed => "failure",
            Self::PassedOver => "passed",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Failed => Self::PassedOver,
            Self::PassedOver => Self::Failed,
        }
    }
}

impl Store {
    /// Remembers of each path why there is no document of it.
    pub fn add_absent(&mut self, absence: Absence, files: &[(String, String)]) -> Result<(), StoreError> {
        if files.is_empty() {
            return Ok(());
        }
        let transaction = self.connection_to_write()?.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (table, other) = (absence.table(), absence.other().table());
        let insert = format!(
            "INSERT INTO {table} (path, reason) VALUES (?1, ?2)
             ON CONFLICT (path) DO UPDATE SET reason = excluded.reason WHERE reason <> excluded.reason"
        );
        for (path, reason) in files {
            transaction.prepare_cached(&insert)?.execute([path, reason])?;
            transaction.prepare_cached(&format!("DELETE FROM {other} WHERE path = ?1"))?.execute([path])?;
        }
        Ok(transaction.commit()?)
    }

    /// The files that could not be read, and why, in the order of their paths.
    pub fn failures(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.absent(Absence::Failed)
    }

    /// The files that are no documents, and why, in the order of their paths.
    pub fn absent(&self, absence: Absence) -> Result<Vec<(String, String)>, StoreError> {
        let table = absence.table();
        let mut select = self.connection().prepare(&format!("SELECT path, reason FROM {table} ORDER BY path"))?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The paths of all of them.
    pub fn absent_paths(&self) -> Result<HashSet<String>, StoreError> {
        let mut select = self.connection().prepare("SELECT path FROM failure UNION ALL SELECT path FROM passed")?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets that these files are no documents.
    pub fn forget_absent(&mut self, paths: &[String]) -> Result<(), StoreError> {
        if paths.is_empty() {
            return Ok(());
        }
        let transaction = self.connection_to_write()?.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for path in paths {
            forget(&transaction, path)?;
        }
        Ok(transaction.commit()?)
    }

    /// Forgets those whose path matches, as [`Selection::path`](super::Selection::path) does; how many there were.
    pub fn forget_absent_like(&mut self, pattern: &str) -> Result<u64, StoreError> {
        let connection = self.connection_to_write()?;
        let mut forgotten = 0;
        for table in [Absence::Failed, Absence::PassedOver].map(Absence::table) {
            forgotten += connection.execute(&format!("DELETE FROM {table} WHERE path GLOB ?1"), [pattern])? as u64;
        }
        Ok(forgotten)
    }
}

/// Forgets that there is no document of the path.
pub(super) fn forget(connection: &Connection, path: &str) -> rusqlite::Result<()> {
    for table in [Absence::Failed, Absence::PassedOver].map(Absence::table) {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE path = ?1"))?.execute([path])?;
    }
    Ok(())
}
