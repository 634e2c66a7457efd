//! The language of queries: from text to a tree.

use std::fmt;

use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};

use super::needles::Needle;
use crate::corpus::terms::{self, Term, fold};
use crate::source::{Lang, is_han};

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

/// What is asked, as it was written.
#[derive(Debug)]
pub(super) enum Node {
    Text(Needle),
    Pattern(Pattern),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// A regular expression.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    /// What the index must have of a document that it matches.
    pub(super) ranges: Vec<(Term, Term)>,
    pub(super) side: Option<Lang>,
}

/// Reads a query.
pub(super) fn parse(text: &str) -> Result<Node, QueryError> {
    let words = Words { chars: text.chars().collect(), at: 0 }.read()?;
    let mut parser = Parser { words: words.into_iter().peekable(), last: None, depth: 0, side: None };
    let node = parser.any()?;
    match parser.words.next() {
        None => Ok(node),
        Some((at, _)) => Err(QueryError::Close { at: at + 1 }),
    }
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
enum Word {
    /// Of a group, with the side that it is about.
    Open(Option<Lang>),
    Close,
    Or,
    Not,
    And,
    Text {
        text: String,
        side: Option<Lang>,
        quoted: bool,
    },
    Pattern {
        pattern: String,
        side: Option<Lang>,
    },
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
                '(' | '（' => words.push((at, self.one(Word::Open(None)))),
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
            Some('(' | '（') => Ok(self.one(Word::Open(side))),
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
        let lang = match self.chars.get(self.at..self.at + 3)? {
            ['z', 'h', ':' | '：'] => Lang::Zh,
            ['e', 'n', ':' | '：'] => Lang::En,
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
    /// The side that the group is about in which the parser is.
    side: Option<Lang>,
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
            Word::Open(side) => {
                self.depth += 1;
                if self.depth > 64 {
                    return Err(QueryError::Deep);
                }
                let outer = self.side;
                self.side = side.or(outer);
                let node = self.any()?;
                self.side = outer;
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
            Word::Text { text, side, quoted } => needle(&text, side.or(self.side), quoted).ok_or(nothing),
            Word::Pattern { pattern, side } => pattern_node(&pattern, side.or(self.side)),
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
    Ok(Node::Pattern(Pattern { regex, ranges, side }))
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

    #[test]
    fn nonsense_is_told() {
        let message = |query: &str| parse(query).unwrap_err().to_string();
        assert_eq!(message(""), "nothing to search for");
        assert_eq!(message("棉花 OR"), "nothing to search for after OR");
        assert_eq!(message("a \"b"), "character 3: \" is never closed");
        assert_eq!(message("(a"), "character 1: ( is never closed");
        assert_eq!(message("a)"), "character 2: nothing is open here");
        assert_eq!(message("/[/"), "/[/ is no regular expression: unclosed character class");
        assert_eq!(message("en:()"), "nothing to search for");
        assert!(parse(&"(".repeat(100_000)).is_err() && parse(&"-".repeat(100_000)).is_err());
        assert!(parse(&"en:(".repeat(100_000)).is_err());
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
