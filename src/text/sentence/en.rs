use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Marks, char_at, closes, opens};
use crate::source::ascii_word;

/// When a sentence may end after an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Never,
    Number,
    Perhaps,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, After>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/en/abbreviations.tsv").lines().filter(|line| !line.starts_with('#'));
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
    LazyLock::new(|| include_str!("../../../data/en/starters.txt").split_whitespace().collect());

/// Where English sentences end, in bytes.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut marks = Marks::default();
    // The byte at which the sentence begins, white space before it not counted.
    let mut start = None;
    let mut end = 0;
    while let Some(c) = char_at(text, end) {
        let at = end;
        if c.is_ascii_alphanumeric() {
            // Words and the spaces between them.
            end += ascii_word(&text.as_bytes()[end..]);
            while let Some((b' ', rest)) = text.as_bytes()[end..].split_first() {
                end += 1 + ascii_word(rest);
            }
            marks.pass(end - at);
            start = start.or(Some(at));
            continue;
        }
        marks.read(c);
        end += c.len_utf8();
        if start.is_none() && !c.is_whitespace() {
            start = Some(at);
        }
        if !is_stop(c) {
            continue;
        }
        let mut closed_quote = false;
        while let Some(next) = char_at(text, end) {
            // "… 1 %. ” said": a space may stand before a mark that can only close.
            let spaced = next == ' ' && marks.quotes.is_open() && char_at(text, end + 1) == Some('”');
            if !spaced && !closes(next) && !matches!(next, '.' | '!' | '?' | '…') {
                break;
            }
            closed_quote |= matches!(next, '”' | '"' | '’' | '\'');
            marks.read(next);
            end += next.len_utf8();
        }
        let rest = text.get(end..).unwrap_or_default();
        // "3.5", "U.S.", "Yes!”—she said": no space, no end; but Chinese stops need none.
        let parted = rest.is_empty() || rest.starts_with(char::is_whitespace) || matches!(c, '。' | '！' | '？');
        if marks.brackets.is_open() || !parted {
            continue;
        }
        let next = rest.trim_start();
        let single = c == '.' && end == at + 1;
        if single && !stop_ends(text, start.unwrap_or(at), at, next) {
            continue;
        }
        // "Why?" he asked; and then… nothing; "A shark!" Hammel added.
        let goes_on = next.chars().take(4).find(|c| !opens(*c)).is_some_and(char::is_lowercase);
        if goes_on || closed_quote && c != '.' && is_attribution(next) {
            continue;
        }
        ends.push(end);
        start = None;
    }
    ends
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Whether `next`, which follows a quotation, says who spoke: "Hammel added.", "Said Lu Le".
fn is_attribution(next: &str) -> bool {
    const REACH: usize = 4;
    const VERBS: &[&str] = &[
        "said",
        "says",
        "added",
        "adds",
        "asked",
        "asks",
        "cried",
        "replied",
        "shouted",
        "exclaimed",
        "answered",
        "wrote",
        "told",
    ];
    for word in next.split_whitespace().take(REACH) {
        if VERBS.iter().any(|verb| word.trim_end_matches(['.', ',', ':']).eq_ignore_ascii_case(verb)) {
            return true;
        }
        if word.ends_with(is_stop) {
            return false;
        }
    }
    false
}

/// So many characters after a stop are looked at for the word that follows.
const REACH: usize = 40;

/// Whether the single full stop at byte `at` ends the sentence that began at byte `start`; `next` is what follows it.
fn stop_ends(text: &str, start: usize, at: usize, next: &str) -> bool {
    let before = text.get(start..at).unwrap_or_default();
    let word =
        before.rsplit(|c: char| c.is_whitespace() || opens(c) || c == '—' || c == '–').next().unwrap_or_default();
    // The word after may stand behind marks, but not far: `. . . .` must not be read to its end at each stop.
    let ahead = next.char_indices().nth(REACH).and_then(|(at, _)| next.get(..at)).unwrap_or(next);
    let following =
        ahead.split(|c: char| !c.is_alphanumeric() && c != '\'').find(|word| !word.is_empty()).unwrap_or_default();
    let starter = STARTERS.contains(following.to_lowercase().as_str());
    // A list marker: "1. Length is measured", "a. The first".
    let alone = before == word;
    if alone && word.len() <= 3 && is_marker(word) {
        return false;
    }
    // "Article 12. All citizens"; "Step 3. Close the lid".
    if is_marker(word) && before.strip_suffix(word).is_some_and(|division| DIVISIONS.contains(&division.trim_end())) {
        return next.is_empty();
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

/// The words that stand before the number of a provision, a section or a point, itself no sentence.
const DIVISIONS: &[&str] = &[
    "Annex",
    "Appendix",
    "Article",
    "Chapter",
    "Clause",
    "Item",
    "Lesson",
    "Paragraph",
    "Part",
    "Point",
    "Principle",
    "Question",
    "Regulation",
    "Rule",
    "Schedule",
    "Section",
    "Step",
    "Table",
    "Title",
];

/// Whether `word` is a number as lists count: in digits or as a Roman numeral.
fn is_marker(word: &str) -> bool {
    !word.is_empty() && (word.bytes().all(|b| b.is_ascii_digit()) || is_roman(word))
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}
