//! The test that matters: change one number, date, percentage or bound of the article, on either side, one at a time.
//! Each change must be reported where it was made and by a fitting rule, and nothing else may be reported.

use std::ops::Range;

use duizhao::check::{Finding, Severity};
use duizhao::facts::{Fact, Kind};
use duizhao::pipeline::{self, Checked, Parsed, Session};
use duizhao::source::Lang;

/// A change of one fact.
struct Edit {
    /// The bytes of the article that go.
    range: Range<usize>,
    /// What stands there instead.
    with: String,
    /// The fact changed, in the article as it was.
    fact: Fact,
    /// The rules that fit.
    rules: &'static [&'static str],
}

const VALUE: &[&str] = &["value-mismatch", "digit-slip", "scale-slip"];
const DATE: &[&str] = &["date-mismatch", "range-mismatch"];
/// "Selected first" is 首先 in the Chinese, which is no ordinal: "selected third" adds one.
const ORDINAL: &[&str] = &["ordinal-mismatch", "fact-added"];
const SCALE: &[&str] = &["scale-slip"];
/// 七亿四千二百九十四 for 七万四千二百九十四: only the part before the scale word slips.
const MIXED_SCALE: &[&str] = &["scale-slip", "value-mismatch", "digit-slip"];
const FLIPPED: &[&str] = &["bound-flipped"];
const DROPPED: &[&str] = &["qualifier-dropped", "false-precision"];
const POINT: &[&str] = &["percent-point"];

const ZH_DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Words that stand for a number or month: each is changed into its right neighbour.
const EN_WORDS: &[(&str, &str)] = &[
    ("three million", "five million"),
    ("first", "third"),
    ("First", "Third"),
    ("January", "March"),
    ("February", "April"),
    ("May", "August"),
    ("June", "July"),
];

/// Words of bound: what replaces them, and the rule that must say so.
const BOUNDS: &[(&str, &str, &[&str])] = &[
    ("以上", "以下", FLIPPED),
    ("more than ", "less than ", FLIPPED),
    ("more than ", "", DROPPED),
    ("approximately ", "", DROPPED),
    ("以上", "", DROPPED),
    ("左右", "", DROPPED),
    ("约", "", DROPPED),
    ("多吨", "吨", DROPPED),
    ("几个", "个", DROPPED),
];

/// The digit that replaces `c`.
fn other_digit(c: char) -> Option<char> {
    if let Some(at) = ZH_DIGITS.iter().position(|&digit| digit == c) {
        return Some(ZH_DIGITS[(at + 1) % 9]);
    }
    match c {
        '两' => Some('三'),
        '1'..='8' => char::from_u32(u32::from(c) + 1),
        '9' => Some('1'),
        _ => None,
    }
}

fn edits(text: &str, fact: &Fact) -> Vec<Edit> {
    let surface = fact.span.of(text);
    let edit = |at: usize, length: usize, with: &str, rules| {
        let start = fact.span.start + at;
        Edit { range: start..start + length, with: with.to_owned(), fact: *fact, rules }
    };
    let value = match fact.kind {
        Kind::Date | Kind::Period => DATE,
        Kind::Ordinal => ORDINAL,
        _ => VALUE,
    };
    let mut edits = Vec::new();
    for (at, c) in surface.char_indices() {
        if let Some(other) = other_digit(c) {
            edits.push(edit(at, c.len_utf8(), &other.to_string(), value));
        }
        match c {
            '万' => {
                let ends_number =
                    surface.get(at..).unwrap().chars().nth(1).is_none_or(|next| !"一二三四五六七八九十".contains(next));
                edits.push(edit(at, c.len_utf8(), "亿", if ends_number { SCALE } else { MIXED_SCALE }));
            }
            '亿' => edits.push(edit(at, c.len_utf8(), "万", SCALE)),
            '%' => edits.push(edit(at, 1, " percentage points", POINT)),
            _ => {}
        }
    }
    for (word, other) in EN_WORDS {
        edits.extend(surface.match_indices(word).map(|(at, _)| edit(at, word.len(), other, value)));
    }
    for (word, other) in [("million", "billion"), ("billion", "million"), ("million", "thousand")] {
        edits.extend(surface.match_indices(word).map(|(at, _)| edit(at, word.len(), other, SCALE)));
    }
    for (word, other, rules) in BOUNDS {
        edits.extend(surface.match_indices(word).map(|(at, _)| edit(at, word.len(), other, rules)));
    }
    edits
}

/// Both sides of `text`, aligned and checked.
fn check(session: &Session, text: &str) -> Checked {
    let document = pipeline::parse(text).unwrap();
    let article = Parsed { text, document: &document };
    session.check(article, article)
}

/// Whether what stands at `place` is still read as one fact of the kind of `fact`: 三十四日 is no day, "January and April" no
/// stretch of time, and what such a change should be called is open.
fn reads_alike(checked: &Checked, fact: &Fact, place: &Range<usize>) -> bool {
    let facts = if fact.lang == Lang::Zh { &checked.zh.facts } else { &checked.en.facts };
    let at_place: Vec<_> =
        facts.iter().filter(|fact| fact.span.start < place.end && place.start < fact.span.end).collect();
    matches!(at_place.as_slice(), [read] if read.kind == fact.kind)
}

/// The findings of a check, each with its rule and surfaces as one line.
fn findings(checked: Checked, text: &str) -> Vec<(String, Finding)> {
    let findings = checked.review.findings;
    let key = |finding: &Finding| {
        let surface = |lang| finding.mark(lang).map_or("-", |mark| mark.span.of(text));
        format!("{} {} | {}", finding.rule.name, surface(Lang::Zh), surface(Lang::En))
    };
    findings.into_iter().map(|finding| (key(&finding), finding)).collect()
}

#[test]
fn every_change_of_the_article_is_found_and_nothing_else() {
    let path = "corpus/1954-06-30_south-central-handicraft-conference.md";
    let text = std::fs::read_to_string(path).unwrap();
    let session = Session::new();
    let checked = check(&session, &text);
    let loud = checked.review.findings.iter().filter(|finding| finding.severity > Severity::Note).count();
    assert_eq!(loud, 0, "the article itself is clean");
    let facts: Vec<Fact> = checked.zh.facts.iter().chain(&checked.en.facts).copied().collect();
    let before = findings(checked, &text);
    let (mut tried, mut wrong, mut untouched, mut void) = (0, Vec::new(), Vec::new(), Vec::new());
    for fact in &facts {
        let edits = edits(&text, fact);
        if edits.is_empty() {
            untouched.push(fact.span.of(&text));
        }
        for edit in edits {
            let mut changed = text.clone();
            changed.replace_range(edit.range.clone(), &edit.with);
            let place = edit.fact.span.start..edit.fact.span.end + edit.with.len() - edit.range.len();
            let checked = check(&session, &changed);
            let after = changed.get(place.clone()).unwrap_or_default().to_owned();
            if matches!(fact.kind, Kind::Date | Kind::Period) && !reads_alike(&checked, fact, &place) {
                void.push(after);
                continue;
            }
            // 约占…百分之十二左右 hedges twice: what is left says the same.
            let clause =
                text.get(..fact.span.start).and_then(|head| head.rsplit(['，', '。']).next()).unwrap_or_default();
            if edit.rules == DROPPED && clause.contains("约占") {
                void.push(after);
                continue;
            }
            tried += 1;
            let mut new = findings(checked, &changed);
            for (old, _) in &before {
                if let Some(at) = new.iter().position(|(key, _)| key == old) {
                    new.remove(at);
                }
            }
            let fits = |finding: &Finding| {
                let mark = finding.mark(edit.fact.lang);
                edit.rules.contains(&finding.rule.name)
                    && mark.is_some_and(|mark| mark.span.start < place.end && place.start < mark.span.end)
            };
            if !matches!(new.as_slice(), [(_, finding)] if fits(finding)) {
                let said: Vec<_> = new.iter().map(|(key, _)| key.as_str()).collect();
                wrong.push(format!("{} → {after}: wanted one of {:?}, got {said:?}", fact.span.of(&text), edit.rules));
            }
        }
    }
    println!(
        "{tried} changes of {} facts; facts without a digit, scale or bound to change: {untouched:?}",
        facts.len()
    );
    assert!(tried > 150, "only {tried} changes were tried");
    assert!(wrong.is_empty(), "{} of {tried} changes:\n{}", wrong.len(), wrong.join("\n"));
}
