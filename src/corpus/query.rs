//! What is searched for: a small language, and whether a bead matches.
//!
//! ```text
//! 棉花 cotton          both, anywhere in the bead        "supply and marketing"   these words in this order
//! 棉花 OR 小麦         either                            cooperat*                words that begin so
//! 棉花 NOT en:cotton   the first without the second      /\d+ (mu|亩)/            a regular expression
//! (a OR b) zh:c        brackets, one side alone          -word                    without the word
//! ```
//!
//! Han strings match wherever they stand, words match whole; capitals and Traditional characters make no difference. A
//! query is put to the index first, which names documents, and then to each of their beads.

use std::fmt;

use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};

use super::StoreError;
use super::entry::Entry;
use super::store::Store;
use super::terms::{self, Term, fold};
use crate::source::{Lang, Span, is_han};

/// Why a query makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// Nothing is searched for, or nothing stands where something must.
    #[error("nothing to search for{}", after.as_ref().map_or(String::new(), |word| format!(" after {word}")))]
    Nothing {
        /// The word before the gap.
        after: Option<String>,
    },
    /// A quotation mark, slash or bracket without its partner.
    #[error("character {at}: {what} is never closed")]
    Open {
        /// Place in the query, in characters from 1.
        at: usize,
        /// What is open.
        what: char,
    },
    /// A bracket too many.
    #[error("character {at}: nothing is open here")]
    Close {
        /// Place in the query, in characters from 1.
        at: usize,
    },
    /// A regular expression that is none.
    #[error("/{pattern}/ is no regular expression: {reason}")]
    Regex {
        /// The expression.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Brackets within brackets, deeper than anyone means.
    #[error("the brackets are nested too deep")]
    Deep,
}

/// A query, ready to be asked.
#[derive(Debug, Clone)]
pub struct Query(Node);

#[derive(Debug, Clone)]
enum Node {
    Text(Needle),
    Pattern { regex: Regex, ranges: Vec<(Term, Term)>, side: Option<Lang> },
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// A string to be found, folded.
#[derive(Debug, Clone)]
struct Needle {
    chars: Vec<char>,
    /// Whether the last word may go on.
    prefix: bool,
    side: Option<Lang>,
}

/// A bead that matches, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The bead, by its place in the document.
    pub bead: usize,
    /// What matched on the Chinese side, in the text of the document.
    pub zh: Vec<Span>,
    /// What matched on the English side.
    pub en: Vec<Span>,
}

/// Which documents may match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidates {
    /// Any: the index cannot tell.
    All,
    /// Those of the first list, as far as the index goes; all after the second number.
    Some(Vec<i64>, i64),
}

impl Query {
    /// Reads a query.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let words = Words { chars: text.chars().collect(), at: 0 }.read()?;
        let mut parser = Parser { words: words.into_iter().peekable(), last: None, depth: 0 };
        let node = parser.any()?;
        match parser.words.next() {
            None => Ok(Self(node)),
            Some((at, _)) => Err(QueryError::Close { at: at + 1 }),
        }
    }

    /// The documents that may match, by the index of `store`.
    pub fn candidates(&self, store: &Store) -> Result<Candidates, StoreError> {
        let indexed = store.indexed_up_to()?;
        Ok(self.0.documents(store)?.map_or(Candidates::All, |documents| Candidates::Some(documents, indexed)))
    }

    /// Whether `text`, standing alone and in either language, matches.
    pub fn matches_text(&self, text: &str) -> bool {
        let side = Some((0, text));
        self.0.matches([side, side], &mut Hit { bead: 0, zh: Vec::new(), en: Vec::new() })
    }

    /// The beads of `entry` that match.
    pub fn hits(&self, entry: &Entry) -> Vec<Hit> {
        let beads = entry.walk.beads.iter().enumerate();
        beads
            .filter_map(|(number, bead)| {
                let mut hit = Hit { bead: number, zh: Vec::new(), en: Vec::new() };
                let side = |lang| entry.walk.bead_span(bead, lang).map(|span| (span.start, span.of(&entry.text)));
                let sides = [side(Lang::Zh), side(Lang::En)];
                if !self.0.matches(sides, &mut hit) {
                    return None;
                }
                for spans in [&mut hit.zh, &mut hit.en] {
                    spans.sort();
                    spans.dedup();
                }
                Some(hit)
            })
            .collect()
    }
}

/// One side of a bead: where it begins, and its text.
type Side<'a> = Option<(usize, &'a str)>;

impl Node {
    fn documents(&self, store: &Store) -> Result<Option<Vec<i64>>, StoreError> {
        match self {
            Self::Not(_) => Ok(None),
            Self::Text(needle) => {
                let ranges = terms::required(&needle.chars, needle.prefix);
                if ranges.is_empty() { Ok(None) } else { store.documents_with(&ranges).map(Some) }
            }
            Self::Pattern { ranges, .. } if ranges.is_empty() => Ok(None),
            Self::Pattern { ranges, .. } => store.documents_with(ranges).map(Some),
            Self::All(nodes) => {
                let mut common: Option<Vec<i64>> = None;
                for node in nodes {
                    let Some(documents) = node.documents(store)? else { continue };
                    common = Some(match common {
                        None => documents,
                        Some(mut common) => {
                            common.retain(|document| documents.binary_search(document).is_ok());
                            common
                        }
                    });
                }
                Ok(common)
            }
            Self::Any(nodes) => {
                let mut all = Vec::new();
                for node in nodes {
                    let Some(documents) = node.documents(store)? else { return Ok(None) };
                    all.extend(documents);
                }
                all.sort_unstable();
                all.dedup();
                Ok(Some(all))
            }
        }
    }

    /// Whether the bead matches; what matched is added to `hit`.
    fn matches(&self, sides: [Side<'_>; 2], hit: &mut Hit) -> bool {
        match self {
            Self::Text(needle) => find_in(sides, needle.side, hit, |text, found| needle.find(text, found)),
            Self::Pattern { regex, side, .. } => find_in(sides, *side, hit, |text, found| {
                found.extend(regex.find_iter(text).filter(|m| !m.is_empty()).map(|m| Span::new(m.start(), m.end())));
            }),
            Self::All(nodes) => nodes.iter().all(|node| node.matches(sides, hit)),
            Self::Any(nodes) => {
                // All of them are asked, so that every match is shown.
                nodes.iter().filter(|node| node.matches(sides, hit)).count() > 0
            }
            Self::Not(node) => !node.matches(sides, &mut Hit { bead: 0, zh: Vec::new(), en: Vec::new() }),
        }
    }
}

fn find_in(sides: [Side<'_>; 2], wanted: Option<Lang>, hit: &mut Hit, find: impl Fn(&str, &mut Vec<Span>)) -> bool {
    let mut any = false;
    for (lang, side) in [Lang::Zh, Lang::En].into_iter().zip(sides) {
        let Some((start, text)) = side.filter(|_| wanted.is_none_or(|wanted| wanted == lang)) else { continue };
        let mut found = Vec::new();
        find(text, &mut found);
        any |= !found.is_empty();
        let spans = if lang == Lang::Zh { &mut hit.zh } else { &mut hit.en };
        spans.extend(found.into_iter().map(|span| span.shifted(start)));
    }
    any
}

/// Whether the character belongs to a word that is matched whole.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

impl Needle {
    /// Finds every place in `text`. A space stands for any white space, a line break inside Chinese for nothing.
    fn find(&self, text: &str, found: &mut Vec<Span>) {
        let Some(&first) = self.chars.first() else { return };
        let mut before = None;
        for (start, c) in text.char_indices() {
            let starts_word = !is_word(first) || before.is_none_or(|before| !is_word(before));
            before = Some(c);
            let rest = text.get(start..).filter(|_| fold(c) == first && starts_word);
            if let Some(length) = rest.and_then(|rest| self.length_at(rest)) {
                found.push(Span::new(start, start + length));
            }
        }
    }

    /// How many bytes of `text`, which the needle begins, it takes.
    fn length_at(&self, text: &str) -> Option<usize> {
        let mut rest = text.char_indices().peekable();
        let mut last = None;
        for &wanted in &self.chars {
            if wanted == ' ' {
                rest.next_if(|(_, c)| c.is_whitespace())?;
                while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                continue;
            }
            if is_han(wanted) && last.is_some_and(is_han) {
                while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            }
            rest.next_if(|(_, c)| fold(*c) == wanted)?;
            last = Some(wanted);
        }
        while self.prefix && rest.next_if(|(_, c)| is_word(*c)).is_some() {}
        let next = rest.peek().copied();
        let ends_word = !last.is_some_and(is_word) || next.is_none_or(|(_, c)| !is_word(c));
        ends_word.then(|| next.map_or(text.len(), |(at, _)| at))
    }
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
enum Word {
    Open,
    Close,
    Or,
    Not,
    And,
    Text { text: String, side: Option<Lang>, quoted: bool },
    Pattern { pattern: String, side: Option<Lang> },
}

struct Words {
    chars: Vec<char>,
    at: usize,
}

impl Words {
    fn read(mut self) -> Result<Vec<(usize, Word)>, QueryError> {
        let mut words = Vec::new();
        while let Some(&c) = self.chars.get(self.at) {
            let at = self.at;
            match c {
                c if c.is_whitespace() => self.at += 1,
                '(' | '（' => words.push((at, self.one(Word::Open))),
                ')' | '）' => words.push((at, self.one(Word::Close))),
                '-' => words.push((at, self.one(Word::Not))),
                _ => {
                    let word = self.word()?;
                    words.push((at, word));
                }
            }
        }
        Ok(words)
    }

    fn one(&mut self, word: Word) -> Word {
        self.at += 1;
        word
    }

    fn word(&mut self) -> Result<Word, QueryError> {
        let side = self.side();
        match self.chars.get(self.at) {
            Some(&open @ ('"' | '“' | '「')) => {
                let close = match open {
                    '“' => '”',
                    '「' => '」',
                    _ => '"',
                };
                Ok(Word::Text { text: self.until(open, close)?, side, quoted: true })
            }
            Some('/') => Ok(Word::Pattern { pattern: self.until('/', '/')?, side }),
            _ => {
                let rest = self.chars.get(self.at..).unwrap_or_default();
                let ends = |c: &&char| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）');
                let text: String = rest.iter().take_while(ends).collect();
                self.at += text.chars().count();
                Ok(match text.as_str() {
                    "AND" if side.is_none() => Word::And,
                    "OR" if side.is_none() => Word::Or,
                    "NOT" if side.is_none() => Word::Not,
                    _ => Word::Text { text, side, quoted: false },
                })
            }
        }
    }

    /// `zh:` or `en:` where it stands here.
    fn side(&mut self) -> Option<Lang> {
        let head: String = self.chars.get(self.at..self.at + 3)?.iter().collect();
        let lang = match head.as_str() {
            "zh:" => Lang::Zh,
            "en:" => Lang::En,
            _ => return None,
        };
        self.at += 3;
        Some(lang)
    }

    /// What stands between `open`, which is here, and `close`; a backslash takes the mark's meaning away.
    fn until(&mut self, open: char, close: char) -> Result<String, QueryError> {
        let begun = self.at;
        let mut text = String::new();
        self.at += 1;
        while let Some(&c) = self.chars.get(self.at) {
            self.at += 1;
            if c == close {
                return Ok(text);
            }
            match self.chars.get(self.at) {
                Some(&next) if c == '\\' && next == close => {
                    text.push(next);
                    self.at += 1;
                }
                Some(&next) if c == '\\' => {
                    text.extend([c, next]);
                    self.at += 1;
                }
                _ => text.push(c),
            }
        }
        Err(QueryError::Open { at: begun + 1, what: open })
    }
}

struct Parser<I: Iterator<Item = (usize, Word)>> {
    words: std::iter::Peekable<I>,
    last: Option<String>,
    depth: u32,
}

impl<I: Iterator<Item = (usize, Word)>> Parser<I> {
    fn any(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all()?];
        while self.words.next_if(|(_, word)| *word == Word::Or).is_some() {
            self.last = Some("OR".to_owned());
            nodes.push(self.all()?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Any(nodes) })
    }

    fn all(&mut self) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        loop {
            match self.words.peek() {
                None | Some((_, Word::Or | Word::Close)) => break,
                Some((_, Word::And)) if !nodes.is_empty() => {
                    self.words.next();
                    self.last = Some("AND".to_owned());
                    nodes.push(self.one()?);
                }
                Some(_) => nodes.push(self.one()?),
            }
        }
        match nodes.len() {
            0 => Err(QueryError::Nothing { after: self.last.take() }),
            1 => Ok(nodes.swap_remove(0)),
            _ => Ok(Node::All(nodes)),
        }
    }

    fn one(&mut self) -> Result<Node, QueryError> {
        let nothing = QueryError::Nothing { after: self.last.clone() };
        let Some((at, word)) = self.words.next() else { return Err(nothing) };
        match word {
            Word::Open => {
                self.depth += 1;
                if self.depth > 64 {
                    return Err(QueryError::Deep);
                }
                let node = self.any()?;
                self.depth -= 1;
                match self.words.next() {
                    Some((_, Word::Close)) => Ok(node),
                    _ => Err(QueryError::Open { at: at + 1, what: '(' }),
                }
            }
            Word::Not => {
                self.last = Some("NOT".to_owned());
                // NOT NOT … is no bracket, but is as deep.
                self.depth += 1;
                if self.depth > 64 {
                    return Err(QueryError::Deep);
                }
                let node = self.one()?;
                self.depth -= 1;
                Ok(Node::Not(Box::new(node)))
            }
            Word::Close => Err(QueryError::Close { at: at + 1 }),
            Word::And | Word::Or => Err(nothing),
            Word::Text { text, side, quoted } => needle(&text, side, quoted).ok_or(nothing),
            Word::Pattern { pattern, side } => pattern_node(&pattern, side),
        }
    }
}

fn needle(text: &str, side: Option<Lang>, quoted: bool) -> Option<Node> {
    let (text, prefix) = match text.strip_suffix('*') {
        Some(stem) if !quoted => (stem, true),
        _ => (text, false),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let chars: Vec<char> = words.join(" ").chars().map(fold).collect();
    (!chars.is_empty()).then_some(Node::Text(Needle { chars, prefix, side }))
}

fn pattern_node(pattern: &str, side: Option<Lang>) -> Result<Node, QueryError> {
    let error = |reason: &dyn fmt::Display| {
        let reason = reason.to_string();
        let last = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        QueryError::Regex { pattern: pattern.to_owned(), reason: last }
    };
    let hir = regex_syntax::parse(pattern).map_err(|reason| error(&reason))?;
    let regex = Regex::new(pattern).map_err(|reason| error(&reason))?;
    let mut ranges = Vec::new();
    required_by(&hir, &mut ranges);
    Ok(Node::Pattern { regex, ranges, side })
}

/// The Han terms that every match of the expression has. Words are left out: a match may cut them.
fn required_by(hir: &Hir, ranges: &mut Vec<(Term, Term)>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            for run in text.split(|c: char| !is_han(c)).filter(|run| !run.is_empty()) {
                let run: Vec<char> = run.chars().map(fold).collect();
                ranges.extend(terms::required(&run, false));
            }
        }
        HirKind::Capture(capture) => required_by(&capture.sub, ranges),
        HirKind::Repetition(repetition) if repetition.min > 0 => required_by(&repetition.sub, ranges),
        HirKind::Concat(parts) => parts.iter().for_each(|part| required_by(part, ranges)),
        HirKind::Repetition(_) | HirKind::Alternation(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Bead, BlockKind, Segment};
    use crate::corpus::Walk;

    fn entry(zh: &str, en: &str) -> Entry {
        let segment = |start, end| Segment { span: Span::new(start, end), block: 0, kind: BlockKind::Paragraph };
        let walk = Walk {
            en: vec![segment(0, en.len())],
            zh: vec![segment(en.len(), en.len() + zh.len())],
            beads: vec![Bead { zh: 0..1, en: 0..1, probability: 1.0 }],
            ..Walk::default()
        };
        Entry { text: format!("{en}{zh}"), walk, ..Entry::default() }
    }

    /// What a query finds in a bead: the surfaces, Chinese first.
    fn found(query: &str, zh: &str, en: &str) -> Option<Vec<String>> {
        let entry = entry(zh, en);
        let hits = Query::parse(query).unwrap().hits(&entry);
        let surface = |span: &Span| span.of(&entry.text).to_owned();
        hits.first().map(|hit| hit.zh.iter().chain(&hit.en).map(surface).collect())
    }

    const ZH: &str = "全國人民代表大會通過了棉\n花收購的決定";
    const EN: &str = "The National People's Congress adopted a decision on buying\ncotton; Cooperatives agree.";

    #[test]
    fn strings_and_words_are_found() {
        let found = |query| found(query, ZH, EN);
        assert_eq!(found("人民代表大会"), Some(vec!["人民代表大會".to_owned()]));
        assert_eq!(found("棉花"), Some(vec!["棉\n花".to_owned()]), "a line break inside a word is layout");
        assert_eq!(found("cotton"), Some(vec!["cotton".to_owned()]));
        assert_eq!(found("cott"), None);
        assert_eq!(found("cooperat*"), Some(vec!["Cooperatives".to_owned()]));
        assert_eq!(found("\"buying cotton\""), Some(vec!["buying\ncotton".to_owned()]));
        assert_eq!(found("\"cotton buying\""), None);
        assert_eq!(found("zh:cotton"), None);
    }

    #[test]
    fn operators_combine() {
        let found = |query| found(query, ZH, EN).map(|surfaces| surfaces.join("|"));
        assert_eq!(found("棉花 cotton").as_deref(), Some("棉\n花|cotton"));
        assert_eq!(found("小麦 OR cotton").as_deref(), Some("cotton"));
        assert_eq!(found("棉花 NOT cotton"), None);
        assert_eq!(found("棉花 -wheat").as_deref(), Some("棉\n花"));
        assert_eq!(found("(小麦 OR 棉花) AND en:congress").as_deref(), Some("棉\n花|Congress"));
        assert_eq!(found("/代表大?會/ en:/[Cc]o\\w+s\\b/").as_deref(), Some("代表大會|Congress|Cooperatives"));
    }

    #[test]
    fn nonsense_is_told() {
        let message = |query: &str| Query::parse(query).unwrap_err().to_string();
        assert_eq!(message(""), "nothing to search for");
        assert_eq!(message("棉花 OR"), "nothing to search for after OR");
        assert_eq!(message("a \"b"), "character 3: \" is never closed");
        assert_eq!(message("(a"), "character 1: ( is never closed");
        assert_eq!(message("a)"), "character 2: nothing is open here");
        assert_eq!(message("/[/"), "/[/ is no regular expression: unclosed character class");
        assert!(Query::parse(&"(".repeat(100_000)).is_err() && Query::parse(&"-".repeat(100_000)).is_err());
    }

    #[test]
    fn the_index_is_asked_for_what_a_pattern_must_have() {
        let ranges = |pattern: &str| {
            let mut ranges = Vec::new();
            required_by(&regex_syntax::parse(pattern).unwrap(), &mut ranges);
            ranges.len()
        };
        assert_eq!((ranges("合作社"), ranges("(合作)+社员?"), ranges("a|合作"), ranges("cotton")), (2, 1 + 1, 0, 0));
    }
}
