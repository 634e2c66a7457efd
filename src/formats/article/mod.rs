//! The bilingual article: one file with a text and its translation, mostly the English first and the Chinese it was made
//! from after it. Which half is which is told by its script, whatever comes first.
//!
//! ```text
//! Title: Economic Gleanings                 header: Title, Author, Date, Page or Edition, Column
//! Author:
//! Date: 1946-11-03
//! Page: 1
//!
//!     United Press, Tokyo, 10th: …          the English body
//!
//! **Named Entities**                        perhaps a list of terms
//! 东京    Tokyo
//!
//! <hr />
//!
//! Original:
//!
//! ### 经济拾零                               title, perhaps author, date, page, column
//!
//! 1946-11-03
//! 第1版()
//! 专栏：
//!
//!     【合众社东京十日电】…                    the Chinese body
//! ```
//!
//! [`parse`] keeps every byte: what is no block is markup, and together they cover the text. Header lines may be parted by
//! blank lines, repeated by the body or missing, all but `Original:`; a rule does instead, with a label (`Translation:`,
//! 译文：) or with `Title:` at the head of either half, where the script changes across it. Either half may have either
//! form of header. Bodies are read by their layout, whatever it is.
//!
//! Not here: what the sentences say. A dateline inside a paragraph stays part of it.
//!
//! ```
//! use duizhao::{formats::article, source::Lang};
//!
//! let text = "Title: Harvest\nDate: 1954-06-30\nPage: 2\n\nA good harvest.\n\n<hr />\n\nOriginal:\n\n### 丰收\n\n1954-06-30\n第2版()\n专栏：\n\n    丰收了。\n";
//! let article = article::parse(text).unwrap();
//! assert_eq!(article.zh.title.unwrap().of(text), "丰收");
//! assert_eq!(article.en.page.unwrap().of(text), "2");
//! assert_eq!(article.blocks_of(Lang::Zh).last().unwrap().span.of(text), "丰收了。");
//! ```

mod header;
mod terms;

use super::layout::{self, Known};
use super::signposts;
use crate::bitext::{Block, BlockKind, Document, Markup, MarkupKind};
use crate::quantity::CivilDate;
use crate::source::{Lang, Scripts, Span, boundary_before, lang_of};

/// Why a text is no bilingual article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArticleError {
    /// Nothing parts the text from its translation.
    #[error("line {line}: no `Original:` {}", if *chinese { "before the Chinese text that begins here" } else { "up to the end of the file" })]
    NoOriginal {
        /// The line of the first Chinese text, or the last line of the file, from 1.
        line: usize,
        /// Whether there is Chinese text.
        chinese: bool,
    },
    /// What parts the halves is there, and nothing follows it.
    #[error("line {line}: nothing follows `Original:`")]
    EmptyOriginal {
        /// The line of `Original:`, from 1.
        line: usize,
    },
    /// There is nothing in the file.
    #[error("line 1: the file is empty")]
    Empty,
}

/// Whether `text` sets out to be an article or half of one: it begins with `Title:`, or something parts it into a text and
/// its translation.
pub fn is_article(text: &str) -> bool {
    is_half(text) || has_halves(text)
}

/// Whether `text` begins as half of an article does: with `Title:`.
pub fn is_half(text: &str) -> bool {
    header::begins(text, Span::new(0, text.len()))
}

/// Whether something parts `text` into a text and its translation.
pub fn has_halves(text: &str) -> bool {
    find_parting(text).is_some()
}

/// Reads an article. Linear in the length of `text`.
pub fn parse(text: &str) -> Result<Document, ArticleError> {
    if text.trim().is_empty() {
        return Err(ArticleError::Empty);
    }
    let Some(parting) = find_parting(text) else { return Err(no_original(text)) };
    let line_of = |at: usize| 1 + memchr::memchr_iter(b'\n', text.as_bytes().get(..at).unwrap_or_default()).count();
    let first = Span::new(0, parting.start());
    let second = Span::new(parting.end(), text.len());
    if second.of(text).trim().is_empty() {
        return Err(ArticleError::EmptyOriginal { line: line_of(parting.end()) });
    }
    let mut parts = Parts { text, document: Document::default() };
    parts.mark(parting.rule);
    parts.mark(parting.label);
    let lang = if is_swapped(text, first, second) { Lang::Zh } else { Lang::En };
    let bodies = [parts.header(first, lang, lang == Lang::Zh), parts.header(second, lang.other(), true)];
    for (body, lang) in bodies.into_iter().zip([lang, lang.other()]) {
        let pieces = if lang == Lang::En { parts.terms(body) } else { vec![body] };
        for piece in pieces {
            parts.body(piece, lang);
        }
    }
    Ok(parts.finish())
}

/// Reads a text of one language that may be half of an article: a header at its head is markup, as it is there.
pub fn parse_half(text: &str, lang: Lang) -> Document {
    let mut parts = Parts { text, document: Document::default() };
    let body = parts.header(Span::new(0, text.len()), lang, false);
    parts.body(body, lang);
    parts.finish()
}

/// Whether the first half is Chinese and the second English. A half that was left untranslated does not turn them.
fn is_swapped(text: &str, first: Span, second: Span) -> bool {
    // Mostly the head of the second half is Chinese, and no more need be looked at.
    const HEAD: usize = 1024;
    let head = Span::new(second.start, boundary_before(text, second.end.min(second.start + HEAD))).of(text);
    lang_of(head) == Some(Lang::En)
        && lang_of(second.of(text)) == Some(Lang::En)
        && lang_of(first.of(text)) == Some(Lang::Zh)
}

/// What parts the two halves: a label, a rule, or a rule and the label after it.
#[derive(Debug, Clone, Copy, Default)]
struct Parting {
    rule: Option<Span>,
    label: Option<Span>,
}

impl Parting {
    fn start(&self) -> usize {
        self.rule.or(self.label).unwrap_or_default().start
    }

    fn end(&self) -> usize {
        self.label.or(self.rule).unwrap_or_default().end
    }
}

fn find_parting(text: &str) -> Option<Parting> {
    find_original(text).or_else(|| find_rule(text))
}

/// The first line `Original:` after a rule; without one, the first at all.
fn find_original(text: &str) -> Option<Parting> {
    let mut first = None;
    let mut before: Option<Span> = None;
    for line in header::lines(text, Span::new(0, text.len())) {
        if is_original(line.of(text)) {
            let rule = before.filter(|before| is_rule(before.of(text)));
            if rule.is_some() {
                return Some(Parting { rule, label: Some(line) });
            }
            first = first.or(Some(line));
        }
        before = Some(line);
    }
    first.map(|label| Parting { rule: None, label: Some(label) })
}

/// `Original:`, `**Original**`; not the bare word.
fn is_original(line: &str) -> bool {
    let surface = line.trim_matches('*').trim_end_matches([':', '：']).trim_end_matches('*');
    surface.eq_ignore_ascii_case("original") && !line.eq_ignore_ascii_case("original")
}

/// The first rule across which the script changes, if a label follows it or a header `Title:` stands at the head of either
/// half: other rules part sections.
fn find_rule(text: &str) -> Option<Parting> {
    let whole = Span::new(0, text.len());
    let has_header = header::begins(text, whole);
    // Rules with the weight of what stands before each.
    let mut rules: Vec<(Parting, Scripts)> = Vec::new();
    let mut passed = Scripts::default();
    let mut follows_rule = false;
    for line in header::lines(text, whole) {
        let surface = line.of(text);
        if is_rule(surface) {
            rules.push((Parting { rule: Some(line), label: None }, passed));
            follows_rule = true;
            continue;
        }
        if let Some((parting, _)) = rules.last_mut().filter(|_| follows_rule) {
            parting.label = signposts::is_label(surface).then_some(line);
            if parting.label.is_none() && !has_header && !header::is_title(surface) {
                rules.pop();
            }
        }
        follows_rule = false;
        passed.add(surface);
    }
    let changes = |before: Scripts| {
        let (before, after) = (before.lang(), passed.less(before).lang());
        before.is_some() && after.is_some() && before != after
    };
    rules.into_iter().find(|&(_, before)| changes(before)).map(|(parting, _)| parting)
}

fn is_rule(line: &str) -> bool {
    let tag = line.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<hr")) && line.ends_with('>');
    tag || line.len() >= 3 && (line.bytes().all(|b| b == b'-') || line.bytes().all(|b| b == b'*' || b == b' '))
}

fn no_original(text: &str) -> ArticleError {
    let lines = || text.lines().enumerate();
    match lines().find(|(_, line)| lang_of(line) == Some(Lang::Zh)) {
        Some((at, _)) => ArticleError::NoOriginal { line: at + 1, chinese: true },
        None => ArticleError::NoOriginal { line: lines().count().max(1), chinese: false },
    }
}

/// A document on its way.
struct Parts<'a> {
    text: &'a str,
    document: Document,
}

impl Parts<'_> {
    fn mark(&mut self, span: Option<Span>) {
        self.document.markup.extend(span.map(|span| Markup { kind: MarkupKind::Mark, span }));
    }

    /// Takes a header line: its name and value are markup, but the value of a title is a headline too.
    fn header_line(&mut self, line: Span, title: Option<Span>, lang: Lang) {
        match title {
            Some(title) if !title.is_empty() => {
                self.document
                    .markup
                    .push(Markup { kind: MarkupKind::Header, span: Span::new(line.start, title.start) });
                self.document.blocks.push(Block { kind: BlockKind::Headline, lang, span: title });
            }
            _ => self.document.markup.push(Markup { kind: MarkupKind::Header, span: line }),
        }
    }

    /// Reads the header of the half `region` and returns the rest of it. A half without `Title:` has a header only where
    /// `headed` says that it may be headed by its title alone.
    fn header(&mut self, region: Span, lang: Lang, headed: bool) -> Span {
        let header = if header::begins(self.text, region) || !headed {
            header::fields(self.text, region)
        } else {
            header::headed(self.text, region)
        };
        for line in header.lines {
            self.header_line(line.span, line.title, lang);
        }
        match lang {
            Lang::Zh => self.document.zh = header.metadata,
            Lang::En => self.document.en = header.metadata,
        }
        Span::new(header.end, region.end)
    }

    /// Takes the list of terms out of the English half and returns what stands before and after it.
    fn terms(&mut self, region: Span) -> Vec<Span> {
        let Some(list) = terms::find(self.text, region) else { return vec![region] };
        self.document.markup.push(Markup { kind: MarkupKind::Terms, span: list.span });
        self.document.terms = list.pairs;
        vec![Span::new(region.start, list.span.start), Span::new(list.span.end, region.end)]
    }

    fn body(&mut self, region: Span, lang: Lang) {
        let of = |span: Option<Span>| span.map_or("", |span| span.of(self.text));
        let metadata = if lang == Lang::Zh { &self.document.zh } else { &self.document.en };
        let known = Known { title: of(metadata.title), author: of(metadata.author), roles: None };
        let body = layout::read(self.text, region, lang, known);
        self.document.blocks.extend(body.blocks);
        let space = |span| Markup { kind: MarkupKind::Space, span };
        self.document.markup.extend(body.ornaments.into_iter().map(space));
    }

    /// The document, with the day it is of and with all that lies between its parts as space.
    fn finish(mut self) -> Document {
        let day = |span: Option<Span>| span.and_then(|span| CivilDate::parse_iso(span.of(self.text)));
        self.document.date = day(self.document.zh.date).or_else(|| day(self.document.en.date));
        super::cover(&mut self.document, self.text.len());
        self.document
    }
}
