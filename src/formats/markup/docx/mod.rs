//! DOCX (ISO/IEC 29500, WordprocessingML): what translators are sent.
//!
//! Reads the body, then footnotes and endnotes, then each header and footer once, however many sections repeat it. A
//! paragraph is a line, a row of a table a line of cells; a line's number is that of its paragraph, since the file itself has
//! no lines that a person sees. Headings are told by the names of their styles or by their level in the outline, items by
//! their numbers ([`styles`]). Text in boxes is read where the box is anchored, once. Tracked deletions, field codes, numbers
//! of pages and the fallback copies for old programs are left out.

mod styles;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::MarkupText;
use super::lines::Lines;
use crate::formats::xml::{Events, XmlError, XmlFault, resolve};
use crate::source::{LineRole, Span};
use styles::{Styles, attribute, of_property};

/// How much text one part may hold: a part of a novel's size has some ten MB. A file that grows beyond is no document.
const MOST: u64 = 256 << 20;

/// Why a file gives no text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// Not a ZIP archive: an old `.doc`, an encrypted file, or something else.
    #[error("not a DOCX file: it is no Zip archive")]
    NotZip(#[source] ZipError),
    /// An archive whose end is missing, or that does not hold together.
    #[error("not a DOCX file: the Zip archive is damaged or cut off")]
    Damaged(#[source] ZipError),
    /// An archive of another kind.
    #[error("not a DOCX file: the archive holds no word/document.xml")]
    NoDocument,
    /// A part cannot be unpacked.
    #[error("{part}: {error}")]
    Part {
        /// The part.
        part: String,
        /// Why.
        error: std::io::Error,
    },
    /// A part unpacks to more than a document holds.
    #[error("{part}: more than {} MB unpacked; not read", limit >> 20)]
    TooBig {
        /// The part.
        part: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// A part is not UTF-8.
    #[error("{part}: not valid UTF-8")]
    NotUtf8 {
        /// The part.
        part: String,
    },
    /// A part is not well-formed.
    #[error("{part}: {error}")]
    Xml {
        /// The part.
        part: String,
        /// Why.
        error: XmlError,
    },
}

/// Reads the text of a DOCX file, a paragraph a line. Time and memory are bounded whatever the archive unpacks to.
pub fn read(bytes: &[u8]) -> Result<MarkupText, DocxError> {
    read_within(bytes, MOST)
}

fn read_within(bytes: &[u8], limit: u64) -> Result<MarkupText, DocxError> {
    let archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| if bytes.starts_with(b"PK") { DocxError::Damaged(error) } else { DocxError::NotZip(error) })?;
    let mut package = Package { archive, limit };
    let styles = match package.unpack("word/styles.xml")? {
        Some(xml) => in_part("word/styles.xml", Styles::read(&xml))?,
        None => Styles::default(),
    };
    let mut lines = Lines::default();
    let body = package.unpack("word/document.xml")?.ok_or(DocxError::NoDocument)?;
    in_part("word/document.xml", read_part(&body, None, &styles, &mut lines))?;
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.unpack(part)? {
            in_part(part, read_part(&xml, Some(LineRole::Note), &styles, &mut lines))?;
        }
    }
    let mut read = lines.finish();
    let mut seen = BTreeSet::new();
    for part in package.running() {
        let mut lines = Lines::default();
        let Some(xml) = package.unpack(&part)? else { continue };
        in_part(&part, read_part(&xml, Some(LineRole::Running), &styles, &mut lines))?;
        for line in lines.finish().text.lines().filter(|line| !line.trim().is_empty()) {
            if seen.insert(line.to_owned()) {
                read.roles.push(read.text.len(), LineRole::Running);
                read.text.push_str(line);
                read.text.push('\n');
            }
        }
    }
    Ok(read)
}

/// The archive that a document is.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes all that is left to read may unpack to.
    limit: u64,
}

impl Package<'_> {
    /// The headers, then the footers, each in the order of their names.
    fn running(&self) -> Vec<String> {
        let mut parts = Vec::new();
        for kind in ["word/header", "word/footer"] {
            let is_kind =
                |name: &String| name.strip_prefix(kind).is_some_and(|rest| rest.strip_suffix(".xml").is_some());
            let mut names: Vec<String> =
                self.archive.file_names().flatten().map(Cow::into_owned).filter(is_kind).collect();
            names.sort_unstable_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
            parts.extend(names);
        }
        parts
    }

    /// The content of a part; `None` where the archive has none of this name.
    fn unpack(&mut self, part: &str) -> Result<Option<String>, DocxError> {
        let Ok(file) = self.archive.by_name(part) else { return Ok(None) };
        let size = file.size();
        if size > self.limit {
            return Err(DocxError::TooBig { part: part.to_owned(), limit: MOST.min(self.limit) });
        }
        self.limit -= size;
        // What the archive says of its sizes may be a lie, so the bytes are counted: the buffer never grows.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        let read = file.take(size).read_to_end(&mut bytes);
        read.map_err(|error| DocxError::Part { part: part.to_owned(), error })?;
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        String::from_utf8(bytes).map(Some).map_err(|_| DocxError::NotUtf8 { part: part.to_owned() })
    }
}

/// `result`, its error with the name of the part.
fn in_part<T>(part: &str, result: Result<T, XmlError>) -> Result<T, DocxError> {
    result.map_err(|error| DocxError::Xml { part: part.to_owned(), error })
}

/// Where a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Line,
    /// In a cell: the next paragraph goes on in the same cell.
    Space,
}

/// The fields that are open: a code, then what it came to.
#[derive(Debug, Default)]
struct Fields(Vec<Field>);

#[derive(Debug, Default)]
struct Field {
    counts_pages: bool,
    has_come_to: bool,
}

impl Fields {
    /// Takes a mark: a field begins, its code ends, it ends.
    fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.0.push(Field::default()),
            "separate" => {
                if let Some(field) = self.0.last_mut() {
                    field.has_come_to = true;
                }
            }
            _ => drop(self.0.pop()),
        }
    }

    /// Takes the code of the innermost field, or a part of it.
    fn code(&mut self, code: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.has_come_to) {
            field.counts_pages |= counts_pages(code);
        }
    }

    /// Whether text is the number of a page.
    fn is_page(&self) -> bool {
        self.0.last().is_some_and(|field| field.counts_pages && field.has_come_to)
    }
}

/// Whether the code of a field is for the number of a page, or of all.
fn counts_pages(code: &str) -> bool {
    let name = code.split_whitespace().next().unwrap_or_default();
    ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|page| name.eq_ignore_ascii_case(page))
}

/// Reads a part of the document whose paragraphs are `role`, or what their styles say.
fn read_part(xml: &str, role: Option<LineRole>, styles: &Styles, lines: &mut Lines) -> Result<(), XmlError> {
    let mut events = Events::new(xml);
    // The depth at which something begins that is left out, that of the properties of a paragraph, and that of the
    // outermost row.
    let (mut aside, mut properties, mut row) = (None, None, None);
    let (mut is_text, mut is_code) = (false, false);
    let mut fields = Fields::default();
    while let Some((at, event)) = events.next()? {
        match event {
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                let depth = events.depth();
                if aside.is_none()
                    && (matches!(name, "del" | "moveFrom" | "Fallback" | "rt" | "sectPr" | "pPr" | "rPr")
                        || name == "fldSimple" && attribute(&start, "instr").is_some_and(|code| counts_pages(&code)))
                {
                    aside = Some(depth);
                    properties = (name == "pPr" && row.is_none() && role.is_none()).then_some(depth);
                }
                if aside.is_some() {
                    let told = match properties.map(|properties: usize| depth - properties) {
                        Some(1) if name == "pStyle" => attribute(&start, "val").and_then(|id| styles.role(&id)),
                        // What the properties were before a change stands deeper.
                        Some(1 | 2) => of_property(name, &start),
                        _ => None,
                    };
                    if let Some(told) = told {
                        lines.begin(told);
                    }
                    continue;
                }
                match name {
                    "t" => is_text = !fields.is_page(),
                    "instrText" => is_code = true,
                    "fldChar" => fields.mark(&attribute(&start, "fldCharType").unwrap_or_default()),
                    "tab" => lines.space(Span::new(at, at)),
                    "br" | "cr" => lines.line_break(Span::new(at, at)),
                    "noBreakHyphen" => lines.escape("-", Span::new(at, at)),
                    "p" if row.is_none() => role.into_iter().for_each(|role| lines.begin(role)),
                    "tr" if row.is_none() => {
                        row = Some(depth);
                        lines.begin(role.unwrap_or(LineRole::Row));
                    }
                    _ => {}
                }
            }
            Event::End(end) => {
                if let Some(depth) = aside {
                    if events.depth() < depth {
                        (aside, properties) = (None, None);
                    }
                    continue;
                }
                let ends = if row.is_some() { End::Space } else { End::Line };
                match (end.local_name().into_inner(), ends) {
                    ("t", _) => is_text = false,
                    ("instrText", _) => is_code = false,
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
            Event::Text(code) if is_code => fields.code(&code),
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
<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr><w:r><w:t>第一章</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:pPrChange><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>三月</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">共二</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>百人 &amp; 马</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del>
<w:ins><w:r><w:t>，三匹</w:t><w:br/><w:t>续</w:t></w:r></w:ins><w:r><w:instrText>PAGE 7</w:instrText></w:r></w:p>
<w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>five</w:t></w:r></w:p><w:p><w:r><w:t>more</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>box</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>box</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>
<w:sectPr/></w:body></w:document>"#;

    #[test]
    fn paragraphs_are_lines() {
        let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="a3"><w:name w:val="Chapter"/><w:basedOn w:val="1"/></w:style></w:styles>"#;
        let notes =
            "<w:footnotes xmlns:w='w'><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let header = r#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>茶园 </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>
<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> NUMPAGES </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>9</w:t>
<w:fldChar w:fldCharType="end"/><w:t>页</w:t></w:r></w:p></w:hdr>"#;
        let parts = [
            ("word/header2.xml", header),
            ("word/header1.xml", header),
            ("word/footnotes.xml", notes),
            ("word/styles.xml", styles),
            ("word/document.xml", DOCUMENT),
        ];
        let read = read(&docx(&parts)).unwrap();
        assert_eq!(read.text, "第一章\n三月\n共二百人 & 马，三匹续\n\nfive more\t6\t\nbox\n注\n茶园 页\n");
        let role = |line: &str| read.roles.of(read.text.find(line).unwrap());
        assert!(matches!(role("第一章"), Some(LineRole::Heading(_))), "by a style that is based on that of headings");
        assert_eq!(role("三月"), Some(LineRole::Item), "what it was before a change does not count");
        assert_eq!(role("共二百"), None);
        assert_eq!(role("five"), Some(LineRole::Row));
        assert_eq!(role("注"), Some(LineRole::Note));
        assert_eq!(role("茶园"), Some(LineRole::Running), "once, without the number of the page");
    }

    #[test]
    fn what_is_no_document_is_said() {
        let error = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
        assert_eq!(error(b"plain"), "not a DOCX file: it is no Zip archive");
        let whole = docx(&[("word/document.xml", DOCUMENT)]);
        for length in [4, whole.len() / 2, whole.len() - 1] {
            let cut = whole.get(..length).unwrap();
            assert_eq!(error(cut), "not a DOCX file: the Zip archive is damaged or cut off", "{length} bytes");
        }
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
