//! Markdown (CommonMark, with tables, footnotes, strikethrough, task lists and front matter).

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::MarkupText;
use super::lines::Lines;
use crate::source::Span;

/// Reads the text of a Markdown file: headings, paragraphs, items and rows, with the text of links and images. Code
/// blocks, HTML, addresses and front matter are left out.
pub fn read(text: &str) -> MarkupText {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut lines = Lines::default();
    // Blocks and links whose text is left out, one in another.
    let mut aside = 0_usize;
    let mut links = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
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
            Event::Start(tag) if is_block(&tag) => lines.end_line(range.start),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::FootnoteDefinition,
            ) => lines.end_line(range.end),
            _ => {}
        }
    }
    lines.finish()
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::BlockQuote(_)
            | Tag::FootnoteDefinition(_)
    )
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
