//! `duizhao corpus export` and `split`: the pairs of a corpus in the formats of others.
//!
//! Every format is written as it comes, beside its final name, and renamed when it is whole.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::card::Card;
use super::filter::{Filters, Passed, describe, each_pair};
use super::progress::grouped;
use super::{Choice, Failure, StorePath, open};
use crate::bitext::Bead;
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Filter, Pair, Selection, Waterfall, part_of};
use crate::formats::alignment::{Aligned, AlignedSide, AlignmentFormat};
use crate::formats::{jsonl, tmx, tsv, xliff};
use crate::source::Lang;

/// Write the aligned pairs of a corpus in another format.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    store: StorePath,
    /// Where to: a file, or a folder for formats of several files
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
    /// Chinese, tab, English
    Tsv,
    /// An object a line
    Jsonl,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// XLIFF 1.2
    Xliff,
    /// XLIFF 2.1
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
    fn extension(self) -> &'static str {
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

fn parse_parts(text: &str) -> Result<Parts, String> {
    let part = |text: &str| {
        let (name, share) = text.split_once('=')?;
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        plain.then_some((name.to_owned(), share.parse().ok()?))
    };
    let parts: Option<Vec<_>> = text.split(',').map(part).collect();
    let parts = parts.filter(|parts| parts.len() <= 200 && parts.iter().any(|(_, share)| *share > 0));
    parts.map(Parts).ok_or_else(|| "not names and shares like train=90,test=10".to_owned())
}

pub(super) fn export(args: &ExportArgs, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let Some(format) = args.format.or_else(|| Format::of_name(&args.out)) else {
        return Err(Failure::Usage(format!("{}: the name tells no format; say --format", args.out.display())));
    };
    let mut store = open(&args.store.store)?;
    let (selection, filter) = (Selection::from(&args.choice), Filter::from(&args.filters));
    let beside = Beside::new(&args.out, format.is_folder())?;
    // CES is a folder of documents, a data set one of sets.
    let written =
        if format.is_folder() && format != Format::Ces { beside.data("train", format)? } else { beside.path.clone() };
    let mut writer = PairWriter::create(format, &written, &beside.path)?;
    let waterfall = each_pair(&mut store, &selection, &filter, global, |_| None, |passed| writer.document(&passed))?;
    let replaced = writer.finish()?;
    if format.is_folder() {
        let files = vec![("train".to_owned(), waterfall.left())];
        Card { args: &args.card, format, waterfall: &waterfall, files: &files }.write(&beside.path, &args.out)?;
    }
    beside.rename(&format.suffixes())?;
    report(&waterfall, replaced, global, streams)
}

pub(super) fn split(args: &SplitArgs, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut store = open(&args.store.store)?;
    let (selection, filter) = (Selection::from(&args.choice), Filter::from(&args.filters));
    let beside = Beside::new(&args.out, true)?;
    let shares: Vec<u32> = args.parts.0.iter().map(|(_, share)| *share).collect();
    let mut writers = Vec::new();
    for (name, _) in &args.parts.0 {
        let written = beside.data(name, args.format)?;
        writers.push((PairWriter::create(args.format, &written, &beside.path)?, 0_u64));
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
    Card { args: &args.card, format: args.format, waterfall: &waterfall, files: &files }
        .write(&beside.path, &args.out)?;
    beside.rename(&[""])?;
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

impl Format {
    /// What is added to the name of the output: one for each file of the format.
    fn suffixes(self) -> Vec<&'static str> {
        if self == Self::Moses { vec![".zh", ".en"] } else { vec![""] }
    }
}

/// An output under its working name.
struct Beside {
    path: PathBuf,
    out: PathBuf,
}

impl Beside {
    fn new(out: &Path, is_folder: bool) -> Result<Self, Failure> {
        let mut name = out.as_os_str().to_owned();
        name.push(".partial");
        let path = PathBuf::from(name);
        if is_folder {
            if out.exists() {
                return Err(Failure::Usage(format!("{}: is there already", out.display())));
            }
            if path.is_dir() {
                // What an earlier run left when it was interrupted.
                fs::remove_dir_all(&path)?;
            }
            fs::create_dir_all(&path)?;
        }
        Ok(Self { path, out: out.to_owned() })
    }

    /// The file of a part inside the folder.
    #[cfg_attr(not(feature = "parquet"), expect(clippy::unnecessary_wraps, reason = "a folder is made for Parquet"))]
    fn data(&self, name: &str, format: Format) -> io::Result<PathBuf> {
        let extension = format.extension();
        Ok(match format {
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                fs::create_dir_all(self.path.join("data"))?;
                self.path.join(format!("data/{name}-00000-of-00001.parquet"))
            }
            _ if extension.is_empty() => self.path.join(name),
            _ => self.path.join(format!("{name}.{extension}")),
        })
    }

    fn rename(&self, suffixes: &[&str]) -> io::Result<()> {
        for suffix in suffixes {
            fs::rename(with(&self.path, suffix), with(&self.out, suffix))?;
        }
        Ok(())
    }
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A format while it is written.
enum PairWriter {
    Lines {
        out: BufWriter<File>,
        format: Format,
    },
    Tmx {
        out: BufWriter<File>,
        writer: tmx::Writer,
    },
    Xliff {
        out: BufWriter<File>,
        writer: xliff::Writer,
    },
    Moses {
        zh: BufWriter<File>,
        en: BufWriter<File>,
    },
    Ces {
        folder: PathBuf,
        replaced: usize,
    },
    #[cfg(feature = "parquet")]
    Parquet(Box<crate::formats::parquet::Writer<File>>),
}

impl PairWriter {
    fn create(format: Format, path: &Path, folder: &Path) -> Result<Self, Failure> {
        let open = |suffix| File::create(with(path, suffix)).map(|file| BufWriter::with_capacity(1 << 18, file));
        Ok(match format {
            Format::Tsv | Format::Jsonl => Self::Lines { out: open("")?, format },
            Format::Tmx => Self::Tmx { out: open("")?, writer: tmx::Writer::new() },
            Format::Xliff | Format::Xliff2 => {
                let version = if format == Format::Xliff { xliff::Version::V1_2 } else { xliff::Version::V2_1 };
                Self::Xliff { out: open("")?, writer: xliff::Writer::new(version, Lang::Zh) }
            }
            Format::Moses => Self::Moses { zh: open(".zh")?, en: open(".en")? },
            Format::Ces => {
                // A part of a split has a folder of its own.
                let folder = if path.starts_with(folder) && path != folder { path } else { folder };
                fs::create_dir_all(folder)?;
                Self::Ces { folder: folder.to_owned(), replaced: 0 }
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let writer = crate::formats::parquet::Writer::new(File::create(path)?).map_err(io::Error::other)?;
                Self::Parquet(Box::new(writer))
            }
        })
    }

    /// Writes the pairs of a document.
    fn document(&mut self, passed: &Passed) -> Result<(), Failure> {
        let Passed { head, entry, pairs, .. } = passed;
        let doc = Some(head.path.as_str());
        let id = |pair: &Pair| format!("{}#{}", head.path, pair.number + 1);
        match self {
            Self::Lines { out, format } => {
                let mut lines = String::new();
                for pair in pairs {
                    if *format == Format::Tsv {
                        tsv::write_row(&mut lines, &pair.zh, &pair.en);
                    } else {
                        let id = id(pair);
                        let row = jsonl::Row { id: Some(&id), doc, zh: &pair.zh, en: &pair.en };
                        jsonl::write_row(&mut lines, &row, Some(&pair.bead));
                    }
                }
                out.write_all(lines.as_bytes())?;
            }
            Self::Tmx { out, writer } => {
                for pair in pairs {
                    let id = id(pair);
                    let unit = tmx::Unit { id: Some(&id), doc, zh: &pair.zh, en: &pair.en };
                    writer.unit(&unit, Some(pair.bead.probability));
                }
                out.write_all(writer.take().as_bytes())?;
            }
            Self::Xliff { out, writer } => {
                for pair in pairs {
                    let number = (pair.number + 1).to_string();
                    writer.unit(&xliff::Unit { id: Some(&number), doc, zh: &pair.zh, en: &pair.en });
                }
                out.write_all(writer.take().as_bytes())?;
            }
            Self::Moses { zh, en } => {
                for pair in pairs {
                    writeln!(zh, "{}", pair.zh)?;
                    writeln!(en, "{}", pair.en)?;
                }
            }
            Self::Ces { folder, replaced } => {
                let side = |segments| AlignedSide { text: &entry.text, segments };
                // A sentence without a partner is linked to nothing; one that a filter dropped is not linked.
                let kept: HashSet<_> = pairs.iter().map(|pair| (pair.bead.zh.start, pair.bead.en.start)).collect();
                let is_kept = |bead: &&Bead| !bead.is_match() || kept.contains(&(bead.zh.start, bead.en.start));
                let beads: Vec<_> = entry.walk.beads.iter().filter(is_kept).cloned().collect();
                // Documents refer to each other by name alone: they lie in one folder.
                let name = format!("{:07}-{}", head.id, plain(&head.path));
                let (zh, en) = (side(&entry.walk.zh), side(&entry.walk.en));
                let export = AlignmentFormat::Ces.write(&Aligned { name: &name, zh, en, beads: &beads });
                *replaced += export.replaced;
                for part in export.parts {
                    fs::write(folder.join(format!("{name}{}", part.suffix)), part.text)?;
                }
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => {
                for pair in pairs {
                    let id = id(pair);
                    let date = head.date.map(|date| date.to_string());
                    let row = crate::formats::parquet::Row {
                        id: &id,
                        doc: &head.path,
                        date: date.as_deref(),
                        page: head.page,
                        probability: pair.bead.probability,
                        zh: &pair.zh,
                        en: &pair.en,
                    };
                    writer.row(&row).map_err(io::Error::other)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what a format has at its end; how many characters it could not hold.
    fn finish(self) -> Result<usize, Failure> {
        let close = |mut out: BufWriter<File>| out.flush().and_then(|()| out.get_ref().sync_all());
        Ok(match self {
            Self::Lines { out, .. } => {
                close(out)?;
                0
            }
            Self::Tmx { mut out, writer } => {
                let (rest, replaced) = writer.finish();
                out.write_all(rest.as_bytes())?;
                close(out)?;
                replaced
            }
            Self::Xliff { mut out, writer } => {
                let (rest, replaced) = writer.finish();
                out.write_all(rest.as_bytes())?;
                close(out)?;
                replaced
            }
            Self::Moses { zh, en } => {
                close(zh)?;
                close(en)?;
                0
            }
            Self::Ces { replaced, .. } => replaced,
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => {
                writer.finish().map_err(io::Error::other)?;
                0
            }
        })
    }
}

/// The last part of a path, with nothing in it that a file name cannot have.
fn plain(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '_' }).collect()
}
