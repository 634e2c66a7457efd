//! Which files to read, and reading them.

use std::fs;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::ordered::{in_order, thread_count};
use super::output::OutputError;
use super::{Global, Outcome, Streams};
use crate::bitext::Document;
use crate::formats::pairs::PairFormat;
use crate::pipeline::files::{self, FileError};
use crate::report::visible;
use crate::source::{Lang, SourceText};

/// Why an input could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error("{path}: {}", said(error))]
    Io { path: String, error: io::Error },
    #[error("{path}: {error}{}", hint(error))]
    File { path: String, error: FileError },
    #[error("{path}: no {kinds} file in this directory")]
    EmptyDirectory { path: String, kinds: &'static str },
    #[error("none of the {skipped} files found has text in both languages")]
    NothingFound { skipped: usize },
    #[error("{zh} is in English and {en} in Chinese: --zh and --en are swapped")]
    Swapped { zh: String, en: String },
    #[error("{path}: {message}")]
    Format { path: String, message: String },
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// What the user may have meant, where that can be said.
fn hint(error: &FileError) -> &'static str {
    match error {
        FileError::NoSide { .. } | FileError::FewOfSide { .. } => {
            ". For two files use --zh FILE --en FILE, for pairs --pairs FILE"
        }
        _ => "",
    }
}

/// What went wrong, without the number that the system gives it.
pub(super) fn said(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let said = text.get(..end).unwrap_or(&text);
    let mut chars = said.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

impl Problem {
    /// The problem of the file `source`.
    pub(super) fn of(source: &SourceText, error: impl Into<FileError>) -> Self {
        Self::File { path: source.name().to_owned(), error: error.into() }
    }

    /// The path of the file or folder.
    #[cfg(feature = "store")]
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Io { path, .. }
            | Self::File { path, .. }
            | Self::EmptyDirectory { path, .. }
            | Self::Format { path, .. } => Some(Path::new(path)),
            Self::NothingFound { .. } | Self::Swapped { .. } | Self::Output(_) => None,
        }
    }

    /// What is wrong, without the path.
    #[cfg(feature = "store")]
    pub(super) fn reason(&self) -> String {
        let message = self.to_string();
        let (Self::Io { path, .. }
        | Self::File { path, .. }
        | Self::EmptyDirectory { path, .. }
        | Self::Format { path, .. }) = self
        else {
            return message;
        };
        message.strip_prefix(&format!("{path}: ")).map_or(message.clone(), str::to_owned)
    }

    /// Whether the file is merely not of the kind that the command reads.
    pub(super) fn is_other(&self) -> bool {
        matches!(
            self,
            Self::File { error: FileError::Empty | FileError::NoSide { .. } | FileError::FewOfSide { .. }, .. }
        )
    }
}

/// Which files of a directory to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Texts: `.md`, `.txt`, `.docx`; those in markup without it. Pages of HTML are read when they are named: a folder's may
    /// be reports of this program.
    Texts,
    /// Texts as they are written, a line a text.
    Lines,
    /// Files of pairs: `.tsv`, `.jsonl`, `.tmx`, `.xlf`, `.po`.
    Pairs,
    /// Texts, and archives and compressed files that hold them.
    #[cfg(feature = "store")]
    Archives,
}

impl Wanted {
    fn names(self) -> &'static str {
        match self {
            Self::Texts if cfg!(feature = "documents") => ".md, .txt or .docx",
            Self::Texts | Self::Lines => ".md or .txt",
            Self::Pairs => ".tsv, .jsonl, .tmx, .xlf or .po",
            #[cfg(feature = "store")]
            Self::Archives => ".md, .txt, .docx, .zip, .tar.gz or .zst",
        }
    }

    pub(super) fn takes(self, path: &Path) -> bool {
        match self {
            #[cfg(feature = "store")]
            Self::Archives => Self::Texts.takes(path) || path.to_str().is_some_and(super::corpus::is_archive),
            Self::Texts => Self::Lines.takes(path) || (cfg!(feature = "documents") && has_extension(path, &["docx"])),
            Self::Lines => has_extension(path, &["md", "txt"]),
            Self::Pairs => path.to_str().and_then(PairFormat::of_name).is_some(),
        }
    }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|own| extensions.iter().any(|extension| own.eq_ignore_ascii_case(extension)))
}

/// One input: standard input or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    Stdin,
    /// A file that was named.
    File(PathBuf),
    /// A file that was found in a directory: it need not be one that the command is for.
    Found(PathBuf),
}

impl Input {
    /// The input called `path`: `-` is standard input.
    pub(super) fn of(path: &Path) -> Self {
        if path == Path::new("-") { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

/// What [`list_all`] found.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) inputs: Vec<Input>,
    pub(super) problems: Vec<Problem>,
    /// Links in directories that are not followed, and why.
    pub(super) links: Vec<(PathBuf, &'static str)>,
}

/// Lists the inputs that `paths` name: files as they are, directories walked in name order for files that are wanted, `-` for standard input; standard input too when nothing is named.
pub(super) fn list(paths: &[PathBuf], wanted: Wanted) -> (Vec<Input>, Vec<Problem>) {
    let Listing { inputs, problems, .. } = list_all(paths, wanted);
    (inputs, problems)
}

/// [`list`], and the links that are not followed.
pub(super) fn list_all(paths: &[PathBuf], wanted: Wanted) -> Listing {
    let mut listing = Listing::default();
    if paths.is_empty() {
        listing.inputs.push(Input::Stdin);
    }
    for path in paths {
        if path == Path::new("-") {
            listing.inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let before = listing.inputs.len();
            walk(path, wanted, &mut listing);
            if listing.inputs.len() == before {
                let empty = Problem::EmptyDirectory { path: path.display().to_string(), kinds: wanted.names() };
                listing.problems.push(empty);
            }
        } else {
            listing.inputs.push(Input::File(path.clone()));
        }
    }
    listing
}

/// Adds the text files below `root`, which is walked without recursion, so that no depth of folders overflows the stack.
/// A link to a file is that file; links to folders are not followed: they may lead back into the folder.
fn walk(root: &Path, wanted: Wanted, listing: &mut Listing) {
    let Listing { inputs, problems, links } = listing;
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
                Ok(kind) if kind.is_file() && wanted.takes(&path) => inputs.push(Input::Found(path)),
                Ok(kind) if kind.is_symlink() && !hidden => match fs::metadata(&path) {
                    Ok(target) if target.is_file() && wanted.takes(&path) => inputs.push(Input::Found(path)),
                    Ok(target) if target.is_dir() => links.push((path, "a link to a folder; it was not followed")),
                    Err(_) if wanted.takes(&path) => links.push((path, "a link that leads nowhere")),
                    _ => {}
                },
                _ => {}
            }
        }
        open.extend(folders.into_iter().rev());
    }
}

/// The bytes of a file, or its first alone where these tell that it is none to be read: a picture of a gigabyte need not
/// be held to be refused.
fn bytes_of(file: &mut (impl Read + ?Sized), name: &str, global: &Global) -> io::Result<Vec<u8>> {
    // With room for its first part most files are read at once.
    let mut bytes = Vec::with_capacity(files::HEAD);
    let head = file.take(files::HEAD as u64).read_to_end(&mut bytes)?;
    if head == files::HEAD && files::may_be_read(name, &bytes, global.encoding) {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads and decodes one file.
pub(super) fn read_file(path: &Path, global: &Global) -> Result<SourceText, Problem> {
    let name = path.display().to_string();
    let bytes = fs::File::open(path).and_then(|mut file| bytes_of(&mut file, &name, global));
    let bytes = bytes.map_err(|error| Problem::Io { path: name.clone(), error })?;
    decode(name, &bytes, global)
}

/// Reads and decodes one input.
pub(super) fn read(input: &Input, global: &Global, streams: &mut Streams<'_>) -> Result<SourceText, Problem> {
    match input {
        Input::File(path) | Input::Found(path) => read_file(path, global),
        Input::Stdin => {
            let name = "-".to_owned();
            let bytes = bytes_of(streams.input, &name, global);
            let bytes = bytes.map_err(|error| Problem::Io { path: name.clone(), error })?;
            decode(name, &bytes, global)
        }
    }
}

/// Reads one document: an article as it is, Markdown, HTML and DOCX without their markup, any other file as it is.
pub(super) fn read_document(input: &Input, global: &Global, streams: &mut Streams<'_>) -> Result<SourceText, Problem> {
    match input {
        Input::File(path) | Input::Found(path) => read_document_file(path, global),
        Input::Stdin => read(input, global, streams),
    }
}

/// [`read_document`] of a file.
pub(super) fn read_document_file(path: &Path, global: &Global) -> Result<SourceText, Problem> {
    let name = path.display().to_string();
    let in_file = |error| Problem::File { path: name.clone(), error };
    let failed = |error| Problem::Io { path: name.clone(), error };
    let mut file = fs::File::open(path).map_err(failed)?;
    files::within(file.metadata().map_err(failed)?.len(), files::MOST_BYTES).map_err(in_file)?;
    let bytes = bytes_of(&mut file, &name, global).map_err(failed)?;
    files::read(&name, &bytes, global.encoding).map_err(in_file)
}

/// Decodes a file in the encoding that the user says, or its own.
fn decode(name: String, bytes: &[u8], global: &Global) -> Result<SourceText, Problem> {
    files::decode(&name, bytes, global.encoding).map_err(|error| Problem::File { path: name, error: error.into() })
}

/// Reads the blocks of a decoded file: of a bilingual article, or of plain text in `lang` or what its script tells.
pub(super) fn parse(source: &SourceText, lang: Option<Lang>) -> Result<Document, Problem> {
    files::document(source, lang).map_err(|error| Problem::of(source, error))
}

/// Does `work` on each input that `paths` name, many at once, and writes what it returns in the order of the inputs.
/// A problem goes to standard error, the rest is processed.
pub(super) fn for_each<T: Send>(
    paths: &[PathBuf],
    global: &Global,
    streams: &mut Streams<'_>,
    work: impl Fn(&SourceText) -> Result<T, Problem> + Sync,
    emit: impl FnMut(&mut Streams<'_>, T) -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    for_each_of(paths, Wanted::Texts, global, streams, work, emit)
}

/// [`for_each`] over the files of directories that are `wanted`.
pub(super) fn for_each_of<T: Send>(
    paths: &[PathBuf],
    wanted: Wanted,
    global: &Global,
    streams: &mut Streams<'_>,
    work: impl Fn(&SourceText) -> Result<T, Problem> + Sync,
    mut emit: impl FnMut(&mut Streams<'_>, T) -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    let (inputs, problems) = list(paths, wanted);
    let mut outcome = report(streams, &problems)?;
    let (mut done, mut skipped) = (0_usize, 0_usize);
    // Standard input is read here, since only this thread may.
    let typed = inputs.iter().filter(|input| **input == Input::Stdin);
    let mut typed = typed.map(|input| read(input, global, streams)).collect::<Vec<_>>().into_iter();
    let items = inputs.into_iter().map(|input| {
        let text = if input == Input::Stdin { typed.next() } else { None };
        (input, text)
    });
    let worked = |(input, text): (Input, Option<Result<SourceText, Problem>>)| {
        let source = match (text, &input) {
            (Some(text), _) => text,
            (None, Input::File(path) | Input::Found(path)) if wanted == Wanted::Lines => read_file(path, global),
            (None, Input::File(path) | Input::Found(path)) => read_document_file(path, global),
            (None, Input::Stdin) => unreachable!("standard input was read above"),
        };
        let guarded = |source: SourceText| files::guarded(|| work(&source), |error| Problem::of(&source, error));
        (source.and_then(guarded), matches!(input, Input::Found(_)))
    };
    let mut written = |(result, was_found): (Result<T, Problem>, bool)| -> io::Result<Outcome> {
        match result {
            Ok(value) => {
                done += 1;
                emit(streams, value)
            }
            Err(problem) if problem.is_other() && was_found => {
                skipped += 1;
                Ok(Outcome::Clean)
            }
            Err(problem) => report(streams, &[problem]),
        }
    };
    let failed = in_order(thread_count(global.jobs), items, worked, |result| match written(result) {
        Ok(of_one) => {
            outcome = outcome.max(of_one);
            ControlFlow::Continue(())
        }
        Err(error) => ControlFlow::Break(error),
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if skipped > 0 && done == 0 {
        outcome = outcome.max(report(streams, &[Problem::NothingFound { skipped }])?);
    } else if skipped > 0 && !global.quiet {
        let files = if skipped == 1 { "file was" } else { "files were" };
        writeln!(streams.err, "note: {skipped} {files} passed over: empty, or without text in both languages")?;
    }
    Ok(outcome)
}

/// Writes problems to standard error.
pub(super) fn report(streams: &mut Streams<'_>, problems: &[Problem]) -> io::Result<Outcome> {
    for problem in problems {
        let problem = problem.to_string();
        // Records call standard input `-`; a person is told what that is.
        let problem = problem.strip_prefix("-: ").map_or(problem.clone(), |rest| format!("standard input: {rest}"));
        writeln!(streams.err, "error: {}", visible::name(&problem))?;
    }
    Ok(if problems.is_empty() { Outcome::Clean } else { Outcome::Unreadable })
}
