//! Links between the sentences of two XML documents, as InterText and OPUS keep them.
//!
//! An alignment is a file of `<link xtargets="…;…"/>` whose two lists name the `<s id="…">` of two other files. The two
//! dialects differ in which document comes first in `xtargets`: InterText (Vondřička 2014), whose root is `<linkGrp>`,
//! names the sentences of `toDoc` first, CES (Ide and Priest-Dorman 1996) as OPUS writes it, whose root is `<cesAlign>`,
//! those of `fromDoc`. The order is told by the root.
//!
//! Scripts that read InterText's files by pattern look for single quotes, as it writes them, so we do the same. We write
//! the Chinese document as `fromDoc`. InterText has no place for a probability, so it is lost there.

use std::collections::HashMap;
use std::fmt::Write as _;

use quick_xml::events::Event;

use super::{Aligned, AlignedSide, BeadError, Export, Part, Placer, join};
use crate::bitext::{Alignment, Origin};
use crate::formats::xml::{Events, Inline, XmlError, XmlFault, XmlText, attribute};
use crate::source::Lang;

/// Who wrote a file of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// InterText: `<linkGrp>`, `toDoc` first.
    Intertext,
    /// CES as in OPUS: `<cesAlign>`, `fromDoc` first.
    Ces,
}

/// A link: sentences of either document by their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Line of the file, from 1.
    pub line: usize,
    /// Ids in the document that the group calls `fromDoc`.
    pub from: Vec<String>,
    /// Ids in the document that it calls `toDoc`.
    pub to: Vec<String>,
    /// CES's `certainty`, held to 0…1; 1 where there is none.
    pub probability: f64,
}

/// The links of one pair of documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkGroup {
    /// The name of the one document.
    pub from_doc: String,
    /// The name of the other.
    pub to_doc: String,
    /// The links in file order.
    pub links: Vec<Link>,
}

impl LinkGroup {
    /// The alignment of the sentences `from` and `to` of the two documents, of which `from` is in `from_lang`. Sentences
    /// that no link names become beads of their own, with probability 0.
    pub fn alignment(&self, from_lang: Lang, from: &[Sentence], to: &[Sentence]) -> Result<Alignment, BeadError> {
        fn index(sentences: &[Sentence]) -> HashMap<&str, usize> {
            sentences.iter().enumerate().map(|(at, sentence)| (sentence.id.as_str(), at)).collect()
        }
        let (from_index, to_index) = (index(from), index(to));
        let (zh, en) = if from_lang == Lang::Zh { (from.len(), to.len()) } else { (to.len(), from.len()) };
        let mut placer = Placer::new(zh, en);
        for link in &self.links {
            let find = |ids: &[String], index: &HashMap<&str, usize>| -> Result<Vec<usize>, BeadError> {
                let unknown = |id: &String| BeadError::UnknownId { line: link.line, id: id.clone() };
                ids.iter().map(|id| index.get(id.as_str()).copied().ok_or_else(|| unknown(id))).collect()
            };
            let (from, to) = (find(&link.from, &from_index)?, find(&link.to, &to_index)?);
            let (zh, en) = if from_lang == Lang::Zh { (from, to) } else { (to, from) };
            placer.place(&zh, &en, link.probability, link.line)?;
        }
        Ok(placer.finish())
    }
}

/// What a file of links holds.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkFile {
    /// Who wrote it.
    pub dialect: Dialect,
    /// Its groups in file order.
    pub groups: Vec<LinkGroup>,
    /// What is wrong in it; the rest was read.
    pub errors: Vec<XmlError>,
}

/// Reads a file of links of either dialect. Linear in its length.
pub fn read(text: &str) -> LinkFile {
    let mut file = LinkFile { dialect: Dialect::Ces, groups: Vec::new(), errors: Vec::new() };
    if let Err(error) = read_links(text, &mut file) {
        file.errors.push(error);
    }
    file
}

fn read_links(text: &str, file: &mut LinkFile) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    let mut is_first = true;
    while let Some((at, event)) = events.next()? {
        let Event::Start(start) = event else { continue };
        let name = start.local_name().into_inner();
        if std::mem::take(&mut is_first) {
            file.dialect = match name {
                "cesAlign" => Dialect::Ces,
                "linkGrp" => Dialect::Intertext,
                other => {
                    let found = other.chars().take(40).collect();
                    let fault = XmlFault::OtherFormat { format: "a file of links", wanted: "cesAlign", found };
                    return Err(events.error(at, fault));
                }
            };
        }
        match name {
            "linkGrp" => {
                let doc = |name| attribute(&start, name).unwrap_or_default();
                file.groups.push(LinkGroup { from_doc: doc("fromDoc"), to_doc: doc("toDoc"), links: Vec::new() });
            }
            "link" => {
                let targets = attribute(&start, "xtargets");
                let (Some((first, second)), Some(group)) =
                    (targets.as_deref().and_then(|targets| targets.split_once(';')), file.groups.last_mut())
                else {
                    file.errors.push(events.error(at, XmlFault::BadLink));
                    continue;
                };
                let ids = |list: &str| list.split_whitespace().map(str::to_owned).collect();
                let (from, to) = match file.dialect {
                    Dialect::Ces => (ids(first), ids(second)),
                    Dialect::Intertext => (ids(second), ids(first)),
                };
                let certainty = attribute(&start, "certainty").and_then(|certainty| certainty.trim().parse().ok());
                let probability = certainty.filter(|certainty: &f64| !certainty.is_nan()).unwrap_or(1.0);
                let line = events.line(at);
                group.links.push(Link { line, from, to, probability: probability.clamp(0.0, 1.0) });
            }
            _ => {}
        }
    }
    if is_first { Err(events.error(text.len(), XmlFault::Empty { wanted: "cesAlign" })) } else { Ok(()) }
}

/// A sentence of a document that links point into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its id.
    pub id: String,
    /// The paragraph it stands in, from 0.
    pub block: usize,
    /// Its text; of a tokenised document the words joined as the language does.
    pub text: String,
    /// Where it stands in its file; unknown for a tokenised document.
    pub origin: Origin,
}

/// Reads the sentences of a document: `<s id="…">` in any surroundings. What stands before an error was read.
pub fn read_document(text: &str, lang: Lang) -> (Vec<Sentence>, Option<XmlError>) {
    let mut sentences = Vec::new();
    let error = read_sentences(text, lang, &mut sentences).err();
    (sentences, error)
}

fn read_sentences(text: &str, lang: Lang, sentences: &mut Vec<Sentence>) -> Result<(), XmlError> {
    let mut events = Events::new(text);
    // Paragraphs begun, and whether the current one has a sentence.
    let (mut block, mut is_fresh) = (0_usize, true);
    let mut is_empty = true;
    while let Some((_, event)) = events.next()? {
        let Event::Start(start) = event else { continue };
        is_empty = false;
        match start.local_name().into_inner() {
            "p" | "head" | "div" => {
                block += usize::from(!is_fresh);
                is_fresh = true;
            }
            "s" => {
                let id = attribute(&start, "id").unwrap_or_default();
                let sentence = read_sentence(&mut events, lang)?;
                sentences.push(Sentence { id, block, ..sentence });
                is_fresh = false;
            }
            _ => {}
        }
    }
    if is_empty { Err(events.error(text.len(), XmlFault::Empty { wanted: "s" })) } else { Ok(()) }
}

/// Reads a sentence whose start was just read: its text, or its words.
fn read_sentence(events: &mut Events<'_>, lang: Lang) -> Result<Sentence, XmlError> {
    let mut words: Vec<String> = Vec::new();
    let content = events.content_with_words(|_| Inline::Text, "w", &mut words)?;
    if words.is_empty() {
        return Ok(Sentence { text: content.text, origin: content.origin, ..Sentence::default() });
    }
    let mut text = String::new();
    for word in &words {
        join(&mut text, word.trim(), lang);
    }
    Ok(Sentence { text, ..Sentence::default() })
}

/// Writes the links and both documents.
pub(super) fn write(aligned: &Aligned<'_>, dialect: Dialect) -> Export {
    let (zh_ids, en_ids) = (ids(&aligned.zh, dialect), ids(&aligned.en, dialect));
    let mut links = XmlText::default();
    let (zh_doc, en_doc) = (format!("{}.zh.xml", aligned.name), format!("{}.en.xml", aligned.name));
    links.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    links.markup(match dialect {
        Dialect::Intertext => "<linkGrp",
        Dialect::Ces => {
            "<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n<cesAlign version=\"1.0\">\n<linkGrp targType=\"s\""
        }
    });
    links.attribute("fromDoc", &zh_doc);
    links.attribute("toDoc", &en_doc);
    links.markup(">\n");
    for (at, bead) in aligned.beads.iter().enumerate() {
        let list =
            |ids: &[String], range: &std::ops::Range<usize>| ids.get(range.clone()).unwrap_or_default().join(" ");
        let (zh, en) = (list(&zh_ids, &bead.zh), list(&en_ids, &bead.en));
        let _ = match dialect {
            Dialect::Intertext => {
                let (zh_len, en_len) = (bead.zh.len(), bead.en.len());
                writeln!(links.out, "<link type='{en_len}-{zh_len}' xtargets='{en};{zh}' status='auto'/>")
            }
            Dialect::Ces => {
                let (id, certainty) = (at + 1, bead.probability);
                writeln!(links.out, "<link id=\"SL{id}\" xtargets=\"{zh};{en}\" certainty=\"{certainty:.4}\"/>")
            }
        };
    }
    links.markup(match dialect {
        Dialect::Intertext => "</linkGrp>\n",
        Dialect::Ces => "</linkGrp>\n</cesAlign>\n",
    });
    let (zh, en) = (document(&aligned.zh, &zh_ids), document(&aligned.en, &en_ids));
    let replaced = links.replaced + zh.replaced + en.replaced;
    let main = match dialect {
        Dialect::Intertext => ".zh.en.alignment.xml",
        Dialect::Ces => ".zh-en.xml",
    };
    let parts = [(main, links), (".zh.xml", zh), (".en.xml", en)];
    Export { parts: parts.map(|(suffix, xml)| Part { suffix, text: xml.out }).into(), replaced }
}

/// The ids of the sentences of one side: paragraph and sentence, both from 1.
fn ids(side: &AlignedSide<'_>, dialect: Dialect) -> Vec<String> {
    let (mut paragraph, mut sentence, mut block) = (0, 0, None);
    let id = |segment: &crate::bitext::Segment| {
        if block != Some(segment.block) {
            block = Some(segment.block);
            paragraph += 1;
            sentence = 0;
        }
        sentence += 1;
        match dialect {
            Dialect::Intertext => format!("{paragraph}:{sentence}"),
            Dialect::Ces => format!("s{paragraph}.{sentence}"),
        }
    };
    side.segments.iter().map(id).collect()
}

/// The document of one side; a sentence stands as it is in its text.
fn document(side: &AlignedSide<'_>, ids: &[String]) -> XmlText {
    let mut xml = XmlText::default();
    xml.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<text>\n<body>\n");
    let (mut paragraph, mut block) = (0, None);
    for (segment, id) in side.segments.iter().zip(ids) {
        if block != Some(segment.block) {
            if block.is_some() {
                xml.markup("</p>\n");
            }
            block = Some(segment.block);
            paragraph += 1;
            let _ = writeln!(xml.out, "<p id=\"{paragraph}\">");
        }
        xml.markup("<s");
        xml.attribute("id", id);
        xml.markup(">");
        xml.text(segment.span.of(side.text));
        xml.markup("</s>\n");
    }
    if block.is_some() {
        xml.markup("</p>\n");
    }
    xml.markup("</body>\n</text>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids of `from` and `to` of each link.
    fn links(file: &LinkFile) -> Vec<(String, String)> {
        let links = file.groups.iter().flat_map(|group| &group.links);
        links.map(|link| (link.from.join(" "), link.to.join(" "))).collect()
    }

    fn owned(links: &[(&str, &str)]) -> Vec<(String, String)> {
        links.iter().map(|&(from, to)| (from.to_owned(), to.to_owned())).collect()
    }

    #[test]
    fn the_order_of_targets_is_told_by_the_root() {
        let intertext = "<?xml version='1.0'?>\n<linkGrp toDoc='b.en.xml' fromDoc='b.zh.xml'>\n\
                         <link type='2-1' xtargets='1:1 1:2;1:1' status='man'/>\n<link type='0-1' xtargets=';2:1' status='auto'/></linkGrp>";
        let file = read(intertext);
        assert_eq!((file.dialect, file.errors.len()), (Dialect::Intertext, 0));
        assert_eq!(links(&file), owned(&[("1:1", "1:1 1:2"), ("2:1", "")]));
        assert_eq!((file.groups[0].from_doc.as_str(), file.groups[0].to_doc.as_str()), ("b.zh.xml", "b.en.xml"));

        let ces = "<!DOCTYPE cesAlign PUBLIC '-//CES//DTD XML cesAlign//EN' ''>\n<cesAlign version='1.0'>\n\
                   <linkGrp targType='s' fromDoc='zh/a.xml.gz' toDoc='en/a.xml.gz'>\n<link certainty='1.73' xtargets='s1.1 s1.2;s1' />\n\
                   </linkGrp><linkGrp fromDoc='x' toDoc='y'><link xtargets='1' /><link xtargets=';2' certainty='0.25'/></linkGrp></cesAlign>";
        let file = read(ces);
        assert_eq!((file.dialect, file.groups.len()), (Dialect::Ces, 2));
        assert_eq!(links(&file), owned(&[("s1.1 s1.2", "s1"), ("", "2")]));
        assert_eq!(
            file.errors[0].to_string(),
            "line 5, column 42: <link> has no xtargets of two lists parted by a semicolon"
        );
        let probabilities: Vec<_> =
            file.groups.iter().flat_map(|group| &group.links).map(|link| link.probability).collect();
        assert!(probabilities.iter().zip([1.0, 0.25]).all(|(found, wanted)| (found - wanted).abs() < 1e-9));
    }

    #[test]
    fn sentences_are_found_in_any_document() {
        let intertext = "<doc><p id='1'>\n<s id='1:1'>一 &amp; 二</s>\n<s id='1:2'>三</s></p><p id='2'><s id='2:1'>四</s></p></doc>";
        let (sentences, error) = read_document(intertext, Lang::Zh);
        assert_eq!(error, None);
        let found: Vec<_> = sentences.iter().map(|s| (s.id.as_str(), s.block, s.text.as_str())).collect();
        assert_eq!(found, [("1:1", 0, "一 & 二"), ("1:2", 0, "三"), ("2:1", 1, "四")]);
        let opus = "<document><s id='1'><time id='T1S' value='0'/>\n<w id='1.1'>Two</w>\n<w>hundred</w> <w>men</w></s></document>";
        assert_eq!(read_document(opus, Lang::En).0[0].text, "Two hundred men");
        let (sentences, error) = read_document("<doc><s id='1'>一</s><s id='2'>二", Lang::Zh);
        assert_eq!((sentences.len(), error.unwrap().place.column), (1, 21));
    }

    #[test]
    fn links_of_unknown_sentences_are_named() {
        let sentence = |id: &str| Sentence { id: id.to_owned(), ..Sentence::default() };
        let (from, to) = ([sentence("a"), sentence("b")], [sentence("x"), sentence("y")]);
        let link =
            |from: &str, to: &str| Link { line: 7, from: vec![from.into()], to: vec![to.into()], probability: 1.0 };
        let group = LinkGroup { links: vec![link("b", "y")], ..LinkGroup::default() };
        let alignment = group.alignment(Lang::En, &from, &to).unwrap();
        assert!(alignment.covers(2, 2));
        let group = LinkGroup { links: vec![link("c", "x")], ..LinkGroup::default() };
        let error = group.alignment(Lang::Zh, &from, &to).unwrap_err();
        assert_eq!(error.to_string(), "line 7: there is no sentence with the id \"c\"");
    }
}
