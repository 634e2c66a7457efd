//! Looking for damage in a store.

use super::postings;
use super::record::terms_of;
use super::selection::Selection;
use super::{Head, Store, StoreError};

impl Store {
    /// Looks for damage: what SQLite itself finds, records that cannot be decoded, counts that do not hold, a search index
    /// that does not hold the terms of the documents. An empty list is a sound store.
    pub fn verify(&self) -> Result<Vec<String>, StoreError> {
        let found = self.lines("PRAGMA integrity_check")?;
        if let Some(first) = found.iter().find(|found| *found != "ok") {
            // What can be read of such a file may be wrong.
            return Ok(vec![in_one_line(first)]);
        }
        let mut problems = Vec::new();
        let strays = self.lines("PRAGMA foreign_key_check")?;
        problems.extend(strays.into_iter().map(|table| format!("a row of {table} without its document")));
        let lost = self.lines("SELECT path FROM document WHERE id NOT IN (SELECT id FROM record) ORDER BY id")?;
        problems.extend(lost.into_iter().map(|path| format!("{path}: the record is gone")));
        let miscounted = self.lines(
            "SELECT d.path FROM document d LEFT JOIN finding f ON f.document = d.id GROUP BY d.id
             HAVING total(f.count * (f.severity = 2)) <> d.errors OR total(f.count * (f.severity = 1)) <> d.warnings
                 OR total(f.count * (f.severity = 0)) <> d.notes ORDER BY d.id",
        )?;
        problems.extend(miscounted.into_iter().map(|path| format!("{path}: the row and the findings by rule differ")));
        let indexed = self.indexed_up_to()?;
        let mut sums = postings::sums(self.connection());
        let mut misindexed = Vec::new();
        let mut after = 0;
        loop {
            let page = self.page(&Selection::default(), after, 256)?;
            let Some(last) = page.last() else { break };
            after = last.head.id;
            for raw in &page {
                let entry = match raw.unpack() {
                    Ok(entry) => entry,
                    Err(error) => {
                        problems.push(format!("{}: {error}", raw.head.path));
                        continue;
                    }
                };
                if (Head { id: raw.head.id, ..Head::of(&entry) }) != raw.head {
                    problems.push(format!("{}: the row and the record differ", raw.head.path));
                }
                if let Ok(sums) = &mut sums
                    && raw.head.id <= indexed
                    && sums.remove(&raw.head.id).unwrap_or(0) != postings::sum(&terms_of(&entry.text, &entry.walk))
                {
                    misindexed.push(raw.head.path.clone());
                }
            }
        }
        let mend = "`corpus verify --reindex` writes it anew";
        match (sums, misindexed.as_slice()) {
            (Err(error), _) => problems.push(format!("{error}; {mend}")),
            (_, []) => {}
            (_, [path]) => problems.push(format!("{path}: the search index does not hold its words; {mend}")),
            (_, [path, ..]) => problems.push(format!(
                "the search index does not hold the words of {} documents, {path} the first; {mend}",
                misindexed.len()
            )),
        }
        Ok(problems)
    }

    /// The first column of what a statement returns.
    fn lines(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut select = self.connection().prepare(sql)?;
        let rows = select.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// What SQLite found first, and what to do: it says several lines, the first of which names its own database.
fn in_one_line(found: &str) -> String {
    let first = found.lines().find(|line| !line.starts_with("***")).unwrap_or_default();
    format!(
        "the file of this corpus is damaged ({first}); move it away and add the articles to a new one with \
         `duizhao corpus add`"
    )
}
