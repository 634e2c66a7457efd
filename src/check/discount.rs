//! Prices cut: 八折 is 80 percent of the price, which English calls "20 percent off".
//!
//! 折 says what remains and is read so; "off" and "discount" say what is taken away. Before a Chinese 折 is compared, what an
//! English percentage takes away becomes what remains.

use super::relation::Relation;
use crate::facts::{Fact, Kind, Value};
use crate::quantity::{Exact, Interval};

/// How a price given with 折 and an English percentage that is taken off relate; `None` where they are no such two.
pub(super) fn compare(zh_text: &str, zh: &Fact, en_text: &str, en: &Fact) -> Option<Relation> {
    let remains = zh.kind == Kind::Percent && zh.span.of(zh_text).contains('折');
    if !remains || en.kind != Kind::Percent || !is_taken_off(en_text, en) {
        return None;
    }
    let left = Exact::integer(100).checked_sub(en.value.as_number()?)?;
    let en = Fact { value: Value::Number(left), interval: Interval::point(left), qualifier: zh.qualifier, ..*en };
    Some(super::amount::compare(zh, &en).unwrap_or(Relation::Discount))
}

fn is_taken_off(text: &str, fact: &Fact) -> bool {
    let after = text.get(fact.span.end..).unwrap_or_default().trim_start_matches([' ', '-']);
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if ["off", "discount", "discounted", "reduction", "less", "cheaper"]
        .iter()
        .any(|off| word.eq_ignore_ascii_case(off))
    {
        return true;
    }
    let before = text.get(..fact.span.start).unwrap_or_default().trim_end();
    ["discount of", "reduction of", "reduced by", "cut by", "discounted by", "discount of up to"]
        .iter()
        .any(|phrase| before.ends_with(phrase))
}
