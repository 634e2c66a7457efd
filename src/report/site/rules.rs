//! What each rule finds, why it matters, and how often it spoke.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::page::{Page, grouped};
use super::words::{both, pair, word};
use super::{Background, Plan};
use crate::check::Ui;
use crate::check::rules::RULES;
use crate::report::html::escaped;

pub(super) fn page(plan: &Plan, background: &Background) -> String {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for count in &background.findings {
        *counts.entry(&count.rule).or_default() += count.count;
    }
    let mut out = format!("<h1>{}</h1>\n<p class=\"intro\">{}</p>\n", word("rules-title"), word("rules-intro"));
    out.push_str("<div class=\"rule-cards\">\n");
    for rule in RULES {
        let (name, severity) = (rule.name, rule.severity.name());
        let [(finds, why), (zh_finds, zh_why)] = [Ui::En, Ui::Zh].map(|ui| rule.explained(ui));
        let _ = writeln!(
            out,
            "<section class=\"rule-card {severity}\" id=\"{name}\">\n<h2>{name} <small>{}</small></h2>\n<p>{}</p>\n<p class=\"why\">{}</p>",
            word(severity),
            both(finds, zh_finds),
            both(why, zh_why)
        );
        out.push_str("<dl>");
        for (label, (zh, en)) in [("wrong", rule.wrong), ("right", rule.right)] {
            let _ = write!(
                out,
                "<dt class=\"{label}\">{}</dt><dd><span lang=\"zh-Hans\">{}</span><br><span lang=\"en\">{}</span></dd>",
                word(label),
                escaped(zh),
                escaped(en)
            );
        }
        out.push_str("</dl>\n");
        if let Some(count) = counts.get(name) {
            let _ = writeln!(
                out,
                "<p><a href=\"articles.html#rule={name}\">{} {} →</a></p>",
                grouped(*count),
                word("findings")
            );
        }
        out.push_str("</section>\n");
    }
    out.push_str("</div>\n");
    Page { title: pair("rules-title"), depth: 0, tab: "rules-title", scripts: &[], ui: plan.ui }.around(&out)
}
