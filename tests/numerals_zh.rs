//! Chinese numerals against the tables in `tests/cases/numerals/zh*.toml`: each row a text that begins with a numeral, or
//! with none, what is read, and what is left over.

use std::fs;
use std::path::Path;

use duizhao::facts::{self, Context};
use duizhao::numerals::render;
use duizhao::numerals::zh::{self, Vague};
use duizhao::quantity::{DatePoint, DateValue, Exact, Unit};
use duizhao::source::Lang;
use proptest::prelude::*;
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

/// Whole numbers of every length, and such as have many zeros.
fn whole_numbers() -> impl Strategy<Value = i128> {
    let sparse =
        (1..1000_i128, 0..29_u32, 0..1000_i128).prop_map(|(head, power, tail)| head * 10_i128.pow(power) + tail);
    let lengths = (0..32_u32, any::<u128>())
        .prop_map(|(length, bits)| i128::try_from(bits % 10_u128.pow(length + 1)).unwrap().min(10_i128.pow(32) - 1));
    prop_oneof![sparse, lengths]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(whole in whole_numbers(), negative in any::<bool>()) {
        let value = Exact::integer(if negative { -whole } else { whole });
        for write in [render::zh::plain, render::zh::financial] {
            let written = write(value).unwrap();
            prop_assert_eq!(zh::read_whole(&written), Some(value), "{}", written);
        }
        if let Some(written) = render::zh::digits(value) {
            prop_assert_eq!(zh::read_whole(&written), Some(value), "{}", written);
        }
        if let Some(steps) = zh::explain(&render::zh::plain(Exact::integer(whole)).unwrap()) {
            prop_assert!(!steps.is_empty());
        }
    }

    #[test]
    fn decimals_and_fractions_are_read_back(mantissa in 0..10_i128.pow(19), places in 0..=18_i32, bottom in 2..10_000_i128) {
        for value in [Exact::decimal(mantissa, -places).unwrap(), Exact::new(mantissa, bottom).unwrap()] {
            let written = render::zh::plain(value).unwrap();
            prop_assert_eq!(zh::read_whole(&written), Some(value), "{}", written);
        }
    }

    #[test]
    fn money_is_read_back(fen in 1..10_i128.pow(16)) {
        let value = Exact::decimal(fen, -2).unwrap();
        let written = render::zh::money(value).unwrap();
        let reading = facts::read(&written, Lang::Zh, Context::default());
        let read: Vec<_> = reading.facts.iter().map(|fact| (fact.value.as_number(), fact.unit.map(Unit::code))).collect();
        prop_assert_eq!(read, vec![(Some(value), Some("CNY"))], "{}", written);
    }

    #[test]
    fn years_are_read_back(year in -9998..=9999_i32) {
        let written = render::zh::year(year).unwrap();
        let reading = facts::read(&written, Lang::Zh, Context::default());
        let read: Vec<_> = reading.facts.iter().map(|fact| fact.value.as_date()).collect();
        prop_assert_eq!(read, vec![Some(DateValue::Point(DatePoint::year(year)))], "{}", written);
    }
}

#[test]
fn every_small_number_is_read_back_with_its_steps() {
    for whole in 1..200_000_i128 {
        let value = Exact::integer(whole);
        let written = render::zh::plain(value).unwrap();
        assert_eq!(zh::read_whole(&written), Some(value), "{written}");
        assert!(zh::explain(&written).is_some(), "{written} has no steps");
    }
}
