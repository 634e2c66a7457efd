//! Chinese numerals against the tables in `tests/cases/numerals/zh*.toml`: each row a text that begins with a numeral, or
//! with none, what is read, and what is left over.

use std::fs;
use std::path::Path;

use duizhao::numerals::zh::{self, Vague};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    /// `1427`, `30..40`, `320000 odd`, `100 several`, `300 about`, `overflow`; nothing where no numeral begins.
    value: Option<String>,
    /// What stands after the numeral.
    #[serde(default)]
    rest: String,
    /// The steps that `explain` gives, where the row says them.
    steps: Option<String>,
}

fn describe(text: &str) -> (Option<String>, &str) {
    match zh::read(text, 0) {
        Ok(numeral) => {
            let high = numeral.high.map(|high| format!("..{high}")).unwrap_or_default();
            let vague = match numeral.vague {
                Some(Vague::Odd) => " odd",
                Some(Vague::Several) => " several",
                Some(Vague::About) => " about",
                None => "",
            };
            (Some(format!("{}{high}{vague}", numeral.value)), text.get(numeral.end..).unwrap())
        }
        Err(zh::NumeralError::Nothing) => (None, ""),
        Err(zh::NumeralError::Overflow { end }) => (Some("overflow".to_owned()), text.get(end..).unwrap()),
    }
}

#[test]
fn tables_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/numerals");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("zh")));
    paths.sort();
    let mut wrong = Vec::new();
    for path in &paths {
        let table: Table =
            toml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        for case in &table.case {
            let (value, rest) = describe(&case.text);
            if value != case.value || rest != case.rest {
                wrong.push(format!(
                    "{}: expected {:?} + {:?}, read {value:?} + {rest:?}",
                    case.text, case.value, case.rest
                ));
            }
            let surface = case.text.strip_suffix(&case.rest).unwrap_or(&case.text);
            let steps = zh::explain(surface)
                .map(|sections| sections.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "));
            if case.steps.is_some() && steps != case.steps {
                wrong.push(format!("{}: steps {:?}, not {steps:?}", case.text, case.steps));
            }
        }
    }
    assert!(!paths.is_empty());
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
