//! The facts of a corpus by what is counted: a table with a series for each, and the figures behind it.
//!
//! Figures of one thing in one unit are a group. Groups come together through a [`Spill`]; the table names those of two
//! figures and more, the figures lie in scripts that are loaded when a group is looked at.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::{Deserialize, Serialize};

use super::article::Article;
use super::page::{Page, cut, grouped};
use super::plot::percent;
use super::script;
use super::spill::Spill;
use super::words::{both, pair, word};
use super::{Output, Plan, words};
use crate::corpus::{Claim, Entry, FactRow, Outcome, Series, median};
use crate::facts::Kind;
use crate::quantity::Exact;
use crate::report::html::escaped;

/// A bucket of figures is for so many bytes of text.
const BUCKET: u64 = 500_000;
/// A script is closed when it has so many bytes.
const SCRIPT: usize = 400_000;
/// So many groups the page has without scripts.
const SHOWN: usize = 200;
/// So many groups the table has, the most frequent; twice as many and more are held while it is made.
const GROUPS: usize = 50_000;
/// So many years a series has in the table.
const YEARS: usize = 60;
/// So many characters of a surface are shown.
const SURFACE: usize = 60;

/// A figure on its way: what it belongs to, and what is told of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FactLine {
    what: String,
    what_en: String,
    unit: String,
    kind: String,
    value: String,
    agrees: bool,
    number: u32,
    period: String,
    /// The row as the page has it, JSON.
    row: String,
}

/// The figures of an article: all facts that have a value.
pub(super) fn lines(entry: &Entry, number: u32) -> Vec<FactLine> {
    let short = |text: Option<String>| cut(&text.unwrap_or_default(), SURFACE);
    let rows = FactRow::of_entry(entry).filter(|row| row.value.is_some() && row.kind != Kind::Serial);
    rows.map(|row| {
        let (what, what_en) = (short(row.of.clone()), short(row.of_en.clone()));
        let verdict = row.verdict.name();
        let period = row.period.clone().unwrap_or_default();
        let told = (
            number,
            row.bead.unwrap_or(0),
            row.value.clone().unwrap_or_default(),
            short(row.zh.clone()),
            short(row.en.clone()),
            &period,
            short(row.place.clone()),
            verdict,
            row.rule.clone().unwrap_or_default(),
        );
        FactLine {
            row: script::to_json(&told),
            kind: if what.is_empty() && what_en.is_empty() { words::kind_name(row.kind) } else { String::new() },
            what,
            what_en,
            unit: row.unit.unwrap_or_default(),
            value: row.value.unwrap_or_default(),
            agrees: row.verdict == Outcome::Agrees,
            number,
            period,
        }
    })
    .collect()
}

/// What the overview tells of the facts.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// All figures.
    pub(super) rows: u64,
    /// What is counted most: name, how often, page.
    pub(super) most: Vec<(String, u64, String)>,
}

/// The figures while articles come in.
#[derive(Debug)]
pub(super) struct Facts {
    spill: Spill,
    rows: u64,
}

/// A group: what is counted in Chinese, else in English, else the kind; and the unit.
type Key = (String, String);

impl Facts {
    pub(super) fn new(plan: &Plan, mut spill: Spill) -> Self {
        spill.resize(usize::try_from(plan.bytes.div_ceil(BUCKET).next_power_of_two().min(1 << 12)).unwrap_or(1));
        Self { spill, rows: 0 }
    }

    pub(super) fn add(&mut self, article: &Article) -> io::Result<()> {
        for line in &article.facts {
            self.rows += 1;
            let (what, unit) = key_of(line);
            let bucket = self.spill.bucket_of(&format!("{what}\t{unit}"));
            let mut record = serde_json::to_vec(line)?;
            record.push(b'\n');
            self.spill.add(bucket, &record)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self, plan: &Plan, output: &impl Output) -> io::Result<Sum> {
        let mut index: Vec<Row> = Vec::new();
        for bucket in 0..self.spill.len() {
            let bytes = self.spill.take(bucket)?;
            let mut groups: BTreeMap<Key, Vec<FactLine>> = BTreeMap::new();
            for record in bytes.split(|byte| *byte == b'\n').filter(|record| !record.is_empty()) {
                let line: FactLine = serde_json::from_slice(record)?;
                groups.entry(key_of(&line)).or_default().push(line);
            }
            let mut scripts = Scripts { bucket, script: 0, groups: Vec::new(), bytes: 0 };
            for (key, lines) in groups.into_iter().filter(|(_, lines)| lines.len() > 1) {
                let mut row = Row::new(&lines);
                row.place = scripts.add(&key, &row, &lines, output)?;
                index.push(row);
            }
            scripts.write(output)?;
            if index.len() > 4 * GROUPS {
                keep_most_frequent(&mut index);
            }
        }
        keep_most_frequent(&mut index);
        let scripts = write_index(&index, output)?;
        output.write("facts.html", &page(plan, &index, scripts))?;
        let named = index.iter().filter(|row| row.kind.is_empty()).take(10);
        Ok(Sum { rows: self.rows, most: named.map(|row| (row.label(), row.count as u64, row.href())).collect() })
    }
}

/// Sorts the groups, the most frequent first, and drops those that the table does not have.
fn keep_most_frequent(index: &mut Vec<Row>) {
    index.sort_by(|left, right| (right.count, left.name(), &left.unit).cmp(&(left.count, right.name(), &right.unit)));
    index.truncate(GROUPS);
}

fn key_of(line: &FactLine) -> Key {
    let what = [&line.what, &line.what_en, &line.kind].into_iter().find(|name| !name.is_empty());
    (what.cloned().unwrap_or_default(), line.unit.clone())
}

/// The scripts of one bucket.
struct Scripts {
    bucket: usize,
    script: usize,
    groups: Vec<String>,
    bytes: usize,
}

impl Scripts {
    /// Adds a group; the first and the last script that has figures of it.
    fn add(
        &mut self,
        key: &Key,
        group: &Row,
        lines: &[FactLine],
        output: &impl Output,
    ) -> io::Result<(usize, usize, usize)> {
        if self.bytes > SCRIPT / 2 {
            self.write(output)?;
        }
        let first = self.script;
        let mut from = 0;
        while from < lines.len() {
            let mut rows = String::new();
            while let Some(line) = lines.get(from).filter(|_| rows.len() + self.bytes < SCRIPT) {
                rows.push_str(if rows.is_empty() { "" } else { "," });
                rows.push_str(&line.row);
                from += 1;
            }
            self.bytes += rows.len();
            let head = script::to_json(&(&key.0, &key.1, &group.what_en, &group.kind));
            // `[a,b,c,d` and the rows.
            self.groups.push(format!("{},[{rows}]]", head.trim_end_matches(']')));
            if from < lines.len() {
                self.write(output)?;
            }
        }
        Ok((self.bucket, first, self.script))
    }

    fn write(&mut self, output: &impl Output) -> io::Result<()> {
        if self.groups.is_empty() {
            return Ok(());
        }
        let name = format!("f/{}/{}-{}", self.bucket / 1000, self.bucket, self.script);
        output.write(&format!("data/{name}.js"), &script::of_json(&name, &format!("[{}]", self.groups.join(",\n"))))?;
        self.groups.clear();
        self.bytes = 0;
        self.script += 1;
        Ok(())
    }
}

/// A group in the table.
#[derive(Debug, Serialize)]
struct Row {
    what: String,
    what_en: String,
    unit: String,
    kind: String,
    count: usize,
    articles: usize,
    agree: usize,
    first: String,
    last: String,
    min: String,
    median: String,
    max: String,
    /// Year, median, how many.
    series: Vec<(String, f64, usize)>,
    /// Bucket, first and last script.
    place: (usize, usize, usize),
}

impl Row {
    fn new(lines: &[FactLine]) -> Self {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut values, mut series) = (Vec::new(), Series::default());
        for line in lines {
            *names.entry(line.what_en.as_str()).or_default() += 1;
            let Ok(value) = line.value.parse::<Exact>() else { continue };
            values.push(value);
            if let Some(year) = line.period.get(..4) {
                series.add(year, Claim::Point(value));
            }
        }
        values.sort_unstable();
        let value = |at: usize| values.get(at).map_or(String::new(), ToString::to_string);
        let periods = || lines.iter().map(|line| line.period.as_str()).filter(|period| !period.is_empty());
        let english = names.into_iter().filter(|(name, _)| name.contains(char::is_alphabetic));
        // The most frequent, the first of those that are as frequent.
        let english = english.fold(("", 0), |best, next| if next.1 > best.1 { next } else { best }).0;
        let mut articles: Vec<u32> = lines.iter().map(|line| line.number).collect();
        articles.dedup();
        let first = lines.first();
        Self {
            what: first.map_or(String::new(), |line| line.what.clone()),
            what_en: english.to_owned(),
            unit: first.map_or(String::new(), |line| line.unit.clone()),
            kind: first.map_or(String::new(), |line| line.kind.clone()),
            count: lines.len(),
            articles: articles.len(),
            agree: lines.iter().filter(|line| line.agrees).count(),
            first: periods().min().unwrap_or_default().to_owned(),
            last: periods().max().unwrap_or_default().to_owned(),
            min: value(0),
            median: median(&values).map_or(String::new(), |value| value.to_string()),
            max: value(values.len().saturating_sub(1)),
            series: series
                .points()
                .into_iter()
                .take(YEARS)
                .map(|point| (point.period, point.median.to_f64(), point.count))
                .collect(),
            place: (0, 0, 0),
        }
    }

    fn name(&self) -> &str {
        [&self.what, &self.what_en, &self.kind].into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
    }

    /// The name as HTML: that of a kind in the reader's language.
    fn shown(&self) -> String {
        let kind = words::kind(&self.kind).filter(|_| !self.kind.is_empty());
        kind.map_or_else(|| escaped(self.name()), |(en, zh)| both(en, zh))
    }

    fn label(&self) -> String {
        if self.unit.is_empty() { self.name().to_owned() } else { format!("{} ({})", self.name(), self.unit) }
    }

    fn href(&self) -> String {
        let (bucket, first, last) = self.place;
        format!("facts.html#what={}&unit={}&in={bucket}.{first}.{last}", encoded(self.name()), encoded(&self.unit))
    }
}

/// `text` as it stands in the address of a page.
pub(super) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Writes the table's data; how many scripts there are.
fn write_index(index: &[Row], output: &impl Output) -> io::Result<usize> {
    let mut scripts = 0;
    let mut rows = String::new();
    for (at, row) in index.iter().enumerate() {
        rows.push_str(if rows.is_empty() { "[" } else { ",\n" });
        rows.push_str(&script::to_json(&(
            (&row.what, &row.what_en, &row.unit, &row.kind),
            (row.count, row.articles, row.agree),
            (&row.first, &row.last, &row.min, &row.median, &row.max),
            &row.series,
            row.place,
        )));
        if rows.len() > SCRIPT || at + 1 == index.len() {
            rows.push(']');
            let name = format!("g/{scripts}");
            output.write(&format!("data/{name}.js"), &script::of_json(&name, &rows))?;
            rows.clear();
            scripts += 1;
        }
    }
    Ok(scripts)
}

#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn page(plan: &Plan, index: &[Row], scripts: usize) -> String {
    let mut out = format!(
        "<h1>{}</h1>\n<p class=\"intro\">{}</p>\n<div id=\"facts\" data-scripts=\"{scripts}\">\n<table class=\"list facts\">\n<thead><tr>",
        word("facts-title"),
        word("facts-intro")
    );
    for (head, class) in [
        ("what", ""),
        ("unit", ""),
        ("figures", "number"),
        ("articles-title", "number"),
        ("agree", "number"),
        ("first", "when"),
        ("last", "when"),
        ("smallest", "number"),
        ("median", "number"),
        ("largest", "number"),
        ("series", ""),
    ] {
        let _ = write!(out, "<th scope=\"col\" class=\"{class}\">{}</th>", word(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in index.iter().take(SHOWN) {
        let share = percent(row.agree as f64 / row.count.max(1) as f64 * 100.0);
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><a href=\"{}\">{}</a> <span class=\"sub\" lang=\"en\">{}</span></th><td>{}</td>",
            escaped(&row.href()),
            row.shown(),
            escaped(if row.what.is_empty() { "" } else { &row.what_en }),
            escaped(&row.unit)
        );
        let numbers = [grouped(row.count as u64), grouped(row.articles as u64), share];
        for number in numbers {
            let _ = write!(out, "<td class=\"number\">{number}</td>");
        }
        let _ = write!(
            out,
            "<td class=\"when\">{}</td><td class=\"when\">{}</td>",
            escaped(&row.first),
            escaped(&row.last)
        );
        for value in [&row.min, &row.median, &row.max] {
            let _ = write!(out, "<td class=\"number\">{}</td>", escaped(&figure(value)));
        }
        let _ = writeln!(out, "<td>{}</td></tr>", sparkline(&row.series));
    }
    let _ = write!(out, "</tbody>\n</table>\n</div>\n<p class=\"intro\">{}</p>\n", word("one-only"));
    Page { title: pair("facts-title"), depth: 0, tab: "facts-title", scripts: &["facts.js"], ui: plan.ui }.around(&out)
}

/// A value with its thousands apart.
fn figure(value: &str) -> String {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match (value.get(..digits).and_then(|whole| whole.parse().ok()), value.get(digits..)) {
        (Some(whole), Some(rest)) if !rest.starts_with('/') => format!("{}{rest}", grouped(whole)),
        _ => value.to_owned(),
    }
}

/// A series in a line of text: the medians of the years.
fn sparkline(series: &[(String, f64, usize)]) -> String {
    let years: Vec<f64> = series.iter().filter_map(|(year, ..)| year.parse().ok()).collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return String::new() };
    if years.len() < 2 || years.len() != series.len() {
        return String::new();
    }
    let low = series.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let high = series.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
    let x = |year: f64| 2.0 + (year - first) / (last - first) * 96.0;
    let y = |value: f64| if high > low { 18.0 - (value - low) / (high - low) * 16.0 } else { 10.0 };
    let points: Vec<String> =
        years.iter().zip(series).map(|(year, point)| format!("{:.1},{:.1}", x(*year), y(point.1))).collect();
    format!(
        "<svg class=\"spark\" viewBox=\"0 0 100 20\" role=\"img\" aria-label=\"{first}–{last}\"><polyline points=\"{}\"/></svg>",
        points.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_thousands_apart() {
        assert_eq!(
            ["62060000", "1234.5678", "1000/3", "-5", "7"].map(figure),
            ["62,060,000", "1,234.5678", "1000/3", "-5", "7"]
        );
    }

    #[test]
    fn an_address_holds_no_letter_that_means_something() {
        assert_eq!(encoded("棉花 \"&#<"), "%E6%A3%89%E8%8A%B1%20%22%26%23%3C");
    }

    #[test]
    fn a_sparkline_is_for_two_years_and_more() {
        let point = |year: &str, value| (year.to_owned(), value, 1);
        assert_eq!(sparkline(&[point("1950", 1.0)]), "");
        let line = sparkline(&[point("1950", 1.0), point("1952", 3.0)]);
        assert!(line.contains("points=\"2.0,18.0 98.0,2.0\""), "{line}");
        assert!(!sparkline(&[point("1950", 1.0), point("1952", 1.0)]).contains("NaN"));
    }
}
