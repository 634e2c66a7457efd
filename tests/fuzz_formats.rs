//! A fuzz driver for every reader of a file format, on stable: files put together from the pieces the formats are made
//! of, real files damaged at random, and noise.
//!
//! `DUIZHAO_FUZZ_SECONDS=3600 cargo test --release --test fuzz_formats -- --nocapture` runs longer than a second a target.

mod fuzzing;

use duizhao::bitext::TranslationUnit;
use duizhao::formats::alignment::{ladder, links, moses, vecalign};
use duizhao::formats::pairs::{self, PairFormat};
use duizhao::source::{Encoding, Lang, SourceText, Span};
use fuzzing::is_slow;

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

const XML: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<!DOCTYPE tmx [<!ENTITY a \"b\">]>",
    "<!DOCTYPE x [",
    "]>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "&",
    "&amp;",
    "&#x4E00;",
    "&#0;",
    "&#xD800;",
    "&a;",
    "&lt",
    ";",
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1}",
    "\u{FEFF}",
    "\u{FFFE}",
    "一",
    "二百",
    "200",
    "e\u{301}",
    "😀",
    " xml:lang=\"zh\"",
    " lang='en'",
    " id=\"1\"",
    " xmlns:a=\"b\"",
    " xml:space=\"preserve\"",
];

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

/// Every character of a text without its markup stands somewhere in the file.
#[cfg(feature = "documents")]
#[test]
fn markup() {
    use duizhao::formats::markup::{self, MarkupText};

    let own = [
        "# ",
        "> ",
        "- ",
        "1. ",
        "```",
        "~~~",
        "`",
        "**",
        "_",
        "[",
        "](x)",
        "![",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "---\n",
        "\\",
        "<p>",
        "</p>",
        "<b>",
        "<br>",
        "<td>",
        "</td>",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<head>",
        "<!-- duizhao: x -->",
        "&nbsp;",
        "&#x;",
        "<a href='",
        "<a\nb=\"c>",
        "\u{3000}",
        "\n    ",
        "https://a.org/9",
    ];
    let pieces = [XML, &own[..]].concat();
    let sample = "# 第一章\n\n共**二百**人，见[a](b)。\n\n```\nx\n```\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<p>三<b>百</b>\n人 &amp; \
                  <br>马<table><tr><td>5<td>6</table><script>a < b</script><!-- duizhao: ignore x -->end";
    fuzz("markup", sample, &pieces, |file| {
        for MarkupText { text, origin, .. } in [markup::read_markdown(file), markup::read_html(file)] {
            for (at, c) in text.char_indices() {
                let place = origin.locate(Span::new(at, at + c.len_utf8())).expect("the origin is known");
                assert!(file.get(place.range()).is_some(), "{c:?} at {at} cuts a character");
            }
        }
        assert!(markup::read_docx(file.as_bytes()).is_err(), "no text is an archive");
    });
}

/// Bytes of any kind are text or an error, and what is text has no NUL and no mark.
#[test]
fn decoding() {
    let pieces = ["\u{FEFF}", "\u{0}", "一", "a", "\u{FF}\u{FE}", "é", "encoding=\"gbk\"", "charset=big5", "\n", "😀"];
    fuzz("decoding", "全国 two hundred 二百", &pieces, |file| {
        // Any bytes: characters below 256 are taken for bytes.
        let raw: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c) % 256).unwrap()).collect();
        for bytes in [file.as_bytes(), &raw] {
            if let Ok(source) = SourceText::decode("x", bytes) {
                assert!(!source.text().contains('\0'));
            }
            for encoding in
                [Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252]
            {
                let _ = SourceText::decode_as("x", bytes, encoding);
            }
        }
    });
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
