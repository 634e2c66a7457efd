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

/// Where each shape stands among [`SHAPES`], by its numbers of segments.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer shapes than 256")]
const PLACES: [[u8; LONGEST + 1]; LONGEST + 1] = {
    let mut places = [[u8::MAX; LONGEST + 1]; LONGEST + 1];
    let mut at = 0;
    while at < SHAPES.len() {
        places[SHAPES[at].zh as usize][SHAPES[at].en as usize] = at as u8;
        at += 1;
    }
    places
};

impl Shape {
    /// Its place among [`SHAPES`].
    #[inline]
    pub(super) fn place(self) -> usize {
        usize::from(PLACES[usize::from(self.zh)][usize::from(self.en)])
    }

    /// Whether one side has a segment at most. The first pass looks at these alone: what another bead holds it finds as several
    /// of these, and so it sees where such a bead may begin and end.
    pub(super) fn is_small(self) -> bool {
        self.zh.min(self.en) <= 1
    }

    /// Whether one side is empty.
    pub(super) fn is_gap(self) -> bool {
        self.zh == 0 || self.en == 0
    }
}
