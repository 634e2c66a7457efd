//! The check of facts against the tables in `tests/cases/check`, and the rules against their own documentation.
//!
//! A row is a pair, or several that stand together, and every finding it must give: severity, rule, both surfaces.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use duizhao::check::rules::RULES;
use duizhao::check::{Class, Severity, Ui, message};
use duizhao::pipeline::{self, JoinedPairs};
use duizhao::quantity::CivilDate;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// The Chinese side, or several sentences that stand together.
    zh: OneOrMore,
    en: OneOrMore,
    /// `error scale-slip  四百万 | 40 million`, `-` for a side without a surface. Notes need not be listed, unless `notes`.
    #[serde(default)]
    finds: Vec<String>,
    /// Whether notes are listed too.
    #[serde(default)]
    notes: bool,
    /// The date of the document.
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn all(&self) -> Vec<&str> {
        match self {
            Self::One(text) => vec![text],
            Self::More(texts) => texts.iter().map(String::as_str).collect(),
        }
    }
}

fn check(zh: &[&str], en: &[&str], date: Option<&str>) -> JoinedPairs {
    assert_eq!(zh.len(), en.len(), "a row has as many Chinese as English sentences: {zh:?}");
    let pairs: Vec<(&str, &str)> = zh.iter().copied().zip(en.iter().copied()).collect();
    pipeline::check_pairs(&pairs, date.map(|date| CivilDate::parse_iso(date).unwrap()))
}

fn findings(joined: &JoinedPairs, notes: bool) -> Vec<String> {
    let facts = joined.review.findings.iter().filter(|finding| finding.rule.class == Class::Fact);
    facts
        .filter(|finding| notes || finding.severity > Severity::Note)
        .map(|finding| {
            let zh = finding.zh.map_or("-", |mark| mark.span.of(&joined.zh_text));
            let en = finding.en.map_or("-", |mark| mark.span.of(&joined.en_text));
            format!("{} {}  {zh} | {en}", finding.severity.name(), finding.rule.name)
        })
        .collect()
}

#[test]
fn tables_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
        let table: Table =
            toml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        for case in &table.case {
            let (zh, en) = (case.zh.all(), case.en.all());
            let got = findings(&check(&zh, &en, case.date.as_deref()), case.notes);
            if got != case.finds {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                wrong.push(format!("{file}: {zh:?}\n  {en:?}\n  expected {:?}\n  found    {got:?}", case.finds));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_finds_what_its_documentation_shows() {
    let mut wrong = String::new();
    for rule in RULES.iter().filter(|rule| rule.class == Class::Fact) {
        let (zh, en) = rule.wrong;
        let found = findings(&check(&[zh], &[en], None), true);
        if !matches!(&found[..], [one] if one.contains(&format!(" {}  ", rule.name))) {
            let _ = writeln!(wrong, "{}: its wrong pair gives {found:?}", rule.name);
        }
        let (zh, en) = rule.right;
        let found = findings(&check(&[zh], &[en], None), false);
        if !found.is_empty() {
            let _ = writeln!(wrong, "{}: its right pair gives {found:?}", rule.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_rule_is_explained_in_chinese() {
    for rule in RULES {
        let (finds, why) = rule.explained(Ui::Zh);
        assert!(finds.ends_with('。') && why.ends_with('。'), "{}: {finds} {why}", rule.name);
    }
}

#[test]
fn a_message_names_what_the_finding_points_to() {
    for rule in RULES.iter().filter(|rule| rule.class == Class::Fact) {
        let joined = check(&[rule.wrong.0], &[rule.wrong.1], None);
        for finding in &joined.review.findings {
            for ui in [Ui::En, Ui::Zh] {
                let message = message(finding, &joined.zh_text, &joined.en_text, ui);
                let first = finding.zh.map(|mark| mark.span.of(&joined.zh_text));
                let first = first.or(finding.en.map(|mark| mark.span.of(&joined.en_text))).unwrap_or_default();
                let said = format!("{} {}", message.text, message.help.unwrap_or_default());
                assert!(said.contains(first.trim()), "{}: {said}", rule.name);
                for blank in ["  ", "()", "\"\"", "“”", " ,", " ;"] {
                    assert!(!said.contains(blank), "{}: a place is empty: {said}", rule.name);
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Kinds {
    pair: Vec<Changed>,
}

/// A right pair and what slips make of it.
#[derive(Deserialize)]
struct Changed {
    zh: String,
    en: String,
    /// Side, what is written, what it becomes, the rule that must say so.
    changes: Vec<[String; 4]>,
}

/// Which rule catches which slip: a scale slip told as a missing fact would be a poor answer.
#[test]
fn each_slip_is_caught_by_its_own_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check/kinds/kinds.toml");
    let table: Kinds = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut caught: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    let mut wrong = String::new();
    for Changed { zh, en, changes } in &table.pair {
        let found = findings(&check(&[zh], &[en], None), false);
        if !found.is_empty() {
            let _ = writeln!(wrong, "{zh}\n  {en}\n  is right, and gives {found:?}");
        }
        for [side, from, to, rule] in changes {
            let text = if side == "zh" { zh } else { en };
            assert_eq!(text.matches(from.as_str()).count(), 1, "{from:?} stands once in {text}");
            let changed = text.replacen(from.as_str(), to, 1);
            let (zh, en) = if side == "zh" { (&changed, en) } else { (zh, &changed) };
            let found = findings(&check(&[zh], &[en], None), false);
            let named: Vec<_> = found.iter().filter_map(|line| line.split(' ').nth(1)).collect();
            *caught.entry(rule).or_default().entry(named.join("+")).or_default() += 1;
            if named != [rule.as_str()] {
                let _ = writeln!(wrong, "{zh}\n  {en}\n  expected {rule}, found {found:?}");
            }
        }
    }
    for (rule, by) in &caught {
        println!("{rule:20} {by:?}");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
