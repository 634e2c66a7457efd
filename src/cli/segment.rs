//! `duizhao segment`: the sentences or words of texts.

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::facts::LangChoice;
use super::{Global, Outcome, Streams, input};
use crate::bitext::{BlockKind, Segment};
use crate::pipeline::{self, Parsed, Session};
use crate::report::SpanRecord;
use crate::source::{Lang, SourceText};
use crate::text::{Unwrapped, Words};

/// Cut texts into sentences or words.
///
/// The text format puts a sentence on a line and a blank line between blocks, which is what `align --presegmented` reads.
/// Of a bilingual article both sides are cut in file order; `--lang` picks one.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or directories; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to cut into
    #[arg(long, default_value = "sentence", value_name = "UNIT")]
    unit: Unit,
    /// The language of the text, or the side of an article; `auto` tells it by the script
    #[arg(long, default_value = "auto", value_name = "LANG")]
    lang: LangChoice,
    /// How to write the pieces
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// Sentences; headlines, datelines and rows of tables as they are
    Sentence,
    /// Chinese words by jieba, English words by Unicode word boundaries
    Word,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A sentence a line, its words parted by spaces; a blank line between blocks
    Text,
    /// A JSON object for each sentence or word; offsets in code points of the file
    Jsonl,
}

/// A sentence or word as the machine format prints it.
#[derive(Serialize)]
struct PieceRecord<'a> {
    path: &'a str,
    lang: Lang,
    /// The block among those of its language, from 0.
    block: usize,
    kind: BlockKind,
    /// The sentence among those of its language, from 0.
    sentence: usize,
    #[serde(flatten)]
    span: SpanRecord,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let session = Session::new();
    input::for_each(
        &args.files,
        global,
        streams,
        |source| describe(source, args, &session),
        |streams, text| streams.out.write_all(text.as_bytes()).map(|()| Outcome::Clean),
    )
}

/// The pieces of one file, as they are printed.
fn describe(source: &SourceText, args: &Args, session: &Session) -> Result<String, input::Problem> {
    let document = input::parse(source, args.lang.chosen())?;
    let parsed = Parsed { text: source.text(), document: &document };
    let mut pieces: Vec<(Lang, usize, Segment)> = Vec::new();
    for lang in [Lang::En, Lang::Zh] {
        if args.lang.chosen().is_none_or(|chosen| chosen == lang) {
            let segments = pipeline::segments(parsed, lang).into_iter().enumerate();
            pieces.extend(segments.map(|(sentence, segment)| (lang, sentence, segment)));
        }
    }
    pieces.sort_by_key(|(_, _, segment)| segment.span);
    let mut out = String::new();
    let mut block = None;
    for (lang, sentence, segment) in pieces {
        let surface = Unwrapped::new(segment.span.of(source.text()), lang);
        let words = match args.unit {
            Unit::Sentence => None,
            Unit::Word if lang == Lang::Zh => Some(session.words().zh(surface.text())),
            Unit::Word => Some(Words::en(surface.text())),
        };
        if args.format == Format::Text {
            if block.is_some_and(|block| block != (lang, segment.block)) {
                out.push('\n');
            }
            block = Some((lang, segment.block));
            match words {
                None => out.push_str(surface.text()),
                Some(words) => {
                    out.push_str(&words.iter().map(|word| word.of(surface.text())).collect::<Vec<_>>().join(" "));
                }
            }
            out.push('\n');
            continue;
        }
        let in_file = |word| surface.locate(word).shifted(segment.span.start);
        let spans = words.map_or_else(|| vec![segment.span], |words| words.into_iter().map(in_file).collect());
        for span in spans {
            let record = PieceRecord {
                path: source.name(),
                lang,
                block: segment.block,
                kind: segment.kind,
                sentence,
                span: SpanRecord::new(span, source),
            };
            // A record is plain data; writing it to memory cannot fail.
            out.push_str(&serde_json::to_string(&record).unwrap_or_default());
            out.push('\n');
        }
    }
    Ok(out)
}
