use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::{Collector, segments};
use crate::formats::signposts;
use crate::source::{Lang, Span, is_han};

pub(in super::super) static RULE: Rule = Rule {
    name: "untranslated",
    class: Class::Text,
    severity: Severity::Warning,
    finds: "Chinese, Korean or Japanese characters were left in the English.",
    why: "The reader of the English cannot read them. Characters in brackets after their translation are a gloss and no fault, nor is the name of a language.",
    wrong: ("参政会开幕", "The 参政会 opened"),
    right: ("参政会开幕", "The Political Council (参政会) opened"),
};

pub(super) fn find(bitext: &Bitext<'_>) -> Vec<Finding> {
    let mut found = Collector::new(bitext, &RULE, Lang::En);
    for (at, segment, text) in segments(&bitext.en) {
        if text.is_ascii() {
            continue;
        }
        for run in runs(text) {
            if !is_gloss(text, run) && !signposts::is_language(run.of(text)) {
                found.add(at, run.shifted(segment.start), scripts(run.of(text)));
            }
        }
    }
    found.findings
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}')
}

fn is_kana(c: char) -> bool {
    // The middle dot and the long-vowel mark of the block stand in Chinese text too.
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9F}')
}

fn is_foreign(c: char) -> bool {
    // 〇 is a circle and 丨 a bar to whoever reads no Chinese.
    is_han(c) && !matches!(c, '〇' | '丨') || is_hangul(c) || is_kana(c)
}

/// Runs of characters that are no English, with the punctuation and digits between them.
fn runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut joins = false;
    for (at, c) in text.char_indices() {
        if is_foreign(c) {
            let span = Span::new(at, at + c.len_utf8());
            match runs.last_mut() {
                Some(last) if joins => last.end = span.end,
                _ => runs.push(span),
            }
            joins = true;
        } else {
            joins &= matches!(
                c,
                '，' | '。' | '、' | '；' | '：' | '·' | '—' | '〇' | '！' | '？' | '“' | '”' | '《' | '》'
            ) || c.is_ascii_digit();
        }
    }
    runs
}

/// Whether the Chinese at `run` explains the English beside it, or is explained by it: `(参政会)` after a word, 中流砥柱
/// before `(a pillar in midstream)`. Hangul and kana are no gloss of Chinese.
fn is_gloss(text: &str, run: Span) -> bool {
    const OPENING: &[char] = &['(', '（', '[', '［', '【', '〔'];
    const CLOSING: &[char] = &[')', '）', ']', '］', '】', '〕'];
    const QUOTES: &[char] = &['"', '“', '”', '‘', '’', '\'', '《', '》', '「', '」', ' '];
    let (Some(before), Some(after)) = (text.get(..run.start), text.get(run.end..)) else { return false };
    if run.of(text).contains(|c| is_hangul(c) || is_kana(c)) {
        return false;
    }
    let reach = |part: &str| part.char_indices().nth(40).map_or(part.len(), |(at, _)| at);
    // Inside brackets: an opening one to the left without a closing one between, as "(Chinese: 参政会)".
    let left: String = before.chars().rev().take(40).collect();
    let opened = left.find(OPENING).is_some_and(|open| left.find(CLOSING).is_none_or(|close| open < close));
    let right = after.get(..reach(after)).unwrap_or_default();
    let closed = right.find(CLOSING).is_some_and(|close| right.find(OPENING).is_none_or(|open| close < open));
    let words_before = before.chars().rev().take(60).any(|c| c.is_ascii_alphabetic());
    let explained = after.trim_start_matches(QUOTES).starts_with(OPENING)
        && after.trim_start_matches(QUOTES).trim_start_matches(OPENING).starts_with(|c: char| c.is_ascii_alphabetic());
    opened && closed && words_before || explained && run.of(text).chars().count() <= 20
}

/// What is left, by script, as the message names it.
fn scripts(surface: &str) -> String {
    let has = |fits: fn(char) -> bool| surface.contains(fits);
    let names = [("Chinese", has(is_han)), ("Korean", has(is_hangul)), ("Japanese", has(is_kana))];
    let names: Vec<&str> = names.into_iter().filter(|(_, found)| *found).map(|(name, _)| name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> Vec<&str> {
        let is_left = |run: &Span| !is_gloss(text, *run) && !signposts::is_language(run.of(text));
        runs(text).into_iter().filter(is_left).map(|run| run.of(text)).collect()
    }

    #[test]
    fn a_gloss_is_no_leftover() {
        assert_eq!(left("The 参政会 met."), ["参政会"]);
        assert_eq!(left("The Political Council (参政会) met."), Vec::<&str>::new());
        assert_eq!(left("the tool (Chinese: 锄头, a hoe)"), Vec::<&str>::new());
        assert_eq!(left("the “中流砥柱” (pillar in midstream)"), Vec::<&str>::new());
        assert_eq!(left("The guide is in 简体中文 and 日本語, too."), Vec::<&str>::new());
        assert_eq!(left("(参政会)"), ["参政会"]);
        assert_eq!(left("the 한국 army (한국)"), ["한국", "한국"]);
        assert_eq!(left("第一、第二 groups"), ["第一、第二"]);
        assert_eq!(left("二〇〇八 and ×"), ["二〇〇八"]);
        assert_eq!(left("News 丨 Weather"), Vec::<&str>::new());
    }
}
