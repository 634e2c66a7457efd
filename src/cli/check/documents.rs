//! Checking documents: one bilingual file, or a Chinese and an English one.

use super::{Checked, Job};
use crate::bitext::Document;
use crate::check::{Finding, Ignores};
use crate::cli::input::{self, Problem};
use crate::pipeline::Parsed;
use crate::report::html::{self, Page};
use crate::report::{Format, Summary, alarm};
use crate::source::{Lang, SourceText};
use crate::text;

/// Checks the two sides of one file.
pub(super) fn check_one(source: &SourceText, job: &Job<'_>) -> Result<Checked, Problem> {
    let document = input::parse_bilingual(source)?;
    Ok(check((source, &document), (source, &document), job))
}

/// Checks a Chinese file against an English one.
pub(super) fn check_two(zh: &SourceText, en: &SourceText, job: &Job<'_>) -> Result<Checked, Problem> {
    let is_in = |source: &SourceText, lang| text::lang_of(source.text()) == Some(lang);
    if is_in(zh, Lang::En) && is_in(en, Lang::Zh) {
        return Err(Problem::Swapped { zh: zh.name().to_owned(), en: en.name().to_owned() });
    }
    let zh_document = side(zh, Lang::Zh)?;
    let en_document = side(en, Lang::En)?;
    Ok(check((zh, &zh_document), (en, &en_document), job))
}

/// The blocks of a file that is to be read as `lang`.
fn side(source: &SourceText, lang: Lang) -> Result<Document, Problem> {
    let document = input::parse(source, Some(lang))?;
    if document.blocks_of(lang).next().is_none() {
        return Err(Problem::empty(source));
    }
    Ok(document)
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
    let ignores = (Ignores::find(zh.text(), zh.lines()), Ignores::find(en.text(), en.lines()));
    let mut shown = Vec::new();
    for finding in walk.review.findings {
        let Some(finding) = policy.apply(finding) else { continue };
        if is_ignored(&finding, (zh, &ignores.0), (en, &ignores.1)) {
            checked.summary.ignored += 1;
            continue;
        }
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

/// Whether a comment switches the finding off at either of its places.
fn is_ignored(finding: &Finding, zh: (&SourceText, &Ignores), en: (&SourceText, &Ignores)) -> bool {
    let sides = [(zh, finding.zh, finding.zh_context), (en, finding.en, finding.en_context)];
    sides.into_iter().any(|((source, ignores), mark, context)| {
        let at = mark.map_or(context.start, |mark| mark.span.start);
        ignores.covers(finding.rule.name, at, source.lines())
    })
}
