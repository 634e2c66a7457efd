//! `duizhao align`: which sentences translate each other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::input::{self, Problem};
use super::{Global, Outcome, Streams};
use crate::align::{Aligner, SideText};
use crate::bitext::{BlockKind, Segment};
use crate::facts::{self, Context, Fact};
use crate::formats::alignment::{Aligned, AlignedSide, AlignmentFormat, Export};
use crate::source::{Lang, SourceText, Span};
use crate::text;

/// Align the sentences of a Chinese text and its English translation.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The Chinese file and the English file
    #[arg(value_name = "FILE", num_args = 0..=2, required_unless_present = "batch", conflicts_with = "batch")]
    files: Vec<PathBuf>,
    /// The texts hold one sentence a line; blank lines part paragraphs and take no number
    #[arg(long)]
    presegmented: bool,
    /// Align many documents; each line of LIST is: Chinese file TAB English file TAB output file
    #[arg(long, value_name = "LIST")]
    batch: Option<PathBuf>,
    /// How to write the alignment
    #[arg(long, default_value = "vecalign", value_name = "FORMAT")]
    format: AlignmentFormat,
    /// Write to FILE instead of standard output; formats of several files add to this name
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    output: Option<PathBuf>,
}

/// One side of a bitext, ready for the aligner.
struct Side {
    source: SourceText,
    segments: Vec<Segment>,
    facts: Vec<Fact>,
}

impl Side {
    fn read(path: &Path, lang: Lang, presegmented: bool, global: &Global) -> Result<Self, Problem> {
        let source = input::read_file(path, global)?;
        let segments = if presegmented { lines(source.text()) } else { sentences(source.text(), lang) };
        let mut facts = Vec::new();
        for segment in &segments {
            let reading = facts::read(segment.span.of(source.text()), lang, Context::default());
            facts.extend(reading.facts.into_iter().map(|fact| fact.shifted(segment.span.start)));
        }
        Ok(Self { source, segments, facts })
    }

    fn as_text(&self) -> SideText<'_> {
        SideText { text: self.source.text(), segments: &self.segments, facts: &self.facts }
    }

    fn as_aligned(&self) -> AlignedSide<'_> {
        AlignedSide { text: self.source.text(), segments: &self.segments }
    }
}

/// A segment a line. Blank lines part blocks.
fn lines(text: &str) -> Vec<Segment> {
    let (mut segments, mut block, mut start) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if span.is_empty() {
            block += 1;
        } else {
            segments.push(Segment { span, block, kind: BlockKind::Paragraph });
        }
    }
    segments
}

/// A block a line, cut into sentences.
fn sentences(text: &str, lang: Lang) -> Vec<Segment> {
    let mut segments = Vec::new();
    for line in lines(text) {
        let sentences = text::sentences(line.span.of(text), lang).into_iter();
        let block = segments.last().map_or(0, |last: &Segment| last.block + 1);
        segments.extend(sentences.map(|span| Segment { span: span.shifted(line.span.start), block, ..line }));
    }
    segments
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let aligner = Aligner::new();
    if let Some(list) = &args.batch {
        return run_batch(list, &aligner, args, global, streams);
    }
    if args.format.needs_files() && args.output.is_none() {
        writeln!(streams.err, "error: this format is several files: name them with --output")?;
        return Ok(Outcome::Usage);
    }
    let [zh, en] = args.files.as_slice() else {
        writeln!(streams.err, "error: align needs a Chinese file and an English file")?;
        return Ok(Outcome::Usage);
    };
    let export = match align(zh, en, args.output.as_deref(), &aligner, args, global) {
        Ok(export) => export,
        Err(problem) => return input::report(streams, &[problem]),
    };
    warn(&export, streams)?;
    match (&args.output, export.parts.first()) {
        (Some(output), _) => match save(&export, output) {
            Ok(()) => Ok(Outcome::Clean),
            Err(problem) => input::report(streams, &[problem]),
        },
        (None, main) => {
            let text = main.map_or("", |part| &part.text);
            streams.out.write_all(text.as_bytes()).map(|()| Outcome::Clean)
        }
    }
}

/// Says what the format could not hold.
fn warn(export: &Export, streams: &mut Streams<'_>) -> io::Result<()> {
    if export.replaced > 0 {
        let count = export.replaced;
        writeln!(streams.err, "note: the format cannot hold {count} control characters; U+FFFD stands in their place")?;
    }
    Ok(())
}

/// Writes the files of a format: `output` with their suffixes.
fn save(export: &Export, output: &Path) -> Result<(), Problem> {
    for part in &export.parts {
        let mut path = output.as_os_str().to_owned();
        path.push(part.suffix);
        fs::write(&path, &part.text)
            .map_err(|error| Problem::Io { path: path.to_string_lossy().into_owned(), error })?;
    }
    Ok(())
}

fn run_batch(
    list: &Path,
    aligner: &Aligner,
    args: &Args,
    global: &Global,
    streams: &mut Streams<'_>,
) -> io::Result<Outcome> {
    let list = match input::read_file(list, global) {
        Ok(list) => list,
        Err(problem) => return input::report(streams, &[problem]),
    };
    let mut outcome = Outcome::Clean;
    for (number, line) in list.text().lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [zh, en, out] = fields.as_slice() else {
            let path = list.name();
            writeln!(
                streams.err,
                "error: {path}:{}: expected Chinese file TAB English file TAB output file",
                number + 1
            )?;
            return Ok(Outcome::Usage);
        };
        let out = Path::new(out);
        let written = match align(Path::new(zh), Path::new(en), Some(out), aligner, args, global) {
            Ok(export) => {
                warn(&export, streams)?;
                save(&export, out)
            }
            Err(problem) => Err(problem),
        };
        if let Err(problem) = written {
            outcome = outcome.max(input::report(streams, &[problem])?);
        }
    }
    Ok(outcome)
}

fn align(
    zh: &Path,
    en: &Path,
    output: Option<&Path>,
    aligner: &Aligner,
    args: &Args,
    global: &Global,
) -> Result<Export, Problem> {
    // Documents that are written along are named after the output.
    let output = output.filter(|_| args.format.has_parts()).and_then(Path::file_name);
    let name = output.or_else(|| zh.file_stem());
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let zh = Side::read(zh, Lang::Zh, args.presegmented, global)?;
    let en = Side::read(en, Lang::En, args.presegmented, global)?;
    let alignment = aligner.align(&zh.as_text(), &en.as_text());
    let aligned = Aligned { name: &name, zh: zh.as_aligned(), en: en.as_aligned(), beads: &alignment.beads };
    Ok(args.format.write(&aligned))
}
