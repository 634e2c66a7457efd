use std::ops::Range;

use crate::bitext::{Alignment, Bead};

/// A line that is no bead, or one that does not follow from those before it: nothing after it can be placed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BeadError {
    /// The line is written in another way.
    #[error("line {line}: not a bead like {example}")]
    NotABead {
        /// Line of the file, from 1.
        line: usize,
        /// What a line looks like.
        example: &'static str,
    },
    /// The sentences of one side are not a run: `[0, 2]`.
    #[error("line {line}: sentences {first} and {second} are in one bead, but do not follow each other")]
    Gap {
        /// Line of the file, from 1.
        line: usize,
        /// A sentence, from 0.
        first: usize,
        /// The sentence named after it.
        second: usize,
    },
    /// A bead begins before the end of the one before it.
    #[error("line {line}: sentence {sentence} comes after sentence {before}: beads may not cross")]
    Crossing {
        /// Line of the file, from 1.
        line: usize,
        /// The first sentence of the bead, from 0.
        sentence: usize,
        /// The last sentence before it.
        before: usize,
    },
    /// The text has no such sentence.
    #[error("line {line}: sentence {sentence} of a text of {len} (they count from 0)")]
    Beyond {
        /// Line of the file, from 1.
        line: usize,
        /// The sentence named.
        sentence: usize,
        /// How many there are.
        len: usize,
    },
    /// A link names a sentence that its document does not hold.
    #[error("line {line}: there is no sentence with the id \"{id}\"")]
    UnknownId {
        /// Line of the file, from 1.
        line: usize,
        /// The id.
        id: String,
    },
}

/// Puts beads in a row as they are read, and gives the sentences that none names beads of their own.
pub(super) struct Placer {
    zh: usize,
    en: usize,
    beads: Vec<Bead>,
    /// The sentences that come next.
    next: (usize, usize),
}

impl Placer {
    /// For an alignment of so many sentences on either side.
    pub(super) fn new(zh: usize, en: usize) -> Self {
        Self { zh, en, beads: Vec::new(), next: (0, 0) }
    }

    /// The next bead, as the indices of its sentences.
    pub(super) fn place(&mut self, zh: &[usize], en: &[usize], probability: f64, line: usize) -> Result<(), BeadError> {
        let zh = run(zh, self.next.0, self.zh, line)?;
        let en = run(en, self.next.1, self.en, line)?;
        self.skip_to(zh.start, en.start);
        self.next = (zh.end, en.end);
        if !(zh.is_empty() && en.is_empty()) {
            self.beads.push(Bead { zh, en, probability });
        }
        Ok(())
    }

    /// The sentences up to `zh` and `en` stand alone.
    fn skip_to(&mut self, zh: usize, en: usize) {
        let (next_zh, next_en) = self.next;
        self.beads.extend((next_zh..zh).map(|at| Bead { zh: at..at + 1, en: next_en..next_en, probability: 0.0 }));
        self.beads.extend((next_en..en).map(|at| Bead { zh: zh..zh, en: at..at + 1, probability: 0.0 }));
    }

    /// The alignment; it covers both sides.
    pub(super) fn finish(mut self) -> Alignment {
        self.skip_to(self.zh, self.en);
        self.beads.into()
    }
}

/// The range that `indices` are; an empty one where sentence `next` would follow.
fn run(indices: &[usize], next: usize, len: usize, line: usize) -> Result<Range<usize>, BeadError> {
    let (Some(&start), Some(&last)) = (indices.first(), indices.last()) else { return Ok(next..next) };
    if start < next {
        return Err(BeadError::Crossing { line, sentence: start, before: next - 1 });
    }
    for pair in indices.windows(2) {
        if let &[first, second] = pair
            && first.checked_add(1) != Some(second)
        {
            return Err(BeadError::Gap { line, first, second });
        }
    }
    if last >= len {
        return Err(BeadError::Beyond { line, sentence: last, len });
    }
    Ok(start..last + 1)
}
