//! What is searched for: a small language, and whether a bead matches.
//!
//! ```text
//! 棉花 cotton          both, anywhere in the bead        "supply and marketing"   these words in this order
//! 棉花 OR 小麦         either                            cooperat*                words that begin so
//! 棉花 NOT en:cotton   the first without the second      /\d+ (mu|亩)/            a regular expression
//! en:(a OR b) zh:c     groups and words of one side      -word                    without the word
//! ```
//!
//! Han strings match wherever they stand, words match whole; capitals, Traditional characters and full-width letters make
//! no difference. A query is put to the index first, which names documents, and then to each of their beads. All strings
//! are looked for in one passage through a text, and of the tree only what was found is gone through: time is linear in
//! the query, the postings and the text, but for regular expressions, each of which reads the text by itself.

mod needles;
mod parse;

use std::collections::HashSet;
use std::ops::Range;

use needles::{Found, Needles};
use parse::{Node, Pattern};

use super::StoreError;
use super::entry::Entry;
use super::store::Store;
use super::terms::{self, Term};
use crate::source::{Lang, Span};

pub use parse::QueryError;

/// A query, ready to be asked.
#[derive(Debug, Clone)]
pub struct Query {
    root: Branch,
    needles: Needles,
    /// All that the index is asked for, in order.
    ranges: Vec<(Term, Term)>,
}

/// A part of a query. Its strings are numbered from left to right, so that those of a branch are a range.
#[derive(Debug, Clone)]
struct Branch {
    numbers: Range<usize>,
    /// Whether it matches where none of its strings is found.
    idle: bool,
    /// Whether it has regular expressions, which have to be asked themselves.
    asks: bool,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// The ranges of terms of which a document must have one each.
    Text(Vec<(Term, Term)>),
    Pattern(Pattern),
    All(Group),
    Any(Group),
    Not(Box<Branch>),
}

#[derive(Debug, Clone)]
struct Group {
    branches: Vec<Branch>,
    /// How many of them match where none of their strings is found.
    idle: usize,
    /// Those that have regular expressions.
    asking: Vec<usize>,
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
        let (mut needles, mut count) = (Needles::default(), 0);
        let root = Branch::new(parse::parse(text)?, &mut needles, &mut count);
        let mut ranges = Vec::new();
        root.collect(&mut ranges);
        ranges.sort_unstable();
        ranges.dedup();
        Ok(Self { root, needles, ranges })
    }

    /// The documents that may match, by the index of `store`.
    pub fn candidates(&self, store: &Store) -> Result<Candidates, StoreError> {
        let indexed = store.indexed_up_to()?;
        if !self.root.is_indexed() {
            return Ok(Candidates::All);
        }
        let documents = store.documents_where(&self.ranges, |lists| {
            let list = |range: &(Term, Term)| self.ranges.binary_search(range).ok().and_then(|at| lists.get(at));
            self.root.documents(&|range| list(range).map_or(&[][..], Vec::as_slice)).unwrap_or_default()
        })?;
        Ok(Candidates::Some(documents, indexed))
    }

    /// Whether `text`, standing alone and in either language, matches.
    pub fn matches_text(&self, text: &str) -> bool {
        self.hit([Some((0, text)), Some((0, text))]).is_some()
    }

    /// The beads of `entry` that match.
    pub fn hits(&self, entry: &Entry) -> Vec<Hit> {
        let beads = entry.walk.beads.iter().enumerate();
        beads
            .filter_map(|(number, bead)| {
                let side = |lang| entry.walk.bead_span(bead, lang).map(|span| (span.start, span.of(&entry.text)));
                let mut hit = self.hit([Lang::Zh, Lang::En].map(side))?;
                hit.bead = number;
                Some(hit)
            })
            .collect()
    }

    fn hit(&self, sides: [Side<'_>; 2]) -> Option<Hit> {
        let found = [Lang::Zh, Lang::En].map(|lang| {
            let mut found = Vec::new();
            if let Some((_, text)) = sides[lang as usize] {
                self.needles.find(text, lang, &mut found);
            }
            found.sort_unstable();
            found
        });
        let mut numbers: Vec<usize> = found.iter().flatten().map(|found| found.needle).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut matched = Matched { sides, found, zh: Vec::new(), en: Vec::new() };
        if !self.root.matches(&numbers, &mut matched) {
            return None;
        }
        let Matched { mut zh, mut en, .. } = matched;
        for spans in [&mut zh, &mut en] {
            spans.sort();
            spans.dedup();
        }
        Some(Hit { bead: 0, zh, en })
    }
}

/// One side of a bead: where it begins, and its text.
type Side<'a> = Option<(usize, &'a str)>;

/// What was found in a bead, and what of it belongs to the match.
struct Matched<'a> {
    sides: [Side<'a>; 2],
    /// By needle, for each side.
    found: [Vec<Found>; 2],
    zh: Vec<Span>,
    en: Vec<Span>,
}

impl Matched<'_> {
    fn push(&mut self, lang: Lang, span: Span) {
        let start = self.sides[lang as usize].map_or(0, |(start, _)| start);
        let spans = if lang == Lang::Zh { &mut self.zh } else { &mut self.en };
        spans.push(span.shifted(start));
    }

    fn take_needle(&mut self, needle: usize) {
        for lang in [Lang::Zh, Lang::En] {
            let first = self.found[lang as usize].partition_point(|found| found.needle < needle);
            let count = self.found[lang as usize].partition_point(|found| found.needle <= needle) - first;
            for at in first..first + count {
                self.push(lang, self.found[lang as usize][at].span);
            }
        }
    }

    /// Whether the expression matches on a side that it is about.
    fn take_pattern(&mut self, pattern: &Pattern) -> bool {
        let before = self.len();
        for lang in [Lang::Zh, Lang::En] {
            let Some((_, text)) = self.sides[lang as usize] else { continue };
            if pattern.side.is_none_or(|side| side == lang) {
                for found in pattern.regex.find_iter(text).filter(|found| !found.is_empty()) {
                    self.push(lang, Span::new(found.start(), found.end()));
                }
            }
        }
        self.len() > before
    }

    fn len(&self) -> usize {
        self.zh.len() + self.en.len()
    }
}

impl Branch {
    fn new(node: Node, needles: &mut Needles, count: &mut usize) -> Self {
        let first = *count;
        let (what, idle, asks) = match node {
            Node::Text(needle) => {
                needles.add(*count, &needle);
                *count += 1;
                (What::Text(terms::required(&needle.chars, needle.prefix)), false, false)
            }
            Node::Pattern(pattern) => (What::Pattern(pattern), false, true),
            Node::Not(node) => {
                let branch = Self::new(*node, needles, count);
                let (idle, asks) = (!branch.idle, branch.asks);
                (What::Not(Box::new(branch)), idle, asks)
            }
            Node::All(nodes) => {
                let group = Group::new(nodes, needles, count);
                let (idle, asks) = (group.idle == group.branches.len(), !group.asking.is_empty());
                (What::All(group), idle, asks)
            }
            Node::Any(nodes) => {
                let group = Group::new(nodes, needles, count);
                let (idle, asks) = (group.idle > 0, !group.asking.is_empty());
                (What::Any(group), idle, asks)
            }
        };
        Self { numbers: first..*count, idle, asks, what }
    }

    /// Adds all ranges of terms that the index is asked for.
    fn collect(&self, ranges: &mut Vec<(Term, Term)>) {
        match &self.what {
            What::Text(own) => ranges.extend(own),
            What::Pattern(pattern) => ranges.extend(&pattern.ranges),
            What::All(group) | What::Any(group) => group.branches.iter().for_each(|branch| branch.collect(ranges)),
            // What must not be there may be missing.
            What::Not(_) => {}
        }
    }

    /// Whether the index can tell which documents do not match.
    fn is_indexed(&self) -> bool {
        match &self.what {
            What::Text(ranges) => !ranges.is_empty(),
            What::Pattern(pattern) => !pattern.ranges.is_empty(),
            What::All(group) => group.branches.iter().any(Self::is_indexed),
            What::Any(group) => group.branches.iter().all(Self::is_indexed),
            What::Not(_) => false,
        }
    }

    /// The documents that may match, in order, of those that `list` says have a term of a range; `None` is all.
    fn documents<'a>(&self, list: &dyn Fn(&(Term, Term)) -> &'a [u32]) -> Option<Vec<u32>> {
        match &self.what {
            What::Text(ranges) => common(ranges.iter().map(list)),
            What::Pattern(pattern) => common(pattern.ranges.iter().map(list)),
            What::All(group) => {
                let lists: Vec<_> = group.branches.iter().filter_map(|branch| branch.documents(list)).collect();
                common(lists.iter().map(Vec::as_slice))
            }
            What::Any(group) => {
                let mut all = Vec::new();
                for branch in &group.branches {
                    all.extend(branch.documents(list)?);
                }
                all.sort_unstable();
                all.dedup();
                Some(all)
            }
            What::Not(_) => None,
        }
    }

    /// Whether the bead matches, in which the strings `numbers` were found; what matched is added to `matched`.
    fn matches(&self, numbers: &[usize], matched: &mut Matched<'_>) -> bool {
        let first = numbers.partition_point(|number| *number < self.numbers.start);
        let last = numbers.partition_point(|number| *number < self.numbers.end);
        let numbers = numbers.get(first..last).unwrap_or_default();
        if numbers.is_empty() && !self.asks {
            return self.idle;
        }
        let before = (matched.zh.len(), matched.en.len());
        let matches = match &self.what {
            What::Text(_) => {
                matched.take_needle(self.numbers.start);
                true
            }
            What::Pattern(pattern) => matched.take_pattern(pattern),
            What::Not(branch) => !branch.matches(numbers, matched),
            What::All(group) => {
                let asked = group.asked(numbers);
                let idle = asked.iter().filter(|at| group.branches[**at].idle).count();
                // Those that are not asked match where nothing is found.
                group.idle - idle == group.branches.len() - asked.len()
                    && asked.iter().all(|at| group.branches[*at].matches(numbers, matched))
            }
            What::Any(group) => {
                let asked = group.asked(numbers);
                let idle = asked.iter().filter(|at| group.branches[**at].idle).count();
                // All of them are asked, so that every match is shown.
                let count = asked.iter().filter(|at| group.branches[**at].matches(numbers, matched)).count();
                group.idle > idle || count > 0
            }
        };
        if !matches || matches!(self.what, What::Not(_)) {
            matched.zh.truncate(before.0);
            matched.en.truncate(before.1);
        }
        matches
    }
}

impl Group {
    fn new(nodes: Vec<Node>, needles: &mut Needles, count: &mut usize) -> Self {
        // What is said twice is asked once.
        let mut known = HashSet::new();
        let is_new = |node: &Node| match node {
            Node::Text(needle) => known.insert(needle.clone()),
            _ => true,
        };
        let branches: Vec<Branch> =
            nodes.into_iter().filter(is_new).map(|node| Branch::new(node, needles, count)).collect();
        let idle = branches.iter().filter(|branch| branch.idle).count();
        let asking = branches.iter().enumerate().filter(|(_, branch)| branch.asks).map(|(at, _)| at).collect();
        Self { branches, idle, asking }
    }

    /// The branches that `numbers` belong to, and those that have to be asked in any case, in order.
    fn asked(&self, numbers: &[usize]) -> Vec<usize> {
        let mut asked = self.asking.clone();
        for &number in numbers {
            let at = self.branches.partition_point(|branch| branch.numbers.end <= number);
            if asked.last() != Some(&at) {
                asked.push(at);
            }
        }
        asked.sort_unstable();
        asked.dedup();
        asked
    }
}

/// What all lists have, beginning with the shortest; `None` of no lists.
fn common<'a>(lists: impl Iterator<Item = &'a [u32]>) -> Option<Vec<u32>> {
    let mut lists: Vec<&[u32]> = lists.collect();
    lists.sort_by_key(|list| list.len());
    let (shortest, others) = lists.split_first()?;
    let mut common = shortest.to_vec();
    for list in others {
        common.retain(|document| list.binary_search(document).is_ok());
    }
    Some(common)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

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
        assert_eq!(found("(cotton wheat) OR 棉花").as_deref(), Some("棉\n花"), "half a match is none");
        assert_eq!(found("NOT (wheat OR /x+/)").as_deref(), Some(""));
        assert_eq!(found("NOT (wheat OR /t+/)"), None);
    }

    #[test]
    fn a_group_is_about_a_side() {
        let found = |query| found(query, ZH, EN).map(|surfaces| surfaces.join("|"));
        assert_eq!(found("en:(wheat OR cotton)").as_deref(), Some("cotton"));
        assert_eq!(found("zh:(棉花 AND 决定)").as_deref(), Some("棉\n花|決定"));
        assert_eq!(found("zh:(cotton OR wheat)"), None);
        assert_eq!(
            found("zh：（ 棉花 en:(cotton /b.y/) ）").as_deref(),
            Some("棉\n花|buy|cotton"),
            "the nearest counts"
        );
    }

    #[test]
    fn full_width_letters_and_figures_are_letters_and_figures() {
        let (zh, en) = ("１９５４年收棉花６００担", "600 dan of ＣＯＴＴＯＮ in 1954");
        let found = |query| found(query, zh, en).map(|surfaces| surfaces.join("|"));
        assert_eq!(found("1954").as_deref(), Some("１９５４|1954"));
        assert_eq!(found("１９５４").as_deref(), Some("１９５４|1954"));
        assert_eq!(found("Ｃotton").as_deref(), Some("ＣＯＴＴＯＮ"));
    }

    /// A random query over `words`, and whether `text` matches it by the meaning of its operators.
    fn tree(next: &mut impl FnMut(usize) -> usize, words: &[&str], text: &str, depth: usize) -> (String, bool) {
        match next(if depth == 0 { 2 } else { 5 }) {
            0 => {
                let word = words[next(words.len())];
                (word.to_owned(), text.contains(word))
            }
            1 => {
                let word = words[next(words.len())];
                (format!("/{word}/"), text.contains(word))
            }
            2 => {
                let (query, value) = tree(next, words, text, depth - 1);
                (format!("NOT ({query})"), !value)
            }
            operator => {
                let parts: Vec<_> = (0..2 + next(3)).map(|_| tree(next, words, text, depth - 1)).collect();
                let (joint, value) = match operator {
                    3 => (" OR ", parts.iter().any(|part| part.1)),
                    _ => (" ", parts.iter().all(|part| part.1)),
                };
                let parts: Vec<_> = parts.iter().map(|part| format!("({})", part.0)).collect();
                (parts.join(joint), value)
            }
        }
    }

    #[test]
    fn what_a_tree_says_is_what_each_string_says() {
        // Random queries over few words, against a reading of the tree that asks every string of every text.
        let words = ["a", "b", "棉", "花"];
        let mut state = 1_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        for _ in 0..3000 {
            let text: Vec<&str> = words.iter().copied().filter(|_| next(2) == 0).collect();
            let text = text.join(" ");
            let (query, value) = tree(&mut next, &words, &text, 3);
            let said = Query::parse(&query).unwrap().hit([Some((0, &text)), None]).is_some();
            assert_eq!(said, value, "{query} in {text:?}");
        }
    }

    #[test]
    fn many_strings_take_no_longer_than_their_text() {
        let mut query = String::new();
        for number in 0..20_000 {
            let _ = write!(query, "{}word{number}", if number == 0 { "" } else { " OR " });
        }
        let entry = entry(&"棉花 word19999 ".repeat(1000), &"word of words ".repeat(1000));
        let begun = Instant::now();
        let query = Query::parse(&query).unwrap();
        for _ in 0..20 {
            assert_eq!(query.hits(&entry)[0].zh.len(), 1000);
        }
        // String by string these are eight thousand million characters.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}
