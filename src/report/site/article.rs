//! The page of an article, and what the rest of the site needs to know of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::facts::FactLine;
use super::page::{Page, cut, grouped, rule_link, title_of};
use super::words::{both, pair, word};
use super::{Plan, script};
use crate::bitext::Bead;
use crate::check::{Severity, Ui};
use crate::corpus::{Entry, Head, NamedTerm, SearchTerm, StoredFact, StoredFinding, terms_in, terms_of};
use crate::formats::alignment::{Aligned, AlignedSide};
use crate::report::html::{FactView, FindingView, Rows, SideView, VerdictView, View, escaped};
use crate::report::labels::Labels;
use crate::source::{Lang, SourceText};
use crate::text::Words;

/// A page is closed when its rows have so many bytes; the plot and the head come on top.
const PAGE_BYTES: usize = 400_000;
/// So many findings are named in the head.
const FOUND: usize = 24;
/// So many characters of a sentence pair's side are searched.
const SEARCHED: usize = 20_000;

/// An article made ready by a worker: its pages, and its part of the lists.
#[derive(Debug)]
pub struct Article {
    /// The pages: path in the site, and content.
    pub pages: Vec<(String, String)>,
    pub(super) number: u32,
    pub(super) head: Head,
    /// The text of each bead as JSON: `["中文","English"]`.
    pub(super) texts: Vec<String>,
    pub(super) terms: Vec<SearchTerm>,
    /// Beads by type.
    pub(super) beads: BTreeMap<(usize, usize), u64>,
    /// Slots that agree and all slots.
    pub(super) agree: (u64, u64),
    /// Findings by rule: the severest, and how many.
    pub(super) rules: BTreeMap<String, (Severity, u64)>,
    pub(super) facts: Vec<FactLine>,
    /// The terms of the article with their translations.
    pub(super) glossary: Vec<NamedTerm>,
}

/// Where the page of an article lies.
pub(super) fn path_of(number: u32) -> String {
    format!("a/{}/{number}.html", number / 1000)
}

impl Article {
    /// Makes the pages of article `number`, counted from 1 in the order of the site.
    pub fn new(plan: &Plan, words: &Words, number: u32, head: Head, mut entry: Entry) -> Self {
        let facts = super::facts::lines(&entry, number);
        let glossary = terms_in(&entry, words);
        let source = SourceText::new(entry.path.clone(), std::mem::take(&mut entry.text));
        let mut beads: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for bead in &entry.walk.beads {
            *beads.entry((bead.zh.len(), bead.en.len())).or_default() += 1;
        }
        let mut rules: BTreeMap<String, (Severity, u64)> = BTreeMap::new();
        for finding in &entry.walk.findings {
            let known = rules.entry(finding.rule.clone()).or_insert((finding.severity, 0));
            *known = (known.0.max(finding.severity), known.1 + 1);
        }
        let verdicts = &entry.walk.verdicts;
        let agree = verdicts.iter().filter(|verdict| verdict.agrees).count() as u64;
        let writer = Writer { plan, number, head: &head, entry: &entry, source: &source };
        let pages = writer.pages();
        let (texts, terms) = writer.searchable();
        let agree = (agree, verdicts.len() as u64);
        Self { pages, number, head, texts, terms, beads, agree, rules, facts, glossary }
    }
}

struct Writer<'a> {
    plan: &'a Plan,
    number: u32,
    head: &'a Head,
    entry: &'a Entry,
    source: &'a SourceText,
}

impl Writer<'_> {
    /// The texts of the beads, and the terms in them.
    fn searchable(&self) -> (Vec<String>, Vec<SearchTerm>) {
        let text = |bead: &Bead, lang| {
            let span = self.entry.walk.bead_span(bead, lang)?;
            let join = if lang == Lang::Zh { "" } else { " " };
            let lines = span.of(self.source.text()).split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
            Some(cut(&lines.collect::<Vec<_>>().join(join), SEARCHED))
        };
        let side = |bead: &Bead, lang| text(bead, lang).unwrap_or_default();
        let beads = self.entry.walk.beads.iter();
        let sides: Vec<_> = beads.map(|bead| [side(bead, Lang::Zh), side(bead, Lang::En)]).collect();
        let terms = terms_of(sides.iter().flatten().map(String::as_str));
        (sides.iter().map(script::to_json).collect(), terms)
    }

    fn pages(&self) -> Vec<(String, String)> {
        let view = self.view();
        let findings = view.findings.len();
        let mut rows = Rows::new(view);
        // The rows of each page.
        let mut parts = vec![String::new()];
        let mut page_of_row = Vec::with_capacity(rows.len());
        for row in 0..rows.len() {
            if parts.last().is_some_and(|part| part.len() > PAGE_BYTES) {
                parts.push(String::new());
            }
            page_of_row.push(parts.len() - 1);
            if let Some(part) = parts.last_mut() {
                rows.write(row, part);
            }
        }
        let mut found: Vec<usize> = (0..findings).collect();
        let severity = |at: &usize| self.entry.walk.findings.get(*at).map(|finding| finding.severity);
        found.sort_by_key(|at| std::cmp::Reverse(severity(at)));
        found.truncate(FOUND);
        let found: Vec<(usize, usize)> = found.into_iter().map(|at| (at, rows.row_of_finding(at))).collect();
        let names: Vec<String> = (0..parts.len()).map(|part| self.name(part)).collect();
        if parts.len() > 1 {
            let ids = parts.iter().map(|part| ids(part)).collect::<Vec<_>>();
            let ids: BTreeMap<String, usize> =
                ids.into_iter().enumerate().flat_map(|(part, ids)| ids.into_iter().map(move |id| (id, part))).collect();
            for (at, part) in parts.iter_mut().enumerate() {
                *part = relinked(part, at, &ids, &names);
            }
        }
        let count = parts.len();
        let place = |row: usize| (page_of_row.get(row).copied().unwrap_or(0), row);
        let pages = parts.into_iter().enumerate().map(|(at, part)| {
            let main = self.main(at, count, &part, &names, &place, &found);
            let title = title_of(
                if self.plan.ui == Ui::Zh { &self.head.zh_title } else { &self.head.en_title },
                &self.head.path,
            );
            let page = Page {
                title: (&title, &title),
                depth: 2,
                tab: "articles-title",
                scripts: &["article.js"],
                ui: self.plan.ui,
            };
            (format!("a/{}/{}", self.number / 1000, names[at]), page.around(&main))
        });
        pages.collect()
    }

    /// The file of part `part`, from 0.
    fn name(&self, part: usize) -> String {
        if part == 0 { format!("{}.html", self.number) } else { format!("{}-{}.html", self.number, part + 1) }
    }

    fn main(
        &self,
        at: usize,
        count: usize,
        rows: &str,
        names: &[String],
        place: &dyn Fn(usize) -> (usize, usize),
        found: &[(usize, usize)],
    ) -> String {
        let mut out = String::with_capacity(rows.len() + 8192);
        let link = |row: usize| {
            let (part, row) = place(row);
            let file = if part == at { "" } else { names.get(part).map_or("", String::as_str) };
            format!("{file}#b{row}")
        };
        let _ = write!(out, "<article data-number=\"{}\">\n<div class=\"article-head\">\n<div>\n", self.number);
        self.headlines(&mut out);
        self.sums(&mut out);
        self.found(found, &|row| place(row).0, at, names, &mut out);
        out.push_str("</div>\n");
        if at == 0 {
            self.plot(&link, &mut out);
        }
        out.push_str("</div>\n");
        let pages = |out: &mut String| {
            if count > 1 {
                let _ = write!(out, "<nav class=\"parts\" aria-label=\"{}\">", pair("page-of").0);
                for (part, name) in names.iter().enumerate() {
                    let here = if part == at { " aria-current=\"page\"" } else { "" };
                    let _ = write!(out, "<a href=\"{name}\"{here}>{}</a> ", part + 1);
                }
                out.push_str("</nav>\n");
            }
        };
        pages(&mut out);
        let _ = writeln!(
            out,
            "<div class=\"heads\" aria-hidden=\"true\"><span></span><span>{}</span><span>{}</span><span>{}</span></div>",
            word("chinese"),
            word("english"),
            word("findings-title")
        );
        out.push_str(rows);
        pages(&mut out);
        self.turn(&mut out);
        out.push_str("</article>\n");
        out
    }

    fn headlines(&self, out: &mut String) {
        let head = self.head;
        self.turn(out);
        let date = head.date.map_or_else(|| word("no-date"), |date| format!("<time>{date}</time>"));
        let page = head
            .page
            .map_or(String::new(), |page| format!(" · {}", both(&format!("page {page}"), &format!("第 {page} 版"))));
        let _ = writeln!(
            out,
            "<p class=\"where\">{date}{page} · <span class=\"file\">{}</span></p>",
            escaped(&cut(&head.path, 300))
        );
        let (zh, en) = (title_of(&head.zh_title, ""), title_of(&head.en_title, ""));
        match (zh.is_empty(), en.is_empty()) {
            (true, true) => {
                let _ = writeln!(out, "<h1>{}</h1>", escaped(&title_of("", &head.path)));
            }
            (true, false) => {
                let _ = writeln!(out, "<h1 lang=\"en\">{}</h1>", escaped(&en));
            }
            (false, _) => {
                let _ = writeln!(
                    out,
                    "<h1><span lang=\"zh-Hans\">{}</span><small lang=\"en\">{}</small></h1>",
                    escaped(&zh),
                    escaped(&en)
                );
            }
        }
    }

    fn sums(&self, out: &mut String) {
        let head = self.head;
        out.push_str("<ul class=\"sums\">\n");
        for (count, name, severity) in
            [(head.errors, "errors", "error"), (head.warnings, "warnings", "warning"), (head.notes, "notes", "note")]
        {
            if count > 0 {
                let name = if count == 1 && self.plan.ui == Ui::En { both(severity, pair(name).1) } else { word(name) };
                let _ = writeln!(out, "<li class=\"{severity}\"><b>{}</b> {name}</li>", grouped(count));
            }
        }
        let _ = writeln!(out, "<li><b>{}</b> {}</li>", grouped(head.facts), word("facts"));
        let _ = writeln!(out, "<li><b>{}</b> {}</li>", grouped(head.beads), word("sentence-pairs"));
        let _ = writeln!(out, "<li>{} <b>{:.2}</b></li>", word("score"), head.score);
        let (zh, en) = (head.zh_coverage * 100.0, head.en_coverage * 100.0);
        let _ = writeln!(
            out,
            "<li>{} <b>{zh:.0} %</b> {}, <b>{en:.0} %</b> {}</li>",
            word("coverage"),
            word("chinese"),
            word("english")
        );
        out.push_str("</ul>\n");
    }

    /// The findings, the severest first, each leading to where it is told; `page_of` is the part that a row is on.
    fn found(
        &self,
        found: &[(usize, usize)],
        page_of: &dyn Fn(usize) -> usize,
        here: usize,
        names: &[String],
        out: &mut String,
    ) {
        if found.is_empty() {
            return;
        }
        let _ = write!(out, "<ul class=\"found\" aria-label=\"{}\">", pair("findings-title").0);
        for (at, row) in found {
            let Some(finding) = self.entry.walk.findings.get(*at) else { continue };
            let part = page_of(*row);
            let file = if part == here { "" } else { names.get(part).map_or("", String::as_str) };
            let (severity, rule) = (finding.severity.name(), escaped(&finding.rule));
            let told = escaped(&cut(if self.plan.ui == Ui::Zh { &finding.zh_message } else { &finding.message }, 200));
            let _ =
                write!(out, "<li><a class=\"chip {severity}\" href=\"{file}#f{at}\" title=\"{told}\">{rule}</a></li>");
        }
        let more = self.entry.walk.findings.len() - found.len();
        if more > 0 {
            let _ = write!(out, "<li>+{more}</li>");
        }
        out.push_str("</ul>\n");
    }

    fn turn(&self, out: &mut String) {
        let link = |number: u32| format!("../{}/{number}.html", number / 1000);
        out.push_str("<p class=\"turn\">");
        if self.number > 1 {
            let _ = write!(out, "<a rel=\"prev\" href=\"{}\">← {}</a> ", link(self.number - 1), word("older"));
        }
        let _ = write!(
            out,
            "<span class=\"at\">{} / {}</span>",
            grouped(self.number.into()),
            grouped(self.plan.articles.into())
        );
        if self.number < self.plan.articles {
            let _ = write!(out, " <a rel=\"next\" href=\"{}\">{} →</a>", link(self.number + 1), word("newer"));
        }
        out.push_str("</p>\n");
    }

    /// The dot plot, where there is a path to see.
    fn plot(&self, link: &dyn Fn(usize) -> String, out: &mut String) {
        let walk = &self.entry.walk;
        if walk.zh.is_empty() || walk.en.is_empty() {
            return;
        }
        let side = |segments| AlignedSide { text: self.source.text(), segments };
        let aligned = Aligned { name: &self.entry.path, zh: side(&walk.zh), en: side(&walk.en), beads: &walk.beads };
        let (name, note) = (word("path"), word("path-note"));
        let _ = write!(
            out,
            "<figure class=\"path\">\n{}<figcaption><b>{name}</b> {note}</figcaption>\n</figure>\n",
            aligned.dot_plot(link)
        );
    }

    fn view(&self) -> View<'_> {
        let walk = &self.entry.walk;
        let zh_facts = walk.facts.partition_point(|fact| fact.lang == Lang::Zh);
        let labels = Labels::of(self.plan.ui);
        let facts = |range: std::ops::Range<usize>| {
            let facts = walk.facts.get(range).unwrap_or_default().iter();
            facts.map(|fact| FactView { span: fact.span, title: title(fact, labels) }).collect()
        };
        let lines = Some(self.source.lines());
        let verdicts = walk.verdicts.iter().map(|verdict| VerdictView {
            zh: verdict.zh.filter(|at| *at < zh_facts),
            en: verdict.en.and_then(|at| at.checked_sub(zh_facts)),
            agrees: verdict.agrees,
        });
        View {
            id: String::new(),
            zh: SideView { text: self.source.text(), segments: &walk.zh, facts: facts(0..zh_facts), lines },
            en: SideView {
                text: self.source.text(),
                segments: &walk.en,
                facts: facts(zh_facts..walk.facts.len()),
                lines,
            },
            beads: &walk.beads,
            verdicts: verdicts.collect(),
            findings: walk.findings.iter().map(|finding| self.finding(finding)).collect(),
            gap: word("gap"),
            numbered: true,
        }
    }

    fn finding(&self, finding: &StoredFinding) -> FindingView {
        let StoredFinding { rule, severity, message, help, zh_message, zh_help, zh, en } = finding;
        let mut html = format!(
            "<p class=\"what\"><b>{}</b> {}</p>\n<p>{}</p>\n",
            word(severity.name()),
            rule_link(rule, "../../"),
            both(message, zh_message)
        );
        if let Some(help) = help {
            let _ = writeln!(html, "<p class=\"help\">{}</p>", both(help, zh_help.as_deref().unwrap_or(help)));
        }
        let places = [("chinese", zh), ("english", en)].into_iter().filter_map(|(lang, span)| {
            let place = self.source.place(span.as_ref()?.start);
            Some(format!("{} <span class=\"file\">{}:{}</span>", word(lang), place.line, place.column))
        });
        let places = places.collect::<Vec<_>>().join(" · ");
        if !places.is_empty() {
            let _ = write!(html, "<p class=\"at\">{places}</p>");
        }
        FindingView { severity: *severity, zh: *zh, en: *en, context: None, html }
    }
}

/// The ids of a piece of a page.
fn ids(html: &str) -> Vec<String> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The piece `part` of a page with its links led to the pages that the places are on.
fn relinked(html: &str, part: usize, ids: &BTreeMap<String, usize>, names: &[String]) -> String {
    let mut out = String::with_capacity(html.len());
    let mut pieces = html.split(" href=\"#");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let id = piece.split('"').next().unwrap_or_default();
        let other = ids.get(id).filter(|other| **other != part).and_then(|other| names.get(*other));
        let _ = write!(out, " href=\"{}#{piece}", other.map_or("", String::as_str));
    }
    out
}

/// What a fact says: its kind, its value with its unit, what it claims.
fn title(fact: &StoredFact, labels: Labels) -> String {
    let mut title = labels.kind(fact.kind).to_owned();
    let date = fact.edtf.as_deref().or(fact.resolved.as_deref());
    for part in [fact.value.as_deref().or(date), fact.unit.as_deref()].into_iter().flatten() {
        let _ = write!(title, " {part}");
    }
    if fact.min != fact.max || !fact.min_inclusive {
        let open = if fact.min_inclusive { '[' } else { '(' };
        let close = if fact.max_inclusive { ']' } else { ')' };
        if fact.min.is_some() || fact.max.is_some() {
            let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "∞".to_owned());
            let min = fact.min.clone().unwrap_or_else(|| "−∞".to_owned());
            let _ = write!(title, " {open}{min}, {}{close}", end(&fact.max));
        }
    }
    title
}
