//! `duizhao corpus stats`: what a corpus is like.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use clap::ValueEnum;

use super::progress::grouped;
use super::{Choice, Failure, StorePath, open, scan};
use crate::cli::{Global, Outcome, Streams};
use crate::corpus::{Counter, Stats};

/// Say what a corpus is like: documents, sentences, beads, scores, facts, findings, duplicates.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StorePath,
    #[command(flatten)]
    choice: Choice,
    /// How to write the numbers
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Also the findings of each month
    #[arg(long)]
    by_month: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut store = open(&args.store.store)?;
    let selection = args.choice.selection()?;
    let findings = store.findings_by_month(&selection)?;
    let failures = store.failures()?.len();
    let mut counter = Counter::default();
    scan(
        &mut store,
        selection,
        global,
        |raw| raw.unpack_walk().map(|walk| (raw.head, walk)),
        |(head, walk)| {
            counter.add(&head, &walk);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let stats = counter.finish(&findings);
    match args.format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&stats).unwrap_or_default();
            writeln!(streams.out, "{json}")?;
        }
        Format::Text => streams.out.write_all(describe(&stats, failures, args.by_month).as_bytes())?,
    }
    Ok(Outcome::Clean)
}

#[expect(clippy::cast_precision_loss, reason = "shares for a person")]
fn describe(stats: &Stats, failures: usize, by_month: bool) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name:<22}{value}");
    };
    let range = match (&stats.since, &stats.until) {
        (Some(since), Some(until)) => format!(", {since} to {until}"),
        _ => String::new(),
    };
    line("documents", format!("{}{range}", grouped(stats.documents)));
    if failures > 0 {
        line("not readable", grouped(failures as u64));
    }
    line("text", format!("{:.1} MB", stats.bytes as f64 / 1e6));
    line("segments", format!("{} zh, {} en", grouped(stats.zh_segments), grouped(stats.en_segments)));
    let lengths = format!("{} Han characters, {} English words", grouped(stats.zh_chars), grouped(stats.en_words));
    line("length", format!("{lengths}, {:.3} words a character", stats.length_ratio));
    let total: u64 = stats.beads.values().sum();
    let mut types: Vec<_> = stats.beads.iter().collect();
    types.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let share = |count: u64, total: u64| 100.0 * count as f64 / total.max(1) as f64;
    let types = types.iter().map(|(name, count)| format!("{name} {:.1} %", share(**count, total)));
    line("beads", format!("{}: {}", grouped(total), types.take(8).collect::<Vec<_>>().join(", ")));
    let scores = stats.scores.iter().rev().map(|(tenth, count)| format!("{tenth}+ {}", grouped(*count)));
    line("score", format!("{:.3}; documents {}", stats.score, scores.collect::<Vec<_>>().join(", ")));
    line("coverage", format!("{:.1} % zh, {:.1} % en", stats.zh_coverage * 100.0, stats.en_coverage * 100.0));
    let agree = format!("{} agree ({:.1} %)", grouped(stats.agreeing), share(stats.agreeing, stats.facts));
    let [zh, en] = [stats.zh_surfaces, stats.en_surfaces].map(grouped);
    line(
        "facts",
        format!("{}, of which {agree}; {zh} figures in the Chinese, {en} in the English", grouped(stats.facts)),
    );
    line("duplicates", format!("{} exact, {} near", grouped(stats.duplicates), grouped(stats.near_duplicates)));
    for (rule, severities) in &stats.findings {
        let counts = severities.iter().map(|(severity, count)| format!("{} {severity}", grouped(*count)));
        line(&format!("  {rule}"), counts.collect::<Vec<_>>().join(", "));
        for (month, count) in stats.months.get(rule).filter(|_| by_month).into_iter().flatten() {
            line(&format!("    {month}"), grouped(*count));
        }
    }
    out
}
