//! Sentence segmentation.
//!
//! A sentence is what translators keep together: it ends with 。！？；… or . ! ? … and takes the closing quotation marks
//! and brackets that follow. Inside brackets nothing ends. English abbreviations are a table
//! (`data/en/abbreviations.tsv`); the words after which a full stop is doubtful are told by what follows.
//!
//! Not here: blocks. What stands in one block may be several sentences; a sentence never crosses blocks.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::source::{Lang, Span, is_han};

/// The sentences of one block, in order, without the white space around them. Together they cover every character that
/// is not white space. Time is linear.
pub fn sentences(text: &str, lang: Lang) -> Vec<Span> {
    let ends = match lang {
        Lang::Zh => zh_ends(text),
        Lang::En => en_ends(text),
    };
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in ends.into_iter().chain([text.len()]) {
        let sentence = Span::new(start, end).trimmed(text);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
        start = end;
    }
    sentences
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | ')' | ']' | '}' | '"' | '\'' | '»')
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '(' | '[' | '{' | '«')
}

/// Depth of brackets, given up after so many characters without a closing one: a bracket that is never closed must not
/// swallow the block.
const BRACKET_REACH: usize = 200;

/// Round brackets that are open.
#[derive(Default)]
struct Brackets {
    depth: usize,
    since: usize,
}

impl Brackets {
    fn read(&mut self, c: char) {
        match c {
            '（' | '(' | '〔' | '[' => {
                self.depth += 1;
                self.since = 0;
            }
            '）' | ')' | '〕' | ']' => self.depth = self.depth.saturating_sub(1),
            _ => self.since += 1,
        }
        if self.since > BRACKET_REACH {
            self.depth = 0;
        }
    }
}

/// Where Chinese sentences end, in bytes.
fn zh_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let (mut brackets, mut quotes) = (Brackets::default(), 0_usize);
    // Whether the sentence so far began with the quotation that is open or was just closed.
    let mut begins_with_quote = false;
    let mut sentence_start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        brackets.read(c);
        match c {
            '“' | '「' => {
                begins_with_quote = text.get(sentence_start..at).is_some_and(|before| before.trim().is_empty());
                quotes += 1;
            }
            '”' | '」' => quotes = quotes.saturating_sub(1),
            _ => {}
        }
        let next = chars.peek().map(|&(_, next)| next);
        let ends_here = match c {
            '。' | '！' | '？' | '｡' => true,
            '；' => quotes == 0,
            '!' | '?' => next.is_none_or(|next| !next.is_ascii_alphanumeric() && !matches!(next, '!' | '?')),
            // 第一…第二 goes on; a pause before a closing mark or a line end does not.
            '…' => next.is_none_or(|next| closes(next) || next.is_whitespace()),
            '.' => next.is_none_or(char::is_whitespace) && preceded_by_han(text, at),
            _ => false,
        };
        if !ends_here || brackets.depth > 0 {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut closed_quote = false;
        while let Some(&(at, c)) = chars.peek() {
            if !closes(c) && !matches!(c, '。' | '！' | '？' | '…' | '!' | '?') {
                break;
            }
            if matches!(c, '”' | '」') {
                quotes = quotes.saturating_sub(1);
                closed_quote = true;
            }
            brackets.read(c);
            end = at + c.len_utf8();
            chars.next();
        }
        let rest = text.get(end..).unwrap_or_default();
        // “……！”他说。 is one sentence.
        if closed_quote && begins_with_quote && is_attribution(rest) {
            begins_with_quote = false;
            continue;
        }
        // “好！”，他说 goes on.
        if rest.starts_with(['，', '、', '；', '：', ',', ';']) {
            continue;
        }
        ends.push(end);
        sentence_start = end;
        begins_with_quote = false;
    }
    ends
}

fn preceded_by_han(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| is_han(c) || closes(c))
}

/// Whether `rest`, which follows a quotation, says who spoke: a verb of speech in a short clause that ends there.
fn is_attribution(rest: &str) -> bool {
    const REACH: usize = 14;
    let clause = rest.chars().take(REACH).take_while(|c| !matches!(c, '。' | '！' | '？' | '；' | '\n' | '“' | '「'));
    let clause: String = clause.collect();
    let first = clause.split(['，', ',', '：', ':']).next().unwrap_or_default();
    !first.starts_with(char::is_whitespace)
        && ["说", "道", "问", "喊", "叫", "答", "嚷", "骂", "說", "問", "罵"].iter().any(|verb| first.contains(verb))
}

/// When a sentence may end after an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Never,
    Number,
    Perhaps,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, After>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/abbreviations.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (word, after) = line.split_once('\t')?;
            let after = match after {
                "never" => After::Never,
                "number" => After::Number,
                _ => After::Perhaps,
            };
            Some((word, after))
        })
        .collect()
});

static STARTERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../data/en/starters.txt").split_whitespace().collect());

/// Where English sentences end, in bytes.
fn en_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut brackets = Brackets::default();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        brackets.read(c);
        if c == '\n'
            && text.get(at + 1..).is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        {
            ends.push(at);
            start = at;
            continue;
        }
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut closed = false;
        while let Some(&(at, next)) = chars.peek() {
            if !closes(next) && !matches!(next, '.' | '!' | '?' | '…') {
                break;
            }
            closed |= closes(next);
            brackets.read(next);
            end = at + next.len_utf8();
            chars.next();
        }
        let rest = text.get(end..).unwrap_or_default();
        let full_stop = c == '.' && end == at + 1;
        if brackets.depth > 0 || (!rest.is_empty() && !rest.starts_with(char::is_whitespace)) {
            // "3.5", "U.S.", "Yes!”—she said": no space, no end; but Chinese stops need none.
            if brackets.depth > 0 || !matches!(c, '。' | '！' | '？') {
                continue;
            }
        }
        let next = rest.trim_start();
        if full_stop && !stop_ends(text, start, at, next) {
            continue;
        }
        // "Why?" he asked; and then… nothing.
        let goes_on = next.chars().find(|c| !opens(*c)).is_some_and(char::is_lowercase);
        if goes_on && (c != '.' || closed || end > at + 1 || !next.starts_with(char::is_lowercase)) {
            continue;
        }
        if goes_on && full_stop {
            continue;
        }
        ends.push(end);
        start = end;
    }
    ends
}

/// Whether the single full stop at byte `at` ends the sentence that began at byte `start`; `next` is what follows it.
fn stop_ends(text: &str, start: usize, at: usize, next: &str) -> bool {
    let before = text.get(start..at).unwrap_or_default();
    let word =
        before.rsplit(|c: char| c.is_whitespace() || opens(c) || c == '—' || c == '–').next().unwrap_or_default();
    let following =
        next.split(|c: char| !c.is_alphanumeric() && c != '\'').find(|word| !word.is_empty()).unwrap_or_default();
    let starter = STARTERS.contains(following.to_lowercase().as_str());
    // A list marker: "1. Length is measured", "a. The first".
    let alone = before.trim() == word;
    if alone && word.len() <= 3 && (word.bytes().all(|b| b.is_ascii_digit()) || is_roman(word)) && !word.is_empty() {
        return false;
    }
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    if initial {
        // "J. Smith"; but "Plan B. The …", "vitamin C. It …".
        return next.is_empty() || (starter && word != "I" && following.chars().next().is_some_and(char::is_uppercase));
    }
    let lower = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    match ABBREVIATIONS.get(lower.as_str()) {
        Some(After::Never) => next.is_empty(),
        Some(After::Number) => !next.starts_with(|c: char| c.is_ascii_digit()),
        Some(After::Perhaps) => {
            next.is_empty() || (starter && following.chars().next().is_some_and(char::is_uppercase))
        }
        // Letters parted by stops: "U.N.R.R.A.", "F.D.R."
        None if lower.contains('.')
            && lower.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic)) =>
        {
            next.is_empty() || starter
        }
        None => true,
    }
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}
