use quick_xml::events::Event;

use crate::bitext::{Origin, TranslationUnit};
use crate::formats::language;
use crate::formats::xml::{Events, XmlError, attribute};
use crate::source::Lang;

/// What a file holds, and where reading it stopped if it did.
#[derive(Debug, Default)]
pub struct Memory {
    /// The units in file order.
    pub units: Vec<TranslationUnit>,
    /// How many units lack one of the two languages.
    pub skipped: usize,
    /// Why the rest of the file could not be read.
    pub error: Option<XmlError>,
}

/// Reads a TMX file.
pub fn read(text: &str) -> Memory {
    let mut memory = Memory::default();
    memory.error = read_units(text, &mut memory).err();
    memory
}

fn read_units(text: &str, memory: &mut Memory) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    let mut unit: Option<Sides> = None;
    let mut lang = None;
    let mut seen = 0_usize;
    let mut is_tmx = false;
    while let Some((at, event)) = events.next()? {
        match event {
            Event::Start(start) => match start.local_name().into_inner() {
                "tmx" => is_tmx = true,
                _ if !is_tmx => return Err(events.error(at, "not a TMX file: the first element is not <tmx>")),
                "tu" => {
                    seen += 1;
                    let id = attribute(&start, "tuid").unwrap_or_else(|| seen.to_string());
                    unit = Some(Sides { id: Some(id), ..Sides::default() });
                }
                "tuv" => {
                    let tag = attribute(&start, "lang");
                    let tag = tag.ok_or_else(|| events.error(at, "<tuv> has no language"))?;
                    lang = language(&tag);
                }
                "seg" => {
                    let content = events.content(|name| matches!(name, "bpt" | "ept" | "it" | "ph" | "ut"))?;
                    if let (Some(unit), Some(lang)) = (&mut unit, lang) {
                        unit.set(lang, content);
                    }
                }
                _ => {}
            },
            Event::End(end) if end.local_name().into_inner() == "tu" => match unit.take().and_then(Sides::both) {
                Some(unit) => memory.units.push(unit),
                None => memory.skipped += 1,
            },
            _ => {}
        }
    }
    if is_tmx { Ok(()) } else { Err(events.error(text.len(), "not a TMX file: there is no <tmx>")) }
}

/// A unit while it is read.
#[derive(Debug, Default)]
pub(in crate::formats) struct Sides {
    pub(in crate::formats) id: Option<String>,
    pub(in crate::formats) doc: Option<String>,
    pub(in crate::formats) zh: Option<(String, Origin)>,
    pub(in crate::formats) en: Option<(String, Origin)>,
}

impl Sides {
    /// The text of one side; the first one given stands.
    pub(in crate::formats) fn set(&mut self, lang: Lang, content: (String, Origin)) {
        match lang {
            Lang::Zh => self.zh.get_or_insert(content),
            Lang::En => self.en.get_or_insert(content),
        };
    }

    /// The unit, if both sides are there.
    pub(in crate::formats) fn both(self) -> Option<TranslationUnit> {
        let ((zh, zh_origin), (en, en_origin)) = (self.zh?, self.en?);
        Some(TranslationUnit { id: self.id, doc: self.doc, zh, en, zh_origin, en_origin })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    const MEMORY: &str = r#"<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu tuid="a"><tuv xml:lang="zh-CN"><seg>共<bpt i="1">&lt;b&gt;</bpt>二百<ept i="1"/>人 &amp; 马</seg></tuv>
<tuv xml:lang="EN-US"><seg>200 men &#38; horses</seg></tuv><tuv xml:lang="de"><seg>200</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>一</seg></tuv></tu>
</body></tmx>"#;

    #[test]
    fn inline_codes_are_left_out_and_places_kept() {
        let memory = read(MEMORY);
        assert_eq!((memory.units.len(), memory.skipped, memory.error), (1, 1, None));
        let unit = &memory.units[0];
        assert_eq!((unit.zh.as_str(), unit.en.as_str()), ("共二百人 & 马", "200 men & horses"));
        let two_hundred = Span::new("共".len(), "共二百".len());
        assert_eq!(unit.zh_origin.locate(two_hundred).unwrap().of(MEMORY), "二百");
        let horses = unit.en.find("horses").unwrap();
        assert_eq!(unit.en_origin.locate(Span::new(horses, horses + 6)).unwrap().of(MEMORY), "horses");
    }

    #[test]
    fn a_broken_file_keeps_what_was_read() {
        let broken = MEMORY.replace("</body>", "<tu><tuv><seg>x</seg>");
        let memory = read(&broken);
        assert_eq!(memory.units.len(), 1);
        assert_eq!(memory.error.unwrap().to_string(), "line 6: <tuv> has no language");
        assert!(read("<html/>").error.unwrap().what.contains("not a TMX file"));
    }

    #[test]
    fn entities_do_not_grow() {
        let bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><tmx><body>\
                    <tu><tuv lang='zh'><seg>&b;</seg></tuv><tuv lang='en'><seg>x</seg></tuv></tu></body></tmx>";
        assert_eq!(read(bomb).units[0].zh, "&b;");
    }
}
