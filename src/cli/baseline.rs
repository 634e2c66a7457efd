//! The baseline: findings that were looked at and accepted, so that a run fails only on what is new.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the file begins with.
const HEAD: &str = "\
# Findings that were accepted: duizhao does not report them again.
# A line each: file, rule, Chinese, English, and a hash of the Chinese sentence. Written by `duizhao check --write-baseline`;
# a line may be deleted by hand.
";

/// Findings accepted so far, by fingerprint.
#[derive(Debug, Clone, Default)]
pub(super) struct Baseline {
    accepted: BTreeSet<String>,
}

impl Baseline {
    /// Reads the file at `path`. The error is a message that names it.
    pub(super) fn load(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        Ok(Self { accepted: lines.map(str::to_owned).collect() })
    }

    /// Whether the finding with this fingerprint was accepted.
    pub(super) fn accepts(&self, fingerprint: &str) -> bool {
        self.accepted.contains(fingerprint)
    }

    /// Writes the file at `path` anew with these fingerprints alone. The error is a message that names it.
    pub(super) fn write(path: &Path, fingerprints: &BTreeSet<String>) -> Result<(), String> {
        let lines: String = fingerprints.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        fs::write(path, format!("{HEAD}{lines}")).map_err(|error| format!("{}: {error}", path.display()))
    }
}
