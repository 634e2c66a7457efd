//! The README shows what the program really prints.

use duizhao::cli::{self, Streams};

/// The blocks of the README that are fenced as `kind`.
fn blocks(kind: &str) -> Vec<String> {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let fence = format!("```{kind}\n");
    readme.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// What `duizhao` prints to standard output when it is run with `args` and given `input`.
fn run(args: &[&str], input: &str) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut input.as_bytes(),
        out: &mut out,
        err: &mut err,
        out_is_terminal: false,
        no_color: true,
        width: None,
    };
    cli::run(std::iter::once("duizhao").chain(args.iter().copied()).map(Into::into), &mut streams);
    String::from_utf8(out).unwrap()
}

#[test]
fn the_main_job_prints_what_the_readme_shows() {
    let commands = blocks("sh").remove(0);
    assert!(commands.starts_with("cargo run --release -- check corpus/"), "{commands}");
    assert_eq!(blocks("text")[0], run(&["check", "corpus/"], ""));
}

#[test]
fn a_wrong_figure_is_reported_as_the_readme_shows() {
    let path = "corpus/1954-06-30_south-central-handicraft-conference.md";
    let article = std::fs::read_to_string(path).unwrap();
    let printed = run(&["check", "-"], &article.replace("4.19 million", "41.9 million"));
    assert_eq!(blocks("text")[1], printed.split("\n\n").next().unwrap().to_owned() + "\n");
}
