//! The list under `**Named Entities**`: a line a term, Chinese and English in either order, perhaps in groups.

use super::header::lines;
use crate::source::{Lang, Span};
use crate::source::{is_han, lang_of};

/// A list of terms.
pub(super) struct TermList {
    /// The list with its heading.
    pub(super) span: Span,
    /// Chinese term, English term.
    pub(super) pairs: Vec<(Span, Span)>,
}

/// Longest heading of a group, in characters: a longer line without Chinese is text again.
const GROUP: usize = 60;

/// Finds the list in `region`.
pub(super) fn find(text: &str, region: Span) -> Option<TermList> {
    let mut list: Option<TermList> = None;
    for line in lines(text, region) {
        let surface = line.of(text);
        match &mut list {
            None if is_heading(surface) => list = Some(TermList { span: line, pairs: Vec::new() }),
            None => {}
            Some(list) => {
                let pair = pair(text, line);
                if pair.is_none() && lang_of(surface) != Some(Lang::Zh) && surface.chars().count() > GROUP {
                    break;
                }
                list.pairs.extend(pair);
                list.span.end = line.end;
            }
        }
    }
    list
}

fn is_heading(line: &str) -> bool {
    let name = line.trim_matches(['#', '*', ' ', ':', '：', '_']);
    name.eq_ignore_ascii_case("named entities") || name.eq_ignore_ascii_case("named entity list")
}

/// What may stand between the two terms, the surest first.
const SEPARATORS: &[&str] = &["\t", "\u{3000}", "  ", "|", " - ", " – ", " — ", "：", ": ", " = ", "—", "→", " "];

/// The two terms of a line: what is Chinese, and what is English beside it.
fn pair(text: &str, line: Span) -> Option<(Span, Span)> {
    let surface = line.of(text);
    let part = |from: usize, to: usize| {
        let is_edge = |c: char| {
            c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：' | '=' | '|' | '*' | '•' | ',' | '，' | '→')
        };
        let part = surface.get(from..to)?;
        let inner = part.trim_matches(is_edge);
        let start = line.start + from + (part.len() - part.trim_start_matches(is_edge).len());
        (!inner.is_empty()).then(|| Span::new(start, start + inner.len()))
    };
    let has_han = |span: Span| span.of(text).contains(is_han);
    let is_latin = |span: Span| !has_han(span) && span.of(text).contains(char::is_alphabetic);
    SEPARATORS.iter().find_map(|separator| {
        // 胡志明 Ho Chi Minh parts at its first space, Ho Chi Minh 胡志明 at its last.
        let cuts = [surface.find(separator), surface.rfind(separator)];
        cuts.into_iter().flatten().find_map(|at| {
            let (left, right) = (part(0, at)?, part(at, surface.len())?);
            match (has_han(left), has_han(right)) {
                (true, false) if is_latin(right) => Some((left, right)),
                (false, true) if is_latin(left) => Some((right, left)),
                _ => None,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_in_either_order_and_in_groups() {
        let text = "Body.\n\n**Named Entities**\n\nPeople:\n胡志明    Ho Chi Minh\n- Wuhan: 武汉\nT－54型坦克\tT-54 tank\n此行无英文\n";
        let list = find(text, Span::new(0, text.len())).unwrap();
        let pairs: Vec<_> = list.pairs.iter().map(|(zh, en)| (zh.of(text), en.of(text))).collect();
        assert_eq!(pairs, [("胡志明", "Ho Chi Minh"), ("武汉", "Wuhan"), ("T－54型坦克", "T-54 tank")]);
        assert!(list.span.of(text).ends_with("此行无英文"));
    }
}
