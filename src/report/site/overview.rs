//! The first page: how much there is, what is wrong with it, where to begin.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::article::path_of;
use super::counts::Counts;
use super::facts::Sum as FactSum;
use super::page::{Page, cut, grouped, heading, rule_link, title_of};
use super::plot::{self, Mark, bars, bins, histogram, percent, shade, short};
use super::terms::Sum as TermSum;
use super::words::{both, pair, word};
use super::{Background, Plan};
use crate::check::Severity;
use crate::corpus::Head;
use crate::report::html::escaped;

/// So many bins a histogram has at most.
const BINS: u32 = 32;
/// So many columns the findings have over time.
const COLUMNS: usize = 24;
/// So many years the calendar has; of more, those with most articles.
const YEARS: usize = 80;

pub(super) fn page(plan: &Plan, counts: &Counts, background: &Background, facts: &FactSum, terms: &TermSum) -> String {
    let mut out = String::new();
    figures(plan, counts, &mut out);
    out.push_str("<div class=\"cards\">\n");
    worst(counts, &mut out);
    findings(background, &mut out);
    calendar(counts, &mut out);
    scores(counts, &mut out);
    beads(counts, &mut out);
    repeated(facts, terms, &mut out);
    failures(background, &mut out);
    out.push_str("</div>\n");
    let title = (plan.name.as_str(), plan.name.as_str());
    Page { title, depth: 0, tab: "overview", scripts: &[], ui: plan.ui }.around(&out)
}

fn card(class: &str, out: &mut String, content: impl FnOnce(&mut String)) {
    let _ = writeln!(out, "<section class=\"card {class}\">");
    content(out);
    out.push_str("</section>\n");
}

#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn figures(plan: &Plan, counts: &Counts, out: &mut String) {
    let _ = writeln!(out, "<h1>{}</h1>", escaped(&cut(&plan.name, 120)));
    if let Some((since, until)) = &counts.dates {
        let _ = writeln!(out, "<p class=\"where\"><time>{since}</time> – <time>{until}</time></p>");
    }
    out.push_str("<ul class=\"figures\">\n");
    let mut figure = |class: &str, number: String, name: String, href: &str| {
        let number = if href.is_empty() { number } else { format!("<a href=\"{href}\">{number}</a>") };
        let _ = writeln!(out, "<li class=\"{class}\"><b>{number}</b> {name}</li>");
    };
    let [errors, warnings, notes] = counts.severities;
    figure("", grouped(counts.articles), word("articles"), "articles.html");
    figure("error", grouped(errors), word("errors"), "articles.html#has=error");
    figure("warning", grouped(warnings), word("warnings"), "articles.html#has=warning");
    figure("note", grouped(notes), word("notes"), "articles.html#has=note");
    figure("", grouped(counts.facts), word("facts"), "facts.html");
    if counts.agree.1 > 0 {
        let share = counts.agree.0 as f64 / counts.agree.1 as f64 * 100.0;
        figure("agree", percent(share), word("facts-agree"), "");
    }
    figure("", grouped(counts.sentence_pairs), word("sentence-pairs"), "");
    figure("", grouped(counts.zh_chars), word("of-characters"), "");
    figure("", grouped(counts.en_words), word("of-words"), "");
    out.push_str("</ul>\n");
}

fn worst(counts: &Counts, out: &mut String) {
    if counts.worst.is_empty() {
        return;
    }
    card("wide", out, |out| {
        out.push_str(&heading("most-wrong", None));
        out.push_str("<ol class=\"worst\">\n");
        for (_, number, head) in &counts.worst {
            let (zh, en) = (title_of(&head.zh_title, &head.path), title_of(&head.en_title, ""));
            let _ = writeln!(
                out,
                "<li><a href=\"{}\"><span lang=\"zh-Hans\">{}</span></a> <span class=\"sub\" lang=\"en\">{}</span> <span class=\"reasons\">{}</span></li>",
                path_of(*number),
                escaped(&zh),
                escaped(&en),
                reasons(head)
            );
        }
        let _ = writeln!(out, "</ol>\n<p><a href=\"articles.html#order=badness\">{} →</a></p>", word("whole-list"));
    });
}

/// Why an article is among the worst.
fn reasons(head: &Head) -> String {
    let mut reasons = Vec::new();
    for (count, name, one) in [(head.errors, "errors", "error"), (head.warnings, "warnings", "warning")] {
        if count > 0 {
            let name = if count == 1 { both(one, pair(name).1) } else { word(name) };
            reasons.push(format!("<span class=\"{one}\"><b>{}</b> {name}</span>", grouped(count)));
        }
    }
    for (share, name) in [(1.0 - head.zh_coverage, "reason-zh"), (1.0 - head.en_coverage, "reason-en")] {
        if share >= 0.005 {
            reasons.push(format!("{:.0} % {}", share * 100.0, word(name)));
        }
    }
    if head.score < 0.5 {
        reasons.push(word("reason-doubt"));
    }
    reasons.join(" · ")
}

fn calendar(counts: &Counts, out: &mut String) {
    let mut years: BTreeMap<&str, [u64; 12]> = BTreeMap::new();
    for (month, count) in &counts.months {
        let (year, month) =
            (month.get(..4).unwrap_or_default(), month.get(5..7).and_then(|month| month.parse::<usize>().ok()));
        let cell = month.and_then(|month| years.entry(year).or_default().get_mut(month.wrapping_sub(1)));
        if let Some(cell) = cell {
            *cell += count;
        }
    }
    if years.is_empty() {
        return;
    }
    let mut shown: Vec<&str> = years.keys().copied().collect();
    shown.sort_by_key(|year| (std::cmp::Reverse(years[year].iter().sum::<u64>()), *year));
    shown.truncate(YEARS);
    shown.sort_unstable();
    let most = years.values().flatten().copied().max().unwrap_or(0);
    // As high as three histograms.
    card(if shown.len() > 10 { "tall" } else { "" }, out, |out| {
        out.push_str(&heading("calendar", None));
        let _ = write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"heat calendar\"><thead><tr><td></td>",
            pair("calendar").0
        );
        for month in 1..=12 {
            let _ = write!(out, "<th scope=\"col\">{month}</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for year in shown {
            let sum: u64 = years[year].iter().sum();
            let _ = write!(
                out,
                "<tr><th scope=\"row\"><a href=\"articles.html#from={year}&amp;to={year}\" title=\"{year}: {}\">{year}</a></th>",
                grouped(sum)
            );
            for (month, count) in (1..).zip(years[year]) {
                let at = format!("{year}-{month:02}");
                cell(count, most, &format!("articles.html#from={at}&amp;to={at}"), &at, out);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
        if counts.undated > 0 {
            let _ = writeln!(
                out,
                "<p><a href=\"articles.html#undated=1\">{} {}</a></p>",
                grouped(counts.undated),
                word("undated")
            );
        }
    });
}

fn cell(count: u64, most: u64, href: &str, label: &str, out: &mut String) {
    if count == 0 {
        out.push_str("<td></td>");
    } else {
        let (shade, short, grouped) = (shade(count, most), short(count), grouped(count));
        let _ = write!(out, "<td class=\"s{shade}\"><a href=\"{href}\" title=\"{label}: {grouped}\">{short}</a></td>");
    }
}

/// A stretch of time: its name, and the first and the last month in it.
type Column = (String, String, String);

/// Columns of months, quarters of ten years or more, so that there are not too many.
fn columns(first: &str, last: &str) -> Vec<Column> {
    let number = |month: &str| {
        let year: usize = month.get(..4)?.parse().ok()?;
        Some(year * 12 + month.get(5..7)?.parse::<usize>().ok()?.checked_sub(1)?)
    };
    let (Some(first), Some(last)) = (number(first), number(last)) else { return Vec::new() };
    let width = [1, 12, 24, 60, 120, 600, 1200].into_iter().find(|width| last / width - first / width < COLUMNS);
    let width = width.unwrap_or(12_000);
    let name = |month: usize| format!("{:04}-{:02}", month / 12, month % 12 + 1);
    (first / width..=last / width)
        .map(|column| {
            let (from, to) = (column * width, (column + 1) * width - 1);
            let label = if width == 1 {
                name(from)
            } else if width == 12 {
                format!("{:04}", from / 12)
            } else {
                format!("{:04}–{:02}", from / 12, to / 12 % 100)
            };
            (label, name(from), name(to))
        })
        .collect()
}

fn findings(background: &Background, out: &mut String) {
    let mut rules: BTreeMap<&str, (Severity, u64, BTreeMap<&str, u64>)> = BTreeMap::new();
    for count in &background.findings {
        let rule = rules.entry(&count.rule).or_insert_with(|| (count.severity, 0, BTreeMap::new()));
        rule.0 = rule.0.max(count.severity);
        rule.1 += count.count;
        if let Some(month) = &count.month {
            *rule.2.entry(month).or_default() += count.count;
        }
    }
    if rules.is_empty() {
        return;
    }
    let months = || rules.values().flat_map(|rule| rule.2.keys().copied());
    let columns = match (months().min(), months().max()) {
        (Some(first), Some(last)) => columns(first, last),
        _ => Vec::new(),
    };
    let mut order: Vec<_> = rules.iter().collect();
    order.sort_by_key(|(rule, (severity, count, _))| (std::cmp::Reverse((*severity, *count)), **rule));
    card("wide", out, |out| {
        out.push_str(&heading("findings-over-time", None));
        let _ = write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"heat findings\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"sum\">{}</th>",
            pair("findings-over-time").0,
            word("rule"),
            word("all")
        );
        for (label, ..) in &columns {
            let _ = write!(out, "<th scope=\"col\">{label}</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (rule, (severity, count, months)) in order {
            let sums: Vec<u64> = columns
                .iter()
                .map(|(_, from, to)| months.range(from.as_str()..=to.as_str()).map(|(_, count)| count).sum())
                .collect();
            // Few findings are no dark row.
            let most = sums.iter().copied().max().unwrap_or(0).max(10);
            let (name, severity) = (escaped(rule), severity.name());
            let _ = write!(
                out,
                "<tr class=\"{severity}\"><th scope=\"row\">{}</th><td class=\"sum\"><a href=\"articles.html#rule={name}\">{}</a></td>",
                rule_link(rule, ""),
                grouped(*count)
            );
            for ((label, from, to), count) in columns.iter().zip(sums) {
                cell(
                    count,
                    most,
                    &format!("articles.html#rule={name}&amp;from={from}&amp;to={to}"),
                    &format!("{name} {label}"),
                    out,
                );
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
    });
}

fn scores(counts: &Counts, out: &mut String) {
    let plots = [
        ("score", "score-note", "score", &counts.scores),
        ("ratio", "ratio-note", "ratio", &counts.ratios),
        ("coverage", "coverage-note", "coverage", &counts.coverages),
    ];
    for (name, note, parameter, counts) in plots {
        if counts.is_empty() {
            continue;
        }
        card("", out, |out| {
            out.push_str(&heading(name, Some(note)));
            let hundredths = |at: u32| format!("{}.{:02}", at / 100, at % 100);
            let bins = bins(counts, BINS);
            let mark = |&(from, to, count): &(u32, u32, u64)| Mark {
                label: format!("{} – {}", hundredths(from), hundredths(to)),
                count,
                href: format!("articles.html#{parameter}={}..{}", hundredths(from), hundredths(to)),
            };
            let marks: Vec<Mark> = bins.iter().map(mark).collect();
            let every = bins.len().div_ceil(8).max(1);
            let ticks: Vec<_> =
                bins.iter().enumerate().step_by(every).map(|(at, bin)| (at, hundredths(bin.0))).collect();
            out.push_str(&histogram(pair(name).0, &marks, &ticks));
        });
    }
}

fn beads(counts: &Counts, out: &mut String) {
    if counts.beads.is_empty() {
        return;
    }
    card("", out, |out| {
        out.push_str(&heading("beads", Some("beads-note")));
        let mut kinds: Vec<_> = counts.beads.iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind));
        let mark = |((zh, en), count): &(&(usize, usize), &u64)| Mark {
            label: format!("{zh}–{en}"),
            count: **count,
            href: format!("articles.html#beads={zh}-{en}&order=score"),
        };
        let marks: Vec<Mark> = kinds.iter().map(mark).collect();
        out.push_str(&bars(pair("beads").0, &marks, counts.sentence_pairs));
    });
}

fn repeated(facts: &FactSum, terms: &TermSum, out: &mut String) {
    if !terms.several.is_empty() {
        card("", out, |out| {
            out.push_str(&heading("names-many", None));
            out.push_str("<dl class=\"names\">\n");
            for (zh, variants) in &terms.several {
                let variants = variants.iter().map(|(en, count)| {
                    format!("<span lang=\"en\">{}</span> <small>{}</small>", escaped(en), grouped(*count))
                });
                let _ = writeln!(
                    out,
                    "<dt lang=\"zh-Hans\">{}</dt><dd>{}</dd>",
                    escaped(zh),
                    variants.collect::<Vec<_>>().join(" · ")
                );
            }
            let _ = writeln!(out, "</dl>\n<p><a href=\"terms.html\">{} →</a></p>", word("whole-list"));
        });
    }
    if !facts.most.is_empty() {
        card("", out, |out| {
            out.push_str(&heading("facts-title", None));
            let mark = |(label, count, href): &(String, u64, String)| Mark {
                label: label.clone(),
                count: *count,
                href: href.clone(),
            };
            let marks: Vec<Mark> = facts.most.iter().map(mark).collect();
            out.push_str(&plot::bars(pair("facts-title").0, &marks, facts.rows));
            let _ = writeln!(out, "<p><a href=\"facts.html\">{} →</a></p>", word("whole-list"));
        });
    }
}

fn failures(background: &Background, out: &mut String) {
    /// So many are named.
    const NAMED: usize = 200;
    if background.failures.is_empty() {
        return;
    }
    card("wide", out, |out| {
        out.push_str(&heading("failures", None));
        let _ = writeln!(out, "<details><summary>{}</summary>\n<ul>", grouped(background.failures.len() as u64));
        for (path, reason) in background.failures.iter().take(NAMED) {
            let _ = writeln!(
                out,
                "<li><span class=\"file\">{}</span>: {}</li>",
                escaped(&cut(path, 300)),
                escaped(&cut(reason, 300))
            );
        }
        if background.failures.len() > NAMED {
            let _ =
                writeln!(out, "<li>… {} {}</li>", grouped((background.failures.len() - NAMED) as u64), word("more"));
        }
        out.push_str("</ul></details>\n");
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_few_and_cover_the_time() {
        let labels = |first, last| columns(first, last).into_iter().map(|column| column.0).collect::<Vec<_>>();
        assert_eq!(labels("1954-11", "1955-01"), ["1954-11", "1954-12", "1955-01"]);
        assert_eq!(labels("1946-05", "1968-12").len(), 23);
        assert_eq!(columns("1946-05", "1968-12")[0], ("1946".to_owned(), "1946-01".to_owned(), "1946-12".to_owned()));
        assert_eq!(labels("1850-01", "1999-12")[0], "1850–59");
        assert!(labels("0001-01", "9999-12").len() <= COLUMNS);
    }
}
