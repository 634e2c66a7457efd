use super::Span;

/// Where the pieces of a text stand in the file it was taken from: inline codes and escapes make the two differ.
///
/// Unknown for texts that come from no file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Ascending in the text.
    pieces: Vec<Piece>,
}

/// A piece of a text, up to where the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// The byte of the text it begins at.
    text: usize,
    /// The byte of the file it begins at.
    file: usize,
    /// How many bytes of the file stand for it when they are not the piece itself: an escape, a reference.
    written: Option<usize>,
}

impl Origin {
    /// The whole text stands in the file as it is, from byte `at` on.
    pub fn plain(at: usize) -> Self {
        Self { pieces: vec![Piece { text: 0, file: at, written: None }] }
    }

    /// From byte `text` of the text on, the file says the same from byte `file` on.
    pub fn push(&mut self, text: usize, file: usize) {
        match self.pieces.last() {
            Some(last) if last.written.is_none() && text - last.text == file.wrapping_sub(last.file) => {}
            _ => self.pieces.push(Piece { text, file, written: None }),
        }
    }

    /// From byte `text` of the text on, up to the next piece, it is what `file` stands for: `&` for `&amp;`.
    pub fn push_escape(&mut self, text: usize, file: Span) {
        self.pieces.push(Piece { text, file: file.start, written: Some(file.len()) });
    }

    /// The span of the file that `span` of the text was taken from; `None` when the origin is unknown.
    pub fn locate(&self, span: Span) -> Option<Span> {
        let piece_of = |at: usize| {
            let piece = self.pieces.partition_point(|piece| piece.text <= at).checked_sub(1)?;
            self.pieces.get(piece)
        };
        let first = piece_of(span.start)?;
        let start = first.file + if first.written.is_some() { 0 } else { span.start - first.text };
        if span.is_empty() {
            return Some(Span::new(start, start));
        }
        // The end is found from the last byte covered, so that a code after the surface is not taken in.
        let last = piece_of(span.end - 1)?;
        let end = last.file + last.written.unwrap_or(span.end - last.text);
        Some(Span::new(start, end.max(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_between_pieces_are_skipped() {
        // <seg>ab<ph/>cd</seg>
        let mut origin = Origin::default();
        origin.push(0, 5);
        origin.push(2, 12);
        assert_eq!(origin.locate(Span::new(0, 2)), Some(Span::new(5, 7)));
        assert_eq!(origin.locate(Span::new(2, 4)), Some(Span::new(12, 14)));
        assert_eq!(origin.locate(Span::new(1, 3)), Some(Span::new(6, 13)));
        assert_eq!(Origin::default().locate(Span::new(0, 1)), None);
    }

    #[test]
    fn an_escape_is_one_piece() {
        // a&amp;b
        let mut origin = Origin::plain(0);
        origin.push_escape(1, Span::new(1, 6));
        origin.push(2, 6);
        assert_eq!(origin.locate(Span::new(1, 2)), Some(Span::new(1, 6)));
        assert_eq!(origin.locate(Span::new(0, 3)), Some(Span::new(0, 7)));
        assert_eq!(origin.locate(Span::new(2, 3)), Some(Span::new(6, 7)));
    }
}
