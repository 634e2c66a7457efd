//! The card of a data set: what it is, where it comes from, how it was filtered.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::export::{CardArgs, Format};
use super::filter::describe;
use super::progress::grouped;
use crate::cli::output::NewFolder;
use crate::corpus::Waterfall;

/// What a card says. Its head is the metadata that the hub of Hugging Face reads.
pub(super) struct Card<'a> {
    pub(super) args: &'a CardArgs,
    pub(super) format: Format,
    pub(super) waterfall: &'a Waterfall,
    /// Each set and how many pairs it has.
    pub(super) files: &'a [(String, u64)],
}

impl Card<'_> {
    /// Writes `README.md` into `folder`; `out` is what the folder will be called.
    pub(super) fn write(&self, folder: &NewFolder, out: &Path) -> io::Result<()> {
        let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        folder.write("README.md", self.text(self.args.name.as_deref().unwrap_or(&name)).as_bytes())
    }

    fn text(&self, name: &str) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let left = self.waterfall.left();
        let mut out = format!(
            "---\nlicense: {}\nlanguage:\n- zh\n- en\ntask_categories:\n- translation\npretty_name: {}\n\
             size_categories:\n- {}\n",
            quoted(&self.args.licence),
            quoted(name),
            size(left)
        );
        out.push_str(&self.configuration());
        let origin = self.args.origin.as_deref().unwrap_or("not stated");
        let _ = write!(
            out,
            "---\n\n# {name}\n\nChinese and English sentences, aligned.\n\n- Origin: {origin}\n- Licence: {}\n- Pairs: {}\n\
             - Made by: duizhao {}\n\n",
            self.args.licence,
            grouped(left),
            env!("CARGO_PKG_VERSION")
        );
        out.push_str("## Sets\n\n| set | pairs |\n|---|---|\n");
        for (set, pairs) in self.files {
            let _ = writeln!(out, "| {set} | {} |", grouped(*pairs));
        }
        let _ = write!(out, "\n## Filters\n\n```\n{}```\n", describe(self.waterfall));
        out
    }

    /// Where the hub finds the sets.
    fn configuration(&self) -> String {
        let folder = match self.format {
            #[cfg(feature = "parquet")]
            Format::Parquet => "data/",
            Format::Jsonl | Format::Tsv => "",
            // The hub reads no other of the formats.
            _ => return String::new(),
        };
        let mut out = "configs:\n- config_name: default\n  data_files:\n".to_owned();
        for (set, _) in self.files {
            let ending = if folder.is_empty() { "." } else { "-*." };
            let extension = match self.format {
                Format::Jsonl => "jsonl",
                Format::Tsv => "tsv",
                _ => "parquet",
            };
            let _ = writeln!(out, "  - split: {set}\n    path: {folder}{set}{ending}{extension}");
        }
        if self.format == Format::Tsv {
            // The hub reads it as CSV: no row of names, and 3 is its word for "nothing is quoted".
            out.push_str("  sep: \"\\t\"\n  names:\n  - zh\n  - en\n  quoting: 3\n");
        }
        out
    }
}

/// The class of sizes that the hub knows.
fn size(pairs: u64) -> &'static str {
    match pairs {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        1_000_000..10_000_000 => "1M<n<10M",
        10_000_000..100_000_000 => "10M<n<100M",
        _ => "100M<n<1B",
    }
}
