//! The table of messages and how its places are filled.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Ui;

/// One message in one language.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) text: &'static str,
    pub(super) help: Option<&'static str>,
}

/// One message in both languages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entries {
    en: Entry,
    zh: Entry,
}

impl Entries {
    pub(super) fn of(&self, ui: Ui) -> Entry {
        match ui {
            Ui::En => self.en,
            Ui::Zh => self.zh,
        }
    }
}

fn table() -> &'static BTreeMap<&'static str, Entries> {
    static TABLE: LazyLock<BTreeMap<&'static str, Entries>> = LazyLock::new(|| {
        let mut table: BTreeMap<&'static str, Entries> = BTreeMap::new();
        let mut key = "";
        for line in include_str!("../../../data/check/messages.txt").lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                key = name;
            } else if let Some((field, text)) = line.split_once(": ") {
                let entry = table.entry(key).or_default();
                match field {
                    "en" => entry.en.text = text,
                    "en.help" => entry.en.help = Some(text),
                    "zh" => entry.zh.text = text,
                    "zh.help" => entry.zh.help = Some(text),
                    _ => {}
                }
            }
        }
        table
    });
    &TABLE
}

/// The message of `rule` in its `variant`, or the rule's own where the variant has none.
pub(super) fn find(rule: &str, variant: &str) -> Option<Entries> {
    let table = table();
    table.get(format!("{rule}.{variant}").as_str()).or_else(|| table.get(rule)).copied()
}

/// `template` with each `{name}` replaced by what `value` gives for it.
pub(super) fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        filled.push_str(&value(name));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::finding::Class;
    use crate::check::rules::RULES;

    #[test]
    fn every_rule_about_facts_has_a_message_in_both_languages() {
        for rule in RULES.iter().filter(|rule| rule.class == Class::Fact) {
            let mut entries = table().iter().filter(|(key, _)| key.split('.').next() == Some(rule.name)).peekable();
            assert!(entries.peek().is_some(), "{} has no message", rule.name);
            for (key, entry) in entries {
                assert!(!entry.en.text.is_empty() && !entry.zh.text.is_empty(), "{key} is said in one language only");
                assert_eq!(entry.en.help.is_some(), entry.zh.help.is_some(), "{key} helps in one language only");
            }
        }
    }

    #[test]
    fn every_place_is_known() {
        const PLACES: &[&str] = &[
            "zh",
            "en",
            "zh.other",
            "en.other",
            "zh.word",
            "en.word",
            "zh.level",
            "en.level",
            "zh.value",
            "zh.states",
            "zh.told",
            "en.told",
            "en.value",
            "as.en",
            "as.zh",
            "zh.unit",
            "en.unit",
            "zh.way",
            "en.way",
            "times",
            "reckoned",
            "part",
            "text",
            "path",
        ];
        for (key, entries) in table() {
            for entry in [entries.en, entries.zh] {
                for template in [Some(entry.text), entry.help].into_iter().flatten() {
                    fill(template, |name| {
                        assert!(PLACES.contains(&name), "{key} has a place called {name}");
                        String::new()
                    });
                }
            }
        }
    }
}
