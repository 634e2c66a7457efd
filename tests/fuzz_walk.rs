//! A fuzz target for the walk as a whole: any file is parsed, aligned and checked, and every message can be said.

mod fuzzing;

use duizhao::check::{self, Ui};
use duizhao::pipeline::{self, Parsed, Session};
use duizhao::source::Lang;
use fuzzing::{fuzz, is_slow};

/// What articles, and texts in which the languages take turns, are made of.
const PIECES: &[&str] = &[
    "Title: ",
    "Author:",
    "Date: 1954-06-30",
    "Page: 2",
    "Edition: 6",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "\u{3000}\u{3000}",
    "**Named Entities**\n",
    "<hr />\n",
    "Original:\n",
    "### ",
    "第2版()",
    "专栏：",
    "×　×　×",
    "Caption: ",
    "（新华社电）",
    "本报讯　",
    "<!-- duizhao: ignore fact-missing -->",
    "| a | b |",
    "七月一日",
    "三十二万多吨",
    "百分之五",
    "3 to 5 million",
    "July 1st",
    "more than 80 ",
    "The first boat carried eighty passengers. ",
    "首班船载客八十人。",
    "\"",
    "“",
    "”",
    "『",
    "?!",
    "……",
    "。",
    ". ",
    "한국",
    "さくら",
    "[6]",
    "(一)",
    "\u{FEFF}",
    "\u{200B}",
    "é",
    "😀",
    "Hǎo",
    "𠮷",
];

fn walk_holds(session: &Session, file: &str) {
    let Ok(document) = pipeline::parse(file) else { return };
    let end = document.blocks.iter().map(|block| block.span).chain(document.markup.iter().map(|markup| markup.span));
    assert_eq!(end.map(|span| span.end).max().unwrap_or_default(), file.len(), "the end of the file is in no part");
    let parsed = Parsed { text: file, document: &document };
    let checked = session.check(parsed, parsed);
    assert!(checked.alignment.covers(checked.zh.segments.len(), checked.en.segments.len()), "a segment is in no bead");
    for finding in &checked.review.findings {
        for mark in [finding.zh, finding.en].into_iter().flatten() {
            assert!(file.get(mark.span.range()).is_some(), "{} cuts a character", finding.rule.name);
        }
        for ui in [Ui::En, Ui::Zh] {
            let said = check::message(finding, file, file, ui);
            assert!(!said.text.contains(['{', '}']) || file.contains(['{', '}']), "{}", said.text);
        }
    }
}

#[test]
fn articles() {
    let session = Session::new();
    let samples = [include_str!("cases/articles/dispatches.md"), include_str!("cases/articles/named_entities.md")];
    for sample in samples {
        fuzz("articles", |random| random.file(sample, PIECES), |file| walk_holds(&session, file));
    }
}

#[test]
fn languages_by_turns() {
    let session = Session::new();
    let sample =
        "首班船载客八十人。\nThe first boat carried eighty passengers.\n\n七月一日\tJuly 1st\n渡船三艘\tThree boats\n";
    assert!(pipeline::parse(sample).is_ok_and(|document| document.blocks_of(Lang::En).count() == 3));
    fuzz("turns", |random| random.file(sample, PIECES), |file| walk_holds(&session, file));
}

/// Eight times the text takes at most about eight times the time, whatever is said again and again.
#[test]
fn the_walk_is_linear() {
    let session = Session::new();
    let pieces = ["好。\nGood.\n", "七月一日\tJuly 1st\n", "三十二万多吨 and 320,000 tons\n", "“(", "<!-- ", "\n\n"];
    let read = |file: &str| walk_holds(&session, file);
    // The search of the alignment grows with the square until its band is as wide as it gets.
    let slow: Vec<&str> = pieces.into_iter().filter(|piece| is_slow(read, "好。\nGood.\n", piece, 1500)).collect();
    assert!(slow.is_empty(), "more than linear: {slow:?}");
}

/// The same where each side is one endless sentence.
#[test]
fn an_endless_sentence_takes_linear_time() {
    let session = Session::new();
    let pieces = ["产量达到三千吨，\toutput reached 3,000 tons, ", "的人\tof the man ", "第一千队\tteam 1,000 "];
    // What is repeated is a piece of both sides; where the sides begin is said by the tabulator.
    let read = |file: &str| {
        let (zh, en): (String, String) = file.split('\n').filter_map(|line| line.split_once('\t')).unzip();
        walk_holds(&session, &format!("好。\nGood.\n{zh}\n{en}\n"));
    };
    let is_slow = |piece: &&str| is_slow(read, "", &format!("{piece}\n"), 1500);
    let slow: Vec<&str> = pieces.into_iter().filter(is_slow).collect();
    assert!(slow.is_empty(), "more than linear: {slow:?}");
}
