//! What the XML formats share: events with their places, text with inline codes, errors, escaping.

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::traced::Traced;
use crate::source::{CharIndex, LineIndex, Place, Span};

/// What is wrong in an XML file, and where. Everything before the place was read, and what follows too where it can be
/// told what it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {fault}", place.line, place.column)]
pub struct XmlError {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub fault: XmlFault,
}

/// What is wrong in an XML file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum XmlFault {
    /// Not well-formed: nothing after the place can be read.
    #[error("not well-formed XML: {what}")]
    NotWellFormed {
        /// What the parser says.
        what: String,
    },
    /// The file ends where an element is open.
    #[error("<{element}> begins here and is never closed: the file was cut short")]
    Unclosed {
        /// The innermost open element.
        element: String,
    },
    /// Another format, or none.
    #[error("the first element of {format} is <{wanted}>, not <{found}>")]
    OtherFormat {
        /// The format expected.
        format: &'static str,
        /// The element expected.
        wanted: &'static str,
        /// The element found.
        found: String,
    },
    /// No element at all.
    #[error("the file holds no <{wanted}>")]
    Empty {
        /// The element expected.
        wanted: &'static str,
    },
    /// A reference to an entity that the file declares itself, or that nothing declares.
    #[error("the entity &{name}; is not expanded, since no document of this kind has any; the file was not read")]
    Entity {
        /// Its name.
        name: String,
    },
    /// A text whose language is not said.
    #[error("<{element}> has no language; it was left out")]
    NoLanguage {
        /// The element.
        element: &'static str,
    },
    /// A link that names no sentences.
    #[error("<link> has no xtargets of two lists parted by a semicolon")]
    BadLink,
    /// More texts of one language in one unit than are read.
    #[error("more than {limit} texts of one language in one unit; the rest was left out")]
    TooMany {
        /// How many are read.
        limit: usize,
    },
}

/// How an element inside a text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inline {
    /// What it encloses is text.
    Text,
    /// What it encloses is native code, which formats the text around it: `<b>`.
    Code,
    /// It stands for something in the text that is not known: a line break, a picture, a variable.
    Placeholder,
}

/// The events of one file with the byte at which each begins.
pub(super) struct Events<'a> {
    text: &'a str,
    /// The byte at which the reader began.
    begins: usize,
    reader: Reader<&'a [u8]>,
    /// Where the elements that are open begin.
    open: Vec<usize>,
    /// Built for the first error; with both, a place takes no time however long its line is.
    index: Option<(LineIndex, CharIndex)>,
}

impl<'a> Events<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        // The reader drops a byte-order mark without counting it.
        let body = text.trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(body);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // "AT&T" is not XML, but there is no doubt what it means.
        config.allow_dangling_amp = true;
        Self { text, begins: text.len() - body.len(), reader, open: Vec::new(), index: None }
    }

    /// The next event and the byte it begins at; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Event<'a>)>, XmlError> {
        let at = self.position();
        match self.reader.read_event() {
            Ok(Event::Eof) => match self.open.pop() {
                Some(start) => {
                    let rest = self.text.get(start..).unwrap_or_default().trim_start_matches('<');
                    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
                    let element = name.unwrap_or_default().chars().take(40).collect();
                    self.open.clear();
                    Err(self.error(start, XmlFault::Unclosed { element }))
                }
                None => Ok(None),
            },
            Ok(event) => {
                match event {
                    Event::Start(_) => self.open.push(at),
                    Event::End(_) => drop(self.open.pop()),
                    _ => {}
                }
                Ok(Some((at, event)))
            }
            Err(error) => {
                let at = usize::try_from(self.reader.error_position()).map_or(at, |at| at + self.begins);
                self.open.clear();
                Err(self.error(at, XmlFault::NotWellFormed { what: error.to_string() }))
            }
        }
    }

    /// How many elements are open, the one just begun among them.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// An error at byte `at`.
    pub(super) fn error(&mut self, at: usize, fault: XmlFault) -> XmlError {
        let text = self.text;
        let (lines, chars) = self.index();
        let line = lines.line_of(at);
        let (start, at) = (chars.offset(text, lines.start(line)), chars.offset(text, at));
        XmlError { place: Place { line: line + 1, column: at.0.saturating_sub(start.0) + 1 }, fault }
    }

    /// The line of byte `at`, from 1.
    pub(super) fn line(&mut self, at: usize) -> usize {
        self.index().0.line_of(at) + 1
    }

    fn index(&mut self) -> &(LineIndex, CharIndex) {
        self.index.get_or_insert_with(|| (LineIndex::new(self.text), CharIndex::new(self.text)))
    }

    /// Reads up to the first element and checks its name.
    pub(super) fn expect_root(
        &mut self,
        format: &'static str,
        wanted: &'static str,
    ) -> Result<BytesStart<'a>, XmlError> {
        while let Some((at, event)) = self.next()? {
            if let Event::Start(start) = event {
                if start.local_name().into_inner() == wanted {
                    return Ok(start);
                }
                let found = start.local_name().into_inner().chars().take(40).collect();
                return Err(self.error(at, XmlFault::OtherFormat { format, wanted, found }));
            }
        }
        Err(self.error(self.text.len(), XmlFault::Empty { wanted }))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).map_or(usize::MAX, |at| at.saturating_add(self.begins))
    }

    /// Reads the content of an element whose start was just read, up to its end: its text, and where each piece of it
    /// stands. Two letters or digits with a placeholder between them are kept apart by a space: `200<ph/>300` is not
    /// 200300.
    pub(super) fn content(&mut self, inline: impl Fn(&str) -> Inline) -> Result<Traced, XmlError> {
        self.content_with_words(inline, "", &mut Vec::new())
    }

    /// The same, with the text of each element `word` in `words` besides.
    pub(super) fn content_with_words(
        &mut self,
        inline: impl Fn(&str) -> Inline,
        word: &str,
        words: &mut Vec<String>,
    ) -> Result<Traced, XmlError> {
        let mut content = Content::default();
        let outside = self.depth();
        // The depth and the start of the code that hides what it encloses.
        let mut hidden: Option<(usize, usize, Inline)> = None;
        let mut word_start = 0;
        while let Some((at, event)) = self.next()? {
            match event {
                Event::Start(start) => {
                    let name = start.local_name().into_inner();
                    if name == word {
                        word_start = content.traced.text.len();
                    }
                    if hidden.is_none() {
                        let kind = inline(name);
                        if name == "cp" {
                            content.push_escape(code_point(&start), at, self.position());
                        }
                        if kind != Inline::Text {
                            hidden = Some((self.depth(), at, kind));
                        }
                    }
                }
                Event::End(_) if self.depth() < outside => return Ok(content.traced),
                Event::End(end) => {
                    if end.local_name().into_inner() == word {
                        words.push(content.traced.text.get(word_start..).unwrap_or_default().to_owned());
                        word_start = content.traced.text.len();
                    }
                    if let Some((depth, start, kind)) = hidden
                        && self.depth() < depth
                    {
                        hidden = None;
                        if kind == Inline::Placeholder {
                            content.placeholder = Some(Span::new(start, self.position().max(start)));
                        }
                    }
                }
                Event::Text(piece) if hidden.is_none() => content.push(&piece, at),
                Event::CData(piece) if hidden.is_none() => content.push(&piece, at + "<![CDATA[".len()),
                Event::GeneralRef(reference) if hidden.is_none() => match resolve(&reference) {
                    Some(c) => content.push_escape(c, at, self.position()),
                    // Entities that a file declares itself stay as they are written: nothing is fetched and nothing
                    // grows.
                    None => content.push(self.text.get(at..self.position()).unwrap_or_default(), at),
                },
                _ => {}
            }
        }
        Ok(content.traced)
    }
}

/// A text while its pieces come in.
#[derive(Default)]
struct Content {
    traced: Traced,
    /// A placeholder that nothing follows yet.
    placeholder: Option<Span>,
}

impl Content {
    fn part(&mut self, next: char) {
        if let Some(written) = self.placeholder.take()
            && next.is_alphanumeric()
            && self.traced.text.ends_with(char::is_alphanumeric)
        {
            self.traced.push_escape(" ", written);
        }
    }

    /// Text as it stands in the file; a line end of two characters is one line feed ("End-of-Line Handling").
    fn push(&mut self, piece: &str, mut at: usize) {
        let Some(first) = piece.chars().next() else { return };
        self.part(first);
        let mut rest = piece;
        while let Some(line_end) = memchr::memchr(b'\r', rest.as_bytes()) {
            let (before, after) = rest.split_at(line_end);
            self.traced.push(before, at);
            let length = if after.starts_with("\r\n") { 2 } else { 1 };
            at += line_end;
            self.traced.push_escape("\n", Span::new(at, at + length));
            at += length;
            rest = after.get(length..).unwrap_or_default();
        }
        self.traced.push(rest, at);
    }

    fn push_escape(&mut self, c: char, start: usize, end: usize) {
        self.part(c);
        self.traced.push_escape(c.encode_utf8(&mut [0; 4]), Span::new(start, end.max(start)));
    }
}

/// What a reference stands for: one of the five entities of XML, or a character by its number.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// XLIFF's `<cp hex="001F"/>`: a character that XML cannot hold.
fn code_point(start: &BytesStart<'_>) -> char {
    let code = attribute(start, "hex").and_then(|hex| u32::from_str_radix(hex.trim(), 16).ok());
    code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The value of the attribute `name`; `lang` is `xml:lang` too.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    // Their check for doubles takes quadratic time.
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| {
        let key = attribute.key.into_inner();
        key == name || (name == "lang" && key == "xml:lang")
    })?;
    Some(value_of(&found))
}

/// The value of an attribute; as it is written where it has a reference that cannot be resolved.
fn value_of(attribute: &Attribute<'_>) -> String {
    attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_or_else(|_| attribute.value.clone().into_owned(), std::borrow::Cow::into_owned)
}

/// The value of an attribute that names something for people, cut where it is longer than a name is: it is kept once
/// for each unit.
pub(super) fn name_attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let mut value = attribute(start, name)?;
    if let Some((end, _)) = value.char_indices().nth(LONGEST) {
        value.truncate(end);
        value.push('…');
    }
    Some(value)
}

/// XML while it is written: characters that XML 1.0 cannot hold become U+FFFD and are counted.
#[derive(Debug, Default)]
pub(super) struct XmlText {
    pub(super) out: String,
    pub(super) replaced: usize,
}

impl XmlText {
    /// Appends markup as it is.
    pub(super) fn markup(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Appends text, or the value of an attribute in double quotes.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                // Written as they are, a reader would turn these into spaces or line feeds.
                '\t' => self.out.push_str("&#9;"),
                '\n' => self.out.push_str("&#10;"),
                '\r' => self.out.push_str("&#13;"),
                c if is_xml_char(c) => self.out.push(c),
                _ => {
                    self.out.push(char::REPLACEMENT_CHARACTER);
                    self.replaced += 1;
                }
            }
        }
    }

    /// Appends ` name="value"`.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.text(value);
        self.out.push('"');
    }
}

/// Whether XML 1.0 can hold `c` ("Char", production 2).
pub(super) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
