//! What all pages have in common: head, navigation, foot.

use std::fmt::Write as _;

use super::words::word;
use crate::check::Ui;
use crate::report::html::escaped;

/// A page of the site.
pub(super) struct Page<'a> {
    /// The title in the window, in both languages.
    pub(super) title: (&'a str, &'a str),
    /// How many folders deep the page lies.
    pub(super) depth: usize,
    /// Which entry of the navigation it is or belongs to.
    pub(super) tab: &'static str,
    /// Scripts besides the one of all pages.
    pub(super) scripts: &'a [&'a str],
    /// The language of a page without scripts.
    pub(super) ui: Ui,
}

/// The entries of the navigation: page and word.
const TABS: &[(&str, &str)] = &[
    ("index.html", "overview"),
    ("articles.html", "articles-title"),
    ("facts.html", "facts-title"),
    ("terms.html", "terms-title"),
    ("rules.html", "rules-title"),
];

/// Scripts and styles come from beside the page, whether it lies on a disk or a server; nothing else is loaded, and no
/// script may turn text into markup.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types duizhao";

impl Page<'_> {
    /// The whole page around `main`.
    pub(super) fn around(&self, main: &str) -> String {
        let root = "../".repeat(self.depth);
        let (lang, ui) = if self.ui == Ui::Zh { ("zh-Hans", "zh") } else { ("en", "en") };
        let title = if self.ui == Ui::Zh { self.title.1 } else { self.title.0 };
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\" data-ui=\"{ui}\" data-root=\"{root}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"duizhao {version}\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title} – duizhao</title>\n<link rel=\"stylesheet\" href=\"{root}assets/site.css\">\n\
             <script src=\"{root}assets/ui.js\"></script>\n<script defer src=\"{root}assets/words.js\"></script>\n\
             <script defer src=\"{root}assets/site.js\"></script>\n",
            version = env!("CARGO_PKG_VERSION"),
            title = escaped(title),
        );
        for script in self.scripts {
            let _ = writeln!(out, "<script defer src=\"{root}assets/{script}\"></script>");
        }
        let _ = write!(
            out,
            "</head>\n<body>\n<a class=\"skip\" href=\"#main\">{}</a>\n<header class=\"top\">\n\
             <a class=\"brand\" href=\"{root}index.html\">duizhao <span lang=\"zh-Hans\">对照</span></a>\n\
             <nav aria-label=\"duizhao\">",
            word("skip")
        );
        for (page, name) in TABS {
            let here = if *name == self.tab { " aria-current=\"page\"" } else { "" };
            let _ = write!(out, "<a href=\"{root}{page}\"{here}>{}</a>", word(name));
        }
        let _ = write!(
            out,
            "</nav>\n<form class=\"search\" role=\"search\" hidden>\
             <label><span class=\"unseen\">{}</span><input type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\"></label></form>\n\
             <button type=\"button\" class=\"ui\" hidden><span class=\"ui-en\" lang=\"zh-Hans\">中文</span>\
             <span class=\"ui-zh\" lang=\"en\">English</span></button>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n{main}</main>\n\
             <footer><p>{} {}</p></footer>\n</body>\n</html>\n",
            word("search"),
            word("duizhao-made"),
            env!("CARGO_PKG_VERSION"),
        );
        out
    }
}

/// A number with its thousands apart.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A heading of the second order with a note beside it.
pub(super) fn heading(name: &'static str, note: Option<&'static str>) -> String {
    let note = note.map_or(String::new(), |note| format!(" <small>{}</small>", word(note)));
    format!("<h2>{}{note}</h2>\n", word(name))
}

/// `text` cut after so many characters.
pub(super) fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A title, or what stands for one.
pub(super) fn title_of(title: &str, path: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(if title.is_empty() { path.rsplit('/').next().unwrap_or(path) } else { &title }, 200)
}

/// The name of a rule: in Chinese the same, since it is what configuration and suppression call it.
pub(super) fn rule_link(rule: &str, root: &str) -> String {
    let rule = escaped(rule);
    format!("<a class=\"rule\" href=\"{root}rules.html#{rule}\">{rule}</a>")
}
