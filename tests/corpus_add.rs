//! `corpus add` as it is run: killed at any moment, twice at once, over archives, over files that cannot be read.
//!
//! The kill loop kills six times by default; `DUIZHAO_KILLS=200 cargo test --release --test corpus_add` runs longer.
#![cfg(all(feature = "store", feature = "cli"))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("duizhao-add-{name}-{}", std::process::id()));
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

fn duizhao(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.current_dir(folder).arg("corpus").args(args);
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    duizhao(folder, args).output().unwrap()
}

/// Runs a command that must succeed; its standard output.
fn ok(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All that a store says of its documents, their contents included.
fn contents(folder: &Path, store: &str) -> String {
    let list = ok(folder, &["list", store, "--format", "jsonl"]);
    ok(folder, &["verify", store]);
    list
}

#[test]
fn a_killed_run_loses_nothing_and_doubles_nothing() {
    let kills: u32 = std::env::var("DUIZHAO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let folder = Folder::new("kill");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "archive", "--articles", "150"]);
    let begun = Instant::now();
    ok(folder, &["add", "whole", "archive", "--quiet"]);
    let whole = begun.elapsed();
    let expected = contents(folder, "whole");
    let (mut killed, mut rounds) = (0, 0);
    while killed < kills {
        // A store that is complete is begun again.
        let store = format!("killed-{rounds}");
        rounds += 1;
        for step in 0.. {
            let mut child = duizhao(folder, &["add", &store, "archive", "--quiet", "--jobs", "2"]).spawn().unwrap();
            // Somewhere else in the run each time, the first moments and the last among them.
            let share = f64::from((killed * 37 + step * 11) % 100) / 100.0;
            if ended_within(&mut child, whole.mul_f64(0.05 + share * 0.5)) {
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
            // What is there is whole, after each kill.
            if folder.join(&store).exists() {
                ok(folder, &["verify", &store, "--quiet"]);
            }
            if killed >= kills {
                break;
            }
        }
        ok(folder, &["add", &store, "archive", "--quiet"]);
        assert_eq!(contents(folder, &store), expected, "after {killed} kills");
    }
}

fn ended_within(child: &mut Child, time: Duration) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < time {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        thread::sleep(Duration::from_millis(2));
    }
    false
}

#[test]
fn two_processes_at_once_do_no_harm() {
    let folder = Folder::new("two");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "archive", "--articles", "100"]);
    ok(folder, &["add", "alone", "archive", "--quiet"]);
    let spawn = || duizhao(folder, &["add", "shared", "archive", "--quiet"]).stderr(Stdio::piped()).spawn().unwrap();
    for child in [spawn(), spawn(), spawn()] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", err(&output));
    }
    // Which process added a document decides its place in the list, and nothing else.
    let sorted = |text: String| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(contents(folder, "shared")), sorted(contents(folder, "alone")));
}

#[test]
fn a_store_may_be_made_by_several_processes_at_once() {
    let folder = Folder::new("race");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "archive", "--articles", "2"]);
    for round in 0..5 {
        let store = format!("store-{round}");
        let add = || duizhao(folder, &["add", &store, "archive", "--quiet"]).stderr(Stdio::piped()).spawn().unwrap();
        let children: Vec<_> = (0..8).map(|_| add()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", err(&output));
        }
        ok(folder, &["verify", &store, "--quiet"]);
    }
}

#[test]
fn archives_of_any_kind_hold_the_same_documents() {
    let folder = Folder::new("archives");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "plain", "--articles", "40"]);
    ok(folder, &["add", "plain.store", "plain"]);
    let of_plain: Vec<String> = hashes(&contents(folder, "plain.store"));
    for name in ["a.zip", "a.tar", "a.tar.gz", "a.tar.zst"] {
        ok(folder, &["generate", name, "--articles", "40"]);
        let store = format!("{name}.store");
        ok(folder, &["add", &store, name]);
        let list = contents(folder, &store);
        assert!(list.lines().all(|line| line.contains(&format!("\"path\":\"{name}/19"))), "{list}");
        assert_eq!(hashes(&list), of_plain, "{name}");
    }
}

/// The hashes of the documents of a list, sorted.
fn hashes(list: &str) -> Vec<String> {
    let hash = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["sha256"].to_string();
    let mut hashes: Vec<String> = list.lines().map(hash).collect();
    hashes.sort();
    hashes
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_goes_on() {
    let folder = Folder::new("broken");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "archive", "--articles", "5"]);
    fs::write(folder.join("archive/latin1.md"), b"Title: caf\xE9\n").unwrap();
    fs::write(folder.join("archive/notes.txt"), "English alone is passed over.\n").unwrap();
    fs::write(folder.join("broken.zip"), "PK\u{3}\u{4} and nothing else").unwrap();
    ok(folder, &["generate", "cut.tar.gz", "--articles", "20"]);
    let cut = fs::read(folder.join("cut.tar.gz")).unwrap();
    fs::write(folder.join("cut.tar.gz"), &cut[..cut.len() / 2]).unwrap();
    let output = run(folder, &["add", "store", "archive", "broken.zip", "cut.tar.gz", "missing.md"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(err(&output).contains("1 passed over: no text in both languages"), "{}", err(&output));
    let failed = ok(folder, &["list", "store", "--failed"]);
    let mut names: Vec<&str> = failed.lines().map(|line| line.split_once(": ").unwrap().0).collect();
    // The member that the cut goes through, and the archive itself.
    names.retain(|name| !name.starts_with("cut.tar.gz/"));
    assert_eq!(names, ["archive/latin1.md", "broken.zip", "cut.tar.gz", "missing.md"]);
    assert!(failed.contains("archive/latin1.md: line 1: no `Original:`"), "{failed}");
    let count = contents(folder, "store").lines().count();
    assert!(count > 5 && count < 25, "{count}");
    // Mended, the file is added and no longer listed.
    fs::remove_file(folder.join("archive/latin1.md")).unwrap();
    ok(folder, &["generate", "archive/latin1.md.d", "--articles", "1"]);
    let text = fs::read_dir(folder.join("archive/latin1.md.d")).unwrap().next().unwrap().unwrap().path();
    let file = fs::read_dir(fs::read_dir(text).unwrap().next().unwrap().unwrap().path()).unwrap().next();
    fs::rename(file.unwrap().unwrap().path(), folder.join("archive/latin1.md")).unwrap();
    ok(folder, &["add", "store", "archive"]);
    assert!(!ok(folder, &["list", "store", "--failed"]).contains("latin1"));
}

#[test]
fn a_second_run_does_only_what_changed() {
    let folder = Folder::new("again");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "archive", "--articles", "20"]);
    fs::write(folder.join("list"), "archive\n").unwrap();
    ok(folder, &["add", "store", "--from", "list"]);
    let first = contents(folder, "store");
    let path = serde_json::from_str::<serde_json::Value>(first.lines().next().unwrap()).unwrap()["path"].clone();
    let path = folder.join(path.as_str().unwrap());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("    ", "\t")).unwrap();
    let output = run(folder, &["add", "store", "archive"]);
    assert!(err(&output).starts_with("0 documents added, 1 changed, 19 unchanged"), "{}", err(&output));
    // A configuration that judges otherwise is a reason to read again.
    fs::write(folder.join("duizhao.toml"), "[rules]\nrounded = \"off\"\n").unwrap();
    let output = run(folder, &["add", "store", "archive"]);
    assert!(err(&output).starts_with("0 documents added, 20 changed"), "{}", err(&output));
}
