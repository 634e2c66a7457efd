//! `duizhao init`: a configuration to start from.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::config::FILE_NAME;
use super::input::said;
use super::{Global, Outcome, Streams};
use crate::check::Severity;
use crate::check::rules::RULES;
use crate::report::visible;

/// Write a commented duizhao.toml into this folder. A file that is there already is left alone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to write it
    #[arg(value_name = "FILE", default_value = FILE_NAME)]
    file: PathBuf,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let path = args.file.display().to_string();
    let path = visible::name(&path);
    let created = OpenOptions::new().write(true).create_new(true).open(&args.file);
    match created.and_then(|mut file| file.write_all(configuration().as_bytes())) {
        Ok(()) => {
            if !global.quiet {
                writeln!(streams.err, "note: {path} is written; every setting in it is commented out")?;
            }
            Ok(Outcome::Clean)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            writeln!(streams.err, "error: {path} is there already; it is left as it is")?;
            Ok(Outcome::Usage)
        }
        Err(error) => {
            writeln!(streams.err, "error: {path}: {}", said(&error))?;
            Ok(Outcome::Usage)
        }
    }
}

/// The configuration with every setting at its default and commented out.
fn configuration() -> String {
    let longest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut rules = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for rule in RULES.iter().filter(|rule| rule.severity == severity) {
            let value = format!("\"{}\"", severity.name());
            let _ = writeln!(rules, "# {:<longest$} = {value:<9}  # {}", rule.name, rule.finds);
        }
    }
    include_str!("init.toml").replace("{rules}\n", &rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::Config;

    #[test]
    fn the_configuration_is_valid_with_and_without_its_comments() {
        let text = configuration();
        assert_eq!(Config::parse(&text, PathBuf::new()).map(|config| config.fail_on), Ok(None));
        // Settings start a comment with a word and "="; explanations do not.
        let is_setting = |line: &&str| line.split_once(" = ").is_some_and(|(name, _)| !name.trim_end().contains(' '));
        let bare: String = text
            .lines()
            .map(|line| {
                line.strip_prefix("# ").filter(|rest| is_setting(rest) || rest.starts_with("[[")).unwrap_or(line)
            })
            .flat_map(|line| [line, "\n"])
            .collect();
        let config = Config::parse(&bare, PathBuf::new()).unwrap();
        assert!(config.fail_on.is_some() && config.baseline.is_some(), "{bare}");
        assert!(bare.contains("\nscale-slip "));
    }
}
