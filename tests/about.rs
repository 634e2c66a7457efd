//! What numbers are about, against the tables in `tests/cases/about`: some hold row by row, those that a person read (`read_…`)
//! in so many of their numbers.

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

/// The tables whose names begin with `read_`, or the others.
fn tables(read: bool) -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/about");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with("read_") == read);
    paths.iter().map(|path| toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

#[test]
fn tables_hold() {
    let words = Words::new();
    let mut wrong = Vec::new();
    for table in tables(false) {
        for Case { text, about } in &table.case {
            let got = read(text, table.lang, &words);
            if got != *about {
                wrong.push(format!("{text}\n  expected {about:?}\n  read     {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is counted is named rightly for at least so many of the counts and quantities that a person read.
const SHARE: f64 = 0.85;

#[test]
fn what_is_counted_is_mostly_right() {
    let words = Words::new();
    let (mut numbers, mut right) = (0_u32, 0_u32);
    for table in tables(true) {
        let (mut own_numbers, mut own_right, mut wrong) = (0_u32, 0_u32, Vec::new());
        for Case { text, about } in &table.case {
            let got = counted(text, table.lang, &words);
            for expected in about {
                own_numbers += 1;
                let (surface, names) = expected.split_once(": ").unwrap();
                let of = got.iter().find(|(found, _)| found == surface).map(|(_, of)| of.as_str());
                if of.is_some_and(|of| names.split('|').any(|name| name == of)) {
                    own_right += 1;
                } else {
                    wrong.push(format!("{text}\n  {expected}, read as {of:?}"));
                }
            }
        }
        println!("{:?}: {own_right} of {own_numbers}; not these:\n{}", table.lang, wrong.join("\n"));
        (numbers, right) = (numbers + own_numbers, right + own_right);
    }
    let share = f64::from(right) / f64::from(numbers);
    println!("{right} of {numbers}, {share:.3}");
    assert!(numbers >= 200 && share >= SHARE, "{right} of {numbers}, {share:.3}");
}

/// The counts and quantities of a text, and what they count.
fn counted(text: &str, lang: Lang, words: &Words) -> Vec<(String, String)> {
    let mut found = facts::read(text, lang, Context::default()).facts;
    facts::about(text, lang, &mut found, words);
    let counts = found.iter().filter(|fact| matches!(fact.kind, Kind::Number | Kind::Quantity));
    let surface = |span: Span| span.of(text).to_owned();
    counts.map(|fact| (surface(fact.span), fact.of.map_or(String::new(), surface))).collect()
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
                    // 户 of 三千户 is a thing, too.
                    let is_inside = fact.of == Some(span) && span.end == fact.span.end && span.start > fact.span.start;
                    assert!(!span.of(&text).is_empty(), "{text:?}: {span:?} of {fact:?}");
                    assert!(is_inside || !span.overlaps(fact.span), "{text:?}: {span:?} of {fact:?}");
                }
            }
        }
    }
}
