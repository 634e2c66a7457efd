//! `duizhao.toml`: what a project decides once.
//!
//! ```toml
//! fail-on = "warning"          # exit 1 from this severity on
//! baseline = "accepted.tsv"    # findings accepted so far
//! glossary = "terms.tsv"       # how terms are translated: Chinese TAB English | other English; or TBX
//!
//! [rules]                      # "off", "note", "warning" or "error" for any rule
//! rounded = "off"
//!
//! [[paths]]                    # and for some files alone; the last that matches wins
//! glob = "archive/1950*/**"
//! rules = { date-supplied = "off" }
//! ```

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use globset::{Glob, GlobMatcher};
use serde::Deserialize;

use super::input::said;
use crate::check::{Level, Policy, Severity};

/// The name of the file that is looked for in the working directory and those above it.
pub(super) const FILE_NAME: &str = "duizhao.toml";

/// The configuration as read.
#[derive(Debug, Clone, Default)]
pub(super) struct Config {
    /// The severity from which the exit code is 1.
    pub(super) fail_on: Option<FailOn>,
    /// The file of accepted findings, relative to the configuration.
    pub(super) baseline: Option<PathBuf>,
    /// The file of terms, relative to the configuration.
    pub(super) glossary: Option<PathBuf>,
    rules: BTreeMap<String, Level>,
    paths: Vec<(GlobMatcher, BTreeMap<String, Level>)>,
    /// The folder that globs are relative to, absolute; empty for the working directory.
    root: PathBuf,
}

/// From which severity on findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// Whether a finding of `severity` fails the run.
    pub(super) fn includes(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Note => true,
            Self::Never => false,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Raw {
    fail_on: Option<FailOn>,
    baseline: Option<PathBuf>,
    glossary: Option<PathBuf>,
    #[serde(default)]
    rules: BTreeMap<String, RawLevel>,
    #[serde(default)]
    paths: Vec<RawPath>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPath {
    glob: String,
    rules: BTreeMap<String, RawLevel>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawLevel {
    Off,
    Note,
    Warning,
    Error,
}

impl From<RawLevel> for Level {
    fn from(level: RawLevel) -> Self {
        match level {
            RawLevel::Off => Self::Off,
            RawLevel::Note => Self::As(Severity::Note),
            RawLevel::Warning => Self::As(Severity::Warning),
            RawLevel::Error => Self::As(Severity::Error),
        }
    }
}

/// The working directory, asked for once: a run does not change it.
static HERE: LazyLock<PathBuf> = LazyLock::new(|| env::current_dir().unwrap_or_default());

fn absolute(path: &Path) -> PathBuf {
    HERE.join(path).components().collect()
}

impl Config {
    /// Reads `given`, or the nearest [`FILE_NAME`] at or above the working directory; the default where there is none.
    /// The error is a message that names file and place.
    pub(super) fn load(given: Option<&Path>) -> Result<Self, String> {
        let found = given.map(Path::to_owned).or_else(|| {
            let here = env::current_dir().ok()?;
            here.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
        });
        let Some(path) = found else { return Ok(Self::default()) };
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {}", path.display(), said(&error)))?;
        let root = path.parent().map(absolute).unwrap_or_default();
        Self::parse(&text, root).map_err(|error| format!("{}: {}", path.display(), error.trim_end()))
    }

    pub(super) fn parse(text: &str, root: PathBuf) -> Result<Self, String> {
        let raw: Raw = toml::from_str(text).map_err(|error| error.to_string())?;
        let levels = |rules: BTreeMap<String, RawLevel>| {
            let mut check = Policy::default();
            let mut levels = BTreeMap::new();
            for (name, level) in rules {
                check.set(&name, level.into()).map_err(|error| error.to_string())?;
                levels.insert(name, level.into());
            }
            Ok::<_, String>(levels)
        };
        let mut paths = Vec::new();
        for path in raw.paths {
            let glob = Glob::new(&path.glob).map_err(|error| error.to_string())?;
            paths.push((glob.compile_matcher(), levels(path.rules)?));
        }
        let baseline = raw.baseline.map(|path| root.join(path));
        let glossary = raw.glossary.map(|path| root.join(path));
        Ok(Self { fail_on: raw.fail_on, baseline, glossary, rules: levels(raw.rules)?, paths, root })
    }

    /// The file called `name` as seen from the configuration's folder, with forward slashes: the same wherever the
    /// program is started. A file outside that folder keeps its name.
    pub(super) fn relative(&self, name: &str) -> String {
        let root = if self.root.as_os_str().is_empty() { &*HERE } else { &self.root };
        match absolute(Path::new(name)).strip_prefix(root) {
            Ok(inside) if name != "-" => {
                let parts = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
                parts.collect::<Vec<_>>().join("/")
            }
            _ => name.to_owned(),
        }
    }

    /// What tells configurations apart that judge differently: the rules and the paths they hold for, as read.
    #[cfg(feature = "store")]
    pub(super) fn fingerprint(&self) -> String {
        let paths: Vec<_> = self.paths.iter().map(|(glob, rules)| (glob.glob().glob(), rules)).collect();
        if self.rules.is_empty() && paths.is_empty() { String::new() } else { format!("{:?} {paths:?}", self.rules) }
    }

    /// The policy for the file called `name`.
    pub(super) fn policy(&self, name: &str) -> Policy {
        let mut policy = Policy::default();
        let relative = LazyCell::new(|| self.relative(name));
        let matching = self.paths.iter().filter(|(glob, _)| glob.is_match(&*relative)).map(|(_, rules)| rules);
        for (name, level) in std::iter::once(&self.rules).chain(matching).flatten() {
            // The names were checked when the file was read.
            let _ = policy.set(name, *level);
        }
        policy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_are_refused_with_a_hint() {
        let message = |text| Config::parse(text, PathBuf::new()).unwrap_err();
        assert!(
            message("[rules]\nrounding = 'off'").contains("there is no rule \"rounding\"; did you mean \"rounded\"")
        );
        assert!(message("fail_on = 'note'").contains("unknown field"));
        assert!(message("[rules]\nrounded = 'loud'").contains("line 2"));
    }
}
