//! A document as a page: both sides next to each other, facts marked and linked, findings in the margin.
//!
//! The page is one file without scripts; its policy lets it load nothing. Which facts belong together is shown by style
//! sheet alone: within a row, pointing at one lights up the other.

mod marks;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use self::marks::{Markup, escaped};
use super::labels::Labels;
use super::{Alarm, Summary, alarm, sum};
use crate::align::SideText;
use crate::bitext::{Alignment, Bead, BlockKind};
use crate::check::{Finding, Severity, Ui, Verdict};
use crate::facts::Fact;
use crate::source::{Lang, Span};

/// So many groups of facts in one row light up together; a row with more lights up the first ones.
const GROUPS: usize = 40;
/// A bead whose probability is below this is shown as unsure.
const UNSURE: f64 = 0.5;

/// What a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// What the document is called.
    pub name: &'a str,
    /// The Chinese side.
    pub zh: SideText<'a>,
    /// The English side.
    pub en: SideText<'a>,
    /// How the segments correspond.
    pub alignment: &'a Alignment,
    /// What became of each fact.
    pub verdicts: &'a [Verdict],
    /// What was found, and how it is said.
    pub findings: &'a [(Finding, Alarm)],
    /// The sum.
    pub summary: &'a Summary,
    /// The language of messages.
    pub ui: Ui,
}

/// What stands before all documents.
pub(super) fn head(ui: Ui) -> String {
    let mut style = include_str!("page.css").to_owned();
    for group in 0..GROUPS {
        let _ = writeln!(style, ".bead:has(.k{group}:is(:hover,:focus-visible)) .k{group}{{background:var(--glow)}}");
    }
    let lang = if ui == Ui::Zh { "zh-Hans" } else { "en" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"duizhao {}\">\n<title>duizhao</title>\n<style>\n{style}</style>\n</head>\n<body>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// What stands after all documents.
pub(super) const TAIL: &str = "</body>\n</html>\n";

/// One document.
pub fn document(page: &Page<'_>) -> String {
    let mut writer = Writer::new(page);
    writer.write();
    writer.out
}

/// What a fact looks like and where it leads.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    /// The fact on the other side that it is paired with.
    other: Option<usize>,
    agrees: bool,
    group: Option<usize>,
}

struct Writer<'a> {
    page: &'a Page<'a>,
    labels: Labels,
    /// What the ids of this document begin with, so that several fit into one page.
    id: String,
    looks: BTreeMap<Lang, Vec<Look>>,
    /// Findings by the row they are shown in.
    rows: BTreeMap<usize, Vec<usize>>,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        let mut looks = BTreeMap::from([
            (Lang::Zh, vec![Look::default(); page.zh.facts.len()]),
            (Lang::En, vec![Look::default(); page.en.facts.len()]),
        ]);
        let mut in_row: BTreeMap<usize, usize> = BTreeMap::new();
        for verdict in page.verdicts {
            let paired = verdict.zh.zip(verdict.en);
            let row = verdict.en.and_then(|en| row_of(page, Lang::En, page.en.facts.get(en)?.span));
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
        let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, (finding, _)) in page.findings.iter().enumerate() {
            let place = |lang: Lang| {
                let context = if lang == Lang::En { finding.en_context } else { finding.zh_context };
                let span = finding.mark(lang).map(|mark| mark.span);
                span.or_else(|| (!context.is_empty()).then_some(context)).and_then(|span| row_of(page, lang, span))
            };
            let marked = [Lang::En, Lang::Zh].into_iter().find(|&lang| finding.mark(lang).is_some());
            let row = marked.and_then(place).or_else(|| place(Lang::Zh)).or_else(|| place(Lang::En)).unwrap_or(0);
            rows.entry(row).or_default().push(at);
        }
        let id = alarm::key_of(page.name);
        Self { page, labels: Labels::of(page.ui), id, looks, rows, out: String::new() }
    }

    fn write(&mut self) {
        let page = self.page;
        let _ = writeln!(self.out, "<article>\n<h1>{}</h1>", escaped(page.name));
        let line = format!("{} · {}", sum::facts(page.summary, page.ui), sum::findings(page.summary, page.ui));
        let _ = writeln!(self.out, "<p class=\"sum\">{}</p>", escaped(&line));
        self.table();
        let (zh, en) = (self.labels.lang(Lang::Zh), self.labels.lang(Lang::En));
        let _ = writeln!(
            self.out,
            "<div class=\"heads\"><span>{zh}</span><span>{en}</span><span>{}</span></div>",
            self.labels.findings
        );
        let zh_marks = self.marks(Lang::Zh);
        let en_marks = self.marks(Lang::En);
        let mut last_block = None;
        for (row, bead) in page.alignment.beads.iter().enumerate() {
            self.row(row, bead, &zh_marks, &en_marks, &mut last_block);
        }
        self.out.push_str("</article>\n");
    }

    fn table(&mut self) {
        let labels = self.labels;
        self.out.push_str("<table><tr><th></th>");
        for head in labels.columns {
            let _ = write!(self.out, "<th>{head}</th>");
        }
        self.out.push_str("</tr>\n");
        for (kind, count) in &self.page.summary.tally.facts {
            let cells = [count.agree, count.differ, count.only_zh, count.only_en];
            let _ = write!(self.out, "<tr><th>{}</th>", labels.kind(*kind));
            for cell in cells {
                let _ = write!(self.out, "<td>{cell}</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, row: usize, bead: &Bead, zh: &[Markup], en: &[Markup], last_block: &mut Option<(usize, usize)>) {
        let page = self.page;
        let first = (page.zh.segments.get(bead.zh.start), page.en.segments.get(bead.en.start));
        let kind = first.0.or(first.1).map_or(BlockKind::Paragraph, |segment| segment.kind);
        let blocks = (first.0.map_or(0, |segment| segment.block), first.1.map_or(0, |segment| segment.block));
        let mut class = "bead".to_owned();
        if kind == BlockKind::Headline {
            class.push_str(" headline");
        }
        if last_block.is_some_and(|last| last.0 != blocks.0 || last.1 != blocks.1) {
            class.push_str(" opens");
        }
        *last_block = Some(blocks);
        if bead.probability < UNSURE {
            class.push_str(" unsure");
        }
        let _ = writeln!(self.out, "<section class=\"{class}\" title=\"{bead} · {:.2}\">", bead.probability);
        self.cell(page.zh, Lang::Zh, bead.zh.clone(), zh);
        self.cell(page.en, Lang::En, bead.en.clone(), en);
        self.out.push_str("<div class=\"margin\">");
        for at in self.rows.get(&row).cloned().unwrap_or_default() {
            self.finding(at);
        }
        self.out.push_str("</div>\n</section>\n");
    }

    fn cell(&mut self, side: SideText<'_>, lang: Lang, range: std::ops::Range<usize>, marks: &[Markup]) {
        let code = if lang == Lang::Zh { "zh" } else { "en" };
        let segments = side.segments.get(range).unwrap_or_default();
        if segments.is_empty() {
            let _ = writeln!(self.out, "<p class=\"gap\">{}</p>", self.labels.gap);
            return;
        }
        let _ = write!(self.out, "<p lang=\"{code}\">");
        for (at, segment) in segments.iter().enumerate() {
            if at > 0 && lang == Lang::En {
                self.out.push(' ');
            }
            let from = marks.partition_point(|mark| mark.span.start < segment.span.start);
            let to = marks.partition_point(|mark| mark.span.start < segment.span.end);
            marks::push(side.text, segment.span, lang, marks.get(from..to).unwrap_or_default(), &mut self.out);
        }
        self.out.push_str("</p>\n");
    }

    /// All that is to be marked on one side, in order.
    fn marks(&self, lang: Lang) -> Vec<Markup> {
        let side = if lang == Lang::Zh { self.page.zh } else { self.page.en };
        let mut marks = Vec::new();
        let mut told: BTreeMap<Span, (usize, Severity)> = BTreeMap::new();
        for (at, (finding, alarm)) in self.page.findings.iter().enumerate() {
            if let Some(mark) = finding.mark(lang).filter(|mark| !mark.span.is_empty()) {
                told.entry(mark.span).or_insert((at, alarm.severity));
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
                let id = if piece == 0 { format!(" id=\"{}{}{at}\"", self.id, lang.code()) } else { String::new() };
                let open = format!("<span class=\"hit {}\"{id}>", severity.name());
                let (start, end) = (span.start.max(segment.span.start), span.end.min(segment.span.end));
                marks.push(Markup { span: Span::new(start, end), open, close: "</span>" });
            }
        }
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        marks
    }

    fn fact(&self, lang: Lang, at: usize, fact: &Fact, finding: Option<(usize, Severity)>) -> Markup {
        let look = self.looks.get(&lang).and_then(|looks| looks.get(at)).copied().unwrap_or_default();
        let mut class = "fact".to_owned();
        if let Some((_, severity)) = finding {
            let _ = write!(class, " hit {}", severity.name());
        } else if !look.agrees {
            class.push_str(" alone");
        }
        if let Some(group) = look.group {
            let _ = write!(class, " k{group}");
        }
        let (id, code) = (&self.id, lang.code());
        let value = escaped(format!("{} {}", self.labels.kind(fact.kind), value(fact)).trim_end());
        let common = format!("class=\"{class}\" id=\"{id}{code}-{at}\" title=\"{value}\"");
        // A finding is told in the margin; else the fact leads to its counterpart.
        let target = finding
            .map(|(at, _)| format!("{id}f{at}"))
            .or_else(|| look.other.map(|other| format!("{id}{}-{other}", lang.other().code())));
        match target {
            Some(target) => Markup { span: fact.span, open: format!("<a {common} href=\"#{target}\">"), close: "</a>" },
            None => Markup { span: fact.span, open: format!("<span {common} tabindex=\"0\">"), close: "</span>" },
        }
    }

    fn finding(&mut self, at: usize) {
        let Some((finding, alarm)) = self.page.findings.get(at) else { return };
        let severity = alarm.severity;
        let _ = write!(
            self.out,
            "<aside class=\"{}{}\" id=\"{}f{at}\"><b>{}</b> {} <br>{}",
            severity.name(),
            self.group_of(finding).map_or(String::new(), |group| format!(" k{group}")),
            self.id,
            self.labels.severity(severity),
            alarm.rule.name,
            escaped(&alarm.message),
        );
        if let Some(help) = &alarm.help {
            let _ = write!(self.out, "<br><span class=\"help\">{}</span>", escaped(help));
        }
        self.out.push_str("</aside>");
    }

    /// The group of facts that a finding speaks of.
    fn group_of(&self, finding: &Finding) -> Option<usize> {
        [Lang::En, Lang::Zh].into_iter().find_map(|lang| {
            let side = if lang == Lang::Zh { self.page.zh } else { self.page.en };
            let span = finding.mark(lang)?.span;
            let at = side.facts.partition_point(|fact| fact.span.start < span.start);
            side.facts.get(at).filter(|fact| fact.span == span)?;
            self.looks.get(&lang)?.get(at)?.group
        })
    }
}

/// The row that shows `span` of the text of `lang`.
fn row_of(page: &Page<'_>, lang: Lang, span: Span) -> Option<usize> {
    let side = if lang == Lang::Zh { page.zh } else { page.en };
    let segment = side.segments.partition_point(|segment| segment.span.start <= span.start).checked_sub(1)?;
    let beads = &page.alignment.beads;
    let end = |bead: &Bead| if lang == Lang::Zh { bead.zh.end } else { bead.en.end };
    let row = beads.partition_point(|bead| end(bead) <= segment);
    (row < beads.len()).then_some(row)
}

/// The value of a fact with its unit.
fn value(fact: &Fact) -> String {
    let unit = fact.unit.map_or(String::new(), |unit| format!(" {unit}"));
    let is_open = fact.interval.as_point().is_none() && (fact.interval.min.is_some() || fact.interval.max.is_some());
    let claims = if is_open { format!(" {}", fact.interval) } else { String::new() };
    // A date without a year, month or day of its own has no value to show: 今年.
    let value = fact.value.to_string();
    format!("{}{unit}{claims}", if value == "-" { "" } else { &value })
}
