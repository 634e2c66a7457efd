//! Markdown (CommonMark, with tables, footnotes, strikethrough, task lists and front matter).

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::MarkupText;
use super::lines::Lines;
use crate::source::{Lang, LineRole, Scripts, Span, lang_of};

/// Reads the text of a Markdown file: headings, paragraphs, items and rows, with the text of links and images. Code
/// blocks, HTML, addresses and front matter are left out. A block that is code by its indent alone is read, a line a line,
/// when it is prose: letters and old books indent their paragraphs. Where it is none, it is told that it was left out.
pub fn read(text: &str) -> MarkupText {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut lines = Lines::default();
    let mut skipped = Vec::new();
    // Blocks and links whose text is left out, one in another.
    let mut aside = 0_usize;
    let mut links = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                lines.end_line(range.start);
                indented(&mut lines, &mut skipped, text, Span::from(range));
                aside += 1;
            }
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => {
                lines.end_line(range.start);
                aside += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => aside = aside.saturating_sub(1),
            Event::Start(Tag::Link { link_type, .. }) => {
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                links.push(is_address);
                aside += usize::from(is_address);
            }
            Event::End(TagEnd::Link) => aside -= usize::from(links.pop() == Some(true)).min(aside),
            Event::Html(html) | Event::InlineHtml(html) => keep_comment(&mut lines, text, &html, &range),
            _ if aside > 0 => {}
            Event::Text(piece) => push(&mut lines, text, &piece, range),
            Event::Code(piece) => {
                // The range takes in the backticks; a line end inside became a space.
                let inner = text.get(range.clone()).and_then(|code| code.find(&*piece));
                let start = inner.map(|inner| range.start + inner);
                push(&mut lines, text, &piece, start.map_or(range, |start| start..start + piece.len()));
            }
            Event::SoftBreak | Event::HardBreak => lines.line_break(Span::from(range)),
            Event::End(TagEnd::TableCell) => lines.end_cell(range.end),
            Event::Start(tag) if is_block(&tag) => {
                lines.end_line(range.start);
                if let Some(role) = role(&tag) {
                    lines.begin(role);
                }
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::FootnoteDefinition,
            ) => lines.end_block(range.end),
            _ => {}
        }
    }
    MarkupText { skipped, ..lines.finish() }
}

/// Appends the stanzas of an indented block that are prose, line by line, and puts the others with what is skipped. A block
/// is prose where it is Chinese or has a sentence of English; a stanza of it with signs of code is none.
fn indented(lines: &mut Lines, skipped: &mut Vec<Span>, text: &str, block: Span) {
    let stanzas = stanzas(text, block);
    let is_prose = |stanza: &Span| {
        let stanza = stanza.of(text);
        !is_code(stanza) && (lang_of(stanza) == Some(Lang::Zh) || stanza.lines().any(is_sentence))
    };
    let has_prose = stanzas.iter().any(is_prose);
    for stanza in stanzas {
        if !has_prose || is_code(stanza.of(text)) {
            skipped.push(stanza);
            continue;
        }
        let mut start = stanza.start;
        for line in stanza.of(text).split_inclusive('\n') {
            lines.text(line.trim_end_matches(['\n', '\r']), start);
            start += line.len();
            lines.end_any_line(start);
        }
        lines.end_any_line(stanza.end);
    }
}

/// The lines of `block` up to each blank one.
fn stanzas(text: &str, block: Span) -> Vec<Span> {
    let mut stanzas: Vec<Span> = Vec::new();
    let (mut start, mut goes_on) = (block.start, false);
    for line in block.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        let is_blank = line.trim().is_empty();
        match stanzas.last_mut().filter(|_| goes_on) {
            _ if is_blank => {}
            Some(last) => *last = last.join(span),
            None => stanzas.push(span),
        }
        goes_on = !is_blank;
    }
    stanzas
}

/// Whether a stanza has more signs of code than prose has: one in so many letters.
fn is_code(stanza: &str) -> bool {
    const LETTERS: usize = 40;
    const SIGNS: &[char] = &['{', '}', '=', '<', '>', '|', '\\', '_', '`', '$', '#', '@', '~', '^', '+', '[', ']'];
    let scripts = Scripts::of(stanza);
    stanza.matches(SIGNS).count() * LETTERS > scripts.latin + 2 * scripts.han
}

/// Whether a line begins and ends as a sentence of some words does.
fn is_sentence(line: &str) -> bool {
    const WORDS: usize = 4;
    let line = line.trim();
    let inner = line.trim_end_matches(['"', '”', ')', '\'', '’']);
    let begins =
        line.trim_start_matches(['"', '“', '(', '\'', '‘']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    begins && inner.ends_with(['.', '!', '?', ':', '…']) && line.split_whitespace().count() >= WORDS
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::BlockQuote(_)
            | Tag::FootnoteDefinition(_)
    )
}

/// What the first line of a block is.
fn role(tag: &Tag<'_>) -> Option<LineRole> {
    match tag {
        Tag::Heading { level, .. } => Some(LineRole::Heading(*level as u8)),
        Tag::Item => Some(LineRole::Item),
        Tag::TableHead | Tag::TableRow => Some(LineRole::Row),
        Tag::FootnoteDefinition(_) => Some(LineRole::Note),
        Tag::Paragraph => Some(LineRole::Text),
        _ => None,
    }
}

/// Appends a piece of text; where it is not what stands in the file, an escape or an entity stands for it.
fn push(lines: &mut Lines, text: &str, piece: &str, range: Range<usize>) {
    if text.get(range.clone()) == Some(piece) {
        lines.text(piece, range.start);
    } else {
        lines.escape(piece, Span::from(range));
    }
}

/// Keeps a comment that speaks to this program.
fn keep_comment(lines: &mut Lines, text: &str, html: &str, range: &Range<usize>) {
    if html.trim_start().starts_with("<!-- duizhao:") {
        push(lines, text, html, range.clone());
        lines.end_line(range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indented_block_is_code_only_where_it_is_no_prose() {
        let text = "通知\n\n    茶园有三百亩。\n    今年采茶。\n\nEnd.\n\n    The garden has 300 mu.\n\n    Picking begins.\n\nRun\n\n    \
                    make install PREFIX=/usr\n    \n    cp 7 8\n\n1. x\n\n       print(9)\n";
        let read = read(text);
        assert_eq!(
            read.text,
            "通知\n茶园有三百亩。\n今年采茶。\n\nEnd.\nThe garden has 300 mu.\n\nPicking begins.\n\nRun\nx\n"
        );
        let skipped: Vec<&str> = read.skipped.iter().map(|span| span.of(text).trim()).collect();
        assert_eq!(skipped, ["make install PREFIX=/usr", "cp 7 8", "print(9)"]);
        let at = read.text.find("三百亩").unwrap();
        assert_eq!(read.origin.locate(Span::new(at, at + 9)).unwrap().of(text), "三百亩");
    }

    #[test]
    fn text_is_read_and_code_left_alone() {
        let text = "---\ntitle: 9\n---\n# 第一章 *安装*\n\n共**二百**人，\n见[第 3 节](http://x.org/99)。\n\n```sh\nmake -j4\n```\n\n\
                    1. one `v1.2` &amp; two\n2. three\n   wrapped <https://x.org/7>\n\n| a | 5 |\n|---|---|\n| b \\| c | 6 |\n\n\
                    <div width=\"10\">x</div>\n\n<!-- duizhao: ignore rounded -->\n\nend ![alt 8](y9.png)\n";
        let read = read(text);
        let expected = "第一章 安装\n共二百人，见第 3 节。\none v1.2 & two\nthree wrapped\na\t5\t\nb | c\t6\t\n\
                        <!-- duizhao: ignore rounded -->\nend alt 8\n";
        assert_eq!(read.text, expected);
        for surface in ["二百", "人，见第", "v1.2", "&", "wrapped"] {
            let at = read.text.find(surface).unwrap();
            let found = read.origin.locate(Span::new(at, at + surface.len())).unwrap().of(text);
            let written = match surface {
                "人，见第" => "人，\n见[第",
                "&" => "&amp;",
                surface => surface,
            };
            assert_eq!(found, written);
        }
    }
}
