//! What a project does with findings: severities of its own, places it ignores, findings it has accepted.
//!
//! A [`Policy`] is plain data; reading it from `duizhao.toml` is the command line's work. Findings are dropped or changed
//! after the rules have spoken, so that a policy never changes what is compared.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Severity};
use super::rules;
use crate::source::{LineIndex, SourceText, Span, boundary_after};

/// How a rule's findings are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not reported.
    Off,
    /// Reported with this severity, whatever the rule says.
    As(Severity),
}

/// Severities by rule name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
}

/// A rule was named that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule {name:?}{}", nearest.map_or(String::new(), |rule| format!("; did you mean {rule:?}?")))]
pub struct NoSuchRule {
    /// The name as given.
    pub name: String,
    /// The rule whose name is most like it, if one is.
    pub nearest: Option<&'static str>,
}

impl NoSuchRule {
    /// The error for `name`, which is no rule's.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), nearest: nearest(name) }
    }
}

impl Policy {
    /// Sets the level of the rule called `name`; a later call overrides an earlier one.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), NoSuchRule> {
        let rule = rules::find(name).ok_or_else(|| NoSuchRule::named(name))?;
        self.levels.insert(rule.name, level);
        Ok(())
    }

    /// The finding as the policy sees it; `None` when it is not to be reported.
    pub fn apply(&self, mut finding: Finding) -> Option<Finding> {
        match self.levels.get(finding.rule.name) {
            Some(Level::Off) => return None,
            Some(Level::As(severity)) => finding.severity = *severity,
            None => {}
        }
        Some(finding)
    }

    /// What of `findings` in `zh` and `en`, which may be one file, is to be reported.
    pub fn report(&self, findings: Vec<Finding>, zh: &SourceText, en: &SourceText) -> Reported {
        let [zh_ignores, en_ignores] = [zh, en].map(|source| Ignores::find(source.text(), source.lines()));
        let is_ignored = |finding: &Finding| {
            let sides =
                [(zh, &zh_ignores, finding.zh, finding.zh_context), (en, &en_ignores, finding.en, finding.en_context)];
            sides.into_iter().any(|(source, ignores, mark, context)| {
                let at = mark.map_or(context.start, |mark| mark.span.start);
                ignores.covers(finding.rule.name, at, source.lines())
            })
        };
        let mut findings: Vec<Finding> = findings.into_iter().filter_map(|finding| self.apply(finding)).collect();
        let all = findings.len();
        findings.retain(|finding| !is_ignored(finding));
        let ignored = all - findings.len();
        let mut misspelt: Vec<_> =
            en_ignores.misspelt().map(|(line, error)| (en.name().to_owned(), line, error)).collect();
        if !std::ptr::eq(zh, en) {
            misspelt.extend(zh_ignores.misspelt().map(|(line, error)| (zh.name().to_owned(), line, error)));
        }
        Reported { findings, ignored, misspelt }
    }
}

/// What a policy leaves of the findings of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reported {
    /// Those to be reported.
    pub findings: Vec<Finding>,
    /// How many a comment in either text switches off.
    pub ignored: usize,
    /// The names in such comments that no rule has, with the file and the line, from 1, that each speaks of.
    pub misspelt: Vec<(String, usize, NoSuchRule)>,
}

/// The rule whose name shares most three-letter pieces with `name`, if it shares at least half of them.
fn nearest(name: &str) -> Option<&'static str> {
    let pieces = |text: &str| text.as_bytes().windows(3).map(<[u8]>::to_vec).collect::<BTreeSet<_>>();
    let wanted = pieces(name);
    let shared = |rule: &&'static rules::Rule| pieces(rule.name).intersection(&wanted).count();
    let best = rules::RULES.iter().copied().max_by_key(shared)?;
    (shared(&best) * 2 >= wanted.len().max(1)).then_some(best.name)
}

/// The comments of a text that switch rules off: `<!-- duizhao: ignore RULE -->`, several rules with commas between.
///
/// A comment alone on its line speaks of the next line that is not blank; one beside text speaks of its own line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ignores {
    /// Line (from 0) and rule name.
    lines: BTreeSet<(usize, String)>,
    /// Where each comment stands.
    comments: Vec<Span>,
}

impl Ignores {
    /// Finds the comments of `text`, which `lines` indexes. Linear.
    pub fn find(text: &str, lines: &LineIndex) -> Self {
        const OPEN: &str = "<!-- duizhao: ignore ";
        let mut ignores = Self::default();
        for start in memchr::memmem::find_iter(text.as_bytes(), OPEN) {
            let inside = start + OPEN.len();
            let Some(length) = text.get(inside..).and_then(|rest| rest.lines().next()?.find("-->")) else { continue };
            let comment = Span::new(start, inside + length + "-->".len());
            ignores.comments.push(comment);
            let own = lines.line_of(start);
            let alone = lines.span(text, own).is_some_and(|line| line.trimmed(text) == comment);
            let is_blank = |line: &usize| lines.span(text, *line).is_none_or(|span| span.of(text).trim().is_empty());
            let line = if alone { (own + 1..lines.len()).find(|line| !is_blank(line)).unwrap_or(own) } else { own };
            let names = text.get(inside..inside + length).unwrap_or_default().split(',');
            ignores.lines.extend(names.map(|name| (line, name.trim().to_owned())));
        }
        ignores
    }

    /// Whether a finding of the rule called `rule` at byte `at` is switched off.
    pub fn covers(&self, rule: &str, at: usize, lines: &LineIndex) -> bool {
        !self.lines.is_empty() && self.lines.contains(&(lines.line_of(at), rule.to_owned()))
    }

    /// The names that no rule has, with the line, from 1, that each speaks of.
    fn misspelt(&self) -> impl Iterator<Item = (usize, NoSuchRule)> {
        let unknown = self.lines.iter().filter(|(_, name)| rules::find(name).is_none());
        unknown.map(|(line, name)| (line + 1, NoSuchRule::named(name)))
    }

    /// Where the comments stand; they are no part of the text.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }
}

/// What makes a finding the same from one run to the next: the rule and both surfaces, not the place, so that an edit
/// elsewhere in the file does not bring an accepted finding back.
pub fn fingerprint(path: &str, finding: &Finding, zh_text: &str, en_text: &str) -> String {
    let surface = |mark: &Option<super::finding::Mark>, text| mark.map_or("", |mark| mark.span.of(text)).to_owned();
    // Equal figures in different sentences stay apart.
    let context = near(zh_text, finding.zh_context, finding.zh.map(|mark| mark.span));
    let hash = hash(context.of(zh_text));
    let (zh, en) = (surface(&finding.zh, zh_text), surface(&finding.en, en_text));
    format!("{path}\t{}\t{zh}\t{en}\t{hash:016x}", finding.rule.name)
}

/// So many bytes of a sentence on either side of what is at fault are looked at: a file may be one line.
const NEAR: usize = 4096;

/// The part of `context` around `mark`, or from its start where there is none: all of it, unless the sentence is endless.
pub fn near(text: &str, context: Span, mark: Option<Span>) -> Span {
    let mark = mark.unwrap_or(Span::new(context.start, context.start));
    let around = context.join(mark);
    let start = boundary_after(text, around.start.max(mark.start.saturating_sub(NEAR)));
    let end = boundary_after(text, around.end.min(mark.end + NEAR));
    Span::new(start.min(mark.start), end.min(around.end))
}

/// FNV-1a (Fowler, Noll and Vo 1991): the same in every release and on every machine, which the standard library's is not.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_speaks_of_its_line_or_the_next() {
        let text = "一 <!-- duizhao: ignore rounded -->\n<!-- duizhao: ignore scale-slip, digit-slip -->\n\n二\n";
        let lines = LineIndex::new(text);
        let ignores = Ignores::find(text, &lines);
        assert!(ignores.covers("rounded", 0, &lines));
        let second = text.find('二').unwrap();
        assert!(ignores.covers("digit-slip", second, &lines) && ignores.covers("scale-slip", second, &lines));
        assert!(!ignores.covers("rounded", second, &lines));
    }

    #[test]
    fn an_unknown_rule_is_named_with_its_neighbour() {
        let error = Policy::default().set("scale-slips", Level::Off).unwrap_err();
        assert_eq!(error.to_string(), "there is no rule \"scale-slips\"; did you mean \"scale-slip\"?");
    }
}
