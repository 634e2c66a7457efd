//! `duizhao number`: one numeral of either language, read and written out in both.

use std::io;

use clap::ValueEnum;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Global, Outcome, Streams};
use crate::numerals::{self, en, render, zh};
use crate::quantity::Exact;
use crate::source::Lang;
use crate::text::lang_of;

/// Read a numeral, Chinese or English, and write it both ways.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The numeral, in words or digits: 一千四百二十七, "two hundred and thirteen", 4.19 million
    #[arg(value_name = "NUMERAL", required = true, num_args = 1.., allow_negative_numbers = true)]
    numeral: Vec<String>,
    /// The language of the numeral; `auto` tells it by the script
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
    /// One JSON object
    Json,
}

/// What is known of a numeral.
#[derive(Debug, Serialize)]
struct Record {
    text: String,
    lang: Lang,
    form: &'static str,
    value: String,
    /// The upper end of a range or a magnitude.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<String>,
    /// How the numeral leaves its value open.
    #[serde(skip_serializing_if = "Option::is_none")]
    vague: Option<&'static str>,
    /// The power of ten of the last digit written.
    precision: i8,
    zh: Chinese,
    en: English,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<StepRecord>,
}

/// A value in Chinese; what a form cannot write is absent.
#[derive(Debug, Serialize)]
struct Chinese {
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

/// A value in English.
#[derive(Debug, Serialize)]
struct English {
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<String>,
    digits: String,
    scaled: String,
}

/// One step of a reading: what was read, and what it comes to.
#[derive(Debug, Serialize)]
struct StepRecord {
    text: String,
    does: &'static str,
    value: String,
}

/// Why a numeral was not read.
#[derive(Debug, thiserror::Error)]
enum NumberError {
    #[error("{text:?} is no numeral")]
    Nothing { text: String },
    #[error("{text:?} does not fit: a value has at most 38 digits")]
    Overflow { text: String },
    #[error("{text:?} is grouped in a way that no convention allows")]
    Malformed { text: String },
    #[error("{text:?} goes on after the numeral, with {rest:?}; `duizhao facts` reads numbers in their text")]
    More { text: String, rest: String },
}

pub(super) fn run(args: &Args, _: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let text = args.numeral.join(" ");
    let text = text.trim();
    let lang = match args.lang {
        LangChoice::Auto => lang_of(text).unwrap_or(Lang::En),
        LangChoice::Zh => Lang::Zh,
        LangChoice::En => Lang::En,
    };
    let record = match lang {
        Lang::Zh => chinese(text),
        Lang::En => english(text),
    };
    match record {
        Ok(mut record) => {
            if !args.explain {
                record.steps.clear();
            }
            match args.format {
                FormatName::Json => writeln!(streams.out, "{}", serde_json::to_string(&record).unwrap_or_default())?,
                FormatName::Text => write_text(streams, &record)?,
            }
            Ok(Outcome::Clean)
        }
        Err(error) => {
            writeln!(streams.err, "error: {error}")?;
            Ok(Outcome::Unreadable)
        }
    }
}

fn write_text(streams: &mut Streams<'_>, record: &Record) -> io::Result<()> {
    let out = &mut streams.out;
    for step in &record.steps {
        // a Chinese character takes two cells
        let gap = 28_usize.saturating_sub(step.text.width()).max(1);
        writeln!(out, "{}{:gap$}{:<22} {}", step.text, "", step.does, step.value)?;
    }
    if !record.steps.is_empty() {
        writeln!(out)?;
    }
    let high = record.high.as_ref().map(|high| format!(" to {high}")).unwrap_or_default();
    let vague = record.vague.map(|vague| format!(", {vague}")).unwrap_or_default();
    writeln!(out, "value     {}{high}{vague} ({})", record.value, record.form)?;
    let Chinese { plain, financial, digits, year } = &record.zh;
    let forms: Vec<&str> = [plain, financial, digits, year].into_iter().flatten().map(String::as_str).collect();
    if !forms.is_empty() {
        writeln!(out, "Chinese   {}", forms.join(" · "))?;
    }
    let English { words, ordinal, digits, scaled } = &record.en;
    let same = if scaled == digits { String::new() } else { format!(" · {scaled}") };
    let words = words.as_ref().map(|words| format!(" · {words}")).unwrap_or_default();
    let ordinal = ordinal.as_ref().map(|ordinal| format!(" · {ordinal}")).unwrap_or_default();
    writeln!(out, "English   {digits}{same}{words}{ordinal}")
}

fn english(text: &str) -> Result<Record, NumberError> {
    let (numeral, steps) = en::explain(text);
    let owned = || text.to_owned();
    let numeral = numeral.map_err(|error| match error {
        en::NumeralError::Nothing => NumberError::Nothing { text: owned() },
        en::NumeralError::Overflow { .. } => NumberError::Overflow { text: owned() },
        en::NumeralError::Malformed { .. } => NumberError::Malformed { text: owned() },
    })?;
    whole(text, numeral.length)?;
    let (form, high) = match numeral.form {
        en::Form::Cardinal => ("cardinal", None),
        en::Form::Ordinal => ("ordinal", None),
        en::Form::Fraction => ("fraction", None),
        en::Form::Several { ceiling } => ("magnitude", Some(ceiling.to_string())),
    };
    let steps = steps.iter().map(|step| StepRecord {
        text: text.get(step.start..step.end).unwrap_or_default().trim().to_owned(),
        does: does(step.rule),
        value: step.value.to_string(),
    });
    Ok(Record {
        text: owned(),
        lang: Lang::En,
        form,
        value: numeral.value.to_string(),
        vague: high.is_some().then_some("less than the end"),
        high,
        precision: numeral.precision,
        zh: in_chinese(numeral.value),
        en: in_english(numeral.value, numeral.form == en::Form::Ordinal),
        steps: steps.collect(),
    })
}

fn chinese(text: &str) -> Result<Record, NumberError> {
    let owned = || text.to_owned();
    let plain = zh::read(text, 0);
    // 负三, 三分之二: a sign or a fraction bar in words makes the whole of two numerals
    let partly = plain.is_ok_and(|numeral| numeral.end < text.len()) || plain.is_err();
    if let Some(value) = zh::read_whole(text).filter(|_| partly) {
        return Ok(Record {
            text: owned(),
            lang: Lang::Zh,
            form: if text.contains("分之") { "fraction" } else { "cardinal" },
            value: value.to_string(),
            high: None,
            vague: None,
            precision: 0,
            zh: in_chinese(value),
            en: in_english(value, false),
            steps: Vec::new(),
        });
    }
    let numeral = plain.map_err(|error| match error {
        zh::NumeralError::Nothing => NumberError::Nothing { text: owned() },
        zh::NumeralError::Overflow { .. } => NumberError::Overflow { text: owned() },
    })?;
    whole(text, numeral.end)?;
    let form = match numeral.form {
        zh::Form::Digit | zh::Form::Run(_) => "digits read one by one",
        zh::Form::Arabic(_) => "digits",
        zh::Form::Composed | zh::Form::BarePower => "cardinal",
    };
    let vague = numeral.vague.map(|vague| match vague {
        zh::Vague::Odd => "and something more",
        zh::Vague::Several => "up to ten times that",
        zh::Vague::About => "about",
    });
    let sections = zh::explain(text).unwrap_or_default();
    let terms = sections.iter().flat_map(|section| {
        section.terms.iter().map(|term| StepRecord {
            text: term.surface.clone(),
            does: "counts",
            value: if section.scale == Exact::ONE { term.to_string() } else { format!("{term} × {}", section.scale) },
        })
    });
    let sum: Vec<String> = sections.iter().map(ToString::to_string).collect();
    let total =
        StepRecord { text: owned(), does: "is the sum", value: format!("{} = {}", sum.join(" + "), numeral.value) };
    let steps = terms.chain((!sum.is_empty()).then_some(total)).collect();
    Ok(Record {
        text: owned(),
        lang: Lang::Zh,
        form,
        value: numeral.value.to_string(),
        high: numeral.high.map(|high| high.to_string()),
        vague,
        precision: numeral.precision,
        zh: in_chinese(numeral.value),
        en: in_english(numeral.value, false),
        steps,
    })
}

/// Nothing but the numeral stands in the text.
fn whole(text: &str, end: usize) -> Result<(), NumberError> {
    let rest = text.get(end..).unwrap_or_default();
    if rest.is_empty() { Ok(()) } else { Err(NumberError::More { text: text.to_owned(), rest: rest.to_owned() }) }
}

fn in_chinese(value: Exact) -> Chinese {
    let year = value.as_integer().and_then(|year| i32::try_from(year).ok()).filter(|year| (1000..2200).contains(year));
    Chinese {
        plain: render::zh::plain(value),
        financial: render::zh::financial(value),
        digits: render::zh::digits(value),
        year: year.and_then(render::zh::year),
    }
}

fn in_english(value: Exact, ordinal: bool) -> English {
    let place = value.as_integer().filter(|_| ordinal).and_then(|place| u128::try_from(place).ok());
    English {
        words: render::en::words(value),
        ordinal: place.and_then(render::en::ordinal),
        digits: render::en::digits(value),
        scaled: render::en::scaled(value),
    }
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
