//! Bilingual articles in every form they come in: each `NAME.md` in `tests/cases/articles` beside `NAME.txt`, what is read
//! of it. `SNAPSHOTS=overwrite cargo test --test articles` writes the latter anew; review it as prose.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duizhao::bitext::{Document, Metadata};
use duizhao::formats::article::{self, ArticleError};
use duizhao::formats::txt;
use duizhao::pipeline::{self, Parsed, files};
use duizhao::source::{Lang, SourceText, Span};
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/articles");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    assert!(paths.len() >= 10);
    paths
}

/// A document in lines: metadata, blocks and terms.
fn describe(document: &Document, text: &str) -> String {
    let mut out = String::new();
    let mut metadata = |lang: &str, of: &Metadata| {
        let fields =
            [("title", of.title), ("author", of.author), ("date", of.date), ("page", of.page), ("column", of.column)];
        for (name, value) in fields {
            if let Some(value) = value {
                let _ = writeln!(out, "{lang} {name}: {}", value.of(text));
            }
        }
    };
    metadata("en", &document.en);
    metadata("zh", &document.zh);
    for block in &document.blocks {
        let lines: Vec<_> =
            block.span.of(text).split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
        let kind = serde_json::to_value(block.kind).unwrap();
        let _ = writeln!(out, "{} [{}] {}", block.lang.code(), kind.as_str().unwrap(), lines.join(" / "));
    }
    for (zh, en) in &document.terms {
        let _ = writeln!(out, "term {} = {}", zh.of(text), en.of(text));
    }
    out
}

/// Blocks and markup follow each other without a gap from the first byte to the last.
fn covers(document: &Document, text: &str) -> bool {
    let mut spans: Vec<Span> = document.blocks.iter().map(|block| block.span).collect();
    spans.extend(document.markup.iter().map(|markup| markup.span));
    spans.sort();
    let mut at = 0;
    for span in spans {
        if span.start != at || text.get(span.range()).is_none() {
            return false;
        }
        at = span.end;
    }
    at == text.len()
}

#[test]
fn every_form_is_read() {
    for path in samples() {
        let text = fs::read_to_string(&path).unwrap();
        let document = article::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(covers(&document, &text), "{}", path.display());
        assert_data_eq!(describe(&document, &text), Data::read_from(&path.with_extension("txt"), None).raw());
    }
}

#[test]
fn line_ends_make_no_difference() {
    for path in samples() {
        let text = fs::read_to_string(&path).unwrap();
        let wanted = describe(&article::parse(&text).unwrap(), &text);
        for line_end in ["\r\n", "\r"] {
            let other = text.replace('\n', line_end);
            let document = article::parse(&other).unwrap();
            assert!(covers(&document, &other));
            assert_eq!(describe(&document, &other), wanted, "{}", path.display());
        }
    }
}

#[test]
fn a_number_runs_over_a_line_break() {
    let text = fs::read_to_string(samples().iter().find(|path| path.ends_with("broken_lines.md")).unwrap()).unwrap();
    let document = article::parse(&text).unwrap();
    let surfaces = |lang| {
        let facts = pipeline::facts(Parsed { text: &text, document: &document }, lang, document.date);
        facts.into_iter().map(|fact| (fact.value.to_string(), fact.span.of(&text).to_owned())).collect::<Vec<_>>()
    };
    let has = |lang, surface: &str| surfaces(lang).contains(&("12400".to_owned(), surface.to_owned()));
    assert!(has(Lang::Zh, "一万二\n  千四百吨"), "{:?}", surfaces(Lang::Zh));
    assert!(has(Lang::En, "twelve thousand four\nhundred tons"), "{:?}", surfaces(Lang::En));
}

#[test]
fn headers_and_terms_hold_no_facts() {
    for path in samples() {
        let text = fs::read_to_string(&path).unwrap();
        let document = article::parse(&text).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            for fact in pipeline::facts(Parsed { text: &text, document: &document }, lang, document.date) {
                assert!(document.blocks_of(lang).any(|block| block.span.contains(fact.span)));
            }
        }
    }
}

#[test]
fn what_is_no_article_is_told_with_its_line() {
    let chinese = "Title: Rain\n\nThe rain stopped.\n\n### 雨\n\n雨停了。\n";
    assert_eq!(article::parse(chinese), Err(ArticleError::NoOriginal { line: 5, chinese: true }));
    let english = "Title: Rain\n\nThe rain stopped.\n";
    assert_eq!(article::parse(english), Err(ArticleError::NoOriginal { line: 3, chinese: false }));
    let empty = "Title: Rain\n\nThe rain stopped.\n<hr />\nOriginal:\n \n";
    assert_eq!(article::parse(empty), Err(ArticleError::EmptyOriginal { line: 5 }));
    assert_eq!(article::parse(" \n\t\n"), Err(ArticleError::Empty));
    assert_eq!(
        article::parse(chinese).unwrap_err().to_string(),
        "line 5: no `Original:` before the Chinese text that begins here"
    );
}

#[test]
fn half_an_article_is_read_as_plain_text() {
    let text = "Title: Apples\nDate: 1957-09-01\n\nThe harvest was 300 tons.\n";
    let document = pipeline::parse(text).unwrap();
    assert!(covers(&document, text));
    assert_eq!(
        describe(&document, text),
        "en title: Apples\nen date: 1957-09-01\nen [headline] Apples\nen [paragraph] The harvest was 300 tons.\n"
    );
    let source = SourceText::new("apples.txt", text);
    assert_eq!(files::monolingual(&source, Lang::En).unwrap(), document);
    let error = files::bilingual(&source).unwrap_err();
    assert_eq!(error.to_string(), "line 4: no `Original:` up to the end of the file");
}

#[test]
fn a_rule_inside_a_text_parts_no_article() {
    for text in [
        "# Guide\n\nRead this.\n\n---\n\n# More\n\n再读这里。\n",
        "Title: Fish\n\nPonds.\n\n---\n\nMore ponds.\n",
        "雨停了。\n\n---\n\nThe rain stopped.\n",
    ] {
        assert!(matches!(article::parse(text), Err(ArticleError::NoOriginal { .. })), "{text}");
    }
}

#[test]
fn the_word_original_in_the_body_parts_nothing() {
    let text = "Title: Print\nDate: 1950-01-02\n\nOriginal:\nsaid the print.\n\n<hr />\n\nOriginal:\n\n### 画\n\n1950-01-02\n\n    画上写着原作。\n";
    let document = article::parse(text).unwrap();
    assert_eq!(document.zh.title.unwrap().of(text), "画");
    assert_eq!(document.blocks_of(Lang::Zh).count(), 2);
}

/// Files made of the lines articles are made of, in any order.
fn jumbled() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "Title: Rain",
        "Author: Wu",
        "Date: 1950-06-18",
        "Page: 2",
        "Edition: x",
        "Column:",
        "**Named Entities**",
        "雨    Rain",
        "<hr />",
        "***",
        "Original:",
        "Translation:",
        "【译文】",
        "雨停了。 The rain stopped at noon.",
        "English | 中文",
        "a\t二\t3",
        "### 雨　停",
        "1950-06-18",
        "第2版()",
        "专栏：天气",
        "（新华社）",
        "    雨停了，",
        "  天晴了。",
        "一、小麦",
        "1. Wheat",
        "a  　b\tc",
        "× ×",
        "The rain stopped,",
        "and the sun",
        "came out.",
        "By Wu",
        "Note: dry",
        "",
        " ",
        "\u{3000}",
        "（",
        "“",
        "# ",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    prop::collection::vec((line, end), 0..30)
        .prop_map(|lines| lines.into_iter().map(|(l, e)| [l, e].concat()).collect())
}

proptest! {
    #[test]
    fn every_byte_is_accounted_for(text in jumbled()) {
        if let Ok(document) = article::parse(&text) {
            prop_assert!(covers(&document, &text));
        }
        if let Ok(document) = pipeline::parse(&text) {
            prop_assert!(covers(&document, &text));
        }
        for lang in [Lang::Zh, Lang::En] {
            prop_assert!(covers(&txt::parse(&text, lang), &text));
            prop_assert!(covers(&article::parse_half(&text, lang), &text));
        }
    }

    #[test]
    fn plain_text_loses_nothing(text in jumbled()) {
        let document = txt::parse(&text, Lang::Zh);
        let kept: String = document.blocks.iter().map(|block| block.span.of(&text)).collect();
        let visible = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(visible(&kept), visible(&text));
    }
}
