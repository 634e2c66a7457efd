//! The terms that articles explain themselves and the institutions they name, with every translation and where it stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::article::{Article, path_of};
use super::page::{Page, cut, grouped};
use super::script::{self, Rising};
use super::spill::Spill;
use super::words::{pair, word};
use super::{Output, Plan};
use crate::corpus::NamedTerm;
use crate::report::html::escaped;

/// A bucket of terms is for so many bytes of text.
const BUCKET: u64 = 8_000_000;
/// A script is closed when it has so many bytes.
const SCRIPT: usize = 400_000;
/// So many terms the page has without scripts.
const SHOWN: usize = 200;
/// So many terms the table has, those with most translations; twice as many and more are held while it is made.
const TERMS: usize = 50_000;
/// So many translations of a term, and articles of a translation, are named.
const VARIANTS: usize = 40;
const ARTICLES: usize = 300;
/// So many characters of a term are shown.
const LONGEST: usize = 200;

/// What the overview tells of the terms.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// Those with most translations.
    pub(super) several: Vec<(String, Vec<(String, u64)>)>,
}

/// The terms while articles come in.
#[derive(Debug)]
pub(super) struct Terms {
    spill: Spill,
}

/// The translations of a term by what those share that differ in little: as it is written, and the articles.
type Variants = BTreeMap<String, (String, Vec<u32>)>;

/// A term in the table.
#[derive(Debug)]
struct Row {
    zh: String,
    articles: u64,
    count: usize,
    /// Translation, in how many articles, and which.
    variants: Vec<(String, u64, Vec<u32>)>,
}

impl Terms {
    pub(super) fn new(plan: &Plan, mut spill: Spill) -> Self {
        spill.resize(usize::try_from(plan.bytes.div_ceil(BUCKET).next_power_of_two().min(1 << 10)).unwrap_or(1));
        Self { spill }
    }

    pub(super) fn add(&mut self, article: &Article) -> io::Result<()> {
        for NamedTerm { zh, key, en } in &article.glossary {
            let (zh, en) = (cut(zh, LONGEST), cut(en, LONGEST));
            let mut record = serde_json::to_vec(&(&zh, key, en, article.number))?;
            record.push(b'\n');
            self.spill.add(self.spill.bucket_of(&zh), &record)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self, plan: &Plan, output: &impl Output) -> io::Result<Sum> {
        let mut rows = Vec::new();
        for bucket in 0..self.spill.len() {
            let bytes = self.spill.take(bucket)?;
            let mut terms: BTreeMap<String, Variants> = BTreeMap::new();
            for record in bytes.split(|byte| *byte == b'\n').filter(|record| !record.is_empty()) {
                let (zh, key, en, number): (String, String, String, u32) = serde_json::from_slice(record)?;
                // As it was written first.
                terms.entry(zh).or_default().entry(key).or_insert_with(|| (en, Vec::new())).1.push(number);
            }
            rows.extend(terms.into_iter().map(|(zh, variants)| Row::new(zh, variants)));
            if rows.len() > 4 * TERMS {
                keep_most_varied(&mut rows);
            }
        }
        keep_most_varied(&mut rows);
        let scripts = write_index(&rows, output)?;
        output.write("terms.html", &page(plan, &rows, scripts))?;
        let several = rows.iter().filter(|row| row.count > 1).take(8);
        let variants = |row: &Row| row.variants.iter().take(5).map(|(en, count, _)| (en.clone(), *count)).collect();
        Ok(Sum { several: several.map(|row| (row.zh.clone(), variants(row))).collect() })
    }
}

/// Sorts the terms and drops those that the table does not have. What is said in most ways comes first: it is what a
/// reviser looks for.
fn keep_most_varied(rows: &mut Vec<Row>) {
    rows.sort_by(|left, right| (right.count, right.articles, &left.zh).cmp(&(left.count, left.articles, &right.zh)));
    rows.truncate(TERMS);
}

impl Row {
    fn new(zh: String, variants: Variants) -> Self {
        let count = variants.len();
        let mut variants: Vec<_> = variants
            .into_values()
            .map(|(en, mut articles)| {
                let count = articles.len() as u64;
                articles.truncate(ARTICLES);
                (en, count, articles)
            })
            .collect();
        let articles = variants.iter().map(|variant| variant.1).sum();
        variants.sort_by(|left, right| (right.1, &left.0).cmp(&(left.1, &right.0)));
        variants.truncate(VARIANTS);
        Self { zh, articles, count, variants }
    }
}

fn write_index(rows: &[Row], output: &impl Output) -> io::Result<usize> {
    let (mut scripts, mut json) = (0, String::new());
    for (at, row) in rows.iter().enumerate() {
        let variants: Vec<(&str, u64, String)> = row
            .variants
            .iter()
            .map(|(en, count, articles)| {
                let mut rising = Rising::default();
                for number in articles {
                    rising.add(*number);
                }
                (en.as_str(), *count, rising.text)
            })
            .collect();
        json.push_str(if json.is_empty() { "[" } else { ",\n" });
        json.push_str(&script::to_json(&(&row.zh, row.articles, row.count, variants)));
        if json.len() > SCRIPT || at + 1 == rows.len() {
            json.push(']');
            let name = format!("w/{scripts}");
            output.write(&format!("data/{name}.js"), &script::of_json(&name, &json))?;
            json.clear();
            scripts += 1;
        }
    }
    Ok(scripts)
}

fn page(plan: &Plan, rows: &[Row], scripts: usize) -> String {
    let mut out = format!(
        "<h1>{}</h1>\n<p class=\"intro\">{}</p>\n<div id=\"terms\" data-scripts=\"{scripts}\">\n",
        word("terms-title"),
        word(if rows.is_empty() { "glossary-none" } else { "terms-intro" })
    );
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            "<table class=\"list terms\">\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>",
            word("term"),
            word("articles-title"),
            word("translations")
        );
        for row in rows.iter().take(SHOWN) {
            let _ = write!(
                out,
                "<tr><th scope=\"row\" lang=\"zh-Hans\">{}</th><td class=\"number\">{}</td><td>",
                escaped(&row.zh),
                grouped(row.articles)
            );
            for (en, count, articles) in &row.variants {
                let links: Vec<String> = articles
                    .iter()
                    .take(3)
                    .map(|number| format!("<a href=\"{}\">{number}</a>", path_of(*number)))
                    .collect();
                let _ = write!(
                    out,
                    "<p><span lang=\"en\">{}</span> <small>{}: {}{}</small></p>",
                    escaped(en),
                    grouped(*count),
                    links.join(", "),
                    if *count > 3 { " …" } else { "" }
                );
            }
            out.push_str("</td></tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out.push_str("</div>\n");
    Page { title: pair("terms-title"), depth: 0, tab: "terms-title", scripts: &["terms.js"], ui: plan.ui }.around(&out)
}
