//! What a fact states, written out for a reader of one language.

use super::Ui;
use super::dates::{bounded, period};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::numerals::render::zh;
use crate::quantity::{DateValue, Dimension, Exact};

/// How large numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// 4,190,000: the digits can be counted. From a thousand million on, as [`Spelling::Words`].
    Digits,
    /// 4.19 million, 419万.
    Words,
}

/// What `fact` states, with its bound and unit.
pub(super) fn fact(fact: &Fact, ui: Ui, spelling: Spelling) -> String {
    match fact.value {
        Value::Date(DateValue::Point(point)) => bounded(&point, fact.qualifier, ui),
        Value::Date(DateValue::Period(from, to)) => period(from.as_ref(), to.as_ref(), ui),
        Value::Ratio(left, right) => match ui {
            Ui::En => format!("{left} to {right}"),
            Ui::Zh => format!("{left}比{right}"),
        },
        Value::Serial { digits, length } => format!("{digits:0width$}", width = usize::from(length)),
        Value::Number(value) => amount(fact, value, ui, spelling),
    }
}

fn amount(fact: &Fact, value: Exact, ui: Ui, spelling: Spelling) -> String {
    let write = |value: Exact| match fact.kind {
        Kind::Fraction => share(value, ui).unwrap_or_else(|| number(value, ui, spelling)),
        _ => number(value, ui, spelling),
    };
    match (fact.kind, ui) {
        (Kind::Ordinal, Ui::En) => return value.as_integer().map_or_else(|| write(value), ordinal),
        (Kind::Ordinal, Ui::Zh) => return format!("第{}", zh::plain(value).unwrap_or_else(|| write(value))),
        (Kind::Multiple, _) => {
            let plain = multiple(fact, value, ui);
            return fact.qualifier.map_or_else(|| plain.clone(), |qualifier| hedged(&plain, qualifier, ui));
        }
        _ => {}
    }
    let spread = match fact.interval.min.zip(fact.interval.max) {
        Some((min, max)) if min != max && fact.qualifier != Some(Qualifier::Odd) => Some((min, max)),
        _ => None,
    };
    // 32万多吨: 多 stands between the number and its unit
    let odd = fact.qualifier == Some(Qualifier::Odd) && ui == Ui::Zh;
    let figure = match (spread, ui) {
        (Some((min, max)), Ui::En) if fact.qualifier == Some(Qualifier::Several) => {
            format!("between {} and {}", write(min), write(max))
        }
        (Some((min, max)), Ui::Zh) if fact.qualifier == Some(Qualifier::Several) => {
            format!("{}至{}之间", write(min), write(max))
        }
        (Some((min, max)), Ui::En) => format!("{} to {}", write(min), write(max)),
        (Some((min, max)), Ui::Zh) => format!("{}至{}", write(min), write(max)),
        (None, _) if odd => format!("{}多", write(value)),
        (None, _) => write(value),
    };
    let one = spread.is_none() && value == Exact::ONE;
    let with_unit = match (unit_name(fact, one, ui), ui) {
        (None, _) => figure,
        (Some(unit), Ui::En) => format!("{figure} {unit}"),
        (Some(unit), Ui::Zh) => format!("{figure}{unit}"),
    };
    let with_unit = if fact.kind == Kind::Age && fact.unit.is_none() {
        match ui {
            Ui::En => format!("{with_unit} years old"),
            Ui::Zh => format!("{with_unit}岁"),
        }
    } else {
        with_unit
    };
    match fact.qualifier {
        None | Some(Qualifier::Several) => with_unit,
        Some(_) if odd => with_unit,
        Some(qualifier) => hedged(&with_unit, qualifier, ui),
    }
}

fn hedged(amount: &str, qualifier: Qualifier, ui: Ui) -> String {
    match (qualifier, ui) {
        (Qualifier::About, Ui::En) => format!("about {amount}"),
        (Qualifier::Nearly, Ui::En) => format!("nearly {amount}"),
        (Qualifier::MoreThan | Qualifier::Odd, Ui::En) => format!("more than {amount}"),
        (Qualifier::AtLeast, Ui::En) => format!("at least {amount}"),
        (Qualifier::LessThan, Ui::En) => format!("less than {amount}"),
        (Qualifier::AtMost, Ui::En) => format!("at most {amount}"),
        (Qualifier::About, Ui::Zh) => format!("约{amount}"),
        (Qualifier::Nearly, Ui::Zh) => format!("近{amount}"),
        (Qualifier::MoreThan | Qualifier::Odd, Ui::Zh) => format!("超过{amount}"),
        (Qualifier::AtLeast, Ui::Zh) => format!("{amount}以上"),
        (Qualifier::LessThan, Ui::Zh) => format!("不到{amount}"),
        (Qualifier::AtMost, Ui::Zh) => format!("{amount}以下"),
        (Qualifier::Several, _) => amount.to_owned(),
    }
}

/// 增加两倍: "3 times as much, 2 times more"; 翻两番: "4 times as much".
fn multiple(fact: &Fact, value: Exact, ui: Ui) -> String {
    let more = value.checked_add(Exact::ONE);
    match (fact.result, ui) {
        (Some(result), Ui::En) if more == Some(result) && value != Exact::ONE => {
            format!("{}, {value} times more", as_much(result))
        }
        (Some(result), Ui::En) => as_much(result),
        (None, Ui::En) => format!("{value} times"),
        (Some(result), Ui::Zh) if more == Some(result) => format!("{value}倍，即原来的{result}倍"),
        (Some(result), Ui::Zh) => format!("{result}倍"),
        (None, Ui::Zh) => format!("{value}倍"),
    }
}

/// Twice as much, three times as much.
fn as_much(times: Exact) -> String {
    if times == Exact::integer(2) { "twice as much".to_owned() } else { format!("{times} times as much") }
}

/// `value`, to one decimal place, in the kind and unit of `fact`.
pub(super) fn like(fact: &Fact, value: Exact, ui: Ui) -> String {
    let ten = Exact::integer(10);
    let half = Exact::new(1, 2).unwrap_or(Exact::ZERO);
    let tenths = value.checked_mul(ten).and_then(|tenths| tenths.checked_add(half));
    let tenths = tenths.map(|tenths| Exact::integer(tenths.numerator().div_euclid(tenths.denominator())));
    let value = tenths.and_then(|tenths| tenths.checked_div(ten)).unwrap_or(value);
    let plain = Fact { qualifier: None, interval: crate::quantity::Interval::point(value), ..*fact };
    amount(&plain, value, ui, Spelling::Digits)
}

/// The unit of `fact` as a name, for messages about units.
pub(super) fn unit(fact: &Fact, ui: Ui) -> String {
    unit_name(fact, false, ui).unwrap_or_default()
}

fn unit_name(fact: &Fact, one: bool, ui: Ui) -> Option<String> {
    if fact.kind == Kind::Percent {
        let points = fact.unit.is_some_and(|unit| unit.code() == "pp");
        let name = match (ui, points) {
            (Ui::En, true) if one => "percentage point",
            (Ui::En, true) => "percentage points",
            (Ui::En, false) => "percent",
            (Ui::Zh, true) => "个百分点",
            (Ui::Zh, false) => "%",
        };
        return Some(name.to_owned());
    }
    let unit = fact.unit?;
    let names = match ui {
        Ui::En => unit.en(),
        Ui::Zh => unit.zh(),
    };
    // "dollar" alone is the American one only by default: say which.
    if ui == Ui::En && unit.code() == "USD" {
        return Some(if one { "US dollar" } else { "US dollars" }.to_owned());
    }
    let whole = |at: usize| names.get(at).filter(|name| name.share == Exact::ONE).map(|name| name.text);
    let first = whole(0).unwrap_or(unit.code());
    if ui == Ui::Zh || one || unit.dimension() == Dimension::Other {
        return Some(first.to_owned());
    }
    // The table gives the plural after the singular where there is one; another second name is a variant: mu and mou.
    let plural = whole(1).filter(|name| is_plural(first, name));
    Some(plural.filter(|_| first.is_ascii()).unwrap_or(first).to_owned())
}

/// Whether `many` is `one` with one of its words in the plural: metres, square feet, kilometres per hour.
fn is_plural(one: &str, many: &str) -> bool {
    if one.split(' ').count() != many.split(' ').count() {
        return false;
    }
    let mut changed = one.split(' ').zip(many.split(' ')).filter(|(one, many)| one != many);
    let takes = |(one, many): (&str, &str)| many == "feet" || (many.ends_with('s') && many.len() > one.len());
    changed.next().is_some_and(takes) && changed.next().is_none()
}

/// How the English amount relates to the Chinese one when it is 10^`power` times as much.
pub(super) fn times(power: i32, ui: Ui) -> String {
    match (ui, power) {
        (Ui::En, 1) => "ten times as much".to_owned(),
        (Ui::En, 2) => "a hundred times as much".to_owned(),
        (Ui::En, 3) => "a thousand times as much".to_owned(),
        (Ui::En, 4) => "ten thousand times as much".to_owned(),
        (Ui::En, 5) => "a hundred thousand times as much".to_owned(),
        (Ui::En, 6) => "a million times as much".to_owned(),
        (Ui::En, -1) => "a tenth of it".to_owned(),
        (Ui::En, -2) => "a hundredth of it".to_owned(),
        (Ui::En, -3) => "a thousandth of it".to_owned(),
        (Ui::En, -4) => "a ten-thousandth of it".to_owned(),
        (Ui::En, -6) => "a millionth of it".to_owned(),
        (Ui::En, power) => format!("10^{power} times as much"),
        (Ui::Zh, power) => {
            let size = Exact::power_of_ten(power.abs()).map(|size| number(size, Ui::Zh, Spelling::Words));
            let size = size.unwrap_or_else(|| format!("10^{}", power.abs()));
            if power > 0 { format!("是其{size}倍") } else { format!("只有其{size}分之一") }
        }
    }
}

/// `value` with its digits in groups, or in words of scale.
fn number(value: Exact, ui: Ui, spelling: Spelling) -> String {
    let scales: &[(i32, &str)] = match ui {
        Ui::En => &[(12, " trillion"), (9, " billion"), (6, " million")],
        Ui::Zh => &[(12, "万亿"), (8, "亿"), (4, "万")],
    };
    let floor = match (spelling, ui) {
        (Spelling::Digits, Ui::En) => 9,
        (Spelling::Digits, Ui::Zh) => 8,
        (Spelling::Words, _) => 0,
    };
    let scaled = scales.iter().filter(|(power, _)| *power >= floor).find_map(|&(power, word)| {
        let size = Exact::power_of_ten(power)?;
        let scaled = (value.abs() >= size).then(|| value.checked_div(size))??;
        Some((scaled, word))
    });
    match scaled {
        Some((scaled, word)) if scaled.decimals().is_some_and(|decimals| decimals <= 5) => {
            format!("{}{word}", grouped(scaled))
        }
        _ => grouped(value),
    }
}

/// A part of a whole as it is said: half, 3/4, 0.5 percent for 千分之五; `None` where none of these is usual.
fn share(value: Exact, ui: Ui) -> Option<String> {
    const LARGEST: i128 = 20;
    if Exact::new(1, 2) == Some(value) {
        return Some(if ui == Ui::En { "half" } else { "一半" }.to_owned());
    }
    if value.denominator() <= LARGEST && value.abs() < Exact::ONE {
        return Some(format!("{}/{}", value.numerator(), value.denominator()));
    }
    let percent = value.checked_mul(Exact::integer(100)).filter(|percent| percent.decimals().is_some())?;
    let percent = percent.to_string();
    (value.abs() < Exact::ONE).then(|| if ui == Ui::En { format!("{percent} percent") } else { format!("{percent}%") })
}

/// 4190000 as 4,190,000; fractions as they are.
fn grouped(value: Exact) -> String {
    let plain = value.to_string();
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, ""), |(whole, decimals)| (whole, decimals));
    if whole.contains('/') || whole.len() < 4 {
        return plain;
    }
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// 1st, 2nd, 11th.
pub(super) fn ordinal(n: i128) -> String {
    let suffix = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_or_scaled() {
        let number = |text: &str, ui, spelling| number(text.parse().unwrap(), ui, spelling);
        assert_eq!(number("4190000", Ui::En, Spelling::Digits), "4,190,000");
        assert_eq!(number("4190000", Ui::En, Spelling::Words), "4.19 million");
        assert_eq!(number("3000000000", Ui::En, Spelling::Digits), "3 billion");
        assert_eq!(number("107239", Ui::En, Spelling::Words), "107,239");
        assert_eq!(number("4190000", Ui::Zh, Spelling::Words), "419万");
        assert_eq!(number("2/3", Ui::En, Spelling::Digits), "2/3");
        assert_eq!(number("-1234.5", Ui::En, Spelling::Digits), "-1,234.5");
    }

    #[test]
    fn the_word_that_counts_takes_the_plural() {
        for (one, many) in [
            ("metre", "metres"),
            ("square foot", "square feet"),
            ("kilometre per hour", "kilometres per hour"),
            ("degree Fahrenheit", "degrees Fahrenheit"),
        ] {
            assert!(is_plural(one, many), "{one}");
        }
        for (one, other) in [("mu", "mou"), ("yen", "Japanese yen"), ("g/L", "grams per litre"), ("hertz", "Hz")] {
            assert!(!is_plural(one, other), "{one}");
        }
    }

    #[test]
    fn shares_are_told_as_they_are_said() {
        let share = |text: &str, ui| share(text.parse().unwrap(), ui);
        assert_eq!(share("1/2", Ui::Zh).as_deref(), Some("一半"));
        assert_eq!(share("3/4", Ui::En).as_deref(), Some("3/4"));
        assert_eq!(share("0.005", Ui::En).as_deref(), Some("0.5 percent"));
        assert_eq!(share("0.0003", Ui::Zh).as_deref(), Some("0.03%"));
        assert_eq!(share("40/37", Ui::En), None);
    }

    #[test]
    fn slips_are_told_in_words() {
        assert_eq!(times(1, Ui::En), "ten times as much");
        assert_eq!(times(-4, Ui::Zh), "只有其1万分之一");
        assert_eq!(times(2, Ui::Zh), "是其100倍");
    }
}
