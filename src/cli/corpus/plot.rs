//! A series as a picture: the middle value of each period as a line, the smallest and the largest as a band.

use std::fmt::Write as _;

use crate::corpus::Point;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 420.0;
/// Left, top, right, bottom: room for labels.
const MARGIN: [f64; 4] = [80.0, 40.0, 20.0, 40.0];

/// An SVG of its own, which any browser shows.
pub(super) fn svg(title: &str, points: &[Point]) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"{}\" y=\"22\" \
         font-size=\"15\">{}</text>\n",
        MARGIN[0],
        escape(title)
    );
    let scale = Scale::new(points);
    let Some(scale) = scale else {
        let _ = writeln!(out, "<text x=\"{}\" y=\"60\">no values</text>\n</svg>", MARGIN[0]);
        return out;
    };
    let bottom = HEIGHT - MARGIN[3];
    for (value, y) in scale.marks() {
        let _ = writeln!(
            out,
            "<line x1=\"{}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\" stroke=\"#ddd\"/>\n<text x=\"{}\" y=\"{:.1}\" \
             text-anchor=\"end\">{}</text>",
            MARGIN[0],
            WIDTH - MARGIN[2],
            MARGIN[0] - 6.0,
            y + 4.0,
            short(value)
        );
    }
    let xs: Vec<f64> = points.iter().map(|point| scale.x(&point.period)).collect();
    let mut labelled = f64::MIN;
    for (point, x) in points.iter().zip(&xs) {
        if x - labelled > 46.0 {
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                bottom + 18.0,
                escape(&point.period)
            );
            labelled = *x;
        }
    }
    let path = |values: &mut dyn Iterator<Item = (f64, f64)>| {
        values.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
    };
    let at = |pick: fn(&Point) -> f64| points.iter().zip(&xs).map(move |(point, x)| (*x, pick(point)));
    let mut band = at(|point| point.max.to_f64())
        .chain(at(|point| point.min.to_f64()).collect::<Vec<_>>().into_iter().rev())
        .map(|(x, value)| (x, scale.y(value)));
    let _ = writeln!(out, "<polygon points=\"{}\" fill=\"#9ecae1\" fill-opacity=\"0.5\"/>", path(&mut band));
    let mut line = at(|point| point.median.to_f64()).map(|(x, value)| (x, scale.y(value)));
    let _ = writeln!(out, "<polyline points=\"{}\" fill=\"none\" stroke=\"#08519c\"/>", path(&mut line));
    for (point, x) in points.iter().zip(&xs) {
        let Point { period, count, min, median, max, ranges, at_least, at_most } = point;
        let open = at_least + at_most;
        let vague = if ranges + open > 0 { format!("; {ranges} ranges, {open} bounds") } else { String::new() };
        let y = scale.y(median.to_f64());
        let _ = writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#08519c\"><title>{}: {median} ({count} values, {min} to \
             {max}{vague})</title></circle>",
            escape(period)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// Where values and periods lie in the picture.
struct Scale {
    /// First and last period, in years.
    time: (f64, f64),
    /// Lowest and highest value, or their decimal logarithms.
    value: (f64, f64),
    logarithmic: bool,
}

impl Scale {
    fn new(points: &[Point]) -> Option<Self> {
        let time = (years(&points.first()?.period), years(&points.last()?.period));
        let low = points.iter().map(|point| point.min.to_f64()).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(|point| point.max.to_f64()).fold(f64::NEG_INFINITY, f64::max);
        let logarithmic = low > 0.0 && high / low > 100.0;
        let value =
            if logarithmic { (low.log10().floor(), high.log10().ceil()) } else { (low.min(0.0), high.max(0.0)) };
        let value = if value.0 < value.1 { value } else { (value.0, value.0 + 1.0) };
        Some(Self { time, value, logarithmic })
    }

    fn x(&self, period: &str) -> f64 {
        let (first, last) = self.time;
        let share = if last > first { (years(period) - first) / (last - first) } else { 0.5 };
        MARGIN[0] + share * (WIDTH - MARGIN[0] - MARGIN[2])
    }

    fn y(&self, value: f64) -> f64 {
        let value = if self.logarithmic { value.log10() } else { value };
        let share = (value - self.value.0) / (self.value.1 - self.value.0);
        HEIGHT - MARGIN[3] - share * (HEIGHT - MARGIN[1] - MARGIN[3])
    }

    /// The values that get a line, and where.
    fn marks(&self) -> Vec<(f64, f64)> {
        let (low, high) = self.value;
        let step = if self.logarithmic { 1.0 } else { round_step((high - low) / 5.0) };
        let mut marks = Vec::new();
        let mut at = (low / step).ceil() * step;
        while at <= high + step * 1e-9 && marks.len() < 64 {
            let value = if self.logarithmic { 10_f64.powf(at) } else { at };
            marks.push((value, self.y(value)));
            at += step;
        }
        marks
    }
}

/// 1, 2 or 5 times a power of ten, near `step`.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| step <= factor * power).unwrap_or(10.0);
    factor * power
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `1954-06` as a number of years.
fn years(period: &str) -> f64 {
    let mut parts = period.split('-').map(|part| part.parse::<f64>().unwrap_or(0.0));
    let (year, month) = (parts.next().unwrap_or(0.0), parts.next());
    year + month.map_or(0.0, |month| (month - 1.0) / 12.0)
}

/// A value on an axis: `2.5 M`.
fn short(value: f64) -> String {
    let scales = [(1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")];
    let (scale, letter) = scales.into_iter().find(|(scale, _)| value.abs() >= *scale).unwrap_or((1.0, ""));
    let number = format!("{:.2}", value / scale);
    let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { &number };
    format!("{number}{letter}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Exact;

    fn point(period: &str, values: [i128; 3]) -> Point {
        let [min, median, max] = values.map(Exact::integer);
        let (ranges, at_least, at_most) = (usize::from(period == "1950"), 0, usize::from(period == "1950"));
        Point { period: period.to_owned(), count: 3, min, median, max, ranges, at_least, at_most }
    }

    #[test]
    fn a_picture_has_every_point() {
        let picture = svg("棉花 <mu>", &[point("1950", [1, 2, 3]), point("1953-06", [2, 2000, 30_000])]);
        assert!(picture.contains("棉花 &lt;mu&gt;") && picture.contains("1953-06: 2000 (3 values, 2 to 30000)"));
        assert!(picture.contains("1950: 2 (3 values, 1 to 3; 1 ranges, 1 bounds)"), "{picture}");
        assert_eq!(picture.matches("<circle").count(), 2);
        assert!(picture.contains(">10 k</text>"), "{picture}");
        assert!(svg("", &[]).contains("no values"));
        assert!(!svg("", &[point("1950", [0, 0, 0])]).contains("NaN"));
    }

    #[test]
    fn values_on_the_axis_are_short() {
        let written = [0.0, 0.5, 12.0, 1500.0, 2_000_000.0].map(short);
        assert_eq!(written, ["0", "0.5", "12", "1.5 k", "2 M"]);
    }
}
