use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::{Collector, segments};
use crate::bitext::{Bead, BlockKind, Segment};
use crate::source::{Lang, Span};
use crate::text::Words;

pub(in super::super) static RULE: Rule = Rule {
    name: "repetition",
    class: Class::Text,
    severity: Severity::Warning,
    finds: "The English says the same words again and again, and the Chinese does not.",
    why: "A language model that loops writes one phrase until it is stopped, and what should follow is lost.",
    wrong: ("社员们高兴地回家了", "The members went home and went home and went home and went home and went home"),
    right: ("社员们高兴地回家了", "The members went home happily"),
};

/// Longest phrase that is looked for, in words.
const LONGEST_PHRASE: usize = 16;
/// A phrase is looping when it comes so many times in a row…
const TIMES: usize = 4;
/// …and fills so many words: one word alone must come once more.
const WORDS: usize = 5;

pub(super) fn find(bitext: &Bitext<'_>) -> Vec<Finding> {
    let mut found = Collector::new(bitext, &RULE, Lang::En);
    let mut run: Option<Run<'_>> = None;
    for (at, segment, text) in segments(&bitext.en) {
        if let Some(span) = loops(text)
            && !source_repeats(bitext, at)
        {
            found.add(at, span.shifted(segment.start), String::new());
        }
        match &mut run {
            Some(run) if letters(run.text).eq(letters(text)) => run.last = at,
            _ => {
                let ended = run.replace(Run { first: at, last: at, span: segment, text });
                report(&mut found, ended);
            }
        }
    }
    report(&mut found, run);
    for (segment, span) in echoes(bitext) {
        if !found.findings.iter().any(|finding| finding.en.is_some_and(|mark| mark.span.overlaps(span))) {
            found.add(segment, span, String::new());
        }
    }
    found.findings
}

/// Sentences that follow each other and at once come again, beside Chinese that is said once: a paragraph that was put in twice.
/// The first segment of what comes again, and all of it.
fn echoes(bitext: &Bitext<'_>) -> Vec<(usize, Span)> {
    /// Letters of what is no turn of speech.
    const SHORTEST: usize = 40;
    /// Sentences of what is put in twice, at most.
    const LONGEST: usize = 64;
    let (text, segments) = (bitext.en.text, bitext.en.segments);
    let own = |at: usize| segments[at].span.of(text);
    let is_again = |at: usize, period: usize| letters(own(at - period)).eq(letters(own(at)));
    let (mut found, mut last) = (Vec::new(), HashMap::new());
    let mut next = 0;
    for at in 0..segments.len() {
        let Some(before) = last.insert(ends(own(at)), at) else { continue };
        let period = at - before;
        let is_doubled = at >= next
            && period <= LONGEST
            && at + period <= segments.len()
            && (at..at + period).all(|at| is_again(at, period));
        if !is_doubled || is_title(bitext, before) {
            continue;
        }
        let span = segments[at].span.join(segments[at + period - 1].span);
        if letters(span.of(text)).nth(SHORTEST - 1).is_some() && is_said_once(bitext, before, period) {
            found.push((at, span));
            next = at + period;
        }
    }
    found
}

/// The first and the last eight bytes of a sentence and its length, by which most that are not the same are told apart.
fn ends(text: &str) -> (u64, u64, usize) {
    const EIGHT: usize = size_of::<u64>();
    let number = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_le_bytes);
    let bytes = text.as_bytes();
    let (first, last) = (bytes.get(..EIGHT), bytes.get(bytes.len().saturating_sub(EIGHT)..));
    (number(first.unwrap_or_default()), number(last.unwrap_or_default()), bytes.len())
}

/// Whether what is Chinese for `period` English segments from `first` on, and for as many after these that say the same, is
/// said once.
fn is_said_once(bitext: &Bitext<'_>, first: usize, period: usize) -> bool {
    let source = source(bitext, first, first + 2 * period - 1);
    let texts = || source.iter().map(|segment| segment.span.of(bitext.zh.text));
    let mut seen = BTreeSet::new();
    if source.is_empty() || texts().any(|text| repeats(text) || !seen.insert(text)) {
        return false;
    }
    // One bead has what is said first and what is said again.
    let holds_both = |bead: &Bead| {
        bead.en.clone().any(|at| (first..first + period).contains(&at) && bead.en.contains(&(at + period)))
    };
    let beads = &bitext.alignment.beads;
    let from = beads.partition_point(|bead| bead.en.end <= first);
    beads[from..].iter().take_while(|bead| bead.en.start < first + 2 * period).any(holds_both)
        || is_too_short(source, bitext, first..first + 2 * period)
}

/// The same sentence several times in a row.
struct Run<'a> {
    first: usize,
    last: usize,
    span: Span,
    /// Of the first.
    text: &'a str,
}

/// What of a sentence is compared.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn report(found: &mut Collector<'_>, run: Option<Run<'_>>) {
    /// Two may be one sentence and its echo: only where the Chinese is too short for both.
    const TIMES: usize = 3;
    const SHORTEST: usize = 12;
    let Some(run) = run else { return };
    let times = run.last - run.first + 1;
    // What stands above an article may stand once more at the head of its text.
    if times == 2 && is_title(found.bitext, run.first) || times < 2 || letters(run.text).nth(SHORTEST - 1).is_none() {
        return;
    }
    let source = source(found.bitext, run.first, run.last);
    let repeated = if times >= TIMES {
        times > most_in_row(source, found.bitext.zh.text)
    } else {
        matches!(source, [only] if !repeats(only.span.of(found.bitext.zh.text)))
            && is_too_short(source, found.bitext, run.first..run.last + 1)
    };
    if repeated {
        found.add(run.first, run.span, String::new());
    }
}

/// Whether the English segment `at` is the title above the text.
fn is_title(bitext: &Bitext<'_>, at: usize) -> bool {
    at == 0 && bitext.en.segments.first().is_some_and(|first| first.kind == BlockKind::Headline)
}

/// Whether `source` is of a length for half of what the English segments `range` say rather than for all of it.
fn is_too_short(source: &[Segment], bitext: &Bitext<'_>, range: Range<usize>) -> bool {
    /// English letters for a Chinese character, in a wordy translation.
    const MOST: usize = 5;
    let count = |segments: &[Segment], text: &str| -> usize {
        segments.iter().map(|segment| segment.span.of(text).chars().filter(|c| c.is_alphanumeric()).count()).sum()
    };
    let english = bitext.en.segments.get(range).unwrap_or_default();
    count(source, bitext.zh.text) * MOST < count(english, bitext.en.text)
}

/// The stretch of `text` in which a phrase of at most [`LONGEST_PHRASE`] words is said again and again.
fn loops(text: &str) -> Option<Span> {
    if !may_loop(text) {
        return None;
    }
    let words = Words::en(text);
    if words.len() < WORDS {
        return None;
    }
    let keys: Vec<u64> = words.iter().map(|word| key(word.of(text).as_bytes())).collect();
    for period in 1..=LONGEST_PHRASE.min(words.len() / TIMES) {
        let mut length = period;
        for at in period..words.len() {
            length = if keys[at] == keys[at - period] { length + 1 } else { period };
            if length >= period * TIMES && length >= WORDS {
                // Figures in a row repeat by right.
                let stretch = &words[at + 1 - length..=at];
                if stretch.iter().any(|word| word.of(text).contains(char::is_alphabetic)) {
                    let end = keys[at..].iter().zip(&keys[at - period..]).take_while(|(a, b)| a == b).count();
                    return Some(Span::new(stretch[0].start, words[(at + end).min(words.len()) - 1].end));
                }
            }
        }
    }
    None
}

/// Whether so many words in a row come again soon as do in any loop: most sentences need no closer look. Words are cut more
/// finely here than by Unicode's rules, and known by their ends and lengths.
fn may_loop(text: &str) -> bool {
    /// The last words of a loop that repeat the ones before, at least.
    const ROW: usize = 2 * TIMES - 2;
    /// A word of a phrase comes again after so many.
    const SOON: usize = 3 * LONGEST_PHRASE;
    let (mut last, mut number, mut row) = ([0_usize; 256], SOON, 0);
    // A word alone is said so often in a row.
    let (mut before, mut same) = (0, 0);
    for word in text.as_bytes().split(|&byte| !IN_WORD[usize::from(byte)]) {
        let (Some(begins), Some(ends)) = (word.first(), word.last()) else { continue };
        let [length, ..] = word.len().to_le_bytes();
        // Setting one bit makes a capital small.
        let place = ((begins | 0x20).wrapping_mul(31) ^ (ends | 0x20)).wrapping_mul(31) ^ length;
        same = if place == before { same + 1 } else { 1 };
        before = place;
        number += 1;
        row = if number - last[usize::from(place)] <= SOON { row + 1 } else { 0 };
        last[usize::from(place)] = number;
        if row >= ROW || same >= WORDS {
            return true;
        }
    }
    false
}

/// The bytes of words: letters, digits and all that is not ASCII.
const IN_WORD: [bool; 256] = {
    let mut in_word = [true; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        in_word[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    in_word
};

/// A number that stands for a word in whatever case: FNV-1a (Fowler, Noll and Vo, 1991).
fn key(word: &[u8]) -> u64 {
    word.iter().fold(0xCBF2_9CE4_8422_2325, |key, byte| {
        (key ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
    })
}

/// Whether the Chinese of the sentence's bead repeats itself too: 哈哈哈哈, 前进！前进！前进！
fn source_repeats(bitext: &Bitext<'_>, segment: usize) -> bool {
    let beads = &bitext.alignment.beads;
    let Some(bead) = beads.get(beads.partition_point(|bead| bead.en.end <= segment)) else { return false };
    let segments = bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return false };
    repeats(first.span.join(last.span).of(bitext.zh.text))
}

/// Whether a Chinese text says a phrase three times in a row.
fn repeats(text: &str) -> bool {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    (1..=LONGEST_PHRASE.min(chars.len() / 3)).any(|period| {
        let mut length = period;
        (period..chars.len()).any(|at| {
            length = if chars[at] == chars[at - period] { length + 1 } else { period };
            length >= period * 3
        })
    })
}

/// The Chinese segments beside the English segments `first..=last`.
fn source<'a>(bitext: &Bitext<'a>, first: usize, last: usize) -> &'a [Segment] {
    let beads = &bitext.alignment.beads;
    let from = beads.partition_point(|bead| bead.en.end <= first);
    let to = beads.partition_point(|bead| bead.en.start <= last);
    let range = beads.get(from..to).unwrap_or_default();
    let (Some(start), Some(end)) = (range.first(), range.last()) else { return &[] };
    bitext.zh.segments.get(start.zh.start..end.zh.end.max(start.zh.start)).unwrap_or_default()
}

/// The most often that a segment comes in a row.
fn most_in_row(segments: &[Segment], text: &str) -> usize {
    let (mut most, mut run, mut before) = (0, 0, "");
    for segment in segments {
        let own = segment.span.of(text);
        run = if own == before { run + 1 } else { 1 };
        before = own;
        most = most.max(run);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_are_found_and_rhetoric_is_not() {
        let found = |text: &'static str| loops(text).map(|span| span.of(text));
        assert_eq!(
            found("They went home and went home and went home and went home and slept"),
            Some("went home and went home and went home and went home and")
        );
        assert_eq!(found("no no no no no no no no no, he said"), Some("no no no no no no no no no"));
        assert_eq!(found("They sold sold sold sold sold their grain"), Some("sold sold sold sold sold"));
        assert_eq!(found("It was very, very, very, very hot"), None);
        assert_eq!(
            found("Carrying soil, carrying soil, a load of soil for the dam, a load of soil for the country"),
            None
        );
        assert_eq!(found("0 0 0 0 0 0 0 0 0 0 0 0"), None);
    }
}
