//! A fuzz driver for the readers of whole documents, on stable: Markdown, HTML, DOCX, and bytes in any encoding.

#![cfg(feature = "documents")]

mod fuzzing;

use std::io::{Cursor, Write};

use duizhao::formats::markup::{self, MarkupText};
use duizhao::source::{Encoding, SourceText, Span};
use fuzzing::{XML, is_slow};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Runs `check` on files of the pieces and on damaged samples.
fn fuzz(name: &str, sample: &str, pieces: &[&str], check: impl Fn(&str)) {
    fuzzing::fuzz(name, |random| random.file(sample, pieces), check);
}

const MARKUP: &[&str] = &[
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

/// Every character of a text without its markup stands somewhere in the file.
#[test]
fn markup() {
    let pieces = [XML, MARKUP].concat();
    let sample = "# 第一章\n\n共**二百**人，见[a](b)。\n\n```\nx\n```\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<p>三<b>百</b>\n人 &amp; \
                  <br>马<table><tr><td>5<td>6</table><script>a < b</script><!-- duizhao: ignore x -->end";
    fuzz("markup", sample, &pieces, |file| {
        for MarkupText { text, origin, .. } in [markup::read_markdown(file), markup::read_html(file)] {
            for (at, c) in text.char_indices() {
                let place = origin.locate(Span::new(at, at + c.len_utf8())).expect("the origin is known");
                assert!(file.get(place.range()).is_some(), "{c:?} at {at} cuts a character");
            }
        }
    });
}

/// Between the parts of a package, in what is made up for one.
const PART: &str = "\u{1D}";

/// The parts that are read, in the order in which they are made up.
const PARTS: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"];

/// A package of the parts of `file`.
fn package(file: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in PARTS.into_iter().zip(file.split(PART)) {
        writer.start_file(name, SimpleFileOptions::default()).expect("the name is new");
        writer.write_all(content.as_bytes()).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}

const WORD: &[&str] = &[
    PART,
    "<w:document xmlns:w=\"w\">",
    "<w:body>",
    "</w:body>",
    "<w:p>",
    "</w:p>",
    "<w:p/>",
    "<w:pPr>",
    "</w:pPr>",
    "<w:pStyle w:val=\"1\"/>",
    "<w:pStyle/>",
    "<w:outlineLvl w:val=\"99\"/>",
    "<w:numPr>",
    "</w:numPr>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:br/>",
    "<w:tab/>",
    "<w:del>",
    "</w:del>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"separate\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:instrText>PAGE</w:instrText>",
    "<w:fldSimple w:instr=\" PAGE \">",
    "</w:fldSimple>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<mc:Fallback>",
    "</mc:Fallback>",
    "<w:styles>",
    "<w:style w:styleId=\"1\">",
    "<w:basedOn w:val=\"1\"/>",
    "<w:name w:val=\"heading 1\"/>",
    "</w:style>",
];

/// A package is read or refused, whatever its parts say and whichever of its bytes is broken; what is refused says where.
#[test]
fn docx() {
    let pieces = [XML, WORD].concat();
    let body = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>第一章</w:t></w:r></w:p>\
                <w:p><w:r><w:t>共二百人 &amp; 马</w:t><w:br/></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>five</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='2'/></w:style>\
                  <w:style w:styleId='2'><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style></w:styles>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote><w:p><w:r><w:t>三月</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let running = "<w:hdr xmlns:w='w'><w:p><w:r><w:t>page 7</w:t></w:r></w:p></w:hdr>";
    let sample = [body, styles, notes, running, running].join(PART);
    fuzz("docx", &sample, &pieces, |file| {
        let mut bytes = package(file);
        match markup::read_docx(&bytes) {
            Ok(read) => {
                for (at, c) in read.text.char_indices() {
                    assert!(
                        file.contains(c) || c.is_control() || c == '-' || c == ' ' || file.contains('&'),
                        "{c:?} at {at}"
                    );
                }
            }
            Err(error) => assert!(error.to_string().starts_with("word/"), "{error}"),
        }
        // Where the byte stands depends on the file alone, so that its seed makes it again.
        let at = file.len().wrapping_mul(7919) % bytes.len();
        bytes[at] ^= 1 << (file.len() % 8);
        let _ = markup::read_docx(&bytes);
        let _ = markup::read_docx(&bytes[..at]);
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
    let readers: [(&str, Read, &[&str]); 3] = [
        ("markdown", |file| drop(markup::read_markdown(file)), MARKUP),
        ("html", |file| drop(markup::read_html(file)), MARKUP),
        ("docx", |file| drop(markup::read_docx(&package(file))), WORD),
    ];
    let mut slow = Vec::new();
    for (name, read, own) in readers {
        let pieces = XML.iter().chain(own);
        slow.extend(pieces.filter(|piece| is_slow(read, "", piece, 1000)).map(|piece| format!("{name} {piece:?}")));
    }
    assert!(slow.is_empty(), "more than linear:\n{}", slow.join("\n"));
}
