use std::fmt::Write as _;

use super::Unit;
use crate::formats::xml::{XmlText, is_xml_char};
use crate::source::Lang;

/// Which XLIFF to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 1.2, which every translation tool reads.
    V1_2,
    /// 2.1, which writes characters that XML cannot hold as `<cp hex="…"/>`.
    V2_1,
}

/// An XLIFF file while it is written: a `<file>` for each run of units of one document.
#[derive(Debug)]
pub struct Writer {
    version: Version,
    source: Lang,
    xml: XmlText,
    /// The document whose `<file>` is open.
    open: Option<String>,
    files: usize,
    units: usize,
}

impl Writer {
    /// Begins a file whose source language is `source`.
    pub fn new(version: Version, source: Lang) -> Self {
        let mut xml = XmlText::default();
        xml.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff");
        match version {
            Version::V1_2 => xml.markup(" version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\""),
            Version::V2_1 => {
                xml.markup(" version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"");
                xml.attribute("srcLang", source.code());
                xml.attribute("trgLang", source.other().code());
            }
        }
        xml.markup(">\n");
        Self { version, source, xml, open: None, files: 0, units: 0 }
    }

    /// Writes a unit. A side that is empty is written so: the sentence has no counterpart.
    pub fn unit(&mut self, unit: &Unit<'_>) {
        let doc = unit.doc.unwrap_or_default();
        if self.open.as_deref() != Some(doc) {
            self.close();
            self.begin(doc);
            self.open = Some(doc.to_owned());
        }
        self.units += 1;
        let number = self.units.to_string();
        let id = unit.id.unwrap_or(&number);
        let (source, target) = match self.source {
            Lang::Zh => (unit.zh, unit.en),
            Lang::En => (unit.en, unit.zh),
        };
        match self.version {
            Version::V1_2 => {
                self.xml.markup("<trans-unit");
                self.xml.attribute("id", id);
                self.xml.markup(" xml:space=\"preserve\">\n");
                self.element("source", source);
                self.element("target", target);
                self.xml.markup("</trans-unit>\n");
            }
            Version::V2_1 => {
                self.xml.markup("<unit");
                // An id of 2.1 is a name token; any other is kept as the unit's name.
                if is_name_token(id) {
                    self.xml.attribute("id", id);
                } else {
                    let _ = write!(self.xml.out, " id=\"u{number}\"");
                    self.xml.attribute("name", id);
                }
                self.xml.markup(" xml:space=\"preserve\">\n<segment>\n");
                self.element("source", source);
                self.element("target", target);
                self.xml.markup("</segment>\n</unit>\n");
            }
        }
    }

    fn begin(&mut self, doc: &str) {
        self.files += 1;
        let number = self.files;
        match self.version {
            Version::V1_2 => {
                self.xml.markup("<file");
                self.xml.attribute("original", doc);
                self.xml.attribute("source-language", self.source.code());
                self.xml.attribute("target-language", self.source.other().code());
                self.xml.markup(" datatype=\"plaintext\">\n<body>\n");
            }
            Version::V2_1 => {
                let _ = write!(self.xml.out, "<file id=\"f{number}\"");
                self.xml.attribute("original", doc);
                self.xml.markup(">\n");
            }
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.xml.markup(match self.version {
                Version::V1_2 => "</body>\n</file>\n",
                Version::V2_1 => "</file>\n",
            });
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.xml.out, "<{name}>");
        let mut rest = text;
        if self.version == Version::V2_1 {
            while let Some((at, c)) = rest.char_indices().find(|&(_, c)| !is_xml_char(c)) {
                let (before, after) = rest.split_at(at);
                self.xml.text(before);
                let _ = write!(self.xml.out, "<cp hex=\"{:04X}\"/>", u32::from(c));
                rest = after.strip_prefix(c).unwrap_or_default();
            }
        }
        self.xml.text(rest);
        let _ = writeln!(self.xml.out, "</{name}>");
    }

    /// What was written since the last call, to be put out before there is more: [`Writer::finish`] gives the rest.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.xml.out)
    }

    /// The whole file, and how many characters it cannot hold: U+FFFD stands in their place.
    pub fn finish(mut self) -> (String, usize) {
        if self.files == 0 {
            // Both versions want at least one file.
            self.begin("");
            self.open = Some(String::new());
        }
        self.close();
        self.xml.markup("</xliff>\n");
        (self.xml.out, self.xml.replaced)
    }
}

/// Whether `id` is an NMTOKEN, by its ASCII part alone.
fn is_name_token(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
}
