//! The baseline: findings that were looked at and accepted, so that a run fails only on what is new.
//!
//! It is a list that `--write-baseline` writes, or the sheet of `--format csv` with its first column filled in.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::input::said;
use super::output::{self, OutputError};
use crate::report::{alarm, sheet};

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
    /// Reads the list or sheet at `path`. The error is a message that names it.
    pub(super) fn load(path: &Path) -> Result<Self, String> {
        let bytes = fs::read(path).map_err(|error| format!("{}: {}", path.display(), said(&error)))?;
        if let Some(keys) = sheet::read_accepted(&bytes) {
            return Ok(Self { accepted: keys.into_iter().collect() });
        }
        let text = String::from_utf8(bytes).map_err(|_| format!("{}: not valid UTF-8", path.display()))?;
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        Ok(Self { accepted: lines.map(str::to_owned).collect() })
    }

    /// Whether the finding with this fingerprint was accepted.
    pub(super) fn accepts(&self, fingerprint: &str) -> bool {
        !self.accepted.is_empty()
            && (self.accepted.contains(fingerprint) || self.accepted.contains(&alarm::key_of(fingerprint)))
    }

    /// Writes the file at `path` anew with these fingerprints alone.
    pub(super) fn write(path: &Path, fingerprints: &BTreeSet<String>) -> Result<(), OutputError> {
        let lines: String = fingerprints.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        output::write(path, &format!("{HEAD}{lines}"))
    }
}
