//! Checking texts that are aligned already: translation memories, catalogues, tables of pairs.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Checked, Job};
use crate::bitext::TranslationUnit;
use crate::check::{self, Finding, Mark};
use crate::cli::input::Problem;
use crate::formats::pairs::{self, Pairs};
use crate::pipeline::JoinedPairs;
use crate::report::alarm::{self, Alarm, Taken};
use crate::report::html::{self, Page};
use crate::report::{Format, Summary};
use crate::source::{Lang, SourceText};

/// Groups of indices of pairs that stand together: one for each `doc`, at the place of its first pair, and one for each
/// pair that has none.
fn group(units: &[TranslationUnit]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of_doc: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        let known = unit.doc.as_deref().map(|doc| *of_doc.entry(doc).or_insert(groups.len()));
        match known.and_then(|group| groups.get_mut(group)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Checks every pair of a file. Work is spread over the threads of the current pool; findings keep the order of pairs.
pub(super) fn check(source: &SourceText, job: &Job<'_>) -> Checked {
    let fault = |message: String| Problem::Format { path: source.name().to_owned(), message };
    let Pairs { units, problems, notices } = match pairs::read(source.name(), source.text()) {
        Ok(pairs) => pairs,
        Err(error) => return Checked { problems: vec![fault(error.to_string())], ..Checked::default() },
    };
    let problems = problems.iter().map(|problem| fault(problem.to_string())).collect();
    let notices = notices.iter().map(|notice| format!("{}: {notice}", source.name())).collect();
    let policy = job.config.policy(source.name());
    // The indices are shared by all threads: build them once.
    let _ = (source.lines(), source.chars());
    let groups = group(&units);
    let parts: Vec<(Checked, Shown)> = groups
        .par_chunks(256)
        .map(|groups| {
            let (mut checked, mut shown) = (Checked::default(), Shown::default());
            for group in groups {
                let units: Vec<&TranslationUnit> = group.iter().filter_map(|&at| units.get(at)).collect();
                let part = check_group(&units, source, job, &policy, &mut checked);
                if matches!(job.format, Format::Html(_)) {
                    shown.append(part);
                }
            }
            (checked, shown)
        })
        .collect();
    let summary = Summary { files: 1, pairs: units.len(), ..Summary::default() };
    let start = Checked { summary, problems, notices, ..Checked::default() };
    let mut shown = Shown::default();
    let checked = parts.into_iter().fold(start, |checked, (part, more)| {
        shown.append(more);
        checked.join(part)
    });
    shown.write(source, job, checked)
}

/// What a page shows of the pairs.
#[derive(Default)]
struct Shown {
    pairs: JoinedPairs,
    findings: Vec<(Finding, Alarm)>,
}

impl Shown {
    fn append(&mut self, other: Self) {
        let (zh, en) = (self.pairs.zh_text.len(), self.pairs.en_text.len());
        self.findings.extend(other.findings.into_iter().map(|(finding, alarm)| (finding.shifted(zh, en), alarm)));
        self.pairs.append(other.pairs);
    }

    /// Writes the page where one is wanted.
    fn write(&self, source: &SourceText, job: &Job<'_>, mut checked: Checked) -> Checked {
        if let Format::Html(ui) = job.format {
            checked.written = html::document(&Page {
                name: source.name(),
                zh: self.pairs.zh.of(&self.pairs.zh_text),
                en: self.pairs.en.of(&self.pairs.en_text),
                alignment: &self.pairs.alignment(),
                verdicts: &self.pairs.review.verdicts,
                findings: &self.findings,
                summary: &checked.summary,
                ui,
            });
        }
        checked
    }
}

fn check_group(
    units: &[&TranslationUnit],
    source: &SourceText,
    job: &Job<'_>,
    policy: &check::Policy,
    checked: &mut Checked,
) -> Shown {
    let mut shown = Vec::new();
    let texts: Vec<(&str, &str)> = units.iter().map(|unit| (unit.zh.as_str(), unit.en.as_str())).collect();
    let pairs = job.session.check_pairs(&texts, None);
    checked.summary.tally.add(&pairs.review.tally);
    let locate = |mark: &Option<Mark>, lang| {
        let mark = mark.as_ref()?;
        let (pair, span) = pairs.locate(lang, mark.span)?;
        Some((pair, Mark { span, ..*mark }))
    };
    for finding in &pairs.review.findings {
        let Some(finding) = policy.apply(finding.clone()) else { continue };
        let fingerprint = job.fingerprint(source, &finding, &pairs.zh_text, &pairs.en_text);
        let (zh, en) = (locate(&finding.zh, Lang::Zh), locate(&finding.en, Lang::En));
        let home = en.or(zh).map(|(pair, _)| pair);
        let home = home.or_else(|| pairs.locate(Lang::En, finding.en_context).map(|(pair, _)| pair)).unwrap_or(0);
        let unit = |found: Option<(usize, Mark)>| units.get(found.map_or(home, |(pair, _)| pair));
        let (Some(zh_unit), Some(en_unit), Some(home)) = (unit(zh), unit(en), units.get(home)) else { continue };
        let zh = Taken { text: &zh_unit.zh, origin: &zh_unit.zh_origin, mark: zh.map(|(_, mark)| mark) };
        let en = Taken { text: &en_unit.en, origin: &en_unit.en_origin, mark: en.map(|(_, mark)| mark) };
        let message = check::message(&finding, &pairs.zh_text, &pairs.en_text, job.ui);
        let alarm = alarm::in_pair(&finding, message, source, home.id.clone(), zh, en, fingerprint);
        if checked.add(&alarm, job) {
            shown.push((finding, alarm));
        }
    }
    Shown { pairs, findings: shown }
}
