//! The sum at the end: a table of facts by kind, then one line.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Terminal, severity_style, wrap};
use crate::check::{Count, Severity};
use crate::report::labels::Labels;
use crate::report::{Summary, sum};

impl Terminal {
    /// Appends the sum: a row for each kind of fact that was read, then everything in one line.
    pub fn summary(&self, summary: &Summary, out: &mut String) {
        let labels = Labels::of(self.ui);
        let mut rows: Vec<(&str, Count)> =
            summary.tally.facts.iter().map(|(kind, count)| (labels.kind(*kind), *count)).collect();
        if rows.len() > 1 {
            rows.push((labels.all, summary.tally.total()));
        }
        let table = table(&rows, &labels);
        // Where the table does not fit, the line below says the same in fewer words.
        let fits = |width: usize| table.lines().all(|line| line.width() <= width);
        if !rows.is_empty() && self.width.is_none_or(fits) {
            out.push_str(&table);
            out.push('\n');
        }
        let tone = self.style(match (summary.errors, summary.warnings) {
            (0, 0) => anstyle::Style::new().bold(),
            (0, _) => severity_style(Severity::Warning),
            _ => severity_style(Severity::Error),
        });
        let facts = sum::facts(summary, self.ui);
        let findings = sum::findings(summary, self.ui);
        let line = wrap::wrap(&format!("{facts} · {findings}"), self.width, 0);
        // The findings come last and carry the colour.
        let plain = line.strip_suffix(&findings).unwrap_or(&line);
        let coloured = line.get(plain.len()..).unwrap_or_default();
        let _ = writeln!(out, "{plain}{tone}{coloured}{tone:#}");
    }
}

fn table(rows: &[(&str, Count)], labels: &Labels) -> String {
    let mut out = String::new();
    let first = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let _ = write!(out, "{:first$}", "");
    for head in labels.columns {
        let _ = write!(out, "   {head}");
    }
    out.push('\n');
    for (name, count) in rows {
        let _ = write!(out, "{name}{:pad$}", "", pad = first - name.width());
        for (head, cell) in labels.columns.into_iter().zip([count.agree, count.differ, count.only_zh, count.only_en]) {
            let _ = write!(out, "   {cell:>width$}", width = head.width());
        }
        out.push('\n');
    }
    out
}
