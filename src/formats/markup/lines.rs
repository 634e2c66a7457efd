use super::MarkupText;
use crate::formats::traced::Traced;
use crate::source::{LineRole, LineRoles, Span, is_han};

/// The lines of a document while they are read: white space is folded, and no line is empty.
#[derive(Debug, Default)]
pub(super) struct Lines {
    traced: Traced,
    /// White space that no text follows yet, and whether it breaks a line.
    space: Option<(Span, bool)>,
    roles: LineRoles,
    /// What the next line is that is begun.
    role: Option<LineRole>,
}

impl Lines {
    /// Appends text as it stands in the file from byte `at` on; white space in it is folded.
    pub(super) fn text(&mut self, text: &str, at: usize) {
        let mut start = 0;
        for (end, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if !c.is_whitespace() || c == '\u{3000}' {
                continue;
            }
            if let Some(word) = text.get(start..end).filter(|word| !word.is_empty()) {
                self.word(word, |lines| lines.traced.push(word, at + start));
            }
            if end < text.len() {
                let written = Span::new(at + end, at + end + c.len_utf8());
                if matches!(c, '\n' | '\r') { self.line_break(written) } else { self.space(written) }
            }
            start = end + c.len_utf8();
        }
    }

    /// Begins a block: the next line is what `role` says, unless a block around it has said more.
    pub(super) fn begin(&mut self, role: LineRole) {
        self.role = self.role.max(Some(role));
    }

    /// Ends a block and its line, if that holds anything.
    pub(super) fn end_block(&mut self, at: usize) {
        self.end_line(at);
        self.role = None;
    }

    /// Appends what `written` in the file stands for.
    pub(super) fn escape(&mut self, text: &str, written: Span) {
        if text.chars().all(char::is_whitespace) {
            self.space(written);
        } else {
            self.word(text, |lines| lines.traced.push_escape(text, written));
        }
    }

    /// White space, or what reads as such.
    pub(super) fn space(&mut self, written: Span) {
        if !self.is_line_start() {
            self.space.get_or_insert((written, false));
        }
    }

    /// A break of the line inside a block.
    pub(super) fn line_break(&mut self, written: Span) {
        if !self.is_line_start() {
            self.space.get_or_insert((written, true)).1 = true;
        }
    }

    /// Ends a cell of a table.
    pub(super) fn end_cell(&mut self, at: usize) {
        self.space = None;
        if !self.is_line_start() {
            self.traced.push_escape("\t", Span::new(at, at));
        }
    }

    /// Ends the line, if it holds anything.
    pub(super) fn end_line(&mut self, at: usize) {
        if !(self.traced.text.is_empty() || self.traced.text.ends_with('\n')) {
            self.end_any_line(at);
        }
    }

    /// Ends the line, even an empty one.
    pub(super) fn end_any_line(&mut self, at: usize) {
        (self.space, self.role) = (None, None);
        self.traced.push_escape("\n", Span::new(at, at));
    }

    pub(super) fn finish(self) -> MarkupText {
        let Traced { text, origin } = self.traced;
        MarkupText { text, origin, roles: self.roles, skipped: Vec::new() }
    }

    /// Whether white space would be the first in its line or cell.
    fn is_line_start(&self) -> bool {
        self.traced.text.is_empty() || self.traced.text.ends_with(['\n', '\t'])
    }

    fn word(&mut self, word: &str, push: impl FnOnce(&mut Self)) {
        if let Some(role) = self.role.take() {
            self.roles.push(self.traced.text.len(), role);
        }
        if let Some((written, breaks)) = self.space.take() {
            // Chinese is wrapped without a space, so a break between two of its characters is layout.
            let han =
                |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '\u{3001}'..='\u{301F}' | '！'..='～'));
            if !(breaks && han(self.traced.text.chars().next_back()) && han(word.chars().next())) {
                self.traced.push_escape(" ", written);
            }
        }
        push(self);
    }
}
