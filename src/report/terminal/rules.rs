//! Rules explained: one at length, or all in a list.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{Terminal, severity_style, wrap};
use crate::check::{Class, Rule, Severity};

impl Terminal {
    /// Appends what `rule` finds, why it matters, a pair that is wrong and one that is right.
    pub fn rule(&self, rule: &Rule, out: &mut String) {
        let strong = self.style(Style::new().bold());
        let tone = self.style(severity_style(rule.severity));
        let text = |text: &str| wrap::wrap(text, self.width, 0);
        let _ = writeln!(out, "{tone}{}[{}]{tone:#}", rule.severity.name(), rule.name);
        let _ = writeln!(out, "{strong}{}{strong:#}\n", text(rule.finds));
        let _ = writeln!(out, "{}\n", text(rule.why));
        let pairs =
            [("wrong", rule.wrong, AnsiColor::Red.on_default()), ("right", rule.right, AnsiColor::Green.on_default())];
        for (name, (zh, en), tone) in pairs {
            let tone = self.style(tone);
            let _ = writeln!(out, "  {tone}{name}{tone:#}  {zh}\n         {en}");
        }
    }

    /// Appends all of `rules` with what they find, by class and then by severity.
    pub fn rule_list(&self, rules: &[&Rule], out: &mut String) {
        let longest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        let strong = self.style(Style::new().bold());
        for class in [Class::Fact, Class::Structure, Class::Term, Class::Text] {
            let of_class = || rules.iter().filter(|rule| rule.class == class);
            if of_class().next().is_some() {
                let _ = writeln!(out, "{strong}{}{strong:#}", class_name(class));
            }
            for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                for rule in of_class().filter(|rule| rule.severity == severity) {
                    let tone = self.style(severity_style(severity));
                    let pad = longest - rule.name.len();
                    let head = format!("  {:<8} {}{:pad$}  ", severity.name(), rule.name, "");
                    let line = wrap::wrap(&format!("{head}{}", rule.finds), self.width, head.len());
                    let finds = line.get(head.len()..).unwrap_or_default();
                    let _ = writeln!(out, "  {tone}{:<8}{tone:#} {}{:pad$}  {finds}", severity.name(), rule.name, "");
                }
            }
        }
    }
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Fact => "Numbers, dates and amounts",
        Class::Structure => "Headlines, datelines and sentences",
        Class::Term => "Terms and names",
        Class::Text => "The text itself",
    }
}
