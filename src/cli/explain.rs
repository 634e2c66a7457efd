//! `duizhao explain`: what a rule finds.

use std::io;

use clap::ValueEnum;
use serde::Serialize;

use super::check::UiName;
use super::{Global, Outcome, Streams};
use crate::check::rules::{self, RULES};
use crate::check::{Class, NoSuchRule, Rule, Severity, Ui};
use crate::report::Terminal;

/// Say what a rule finds, why it matters, and show a pair that is wrong and one that is right.
///
/// Without a rule, list all of them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The name of a rule, as in `error[scale-slip]`
    #[arg(value_name = "RULE")]
    rules: Vec<String>,
    /// How to write it
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: FormatName,
    /// The language to explain in
    #[arg(long, default_value = "en", value_name = "LANG")]
    ui: UiName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For a person
    Text,
    /// A JSON array of rules
    Json,
}

#[derive(Serialize)]
struct RuleRecord {
    rule: &'static str,
    class: Class,
    severity: Severity,
    finds: &'static str,
    why: &'static str,
    wrong: PairRecord,
    right: PairRecord,
}

#[derive(Serialize)]
struct PairRecord {
    zh: &'static str,
    en: &'static str,
}

impl RuleRecord {
    fn new(rule: &'static Rule, ui: Ui) -> Self {
        let pair = |(zh, en)| PairRecord { zh, en };
        let (finds, why) = rule.explained(ui);
        let Rule { name, class, severity, wrong, right, .. } = *rule;
        Self { rule: name, class, severity, finds, why, wrong: pair(wrong), right: pair(right) }
    }
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut named = Vec::new();
    for name in &args.rules {
        let Some(rule) = rules::find(name) else {
            writeln!(streams.err, "error: {}", NoSuchRule::named(name))?;
            writeln!(streams.err, "`duizhao explain` lists all rules")?;
            return Ok(Outcome::Usage);
        };
        named.push(rule);
    }
    let listed = if args.rules.is_empty() { RULES } else { &named };
    let ui = args.ui.into();
    match args.format {
        FormatName::Json => {
            let records: Vec<RuleRecord> = listed.iter().map(|rule| RuleRecord::new(rule, ui)).collect();
            serde_json::to_writer_pretty(&mut *streams.out, &records)?;
            writeln!(streams.out)?;
        }
        FormatName::Text => {
            let terminal = Terminal { ui, colour: global.colour(streams), width: streams.width };
            let mut out = String::new();
            if args.rules.is_empty() {
                terminal.rule_list(RULES, &mut out);
            } else {
                for (at, rule) in listed.iter().enumerate() {
                    out.push_str(if at > 0 { "\n" } else { "" });
                    terminal.rule(rule, &mut out);
                }
            }
            streams.out.write_all(out.as_bytes())?;
        }
    }
    Ok(Outcome::Clean)
}
