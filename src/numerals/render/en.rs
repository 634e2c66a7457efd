//! Numbers as English writes them: in words, as ordinals, in grouped digits, and with a scale word; the names of months.
//!
//! What a function here writes, [`crate::numerals::en::read`] reads back as the same value. A value outside what English
//! has short words for is `None`: words end below 10^36, and a fraction in words stays below a hundred,
//! its denominator too.
//!
//! ```
//! use duizhao::numerals::render::en;
//! use duizhao::quantity::Exact;
//!
//! let value = Exact::integer(4_190_000);
//! assert_eq!(en::words(value).unwrap(), "four million one hundred and ninety thousand");
//! assert_eq!(en::digits(value), "4,190,000");
//! assert_eq!(en::scaled(value), "4.19 million");
//! assert_eq!(en::ordinal(21).unwrap(), "twenty-first");
//! ```

use crate::quantity::Exact;

const BELOW_TWENTY: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [&str; 12] = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
];
/// The first whole number that has no words here.
const WORDS_END: u128 = 10_u128.pow(36);

/// `minus two hundred and thirteen`, `three point one four`, `two and two thirds`.
pub fn words(value: Exact) -> Option<String> {
    let magnitude = value.abs();
    let (numerator, denominator) = (magnitude.numerator().unsigned_abs(), magnitude.denominator().unsigned_abs());
    let whole = numerator / denominator;
    if whole >= WORDS_END {
        return None;
    }
    let unsigned = match magnitude.decimals() {
        Some(0) => whole_words(whole),
        Some(places) if places <= Exact::MAX_DECIMALS => {
            let decimals = decimal_digits(numerator % denominator, denominator);
            let spoken = decimals.map(|digit| BELOW_TWENTY.get(usize::from(digit)).copied().unwrap_or_default());
            format!("{} point {}", whole_words(whole), spoken.collect::<Vec<_>>().join(" "))
        }
        _ => {
            let parts = |numerator| Some(format!("{} {}", whole_words(numerator), parts(denominator, numerator == 1)?));
            match whole {
                0 => parts(numerator)?,
                // below a hundred nothing but the fraction can follow `and`
                1..100 => format!("{} and {}", whole_words(whole), parts(numerator % denominator)?),
                // 'eleven thousand and three ninetieths' is heard in two ways
                _ => return None,
            }
        }
    };
    Some(if value.is_negative() { format!("minus {unsigned}") } else { unsigned })
}

/// `first`, `twenty-first`, `two hundredth`; `None` from 10^36 on.
pub fn ordinal(number: u128) -> Option<String> {
    if number >= WORDS_END {
        return None;
    }
    let words = whole_words(number);
    let (head, last) = match words.rfind([' ', '-']) {
        Some(at) => words.split_at(at + 1),
        None => ("", words.as_str()),
    };
    Some(format!("{head}{}", ordinal_word(last)))
}

/// `1,427`, `-12.5`, `1,427,000.5`; a fraction without decimals is `2/3` or `5 1/3`.
pub fn digits(value: Exact) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    let magnitude = value.abs();
    let (numerator, denominator) = (magnitude.numerator().unsigned_abs(), magnitude.denominator().unsigned_abs());
    let (whole, rest) = (grouped(numerator / denominator), numerator % denominator);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    match magnitude.decimals() {
        Some(places) if places <= Exact::MAX_DECIMALS => {
            let decimals: String = decimal_digits(rest, denominator).map(|digit| char::from(b'0' + digit)).collect();
            format!("{sign}{whole}.{decimals}")
        }
        _ if numerator < denominator => format!("{sign}{rest}/{denominator}"),
        _ => format!("{sign}{whole} {rest}/{denominator}"),
    }
}

/// `4.19 million`, `480 billion`: digits with the greatest scale from a million to a trillion that leaves at most three
/// decimals; plain digits where none does.
pub fn scaled(value: Exact) -> String {
    let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
    let fitting = scales.iter().find_map(|(exponent, word)| {
        let coefficient = value.checked_div(Exact::power_of_ten(*exponent)?)?;
        let fits = coefficient.abs() >= Exact::ONE && coefficient.decimals().is_some_and(|places| places <= 3);
        fits.then(|| format!("{} {word}", digits(coefficient)))
    });
    fitting.unwrap_or_else(|| digits(value))
}

/// The digits after the point of `rest / denominator`, which is a decimal below one.
fn decimal_digits(rest: u128, denominator: u128) -> impl Iterator<Item = u8> {
    let mut rest = rest;
    std::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        // a decimal's denominator is far below the limit: at most 10^18
        rest *= 10;
        let digit = rest / denominator;
        rest %= denominator;
        u8::try_from(digit).ok()
    })
}

fn grouped(number: u128) -> String {
    let plain = number.to_string();
    let mut out = String::with_capacity(plain.len() + plain.len() / 3);
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn whole_words(number: u128) -> String {
    if number == 0 {
        return "zero".to_owned();
    }
    let mut groups = Vec::new();
    let mut rest = number;
    for scale in SCALES {
        let group = rest % 1000;
        rest /= 1000;
        if group > 0 {
            let joint = if scale.is_empty() { "" } else { " " };
            groups.push(format!("{}{joint}{scale}", below_thousand(group, scale.is_empty() && rest > 0)));
        }
        if rest == 0 {
            break;
        }
    }
    groups.reverse();
    groups.join(" ")
}

/// A group of three digits; `tail` says that others stand before it, so that `and` joins what has no hundreds.
fn below_thousand(group: u128, tail: bool) -> String {
    let (hundreds, rest) = (group / 100, group % 100);
    let name = |n: u128| BELOW_TWENTY.get(usize::try_from(n).unwrap_or(0)).copied().unwrap_or_default();
    let tens = |n: u128| TENS.get(usize::try_from(n / 10).unwrap_or(0)).copied().unwrap_or_default();
    let small = match rest {
        0..20 => name(rest).to_owned(),
        _ if rest % 10 == 0 => tens(rest).to_owned(),
        _ => format!("{}-{}", tens(rest), name(rest % 10)),
    };
    match (hundreds, rest) {
        (0, _) if tail => format!("and {small}"),
        (0, _) => small,
        (_, 0) => format!("{} hundred", name(hundreds)),
        _ => format!("{} hundred and {small}", name(hundreds)),
    }
}

fn ordinal_word(cardinal: &str) -> String {
    match cardinal {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        _ => match cardinal.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{cardinal}th"),
        },
    }
}

/// The word for a part: `third`, `halves`, `twenty-fifths`; `None` for denominators that English does not use so.
fn parts(denominator: u128, one: bool) -> Option<String> {
    let word = match denominator {
        2 if one => return Some("half".to_owned()),
        2 => return Some("halves".to_owned()),
        3..20 => ordinal(denominator)?,
        20..100 if !matches!(denominator % 10, 1 | 2) => ordinal(denominator)?,
        _ => return None,
    };
    Some(if one { word } else { format!("{word}s") })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::numerals::en::{Form, read};

    fn reads_as(surface: &str, value: Exact) {
        let numeral = read(surface).unwrap_or_else(|error| panic!("{surface}: {error:?}"));
        assert_eq!((numeral.value, numeral.length), (value, surface.len()), "{surface}");
    }

    /// Whole numbers of every size, since those drawn evenly are nearly all of the longest.
    fn whole() -> impl Strategy<Value = i128> {
        (0_u32..36, any::<u128>())
            .prop_map(|(size, seed)| i128::try_from(seed % 10_u128.pow(size + 1).min(WORDS_END)).unwrap())
    }

    proptest! {
        #[test]
        fn whole_numbers_read_back(number in whole(), negative: bool) {
            let value = Exact::integer(if negative { -number } else { number });
            reads_as(&words(value).unwrap(), value);
            reads_as(&digits(value), value);
            reads_as(&scaled(value), value);
        }

        #[test]
        fn decimals_read_back(number in 0_i128..10_i128.pow(20), places in 1_i32..12) {
            let value = Exact::decimal(number, -places).unwrap();
            reads_as(&words(value).unwrap(), value);
            reads_as(&digits(value), value);
            reads_as(&scaled(value), value);
        }

        #[test]
        fn fractions_read_back(numerator in 1_i128..100_000, denominator in 2_i128..100) {
            let value = Exact::new(numerator, denominator).unwrap();
            reads_as(&digits(value), value);
            if let Some(words) = words(value) {
                reads_as(&words, value);
            }
        }

        #[test]
        fn ordinals_read_back(number in whole()) {
            let words = ordinal(number.unsigned_abs()).unwrap();
            let numeral = read(&words).unwrap();
            prop_assert_eq!((numeral.value, numeral.form, numeral.length), (Exact::integer(number), Form::Ordinal, words.len()));
        }
    }

    #[test]
    fn what_has_no_words_is_none() {
        assert_eq!(words(Exact::power_of_ten(36).unwrap()), None);
        assert_eq!(words(Exact::new(1, 101).unwrap()), None);
        assert_eq!(ordinal(10_u128.pow(36)), None);
    }
}
