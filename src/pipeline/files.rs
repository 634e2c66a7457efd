//! From the bytes of a file to its document, and the walk over what was read: all that a shell needs between opening
//! a file and printing records. The shell keeps what is its own: paths, standard streams, configuration, threads.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use super::{ParseError, Parsed, SideWalk};
use crate::align::{self, Aligner};
use crate::bitext::{Alignment, Bead, Block, Document, Segment};
use crate::facts::{self, Fact};
use crate::formats::alignment::{self, AlignedSide};
use crate::formats::article;
#[cfg(feature = "documents")]
use crate::formats::markup::{self, DocxError, MarkupFormat, MarkupText};
use crate::quantity::CivilDate;
use crate::source::{DecodeError, Encoding, Lang, Scripts, SourceText, Span, boundary_before};
use crate::text::{self, Words};

/// Why a file cannot be processed. The path is the caller's to name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Its bytes are no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It sets out to be an article and is none.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// It is no Word document, though it is called one.
    #[cfg(feature = "documents")]
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// There is no text in it.
    #[error("the file is empty")]
    Empty,
    /// It is longer than one document may be.
    #[error("{} MB of text, and one document may have {} MB here: divide it", bytes.div_ceil(1 << 20), limit >> 20)]
    TooLong {
        /// Its length.
        bytes: u64,
        /// How many bytes it may have: [`MOST_TEXT`], [`MOST_MARKUP`] or [`MOST_BYTES`].
        limit: u64,
    },
    /// It has text in the other language alone.
    #[error("no {} text in it: not a bilingual file", lang.name())]
    NoSide {
        /// The language that is missing.
        lang: Lang,
    },
    /// Hardly any of its text is in the other language.
    #[error("hardly any {} in it: not a bilingual file", lang.name())]
    FewOfSide {
        /// The language that is missing.
        lang: Lang,
    },
    /// It was given as the text in one language and is in the other.
    #[error("it is in {}, and was given as the {} text", lang.other().name(), lang.name())]
    OtherLang {
        /// The language it was to be in.
        lang: Lang,
    },
    /// Of two files the Chinese one is in English and the English one in Chinese.
    #[error("the Chinese text is in English and the English one in Chinese")]
    Swapped,
    /// The program itself failed on it.
    #[error("a fault in duizhao itself; this file was not processed. Please report it")]
    Fault,
}

/// Does `work` on one file, and turns a fault of the program itself into an error of this file alone: among a quarter of
/// a million files one must not end the run.
pub fn guarded<T, E>(work: impl FnOnce() -> Result<T, E>, fault: impl FnOnce(FileError) -> E) -> Result<T, E> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(fault(FileError::Fault)))
}

/// What a pair of documents is called after the path of one: the name of the file without its extension.
pub fn stem(path: &str) -> &str {
    Path::new(path).file_stem().and_then(OsStr::to_str).unwrap_or_default()
}

/// Decodes a file in `encoding`, or in its own.
pub fn decode(name: &str, bytes: &[u8], encoding: Option<Encoding>) -> Result<SourceText, DecodeError> {
    match encoding {
        Some(encoding) => SourceText::decode_as(name, bytes, encoding),
        None => SourceText::decode(name, bytes),
    }
}

/// So much of a file tells whether it is worth reading on.
pub const HEAD: usize = 64 << 10;

/// Whether a file that begins with `head`, [`HEAD`] bytes of it, may be one that is read: otherwise its head alone gives
/// the same error as the whole.
pub fn may_be_read(name: &str, head: &[u8], encoding: Option<Encoding>) -> bool {
    if Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx")) {
        return head.starts_with(b"PK");
    }
    encoding.is_some() || !SourceText::is_binary(head)
}

/// The text of a file by its name: an article as it is, Markdown, HTML and DOCX without their markup, any other file as
/// it is.
pub fn read(name: &str, bytes: &[u8], encoding: Option<Encoding>) -> Result<SourceText, FileError> {
    #[cfg(feature = "documents")]
    if MarkupFormat::of_name(name) == Some(MarkupFormat::Docx) {
        let MarkupText { text, roles, .. } = markup::read_docx(bytes)?;
        return Ok(SourceText::new(name, text).with_roles(roles));
    }
    let source = decode(name, bytes, encoding)?;
    #[cfg(feature = "documents")]
    if MarkupFormat::of_name(name).is_some() {
        within(source.text().len() as u64, MOST_MARKUP)?;
    }
    Ok(without_markup(source))
}

/// A decoded file without the markup that its name says it has; an article as it is.
pub fn without_markup(source: SourceText) -> SourceText {
    #[cfg(feature = "documents")]
    if let Some(format) = MarkupFormat::of_name(source.name())
        && !article::is_article(source.text())
    {
        let MarkupText { text, origin, roles, skipped } = match format {
            MarkupFormat::Html => markup::read_html(source.text()),
            _ => markup::read_markdown(source.text()),
        };
        return source.without_markup(text, origin, skipped).with_roles(roles);
    }
    source
}

/// The blocks of a file: of a bilingual article, or of plain text in `lang` or what its script tells.
pub fn document(source: &SourceText, lang: Option<Lang>) -> Result<Document, ParseError> {
    if lang.is_some() && !article::has_halves(source.text()) {
        return Ok(super::parse_lines(source.text(), source.roles(), lang));
    }
    super::parse_any(source.text(), source.roles())
}

/// How many bytes of text one document may have to be laid beside a translation: ten times a work of many volumes. Aligning and
/// checking take some forty times as much memory, and up to a hundred where nearly every word is a number.
pub const MOST_TEXT: u64 = 64 << 20;

/// How many bytes a file in markup may have.
pub const MOST_MARKUP: u64 = 256 << 20;

/// How many bytes a file may have that is read as one document, whatever is done with it.
pub const MOST_BYTES: u64 = 1 << 30;

/// An error when a document of so many bytes is longer than `limit`.
pub fn within(bytes: u64, limit: u64) -> Result<(), FileError> {
    if bytes > limit { Err(FileError::TooLong { bytes, limit }) } else { Ok(()) }
}

/// An error when a text is too long to be laid beside a translation.
pub fn may_be_aligned(source: &SourceText) -> Result<(), FileError> {
    within(source.text().len() as u64, MOST_TEXT)
}

/// The blocks of a file that has text in both languages.
pub fn bilingual(source: &SourceText) -> Result<Document, FileError> {
    may_be_aligned(source)?;
    let document = document(source, None)?;
    let text = source.text();
    let missing = [Lang::Zh, Lang::En].into_iter().find(|&lang| document.blocks_of(lang).next().is_none());
    match missing {
        Some(_) if text.trim().is_empty() => Err(FileError::Empty),
        // Half an article says what it lacks.
        Some(_) if article::is_half(text) && !article::has_halves(text) => {
            Err(article::parse(text).map_err(ParseError::from).err().map_or(FileError::Empty, FileError::from))
        }
        Some(lang) if Scripts::of(text).has(lang) => Err(FileError::FewOfSide { lang }),
        Some(lang) => Err(FileError::NoSide { lang }),
        None => Ok(document),
    }
}

/// The blocks of a file that is to be read as `lang`.
pub fn monolingual(source: &SourceText, lang: Lang) -> Result<Document, FileError> {
    may_be_aligned(source)?;
    if !article::has_halves(source.text()) && is_in_other(source.text(), lang) {
        return Err(FileError::OtherLang { lang });
    }
    let document = document(source, Some(lang))?;
    if document.blocks_of(lang).next().is_none() {
        return Err(FileError::Empty);
    }
    Ok(document)
}

/// Whether `text`, which is to be in `lang`, is in the other language. Text of which a quarter is translated is not, nor
/// is Chinese full of names in Latin letters.
fn is_in_other(text: &str, lang: Lang) -> bool {
    /// Less text than this tells nothing: Chinese characters, Latin letters.
    const LEAST: (usize, usize) = (10, 40);
    let Scripts { han, latin } = Scripts::of(text);
    match lang {
        Lang::Zh => latin >= LEAST.1 && latin > 20 * han,
        Lang::En => han >= LEAST.0 && han > latin,
    }
}

/// Whether a Chinese file is in English and the English one that goes with it in Chinese.
pub fn are_swapped(zh: &SourceText, en: &SourceText) -> bool {
    let is_in = |source: &SourceText, lang| text::lang_of(source.text()) == Some(lang);
    is_in(zh, Lang::En) && is_in(en, Lang::Zh)
}

/// The facts of a file in file order, both sides of an article unless one was `chosen`; and the date they are read by.
/// With `words` it is also told what each is about.
pub fn facts_of(
    source: &SourceText,
    chosen: Option<Lang>,
    words: Option<&Words>,
) -> Result<(Vec<Fact>, Option<CivilDate>), ParseError> {
    let mut all = Vec::new();
    let date = each_facts_of(source, chosen, words, |mut found, _| all.append(&mut found))?;
    Ok((all, date))
}

/// The same piece by piece: `take` is given the facts of one piece of the file after the other, with the date they are read by,
/// so that those of a large file need not be held at once.
pub fn each_facts_of(
    source: &SourceText,
    chosen: Option<Lang>,
    words: Option<&Words>,
    mut take: impl FnMut(Vec<Fact>, Option<CivilDate>),
) -> Result<Option<CivilDate>, ParseError> {
    let text = source.text();
    let document = document(source, chosen)?;
    let of = |within: &Document| {
        let mut found = Vec::new();
        for lang in [Lang::En, Lang::Zh] {
            if chosen.is_none_or(|chosen| chosen == lang) {
                let mut facts = super::facts(Parsed { text, document: within }, lang, document.date);
                if let Some(words) = words {
                    about(text, within, lang, &mut facts, words);
                }
                found.append(&mut facts);
            }
        }
        found.sort_by_key(|fact| fact.span);
        found
    };
    if text.len() <= PIECE {
        take(of(&document), document.date);
        return Ok(document.date);
    }
    let mut blocks = document.blocks.iter().flat_map(|block| pieces(text, block)).peekable();
    while blocks.peek().is_some() {
        let mut within = Document::default();
        let mut bytes = 0;
        while let Some(block) = blocks.next_if(|block| bytes == 0 || bytes + block.span.len() <= PIECE) {
            bytes += block.span.len();
            within.blocks.push(block);
        }
        take(of(&within), document.date);
    }
    Ok(document.date)
}

/// So much of a text, in bytes, is read for its facts at once.
const PIECE: usize = 1 << 20;

/// A block in pieces of at most [`PIECE`], cut where its sentences or clauses end if they do.
fn pieces(text: &str, block: &Block) -> impl Iterator<Item = Block> {
    let block = *block;
    let mut rest = block.span;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.end;
        if rest.len() > PIECE {
            let most = boundary_before(text, rest.start + PIECE);
            let near = text.get(boundary_before(text, most - PIECE / 8)..most).unwrap_or_default();
            let after = |marks: &[char]| {
                let mark = near.char_indices().rev().find(|(_, c)| marks.contains(c))?;
                Some(most - near.len() + mark.0 + mark.1.len_utf8())
            };
            end = after(&['\n', '。', '！', '？']).or_else(|| after(&['；', '，', '、', ' '])).unwrap_or(most);
        }
        let piece = Block { span: Span::new(rest.start, end), ..block };
        rest.start = end;
        Some(piece)
    })
}

/// Says of the facts of `within`, blocks of `text` in file order, what they are about.
fn about(text: &str, within: &Document, lang: Lang, facts: &mut [Fact], words: &Words) {
    let whole = within.blocks.iter().map(|block| block.span).reduce(Span::join).unwrap_or_default();
    if text.len() <= PIECE {
        return facts::about(text, lang, facts, words);
    }
    for fact in facts.iter_mut() {
        *fact = fact.relocated(|span| Span::new(span.start - whole.start, span.end - whole.start));
    }
    facts::about(whole.of(text), lang, facts, words);
    for fact in facts {
        *fact = fact.shifted(whole.start);
    }
}

/// What a bead is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[expect(missing_docs, reason = "the names say it, and the help prints them alone")]
pub enum Level {
    Paragraph,
    Sentence,
}

/// Two texts that were read in order to be aligned. In an article both sides are the same text.
#[derive(Debug)]
pub struct SourcePair {
    zh_source: SourceText,
    en_source: Option<SourceText>,
    /// The Chinese side.
    pub zh: SideWalk,
    /// The English side.
    pub en: SideWalk,
    /// The file's own glossary.
    terms: Vec<(String, String)>,
}

impl SourcePair {
    /// Both sides of an article.
    pub fn article(source: SourceText) -> Result<Self, FileError> {
        let document = bilingual(&source)?;
        let parsed = Parsed { text: source.text(), document: &document };
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| super::side(parsed, lang, document.date));
        let surface = |span: crate::source::Span| span.of(source.text()).to_owned();
        let terms = document.terms.iter().map(|&(zh, en)| (surface(zh), surface(en))).collect();
        Ok(Self { zh_source: source, en_source: None, zh, en, terms })
    }

    /// A Chinese text and an English one.
    pub fn two_files(zh: SourceText, en: SourceText) -> Self {
        let zh_document = super::parse_lines(zh.text(), zh.roles(), Some(Lang::Zh));
        let en_document = super::parse_lines(en.text(), en.roles(), Some(Lang::En));
        let date = zh_document.date.or(en_document.date);
        let zh_side = super::side(Parsed { text: zh.text(), document: &zh_document }, Lang::Zh, date);
        let en_side = super::side(Parsed { text: en.text(), document: &en_document }, Lang::En, date);
        Self { zh_source: zh, en_source: Some(en), zh: zh_side, en: en_side, terms: Vec::new() }
    }

    /// Two texts that are cut into sentences already, one a line.
    pub fn presegmented(zh: SourceText, en: SourceText) -> Self {
        let zh_side = super::presegmented(zh.text(), Lang::Zh, None);
        let en_side = super::presegmented(en.text(), Lang::En, None);
        Self { zh_source: zh, en_source: Some(en), zh: zh_side, en: en_side, terms: Vec::new() }
    }

    /// The text of the Chinese side.
    pub fn zh_text(&self) -> &str {
        self.zh_source.text()
    }

    /// The text of the English side.
    pub fn en_text(&self) -> &str {
        self.en_source.as_ref().unwrap_or(&self.zh_source).text()
    }

    /// The aligner with what the file itself says about its terms.
    pub fn aligner<'a>(&self, aligner: &'a Aligner) -> Cow<'a, Aligner> {
        if self.terms.is_empty() {
            return Cow::Borrowed(aligner);
        }
        Cow::Owned(aligner.with_terms(self.terms.iter().map(|(zh, en)| (zh.as_str(), en.as_str()))))
    }

    /// The file that has no text in it, if one has none.
    pub fn empty(&self) -> Option<&SourceText> {
        match (self.zh.segments.is_empty(), self.en.segments.is_empty()) {
            (true, _) => Some(&self.zh_source),
            (false, true) => Some(self.en_source.as_ref().unwrap_or(&self.zh_source)),
            (false, false) => None,
        }
    }

    /// Which sentences translate each other. `aligner` is this pair's own; `watch` is told how many of the Chinese
    /// sentences are done, of how many.
    pub fn align(&self, aligner: &Aligner, mut watch: impl FnMut(usize, usize)) -> Alignment {
        let total = self.zh.segments.len();
        aligner.align_watched(&self.zh.of(self.zh_text()), &self.en.of(self.en_text()), |done| watch(done, total))
    }

    /// The alignment in pieces of `level`.
    pub fn laid<'a>(&'a self, alignment: &'a Alignment, level: Level) -> Laid<'a> {
        let (zh, en) = (self.zh.segments.as_slice(), self.en.segments.as_slice());
        let (zh, en, beads) = match level {
            Level::Sentence => (zh.into(), en.into(), alignment.beads.as_slice().into()),
            Level::Paragraph => {
                let paragraphs = align::paragraphs(alignment, zh, en);
                (align::blocks(zh).into(), align::blocks(en).into(), paragraphs.beads.into())
            }
        };
        Laid { pair: self, zh, en, beads }
    }
}

/// An alignment in pieces of one level, ready to be written.
#[derive(Debug)]
pub struct Laid<'a> {
    pair: &'a SourcePair,
    zh: Cow<'a, [Segment]>,
    en: Cow<'a, [Segment]>,
    beads: Cow<'a, [Bead]>,
}

impl Laid<'_> {
    /// What the formats of alignments write, under the name `name`.
    pub fn aligned<'a>(&'a self, name: &'a str) -> alignment::Aligned<'a> {
        let side = |text, segments| AlignedSide { text, segments };
        let (zh, en) = (side(self.pair.zh_text(), &self.zh), side(self.pair.en_text(), &self.en));
        alignment::Aligned { name, zh, en, beads: &self.beads }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_to_be_aligned_says_how_long_it_is() {
        let text = "棉花 cotton\n".repeat(1 + usize::try_from(MOST_TEXT).unwrap() / 14);
        let source = SourceText::new("x.txt", text);
        for read in [bilingual(&source), monolingual(&source, Lang::Zh)] {
            let error = read.unwrap_err();
            assert_eq!(error.to_string(), "65 MB of text, and one document may have 64 MB here: divide it");
        }
    }
}
