//! The letters themselves: what was left untranslated, broken characters, loops, doubtful print.
//!
//! Each rule reads the segments of one side once, from left to right. The same surface at fault in several places is one
//! finding, at the first of them.

mod encoding;
mod ocr_doubt;
mod repetition;
mod untranslated;

use std::collections::BTreeSet;

use super::Bitext;
use super::finding::{Detail, Finding, Mark};
use super::rules::Rule;
use crate::align::SideText;
use crate::source::{Lang, Span};

pub(super) use encoding::RULE as ENCODING;
pub(super) use ocr_doubt::RULE as OCR_DOUBT;
pub(super) use repetition::RULE as REPETITION;
pub(super) use untranslated::RULE as UNTRANSLATED;

/// Finds what is wrong with the letters of either side. Linear in the length of the texts.
pub(super) fn find(bitext: &Bitext<'_>) -> Vec<Finding> {
    let zh: Vec<Segment<'_>> = segments(&bitext.zh).filter(|(.., text)| !text.chars().all(is_plain_zh)).collect();
    let mut findings = untranslated::find(bitext);
    findings.extend(encoding::find(bitext, &zh));
    findings.extend(repetition::find(bitext));
    findings.extend(ocr_doubt::find(bitext, &zh));
    findings
}

/// A segment: its index, its place and its text.
type Segment<'a> = (usize, Span, &'a str);

/// The segments of a side.
fn segments<'a>(side: &SideText<'a>) -> impl Iterator<Item = Segment<'a>> + use<'a> {
    let (segments, text) = (side.segments, side.text);
    segments.iter().enumerate().map(|(at, segment)| (at, segment.span, segment.span.of(text)))
}

/// Whether `c` is one of the characters that most Chinese is written with and that no rule speaks of: a segment of nothing
/// else needs no closer look.
fn is_plain_zh(c: char) -> bool {
    match c {
        '一'..='鿿' => !matches!(c, '屯' | '烫' | '鈥' | '銆' | '锟'),
        _ => matches!(c, '、'..='】' | '！'..='？' | ' '..='?'),
    }
}

/// Findings of one rule on one side, each surface once.
struct Collector<'a> {
    bitext: &'a Bitext<'a>,
    rule: &'static Rule,
    lang: Lang,
    seen: BTreeSet<&'a str>,
    findings: Vec<Finding>,
}

impl<'a> Collector<'a> {
    fn new(bitext: &'a Bitext<'a>, rule: &'static Rule, lang: Lang) -> Self {
        Self { bitext, rule, lang, seen: BTreeSet::new(), findings: Vec::new() }
    }

    /// Adds a finding at `span` in segment `segment`; `text` is what the message says of it.
    fn add(&mut self, segment: usize, span: Span, text: String) {
        let side = if self.lang == Lang::Zh { self.bitext.zh } else { self.bitext.en };
        if !self.seen.insert(span.of(side.text)) {
            return;
        }
        let beads = &self.bitext.alignment.beads;
        let bead = beads.partition_point(|bead| match self.lang {
            Lang::Zh => bead.zh.end <= segment,
            Lang::En => bead.en.end <= segment,
        });
        let (zh_context, en_context) = super::sides::contexts(self.bitext, bead);
        let mark = Some(Mark { span, fact: None });
        let (zh, en) = if self.lang == Lang::Zh { (mark, None) } else { (None, mark) };
        let (rule, severity) = (self.rule, self.rule.severity);
        self.findings.push(Finding {
            rule,
            severity,
            zh,
            en,
            zh_context,
            en_context,
            detail: Detail::Text(text),
            repeats: 0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_speaks_of_plain_characters() {
        let spoken_of = |c: &char| encoding::may_begin_broken(*c) || ocr_doubt::is_doubtful(*c);
        assert_eq!(('\0'..=char::MAX).filter(spoken_of).find(|c| is_plain_zh(*c)), None);
    }
}
