//! Headings of another level than what they translate: `## 安装` against `### Install`.

use super::super::finding::{Detail, Finding, Mark};
use super::{Outline, Structure, moved};
use crate::bitext::{Bead, BlockKind, Segment};
use crate::source::Lang;

/// The headings whose level differs otherwise than that of most: where a translation has no title of its own, all of them
/// stand one level higher, and none is wrong.
pub(super) fn find(structure: &Structure<'_>, outline: Outline<'_>) -> Vec<Finding> {
    if outline.zh.is_empty() || outline.en.is_empty() {
        return Vec::new();
    }
    let (zh, en) = (structure.bitext.zh.segments, structure.bitext.en.segments);
    let level = |levels: &[(usize, u8)], segment: &Segment| {
        let at = levels.binary_search_by_key(&segment.span.start, |(start, _)| *start).ok()?;
        (segment.kind == BlockKind::Headline).then_some(levels[at].1)
    };
    let of_bead = |(at, bead): (usize, &Bead)| {
        let ([own], [there]) = (zh.get(bead.zh.clone())?, en.get(bead.en.clone())?) else { return None };
        Some((at, own, there, level(outline.zh, own)?, level(outline.en, there)?))
    };
    let pairs: Vec<_> = structure.bitext.alignment.beads.iter().enumerate().filter_map(of_bead).collect();
    let shift = |zh: u8, en: u8| i16::from(en) - i16::from(zh);
    let mut shifts: Vec<i16> = pairs.iter().map(|(.., zh, en)| shift(*zh, *en)).collect();
    shifts.sort_unstable();
    let most = shifts.chunk_by(i16::eq).max_by_key(|same| (same.len(), same[0] == 0)).map_or(0, |same| same[0]);
    let differ = pairs.into_iter().filter(|(.., zh, en)| shift(*zh, *en) != most);
    let finding = |(at, own, there, zh, en): (usize, &Segment, &Segment, u8, u8)| {
        let finding = structure.finding(&moved::RULE, Lang::Zh, own.span, at);
        Finding { en: Some(Mark { span: there.span, fact: None }), detail: Detail::Level { zh, en }, ..finding }
    };
    differ.map(finding).collect()
}
