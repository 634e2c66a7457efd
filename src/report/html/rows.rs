//! The rows of a document: a bead each, both sides next to each other, facts marked and linked, findings in the margin.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::marks::{self, Markup};
use crate::bitext::{Bead, BlockKind, Segment};
use crate::check::Severity;
use crate::source::{Lang, LineIndex, Span, boundary_before};

/// So many groups of facts in one row light up together without a script; a row with more lights up the first ones.
const GROUPS: usize = 40;
/// A bead whose probability is below this is shown as unsure.
const UNSURE: f64 = 0.5;
/// So many bytes of a sentence are shown, so many of its facts marked, and so many findings told beside a row: nobody reads
/// on, and no page grows without bound.
const LONGEST: usize = 20_000;
const MARKED: usize = 400;
const TOLD: usize = 100;

/// What the rows are made of.
pub(in crate::report) struct View<'a> {
    /// What ids begin with, so that several documents fit into one page.
    pub(in crate::report) id: String,
    /// The Chinese side.
    pub(in crate::report) zh: SideView<'a>,
    /// The English side.
    pub(in crate::report) en: SideView<'a>,
    /// How the segments correspond.
    pub(in crate::report) beads: &'a [Bead],
    /// What became of the facts.
    pub(in crate::report) verdicts: Vec<VerdictView>,
    /// What was found.
    pub(in crate::report) findings: Vec<FindingView>,
    /// What stands where a side has no sentence, as HTML.
    pub(in crate::report) gap: String,
    /// Whether rows have numbers, and sentences the number of their line.
    pub(in crate::report) numbered: bool,
}

/// One side.
pub(in crate::report) struct SideView<'a> {
    pub(in crate::report) text: &'a str,
    pub(in crate::report) segments: &'a [Segment],
    pub(in crate::report) facts: Vec<FactView>,
    /// The lines of the text, where they are shown.
    pub(in crate::report) lines: Option<&'a LineIndex>,
}

/// A fact.
pub(in crate::report) struct FactView {
    pub(in crate::report) span: Span,
    /// What it says, for people.
    pub(in crate::report) title: String,
}

/// What became of a fact, or of two.
pub(in crate::report) struct VerdictView {
    pub(in crate::report) zh: Option<usize>,
    pub(in crate::report) en: Option<usize>,
    pub(in crate::report) agrees: bool,
}

/// A finding.
pub(in crate::report) struct FindingView {
    pub(in crate::report) severity: Severity,
    /// The places it points to.
    pub(in crate::report) zh: Option<Span>,
    pub(in crate::report) en: Option<Span>,
    /// The place it is about, where it points to none.
    pub(in crate::report) context: Option<(Lang, Span)>,
    /// What the margin says, as HTML.
    pub(in crate::report) html: String,
}

impl FindingView {
    fn mark(&self, lang: Lang) -> Option<Span> {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// The style that lights up the facts of a group.
pub(in crate::report) fn group_style() -> String {
    (0..GROUPS).fold(String::new(), |mut style, group| {
        let _ = writeln!(style, ".bead:has(.k{group}:is(:hover,:focus-visible)) .k{group}{{background:var(--glow)}}");
        style
    })
}

/// What a fact looks like and where it leads.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    /// The fact on the other side that it is paired with.
    other: Option<usize>,
    agrees: bool,
    group: Option<usize>,
}

/// The rows of a document, ready to be written one after the other.
pub(in crate::report) struct Rows<'a> {
    view: View<'a>,
    looks: BTreeMap<Lang, Vec<Look>>,
    marks: BTreeMap<Lang, Vec<Markup>>,
    /// Findings by the row they are shown in.
    margin: BTreeMap<usize, Vec<usize>>,
    last_block: Option<(usize, usize)>,
}

impl<'a> Rows<'a> {
    pub(in crate::report) fn new(view: View<'a>) -> Self {
        let mut rows =
            Self { looks: looks(&view), margin: margin(&view), view, marks: BTreeMap::new(), last_block: None };
        rows.marks = [Lang::Zh, Lang::En].into_iter().map(|lang| (lang, rows.marks_of(lang))).collect();
        rows
    }

    pub(in crate::report) fn len(&self) -> usize {
        self.view.beads.len()
    }

    /// The row that shows the finding `at`.
    #[cfg(feature = "store")]
    pub(in crate::report) fn row_of_finding(&self, at: usize) -> usize {
        self.margin.iter().find(|(_, findings)| findings.contains(&at)).map_or(0, |(row, _)| *row)
    }

    /// Appends the row `row`; rows are written in order.
    pub(in crate::report) fn write(&mut self, row: usize, out: &mut String) {
        let view = &self.view;
        let Some(bead) = view.beads.get(row) else { return };
        let first = (view.zh.segments.get(bead.zh.start), view.en.segments.get(bead.en.start));
        let first = (first.0.filter(|_| !bead.zh.is_empty()), first.1.filter(|_| !bead.en.is_empty()));
        let kind = first.0.or(first.1).map_or(BlockKind::Paragraph, |segment| segment.kind);
        let last = self.last_block.unwrap_or_default();
        // A side that has nothing here opens nothing.
        let blocks = (first.0.map_or(last.0, |segment| segment.block), first.1.map_or(last.1, |segment| segment.block));
        let mut class = "bead".to_owned();
        if kind == BlockKind::Headline {
            class.push_str(" headline");
        }
        if self.last_block.is_some_and(|last| last != blocks) {
            class.push_str(" opens");
        }
        self.last_block = Some(blocks);
        if bead.probability < UNSURE {
            class.push_str(" unsure");
        }
        let title = format!("{bead} · {:.2}", bead.probability);
        if view.numbered {
            let id = &view.id;
            let _ = writeln!(
                out,
                "<div class=\"{class}\" id=\"{id}b{row}\">\n<a class=\"number\" href=\"#{id}b{row}\" title=\"{title}\">{}</a>",
                row + 1
            );
        } else {
            let _ = writeln!(out, "<section class=\"{class}\" title=\"{title}\">");
        }
        self.cell(&view.zh, Lang::Zh, bead.zh.clone(), out);
        self.cell(&view.en, Lang::En, bead.en.clone(), out);
        out.push_str("<div class=\"margin\">");
        let findings = self.margin.get(&row).map(Vec::as_slice).unwrap_or_default();
        for at in findings.iter().take(TOLD) {
            self.finding(*at, out);
        }
        if findings.len() > TOLD {
            let _ = write!(out, "<p>… +{}</p>", findings.len() - TOLD);
        }
        out.push_str(if view.numbered { "</div>\n</div>\n" } else { "</div>\n</section>\n" });
    }

    fn cell(&self, side: &SideView<'_>, lang: Lang, range: Range<usize>, out: &mut String) {
        let code = if lang == Lang::Zh { "zh-Hans" } else { "en" };
        let segments = side.segments.get(range).unwrap_or_default();
        if segments.is_empty() {
            let _ = writeln!(out, "<p class=\"gap\">{}</p>", self.view.gap);
            return;
        }
        let marks = self.marks.get(&lang).map(Vec::as_slice).unwrap_or_default();
        let _ = write!(out, "<p lang=\"{code}\">");
        for (at, segment) in segments.iter().enumerate() {
            if let Some(lines) = side.lines {
                let line = lines.line_of(segment.span.start) + 1;
                let again =
                    at > 0 && segments.get(at - 1).is_some_and(|last| lines.line_of(last.span.start) + 1 == line);
                if !again {
                    let _ = write!(out, "<span class=\"line\" aria-hidden=\"true\">{line}</span>");
                }
            }
            if at > 0 && lang == Lang::En {
                out.push(' ');
            }
            let shown = shortened(side.text, segment.span);
            let from = marks.partition_point(|mark| mark.span.start < shown.start);
            let to = marks.partition_point(|mark| mark.span.start < shown.end);
            marks::push(side.text, shown, lang, marks.get(from..to.min(from + MARKED)).unwrap_or_default(), out);
            if shown != segment.span {
                let _ = write!(out, " <span class=\"cut\">… (+{} B)</span>", segment.span.len() - shown.len());
            }
        }
        out.push_str("</p>\n");
    }

    /// All that is to be marked on one side, in order.
    fn marks_of(&self, lang: Lang) -> Vec<Markup> {
        let side = side(&self.view, lang);
        let mut marks = Vec::new();
        let mut told: BTreeMap<Span, (usize, Severity)> = BTreeMap::new();
        for (at, finding) in self.view.findings.iter().enumerate() {
            if let Some(span) = finding.mark(lang).filter(|span| !span.is_empty()) {
                told.entry(span).or_insert((at, finding.severity));
            }
        }
        for (at, fact) in side.facts.iter().enumerate() {
            marks.push(self.fact(lang, at, fact, told.remove(&fact.span)));
        }
        for (span, (at, severity)) in told {
            // What covers several sentences is marked in each.
            let first = side.segments.partition_point(|segment| segment.span.end <= span.start);
            let inside = side.segments.iter().skip(first).take_while(|segment| segment.span.start < span.end);
            for (piece, segment) in inside.enumerate() {
                let (id, code) = (&self.view.id, lang.code());
                let id = if piece == 0 { format!(" id=\"{id}{code}{at}\"") } else { String::new() };
                let open = format!("<span class=\"hit {}\"{id}>", severity.name());
                let (start, end) = (span.start.max(segment.span.start), span.end.min(segment.span.end));
                marks.push(Markup { span: Span::new(start, end), open, close: "</span>" });
            }
        }
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        marks
    }

    fn fact(&self, lang: Lang, at: usize, fact: &FactView, finding: Option<(usize, Severity)>) -> Markup {
        let look = self.look(lang, at).unwrap_or_default();
        let mut class = "fact".to_owned();
        if let Some((_, severity)) = finding {
            let _ = write!(class, " hit {}", severity.name());
        } else if !look.agrees {
            class.push_str(" alone");
        }
        if let Some(group) = look.group {
            let _ = write!(class, " k{group}");
        }
        let (id, code) = (&self.view.id, lang.code());
        let common = format!("class=\"{class}\" id=\"{id}{code}-{at}\" title=\"{}\"", marks::escaped(&fact.title));
        // A finding is told in the margin; else the fact leads to its counterpart.
        let target = finding
            .map(|(at, _)| format!("{id}f{at}"))
            .or_else(|| look.other.map(|other| format!("{id}{}-{other}", lang.other().code())));
        match target {
            Some(target) => Markup { span: fact.span, open: format!("<a {common} href=\"#{target}\">"), close: "</a>" },
            None => Markup { span: fact.span, open: format!("<span {common} tabindex=\"0\">"), close: "</span>" },
        }
    }

    fn finding(&self, at: usize, out: &mut String) {
        let Some(finding) = self.view.findings.get(at) else { return };
        let group = self.group_of(finding).map_or(String::new(), |group| format!(" k{group}"));
        let (id, name) = (&self.view.id, finding.severity.name());
        let _ = write!(
            out,
            "<div class=\"finding {name}{group}\" role=\"note\" id=\"{id}f{at}\" tabindex=\"-1\">{}</div>",
            finding.html
        );
    }

    /// The group of facts that a finding speaks of.
    fn group_of(&self, finding: &FindingView) -> Option<usize> {
        [Lang::En, Lang::Zh].into_iter().find_map(|lang| {
            let facts = &side(&self.view, lang).facts;
            let span = finding.mark(lang)?;
            let at = facts.partition_point(|fact| fact.span.start < span.start);
            facts.get(at).filter(|fact| fact.span == span)?;
            self.look(lang, at)?.group
        })
    }

    fn look(&self, lang: Lang, at: usize) -> Option<Look> {
        self.looks.get(&lang)?.get(at).copied()
    }
}

fn side<'v, 'a>(view: &'v View<'a>, lang: Lang) -> &'v SideView<'a> {
    match lang {
        Lang::Zh => &view.zh,
        Lang::En => &view.en,
    }
}

/// As much of `span` as is shown.
fn shortened(text: &str, span: Span) -> Span {
    if span.len() <= LONGEST {
        return span;
    }
    Span::new(span.start, boundary_before(text, span.start + LONGEST))
}

fn looks(view: &View<'_>) -> BTreeMap<Lang, Vec<Look>> {
    let mut looks = BTreeMap::from([
        (Lang::Zh, vec![Look::default(); view.zh.facts.len()]),
        (Lang::En, vec![Look::default(); view.en.facts.len()]),
    ]);
    let mut in_row: BTreeMap<usize, usize> = BTreeMap::new();
    for verdict in &view.verdicts {
        let paired = verdict.zh.zip(verdict.en);
        let row = verdict.en.and_then(|en| row_of(view, Lang::En, view.en.facts.get(en)?.span));
        let group = row.filter(|_| paired.is_some()).map(|row| {
            let next = in_row.entry(row).or_default();
            *next += 1;
            *next - 1
        });
        for (lang, fact, other) in [(Lang::Zh, verdict.zh, verdict.en), (Lang::En, verdict.en, verdict.zh)] {
            let look = fact.and_then(|fact| looks.get_mut(&lang)?.get_mut(fact));
            if let Some(look) = look {
                *look = Look { other, agrees: verdict.agrees, group: group.filter(|&group| group < GROUPS) };
            }
        }
    }
    looks
}

fn margin(view: &View<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut margin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, finding) in view.findings.iter().enumerate() {
        let marked = [Lang::En, Lang::Zh].into_iter().find_map(|lang| row_of(view, lang, finding.mark(lang)?));
        let row = marked.or_else(|| finding.context.and_then(|(lang, span)| row_of(view, lang, span))).unwrap_or(0);
        margin.entry(row).or_default().push(at);
    }
    margin
}

/// The row that shows `span` of the text of `lang`.
fn row_of(view: &View<'_>, lang: Lang, span: Span) -> Option<usize> {
    let segments = side(view, lang).segments;
    let segment = segments.partition_point(|segment| segment.span.start <= span.start).checked_sub(1)?;
    let end = |bead: &Bead| if lang == Lang::Zh { bead.zh.end } else { bead.en.end };
    let row = view.beads.partition_point(|bead| end(bead) <= segment);
    (row < view.beads.len()).then_some(row)
}
