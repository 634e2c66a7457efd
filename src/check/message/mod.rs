//! What a finding says to a person: one sentence and a line of help, in English or in Chinese.
//!
//! The wording is data, `data/check/messages.txt`; here is which entry a finding takes and what fills its places. A reader
//! may know only one of the two languages, so a message names both surfaces and spells both values out.

mod dates;
mod spell;
mod template;

use self::spell::Spelling;
use self::template::Entry;
use super::finding::{Beside, Borne, DatePart, Detail, Finding, Mark, Reckoning};
use crate::facts::Fact;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ui {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is wrong, in one sentence without a full stop.
    pub text: String,
    /// What would be right, or where to look; `None` where there is nothing to add.
    pub help: Option<String>,
}

/// What `finding` says, in the language of `ui`. The spans of the finding are in `zh_text` and `en_text`.
pub fn message(finding: &Finding, zh_text: &str, en_text: &str, ui: Ui) -> Message {
    let entry = template::find(finding.rule.name, variant(finding));
    let Some(Entry { text, help }) = entry.map(|entry| entry.of(ui)) else {
        return Message { text: finding.rule.finds.to_owned(), help: None };
    };
    let filling = Filling { finding, zh_text, en_text, ui };
    let fill = |template: &str| template::fill(template, |name| filling.get(name));
    let help = help.map(fill);
    let repeated = (finding.repeats > 0).then(|| template::find("repeated", "")).flatten();
    let help = match (help, repeated.map(|repeated| repeated.of(ui).text)) {
        (Some(help), Some(repeated)) => Some(format!("{help}{}{repeated}", if ui == Ui::En { "; " } else { "；" })),
        (help, repeated) => help.or(repeated.map(str::to_owned)),
    };
    Message { text: fill(text), help }
}

/// What `fact` states, with its bound and unit, written out for a reader of `ui`: "more than 320,000 tonnes".
pub fn stated(fact: &Fact, ui: Ui) -> String {
    spell::fact(fact, ui, Spelling::Words)
}

/// Which of a rule's messages a finding takes.
fn variant(finding: &Finding) -> &'static str {
    match (&finding.detail, &finding.zh, &finding.en) {
        (Detail::Scale { power }, ..) => {
            if *power > 0 {
                "more"
            } else {
                "less"
            }
        }
        (Detail::Swapped { .. }, ..) => "swapped",
        (Detail::Discount, ..) => "discount",
        (Detail::Leftover, ..) => "leftover",
        (Detail::Level { .. }, ..) => "level",
        (Detail::Item, ..) => "item",
        (Detail::Share { .. }, ..) => "share",
        (Detail::Narrowed, ..) => "narrowed",
        (Detail::DatePart(DatePart::Clock), ..) => "clock",
        (Detail::Beside { what, .. }, ..) => match what {
            Beside::Extent => "extent",
            Beside::Tense => "tense",
            Beside::Rate => "rate",
            Beside::Counted => "counted",
            Beside::Opposite => "opposite",
        },
        (Detail::Supplied { borne: Borne::Out, .. }, ..) => "borne-out",
        (Detail::Supplied { borne: Borne::Unknown, .. }, ..) => "unknown",
        (Detail::Arithmetic { how: Reckoning::Sum, .. }, ..) => "sum",
        (Detail::Arithmetic { how: Reckoning::Part, .. }, ..) => "part",
        (Detail::Arithmetic { how: Reckoning::Change, .. }, ..) => "change",
        (Detail::Heads, ..) => "heads",
        (Detail::InFile { .. }, ..) => "file",
        (Detail::Listed(_), Some(_), None) => "listed",
        (Detail::Listed(_), ..) => "otherwise",
        (Detail::Text(_), Some(_), Some(_)) if finding.rule.name == "dateline-missing" => "part",
        (Detail::Text(_), Some(_), Some(_)) if finding.rule.name == "headline-missing" => "merged",
        (Detail::Text(_), None, Some(_)) if finding.rule.name == "truncated" => "sentence",
        (_, Some(zh), Some(en)) if hedge(zh).is_none() && hedge(en).is_some() => "added",
        (_, Some(zh), Some(en)) if hedge(zh).is_some() && hedge(en).is_some() => "weaker",
        _ => "",
    }
}

fn hedge(mark: &Mark) -> Option<crate::facts::Qualifier> {
    mark.fact.and_then(|fact| fact.qualifier)
}

/// What stands in the places of a template.
struct Filling<'a> {
    finding: &'a Finding,
    zh_text: &'a str,
    en_text: &'a str,
    ui: Ui,
}

impl Filling<'_> {
    fn get(&self, name: &str) -> String {
        let Finding { zh, en, detail, .. } = self.finding;
        let surface = |mark: &Option<Mark>, text| mark.map(|mark| mark.span.of(text).trim().to_owned());
        let fact = |mark: &Option<Mark>| mark.and_then(|mark| mark.fact);
        let spelled = |mark: &Option<Mark>, spell: &dyn Fn(&Fact) -> String| fact(mark).map(|fact| spell(&fact));
        let (digits, ui) = (Spelling::Digits, self.ui);
        let filled = match name {
            "zh" => surface(zh, self.zh_text),
            "en" => surface(en, self.en_text),
            "zh.other" => match detail {
                Detail::Swapped { zh, .. } => Some(zh.of(self.zh_text).trim().to_owned()),
                _ => None,
            },
            "en.other" => match detail {
                Detail::Swapped { en, .. } => Some(en.of(self.en_text).trim().to_owned()),
                _ => None,
            },
            "zh.word" => match detail {
                Detail::Beside { zh, .. } => Some(zh.of(self.zh_text).to_owned()),
                _ => None,
            },
            "en.word" => match detail {
                Detail::Beside { en, .. } => Some(en.of(self.en_text).to_owned()),
                _ => None,
            },
            "zh.level" | "en.level" => match detail {
                Detail::Level { zh, en } => Some(if name == "zh.level" { zh } else { en }.to_string()),
                _ => None,
            },
            "zh.states" => Some(states(&self.get("zh"), &self.get("zh.value"), ui)),
            "zh.told" => Some(told(&self.get("zh"), &self.get("zh.value"), ui)),
            "en.told" => Some(told(&self.get("en"), &self.get("en.value"), ui)),
            "zh.value" => spelled(zh, &|fact| spell::fact(fact, ui, digits)),
            "en.value" => spelled(en, &|fact| spell::fact(fact, ui, digits)),
            "as.en" => spelled(zh, &|fact| spell::fact(fact, Ui::En, Spelling::Words)),
            "as.zh" => spelled(en, &|fact| spell::fact(fact, Ui::Zh, Spelling::Words)),
            "zh.unit" => spelled(zh, &|fact| spell::unit(fact, ui)),
            "en.unit" => spelled(en, &|fact| spell::unit(fact, ui)),
            "times" => match detail {
                Detail::Scale { power } | Detail::Share { power } => Some(spell::times(*power, ui)),
                _ => None,
            },
            "zh.way" | "en.way" => match detail {
                Detail::Direction { zh_rises } => Some(way_name(*zh_rises == (name == "zh.way"), ui).to_owned()),
                _ => None,
            },
            "part" => match detail {
                Detail::DatePart(part) | Detail::Supplied { part, .. } => Some(part_name(*part, ui).to_owned()),
                _ => None,
            },
            "reckoned" => match (detail, fact(zh)) {
                (Detail::Arithmetic { reckoned, .. }, Some(fact)) => Some(spell::like(&fact, *reckoned, ui)),
                _ => None,
            },
            "path" => match detail {
                Detail::InFile { path, .. } => Some(path.clone()),
                _ => None,
            },
            "text" => match detail {
                Detail::Text(text) | Detail::Listed(text) | Detail::InFile { name: text, .. } => Some(text.clone()),
                _ => None,
            },
            _ => None,
        };
        filled.unwrap_or_default()
    }
}

/// That `surface` is `value`; a figure that is written like its value is only quoted.
fn states(surface: &str, value: &str, ui: Ui) -> String {
    match (ui, surface == value) {
        (Ui::En, true) => format!("the Chinese says {value}"),
        (Ui::En, false) => format!("{surface} is {value}"),
        (Ui::Zh, true) => format!("中文作{value}"),
        (Ui::Zh, false) => format!("“{surface}”是{value}"),
    }
}

/// `surface` with `value` in brackets; a figure that is written like its value alone.
fn told(surface: &str, value: &str, ui: Ui) -> String {
    match (ui, surface == value) {
        (Ui::En, true) => surface.to_owned(),
        (Ui::En, false) => format!("{surface} ({value})"),
        (Ui::Zh, true) => format!("“{surface}”"),
        (Ui::Zh, false) => format!("“{surface}”（{value}）"),
    }
}

fn way_name(rises: bool, ui: Ui) -> &'static str {
    match (ui, rises) {
        (Ui::En, true) => "rose",
        (Ui::En, false) => "fell",
        (Ui::Zh, true) => "上升",
        (Ui::Zh, false) => "下降",
    }
}

fn part_name(part: DatePart, ui: Ui) -> &'static str {
    match ui {
        Ui::En => match part {
            DatePart::Year => "year",
            DatePart::Month => "month",
            DatePart::Day => "day",
            DatePart::Week => "week",
            DatePart::Decade => "decade",
            DatePart::Century => "century",
            DatePart::Season => "season",
            DatePart::Portion => "part of the month or year",
            DatePart::Clock => "time of day",
            DatePart::End => "end",
        },
        Ui::Zh => match part {
            DatePart::Year => "年份",
            DatePart::Month => "月份",
            DatePart::Day => "日期",
            DatePart::Week => "星期",
            DatePart::Decade => "年代",
            DatePart::Century => "世纪",
            DatePart::Season => "季节",
            DatePart::Portion => "时段",
            DatePart::Clock => "时刻",
            DatePart::End => "起止",
        },
    }
}
