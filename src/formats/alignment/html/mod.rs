//! A page for people: the two texts side by side, a row a bead, and the path of the alignment as a dot plot.
//!
//! The page stands alone: no script, no request, every piece of text escaped, and a Content-Security-Policy that allows
//! nothing but its own styles. A dot of the plot leads to its row.

mod plot;

use std::fmt::Write as _;
use std::ops::Range;

use super::{Aligned, AlignedSide, Export};
use crate::bitext::{Bead, BlockKind};
use crate::formats::xml::XmlText;
use crate::source::Lang;

const STYLE: &str = include_str!("style.css");

/// How many doubtful beads the overview lists.
const DOUBTS: usize = 12;

/// How sure a bead is, as a class of the style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// 0.9 and more.
    Sure,
    /// From a half on.
    Fair,
    /// Rather wrong than right.
    Unsure,
    /// No counterpart.
    Unaligned,
}

impl Sureness {
    const ALL: [Self; 4] = [Self::Sure, Self::Fair, Self::Unsure, Self::Unaligned];

    fn of(bead: &Bead) -> Self {
        if !bead.is_match() {
            Self::Unaligned
        } else if bead.probability >= 0.9 {
            Self::Sure
        } else if bead.probability >= 0.5 {
            Self::Fair
        } else {
            Self::Unsure
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Sure => "p9",
            Self::Fair => "p5",
            Self::Unsure => "p0",
            Self::Unaligned => "none",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Sure => "90 % sure and more",
            Self::Fair => "50 to 90 %",
            Self::Unsure => "less than 50 %",
            Self::Unaligned => "no counterpart",
        }
    }
}

/// What a bead is and how sure: `2–1, 62 %`.
fn describe(bead: &Bead) -> String {
    format!("{}–{}, {:.0} %", bead.zh.len(), bead.en.len(), bead.probability * 100.0)
}

impl Aligned<'_> {
    /// The path of the alignment as a dot plot, an SVG that stands in HTML; `link` is where the row of a bead is.
    pub fn dot_plot(&self, link: &dyn Fn(usize) -> String) -> String {
        let mut out = String::new();
        plot::write(&mut out, self, link);
        out
    }
}

/// Writes the page.
pub(super) fn write(aligned: &Aligned<'_>) -> Export {
    let mut page = XmlText::default();
    page.markup(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"duizhao\">\n<title>",
    );
    page.text(aligned.name);
    page.markup(" – aligned</title>\n<style>\n");
    page.markup(STYLE);
    page.markup("</style>\n</head>\n<body>\n");
    write_overview(&mut page, aligned);
    page.markup("<main>\n");
    let (mut zh_block, mut en_block) = (None, None);
    for (at, bead) in aligned.beads.iter().enumerate() {
        let starts =
            begins_block(&aligned.zh, &bead.zh, &mut zh_block) | begins_block(&aligned.en, &bead.en, &mut en_block);
        write_bead(&mut page, aligned, at, starts);
    }
    page.markup("</main>\n</body>\n</html>\n");
    Export { replaced: page.replaced, ..Export::one(page.out) }
}

/// Whether the segments begin in another block than the one before ended in.
fn begins_block(side: &AlignedSide<'_>, range: &Range<usize>, block: &mut Option<usize>) -> bool {
    let segments = side.segments.get(range.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return false };
    block.replace(last.block) != Some(first.block)
}

fn write_overview(page: &mut XmlText, aligned: &Aligned<'_>) {
    page.markup("<header>\n<h1>");
    page.text(aligned.name);
    let (zh, en) = (aligned.zh.segments.len(), aligned.en.segments.len());
    let _ =
        writeln!(page.out, "</h1>\n<p>{zh} Chinese and {en} English sentences in {} beads</p>", aligned.beads.len());
    page.markup("<p class=\"kinds\">");
    for sureness in Sureness::ALL {
        let count = aligned.beads.iter().filter(|bead| Sureness::of(bead) == sureness).count();
        if count > 0 {
            let (class, name) = (sureness.class(), sureness.name());
            let _ = write!(page.out, "<span class=\"key {class}\"></span>{name}: {count} &#160; ");
        }
    }
    page.markup("</p>\n</header>\n<div class=\"overview\">\n");
    if !aligned.zh.segments.is_empty() && !aligned.en.segments.is_empty() {
        page.markup("<figure>\n");
        page.markup(&aligned.dot_plot(&|at| format!("#b{at}")));
        page.markup("<figcaption>Chinese from left to right, English downwards; each dot leads to its row</figcaption>\n</figure>\n");
    }
    let mut doubts: Vec<(usize, &Bead)> =
        aligned.beads.iter().enumerate().filter(|(_, bead)| Sureness::of(bead) > Sureness::Sure).collect();
    if !doubts.is_empty() {
        doubts.sort_by(|(_, left), (_, right)| left.probability.total_cmp(&right.probability));
        page.markup("<section>\n<h2>Least sure</h2>\n<ol class=\"doubts\">\n");
        for (at, bead) in doubts.into_iter().take(DOUBTS) {
            let (class, what) = (Sureness::of(bead).class(), describe(bead));
            let _ = writeln!(
                page.out,
                "<li><span class=\"key {class}\"></span><a href=\"#b{at}\">row {}</a>: {what}</li>",
                at + 1
            );
        }
        page.markup("</ol>\n</section>\n");
    }
    page.markup("</div>\n");
}

fn write_bead(page: &mut XmlText, aligned: &Aligned<'_>, at: usize, starts: bool) {
    let Some(bead) = aligned.beads.get(at) else { return };
    let sureness = Sureness::of(bead);
    let (class, starts) = (sureness.class(), if starts { " starts" } else { "" });
    let _ = writeln!(page.out, "<section class=\"bead {class}{starts}\" id=\"b{at}\">");
    write_side(page, &aligned.zh, &bead.zh, Lang::Zh);
    let what = describe(bead);
    let _ = write!(page.out, "<a class=\"link\" href=\"#b{at}\" title=\"{what}\">");
    // The common case needs no words.
    if sureness != Sureness::Sure || bead.zh.len() + bead.en.len() > 2 {
        let _ = write!(page.out, "<span>{what}</span>");
    }
    page.markup("</a>\n");
    write_side(page, &aligned.en, &bead.en, Lang::En);
    page.markup("</section>\n");
}

fn write_side(page: &mut XmlText, side: &AlignedSide<'_>, range: &Range<usize>, lang: Lang) {
    let code = lang.code();
    let _ = writeln!(page.out, "<div class=\"side {code}\" lang=\"{code}\">");
    if range.is_empty() {
        page.markup("<p class=\"missing\" lang=\"en\">no counterpart</p>\n");
    }
    for at in range.clone() {
        let Some(segment) = side.segments.get(at) else { continue };
        let headline = if segment.kind == BlockKind::Headline { " class=\"headline\"" } else { "" };
        let _ = write!(page.out, "<p{headline}><span class=\"number\">{}</span>", at + 1);
        page.text(segment.span.of(side.text));
        page.markup("</p>\n");
    }
    page.markup("</div>\n");
}
