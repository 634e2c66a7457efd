//! Text with marked spans as HTML.

use crate::source::{Lang, Span};

/// A span to be marked: what stands before and after it. Marks may nest; where two cross, the later one ends with the
/// earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Markup {
    pub(super) span: Span,
    pub(super) open: String,
    pub(super) close: &'static str,
}

/// Appends `span` of `text` with `marks`, which are sorted by start and then from long to short.
pub(super) fn push(text: &str, span: Span, lang: Lang, marks: &[Markup], out: &mut String) {
    let mut at = span.start;
    let mut open: Vec<(usize, &str)> = Vec::new();
    let say = |from: usize, to: usize, out: &mut String| escape_text(text.get(from..to).unwrap_or(""), lang, out);
    for mark in marks {
        let start = mark.span.start.max(at);
        let mut end = mark.span.end.min(span.end);
        while let Some(&(outer, close)) = open.last().filter(|(outer, _)| *outer <= start) {
            say(at, outer, out);
            out.push_str(close);
            at = outer;
            open.pop();
        }
        end = open.last().map_or(end, |(outer, _)| end.min(*outer));
        if start >= end {
            continue;
        }
        say(at, start, out);
        out.push_str(&mark.open);
        at = start;
        open.push((end, mark.close));
    }
    while let Some((end, close)) = open.pop() {
        say(at, end, out);
        out.push_str(close);
        at = end;
    }
    say(at, span.end, out);
}

/// Appends text of a document: escaped, and without the line ends that stand between Chinese characters.
fn escape_text(text: &str, lang: Lang, out: &mut String) {
    if lang == Lang::Zh && text.contains(['\n', '\r']) {
        text.split(['\n', '\r']).map(str::trim).for_each(|line| escape(line, out));
    } else {
        escape(text, out);
    }
}

/// Appends `text` with what means something in HTML escaped, for text and for quoted attributes alike. Characters that no
/// HTML may hold become U+FFFD.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            // Directions of writing could make a page show other figures than the file holds.
            c if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => {
                out.push('\u{FFFD}');
            }
            c => out.push(c),
        }
    }
}

/// `text` escaped.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, spans: &[(usize, usize)]) -> String {
        let mark =
            |&(start, end): &(usize, usize)| Markup { span: Span::new(start, end), open: "[".into(), close: "]" };
        let marks: Vec<Markup> = spans.iter().map(mark).collect();
        let mut out = String::new();
        push(text, Span::new(1, text.len()), Lang::En, &marks, &mut out);
        out
    }

    #[test]
    fn marks_nest_and_never_cross() {
        assert_eq!(marked("0123456789", &[(2, 4), (6, 8)]), "1[23]45[67]89");
        assert_eq!(marked("0123456789", &[(2, 8), (3, 5)]), "1[2[34]567]89");
        assert_eq!(marked("0123456789", &[(2, 5), (4, 8)]), "1[23[4]]56789");
        assert_eq!(marked("0123456789", &[(0, 99), (2, 2), (3, 3)]), "[123456789]");
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escaped("<b a=\"'\">&\u{1}\u{202E}"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;\u{FFFD}\u{FFFD}");
    }

    proptest::proptest! {
        #[test]
        fn any_marks_are_closed_and_lose_no_letter(spans in proptest::collection::vec((0..12_usize, 0..12_usize), 0..8)) {
            let text = "0123456789ab";
            let mut spans: Vec<(usize, usize)> = spans.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            spans.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
            let html = marked(text, &spans);
            proptest::prop_assert_eq!(html.replace(['[', ']'], ""), "123456789ab");
            let mut depth = 0_i32;
            for c in html.chars() {
                depth += i32::from(c == '[') - i32::from(c == ']');
                proptest::prop_assert!(depth >= 0, "{}", html);
            }
            proptest::prop_assert_eq!(depth, 0);
        }
    }
}
