use std::sync::OnceLock;

use super::{CharIndex, CharOffset, Encoding, LineIndex, LineRoles, Origin, Place, Span};

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are not UTF-8.
    #[error("line {line}, byte {byte}: not valid UTF-8")]
    InvalidUtf8 {
        /// Line of the first bad byte, from 1.
        line: usize,
        /// Offset of the first bad byte in the file, from 0.
        byte: usize,
    },
    /// The bytes are not in the encoding that was asked for or told.
    #[error("line {line}, byte {byte}: not valid {encoding}")]
    Invalid {
        /// The encoding.
        encoding: Encoding,
        /// Line of the first bad byte, from 1.
        line: usize,
        /// Offset of the first bad byte in the file, from 0.
        byte: usize,
    },
    /// The bytes hold NUL: no text file does.
    #[error("line {line}, byte {byte}: a NUL byte; this is a binary file")]
    Binary {
        /// Line of the first NUL, from 1.
        line: usize,
        /// Offset of the first NUL in the file, from 0.
        byte: usize,
    },
}

/// One decoded text with its name. A byte-order mark is dropped; of a file in UTF-8 every other byte is kept, so that a
/// span of the text is a span of the file's bytes (three further when there was a mark).
#[derive(Debug)]
pub struct SourceText {
    name: String,
    text: String,
    had_mark: bool,
    encoding: Encoding,
    lines: OnceLock<LineIndex>,
    chars: OnceLock<CharIndex>,
    /// The file, where the text was taken out of its markup, and where its pieces stand there.
    markup: Option<(Box<Self>, Origin)>,
    /// What of the file was left out though it may be text.
    skipped: Vec<Span>,
    /// What its markup says of its lines.
    roles: LineRoles,
}

impl SourceText {
    /// A text that is already decoded. `name` is what messages call it: mostly a path.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        let (lines, chars) = (OnceLock::new(), OnceLock::new());
        let (markup, skipped, roles) = (None, Vec::new(), LineRoles::default());
        Self { name, text, had_mark: false, encoding: Encoding::Utf8, lines, chars, markup, skipped, roles }
    }

    /// Decodes a file: by its byte-order mark, as UTF-8, or in the encoding that it declares or looks like.
    pub fn decode(name: impl Into<String>, bytes: &[u8]) -> Result<Self, DecodeError> {
        if let Some((encoding, mark)) = Encoding::of_mark(bytes) {
            return Self::decode_from(name, bytes, mark, encoding);
        }
        if let Some(byte) = memchr::memchr(0, bytes) {
            return match Encoding::of_utf16(bytes) {
                Some(encoding) => Self::decode_from(name, bytes, 0, encoding),
                None => Err(DecodeError::Binary { line: line_of(bytes, byte), byte }),
            };
        }
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return Ok(Self::new(name, text)),
            Err(error) => error,
        };
        // UTF-16 of Chinese without a line end or a space in ASCII has no NUL.
        let other =
            if is_damaged_utf8(bytes) { None } else { Encoding::of_utf16(bytes).or_else(|| Encoding::of_bytes(bytes)) };
        let name = name.into();
        match other.map(|encoding| Self::decode_from(name, bytes, 0, encoding)) {
            Some(Ok(source)) => Ok(source),
            // A guess that fails is no better than none.
            _ => Err(invalid_utf8(bytes, error.valid_up_to())),
        }
    }

    /// Whether a file that begins with `head`, some KB of it, cannot be text in any encoding that is told by its bytes.
    pub fn is_binary(head: &[u8]) -> bool {
        memchr::memchr(0, head).is_some() && Encoding::of_mark(head).is_none() && Encoding::of_utf16(head).is_none()
    }

    /// Decodes a file in `encoding`, with or without a byte-order mark.
    pub fn decode_as(name: impl Into<String>, bytes: &[u8], encoding: Encoding) -> Result<Self, DecodeError> {
        let mark = Encoding::of_mark(bytes).filter(|(marked, _)| *marked == encoding).map_or(0, |(_, length)| length);
        Self::decode_from(name, bytes, mark, encoding)
    }

    /// Decodes what follows a mark of `mark` bytes.
    fn decode_from(
        name: impl Into<String>,
        bytes: &[u8],
        mark: usize,
        encoding: Encoding,
    ) -> Result<Self, DecodeError> {
        let body = bytes.get(mark..).unwrap_or_default();
        let text = match encoding {
            Encoding::Utf8 => {
                let text = std::str::from_utf8(body).map_err(|error| invalid_utf8(bytes, mark + error.valid_up_to()));
                text?.to_owned()
            }
            _ => encoding.decode(body).map_err(|error| match error {
                DecodeError::Invalid { encoding, line, byte } => {
                    DecodeError::Invalid { encoding, line, byte: byte + mark }
                }
                error => error,
            })?,
        };
        if let Some(at) = memchr::memchr(0, text.as_bytes()) {
            return Err(DecodeError::Binary { line: line_of(text.as_bytes(), at), byte: at + mark });
        }
        Ok(Self { had_mark: mark > 0, encoding, ..Self::new(name, text) })
    }

    /// The encoding of the file.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text that was taken out of the markup of `self`: places and offsets of it are those of the file. `skipped` was
    /// left out of it though it may be text.
    #[must_use]
    pub fn without_markup(self, text: String, origin: Origin, skipped: Vec<Span>) -> Self {
        let (name, had_mark, encoding) = (self.name.clone(), self.had_mark, self.encoding);
        Self { had_mark, encoding, markup: Some((Box::new(self), origin)), skipped, ..Self::new(name, text) }
    }

    /// The same with what the markup says of its lines.
    #[must_use]
    pub fn with_roles(self, roles: LineRoles) -> Self {
        Self { roles, ..self }
    }

    /// What the markup says of the lines of the text; of a text without markup nothing.
    pub fn roles(&self) -> &LineRoles {
        &self.roles
    }

    /// What messages call the text.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the file began with a byte-order mark.
    pub fn had_mark(&self) -> bool {
        self.had_mark
    }

    /// The line index, built on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The code-point index, built on first use.
    pub fn chars(&self) -> &CharIndex {
        self.chars.get_or_init(|| CharIndex::new(&self.text))
    }

    /// The file, where the text was taken out of its markup, and where `span` of the text stands in it.
    pub fn in_file(&self, span: Span) -> Option<(&Self, Span)> {
        let (file, origin) = self.markup.as_ref()?;
        Some((file, origin.locate(span).unwrap_or_default()))
    }

    /// How many blocks of the file were left out as code though they may be text, and the line of the first.
    pub fn skipped(&self) -> Option<(usize, usize)> {
        let (file, _) = self.markup.as_ref()?;
        Some((self.skipped.len(), file.place(self.skipped.first()?.start).line))
    }

    /// Line and column of byte `at`, in constant time however long the line is; of a text that was taken out of markup,
    /// in the file.
    pub fn place(&self, at: usize) -> Place {
        if let Some((file, origin)) = &self.markup {
            return file.place(origin.locate(Span::new(at, at)).unwrap_or_default().start);
        }
        let line = self.lines().line_of(at.min(self.text.len()));
        let start = self.lines().start(line);
        let offset = |at| self.chars().offset(&self.text, at).0;
        Place { line: line + 1, column: offset(at).saturating_sub(offset(start)) + 1 }
    }

    /// Where `span` begins and ends in the file.
    pub fn places(&self, span: Span) -> (Place, Place) {
        match &self.markup {
            Some((file, origin)) => file.places(origin.locate(span).unwrap_or_default()),
            None => (self.place(span.start), self.place(span.end)),
        }
    }

    /// The code points before `span` in the file, and those before its end.
    pub fn offsets(&self, span: Span) -> (CharOffset, CharOffset) {
        match &self.markup {
            Some((file, origin)) => file.offsets(origin.locate(span).unwrap_or_default()),
            None => (self.chars().offset(&self.text, span.start), self.chars().offset(&self.text, span.end)),
        }
    }
}

/// The line, from 1, of byte `at`.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or(bytes)).count()
}

fn invalid_utf8(bytes: &[u8], byte: usize) -> DecodeError {
    DecodeError::InvalidUtf8 { line: line_of(bytes, byte), byte }
}

/// Whether most of the characters beyond ASCII are UTF-8: then a bad byte is damage and not another encoding, whose
/// bytes seldom look like UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_byte_is_named_by_line_and_offset() {
        let error = SourceText::decode("x", b"ab\ncd\xFF").unwrap_err();
        assert_eq!(error, DecodeError::InvalidUtf8 { line: 2, byte: 5 });
    }

    #[test]
    fn places_of_a_text_without_markup_are_those_of_the_file() {
        let file = SourceText::new("x", "<p>\n一<b>二百</b>人</p>");
        let mut origin = Origin::plain(4);
        origin.push(3, 10);
        origin.push(9, 20);
        let source = file.without_markup("一二百人".to_owned(), origin, Vec::new());
        let two_hundred = Span::new(3, 9);
        assert_eq!(source.places(two_hundred), (Place { line: 2, column: 5 }, Place { line: 2, column: 7 }));
        assert_eq!(source.offsets(two_hundred), (CharOffset(8), CharOffset(10)));
        assert_eq!(source.place(9), Place { line: 2, column: 11 });
    }

    #[test]
    fn a_mark_is_dropped_and_counted() {
        let source = SourceText::decode("x", "\u{FEFF}一".as_bytes()).unwrap();
        assert_eq!((source.text(), source.had_mark()), ("一", true));
        let error = SourceText::decode("x", b"\xEF\xBB\xBFa\xFF").unwrap_err();
        assert_eq!(error, DecodeError::InvalidUtf8 { line: 1, byte: 4 });
    }
}
