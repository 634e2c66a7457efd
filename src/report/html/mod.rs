//! A document as a page: both sides next to each other, facts marked and linked, findings in the margin.
//!
//! The page is one file without scripts; its policy lets it load nothing. Which facts belong together is shown by style
//! sheet alone: within a row, pointing at one lights up the other.

mod marks;
mod rows;

use std::fmt::Write as _;

pub(super) use self::marks::escaped;
pub(super) use self::rows::{FactView, FindingView, Rows, SideView, VerdictView, View, group_style};
use super::labels::Labels;
use super::{Alarm, Summary, alarm, sum};
use crate::align::SideText;
use crate::bitext::Alignment;
use crate::check::{Finding, Ui, Verdict};
use crate::facts::Fact;
use crate::source::Lang;

/// The colours of all pages, light and dark.
pub(super) const COLOURS: &str = include_str!("colours.css");

/// What a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// What the document is called.
    pub name: &'a str,
    /// The Chinese side.
    pub zh: SideText<'a>,
    /// The English side.
    pub en: SideText<'a>,
    /// How the segments correspond.
    pub alignment: &'a Alignment,
    /// What became of each fact.
    pub verdicts: &'a [Verdict],
    /// What was found, and how it is said.
    pub findings: &'a [(Finding, Alarm)],
    /// The sum.
    pub summary: &'a Summary,
    /// The language of messages.
    pub ui: Ui,
}

/// What stands before all documents. `name` is that of the document, where there is one alone.
pub(super) fn head(ui: Ui, name: Option<&str>) -> String {
    let style = [COLOURS, include_str!("page.css"), &group_style()].concat();
    let lang = if ui == Ui::Zh { "zh-Hans" } else { "en" };
    let title = name.map_or("duizhao".to_owned(), |name| format!("{} – duizhao", escaped(name)));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"duizhao {}\">\n<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// What stands after all documents.
pub(super) const TAIL: &str = "</body>\n</html>\n";

/// One document.
pub fn document(page: &Page<'_>) -> String {
    let labels = Labels::of(page.ui);
    let mut out = String::new();
    let _ = writeln!(out, "<article>\n<h1>{}</h1>", escaped(page.name));
    let line = format!("{} · {}", sum::facts(page.summary, page.ui), sum::findings(page.summary, page.ui));
    let _ = writeln!(out, "<p class=\"sum\">{}</p>", escaped(&line));
    table(page, labels, &mut out);
    let (zh, en) = (labels.lang(Lang::Zh), labels.lang(Lang::En));
    let _ =
        writeln!(out, "<div class=\"heads\"><span>{zh}</span><span>{en}</span><span>{}</span></div>", labels.findings);
    let mut rows = Rows::new(view(page, labels));
    for row in 0..rows.len() {
        rows.write(row, &mut out);
    }
    out.push_str("</article>\n");
    out
}

fn table(page: &Page<'_>, labels: Labels, out: &mut String) {
    out.push_str("<table><tr><th></th>");
    for head in labels.columns {
        let _ = write!(out, "<th>{head}</th>");
    }
    out.push_str("</tr>\n");
    for (kind, count) in &page.summary.tally.facts {
        let cells = [count.agree, count.differ, count.only_zh, count.only_en];
        let _ = write!(out, "<tr><th>{}</th>", labels.kind(*kind));
        for cell in cells {
            let _ = write!(out, "<td>{cell}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

fn view<'a>(page: &Page<'a>, labels: Labels) -> View<'a> {
    let side = |side: SideText<'a>| SideView {
        text: side.text,
        segments: side.segments,
        facts: side.facts.iter().map(|fact| FactView { span: fact.span, title: title(fact, labels) }).collect(),
        lines: None,
    };
    let verdict = |verdict: &Verdict| VerdictView { zh: verdict.zh, en: verdict.en, agrees: verdict.agrees };
    let finding = |(finding, alarm): &(Finding, Alarm)| {
        let contexts = [(Lang::Zh, finding.zh_context), (Lang::En, finding.en_context)];
        FindingView {
            severity: alarm.severity,
            zh: finding.zh.map(|mark| mark.span),
            en: finding.en.map(|mark| mark.span),
            context: contexts.into_iter().find(|(_, span)| !span.is_empty()),
            html: told(alarm, labels),
        }
    };
    View {
        id: alarm::key_of(page.name),
        zh: side(page.zh),
        en: side(page.en),
        beads: &page.alignment.beads,
        verdicts: page.verdicts.iter().map(verdict).collect(),
        findings: page.findings.iter().map(finding).collect(),
        gap: labels.gap.to_owned(),
        numbered: false,
    }
}

/// What the margin says of a finding.
fn told(alarm: &Alarm, labels: Labels) -> String {
    let (severity, rule) = (labels.severity(alarm.severity), alarm.rule.name);
    let mut html = format!("<b>{severity}</b> {rule} <br>{}", escaped(&alarm.message));
    if let Some(help) = &alarm.help {
        let _ = write!(html, "<br><span class=\"help\">{}</span>", escaped(help));
    }
    html
}

/// What a fact says: its kind, its value with its unit, what it claims.
fn title(fact: &Fact, labels: Labels) -> String {
    let unit = fact.unit.map_or(String::new(), |unit| format!(" {unit}"));
    let is_open = fact.interval.as_point().is_none() && (fact.interval.min.is_some() || fact.interval.max.is_some());
    let claims = if is_open { format!(" {}", fact.interval) } else { String::new() };
    // A date without a year, month or day of its own has no value to show: 今年.
    let value = fact.value.to_string();
    let value = if value == "-" { "" } else { &value };
    format!("{} {value}{unit}{claims}", labels.kind(fact.kind)).trim_end().to_owned()
}
