//! The command line as people see it: each file of `tests/cli` holds commands and all they print.
//!
//! A command is a line that begins with `$ `; it runs under `sh` in a copy of `tests/cli/samples`. What it prints to
//! standard output follows, then `[stderr]` and what it prints there, then `[exit N]` where N is not 0. To rewrite the
//! files: `SNAPSHOTS=overwrite cargo test --test cli`; then read the difference as prose.
#![cfg(all(unix, feature = "cli"))]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use duizhao::cli::{self, Streams};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")
}

/// A fresh copy of the samples, so that a command may write beside them.
fn sandbox(name: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&to);
    copy(&folder().join("samples"), &to);
    to
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs `line` and returns it with all it prints, as the files hold it.
fn transcript(line: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_duizhao"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path).stdin(Stdio::null());
    // What the machine's terminal is like is no part of a snapshot.
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "LANG", "LC_ALL"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    let mut text = format!("$ {line}\n");
    let mut push = |head: &str, bytes: &[u8]| {
        let printed = String::from_utf8_lossy(bytes).replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
        let printed = printed.replace(folder.to_str().unwrap(), "[FOLDER]");
        if !printed.is_empty() {
            text.push_str(head);
            text.push_str(&printed);
            text.push_str(if printed.ends_with('\n') { "" } else { "[no line end]\n" });
        }
    };
    push("", &output.stdout);
    push("[stderr]\n", &output.stderr);
    match output.status.code() {
        Some(0) => {}
        Some(code) => writeln!(text, "[exit {code}]").unwrap(),
        None => text.push_str("[killed]\n"),
    }
    text
}

#[test]
fn commands_print_what_the_files_say() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    assert!(files.len() > 5, "no snapshots in {}", folder().display());
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = sandbox(&name);
        let expected = fs::read_to_string(&path).unwrap();
        let commands = expected.lines().filter_map(|line| line.strip_prefix("$ "));
        let transcripts: Vec<String> = commands.map(|line| transcript(line, &folder)).collect();
        let actual = transcripts.join("\n");
        let check = Assert::new().action_env("SNAPSHOTS").try_eq(
            Some(&name),
            Data::from(actual).raw(),
            Data::read_from(&path, Some(DataFormat::Text)).raw(),
        );
        wrong.extend(check.err().map(|error| error.to_string()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a terminal of this width shows, with `NO_COLOR` set or not.
fn on_a_terminal(args: &[&str], width: usize, no_color: bool) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut std::io::empty(),
        out: &mut out,
        err: &mut err,
        out_is_terminal: true,
        width: Some(width),
        no_color,
    };
    cli::run(std::iter::once("duizhao").chain(args.iter().copied()).map(Into::into), &mut streams);
    String::from_utf8(out).unwrap()
}

/// The text without escape sequences that set colours.
fn plain(text: &str) -> String {
    let colour = regex::Regex::new("\u{1B}\\[[0-9;]*m").unwrap();
    colour.replace_all(text, "").into_owned()
}

#[test]
fn a_report_fits_the_terminal() {
    use unicode_width::UnicodeWidthStr;

    let orchard = folder().join("samples/orchard.md");
    let args = ["check", orchard.to_str().unwrap()];
    for width in [40, 60, 80, 120, 200] {
        let report = plain(&on_a_terminal(&args, width, false));
        assert!(report.contains("scale-slip"), "{report}");
        // A path is not cut: it is there to be clicked or copied.
        let is_path = |line: &&str| line.contains("┌─") || line.contains("├─");
        for line in report.lines().filter(|line| !is_path(line)) {
            assert!(line.width() <= width, "{} cells of {width}: {line}", line.width());
        }
    }
}

#[test]
fn colour_is_for_terminals() {
    let orchard = folder().join("samples/orchard.md");
    let with = |more: &[&str], no_color| {
        let args: Vec<&str> = ["check", orchard.to_str().unwrap()].into_iter().chain(more.iter().copied()).collect();
        on_a_terminal(&args, 80, no_color)
    };
    let coloured = with(&[], false);
    assert!(coloured.contains("\u{1B}["), "a terminal gets colours");
    assert_eq!(plain(&coloured), with(&[], true), "NO_COLOR takes the colours and nothing else");
    assert_eq!(with(&["--color", "never"], false), with(&[], true));
    assert_eq!(with(&["--color", "always"], true), coloured, "what the command line says wins");
    let piped = transcript(&format!("duizhao check {}", orchard.display()), &folder());
    assert!(!piped.contains('\u{1B}'), "a pipe gets none");
}

/// The underline of a window stands below the surface it is for, whatever stands before it.
#[test]
fn surfaces_are_underlined_at_their_cells() {
    use unicode_width::UnicodeWidthStr;

    let folder = sandbox("cells");
    let pairs = "\u{FEFF}卖出梨五万斤\tＰears\u{301}\u{200B}： 5,000 catties\n";
    fs::write(folder.join("cells.tsv"), pairs).unwrap();
    let report = transcript("duizhao check --pairs cells.tsv", &folder);
    let lines: Vec<&str> = report.lines().collect();
    let mut seen = 0;
    for (window, under) in lines.iter().zip(lines.iter().skip(1)) {
        let Some(start) = under.find(['^', '~']).filter(|_| under.starts_with("  │")) else { continue };
        let surface = if window.contains("catties") { "5,000 catties" } else { "五万斤" };
        let (before, _) = window.split_once(surface).unwrap();
        let (left, line) = under.split_at(start);
        assert_eq!(before.width(), left.width(), "{window}\n{under}");
        assert_eq!(surface.width(), line.trim_end().len(), "{window}\n{under}");
        seen += 1;
    }
    assert_eq!(seen, 2, "{report}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = sandbox("pipe");
    let many = "卖出五万斤\t5,000 catties were sold\n".repeat(20_000);
    fs::write(folder.join("many.tsv"), many).unwrap();
    let printed = transcript("duizhao check --pairs many.tsv --format jsonl | head -n 1", &folder);
    assert_eq!(printed.lines().count(), 2, "{printed}");
    assert!(!printed.contains("stderr") && !printed.contains("panic"), "{printed}");
}
