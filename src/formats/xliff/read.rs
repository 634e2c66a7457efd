use quick_xml::events::Event;

use crate::formats::language;
use crate::formats::tmx::{Memory, Sides};
use crate::formats::traced::Traced;
use crate::formats::xml::{Events, Inline, XmlError, attribute, name_attribute};
use crate::source::{Lang, lang_of};

/// Reads an XLIFF file of either version. Linear in its length.
pub fn read(text: &str) -> Memory {
    let mut memory = Memory::default();
    if let Err(error) = read_units(text, &mut memory) {
        memory.errors.push(error);
    }
    memory
}

/// The languages in force: of the file in 1.2, of the root in 2.x.
#[derive(Debug, Clone, Default)]
struct Direction {
    source: Option<String>,
    target: Option<String>,
}

/// A `<trans-unit>` or `<segment>` while it is read.
#[derive(Debug, Default)]
struct Segment {
    sides: Sides,
    /// The depth of the element: its own source and target are one deeper, those of proposals and modules deeper still.
    depth: usize,
    /// The tag of each side's language and its text.
    source: Option<(Option<String>, Traced)>,
    target: Option<(Option<String>, Traced)>,
    /// Whether the file says that the target is no translation yet.
    untranslated: bool,
}

impl Segment {
    fn finish(mut self, memory: &mut Memory) {
        let (source, target) = (self.source.take(), self.target.take());
        if let (Some((source_tag, source)), Some((target_tag, target))) = (source, target)
            && !self.untranslated
        {
            let source_lang = lang(source_tag.as_deref(), &source.text);
            let target_lang = match target_tag {
                Some(tag) => language(&tag),
                None => source_lang.map(Lang::other),
            };
            // A target without text has not been translated; a source without text is a translator's addition.
            if let (Some(source_lang), Some(target_lang)) = (source_lang, target_lang)
                && !target.text.trim().is_empty()
            {
                self.sides.add(source_lang, source);
                self.sides.add(target_lang, target);
            }
        }
        self.sides.finish(memory);
    }
}

/// The language by its tag; by the script where the file gives none.
fn lang(tag: Option<&str>, text: &str) -> Option<Lang> {
    match tag {
        Some(tag) => language(tag),
        None => lang_of(text),
    }
}

fn read_units(text: &str, memory: &mut Memory) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    let root = events.expect_root("XLIFF", "xliff")?;
    let overall = Direction { source: attribute(&root, "srcLang"), target: attribute(&root, "trgLang") };
    let mut direction = overall.clone();
    let mut doc = None;
    let mut unit = UnitIds::default();
    let mut segment: Option<Segment> = None;
    while let Some((_, event)) = events.next()? {
        match event {
            Event::Start(start) => match start.local_name().into_inner() {
                "file" => {
                    doc = name_attribute(&start, "original").or_else(|| name_attribute(&start, "id"));
                    doc = doc.filter(|doc| !doc.is_empty());
                    direction.source = attribute(&start, "source-language").or_else(|| overall.source.clone());
                    direction.target = attribute(&start, "target-language").or_else(|| overall.target.clone());
                }
                "unit" => unit = UnitIds { unit: name_attribute(&start, "id"), ..UnitIds::default() },
                name @ ("trans-unit" | "segment") if segment.is_none() => {
                    let own = name_attribute(&start, "id");
                    let id = if name == "segment" { unit.next(own) } else { own };
                    let sides = Sides::new(id, doc.clone());
                    let untranslated = attribute(&start, "state").as_deref() == Some("initial");
                    segment = Some(Segment { sides, depth: events.depth(), untranslated, ..Segment::default() });
                }
                name @ ("source" | "target") => {
                    let Some(segment) = segment.as_mut().filter(|segment| segment.depth + 1 == events.depth()) else {
                        continue;
                    };
                    let overall = if name == "source" { &direction.source } else { &direction.target };
                    let tag = attribute(&start, "lang").or_else(|| overall.clone());
                    let state = attribute(&start, "state");
                    let content = (tag, events.content(inline)?);
                    if name == "source" {
                        segment.source.get_or_insert(content);
                    } else {
                        segment.untranslated |= matches!(state.as_deref(), Some("new" | "needs-translation"));
                        segment.target.get_or_insert(content);
                    }
                }
                _ => {}
            },
            Event::End(end) => {
                let is_segment = matches!(end.local_name().into_inner(), "trans-unit" | "segment");
                let ends = |segment: &Segment| is_segment && segment.depth == events.depth() + 1;
                if let Some(segment) = segment.take_if(|segment| ends(segment)) {
                    segment.finish(memory);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The ids of the segments of one `<unit>`: its own where it has one segment.
#[derive(Debug, Default)]
struct UnitIds {
    unit: Option<String>,
    segments: usize,
}

impl UnitIds {
    fn next(&mut self, own: Option<String>) -> Option<String> {
        self.segments += 1;
        let unit = self.unit.as_deref()?;
        Some(match own {
            Some(own) => format!("{unit}/{own}"),
            None if self.segments > 1 => format!("{unit}/{}", self.segments),
            None => unit.to_owned(),
        })
    }
}

/// What an element inside a source or target of either version is.
fn inline(name: &str) -> Inline {
    match name {
        "bpt" | "ept" | "it" | "bx" | "ex" | "sc" | "ec" | "sm" | "em" | "cp" => Inline::Code,
        "ph" | "x" => Inline::Placeholder,
        _ => Inline::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn pairs(text: &str) -> (Vec<[String; 3]>, usize) {
        let memory = read(text);
        assert_eq!(memory.errors, [], "{text}");
        let units = memory.units.into_iter().map(|unit| [unit.id.unwrap_or_default(), unit.zh, unit.en]);
        (units.collect(), memory.skipped)
    }

    fn units<const N: usize>(units: [[&str; 3]; N]) -> Vec<[String; 3]> {
        units.map(|unit| unit.map(str::to_owned)).to_vec()
    }

    const OLD: &str = r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="zh-CN" target-language="en-US" datatype="x"><header><note>一</note>
<skl><external-file href="x"/></skl></header><body><group id="g"><group>
<trans-unit id="1"><source>共<g id="1">二百</g>人<x id="2"/></source>
<seg-source><mrk mtype="seg" mid="0">共二百人</mrk></seg-source><target state="translated">200 <mrk mtype="x">men</mrk></target>
<note>注 <source>x</source></note><alt-trans match-quality="80"><source>旧</source><target>old</target></alt-trans></trans-unit>
</group></group><trans-unit id="2"><source>未译</source></trans-unit>
<trans-unit id="3"><source>未译</source><target state="needs-translation">未译</target></trans-unit>
<trans-unit id="4"><source>未译</source><target> </target></trans-unit></body></file>
<file original="b" source-language="en" target-language="zh-TW"><body>
<trans-unit id="1"><source>3<bx id="1"/>0<ex id="1"/>0<ph id="2">&lt;br&gt;</ph>men</source><target>三百人<it id="3" pos="open">x</it></target></trans-unit></body></file>
<file original="c" source-language="en" target-language="de"><body>
<trans-unit id="1"><source>one</source><target>eins</target></trans-unit>
<trans-unit id="2"><source>one</source><target xml:lang="zh">一</target></trans-unit></body></file>
<file original="d" source-language="en"><body><trans-unit id="1"><source>two</source><target>二</target></trans-unit></body></file></xliff>"#;

    #[test]
    fn version_1_2_is_read_as_tools_write_it() {
        let (found, skipped) = pairs(OLD);
        let expected =
            [["1", "共二百人", "200 men"], ["1", "三百人", "300 men"], ["2", "一", "one"], ["1", "二", "two"]];
        assert_eq!((found, skipped), (units(expected), 4));
        let memory = read(OLD);
        let docs: Vec<_> = memory.units.iter().map(|unit| unit.doc.as_deref().unwrap_or_default()).collect();
        assert_eq!(docs, ["a.docx", "b", "c", "d"]);
        let men = memory.units[0].en_origin.locate(Span::new(4, 7)).unwrap();
        assert_eq!(Span::new(men.start, men.end + 6).of(OLD), "men</mrk>");
    }

    const NEW: &str = r##"<xliff version="2.1" srcLang="en" trgLang="zh-Hans" xmlns="urn:oasis:names:tc:xliff:document:2.0"
 xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:res="urn:oasis:names:tc:xliff:resourcedata:2.0">
<file id="f"><notes><note id="n">三</note></notes><group id="g"><unit id="u"><originalData><data id="d1">&lt;b&gt;</data></originalData>
<mtc:matches><mtc:match ref="#1"><source>old</source><target>旧</target></mtc:match></mtc:matches>
<res:resourceData><res:resourceItem><res:source>old</res:source><res:target>旧</res:target></res:resourceItem></res:resourceData>
<segment><source><pc id="1" dataRefStart="d1">200</pc> men<cp hex="0009"/></source><target>二百<ph id="2"/>人<cp hex="D800"/></target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="final"><source><sc id="3"/>one<ec startRef="3"/></source><target><mrk id="m" type="comment">一</mrk></target></segment>
<segment><source>two</source><target>二</target></segment></unit></group>
<unit id="v"><segment state="initial"><source>three</source><target>three</target></segment></unit></file></xliff>"##;

    #[test]
    fn version_2_is_read_with_its_modules() {
        let expected = [["u", "二百 人\u{FFFD}", "200 men\t"], ["u/s2", "一", "one"], ["u/3", "二", "two"]];
        assert_eq!(pairs(NEW), (units(expected), 1));
    }

    #[test]
    fn a_cut_file_keeps_what_was_read() {
        let (cut, _) = NEW.split_once("<unit id=\"v\"").unwrap();
        let memory = read(cut);
        assert_eq!(memory.units.len(), 3);
        let message = "line 3, column 1: <file> begins here and is never closed: the file was cut short";
        assert_eq!(memory.errors[0].to_string(), message);
    }
}
