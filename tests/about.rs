//! What numbers are about, against the tables in `tests/cases/about`.

use std::fs;
use std::path::Path;

use duizhao::facts::{self, Context, Kind};
use duizhao::source::{Lang, Span};
use duizhao::text::Words;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    lang: Lang,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    about: Vec<String>,
}

#[test]
fn tables_hold() {
    let words = Words::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/about");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let table: Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for Case { text, about } in &table.case {
            let got = read(text, table.lang, &words);
            if got != *about {
                wrong.push(format!("{text}\n  expected {about:?}\n  read     {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn read(text: &str, lang: Lang, words: &Words) -> Vec<String> {
    let mut found = facts::read(text, lang, Context::default()).facts;
    facts::about(text, lang, &mut found, words);
    let counts = found.iter().filter(|fact| matches!(fact.kind, Kind::Number | Kind::Quantity | Kind::Money));
    let line = |fact: &facts::Fact| {
        let surface =
            |span: Option<Span>, mark: &str| span.map_or(String::new(), |span| format!("{mark}{}", span.of(text)));
        let (of, when, place) = (surface(fact.of, " "), surface(fact.when, " "), surface(fact.place, " @ "));
        format!("{}:{of}{when}{place}", fact.span.of(text))
    };
    counts.map(line).collect()
}

#[test]
fn every_span_lies_in_the_text() {
    let words = Words::new();
    let pieces = [
        "三千",
        "斤",
        "棉花",
        "的",
        "，",
        "。",
        "\n",
        "達到",
        "產量",
        "一九五五年",
        "比",
        " of ",
        "12",
        " tons",
        " In Hebei",
        "-",
    ];
    let mut state = 1_u64;
    for _ in 0..2000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
        }
        for lang in [Lang::Zh, Lang::En] {
            let mut found = facts::read(&text, lang, Context::default()).facts;
            facts::about(&text, lang, &mut found, &words);
            for fact in &found {
                for span in [fact.of, fact.when, fact.place].into_iter().flatten() {
                    assert!(!span.of(&text).is_empty() && !span.overlaps(fact.span), "{text:?}: {span:?} of {fact:?}");
                }
            }
        }
    }
}
