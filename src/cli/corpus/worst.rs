//! `duizhao corpus worst`: which articles to translate again first.

use super::{Choice, Failure, StorePath, open};
use crate::cli::{Outcome, Streams};
use crate::corpus::{Reason, Worst};
use crate::report::visible;

/// List the articles that most need to be translated again, worst first, and why.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
    /// Stop after so many; 0 is never
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// A JSON object a line
    #[arg(long)]
    jsonl: bool,
}

pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let store = open(&args.store.store)?;
    let limit = if args.limit == 0 { usize::MAX >> 1 } else { args.limit };
    for Worst { head, badness, reasons } in store.worst(&args.choice.selection()?, limit)? {
        let told: Vec<String> = reasons.iter().map(describe).collect();
        if args.jsonl {
            let record = serde_json::json!({
                "path": head.path, "date": head.date.map(|date| date.to_string()),
                "badness": (badness * 1e3).round() / 1e3, "reasons": told,
            });
            writeln!(streams.out, "{record}")?;
        } else {
            writeln!(streams.out, "{badness:>7.2}  {}  {}", visible::name(&head.path), told.join(", "))?;
        }
    }
    Ok(Outcome::Clean)
}

fn describe(reason: &Reason) -> String {
    match reason {
        Reason::Missing(side, share) => format!("{:.0} % of the {} without a counterpart", share * 100.0, side.name()),
        Reason::Doubtful(score) => format!("alignment doubtful ({score:.2})"),
        Reason::Found(rule, severity, count) => format!("{count} {rule} ({})", severity.name()),
    }
}
