//! hunalign's ladder (Varga et al. 2005): a rung a line, Chinese boundary TAB English boundary TAB score.
//!
//! A rung (n, m) says that the first n sentences of one side translate the first m of the other; the score is that of
//! the bead which begins there. The last rung is the ends of both texts. hunalign's scores have no upper bound; we write
//! probabilities, and a score read is held to 0…1. Hand-made ladders have no score.

use std::fmt::Write as _;

use super::BeadError;
use crate::bitext::{Alignment, Bead};

/// Writes the rungs of `beads`.
pub fn write(beads: &[Bead]) -> String {
    let mut out = String::new();
    for bead in beads {
        let probability = (bead.probability * 1e4).round() / 1e4;
        let _ = writeln!(out, "{}\t{}\t{probability}", bead.zh.start, bead.en.start);
    }
    let (zh, en) = beads.last().map_or((0, 0), |bead| (bead.zh.end, bead.en.end));
    let _ = writeln!(out, "{zh}\t{en}\t0");
    out
}

/// Reads the alignment of `zh` Chinese and `en` English sentences. Where the first or the last rung is missing, what
/// stands before or after is one bead.
pub fn read(text: &str, zh: usize, en: usize) -> Result<Alignment, BeadError> {
    let mut beads = Vec::new();
    let mut rung = (0, 0, 1.0);
    let mut climb = |to: (usize, usize, f64)| {
        let (zh, en, probability) = std::mem::replace(&mut rung, to);
        if (zh, en) != (to.0, to.1) {
            beads.push(Bead { zh: zh..to.0, en: en..to.1, probability });
        }
    };
    let mut last = (0, 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line_number = number + 1;
        let not_a_rung = BeadError::NotABead { line: line_number, example: "12<TAB>14<TAB>0.5" };
        let next = rung_of(line).ok_or(not_a_rung)?;
        for (sentence, before, len) in [(next.0, last.0, zh), (next.1, last.1, en)] {
            if sentence < before {
                return Err(BeadError::Crossing { line: line_number, sentence, before });
            }
            if sentence > len {
                return Err(BeadError::Beyond { line: line_number, sentence, len });
            }
        }
        last = (next.0, next.1);
        climb(next);
    }
    climb((zh, en, 0.0));
    Ok(beads.into())
}

fn rung_of(line: &str) -> Option<(usize, usize, f64)> {
    let mut columns = line.split_whitespace();
    let (zh, en) = (columns.next()?.parse().ok()?, columns.next()?.parse().ok()?);
    let score = match columns.next() {
        Some(score) => score.parse::<f64>().ok().filter(|score| !score.is_nan())?,
        None => 1.0,
    };
    columns.next().is_none().then_some((zh, en, score.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beads(text: &str, zh: usize, en: usize) -> Vec<(usize, usize, usize, usize)> {
        let alignment = read(text, zh, en).unwrap();
        assert!(alignment.covers(zh, en), "{text:?}");
        alignment.beads.iter().map(|bead| (bead.zh.start, bead.zh.end, bead.en.start, bead.en.end)).collect()
    }

    #[test]
    fn holes_between_rungs_are_beads() {
        assert_eq!(beads("0\t0\t0.3\n1\t2\t-1.5\n1\t2\n3\t2\t9\n", 3, 2), [(0, 1, 0, 2), (1, 3, 2, 2)]);
        assert_eq!(beads("1 1\n", 2, 3), [(0, 1, 0, 1), (1, 2, 1, 3)]);
        assert_eq!(beads("", 0, 0), []);
        assert!(read("0\t0\t-1.5\n1\t1\t0", 1, 1).unwrap().beads[0].probability <= 0.0);
    }

    #[test]
    fn what_is_no_ladder_is_named() {
        let error = |text| read(text, 5, 5).unwrap_err().to_string();
        assert_eq!(error("0\t0\n2\t2\n1\t3"), "line 3: sentence 1 comes after sentence 2: beads may not cross");
        assert_eq!(error("0\t6"), "line 1: sentence 6 of a text of 5 (they count from 0)");
        assert_eq!(error("0\t0\t1\t1"), "line 1: not a bead like 12<TAB>14<TAB>0.5");
        assert_eq!(error("0\tx"), "line 1: not a bead like 12<TAB>14<TAB>0.5");
    }
}
