//! DOCX (ISO/IEC 29500, WordprocessingML): what translators are sent.
//!
//! Reads the body, then footnotes and endnotes. A paragraph is a line, a row of a table a line of cells; a line's number
//! is that of its paragraph, since the file itself has no lines that a person sees. Text in boxes is read where the box
//! is anchored, once. Tracked deletions, field codes and the fallback copies for old programs are left out.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::lines::Lines;
use crate::formats::xml::{Events, XmlError, XmlFault, resolve};
use crate::source::Span;

/// How much text one part may hold: a part of a novel's size has some ten MB. A file that grows beyond is no document.
const MOST: u64 = 256 << 20;

/// Why a file gives no text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// Not a ZIP archive: an old `.doc`, an encrypted file, or something else.
    #[error("not a DOCX file: {0}")]
    NotZip(ZipError),
    /// An archive of another kind.
    #[error("not a DOCX file: the archive holds no word/document.xml")]
    NoDocument,
    /// A part cannot be unpacked.
    #[error("{part}: {error}")]
    Part {
        /// The part.
        part: &'static str,
        /// Why.
        error: std::io::Error,
    },
    /// A part unpacks to more than a document holds.
    #[error("{part}: more than {} MB unpacked; not read", limit >> 20)]
    TooBig {
        /// The part.
        part: &'static str,
        /// The limit in bytes.
        limit: u64,
    },
    /// A part is not UTF-8.
    #[error("{part}: not valid UTF-8")]
    NotUtf8 {
        /// The part.
        part: &'static str,
    },
    /// A part is not well-formed.
    #[error("{part}: {error}")]
    Xml {
        /// The part.
        part: &'static str,
        /// Why.
        error: XmlError,
    },
}

/// Reads the text of a DOCX file, a paragraph a line. Time and memory are bounded whatever the archive unpacks to.
pub fn read(bytes: &[u8]) -> Result<String, DocxError> {
    read_within(bytes, MOST)
}

fn read_within(bytes: &[u8], limit: u64) -> Result<String, DocxError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(DocxError::NotZip)?;
    let mut lines = Lines::default();
    for (part, needed) in [("word/document.xml", true), ("word/footnotes.xml", false), ("word/endnotes.xml", false)] {
        match unpack(&mut archive, part, limit)? {
            Some(xml) => read_part(&xml, &mut lines).map_err(|error| DocxError::Xml { part, error })?,
            None if needed => return Err(DocxError::NoDocument),
            None => {}
        }
    }
    Ok(lines.finish().text)
}

fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: &'static str,
    limit: u64,
) -> Result<Option<String>, DocxError> {
    let Ok(file) = archive.by_name(part) else { return Ok(None) };
    let size = file.size();
    if size > limit {
        return Err(DocxError::TooBig { part, limit });
    }
    // What the archive says of its sizes may be a lie, so the bytes are counted: the buffer never grows.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.take(size).read_to_end(&mut bytes).map_err(|error| DocxError::Part { part, error })?;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| DocxError::NotUtf8 { part })
}

/// Where a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Line,
    /// In a cell: the next paragraph goes on in the same cell.
    Space,
}

fn read_part(xml: &str, lines: &mut Lines) -> Result<(), XmlError> {
    let mut events = Events::new(xml);
    // The depth at which something begins that is left out, and that of the outermost row.
    let (mut aside, mut row) = (None, None);
    let mut is_text = false;
    while let Some((at, event)) = events.next()? {
        match event {
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                if aside.is_none() && matches!(name, "del" | "moveFrom" | "Fallback" | "rt" | "sectPr" | "pPr" | "rPr")
                {
                    aside = Some(events.depth());
                }
                if aside.is_some() {
                    continue;
                }
                match name {
                    "t" => is_text = true,
                    "tab" => lines.space(Span::new(at, at)),
                    "br" | "cr" => lines.line_break(Span::new(at, at)),
                    "noBreakHyphen" => lines.escape("-", Span::new(at, at)),
                    "tr" => row = row.or(Some(events.depth())),
                    _ => {}
                }
            }
            Event::End(end) => {
                if let Some(depth) = aside {
                    if events.depth() < depth {
                        aside = None;
                    }
                    continue;
                }
                let ends = if row.is_some() { End::Space } else { End::Line };
                match (end.local_name().into_inner(), ends) {
                    ("t", _) => is_text = false,
                    ("p", End::Line) => lines.end_any_line(at),
                    ("p", End::Space) => lines.space(Span::new(at, at)),
                    ("tc", _) => lines.end_cell(at),
                    ("tr", _) if row == Some(events.depth() + 1) => {
                        row = None;
                        lines.end_any_line(at);
                    }
                    _ => {}
                }
            }
            Event::Text(text) if is_text => lines.text(&text, at),
            Event::CData(text) if is_text => lines.text(&text, at),
            Event::GeneralRef(reference) if is_text => {
                let Some(c) = resolve(&reference) else {
                    let name = reference.chars().take(40).collect();
                    return Err(events.error(at, XmlFault::Entity { name }));
                };
                lines.escape(c.encode_utf8(&mut [0; 4]), Span::new(at, at));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const DOCUMENT: &str = r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>第一章</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">共二</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>百人 &amp; 马</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del>
<w:ins><w:r><w:t>，三匹</w:t><w:br/><w:t>续</w:t></w:r></w:ins><w:r><w:instrText>PAGE 7</w:instrText></w:r></w:p>
<w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>five</w:t></w:r></w:p><w:p><w:r><w:t>more</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>box</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>box</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>
<w:sectPr/></w:body></w:document>"#;

    #[test]
    fn paragraphs_are_lines() {
        let notes =
            "<w:footnotes xmlns:w='w'><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = docx(&[("word/document.xml", DOCUMENT), ("word/footnotes.xml", notes)]);
        assert_eq!(read(&bytes).unwrap(), "第一章\n共二百人 & 马，三匹续\n\nfive more\t6\t\nbox\n注\n");
    }

    #[test]
    fn what_is_no_document_is_said() {
        let error = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
        assert!(error(b"plain").starts_with("not a DOCX file: "), "{}", error(b"plain"));
        assert_eq!(error(&docx(&[("a", "b")])), "not a DOCX file: the archive holds no word/document.xml");
        let cut = docx(&[("word/document.xml", "<w:document><w:p>")]);
        assert_eq!(
            error(&cut),
            "word/document.xml: line 1, column 13: <w:p> begins here and is never closed: the file was cut short"
        );
    }

    #[test]
    fn an_entity_is_not_expanded_and_that_is_said() {
        let bomb = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>\n<w:document><w:p><w:t>共&b;人</w:t></w:p></w:document>";
        assert_eq!(
            read(&docx(&[("word/document.xml", bomb)])).unwrap_err().to_string(),
            "word/document.xml: line 2, column 24: the entity &b; is not expanded, since no document of this kind has any; \
             the file was not read"
        );
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(&vec![b' '; (8 << 20) + 1]).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        assert!(bytes.len() < 100_000, "it packs well");
        let error = read_within(&bytes, 8 << 20).unwrap_err();
        assert_eq!(error.to_string(), "word/document.xml: more than 8 MB unpacked; not read");
    }
}
