//! Plots, drawn when the site is made: every mark leads to the articles behind it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::page::grouped;
use crate::report::html::escaped;

/// A mark of a plot.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// What it stands for.
    pub(super) label: String,
    pub(super) count: u64,
    /// The page it leads to.
    pub(super) href: String,
}

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 150.0;
/// Room for the labels of the axes: left, top, bottom.
const LEFT: f64 = 44.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 20.0;

/// Upright bars side by side. `ticks` are labels below the left edge of the bar of each number.
#[expect(clippy::cast_precision_loss, reason = "places in a picture")]
pub(super) fn histogram(name: &str, marks: &[Mark], ticks: &[(usize, String)]) -> String {
    let most = marks.iter().map(|mark| mark.count).max().unwrap_or(0).max(1);
    let (step, top) = axis(most);
    let width = (WIDTH - LEFT - 4.0) / marks.len().max(1) as f64;
    let floor = HEIGHT - BOTTOM;
    let y = |count: u64| floor - count as f64 / top as f64 * (floor - TOP);
    let mut out = format!(
        "<svg class=\"plot histogram\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"group\" aria-label=\"{}\">\n",
        escaped(name)
    );
    let mut line = 0;
    while line <= top {
        let at = y(line);
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/><text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 6.0,
            at + 3.5,
            short(line)
        );
        line += step;
    }
    for (at, mark) in marks.iter().enumerate() {
        let left = LEFT + at as f64 * width;
        if mark.count == 0 {
            continue;
        }
        // What is there is seen, however little of it.
        let height = (floor - y(mark.count)).max(1.5);
        let label = escaped(&format!("{}: {}", mark.label, grouped(mark.count)));
        let _ = writeln!(
            out,
            "<a href=\"{}\" aria-label=\"{label}\"><title>{label}</title><rect class=\"hit\" x=\"{left:.1}\" y=\"{TOP}\" width=\"{width:.1}\" height=\"{:.1}\"/><rect class=\"bar\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/></a>",
            escaped(&mark.href),
            floor - TOP,
            left + 0.5,
            floor - height,
            (width - 1.0).max(0.5)
        );
    }
    for (at, label) in ticks {
        let x = LEFT + *at as f64 * width;
        let _ = writeln!(
            out,
            "<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{floor}\" y2=\"{:.1}\"/><text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            floor + 4.0,
            HEIGHT - 4.0,
            escaped(label)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// Bars lying one below the other, with their labels, counts and shares.
#[expect(clippy::cast_precision_loss, reason = "shares for people")]
pub(super) fn bars(name: &str, marks: &[Mark], total: u64) -> String {
    let most = marks.iter().map(|mark| mark.count).max().unwrap_or(0).max(1);
    let mut out = format!("<table class=\"bars\" aria-label=\"{}\">\n<tbody>\n", escaped(name));
    for mark in marks {
        let share = mark.count as f64 / total.max(1) as f64 * 100.0;
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th><td><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"bar\" width=\"{:.2}\" height=\"10\"/></svg></td><td>{}</td><td>{}</td></tr>",
            escaped(&mark.href),
            escaped(&mark.label),
            (mark.count as f64 / most as f64 * 100.0).max(0.4),
            grouped(mark.count),
            percent(share)
        );
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

/// A share that is small but there is not said to be nothing.
pub(super) fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.05 { "&lt; 0.1 %".to_owned() } else { format!("{share:.1} %") }
}

/// The step between the lines of an axis, and where it ends: steps are 1, 2 or 5 times a power of ten.
fn axis(most: u64) -> (u64, u64) {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if most.div_ceil(step) <= 4 {
                return (step, most.div_ceil(step) * step);
            }
        }
        power *= 10;
    }
}

/// A number in few letters: `2.5k`.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(super) fn short(number: u64) -> String {
    let scaled = |scale: u64, letter: &str| {
        let value = number as f64 / scale as f64;
        if value < 9.95 && !number.is_multiple_of(scale) {
            format!("{value:.1}{letter}")
        } else {
            format!("{value:.0}{letter}")
        }
    };
    match number {
        0..1_000 => number.to_string(),
        1_000..1_000_000 => scaled(1_000, "k"),
        _ => scaled(1_000_000, "M"),
    }
}

/// How dark a cell of `count` is where `most` is the darkest: 0 to 6, by the square root, since counts are skewed.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 6")]
pub(super) fn shade(count: u64, most: u64) -> u32 {
    if count == 0 { 0 } else { ((count as f64 / most.max(1) as f64).sqrt() * 6.0).ceil() as u32 }
}

/// Bins of equal width over counts by hundredths: from, to (not included), both in hundredths, and count.
pub(super) fn bins(counts: &BTreeMap<u32, u64>, most: u32) -> Vec<(u32, u32, u64)> {
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
        return Vec::new();
    };
    let width = [1, 2, 5, 10, 20, 50].into_iter().find(|width| last / width - first / width < most).unwrap_or(100);
    let mut bins: Vec<(u32, u32, u64)> =
        (first / width..=last / width).map(|bin| (bin * width, (bin + 1) * width, 0)).collect();
    for (at, count) in counts {
        if let Some(bin) = bins.get_mut((at / width - first / width) as usize) {
            bin.2 += count;
        }
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_a_few_round_steps() {
        assert_eq!([axis(1), axis(7), axis(41), axis(1000)], [(1, 1), (2, 8), (20, 60), (500, 1000)]);
    }

    #[test]
    fn bins_hold_all_that_is_counted() {
        let counts = BTreeMap::from([(3, 1), (99, 5), (100, 2)]);
        let bins = bins(&counts, 30);
        assert_eq!(bins.iter().map(|bin| bin.2).sum::<u64>(), 8);
        assert_eq!((bins[0], bins.len()), ((0, 5, 1), 21));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([999, 1000, 1234, 12_345, 2_500_000].map(short), ["999", "1k", "1.2k", "12k", "2.5M"]);
    }

    #[test]
    fn a_histogram_links_every_mark_and_escapes() {
        let mark = |count| Mark { label: "<b>".to_owned(), count, href: "x.html#a&b".to_owned() };
        let svg = histogram("\"", &[mark(1), mark(0), mark(1_000_000)], &[(0, "0".to_owned())]);
        assert_eq!(svg.matches("<a ").count(), 2);
        assert!(svg.contains("href=\"x.html#a&amp;b\"") && !svg.contains("<b>") && !svg.contains("NaN"));
        assert!(!histogram("", &[], &[]).contains("NaN"));
    }
}
