//! The narrow row of a document: what is asked of many documents at once.

use rusqlite::Row;

use super::entry::{Entry, Walk};
use super::likeness;
use crate::check::Severity;
use crate::quantity::CivilDate;
use crate::source::Lang;
use crate::text::is_han;

/// What is asked of many documents at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// The identifier, ascending in the order of adding.
    pub id: i64,
    /// What the document is called.
    pub path: String,
    /// SHA-256 of its bytes.
    pub hash: [u8; 32],
    /// Its date.
    pub date: Option<CivilDate>,
    /// The page it was printed on.
    pub page: Option<u32>,
    /// The Chinese headline.
    pub zh_title: String,
    /// The English headline.
    pub en_title: String,
    /// Bytes of its text.
    pub bytes: u64,
    /// Chinese segments.
    pub zh_segments: u64,
    /// English segments.
    pub en_segments: u64,
    /// Beads.
    pub beads: u64,
    /// Han characters in segments.
    pub zh_chars: u64,
    /// English words in segments.
    pub en_words: u64,
    /// Mean probability of its beads, by the length of their text.
    pub score: f64,
    /// Share of the Chinese text that is in beads with two sides.
    pub zh_coverage: f64,
    /// Share of the English text that is in beads with two sides.
    pub en_coverage: f64,
    /// Facts of both sides.
    pub facts: u64,
    /// Findings that are errors.
    pub errors: u64,
    /// Findings that are warnings.
    pub warnings: u64,
    /// Findings that are notes.
    pub notes: u64,
    /// Bits that near duplicates share: see [`Head::is_like`].
    pub likeness: u64,
}

impl Head {
    /// Whether the two are near duplicates: at most three of 64 bits differ (Charikar 2002; Manku, Jain and Das Sarma
    /// 2007 chose three for web pages).
    pub fn is_like(&self, other: &Self) -> bool {
        (self.likeness ^ other.likeness).count_ones() <= 3
    }

    /// The columns of `document d` that [`Self::read`] reads, in order.
    pub(super) const COLUMNS: &'static str =
        "d.id, d.path, d.hash, d.date, d.page, d.zh_title, d.en_title, d.bytes, d.zh_segments,
        d.en_segments, d.beads, d.zh_chars, d.en_words, d.score, d.zh_coverage, d.en_coverage, d.facts, d.errors,
        d.warnings, d.notes, d.likeness";
    /// How many columns those are.
    pub(super) const WIDTH: usize = 21;

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let date: Option<String> = row.get(3)?;
        Ok(Self {
            id: row.get(0)?,
            path: row.get(1)?,
            hash: row.get(2)?,
            date: date.and_then(|date| CivilDate::parse_iso(&date)),
            page: row.get(4)?,
            zh_title: row.get(5)?,
            en_title: row.get(6)?,
            bytes: row.get(7)?,
            zh_segments: row.get(8)?,
            en_segments: row.get(9)?,
            beads: row.get(10)?,
            zh_chars: row.get(11)?,
            en_words: row.get(12)?,
            score: row.get(13)?,
            zh_coverage: row.get(14)?,
            en_coverage: row.get(15)?,
            facts: row.get(16)?,
            errors: row.get(17)?,
            warnings: row.get(18)?,
            notes: row.get(19)?,
            likeness: row.get::<_, i64>(20)?.cast_unsigned(),
        })
    }

    /// The head of an entry; the identifier is given later.
    pub(super) fn of(entry: &Entry) -> Self {
        let walk = &entry.walk;
        let severity = |wanted| walk.findings.iter().filter(|finding| finding.severity == wanted).count() as u64;
        let surfaces = |lang| walk.segments(lang).iter().map(|segment| segment.span.of(&entry.text));
        let han = |text: &str| text.chars().filter(|c| is_han(*c)).count() as u64;
        let (score, [zh_coverage, en_coverage]) = measure(walk);
        Self {
            id: 0,
            path: entry.path.clone(),
            hash: entry.hash,
            date: entry.date,
            page: entry.page,
            zh_title: entry.zh_title.clone(),
            en_title: entry.en_title.clone(),
            bytes: entry.text.len() as u64,
            zh_segments: walk.zh.len() as u64,
            en_segments: walk.en.len() as u64,
            beads: walk.beads.len() as u64,
            zh_chars: surfaces(Lang::Zh).map(han).sum(),
            en_words: surfaces(Lang::En).map(|text| text.split_whitespace().count() as u64).sum(),
            score,
            zh_coverage,
            en_coverage,
            facts: walk.facts.len() as u64,
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
            notes: severity(Severity::Note),
            likeness: likeness::of(surfaces(Lang::Zh)),
        }
    }
}

/// The mean probability of the beads by the length of their text, and the share of each side that has a partner.
#[expect(clippy::cast_precision_loss, reason = "lengths of texts, for a score")]
fn measure(walk: &Walk) -> (f64, [f64; 2]) {
    let (mut weight, mut sum) = (0.0, 0.0);
    let (mut matched, mut total) = ([0_usize; 2], [0_usize; 2]);
    for bead in &walk.beads {
        let sides = [Lang::Zh, Lang::En].map(|lang| walk.bead_span(bead, lang).map_or(0, crate::source::Span::len));
        let length = (sides[0] + sides[1]) as f64;
        weight += length;
        sum += length * bead.probability;
        for side in 0..2 {
            total[side] += sides[side];
            matched[side] += if bead.is_match() { sides[side] } else { 0 };
        }
    }
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    (share(sum, weight), [0, 1].map(|side| share(matched[side] as f64, total[side] as f64)))
}
