use std::fmt;
use std::ops::Range;

/// One group of an alignment: segments of either side that translate each other. One side may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Indices of Chinese segments.
    pub zh: Range<usize>,
    /// Indices of English segments.
    pub en: Range<usize>,
    /// The probability that this bead is exactly right, 0…1.
    pub probability: f64,
}

impl Bead {
    /// Whether neither side is empty.
    pub fn is_match(&self) -> bool {
        !self.zh.is_empty() && !self.en.is_empty()
    }
}

impl fmt::Display for Bead {
    /// The type of the bead: `1-2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.zh.len(), self.en.len())
    }
}

/// The whole monotone run of beads; it covers each segment of either side exactly once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// The beads in text order.
    pub beads: Vec<Bead>,
    /// Passages that the beads leave alone on either side since their translation stands elsewhere, in the order of the
    /// Chinese text.
    pub moved: Vec<Moved>,
}

impl From<Vec<Bead>> for Alignment {
    fn from(beads: Vec<Bead>) -> Self {
        Self { beads, moved: Vec::new() }
    }
}

/// A passage whose translation stands in another place than the order of the text would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Indices of Chinese segments.
    pub zh: Range<usize>,
    /// Indices of English segments.
    pub en: Range<usize>,
    /// The mean probability of the beads that the two make, 0…1.
    pub probability: f64,
}

impl Alignment {
    /// The first with the first, the second with the second, and so on: pairs that somebody aligned already.
    pub fn one_to_one(count: usize) -> Self {
        (0..count).map(|at| Bead { zh: at..at + 1, en: at..at + 1, probability: 1.0 }).collect::<Vec<_>>().into()
    }

    /// Whether the beads cover `zh` and `en` segments exactly once each, in order.
    pub fn covers(&self, zh: usize, en: usize) -> bool {
        let (mut next_zh, mut next_en) = (0, 0);
        for bead in &self.beads {
            if bead.zh.start != next_zh || bead.en.start != next_en {
                return false;
            }
            (next_zh, next_en) = (bead.zh.end, bead.en.end);
        }
        (next_zh, next_en) == (zh, en)
    }
}
