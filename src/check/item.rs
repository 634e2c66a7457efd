//! The number that an item of a list is given: 四、 is "4." and 第四， is "Fourth,".
//!
//! Such a number counts nothing, and the readers of facts pass most of them over. Where both sides begin with one, the two
//! are compared; where only one does, nothing is said: lists lose their numbers and gain bullets.

use crate::align::enumerator;
use crate::facts::{Fact, Kind};
use crate::numerals::en::Form;
use crate::numerals::{en, zh};
use crate::quantity::Exact;
use crate::source::{Lang, Span};

/// The numbers that a Chinese and an English sentence begin with, as places in an order; `None` unless both have one.
pub(super) fn numbers(zh: &str, en: &str) -> Option<(Fact, Fact)> {
    let zh = zh_number(zh)?;
    Some((zh, en_number(en)?))
}

fn zh_number(sentence: &str) -> Option<Fact> {
    if let Some((place, value)) = enumerator::read(sentence) {
        // 一、二月 and 三、四十 are ranges.
        let next = sentence.get(place.end..)?.chars().next();
        let ranges = next.is_some_and(|c| zh::read(c.encode_utf8(&mut [0; 4]), 0).is_ok());
        return if ranges { None } else { place_in_order(place.start, place.end, value.into(), Lang::Zh) };
    }
    let start = sentence.len() - sentence.trim_start().len();
    let numeral_at = start + sentence.get(start..)?.strip_prefix('第').map(|_| '第'.len_utf8())?;
    let numeral = zh::read(sentence, numeral_at).ok().filter(|numeral| numeral.high.is_none())?;
    let mark = sentence.get(numeral.end..)?.trim_start_matches(['点', '點']).trim_start().chars().next()?;
    let marks = matches!(mark, '，' | ',' | '、' | '：' | ':' | '；');
    marks.then(|| place_in_order(start, numeral.end, numeral.value.as_integer()?, Lang::Zh))?
}

fn en_number(sentence: &str) -> Option<Fact> {
    if let Some((place, value)) = enumerator::read(sentence) {
        return place_in_order(place.start, place.end, value.into(), Lang::En);
    }
    let start = sentence.find(char::is_alphanumeric)?;
    let body = sentence.get(start..)?;
    // "Thirdly" is read as "Third".
    let word = body.get(..body.find(|c: char| !c.is_alphabetic()).unwrap_or(body.len()))?;
    let adverb = word.strip_suffix("ly").and_then(|stem| en::read(stem).ok().filter(|read| read.length == stem.len()));
    let numeral = match adverb {
        Some(numeral) => en::Numeral { length: word.len(), ..numeral },
        None => en::read(body).ok()?,
    };
    let rest = body.get(numeral.length..)?;
    let value = numeral.value.as_integer()?;
    let after = match numeral.form {
        Form::Ordinal => rest,
        // "4, Contact": a comma for the point, before a sentence.
        Form::Cardinal if numeral.figures && (1..1000).contains(&value) => {
            let next = rest.strip_prefix(", ")?.chars().next()?;
            return next.is_uppercase().then(|| place_in_order(start, start + numeral.length, value, Lang::En))?;
        }
        _ => return None,
    };
    after.starts_with([',', ':', ';']).then(|| place_in_order(start, start + numeral.length, value, Lang::En))?
}

fn place_in_order(start: usize, end: usize, value: i128, lang: Lang) -> Option<Fact> {
    Fact::amount(Span::new(start, end), lang, Kind::Ordinal, (Exact::integer(value), 0), None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(zh: &str, en: &str) -> Option<(String, String)> {
        numbers(zh, en).map(|(zh, en)| (zh.value.to_string(), en.value.to_string()))
    }

    #[test]
    fn the_numbers_of_items_are_read() {
        let two = |zh: &str, en: &str| Some((zh.to_owned(), en.to_owned()));
        assert_eq!(read("第四，价格太高。", "Second, the price is too high."), two("4", "2"));
        assert_eq!(read("五、其他事项", "5. Other matters"), two("5", "5"));
        assert_eq!(read("九、联系客服", "4, Contact the service"), two("9", "4"));
        assert_eq!(read("第三点：质量", "Thirdly, quality"), two("3", "3"));
        assert_eq!(read("(12) 乙方", "12) Party B"), two("12", "12"));
    }

    #[test]
    fn what_counts_is_no_number_of_an_item() {
        for (zh, en) in [
            ("三、四十人参加。", "3. They came."),
            ("第三个人来了。", "Third, he came."),
            ("第四，太贵。", "Four people found it dear."),
            ("四、太贵。", "4, 5 or 6 found it dear."),
            ("一九五四年", "1954. It was cold."),
        ] {
            assert_eq!(read(zh, en), None, "{zh} {en}");
        }
    }
}
