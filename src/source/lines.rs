use super::Span;

/// A position in Unicode code points of the decoded text; a byte-order mark is not counted and CRLF counts two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(pub usize);

/// A position for people: line and column, both from 1; the column counts code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Where each line of a text starts. Lines end with LF, CRLF or a lone CR.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes `text`; linear in its length.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let is_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !is_crlf {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The line, from 0, that holds byte `at`.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// Line and column of byte `at` of `text`, the text that was indexed. Linear in the length of the line.
    pub fn place(&self, text: &str, at: usize) -> Place {
        let line = self.line_of(at);
        let before = text.get(self.starts[line]..at).unwrap_or_default();
        Place { line: line + 1, column: before.chars().count() + 1 }
    }

    /// The byte at which line `line` (from 0) begins; the last line's for one past it.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).or(self.starts.last()).copied().unwrap_or_default()
    }

    /// How many lines there are, the empty one after a final line end included.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The span of line `line` (from 0) without its line end; `None` past the last.
    pub fn span(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let surface = text.get(start..end)?;
        Some(Span::new(start, start + surface.trim_end_matches(['\n', '\r']).len()))
    }
}

/// Turns byte positions of one text into [`CharOffset`]s without walking the text from its start each time.
#[derive(Debug, Clone)]
pub struct CharIndex {
    /// Code points before each block of [`CharIndex::BLOCK`] bytes.
    before: Vec<usize>,
}

impl CharIndex {
    /// Short, since a fact asks for up to eight offsets; the index is then 3 % of the text.
    const BLOCK: usize = 256;

    /// Indexes `text`; linear in its length.
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / Self::BLOCK + 1);
        let mut chars = 0;
        for block in text.as_bytes().chunks(Self::BLOCK) {
            before.push(chars);
            chars += count_chars(block);
        }
        before.push(chars);
        Self { before }
    }

    /// The offset of byte `at` of `text`, the text that was indexed.
    pub fn offset(&self, text: &str, at: usize) -> CharOffset {
        let at = at.min(text.len());
        let block = at / Self::BLOCK;
        CharOffset(self.before[block] + count_chars(&text.as_bytes()[block * Self::BLOCK..at]))
    }
}

/// Code points that begin in `bytes`: all bytes but continuation bytes.
fn count_chars(bytes: &[u8]) -> usize {
    // What one byte can count is counted many bytes at a time.
    let begun = |part: &[u8]| part.iter().map(|byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(128).map(|part| usize::from(begun(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let text = "一\r\n二\r三\n";
        let lines = LineIndex::new(text);
        let surfaces: Vec<_> = (0..lines.len()).map(|line| lines.span(text, line).unwrap().of(text)).collect();
        assert_eq!(surfaces, ["一", "二", "三", ""]);
        assert_eq!(lines.place(text, 5), Place { line: 2, column: 1 });
    }

    #[test]
    fn char_offsets_agree_with_counting() {
        let text = "一a二b三".repeat(700);
        let index = CharIndex::new(&text);
        for (chars, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.offset(&text, at), CharOffset(chars));
        }
        assert_eq!(index.offset(&text, text.len()), CharOffset(text.chars().count()));
    }
}
