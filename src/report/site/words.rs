//! The words of the site, in English and in Chinese.
//!
//! A page holds both and shows one: the style sheet hides the other by `data-ui` of the root, so that a reader can change
//! the language of any page, and a page without scripts has the one it was made with.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::facts::Kind;
use crate::report::html::escaped;
use crate::report::labels::kind_in_both;

static WORDS: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, (cells.next()?, cells.next()?)))
        })
        .collect()
});

/// The word `key` in both languages; the key itself where there is none, which a test looks for.
pub(super) fn pair(key: &'static str) -> (&'static str, &'static str) {
    WORDS.get(key).copied().unwrap_or((key, key))
}

/// The word `key` as HTML that shows the reader's language.
pub(super) fn word(key: &'static str) -> String {
    let (en, zh) = pair(key);
    both(en, zh)
}

/// Text in both languages as HTML that shows the reader's.
pub(super) fn both(en: &str, zh: &str) -> String {
    if en == zh {
        return escaped(en);
    }
    format!(
        "<span class=\"ui-en\" lang=\"en\">{}</span><span class=\"ui-zh\" lang=\"zh-Hans\">{}</span>",
        escaped(en),
        escaped(zh)
    )
}

/// The name of a kind of facts, which machine formats call `name`, in both languages.
pub(super) fn kind(name: &str) -> Option<(&'static str, &'static str)> {
    KINDS.iter().find(|kind| kind_name(**kind) == name).map(|kind| kind_in_both(*kind))
}

/// What machine formats call a kind of facts.
pub(super) fn kind_name(kind: Kind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The kinds of facts that have a value.
const KINDS: &[Kind] = &[
    Kind::Number,
    Kind::Ordinal,
    Kind::Percent,
    Kind::Fraction,
    Kind::Ratio,
    Kind::Multiple,
    Kind::Money,
    Kind::Quantity,
    Kind::Age,
    Kind::Temperature,
    Kind::Duration,
    Kind::Time,
];

/// All words, for the scripts.
pub(super) fn all() -> BTreeMap<String, (&'static str, &'static str)> {
    let words = WORDS.iter().map(|(key, word)| ((*key).to_owned(), *word));
    words.chain(KINDS.iter().map(|kind| (format!("kind-{}", kind_name(*kind)), kind_in_both(*kind)))).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_has_three_cells_and_keys_are_in_order() {
        let lines: Vec<&str> = include_str!("words.tsv").lines().skip(1).collect();
        assert!(lines.iter().all(|line| line.split('\t').filter(|cell| !cell.is_empty()).count() == 3));
        assert!(lines.windows(2).all(|pair| pair[0].split('\t').next() < pair[1].split('\t').next()));
    }

    #[test]
    fn every_word_that_a_page_or_script_asks_for_is_there() {
        let sources = [
            include_str!("article.rs"),
            include_str!("list.rs"),
            include_str!("overview.rs"),
            include_str!("page.rs"),
            include_str!("facts.rs"),
            include_str!("terms.rs"),
            include_str!("rules.rs"),
        ];
        let scripts = [
            include_str!("assets/site.js"),
            include_str!("assets/articles.js"),
            include_str!("assets/facts.js"),
            include_str!("assets/terms.js"),
        ];
        let rust = regex::Regex::new(r#"\bword\("([a-z-]+)"\)"#).unwrap();
        let script = regex::Regex::new(r"\b(?:word|text|field)\('([a-z-]+)'[,)]").unwrap();
        let mut asked = 0;
        for (pattern, sources) in [(rust, &sources[..]), (script, &scripts[..])] {
            for found in sources.iter().flat_map(|source| pattern.captures_iter(source)) {
                assert!(super::WORDS.contains_key(&found[1]), "{}", &found[1]);
                asked += 1;
            }
        }
        assert!(asked > 60, "{asked}");
    }
}
