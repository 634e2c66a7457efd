//! Runs of segments without a counterpart.

use std::ops::Range;

use super::super::Bitext;
use super::measure::Measure;
use super::set_off;
use crate::bitext::{Bead, BlockKind, Segment};
use crate::source::{Lang, Span};

/// Segments of one side that follow each other and have no counterpart.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(super) struct Run {
    /// Which side has them.
    pub(super) lang: Lang,
    /// The segments.
    pub(super) segments: Range<usize>,
    /// The first bead of the run.
    pub(super) bead: usize,
    /// The lowest probability of its beads.
    pub(super) probability: f64,
    /// Letters in it.
    pub(super) letters: usize,
    /// From its first letter to its last.
    pub(super) span: Span,
    /// Whether all of it is text, neither headline nor dateline.
    pub(super) is_text: bool,
    /// Whether it is whole paragraphs, items or rows.
    pub(super) is_whole: bool,
    /// Whether it is items, rows, headlines or paragraphs, and the row of them in which it stands has so many more than its counterpart.
    pub(super) is_surplus: bool,
    /// Whether the sentences on either side have so much more on the other side that they may hold it.
    pub(super) has_room: bool,
    /// Whether another rule has spoken of it.
    pub(super) told: bool,
}

/// From this probability on the alignment is believed, whatever the lengths.
const CERTAIN: f64 = 0.85;

/// Chinese letters of a line that is less than a sentence.
const LINE: usize = 30;

/// A neighbour has room when its counterpart is so much longer than it should be that it covers both.
const ROOM: f64 = 0.75;

pub(super) fn find(bitext: &Bitext<'_>, measure: &Measure<'_>) -> Vec<Run> {
    let beads = &bitext.alignment.beads;
    let mut runs: Vec<Run> = Vec::new();
    for (index, bead) in beads.iter().enumerate().filter(|(_, bead)| !bead.is_match()) {
        let (lang, range) = if bead.en.is_empty() { (Lang::Zh, bead.zh.clone()) } else { (Lang::En, bead.en.clone()) };
        let side = if lang == Lang::Zh { &bitext.zh } else { &bitext.en };
        let segments = side.segments.get(range.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { continue };
        let letters = if lang == Lang::Zh { measure.zh(&range) } else { measure.en(&range) };
        let is_text = segments.iter().all(|segment| !matches!(segment.kind, BlockKind::Headline | BlockKind::Dateline));
        let span = first.span.join(last.span);
        match runs.last_mut() {
            // Headlines and text are told apart: each is a finding of its own.
            Some(run) if run.lang == lang && run.segments.end == range.start && run.is_text == is_text => {
                run.segments.end = range.end;
                run.probability = run.probability.min(bead.probability);
                run.letters += letters;
                run.span = run.span.join(span);
            }
            _ => runs.push(Run {
                lang,
                segments: range,
                bead: index,
                probability: bead.probability,
                letters,
                span,
                is_text,
                is_whole: false,
                is_surplus: false,
                has_room: false,
                told: false,
            }),
        }
    }
    for run in &mut runs {
        run.has_room = run.probability < CERTAIN && has_room(run, bitext, measure);
        let side = if run.lang == Lang::Zh { &bitext.zh } else { &bitext.en };
        run.is_whole = is_whole(side.segments, &run.segments);
        // How long the sentence beside is says nothing of a line of a few words; what it says does.
        let is_line = run.is_whole && run.lang == Lang::Zh && run.segments.len() == 1 && run.letters <= LINE;
        if run.has_room && is_line && run.is_text {
            run.has_room = set_off::inside(bitext, run.span, run.bead).is_some();
        }
        run.is_surplus = run.is_whole && (is_surplus(run, bitext) || !run.has_room && is_paragraph_more(run, bitext));
    }
    runs
}

/// Whether the side of `run`, which is whole paragraphs, has more of them than the other between the beads beyond doubt before
/// and after it.
fn is_paragraph_more(run: &Run, bitext: &Bitext<'_>) -> bool {
    /// More doubtful beads are not looked at.
    const LONGEST: usize = 16;
    let (zh, en, beads) = (bitext.zh.segments, bitext.en.segments, &bitext.alignment.beads);
    let is_doubtful = |bead: &&Bead| !bead.is_match() || bead.probability < CERTAIN;
    let before = beads.get(..run.bead).unwrap_or_default().iter().rev().take(LONGEST).take_while(is_doubtful).count();
    let after = beads.get(run.bead..).unwrap_or_default().iter().take(LONGEST).take_while(is_doubtful).count();
    let Some(row) = beads.get(run.bead - before..run.bead + after) else { return false };
    let (Some(first), Some(last)) = (row.first(), row.last()) else { return false };
    let blocks = |segments: &[Segment]| segments.chunk_by(|a, b| a.block == b.block).count();
    let zh_blocks = blocks(zh.get(first.zh.start..last.zh.end).unwrap_or_default());
    let en_blocks = blocks(en.get(first.en.start..last.en.end).unwrap_or_default());
    match run.lang {
        Lang::Zh => zh_blocks > en_blocks,
        Lang::En => en_blocks > zh_blocks,
    }
}

/// Whether `range` begins where a block begins and ends where one ends.
fn is_whole(segments: &[Segment], range: &Range<usize>) -> bool {
    let block = |at: usize| segments.get(at).map(|segment| segment.block);
    let parted = |at: usize| at.checked_sub(1).is_none_or(|before| block(before) != block(at));
    parted(range.start) && parted(range.end)
}

/// Whether `run` is blocks of one kind that come in rows, and the beads around it that are of this kind alone have at least
/// so many more blocks on its side: whichever of them it is, one is missing.
fn is_surplus(run: &Run, bitext: &Bitext<'_>) -> bool {
    /// More of a row is not looked at.
    const LONGEST: usize = 64;
    let (zh, en, beads) = (bitext.zh.segments, bitext.en.segments, &bitext.alignment.beads);
    let own = if run.lang == Lang::Zh { zh } else { en };
    let Some(kind) = own.get(run.segments.start).map(|segment| segment.kind) else { return false };
    if !matches!(kind, BlockKind::ListItem | BlockKind::TableRow | BlockKind::Headline) {
        return false;
    }
    let is_kind = |segments: &[Segment], range: &Range<usize>| {
        segments.get(range.clone()).unwrap_or_default().iter().all(|segment| segment.kind == kind)
    };
    let is_of_row = |bead: &&Bead| is_kind(zh, &bead.zh) && is_kind(en, &bead.en);
    let before = beads.get(..run.bead).unwrap_or_default().iter().rev().take(LONGEST).take_while(is_of_row);
    let after = beads.get(run.bead..).unwrap_or_default().iter().take(LONGEST).take_while(is_of_row);
    let (before, after) = (before.count(), after.count());
    let Some(row) = beads.get(run.bead - before..run.bead + after) else { return false };
    let count = |lang: Lang| -> usize {
        let blocks = row.iter().flat_map(|bead| match lang {
            Lang::Zh => zh.get(bead.zh.clone()).unwrap_or_default(),
            Lang::En => en.get(bead.en.clone()).unwrap_or_default(),
        });
        let mut last = None;
        blocks.filter(|segment| last.replace(segment.block) != Some(segment.block)).count()
    };
    let missing = own.get(run.segments.clone()).map_or(0, |own| own.chunk_by(|a, b| a.block == b.block).count());
    count(run.lang) >= count(run.lang.other()) + missing
}

impl Run {
    /// Whether the numbers of blocks tell that one like this is missing, if not surely this one.
    pub(super) fn is_counted(&self) -> bool {
        /// Less probable, it is another one.
        const POSSIBLE: f64 = 0.3;
        self.is_surplus && self.letters > 0 && self.probability >= POSSIBLE
    }

    /// Whether the run surely has no counterpart: one that is told, or for which there is room beside it, may have. A part
    /// of a paragraph must be long; a whole paragraph, item or row stands for itself however short.
    pub(super) fn is_alone(&self) -> bool {
        /// Letters of a sentence that says something of its own.
        const LETTERS: [usize; 2] = [8, 30];
        let enough = LETTERS[usize::from(self.lang == Lang::En)];
        let is_long = self.letters >= enough || self.is_whole;
        let is_missed = || !self.has_room && is_long && is_sure(self.probability, self.letters, enough);
        !self.told && (self.is_counted() || is_missed())
    }
}

/// Probability from which on the alignment is believed that something long has no counterpart.
pub(super) const SURE: f64 = 0.6;

/// Whether a bead without a counterpart is believed. What has fewer letters than `enough` says less that could be looked for
/// in vain, so that the alignment must be surer of it.
pub(super) fn is_sure(probability: f64, letters: usize, enough: usize) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "counts of letters")]
    let share = letters.min(enough) as f64 / enough as f64;
    letters > 0 && probability >= 1.0 - (1.0 - SURE) * share
}

/// Whether the counterpart of the sentence before or after the run is long enough for the run too.
fn has_room(run: &Run, bitext: &Bitext<'_>, measure: &Measure<'_>) -> bool {
    let beads = &bitext.alignment.beads;
    let before = beads.get(..run.bead).and_then(|beads| beads.iter().rev().find(|bead| bead.is_match()));
    let after = beads.get(run.bead..).and_then(|beads| beads.iter().find(|bead| bead.is_match()));
    [before, after].into_iter().flatten().any(|bead| {
        let (zh, en) = (measure.zh(&bead.zh), measure.en(&bead.en));
        match run.lang {
            Lang::Zh => measure.share(zh + run.letters, en) >= ROOM,
            // What the English has too much of, the Chinese must be long enough for.
            Lang::En => measure.share(zh, en + run.letters) <= 1.0 / ROOM,
        }
    })
}
