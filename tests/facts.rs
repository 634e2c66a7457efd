//! Facts against the tables in `tests/cases/facts`: each file names its language, each row a text and all its facts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use duizhao::facts::{self, Context};
use duizhao::quantity::CivilDate;
use duizhao::source::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    lang: Lang,
    /// The date of the document, where the rows need one.
    date: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    facts: Vec<String>,
}

#[test]
fn tables_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/facts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
        let table: Table =
            toml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        let context = Context { date: table.date.as_deref().map(|date| CivilDate::parse_iso(date).unwrap()) };
        for case in &table.case {
            let got: Vec<_> = facts::read(&case.text, table.lang, context)
                .facts
                .iter()
                .map(|fact| fact.describe(&case.text))
                .collect();
            if got != case.facts {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                wrong.push(format!("{file}: {}\n  expected {:?}\n  read     {:?}", case.text, case.facts, got));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A table of readings that are refused: `tables_hold` reads its rows as those of any table.
#[derive(Deserialize)]
struct RefusedTable {
    /// Each kind of refused reading, and the rule that speaks against it.
    kinds: BTreeMap<String, String>,
    case: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    kind: String,
    text: String,
    /// What we read.
    facts: Vec<String>,
    /// What another project's suite expects.
    others: Vec<String>,
}

#[test]
fn what_is_refused_is_of_a_kind_that_says_why() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/facts");
    let mut wrong = Vec::new();
    for name in ["refused_zh.toml", "refused_en.toml"] {
        let table: RefusedTable = toml::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap();
        let used: BTreeSet<_> = table.case.iter().map(|case| case.kind.as_str()).collect();
        let known: BTreeSet<_> = table.kinds.keys().map(String::as_str).collect();
        wrong.extend(used.symmetric_difference(&known).map(|kind| format!("{name}: {kind} has no rule or no row")));
        for case in &table.case {
            if case.facts == case.others {
                wrong.push(format!("{name}: {} is read as the others read it", case.text));
            }
            // their surfaces stand in the text too, or nobody could read them there
            let surface = |fact: &String| fact.split_once("  ").map(|(_, surface)| surface.to_owned());
            for fact in &case.others {
                if !surface(fact).is_some_and(|surface| case.text.contains(&surface)) {
                    wrong.push(format!("{name}: {} does not hold {fact}", case.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
