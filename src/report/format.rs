use super::json::{self, FindingRecord};
#[cfg(feature = "cli")]
use super::sheet;
#[cfg(feature = "cli")]
use super::terminal::Terminal;
use super::{Alarm, Summary, github, html, sarif};
use crate::check::Ui;

/// How findings are written.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Format {
    /// For a person.
    #[cfg(feature = "cli")]
    Text(Terminal),
    /// One JSON document: findings and summary.
    Json,
    /// A JSON object a line, and nothing else.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A page that shows whole documents. What is written is [`html::document`], not single findings.
    Html(Ui),
    /// A spreadsheet with a column to accept findings.
    #[cfg(feature = "cli")]
    Csv,
}

impl Format {
    /// What stands before all findings. `name` is that of the document, where there is one alone.
    pub fn head(self, name: Option<&str>) -> String {
        match self {
            Self::Json => json::HEAD.to_owned(),
            Self::Sarif => sarif::head(),
            Self::Html(ui) => html::head(ui, name),
            #[cfg(feature = "cli")]
            Self::Csv => sheet::head(),
            _ => String::new(),
        }
    }

    /// What stands before each finding but the first.
    pub fn separator(self) -> &'static str {
        match self {
            Self::Json | Self::Sarif => ",\n",
            _ => "",
        }
    }

    /// Appends one finding, with [`Format::separator`] before it: findings are written in parallel, so that none knows
    /// whether it is the first.
    pub fn alarm(self, alarm: &Alarm, out: &mut String) {
        out.push_str(self.separator());
        match self {
            #[cfg(feature = "cli")]
            Self::Text(terminal) => terminal.alarm(alarm, out),
            Self::Json => json::push(&FindingRecord::new(alarm), out),
            Self::Jsonl => {
                json::push(&FindingRecord::new(alarm), out);
                out.push('\n');
            }
            Self::Sarif => json::push(&sarif::result(alarm), out),
            Self::Github => github::annotation(alarm, out),
            Self::Html(_) => {}
            #[cfg(feature = "cli")]
            Self::Csv => sheet::push(alarm, out),
        }
    }

    /// What stands after all findings. A report for people has no sum when it is to be `quiet`, or when no file was read.
    #[cfg_attr(not(feature = "cli"), expect(unused_variables, reason = "the report for people is the terminal's"))]
    pub fn tail(self, summary: &Summary, quiet: bool) -> String {
        let mut out = String::new();
        match self {
            #[cfg(feature = "cli")]
            Self::Text(terminal) if !quiet && summary.files > 0 => terminal.summary(summary, &mut out),
            Self::Json => json::tail(summary, &mut out),
            Self::Sarif => out.push_str(sarif::TAIL),
            Self::Html(_) => out.push_str(html::TAIL),
            _ => {}
        }
        out
    }
}
