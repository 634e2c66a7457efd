//! `duizhao align`: which sentences translate each other.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::input::{self, Problem};
use super::ordered::{in_order, thread_count};
use super::output::{self, OutputError, is_standard, refuse_inputs};
use super::{Global, Outcome, Streams};
use crate::align::{Aligner, Link};
use crate::bitext::{Alignment, Bead, Moved, Segment};
use crate::formats::alignment::{AlignmentFormat, Export};
use crate::formats::tbx::Concept;
use crate::formats::terms;
use crate::pipeline::files::{self, FileError, Level, SourcePair};
use crate::report::visible;
use crate::source::{Lang, SourceText, Span};
use crate::text;

/// Align the sentences of a Chinese text and its English translation.
///
/// Give a Chinese and an English file, or one bilingual article. Each bead has the probability that it is exactly right. Beads
/// never cross: of a passage whose translation stands elsewhere, standard error says where.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The Chinese file and the English file, or one bilingual article
    #[arg(value_name = "FILE", num_args = 0..=2, required_unless_present = "batch", conflicts_with = "batch")]
    files: Vec<PathBuf>,
    /// The texts hold one sentence a line; blank lines part paragraphs and take no number
    #[arg(long)]
    presegmented: bool,
    /// What a bead is made of; paragraphs are read off the alignment of sentences
    #[arg(long, default_value = "sentence", value_name = "LEVEL")]
    level: Level,
    /// Terms to know besides those of the program: TBX, or Chinese TAB English, one a line, `|` between renderings
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Show the texts of each bead and the words, numbers and names that tie it
    #[arg(long, conflicts_with_all = ["batch", "format", "level"])]
    explain: bool,
    /// Align many documents; each line of LIST is: Chinese file TAB English file TAB output file, each with an
    /// output of its own
    #[arg(long, value_name = "LIST")]
    batch: Option<PathBuf>,
    /// Tell how far a long text or list is, also where standard error is no terminal
    #[arg(long)]
    progress: bool,
    /// How to write the alignment
    #[arg(long, default_value = "vecalign", value_name = "FORMAT")]
    format: AlignmentFormat,
    /// Write to FILE instead of standard output, `-`; formats of several files add to this name
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    output: Option<PathBuf>,
}

/// Reads the file or the files that were named.
fn read(files: &[PathBuf], args: &Args, global: &Global) -> Result<(String, SourcePair), Problem> {
    let [zh_path, rest @ ..] = files else {
        return Err(Problem::Format { path: "align".to_owned(), message: "no file is named".to_owned() });
    };
    let zh = input::read_document_file(zh_path, global)?;
    let name = files::stem(zh.name()).to_owned();
    let en = rest.first().map(|path| input::read_document_file(path, global)).transpose()?;
    for source in [Some(&zh), en.as_ref()].into_iter().flatten() {
        files::may_be_aligned(source).map_err(|error| Problem::of(source, error))?;
    }
    let pair = match en {
        Some(en) if args.presegmented => SourcePair::presegmented(zh, en),
        Some(en) => SourcePair::two_files(zh, en),
        None => {
            let problem = |message| Problem::Format { path: zh_path.display().to_string(), message };
            SourcePair::article(zh).map_err(|error| match error {
                FileError::NoSide { .. } => problem(format!("{error}; of two files name both")),
                error => problem(error.to_string()),
            })?
        }
    };
    if let Some(source) = pair.empty() {
        return Err(Problem::of(source, FileError::Empty));
    }
    Ok((name, pair))
}

/// Why the result is not to be trusted, if so.
fn doubt(name: &str, bitext: &SourcePair, alignment: &Alignment) -> Option<String> {
    const FEW: f64 = 0.5;
    let is = |segments: &[Segment], text: &str, lang| {
        let sample = segments.iter().take(50).map(|segment| text::lang_of(segment.span.of(text)));
        sample.filter(|found| *found == Some(lang)).count() * 2 > segments.len().min(50)
    };
    if is(&bitext.zh.segments, bitext.zh_text(), Lang::En) && is(&bitext.en.segments, bitext.en_text(), Lang::Zh) {
        return Some(format!(
            "{name}: the Chinese file is English and the English one Chinese: name them the other way round"
        ));
    }
    if is(&bitext.zh.segments, bitext.zh_text(), Lang::En) {
        return Some(format!("{name}: the Chinese file is in English"));
    }
    if is(&bitext.en.segments, bitext.en_text(), Lang::Zh) {
        return Some(format!("{name}: the English file is in Chinese"));
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of sentences")]
    let count = |bead: &Bead| (bead.zh.len() + bead.en.len()) as f64;
    let all: f64 = alignment.beads.iter().map(count).sum();
    let matches = alignment.beads.iter().filter(|bead| bead.is_match());
    let sure: f64 = matches.map(|bead| bead.probability * count(bead)).sum();
    (all > 8.0 && sure < FEW * all)
        .then(|| format!("{name}: hardly a translation: of {all} sentences some {sure:.0} have a counterpart"))
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    if args.files.len() == 1 && args.presegmented {
        writeln!(streams.err, "error: --presegmented needs a Chinese file and an English file")?;
        return Ok(Outcome::Usage);
    }
    let output = args.output.as_ref().filter(|path| !is_standard(path));
    if args.format.needs_files() && output.is_none() && args.batch.is_none() {
        writeln!(streams.err, "error: this format is several files: name them with --output")?;
        return Ok(Outcome::Usage);
    }
    let mut aligner = Aligner::new();
    if let Some(path) = &args.lexicon {
        let list = match input::read_file(path, global) {
            Ok(list) => list,
            Err(problem) => return input::report(streams, &[problem]),
        };
        aligner = match with_lexicon(&aligner, &list) {
            Ok(aligner) => aligner,
            Err(problem) => return input::report(streams, &[problem]),
        };
    }
    if let Some(list) = &args.batch {
        return run_batch(list, &aligner, args, global, streams);
    }
    let mut progress = Progress::new(args, global);
    let made = make(&args.files, output.map(PathBuf::as_path), &aligner, args, global, |done, total| {
        progress.tell(done, total, "sentences", streams.err);
    });
    progress.finish(streams.err);
    let made = match made {
        Ok(made) => made,
        Err(problem) => return input::report(streams, &[problem]),
    };
    made.warn(streams)?;
    let Some(output) = output else {
        let text = made.export.parts.first().map_or("", |part| &part.text);
        return streams.out.write_all(text.as_bytes()).map(|()| Outcome::Clean);
    };
    match save(&made.export, output, &args.files) {
        Ok(()) => Ok(Outcome::Clean),
        Err(error) => error.ended(streams),
    }
}

/// The aligner with the terms of a user's file, TBX or a table.
fn with_lexicon(aligner: &Aligner, file: &SourceText) -> Result<Aligner, Problem> {
    let concepts = terms::read(file.text())
        .map_err(|error| Problem::Format { path: file.name().to_owned(), message: error.to_string() })?;
    Ok(aligner.with_terms(concepts.iter().flat_map(Concept::pairs)))
}

/// What is written for one bitext, and what is to be said about it.
struct Made {
    export: Export,
    doubt: Option<String>,
    moved: Vec<String>,
}

impl Made {
    fn warn(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        if let Some(doubt) = &self.doubt {
            writeln!(streams.err, "warning: {}", visible::name(doubt))?;
        }
        for moved in &self.moved {
            writeln!(streams.err, "note: {}", visible::name(moved))?;
        }
        if self.export.replaced > 0 {
            let count = self.export.replaced;
            writeln!(
                streams.err,
                "note: the format cannot hold {count} control characters; U+FFFD stands in their place"
            )?;
        }
        Ok(())
    }
}

fn make(
    files: &[PathBuf],
    output: Option<&Path>,
    aligner: &Aligner,
    args: &Args,
    global: &Global,
    watch: impl FnMut(usize, usize),
) -> Result<Made, Problem> {
    let (name, bitext) = read(files, args, global)?;
    let aligner = bitext.aligner(aligner);
    let alignment = bitext.align(&aligner, watch);
    let doubt = doubt(&name, &bitext, &alignment);
    // What hardly corresponds is full of passages that look alike by chance.
    let believed = alignment.moved.iter().filter(|_| doubt.is_none());
    let moved = believed.map(|moved| tell_moved(&name, &bitext, moved)).collect();
    if args.explain {
        let links = aligner.explain(&bitext.zh.of(bitext.zh_text()), &bitext.en.of(bitext.en_text()), &alignment);
        return Ok(Made { export: Export::text(explain(&bitext, &alignment, &links)), doubt, moved });
    }
    // Documents that are written along are named after the output.
    let output = output.filter(|_| args.format.has_parts()).and_then(Path::file_name);
    let name = output.map_or(name, |name| name.to_string_lossy().into_owned());
    let laid = bitext.laid(&alignment, args.level);
    Ok(Made { export: args.format.write(&laid.aligned(&name)), doubt, moved })
}

/// The first words of some segments.
fn excerpt(segments: &[Segment], text: &str) -> String {
    const LONGEST: usize = 30;
    let span = segments.first().map_or(Span::new(0, 0), |first| first.span);
    let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("“{}…”", words.get(..at).unwrap_or_default()),
        None => format!("“{words}”"),
    }
}

/// That a passage stands elsewhere, with the numbers that sentences have in the output.
fn tell_moved(name: &str, bitext: &SourcePair, moved: &Moved) -> String {
    let numbers = |range: &Range<usize>| match range.len() {
        1 => format!("sentence {}", range.start),
        _ => format!("sentences {} to {}", range.start, range.end - 1),
    };
    let zh = excerpt(bitext.zh.segments.get(moved.zh.clone()).unwrap_or_default(), bitext.zh_text());
    let en = excerpt(bitext.en.segments.get(moved.en.clone()).unwrap_or_default(), bitext.en_text());
    format!(
        "{name}: {} of the Chinese, {zh}, and {} of the English, {en}, translate each other but stand in different places: \
         no bead joins them",
        numbers(&moved.zh),
        numbers(&moved.en),
    )
}

/// The passages that moved, in the order of one side.
struct MovedBy<'a> {
    passages: Vec<&'a Moved>,
    side: fn(&Moved) -> &Range<usize>,
}

impl<'a> MovedBy<'a> {
    fn new(alignment: &'a Alignment, side: fn(&Moved) -> &Range<usize>) -> Self {
        let mut passages: Vec<&Moved> = alignment.moved.iter().collect();
        passages.sort_by_key(|moved| side(moved).start);
        Self { passages, side }
    }

    /// The passage that holds the first of `segments`.
    fn find(&self, segments: &Range<usize>) -> Option<&'a Moved> {
        let at = self.passages.partition_point(|moved| (self.side)(moved).end <= segments.start);
        self.passages.get(at).copied().filter(|moved| (self.side)(moved).contains(&segments.start))
    }
}

/// A paragraph for each bead: its shape and probability, both texts, and what ties them.
fn explain(bitext: &SourcePair, alignment: &Alignment, links: &[Vec<Link>]) -> String {
    let mut out = String::new();
    let moved_zh = MovedBy::new(alignment, |moved| &moved.zh);
    let moved_en = MovedBy::new(alignment, |moved| &moved.en);
    for (bead, links) in alignment.beads.iter().zip(links) {
        let _ = writeln!(out, "{bead}  probability {:.3}", bead.probability);
        let mut side = |text: &str, segments: &[Segment]| {
            for segment in segments {
                let line: Vec<&str> = segment.span.of(text).split_whitespace().collect();
                let _ = writeln!(out, "    {}", line.join(" "));
            }
        };
        side(bitext.zh_text(), bitext.zh.segments.get(bead.zh.clone()).unwrap_or_default());
        side(bitext.en_text(), bitext.en.segments.get(bead.en.clone()).unwrap_or_default());
        let word = |span: Span, text: &'_ str| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let ties = links.iter().map(|link| {
            let sign = match link.bond {
                crate::align::LinkKind::Exact => "=",
                crate::align::LinkKind::Family => "~",
                crate::align::LinkKind::Learned => "≈",
            };
            format!("{} {sign} {}", word(link.zh, bitext.zh_text()), word(link.en, bitext.en_text()))
        });
        let ties: Vec<String> = ties.collect();
        if !ties.is_empty() {
            let _ = writeln!(out, "    [{}]", ties.join("; "));
        }
        if let Some(moved) = moved_zh.find(&bead.zh).filter(|_| bead.en.is_empty()) {
            let en = excerpt(bitext.en.segments.get(moved.en.clone()).unwrap_or_default(), bitext.en_text());
            let _ = writeln!(out, "    moved: the English is in the passage that begins {en}");
        }
        if let Some(moved) = moved_en.find(&bead.en).filter(|_| bead.zh.is_empty()) {
            let zh = excerpt(bitext.zh.segments.get(moved.zh.clone()).unwrap_or_default(), bitext.zh_text());
            let _ = writeln!(out, "    moved: the Chinese is in the passage that begins {zh}");
        }
        out.push('\n');
    }
    out
}

/// One line on standard error that says how far the work is, for work that takes long.
struct Progress {
    shown: bool,
    begun: Instant,
    told: Option<Instant>,
}

impl Progress {
    /// Less time than this between two lines, or before the first, is none to tell about.
    const PAUSE: Duration = Duration::from_millis(500);

    fn new(args: &Args, global: &Global) -> Self {
        let shown = !global.quiet && (args.progress || io::stderr().is_terminal());
        Self { shown, begun: Instant::now(), told: None }
    }

    /// What cannot be said is not said: the work goes on.
    fn tell(&mut self, done: usize, total: usize, what: &str, err: &mut dyn Write) {
        if self.shown && self.told.unwrap_or(self.begun).elapsed() >= Self::PAUSE {
            let _ = write!(err, "\r{done} of {total} {what} aligned").and_then(|()| err.flush());
            self.told = Some(Instant::now());
        }
    }

    fn finish(&mut self, err: &mut dyn Write) {
        if self.told.take().is_some() {
            let _ = write!(err, "\r{:60}\r", "").and_then(|()| err.flush());
        }
    }
}

/// Writes the files of a format: `output` with their suffixes, but over none of the `inputs`.
fn save(export: &Export, output: &Path, inputs: &[PathBuf]) -> Result<(), OutputError> {
    for part in &export.parts {
        let mut path = output.as_os_str().to_owned();
        path.push(part.suffix);
        let path = Path::new(&path);
        refuse_inputs(path, inputs)?;
        output::write(path, &part.text)?;
    }
    Ok(())
}

/// What two spellings of one output have in common; links are not followed.
fn key_of_output(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Aligns the documents of a list, many at once, and says what went wrong in the order of the list.
fn run_batch(
    list: &Path,
    aligner: &Aligner,
    args: &Args,
    global: &Global,
    streams: &mut Streams<'_>,
) -> io::Result<Outcome> {
    let list = match input::read_file(list, global) {
        Ok(list) => list,
        Err(problem) => return input::report(streams, &[problem]),
    };
    let wrong = |streams: &mut Streams<'_>, number: usize, what: &str| {
        let told = format!("{}:{number}: {what}", list.name());
        writeln!(streams.err, "error: {}", visible::message(&told)).map(|()| Outcome::Usage)
    };
    let (mut todo, mut lines) = (Vec::new(), HashMap::new());
    for (number, line) in (1..).zip(list.text().lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [zh, en, out] = fields.as_slice() else {
            return wrong(streams, number, "expected Chinese file TAB English file TAB output file");
        };
        // Whichever ended last would have it. A device takes all, and a line said twice says the same.
        let is_file = Path::new(out).metadata().map_or(true, |there| there.is_file());
        match lines.insert(key_of_output(Path::new(out)), (number, [*zh, *en])) {
            Some((before, inputs)) if is_file && inputs != [*zh, *en] => {
                return wrong(streams, number, &format!("{out} is the output of line {before} already"));
            }
            _ => {}
        }
        todo.push(([PathBuf::from(zh), PathBuf::from(en)], PathBuf::from(out)));
    }
    let mut outcome = Outcome::Clean;
    let work = |(files, out): ([PathBuf; 2], PathBuf)| {
        let made = make(&files, Some(&out), aligner, args, global, |_, _| {})?;
        save(&made.export, &out, &files)?;
        Ok(made)
    };
    let (mut progress, mut done, total) = (Progress::new(args, global), 0, todo.len());
    let failed = in_order(thread_count(global.jobs), todo.into_iter(), work, |made: Result<Made, Problem>| {
        done += 1;
        progress.tell(done, total, "documents", streams.err);
        let said = match made {
            Ok(made) => made.warn(streams).map(|()| Outcome::Clean),
            Err(problem) => input::report(streams, &[problem]),
        };
        match said {
            Ok(one) => {
                outcome = outcome.max(one);
                ControlFlow::Continue(())
            }
            Err(error) => ControlFlow::Break(error),
        }
    });
    progress.finish(streams.err);
    failed.map_or(Ok(outcome), Err)
}
