//! Findings as annotations of GitHub Actions: a workflow command a line.
//!
//! The format is that of "Workflow commands for GitHub Actions" in GitHub's documentation; its escapes are those of the
//! runner's own toolkit.

use std::fmt::Write as _;

use super::Alarm;
use crate::check::Severity;

/// Appends one annotation.
pub(super) fn annotation(alarm: &Alarm, out: &mut String) {
    let command = match alarm.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (spot, _) = alarm.sides();
    let (from, until) = (spot.from, spot.until);
    let _ = write!(out, "::{command} file={},line={},endLine={}", escaped(&spot.path, true), from.line, until.line);
    // Columns are understood within one line only.
    if from.line == until.line {
        let _ = write!(out, ",col={},endColumn={}", from.column, until.column);
    }
    let help = alarm.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
    let message = escaped(&alarm.message, false);
    let _ = writeln!(out, ",title={}::{message}{}", escaped(alarm.rule.name, true), escaped(&help, false));
}

/// `text` with what would end a command, or a property of one, escaped.
fn escaped(text: &str, is_property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if is_property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(escaped("a,b:100%\n::error::x", true), "a%2Cb%3A100%25%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(escaped("12,5 %\r\nx", false), "12,5 %25%0D%0Ax");
    }
}
