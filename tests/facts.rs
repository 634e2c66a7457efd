//! Facts against the tables in `tests/cases/facts`: each file names its language, each row a text and all its facts.

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
