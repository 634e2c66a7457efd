//! Rules explained: one at length, or all in a list.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::{Terminal, severity_style, wrap};
use crate::check::{Class, Rule, Severity, Ui};
use crate::report::labels::Labels;

impl Terminal {
    /// Appends what `rule` finds, why it matters, a pair that is wrong and one that is right.
    pub fn rule(&self, rule: &Rule, out: &mut String) {
        let strong = self.style(Style::new().bold());
        let tone = self.style(severity_style(rule.severity));
        let text = |text: &str| wrap::wrap(text, self.width, 0);
        let (finds, why) = rule.explained(self.ui);
        let labels = Labels::of(self.ui);
        let _ = writeln!(out, "{tone}{}[{}]{tone:#}", labels.severity(rule.severity), rule.name);
        let _ = writeln!(out, "{strong}{}{strong:#}\n", text(finds));
        let _ = writeln!(out, "{}\n", text(why));
        let pairs = [
            (labels.wrong, rule.wrong, AnsiColor::Red.on_default()),
            (labels.right, rule.right, AnsiColor::Green.on_default()),
        ];
        for (name, (zh, en), tone) in pairs {
            let (tone, pad) = (self.style(tone), name.width());
            let _ = writeln!(out, "  {tone}{name}{tone:#}  {zh}\n  {:pad$}  {en}", "");
        }
    }

    /// Appends all of `rules` with what they find, by class and then by severity.
    pub fn rule_list(&self, rules: &[&Rule], out: &mut String) {
        let longest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        let strong = self.style(Style::new().bold());
        let labels = Labels::of(self.ui);
        for class in [Class::Fact, Class::Structure, Class::Term, Class::Text] {
            let of_class = || rules.iter().filter(|rule| rule.class == class);
            if of_class().next().is_some() {
                let _ = writeln!(out, "{strong}{}{strong:#}", class_name(class, self.ui));
            }
            for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                for rule in of_class().filter(|rule| rule.severity == severity) {
                    let tone = self.style(severity_style(severity));
                    let pad = longest - rule.name.len();
                    let name = labels.severity(severity);
                    let lead = 8_usize.saturating_sub(name.width());
                    // As wide as what stands before the text, in cells.
                    let head = " ".repeat(13 + longest);
                    let line = wrap::wrap(&format!("{head}{}", rule.explained(self.ui).0), self.width, head.len());
                    let finds = line.get(head.len()..).unwrap_or_default();
                    let _ = writeln!(out, "  {tone}{name}{:lead$}{tone:#} {}{:pad$}  {finds}", "", rule.name, "");
                }
            }
        }
    }
}

fn class_name(class: Class, ui: Ui) -> &'static str {
    let (en, zh) = match class {
        Class::Fact => ("Numbers, dates and amounts", "数字、日期与数量"),
        Class::Structure => ("Headlines, datelines and sentences", "标题、电头与句子"),
        Class::Term => ("Terms and names", "术语与人名"),
        Class::Text => ("The text itself", "文本本身"),
    };
    match ui {
        Ui::En => en,
        Ui::Zh => zh,
    }
}
