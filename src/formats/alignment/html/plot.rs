use std::fmt::Write as _;

use super::{Sureness, describe};
use crate::formats::alignment::Aligned;

/// The side of the plot in its own units.
const SIDE: f64 = 1000.0;

/// The least side of a dot: a bead of a long text is no smaller.
const LEAST: f64 = 6.0;

/// How many dots are drawn: of a longer text the doubtful beads, and every so manieth of the others.
const DOTS: usize = 2000;

/// Appends the dot plot: Chinese sentences from left to right, English ones downwards, a dot a bead; `link` is where the
/// row of a bead is.
pub(super) fn write(out: &mut String, aligned: &Aligned<'_>, link: &dyn Fn(usize) -> String) {
    let (zh, en) = (aligned.zh.segments.len(), aligned.en.segments.len());
    let (x, y) = (|at: usize| place(at, zh), |at: usize| place(at, en));
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {SIDE} {SIDE}\" role=\"group\" aria-label=\"The path of the alignment\">\n\
         <line class=\"even\" x1=\"0\" y1=\"0\" x2=\"{SIDE}\" y2=\"{SIDE}\"/>\n<polyline class=\"path\" points=\"0,0"
    );
    let step = aligned.beads.len().div_ceil(DOTS).max(1);
    for bead in aligned.beads.iter().skip(step - 1).step_by(step) {
        let _ = write!(out, " {:.1},{:.1}", x(bead.zh.end), y(bead.en.end));
    }
    let _ = writeln!(out, " {SIDE},{SIDE}\"/>");
    let mut doubtful = 0;
    for (at, bead) in aligned.beads.iter().enumerate() {
        let sureness = Sureness::of(bead);
        doubtful += usize::from(sureness > Sureness::Sure);
        let drawn = at % step == 0 || (sureness > Sureness::Sure && doubtful <= DOTS);
        if !drawn {
            continue;
        }
        let (left, top) = (x(bead.zh.start), y(bead.en.start));
        let (width, height) = ((x(bead.zh.end) - left).max(LEAST), (y(bead.en.end) - top).max(LEAST));
        let (class, what) = (sureness.class(), describe(bead));
        let _ = writeln!(
            out,
            "<a href=\"{}\" aria-label=\"{}: {what}\"><rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"><title>{}: {what}</title></rect></a>",
            link(at),
            at + 1,
            at + 1
        );
    }
    out.push_str("</svg>\n");
}

/// Where the boundary before sentence `at` of `len` lies.
#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn place(at: usize, len: usize) -> f64 {
    at as f64 / len as f64 * SIDE
}
