//! Whole documents against the tables in `tests/cases/documents`: what is missing, added, left over or garbled.

use std::fs;
use std::path::Path;

use duizhao::check::{Class, Finding, Glossary};
use duizhao::pipeline::{self, Parsed, Session};
use duizhao::source::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

/// Two texts, or a bilingual article.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    zh: String,
    #[serde(default)]
    en: String,
    article: Option<String>,
    glossary: Option<String>,
    finds: Vec<String>,
}

/// `severity rule  Chinese surface | English surface`, a dash for a side that has none.
fn describe(finding: &Finding, zh: &str, en: &str) -> String {
    let surface = |lang, text| finding.mark(lang).map_or("-", |mark| mark.span.of(text));
    let (zh, en) = (surface(Lang::Zh, zh), surface(Lang::En, en));
    format!("{} {}  {zh} | {en}", finding.severity.name(), finding.rule.name)
}

fn findings(case: &Case, shared: &Session) -> Vec<String> {
    let own = case.glossary.as_ref().map(|text| Session::new().with_glossary(Glossary::parse(text).unwrap()));
    let session = own.as_ref().unwrap_or(shared);
    let (zh, en) = case.article.as_ref().map_or((&case.zh, &case.en), |article| (article, article));
    // Both sides of an article are one document.
    let (zh_document, en_document) = if case.article.is_some() {
        (pipeline::parse(zh).unwrap(), None)
    } else {
        (pipeline::parse_plain(zh, Some(Lang::Zh)), Some(pipeline::parse_plain(en, Some(Lang::En))))
    };
    let en_document = en_document.as_ref().unwrap_or(&zh_document);
    let checked =
        session.check(Parsed { text: zh, document: &zh_document }, Parsed { text: en, document: en_document });
    let about_documents = checked.review.findings.iter().filter(|finding| finding.rule.class != Class::Fact);
    about_documents.map(|finding| describe(finding, zh, en)).collect()
}

#[test]
fn tables_hold() {
    let session = Session::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/documents");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let table: Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in &table.case {
            let got = findings(case, &session);
            if got != case.finds {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let text = case.article.as_ref().unwrap_or(&case.zh);
                wrong.push(format!("{name}: {text}\n  expected {:?}\n  found    {got:?}", case.finds));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_glossary_names_its_bad_line() {
    let error = Glossary::parse("# names\n参政会\tPolitical Council\n\n国务院 State Council\n").unwrap_err();
    assert_eq!(error.to_string(), "line 4: no tab between a Chinese term and its English");
}
