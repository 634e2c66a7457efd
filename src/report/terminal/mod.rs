//! The report for people: each finding like a compiler's, then the sum.
//!
//! ```text
//! error[scale-slip]: 四百一十九万件 is 4,190,000; the English says 41,900,000, ten times as much
//!   ┌─ a.md:11:1312 (English)
//!   │ … supplied 41.9 million pieces of farm tools …
//!   │            ^^^^^^^^^^^^^^^^^^^
//!   ├─ a.md:34:371 (Chinese)
//!   │ … 供应农具四百一十九万件，新式农具 …
//!   │           ~~~~~~~~~~~~~~
//!   = help: "4.19 million pieces"
//! ```
//!
//! Why not a crate for such reports: they show whole lines of one text, and the line of an article is a paragraph of a
//! thousand characters; here two texts are shown, a few words of each.

mod rules;
mod summary;
mod window;
mod wrap;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::labels::Labels;
use super::{Alarm, Spot, visible};
use crate::check::{Severity, Ui};
use crate::source::{Span, boundary_before};

/// Cells before the text of a window: `  │ `.
const GUTTER: usize = 4;

/// How to write for a person.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// The language of the report.
    pub ui: Ui,
    /// Whether to colour.
    pub colour: bool,
    /// The width of the terminal in cells; `None` for a file or a pipe: windows are then [`Terminal::WIDTH`] wide and
    /// messages are not wrapped, so that a line of a message is one line.
    pub width: Option<usize>,
}

impl Terminal {
    /// How wide a window is where no terminal tells.
    pub const WIDTH: usize = 100;

    /// Appends one finding.
    pub fn alarm(&self, alarm: &Alarm, out: &mut String) {
        let labels = Labels::of(self.ui);
        let tone = self.style(severity_style(alarm.severity));
        let strong = self.style(Style::new().bold());
        let head = format!("{}[{}]: ", labels.severity(alarm.severity), alarm.rule.name);
        let head_length = head.len();
        let text = wrap::wrap(&format!("{head}{}", visible::name(&alarm.message)), self.width, GUTTER);
        let (head, message) = text.split_at_checked(head_length).unwrap_or(("", &text));
        let _ = writeln!(out, "{tone}{head}{tone:#}{strong}{message}{strong:#}");
        let (first, second) = alarm.sides();
        self.side(first, second, "┌─", alarm, out);
        self.side(second, first, "├─", alarm, out);
        if let Some(help) = &alarm.help {
            let head = format!("  = {}: ", labels.help);
            let rule = self.style(RULE);
            let text = wrap::wrap(&format!("{head}{}", visible::name(help)), self.width, GUTTER);
            let help = text.get(head.len()..).unwrap_or_default();
            let _ = writeln!(out, "{rule}  ={rule:#} {strong}{}{strong:#}: {help}", labels.help);
        }
        out.push('\n');
    }

    fn side(&self, spot: &Spot, other: &Spot, corner: &str, alarm: &Alarm, out: &mut String) {
        let labels = Labels::of(self.ui);
        let rule = self.style(RULE);
        let (path, from) = (visible::name(&spot.path), spot.from);
        let name = labels.lang(spot.lang);
        let nothing = if spot.sentence.trim().is_empty() { labels.nothing_here } else { "" };
        let id =
            alarm.id.as_ref().map_or(String::new(), |id| format!(", {} {}", labels.pair, visible::name(&short(id))));
        // A Word document has no lines that a person sees.
        let is_word = path.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case("docx"));
        let place = if is_word { format!(", {} {}", labels.paragraph, from.line) } else { String::new() };
        let _ =
            writeln!(out, "{rule}  {corner}{rule:#} {path}:{}:{} ({name}{place}{nothing}{id})", from.line, from.column);
        if spot.sentence.trim().is_empty() {
            return;
        }
        let cells = self.width.unwrap_or(Self::WIDTH).saturating_sub(GUTTER + 1);
        let mark = spot.mark.unwrap_or_else(|| across(other, spot));
        let window = window::around(&spot.sentence, mark, cells);
        let _ = writeln!(out, "{rule}  │{rule:#} {}", window.line.trim_end());
        if spot.mark.is_some() {
            let tone = self.style(if corner == "┌─" { severity_style(alarm.severity) } else { RULE });
            let line = if corner == "┌─" { "^" } else { "~" }.repeat(window.marked.max(1));
            let _ = writeln!(out, "{rule}  │{rule:#} {}{tone}{line}{tone:#}", " ".repeat(window.before));
        }
    }

    /// The style, or none where there is no colour.
    fn style(&self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }
}

/// The style of what frames a window.
const RULE: Style = AnsiColor::Cyan.on_default();

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::Green.on_default().bold(),
    }
}

/// The name of a pair, cut where it is long: a catalogue names its entries by their whole text.
fn short(id: &str) -> String {
    const LONGEST: usize = 30;
    let line = id.lines().next().unwrap_or_default();
    let cut = line.char_indices().nth(LONGEST).and_then(|(end, _)| line.get(..end));
    cut.map_or_else(|| line.to_owned(), |cut| format!("{}…", cut.trim_end()))
}

/// Where in the sentence of `spot`, which has no mark, to look for what `other` marks: as far along as that stands in
/// its own sentence.
fn across(other: &Spot, spot: &Spot) -> Span {
    let at = other.mark.map_or(0, |mark| mark.start);
    let wanted = spot.sentence.len().saturating_mul(at) / other.sentence.len().max(1);
    let at = boundary_before(&spot.sentence, wanted);
    Span::new(at, at)
}
