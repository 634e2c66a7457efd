//! What the XML formats share: segments with inline codes, places of errors.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::bitext::Origin;

/// Why an XML file could not be read further. What stands before the place was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct XmlError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there, in lower case.
    pub what: String,
}

/// The events of one file with the byte at which each begins.
pub(super) struct Events<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
}

impl<'a> Events<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader }
    }

    /// The next event and the byte it begins at; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Event<'a>)>, XmlError> {
        let at = self.position();
        match self.reader.read_event() {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some((at, event))),
            Err(error) => {
                Err(self.error(usize::try_from(self.reader.error_position()).unwrap_or(at), error.to_string()))
            }
        }
    }

    /// An error at byte `at`.
    pub(super) fn error(&self, at: usize, what: impl Into<String>) -> XmlError {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        XmlError { line: 1 + memchr::memchr_iter(b'\n', before).count(), what: what.into() }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Reads the content of an element whose start was just read, up to its end: its text without what stands inside
    /// the elements that `is_code` names, and where each piece stands.
    pub(super) fn content(&mut self, is_code: impl Fn(&str) -> bool) -> Result<(String, Origin), XmlError> {
        let (mut text, mut origin) = (String::new(), Origin::default());
        let mut codes: Vec<bool> = Vec::new();
        while let Some((at, event)) = self.next()? {
            let in_code = codes.last() == Some(&true);
            match event {
                Event::Start(start) => {
                    if start.local_name().into_inner() == "cp" && !in_code {
                        push(&mut text, &mut origin, at, &code_point(&start));
                    }
                    codes.push(in_code || is_code(start.local_name().into_inner()));
                }
                Event::End(_) if codes.pop().is_none() => return Ok((text, origin)),
                Event::Text(piece) if !in_code => push(&mut text, &mut origin, at, &piece),
                Event::CData(piece) if !in_code => push(&mut text, &mut origin, at + "<![CDATA[".len(), &piece),
                Event::GeneralRef(reference) if !in_code => push(&mut text, &mut origin, at, &resolve(&reference)),
                _ => {}
            }
        }
        Err(self.error(self.text.len(), "the file ends inside an element"))
    }
}

fn push(text: &mut String, origin: &mut Origin, at: usize, piece: &str) {
    origin.push(text.len(), at);
    text.push_str(piece);
}

/// What a reference stands for: the five entities of XML and character references. Entities that a file declares itself
/// are left as they are written: nothing is fetched and nothing grows.
fn resolve<'a>(reference: &BytesRef<'a>) -> Cow<'a, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string().into();
    }
    let name: &str = reference;
    match quick_xml::escape::resolve_predefined_entity(name) {
        Some(text) => text.into(),
        None => format!("&{name};").into(),
    }
}

/// XLIFF's `<cp hex="001F"/>`: a character that XML cannot hold.
fn code_point(start: &BytesStart<'_>) -> String {
    let code = attribute(start, "hex").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
    code.and_then(char::from_u32).map(String::from).unwrap_or_default()
}

/// The value of the attribute with this local name: `lang` finds `xml:lang` too.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
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
