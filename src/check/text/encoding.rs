use std::fmt::Write as _;

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::{Collector, Segment, segments};
use crate::source::{Lang, Span};

pub(in super::super) static RULE: Rule = Rule {
    name: "encoding",
    class: Class::Text,
    severity: Severity::Warning,
    finds: "Characters are broken: the text was read or written in the wrong encoding somewhere.",
    why: "What stood there is lost or unreadable, and searches will not find it.",
    wrong: ("人民日报", "the Peopleâ€™s Daily"),
    right: ("人民日报", "the People’s Daily"),
};

/// Of the Chinese only `zh` is looked at.
pub(super) fn find(bitext: &Bitext<'_>, zh: &[Segment<'_>]) -> Vec<Finding> {
    let is_plain =
        |text: &str| text.is_ascii() && !text.bytes().fold(false, |found, byte| found | is_control_byte(byte));
    let en = segments(&bitext.en).filter(|(.., text)| !is_plain(text));
    let find = |lang: Lang, segments: &mut dyn Iterator<Item = Segment<'_>>| {
        let mut found = Collector::new(bitext, &RULE, lang);
        for (at, segment, text) in segments {
            for span in broken(text) {
                found.add(at, span.shifted(segment.start), visible(span.of(text)));
            }
        }
        found.findings
    };
    let mut findings = find(Lang::Zh, &mut zh.iter().copied());
    findings.extend(find(Lang::En, &mut { en }));
    findings
}

/// Controls that no text has: C0 without white space, C1, and what stands for a character that could not be read.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The same for the characters of one byte.
fn is_control_byte(byte: u8) -> bool {
    matches!(byte, 0..=0x8 | 0xE..=0x1F | 0x7F)
}

/// Code points that mean something in one program's font alone.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Text that fell into the wrong encoding and is known by what it becomes: UTF-8 read as Windows-1252, lost bytes written
/// as GBK, memory that was never filled.
const KNOWN: &[&str] = &["锟斤拷", "烫烫烫", "屯屯屯", "ï¿½", "ï»¿", "â€", "鈥", "銆"];

/// What a message shows for `surface`: characters that cannot be seen by their numbers.
fn visible(surface: &str) -> String {
    let is_hidden = |c: char| (is_control(c) || is_private(c)) && c != char::REPLACEMENT_CHARACTER;
    let mut shown = String::new();
    for c in surface.chars() {
        if is_hidden(c) {
            let gap = if shown.is_empty() || shown.ends_with(' ') { "" } else { " " };
            let _ = write!(shown, "{gap}U+{:04X} ", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown.trim_end().to_owned()
}

fn broken(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut reached = 0;
    let mut add = |span: Span| match found.last_mut() {
        Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
        _ => found.push(span),
    };
    for (at, c) in text.char_indices().filter(|&(_, c)| may_begin_broken(c)) {
        if at < reached {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let next = rest.chars().nth(1);
        let length = if is_control(c) || is_private(c) {
            c.len_utf8()
        } else if let Some(known) = KNOWN.iter().find(|known| rest.starts_with(**known)) {
            // 鈥 and 銆 are rare characters of their own; doubled with what follows them they are “ and 。.
            let next_is_odd = next.is_some_and(|next| matches!(next, '\u{E000}'..='\u{F8FF}' | '?' | '\u{FFFD}'));
            if matches!(c, '鈥' | '銆') && !next_is_odd { 0 } else { known.len() + next_length(rest, known.len()) }
        } else if matches!(c, 'Ã' | 'Â') && next.is_some_and(|next| matches!(next, '\u{80}'..='\u{BF}')) {
            c.len_utf8() + next.map_or(0, char::len_utf8)
        } else {
            han_as_latin(rest)
        };
        if length > 0 {
            add(Span::new(at, at + length));
            reached = at + length;
        }
    }
    found
}

/// The bytes at the head of `rest` that are Chinese characters in UTF-8 read as Windows-1252, three letters each: æ°´åº“ is
/// 水库. One alone may be an accented letter before two marks.
fn han_as_latin(rest: &str) -> usize {
    const FEWEST: usize = 2;
    let mut chars = rest.char_indices();
    let (mut count, mut length) = (0, 0);
    while let (Some((at, lead)), Some((_, second)), Some((from, third))) = (chars.next(), chars.next(), chars.next()) {
        if !begins_han(lead) || at != length || !continues_han(second) || !continues_han(third) {
            break;
        }
        (count, length) = (count + 1, from + third.len_utf8());
    }
    if count >= FEWEST { length } else { 0 }
}

/// The first bytes of most Chinese characters, E4 to E9, as letters.
fn begins_han(c: char) -> bool {
    matches!(c, 'ä' | 'å' | 'æ' | 'ç' | 'è' | 'é')
}

/// The bytes 80 to BF as Windows-1252 or Latin-1 shows them.
fn continues_han(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{BF}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ÿ' | 'Ž' | 'ž' | 'ƒ' | 'ˆ' | '˜')
        || matches!(
            c,
            '–' | '—'
                | '‘'
                | '’'
                | '‚'
                | '“'
                | '”'
                | '„'
                | '†'
                | '‡'
                | '•'
                | '…'
                | '‰'
                | '‹'
                | '›'
                | '€'
                | '™'
        )
}

/// Whether anything broken begins with `c`; most characters need no closer look.
pub(super) fn may_begin_broken(c: char) -> bool {
    matches!(c, '锟' | '烫' | '屯' | '鈥' | '銆' | 'ï' | 'â' | 'Ã' | 'Â')
        || begins_han(c)
        || is_control(c)
        || is_private(c)
}

/// The third character of a broken punctuation mark: ™ of â€™.
fn next_length(rest: &str, from: usize) -> usize {
    let next = rest.get(from..).and_then(|rest| rest.chars().next());
    next.filter(|c| matches!(c, '™' | 'œ' | '˜' | '“' | '”' | '¦' | '\u{9D}' | '\u{9C}')).map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(visible("\u{97}"), "U+0097");
        assert_eq!(visible("Ã\u{81}\u{9D}é\u{E000}"), "Ã U+0081 U+009D é U+E000");
        assert_eq!(visible("\u{FFFD}"), "\u{FFFD}");
    }

    #[test]
    fn every_known_fault_has_its_first_character() {
        assert!(KNOWN.iter().all(|known| known.starts_with(may_begin_broken)));
    }

    #[test]
    fn broken_characters_are_told_from_rare_ones() {
        let found = |text: &'static str| broken(text).into_iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(found("the Peopleâ€™s Daily, cafÃ©"), ["â€™", "Ã©"]);
        assert_eq!(found("人民\u{FFFD}\u{FFFD}日报锟斤拷"), ["\u{FFFD}\u{FFFD}", "锟斤拷"]);
        assert_eq!(found("The æ°´åº“å››æœˆ was finished"), ["æ°´åº“å››æœˆ"]);
        assert_eq!(found("At the “café”, he said ‘résumé’…"), Vec::<&str>::new());
        assert_eq!(found("São Tomé, ‘Âme’ – 1,000 €, 烫烫"), Vec::<&str>::new());
    }
}
