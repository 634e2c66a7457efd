//! The lines at the head of either part: title, author, date, page, column.

use crate::bitext::Metadata;
use crate::source::Span;
use crate::source::is_han;

/// What a header line gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Author,
    Date,
    Page,
    Column,
}

/// A line of a header.
pub(super) struct HeaderLine {
    /// The whole line without its white space.
    pub(super) span: Span,
    /// The title it holds.
    pub(super) title: Option<Span>,
}

/// The header of one part.
pub(super) struct Header {
    pub(super) lines: Vec<HeaderLine>,
    pub(super) metadata: Metadata,
    /// Where the header ends and the body begins.
    pub(super) end: usize,
}

/// The lines of `region` that are not blank, without the white space around them.
pub(super) fn lines(text: &str, region: Span) -> impl Iterator<Item = Span> {
    let mut start = region.start;
    std::iter::from_fn(move || {
        while start < region.end {
            let rest = text.as_bytes().get(start..region.end)?;
            let end = memchr::memchr2(b'\n', b'\r', rest).map_or(region.end, |at| start + at);
            let line = Span::new(start, end).trimmed(text);
            start = end + 1;
            if !line.is_empty() {
                return Some(line);
            }
        }
        None
    })
}

/// The field that `line` names and the byte at which its value begins: `Title: …`, `**Date:** …`.
pub(super) fn field(line: &str) -> Option<(Field, usize)> {
    let name_at = line.len() - line.trim_start_matches('*').len();
    let colon = line.char_indices().take(24).find(|&(_, c)| matches!(c, ':' | '：'))?;
    let name = line.get(name_at..colon.0)?.trim_matches(['*', ' ', '\t']);
    let field = match name.to_ascii_lowercase().as_str() {
        "title" => Field::Title,
        "author" | "authors" | "by" => Field::Author,
        "date" => Field::Date,
        "page" | "edition" => Field::Page,
        "column" => Field::Column,
        _ => return None,
    };
    let after = colon.0 + colon.1.len_utf8();
    let value = line.get(after..)?;
    let value_at = value.len() - value.trim_start_matches(['*', ' ', '\t', '\u{3000}']).len();
    Some((field, after + value_at))
}

fn set(metadata: &mut Metadata, field: Field, value: Span) {
    let slot = match field {
        Field::Title => &mut metadata.title,
        Field::Author => &mut metadata.author,
        Field::Date => &mut metadata.date,
        Field::Page => &mut metadata.page,
        Field::Column => &mut metadata.column,
    };
    if !value.is_empty() {
        slot.get_or_insert(value);
    }
}

/// Whether `line` is `Title: …`.
pub(super) fn is_title(line: &str) -> bool {
    field(line).is_some_and(|(field, _)| field == Field::Title)
}

/// Whether the first line of `region` is `Title: …`.
pub(super) fn begins(text: &str, region: Span) -> bool {
    lines(text, region).next().is_some_and(|line| is_title(line.of(text)))
}

/// Reads `Title:`, `Author:`, `Date:`, `Page:` or `Edition:`, `Column:` in any order at the head of `region`.
pub(super) fn fields(text: &str, region: Span) -> Header {
    let mut header = Header { lines: Vec::new(), metadata: Metadata::default(), end: region.start };
    let mut seen = Vec::new();
    for line in lines(text, region) {
        // A field that comes a second time is a line of the body.
        let Some((field, value)) = field(line.of(text)).filter(|(field, _)| !seen.contains(field)) else { break };
        seen.push(field);
        let value = Span::new(line.start + value, line.end);
        set(&mut header.metadata, field, value);
        header.lines.push(HeaderLine { span: line, title: (field == Field::Title).then_some(value) });
        header.end = line.end;
    }
    header
}

/// So many lines after the title are looked through for the date and the page.
const REACH: usize = 8;

/// Reads `### ` and the title, perhaps the author, the date, `第2版()`, `专栏：` at the head of `region`.
pub(super) fn headed(text: &str, region: Span) -> Header {
    let mut header = Header { lines: Vec::new(), metadata: Metadata::default(), end: region.start };
    let mut all = lines(text, region).take(REACH + 1);
    let Some(title_line) = all.next() else { return header };
    let surface = title_line.of(text);
    let mark = surface.len() - surface.trim_start_matches('#').trim_start().len();
    let title = Span::new(title_line.start + mark, title_line.end);
    let rest: Vec<(Span, Option<(Field, Span)>)> = all.map(|line| (line, chinese_field(text, line))).collect();
    // The header ends with the last line that names a field, unless body stands in between.
    let fields = rest.iter().rposition(|(_, field)| field.is_some()).map_or(0, |last| last + 1);
    if mark == 0 && fields == 0 {
        return header;
    }
    if chinese_field(text, title_line).is_none() {
        set(&mut header.metadata, Field::Title, title);
        header.lines.push(HeaderLine { span: title_line, title: Some(title) });
    } else {
        // No title at all: the first line is the date already.
        let (field, value) = chinese_field(text, title_line).unwrap_or((Field::Title, title_line));
        set(&mut header.metadata, field, value);
        header.lines.push(HeaderLine { span: title_line, title: None });
    }
    header.end = title_line.end;
    for (line, field) in rest.into_iter().take(fields) {
        match field {
            Some((field, value)) => set(&mut header.metadata, field, value),
            None if line.of(text).chars().count() <= AUTHOR => set(&mut header.metadata, Field::Author, line),
            // A long line before the date is text; the header stops here rather than lose it.
            None => break,
        }
        header.lines.push(HeaderLine { span: line, title: None });
        header.end = line.end;
    }
    header
}

/// Longest line of authors, in characters.
const AUTHOR: usize = 60;

fn chinese_field(text: &str, line: Span) -> Option<(Field, Span)> {
    let surface = line.of(text);
    if is_page(surface) {
        return Some((Field::Page, line));
    }
    if is_day(surface) {
        return Some((Field::Date, line));
    }
    let column = ["专栏", "專欄"].iter().find_map(|name| surface.strip_prefix(name))?;
    let value = column.strip_prefix(['：', ':'])?;
    let value = value.trim_start();
    Some((Field::Column, Span::new(line.end - value.len(), line.end)))
}

/// `第2版()`, 第二版.
fn is_page(surface: &str) -> bool {
    let number = surface.strip_prefix('第').and_then(|rest| rest.split_once('版'));
    number.is_some_and(|(number, rest)| {
        let counted = |c: char| c.is_numeric() || is_han(c);
        !number.is_empty()
            && number.chars().count() <= 4
            && number.chars().all(counted)
            && (rest.is_empty() || rest.starts_with(['(', '（']) && rest.ends_with([')', '）']))
    })
}

/// `1954-06-30`.
fn is_day(surface: &str) -> bool {
    let shape = surface.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
    shape.eq(*b"0000-00-00")
}
