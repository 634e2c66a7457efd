//! What the library does for one document, with the session that all of them share.

use std::str::FromStr;
use std::sync::LazyLock;

use duizhao::bitext::{Alignment, Document};
use duizhao::check::{self, Policy, Ui};
use duizhao::facts::Fact;
use duizhao::formats::jsonl::AlignedRow;
use duizhao::pipeline::files::{self, FileError, Level, SourcePair};
use duizhao::pipeline::{Parsed, Session};
use duizhao::quantity::CivilDate;
use duizhao::report::{Alarm, DocumentRecord, FactRecord, alarm};
use duizhao::source::{Encoding, Lang, SourceText};

/// What is loaded once for the process.
static SESSION: LazyLock<Session> = LazyLock::new(Session::new);

/// What is to be done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Facts,
    Align,
    Check,
}

impl FromStr for Task {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "facts" => Ok(Self::Facts),
            "align" => Ok(Self::Align),
            "check" => Ok(Self::Check),
            _ => Err(format!("there is no task {name:?}; there are 'facts', 'align' and 'check'")),
        }
    }
}

/// What a document holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content<'a> {
    /// A text that was decoded already.
    Text(&'a str),
    /// The bytes of a file.
    Bytes(&'a [u8]),
}

impl Content<'_> {
    fn read(self, path: &str) -> Result<SourceText, FileError> {
        match self {
            Self::Text(text) => files::read(path, text.as_bytes(), Some(Encoding::Utf8)),
            Self::Bytes(bytes) => files::read(path, bytes, None),
        }
    }
}

/// A bilingual article, or two texts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Input<'a> {
    Article { path: &'a str, content: Content<'a> },
    Two { zh_path: &'a str, zh: Content<'a>, en_path: &'a str, en: Content<'a> },
}

impl<'a> Input<'a> {
    /// The path of the article or of the Chinese text.
    pub(crate) fn path(&self) -> &'a str {
        match *self {
            Self::Article { path, .. } | Self::Two { zh_path: path, .. } => path,
        }
    }

    /// The path of the article or of the English text.
    fn en_path(&self) -> &'a str {
        match *self {
            Self::Article { path, .. } | Self::Two { en_path: path, .. } => path,
        }
    }

    /// What the pair of documents is called.
    pub(crate) fn stem(&self) -> &'a str {
        files::stem(self.path())
    }
}

/// Why an input was not processed, and which of its files is to blame.
pub(crate) type Failure<'a> = (&'a str, FileError);

/// A text and its facts.
pub(crate) struct Facts {
    source: SourceText,
    found: Vec<Fact>,
    date: Option<CivilDate>,
}

impl Facts {
    /// The facts as the command line prints them.
    pub(crate) fn records(&self) -> impl Iterator<Item = FactRecord<'_>> {
        self.found.iter().map(|fact| FactRecord::new(fact, &self.source, self.date))
    }
}

pub(crate) fn facts(path: &str, content: Content<'_>, lang: Option<Lang>) -> Result<Facts, FileError> {
    guarded(|| {
        let source = content.read(path)?;
        let (found, date) = files::facts_of(&source, lang, Some(SESSION.words()))?;
        Ok(Facts { source, found, date })
    })
}

/// A file and what it is made of.
pub(crate) struct Read {
    source: SourceText,
    document: Document,
}

impl Read {
    pub(crate) fn record(&self) -> DocumentRecord<'_> {
        DocumentRecord::new(&self.document, &self.source)
    }
}

pub(crate) fn parse(path: &str, content: Content<'_>) -> Result<Read, FileError> {
    guarded(|| {
        let source = content.read(path)?;
        let document = files::document(&source, None)?;
        Ok(Read { source, document })
    })
}

/// The findings in `input`, which is called `id`.
pub(crate) fn check<'a>(input: &Input<'a>, id: Option<&str>) -> Result<Vec<Alarm>, Failure<'a>> {
    let path = input.path();
    let result = files::guarded(
        || match *input {
            Input::Article { path, content } => {
                let source = content.read(path).map_err(|error| (path, error))?;
                let document = files::bilingual(&source).map_err(|error| (path, error))?;
                Ok(alarms((&source, &document), (&source, &document)))
            }
            Input::Two { zh_path, zh, en_path, en } => {
                let zh = zh.read(zh_path).map_err(|error| (zh_path, error))?;
                let en = en.read(en_path).map_err(|error| (en_path, error))?;
                if files::are_swapped(&zh, &en) {
                    return Err((zh_path, FileError::Swapped));
                }
                let zh_document = files::monolingual(&zh, Lang::Zh).map_err(|error| (zh_path, error))?;
                let en_document = files::monolingual(&en, Lang::En).map_err(|error| (en_path, error))?;
                Ok(alarms((&zh, &zh_document), (&en, &en_document)))
            }
        },
        |fault| (path, fault),
    );
    let mut alarms = result?;
    for alarm in &mut alarms {
        alarm.id = id.map(str::to_owned);
    }
    Ok(alarms)
}

fn alarms(zh: (&SourceText, &Document), en: (&SourceText, &Document)) -> Vec<Alarm> {
    let ((zh, zh_document), (en, en_document)) = (zh, en);
    let zh_parsed = Parsed { text: zh.text(), document: zh_document };
    let walk = SESSION.check(zh_parsed, Parsed { text: en.text(), document: en_document });
    let findings = Policy::default().report(walk.review.findings, zh, en).findings;
    let alarm = |finding: &check::Finding| {
        let fingerprint = check::fingerprint(en.name(), finding, zh.text(), en.text());
        alarm::in_files(finding, zh, en, fingerprint, Ui::En)
    };
    findings.iter().map(alarm).collect()
}

/// Two texts and which of their sentences translate each other.
pub(crate) struct Aligned {
    pair: SourcePair,
    alignment: Alignment,
}

impl Aligned {
    /// Hands the beads to `each` as the command line prints them, in a document called `name`.
    pub(crate) fn for_each_row(&self, level: Level, name: &str, each: impl FnMut(&AlignedRow<'_>)) {
        self.pair.laid(&self.alignment, level).aligned(name).for_each_row(each);
    }
}

pub(crate) fn align<'a>(input: &Input<'a>) -> Result<Aligned, Failure<'a>> {
    let path = input.path();
    files::guarded(
        || {
            let pair = match *input {
                Input::Article { path, content } => {
                    content.read(path).and_then(SourcePair::article).map_err(|error| (path, error))?
                }
                Input::Two { zh_path, zh, en_path, en } => {
                    let zh = zh.read(zh_path).map_err(|error| (zh_path, error))?;
                    let en = en.read(en_path).map_err(|error| (en_path, error))?;
                    SourcePair::two_files(zh, en)
                }
            };
            if pair.empty().is_some() {
                let is_zh = pair.zh.segments.is_empty();
                return Err((if is_zh { path } else { input.en_path() }, FileError::Empty));
            }
            let alignment = pair.align(&pair.aligner(SESSION.aligner()), |_, _| ());
            Ok(Aligned { pair, alignment })
        },
        |fault| (path, fault),
    )
}

fn guarded<T>(work: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    files::guarded(work, |fault| fault)
}
