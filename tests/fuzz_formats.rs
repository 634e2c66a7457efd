//! A fuzz driver for every reader of pairs, alignments and terms, on stable: files put together from the pieces the formats
//! are made of, real files damaged at random, and noise.
//!
//! `DUIZHAO_FUZZ_SECONDS=3600 cargo test --release --test fuzz_formats -- --nocapture` runs longer than a second a target.

mod fuzzing;

use duizhao::bitext::TranslationUnit;
use duizhao::formats::alignment::{ladder, links, moses, vecalign};
use duizhao::formats::pairs::{self, PairFormat};
use duizhao::formats::terms;
use duizhao::source::{Lang, Span};
use fuzzing::{XML, is_slow};

/// Runs `check` on files of the pieces and on damaged samples.
fn fuzz(name: &str, sample: &str, pieces: &[&str], check: impl Fn(&str)) {
    fuzzing::fuzz(name, |random| random.file(sample, pieces), check);
}

/// Whatever the file, every character of a unit stands somewhere in it, and errors can be said.
fn pairs_hold(format: PairFormat, file: &str) {
    let pairs = pairs::read_as(format, file);
    for unit in &pairs.units {
        let TranslationUnit { zh, en, zh_origin, en_origin, .. } = unit;
        for (text, origin) in [(zh, zh_origin), (en, en_origin)] {
            for (at, c) in text.char_indices() {
                let place = origin.locate(Span::new(at, at + c.len_utf8())).expect("the origin is known");
                let surface = file.get(place.range()).expect("the origin cuts the file at characters");
                assert!(!surface.is_empty(), "{c:?} at {at} stands nowhere");
            }
        }
    }
    for problem in &pairs.problems {
        assert!(problem.to_string().starts_with("line "), "{problem}");
    }
}

const TMX: &[&str] = &[
    "<tmx version=\"1.4\">",
    "</tmx>",
    "<header srclang=\"zh\"/>",
    "<body>",
    "</body>",
    "<tu tuid=\"1\">",
    "<tu>",
    "</tu>",
    "<tuv xml:lang=\"zh-CN\">",
    "<tuv xml:lang=\"EN\">",
    "<tuv>",
    "</tuv>",
    "<seg>",
    "</seg>",
    "<ph>",
    "</ph>",
    "<ph/>",
    "<bpt i=\"1\">",
    "</bpt>",
    "<hi>",
    "</hi>",
    "<sub>",
    "</sub>",
    "<prop type=\"x-document\">",
    "</prop>",
    "<note>",
    "</note>",
];

const TMX_SAMPLE: &str = "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header srclang=\"en\"/><body>\
    <tu tuid=\"a\"><prop type=\"file\">x</prop><tuv xml:lang=\"zh-CN\"><seg>共<bpt i=\"1\">&lt;b&gt;</bpt>二百<ph/>人</seg></tuv>\
    <tuv xml:lang=\"en\"><seg>200 <![CDATA[men]]> &amp; &#x41;</seg></tuv></tu></body></tmx>";

const XLIFF: &[&str] = &[
    "<xliff version=\"1.2\">",
    "<xliff version=\"2.1\" srcLang=\"zh\" trgLang=\"en\">",
    "</xliff>",
    "<file original=\"a\" source-language=\"zh\" target-language=\"en\">",
    "<file id=\"f\">",
    "</file>",
    "<body>",
    "</body>",
    "<group>",
    "</group>",
    "<trans-unit id=\"1\">",
    "</trans-unit>",
    "<unit id=\"u\">",
    "</unit>",
    "<segment>",
    "<segment state=\"initial\">",
    "</segment>",
    "<ignorable>",
    "</ignorable>",
    "<source>",
    "</source>",
    "<target>",
    "<target state=\"new\">",
    "</target>",
    "<alt-trans>",
    "</alt-trans>",
    "<mtc:matches>",
    "</mtc:matches>",
    "<g id=\"1\">",
    "</g>",
    "<x/>",
    "<pc>",
    "</pc>",
    "<cp hex=\"0001\"/>",
    "<cp hex=\"zz\"/>",
    "<mrk>",
    "</mrk>",
    "<ec/>",
];

const XLIFF_SAMPLE: &str = "<xliff version=\"2.1\" srcLang=\"zh\" trgLang=\"en\"><file id=\"f\"><unit id=\"u\"><segment><source>共<pc id=\"1\">二百\
    </pc>人<cp hex=\"0009\"/></source><target>200 <ph/>men</target></segment><segment id=\"s\"><source>一</source><target>one</target>\
    </segment></unit></file><file original=\"a\" source-language=\"en\" target-language=\"zh\"><body><trans-unit id=\"1\"><source>two</source>\
    <target>二</target><alt-trans><source>x</source></alt-trans></trans-unit></body></file></xliff>";

const PO: &[&str] = &[
    "msgid ",
    "msgstr ",
    "msgstr[0] ",
    "msgstr[99999999999] ",
    "msgstr[",
    "msgid_plural ",
    "msgctxt ",
    "domain ",
    "\"",
    "\"\"",
    "\"one\"",
    "\"二百\"",
    "\\",
    "\\\"",
    "\\n",
    "\\x41",
    "\\xZZ",
    "\\777",
    "\\0",
    "\\一",
    "#",
    "#~ ",
    "#| ",
    "#, fuzzy",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "一",
    "Language: zh\\n",
    "\u{FEFF}",
    "\u{0}",
];

const PO_SAMPLE: &str = "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\n#, fuzzy\n#| msgid \"old\"\nmsgctxt \"menu\"\nmsgid \"%d file\"\n\
    msgid_plural \"%d \\\"files\\\"\"\nmsgstr[0] \"\"\n\"二百\\t个\"\n\n#~ msgid \"x\"\nmsgid \"90%\"\nmsgstr \"九成\"\n";

const TSV: &[&str] = &[
    "zh", "en", "id", "\t", "\n", "\r", "\r\n", "一", "二百", "one", "\"", " ", "", "\u{0}", "\u{2028}", "原文",
    "译文", "doc",
];

const JSONL: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\"zh\"",
    "\"en\"",
    "\"id\"",
    "\"doc\"",
    "\"一\"",
    "\"one\"",
    "\\u4e00",
    "\\ud83d",
    "\\ude00",
    "\\",
    "\\n",
    "1",
    "-1e999",
    "null",
    "true",
    "\n",
    " ",
    "\r",
    "\u{1}",
    "\u{FEFF}",
    "{\"zh\":\"一\",\"en\":\"one\"}",
];

#[test]
fn tmx() {
    let pieces = [XML, TMX].concat();
    fuzz("tmx", TMX_SAMPLE, &pieces, |file| pairs_hold(PairFormat::Tmx, file));
}

#[test]
fn xliff() {
    let pieces = [XML, XLIFF].concat();
    fuzz("xliff", XLIFF_SAMPLE, &pieces, |file| pairs_hold(PairFormat::Xliff, file));
}

#[test]
fn po() {
    fuzz("po", PO_SAMPLE, PO, |file| pairs_hold(PairFormat::Po, file));
}

#[test]
fn tsv() {
    fuzz("tsv", "id\tzh\ten\n1\t二百\t200\n2\t一\r\n", TSV, |file| pairs_hold(PairFormat::Tsv, file));
}

#[test]
fn jsonl() {
    let sample = "{\"id\":1,\"zh\":\"二\\u767e\\ud83d\\ude00\",\"en\":\"200 \\\"men\\\"\",\"doc\":\"a\",\"x\":[{}]}\n";
    fuzz("jsonl", sample, JSONL, |file| pairs_hold(PairFormat::Jsonl, file));
}

#[test]
fn alignments() {
    let pieces = [
        "[",
        "]",
        ":",
        ",",
        "0",
        "1",
        "2",
        "99999999999999999999",
        "-1",
        "0.5",
        "NaN",
        "inf",
        "\t",
        " ",
        "\n",
        "",
        "一",
    ];
    fuzz("alignments", "[0, 1]:[0]:0.1\n[]:[1]:0\n[2]:[2]\n0\t0\t0.5\n1\t2\n", &pieces, |file| {
        for alignment in [vecalign::read(file, 3, 3), ladder::read(file, 3, 3)] {
            match alignment {
                Ok(alignment) => assert!(alignment.covers(3, 3)),
                Err(error) => assert!(error.to_string().starts_with("line ")),
            }
        }
        let _ = moses::read(file, "one\ntwo");
    });
}

#[test]
fn link_files() {
    let own = [
        "<linkGrp fromDoc='a' toDoc='b'>",
        "</linkGrp>",
        "<cesAlign>",
        "</cesAlign>",
        "<link xtargets='s1;s2'/>",
        "<link xtargets=\"1:1 1:2;\" certainty=\"2\"/>",
        "<link/>",
        ";",
        "<s id='s1'>",
        "</s>",
        "<p>",
        "</p>",
        "<w>",
        "</w>",
    ];
    let pieces = [XML, &own[..]].concat();
    let sample = "<cesAlign><linkGrp fromDoc='a' toDoc='b'><link xtargets='s1;s1 s2'/><link xtargets=';s3' certainty='.5'/></linkGrp>\
                  </cesAlign><text><p><s id='s1'>一</s><s id='s2'><w>a</w><w>b</w></s></p><s id='s3'>c</s></text>";
    fuzz("links", sample, &pieces, |file| {
        let links = links::read(file);
        let (sentences, _) = links::read_document(file, Lang::En);
        for group in &links.groups {
            if let Ok(alignment) = group.alignment(Lang::Zh, &sentences, &sentences) {
                assert!(alignment.covers(sentences.len(), sentences.len()));
            }
        }
    });
}

/// A term has both sides, and neither is space; what is wrong has a place.
#[test]
fn lists_of_terms() {
    let own = [
        "<tbx>",
        "<martif>",
        "<conceptEntry>",
        "</conceptEntry>",
        "<termEntry>",
        "<langSec xml:lang='zh'>",
        "</langSec>",
        "<langSet xml:lang=\"en\">",
        "<tig>",
        "<term>",
        "</term>",
        "#",
        "|",
        "国务院\tState Council\n",
    ];
    let pieces = [XML, &own[..]].concat();
    let sample = "<?xml version='1.0'?><tbx><text><body><conceptEntry id='1'><langSec xml:lang='zh'><termSec><term>国务院</term>\
                  </termSec></langSec><langSec xml:lang='en'><termSec><term>State Council</term></termSec></langSec>\
                  </conceptEntry></body></text></tbx>";
    for sample in [sample, "# names\n国务院\tState Council | Council of State\tnote\n\n外交部\tForeign Ministry\r\n"]
    {
        fuzz("terms", sample, &pieces, |file| match terms::read(file) {
            Ok(concepts) => {
                for term in concepts.iter().flat_map(|concept| concept.zh.iter().chain(&concept.en)) {
                    assert!(!term.trim().is_empty(), "{concepts:?}");
                }
            }
            Err(error) => assert!(error.to_string().starts_with("line "), "{error}"),
        });
    }
}

/// No reader takes far more than eight times the time for eight times the file.
#[test]
fn reading_is_linear() {
    type Read = fn(&str);
    let readers: &[(&str, Read, &str, &[&[&str]])] = &[
        ("tmx", |file| drop(pairs::read_as(PairFormat::Tmx, file)), "<tmx><tu>", &[XML, TMX]),
        ("tmx text", |file| drop(pairs::read_as(PairFormat::Tmx, file)), "<tmx><tu><tuv lang='zh'><seg>", &[XML, TMX]),
        ("xliff", |file| drop(pairs::read_as(PairFormat::Xliff, file)), "<xliff>", &[XML, XLIFF]),
        ("po", |file| drop(pairs::read_as(PairFormat::Po, file)), "msgid \"", &[PO]),
        ("tsv", |file| drop(pairs::read_as(PairFormat::Tsv, file)), "", &[TSV]),
        ("jsonl", |file| drop(pairs::read_as(PairFormat::Jsonl, file)), "{\"zh\":", &[JSONL]),
        ("links", |file| drop(links::read(file)), "<cesAlign><linkGrp>", &[XML]),
        (
            "document",
            |file| drop(links::read_document(file, Lang::Zh)),
            "<text><s>",
            &[XML, &["<w>", "<s>", "</s>", "<p>"]],
        ),
        ("terms", |file| drop(terms::read(file)), "<tbx><conceptEntry>", &[XML]),
        ("table of terms", |file| drop(terms::read(file)), "", &[TSV]),
        ("vecalign", |file| drop(vecalign::read(file, 9, 9)), "[0", &[&[", 1", "]", "[0]:[0]\n", "\n"]]),
    ];
    let mut slow = Vec::new();
    for (name, read, prefix, pieces) in readers {
        let pieces = pieces.concat();
        slow.extend(
            pieces.iter().filter(|piece| is_slow(read, prefix, piece, 1000)).map(|piece| format!("{name} {piece:?}")),
        );
    }
    assert!(slow.is_empty(), "more than linear:\n{}", slow.join("\n"));
}
