//! Which documents of a store are meant.

use rusqlite::types::Value;

use crate::quantity::CivilDate;

/// Which documents are meant. The default is all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// No earlier than this day.
    pub since: Option<CivilDate>,
    /// No later than this day.
    pub until: Option<CivilDate>,
    /// On this page.
    pub page: Option<u32>,
    /// With this mean probability or a higher one.
    pub min_score: Option<f64>,
    /// With this mean probability or a lower one.
    pub max_score: Option<f64>,
    /// With a finding of this rule.
    pub rule: Option<String>,
    /// Whose path matches: `*` any letters, `?` one.
    pub path: Option<String>,
}

impl Selection {
    pub(super) fn condition(&self) -> (String, Vec<Value>) {
        let (mut parts, mut values) = (Vec::new(), Vec::new());
        let mut add = |part: &str, value: Option<Value>| {
            if let Some(value) = value {
                parts.push(part.to_owned());
                values.push(value);
            }
        };
        add("d.date >= ?", self.since.map(|date| date.to_string().into()));
        add("d.date <= ?", self.until.map(|date| date.to_string().into()));
        add("d.page = ?", self.page.map(|page| i64::from(page).into()));
        add("d.score >= ?", self.min_score.map(Value::Real));
        add("d.score <= ?", self.max_score.map(Value::Real));
        add("d.path GLOB ?", self.path.clone().map(Value::Text));
        add(
            "d.id IN (SELECT document FROM finding WHERE rule = (SELECT id FROM rule WHERE name = ?))",
            self.rule.clone().map(Value::Text),
        );
        (if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") }, values)
    }
}
