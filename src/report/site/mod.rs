//! A corpus as a site: pages that open from a disk, for people who would rather look than read.
//!
//! In: the documents of a store, in the order of their dates. Out: files, by their paths in the site. [`Article::new`] is
//! the work of many threads; [`Site`] takes what they made in order, and writes the lists, the overview and the search
//! index when all have come.
//!
//! Every page can be read without scripts. Data for filters, search and tables lies in scripts of a few hundred kilobytes
//! that pages load when they need them, since a page opened from a disk may load nothing else. What belongs to the whole
//! corpus (the search index, the facts, the terms) is sorted outside of memory, so that memory does not grow with the
//! texts. The same store makes the same bytes.
//!
//! Text is escaped wherever it is written: [`crate::report::html`] for markup, [`script`] for data; the pages' own policy
//! forbids scripts that do not come from beside them.

mod article;
mod counts;
mod facts;
mod list;
mod overview;
mod page;
mod plot;
mod rules;
mod script;
mod search;
mod spill;
mod terms;
mod words;

use std::io;
use std::path::Path;

pub use article::Article;
use spill::Spill;

use crate::check::Ui;
use crate::corpus::MonthCount;

/// What is known before the first article comes.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many articles come.
    pub articles: u32,
    /// Bytes of their texts.
    pub bytes: u64,
    /// The language of pages without scripts.
    pub ui: Ui,
    /// What the corpus is called.
    pub name: String,
}

/// What comes from the store and not from its documents.
#[derive(Debug, Clone, Default)]
pub struct Background {
    /// Findings by rule, severity and month.
    pub findings: Vec<MonthCount>,
    /// Files that could not be read, and why.
    pub failures: Vec<(String, String)>,
}

/// Where the files of the site go.
pub trait Output {
    /// Writes the file at `path`, whose parts are joined by `/`.
    fn write(&self, path: &str, content: &str) -> io::Result<()>;
}

/// The site while articles come in.
#[derive(Debug)]
pub struct Site<'a, O> {
    plan: &'a Plan,
    output: &'a O,
    counts: counts::Counts,
    list: list::Lists,
    search: search::Index,
    facts: facts::Facts,
    terms: terms::Terms,
}

impl<'a, O: Output> Site<'a, O> {
    /// A site without articles; `scratch` is a folder for what is sorted outside of memory.
    pub fn new(plan: &'a Plan, output: &'a O, scratch: &Path) -> io::Result<Self> {
        Ok(Self {
            plan,
            output,
            counts: counts::Counts::default(),
            list: list::Lists::default(),
            search: search::Index::new(plan, Spill::new(scratch, "search")),
            facts: facts::Facts::new(plan, Spill::new(scratch, "facts")),
            terms: terms::Terms::new(plan, Spill::new(scratch, "terms")),
        })
    }

    /// Takes the next article; its pages are the caller's to write.
    pub fn add(&mut self, article: &Article) -> io::Result<()> {
        self.counts.add(article);
        let shard = self.search.add(article, self.output)?;
        self.list.add(self.plan, article, shard, self.output)?;
        self.facts.add(article)?;
        self.terms.add(article)?;
        Ok(())
    }

    /// Writes all that is not an article.
    pub fn finish(self, background: &Background) -> io::Result<()> {
        let (plan, output) = (self.plan, self.output);
        let search = self.search.finish(output)?;
        let facts = self.facts.finish(plan, output)?;
        let terms = self.terms.finish(plan, output)?;
        self.list.finish(plan, search, output)?;
        output.write("rules.html", &rules::page(plan, background))?;
        output.write("index.html", &overview::page(plan, &self.counts, background, &facts, &terms))?;
        for (name, content) in ASSETS {
            output.write(&format!("assets/{name}"), content)?;
        }
        let style =
            [crate::report::html::COLOURS, include_str!("assets/site.css"), &crate::report::html::group_style()];
        output.write("assets/site.css", &style.concat())?;
        output.write("assets/words.js", &script::of("words", &words::all()))?;
        output.write("assets/fold.js", &script::of("fold", &search::folded()))
    }
}

const ASSETS: &[(&str, &str)] = &[
    ("ui.js", include_str!("assets/ui.js")),
    ("site.js", include_str!("assets/site.js")),
    ("filter.js", include_str!("assets/filter.js")),
    ("article.js", include_str!("assets/article.js")),
    ("articles.js", include_str!("assets/articles.js")),
    ("facts.js", include_str!("assets/facts.js")),
    ("terms.js", include_str!("assets/terms.js")),
];
