//! What a corpus exports is read back: by our own readers here, by others' in `tests/readers.py`.
#![cfg(all(feature = "store", feature = "cli"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use duizhao::formats::{alignment::moses, pairs};
use serde_json::Value;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("duizhao-export-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_duizhao")).current_dir(&self.0).arg("corpus").args(args).output().unwrap()
    }

    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// A folder with a corpus of so many made-up articles.
    fn with_corpus(name: &str, articles: &str) -> Self {
        let folder = Self::new(name);
        folder.ok(&["generate", "archive", "--articles", articles]);
        folder.ok(&["add", "store", "archive", "--quiet"]);
        folder
    }

    fn pairs(&self, name: &str) -> Vec<(String, String)> {
        let pairs = pairs::read(name, &self.read(name)).unwrap();
        assert_eq!(pairs.problems, []);
        pairs.units.into_iter().map(|unit| (unit.zh, unit.en)).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn every_format_holds_the_same_pairs() {
    let folder = Folder::with_corpus("formats", "12");
    for name in ["a.tsv", "a.jsonl", "a.tmx", "a.xlf"] {
        folder.ok(&["export", "store", name]);
    }
    folder.ok(&["export", "store", "b.xlf", "--format", "xliff2"]);
    folder.ok(&["export", "store", "m", "--format", "moses"]);
    folder.ok(&["export", "store", "ces", "--format", "ces"]);
    let pairs = folder.pairs("a.tsv");
    assert!(pairs.len() > 100);
    for name in ["a.jsonl", "a.tmx", "a.xlf", "b.xlf"] {
        assert_eq!(folder.pairs(name), pairs, "{name}");
    }
    let moses = moses::read(&folder.read("m.zh"), &folder.read("m.en")).unwrap();
    assert_eq!(moses.into_iter().map(|unit| (unit.zh, unit.en)).collect::<Vec<_>>(), pairs);
    // Links for every pair, and a card that says how many there are.
    let files: Vec<_> = fs::read_dir(folder.0.join("ces")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let links = files.iter().filter(|path| path.to_string_lossy().ends_with(".zh-en.xml"));
    let links: usize = links.map(|path| fs::read_to_string(path).unwrap().matches("<link ").count()).sum();
    assert_eq!(links, pairs.len());
    assert!(folder.read("ces/README.md").contains(&format!("- Pairs: {}", pairs.len())));
    // Nothing is left of the working names, and a folder is not written over.
    let left = fs::read_dir(&folder.0)
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().contains("partial"));
    assert_eq!(left.count(), 0);
    assert_eq!(folder.run(&["export", "store", "ces", "--format", "ces"]).status.code(), Some(2));
}

#[test]
fn what_is_imported_is_exported_again() {
    let folder = Folder::with_corpus("import", "10");
    folder.ok(&["export", "store", "a.jsonl"]);
    folder.ok(&["export", "store", "m", "--format", "moses"]);
    let pairs = folder.pairs("a.jsonl");
    folder.ok(&["import", "again", "a.jsonl"]);
    folder.ok(&["import", "moses", "m.zh"]);
    for store in ["again", "moses"] {
        folder.ok(&["verify", store]);
        let out = format!("{store}.tsv");
        folder.ok(&["export", store, &out]);
        assert_eq!(folder.pairs(&out), pairs, "{store}");
    }
    // Documents keep their names and dates; nothing is imported twice.
    let first: Value =
        serde_json::from_str(folder.ok(&["list", "again", "--format", "jsonl"]).lines().next().unwrap()).unwrap();
    assert!(first["path"].as_str().unwrap().starts_with("archive/19") && first["date"].is_string(), "{first}");
    let output = folder.run(&["import", "again", "a.jsonl"]);
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("0 pairs in 0 documents added"));
}

#[test]
fn filters_drop_what_they_say() {
    let folder = Folder::with_corpus("filter", "40");
    let all = folder.ok(&["filter", "store"]);
    let filtered = folder.ok(&["filter", "store", "--min-probability", "0.8", "--dedup", "near", "--language"]);
    let number = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} in {text}"));
        line.strip_prefix(name)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap()
            .replace([',', '-'], "")
            .parse::<u64>()
            .unwrap()
    };
    let before = number(&all, "pairs");
    assert_eq!((number(&all, "left"), number(&filtered, "pairs")), (before, before));
    let dropped = before - number(&filtered, "left");
    assert!(dropped > 0 && dropped < before);
    folder.ok(&["export", "store", "a.jsonl", "--min-probability", "0.8", "--dedup", "near", "--language"]);
    let lines = folder.read("a.jsonl");
    assert_eq!(lines.lines().count() as u64, before - dropped);
    let probability = |line: &str| serde_json::from_str::<Value>(line).unwrap()["probability"].as_f64().unwrap();
    assert!(lines.lines().all(|line| probability(line) >= 0.8));
}

#[test]
fn the_sets_of_a_split_share_nothing() {
    let folder = Folder::with_corpus("split", "60");
    folder.ok(&["split", "store", "sets", "--parts", "train=70,test=30", "--licence", "cc-by-4.0"]);
    let set = |name: &str| {
        let text = folder.read(&format!("sets/{name}.jsonl"));
        let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let column = |key: &str| rows.iter().map(|row| row[key].to_string()).collect::<BTreeSet<_>>();
        [column("doc"), column("zh"), column("en")]
    };
    let (train, test) = (set("train"), set("test"));
    for (train, test) in train.iter().zip(&test) {
        assert!(!train.is_empty() && !test.is_empty());
        assert_eq!(train.intersection(test).count(), 0);
    }
    let card = folder.read("sets/README.md");
    assert!(
        card.starts_with("---\nlicense: \"cc-by-4.0\"\n") && card.contains("split: test\n    path: test.jsonl"),
        "{card}"
    );
    // The same seed, the same sets.
    folder.ok(&["split", "store", "sets2", "--parts", "train=70,test=30"]);
    assert_eq!(folder.read("sets/test.jsonl"), folder.read("sets2/test.jsonl"));
}

#[test]
fn facts_become_a_table_a_series_and_a_picture() {
    let folder = Folder::with_corpus("facts", "60");
    let table = folder.ok(&["facts", "store", "--format", "jsonl"]);
    let rows: Vec<Value> = table.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let agreeing = rows.iter().filter(|row| row["verdict"] == "agrees").count();
    assert!(rows.len() > 500 && agreeing * 10 > rows.len() * 8, "{agreeing} of {}", rows.len());
    let csv = folder.ok(&["facts", "store"]);
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().map(|row| row.unwrap().len()).max(), Some(23));
    // Every area of the table is in the series: square metres are some mu.
    let mu = rows.iter().filter(|row| row["unit"] == "mu" || row["unit"] == "m2").count();
    let series = folder.ok(&["facts", "store", "--unit", "mu", "--by", "year", "--plot", "mu.svg"]);
    let counts: usize =
        series.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse::<usize>().unwrap()).sum();
    assert!(mu > 20 && counts == mu, "{counts} of {mu}");
    assert_eq!(folder.read("mu.svg").matches("<circle").count(), series.lines().count() - 1);
    assert_eq!(folder.run(&["facts", "store", "--unit", "cubit"]).status.code(), Some(2));
}

#[test]
fn the_worst_come_first() {
    let folder = Folder::with_corpus("worst", "30");
    // An article whose English ends early is worse than any slip.
    let path = walk(&folder.0.join("archive"));
    let text = fs::read_to_string(&path).unwrap();
    let (english, chinese) = text.split_once("<hr />").unwrap();
    let cut = english.lines().take(7).collect::<Vec<_>>().join("\n");
    fs::write(&path, format!("{cut}\n\n<hr />{chinese}")).unwrap();
    folder.ok(&["add", "store", "archive"]);
    let list = folder.ok(&["worst", "store", "--limit", "3"]);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    assert!(list.lines().next().unwrap().contains(&name), "{list}");
    assert!(list.contains("of the Chinese without a counterpart"), "{list}");
}

/// The first file below a folder.
fn walk(folder: &Path) -> PathBuf {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    if paths[0].is_dir() { walk(&paths[0]) } else { paths.swap_remove(0) }
}
