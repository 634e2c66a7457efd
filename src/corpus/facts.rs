//! The facts of a corpus as a table: a row for every slot that a Chinese fact, an English one or both fill.

use serde::Serialize;

use super::entry::{Entry, StoredVerdict};
use super::series::Claim;
use super::stored_fact::StoredFact;
use crate::facts::{Kind, Qualifier};
use crate::quantity::Unit;
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
    /// The month that time lies in, else the year: `1953`, `1954-06`; none where it spans years. The document's where no
    /// time is named.
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

#[cfg(feature = "parquet")]
impl FactRow {
    /// The columns of the table, as they are serialised.
    pub const COLUMNS: &[&str] = &[
        "path",
        "date",
        "page",
        "kind",
        "value",
        "min",
        "max",
        "unit",
        "qualifier",
        "edtf",
        "resolved",
        "of",
        "of_en",
        "when",
        "period",
        "where",
        "zh",
        "en",
        "en_value",
        "verdict",
        "rule",
        "zh_sentence",
        "en_sentence",
    ];
    /// Those of them that are counts.
    pub const COUNTS: &[&str] = &["page"];

    /// The cells of the row, in the order of [`Self::COLUMNS`].
    pub fn cells(&self) -> impl Iterator<Item = crate::formats::parquet::Cell<'_>> {
        use crate::formats::parquet::Cell::{Count, Text};
        [
            Text(Some(&self.path)),
            Text(self.date.as_deref()),
            Count(self.page),
            Text(Some(self.kind.name())),
            Text(self.value.as_deref()),
            Text(self.min.as_deref()),
            Text(self.max.as_deref()),
            Text(self.unit.as_deref()),
            Text(self.qualifier.map(Qualifier::name)),
            Text(self.edtf.as_deref()),
            Text(self.resolved.as_deref()),
            Text(self.of.as_deref()),
            Text(self.of_en.as_deref()),
            Text(self.when.as_deref()),
            Text(self.period.as_deref()),
            Text(self.place.as_deref()),
            Text(self.zh.as_deref()),
            Text(self.en.as_deref()),
            Text(self.en_value.as_deref()),
            Text(Some(self.verdict.name())),
            Text(self.rule.as_deref()),
            Text(self.zh_sentence.as_deref()),
            Text(self.en_sentence.as_deref()),
        ]
        .into_iter()
    }
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
            // A rule that compares speaks of it: the other side shows another figure, though as no fact.
            _ if verdict.rule.as_deref().is_some_and(|rule| !matches!(rule, "fact-missing" | "fact-added")) => {
                Outcome::Differs
            }
            (Some(_), None) => Outcome::OnlyZh,
            _ => Outcome::OnlyEn,
        };
        let own = |pick: fn(&StoredFact) -> Option<Span>| zh.and_then(pick).or(en.and_then(pick)).map(surface);
        let governing = [zh, en].into_iter().flatten().find_map(|fact| fact.when);
        let governed = governing.and_then(|when| {
            // The words that govern hold a date that was read too.
            let dates = facts.iter().filter(|fact| when.contains(fact.span));
            dates.filter_map(|fact| fact.resolved.as_deref().or(fact.edtf.as_deref())).find_map(period_of)
        });
        let date = entry.date.map(|date| date.to_string());
        let period = match governed {
            Some(Stretch::Within(period)) => Some(period.to_owned()),
            Some(Stretch::Across) => None,
            None => date.as_deref().and_then(month_of).map(str::to_owned),
        };
        Some(Self {
            path: entry.path.clone(),
            period,
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

    /// What the fact claims, in its own unit, where that is a number.
    pub fn claim(&self) -> Option<Claim> {
        let end = |end: &Option<String>| end.as_deref().and_then(|end| end.parse().ok());
        Some(Claim::new(end(&self.value)?, end(&self.min), end(&self.max)))
    }

    /// The unit, where it is one that we know.
    pub fn known_unit(&self) -> Option<Unit> {
        self.unit.as_deref().and_then(Unit::by_code)
    }

    /// Whether the fact is an amount that can be given in `unit`.
    pub fn is_in(&self, unit: Unit) -> bool {
        let claim = self.claim().and_then(|claim| claim.converted(self.known_unit(), Some(unit)));
        claim.is_some()
    }
}

/// Where in the calendar a date lies with both its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch<'a> {
    /// In this month, else in this year.
    Within(&'a str),
    /// In several years.
    Across,
}

/// Where an EDTF date lies; `None` where it names no year.
fn period_of(edtf: &str) -> Option<Stretch<'_>> {
    let mut ends = edtf.split('/');
    let first = ends.next().and_then(month_of)?;
    let Some(last) = ends.next() else { return Some(Stretch::Within(first)) };
    let last = month_of(last).unwrap_or_default();
    let common = if first == last { Some(first) } else { first.get(..4).filter(|year| last.starts_with(year)) };
    Some(common.map_or(Stretch::Across, Stretch::Within))
}

/// The year, or year and month, that a point of EDTF begins with.
fn month_of(point: &str) -> Option<&str> {
    let are_digits = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = point.get(..4).filter(are_digits)?;
    let month = point.get(5..7).filter(|month| point.get(4..5) == Some("-") && ("01"..="12").contains(month));
    Some(month.filter(are_digits).and_then(|_| point.get(..7)).unwrap_or(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_dates() {
        let within = |edtf| match period_of(edtf) {
            Some(Stretch::Within(period)) => Some(period),
            _ => None,
        };
        assert_eq!(within("1954-06-10/1954-06-24"), Some("1954-06"));
        assert_eq!(within("1954-01/1954-02"), Some("1954"), "two months are not the first of them");
        assert_eq!(within("1953"), Some("1953"));
        assert_eq!(within("1954-21"), Some("1954"), "spring is no month");
        assert_eq!(["1953/1957", "1950/.."].map(period_of), [Some(Stretch::Across); 2], "no one year");
        assert_eq!(["195X", "XXXX-06", ""].map(period_of), [None; 3]);
    }
}
