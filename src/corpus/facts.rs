//! The facts of a corpus as a table: a row for every slot that a Chinese fact, an English one or both fill.

use serde::Serialize;

use super::entry::{Entry, StoredVerdict};
use super::stored_fact::StoredFact;
use crate::facts::{Kind, Qualifier};
use crate::quantity::{Exact, Unit};
use crate::source::{Lang, Span};

/// What became of the two sides of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Both sides say the same, here or elsewhere in the document
    Agrees,
    /// Both sides say something, and not the same
    Differs,
    /// Only the Chinese says it
    OnlyZh,
    /// Only the English says it
    OnlyEn,
}

impl Outcome {
    /// The name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::OnlyZh => "only-zh",
            Self::OnlyEn => "only-en",
        }
    }
}

/// A row of the table. What a fact says is that of the Chinese one; of the English one where there is no other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactRow {
    /// The document.
    pub path: String,
    /// Its date.
    pub date: Option<String>,
    /// The page it was printed on.
    pub page: Option<u32>,
    /// What kind of slot it is.
    pub kind: Kind,
    /// The value as written: a decimal, a fraction, a ratio.
    pub value: Option<String>,
    /// The lower end of what is claimed.
    pub min: Option<String>,
    /// The upper end of what is claimed.
    pub max: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// How it is hedged or bounded.
    pub qualifier: Option<Qualifier>,
    /// A date as written, in EDTF.
    pub edtf: Option<String>,
    /// A date with what the document's date tells.
    pub resolved: Option<String>,
    /// What is counted, in Chinese.
    pub of: Option<String>,
    /// What is counted, in English.
    pub of_en: Option<String>,
    /// The time that governs it, as written.
    pub when: Option<String>,
    /// The year or month of that time, or else of the document: `1953`, `1954-06`.
    pub period: Option<String>,
    /// The place that governs it, as written.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// The Chinese surface.
    pub zh: Option<String>,
    /// The English surface.
    pub en: Option<String>,
    /// The English value where it is another.
    pub en_value: Option<String>,
    /// What became of the two sides.
    pub verdict: Outcome,
    /// The rule that speaks of it.
    pub rule: Option<String>,
    /// The bead that it stands in, by its place in the document.
    #[serde(skip)]
    pub bead: Option<usize>,
    /// The Chinese sentences of the bead.
    pub zh_sentence: Option<String>,
    /// The English sentences of the bead.
    pub en_sentence: Option<String>,
}

impl FactRow {
    /// The rows of a document, in the order of its verdicts.
    pub fn of_entry(entry: &Entry) -> impl Iterator<Item = Self> {
        entry.walk.verdicts.iter().filter_map(|verdict| Self::new(entry, verdict))
    }

    fn new(entry: &Entry, verdict: &StoredVerdict) -> Option<Self> {
        let facts = &entry.walk.facts;
        let (zh, en) = (verdict.zh.and_then(|at| facts.get(at)), verdict.en.and_then(|at| facts.get(at)));
        let fact = zh.or(en)?;
        let surface = |span: Span| span.of(&entry.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let bead = entry.walk.bead_at(fact.lang, fact.span.start);
        let sentence = |lang| {
            let bead = entry.walk.beads.get(bead?)?;
            entry.walk.bead_span(bead, lang).map(surface)
        };
        let outcome = match (zh, en) {
            _ if verdict.agrees => Outcome::Agrees,
            (Some(_), Some(_)) => Outcome::Differs,
            (Some(_), None) => Outcome::OnlyZh,
            _ => Outcome::OnlyEn,
        };
        let own = |pick: fn(&StoredFact) -> Option<Span>| zh.and_then(pick).or(en.and_then(pick)).map(surface);
        let governing = [zh, en].into_iter().flatten().find_map(|fact| fact.when);
        let period = governing.and_then(|when| {
            // The words that govern hold a date that was read too.
            let dates = facts.iter().filter(|fact| when.contains(fact.span));
            dates.filter_map(|fact| fact.resolved.as_deref().or(fact.edtf.as_deref())).find_map(period_of)
        });
        let date = entry.date.map(|date| date.to_string());
        Some(Self {
            path: entry.path.clone(),
            period: period.or_else(|| period_of(date.as_deref()?)),
            date,
            page: entry.page,
            kind: fact.kind,
            value: fact.value.clone(),
            min: fact.min.clone(),
            max: fact.max.clone(),
            unit: fact.unit.clone(),
            qualifier: fact.qualifier,
            edtf: fact.edtf.clone(),
            resolved: fact.resolved.clone(),
            of: zh.and_then(|fact| fact.of).map(surface),
            of_en: en.and_then(|fact| fact.of).map(surface),
            when: own(|fact| fact.when),
            place: own(|fact| fact.place),
            zh: zh.map(|fact| surface(fact.span)),
            en: en.map(|fact| surface(fact.span)),
            en_value: en.and_then(|en| en.value.clone()).filter(|value| Some(value) != fact.value.as_ref()),
            verdict: outcome,
            rule: verdict.rule.clone(),
            bead,
            zh_sentence: sentence(Lang::Zh),
            en_sentence: sentence(Lang::En),
        })
    }

    /// The value in `unit`, where the fact is an amount that can be given in it; the bare value for no unit.
    pub fn amount_in(&self, unit: Option<Unit>) -> Option<Exact> {
        let value: Exact = self.value.as_deref()?.parse().ok()?;
        let own = self.unit.as_deref().and_then(Unit::by_code);
        match (own, unit) {
            (Some(own), Some(unit)) if own == unit => Some(value),
            (Some(own), Some(unit)) if own.converts_to(unit) => {
                value.checked_mul(own.factor())?.checked_div(unit.factor())
            }
            (None, None) => Some(value),
            _ => None,
        }
    }
}

/// The year, or year and month, that an EDTF date lies in.
fn period_of(edtf: &str) -> Option<String> {
    let start = edtf.split('/').next()?;
    let part = |range: std::ops::Range<usize>| {
        start.get(range).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let year = part(0..4)?;
    let month = part(5..7).filter(|month| start.get(4..5) == Some("-") && ("01"..="12").contains(month));
    Some(month.map_or(year.to_owned(), |month| format!("{year}-{month}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_dates() {
        let period = |edtf| period_of(edtf);
        assert_eq!(period("1954-06-10/1954-06-24").as_deref(), Some("1954-06"));
        assert_eq!(period("1953").as_deref(), Some("1953"));
        assert_eq!(period("1954-21").as_deref(), Some("1954"), "spring is no month");
        assert_eq!((period("195X"), period("XXXX-06"), period("")), (None, None, None));
    }
}
