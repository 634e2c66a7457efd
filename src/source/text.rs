use std::sync::OnceLock;

use super::{CharIndex, LineIndex, Place};

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
    /// The bytes hold NUL: no text file does.
    #[error("line {line}, byte {byte}: a NUL byte; this is a binary file")]
    Binary {
        /// Line of the first NUL, from 1.
        line: usize,
        /// Offset of the first NUL in the file, from 0.
        byte: usize,
    },
}

/// One decoded text with its name. A byte-order mark is dropped; every other byte is kept, so that a span of the text
/// is a span of the file's bytes (three further when there was a mark).
#[derive(Debug)]
pub struct SourceText {
    name: String,
    text: String,
    had_mark: bool,
    lines: OnceLock<LineIndex>,
    chars: OnceLock<CharIndex>,
}

impl SourceText {
    /// A text that is already decoded. `name` is what messages call it: mostly a path.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), had_mark: false, lines: OnceLock::new(), chars: OnceLock::new() }
    }

    /// Decodes UTF-8 with or without a byte-order mark.
    pub fn decode(name: impl Into<String>, bytes: &[u8]) -> Result<Self, DecodeError> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let had_mark = bytes.starts_with(MARK);
        let body = if had_mark { &bytes[MARK.len()..] } else { bytes };
        let line_of = |byte: usize| 1 + memchr::memchr_iter(b'\n', &bytes[..byte]).count();
        if let Some(byte) = memchr::memchr(0, bytes) {
            return Err(DecodeError::Binary { line: line_of(byte), byte });
        }
        match std::str::from_utf8(body) {
            Ok(text) => Ok(Self { had_mark, ..Self::new(name, text) }),
            Err(error) => {
                let byte = bytes.len() - body.len() + error.valid_up_to();
                Err(DecodeError::InvalidUtf8 { line: line_of(byte), byte })
            }
        }
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

    /// Line and column of byte `at`, in constant time however long the line is.
    pub fn place(&self, at: usize) -> Place {
        let line = self.lines().line_of(at.min(self.text.len()));
        let start = self.lines().start(line);
        let offset = |at| self.chars().offset(&self.text, at).0;
        Place { line: line + 1, column: offset(at).saturating_sub(offset(start)) + 1 }
    }
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
    fn a_mark_is_dropped_and_counted() {
        let source = SourceText::decode("x", "\u{FEFF}一".as_bytes()).unwrap();
        assert_eq!((source.text(), source.had_mark()), ("一", true));
        let error = SourceText::decode("x", b"\xEF\xBB\xBFa\xFF").unwrap_err();
        assert_eq!(error, DecodeError::InvalidUtf8 { line: 1, byte: 4 });
    }
}
