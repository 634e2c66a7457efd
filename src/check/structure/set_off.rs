//! Headlines that do not stand where they stood: run into the paragraph below, exchanged with another, left out of a title.
//!
//! A headline that the aligner matched may still have no line of its own in the English, and one that it left alone may stand
//! inside a paragraph. Whether the words are there is asked of the lexicon, and only where the layout leaves it open.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::Bitext;
use super::super::finding::{Detail, Finding, Mark};
use super::headline_missing::{ends_sentence, letters};
use super::likeness::covered;
use super::measure::USUAL_RATE;
use super::{Structure, headline_missing, moved, omission};
use crate::bitext::{Bead, BlockKind, Segment};
use crate::source::{Lang, Span, boundary_before, is_han};

/// A headline is said where so much of it is covered, and is not where so little is.
const SAID: f64 = 0.4;
const UNSAID: f64 = 0.2;

/// A headline of which no more is said has another one's translation, where there is such a one: 好 alone is in many.
const OTHERWISE: f64 = 0.3;

/// Chinese characters of a headline that can be known by its words.
const LETTERS: usize = 3;

/// Headlines farther apart are not compared.
const NEAR: usize = 16;

/// Headlines of matched beads that have no line of their own in the English: they were run into a paragraph, or the aligner
/// had nothing else to join them with.
pub(super) fn merged(structure: &Structure<'_>) -> Vec<Finding> {
    let (zh, en, beads) = (&structure.bitext.zh, &structure.bitext.en, &structure.bitext.alignment.beads);
    let is_headline = |segment: &&Segment| segment.kind == BlockKind::Headline;
    let title = zh
        .segments
        .first()
        .filter(is_headline)
        .filter(|first| first.span.len() <= TITLE)
        .map(|first| letters(first.span.of(zh.text)));
    let keeps_lines = LazyCell::new(|| keeps_lines(structure));
    let mut found = Vec::new();
    for (at, bead) in beads.iter().enumerate().filter(|(_, bead)| bead.is_match()) {
        let (own, there) = (&zh.segments[bead.zh.clone()], &en.segments[bead.en.clone()]);
        let Some(headline) = own.iter().find(is_headline) else { continue };
        if there.iter().any(|segment| segment.kind == BlockKind::Headline) || !is_inside(structure, bead) {
            continue;
        }
        let text = headline.span.of(zh.text);
        let own_letters = letters(text);
        let is_of_title = || title.as_ref().is_some_and(|title| title.contains(&own_letters));
        if !is_plain(text) || is_of_title() || !*keeps_lines {
            continue;
        }
        let whole = there.iter().map(|segment| segment.span).reduce(Span::join).unwrap_or_default();
        let rest = own.iter().filter(|segment| !is_headline(segment)).map(|segment| segment.span).reduce(Span::join);
        let place = match rest {
            Some(rest) => place(text, rest.of(zh.text), whole, en.text),
            None => Some(opening(text, whole, en.text)),
        };
        found.push(finding(structure, headline.span, at, place));
    }
    found
}

/// Whether a line is short and of one piece, as sub-headlines are: others look like such where a sentence was broken off.
fn is_plain(line: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 20;
    !line.contains(['，', '。', '：', '；', '！', '？', '“', ',', ':', '?', '!']) && line.chars().count() <= LONGEST
}

/// Whether the English begins a paragraph where the Chinese does: what is printed in paragraphs of its own has no lines that
/// could be lost.
fn keeps_lines(structure: &Structure<'_>) -> bool {
    /// In so many of ten paragraphs.
    const MOST: usize = 8;
    let (zh, en) = (structure.bitext.zh.segments, structure.bitext.en.segments);
    let begins = |segments: &[Segment], at: usize| {
        at.checked_sub(1).is_none_or(|before| segments[before].block != segments[at].block)
    };
    let (mut all, mut kept) = (0, 0);
    for bead in structure.bitext.alignment.beads.iter().filter(|bead| bead.is_match()) {
        if zh[bead.zh.start].kind != BlockKind::Headline && begins(zh, bead.zh.start) {
            all += 1;
            kept += usize::from(begins(en, bead.en.start));
        }
    }
    // A paragraph into which a headline was run begins before what it translates.
    (kept + 1) * 10 >= all * MOST
}

/// Salutations that the aligner joined with the paragraph below them, and that it does not begin with.
pub(super) fn salutations(structure: &Structure<'_>) -> Vec<Finding> {
    let (zh, en) = (&structure.bitext.zh, &structure.bitext.en);
    let mut found = Vec::new();
    for (at, bead) in structure.bitext.alignment.beads.iter().enumerate() {
        let [line, rest @ ..] = &zh.segments[bead.zh.clone()] else { continue };
        let text = line.span.of(zh.text);
        let stands_so = rest.first().is_some_and(|next| next.block != line.block) && !bead.en.is_empty();
        if !stands_so || !is_salutation(text) || !is_inside(structure, bead) {
            continue;
        }
        let join = |segments: &[Segment]| segments.iter().map(|one| one.span).reduce(Span::join).unwrap_or_default();
        let (rest, there) = (join(rest), join(&en.segments[bead.en.clone()]));
        if place(text, rest.of(zh.text), there, en.text).is_none() {
            found.push(structure.finding(&omission::RULE, Lang::Zh, line.span, at));
        }
    }
    found
}

/// Whether a line addresses somebody.
fn is_salutation(line: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 30;
    /// What those are called who are addressed.
    const TITLES: &[&str] = &[
        "同志",
        "同志们",
        "先生",
        "女士",
        "阁下",
        "閣下",
        "陛下",
        "殿下",
        "主席",
        "总统",
        "總統",
        "总理",
        "總理",
        "部长",
        "部長",
        "大使",
        "编辑部",
        "編輯部",
        "委员会",
        "委員會",
        "朋友",
        "朋友们",
        "朋友們",
        "同學",
        "同学",
        "同学们",
    ];
    let Some(name) = line.strip_suffix(['：', ':']) else { return false };
    TITLES.iter().any(|title| name.ends_with(title)) && name.chars().count() <= LONGEST
}

/// That a headline is missing, or that it stands at `place` inside a paragraph.
fn finding(structure: &Structure<'_>, headline: Span, bead: usize, place: Option<Span>) -> Finding {
    let finding = structure.finding(&headline_missing::RULE, Lang::Zh, headline, bead);
    let Some(place) = place else { return finding };
    Finding { en: Some(Mark { span: place, fact: None }), ..finding }
}

/// Whether the headlines of a matched bead have no line of their own in the English.
fn is_inside(structure: &Structure<'_>, bead: &Bead) -> bool {
    let (zh, en) = (structure.bitext.zh.segments, structure.bitext.en.segments);
    let (Some(first), Some(last)) = (en.get(bead.en.start), en.get(bead.en.end - 1)) else { return false };
    if first.block != last.block {
        return false;
    }
    let is_headline = |segment: &Segment| segment.kind == BlockKind::Headline;
    if !zh[bead.zh.clone()].iter().all(is_headline) {
        return true;
    }
    // The paragraph goes on after the headline, with what other sentences say.
    let goes_on = en.get(bead.en.end).is_some_and(|next| next.block == last.block);
    goes_on || bead.en.start.checked_sub(1).is_some_and(|before| en[before].block == first.block)
}

/// Bytes of a title: what is longer is none.
const TITLE: usize = 2_000;

/// The place in the English paragraph after it at which a line of the Chinese without a counterpart stands: the paragraph
/// begins with its words.
pub(super) fn inside(bitext: &Bitext<'_>, line: Span, bead: usize) -> Option<Span> {
    /// Beads after it, and bytes of either side, that are looked at.
    const NEAR: usize = 16;
    const HEAD: usize = 400;
    let (zh, en, beads) = (&bitext.zh, &bitext.en, &bitext.alignment.beads);
    let next = beads.get(bead..)?.iter().take(NEAR).find(|bead| bead.is_match())?;
    let there = en.segments.get(next.en.start)?.span;
    let head = |span: Span, text: &str| Span::new(span.start, boundary_before(text, span.end.min(span.start + HEAD)));
    let follows = zh.segments.get(next.zh.clone())?;
    let rest = follows.iter().map(|segment| segment.span).reduce(Span::join)?;
    place(line.of(zh.text), head(rest, zh.text).of(zh.text), head(there, en.text), en.text)
}

/// The place at the head of the English `within` that says `line`, where what follows it says `rest`: most words of a line may
/// be those with which the paragraph under it begins.
fn place(line: &str, rest: &str, within: Span, en: &str) -> Option<Span> {
    /// A paragraph loses no more by the line being cut off.
    const KEPT: f64 = 0.75;
    let place = opening(line, within, en);
    let after = en.get(place.end..within.end).unwrap_or_default();
    let is_said = covered(line, place.of(en)) >= SAID;
    (is_said && covered(rest, after) >= KEPT * covered(rest, within.of(en))).then_some(place)
}

/// The head of the English passage `within` that a headline may be: up to a mark that ends it, else as much as a translation
/// of it takes.
fn opening(headline: &str, within: Span, en: &str) -> Span {
    let text = within.of(en);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length"
    )]
    let usual = (headline.chars().count() as f64 * USUAL_RATE * 1.3) as usize;
    // The point of an initial or of a decimal ends nothing.
    let is_stop = |at: usize| {
        let before = text.get(..at).and_then(|head| head.rsplit(|c: char| !c.is_alphanumeric()).next());
        text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
            && before.is_some_and(|word| word.len() > 2)
    };
    let ends = |(at, c): (usize, char)| match c {
        ':' | '：' | '—' | '!' | '?' => Some(at),
        '.' => is_stop(at).then_some(at),
        _ => None,
    };
    let marked = text.char_indices().take(2 * usual + 20).skip(4).find_map(ends);
    let end = marked.unwrap_or_else(|| {
        let from = text.char_indices().nth(usual).map_or(text.len(), |(at, _)| at);
        from + text.get(from..).and_then(|rest| rest.find(char::is_whitespace)).unwrap_or(0)
    });
    Span::new(within.start, within.start + end)
}

/// Sub-headlines that stand in each other's place, or without a counterpart where another one without stands for them. What is
/// told of here is no more missing, and no more added.
pub(super) fn exchanged(structure: &mut Structure<'_>) -> Vec<Finding> {
    let (zh, en, beads) = (&structure.bitext.zh, &structure.bitext.en, &structure.bitext.alignment.beads);
    let is_headline = |segment: &Segment| segment.kind == BlockKind::Headline;
    let is_place = |at: &usize| {
        let Bead { zh: own, en: there, .. } = &beads[*at];
        match (own.len(), there.len()) {
            (1, 1) => own.start > 0 && is_headline(&zh.segments[own.start]),
            (1, 0) => own.start > 0 && is_headline(&zh.segments[own.start]) && !structure.is_told(*at),
            (0, 1) => there.start > 0 && is_headline(&en.segments[there.start]) && !structure.is_told(*at),
            _ => false,
        }
    };
    let places: Vec<usize> = (0..beads.len()).filter(is_place).collect();
    // Lines of the title may be translated in any order.
    let text = zh.segments.iter().position(|segment| !is_headline(segment)).unwrap_or(zh.segments.len());
    let in_text = |place: usize| beads[place].zh.start >= text;
    if places.len() < 2 || !places.last().is_some_and(|&last| in_text(last)) {
        return Vec::new();
    }
    let zh_of = |place: usize| Some(zh.segments.get(beads[place].zh.clone())?.first()?.span);
    let en_of = |place: usize| Some(en.segments.get(beads[place].en.clone())?.first()?.span);
    let said = |zh_place: usize, en_place: usize| match (zh_of(zh_place), en_of(en_place)) {
        (Some(own), Some(there)) => covered(own.of(zh.text), there.of(en.text)),
        _ => 0.0,
    };
    let is_doubtful = |place: &usize| {
        let is_known = |own: Span| own.of(zh.text).chars().filter(|c| is_han(*c)).count() >= LETTERS;
        zh_of(*place).is_none_or(is_known) && said(*place, *place) <= OTHERWISE
    };
    let doubtful: Vec<usize> = places.into_iter().filter(is_doubtful).collect();
    let mut found = Vec::new();
    let mut told = vec![false; doubtful.len()];
    let mut elsewhere = [BTreeSet::new(), BTreeSet::new()];
    for (number, &place) in doubtful.iter().enumerate() {
        let mut near = number.saturating_sub(NEAR)..(number + NEAR + 1).min(doubtful.len());
        let is_here = |&other: &usize| {
            let there = doubtful[other];
            // What has no counterpart stands for no headline that has one.
            let is_free = en_of(place).is_some() || zh_of(there).is_none();
            there != place && is_free && (in_text(place) || in_text(there)) && said(place, there) >= SAID
        };
        let Some(own) = zh_of(place).filter(|_| !told[number]) else { continue };
        let Some(other) = near.find(is_here) else { continue };
        let there = doubtful[other];
        let Some(english) = en_of(there) else { continue };
        let mut finding = structure.finding(&moved::RULE, Lang::Zh, own, place);
        finding.en = Some(Mark { span: english, fact: None });
        elsewhere[0].insert(own.start);
        elsewhere[1].insert(english.start);
        match (zh_of(there), en_of(place)) {
            (Some(zh), Some(en)) if said(there, place) >= SAID => {
                told[other] = true;
                finding.detail = Detail::Swapped { zh, en };
                elsewhere[0].insert(zh.start);
                elsewhere[1].insert(en.start);
            }
            _ => finding.en_context = english,
        }
        found.push(finding);
    }
    structure.elsewhere = elsewhere;
    found
}

/// Lines of the title that its translation leaves out, where no other line says them.
pub(super) fn title_lines(structure: &Structure<'_>) -> Vec<Finding> {
    /// A translation that is longer than usual lacks no line.
    const SHORT: f64 = 1.0;
    /// A title of more lines, or a longer head, is none.
    const LINES: usize = 8;
    const ABOVE: usize = 2_000;
    let (zh, en) = (&structure.bitext.zh, &structure.bitext.en);
    let (Some(title), Some(english)) = (zh.segments.first(), en.segments.first()) else { return Vec::new() };
    // Where the files tell no headlines apart, one of several lines is a paragraph of lines without a stop.
    let is_bare = |segment: &Segment, text: &str| {
        segment.kind == BlockKind::Paragraph && !segment.span.of(text).lines().any(ends_sentence)
    };
    let is_plain = is_bare(title, zh.text) && is_bare(english, en.text) && title.span.of(zh.text).contains('\n');
    if !is_plain && [title, english].iter().any(|first| first.kind != BlockKind::Headline) {
        return Vec::new();
    }
    let lines = lines(title.span, zh.text);
    let matched = structure.bitext.alignment.beads.first().is_some_and(Bead::is_match);
    if !(2..=LINES).contains(&lines.len()) || !matched {
        return Vec::new();
    }
    let is_above = |segment: &&Segment| segment.kind == BlockKind::Headline || is_plain && is_bare(segment, en.text);
    let above = en.segments.iter().take_while(is_above);
    let above = above.map(|segment| segment.span).reduce(Span::join).unwrap_or(english.span);
    if above.len() > ABOVE {
        return Vec::new();
    }
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of letters")]
    let usual = |span: Span| count(span.of(zh.text)) as f64 * USUAL_RATE;
    #[expect(clippy::cast_precision_loss, reason = "counts of letters")]
    let letters = count(if is_plain { above } else { english.span }.of(en.text)) as f64;
    if letters >= SHORT * usual(title.span) {
        return Vec::new();
    }
    let said: Vec<f64> = lines.iter().map(|line| covered(line.of(zh.text), above.of(en.text))).collect();
    let is_known = said.iter().any(|share| *share >= SAID);
    let is_long = |line: &Span| line.of(zh.text).chars().filter(|c| is_han(*c)).count() > LETTERS;
    let missing = lines.iter().zip(&said).filter(|(line, share)| is_known && **share < UNSAID && is_long(line));
    missing.map(|(line, _)| structure.finding(&headline_missing::RULE, Lang::Zh, *line, 0)).collect()
}

/// The lines that a title joins by two spaces or by a wide one, or that it has.
fn lines(title: Span, text: &str) -> Vec<Span> {
    let surface = title.of(text);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut push = |line: Range<usize>| {
        let span = Span::new(title.start + line.start, title.start + line.end).trimmed(text);
        lines.extend((!span.is_empty()).then_some(span));
    };
    for (at, c) in surface.char_indices() {
        let parts = matches!(c, '\u{3000}' | '\n')
            || c == ' ' && surface.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
        if parts {
            push(start..at);
            start = at;
        }
    }
    push(start..surface.len());
    lines
}
