//! Whole documents against the tables in `tests/cases/documents`: what is missing, added, left over or garbled.

use std::fs;
use std::path::Path;

use duizhao::check::{Class, Finding, Glossary, Ui, message};
use duizhao::pipeline::{self, Parsed, Session, files};
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
    /// Whether the two texts are Markdown.
    #[serde(default)]
    markdown: bool,
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
    let read = |text: &str| {
        let name = if case.markdown { "text.md" } else { "text.txt" };
        files::read(name, text.as_bytes(), None).unwrap()
    };
    // Both sides of an article are one document.
    let (zh, en, zh_document, en_document) = if let Some(article) = &case.article {
        (read(article), read(article), pipeline::parse(article).unwrap(), None)
    } else {
        let (zh, en) = (read(&case.zh), read(&case.en));
        let document = |source, lang| files::document(source, Some(lang)).unwrap();
        let (zh_document, en_document) = (document(&zh, Lang::Zh), document(&en, Lang::En));
        (zh, en, zh_document, Some(en_document))
    };
    let (zh, en) = (zh.text(), en.text());
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
fn what_is_wrong_in_a_repeated_headline_is_said_once() {
    let article = "Title: Tea Harvest: 40 Million Jin Picked\nDate: 1961-05-02\n\n    Tea Harvest: 40 Million Jin Picked\n\n    \
                   The tea gardens picked 4 million jin.\n\n<hr />\n\nOriginal:\n\n### 茶叶丰收  采茶四百万斤\n\n\
                   1961-05-02\n第2版()\n专栏：\n\n    茶叶丰收\n    采茶四百万斤\n    各地茶园共采茶四百万斤。\n";
    let document = pipeline::parse(article).unwrap();
    let parsed = Parsed { text: article, document: &document };
    let checked = Session::new().check(parsed, parsed);
    let facts: Vec<_> = checked.review.findings.iter().filter(|finding| finding.rule.class == Class::Fact).collect();
    let [finding] = &facts[..] else { panic!("one finding: {facts:?}") };
    assert_eq!((finding.rule.name, finding.repeats), ("scale-slip", 1));
    for (ui, said) in [(Ui::En, "the headline is repeated"), (Ui::Zh, "标题重复")] {
        let help = message(finding, article, article, ui).help.unwrap();
        assert!(help.contains(said), "{help}");
    }
}

#[test]
fn two_dates_above_one_article_are_told() {
    let article = "Title: Reservoir Finished\nDate: 1985-04-12\n\nThe Qingshan Reservoir is finished.\n\n<hr />\n\nOriginal:\n\n\
                   ### 水库完工\n\n1958-04-12\n\n    青山水库完工了。\n";
    let dates = |article: &str| {
        let document = pipeline::parse(article).unwrap();
        let parsed = Parsed { text: article, document: &document };
        let checked = Session::new().check(parsed, parsed);
        checked.review.findings.iter().map(|finding| describe(finding, article, article)).collect::<Vec<_>>()
    };
    assert_eq!(dates(article), ["error date-mismatch  1958-04-12 | 1985-04-12"]);
    assert!(dates(&article.replace("1985", "1958")).is_empty());
}

#[test]
fn pairs_are_checked_for_names_and_terms() {
    let pairs = [("许明淑打破了纪录。", "Xu Mingshi broke the record."), ("参政会开幕。", "The Senate opened.")];
    let session = Session::new().with_glossary(Glossary::parse("参政会\tPolitical Council\n").unwrap());
    let found: Vec<String> = pairs
        .iter()
        .flat_map(|pair| {
            let joined = session.check_pairs(&[*pair], None);
            joined.review.findings.iter().map(|one| describe(one, &joined.zh_text, &joined.en_text)).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(found, ["warning name-mismatch  许明淑 | Xu Mingshi", "error glossary-violation  参政会 | -"]);
}

#[test]
fn a_glossary_may_be_tbx() {
    let tbx = "<tbx><text><body><conceptEntry><langSec xml:lang='zh'><term>参政会</term></langSec>\
               <langSec xml:lang='en'><term>Political Council</term></langSec></conceptEntry></body></text></tbx>";
    let session = Session::new().with_glossary(Glossary::parse(tbx).unwrap());
    let (zh, en) = ("参政会昨天开幕。", "The Senate opened yesterday.");
    let (zh_document, en_document) =
        (pipeline::parse_plain(zh, Some(Lang::Zh)), pipeline::parse_plain(en, Some(Lang::En)));
    let checked =
        session.check(Parsed { text: zh, document: &zh_document }, Parsed { text: en, document: &en_document });
    let found: Vec<String> = checked.review.findings.iter().map(|finding| describe(finding, zh, en)).collect();
    assert_eq!(found, ["error glossary-violation  参政会 | -"]);
}

#[test]
fn a_term_is_told_wherever_it_is_wrong_and_nowhere_else() {
    let session = Session::new().with_glossary(Glossary::parse("水利部\tMinistry of Water Conservancy\n").unwrap());
    let found = |zh: &str, en: &str| -> Vec<String> {
        let (zh_document, en_document) =
            (pipeline::parse_plain(zh, Some(Lang::Zh)), pipeline::parse_plain(en, Some(Lang::En)));
        let checked =
            session.check(Parsed { text: zh, document: &zh_document }, Parsed { text: en, document: &en_document });
        checked.review.findings.iter().map(|finding| describe(finding, zh, en)).collect()
    };
    let wrong = "error glossary-violation  水利部 | -";
    let twice = (
        "水利部开了会。\n天下着雨。\n水利部发了通知。",
        "The Water Board met.\nIt rained.\nThe Water Board sent a notice.",
    );
    assert_eq!(found(twice.0, twice.1), [wrong, wrong]);
    // A right sentence excuses the next one only where that refers back to it.
    let (zh, first) = ("水利部开了会。\n水利部发了通知。", "The Ministry of Water Conservancy met.\n");
    assert_eq!(found(zh, &format!("{first}The Water Board sent a notice.")), [wrong]);
    assert!(found(zh, &format!("{first}The ministry sent a notice.")).is_empty());
    assert!(found("水利部部长到会。", "The Minister of Water Conservancy was present.").is_empty());
    assert_eq!(found("水利部部长到会。", "The head of the Water Board was present."), [wrong]);
}

#[test]
fn a_glossary_names_its_bad_line() {
    let error = Glossary::parse("# names\n参政会\tPolitical Council\n\n国务院 State Council\n").unwrap_err();
    assert_eq!(error.to_string(), "line 4: no tab between a Chinese term and its English");
}
