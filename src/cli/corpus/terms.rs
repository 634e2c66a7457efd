//! `duizhao corpus terms`: how names and terms were translated, and where under several names.

use std::ops::ControlFlow;

use super::{Choice, Failure, StorePath, open, scan};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Term, Terms};
use crate::report::visible;
use crate::text::Words;

/// List the terms of the documents' own glossaries, and the institutions named in their sentences, with every
/// translation and how often it is used.
///
/// Most variants first with --variants: one institution under three names.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
    /// Only terms with several translations, those with most first
    #[arg(long)]
    variants: bool,
    /// Only terms of at least so many documents
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_documents: u64,
    /// A JSON object a line
    #[arg(long)]
    jsonl: bool,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut store = open(&args.store.store)?;
    let (mut terms, words) = (Terms::default(), Words::new());
    scan(
        &mut store,
        args.choice.selection()?,
        global,
        |raw| raw.unpack_layout(),
        |entry| {
            terms.add(&entry, &words);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let mut list = terms.list();
    list.retain(|term| term.documents >= args.min_documents && (!args.variants || term.variants.len() > 1));
    if args.variants {
        // The list is by documents already: among as many variants that order stays.
        list.sort_by_key(|term| std::cmp::Reverse(term.variants.len()));
    }
    for Term { zh, documents, variants } in &list {
        if args.jsonl {
            let variants: Vec<_> =
                variants.iter().map(|(en, count)| serde_json::json!({ "en": en, "documents": count })).collect();
            let record = serde_json::json!({ "zh": zh, "documents": documents, "variants": variants });
            writeln!(streams.out, "{record}")?;
        } else {
            let variants: Vec<_> = variants.iter().map(|(en, count)| format!("{en} ({count})")).collect();
            writeln!(streams.out, "{}\t{documents}\t{}", visible::line(zh), visible::line(&variants.join("; ")))?;
        }
    }
    Ok(Outcome::Clean)
}
