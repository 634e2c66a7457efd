//! English facts as properties: every name of every unit under every bound, and sentences made of amounts.

mod bounded;

use bounded::{Bound, misread};
use duizhao::facts::{self, Context, Kind, Qualifier};
use duizhao::numerals::render;
use duizhao::quantity::{Dimension, Exact, Unit, units};
use duizhao::source::Lang;
use proptest::prelude::*;

/// What is written before and after an amount, and what that says.
const BOUNDS: &[Bound] = &[
    ("", "", None),
    ("about ", "", Some(Qualifier::About)),
    ("nearly ", "", Some(Qualifier::Nearly)),
    ("more than ", "", Some(Qualifier::MoreThan)),
    ("at least ", "", Some(Qualifier::AtLeast)),
    ("less than ", "", Some(Qualifier::LessThan)),
    ("no more than ", "", Some(Qualifier::AtMost)),
    ("", " or so", Some(Qualifier::About)),
    ("", " or more", Some(Qualifier::AtLeast)),
    ("", " or less", Some(Qualifier::AtMost)),
];

#[test]
fn every_unit_is_read_under_every_bound() {
    let number = Exact::integer(42_000);
    let surfaces = [render::en::words(number).unwrap(), render::en::digits(number), "42 thousand".to_owned()];
    let mut wrong = Vec::new();
    for unit in units() {
        for name in unit.en().iter().filter(|name| name.holds_on(None)) {
            // signs stand before the amount, and one letter or a mark is a unit after figures only
            if matches!(name.text, "¥" | "¢") || name.text.len() == 1 || !name.text.is_ascii() {
                continue;
            }
            // a second is a place in an order too, degrees are mostly of heat, and stone is short only in 12st
            if matches!(name.text, "second" | "st") || unit.dimension() == Dimension::Angle {
                continue;
            }
            for surface in &surfaces {
                wrong.extend(misread(Lang::En, (surface.as_str(), number), " ", (*unit, *name), BOUNDS));
            }
        }
    }
    assert!(wrong.is_empty(), "{} texts are misread:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn malformed_figures_leave_the_number_before_them() {
    let text = "two million–1,0001950 tons";
    let reading = facts::read(text, Lang::En, Context::default());
    let read: Vec<_> = reading.facts.iter().map(|fact| fact.span.of(text)).collect();
    let unread: Vec<_> = reading.unread.iter().map(|unread| unread.span.of(text)).collect();
    assert_eq!((read, unread), (vec!["two million"], vec!["1,0001950"]));
}

/// An amount as it is written in each language, with the unit and qualifier it was made from.
#[derive(Debug, Clone)]
struct Made {
    zh: String,
    en: String,
    value: Exact,
    unit: Unit,
    qualifier: Option<Qualifier>,
}

/// Units whose names are no other word in either language; 2.05 hours is a time of day too.
const CODES: &[&str] = &["kg", "km", "m", "har", "mu", "CNY", "USD", "%", "d", "kW", "l", "jin", "cm"];

fn made() -> impl Strategy<Value = Made> {
    let bounds = [
        ("", "", None),
        ("约", "about ", Some(Qualifier::About)),
        ("超过", "more than ", Some(Qualifier::MoreThan)),
        ("至少", "at least ", Some(Qualifier::AtLeast)),
        ("不到", "less than ", Some(Qualifier::LessThan)),
        ("至多", "at most ", Some(Qualifier::AtMost)),
    ];
    let value = (1_i128..100_000_000, 0_i32..3, 0_u32..8).prop_map(|(digits, places, size)| {
        Exact::decimal(digits % 10_i128.pow(size + 1), -places).filter(|value| *value > Exact::ONE)
    });
    let value = value.prop_map(|value| value.unwrap_or(Exact::integer(37)));
    (value, 0..CODES.len(), 0..bounds.len(), any::<bool>()).prop_map(move |(value, code, bound, spelled)| {
        let unit = Unit::by_code(CODES[code]).unwrap();
        let (zh_bound, en_bound, qualifier) = bounds[bound];
        // Chinese has no name of its own for %
        let zh_name = unit.zh().iter().find(|name| name.share == Exact::ONE).map_or("%", |name| name.text);
        let names = unit.en();
        let name = names
            .iter()
            .find(|name| name.text.ends_with('s') && name.share == Exact::ONE)
            .unwrap_or_else(|| names.iter().find(|name| name.share == Exact::ONE).unwrap())
            .text;
        let (zh_number, en_number) = if spelled {
            (render::zh::plain(value).unwrap(), render::en::words(value).unwrap())
        } else {
            (value.to_string(), render::en::digits(value))
        };
        Made {
            zh: format!("{zh_bound}{zh_number}{zh_name}"),
            en: format!("{en_bound}{en_number} {name}"),
            value,
            unit,
            qualifier,
        }
    })
}

fn reads_back(text: &str, lang: Lang, made: &[Made], surface: fn(&Made) -> &str) -> Result<(), TestCaseError> {
    let reading = facts::read(text, lang, Context::default());
    let read: Vec<_> = reading
        .facts
        .iter()
        .map(|fact| (fact.span.of(text), fact.value.as_number(), fact.unit, fact.qualifier))
        .collect();
    let wanted: Vec<_> =
        made.iter().map(|made| (surface(made), Some(made.value), Some(made.unit), made.qualifier)).collect();
    prop_assert_eq!(read, wanted, "{}", text);
    Ok(())
}

proptest! {
    /// What a sentence was made of is read from it, in order and with nothing else, in both languages.
    #[test]
    fn sentences_of_amounts_are_read_back(made in proptest::collection::vec(made(), 1..6)) {
        let zh: Vec<&str> = made.iter().map(|made| made.zh.as_str()).collect();
        let en: Vec<&str> = made.iter().map(|made| made.en.as_str()).collect();
        reads_back(&format!("仓库里有{}。", zh.join("；另有")), Lang::Zh, &made, |made| &made.zh)?;
        reads_back(&format!("The store holds {}.", en.join("; it also holds ")), Lang::En, &made, |made| &made.en)?;
    }

    /// What is rendered in either language is read in a text as the same value.
    #[test]
    fn rendered_numbers_are_read_in_their_text(number in 2_u128..10_u128.pow(30), size in 1_u32..30) {
        let value = Exact::integer(i128::try_from(2 + number % 10_u128.pow(size)).unwrap());
        for (text, lang) in [
            (format!("共有{}人参加", render::zh::plain(value).unwrap()), Lang::Zh),
            (format!("in all {} people came", render::en::words(value).unwrap()), Lang::En),
            (format!("in all {} people came", render::en::digits(value)), Lang::En),
            (format!("in all {} people came", render::en::scaled(value)), Lang::En),
        ] {
            let facts = facts::read(&text, lang, Context::default()).facts;
            let read: Vec<_> = facts.iter().map(|fact| (fact.kind, fact.value.as_number())).collect();
            prop_assert_eq!(read, vec![(Kind::Number, Some(value))], "{}", text);
        }
    }
}
