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
    assert!(err(&output).contains("1 passed over (`corpus list --passed-over`)"), "{}", err(&output));
    let passed = ok(folder, &["list", "store", "--passed-over"]);
    assert_eq!(passed, "archive/notes.txt: no Chinese text in it: not a bilingual file\n");
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

#[test]
fn half_a_member_of_a_cut_archive_is_no_document() {
    let folder = Folder::new("cut");
    let folder = folder.0.as_path();
    ok(folder, &["generate", "a.tar", "--articles", "3"]);
    ok(folder, &["add", "whole", "a.tar"]);
    let whole = fs::read(folder.join("a.tar")).unwrap();
    // Inside the last member: its text is long enough, and its end and the end of the archive take less than two blocks.
    let end = whole.iter().rposition(|byte| *byte != 0).unwrap();
    fs::write(folder.join("a.tar"), &whole[..end - 100]).unwrap();
    let output = run(folder, &["add", "store", "a.tar"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert_eq!(contents(folder, "store").lines().count(), 2);
    let failed = ok(folder, &["list", "store", "--failed"]);
    assert!(failed.contains(".md: cut off: "), "{failed}");
}

/// Root may write whatever the mode of a file says, so another user asks in its place.
#[cfg(unix)]
#[test]
fn a_corpus_that_may_only_be_read_is_asked() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = Folder::new("read-only");
    let folder = folder.0.as_path();
    let set_mode = |name: &str, mode| {
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    fs::create_dir(folder.join("shelf")).unwrap();
    fs::create_dir(folder.join("out")).unwrap();
    set_mode("out", 0o777);
    ok(folder, &["generate", "archive", "--articles", "12"]);
    ok(folder, &["add", "shelf/store", "archive", "--quiet"]);
    fs::copy(env!("CARGO_BIN_EXE_duizhao"), folder.join("duizhao")).unwrap();
    set_mode("shelf/store", 0o444);
    let is_root = fs::OpenOptions::new().write(true).open(folder.join("shelf/store")).is_ok();
    let ask = |args: &[&str]| {
        let mut command = Command::new(folder.join("duizhao"));
        command.current_dir(folder).arg("corpus").args(args);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    };
    let asked = |situation: &str| {
        let out = format!("out/{situation}.tsv");
        for args in [
            &["search", "shelf/store", "zh:人"][..],
            &["stats", "shelf/store"],
            &["list", "shelf/store"],
            &["list", "shelf/store", "--failed"],
            &["facts", "shelf/store"],
            &["terms", "shelf/store"],
            &["worst", "shelf/store"],
            &["export", "shelf/store", &out],
        ] {
            let output = ask(args);
            assert!(output.status.success(), "{situation}, {args:?}: {}", err(&output));
        }
        let output = ask(&["verify", "shelf/store"]);
        assert!(err(&output).ends_with("12 documents, all sound\n"), "{situation}: {}", err(&output));
        for args in [&["remove", "shelf/store", "--path", "*"][..], &["add", "shelf/store", "archive"]] {
            let output = ask(args);
            assert_eq!(output.status.code(), Some(3), "{situation}, {args:?}: {}", err(&output));
            assert_eq!(err(&output), "error: shelf/store: this corpus may only be read\n", "{situation}, {args:?}");
        }
    };
    set_mode("shelf", 0o555);
    asked("closed folder");
    // Nothing was left there, and where something may be made beside the store, it is read all the same.
    assert_eq!(fs::read_dir(folder.join("shelf")).unwrap().count(), 1);
    set_mode("shelf", 0o777);
    asked("open folder");
    // What a writer that is still there has only in its log is read with the rest.
    set_mode("shelf/store", 0o644);
    let writer = rusqlite::Connection::open(folder.join("shelf/store")).unwrap();
    writer.execute("UPDATE document SET page = 4711 WHERE id = 1", []).unwrap();
    set_mode("shelf/store", 0o444);
    set_mode("shelf", 0o555);
    let output = ask(&["list", "shelf/store", "--page", "4711"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "{}", err(&output));
    drop(writer);
    set_mode("shelf", 0o755);
}

/// The paths of a list, or of what is listed with a reason.
fn paths(list: &str) -> Vec<String> {
    let path =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned();
    let mut paths: Vec<String> = list.lines().map(path).collect();
    paths.sort();
    paths
}

/// The texts of so many made-up articles.
fn articles(folder: &Path, count: usize) -> Vec<String> {
    ok(folder, &["generate", "made", "--articles", &count.to_string()]);
    ok(folder, &["add", "made.store", "made", "--quiet"]);
    let files = paths(&ok(folder, &["list", "made.store", "--format", "jsonl"]));
    files.iter().map(|path| fs::read_to_string(folder.join(path)).unwrap()).collect()
}

#[test]
fn each_file_is_one_document_however_it_is_called() {
    let folder = Folder::new("keys");
    let folder = folder.0.as_path();
    let texts = articles(folder, 3);
    fs::create_dir(folder.join("a")).unwrap();
    fs::write(folder.join("a/x.md"), &texts[0]).unwrap();
    let packed = fs::File::create(folder.join("a/x.md.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, texts[1].as_bytes()).unwrap();
    packed.finish().unwrap();
    fs::write(folder.join("a/x.md.zst"), zstd::encode_all(texts[2].as_bytes(), 1).unwrap()).unwrap();
    for round in 0..2 {
        let output = run(folder, &["add", "store", "a"]);
        let expected = ["3 documents added in", "0 documents added, 3 unchanged in"][round];
        assert!(err(&output).starts_with(expected), "{}", err(&output));
    }
    assert_eq!(paths(&contents(folder, "store")), ["a/x.md", "a/x.md.gz", "a/x.md.zst"]);
    // Another spelling is no other file.
    for spelling in ["./a", "a/", ".//a/.", "./a/x.md"] {
        let output = run(folder, &["add", "store", spelling]);
        assert!(err(&output).starts_with("0 documents added, "), "{spelling}: {}", err(&output));
    }
    assert_eq!(contents(folder, "store").lines().count(), 3);
    let mut tar = tar::Builder::new(fs::File::create(folder.join("t.tar")).unwrap());
    for (name, text) in [("./x/a.md", &texts[0]), ("x/b.md", &texts[1])] {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    tar.finish().unwrap();
    ok(folder, &["add", "tar.store", "./t.tar"]);
    assert_eq!(paths(&contents(folder, "tar.store")), ["t.tar/x/a.md", "t.tar/x/b.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf_8_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("bytes");
    let folder = folder.0.as_path();
    let texts = articles(folder, 3);
    fs::create_dir(folder.join("a")).unwrap();
    for (name, text) in [&b"\xFF.md"[..], b"\xFE.md", b"%FF.md"].iter().zip(&texts) {
        fs::write(folder.join("a").join(OsStr::from_bytes(name)), text).unwrap();
    }
    for expected in ["3 documents added in", "0 documents added, 3 unchanged in"] {
        let output = run(folder, &["add", "store", "a", "--prune"]);
        assert!(err(&output).starts_with(expected), "{}", err(&output));
    }
    assert_eq!(paths(&contents(folder, "store")), ["a/%25FF.md", "a/%FE.md", "a/%FF.md"]);
}

#[test]
fn nothing_is_left_out_without_a_word() {
    let folder = Folder::new("words");
    let folder = folder.0.as_path();
    let texts = articles(folder, 3);
    let member = |tar: &mut tar::Builder<Vec<u8>>, name: &[u8], text: &str| {
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_size(text.len() as u64);
        header.set_cksum();
        tar.append(&header, text.as_bytes()).unwrap();
    };
    let mut tar = tar::Builder::new(Vec::new());
    member(&mut tar, b"a.md", &texts[0]);
    member(&mut tar, b"a.md", &texts[1]);
    member(&mut tar, b"../../out.md", &texts[2]);
    fs::write(folder.join("t.tar"), tar.into_inner().unwrap()).unwrap();
    let output = run(folder, &["add", "store", "t.tar"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert_eq!(paths(&contents(folder, "store")), ["t.tar/a.md"]);
    assert_eq!(
        ok(folder, &["list", "store", "--failed"]),
        "t.tar/../../out.md: its path leads out of the archive\n\
         t.tar/a.md: the archive has several files of this name; one of them was taken\n"
    );
    assert_eq!(run(folder, &["add", "store", "-"]).status.code(), Some(2));
    // The reader of zip files shows the last of several files of one name.
    let mut zip = zip_of(&[("b.md", texts[0].as_bytes()), ("c.md", texts[1].as_bytes())]);
    while let Some(at) = zip.windows(4).position(|bytes| bytes == b"c.md") {
        zip[at] = b'b';
    }
    fs::write(folder.join("z.zip"), zip).unwrap();
    let output = run(folder, &["add", "zip.store", "z.zip"]);
    assert!(err(&output).contains("z.zip/b.md: the archive has several files of this name"), "{}", err(&output));
    assert_eq!(contents(folder, "zip.store").lines().count(), 1);
}

#[test]
fn an_archive_in_an_archive_is_read() {
    let folder = Folder::new("nested");
    let folder = folder.0.as_path();
    let texts = articles(folder, 4);
    let tar_of = |members: &[(&str, &[u8])]| {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            tar.append_data(&mut header, name, *bytes).unwrap();
        }
        tar.into_inner().unwrap()
    };
    let packed = zstd::encode_all(tar_of(&[("a.md", texts[0].as_bytes())]).as_slice(), 1).unwrap();
    let inner = zip_of(&[("x/b.md", texts[1].as_bytes()), ("deep.tar", &tar_of(&[("c.md", texts[2].as_bytes())]))]);
    let whole = tar_of(&[("1954.tar.zst", &packed), ("1955.zip", &inner), ("d.md", texts[3].as_bytes())]);
    fs::write(folder.join("t.tar"), &whole).unwrap();
    let output = run(folder, &["add", "store", "t.tar"]);
    assert!(err(&output).contains("3 documents added, 1 not readable"), "{}", err(&output));
    let expected = ["t.tar/1954.tar.zst/a.md", "t.tar/1955.zip/x/b.md", "t.tar/d.md"];
    assert_eq!(paths(&contents(folder, "store")), expected);
    assert_eq!(
        ok(folder, &["list", "store", "--failed"]),
        "t.tar/1955.zip/deep.tar: an archive in an archive in an archive is not read; unpack it\n"
    );
    let output = run(folder, &["add", "store", "t.tar"]);
    assert!(err(&output).contains("0 documents added, 3 unchanged"), "{}", err(&output));
    // The documents of one that cannot be read any more stay; those of one that is gone are.
    let half = tar_of(&[("1955.zip", &inner[..inner.len() / 2]), ("d.md", texts[3].as_bytes())]);
    fs::write(folder.join("t.tar"), half).unwrap();
    let output = run(folder, &["add", "store", "t.tar", "--prune"]);
    assert!(err(&output).contains("1 unchanged, 1 removed, 1 not readable"), "{}", err(&output));
    assert_eq!(paths(&contents(folder, "store")), &expected[1..]);
    fs::write(folder.join("z.zip"), zip_of(&[("in/t.tar", &whole), ("e.md", texts[0].as_bytes())])).unwrap();
    let output = run(folder, &["add", "zip.store", "z.zip"]);
    assert!(err(&output).contains("2 documents added, 2 not readable"), "{}", err(&output));
    assert_eq!(paths(&contents(folder, "zip.store")), ["z.zip/e.md", "z.zip/in/t.tar/d.md"]);
}

#[test]
fn a_folder_keeps_its_name_however_it_is_spelled_later() {
    let folder = Folder::new("spelling");
    let folder = folder.0.as_path();
    let texts = articles(folder, 2);
    for (name, text) in [("a/b/1.md", &texts[0]), ("a/2.md", &texts[1])] {
        let path = folder.join("here").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let here = fs::canonicalize(folder.join("here")).unwrap();
    let absolute = |name: &str| here.join(name).to_str().unwrap().to_owned();
    let add = |store: &str, path: &str| err(&run(&here, &["add", store, path]));
    for (first, others) in [
        ("a".to_owned(), [absolute("a"), absolute("a/b"), absolute("a/2.md")]),
        (absolute("a"), ["a".to_owned(), "./a/b".to_owned(), "a/2.md".to_owned()]),
        (".".to_owned(), [absolute(""), absolute("a"), absolute("a/b/1.md")]),
    ] {
        let store = format!("../store{}", first.replace('/', "_"));
        assert!(add(&store, &first).starts_with("2 documents added"), "{first}");
        for other in others {
            assert!(
                add(&store, &other).starts_with("0 documents added, "),
                "{first}, {other}: {}",
                add(&store, &other)
            );
        }
        assert_eq!(contents(&here, &store).lines().count(), 2, "{first}");
    }
    // Another folder of that name is another.
    let there = folder.join("there");
    fs::create_dir_all(there.join("a")).unwrap();
    fs::write(there.join("a/2.md"), &texts[0]).unwrap();
    let output = run(&there, &["add", "../storea", there.join("a").to_str().unwrap()]);
    assert!(err(&output).starts_with("1 document added in"), "{}", err(&output));
}

/// A zip file of these members.
fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[cfg(unix)]
#[test]
fn links_to_files_are_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("symlinks");
    let folder = folder.0.as_path();
    let texts = articles(folder, 1);
    fs::create_dir_all(folder.join("a/deep")).unwrap();
    fs::write(folder.join("elsewhere.md"), &texts[0]).unwrap();
    symlink("../elsewhere.md", folder.join("a/linked.md")).unwrap();
    symlink("..", folder.join("a/deep/up")).unwrap();
    symlink("nowhere.md", folder.join("a/broken.md")).unwrap();
    let output = run(folder, &["add", "store", "a", "--verbose"]);
    assert!(err(&output).contains("passed over: a/broken.md: a link that leads nowhere\n"), "{}", err(&output));
    assert_eq!(paths(&contents(folder, "store")), ["a/linked.md"]);
    assert_eq!(
        ok(folder, &["list", "store", "--passed-over"]),
        "a/broken.md: a link that leads nowhere\na/deep/up: a link to a folder; it was not followed\n"
    );
}

#[test]
fn what_is_gone_is_told_and_pruned() {
    let folder = Folder::new("gone");
    let folder = folder.0.as_path();
    let texts = articles(folder, 4);
    fs::create_dir(folder.join("a")).unwrap();
    for (name, text) in ["a/1.md", "a/2.md", "a/3.md"].iter().zip(&texts) {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("a/z.zip"), zip_of(&[("4.md", texts[3].as_bytes()), ("5.md", texts[0].as_bytes())])).unwrap();
    fs::write(folder.join("a/pairs.tsv"), "共二百人\t200 men in all\n").unwrap();
    fs::write(folder.join("a/bad.md"), "Title: none\n").unwrap();
    assert_eq!(run(folder, &["add", "store", "a"]).status.code(), Some(3));
    ok(folder, &["import", "store", "a/pairs.tsv"]);
    assert_eq!(contents(folder, "store").lines().count(), 6);
    // One file renamed, one member and a broken file gone, one that has no Chinese any more, one that is broken now.
    fs::rename(folder.join("a/1.md"), folder.join("a/6.md")).unwrap();
    fs::write(folder.join("a/z.zip"), zip_of(&[("4.md", texts[3].as_bytes())])).unwrap();
    fs::remove_file(folder.join("a/bad.md")).unwrap();
    fs::write(folder.join("a/2.md"), "English alone.\n").unwrap();
    fs::write(folder.join("a/3.md"), "Title: none\n").unwrap();
    let output = run(folder, &["add", "store", "a"]);
    let told = err(&output);
    assert!(told.contains("1 document added, 1 unchanged, 2 removed, 1 passed over"), "{told}");
    assert!(
        told.ends_with("note: 2 documents have no files any more, a/1.md the first; --prune removes them\n"),
        "{told}"
    );
    let left = ["a/1.md", "a/6.md", "a/pairs.tsv/1", "a/z.zip/4.md", "a/z.zip/5.md"];
    assert_eq!(paths(&contents(folder, "store")), left);
    assert_eq!(paths(&ok(folder, &["list", "store", "--failed", "--format", "jsonl"])), ["a/3.md"]);
    // A document whose archive cannot be read stays.
    let whole = fs::read(folder.join("a/z.zip")).unwrap();
    fs::write(folder.join("a/z.zip"), &whole[..whole.len() / 2]).unwrap();
    let output = run(folder, &["add", "store", "a", "--prune"]);
    assert!(err(&output).contains("0 documents added, 1 unchanged, 1 removed"), "{}", err(&output));
    assert_eq!(paths(&contents(folder, "store")), &left[1..]);
    fs::write(folder.join("a/z.zip"), whole).unwrap();
    run(folder, &["add", "store", "a", "--prune"]);
    assert_eq!(paths(&contents(folder, "store")), ["a/6.md", "a/pairs.tsv/1", "a/z.zip/4.md"]);
    // A failure is cleared like a document is removed.
    let output = run(folder, &["remove", "store", "--path", "*3.md"]);
    assert_eq!(err(&output), "0 documents removed, 1 file cleared from the lists\n");
    assert_eq!(ok(folder, &["list", "store", "--failed"]), "");
}
