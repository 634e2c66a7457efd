//! `duizhao parse`: what a file is made of.

use std::io;
use std::path::PathBuf;

use super::facts::LangChoice;
use super::{Global, Outcome, Streams, input};
use crate::report::DocumentRecord;

/// Show what a file is made of: its header, its blocks, its markup, as JSON.
///
/// A line of output is one file. Blocks and markup together cover the whole file, in order (of a DOCX file its text);
/// offsets are code points. Where a file has both languages both are read; any other file is plain text in one.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or directories; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The language of plain text; `auto` tells it by the script
    #[arg(long, default_value = "auto", value_name = "LANG")]
    lang: LangChoice,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    input::for_each(
        &args.files,
        global,
        streams,
        |source| {
            let document = input::parse(source, args.lang.chosen())?;
            let record = DocumentRecord::new(&document, source);
            serde_json::to_string(&record)
                .map_err(|error| input::Problem::Format { path: source.name().to_owned(), message: error.to_string() })
        },
        |streams, line| writeln!(streams.out, "{line}").map(|()| Outcome::Clean),
    )
}
