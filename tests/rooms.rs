//! The order of rooms: a room uses rooms that stand before it and knows none after it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The rooms from the ground up. `cli` is the last that a program needs.
const ROOMS: &[&str] = &[
    "source", "quantity", "bitext", "formats", "text", "numerals", "facts", "align", "check", "corpus", "report",
    "pipeline", "cli",
];

/// The room a file of `src/` belongs to: its folder's name, or its own.
fn room_of(path: &Path, src: &Path) -> String {
    let first = path.strip_prefix(src).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn a_room_uses_only_rooms_before_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let order: BTreeMap<&str, usize> = ROOMS.iter().enumerate().map(|(at, room)| (*room, at)).collect();
    // `crate::facts::…` and `use crate::{facts, …}`; docs may point anywhere.
    let path = Regex::new(r"\bcrate::([a-z_]+|\{[^}]*\})").unwrap();
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let (mut uses, mut wrong) = (0, Vec::new());
    for file in &files {
        let room = room_of(file, &src);
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some(&own) = order.get(room.as_str()) else {
            wrong.push(format!("{}: the room {room} has no place in the order", file.display()));
            continue;
        };
        let text = fs::read_to_string(file).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let named = path.captures_iter(line).map(|found| found[1].to_owned());
            let names = named.flat_map(|found| {
                let list = found.trim_matches(['{', '}']).to_owned();
                list.split(',').map(|name| name.trim().split("::").next().unwrap().to_owned()).collect::<Vec<_>>()
            });
            for used in names {
                uses += 1;
                if order.get(used.as_str()).is_none_or(|&at| at > own) {
                    wrong.push(format!("{}:{}: {room} uses {used}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(uses > 50, "the test found {uses} uses of rooms: it looks in the wrong place");
    assert!(wrong.is_empty(), "{} uses against the order:\n{}", wrong.len(), wrong.join("\n"));
}
