//! The documents in the order in which a reader would leaf through them.

use super::store::{Store, StoreError};

impl Store {
    /// All documents by date, then page, then path; those without a date last. The order does not depend on when a
    /// document was added.
    pub fn ids_by_date(&self) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT id FROM document ORDER BY date IS NULL, date, page IS NULL, page, path";
        let mut select = self.connection().prepare(sql)?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Bytes of the texts of all documents.
    pub fn text_bytes(&self) -> Result<u64, StoreError> {
        Ok(self.connection().query_row("SELECT coalesce(sum(bytes), 0) FROM document", [], |row| row.get(0))?)
    }
}
