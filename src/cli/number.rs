//! `duizhao number`: numerals of either language, read and written out in both.
//!
//! A bare numeral is read by [`numerals`](crate::numerals), and everything else (with a unit, a bound, a share, a date) by
//! the facts reader, which must find one fact in the whole of what was given.

use std::io;

use clap::ValueEnum;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::facts::bound_of_date;
use super::{Global, Outcome, Streams};
use crate::check::{Ui, stated};
use crate::facts::{self, Context, Fact, Kind, Qualifier, Role, UnreadReason, Value};
use crate::numerals::{self, en, render, zh};
use crate::quantity::{Dimension, Exact, Interval};
use crate::report::FactRecord;
use crate::source::{Lang, SourceText, Span};
use crate::text::lang_of;

/// Read numerals, Chinese or English, and write them both ways
///
/// Each argument is one numeral, with its unit and the words that bound it if it has any. What is printed is its exact
/// value, what it claims where that is no point, and how both languages write it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Numerals in words or digits, each one argument: 一千四百二十七, "two hundred and thirteen", 百分之三、四, '$3.5bn'
    #[arg(value_name = "NUMERAL", required = true, num_args = 1.., allow_negative_numbers = true)]
    numerals: Vec<String>,
    /// The language of the numerals; `auto` tells it by the script
    #[arg(long, default_value = "auto", value_name = "LANG")]
    lang: LangChoice,
    /// Show the reading step by step
    #[arg(long)]
    explain: bool,
    /// How to write it
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: FormatName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangChoice {
    Auto,
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For a person
    Text,
    /// One JSON object a line and numeral
    Json,
}

/// What is known of a numeral.
#[derive(Debug, Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    fact: FactRecord<'a>,
    /// The power of ten of the last digit written.
    precision: i8,
    /// A day that no calendar has.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    impossible: bool,
    zh: Chinese,
    en: English,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step>,
}

/// A fact in Chinese; what a form cannot write is absent.
#[derive(Debug, Default, Serialize)]
struct Chinese {
    /// The whole, with unit and bound.
    stated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    plain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    financial: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digits: Option<String>,
    /// As a year, where it may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<String>,
}

/// A fact in English.
#[derive(Debug, Default, Serialize)]
struct English {
    /// The whole, with unit and bound.
    stated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    digits: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scaled: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<String>,
}

/// One step of a reading: what was read, and what it comes to.
#[derive(Debug, Serialize)]
struct Step {
    text: String,
    does: String,
    value: String,
}

/// Why a numeral was not read.
#[derive(Debug, thiserror::Error)]
enum NumberError {
    #[error("{text:?} is no numeral (a numeral of several words is one argument: quote it)")]
    Nothing { text: String },
    #[error("{text:?} does not fit: a value has at most 38 digits")]
    Overflow { text: String },
    #[error("{text:?} is grouped in a way that no convention allows")]
    Malformed { text: String },
    #[error(
        "{text:?} is more than a numeral: {part:?} is one, {rest:?} is not; `duizhao facts` reads numbers in their text"
    )]
    More { text: String, part: String, rest: String },
    #[error("{text:?} holds {count} numerals, {first:?} first; give each as an argument of its own")]
    Several { text: String, count: usize, first: String },
}

pub(super) fn run(args: &Args, _: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for (at, text) in args.numerals.iter().map(|text| text.trim()).enumerate() {
        let lang = match args.lang {
            LangChoice::Auto => lang_of(text).unwrap_or(Lang::En),
            LangChoice::Zh => Lang::Zh,
            LangChoice::En => Lang::En,
        };
        let fact = match read(text, lang) {
            Ok(fact) => fact,
            Err(error) => {
                writeln!(streams.err, "error: {error}")?;
                outcome = Outcome::Unreadable;
                continue;
            }
        };
        // an argument has no path, which leaves it out of the record
        let source = SourceText::new("", text);
        let record = Record {
            fact: FactRecord::new(&fact, &source, None),
            precision: fact.precision,
            impossible: fact.is_impossible(),
            zh: in_chinese(&fact),
            en: in_english(&fact),
            steps: if args.explain { steps(&fact, text) } else { Vec::new() },
        };
        match args.format {
            FormatName::Json => writeln!(streams.out, "{}", serde_json::to_string(&record).unwrap_or_default())?,
            FormatName::Text => {
                if at > 0 {
                    writeln!(streams.out)?;
                }
                write_text(streams, &record, args.numerals.len() > 1)?;
            }
        }
    }
    Ok(outcome)
}

/// The fact that the whole of `text` is.
fn read(text: &str, lang: Lang) -> Result<Fact, NumberError> {
    let bare = match lang {
        Lang::Zh => bare_chinese(text),
        Lang::En => bare_english(text),
    };
    if let Some(fact) = bare? {
        return Ok(fact);
    }
    let owned = || text.to_owned();
    let reading = facts::read(text, lang, Context::default());
    if let Some(unread) = reading.unread.first() {
        return Err(match unread.why {
            UnreadReason::Malformed => NumberError::Malformed { text: owned() },
            UnreadReason::Overflow => NumberError::Overflow { text: owned() },
        });
    }
    match *reading.facts {
        [fact] if fact.span.range() == (0..text.len()) => Ok(fact),
        [fact] => {
            let around = [text.get(..fact.span.start), text.get(fact.span.end..)];
            let rest = around.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty());
            Err(NumberError::More {
                text: owned(),
                part: fact.span.of(text).to_owned(),
                rest: rest.collect::<Vec<_>>().join(" … "),
            })
        }
        [first, ..] => Err(NumberError::Several {
            text: owned(),
            count: reading.facts.len(),
            first: first.span.of(text).to_owned(),
        }),
        // 负三分之二, and a numeral that claims nothing in a text, as 一二三
        [] => match zh::read_whole(text).filter(|_| lang == Lang::Zh) {
            Some(value) => Ok(number(text, lang, Kind::Number, value, 0)),
            None => Err(NumberError::Nothing { text: owned() }),
        },
    }
}

fn number(text: &str, lang: Lang, kind: Kind, value: Exact, precision: i8) -> Fact {
    let point = Fact::range(Span::new(0, text.len()), lang, kind, (value, value), precision, None);
    Fact { value: Value::Number(value), ..point }
}

/// The fact that a Chinese numeral alone makes; `None` where `text` is no numeral or more than one.
fn bare_chinese(text: &str) -> Result<Option<Fact>, NumberError> {
    let numeral = match zh::read(text, 0) {
        Ok(numeral) if numeral.end == text.len() => numeral,
        Err(zh::NumeralError::Overflow { .. }) => return Err(NumberError::Overflow { text: text.to_owned() }),
        _ => return Ok(None),
    };
    let qualifier = numeral.vague.map(|vague| match vague {
        zh::Vague::Odd => Qualifier::Odd,
        zh::Vague::Several => Qualifier::Several,
        zh::Vague::About => Qualifier::About,
    });
    let span = Span::new(0, text.len());
    let ends = numeral.high.map(|high| Interval::closed(numeral.value, high));
    let fact = Fact::amount(span, Lang::Zh, Kind::Number, (numeral.value, numeral.precision), qualifier, None);
    let fact = fact.ok_or_else(|| NumberError::Overflow { text: text.to_owned() })?;
    Ok(Some(Fact { interval: ends.unwrap_or(fact.interval), ..fact }))
}

/// The fact that an English numeral alone makes; `None` where `text` is no numeral or more than one.
fn bare_english(text: &str) -> Result<Option<Fact>, NumberError> {
    let numeral = match en::read(text) {
        Ok(numeral) if numeral.length == text.len() => numeral,
        Err(en::NumeralError::Overflow { .. }) => return Err(NumberError::Overflow { text: text.to_owned() }),
        Err(en::NumeralError::Malformed { .. }) => return Err(NumberError::Malformed { text: text.to_owned() }),
        _ => return Ok(None),
    };
    let kind = match numeral.form {
        en::Form::Ordinal => Kind::Ordinal,
        en::Form::Fraction => Kind::Fraction,
        en::Form::Cardinal | en::Form::Several { .. } => Kind::Number,
    };
    let fact = number(text, Lang::En, kind, numeral.value, numeral.precision);
    Ok(Some(match numeral.form {
        en::Form::Several { ceiling } => {
            Fact { interval: Interval::from_up_to(numeral.value, ceiling), qualifier: Some(Qualifier::Several), ..fact }
        }
        _ => fact,
    }))
}

fn write_text(streams: &mut Streams<'_>, record: &Record<'_>, several: bool) -> io::Result<()> {
    let out = &mut streams.out;
    let fact = &record.fact;
    if several {
        writeln!(out, "{}", fact.text)?;
    }
    for step in &record.steps {
        // a Chinese character takes two cells
        let gap = 28_usize.saturating_sub(step.text.width()).max(1);
        writeln!(out, "{}{:gap$}{:<22} {}", step.text, "", step.does, step.value)?;
    }
    if !record.steps.is_empty() {
        writeln!(out)?;
    }
    let mut value =
        fact.value.clone().or_else(|| fact.edtf.clone()).unwrap_or_else(|| "not in the calendar".to_owned());
    if let Some(unit) = fact.unit {
        value = format!("{value} {unit}");
    }
    if let Some(duration) = &fact.duration {
        value = format!("{value} = {duration}");
    }
    if let Some(result) = &fact.result {
        value = format!("{value}, {result} times the old");
    }
    writeln!(out, "value     {value} ({})", fact.kind.name())?;
    if fact.min != fact.max {
        let qualifier = fact.qualifier.map(|qualifier| format!(" ({})", qualifier.name().replace('_', " ")));
        let end = |end: &Option<String>, inclusive: Option<bool>, least: bool| {
            let end = end.as_ref()?;
            Some(match (least, inclusive == Some(true)) {
                (true, true) => format!("at least {end}"),
                (true, false) => format!("more than {end}"),
                (false, true) => format!("at most {end}"),
                (false, false) => format!("less than {end}"),
            })
        };
        let ends = [end(&fact.min, fact.min_inclusive, true), end(&fact.max, fact.max_inclusive, false)];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        writeln!(out, "claims    {}{}", ends.join(", "), qualifier.unwrap_or_default())?;
    } else if let Some(qualifier) = fact.qualifier {
        writeln!(out, "claims    {} that", bound_of_date(fact.kind, qualifier))?;
    }
    if record.impossible {
        writeln!(out, "but       no calendar has this day")?;
    }
    let Chinese { stated, plain, financial, digits, year } = &record.zh;
    writeln!(out, "Chinese   {}", forms(stated, &[plain, financial, digits, year]))?;
    let English { stated, digits, scaled, words, ordinal } = &record.en;
    writeln!(out, "English   {}", forms(stated, &[digits, scaled, words, ordinal]))
}

/// The forms that differ, the first one first.
fn forms(stated: &str, others: &[&Option<String>]) -> String {
    let mut forms = vec![stated];
    for other in others.iter().filter_map(|form| form.as_deref()) {
        if !forms.contains(&other) {
            forms.push(other);
        }
    }
    forms.join(" · ")
}

/// The two ends of a fact that was written as a range, or its value twice.
fn ends(fact: &Fact) -> Option<(Exact, Option<Exact>)> {
    let value = fact.value.as_number().filter(|_| matches!(fact.value, Value::Number(_) | Value::Serial { .. }))?;
    let high = fact.interval.max.filter(|&max| fact.qualifier.is_none() && max != value);
    Some((value, high))
}

fn in_chinese(fact: &Fact) -> Chinese {
    let stated = stated(fact, Ui::Zh);
    let Some((value, high)) = ends(fact) else { return Chinese { stated, ..Chinese::default() } };
    if fact.qualifier == Some(Qualifier::Several) {
        return Chinese { stated, plain: several_in_chinese(value), ..Chinese::default() };
    }
    let both = |write: fn(Exact) -> Option<String>| match high {
        Some(high) => Some(format!("{}到{}", write(value)?, write(high)?)),
        None => write(value),
    };
    let money = fact.unit.is_some_and(|unit| unit.code() == "CNY");
    let count = matches!(fact.kind, Kind::Number | Kind::Ordinal | Kind::Serial) && high.is_none();
    let year = value.as_integer().and_then(|year| i32::try_from(year).ok()).filter(|year| (1000..2200).contains(year));
    let percent = fact.unit.is_some_and(|unit| unit.code() == "%");
    Chinese {
        plain: both(render::zh::plain).map(|plain| match fact.kind {
            Kind::Percent if percent && high.is_none() && !value.is_negative() => format!("百分之{plain}"),
            Kind::Ordinal => format!("第{plain}"),
            _ => plain,
        }),
        financial: both(if money { render::zh::money } else { render::zh::financial })
            .filter(|_| money || matches!(fact.kind, Kind::Number | Kind::Quantity | Kind::Money)),
        digits: render::zh::digits(value).filter(|_| count && fact.kind != Kind::Ordinal),
        year: year
            .and_then(render::zh::year)
            .filter(|_| count && fact.kind != Kind::Ordinal && fact.qualifier.is_none()),
        stated,
    }
}

/// 几百, 几十万: up to ten times a power of ten.
fn several_in_chinese(value: Exact) -> Option<String> {
    let power = render::zh::plain(value)?;
    // 二十四, of dozens, is no power
    let one = power.chars().skip(1).all(|c| "十百千万亿兆".contains(c)) && power.starts_with(['一', '十']);
    one.then(|| format!("几{}", power.strip_prefix('一').unwrap_or(&power)))
}

/// Hundreds, tens of thousands: up to ten times a power of ten.
fn several_in_english(value: Exact) -> Option<String> {
    let mut rest = value.as_integer().filter(|value| *value > 1)?;
    let mut exponent = 0;
    while rest % 10 == 0 {
        (rest, exponent) = (rest / 10, exponent + 1);
    }
    let few = ["", "tens", "hundreds"].get(exponent % 3)?;
    let scale = ["", "thousands", "millions", "billions", "trillions"].get(exponent / 3)?;
    let words = if few.is_empty() || scale.is_empty() { format!("{few}{scale}") } else { format!("{few} of {scale}") };
    (rest == 1).then_some(words)
}

fn in_english(fact: &Fact) -> English {
    let stated = stated(fact, Ui::En);
    let Some((value, high)) = ends(fact) else { return English { stated, ..English::default() } };
    if fact.qualifier == Some(Qualifier::Several) {
        return English { stated, words: several_in_english(value), ..English::default() };
    }
    let both = |write: fn(Exact) -> Option<String>| match high {
        Some(high) => Some(format!("{} to {}", write(value)?, write(high)?)),
        None => write(value),
    };
    let place = value.as_integer().filter(|_| fact.kind == Kind::Ordinal);
    English {
        digits: both(|value| Some(render::en::digits(value))),
        scaled: both(|value| Some(render::en::scaled(value))),
        words: both(render::en::words).filter(|_| place.is_none()),
        ordinal: place.and_then(|place| u128::try_from(place).ok()).and_then(render::en::ordinal),
        stated,
    }
}

/// How the parts of the surface lead to the fact.
fn steps(fact: &Fact, text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let parts = facts::parts(fact, text);
    for part in &parts {
        let surface = part.span.of(text);
        let mut push = |does: &str, value: String| {
            steps.push(Step { text: surface.to_owned(), does: does.to_owned(), value });
        };
        match part.role {
            Role::Numeral if fact.lang == Lang::Zh => chinese_steps(&mut steps, text, part.span),
            Role::Numeral => english_steps(&mut steps, surface),
            Role::Half => push("adds or is a half", "1/2".to_owned()),
            Role::Tenths => push("counts tenths", "10 %".to_owned()),
            Role::Divides => push("divides", String::new()),
            Role::Joins => push("joins", String::new()),
            Role::Bounds(qualifier) => push("bounds", qualifier.name().replace('_', " ")),
            Role::Names => push("says of what kind", fact.kind.name().to_owned()),
            Role::Unit(unit, named) => {
                let english = unit.en().first().map_or(unit.code(), |name| name.text);
                let share = if named.share == Exact::ONE { String::new() } else { format!("{} × ", named.share) };
                let base = match unit.dimension() {
                    Dimension::Length => Some("m"),
                    Dimension::Area => Some("m²"),
                    Dimension::Mass => Some("g"),
                    Dimension::Volume => Some("l"),
                    _ => None,
                };
                let size = base
                    .filter(|_| unit.factor() != Exact::ONE)
                    .map(|base| format!(", {} {base}", render::en::digits(unit.factor())));
                push("is the unit", format!("{share}{english} ({}{})", unit.code(), size.unwrap_or_default()));
            }
        }
    }
    // A numeral alone has said it all in its own last step.
    if !matches!(*parts, [facts::Part { role: Role::Numeral, .. }]) {
        let unit = fact.unit.map(|unit| format!(" {}", unit.code())).unwrap_or_default();
        let value = match ends(fact) {
            Some((low, Some(high))) => format!("{low} to {high}{unit}"),
            _ => format!("{}{unit}", fact.value),
        };
        steps.push(Step { text: text.to_owned(), does: "comes to".to_owned(), value });
    }
    steps
}

fn chinese_steps(steps: &mut Vec<Step>, text: &str, span: Span) {
    let surface = span.of(text);
    let sections = zh::explain(surface).unwrap_or_default();
    let several = sections.iter().map(|section| section.terms.len()).sum::<usize>() > 1;
    for section in sections.iter().filter(|_| several) {
        for term in &section.terms {
            let scale = if section.scale == Exact::ONE { String::new() } else { format!(" × {}", section.scale) };
            let (text, value) = (term.surface.clone(), format!("{term}{scale}"));
            steps.push(Step { text, does: "counts".to_owned(), value });
        }
    }
    let Ok(numeral) = zh::read(text, span.start) else { return };
    let does = match (numeral.form, numeral.high, numeral.vague) {
        (_, Some(_), _) => "is a range",
        (.., Some(zh::Vague::Odd)) => "is, and something more",
        (.., Some(zh::Vague::Several)) => "is up to ten times",
        (.., Some(zh::Vague::About)) => "is about",
        (zh::Form::Run(_), ..) => "is read digit by digit",
        _ if several => "is the sum",
        _ => "is a number",
    };
    let value = match numeral.high {
        Some(high) => format!("{} to {high}", numeral.value),
        None if several => {
            let sum: Vec<String> = sections.iter().map(ToString::to_string).collect();
            format!("{} = {}", sum.join(" + "), numeral.value)
        }
        None => numeral.value.to_string(),
    };
    steps.push(Step { text: surface.to_owned(), does: does.to_owned(), value });
}

fn english_steps(steps: &mut Vec<Step>, surface: &str) {
    let (_, read) = en::explain(surface);
    steps.extend(read.iter().map(|step| Step {
        text: surface.get(step.start..step.end).unwrap_or_default().trim().to_owned(),
        does: does(step.rule).to_owned(),
        value: step.value.to_string(),
    }));
}

fn does(rule: numerals::en::Rule) -> &'static str {
    use numerals::en::Rule;
    match rule {
        Rule::Coefficient => "is a number",
        Rule::Scale => "multiplies to",
        Rule::Add => "adds up to",
        Rule::Decimals => "adds decimals",
        Rule::Divide => "divides to",
        Rule::Group => "counts in groups",
        Rule::Negate => "turns round",
        Rule::Order => "is a place in an order",
        Rule::Magnitude => "is at least",
    }
}
