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

    /// What a command that succeeds says on standard error.
    fn told(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {told}");
        told
    }

    /// Runs a line under a shell that knows `duizhao`.
    #[cfg(unix)]
    fn sh(&self, line: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_duizhao")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        Command::new("sh").args(["-c", line]).current_dir(&self.0).env("PATH", path).output().unwrap()
    }

    fn names(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    /// Runs what is refused, and says what the program says.
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}: {said}");
        said
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
    let links: Vec<String> = links.map(|path| fs::read_to_string(path).unwrap()).collect();
    let one_sided = |line: &str| line.contains("xtargets=\";") || line.contains(";\" certainty");
    let lines = || links.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with("<link "));
    assert_eq!(lines().filter(|line| !one_sided(line)).count(), pairs.len());
    // A sentence without a partner is linked to nothing, so that each is linked once.
    let targets =
        lines().map(|line| line.split('"').nth(3).unwrap().split([';', ' ']).filter(|id| !id.is_empty()).count());
    let sentences = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "xml"));
    let sentences: usize = sentences.map(|path| fs::read_to_string(path).unwrap().matches("<s id").count()).sum();
    assert_eq!(targets.sum::<usize>(), sentences);
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
    assert!(first["path"].as_str().unwrap().starts_with("a.jsonl/archive/19") && first["date"].is_string(), "{first}");
    assert_eq!(folder.told(&["import", "again", "a.jsonl"]), "0 documents added, 10 unchanged; 0 pairs read\n");
}

#[test]
fn an_import_replaces_no_article_and_leaves_none_of_its_own_behind() {
    let folder = Folder::with_corpus("import-again", "10");
    let list = folder.ok(&["list", "store"]);
    folder.ok(&["export", "store", "a.tsv"]);
    folder.ok(&["export", "store", "a.jsonl"]);
    let told = folder.told(&["import", "store", "a.jsonl"]);
    assert!(told.starts_with("10 documents added; "), "{told}");
    assert_eq!(folder.ok(&["list", "store", "--path", "archive/*"]), list);
    // A file that became shorter: one document is as it was, one changed, the others are gone.
    let lines = folder.read("a.tsv");
    let first = |count: usize| lines.split_inclusive('\n').take(count).collect::<String>();
    fs::write(folder.0.join("b.tsv"), first(95)).unwrap();
    let import = ["import", "store", "b.tsv", "--together", "20"];
    assert!(folder.told(&import).starts_with("5 documents added; "));
    fs::write(folder.0.join("b.tsv"), first(25)).unwrap();
    let told = folder.told(&import);
    assert!(told.starts_with("0 documents added, 1 changed, 1 unchanged, 3 removed; "), "{told}");
    let left = folder.ok(&["list", "store", "--path", "b.tsv/*"]);
    assert_eq!(left.lines().count(), 2, "{left}");
}

#[test]
fn an_import_keeps_what_files_say_of_probability() {
    let folder = Folder::new("probability");
    let line = |number: u32, probability: &str| {
        format!("{{\"zh\":\"共{number}人\",\"en\":\"{number} people\",\"doc\":\"a\"{probability}}}\n")
    };
    let lines = [
        line(1, ",\"probability\":0.25"),
        line(2, ""),
        line(3, ",\"probability\":0.75"),
        line(4, ",\"probability\":7"),
    ];
    fs::write(folder.0.join("a.jsonl"), lines.concat()).unwrap();
    folder.ok(&["import", "store", "a.jsonl"]);
    folder.ok(&["export", "store", "a.tmx"]);
    let mut files = vec!["a.jsonl", "a.tmx"];
    if cfg!(feature = "parquet") {
        folder.ok(&["export", "store", "p", "--format", "parquet"]);
        files.push("p/data/train-00000-of-00001.parquet");
    }
    for (number, file) in files.into_iter().enumerate() {
        let (store, out) = (format!("{number}.store"), format!("{number}.jsonl"));
        folder.ok(&["import", &store, file]);
        folder.ok(&["export", &store, &out]);
        let text = folder.read(&out);
        let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let found: Vec<String> = rows.map(|row| row["probability"].to_string()).collect();
        // A file that does not say, or says what is no probability, is believed.
        assert_eq!(found, ["0.25", "1.0", "0.75", "1.0"], "{file}");
    }
}

#[test]
fn links_are_imported_with_the_documents_they_point_into() {
    let folder = Folder::with_corpus("links", "8");
    folder.ok(&["export", "store", "ces", "--format", "ces"]);
    folder.ok(&["import", "again", "ces"]);
    folder.ok(&["verify", "again"]);
    // Sentences without a partner came along.
    let shape = |store: &str| {
        let list = folder.ok(&["list", store, "--format", "jsonl"]);
        let rows: Vec<Value> = list.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let columns = ["zh_segments", "en_segments", "beads"];
        rows.iter().map(|row| columns.map(|column| row[column].to_string())).collect::<Vec<_>>()
    };
    assert_eq!(shape("again"), shape("store"));
    folder.ok(&["export", "store", "a.tsv"]);
    folder.ok(&["export", "again", "b.tsv"]);
    assert_eq!(folder.pairs("b.tsv"), folder.pairs("a.tsv"));
    // As OPUS has them: documents below `xml`, compressed, in folders of their languages, words tokenised.
    for (lang, words) in [("zh_cn", "<w>供应</w><w>二百</w><w>人</w>"), ("en", "<w>Two</w> <w>hundred</w> <w>men</w>")]
    {
        let path = folder.0.join("opus/xml").join(lang);
        fs::create_dir_all(&path).unwrap();
        let file = fs::File::create(path.join("1.xml.gz")).unwrap();
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, format!("<document><s id=\"1\">{words}</s></document>").as_bytes())
            .unwrap();
        packed.finish().unwrap();
    }
    let group = |from: &str, to: &str| {
        format!(
            "<linkGrp targType=\"s\" fromDoc=\"{from}\" toDoc=\"{to}\"><link xtargets=\"1;1\" certainty=\"0.5\"/></linkGrp>"
        )
    };
    let groups = [
        group("en/1.xml.gz", "zh_cn/1.xml.gz"),
        group("en/2.xml.gz", "zh_cn/2.xml.gz"),
        group("../ces/x.zh.xml", "/etc/x.en.xml"),
    ];
    fs::write(folder.0.join("opus/en-zh.xml"), format!("<cesAlign version=\"1.0\">{}</cesAlign>", groups.concat()))
        .unwrap();
    let output = folder.run(&["import", "opus.store", "opus/en-zh.xml"]);
    assert_eq!(output.status.code(), Some(3));
    let failed = folder.ok(&["list", "opus.store", "--failed"]);
    assert!(failed.contains("opus/en-zh.xml/en/2.xml.gz: en/2.xml.gz: there is no such document"), "{failed}");
    assert!(failed.contains("\"../ces/x.zh.xml\" names no document beside the links"), "{failed}");
    folder.ok(&["export", "opus.store", "o.jsonl"]);
    let row: Value = serde_json::from_str(&folder.read("o.jsonl")).unwrap();
    assert_eq!((row["zh"].as_str(), row["en"].as_str()), (Some("供应二百人"), Some("Two hundred men")));
    assert!((row["probability"].as_f64().unwrap() - 0.5).abs() < 1e-3);
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
fn the_table_counts_what_the_check_counts() {
    let folder = Folder::with_corpus("counts", "80");
    let check = Command::new(env!("CARGO_BIN_EXE_duizhao")).current_dir(&folder.0).args(["check", "archive"]).output();
    let report = String::from_utf8(check.unwrap().stdout).unwrap();
    let numbers = |text: &str| {
        let figures = text.split(|c: char| !(c.is_ascii_digit() || c == ',')).map(|figure| figure.replace(',', ""));
        figures.filter_map(|figure| figure.parse::<usize>().ok()).collect::<Vec<_>>()
    };
    let sum = report.lines().last().unwrap();
    let checked = numbers(sum.split(" in Chinese").next().unwrap());
    let [all, agree, differ, only_zh] = checked[..] else { panic!("{sum}") };
    let rows = folder.ok(&["facts", "store", "--format", "jsonl"]);
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let count = |verdict: &str| rows.iter().filter(|row| row["verdict"] == verdict).count();
    assert_eq!([rows.len(), count("agrees"), count("differs"), count("only-zh")], [all, agree, differ, only_zh]);
    assert!(differ > 10 && only_zh > 0, "{sum}");
    let stats: Value = serde_json::from_str(&folder.ok(&["stats", "store", "--format", "json"])).unwrap();
    assert_eq!([&stats["facts"], &stats["agreeing"]], [all, agree]);
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

#[test]
fn no_corpus_is_written_over() {
    let folder = Folder::with_corpus("over", "4");
    fs::copy(folder.0.join("store"), folder.0.join("other.tsv")).unwrap();
    let before = (folder.names(), folder.ok(&["stats", "store"]));
    for out in ["store", "./store", "archive/../store", "other.tsv"] {
        assert!(folder.refused(&["export", "store", out, "--format", "tsv"]).contains("not written over"), "{out}");
    }
    for log in ["store-wal", "store-shm"] {
        folder.refused(&["export", "store", log, "--format", "jsonl"]);
    }
    folder.refused(&["export", "store", "store", "--format", "ces"]);
    folder.refused(&["split", "store", "store"]);
    folder.refused(&["generate", "store"]);
    // Nor a folder with something in it.
    assert!(folder.refused(&["generate", "archive", "--seed", "2"]).contains("is there already"));
    folder.refused(&["export", "store", "archive", "--format", "tsv"]);
    assert_eq!((folder.names(), folder.ok(&["stats", "store"])), before);
}

#[test]
fn what_lies_beside_an_output_stays() {
    let folder = Folder::with_corpus("beside", "4");
    fs::create_dir(folder.0.join("o.partial")).unwrap();
    for mine in ["o.partial/mine", "k.tsv.partial"] {
        fs::write(folder.0.join(mine), "mine").unwrap();
    }
    let mut before = folder.names();
    folder.ok(&["export", "store", "k.tsv"]);
    folder.ok(&["export", "store", "o", "--format", "ces"]);
    before.extend(["k.tsv", "o"].map(str::to_owned));
    assert_eq!(folder.names(), before);
    assert_eq!((folder.read("o.partial/mine"), folder.read("k.tsv.partial")), ("mine".to_owned(), "mine".to_owned()));
}

#[test]
fn a_line_is_standard_output() {
    let folder = Folder::with_corpus("standard", "4");
    for format in ["tsv", "jsonl", "tmx", "xliff", "xliff2"] {
        folder.ok(&["export", "store", "a", "--format", format]);
        assert_eq!(folder.ok(&["export", "store", "-", "--format", format]), folder.read("a"), "{format}");
    }
    for args in [&["export", "store", "-", "--format", "moses"][..], &["export", "store", "-", "--format", "ces"]] {
        assert!(folder.refused(args).contains("standard output"));
    }
    folder.refused(&["split", "store", "-"]);
    folder.refused(&["generate", "-"]);
    assert!(!folder.names().iter().any(|name| name.starts_with('-')));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_pipes_written_to() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    let folder = Folder::with_corpus("symlinks", "4");
    folder.ok(&["export", "store", "a.tsv"]);
    let (pairs, at) = (folder.read("a.tsv"), |name: &str| folder.0.join(name));
    fs::create_dir(at("there")).unwrap();
    fs::write(at("there/old.tsv"), "old").unwrap();
    fs::set_permissions(at("there/old.tsv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("there/old.tsv", at("l.tsv")).unwrap();
    symlink("l.tsv", at("ll.tsv")).unwrap();
    symlink("there/new.tsv", at("n.tsv")).unwrap();
    for (link, file) in [("ll.tsv", "there/old.tsv"), ("n.tsv", "there/new.tsv")] {
        folder.ok(&["export", "store", link]);
        assert!(at(link).symlink_metadata().unwrap().is_symlink());
        assert_eq!(folder.read(file), pairs, "{file}");
    }
    assert_eq!(at("there/old.tsv").metadata().unwrap().permissions().mode() & 0o777, 0o640);
    symlink("loop.tsv", at("loop.tsv")).unwrap();
    assert_eq!(folder.run(&["export", "store", "loop.tsv"]).status.code(), Some(3));
    // A link to a corpus is a corpus.
    symlink("store", at("s.tsv")).unwrap();
    folder.refused(&["export", "store", "s.tsv"]);

    let piped = folder.sh("mkfifo f.tsv && { cat f.tsv > read & duizhao -q corpus export store f.tsv; wait; }");
    assert!(piped.status.success() && at("f.tsv").metadata().unwrap().file_type().is_fifo());
    assert_eq!(folder.read("read"), pairs);
    assert_eq!(folder.ok(&["export", "store", "/dev/stdout", "--format", "tsv"]), pairs);
    // Of a pipe that was named the reader is expected to stay.
    folder.ok(&["generate", "more", "--articles", "200"]);
    folder.ok(&["add", "store", "more", "-q"]);
    let left = folder.sh("{ head -c 9 f.tsv > read & duizhao -q corpus export store f.tsv; }");
    let said = String::from_utf8_lossy(&left.stderr).into_owned();
    assert_eq!((left.status.code(), said.as_str()), (Some(3), "error: cannot write f.tsv: broken pipe\n"));
}

#[test]
fn of_two_runs_the_last_one_wins() {
    let folder = Folder::with_corpus("race", "30");
    folder.ok(&["export", "store", "a.tsv"]);
    folder.ok(&["export", "store", "a.jsonl"]);
    let whole = [folder.read("a.tsv"), folder.read("a.jsonl")];
    let before = folder.names();
    let start = |out: &str, format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.current_dir(&folder.0).args(["-q", "corpus", "export", "store", out, "--format", format]);
        command.spawn().unwrap()
    };
    for _ in 0..3 {
        let running: Vec<_> = ["tsv", "jsonl", "tsv", "jsonl"].map(|format| start("x", format)).into_iter().collect();
        assert!(running.into_iter().all(|mut run| run.wait().unwrap().success()));
        assert!(whole.contains(&folder.read("x")));
    }
    let running: Vec<_> = ["ces", "ces"].map(|format| start("c", format)).into_iter().collect();
    let ended: Vec<_> = running.into_iter().map(|mut run| run.wait().unwrap().success()).collect();
    assert!(ended.contains(&true), "{ended:?}");
    let made: BTreeSet<_> = folder.names().difference(&before).cloned().collect();
    assert_eq!(made, ["c", "x"].map(str::to_owned).into());
}

#[cfg(unix)]
#[test]
fn a_run_that_fails_leaves_nothing() {
    let folder = Folder::with_corpus("fails", "80");
    fs::write(folder.0.join("old.tsv"), "old").unwrap();
    let before = folder.names();
    // 128 kB is more than the store's own files need and less than the pairs; the signal would end the program.
    let limited = |command: &str| {
        let output = folder.sh(&format!("trap '' XFSZ; ulimit -f 256; exec duizhao -q corpus {command}"));
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let said = |what: &str| (Some(3), format!("error: cannot write {what}: file too large\n"));
    assert_eq!(limited("export store old.tsv"), said("old.tsv"));
    assert_eq!(limited("export store new.jsonl"), said("new.jsonl"));
    let moses = limited("export store m --format moses");
    assert!(moses == said("m.en") || moses == said("m.zh"), "{moses:?}");
    assert_eq!(limited("split store sets --parts all=1"), said("sets/all.jsonl"));
    assert_eq!(limited("generate big.tar"), said("big.tar"));
    assert_eq!((folder.names(), folder.read("old.tsv")), (before, "old".to_owned()));
    let nowhere = folder.run(&["export", "store", "none/a.tsv"]);
    assert_eq!(nowhere.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("none/a.tsv: no such file"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::with_corpus("full", "30");
    let corpus = ["stats", "list", "worst", "terms", "filter", "facts", "export"].map(|command| {
        let more = if command == "export" { " - --format tsv" } else { "" };
        format!("corpus {command} store{more}")
    });
    let others =
        ["corpus search store the", "--help", "explain scale-slip", "number 五", "check archive --format json"]
            .map(str::to_owned);
    for command in corpus.into_iter().chain(others) {
        let full = folder.sh(&format!("duizhao -q {command} > /dev/full"));
        let said = String::from_utf8_lossy(&full.stderr);
        let expected = "error: cannot write to standard output: no space left on device\n";
        assert_eq!((full.status.code(), &*said), (Some(3), expected), "{command}");
        let closed = folder.sh(&format!("duizhao -q {command} | true"));
        assert_eq!(String::from_utf8_lossy(&closed.stderr), "", "{command}");
    }
}

#[test]
fn nonsense_is_refused() {
    let folder = Folder::with_corpus("nonsense", "30");
    for nonsense in [
        "list store --rule nosuch",
        "list store --min-score nan",
        "list store --max-score 2",
        "filter store --min-coverage -1",
        "filter store --min-probability inf",
        "filter store --max-ratio 0.5",
        "search store 的 --min-probability 7",
        "facts store --kind nosuch",
        "facts store --by year --plot x.png",
        "facts store --output store",
        "generate other --slips 2",
        "generate other --slips nan",
        "split store sets --parts a=1,a=1",
        "split store sets --parts test=1,Test=1",
    ] {
        folder.refused(&nonsense.split(' ').collect::<Vec<_>>());
    }
    let lines = |limit: &str| folder.ok(&["worst", "store", "--limit", limit]).lines().count();
    assert_eq!((lines("1"), lines("0")), (1, lines("1000")), "0 is no limit");
    assert_eq!(folder.names(), ["archive", "store"].map(str::to_owned).into());
}

#[test]
fn a_list_names_paths_and_comments() {
    let folder = Folder::with_corpus("list", "3");
    fs::write(folder.0.join("list"), "# what is to be read\r\n\n  archive \r\n").unwrap();
    folder.ok(&["add", "other", "--from", "list"]);
    assert_eq!(folder.ok(&["list", "other"]), folder.ok(&["list", "store"]));
    assert_eq!(folder.refused(&["add", "third", "--from", "none"]), "error: none: no such file or directory\n");
    assert!(!folder.names().contains("third"));
}

#[cfg(unix)]
#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    let folder = Folder::with_corpus("names", "1");
    let article = fs::read_to_string(walk(&folder.0.join("archive"))).unwrap();
    fs::create_dir(folder.0.join("bad")).unwrap();
    let name = "a\n\u{1B}[31merror: forged.md";
    fs::write(folder.0.join("bad").join(name), article.replace("Title: ", "Title: \u{1B}[2J")).unwrap();
    fs::write(folder.0.join("bad\u{1B}]0;.md"), "English alone.").unwrap();
    let other = folder.sh("duizhao corpus add bad.db bad bad?]*");
    let printed = [
        "duizhao corpus list bad.db; duizhao corpus list bad.db --failed; duizhao corpus worst bad.db",
        "duizhao corpus show bad.db \"$(ls -d bad/*)\"; duizhao corpus search bad.db the",
        "duizhao check --min-severity note bad; duizhao check bad?]*",
    ]
    .map(|line| folder.sh(line));
    for output in printed.iter().chain([&other]) {
        let text = String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned();
        assert!(
            !text.contains('\u{1B}') && !text.lines().any(|line| line.contains("forged") && !line.contains("bad/a\\n")),
            "{text}"
        );
        assert!(text.contains("\\u{1b}"), "{text}");
    }
}

/// The first file below a folder.
fn walk(folder: &Path) -> PathBuf {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    if paths[0].is_dir() { walk(&paths[0]) } else { paths.swap_remove(0) }
}
