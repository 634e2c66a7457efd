//! `duizhao corpus search`: every place where something is said, with how it was translated.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use clap::ValueEnum;
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::progress::counted;
use super::{Choice, Failure, StorePath, open, parse_share, scan, scan_ids};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Candidates, Entry, Hit, Query, Raw, StoreError};
use crate::report::visible;
use crate::source::{CharIndex, Lang, Span};

/// Search a corpus: every match in its context, with the other side.
///
/// 棉花 cotton           both, anywhere in a pair of sentences
/// 棉花 NOT en:cotton    a side alone, and what must not be there
/// 棉花 OR 小麦          either; brackets group, also of one side: en:(cotton OR wheat)
/// "supply and marketing", cooperat*, /一千.百/   a phrase, a beginning, a regular expression
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    /// What to search for
    #[arg(value_name = "QUERY")]
    query: String,
    #[command(flatten)]
    choice: Choice,
    /// Stop after so many pairs; 0 is never
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// How many cells of context on either side of a match
    #[arg(long, value_name = "CELLS", default_value_t = 36)]
    width: usize,
    /// Only pairs whose alignment has at least this probability
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = parse_share)]
    min_probability: f64,
    /// Only say how many pairs match
    #[arg(long)]
    count: bool,
    /// How to write the matches
    #[arg(long, default_value = "kwic", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Key word in context, for a person
    Kwic,
    /// A JSON object a line
    Jsonl,
}

/// A pair that matches, as the machine format has it. Offsets are code points in `zh` and `en`.
#[derive(Debug, Serialize)]
struct HitRecord<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// The bead's place in the document, from 0.
    bead: usize,
    probability: f64,
    zh: &'a str,
    en: &'a str,
    zh_matches: Vec<Place>,
    en_matches: Vec<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    start: usize,
    end: usize,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let query = Query::parse(&args.query).map_err(|error| Failure::Usage(error.to_string()))?;
    let mut store = open(&args.store.store)?;
    let selection = args.choice.selection()?;
    let candidates = query.candidates(&store)?;
    let colour = global.colour(streams);
    let limit = if args.limit == 0 || args.count { usize::MAX } else { args.limit };
    let work = |raw: Raw| found(&raw, &query, args, colour);
    let (mut pairs, mut documents) = (0, 0);
    let mut more = false;
    let sink = |hits: Vec<String>| {
        documents += usize::from(!hits.is_empty() && pairs < limit);
        for written in hits {
            if pairs == limit {
                more = true;
                return Ok(ControlFlow::Break(()));
            }
            pairs += 1;
            if !args.count {
                streams.out.write_all(written.as_bytes())?;
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    match candidates {
        Candidates::All => scan(&mut store, selection, global, work, sink)?,
        Candidates::Some(ids, indexed) => scan_ids(&mut store, selection, (ids, indexed), global, work, sink)?,
    }
    if args.count {
        writeln!(streams.out, "{pairs}")?;
    }
    if !global.quiet {
        let found = format!("{} in {}", counted(pairs as u64, "pair"), counted(documents as u64, "document"));
        // How many is not known before all are read, which the limit is there to spare.
        let rest = if more { "; there are more: --limit 0 writes all, --count says how many" } else { "" };
        writeln!(streams.err, "{found}{rest}")?;
    }
    Ok(Outcome::Clean)
}

/// The matches of one document, written out.
fn found(raw: &Raw, query: &Query, args: &Args, colour: bool) -> Result<Vec<String>, StoreError> {
    let by_rule = args.choice.rule.as_deref();
    let entry = if by_rule.is_some() { raw.unpack()? } else { raw.unpack_layout()? };
    let hits = query.hits(&entry).into_iter().filter(|hit| {
        let bead = &entry.walk.beads[hit.bead];
        bead.probability >= args.min_probability && by_rule.is_none_or(|rule| has_rule(&entry, hit.bead, rule))
    });
    let write = |hit: &Hit| match args.format {
        Format::Kwic => kwic(&entry, hit, args.width, colour),
        Format::Jsonl => record(&entry, hit),
    };
    Ok(hits.map(|hit| if args.count { String::new() } else { write(&hit) }).collect())
}

/// Whether a finding of the rule stands in the bead.
fn has_rule(entry: &Entry, bead: usize, rule: &str) -> bool {
    entry.walk.findings.iter().filter(|finding| finding.rule == rule).any(|finding| {
        let at = |lang, span: Option<Span>| span.and_then(|span| entry.walk.bead_at(lang, span.start));
        at(Lang::Zh, finding.zh) == Some(bead) || at(Lang::En, finding.en) == Some(bead)
    })
}

/// Key words in context: a line for each match, the other side below.
fn kwic(entry: &Entry, hit: &Hit, width: usize, colour: bool) -> String {
    let mut out = String::new();
    let date = entry.date.map_or(String::new(), |date| format!("{date} "));
    let page = entry.page.map_or(String::new(), |page| format!("p. {page} "));
    let _ = writeln!(out, "{date}{page}{}", visible::name(&entry.path));
    let bead = &entry.walk.beads[hit.bead];
    for (lang, matches) in [(Lang::Zh, &hit.zh), (Lang::En, &hit.en)] {
        let Some(span) = entry.walk.bead_span(bead, lang) else { continue };
        if matches.is_empty() {
            let _ = writeln!(out, "  {} {}", lang.code(), visible::line(span.of(&entry.text)));
        }
        for found in matches {
            let piece = |start, end| entry.text.get(start..end).unwrap_or_default();
            let left = end_of(&visible::line(piece(span.start, found.start)), width);
            let right = start_of(&visible::line(piece(found.end, span.end)), width);
            let gap = |c: Option<char>| if c.is_some_and(char::is_whitespace) { " " } else { "" };
            let before = gap(piece(span.start, found.start).chars().next_back());
            let after = gap(piece(found.end, span.end).chars().next());
            let word = visible::line(found.of(&entry.text));
            let word = if colour { format!("\x1b[1;31m{word}\x1b[0m") } else { format!("[{word}]") };
            let pad = " ".repeat((width + 1).saturating_sub(left.width() + before.len()));
            let _ = writeln!(out, "  {} {pad}{left}{before}{word}{after}{right}", lang.code());
        }
    }
    out
}

/// The end of `text` that fits `width` cells, with an ellipsis where it is cut.
fn end_of(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let from =
        text.char_indices().rev().take_while(|(_, c)| take(&mut room, *c)).last().map_or(text.len(), |(at, _)| at);
    format!("…{}", text.get(from..).unwrap_or_default())
}

fn start_of(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let kept: String = text.chars().take_while(|c| take(&mut room, *c)).collect();
    format!("{kept}…")
}

fn take(room: &mut usize, c: char) -> bool {
    let rest = room.checked_sub(c.width().unwrap_or(0));
    *room = rest.unwrap_or(0);
    rest.is_some()
}

fn record(entry: &Entry, hit: &Hit) -> String {
    let bead = &entry.walk.beads[hit.bead];
    let side = |lang, matches: &[Span]| {
        let span = entry.walk.bead_span(bead, lang).unwrap_or_default();
        let text = span.of(&entry.text);
        let chars = CharIndex::new(text);
        let offset = |at: usize| chars.offset(text, at - span.start).0;
        let places = matches.iter().map(|found| Place { start: offset(found.start), end: offset(found.end) });
        (text, places.collect())
    };
    let ((zh, zh_matches), (en, en_matches)) = (side(Lang::Zh, &hit.zh), side(Lang::En, &hit.en));
    let record = HitRecord {
        path: &entry.path,
        date: entry.date.map(|date| date.to_string()),
        page: entry.page,
        bead: hit.bead,
        probability: (bead.probability * 1e4).round() / 1e4,
        zh,
        en,
        zh_matches,
        en_matches,
    };
    let mut line = serde_json::to_string(&record).unwrap_or_default();
    line.push('\n');
    line
}
