use crate::bitext::Origin;
use crate::source::Span;

/// A text while it is read from a file, with where each piece of it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Traced {
    pub(super) text: String,
    pub(super) origin: Origin,
}

impl Traced {
    /// Appends `piece`, which stands in the file as it is from byte `at` on.
    pub(super) fn push(&mut self, piece: &str, at: usize) {
        if !piece.is_empty() {
            self.origin.push(self.text.len(), at);
            self.text.push_str(piece);
        }
    }

    /// Appends `piece`, which `written` in the file stands for.
    pub(super) fn push_escape(&mut self, piece: &str, written: Span) {
        if !piece.is_empty() {
            self.origin.push_escape(self.text.len(), written);
            self.text.push_str(piece);
        }
    }
}
