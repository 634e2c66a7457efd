use crate::formats::xml::XmlText;

/// A unit to be written.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    /// What the file calls it.
    pub id: Option<&'a str>,
    /// The document it belongs to.
    pub doc: Option<&'a str>,
    /// The Chinese text.
    pub zh: &'a str,
    /// The English text.
    pub en: &'a str,
}

/// A translation memory while it is written. There is no date in it: the same units make the same bytes.
///
/// ```
/// use duizhao::formats::tmx::{self, Unit, Writer};
///
/// let mut writer = Writer::new();
/// writer.unit(&Unit { id: Some("1"), doc: None, zh: "二百人 & 马", en: "200 men & horses" }, None);
/// let (text, replaced) = writer.finish();
/// assert_eq!((tmx::read(&text).units[0].zh.as_str(), replaced), ("二百人 & 马", 0));
/// ```
#[derive(Debug)]
pub struct Writer {
    xml: XmlText,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// Begins a memory with Chinese as its source language.
    pub fn new() -> Self {
        let mut xml = XmlText::default();
        xml.markup(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"duizhao\"",
        );
        xml.attribute("creationtoolversion", env!("CARGO_PKG_VERSION"));
        xml.markup(
            " segtype=\"sentence\" o-tmf=\"duizhao\" adminlang=\"en\" srclang=\"zh\" datatype=\"plaintext\"/>\n<body>\n",
        );
        Self { xml }
    }

    /// Writes a unit; `probability` is that of its alignment.
    pub fn unit(&mut self, unit: &Unit<'_>, probability: Option<f64>) {
        let xml = &mut self.xml;
        xml.markup("<tu");
        if let Some(id) = unit.id {
            xml.attribute("tuid", id);
        }
        xml.markup(">\n");
        let probability = probability.map(|probability| format!("{probability:.4}"));
        for (kind, value) in [("x-document", unit.doc), ("x-probability", probability.as_deref())] {
            if let Some(value) = value {
                xml.markup("<prop");
                xml.attribute("type", kind);
                xml.markup(">");
                xml.text(value);
                xml.markup("</prop>\n");
            }
        }
        for (lang, text) in [("zh", unit.zh), ("en", unit.en)] {
            xml.markup("<tuv");
            xml.attribute("xml:lang", lang);
            xml.markup("><seg>");
            xml.text(text);
            xml.markup("</seg></tuv>\n");
        }
        xml.markup("</tu>\n");
    }

    /// What was written since the last call, to be put out before there is more: [`Writer::finish`] gives the rest.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.xml.out)
    }

    /// The whole file, and how many characters XML cannot hold: U+FFFD stands in their place.
    pub fn finish(mut self) -> (String, usize) {
        self.xml.markup("</body>\n</tmx>\n");
        (self.xml.out, self.xml.replaced)
    }
}
