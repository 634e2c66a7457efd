use quick_xml::events::Event;

use crate::formats::language;
use crate::formats::tmx::{Memory, Sides};
use crate::formats::xml::{Events, XmlError, attribute};
use crate::source::Lang;

/// Reads an XLIFF file of either version.
pub fn read(text: &str) -> Memory {
    let mut memory = Memory::default();
    memory.error = read_units(text, &mut memory).err();
    memory
}

/// The languages in force: of the file in 1.2, of the root in 2.x.
#[derive(Debug, Clone, Copy, Default)]
struct Direction {
    source: Option<Lang>,
    target: Option<Lang>,
}

fn read_units(text: &str, memory: &mut Memory) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    let mut direction = Direction::default();
    let mut doc = None;
    let mut unit_id: Option<String> = None;
    let mut segment: Option<Sides> = None;
    let mut is_xliff = false;
    // Proposals of other memories and notes hold sources and targets of their own.
    let mut aside = 0_usize;
    while let Some((at, event)) = events.next()? {
        match event {
            Event::Start(start) => match start.local_name().into_inner() {
                "xliff" => {
                    is_xliff = true;
                    direction.source = attribute(&start, "srcLang").as_deref().and_then(language);
                    direction.target = attribute(&start, "trgLang").as_deref().and_then(language);
                }
                _ if !is_xliff => return Err(events.error(at, "not an XLIFF file: the first element is not <xliff>")),
                "file" => {
                    doc = attribute(&start, "original").or_else(|| attribute(&start, "id"));
                    let named = |name| attribute(&start, name).as_deref().and_then(language);
                    direction.source = named("source-language").or(direction.source);
                    direction.target = named("target-language").or(direction.target);
                }
                "alt-trans" | "matches" => aside += 1,
                _ if aside > 0 => {}
                "unit" => unit_id = attribute(&start, "id"),
                "trans-unit" | "segment" => {
                    let id = attribute(&start, "id").or_else(|| unit_id.clone());
                    segment = Some(Sides { id, doc: doc.clone(), ..Sides::default() });
                }
                name @ ("source" | "target") => {
                    let own = attribute(&start, "lang").as_deref().and_then(language);
                    let lang = own.or(if name == "source" { direction.source } else { direction.target });
                    let content = events.content(is_code)?;
                    if let (Some(segment), Some(lang)) = (&mut segment, lang) {
                        segment.set(lang, content);
                    }
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().into_inner() {
                "alt-trans" | "matches" => aside = aside.saturating_sub(1),
                "trans-unit" | "segment" if aside == 0 => match segment.take().and_then(Sides::both) {
                    Some(unit) => memory.units.push(unit),
                    None => memory.skipped += 1,
                },
                _ => {}
            },
            _ => {}
        }
    }
    if is_xliff { Ok(()) } else { Err(events.error(text.len(), "not an XLIFF file: there is no <xliff>")) }
}

/// Elements whose content is native code, not text.
fn is_code(name: &str) -> bool {
    matches!(name, "bpt" | "ept" | "it" | "ph" | "x" | "bx" | "ex" | "sc" | "ec" | "cp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read() {
        let old = r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="zh-CN" target-language="en-US"><body>
<trans-unit id="1"><source>共<g id="1">二百</g>人<x id="2"/></source><target>200 <mrk mtype="x">men</mrk></target>
<alt-trans><source>旧</source><target>old</target></alt-trans></trans-unit>
<trans-unit id="2"><source>未译</source></trans-unit></body></file></xliff>"#;
        let memory = read(old);
        assert_eq!((memory.units.len(), memory.skipped, &memory.error), (1, 1, &None));
        let unit = &memory.units[0];
        assert_eq!((unit.zh.as_str(), unit.en.as_str(), unit.doc.as_deref()), ("共二百人", "200 men", Some("a.docx")));

        let new = r#"<xliff version="2.1" srcLang="en" trgLang="zh-Hans" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="u"><segment><source><pc id="1">200</pc> men<cp hex="0009"/></source><target>二百人</target></segment>
</unit></file></xliff>"#;
        let memory = read(new);
        assert_eq!((memory.units.len(), &memory.error), (1, &None));
        assert_eq!((memory.units[0].zh.as_str(), memory.units[0].en.as_str()), ("二百人", "200 men\t"));
    }
}
