use super::folded;
use super::institutions::{ENDINGS, phrases};
use crate::source::Span;
use crate::text::{Part, Words};

/// The Chinese name of an institution and the English name beside it, in two texts that translate each other; `None`
/// unless each has just one that fits, for two institutions of one kind cannot be told apart. In a headline all words
/// have capitals and nothing shows where a name ends: it names an institution where the Chinese is nothing but the name.
pub fn named(zh: &str, en: &str, words: &Words) -> Option<(Span, Span)> {
    let mut told = None;
    for ending in ENDINGS.iter() {
        let mut ends = ending.places(zh);
        let (Some(end), None) = (ends.next(), ends.next()) else { continue };
        let mut english = phrases(en, &ending.heads).into_iter();
        let (Some(english), None) = (english.next(), english.next()) else { continue };
        if told.replace((end, english)).is_some() {
            return None;
        }
    }
    let (ending, english) = told?;
    let name = whole_name(zh, ending, words)?;
    let is_alone = name.of(zh) == zh.trim_matches(|c: char| !c.is_alphanumeric());
    (is_alone || !is_in_capitals(en)).then_some((name, english))
}

/// Whether every word that could be written small has a capital: all but those of up to three letters and the longer
/// prepositions, which headlines write small too.
pub(super) fn is_in_capitals(text: &str) -> bool {
    const SMALL: &[&str] = &["with", "from", "into", "over", "upon", "under", "after", "before", "during", "through"];
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).filter(|word| word.len() > 3);
    words.filter(|word| !SMALL.contains(word)).all(|word| !word.starts_with(char::is_lowercase))
}

/// The name that ends in `ending`: the nouns, places and modifiers before it; `None` when there are none.
fn whole_name(zh: &str, ending: Span, words: &Words) -> Option<Span> {
    let before = words.parts(zh).into_iter().rev().skip_while(|(span, _)| span.start >= ending.start);
    let parts = before.take_while(|(span, part)| {
        matches!(part, Part::Noun | Part::Act | Part::Place | Part::Modifier) || span.end > ending.start
    });
    let start = parts.last()?.0.start;
    (start < ending.start).then(|| Span::new(start, ending.end))
}

/// Names that are one but for articles, links, plurals and capitals have the same key.
pub fn key(english: &str) -> String {
    let words = folded(english);
    let kept: Vec<&str> =
        words.split_whitespace().filter(|word| !matches!(*word, "of" | "the" | "for" | "and")).collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_its_first_noun() {
        let words = Words::new();
        let told = |zh: &'static str, en: &'static str| {
            named(zh, en, &words).map(|(zh_span, en_span)| (zh_span.of(zh), en_span.of(en)))
        };
        assert_eq!(
            told("会议决定由国民参政会负责调查。", "The meeting asked the People's Political Council to look into it."),
            Some(("国民参政会", "People's Political Council"))
        );
        assert_eq!(
            told("昨天，江南水泥公司宣布停产。", "Yesterday the Jiangnan Cement Company stopped its kilns."),
            Some(("江南水泥公司", "Jiangnan Cement Company"))
        );
        assert_eq!(
            told("江南水泥公司提前完成计划", "Jiangnan Cement Company Fulfils Its Plan Ahead of Time"),
            None,
            "a headline does not show where the name ends"
        );
        assert_eq!(told("江南水泥公司", "Jiangnan Cement Company"), Some(("江南水泥公司", "Jiangnan Cement Company")));
        assert_eq!(told("该公司已停业。", "The company has closed."), None, "no name on either side");
        assert_eq!(told("甲公司与乙公司合并。", "The Jia Company and the Yi Company merged."), None, "two of one kind");
    }

    #[test]
    fn names_are_one_but_for_small_words() {
        assert_eq!(key("the Association of Writers"), key("Association of writers"));
        assert_ne!(key("People's Political Council"), key("Senate"));
    }
}
