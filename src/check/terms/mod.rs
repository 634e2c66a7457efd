//! Terms and names: whether they are what a glossary, the article's own list, or the Chinese characters say.

mod called;
mod entities;
mod glossary;
mod glossary_violation;
mod institutions;
mod name_mismatch;
mod naming;
mod sound;
mod term_inconsistent;

use super::Bitext;
use super::finding::{Detail, Finding, Mark};
use super::rules::Rule;
use crate::bitext::Bead;
use crate::source::{Lang, Span};

pub use called::{Called, Sort, key as called_key};
pub use glossary::Glossary;
pub(super) use glossary_violation::RULE as GLOSSARY_VIOLATION;
pub(super) use name_mismatch::RULE as NAME_MISMATCH;
pub use naming::{key as name_key, named};
pub(super) use sound::may_spell;
pub(super) use term_inconsistent::RULE as TERM_INCONSISTENT;

/// What is known of terms before a document is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terms<'a> {
    /// The user's glossary.
    pub glossary: Option<&'a Glossary>,
    /// The article's own list: spans of the Chinese text and of the English text.
    pub entities: &'a [(Span, Span)],
}

/// Finds terms and names that are not what they should be. Linear in the length of the texts.
/// Tells also who and what is called how.
pub(super) fn find(bitext: &Bitext<'_>, terms: Terms<'_>) -> (Vec<Finding>, Vec<Called>) {
    let mut findings = glossary_violation::find(bitext, terms.glossary);
    let listed = entities::find(bitext, terms.entities);
    // A name that the list has is measured by the list.
    let is_listed = |finding: &Finding| {
        let is_within =
            |listed: &Finding| listed.en.zip(finding.en).is_some_and(|(one, all)| all.span.contains(one.span));
        listed.iter().any(is_within)
    };
    let (misspelt, persons) = name_mismatch::find(bitext);
    let by_sound: Vec<Finding> = misspelt.into_iter().filter(|one| !is_listed(one)).collect();
    findings.extend(listed);
    findings.extend(by_sound);
    let ends = term_inconsistent::ends(bitext);
    findings.extend(term_inconsistent::find(bitext, &ends));
    let mut called = called::by_spelling(bitext);
    called.extend(persons);
    called.sort_by_key(|called| (called.zh, called.en));
    findings.extend(called::inconsistent(bitext, &called));
    called.extend(called::institutions(bitext, &ends));
    called.sort_by_key(|called| (called.zh, called.en));
    (findings, called)
}

fn finding(
    bitext: &Bitext<'_>,
    rule: &'static Rule,
    bead: usize,
    (zh, en): (Option<Span>, Option<Span>),
    text: String,
) -> Finding {
    let (zh_context, en_context) = super::sides::contexts(bitext, bead);
    let mark = |span: Option<Span>| span.map(|span| Mark { span, fact: None });
    let (zh, en) = (mark(zh), mark(en));
    Finding { rule, severity: rule.severity, zh, en, zh_context, en_context, detail: Detail::Text(text), repeats: 0 }
}

/// The text of one side in the beads from one before `bead` to one after: where a term's counterpart stands if anywhere.
fn around(bitext: &Bitext<'_>, bead: usize, lang: Lang) -> Span {
    let beads = &bitext.alignment.beads;
    let near = beads.get(bead.saturating_sub(1)..(bead + 2).min(beads.len())).unwrap_or_default();
    spanned(bitext, near, lang)
}

/// From the first segment of `beads` on one side to the last.
fn spanned(bitext: &Bitext<'_>, beads: &[Bead], lang: Lang) -> Span {
    let side = if lang == Lang::Zh { &bitext.zh } else { &bitext.en };
    let range = |bead: &Bead| if lang == Lang::Zh { bead.zh.clone() } else { bead.en.clone() };
    let segments = beads.iter().flat_map(|bead| side.segments.get(range(bead)).unwrap_or_default());
    segments.map(|segment| segment.span).reduce(Span::join).unwrap_or_default()
}

/// Letters and digits in lower case, words parted by one space, plurals as singulars: how English terms are compared.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "s")) {
        let word = word.to_lowercase();
        let singular = match word.strip_suffix('s') {
            Some(stem) if stem.len() >= 3 && !stem.ends_with('s') => stem.strip_suffix("ie").map_or(stem, |_| stem),
            _ => &word,
        };
        folded.push_str(singular);
        folded.push(' ');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn terms_are_compared_by_their_words() {
        assert_eq!(folded("People's Communes"), " people commune ");
        assert_eq!(folded("co-operatives, Class"), " co operative class ");
    }
}
