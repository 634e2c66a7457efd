//! `report`: the site as files. Whatever an article or a glossary holds is text; links lead somewhere; no file is large;
//! the same store makes the same bytes. What a browser does with them is tried in `tests/site/`.
#![cfg(all(feature = "store", feature = "cli"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("duizhao-site-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs `duizhao` in `folder`; what it says to standard error.
fn ok(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_duizhao")).current_dir(folder).args(args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
    said
}

/// The files of a site by their paths in it.
fn files(site: &Path) -> BTreeMap<String, String> {
    fn walk(folder: &Path, root: &Path, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(site, site, &mut all);
    all
}

/// What means something in HTML, in scripts, in addresses, and what turns the direction of writing.
const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b </p></div>&lt;&#60;javascript:alert(3)\u{2028}\u{202E}]]><!--";

fn article(title: &str, en: &str, zh_title: &str, zh: &str, entities: &str) -> String {
    format!(
        "Title: {title}\nAuthor: {HOSTILE}\nDate: 1956-10-12\nPage: 3\n\n    {en}\n\n**Named Entities**\n\n{entities}\n\n<hr />\n\n\
         Original:\n\n### {zh_title}\n\n1956-10-12\n\n第3版()\n\n    {zh}\n"
    )
}

/// A site of made-up articles, of ones that hold markup, and of one that is very long.
static SITE: LazyLock<(Folder, BTreeMap<String, String>)> = LazyLock::new(|| {
    let folder = Folder::new("all");
    ok(&folder.0, &["corpus", "generate", "made", "--articles", "230", "--slips", "0.05"]);
    let en = format!("{HOSTILE} The county had 4.3 million{HOSTILE} catties; 12% {HOSTILE}.");
    let zh = format!("{HOSTILE}全县收梨四千三百万斤，{HOSTILE}增加百分之十三。");
    let entities = format!(
        "湖县{HOSTILE} {HOSTILE}Lake County\n合作社 Cooperative \"</td><script>alert(4)</script>\n合作社 Co-op"
    );
    let hostile = article(&format!("Crop {HOSTILE}"), &en, &format!("丰收{HOSTILE}"), &zh, &entities);
    let name = if cfg!(windows) { "hostile.md" } else { "<img src=x onerror=alert(5)>\"'&.md" };
    fs::write(folder.0.join("made").join(name), hostile).unwrap();
    let long = article(
        "Long",
        &"The county had 43 mu, 12% more, and sold 510 jin in 1954. ".repeat(9000),
        "长",
        &"全县有四十三亩，多百分之十二，一九五四年出售五百一十斤。".repeat(9000),
        "湖县 Lake County",
    );
    fs::write(folder.0.join("made/long.md"), long).unwrap();
    ok(&folder.0, &["corpus", "add", "store", "made", "--quiet"]);
    ok(&folder.0, &["report", "store", "-o", "site", "--name", HOSTILE]);
    let files = files(&folder.0.join("site"));
    (folder, files)
});

fn pages() -> impl Iterator<Item = (&'static String, &'static String)> {
    SITE.1.iter().filter(|(name, _)| Path::new(name.as_str()).extension().is_some_and(|extension| extension == "html"))
}

/// The tags of a page: name and attributes.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"<([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*/?>"#).unwrap()
    });
    static ATTRIBUTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?"#).unwrap());
    let attributes = |text: &str| {
        ATTRIBUTE
            .captures_iter(text)
            .map(|found| (found[1].to_owned(), found.get(2).map_or("", |m| m.as_str()).to_owned()))
            .collect()
    };
    TAG.captures_iter(page).map(|found| (found[1].to_owned(), attributes(&found[2]))).collect()
}

#[test]
fn whatever_texts_hold_is_text() {
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "nav",
        "main",
        "footer",
        "section",
        "article",
        "div",
        "span",
        "p",
        "b",
        "h1",
        "h2",
        "small",
        "br",
        "time",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "form",
        "label",
        "input",
        "button",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg",
        "rect",
        "line",
        "text",
        "polyline",
    ];
    let mut shown = BTreeSet::new();
    for (name, page) in pages() {
        // Every angle bracket belongs to a tag that the site wrote.
        let opened = page.matches('<').count();
        let tags = tags(page);
        let closed = page.matches("</").count();
        assert_eq!(opened, tags.len() + closed + 1, "{name}: a bracket that belongs to no tag");
        for (tag, attributes) in &tags {
            assert!(known.contains(&tag.as_str()), "{name}: <{tag}>");
            for (attribute, value) in attributes {
                assert!(!attribute.starts_with("on") && attribute != "style", "{name}: {attribute}");
                if matches!(attribute.as_str(), "href" | "src") {
                    assert!(!value.contains(':'), "{name}: {value}");
                }
            }
            if tag == "script" {
                assert!(attributes.iter().any(|(name, _)| name == "src"), "{name}: a script in the page");
            }
        }
        assert!(
            page.contains(
                "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' file:;"
            )
        );
        assert!(!page.contains(['\u{202E}', '\u{2028}']) || !page.contains('\u{202E}'), "{name}: writing is turned");
        if page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") {
            shown.insert(name.split(['/', '.', '-']).next().unwrap());
        }
    }
    let everywhere = ["a", "articles", "index"];
    assert!(everywhere.iter().all(|page| shown.contains(page)), "the hostile article is shown on {shown:?} alone");
    assert!(SITE.1["terms.html"].contains("&lt;script&gt;alert(4)&lt;/script&gt;"));
}

#[test]
fn data_is_json_and_ends_no_script() {
    let mut names = BTreeSet::new();
    for (path, script) in SITE.1.iter().filter(|(path, _)| path.starts_with("data/")) {
        let (name, json) =
            script.strip_prefix("dz(").and_then(|rest| rest.strip_suffix(");\n")).unwrap().split_once(',').unwrap();
        assert_eq!(format!("data/{}.js", serde_json::from_str::<String>(name).unwrap()), *path);
        serde_json::from_str::<serde_json::Value>(json).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!script.contains(['<', '>', '\u{2028}', '\u{202E}']), "{path}");
        names.insert(path.split('/').nth(1).unwrap());
    }
    for folder in ["n", "t", "s", "x", "i", "f", "g", "w", "meta.js"] {
        assert!(names.contains(folder), "no data of {folder}");
    }
}

#[test]
fn every_link_leads_to_something() {
    let ids: BTreeMap<&str, BTreeSet<String>> = pages()
        .map(|(name, page)| {
            let ids = tags(page).into_iter().flat_map(|tag| tag.1).filter(|(name, _)| name == "id").map(|(_, id)| id);
            (name.as_str(), ids.collect())
        })
        .collect();
    let mut links = 0;
    for (name, page) in pages() {
        let mut seen = BTreeSet::new();
        for (attribute, value) in tags(page).into_iter().flat_map(|tag| tag.1) {
            if attribute == "id" {
                assert!(seen.insert(value.clone()), "{name}: two of {value}");
            }
            if !matches!(attribute.as_str(), "href" | "src") {
                continue;
            }
            links += 1;
            let value = value.replace("&amp;", "&");
            let (path, id) = value.split_once('#').map_or((value.as_str(), None), |(path, id)| (path, Some(id)));
            let target = if path.is_empty() { name.clone() } else { resolve(name, path) };
            assert!(SITE.1.contains_key(&target), "{name}: {value} leads nowhere");
            // What stands there for the scripts of lists is no id.
            let is_query = ["articles.html", "facts.html"].contains(&target.as_str()) && target != *name;
            if let Some(id) = id.filter(|_| !is_query) {
                assert!(
                    ids[target.as_str()].contains(id) || target == "facts.html",
                    "{name}: {value} has no such place"
                );
            }
        }
    }
    assert!(links > 10_000, "{links}");
}

fn resolve(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop().unwrap();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn no_file_is_larger_than_a_megabyte() {
    let largest = SITE.1.iter().max_by_key(|(_, content)| content.len()).unwrap();
    assert!(largest.1.len() < 1_000_000, "{}: {} bytes", largest.0, largest.1.len());
    let long = SITE.1.keys().filter(|name| name.starts_with("a/") && name.contains('-')).count();
    assert!(long > 3, "the long article is on one page");
}

#[test]
fn the_same_documents_make_the_same_bytes() {
    let folder = Folder::new("same");
    ok(&folder.0, &["corpus", "generate", "made", "--articles", "60"]);
    ok(&folder.0, &["corpus", "add", "one", "made", "--quiet"]);
    // The other way round, and read by one thread.
    let mut paths: Vec<String> = files(&folder.0.join("made")).into_keys().map(|name| format!("made/{name}")).collect();
    paths.reverse();
    let mut args = vec!["corpus", "add", "two", "--quiet", "--jobs", "1"];
    args.extend(paths.iter().map(String::as_str));
    ok(&folder.0, &args);
    let mut sites = Vec::new();
    for (store, out) in [("one", "a"), ("two", "b"), ("one", "a")] {
        ok(&folder.0, &["report", store, "-o", out, "--name", "x", "--quiet"]);
        sites.push(files(&folder.0.join(out)));
    }
    ok(&folder.0, &["report", "made", "-o", "c", "--name", "x", "--quiet", "--jobs", "1"]);
    sites.push(files(&folder.0.join("c")));
    for site in &sites[1..] {
        let differ: Vec<_> =
            sites[0].iter().filter(|(name, content)| site.get(*name) != Some(content)).map(|(name, _)| name).collect();
        assert!(differ.is_empty() && site.len() == sites[0].len(), "{differ:?}");
    }
    // Nothing is left beside them.
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
}

#[test]
fn the_index_names_every_article_that_has_a_word() {
    let site = &SITE.1;
    let value = |path: &str| -> serde_json::Value {
        let script = &site[path];
        let json = script.trim_start_matches("dz(").trim_end_matches(");\n").split_once(',').unwrap().1;
        serde_json::from_str(json).unwrap()
    };
    let mut index: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for path in site.keys().filter(|path| path.starts_with("data/i/")) {
        let list = value(path);
        for entry in list.as_array().unwrap().chunks(2) {
            index.insert(entry[0].as_str().unwrap().to_owned(), rising(entry[1].as_str().unwrap()));
        }
    }
    let mut texts: BTreeMap<u32, String> = BTreeMap::new();
    for path in site.keys().filter(|path| path.starts_with("data/x/")) {
        for piece in value(path).as_array().unwrap() {
            let number = u32::try_from(piece[0].as_u64().unwrap()).unwrap();
            let sides = piece[3].as_array().unwrap().iter().flat_map(|pair| pair.as_array().unwrap());
            let text: Vec<&str> = sides.map(|side| side.as_str().unwrap()).collect();
            texts.entry(number).or_default().push_str(&text.join("\n"));
        }
    }
    assert_eq!(texts.len(), 232);
    let (mut han_keys, mut words) = (0, 0);
    for (key, articles) in index.iter().filter(|(_, articles)| !articles.is_empty()) {
        let han = key.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        if han {
            let all: Vec<u32> =
                texts.iter().filter(|(_, text)| text.contains(key)).map(|(number, _)| *number).collect();
            assert_eq!(&all, articles, "{key}");
            han_keys += 1;
        } else {
            // The beginning of a word, whose letters stand in each of the texts.
            let has = |number: &u32| texts[number].to_lowercase().contains(key);
            assert!(!key.is_ascii() || articles.iter().all(has), "{key}");
            words += 1;
        }
    }
    assert!(han_keys > 100 && words > 100, "{han_keys} {words}");
}

/// Numbers that rise, as the scripts read them; none for a term that stands everywhere.
fn rising(text: &str) -> Vec<u32> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut numbers, mut last, mut step, mut shift) = (Vec::new(), 0, 0, 0);
    for c in text.chars().filter(|_| text != "*") {
        let digit = u32::try_from(DIGITS.find(c).unwrap()).unwrap();
        step |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            last += step;
            numbers.push(last);
            (step, shift) = (0, 0);
        }
    }
    numbers
}

#[test]
fn only_a_site_is_replaced() {
    let folder = Folder::new("replace");
    fs::create_dir(folder.0.join("mine")).unwrap();
    fs::write(folder.0.join("mine/letter.txt"), "x").unwrap();
    fs::write(
        folder.0.join("a.md"),
        article("Crop", "The county had 43 mu.", "丰收", "全县有四十三亩。", "湖县 Lake County"),
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .current_dir(&folder.0)
        .args(["report", "a.md", "-o", "mine"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.0.join("mine/letter.txt").is_file());
    ok(&folder.0, &["report", "a.md"]);
    assert!(fs::read_to_string(folder.0.join("site/a/0/1.html")).unwrap().contains("全县有"));
}
