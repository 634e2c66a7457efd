//! Round trips: what a format writes it reads back, for all that it can hold; and every origin points at its text.

use duizhao::bitext::{Alignment, Bead, BlockKind, Segment, TranslationUnit};
use duizhao::formats::alignment::{Aligned, AlignedSide, AlignmentFormat, ladder, links, moses, vecalign};
use duizhao::formats::pairs::{PairFormat, read_as};
use duizhao::formats::{jsonl, tmx, tsv, xliff};
use duizhao::source::{Lang, Span};
use proptest::prelude::*;

/// Text with what formats treat in a way of their own in it: markup, quotes, line ends, control characters.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[一二三百万亿年元。，“”]{1,4}",
        4 => "[a-zA-Z0-9 .,%]{1,6}",
        2 => prop::sample::select(vec![
            "&", "<", ">", "\"", "'", "&amp;", "]]>", "<![CDATA[", "<ph/>", "<!--", "\\", "\\n", "\\u0041", "\t", "\n", "\r",
            "\r\n", "\u{1}", "\u{7F}", "\u{FEFF}", "\u{FFFE}", "\u{2028}", "😀", "e\u{301}", ";", "|", "~~~",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// What XML 1.0 can hold.
fn xml_text() -> impl Strategy<Value = String> {
    let held =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    any_text().prop_map(move |text| text.chars().filter(|&c| held(c)).collect())
}

/// What one cell of a table or one line can hold.
fn line_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| text.replace(['\t', '\n', '\r'], ""))
}

/// Chinese, so that no reader can think the sides swapped.
fn zh(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    text.prop_map(|text| format!("汉字汉字汉字{text}汉字汉字汉字汉字汉字汉字汉字汉字汉字汉字汉字汉字汉字"))
}

fn en(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    text.prop_map(|text| format!("English words {text} and more of these words, to be plain about it, and then some"))
}

type Unit = (String, Option<String>, String, String);

/// The units that `text` holds; each origin must point at what was written for it.
fn read_back(format: PairFormat, text: &str) -> Vec<Unit> {
    let pairs = read_as(format, text);
    assert_eq!(pairs.problems, [], "{text}");
    for unit in &pairs.units {
        origins_hold(unit, text);
    }
    pairs.units.into_iter().map(|unit| (unit.id.unwrap_or_default(), unit.doc, unit.zh, unit.en)).collect()
}

/// Where a character stands in the file as it is, the origin points at it; an escape has no character of its own.
fn origins_hold(unit: &TranslationUnit, file: &str) {
    for (text, origin) in [(&unit.zh, &unit.zh_origin), (&unit.en, &unit.en_origin)] {
        for (at, c) in text.char_indices() {
            let place = origin.locate(Span::new(at, at + c.len_utf8())).expect("the origin is known");
            let surface = file.get(place.range()).expect("it cuts the file at characters");
            assert!(surface.starts_with(c) || surface.starts_with(['&', '\\', '<']), "{c:?} at {at}: {surface:?}");
        }
    }
}

fn units(text: fn() -> BoxedStrategy<String>) -> impl Strategy<Value = Vec<Unit>> {
    let id = "[A-Za-z0-9._-]{1,12}";
    let doc = prop::option::of("[a-z]{1,3}");
    prop::collection::vec((id, doc, zh(text()), en(text())), 0..6)
}

proptest! {
    #[test]
    fn tsv_holds_what_has_no_tab_and_no_line_end(units in units(|| line_text().boxed())) {
        let mut out = String::new();
        for (_, _, zh, en) in &units {
            tsv::write_row(&mut out, zh, en);
        }
        let numbered: Vec<Unit> = (1..).zip(units).map(|(row, (_, _, zh, en))| (row.to_string(), None, zh, en)).collect();
        prop_assert_eq!(read_back(PairFormat::Tsv, &out), numbered);
    }

    #[test]
    fn json_lines_hold_everything(units in units(|| any_text().boxed())) {
        let mut out = String::new();
        for (id, doc, zh, en) in &units {
            jsonl::write_row(&mut out, &jsonl::Row { id: Some(id), doc: doc.as_deref(), zh, en }, None);
        }
        prop_assert_eq!(read_back(PairFormat::Jsonl, &out), units);
    }

    #[test]
    fn tmx_holds_what_xml_holds(units in units(|| xml_text().boxed())) {
        let mut writer = tmx::Writer::new();
        for (id, doc, zh, en) in &units {
            writer.unit(&tmx::Unit { id: Some(id), doc: doc.as_deref(), zh, en }, Some(0.5));
        }
        let (out, replaced) = writer.finish();
        prop_assert_eq!(replaced, 0);
        prop_assert_eq!(read_back(PairFormat::Tmx, &out), units);
    }

    #[test]
    fn xliff_1_2_holds_what_xml_holds(units in units(|| xml_text().boxed()), from_zh: bool) {
        let (out, replaced) = write_xliff(&units, xliff::Version::V1_2, from_zh);
        prop_assert_eq!(replaced, 0);
        prop_assert_eq!(read_back(PairFormat::Xliff, &out), units);
    }

    #[test]
    fn xliff_2_1_holds_everything(units in units(|| any_text().boxed()), from_zh: bool) {
        let (out, replaced) = write_xliff(&units, xliff::Version::V2_1, from_zh);
        prop_assert_eq!(replaced, 0);
        prop_assert_eq!(read_back(PairFormat::Xliff, &out), units);
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_counted(text in any_text()) {
        let mut writer = tmx::Writer::new();
        writer.unit(&tmx::Unit { id: None, doc: None, zh: &text, en: "one" }, None);
        let (out, replaced) = writer.finish();
        let read = tmx::read(&out);
        prop_assert!(read.errors.is_empty());
        let differing = text.chars().zip(read.units[0].zh.chars()).filter(|(wrote, read)| wrote != read);
        prop_assert!(differing.clone().all(|(_, read)| read == char::REPLACEMENT_CHARACTER));
        prop_assert_eq!(differing.count(), replaced);
    }

    #[test]
    fn alignments_are_read_back(bitext in bitexts()) {
        let Bitext { zh, en, beads } = &bitext;
        let (zh_len, en_len) = (zh.segments.len(), en.segments.len());
        let aligned = bitext.aligned();
        let write = |format: AlignmentFormat| format.write(&aligned).parts;
        let main = |format: AlignmentFormat| write(format).remove(0).text;

        prop_assert_eq!(vecalign::read(&main(AlignmentFormat::Vecalign), zh_len, en_len).map(rounded), Ok(beads.clone()));
        prop_assert_eq!(ladder::read(&main(AlignmentFormat::Ladder), zh_len, en_len).map(rounded), Ok(beads.clone()));

        for format in [AlignmentFormat::Intertext, AlignmentFormat::Ces] {
            let parts = write(format);
            let file = links::read(&parts[0].text);
            prop_assert!(file.errors.is_empty());
            let (zh_sentences, error) = links::read_document(&parts[1].text, Lang::Zh);
            prop_assert_eq!(error, None);
            let (en_sentences, error) = links::read_document(&parts[2].text, Lang::En);
            prop_assert_eq!(error, None);
            let texts = |sentences: &[links::Sentence]| -> Vec<String> { sentences.iter().map(|s| s.text.clone()).collect() };
            prop_assert_eq!(texts(&zh_sentences), zh.texts());
            prop_assert_eq!(texts(&en_sentences), en.texts());
            let group = &file.groups[0];
            prop_assert_eq!((group.from_doc.as_str(), group.to_doc.as_str()), ("book.zh.xml", "book.en.xml"));
            let alignment = group.alignment(Lang::Zh, &zh_sentences, &en_sentences).unwrap();
            let expected = match format {
                AlignmentFormat::Ces => beads.clone(),
                _ => beads.iter().map(|bead| Bead { probability: 1.0, ..bead.clone() }).collect(),
            };
            prop_assert_eq!(rounded(alignment), expected);
        }

        // The formats of texts: every bead a pair, or those alone that have two sides.
        let both: Vec<(String, String)> = beads.iter().filter(|bead| bead.is_match()).map(|bead| bitext.texts(bead)).collect();
        let all: Vec<(String, String)> = beads.iter().map(|bead| bitext.texts(bead)).collect();
        let pairs = |format, text: &str| -> Vec<(String, String)> {
            read_as(format, text).units.into_iter().map(|unit| (unit.zh, unit.en)).collect()
        };
        prop_assert_eq!(pairs(PairFormat::Tmx, &main(AlignmentFormat::Tmx)), both.clone());
        prop_assert_eq!(pairs(PairFormat::Jsonl, &main(AlignmentFormat::Jsonl)), all.clone());
        let parts = write(AlignmentFormat::Moses);
        let units = moses::read(&parts[0].text, &parts[1].text).unwrap();
        prop_assert_eq!(units.into_iter().map(|unit| (unit.zh, unit.en)).collect::<Vec<_>>(), both);
    }
}

fn write_xliff(units: &[Unit], version: xliff::Version, from_zh: bool) -> (String, usize) {
    let mut writer = xliff::Writer::new(version, if from_zh { Lang::Zh } else { Lang::En });
    for (id, doc, zh, en) in units {
        writer.unit(&xliff::Unit { id: Some(id), doc: doc.as_deref(), zh, en });
    }
    writer.finish()
}

/// Probabilities as the formats write them.
fn rounded(alignment: Alignment) -> Vec<Bead> {
    let round = |probability: f64| (probability * 1e4).round() / 1e4;
    alignment.beads.into_iter().map(|bead| Bead { probability: round(bead.probability), ..bead }).collect()
}

#[derive(Debug, Clone)]
struct Side {
    text: String,
    segments: Vec<Segment>,
}

impl Side {
    fn new(sentences: &[(String, bool)]) -> Self {
        let (mut text, mut segments, mut block) = (String::new(), Vec::new(), 0);
        for (at, (sentence, begins_block)) in sentences.iter().enumerate() {
            block += usize::from(at > 0 && *begins_block);
            let start = text.len();
            text.push_str(sentence);
            segments.push(Segment { span: Span::new(start, text.len()), block, kind: BlockKind::Paragraph });
            text.push('\n');
        }
        Self { text, segments }
    }

    fn texts(&self) -> Vec<String> {
        self.segments.iter().map(|segment| segment.span.of(&self.text).to_owned()).collect()
    }
}

#[derive(Debug, Clone)]
struct Bitext {
    zh: Side,
    en: Side,
    beads: Vec<Bead>,
}

impl Bitext {
    fn aligned(&self) -> Aligned<'_> {
        let zh = AlignedSide { text: &self.zh.text, segments: &self.zh.segments };
        let en = AlignedSide { text: &self.en.text, segments: &self.en.segments };
        Aligned { name: "book", zh, en, beads: &self.beads }
    }

    fn texts(&self, bead: &Bead) -> (String, String) {
        (self.zh.texts()[bead.zh.clone()].concat(), self.en.texts()[bead.en.clone()].join(" "))
    }
}

/// Sentences, and beads that cover them.
fn bitexts() -> impl Strategy<Value = Bitext> {
    let zh = (("[一二三]{1,4}[<&\"]?。", any::<bool>()), 0..3_usize);
    let en = (("[a-z]{1,4} [A-Z0-9]{1,3}[<&\"]?\\.", any::<bool>()), 0..3_usize);
    let bead = (prop::collection::vec(zh.0, zh.1), prop::collection::vec(en.0, en.1), 0..=10_000_u32);
    prop::collection::vec(bead, 0..8).prop_map(|parts| {
        let (mut zh, mut en, mut beads) = (Vec::new(), Vec::new(), Vec::new());
        for (zh_part, en_part, probability) in parts.into_iter().filter(|(zh, en, _)| !(zh.is_empty() && en.is_empty()))
        {
            let (zh_start, en_start) = (zh.len(), en.len());
            zh.extend(zh_part);
            en.extend(en_part);
            let probability = f64::from(probability) / 1e4;
            beads.push(Bead { zh: zh_start..zh.len(), en: en_start..en.len(), probability });
        }
        Bitext { zh: Side::new(&zh), en: Side::new(&en), beads }
    })
}
