//! `duizhao align`: which sentences translate each other.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::input::{self, Problem};
use super::{Global, Outcome, Streams};
use crate::align::{Aligner, SideText};
use crate::bitext::{Alignment, BlockKind, Segment};
use crate::facts::{self, Context, Fact};
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
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A bead a line: `[0, 1]:[0]:0.1234`, numbers from 0, the last the improbability
    Vecalign,
}

/// One side of a bitext, ready for the aligner.
struct Side {
    source: SourceText,
    segments: Vec<Segment>,
    facts: Vec<Fact>,
}

impl Side {
    fn read(path: &Path, lang: Lang, presegmented: bool) -> Result<Self, Problem> {
        let source = input::read_file(path)?;
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

pub(super) fn run(args: &Args, _global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let aligner = Aligner::new();
    if let Some(list) = &args.batch {
        return run_batch(list, &aligner, args, streams);
    }
    let [zh, en] = args.files.as_slice() else {
        writeln!(streams.err, "error: align needs a Chinese file and an English file")?;
        return Ok(Outcome::Usage);
    };
    match align(zh, en, &aligner, args) {
        Ok(text) => streams.out.write_all(text.as_bytes()).map(|()| Outcome::Clean),
        Err(problem) => input::report(streams, &[problem]),
    }
}

fn run_batch(list: &Path, aligner: &Aligner, args: &Args, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let list = match input::read_file(list) {
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
        let written = align(Path::new(zh), Path::new(en), aligner, args)
            .and_then(|text| fs::write(out, text).map_err(|error| Problem::Io { path: (*out).to_owned(), error }));
        if let Err(problem) = written {
            outcome = outcome.max(input::report(streams, &[problem])?);
        }
    }
    Ok(outcome)
}

fn align(zh: &Path, en: &Path, aligner: &Aligner, args: &Args) -> Result<String, Problem> {
    let zh = Side::read(zh, Lang::Zh, args.presegmented)?;
    let en = Side::read(en, Lang::En, args.presegmented)?;
    let alignment = aligner.align(&zh.as_text(), &en.as_text());
    Ok(match args.format {
        Format::Vecalign => vecalign(&alignment),
    })
}

fn vecalign(alignment: &Alignment) -> String {
    let mut out = String::new();
    for bead in &alignment.beads {
        let list =
            |range: &std::ops::Range<usize>| range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "[{}]:[{}]:{:.4}", list(&bead.zh), list(&bead.en), 1.0 - bead.probability);
    }
    out
}
