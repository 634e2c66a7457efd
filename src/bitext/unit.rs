use crate::source::Span;

/// A source and a target segment that match, as a translation memory, a catalogue or a table holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TranslationUnit {
    /// What the file calls it.
    pub id: Option<String>,
    /// The document it belongs to: units with the same one stand together.
    pub doc: Option<String>,
    /// The Chinese text, without markup.
    pub zh: String,
    /// The English text, without markup.
    pub en: String,
    /// Where the Chinese text stands in its file.
    pub zh_origin: Origin,
    /// Where the English text stands in its file.
    pub en_origin: Origin,
}

/// Where the pieces of a text stand in the file it was taken from: inline codes and escapes make the two differ.
///
/// Unknown for texts that come from no file, or from one whose escapes are not followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Byte in the text, byte in the file, ascending: from there on both run in step until the next.
    steps: Vec<(usize, usize)>,
}

impl Origin {
    /// The whole text stands in the file as it is, from byte `at` on.
    pub fn plain(at: usize) -> Self {
        Self { steps: vec![(0, at)] }
    }

    /// From byte `text` of the text on, the file goes on at byte `file`.
    pub fn push(&mut self, text: usize, file: usize) {
        match self.steps.last() {
            Some(&(last_text, last_file)) if text - last_text == file.wrapping_sub(last_file) => {}
            _ => self.steps.push((text, file)),
        }
    }

    /// The span of the file that `span` of the text was taken from; `None` when the origin is unknown.
    pub fn locate(&self, span: Span) -> Option<Span> {
        let file = |at: usize| {
            let step = self.steps.partition_point(|&(text, _)| text <= at).checked_sub(1)?;
            let (text, file) = self.steps[step];
            Some(file + (at - text))
        };
        let start = file(span.start)?;
        // The end is found from the last byte covered, so that a code after the surface is not taken in.
        let end = if span.is_empty() { start } else { file(span.end - 1)? + 1 };
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
}
