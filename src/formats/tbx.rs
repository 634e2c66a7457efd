//! TBX: a terminology of concepts, each with its terms by language (ISO 30042).
//!
//! Both generations are read: TBX 2 (`<martif>`, `<termEntry>`, `<langSet>`) and TBX 3 (`<tbx>`, `<conceptEntry>`,
//! `<langSec>`). Of a concept only its Chinese and English terms are kept; definitions, contexts and other languages are
//! passed over.

use quick_xml::events::Event;

use super::language;
use super::xml::{Events, Inline, XmlError, XmlFault, attribute};
use crate::source::Lang;

/// The Chinese and the English terms of one concept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concept {
    /// Its Chinese terms in file order.
    pub zh: Vec<String>,
    /// Its English terms in file order.
    pub en: Vec<String>,
}

impl Concept {
    /// Terms of one language that are read; so many in one concept are a mistake.
    const MOST: usize = 64;

    /// Each Chinese term with each English one.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.zh.iter().flat_map(|zh| self.en.iter().map(|en| (zh.as_str(), en.as_str())))
    }
}

/// What a file holds, and what of it could not be read.
#[derive(Debug, Default)]
pub struct Terminology {
    /// The concepts that have a term in both languages, in file order.
    pub concepts: Vec<Concept>,
    /// What is wrong in the file, in file order.
    pub errors: Vec<XmlError>,
}

/// Whether `text` sets out to be TBX rather than a table.
pub fn is_tbx(text: &str) -> bool {
    text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<')
}

/// Reads a TBX file. Linear in its length.
pub fn read(text: &str) -> Terminology {
    let mut terminology = Terminology::default();
    if let Err(error) = read_concepts(text, &mut terminology) {
        terminology.errors.push(error);
    }
    terminology
}

fn read_concepts(text: &str, terminology: &mut Terminology) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    let mut is_first = true;
    let (mut concept, mut lang) = (Concept::default(), None);
    while let Some((at, event)) = events.next()? {
        match event {
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                if std::mem::take(&mut is_first) && !matches!(name, "martif" | "tbx") {
                    let found = name.chars().take(40).collect();
                    return Err(events.error(at, XmlFault::OtherFormat { format: "TBX", wanted: "tbx", found }));
                }
                match name {
                    "termEntry" | "conceptEntry" => (concept, lang) = (Concept::default(), None),
                    "langSet" | "langSec" => {
                        let tag = attribute(&start, "lang");
                        lang = tag.as_deref().and_then(language);
                        if tag.is_none() {
                            let element = if name == "langSet" { "langSet" } else { "langSec" };
                            terminology.errors.push(events.error(at, XmlFault::NoLanguage { element }));
                        }
                    }
                    "term" => {
                        let term = events.content(|_| Inline::Text)?.text.trim().to_owned();
                        let terms = match lang {
                            Some(Lang::Zh) => &mut concept.zh,
                            Some(Lang::En) => &mut concept.en,
                            None => continue,
                        };
                        if terms.len() == Concept::MOST {
                            let fault = XmlFault::TooMany { limit: Concept::MOST };
                            terminology.errors.push(events.error(at, fault));
                        } else if !term.is_empty() {
                            terms.push(term);
                        }
                    }
                    _ => {}
                }
            }
            Event::End(end) if matches!(end.local_name().into_inner(), "termEntry" | "conceptEntry") => {
                let made = std::mem::take(&mut concept);
                if !made.zh.is_empty() && !made.en.is_empty() {
                    terminology.concepts.push(made);
                }
            }
            _ => {}
        }
    }
    if is_first { Err(events.error(text.len(), XmlFault::Empty { wanted: "tbx" })) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        let terminology = read(text);
        assert_eq!(terminology.errors, [], "{text}");
        terminology.concepts.iter().flat_map(Concept::pairs).map(|(zh, en)| format!("{zh}={en}")).collect()
    }

    #[test]
    fn both_generations_are_read() {
        let two = "<?xml version='1.0'?>\n<martif type='TBX' xml:lang='en'><text><body><termEntry id='c1'>\
                   <descrip type='definition'>a <hi>place</hi></descrip>\
                   <langSet xml:lang='zh-CN'><tig><term>手工业合作社</term></tig></langSet>\
                   <langSet xml:lang='de'><tig><term>Genossenschaft</term></tig></langSet>\
                   <langSet xml:lang='en'><ntig><termGrp><term>handicraft cooperative</term></termGrp></ntig>\
                   <tig><term>co-op &amp; shop</term></tig></langSet></termEntry></body></text></martif>";
        assert_eq!(pairs(two), ["手工业合作社=handicraft cooperative", "手工业合作社=co-op & shop"]);
        let three = "<tbx style='dca' xmlns='urn:iso:std:iso:30042:ed-2'><text><body>\
                     <conceptEntry id='1'><langSec xml:lang='en'><termSec><term>steel</term></termSec></langSec>\
                     <langSec xml:lang='zh'><termSec><term>钢</term></termSec></langSec></conceptEntry>\
                     <conceptEntry id='2'><langSec xml:lang='en'><termSec><term>iron</term></termSec></langSec></conceptEntry>\
                     </body></text></tbx>";
        assert_eq!(pairs(three), ["钢=steel"]);
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_is_read() {
        let cut = "<tbx><text><body><conceptEntry><langSec xml:lang='zh'><term>钢</term></langSec>\
                   <langSec xml:lang='en'><term>steel</term></langSec></conceptEntry><conceptEntry>";
        let terminology = read(cut);
        assert_eq!(terminology.concepts.len(), 1);
        assert!(terminology.errors[0].to_string().contains("never closed"), "{:?}", terminology.errors);
        assert!(read("<html/>").errors[0].to_string().contains("<tbx>, not <html>"));
        assert_eq!(read("").errors.len(), 1);
    }
}
