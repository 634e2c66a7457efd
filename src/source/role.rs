use super::Span;

/// What the markup of a file says that a line of its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineRole {
    /// A paragraph.
    Text,
    /// An item of a list, or the first paragraph of one.
    Item,
    /// A row of a table.
    Row,
    /// A footnote or an endnote.
    Note,
    /// What stands above or below each page.
    Running,
    /// A title or a heading of this level, from 1; 0 where the file does not say.
    Heading(u8),
}

/// The lines of a text that have a role, by the byte at which each begins. A line without one is to be told by its look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineRoles(Vec<(usize, LineRole)>);

impl LineRoles {
    /// Says what the line that begins at byte `start` is; lines come in order.
    pub fn push(&mut self, start: usize, role: LineRole) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < start), "lines come in order");
        self.0.push((start, role));
    }

    /// The role of the line that begins at byte `start`.
    pub fn of(&self, start: usize) -> Option<LineRole> {
        let at = self.0.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.0.get(at).map(|(_, role)| *role)
    }

    /// The level of the heading that begins at byte `start`.
    pub fn level(&self, start: usize) -> Option<u8> {
        match self.of(start)? {
            LineRole::Heading(level) => Some(level).filter(|level| *level > 0),
            _ => None,
        }
    }

    /// Whether a line inside `span` has a role.
    pub fn any_in(&self, span: Span) -> bool {
        let at = self.0.partition_point(|(start, _)| *start < span.start);
        self.0.get(at).is_some_and(|(start, _)| *start < span.end)
    }
}
