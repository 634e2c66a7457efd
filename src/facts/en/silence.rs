//! What looks numeric and claims nothing: codes, addresses, versions, telephone numbers, idioms and names.

use std::sync::LazyLock;

use super::around::Around;
use super::ground::Ground;
use super::phrases::{PhraseTable, anchored};
use crate::numerals::en::cursor::{Sort, Token};
use crate::numerals::en::figures_end;
use crate::numerals::en::lexicon::WordTable;

/// What a number after a noun is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Designation {
    /// Digits that name: `Article 21`.
    Serial,
    /// A place in an order: `No. 3`.
    Ordinal,
    /// Part of a name: `Boeing 747`.
    Name,
}

/// What the noun before a number that begins at `at` makes of it, and where the noun begins.
pub(super) fn designation(ground: Ground<'_>, at: usize) -> Option<(Designation, usize)> {
    static TABLE: LazyLock<WordTable<(bool, Designation, bool)>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/en/designators.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
            let mut columns = line.split('\t');
            let mut column = || columns.next().unwrap_or_default();
            let (noun, case, what, dated) = (column(), column(), column(), column());
            let what = match what {
                "serial" => Designation::Serial,
                "ordinal" => Designation::Ordinal,
                _ => Designation::Name,
            };
            (noun, (case == "capital", what, dated == "dated"))
        });
        rows.collect()
    });
    let cursor = ground.cursor;
    let mut noun = ground.before(at);
    if cursor.is(noun, "#") {
        return Some((Designation::Ordinal, noun.start));
    }
    // "No. 3", "Vol. 2", "Tel: 5551234", "Catch-22", "Apollo-11"
    if cursor.is_any(noun, &[".", ":", "-"]) {
        noun = cursor.glued_before(noun.start);
    }
    if noun.sort != Sort::Word || noun.start < ground.floor {
        return None;
    }
    let (capital, what, dated) = TABLE.get(cursor.surface(noun))?;
    // the Government of Wales Act 2017: its year
    let year =
        || ground.plain_digits(at, 4).is_some_and(|(year, digits, _)| digits == 4 && (1700..2100).contains(&year));
    if dated && year() {
        return None;
    }
    // "no 3" denies; "No 3" counts
    let capital =
        capital || (cursor.is(noun, "no") && cursor.char_before(at) != Some('.') && !dotted(ground, noun.end));
    (!capital || cursor.is_capitalised(noun)).then_some((what, noun.start))
}

fn dotted(ground: Ground<'_>, at: usize) -> bool {
    ground.cursor.char_at(at) == Some('.')
}

/// The idioms, each as its words with the place of the one it is found by.
fn idioms() -> impl Iterator<Item = (Vec<&'static str>, usize)> {
    let lines = include_str!("../../../data/en/idioms.tsv").lines();
    lines.filter(|line| !line.starts_with('#') && line.contains('[')).map(anchored)
}

/// The words idioms are found by.
pub(super) fn idiom_words() -> impl Iterator<Item = &'static str> {
    idioms().filter_map(|(words, anchor)| words.get(anchor).copied())
}

/// Where the idiom ends that the number word at `at` belongs to.
pub(super) fn idiom(ground: Ground<'_>, at: usize) -> Option<usize> {
    static TABLE: LazyLock<PhraseTable<()>> = LazyLock::new(|| PhraseTable::new(idioms().map(|row| (row, ()))));
    let token = ground.cursor.glued(at);
    let found = matches!(token.sort, Sort::Word | Sort::Digits).then(|| TABLE.at(ground, token)).flatten();
    found.map(|found| found.end).or_else(|| one_of_a_row(ground, token))
}

/// Where a `one` ends that counts nothing, since others follow it: one new village after another, for one reason or another,
/// from one end of the dyke to the other. What stands between may hold figures and is read.
fn one_of_a_row(ground: Ground<'_>, one: Token) -> Option<usize> {
    /// So many words may stand between.
    const LONGEST: usize = 5;
    let cursor = ground.cursor;
    if !cursor.is(one, "one") {
        return None;
    }
    let from = cursor.is(ground.before(one.start), "from");
    let mut last = one;
    for _ in 0..=LONGEST {
        let word = cursor.next(last.end);
        if !matches!(word.sort, Sort::Word | Sort::Digits) {
            return None;
        }
        let joins = cursor.is_any(word, &["after", "upon", "or"]) || from && cursor.is(word, "to");
        let others: [&[&str]; 4] = [&["another"], &["the", "other"], &["the", "next"], &["the", "others"]];
        if joins && ground.any_after(word.end, &others).is_some() {
            // One worker died after another accident: what ends with a verb is no row.
            let verb = cursor.surface(last);
            let is_verb = last.start != one.start && (verb.ends_with("ed") || Around::Verb.holds(verb));
            return (!is_verb).then_some(one.end);
        }
        last = word;
    }
    None
}

/// Where the code, address, version or telephone number ends that the digits at `at` belong to.
pub(super) fn code(ground: Ground<'_>, at: usize) -> Option<usize> {
    let cursor = ground.cursor;
    let bytes = cursor.text().as_bytes();
    let before = cursor.char_before(at);
    // G20, SCP-173, 24703L202: letters come up to the digits, with a hyphen or without
    let lettered = match before {
        Some('-' | '‑') => {
            let word = cursor.glued_before(at - before.map_or(0, char::len_utf8));
            word.sort == Sort::Word && names_with_hyphen(cursor.surface(word))
        }
        Some('_' | '@' | '\\') => true,
        _ => cursor.glued_before(at).sort == Sort::Word,
    };
    if lettered {
        return Some(run(bytes, at));
    }
    // +86 138-2010-2015
    if before == Some('+') {
        let end = telephone(bytes, at);
        let digits = bytes.get(at..end).map_or(0, |run| run.iter().filter(|b| b.is_ascii_digit()).count());
        // +3.1% is a number with its sign
        return (digits > 6).then_some(end);
    }
    let (groups, same) = groups(bytes, at);
    let end = run(bytes, at);
    let figures = |from: usize| bytes.iter().skip(from).take(6).take_while(|b| b.is_ascii_digit()).count();
    // call 555-1234
    if groups == 2 && (figures(at), figures(at + 4), end) == (3, 4, at + 8) && dials(ground, at) {
        return Some(end);
    }
    // 5G, 4K: a generation, a format
    if end == at + 2 && matches!(bytes.get(at + 1), Some(b'G' | b'K')) {
        return Some(end);
    }
    if bytes.get(at..end).is_some_and(|run| run.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    // 1e10, 1.3x10^6
    if figures_end(cursor, at).is_some_and(|figures| figures >= end) {
        return None;
    }
    match groups {
        // 123-12-1234, 1.2.3, 192.168.0.1
        3.. if same => Some(end),
        _ if torn(bytes, at, end) => Some(end),
        _ => None,
    }
}

/// Whether a word before `at` announces a number to call.
fn dials(ground: Ground<'_>, at: usize) -> bool {
    let before = ground.before(at);
    let before = if ground.cursor.is_any(before, &[":", "at", "on"]) { ground.before(before.start) } else { before };
    // (555) 555-1234
    ground.cursor.is(before, ")")
        || ground
            .cursor
            .is_any(before, &["call", "calling", "dial", "phone", "telephone", "tel", "fax", "hotline", "number"])
}

/// Whether a word and the number that a hyphen ties to it are a name: `COVID-19`, `T-54`, but not `pre-1949`.
fn names_with_hyphen(word: &str) -> bool {
    !Around::Prefix.holds(word)
}

/// Where the run of letters, digits and joining marks at `at` ends.
fn run(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        let joins = matches!(byte, b'-' | b'.' | b'_' | b'/' | b'+')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !(byte.is_ascii_alphanumeric() || joins) {
            break;
        }
        end += 1;
    }
    end
}

/// Where a telephone number ends: digits, hyphens, brackets and single spaces.
fn telephone(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        let joins = matches!(byte, b'-' | b' ' | b'(' | b')')
            && bytes.get(end + 1).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'(' | b')' | b' '));
        if !(byte.is_ascii_digit() || joins) {
            break;
        }
        end += 1;
    }
    end
}

/// How many groups of digits one kind of mark ties together at `at`, and whether the marks are all hyphens or points.
fn groups(bytes: &[u8], at: usize) -> (usize, bool) {
    let mark = bytes.get(at..).and_then(|rest| rest.iter().find(|b| !b.is_ascii_digit())).copied();
    let Some(mark @ (b'-' | b'.')) = mark else { return (1, false) };
    let (mut count, mut end) = (0, at);
    loop {
        let length = bytes.get(end..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
        if length == 0 {
            break;
        }
        count += 1;
        end += length;
        if bytes.get(end) != Some(&mark) || !bytes.get(end + 1).is_some_and(u8::is_ascii_digit) || count > 8 {
            break;
        }
        end += 1;
    }
    (count, true)
}

/// Whether the run from `at` to `end` mixes a solidus with numbers, as `24/7`, or more letters than a unit has.
fn torn(bytes: &[u8], at: usize, end: usize) -> bool {
    let Some(run) = bytes.get(at..end) else { return false };
    let mut digits_after_letters = false;
    let mut letters = false;
    let mut slashes = 0;
    for (place, byte) in run.iter().enumerate().take(64) {
        match byte {
            b'/' => {
                let number = run.get(place + 1).is_some_and(u8::is_ascii_digit);
                slashes += usize::from(number && !letters);
            }
            b'a'..=b'z' | b'A'..=b'Z' => letters = true,
            // m2, km2, 10-km 5: a digit that ends the run is a power
            b'0'..=b'9' if letters && run.get(place - 1).is_some_and(u8::is_ascii_alphabetic) => {
                digits_after_letters |= place + 1 != run.len();
            }
            _ => {}
        }
    }
    digits_after_letters || slashes > 0
}

/// Where an address that begins at the word at `at` ends: `https://…`, `www.…`, `name@host`.
pub(super) fn address(bytes: &[u8], word_end: usize, word: &str) -> Option<usize> {
    let rest = bytes.get(word_end..)?;
    let is_address = rest.starts_with(b"://") || (word.eq_ignore_ascii_case("www") && rest.starts_with(b"."));
    is_address.then(|| word_end + rest.iter().take_while(|b| !b.is_ascii_whitespace()).count())
}
