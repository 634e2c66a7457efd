use quick_xml::events::Event;

use crate::bitext::TranslationUnit;
use crate::formats::language;
use crate::formats::traced::Traced;
use crate::formats::xml::{Events, Inline, XmlError, XmlFault, attribute, name_attribute};
use crate::source::Lang;

/// What a file holds, and what of it could not be read.
#[derive(Debug, Default)]
pub struct Memory {
    /// The units in file order.
    pub units: Vec<TranslationUnit>,
    /// How many units are no pair of Chinese and English.
    pub skipped: usize,
    /// What is wrong in the file, in file order.
    pub errors: Vec<XmlError>,
}

/// Reads a TMX file. Linear in its length.
pub fn read(text: &str) -> Memory {
    let mut memory = Memory::default();
    if let Err(error) = read_units(text, &mut memory) {
        memory.errors.push(error);
    }
    memory
}

fn read_units(text: &str, memory: &mut Memory) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    events.expect_root("TMX", "tmx")?;
    let mut unit = Sides::default();
    let mut lang = None;
    let mut seen = 0_usize;
    while let Some((at, event)) = events.next()? {
        match event {
            Event::Start(start) => match start.local_name().into_inner() {
                "tu" => {
                    seen += 1;
                    let id = name_attribute(&start, "tuid").unwrap_or_else(|| seen.to_string());
                    unit = Sides::new(Some(id), None);
                    lang = None;
                }
                // OmegaT and we ourselves say in a property which document a unit is from.
                "prop" if matches!(attribute(&start, "type").as_deref(), Some("x-document" | "file")) => {
                    let content = events.content(inline)?;
                    unit.doc.get_or_insert(content.text);
                }
                "prop" if attribute(&start, "type").as_deref() == Some("x-probability") => {
                    let said = events.content(inline)?.text.trim().parse().ok();
                    unit.probability = said.filter(|probability| (0.0..=1.0).contains(probability));
                }
                "tuv" => {
                    let tag = attribute(&start, "lang");
                    lang = tag.as_deref().and_then(language);
                    if tag.is_none() {
                        memory.errors.push(events.error(at, XmlFault::NoLanguage { element: "tuv" }));
                    }
                }
                "seg" => {
                    let content = events.content(inline)?;
                    if let Some(lang) = lang.take()
                        && !unit.add(lang, content)
                    {
                        memory.errors.push(events.error(at, XmlFault::TooMany { limit: Sides::MOST }));
                    }
                }
                _ => {}
            },
            Event::End(end) if end.local_name().into_inner() == "tu" => std::mem::take(&mut unit).finish(memory),
            _ => {}
        }
    }
    Ok(())
}

fn inline(name: &str) -> Inline {
    match name {
        "bpt" | "ept" | "it" | "ut" => Inline::Code,
        "ph" => Inline::Placeholder,
        _ => Inline::Text,
    }
}

/// A unit while it is read.
#[derive(Debug, Default)]
pub(in crate::formats) struct Sides {
    id: Option<String>,
    doc: Option<String>,
    probability: Option<f64>,
    zh: Vec<Traced>,
    en: Vec<Traced>,
}

impl Sides {
    /// How many texts of one language are read: `zh-CN`, `zh-TW`, …
    const MOST: usize = 16;

    /// A unit without texts.
    pub(in crate::formats) fn new(id: Option<String>, doc: Option<String>) -> Self {
        Self { id, doc, ..Self::default() }
    }

    /// Adds a text; false when there are too many.
    pub(in crate::formats) fn add(&mut self, lang: Lang, text: Traced) -> bool {
        let texts = match lang {
            Lang::Zh => &mut self.zh,
            Lang::En => &mut self.en,
        };
        if texts.len() < Self::MOST {
            texts.push(text);
            return true;
        }
        false
    }

    /// Adds to `memory` the pair of the first texts, and one for each further text with the first of the other side.
    pub(in crate::formats) fn finish(self, memory: &mut Memory) {
        let Self { id, doc, probability, zh, en } = self;
        let (Some(first_zh), Some(first_en)) = (zh.first(), en.first()) else {
            memory.skipped += 1;
            return;
        };
        let unit = |zh: &Traced, en: &Traced| TranslationUnit {
            id: id.clone(),
            doc: doc.clone(),
            zh: zh.text.clone(),
            en: en.text.clone(),
            probability,
            zh_origin: zh.origin.clone(),
            en_origin: en.origin.clone(),
        };
        memory.units.extend(zh.iter().map(|zh| unit(zh, first_en)));
        memory.units.extend(en.iter().skip(1).map(|en| unit(first_zh, en)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let memory = read(text);
        assert_eq!(memory.errors, [], "{text}");
        memory.units.into_iter().map(|unit| (unit.zh, unit.en)).collect()
    }

    /// A memory of one unit with these segments.
    fn memory(zh: &str, en: &str) -> String {
        format!(
            "<tmx version=\"1.4\"><body><tu><tuv xml:lang=\"zh\"><seg>{zh}</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu></body></tmx>"
        )
    }

    fn one(zh: &str, en: &str) -> (String, String) {
        pairs(&memory(zh, en)).remove(0)
    }

    const MEMORY: &str = r#"<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-US" creationtool="x" segtype="sentence"><note>头</note>
<prop type="x-y">1</prop></header><body>
<tu tuid="a" srclang="zh-CN"><note>tuv <!-- x --></note><prop type="file">a.docx</prop>
<tuv xml:lang="zh-CN" creationdate="20200101T000000Z"><prop type="p">五</prop><seg>共<bpt i="1">&lt;b&gt;</bpt>二百<ept i="1"/>人 &amp; 马</seg></tuv>
<tuv xml:lang="EN-US"><seg>200 men &#38; horses</seg></tuv><tuv xml:lang="de"><seg>200</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>一</seg></tuv></tu>
</body></tmx>"#;

    #[test]
    fn inline_codes_are_left_out_and_places_kept() {
        let memory = read(MEMORY);
        assert_eq!((memory.units.len(), memory.skipped, memory.errors), (1, 1, vec![]));
        let unit = &memory.units[0];
        assert_eq!((unit.zh.as_str(), unit.en.as_str()), ("共二百人 & 马", "200 men & horses"));
        assert_eq!((unit.id.as_deref(), unit.doc.as_deref()), (Some("a"), Some("a.docx")));
        let two_hundred = Span::new("共".len(), "共二百".len());
        assert_eq!(unit.zh_origin.locate(two_hundred).unwrap().of(MEMORY), "二百");
        let horses = unit.en.find("horses").unwrap();
        assert_eq!(unit.en_origin.locate(Span::new(horses, horses + 6)).unwrap().of(MEMORY), "horses");
        let and = unit.en.find('&').unwrap();
        assert_eq!(unit.en_origin.locate(Span::new(and, and + 1)).unwrap().of(MEMORY), "&#38;");
        let marked = format!("\u{FEFF}\u{FEFF}{MEMORY}");
        let unit = &read(&marked).units[0];
        assert_eq!(unit.zh_origin.locate(two_hundred).unwrap().of(&marked), "二百");
    }

    #[test]
    fn codes_format_and_placeholders_part() {
        let zh = "第<bpt i='1'>&lt;b&gt;<sub>忽略</sub></bpt>二<ept i='1'>x</ept>章<it pos='begin'>[</it><hi type='t'>三</hi><ut>u</ut>百";
        assert_eq!(one(zh, "200<ph>&lt;br/&gt;</ph>300 <ph/>x<ph/>, y").0, "第二章三百");
        assert_eq!(one(zh, "200<ph>&lt;br/&gt;</ph>300 <ph/>x<ph/>, y").1, "200 300 x, y");
        assert_eq!(one("一<!-- c --><?pi x?>二", "<![CDATA[a & <b>]]> c\r\nd&#13;").1, "a & <b> c\nd\r");
        assert_eq!(one("一", "AT&T &unknown; &#0; &#x41;").1, "AT&T &unknown; &#0; A");
    }

    #[test]
    fn any_code_of_the_two_languages_is_known() {
        for (zh, en) in
            [("zh", "en"), ("zh-Hans", "en_GB"), ("ZH_TW", "EN-US"), ("cmn-Hant-TW", "eng"), ("zh-hk", "En")]
        {
            let text = format!(
                "<tmx><body><tu><tuv lang='{en}'><seg>one</seg></tuv><tuv xml:lang='fr'><seg>un</seg></tuv>\
                 <tuv xml:lang='{zh}'><seg>一</seg></tuv></tu></body></tmx>"
            );
            assert_eq!(pairs(&text), [("一".to_owned(), "one".to_owned())], "{zh} {en}");
        }
    }

    #[test]
    fn each_variant_of_a_language_is_a_pair() {
        let text = "<tmx><body><tu><tuv lang='zh-CN'><seg>一个</seg></tuv><tuv lang='zh-TW'><seg>一個</seg></tuv>\
                    <tuv lang='en-US'><seg>one</seg></tuv><tuv lang='en-GB'><seg>1</seg></tuv></tu></body></tmx>";
        let expected = [("一个", "one"), ("一個", "one"), ("一个", "1")];
        assert_eq!(pairs(text), expected.map(|(zh, en)| (zh.to_owned(), en.to_owned())));
        let many = format!("<tmx><tu>{}</tu></tmx>", "<tuv lang='zh'><seg>一</seg></tuv>".repeat(17));
        assert_eq!(read(&many).errors[0].fault, XmlFault::TooMany { limit: 16 });
    }

    #[test]
    fn a_broken_file_keeps_what_was_read() {
        let errors = |text: &str| -> Vec<String> { read(text).errors.iter().map(ToString::to_string).collect() };
        let broken = MEMORY.replace("</body>", "<tu><tuv><seg>x</seg></tuv></tu>");
        assert_eq!(read(&broken).units.len(), 1);
        assert_eq!(
            errors(&broken),
            [
                "line 8, column 5: <tuv> has no language; it was left out",
                "line 8, column 33: not well-formed XML: ill-formed document: expected `</body>`, but `</tmx>` was found",
            ]
        );
        let (cut, _) = MEMORY.split_once("</body>").unwrap();
        assert_eq!(read(cut).units.len(), 1);
        assert_eq!(errors(cut), ["line 3, column 35: <body> begins here and is never closed: the file was cut short"]);
        assert_eq!(errors("<html/>"), ["line 1, column 1: the first element of TMX is <tmx>, not <html>"]);
        assert_eq!(errors(""), ["line 1, column 1: the file holds no <tmx>"]);
    }

    #[test]
    fn entities_do_not_grow_and_nothing_is_fetched() {
        let doctype =
            "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        let text = format!("{doctype}{}", memory("&b;", "&f;"));
        assert_eq!(pairs(&text), [("&b;".to_owned(), "&f;".to_owned())]);
    }
}
