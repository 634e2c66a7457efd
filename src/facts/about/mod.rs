//! What a number is about: the thing counted, the time and the place that govern it, where its sentence says so.
//!
//! A pass of its own over facts that were read, since it needs words and their parts of speech, which the readers do
//! without. What is counted is named beside the number: after it as a rule (八万二千所小学校, 1,427 cooperatives, tons of
//! coal), before it in lists and where a verb links the two (电线三千斤, 产量达三千吨, output reached 3,000 tons). The time
//! that governs is the nearest date before it in the sentence that nothing is compared with (比去年, over last year); a date
//! within a clause governs up to the semicolon, one at the head of the sentence all of it. The place likewise is the nearest
//! before it.
//!
//! A number that names nothing counts what was counted before it: by the same measure word (纪录三百项。这三百项中……), or as the
//! subject of its verb alone (270 bales; 40 were wet), also in the sentence before; amounts that are joined have what they
//! measure in common.
//!
//! Not here: what else an earlier sentence said, and things that only a verb points to.

mod en;
mod zh;

use super::{Fact, Kind};
use crate::source::{Lang, Span, boundary_after};
use crate::text::{self, Words};

/// Says of each number in `facts`, which are those of `text`, what it is about. Time is linear.
pub fn about(text: &str, lang: Lang, facts: &mut [Fact], words: &Words) {
    let mut rest = facts;
    let (mut line_start, mut counted) = (0, None);
    for line in text.split_inclusive('\n') {
        let line_end = line_start + line.len();
        let count = rest.partition_point(|fact| fact.span.start < line_end);
        let (mut of_line, later) = rest.split_at_mut(count);
        rest = later;
        if !of_line.is_empty() {
            for sentence in text::sentences(line, lang) {
                let mut rest = sentence.shifted(line_start);
                while !rest.is_empty() {
                    let stretch = Span::new(rest.start, rest.start + stretch(rest.of(text), rest.start, of_line));
                    rest.start = stretch.end;
                    let count = of_line.partition_point(|fact| fact.span.start < stretch.end);
                    let (inside, later) = of_line.split_at_mut(count);
                    of_line = later;
                    if inside.iter().any(|fact| fact.kind.is_amount()) {
                        in_sentence(text, stretch, lang, inside, words);
                        counted = match lang {
                            Lang::Zh => carry_measured(text, inside, counted),
                            Lang::En => carry(text, inside, counted),
                        };
                    }
                }
            }
        }
        line_start = line_end;
        counted = counted.filter(|_| !line.trim().is_empty());
    }
}

/// What was counted last, and by which measure word if in Chinese.
#[derive(Clone, Copy)]
struct Counted {
    of: Span,
    measure: Option<char>,
}

/// Gives the numbers of an English sentence that stand for what was counted before them, in this sentence or in the one before
/// (270 bales arrived. Of these, 40 were wet), that thing; what was counted last. An amount of another kind breaks the chain.
fn carry(text: &str, facts: &mut [Fact], mut counted: Option<Counted>) -> Option<Counted> {
    // Of these, 16 are new: three in the north.
    let mut is_carried = false;
    for fact in facts.iter_mut().filter(|fact| fact.kind.is_amount()) {
        if fact.kind != Kind::Number {
            counted = None;
            continue;
        }
        if fact.of.is_none() && (is_carried || en::is_of_counted(text, fact.span)) && !en::is_label(text, fact.span) {
            fact.of = counted.map(|counted| counted.of);
            is_carried = fact.of.is_some();
        }
        counted = fact.of.map(|of| Counted { of, measure: None }).or(counted);
    }
    counted
}

/// Gives the counts of a Chinese sentence that name nothing what was counted before: by the same measure word, also in the
/// sentence before (公布了三百项纪录。这三百项中，有……), else by any in this sentence; what was counted last.
fn carry_measured(text: &str, facts: &mut [Fact], before: Option<Counted>) -> Option<Counted> {
    let mut counted: Option<Counted> = None;
    for fact in facts.iter_mut().filter(|fact| fact.kind == Kind::Number) {
        // 出版图书四千种，发行十二亿册: a measure word tells at least that something is counted.
        let measure = zh::measure(text, fact.span);
        let carried = before.filter(|before| before.measure == measure).or(counted).filter(|_| measure.is_some());
        fact.of = fact.of.or_else(|| zh::thing_of(text, fact.span)).or(carried.map(|counted| counted.of));
        counted = fact.of.map(|of| Counted { of, measure }).or(counted);
    }
    counted.or(before)
}

/// A sentence is looked at as a whole up to so many bytes. Longer ones are tables on one line, or no sentences at all.
const LONG: usize = 4096;

/// How much of `sentence`, which begins at byte `start` and has `facts`, is looked at as one, in bytes: a long one up to a
/// comma, and never up to the inside of a fact.
fn stretch(sentence: &str, start: usize, facts: &[Fact]) -> usize {
    if sentence.len() <= LONG {
        return sentence.len();
    }
    let (from, to) = (boundary_after(sentence, LONG / 2), boundary_after(sentence, LONG));
    let comma = sentence.get(from..to).unwrap_or_default().rmatch_indices(['，', '；', '、', ',', ';', ' ']).next();
    let end = comma.map_or(to, |(at, mark)| from + at + mark.len());
    let first_after = facts.partition_point(|fact| fact.span.end <= start + end);
    match facts.get(first_after) {
        Some(fact) if fact.span.start < start + end => (fact.span.end - start).min(sentence.len()),
        _ => end,
    }
}

fn in_sentence(text: &str, sentence: Span, lang: Lang, facts: &mut [Fact], words: &Words) {
    let found: Vec<(Option<Span>, Option<Span>)> = match lang {
        Lang::Zh => zh::Sentence::new(text, sentence, facts, words).about(facts),
        Lang::En => en::Sentence::new(text, sentence, facts).about(facts),
    };
    // The date that governs, and where it ceases to.
    let mut governing: Option<(Span, usize)> = None;
    for (at, (of, place)) in found.into_iter().enumerate() {
        let fact = &mut facts[at];
        if matches!(fact.kind, Kind::Date | Kind::Period | Kind::Datetime) {
            let before = text.get(sentence.start..fact.span.start).unwrap_or_default().trim_end();
            let (compared, heads) = match lang {
                Lang::Zh => (zh::compares(before), zh::heads(before)),
                Lang::En => (en::compares(before), en::heads(before)),
            };
            if !compared {
                let rest = text.get(fact.span.end..sentence.end).unwrap_or_default();
                let clause = rest.find(['；', ';']).filter(|_| !heads).map_or(rest.len(), |at| at);
                governing = Some((fact.span, fact.span.end + clause));
            }
        }
        if fact.kind.is_amount() {
            (fact.of, fact.place) = (of, place);
            fact.when = governing.filter(|(_, end)| fact.span.start < *end).map(|(date, _)| date);
        }
    }
    // 消灭敌人一万名，其中打死八千名: what is not named again is what was counted before.
    for at in 1..facts.len() {
        let (before, rest) = facts.split_at_mut(at);
        let fact = &mut rest[0];
        let is_left_out =
            fact.of.is_none() && fact.kind.is_amount() && (lang == Lang::Zh || !en::is_label(text, fact.span));
        if is_left_out || is_of_bearer(before, fact) {
            let alike = |other: &&Fact| other.of.is_some() && is_alike(text, lang, other, fact);
            fact.of = before.iter().rev().take(NEAR).find(alike).map_or(fact.of, |other| other.of);
        }
    }
}

/// So many facts before a number are asked for what it counts.
const NEAR: usize = 24;

/// Whether what an amount seems to be of was counted just before, and so bears rather than is what is measured: 三个县的亩产超过五百斤，
/// 两个县超过六百斤.
fn is_of_bearer(before: &[Fact], fact: &Fact) -> bool {
    let counted = before.last().filter(|before| before.kind == Kind::Number && fact.kind != Kind::Number);
    counted.and_then(|counted| counted.of).zip(fact.of).is_some_and(|(counted, of)| counted.overlaps(of))
}

/// Whether two facts count in the same unit or measure word.
fn is_alike(text: &str, lang: Lang, left: &Fact, right: &Fact) -> bool {
    let last = |fact: &Fact| fact.span.of(text).chars().next_back();
    let has_measure = lang == Lang::Zh && left.kind == Kind::Number;
    left.kind == right.kind && left.unit == right.unit && (!has_measure || last(left) == last(right))
}
