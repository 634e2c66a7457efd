use crate::bitext::{Alignment, Bead, Segment};

/// The alignment of blocks that an alignment of their segments implies: blocks that share a bead stand together, and their
/// probability is that of the least probable bead. Indices are of the blocks that hold segments, in order.
pub fn paragraphs(alignment: &Alignment, zh: &[Segment], en: &[Segment]) -> Alignment {
    let (zh, en) = (numbers(zh), numbers(en));
    let mut beads: Vec<Bead> = Vec::new();
    for bead in &alignment.beads {
        let next = beads.last().map_or((0, 0), |last| (last.zh.end, last.en.end));
        let range = |numbers: &[usize], range: &std::ops::Range<usize>, next: usize| match numbers.get(range.clone()) {
            Some([first, .., last]) => *first..last + 1,
            Some([only]) => *only..only + 1,
            _ => next..next,
        };
        let made =
            Bead { zh: range(&zh, &bead.zh, next.0), en: range(&en, &bead.en, next.1), probability: bead.probability };
        match beads.last_mut() {
            // A gap inside a block that is paired already, or a bead that begins in a block that has begun.
            Some(last) if made.zh.start < last.zh.end || made.en.start < last.en.end => {
                last.zh.end = last.zh.end.max(made.zh.end);
                last.en.end = last.en.end.max(made.en.end);
                if bead.is_match() {
                    last.probability = last.probability.min(made.probability);
                }
            }
            _ => beads.push(made),
        }
    }
    beads.into()
}

/// The blocks of some segments, each as one segment.
pub fn blocks(segments: &[Segment]) -> Vec<Segment> {
    let same = |a: &Segment, b: &Segment| a.block == b.block;
    let join = |block: &[Segment]| {
        let (first, last) = (block.first()?, block.last()?);
        Some(Segment { span: first.span.join(last.span), ..*first })
    };
    segments.chunk_by(same).filter_map(join).collect()
}

/// The number of each segment's block among those that hold segments.
fn numbers(segments: &[Segment]) -> Vec<usize> {
    let mut number = 0;
    let mut before = None;
    let number_of = |segment: &Segment| {
        number += usize::from(before.is_some_and(|before| before != segment.block));
        before = Some(segment.block);
        number
    };
    segments.iter().map(number_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::BlockKind;
    use crate::source::Span;

    #[test]
    fn blocks_that_share_a_bead_stand_together() {
        let side = |blocks: &[usize]| -> Vec<Segment> {
            let segment = |&block| Segment { span: Span::new(0, 0), block, kind: BlockKind::Paragraph };
            blocks.iter().map(segment).collect()
        };
        // Three Chinese paragraphs; the second is split in English, the third has no counterpart.
        let (zh, en) = (side(&[0, 0, 3, 3, 4]), side(&[0, 1, 2]));
        let bead = |zh, en| Bead { zh, en, probability: 0.9 };
        let alignment = Alignment::from(vec![bead(0..2, 0..1), bead(2..3, 1..2), bead(3..4, 2..3), bead(4..5, 3..3)]);
        let blocks = paragraphs(&alignment, &zh, &en);
        let shapes: Vec<String> = blocks.beads.iter().map(ToString::to_string).collect();
        assert_eq!(shapes, ["1-1", "1-2", "1-0"]);
        assert!(blocks.covers(3, 3));
    }
}
