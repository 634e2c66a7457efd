//! Vecalign's alignments (Thompson and Koehn 2019): a bead a line, `[0, 1]:[0]:0.1234`.
//!
//! Indices count sentences from 0; the last number is a cost and may be missing (gold files have none). We write
//! 1 − probability as the cost and read it back so; a cost of another program, which is not one, is held to 0…1.

use std::fmt::Write as _;

use super::{BeadError, Placer};
use crate::bitext::{Alignment, Bead};

/// Writes beads, a line each.
pub fn write(beads: &[Bead]) -> String {
    let mut out = String::new();
    for bead in beads {
        for range in [&bead.zh, &bead.en] {
            out.push('[');
            for at in range.clone() {
                let comma = if at == range.start { "" } else { ", " };
                let _ = write!(out, "{comma}{at}");
            }
            out.push_str("]:");
        }
        let _ = writeln!(out, "{:.4}", (1.0 - bead.probability).clamp(0.0, 1.0));
    }
    out
}

/// Reads the alignment of `zh` Chinese and `en` English sentences. Sentences that no line names become beads of their
/// own, with probability 0.
pub fn read(text: &str, zh: usize, en: usize) -> Result<Alignment, BeadError> {
    let mut placer = Placer::new(zh, en);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line_number = number + 1;
        let not_a_bead = BeadError::NotABead { line: line_number, example: "[0, 1]:[0]:0.1234" };
        let (zh, en, cost) = bead(line).ok_or(not_a_bead)?;
        placer.place(&zh, &en, 1.0 - cost.clamp(0.0, 1.0), line_number)?;
    }
    Ok(placer.finish())
}

/// The indices of both sides and the cost that a line states.
fn bead(line: &str) -> Option<(Vec<usize>, Vec<usize>, f64)> {
    let (zh, rest) = indices(line.trim())?;
    let (en, rest) = indices(rest.strip_prefix(':')?)?;
    let cost = match rest.strip_prefix(':') {
        Some(cost) => cost.trim().parse::<f64>().ok().filter(|cost| !cost.is_nan())?,
        None if rest.is_empty() => 0.0,
        None => return None,
    };
    Some((zh, en, cost))
}

/// The indices in the brackets at the start of `text`, and what follows them.
fn indices(text: &str) -> Option<(Vec<usize>, &str)> {
    let (inside, rest) = text.trim_start().strip_prefix('[')?.split_once(']')?;
    let inside = inside.trim();
    if inside.is_empty() {
        return Some((Vec::new(), rest));
    }
    let indices: Option<Vec<usize>> = inside.split(',').map(|index| index.trim().parse().ok()).collect();
    Some((indices?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read(text, 5, 5).unwrap_err().to_string()
    }

    #[test]
    fn gold_files_have_no_cost_and_may_leave_sentences_out() {
        let alignment = read("[1]:[0,1]\n\n[2, 3]:[]\r\n", 5, 3).unwrap();
        let beads: Vec<_> = alignment.beads.iter().map(|bead| (bead.zh.clone(), bead.en.clone())).collect();
        assert_eq!(beads, [(0..1, 0..0), (1..2, 0..2), (2..4, 2..2), (4..5, 2..2), (5..5, 2..3)]);
        assert!(alignment.covers(5, 3));
        assert!(read("[0]:[0]:1.7", 1, 1).unwrap().beads[0].probability <= 0.0);
        assert!(read("", 2, 0).unwrap().covers(2, 0));
    }

    #[test]
    fn what_is_no_run_of_beads_is_named() {
        assert_eq!(
            error("[0]:[0]\n[1, 3]:[1]"),
            "line 2: sentences 1 and 3 are in one bead, but do not follow each other"
        );
        assert_eq!(error("[1]:[1]\n[2]:[0]"), "line 2: sentence 0 comes after sentence 1: beads may not cross");
        assert_eq!(error("[0]:[5]"), "line 1: sentence 5 of a text of 5 (they count from 0)");
        assert_eq!(error("[99999999999999999999]:[0]"), "line 1: not a bead like [0, 1]:[0]:0.1234");
        for text in ["[0]", "0:0", "[0]:[0]x", "[0]:[0]:", "[0]:[0]:NaN", "[-1]:[0]", "[0 1]:[0]"] {
            assert!(matches!(read(text, 5, 5), Err(BeadError::NotABead { line: 1, .. })), "{text}");
        }
    }
}
