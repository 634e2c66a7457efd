//! A window of a few words around a place in a sentence, laid out in terminal cells.
//!
//! A line of an article is a whole paragraph, so a report shows what stands around the place and no more. Widths are
//! those of Unicode Standard Annex 11 (a Chinese character takes two cells), counted by grapheme cluster, so that a
//! combining mark takes none.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use crate::report::visible::is_obeyed;
use crate::source::Span;

/// What stands at either end of a window that does not reach the end of its sentence.
const CUT_LEFT: &str = "… ";
const CUT_RIGHT: &str = " …";
const CUT_CELLS: usize = 2;
/// How many cells a cut moves at most so as not to fall inside a word.
const LONGEST_WORD: usize = 16;

/// A piece of a sentence on one line, and where in it the mark stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// The line.
    pub(super) line: String,
    /// Cells before the mark.
    pub(super) before: usize,
    /// Cells the mark takes; what of it does not fit is cut off.
    pub(super) marked: usize,
}

/// A grapheme cluster as it is shown.
#[derive(Debug, Clone, Copy)]
struct Cluster<'a> {
    shown: &'a str,
    cells: usize,
}

impl<'a> Cluster<'a> {
    fn new(cluster: &'a str) -> Self {
        let first = cluster.chars().next().unwrap_or(' ');
        let shown = if matches!(first, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            " "
        } else if is_obeyed(first) {
            "\u{FFFD}"
        } else {
            cluster
        };
        let cells = if matches!(cluster.as_bytes(), [b' '..=b'~']) { 1 } else { shown.width() };
        Self { shown, cells }
    }

    fn is_word(&self) -> bool {
        self.cells == 1 && self.shown.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '\'' || c == '’')
    }
}

/// The window of at most `cells` cells around `mark` in `sentence`. Work is bounded by `cells`, however long the
/// sentence is.
pub(super) fn around(sentence: &str, mark: Span, cells: usize) -> Window {
    let cells = cells.max(2 * CUT_CELLS + 8);
    let mark = whole_clusters(sentence, mark);
    let (before, surface, after) = (
        sentence.get(..mark.start).unwrap_or_default(),
        mark.of(sentence),
        sentence.get(mark.end..).unwrap_or_default(),
    );
    let (marked, marked_rest) = take(clusters(surface), cells - 2 * CUT_CELLS);
    let free = cells - 2 * CUT_CELLS - width(&marked);
    let (mut left, left_rest) = take(clusters_back(before), free);
    let after = if marked_rest.is_none() { after } else { "" };
    let (mut right, right_rest) = take(clusters(after), free);

    // Each side may have half of what is free, and what the other does not need.
    let (wanted_left, wanted_right) = (width(&left), width(&right));
    let for_left = (free / 2).max(free.saturating_sub(wanted_right));
    let for_right = free - for_left.min(wanted_left);
    let left_cut = shorten(&mut left, for_left, left_rest);
    let right_cut = shorten(&mut right, for_right, right_rest) || marked_rest.is_some();

    let mut line = String::new();
    if left_cut {
        line.push_str(CUT_LEFT);
    }
    left.iter().rev().chain(&marked).chain(&right).for_each(|cluster| line.push_str(cluster.shown));
    if right_cut {
        line.push_str(CUT_RIGHT);
    }
    let before = width(&left) + if left_cut { CUT_CELLS } else { 0 };
    Window { line, before, marked: width(&marked) }
}

/// The mark, widened to the grapheme clusters it begins and ends in: a picture is marked whole or not at all.
fn whole_clusters(sentence: &str, mark: Span) -> Span {
    let boundary = |at: usize, beyond: fn(&mut GraphemeCursor, &str) -> Option<usize>| {
        let mut cursor = GraphemeCursor::new(at, sentence.len(), true);
        match cursor.is_boundary(sentence, 0) {
            Ok(false) => beyond(&mut cursor, sentence).unwrap_or(at),
            _ => at,
        }
    };
    Span::new(
        boundary(mark.start, |cursor, sentence| cursor.prev_boundary(sentence, 0).ok().flatten()),
        boundary(mark.end, |cursor, sentence| cursor.next_boundary(sentence, 0).ok().flatten()),
    )
}

/// Characters that are a cluster of their own between others of the kind: most of both languages.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '一'..='鿿' | '、'..='】' | '！'..='～')
}

/// The grapheme clusters of a text from its beginning on.
fn clusters(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let mut chars = text.chars();
        let first = chars.next()?;
        let is_simple = stands_alone(first) && chars.next().is_none_or(stands_alone);
        let end = if is_simple { first.len_utf8() } else { text.graphemes(true).next()?.len() };
        let (cluster, rest) = text.split_at_checked(end)?;
        text = rest;
        Some(cluster)
    })
}

/// The same from its end back.
fn clusters_back(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let mut chars = text.chars();
        let last = chars.next_back()?;
        let is_simple = stands_alone(last) && chars.next_back().is_none_or(stands_alone);
        let length = if is_simple { last.len_utf8() } else { text.graphemes(true).next_back()?.len() };
        let (rest, cluster) = text.split_at_checked(text.len() - length)?;
        text = rest;
        Some(cluster)
    })
}

fn width(clusters: &[Cluster<'_>]) -> usize {
    clusters.iter().map(|cluster| cluster.cells).sum()
}

/// The clusters that fit into `cells`, and the first that does not.
fn take<'a>(clusters: impl Iterator<Item = &'a str>, cells: usize) -> (Vec<Cluster<'a>>, Option<Cluster<'a>>) {
    // Marks without a width could pile up without end.
    let most = 4 * cells + 4;
    let (mut taken, mut used) = (Vec::new(), 0);
    for cluster in clusters.map(Cluster::new) {
        if used + cluster.cells > cells || taken.len() == most {
            return (taken, Some(cluster));
        }
        used += cluster.cells;
        taken.push(cluster);
    }
    (taken, None)
}

/// Shortens a side, which begins at the mark and goes on with `rest`, to `cells`, and further so that no word is cut;
/// whether it is cut now.
fn shorten<'a>(side: &mut Vec<Cluster<'a>>, cells: usize, mut rest: Option<Cluster<'a>>) -> bool {
    let mut used = width(side);
    while used > cells {
        rest = side.pop();
        used -= rest.map_or(0, |cluster| cluster.cells);
    }
    let Some(rest) = rest else { return false };
    let word = side.iter().rev().take_while(|cluster| cluster.is_word()).count();
    if rest.is_word() && word <= LONGEST_WORD && word < side.len() {
        side.truncate(side.len() - word);
    }
    while side.last().is_some_and(|cluster| cluster.shown.trim().is_empty()) {
        side.pop();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(sentence: &str, surface: &str, cells: usize) -> (String, String) {
        let start = sentence.find(surface).unwrap();
        let window = around(sentence, Span::new(start, start + surface.len()), cells);
        assert!(window.line.width() <= cells, "{window:?}");
        (window.line, " ".repeat(window.before) + &"^".repeat(window.marked))
    }

    #[test]
    fn chinese_takes_two_cells() {
        let (line, under) = show("共产钢四百一十九万件。", "四百一十九万件", 80);
        assert_eq!((line.as_str(), under.as_str()), ("共产钢四百一十九万件。", "      ^^^^^^^^^^^^^^"));
    }

    #[test]
    fn cuts_fall_between_words() {
        let sentence = "The cooperatives of the whole region supplied 41.9 million pieces of farm tools in the spring.";
        let (line, under) = show(sentence, "41.9 million pieces", 50);
        assert_eq!(line, "… supplied 41.9 million pieces of farm tools …");
        assert_eq!(under, "           ^^^^^^^^^^^^^^^^^^^");
    }

    #[test]
    fn a_side_gets_what_the_other_leaves() {
        let (line, _) = show("12 men went up the hill on the first day of May and came down again", "12 men", 40);
        assert_eq!(line, "12 men went up the hill on the first …");
        let (line, _) = show("they went up the hill on the first day of May and were 12 men", "12 men", 40);
        assert_eq!(line, "… the first day of May and were 12 men");
    }

    #[test]
    fn a_mark_that_is_too_long_is_cut() {
        let (line, under) =
            show("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十", 20);
        assert_eq!((line.as_str(), under.len()), ("一二三四五六七八 …", 16));
    }

    #[test]
    fn what_cannot_be_seen_does_not_move_the_line() {
        let (line, under) = show("e\u{301}te\u{301}\t3 m\u{1B}[31m\u{202E}x", "3 m", 40);
        assert_eq!(line, "e\u{301}te\u{301} 3 m\u{FFFD}[31m\u{FFFD}x");
        assert_eq!(under, "    ^^^");
    }

    #[test]
    fn a_picture_is_marked_whole() {
        for (surface, marked) in [("\u{1F3FD}", "👩🏽"), ("👩", "👩🏽"), ("\u{301}", "e\u{301}"), ("🇳", "🇨🇳")]
        {
            let (line, under) = show("3 👩🏽 e\u{301} 🇨🇳", surface, 40);
            let (before, _) = line.split_once(marked).unwrap();
            assert_eq!(under, " ".repeat(before.width()) + &"^".repeat(marked.width()), "{surface:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_window_fits(text in "[ a-z0-9,\\t一二三百分\u{301}\u{200B}\u{202E}👩🏽‍🌾🇨🇳]{0,60}", from in 0..60_usize, length in 0..60_usize, cells in 0..90_usize) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = from.min(places.len() - 1);
            let mark = Span::new(places[from], places[(from + length).min(places.len() - 1)]);
            let window = around(&text, mark, cells);
            proptest::prop_assert!(window.line.width() <= cells.max(2 * CUT_CELLS + 8), "{window:?}");
            // Cluster by cluster, as the window counts: what a terminal joins to one picture may be narrower.
            let clusters: usize = window.line.graphemes(true).map(UnicodeWidthStr::width).sum();
            proptest::prop_assert!(window.before + window.marked <= clusters, "{window:?}");
            if width(&take(text.graphemes(true), usize::MAX / 8).0) <= cells.saturating_sub(2 * CUT_CELLS) {
                proptest::prop_assert!(!window.line.contains('…'), "what fits is not cut: {window:?}");
            }
        }
    }
}
