//! Which files to read, and reading them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Global, Outcome, Streams};
use crate::bitext::Document;
use crate::formats::article;
use crate::pipeline::{self, ParseError};
use crate::source::{DecodeError, Lang, SourceText};

/// Why an input could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error("{path}: {error}")]
    Io { path: String, error: io::Error },
    #[error("{path}: {error}")]
    Decode { path: String, error: DecodeError },
    #[error("{path}: {error}")]
    Parse { path: String, error: ParseError },
    #[error("{path}: no .md or .txt file in this directory")]
    EmptyDirectory { path: String },
    #[error("{path}: {message}")]
    Format { path: String, message: String },
}

/// One input: standard input or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// What messages and records call it: `-` for standard input.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// Lists the inputs that `paths` name: files as they are, directories walked in name order for `.md` and `.txt` files,
/// `-` for standard input; standard input too when nothing is named.
pub(super) fn list(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    if paths.is_empty() {
        inputs.push(Input::Stdin);
    }
    for path in paths {
        if path == Path::new("-") {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let before = inputs.len();
            walk(path, &mut inputs, &mut problems);
            if inputs.len() == before {
                problems.push(Problem::EmptyDirectory { path: path.display().to_string() });
            }
        } else {
            inputs.push(Input::File(path.clone()));
        }
    }
    (inputs, problems)
}

/// Adds the text files below `root`, which is walked without recursion, so that no depth of folders overflows the stack.
/// Links are not followed: they may lead out of the folder or back into it.
fn walk(root: &Path, inputs: &mut Vec<Input>, problems: &mut Vec<Problem>) {
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(Problem::Io { path: folder.display().to_string(), error });
                continue;
            }
        };
        let mut paths: Vec<_> = entries.iter().map(|entry| (entry.path(), entry.file_type())).collect();
        paths.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut folders = Vec::new();
        for (path, kind) in paths {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            match kind {
                Ok(kind) if kind.is_dir() && !hidden => folders.push(path),
                Ok(kind) if kind.is_file() && is_text_name(&path) => inputs.push(Input::File(path)),
                _ => {}
            }
        }
        open.extend(folders.into_iter().rev());
    }
}

fn is_text_name(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("txt"))
}

/// Reads and decodes one file.
pub(super) fn read_file(path: &Path) -> Result<SourceText, Problem> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Problem::Io { path: name.clone(), error })?;
    SourceText::decode(name.clone(), &bytes).map_err(|error| Problem::Decode { path: name, error })
}

/// Reads and decodes one input.
pub(super) fn read(input: &Input, streams: &mut Streams<'_>) -> Result<SourceText, Problem> {
    match input {
        Input::File(path) => read_file(path),
        Input::Stdin => {
            let mut bytes = Vec::new();
            let name = "-".to_owned();
            let read = streams.input.read_to_end(&mut bytes);
            read.map_err(|error| Problem::Io { path: name.clone(), error })?;
            SourceText::decode(name.clone(), &bytes).map_err(|error| Problem::Decode { path: name, error })
        }
    }
}

/// Reads the blocks of a decoded file: of a bilingual article, or of plain text in `lang` or what its script tells.
pub(super) fn parse(source: &SourceText, lang: Option<Lang>) -> Result<Document, Problem> {
    if lang.is_some() && !article::is_article(source.text()) {
        return Ok(pipeline::parse_plain(source.text(), lang));
    }
    pipeline::parse(source.text()).map_err(|error| Problem::Parse { path: source.name().to_owned(), error })
}

/// Does `work` on each input that `paths` name, many at once, and writes what it returns in the order of the inputs.
/// A problem goes to standard error, the rest is processed.
pub(super) fn for_each<T: Send>(
    paths: &[PathBuf],
    global: &Global,
    streams: &mut Streams<'_>,
    work: impl Fn(&SourceText) -> Result<T, Problem> + Sync,
    mut emit: impl FnMut(&mut Streams<'_>, T) -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    use rayon::prelude::*;

    let (inputs, problems) = list(paths);
    let mut outcome = report(streams, &problems)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(global.jobs).build().map_err(io::Error::other)?;
    // So many inputs are held in memory at once.
    let batch = 64 * threads.current_num_threads();
    for inputs in inputs.chunks(batch) {
        // Standard input is read here, since only this thread may.
        let texts: Vec<_> = inputs.iter().map(|input| (*input == Input::Stdin).then(|| read(input, streams))).collect();
        let results: Vec<Result<T, Problem>> = threads.install(|| {
            (inputs.par_iter(), texts)
                .into_par_iter()
                .map(|(input, text)| match (text, input) {
                    (Some(text), _) => work(&text?),
                    (None, Input::File(path)) => work(&read_file(path)?),
                    (None, Input::Stdin) => unreachable!("standard input was read above"),
                })
                .collect()
        });
        for result in results {
            outcome = outcome.max(match result {
                Ok(value) => emit(streams, value)?,
                Err(problem) => report(streams, &[problem])?,
            });
        }
    }
    Ok(outcome)
}

/// Writes problems to standard error.
pub(super) fn report(streams: &mut Streams<'_>, problems: &[Problem]) -> io::Result<Outcome> {
    for problem in problems {
        writeln!(streams.err, "error: {problem}")?;
    }
    Ok(if problems.is_empty() { Outcome::Clean } else { Outcome::Unreadable })
}
