//! The list of articles: pages that can be read without scripts, and the data behind the filters.
//!
//! Numbers of all articles (`data/n`) are what filters and orders need; titles (`data/t`) are loaded for the rows that are
//! shown; the articles of a rule or of a bead type (`data/s`) when they are asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use super::article::{Article, path_of};
use super::counts::{coverage, ratio};
use super::page::{Page, cut, grouped, title_of};
use super::script::{self, Rising};
use super::words::{both, pair, word};
use super::{Output, Plan};
use crate::check::Severity;
use crate::report::html::escaped;

/// So many articles a page of the list has.
const PER_PAGE: u32 = 100;
/// So many articles a script of numbers has.
const NUMBERS: u32 = 8192;
/// So many articles a script of titles has.
const TITLES: u32 = 256;
/// So many rules are named in a row.
const NAMED: usize = 12;

/// The list while articles come in.
#[derive(Debug, Default)]
pub(super) struct Lists {
    count: u32,
    numbers: Vec<[i64; 11]>,
    titles: Vec<Title>,
    rows: String,
    rules: BTreeMap<String, (Severity, Rising)>,
    beads: BTreeMap<(usize, usize), Rising>,
}

/// Chinese title, English title, path, rules and how often.
type Title = (String, String, String, Vec<(String, u64)>);

/// What the scripts need to know first.
#[derive(Serialize)]
struct Meta<'a> {
    articles: u32,
    per_page: u32,
    numbers: u32,
    titles: u32,
    search: usize,
    rules: Vec<(&'a str, &'static str, u32)>,
    beads: Vec<(String, u32)>,
}

impl Lists {
    /// Takes the next article; `shard` is the script of texts in which it begins.
    pub(super) fn add(&mut self, plan: &Plan, article: &Article, shard: u32, output: &impl Output) -> io::Result<()> {
        let head = &article.head;
        self.count = article.number;
        self.numbers.push(numbers(article, shard));
        let mut rules: Vec<_> = article.rules.iter().collect();
        rules.sort_by_key(|(rule, (severity, count))| (std::cmp::Reverse((*severity, *count)), *rule));
        let named = rules.iter().take(NAMED).map(|(rule, (_, count))| ((*rule).clone(), *count)).collect();
        let (zh, en) = (title_of(&head.zh_title, &head.path), title_of(&head.en_title, ""));
        self.row(article, &zh, &en, &named);
        self.titles.push((zh, en, cut(&head.path, 300), named));
        for (rule, (severity, _)) in rules {
            let known = self.rules.entry(rule.clone()).or_insert_with(|| (*severity, Rising::default()));
            known.0 = known.0.max(*severity);
            known.1.add(article.number);
        }
        for kind in article.beads.keys() {
            self.beads.entry(*kind).or_default().add(article.number);
        }
        if self.count.is_multiple_of(TITLES) {
            self.write_titles(output)?;
        }
        if self.count.is_multiple_of(NUMBERS) {
            self.write_numbers(output)?;
        }
        if self.count.is_multiple_of(PER_PAGE) {
            self.write_page(plan, output)?;
        }
        Ok(())
    }

    fn write_titles(&mut self, output: &impl Output) -> io::Result<()> {
        let name = format!("t/{}", (self.count - 1) / TITLES);
        output.write(&format!("data/{name}.js"), &script::of(&name, &self.titles))?;
        self.titles.clear();
        Ok(())
    }

    fn write_numbers(&mut self, output: &impl Output) -> io::Result<()> {
        let name = format!("n/{}", (self.count - 1) / NUMBERS);
        output.write(&format!("data/{name}.js"), &script::of(&name, &self.numbers))?;
        self.numbers.clear();
        Ok(())
    }

    fn row(&mut self, article: &Article, zh: &str, en: &str, rules: &Vec<(String, u64)>) {
        let head = &article.head;
        let date = head.date.map_or("–".to_owned(), |date| date.to_string());
        let page = head.page.map_or(String::new(), |page| {
            format!(" <small>{}</small>", both(&format!("p. {page}"), &format!("{page} 版")))
        });
        let _ = write!(
            self.rows,
            "<tr><td class=\"when\">{date}{page}</td><td><a href=\"{}\" lang=\"zh-Hans\">{}</a><span class=\"sub\" lang=\"en\">{}</span></td><td class=\"rules\">",
            path_of(article.number),
            escaped(zh),
            escaped(en)
        );
        for (rule, count) in rules {
            let severity = article.rules.get(rule).map_or("note", |(severity, _)| severity.name());
            let times = if *count > 1 { format!(" ×{count}") } else { String::new() };
            let _ = write!(self.rows, "<span class=\"chip {severity}\">{}{times}</span> ", escaped(rule));
        }
        let _ = writeln!(self.rows, "</td><td class=\"number\">{:.2}</td></tr>", head.score);
    }

    fn write_page(&mut self, plan: &Plan, output: &impl Output) -> io::Result<()> {
        let number = self.count.saturating_sub(1) / PER_PAGE + 1;
        let pages = plan.articles.div_ceil(PER_PAGE).max(1);
        let mut main = String::with_capacity(self.rows.len() + 4096);
        let _ = write!(
            main,
            "<h1>{}</h1>\n<div id=\"filters\" hidden></div>\n<div id=\"list\" data-page=\"{number}\">\n\
             <p class=\"count\" role=\"status\">{} {}</p>\n<table class=\"list\">\n<thead><tr><th scope=\"col\">{}</th>\
             <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th></tr></thead>\n<tbody>\n",
            word("articles-title"),
            grouped(plan.articles.into()),
            word("articles"),
            word("date"),
            word("article"),
            word("findings-title"),
            word("score"),
        );
        main.push_str(&std::mem::take(&mut self.rows));
        let _ = write!(main, "</tbody>\n</table>\n<nav class=\"pages\" aria-label=\"{}\">", pair("page-of").0);
        let link = |number: u32, text: String| format!("<a href=\"{}\">{text}</a>", page_name(number));
        if number > 1 {
            main.push_str(&link(number - 1, format!("← {}", word("previous-page"))));
        }
        let _ = write!(main, " <span class=\"at\">{number} / {pages}</span> ");
        if number < pages {
            main.push_str(&link(number + 1, format!("{} →", word("next-page"))));
        }
        main.push_str("</nav>\n</div>\n");
        let title = pair("articles-title");
        let page = Page {
            title,
            depth: 0,
            tab: "articles-title",
            scripts: &["fold.js", "filter.js", "articles.js"],
            ui: plan.ui,
        };
        output.write(&page_name(number), &page.around(&main))
    }

    /// Writes what is left, and what the scripts need to know first; `search` is how many parts the search index has.
    pub(super) fn finish(mut self, plan: &Plan, search: usize, output: &impl Output) -> io::Result<()> {
        if !self.titles.is_empty() {
            self.write_titles(output)?;
        }
        if !self.numbers.is_empty() {
            self.write_numbers(output)?;
        }
        if !self.rows.is_empty() || self.count == 0 {
            self.write_page(plan, output)?;
        }
        for (rule, (_, articles)) in &self.rules {
            let name = format!("s/rule-{rule}");
            output.write(&format!("data/{name}.js"), &script::of(&name, &articles.text))?;
        }
        for ((zh, en), articles) in &self.beads {
            let name = format!("s/beads-{zh}-{en}");
            output.write(&format!("data/{name}.js"), &script::of(&name, &articles.text))?;
        }
        let meta = Meta {
            articles: self.count,
            per_page: PER_PAGE,
            numbers: NUMBERS,
            titles: TITLES,
            search,
            rules: self
                .rules
                .iter()
                .map(|(rule, (severity, rising))| (rule.as_str(), severity.name(), rising.count))
                .collect(),
            beads: self.beads.iter().map(|((zh, en), rising)| (format!("{zh}-{en}"), rising.count)).collect(),
        };
        output.write("data/meta.js", &script::of("meta", &meta))
    }
}

/// The page `number` of the list, from 1.
fn page_name(number: u32) -> String {
    if number <= 1 { "articles.html".to_owned() } else { format!("articles-{number}.html") }
}

/// What filters and orders compare, in the order in which `assets/articles.js` names them: the day since 1970 (−10⁹ for
/// none), page, errors, warnings, notes, facts; score, coverage, ratio and badness in thousandths; the script of texts.
#[expect(clippy::cast_possible_truncation, reason = "thousandths of small numbers")]
fn numbers(article: &Article, shard: u32) -> [i64; 11] {
    let head = &article.head;
    let thousandths = |value: f64| (value.clamp(-1e9, 1e9) * 1000.0).round() as i64;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    [
        head.date.map_or(-1_000_000_000, crate::quantity::CivilDate::day_number),
        head.page.map_or(0, i64::from),
        count(head.errors),
        count(head.warnings),
        count(head.notes),
        count(head.facts),
        thousandths(head.score),
        thousandths(coverage(head)),
        ratio(head).map_or(-1, thousandths),
        thousandths(head.badness()),
        i64::from(shard),
    ]
}
