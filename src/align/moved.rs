//! Passages whose translation stands elsewhere.
//!
//! The search is monotone, so it leaves such a passage alone on either side. Here what was left alone is compared: words of
//! a Chinese passage vote for the English passages that hold their glosses, the place with most votes is aligned with it, and
//! the stretch that is matched for the better part is said to have moved. Time is linear: each Chinese passage is looked
//! for once, in a window of its own size.

use std::ops::Range;

use super::Prepared;
use super::side::Side;
use crate::bitext::{Bead, Moved};

/// A bead less probable than this says nothing of where its segments belong.
const DOUBTFUL: f64 = 0.4;

/// Letters of English in a passage, below which it may be like another by chance.
const SHORTEST: f32 = 60.0;

/// Words in more places than this are no landmarks.
const MOST: usize = 12;

/// Votes that a place must have to be looked at, and a passage in its beads to be believed; and so many for each bead.
const FEWEST_VOTES: f32 = 1.5;
const VOTES_OF_BEAD: f32 = 0.3;

/// A word of a Chinese segment that has a rare gloss in an English one, and how much this says.
#[derive(Debug, Clone, Copy)]
struct Vote {
    zh: usize,
    en: usize,
    weight: f32,
}

/// Segments of either side without a sure counterpart, between two sure beads.
#[derive(Debug, Clone, Default)]
struct Island {
    zh: Range<usize>,
    en: Range<usize>,
}

/// The passages that moved, in the order of the Chinese text; `align` aligns a part of each side.
pub(super) fn find(
    bitext: &Prepared<'_>,
    beads: &[Bead],
    align: impl Fn(Range<usize>, Range<usize>) -> Vec<Bead>,
) -> Vec<Moved> {
    let islands = islands(beads);
    let is_long = |side: &Side, segments: &Range<usize>| letters(side, segments) >= SHORTEST;
    let has = |side: &Side, of: fn(&Island) -> &Range<usize>| islands.iter().any(|island| is_long(side, of(island)));
    if !has(&bitext.zh, |island| &island.zh) || !has(&bitext.en, |island| &island.en) {
        return Vec::new();
    }
    // The island of each English segment that was left alone.
    let mut island_of = vec![usize::MAX; bitext.en.len()];
    for (number, island) in islands.iter().enumerate() {
        island_of[island.en.clone()].fill(number);
    }
    let mut found: Vec<Moved> = Vec::new();
    // An English segment is the translation of one passage.
    let mut taken = vec![false; bitext.en.len()];
    for (number, island) in islands.iter().enumerate().filter(|(_, island)| is_long(&bitext.zh, &island.zh)) {
        let votes = votes(bitext, &island.zh, &island_of, number);
        let Some(window) = densest(&votes, 2 * island.zh.len() + 8) else { continue };
        let Some(there) = island_of.get(window.start).and_then(|&there| islands.get(there)) else { continue };
        let margin = island.zh.len() + 4;
        let en = window.start.saturating_sub(margin).max(there.en.start)..(window.end + margin).min(there.en.end);
        if !is_long(&bitext.en, &en) {
            continue;
        }
        let Some(moved) = matched(&align(island.zh.clone(), en), &votes, bitext) else { continue };
        if !taken[moved.en.clone()].contains(&true) {
            taken[moved.en.clone()].fill(true);
            found.push(moved);
        }
    }
    found
}

/// What stands between sure beads.
fn islands(beads: &[Bead]) -> Vec<Island> {
    let is_sure = |bead: &Bead| bead.is_match() && bead.probability >= DOUBTFUL;
    let island = |beads: &[Bead]| {
        let (first, last) = (beads.first()?, beads.last()?);
        Some(Island { zh: first.zh.start..last.zh.end, en: first.en.start..last.en.end })
    };
    beads.split(is_sure).filter_map(island).collect()
}

/// Length in letters of English.
fn letters(side: &Side, segments: &Range<usize>) -> f32 {
    side.sentences.get(segments.clone()).unwrap_or_default().iter().map(|sentence| sentence.length).sum()
}

/// The votes of the words in `zh`, in the order of the English segments. Those in the same island as `zh` were compared with
/// it already.
fn votes(bitext: &Prepared<'_>, zh: &Range<usize>, island_of: &[usize], own: usize) -> Vec<Vote> {
    let mut votes = Vec::new();
    for at in bitext.zh.tokens_of(zh.clone()) {
        for gloss in bitext.vocabulary.glosses(bitext.zh.tokens[at]) {
            let places = bitext.postings.of(gloss.family);
            if places.len() > MOST {
                continue;
            }
            for &place in places.iter().filter(|&&place| bitext.en.tokens[place as usize].id == gloss.word) {
                let en = bitext.en.sentence_of(place as usize);
                if island_of[en] != usize::MAX && island_of[en] != own {
                    #[expect(clippy::cast_precision_loss, reason = "a small count")]
                    votes.push(Vote { zh: bitext.zh.sentence_of(at), en, weight: 1.0 / places.len() as f32 });
                }
            }
        }
    }
    votes.sort_by_key(|vote| vote.en);
    votes
}

/// The segments, fewer than `size` from first to last, that have most votes.
fn densest(votes: &[Vote], size: usize) -> Option<Range<usize>> {
    let (mut from, mut sum, mut best, mut range) = (0, 0.0, FEWEST_VOTES, None);
    for vote in votes {
        sum += vote.weight;
        while votes[from].en + size <= vote.en {
            sum -= votes[from].weight;
            from += 1;
        }
        if sum > best {
            (best, range) = (sum, Some(votes[from].en..vote.en + 1));
        }
    }
    range
}

/// The stretch of an alignment in which most is matched, if there is one that is long enough and has votes enough: where the
/// letters that are probably matched outweigh those that are not.
fn matched(beads: &[Bead], votes: &[Vote], bitext: &Prepared<'_>) -> Option<Moved> {
    let (mut from, mut sum, mut best, mut range) = (0, 0.0, SHORTEST / 2.0, None);
    for (at, bead) in beads.iter().enumerate() {
        let length = letters(&bitext.zh, &bead.zh).midpoint(letters(&bitext.en, &bead.en));
        #[expect(clippy::cast_possible_truncation, reason = "a probability")]
        let probability = if bead.is_match() { bead.probability as f32 } else { 0.0 };
        sum += length * (2.0 * probability - 1.0);
        if sum <= 0.0 {
            (from, sum) = (at + 1, 0.0);
        } else if sum > best {
            (best, range) = (sum, Some(from..at + 1));
        }
    }
    let beads = beads.get(range?)?;
    let (first, last) = (beads.first()?, beads.last()?);
    let of_bead = |vote: &&Vote| {
        let at = beads.partition_point(|bead| bead.en.end <= vote.en);
        beads.get(at).is_some_and(|bead| bead.zh.contains(&vote.zh) && bead.en.contains(&vote.en))
    };
    let landmarks: f32 = votes.iter().filter(of_bead).map(|vote| vote.weight).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of beads")]
    if landmarks < FEWEST_VOTES.max(VOTES_OF_BEAD * beads.len() as f32) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of beads")]
    let probability =
        beads.iter().filter(|bead| bead.is_match()).map(|bead| bead.probability).sum::<f64>() / beads.len() as f64;
    Some(Moved { zh: first.zh.start..last.zh.end, en: first.en.start..last.en.end, probability })
}
