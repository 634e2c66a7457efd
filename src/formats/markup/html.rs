//! HTML as it is: tags that are never closed, attributes without quotes, text in the wrong place.
//!
//! Not a tree builder: what a block is, is told by the names of tags alone, so that no nesting costs anything.

use super::MarkupText;
use super::lines::Lines;
use crate::source::{LineRole, Span};

/// Elements whose content is no text of the document.
const ASIDE: &[&str] = &["script", "style", "template", "noscript", "svg", "math", "pre", "head", "textarea", "select"];

/// Elements whose content is characters, not markup: only their own end tag ends them.
const RAW: &[&str] = &["script", "style", "textarea"];

/// Elements inside a line; any other begins and ends one.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "center", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Reads the text of an HTML file. Linear in its length.
pub fn read(text: &str) -> MarkupText {
    let mut lines = Lines::default();
    // The element whose content is left out, and how often it is open.
    let mut aside: Option<(&str, usize)> = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let raw = aside.filter(|(name, _)| RAW.contains(name)).map(|(name, _)| name);
        let Some(next) = memchr::memchr2(b'<', b'&', rest.as_bytes()) else {
            push(&mut lines, rest, at, aside.is_some());
            at = text.len();
            continue;
        };
        let (before, rest) = rest.split_at(next);
        push(&mut lines, before, at, aside.is_some());
        at += next;
        let length = match rest.as_bytes() {
            [b'&', ..] => reference(&mut lines, rest, at, aside.is_some()),
            // Inside a script nothing is a tag but its own end.
            _ if raw.is_some_and(|raw| !is_end_of(rest, raw)) => 1,
            _ => {
                if let Some(tag) = Tag::read(rest) {
                    if tag.name.starts_with("!--") {
                        keep_comment(&mut lines, rest.get(..tag.length).unwrap_or_default(), at);
                    } else {
                        apply(&mut lines, &mut aside, &tag, at);
                    }
                    tag.length
                } else {
                    push(&mut lines, "<", at, aside.is_some());
                    1
                }
            }
        };
        at += length;
    }
    lines.end_line(text.len());
    lines.finish()
}

/// Whether `rest` begins with the end tag of `name`.
fn is_end_of(rest: &str, name: &str) -> bool {
    let found = rest.strip_prefix("</").and_then(|rest| rest.get(..name.len()));
    found.is_some_and(|found| found.eq_ignore_ascii_case(name))
}

fn push(lines: &mut Lines, text: &str, at: usize, aside: bool) {
    if !aside {
        lines.text(text, at);
    }
}

/// Keeps a comment that speaks to this program.
fn keep_comment(lines: &mut Lines, comment: &str, at: usize) {
    if comment.starts_with("<!-- duizhao:") {
        lines.end_line(at);
        lines.text(comment, at);
        lines.end_line(at + comment.len());
    }
}

fn apply(lines: &mut Lines, aside: &mut Option<(&'static str, usize)>, tag: &Tag<'_>, at: usize) {
    if let Some((name, depth)) = aside {
        if tag.is(name) {
            *depth = if tag.is_end { *depth - 1 } else { *depth + 1 };
        }
        // A file that leaves <head> open goes on with <body>.
        if *depth == 0 || (*name == "head" && tag.is("body")) {
            *aside = None;
        }
        return;
    }
    if let Some(name) = ASIDE.iter().find(|name| tag.is(name)) {
        lines.end_line(at);
        if !tag.is_end && !tag.is_empty {
            *aside = Some((name, 1));
        }
    } else if tag.is("br") {
        lines.line_break(Span::new(at, at + tag.length));
    } else if tag.is("td") || tag.is("th") {
        if tag.is_end {
            lines.end_cell(at);
        }
    } else if !INLINE.iter().any(|name| tag.is(name)) {
        match tag.role() {
            Some(_) if tag.is_end => lines.end_block(at),
            role => {
                lines.end_line(at);
                if let Some(role) = role {
                    lines.begin(role);
                }
            }
        }
    }
}

/// A reference at the start of `rest`: appends what it stands for and returns its length.
fn reference(lines: &mut Lines, rest: &str, at: usize, aside: bool) -> usize {
    // The longest name has 32 letters.
    let name = rest.get(1..).and_then(|rest| rest.get(..rest.bytes().take(40).position(|byte| byte == b';')?));
    let character = |name: &str| {
        let number = name.strip_prefix('#')?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code).filter(|&c| c != '\0').map(String::from)
    };
    let found = name.and_then(|name| {
        let named = quick_xml::escape::resolve_html5_entity(name).map(str::to_owned);
        Some((named.or_else(|| character(name))?, name.len() + 2))
    });
    let Some((text, length)) = found else {
        push(lines, "&", at, aside);
        return 1;
    };
    if !aside {
        lines.escape(&text, Span::new(at, at + length));
    }
    length
}

/// A tag or a comment.
struct Tag<'a> {
    /// As written; `!--` for a comment, `!` or `?` first for a declaration.
    name: &'a str,
    is_end: bool,
    is_empty: bool,
    /// Its length in bytes.
    length: usize,
}

impl<'a> Tag<'a> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// What the first line of the element is.
    fn role(&self) -> Option<LineRole> {
        if let [b'h' | b'H', level @ b'1'..=b'6'] = self.name.as_bytes() {
            return Some(LineRole::Heading(level - b'0'));
        }
        match self.name {
            _ if ["li", "dt", "dd"].iter().any(|name| self.is(name)) => Some(LineRole::Item),
            _ if self.is("tr") => Some(LineRole::Row),
            _ if self.is("p") => Some(LineRole::Text),
            _ => None,
        }
    }

    /// The tag that `rest` begins with; `None` when its `<` is text.
    fn read(rest: &'a str) -> Option<Self> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(rest.len(), |end| end + "<!---->".len());
            return Some(Self { name: "!--", is_end: false, is_empty: true, length });
        }
        let bytes = rest.as_bytes();
        let is_end = bytes.get(1) == Some(&b'/');
        let start = if is_end { 2 } else { 1 };
        let first = bytes.get(start)?;
        if !(first.is_ascii_alphabetic() || matches!(first, b'!' | b'?')) {
            return None;
        }
        let name_length =
            bytes.get(start..)?.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        let name = rest.get(start..start + name_length.unwrap_or(rest.len() - start))?;
        let mut quote = None;
        for (at, &byte) in bytes.iter().enumerate().skip(start + name.len()) {
            match (quote, byte) {
                (Some(open), byte) => quote = (open != byte).then_some(open),
                // A quote opens a value only after an equals sign; elsewhere it is a slip.
                (None, b'"' | b'\'') if before(bytes, at) == Some(b'=') => quote = Some(byte),
                (None, b'>') => {
                    let is_empty = before(bytes, at) == Some(b'/');
                    return Some(Self { name, is_end, is_empty, length: at + 1 });
                }
                _ => {}
            }
        }
        // Cut short: no text follows.
        Some(Self { name, is_end, is_empty: false, length: rest.len() })
    }
}

/// The byte before `at` that is no white space.
fn before(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(..at)?.iter().rev().take(8).find(|byte| !byte.is_ascii_whitespace()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_scripts_left_out() {
        let text = "<!DOCTYPE html><head><title>x 1</title><style>p{a:2}</style></head><body class=\"a>b\">\n<h1>第一章</h1>\n\
            <p>共<b>二百</b>\n人 &amp; <a href='?x=99'>马</a>&nbsp;匹<br>又&#19968;行<p>Two\n hundred &lt;men> a < b &unknown; AT&T\
            <script>if (a < 3) '</p>'</script><ul><li>one<li>two</ul><pre>make 4</pre><table><tr><td>5</td><td>6</td></tr></table>\
            <!-- 7 --><!-- duizhao: ignore rounded --><svg><text>8</text></svg>end";
        let read = read(text);
        let expected = "第一章\n共二百人 & 马 匹又一行\nTwo hundred <men> a < b &unknown; AT&T\none\ntwo\n5\t6\t\n\
                        <!-- duizhao: ignore rounded -->\nend\n";
        assert_eq!(read.text, expected);
        for (surface, written) in
            [("二百", "二百"), ("二百人", "二百</b>\n人"), ("一", "一"), ("又一", "又&#19968;"), ("hundred", "hundred")]
        {
            let at = read.text.find(surface).unwrap();
            assert_eq!(read.origin.locate(Span::new(at, at + surface.len())).unwrap().of(text), written);
        }
    }

    #[test]
    fn what_is_cut_short_ends() {
        for text in ["<", "<p", "<p a=\"", "<!--", "<script>x", "&", "&#", "&#;", "</", "<!", "<head>x", "<pre><pre>"] {
            assert!(!read(text).text.contains('x'), "{text}");
        }
    }
}
