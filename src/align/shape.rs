/// The shape of a bead: how many segments it takes of either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) zh: u8,
    pub(super) en: u8,
}

/// Most segments of one side in a bead.
pub(super) const LONGEST: usize = 6;

const fn shape(zh: u8, en: u8) -> Shape {
    Shape { zh, en }
}

/// All shapes that are searched. Of the lopsided ones those with one segment on the short side go beyond four: a long
/// Chinese sentence of many clauses becomes five or six English ones, while 2–5 is rarer than two beads.
pub(super) const SHAPES: [Shape; 22] = [
    shape(1, 1),
    shape(1, 0),
    shape(0, 1),
    shape(1, 2),
    shape(2, 1),
    shape(1, 3),
    shape(3, 1),
    shape(1, 4),
    shape(4, 1),
    shape(1, 5),
    shape(5, 1),
    shape(1, 6),
    shape(6, 1),
    shape(2, 2),
    shape(2, 3),
    shape(3, 2),
    shape(3, 3),
    shape(2, 4),
    shape(4, 2),
    shape(3, 4),
    shape(4, 3),
    shape(4, 4),
];

impl Shape {
    /// Whether one side is empty.
    pub(super) fn is_gap(self) -> bool {
        self.zh == 0 || self.en == 0
    }
}
