//! The store: what goes in comes out, whatever order, how often and from how many processes.
#![cfg(feature = "store")]

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::bitext::{Bead, BlockKind, Segment};
use duizhao::check::Severity;
use duizhao::corpus::{
    Candidates, Entry, Packed, Query, Selection, Store, StoreError, StoredFinding, Walk, content_hash,
};
use duizhao::quantity::CivilDate;
use duizhao::source::Span;

/// A folder of its own for a test, removed when it is done.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("duizhao-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An entry of one pair of sentences; every third has a finding.
fn entry(number: usize, zh: &str, en: &str) -> Entry {
    let text = format!("{en}\n{zh}\n");
    let segment = |start: usize, length: usize| Segment {
        span: Span::new(start, start + length),
        block: 0,
        kind: BlockKind::Paragraph,
    };
    let finding = StoredFinding {
        rule: "scale-slip".to_owned(),
        severity: Severity::Error,
        message: "ten times as much".to_owned(),
        help: None,
        zh_message: "多十倍".to_owned(),
        zh_help: None,
        zh: None,
        en: Some(Span::new(0, 3)),
    };
    let walk = Walk {
        en: vec![segment(0, en.len())],
        zh: vec![segment(en.len() + 1, zh.len())],
        beads: vec![Bead { zh: 0..1, en: 0..1, probability: 1.0 }],
        findings: if number.is_multiple_of(3) { vec![finding] } else { Vec::new() },
        ..Walk::default()
    };
    Entry {
        path: format!("{number:05}.md"),
        hash: content_hash(text.as_bytes()),
        text,
        date: CivilDate::new(1950 + i32::try_from(number % 10).unwrap(), 6, 30),
        page: u32::try_from(number % 4).ok(),
        zh_title: "手工业".to_owned(),
        en_title: "Handicraft".to_owned(),
        walk,
    }
}

fn add(store: &mut Store, entries: &[Entry]) -> duizhao::corpus::Added {
    let provenance = store.provenance("0", "").unwrap();
    store.add(provenance, entries.iter().map(|entry| Packed::new(entry).unwrap()).collect()).unwrap()
}

fn all(store: &Store) -> Vec<Entry> {
    let page = store.page(&Selection::default(), 0, usize::MAX >> 1).unwrap();
    page.iter().map(|raw| raw.unpack().unwrap()).collect()
}

fn open(path: &Path) -> Store {
    Store::create(path).unwrap()
}

#[test]
fn what_goes_in_comes_out() {
    let folder = Folder::new("round");
    let entries: Vec<Entry> = (0..50).map(|n| entry(n, &format!("共有{n}人。"), &format!("{n} people."))).collect();
    let mut store = open(&folder.join("store"));
    assert_eq!(add(&mut store, &entries).new, 50);
    assert_eq!(all(&store), entries);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    // Again: nothing. One changed: that one, at the end.
    assert_eq!(add(&mut store, &entries).present, 50);
    let mut changed = entries.clone();
    changed[7] = entry(7, "共有七人。", "Seven people.");
    let added = add(&mut store, &changed);
    assert_eq!((added.new, added.changed, added.present), (0, 1, 49));
    let moved = changed.remove(7);
    changed.push(moved);
    assert_eq!(all(&store), changed);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn a_change_of_provenance_is_a_change() {
    let folder = Folder::new("provenance");
    let mut store = open(&folder.join("store"));
    let entry = entry(0, "一", "one");
    add(&mut store, std::slice::from_ref(&entry));
    let (first, second) = (store.provenance("0", "").unwrap(), store.provenance("1", "").unwrap());
    assert!(store.known(first).unwrap().has(&entry.path, &entry.hash));
    assert!(!store.known(second).unwrap().has(&entry.path, &entry.hash));
    assert_eq!(store.add(second, vec![Packed::new(&entry).unwrap()]).unwrap().changed, 1);
    let id = store.heads(&Selection::default(), 0, 1).unwrap()[0].id;
    assert_eq!(store.provenance_of(id).unwrap(), Some(("1".to_owned(), String::new())));
}

#[test]
fn selections_select() {
    let folder = Folder::new("selection");
    let mut store = open(&folder.join("store"));
    let entries: Vec<Entry> = (0..40).map(|n| entry(n, "一", "one")).collect();
    add(&mut store, &entries);
    let count = |selection: Selection| store.count(&selection).unwrap();
    assert_eq!(count(Selection { since: CivilDate::new(1958, 1, 1), ..Selection::default() }), 8);
    assert_eq!(count(Selection { page: Some(1), ..Selection::default() }), 10);
    assert_eq!(count(Selection { rule: Some("scale-slip".to_owned()), ..Selection::default() }), 14);
    assert_eq!(count(Selection { path: Some("0000?.md".to_owned()), ..Selection::default() }), 10);
    let removed = store.remove(&Selection { rule: Some("scale-slip".to_owned()), ..Selection::default() }).unwrap();
    assert_eq!((removed, store.count(&Selection::default()).unwrap()), (14, 26));
    assert_eq!(store.findings_by_month(&Selection::default()).unwrap(), Vec::new());
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn other_files_are_refused() {
    let folder = Folder::new("other");
    fs::write(
        folder.join("text"),
        "no database at all, but long enough to have a header of one hundred bytes; ".repeat(9),
    )
    .unwrap();
    assert!(matches!(Store::create(&folder.join("text")), Err(StoreError::NotAStore { .. })));
    assert!(Store::open(&folder.join("missing")).is_err() && !folder.join("missing").exists());
    let other = rusqlite::Connection::open(folder.join("other")).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Store::open(&folder.join("other")), Err(StoreError::NotAStore { .. })));
    open(&folder.join("none"));
    let none = rusqlite::Connection::open(folder.join("none")).unwrap();
    none.execute_batch("PRAGMA user_version = 0").unwrap();
    assert!(matches!(Store::open(&folder.join("none")), Err(StoreError::NotAStore { .. })));
    open(&folder.join("later"));
    let later = rusqlite::Connection::open(folder.join("later")).unwrap();
    later.execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(matches!(Store::open(&folder.join("later")), Err(StoreError::Newer { found: 99, .. })));
}

#[test]
fn paths_of_an_older_store_lose_their_dots() {
    let folder = Folder::new("older");
    let path = folder.join("store");
    add(&mut open(&path), &(0..4).map(|n| entry(n, "一", "one")).collect::<Vec<_>>());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(
        "DROP TABLE passed; PRAGMA user_version = 1;
         UPDATE document SET path = './a/x.md' WHERE id = 1; UPDATE document SET path = 'a/./x.md' WHERE id = 2;
         UPDATE document SET path = 'http://x/./y' WHERE id = 3; INSERT INTO failure VALUES ('./a/y.md', 'no');",
    )
    .unwrap();
    let store = Store::open(&path).unwrap();
    let paths: Vec<String> = store.heads(&Selection::default(), 0, 9).unwrap().into_iter().map(|h| h.path).collect();
    // Of two that were one file the later is kept.
    assert_eq!(paths, ["a/x.md", "http://x/y", "00003.md"]);
    assert_eq!(store.failures().unwrap(), [("a/y.md".to_owned(), "no".to_owned())]);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn damage_is_found() {
    let folder = Folder::new("damage");
    let path = folder.join("store");
    add(&mut open(&path), &(0..5).map(|n| entry(n, "一", "one")).collect::<Vec<_>>());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("UPDATE record SET walk = x'28B52FFD' WHERE id = 2", []).unwrap();
    raw.execute("UPDATE document SET errors = 9 WHERE id = 3", []).unwrap();
    let problems = open(&path).verify().unwrap();
    // The count stands in the row, in the record and in the findings by rule.
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert_eq!(problems[0], "00002.md: the row and the findings by rule differ");
    assert!(problems[1].starts_with("00001.md: ") && problems[2].starts_with("00002.md: "));
}

#[test]
fn a_damaged_file_is_told_in_one_line_with_what_to_do() {
    const PAGE: usize = 16_384;
    let folder = Folder::new("damaged-file");
    let path = folder.join("store");
    let entries: Vec<_> = (0..400).map(|n| entry(n, "一", "one")).collect();
    add(&mut open(&path), &entries);
    let whole = fs::read(&path).unwrap();
    let says_so = |text: &str| {
        text.starts_with("the file of this corpus is damaged")
            && text.contains("`duizhao corpus add`")
            && !text.contains('\n')
    };
    let told = || match Store::open(&path).and_then(|store| store.verify()) {
        Ok(problems) => problems,
        Err(error) => vec![error.to_string()],
    };
    fs::write(&path, whole.get(..whole.len() / 2).unwrap()).unwrap();
    assert!(told().iter().all(|text| says_so(text)) && !told().is_empty(), "cut: {:?}", told());
    // Every page but the first, which has the tables.
    for page in 1..whole.len() / PAGE {
        let mut bytes = whole.clone();
        bytes.get_mut(page * PAGE..page * PAGE + 200).unwrap().fill(0xA5);
        fs::write(&path, &bytes).unwrap();
        let told = told();
        assert!(told.len() <= 1 && told.iter().all(|text| says_so(text)), "page {page}: {told:?}");
    }
}

#[test]
fn a_damaged_index_is_found_and_written_anew() {
    let folder = Folder::new("damaged-index");
    let path = folder.join("store");
    let mut store = open(&path);
    let entries: Vec<Entry> = (0..700)
        .map(|number| {
            let (zh, en) = sentences(number);
            entry(number, &zh, &en)
        })
        .collect();
    add(&mut store, &entries);
    store.index().unwrap();
    // Documents that are gone stay in the index and are no damage.
    store.remove(&Selection { path: Some("0031?.md".to_owned()), ..Selection::default() }).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    let raw = rusqlite::Connection::open(&path).unwrap();
    for damage in [
        "DELETE FROM posting WHERE rowid = (SELECT max(rowid) FROM posting)",
        "UPDATE posting SET term = term + 1 WHERE rowid = (SELECT min(rowid) FROM posting)",
        "UPDATE posting SET block = substr(block, 1, length(block) / 2) WHERE rowid = (SELECT min(rowid) FROM posting)",
        "INSERT INTO posting (run, term, block) SELECT run, term, block FROM posting LIMIT 1",
        "UPDATE run SET first = first + 1",
    ] {
        raw.execute(damage, []).unwrap();
        let problems = store.verify().unwrap();
        assert!(problems.len() == 1 && problems[0].contains("the search index"), "{damage}: {problems:?}");
        store.reindex().unwrap();
        assert_eq!(store.verify().unwrap(), Vec::<String>::new(), "{damage}");
    }
}

#[test]
fn a_stopped_run_leaves_little_that_is_not_indexed() {
    const WORDS: usize = 2000;
    let folder = Folder::new("tail");
    let path = folder.join("store");
    let mut store = open(&path);
    let words = |number: usize| (0..WORDS).map(|word| format!("{number}x{word}")).collect::<Vec<_>>().join(" ");
    let entries: Vec<Entry> = (0..700).map(|number| entry(number, "棉花", &words(number))).collect();
    for batch in entries.chunks(20) {
        add(&mut store, batch);
    }
    // As if the process were killed here: nobody said that it was the end.
    drop(store);
    let mut store = open(&path);
    let indexed = |store: &Store| match Query::parse("nowhere").unwrap().candidates(store).unwrap() {
        Candidates::Some(ids, indexed) => (ids.len(), usize::try_from(indexed).unwrap()),
        Candidates::All => panic!("the index tells"),
    };
    let (found, covered) = indexed(&store);
    assert_eq!(found, 0);
    assert!((entries.len() - covered) * WORDS < 600_000, "{covered} of {} are indexed", entries.len());
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    // The next run finds what the first left, and finishes it.
    let more: Vec<Entry> = (700..1300).map(|number| entry(number, "小麦", &format!("{number}y"))).collect();
    add(&mut store, &more);
    assert!(store.unindexed().unwrap() > 512);
    store.index().unwrap();
    assert_eq!((store.unindexed().unwrap(), indexed(&store).1), (0, 1300));
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn an_older_index_is_made_again() {
    let folder = Folder::new("older-index");
    let path = folder.join("store");
    let entries: Vec<Entry> = (0..600).map(|n| entry(n, "收棉花６００担", &format!("６００ dan {n}"))).collect();
    let mut store = open(&path);
    add(&mut store, &entries);
    store.index().unwrap();
    let query = Query::parse("600").unwrap();
    let named = |store: &Store| match query.candidates(store).unwrap() {
        Candidates::Some(ids, indexed) => (ids.len(), indexed),
        Candidates::All => panic!("the index tells"),
    };
    assert_eq!(named(&store), (600, 600));
    drop(store);
    // As an earlier version left it, whose index knew the figures by their full width.
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("DELETE FROM posting; PRAGMA user_version = 2").unwrap();
    drop(raw);
    let mut store = open(&path);
    assert_eq!(named(&store), (0, 0), "nothing is indexed: a search reads all");
    store.index().unwrap();
    assert_eq!(named(&store), (600, 600));
}

/// Sentences of few characters and words, so that much is found by chance.
fn sentences(number: usize) -> (String, String) {
    const ZH: [char; 12] = ['人', '民', '代', '表', '大', '会', '會', '棉', '花', '，', '一', '千'];
    const EN: [&str; 9] =
        ["people", "People's", "congress", "cotton", "co", "1,427", "cooperatives", "cooperate", "１９５４Ａ"];
    let mut state = number as u64 * 0x9E37_79B9 + 1;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    let zh: String = (0..3 + next(9)).map(|_| ZH[next(ZH.len())]).collect();
    let en: Vec<&str> = (0..=next(5)).map(|_| EN[next(EN.len())]).collect();
    (zh, en.join(" "))
}

#[test]
fn the_index_finds_what_reading_everything_finds() {
    let folder = Folder::new("index");
    let mut store = open(&folder.join("store"));
    let entries: Vec<Entry> = (0..3000)
        .map(|number| {
            let (zh, en) = sentences(number);
            entry(number, &zh, &en)
        })
        .collect();
    // In batches, with documents that change and go in between: several runs, holes in them, and a tail without one.
    for batch in entries.chunks(700) {
        add(&mut store, batch);
        store.index().unwrap();
    }
    let changed: Vec<Entry> = (0..40).map(|n| entry(n * 50, "大人民会", "cotton people")).collect();
    add(&mut store, &changed);
    store.remove(&Selection { path: Some("01?11.md".to_owned()), ..Selection::default() }).unwrap();
    let all: Vec<(i64, Entry)> = store
        .page(&Selection::default(), 0, 10_000)
        .unwrap()
        .iter()
        .map(|raw| (raw.head.id, raw.unpack().unwrap()))
        .collect();
    let queries = [
        "人民",
        "民代表",
        "会",
        "棉花 cotton",
        "zh:千 NOT en:co",
        "coop*",
        "co",
        "\"people congress\"",
        "1,427",
        "棉花 OR 大会",
        "(棉 OR en:cotton) -人",
        "/人.代/ people",
        "NOT 一",
        "/(千一)+大/",
        "people's",
        "1954a",
        "en:(co OR 1954a) zh:(人 花)",
        // More than are looked up one by one.
        &(0..100).fold("棉花 OR coop*".to_owned(), |query, number| format!("{query} OR w{number} OR 人{number}")),
        &(0..100).fold("1954A (人民 OR co*)".to_owned(), |query, number| format!("{query} -(w{number} OR x)")),
    ];
    for text in queries {
        let query = Query::parse(text).unwrap();
        let expected: Vec<i64> = all.iter().filter(|(_, e)| !query.hits(e).is_empty()).map(|(id, _)| *id).collect();
        let named: Vec<i64> = match query.candidates(&store).unwrap() {
            Candidates::All => all.iter().map(|(id, _)| *id).collect(),
            Candidates::Some(ids, indexed) => {
                let tail = all.iter().map(|(id, _)| *id).filter(|id| *id > indexed);
                ids.into_iter().filter(|id| *id <= indexed).chain(tail).collect()
            }
        };
        assert!(named.is_sorted(), "{text}");
        let found: Vec<i64> = all
            .iter()
            .filter(|(id, entry)| named.binary_search(id).is_ok() && !query.hits(entry).is_empty())
            .map(|(id, _)| *id)
            .collect();
        assert_eq!(found, expected, "{text}");
        assert!(!expected.is_empty(), "{text} should be found somewhere");
    }
}
