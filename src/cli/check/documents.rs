//! Checking documents: one bilingual file, or a Chinese and an English one.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Named;
use super::{Checked, Job};
use crate::bitext::Document;
use crate::check::{self, Bitext, Finding, Mark, Policy, Reported};
use crate::cli::input::Problem;
use crate::pipeline::{Checked as Walk, Parsed, files};
use crate::report::html::{self, Page};
use crate::report::{Format, Summary, alarm};
use crate::source::{Lang, SourceText};

/// Checks the two sides of one file.
pub(super) fn check_one(source: &SourceText, job: &Job<'_>) -> Result<Checked, Problem> {
    let document = files::bilingual(source).map_err(|error| Problem::of(source, error))?;
    Ok(check((source, &document), (source, &document), job))
}

/// Checks a Chinese file against an English one.
pub(super) fn check_two(zh: &SourceText, en: &SourceText, job: &Job<'_>) -> Result<Checked, Problem> {
    if files::are_swapped(zh, en) {
        return Err(Problem::Swapped { zh: zh.name().to_owned(), en: en.name().to_owned() });
    }
    let side = |source, lang| files::monolingual(source, lang).map_err(|error| Problem::of(source, error));
    let (zh_document, en_document) = (side(zh, Lang::Zh)?, side(en, Lang::En)?);
    Ok(check((zh, &zh_document), (en, &en_document), job))
}

fn check(zh: (&SourceText, &Document), en: (&SourceText, &Document), job: &Job<'_>) -> Checked {
    let ((zh, zh_document), (en, en_document)) = (zh, en);
    let walk = job
        .session
        .check(Parsed { text: zh.text(), document: zh_document }, Parsed { text: en.text(), document: en_document });
    let files = if std::ptr::eq(zh, en) { 1 } else { 2 };
    let mut checked = Checked {
        summary: Summary { files, tally: walk.review.tally.clone(), ..Summary::default() },
        ..Checked::default()
    };
    let policy = job.config.policy(en.name());
    if job.many {
        checked.names = named(zh, en, &walk, &policy, job);
    }
    let Reported { findings, ignored, misspelt } = policy.report(walk.review.findings, zh, en);
    checked.summary.ignored = ignored;
    checked
        .notices
        .extend(misspelt.iter().map(|(file, line, error)| format!("{file}: the comment for line {line}: {error}")));
    if walk.review.unlisted > 0 {
        let more = walk.review.unlisted;
        checked.notices.push(format!("{}: {more} more findings on figures, after these, are not listed", en.name()));
    }
    let read = [Some(zh), (files == 2).then_some(en)];
    checked.notices.extend(read.into_iter().flatten().filter_map(skipped));
    let mut shown = Vec::new();
    for finding in findings {
        let fingerprint = job.fingerprint(en, &finding, zh.text(), en.text());
        let alarm = alarm::in_files(&finding, zh, en, fingerprint, job.ui);
        if checked.add(&alarm, job) && matches!(job.format, Format::Html(_)) {
            shown.push((finding, alarm));
        }
    }
    if let Format::Html(ui) = job.format {
        checked.written = html::document(&Page {
            name: en.name(),
            zh: walk.zh.of(zh.text()),
            en: walk.en.of(en.text()),
            alignment: &walk.alignment,
            verdicts: &walk.review.verdicts,
            findings: &shown,
            summary: &checked.summary,
            ui,
        });
    }
    checked
}

/// What the document calls each thing at first, as far as that is news and the configuration wants to hear of it.
fn named(zh: &SourceText, en: &SourceText, walk: &Walk, policy: &Policy, job: &Job<'_>) -> Vec<Named> {
    let bitext =
        Bitext { zh: walk.zh.of(zh.text()), en: walk.en.of(en.text()), alignment: &walk.alignment, date: None };
    let (mut seen, mut news, mut findings) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    for called in walk.review.called.iter().filter(|called| seen.insert(called.zh.of(zh.text()))) {
        let key = check::called_key(called.zh.of(zh.text()));
        if job.known.is_news(called.sort, &key, called.en.of(en.text())) {
            news.insert(called.zh, (called.sort, key));
            findings.push(called.finding(&bitext, String::new()));
        }
    }
    if findings.is_empty() {
        return Vec::new();
    }
    let surface =
        |mark: Option<Mark>, source: &SourceText| mark.map_or("", |mark| mark.span.of(source.text())).to_owned();
    let named = |finding: Finding| {
        let (sort, key) = news.get(&finding.zh?.span)?.clone();
        let fingerprint = job.fingerprint(en, &finding, zh.text(), en.text());
        let alarm = alarm::in_files(&finding, zh, en, fingerprint, job.ui);
        let (zh, path, en) = (surface(finding.zh, zh), en.name().to_owned(), surface(finding.en, en));
        Some(Named { sort, key, path, zh, en, finding, alarm })
    };
    policy.report(findings, zh, en).findings.into_iter().filter_map(named).collect()
}

/// What of a file was left out though it may be text, for its reader to judge.
fn skipped(source: &SourceText) -> Option<String> {
    let (count, line) = source.skipped()?;
    let name = source.name();
    Some(match count {
        1 => format!("{name}:{line}: an indented block was left out as code"),
        _ => format!("{name}:{line}: this and {} more indented blocks were left out as code", count - 1),
    })
}
