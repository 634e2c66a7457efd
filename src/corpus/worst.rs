//! The worklist: documents that most need to be translated again.

use rusqlite::params_from_iter;

use super::head::Head;
use super::selection::Selection;
use super::store::{Store, StoreError, severity_of};
use crate::check::Severity;
use crate::source::Lang;

/// A document of the worklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    /// The document.
    pub head: Head,
    /// How bad it is: an error counts 1, a warning 0.3; text without a counterpart as many errors as there are tenths of
    /// it, doubt about the alignment likewise from half on.
    pub badness: f64,
    /// Why, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// Why a document is on the worklist.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A share of one side has no counterpart.
    Missing(Lang, f64),
    /// The mean probability of the beads is low.
    Doubtful(f64),
    /// So many findings of a rule.
    Found(String, Severity, u64),
}

impl Reason {
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    fn weight(&self) -> f64 {
        match self {
            Self::Missing(_, share) => share * 10.0,
            Self::Doubtful(score) => (0.5 - score).max(0.0) * 10.0,
            Self::Found(_, Severity::Error, count) => *count as f64,
            Self::Found(_, Severity::Warning, count) => 0.3 * *count as f64,
            Self::Found(_, Severity::Note, _) => 0.0,
        }
    }
}

impl Head {
    /// How bad the document is, as in [`Worst::badness`].
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    pub fn badness(&self) -> f64 {
        let missing = (1.0 - self.zh_coverage) + (1.0 - self.en_coverage);
        self.errors as f64 + 0.3 * self.warnings as f64 + 10.0 * missing + 10.0 * (0.5 - self.score).max(0.0)
    }
}

impl Store {
    /// The worst of the selected documents, at most `limit`, worst first. Documents without fault are not among them.
    pub fn worst(&self, selection: &Selection, limit: usize) -> Result<Vec<Worst>, StoreError> {
        let (condition, values) = selection.condition();
        // The same sum as `Reason::weight` and `Head::badness`.
        let sql = format!(
            "SELECT d.id, d.errors + 0.3 * d.warnings + 10 * (1 - d.zh_coverage) + 10 * (1 - d.en_coverage)
                 + 10 * max(0, 0.5 - d.score) AS badness
             FROM document d WHERE {condition} AND badness > 0 ORDER BY badness DESC, d.id LIMIT {limit}"
        );
        let mut select = self.connection().prepare(&sql)?;
        let rows = select.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(i64, f64)> = rows.collect::<Result<_, _>>()?;
        let mut worst = Vec::new();
        for (id, badness) in rows {
            let heads = self.heads(&Selection::default(), id - 1, 1)?;
            let Some(head) = heads.into_iter().find(|head| head.id == id) else { continue };
            let mut reasons = vec![
                Reason::Missing(Lang::Zh, 1.0 - head.zh_coverage),
                Reason::Missing(Lang::En, 1.0 - head.en_coverage),
                Reason::Doubtful(head.score),
            ];
            reasons.extend(self.findings_of(id)?);
            reasons.retain(|reason| reason.weight() > 0.0);
            reasons.sort_by(|left, right| right.weight().total_cmp(&left.weight()));
            worst.push(Worst { head, badness, reasons });
        }
        Ok(worst)
    }

    fn findings_of(&self, document: i64) -> Result<Vec<Reason>, StoreError> {
        let mut select = self.connection().prepare_cached(
            "SELECT r.name, f.severity, f.count FROM finding f JOIN rule r ON r.id = f.rule
             WHERE f.document = ?1 ORDER BY r.name, f.severity",
        )?;
        let rows = select
            .query_map([document], |row| Ok(Reason::Found(row.get(0)?, severity_of(row.get(1)?), row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
