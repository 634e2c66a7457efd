//! Sentences and words against the tables in `tests/cases/text`, and what holds of any text.

use std::fs;
use std::path::Path;

use duizhao::source::{Lang, Span};
use duizhao::text::{Unwrapped, Words, sentences};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct SentenceTable {
    lang: Lang,
    case: Vec<SentenceCase>,
}

#[derive(Deserialize)]
struct SentenceCase {
    text: String,
    sentences: Vec<String>,
}

#[derive(Deserialize)]
struct WordTable {
    case: Vec<WordCase>,
}

#[derive(Deserialize)]
struct WordCase {
    lang: Lang,
    text: String,
    words: Vec<String>,
}

fn table(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text").join(name)).unwrap()
}

fn surfaces(text: &str, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|span| span.of(text).to_owned()).collect()
}

#[test]
fn sentences_are_as_the_tables_say() {
    let mut wrong = Vec::new();
    for name in ["sentences_zh.toml", "sentences_en.toml"] {
        let table: SentenceTable = toml::from_str(&table(name)).unwrap();
        for case in &table.case {
            let got = surfaces(&case.text, &sentences(&case.text, table.lang));
            if got != case.sentences {
                wrong.push(format!("{}\n  expected {:?}\n  cut      {:?}", case.text, case.sentences, got));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn words_are_as_the_table_says() {
    let words = Words::new();
    let table: WordTable = toml::from_str(&table("words.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &table.case {
        let spans = match case.lang {
            Lang::Zh => words.zh(&case.text),
            Lang::En => Words::en(&case.text),
        };
        let got = surfaces(&case.text, &spans);
        if got != case.words {
            wrong.push(format!("{}\n  expected {:?}\n  cut      {:?}", case.text, case.words, got));
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Texts made of what sentences end and go on with.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一", "。", "；", "……", "“", "”", "\"", "（", "）", "《", "》", "．", "！", "？", "说", "，", " ", "\u{3000}",
        "\n", "\r\n", "Mr.", "U.S.", "No. 3", "He", "said", ".", "!", "...", "(", ")", "3.5", "a.m.", "'", "é", "𠮷",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn sentences_cover_all_that_is_not_white_space(text in pieces(), zh in any::<bool>()) {
        let spans = sentences(&text, if zh { Lang::Zh } else { Lang::En });
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(visible(&surfaces(&text, &spans).concat()), visible(&text));
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }

    #[test]
    fn a_sentence_stays_whole_when_cut_again(text in pieces(), zh in any::<bool>()) {
        // What ends a sentence does so by what stands before it: alone, the first one is not cut further.
        let lang = if zh { Lang::Zh } else { Lang::En };
        if let Some(first) = sentences(&text, lang).first() {
            prop_assert_eq!(sentences(first.of(&text), lang).len(), 1, "{:?}", first.of(&text));
        }
    }

    #[test]
    fn unwrapping_leads_back(text in pieces(), zh in any::<bool>()) {
        let text = text.trim();
        let unwrapped = Unwrapped::new(text, if zh { Lang::Zh } else { Lang::En });
        for (at, c) in unwrapped.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let span = unwrapped.locate(Span::new(at, at + c.len_utf8()));
            prop_assert_eq!(span.of(text), c.to_string());
        }
    }
}
