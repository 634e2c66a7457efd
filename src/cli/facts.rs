//! `duizhao facts`: the numeric facts of texts.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use clap::ValueEnum;

use super::{Global, Outcome, Streams, input};
use crate::facts::{self, Context};
use crate::report::FactRecord;
use crate::source::{CharIndex, Lang, SourceText};

/// Read every numeric fact: number, date, percentage, amount of money, measure, …
///
/// Of a bilingual article both sides are read in file order, titles and headlines too. Any other text is read as one
/// text in one language.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or directories; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The language of the text; `auto` tells it by the script
    #[arg(long, default_value = "auto", value_name = "LANG")]
    lang: LangChoice,
    /// Each line is a text of its own
    #[arg(long)]
    lines: bool,
    /// How to write the facts
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangChoice {
    Auto,
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Jsonl,
    Csv,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    input::for_each(
        &args.files,
        global,
        streams,
        |source| Ok(describe(source, args)),
        |streams, text| streams.out.write_all(text.as_bytes()).map(|()| Outcome::Clean),
    )
}

fn describe(source: &SourceText, args: &Args) -> String {
    let mut out = String::new();
    let text = source.text();
    let lang = |_: &str| match args.lang {
        LangChoice::Zh | LangChoice::Auto => Lang::Zh,
        LangChoice::En => Lang::En,
    };
    if args.lines {
        for (number, line) in text.lines().enumerate() {
            write_facts(&mut out, line, lang(line), Some(number), source.name(), args.format);
        }
    } else {
        write_facts(&mut out, text, lang(text), None, source.name(), args.format);
    }
    out
}

fn write_facts(out: &mut String, text: &str, lang: Lang, line: Option<usize>, path: &str, format: Format) {
    let reading = facts::read(text, lang, Context::default());
    if reading.facts.is_empty() {
        return;
    }
    let chars = CharIndex::new(text);
    for fact in &reading.facts {
        let record = FactRecord { path: Some(path), line, ..FactRecord::new(fact, text, &chars, None) };
        match format {
            Format::Jsonl => {
                out.push_str(&serde_json::to_string(&record).unwrap_or_default());
                out.push('\n');
            }
            Format::Table | Format::Csv => {
                let _ = writeln!(out, "{}", fact.describe(text));
            }
        }
    }
}
