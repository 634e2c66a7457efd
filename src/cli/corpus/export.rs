//! `duizhao corpus export` and `split`: the pairs of a corpus in the formats of others.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::card::Card;
use super::filter::{Filters, describe, each_pair};
use super::pair_writer::PairWriter;
use super::progress::grouped;
use super::{Choice, Failure, StorePath, open};
use crate::cli::output::NewFolder;
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Filter, Waterfall, part_of};

/// Write the aligned pairs of a corpus in another format.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    store: StorePath,
    /// Where to: a file, `-` for standard output, or a folder for formats of several files
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The format; without it the ending of OUT tells
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    card: CardArgs,
}

/// Write a corpus as training, development and test sets: a document is in one of them, and so is every sentence.
#[derive(Debug, clap::Args)]
pub(super) struct SplitArgs {
    #[command(flatten)]
    store: StorePath,
    /// The folder to make
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The format of the sets
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// The sets and their shares, in any unit
    #[arg(long, value_name = "NAME=SHARE,…", default_value = "train=90,validation=5,test=5", value_parser = parse_parts)]
    parts: Parts,
    /// Another seed makes other sets
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    card: CardArgs,
}

/// What the card of a data set says that the corpus does not know.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "The card of a folder")]
pub(super) struct CardArgs {
    /// The name of the data set
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// The licence of the texts, as an identifier of SPDX or of the hub
    #[arg(long, value_name = "LICENCE", default_value = "unknown")]
    pub(super) licence: String,
    /// Where the texts come from
    #[arg(long, value_name = "TEXT")]
    pub(super) origin: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Chinese, tab, English; nothing is quoted, so a reader of CSV is told so (quoting none)
    Tsv,
    /// An object a line
    Jsonl,
    /// A translation memory, TMX 1.4b; control characters become U+FFFD, as XML cannot hold them
    Tmx,
    /// XLIFF 1.2; control characters become U+FFFD
    Xliff,
    /// XLIFF 2.1; control characters are kept, as <cp>
    Xliff2,
    /// Two files, OUT.zh and OUT.en, a segment a line
    Moses,
    /// A folder: CES links as in OPUS, and two documents of sentences for each document
    Ces,
    /// A folder: a data set with its card, as the hub of Hugging Face lays it out
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    fn of_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "tsv" => Some(Self::Tsv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "tmx" => Some(Self::Tmx),
            "xlf" | "xliff" => Some(Self::Xliff),
            _ => None,
        }
    }

    /// The ending of a file of it inside a folder.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::Tmx => "tmx",
            Self::Xliff | Self::Xliff2 => "xlf",
            Self::Moses | Self::Ces => "",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// Whether it is a folder however small the corpus is.
    fn is_folder(self) -> bool {
        match self {
            #[cfg(feature = "parquet")]
            Self::Parquet => true,
            format => format == Self::Ces,
        }
    }
}

/// Names and shares of the parts of a split.
#[derive(Debug, Clone)]
struct Parts(Vec<(String, u32)>);

/// Reads `--parts`. The names become names of files, and of the sets in a card.
fn parse_parts(text: &str) -> Result<Parts, String> {
    /// What [`part_of`] numbers.
    const MOST: usize = 200;
    let mut parts: Vec<(String, u32)> = Vec::new();
    for part in text.split(',') {
        let parsed = part.split_once('=').and_then(|(name, share)| Some((name, share.parse::<u32>().ok()?)));
        let (name, share) = parsed.ok_or("not names and shares like train=90,test=10")?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if name.is_empty() || name.len() > 100 || name.starts_with('-') || !name.chars().all(plain) {
            return Err(format!("{name:?} is no name of a set: letters, digits, _ and - make one"));
        }
        // Some file systems take capitals and small letters for the same.
        if let Some((other, _)) = parts.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
            return Err(format!("{other} and {name} would be one file"));
        }
        if name.eq_ignore_ascii_case("readme") {
            return Err(format!("{name} is the card"));
        }
        parts.push((name.to_owned(), share));
    }
    if parts.len() > MOST {
        return Err(format!("more than {MOST} sets"));
    }
    if parts.iter().all(|(_, share)| *share == 0) {
        return Err("every share is 0".to_owned());
    }
    Ok(Parts(parts))
}

pub(super) fn export(args: &ExportArgs, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let Some(format) = args.format.or_else(|| Format::of_name(&args.out)) else {
        #[cfg(not(feature = "parquet"))]
        if args.out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet")) {
            return Err(Failure::Usage(super::import::NO_PARQUET.to_owned()));
        }
        return Err(Failure::Usage(format!("{}: the name tells no format; say --format", args.out.display())));
    };
    let mut store = open(&args.store.store)?;
    let (selection, filter) = (args.choice.selection()?, Filter::from(&args.filters));
    let mut write = |mut writer: PairWriter<'_>| {
        let waterfall =
            each_pair(&mut store, &selection, &filter, global, |_| None, |passed| writer.document(&passed))?;
        Ok::<_, Failure>((waterfall, writer.finish()?))
    };
    if !format.is_folder() {
        let (waterfall, replaced) = write(PairWriter::files(format, &args.out, streams.out)?)?;
        return report(&waterfall, replaced, global, streams);
    }
    let folder = NewFolder::create(&args.out, |_| false)?;
    // CES is a folder of documents, a data set one of sets.
    let writer = if format == Format::Ces {
        PairWriter::documents(&folder, String::new())
    } else {
        PairWriter::set(format, &folder, "train")?
    };
    let (waterfall, replaced) = write(writer)?;
    let files = vec![("train".to_owned(), waterfall.left())];
    Card { args: &args.card, format, waterfall: &waterfall, files: &files }.write(&folder, &args.out)?;
    folder.finish()?;
    report(&waterfall, replaced, global, streams)
}

pub(super) fn split(args: &SplitArgs, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut store = open(&args.store.store)?;
    let (selection, filter) = (args.choice.selection()?, Filter::from(&args.filters));
    let folder = NewFolder::create(&args.out, |_| false)?;
    let shares: Vec<u32> = args.parts.0.iter().map(|(_, share)| *share).collect();
    let mut writers = Vec::new();
    for (name, _) in &args.parts.0 {
        writers.push((PairWriter::set(args.format, &folder, name)?, 0_u64));
    }
    let part = |head: &crate::corpus::Head| Some(part_of(head, args.seed, &shares));
    let waterfall = each_pair(&mut store, &selection, &filter, global, part, |passed| {
        if let Some((writer, pairs)) = writers.get_mut(usize::from(passed.part.unwrap_or(0))) {
            *pairs += passed.pairs.len() as u64;
            writer.document(&passed)?;
        }
        Ok(())
    })?;
    let (mut replaced, mut files) = (0, Vec::new());
    for ((writer, pairs), (name, _)) in writers.into_iter().zip(&args.parts.0) {
        replaced += writer.finish()?;
        files.push((name.clone(), pairs));
    }
    Card { args: &args.card, format: args.format, waterfall: &waterfall, files: &files }.write(&folder, &args.out)?;
    folder.finish()?;
    if !global.quiet {
        for (name, pairs) in &files {
            writeln!(streams.err, "{name:<26}{:>14}", grouped(*pairs))?;
        }
    }
    report(&waterfall, replaced, global, streams)
}

fn report(
    waterfall: &Waterfall,
    replaced: usize,
    global: &Global,
    streams: &mut Streams<'_>,
) -> Result<Outcome, Failure> {
    if !global.quiet {
        streams.err.write_all(describe(waterfall).as_bytes())?;
        if replaced > 0 {
            writeln!(streams.err, "note: {replaced} characters that the format cannot hold were replaced by U+FFFD")?;
        }
    }
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_names_of_their_own() {
        let names = |text| parse_parts(text).map(|parts| parts.0.into_iter().map(|(name, _)| name).collect::<Vec<_>>());
        assert_eq!(names("train=90,dev_2=5,test-a=0"), Ok(["train", "dev_2", "test-a"].map(str::to_owned).to_vec()));
        for wrong in ["a=1,a=1", "a=1,b=1,A=2", "a=0", "a", "a=x", "=1", "../a=1", "-a=1", "a b=1", "ReadMe=1", ""] {
            assert!(names(wrong).is_err(), "{wrong}");
        }
        assert_eq!(names("Test=1,test=1"), Err("Test and test would be one file".to_owned()));
    }
}
