use crate::check::{Severity, Tally};

/// What a whole run found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many files were read.
    pub files: usize,
    /// How many pairs they held, for input that was aligned already.
    pub pairs: usize,
    /// Facts by kind, and sentences.
    pub tally: Tally,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// Findings that a comment in the text switched off.
    pub ignored: usize,
    /// Findings that were accepted before.
    pub accepted: usize,
}

impl Summary {
    /// Counts one finding.
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// Adds what another part of the run found.
    pub fn add(&mut self, other: &Self) {
        self.tally.add(&other.tally);
        self.files += other.files;
        self.pairs += other.pairs;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.ignored += other.ignored;
        self.accepted += other.accepted;
    }
}
