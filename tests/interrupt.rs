//! A run that is stopped takes its working files along, and dies by the signal that stopped it.
#![cfg(all(unix, feature = "store", feature = "cli"))]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Waits until `is_so`, at most half a minute.
fn wait_until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30));
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn nothing_is_left_of_what_was_stopped() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("interrupt-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    for (output, signal) in [("a.tar", SIGINT), ("a.tar", SIGTERM), ("folder", SIGINT), ("folder", SIGTERM)] {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("old"), "old").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.current_dir(&folder).args(["--quiet", "corpus", "generate", output, "--articles", "1000000"]);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        // In the middle of its work: files are written.
        wait_until(|| {
            let working = names(&folder).into_iter().find(|name| name.ends_with(".partial"));
            working.is_some_and(|name| {
                let path = folder.join(name).join("new");
                if output == "folder" { fs::read_dir(path).is_ok_and(|mut files| files.next().is_some()) } else { true }
            })
        });
        let kill = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(child.wait().unwrap().signal(), Some(signal), "{output}");
        assert_eq!(names(&folder), ["old"], "{output} and signal {signal}");
    }
    fs::remove_dir_all(&folder).unwrap();
}
