use crate::source::{Lang, LineRole, LineRoles, Span, ascii_word, common_han, is_han};

/// How a line ends, as far as it tells whether the text goes on in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// 。 ! ? … and the closing marks after them.
    Sentence,
    /// A colon, or a closing mark after a letter: perhaps the end of a paragraph.
    Pause,
    /// A comma, a semicolon, a dash.
    Clause,
    /// A letter or a digit.
    Bare,
}

/// One line that is not blank, with what its layout says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Without indent and trailing white space.
    pub(super) span: Span,
    /// Width of the white space before it, in terminal cells.
    pub(super) indent: usize,
    /// Whether a blank line, or an ornament, stands between the line before and this one.
    pub(super) after_blank: bool,
    /// Length in characters.
    pub(super) chars: usize,
    /// How it ends.
    pub(super) end: End,
    /// Round brackets and quotation marks opened in the line less those closed in it.
    pub(super) open_brackets: i32,
    /// Cells that wide gaps part it into; 1 for running text.
    pub(super) cells: usize,
    /// A row of `×`, `＊`, dashes: it parts items and says nothing.
    pub(super) ornament: bool,
    /// What markup says that it is.
    pub(super) role: Option<LineRole>,
}

impl Line {
    /// What stands in the line.
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }
}

/// The lines of `region` of `text` that are not blank, with what `roles` says of them. Linear.
pub(super) fn lines(text: &str, region: Span, roles: Option<&LineRoles>) -> Vec<Line> {
    let roles = roles.filter(|roles| roles.any_in(region));
    let mut lines = Vec::new();
    let mut after_blank = false;
    let mut start = region.start;
    while start < region.end {
        let rest = text.as_bytes().get(start..region.end).unwrap_or_default();
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(region.end, |at| start + at);
        let whole = Span::new(start, end);
        let span = whole.trimmed(text);
        if span.is_empty() {
            // CRLF is one line end.
            let is_lf_of_crlf = start > region.start && text.as_bytes().get(start - 1..=start) == Some(b"\r\n");
            after_blank |= !is_lf_of_crlf;
        } else {
            let role = roles.and_then(|roles| roles.of(whole.start));
            let line = Line { role, ..read(text, whole.start, span, after_blank) };
            after_blank = line.ornament;
            lines.push(line);
        }
        start = end + 1;
    }
    lines
}

fn read(text: &str, line_start: usize, span: Span, after_blank: bool) -> Line {
    let indent = Span::new(line_start, span.start).of(text).chars().map(width).sum();
    let surface = span.of(text);
    let mut line = Line {
        span,
        indent,
        after_blank,
        chars: 0,
        end: end_of(surface),
        open_brackets: 0,
        cells: 1,
        ornament: true,
        role: None,
    };
    // Width of the gap so far, and whether it is wide by a character alone: two spaces may stand after a full stop.
    let (mut gap, mut wide) = (0, false);
    let mut at = 0;
    while let Some(c) = surface.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            line.chars += 1;
            at += c.len_utf8();
            gap += width(c);
            wide |= matches!(c, '\u{3000}' | '\t');
            continue;
        }
        line.cells += usize::from(gap >= 3 || wide || c == '|');
        (gap, wide) = (0, false);
        // Most characters are letters.
        let rest = surface.as_bytes().get(at..).unwrap_or_default();
        let word = ascii_word(rest);
        let han = if word == 0 { common_han(rest) } else { 0 };
        if word + han > 0 {
            line.ornament = false;
            line.chars += word + han;
            at += word + 3 * han;
            continue;
        }
        line.ornament &= is_ornament(c);
        line.chars += 1;
        at += c.len_utf8();
        match c {
            '（' | '(' | '“' | '「' | '『' | '《' | '【' | '[' | '〔' => line.open_brackets += 1,
            '）' | ')' | '”' | '」' | '』' | '》' | '】' | ']' | '〕' => line.open_brackets -= 1,
            _ => {}
        }
    }
    // A dash or an asterisk alone may be an empty list item.
    line.ornament &= line.chars >= 3 || surface.chars().all(|c| matches!(c, '×' | '＊' | '※' | '◇' | '◆'));
    line
}

/// Terminal cells of white space: what an indent is measured in.
fn width(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{3000}' => 2,
        _ => 1,
    }
}

fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '×' | '＊'
            | '*'
            | '※'
            | '◇'
            | '◆'
            | '☆'
            | '★'
            | '△'
            | '▲'
            | '○'
            | '●'
            | '-'
            | '='
            | '_'
            | '—'
            | '─'
            | '~'
            | '·'
            | '…'
            | '•'
    )
}

/// Marks that close what stands before them.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | ')' | ']' | '"' | '\'' | '»' | '*')
}

fn end_of(surface: &str) -> End {
    let bare = surface.trim_end_matches(closes);
    match bare.chars().next_back() {
        Some('。' | '！' | '？' | '…' | '.' | '!' | '?' | '｡' | '．') => End::Sentence,
        Some(':' | '：') => End::Pause,
        Some(',' | '，' | '、' | ';' | '；' | '-' | '—' | '–' | '‐' | '(' | '（' | '“' | '「' | '《') => {
            End::Clause
        }
        _ if bare.len() < surface.len() => End::Pause,
        _ => End::Bare,
    }
}

/// The marker that begins an item of a list (`（一）`, `1.`, `一、`, `- `), in bytes of `surface`, the white space after it
/// included; 0 where there is none.
pub(super) fn list_marker(surface: &str, lang: Lang) -> usize {
    const ENUMERATORS: &str = "一二三四五六七八九十百〇零甲乙丙丁戊己庚辛壬癸";
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let after = |at: usize| surface.get(at..).unwrap_or_default();
    let with_space = |at: usize| at + (after(at).len() - after(at).trim_start().len());
    let Some(first) = surface.chars().next() else { return 0 };
    // Circled and bracketed numbers: ①, ⑴, ㈠.
    if ('①'..='⒛').contains(&first) || ('㈠'..='㈩').contains(&first) {
        return with_space(first.len_utf8());
    }
    if matches!(first, '-' | '*' | '•' | '·' | '○' | '●' | '△') {
        let end = with_space(first.len_utf8());
        return if end > first.len_utf8() { end } else { 0 };
    }
    let bracketed = matches!(first, '（' | '(' | '〔' | '[');
    let body = after(if bracketed { first.len_utf8() } else { 0 });
    let digits = body.chars().take_while(|&c| is_digit(c)).map(char::len_utf8).sum::<usize>();
    // A number of more digits is a year or a figure.
    if body.chars().take_while(|&c| is_digit(c)).count() > 3 {
        return 0;
    }
    let counted = if digits > 0 {
        digits
    } else if lang == Lang::Zh || bracketed {
        body.chars().take_while(|&c| ENUMERATORS.contains(c)).map(char::len_utf8).sum()
    } else {
        0
    };
    let counted = if counted == 0 && body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let letters = body.bytes().take_while(u8::is_ascii_alphabetic).count();
        let roman = body.bytes().take(letters).all(|b| matches!(b, b'I' | b'V' | b'X' | b'i' | b'v' | b'x'));
        if letters == 1 || (roman && letters <= 5) { letters } else { 0 }
    } else {
        counted
    };
    if counted == 0 || counted > 9 {
        return 0;
    }
    let start = if bracketed { first.len_utf8() + counted } else { counted };
    let Some(close) = after(start).chars().next() else { return 0 };
    let end = start + close.len_utf8();
    let next_is_digit = after(end).starts_with(is_digit);
    match close {
        '）' | ')' | '〕' | ']' if bracketed || digits > 0 || lang == Lang::En => with_space(end),
        '、' if !bracketed => with_space(end),
        '．' if !bracketed && !next_is_digit => with_space(end),
        // "1. Length" and "I. Sanmenxia", not "3.5" nor "A.B.".
        '.' if !bracketed && (after(end).starts_with(char::is_whitespace) || after(end).starts_with(is_han)) => {
            with_space(end)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_figures_and_initials() {
        let zh = |text: &str| text.get(..list_marker(text, Lang::Zh)).unwrap().to_owned();
        let en = |text: &str| text.get(..list_marker(text, Lang::En)).unwrap().to_owned();
        assert_eq!(zh("（一）歼敌"), "（一）");
        assert_eq!(zh("一、三门峡"), "一、");
        assert_eq!(zh("２．收购"), "２．");
        assert_eq!(zh("①长度"), "①");
        assert_eq!(zh("1.5万人"), "");
        assert_eq!(zh("一九五三年"), "");
        assert_eq!(en("(1) Annihilation"), "(1) ");
        assert_eq!(en("2. When"), "2. ");
        assert_eq!(en("I. Sanmenxia"), "I. ");
        assert_eq!(en("- item"), "- ");
        assert_eq!(en("3.5 tons"), "");
        assert_eq!(en("1954. The year"), "");
        assert_eq!(en("In 1953"), "");
    }

    #[test]
    fn lines_know_their_layout() {
        let text = "\u{3000}\u{3000}一，\r\n\r\n    × ×\n\t（二\n";
        let found = lines(text, Span::new(0, text.len()), None);
        let told: Vec<_> = found.iter().map(|line| (line.of(text), line.indent, line.after_blank)).collect();
        assert_eq!(told, [("一，", 4, false), ("× ×", 4, true), ("（二", 4, true)]);
        assert_eq!((found[0].end, found[2].end, found[2].open_brackets), (End::Clause, End::Bare, 1));
        assert!(found[1].ornament && !found[2].ornament);
    }
}
