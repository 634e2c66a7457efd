//! Search in the page: the texts in scripts, and an index that says which articles may match.
//!
//! The index has the terms of [`crate::corpus::terms_of`], in as many parts as keep each small; the hash of a term tells
//! its part. A term that stands in a quarter of the articles says nothing and is listed without them. What the index names
//! is verified on the text, sentence pair by sentence pair, as in a search of the store itself.

use std::collections::BTreeMap;
use std::io;

use super::article::Article;
use super::script::{self, Rising};
use super::spill::Spill;
use super::{Output, Plan};
use crate::corpus::SearchTerm;
use crate::text::simplified;

/// A part of the index is for so many bytes of text.
const PART: u64 = 600_000;
/// A script of texts is closed when it has so many bytes or so many articles.
const SHARD_BYTES: usize = 300_000;
const SHARD_ARTICLES: usize = 16;
/// So many postings are held before they are sorted into the parts.
const HELD: usize = 3 << 20;

/// The texts and the index while articles come in.
#[derive(Debug)]
pub(super) struct Index {
    articles: u32,
    spill: Spill,
    held: Vec<(SearchTerm, u32)>,
    /// The script of texts under way: pieces of articles as JSON.
    pieces: Vec<String>,
    bytes: usize,
    shard: u32,
}

impl Index {
    pub(super) fn new(plan: &Plan, mut spill: Spill) -> Self {
        let parts = plan.bytes.div_ceil(PART).next_power_of_two().min(1 << 13);
        spill.resize(usize::try_from(parts).unwrap_or(1));
        Self { articles: plan.articles, spill, held: Vec::new(), pieces: Vec::new(), bytes: 0, shard: 0 }
    }

    /// Takes the next article; the script of texts in which it begins.
    pub(super) fn add(&mut self, article: &Article, output: &impl Output) -> io::Result<u32> {
        self.held.extend(article.terms.iter().map(|term| (*term, article.number)));
        if self.held.len() >= HELD {
            self.sort()?;
        }
        if self.bytes >= SHARD_BYTES || self.pieces.len() >= SHARD_ARTICLES {
            self.write_shard(output)?;
        }
        let first = self.shard;
        let mut at = 0;
        loop {
            let room = SHARD_BYTES.saturating_sub(self.bytes);
            let mut taken = 0;
            let mut bytes = 0;
            for text in article.texts.iter().skip(at) {
                if taken > 0 && bytes + text.len() > room {
                    break;
                }
                bytes += text.len() + 1;
                taken += 1;
            }
            let end = at + taken;
            let goes_on = end < article.texts.len();
            let texts = article.texts.get(at..end).unwrap_or_default().join(",");
            self.pieces.push(format!("[{},{at},{},[{texts}]]", article.number, u8::from(goes_on)));
            self.bytes += bytes;
            at = end;
            if !goes_on {
                return Ok(first);
            }
            self.write_shard(output)?;
        }
    }

    fn write_shard(&mut self, output: &impl Output) -> io::Result<()> {
        let name = format!("x/{}/{}", self.shard / 1000, self.shard);
        let json = format!("[{}]", self.pieces.join(",\n"));
        output.write(&format!("data/{name}.js"), &script::of_json(&name, &json))?;
        self.pieces.clear();
        self.bytes = 0;
        self.shard += 1;
        Ok(())
    }

    /// Sorts what is held into the parts: for each term its text, a line end, and its articles, a line end.
    fn sort(&mut self) -> io::Result<()> {
        self.held.sort_unstable();
        let held = std::mem::take(&mut self.held);
        for list in held.chunk_by(|left, right| left.0 == right.0) {
            let Some((term, _)) = list.first() else { continue };
            let text = term.text();
            if text.is_empty() {
                continue;
            }
            let mut record = text.clone();
            record.push('\n');
            for (_, article) in list {
                record.push_str(&article.to_string());
                record.push(' ');
            }
            record.push('\n');
            self.spill.add(self.spill.bucket_of(&text), record.as_bytes())?;
        }
        self.held = held;
        self.held.clear();
        Ok(())
    }

    /// Writes what is left and the index; how many parts it has.
    pub(super) fn finish(mut self, output: &impl Output) -> io::Result<usize> {
        if !self.pieces.is_empty() {
            self.write_shard(output)?;
        }
        self.sort()?;
        let parts = self.spill.len();
        for part in 0..parts {
            let bytes = self.spill.take(part)?;
            // Made of strings by `sort`.
            let records = String::from_utf8_lossy(&bytes);
            let mut terms: BTreeMap<&str, Rising> = BTreeMap::new();
            let mut lines = records.lines();
            while let (Some(term), Some(articles)) = (lines.next(), lines.next()) {
                let rising = terms.entry(term).or_default();
                articles
                    .split_ascii_whitespace()
                    .filter_map(|number| number.parse().ok())
                    .for_each(|number| rising.add(number));
            }
            let many = (self.articles / 4).max(32);
            let list = |(term, rising): (&&str, &Rising)| {
                let articles = if rising.count > many { "*" } else { rising.text.as_str() };
                format!("{},{}", script::to_json(term), script::to_json(&articles))
            };
            let list: Vec<String> = terms.iter().map(list).collect();
            let name = format!("i/{part}");
            output.write(&format!("data/{name}.js"), &script::of_json(&name, &format!("[{}]", list.join(",\n"))))?;
        }
        Ok(parts)
    }
}

/// Traditional characters and the Simplified ones that a search takes them for, in pairs.
pub(super) fn folded() -> String {
    let traditional = ('\u{3400}'..='\u{FFFF}').filter(|c| simplified(*c) != *c);
    traditional.flat_map(|c| [c, simplified(c)]).collect()
}
