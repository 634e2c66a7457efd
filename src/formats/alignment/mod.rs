//! Alignments as other programs write and read them.
//!
//! [`AlignmentFormat::write`] turns an [`Aligned`] bitext into the files of a format. Formats of indices
//! ([`vecalign`], [`ladder`]) and of links ([`links`]) hold every bead; of the formats of texts, TSV, JSON Lines and
//! XLIFF hold the unaligned sentences too, and Moses, TMX hold the pairs alone, since that is what their readers expect.
//!
//! Sentences of one bead are joined by a space in English and by nothing in Chinese; a line break inside a sentence is
//! layout and becomes what joins sentences.

mod html;
pub mod ladder;
pub mod links;
pub mod moses;
mod place;
pub mod vecalign;

pub use place::BeadError;
use place::Placer;

use std::ops::Range;

use crate::bitext::{Bead, Segment};
use crate::formats::{jsonl, tmx, tsv, xliff};
use crate::source::{Lang, is_han};

/// Two texts, their segments and how these translate each other.
#[derive(Debug, Clone, Copy)]
pub struct Aligned<'a> {
    /// What the pair of documents is called: the formats that name documents use it.
    pub name: &'a str,
    /// The Chinese side.
    pub zh: AlignedSide<'a>,
    /// The English side.
    pub en: AlignedSide<'a>,
    /// The beads in text order; they cover each segment once.
    pub beads: &'a [Bead],
}

/// One side of an aligned bitext.
#[derive(Debug, Clone, Copy)]
pub struct AlignedSide<'a> {
    /// The whole text; the segments' spans are in it.
    pub text: &'a str,
    /// Its segments in order.
    pub segments: &'a [Segment],
}

impl Aligned<'_> {
    /// The text of the segments `range` of one side on one line, as a reader of that language would write them.
    fn line(&self, lang: Lang, range: &Range<usize>) -> String {
        let side = match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        };
        let mut line = String::new();
        for segment in side.segments.get(range.clone()).unwrap_or_default() {
            for piece in segment.span.of(side.text).split(['\n', '\r', '\t']) {
                join(&mut line, piece.trim(), lang);
            }
        }
        line
    }

    /// The beads with the texts of both sides, each on one line.
    pub fn lines(&self) -> impl Iterator<Item = (&Bead, String, String)> {
        self.beads.iter().map(|bead| (bead, self.line(Lang::Zh, &bead.zh), self.line(Lang::En, &bead.en)))
    }

    /// Hands the rows of the JSON Lines to `each`: beads are numbered from 1.
    pub fn for_each_row(&self, mut each: impl FnMut(&jsonl::AlignedRow<'_>)) {
        for (at, (bead, zh, en)) in self.lines().enumerate() {
            let id = (at + 1).to_string();
            let row = jsonl::Row { id: Some(&id), doc: Some(self.name), zh: &zh, en: &en };
            each(&jsonl::AlignedRow::new(row, bead));
        }
    }
}

/// Appends `piece` to `line`. Chinese has no space between sentences, but a word in letters does not touch the next.
fn join(line: &mut String, piece: &str, lang: Lang) {
    if let (Some(last), Some(first)) = (line.chars().next_back(), piece.chars().next()) {
        let is_wide = |c: char| is_han(c) || !c.is_alphanumeric();
        if lang == Lang::En || !(is_wide(last) || is_wide(first)) {
            line.push(' ');
        }
    }
    line.push_str(piece);
}

/// A format that holds an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum AlignmentFormat {
    /// A bead a line, `[0, 1]:[0]:0.1234`: sentences of either side from 0, then a cost
    Vecalign,
    /// hunalign's ladder, a rung a line: Chinese boundary, English boundary, probability of the bead that begins there
    Ladder,
    /// Chinese, tab, English
    Tsv,
    /// An object a line, as `check --pairs` reads it
    Jsonl,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// XLIFF 1.2
    Xliff,
    /// XLIFF 2.1
    Xliff2,
    /// InterText: a file of links and the two documents
    Intertext,
    /// CES links as in OPUS, and the two documents
    Ces,
    /// A page for people: the texts side by side, and a plot of the path
    Html,
    /// Two files, a segment a line, as Moses and its kin train on
    Moses,
}

/// One file of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is added to the name of the output; empty for formats of one file.
    pub suffix: &'static str,
    /// What the file holds.
    pub text: String,
}

/// An alignment written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The files. Where there are several, the first is the one to look at.
    pub parts: Vec<Part>,
    /// How many characters the format cannot hold; U+FFFD stands in their place.
    pub replaced: usize,
}

impl Export {
    /// One file.
    #[cfg(feature = "cli")]
    pub(crate) fn text(text: String) -> Self {
        Self::one(text)
    }

    fn one(text: String) -> Self {
        Self { parts: vec![Part { suffix: "", text }], replaced: 0 }
    }
}

impl AlignmentFormat {
    /// Whether the format is several files.
    pub fn has_parts(self) -> bool {
        matches!(self, Self::Moses | Self::Intertext | Self::Ces)
    }

    /// Whether the first file means nothing without the others.
    pub fn needs_files(self) -> bool {
        matches!(self, Self::Moses)
    }

    /// The files of `aligned` in this format. Linear in the length of the texts.
    pub fn write(self, aligned: &Aligned<'_>) -> Export {
        match self {
            Self::Vecalign => Export::one(vecalign::write(aligned.beads)),
            Self::Ladder => Export::one(ladder::write(aligned.beads)),
            Self::Tsv => {
                let mut out = String::new();
                aligned.lines().for_each(|(_, zh, en)| tsv::write_row(&mut out, &zh, &en));
                Export::one(out)
            }
            Self::Jsonl => {
                let mut out = String::new();
                aligned.for_each_row(|row| jsonl::write_aligned(&mut out, row));
                Export::one(out)
            }
            Self::Intertext => links::write(aligned, links::Dialect::Intertext),
            Self::Ces => links::write(aligned, links::Dialect::Ces),
            Self::Html => html::write(aligned),
            Self::Moses => moses::write(aligned),
            Self::Tmx => {
                let mut writer = tmx::Writer::new();
                for (at, (bead, zh, en)) in aligned.lines().enumerate().filter(|(_, (bead, ..))| bead.is_match()) {
                    let id = (at + 1).to_string();
                    let unit = tmx::Unit { id: Some(&id), doc: Some(aligned.name), zh: &zh, en: &en };
                    writer.unit(&unit, Some(bead.probability));
                }
                let (text, replaced) = writer.finish();
                Export { replaced, ..Export::one(text) }
            }
            Self::Xliff | Self::Xliff2 => {
                let version = if self == Self::Xliff { xliff::Version::V1_2 } else { xliff::Version::V2_1 };
                let mut writer = xliff::Writer::new(version, Lang::Zh);
                for (at, (_, zh, en)) in aligned.lines().enumerate() {
                    let id = (at + 1).to_string();
                    writer.unit(&xliff::Unit { id: Some(&id), doc: Some(aligned.name), zh: &zh, en: &en });
                }
                let (text, replaced) = writer.finish();
                Export { replaced, ..Export::one(text) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::BlockKind;
    use crate::source::Span;

    /// The segments of `text`, one a `|`.
    fn side(text: &str) -> Vec<Segment> {
        let mut at = 0;
        let mut segments = Vec::new();
        for piece in text.split('|') {
            segments.push(Segment { span: Span::new(at, at + piece.len()), block: 0, kind: BlockKind::Paragraph });
            at += piece.len() + 1;
        }
        segments
    }

    fn write(format: AlignmentFormat) -> Vec<(&'static str, String)> {
        let (zh, en) =
            ("一月。|A组|B组，\n二月。|“三”", "January.|Group A|and group B,\n\u{2}February.|\"Three\" & four|five");
        let (zh_segments, en_segments) = (side(zh), side(en));
        let beads = [
            Bead { zh: 0..1, en: 0..1, probability: 0.9876 },
            Bead { zh: 1..3, en: 1..3, probability: 0.5 },
            Bead { zh: 3..4, en: 3..4, probability: 1.0 },
            Bead { zh: 4..4, en: 4..5, probability: 0.25 },
        ];
        let zh = AlignedSide { text: zh, segments: &zh_segments };
        let en = AlignedSide { text: en, segments: &en_segments };
        let export = format.write(&Aligned { name: "a&b", zh, en, beads: &beads });
        export.parts.into_iter().map(|part| (part.suffix, part.text)).collect()
    }

    #[test]
    fn sentences_of_a_bead_are_joined_as_their_language_does() {
        let expected = "一月。\tJanuary.\nA组B组，二月。\tGroup A and group B, \u{2}February.\n\
                        “三”\t\"Three\" & four\n\tfive\n";
        assert_eq!(write(AlignmentFormat::Tsv), [("", expected.to_owned())]);
        let pairs = [
            (".zh", "一月。\nA组B组，二月。\n“三”\n"),
            (".en", "January.\nGroup A and group B, \u{2}February.\n\"Three\" & four\n"),
        ];
        assert_eq!(write(AlignmentFormat::Moses), pairs.map(|(suffix, text)| (suffix, text.to_owned())));
    }

    #[test]
    fn the_page_stands_alone() {
        let (_, page) = write(AlignmentFormat::Html).remove(0);
        assert!(page.contains("content=\"default-src 'none'"), "{page}");
        for forbidden in ["<script", "http://", "https://", "url(", "@import", "src="] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(page.contains("<title>a&amp;b – aligned</title>"));
        assert!(page.contains("</span>&quot;Three&quot; &amp; four</p>"));
        assert!(page.contains("&#10;\u{FFFD}February.</p>"));
        for row in 0..4 {
            assert_eq!(page.matches(&format!("id=\"b{row}\"")).count(), 1);
            assert!(page.matches(&format!("href=\"#b{row}\"")).count() >= 2, "from the plot and from the row itself");
        }
        assert!(page.contains("<span>0–1, 25 %</span>") && page.contains("no counterpart</p>"));
    }

    #[test]
    fn formats_of_indices_hold_every_bead() {
        let vecalign = "[0]:[0]:0.0124\n[1, 2]:[1, 2]:0.5000\n[3]:[3]:0.0000\n[]:[4]:0.7500\n";
        assert_eq!(write(AlignmentFormat::Vecalign), [("", vecalign.to_owned())]);
        let ladder = "0\t0\t0.9876\n1\t1\t0.5\n3\t3\t1\n4\t4\t0.25\n4\t5\t0\n";
        assert_eq!(write(AlignmentFormat::Ladder), [("", ladder.to_owned())]);
    }
}
