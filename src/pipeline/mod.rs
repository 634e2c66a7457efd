//! The walk, written out once: what the command line, and any other shell around the library, goes through.
//!
//! bytes → Document → blocks → sentences → facts → Alignment → findings. Each function takes plain values and returns
//! plain values; [`Session`] owns what is loaded once, on first need, and shared.
//!
//! ```
//! use duizhao::pipeline::{self, Session};
//!
//! let text = "Title: Harvest\nDate: 1954-06-30\n\nThe harvest was 320,000 tons.\n\n<hr />\n\nOriginal:\n\n### 丰收\n\n1954-06-30\n\n    收获了三十二万吨。\n";
//! let document = pipeline::parse(text)?;
//! let article = pipeline::Parsed { text, document: &document };
//! let checked = Session::new().check(article, article);
//! assert!(checked.alignment.covers(checked.zh.segments.len(), checked.en.segments.len()));
//! # Ok::<(), pipeline::ParseError>(())
//! ```

pub mod files;

use std::sync::OnceLock;

use crate::align::{Aligner, SideText};
use crate::bitext::{Alignment, BlockKind, Document, Segment};
use crate::check::{self, Bitext, Glossary, Heads, Outline, Review, Terms, Verdict};
use crate::facts::{self, Context, Fact};
use crate::formats::article::{self, ArticleError};
use crate::formats::{comments, interleaved, signposts, txt};
use crate::quantity::CivilDate;
use crate::source::{Lang, LineRoles, Span};
use crate::text::{self, Unwrapped, Words};

/// Why a text is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// It sets out to be a bilingual article and is none.
    #[error(transparent)]
    Article(#[from] ArticleError),
}

/// A text and what was read from it.
#[derive(Debug, Clone, Copy)]
pub struct Parsed<'a> {
    /// The text; all spans are in it.
    pub text: &'a str,
    /// Its blocks.
    pub document: &'a Document,
}

/// One side of a bitext on its way: its segments and its facts.
#[derive(Debug, Clone, Default)]
pub struct SideWalk {
    /// The segments in order.
    pub segments: Vec<Segment>,
    /// The facts in order.
    pub facts: Vec<Fact>,
}

impl SideWalk {
    /// The side together with the text it is in.
    pub fn of<'a>(&'a self, text: &'a str) -> SideText<'a> {
        SideText { text, segments: &self.segments, facts: &self.facts }
    }

    /// Appends a side whose text begins at byte `start`.
    fn append(&mut self, other: Self, start: usize) {
        let block = self.segments.last().map_or(0, |last| last.block + 1);
        let moved =
            |segment: Segment| Segment { span: segment.span.shifted(start), block: segment.block + block, ..segment };
        self.segments.extend(other.segments.into_iter().map(moved));
        self.facts.extend(other.facts.into_iter().map(|fact| fact.shifted(start)));
    }
}

/// Both sides, aligned.
#[derive(Debug, Clone, Default)]
pub struct Aligned {
    /// The Chinese side.
    pub zh: SideWalk,
    /// The English side.
    pub en: SideWalk,
    /// Which segments translate each other.
    pub alignment: Alignment,
}

/// Both sides, aligned and checked.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The Chinese side.
    pub zh: SideWalk,
    /// The English side.
    pub en: SideWalk,
    /// Which segments translate each other.
    pub alignment: Alignment,
    /// What does not agree.
    pub review: Review,
}

/// What is loaded once and shared by all documents. Making one is free; each part is loaded when it is first needed.
#[derive(Default)]
pub struct Session {
    glossary: Option<Glossary>,
    aligner: OnceLock<Aligner>,
    words: OnceLock<Words>,
}

impl Session {
    /// A session with nothing loaded.
    pub fn new() -> Self {
        Self::default()
    }

    /// A session that holds translations to a glossary.
    #[must_use]
    pub fn with_glossary(self, glossary: Glossary) -> Self {
        Self { glossary: Some(glossary), ..self }
    }

    /// The aligner with its evidence.
    pub fn aligner(&self) -> &Aligner {
        self.aligner.get_or_init(Aligner::new)
    }

    /// The dictionary of Chinese words; 0.1–0.2 s and 33 MB at the first call.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(Words::new)
    }

    /// Aligns the Chinese of one document with the English of another, or of the same when the file is bilingual.
    pub fn align(&self, zh: Parsed<'_>, en: Parsed<'_>) -> Aligned {
        let date = date_of(zh, en);
        let (zh_side, en_side) = (side(zh, Lang::Zh, date), side(en, Lang::En, date));
        // The list of an article is of both texts only when they are one file.
        let terms = if std::ptr::eq(zh.document, en.document) { zh.document.terms.as_slice() } else { &[] };
        let (zh_text, en_text) = (zh_side.of(zh.text), en_side.of(en.text));
        let alignment = if terms.is_empty() {
            self.aligner().align(&zh_text, &en_text)
        } else {
            let terms = terms.iter().map(|(term, english)| (term.of(zh.text), english.of(en.text)));
            self.aligner().with_terms(terms).align(&zh_text, &en_text)
        };
        Aligned { zh: zh_side, en: en_side, alignment }
    }

    /// Checks pairs as [`check_pairs`] does, and their terms and names.
    pub fn check_pairs(&self, pairs: &[(&str, &str)], date: Option<CivilDate>) -> JoinedPairs {
        let mut joined = check_pairs(pairs, date);
        let alignment = joined.alignment();
        let (zh, en) = (joined.zh.of(&joined.zh_text), joined.en.of(&joined.en_text));
        let terms = Terms { glossary: self.glossary.as_ref(), entities: &[] };
        let found = check::check_terms(&Bitext { zh, en, alignment: &alignment, date }, terms);
        joined.review.add(found);
        joined
    }

    /// Aligns and checks the Chinese of one document against the English of another, or of the same.
    pub fn check(&self, zh: Parsed<'_>, en: Parsed<'_>) -> Checked {
        let Aligned { zh: zh_side, en: en_side, alignment } = self.align(zh, en);
        let bitext =
            Bitext { zh: zh_side.of(zh.text), en: en_side.of(en.text), alignment: &alignment, date: date_of(zh, en) };
        // The list of an article is of both texts only when they are one file.
        let entities = if std::ptr::eq(zh.document, en.document) { zh.document.terms.as_slice() } else { &[] };
        let terms = Terms { glossary: self.glossary.as_ref(), entities };
        let outline = Outline { zh: &zh.document.levels, en: &en.document.levels };
        let review = check::check_document(&bitext, terms, heads(zh, en), outline);
        Checked { zh: zh_side, en: en_side, alignment, review }
    }
}

/// The day both documents are of: the Chinese one's, else the English one's.
fn date_of(zh: Parsed<'_>, en: Parsed<'_>) -> Option<CivilDate> {
    zh.document.date.or(en.document.date)
}

/// What the heads of both documents say.
fn heads(zh: Parsed<'_>, en: Parsed<'_>) -> Heads {
    let day = |parsed: Parsed<'_>, span: Option<Span>| {
        let span = span?;
        Some((span, CivilDate::parse_iso(span.of(parsed.text))?))
    };
    let dates = day(zh, zh.document.zh.date).zip(day(en, en.document.en.date));
    let dates = dates.filter(|(zh, en)| zh.1 != en.1).map(|(zh, en)| (zh.0, en.0));
    let says =
        |parsed: Parsed<'_>, span: Option<Span>| span.is_some_and(|span| !span.of(parsed.text).trim().is_empty());
    let en_author = says(en, en.document.en.author);
    let zh_column = says(zh, zh.document.zh.column) && !says(en, en.document.en.column);
    Heads { dates, en_author, zh_column }
}

/// Reads the blocks of `text`: of a bilingual article when it has two halves, else of plain text in both languages when
/// they take turns, or in the one that its script tells (English when it has no letters).
pub fn parse(text: &str) -> Result<Document, ParseError> {
    parse_any(text, &LineRoles::default())
}

/// The same of a text whose markup says what its lines are.
fn parse_any(text: &str, roles: &LineRoles) -> Result<Document, ParseError> {
    let mut document = match article::parse(text) {
        Err(ArticleError::NoOriginal { .. } | ArticleError::Empty) => return Ok(parse_lines(text, roles, None)),
        read => read?,
    };
    comments::set_aside(text, &mut document);
    signposts::set_aside(text, &mut document);
    Ok(document)
}

/// Reads the blocks of a plain text in `lang`; without one, in both languages when they take turns, else in the language
/// that its script tells. The header of half an article is none of its text.
pub fn parse_plain(text: &str, lang: Option<Lang>) -> Document {
    parse_lines(text, &LineRoles::default(), lang)
}

/// The same of a text whose markup says what its lines are.
fn parse_lines(text: &str, roles: &LineRoles, lang: Option<Lang>) -> Document {
    let by_turns = if lang.is_none() { interleaved::parse_lines(text, roles) } else { None };
    let mut document = by_turns.unwrap_or_else(|| {
        let lang = lang.or_else(|| text::lang_of(text)).unwrap_or(Lang::En);
        if article::is_half(text) { article::parse_half(text, lang) } else { txt::parse_lines(text, roles, lang) }
    });
    comments::set_aside(text, &mut document);
    signposts::set_aside(text, &mut document);
    document
}

/// One side of a document: its segments, and its facts as of `date`.
pub fn side(parsed: Parsed<'_>, lang: Lang, date: Option<CivilDate>) -> SideWalk {
    SideWalk { segments: segments(parsed, lang), facts: facts(parsed, lang, date) }
}

/// The segments of the blocks in `lang`: sentences of running text; headlines, datelines and rows as they are.
pub fn segments(parsed: Parsed<'_>, lang: Lang) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (block, of) in parsed.document.blocks_of(lang).enumerate() {
        let segment = |span| Segment { span, block, kind: of.kind };
        match of.kind {
            BlockKind::Headline | BlockKind::Dateline | BlockKind::Byline | BlockKind::TableRow => {
                segments.push(segment(of.span));
            }
            BlockKind::Paragraph
            | BlockKind::Verse
            | BlockKind::ListItem
            | BlockKind::Note
            | BlockKind::RunningHead => {
                let sentences = text::sentences(of.span.of(parsed.text), lang);
                segments.extend(sentences.into_iter().map(|span| segment(span.shifted(of.span.start))));
            }
        }
    }
    segments
}

/// The facts of the blocks in `lang`, as of `date`. Each block is read as if no line were broken in it.
pub fn facts(parsed: Parsed<'_>, lang: Lang, date: Option<CivilDate>) -> Vec<Fact> {
    let mut found = Vec::new();
    for block in parsed.document.blocks_of(lang) {
        let unwrapped = Unwrapped::new(block.span.of(parsed.text), lang);
        let reading = facts::read(unwrapped.text(), lang, Context { date });
        let place = |span| unwrapped.locate(span).shifted(block.span.start);
        found.extend(reading.facts.into_iter().map(|fact| fact.relocated(place)));
    }
    found
}

/// A text that is cut already: each line a segment, blank lines part paragraphs.
pub fn presegmented(text: &str, lang: Lang, date: Option<CivilDate>) -> SideWalk {
    let mut side = SideWalk::default();
    let (mut block, mut start) = (0, 0);
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if span.is_empty() {
            block += usize::from(side.segments.last().is_some_and(|last| last.block == block));
            continue;
        }
        side.segments.push(Segment { span, block, kind: BlockKind::Paragraph });
        let reading = facts::read(span.of(text), lang, Context { date });
        side.facts.extend(reading.facts.into_iter().map(|fact| fact.shifted(span.start)));
    }
    side
}

/// Pairs that stand together, joined into one bitext so that each can see what the others say.
#[derive(Debug, Clone, Default)]
pub struct JoinedPairs {
    /// The Chinese strings, a line end after each.
    pub zh_text: String,
    /// The English strings, a line end after each.
    pub en_text: String,
    /// One segment a pair.
    pub zh: SideWalk,
    /// One segment a pair.
    pub en: SideWalk,
    /// What the check found; spans are in the joined texts.
    pub review: Review,
}

impl JoinedPairs {
    /// How the pairs correspond: one to one.
    pub fn alignment(&self) -> Alignment {
        Alignment::one_to_one(self.zh.segments.len())
    }

    /// Appends `other`, which does not stand together with these pairs: what was found stays as it is.
    pub fn append(&mut self, other: Self) {
        let (zh_bytes, en_bytes) = (self.zh_text.len(), self.en_text.len());
        let (zh_facts, en_facts) = (self.zh.facts.len(), self.en.facts.len());
        self.zh_text.push_str(&other.zh_text);
        self.en_text.push_str(&other.en_text);
        self.zh.append(other.zh, zh_bytes);
        self.en.append(other.en, en_bytes);
        self.review.tally.add(&other.review.tally);
        let findings = other.review.findings.into_iter().map(|finding| finding.shifted(zh_bytes, en_bytes));
        self.review.findings.extend(findings);
        let verdicts = other.review.verdicts.into_iter().map(|verdict| Verdict {
            zh: verdict.zh.map(|at| at + zh_facts),
            en: verdict.en.map(|at| at + en_facts),
            ..verdict
        });
        self.review.verdicts.extend(verdicts);
    }

    /// Which pair the place `span` of a joined text belongs to, and where in it.
    pub fn locate(&self, lang: Lang, span: Span) -> Option<(usize, Span)> {
        let segments = match lang {
            Lang::Zh => &self.zh.segments,
            Lang::En => &self.en.segments,
        };
        let pair = segments.partition_point(|segment| segment.span.start <= span.start).checked_sub(1)?;
        let start = segments.get(pair)?.span.start;
        Some((pair, Span::new(span.start - start, span.end.max(span.start) - start)))
    }
}

/// Checks pairs that are aligned already. Pairs given in one call stand together: a figure that one of them lacks may be
/// told by another.
pub fn check_pairs(pairs: &[(&str, &str)], date: Option<CivilDate>) -> JoinedPairs {
    fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
        texts.enumerate().map(|(block, text)| (text, block)).collect()
    }
    let [zh, en] = [numbered(pairs.iter().map(|pair| pair.0)), numbered(pairs.iter().map(|pair| pair.1))];
    check_sentences(&zh, &en, &Alignment::one_to_one(pairs.len()), date)
}

/// Checks sentences, each with the paragraph it stands in, that are aligned already. They stand together as the pairs of
/// [`check_pairs`] do.
pub fn check_sentences(
    zh: &[(&str, usize)],
    en: &[(&str, usize)],
    alignment: &Alignment,
    date: Option<CivilDate>,
) -> JoinedPairs {
    let (zh_text, zh) = join(zh, Lang::Zh, date);
    let (en_text, en) = join(en, Lang::En, date);
    let bitext = Bitext { zh: zh.of(&zh_text), en: en.of(&en_text), alignment, date };
    let review = check::check(&bitext);
    JoinedPairs { zh_text, en_text, zh, en, review }
}

/// Joins texts of one language and reads the facts of each on its own.
fn join(texts: &[(&str, usize)], lang: Lang, date: Option<CivilDate>) -> (String, SideWalk) {
    let (mut joined, mut side) = (String::new(), SideWalk::default());
    for &(text, block) in texts {
        let start = joined.len();
        joined.push_str(text);
        side.segments.push(Segment { span: Span::new(start, joined.len()), block, kind: BlockKind::Paragraph });
        let reading = facts::read(text, lang, Context { date });
        side.facts.extend(reading.facts.into_iter().map(|fact| fact.shifted(start)));
        joined.push('\n');
    }
    (joined, side)
}
