//! The bilingual article: one file with an English translation first and the Chinese it was made from after it.
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
//! blank lines, repeated by the body or missing, all but `Original:`. Bodies are read by their layout, whatever it is.
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
use crate::bitext::{Block, BlockKind, Document, Markup, MarkupKind};
use crate::quantity::CivilDate;
use crate::source::lang_of;
use crate::source::{Lang, Span};

/// Why a text is no bilingual article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArticleError {
    /// The Chinese part is not announced.
    #[error("line {line}: no `Original:` {}", if *chinese { "before the Chinese text that begins here" } else { "up to the end of the file" })]
    NoOriginal {
        /// The line of the first Chinese text, or the last line of the file, from 1.
        line: usize,
        /// Whether there is Chinese text.
        chinese: bool,
    },
    /// `Original:` is there and nothing follows it.
    #[error("line {line}: nothing follows `Original:`")]
    EmptyOriginal {
        /// The line of `Original:`, from 1.
        line: usize,
    },
    /// There is nothing in the file.
    #[error("line 1: the file is empty")]
    Empty,
}

/// Whether `text` sets out to be an article: it begins with `Title:` or has a line `Original:`.
pub fn is_article(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    header::field(first).is_some_and(|(field, _)| field == header::Field::Title) || find_original(text).is_some()
}

/// Reads an article. Linear in the length of `text`.
pub fn parse(text: &str) -> Result<Document, ArticleError> {
    if text.trim().is_empty() {
        return Err(ArticleError::Empty);
    }
    let Some(original) = find_original(text) else { return Err(no_original(text)) };
    let line_of = |at: usize| 1 + memchr::memchr_iter(b'\n', text.as_bytes().get(..at).unwrap_or_default()).count();
    let mut parts = Parts { text, document: Document::default() };

    let english = Span::new(0, original.rule.unwrap_or(original.label).start);
    let body = parts.english_header(english);
    let body = parts.terms(body);
    parts.mark(original.rule);
    parts.mark(Some(original.label));
    let chinese = Span::new(original.label.end, text.len());
    if chinese.of(text).trim().is_empty() {
        return Err(ArticleError::EmptyOriginal { line: line_of(original.label.start) });
    }
    let chinese_body = parts.chinese_header(chinese);

    for body in body {
        parts.body(body, Lang::En);
    }
    parts.body(chinese_body, Lang::Zh);
    Ok(parts.finish())
}

/// The line `Original:` that parts the two texts, and the rule before it.
struct Original {
    label: Span,
    rule: Option<Span>,
}

/// The first line `Original:` after a rule; without one, the first at all.
fn find_original(text: &str) -> Option<Original> {
    let mut first = None;
    let mut before: Option<Span> = None;
    for line in header::lines(text, Span::new(0, text.len())) {
        let surface = line.of(text).trim_matches('*').trim_end_matches([':', '：']).trim_end_matches('*');
        if surface.eq_ignore_ascii_case("original") && !line.of(text).eq_ignore_ascii_case("original") {
            let rule = before.filter(|before| is_rule(before.of(text)));
            if rule.is_some() {
                return Some(Original { label: line, rule });
            }
            first = first.or(Some(line));
        }
        before = Some(line);
    }
    first.map(|label| Original { label, rule: None })
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

    /// Reads the header of the English part and returns the rest of it.
    fn english_header(&mut self, region: Span) -> Span {
        let header = header::english(self.text, region);
        for line in header.lines {
            self.header_line(line.span, line.title, Lang::En);
        }
        self.document.en = header.metadata;
        Span::new(header.end, region.end)
    }

    /// Takes the list of terms out of the English part and returns what stands before and after it.
    fn terms(&mut self, region: Span) -> Vec<Span> {
        let Some(list) = terms::find(self.text, region) else { return vec![region] };
        self.document.markup.push(Markup { kind: MarkupKind::Terms, span: list.span });
        self.document.terms = list.pairs;
        vec![Span::new(region.start, list.span.start), Span::new(list.span.end, region.end)]
    }

    /// Reads the header of the Chinese part and returns the rest of it.
    fn chinese_header(&mut self, region: Span) -> Span {
        let header = header::chinese(self.text, region);
        for line in header.lines {
            self.header_line(line.span, line.title, Lang::Zh);
        }
        self.document.zh = header.metadata;
        Span::new(header.end, region.end)
    }

    fn body(&mut self, region: Span, lang: Lang) {
        let of = |span: Option<Span>| span.map_or("", |span| span.of(self.text));
        let metadata = if lang == Lang::Zh { &self.document.zh } else { &self.document.en };
        let known = Known { title: of(metadata.title), author: of(metadata.author) };
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
