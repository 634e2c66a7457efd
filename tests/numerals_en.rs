//! English numerals against the table in `tests/cases/numerals/en.toml`: each row a text that begins with a numeral, or with
//! none, what is read, and what is left over.

use std::fs;
use std::path::Path;

use duizhao::numerals::en::{self, Form, NumeralError};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    /// `213`, `21 ordinal`, `2/3 fraction`, `100000 below 1000000`, `overflow`, `malformed`; nothing where no numeral begins.
    value: Option<String>,
    /// What stands after the numeral.
    #[serde(default)]
    rest: String,
    /// The power of ten of its last digit, where the row says it.
    precision: Option<i8>,
}

fn describe(text: &str) -> (Option<String>, &str, Option<i8>) {
    let after = |length: usize| text.get(length..).unwrap_or_default();
    match en::read(text) {
        Ok(numeral) => {
            let form = match numeral.form {
                Form::Cardinal => String::new(),
                Form::Ordinal => " ordinal".to_owned(),
                Form::Fraction => " fraction".to_owned(),
                Form::Several { ceiling } => format!(" below {ceiling}"),
            };
            (Some(format!("{}{form}", numeral.value)), after(numeral.length), Some(numeral.precision))
        }
        Err(NumeralError::Nothing) => (None, "", None),
        Err(NumeralError::Overflow { length }) => (Some("overflow".to_owned()), after(length), None),
        Err(NumeralError::Malformed { length }) => (Some("malformed".to_owned()), after(length), None),
    }
}

#[test]
fn tables_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/numerals/en.toml");
    let table: Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for case in &table.case {
        let (value, rest, precision) = describe(&case.text);
        let as_said = case.precision.is_none() || case.precision == precision;
        if value != case.value || rest != case.rest || !as_said {
            wrong.push(format!(
                "{}\n  expected {:?} {:?} {:?}\n  read     {value:?} {rest:?} {precision:?}",
                case.text, case.value, case.rest, case.precision
            ));
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn steps_end_in_the_value() {
    for text in [
        "two hundred and thirteen",
        "4.19 million",
        "minus two and a half",
        "three score",
        "twenty-first",
        "three-fifths",
    ] {
        let (numeral, steps) = en::explain(text);
        assert_eq!(steps.last().map(|step| step.value), Some(numeral.unwrap().value), "{text}");
    }
}
