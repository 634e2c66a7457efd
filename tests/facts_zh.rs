//! Chinese facts as properties: every name of every unit under every bound, and texts of one piece repeated.

mod bounded;
mod fuzzing;

use bounded::{Bound, misread};
use duizhao::facts::{self, Context, Fact, Qualifier};
use duizhao::numerals::render;
use duizhao::quantity::{Exact, units};
use duizhao::source::Lang;
use fuzzing::is_slow;

fn facts_of(text: &str) -> Vec<Fact> {
    bounded::facts_of(text, Lang::Zh)
}

/// What is written before and after an amount, and what that says.
const BOUNDS: &[Bound] = &[
    ("", "", None),
    ("约", "", Some(Qualifier::About)),
    ("近", "", Some(Qualifier::Nearly)),
    ("超过", "", Some(Qualifier::MoreThan)),
    ("至少", "", Some(Qualifier::AtLeast)),
    ("不到", "", Some(Qualifier::LessThan)),
    ("至多", "", Some(Qualifier::AtMost)),
    ("", "左右", Some(Qualifier::About)),
    ("", "以上", Some(Qualifier::AtLeast)),
    ("", "以下", Some(Qualifier::AtMost)),
    ("大约", "以上", Some(Qualifier::AtLeast)),
    ("", "多", Some(Qualifier::Odd)),
];

#[test]
fn every_unit_is_read_under_every_bound() {
    let mut wrong = Vec::new();
    let number = Exact::integer(42_000);
    let surfaces = [render::zh::plain(number).unwrap(), "42000".to_owned(), "４２，０００".to_owned()];
    for unit in units() {
        for name in unit.zh().iter().filter(|name| name.holds_on(None)) {
            // 分 alone is a point or a mark, not a minute; 周岁 is an age. 千 before 升 and 吨 is the number's.
            if matches!(name.text, "分" | "周岁" | "千升" | "千吨") {
                continue;
            }
            // One Latin letter is a unit after Arabic digits only.
            let letter = name.text.len() == 1;
            for surface in surfaces.iter().filter(|surface| !letter || !surface.starts_with('四')) {
                wrong.extend(misread(Lang::Zh, (surface.as_str(), number), "", (*unit, *name), BOUNDS));
            }
        }
    }
    assert!(wrong.is_empty(), "{} texts are misread:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_claimed_agrees_with_the_bound() {
    for number in [1, 7, 12, 30, 99, 105, 4200, 320_000] {
        for (before, after, qualifier) in BOUNDS {
            let written = render::zh::plain(Exact::integer(number)).unwrap();
            let text = format!("{before}{written}公斤{after}");
            let facts = facts_of(&text);
            let [fact] = facts.as_slice() else { panic!("{text}: {facts:?}") };
            let value = Exact::integer(number);
            let (claims_value, claims_more, claims_less) = match qualifier {
                None | Some(Qualifier::About | Qualifier::Nearly) => (true, false, false),
                Some(Qualifier::MoreThan) => (false, true, false),
                Some(Qualifier::AtLeast) => (true, true, false),
                Some(Qualifier::LessThan) => (false, false, true),
                Some(Qualifier::AtMost) => (true, false, true),
                Some(Qualifier::Odd | Qualifier::Several) => (false, false, false),
            };
            assert_eq!(fact.interval.contains(value), claims_value, "{text}: {}", fact.interval);
            assert_eq!(fact.interval.max.is_none(), claims_more, "{text}: {}", fact.interval);
            assert_eq!(fact.interval.min.is_none(), claims_less, "{text}: {}", fact.interval);
        }
    }
}

/// Eight times the text takes not much more than eight times the time.
#[test]
fn a_piece_repeated_is_read_in_linear_time() {
    let read = |text: &str| drop(facts::read(text, Lang::Zh, Context::default()));
    let pieces = [
        "1",
        "一",
        "十",
        "万",
        "亿",
        "第",
        "百分之",
        "一、",
        "三到",
        "1-",
        "1.",
        "年",
        "一年",
        "半",
        "多",
        "约",
        "的一",
        "零",
        "几",
        " 一",
        "一 ",
        "\n一",
        "今",
        "点",
        "一点",
        "两",
        "一又",
        "三分之",
        "，",
        "1/",
    ];
    let slow: Vec<&str> = pieces.into_iter().filter(|piece| is_slow(read, "", piece, 2000)).collect();
    assert!(slow.is_empty(), "more than linear: {slow:?}");
}
