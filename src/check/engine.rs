//! The walk of a check: which facts are one another's counterparts, and what becomes of those that have none.
//!
//! Order of work, each step on what the one before left over:
//!
//! 0. the numbers that items of a list begin with ([`item`]);
//! 1. within a bead, facts that state the same amount or date, by the best one-to-one assignment,
//!    and what their units say of the pairs ([`tangle`]);
//! 2. within a bead, a fact with two parts (a range, a date with a time) against two facts;
//! 3. across neighbouring beads, facts that agree: sentences exchange their numbers; single digits last, since they
//!    meet their like anywhere;
//! 4. within a bead, bare numbers that the other side shows, though as no fact;
//! 5. within a bead, facts that fill the same slot with different values; and what the other side shows of the rest;
//! 6. anywhere in the document, a counterpart that is repeated or told elsewhere;
//! 7. within a bead, and across two whose sentences exchanged their numbers, figures that agree and have changed places
//!    ([`crossing`]);
//! 8. within a bead, places that are named by other numbers ([`designated`]), or else a figure that is left against one that
//!    is read as no fact ([`leftover`]).
//!
//! What is left then is only on one side. What is said of it all is for the ruling.
//!
//! Time is linear in the number of beads; within one bead it is that of [`assign`].

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::calendar::Known;
use super::direction::Way;
use super::elsewhere::Index;
use super::relation::Relation;
use super::sides::{Contrast, Facts, Fate, Matched, context, contexts};
use super::witness::{self, Witness};
use super::{
    Bitext, amount, calendar, crossing, designated, difference, discount, item, leftover, pairing, parts, relative,
    rules, spelled, tangle,
};
use crate::align::{SideText, links};
use crate::bitext::Bead;
use crate::facts::{Fact, Kind, Value};
use crate::quantity::Exact;
use crate::source::{Lang, Span};

/// Longer beads are no sentences, and are not searched for what a figure belongs to; in bytes.
const LONGEST_SENTENCE: usize = 4_000;

/// How many beads before and after are searched for a fact that moved.
const NEIGHBOURS: usize = 2;

/// Pairs the facts of `bitext`.
pub(super) fn pair<'a>(bitext: &'a Bitext<'a>) -> Matched<'a> {
    let mut matched = Matched::open(bitext);
    for bead in 0..bitext.alignment.beads.len() {
        matched.pair_items(bead);
        matched.pair_agreeing(bead);
        matched.untangle(bead);
        // Most sentences leave nothing to pair.
        if !matched.is_settled(bead) {
            matched.pair_components(bead);
            matched.pair_parts(bead);
        }
    }
    for bead in 0..bitext.alignment.beads.len() {
        matched.pair_neighbours(bead, is_no_digit);
    }
    for bead in 0..bitext.alignment.beads.len() {
        if !matched.is_settled(bead) {
            matched.pair_neighbours(bead, |_| true);
            matched.find_witnesses(bead, |fact, text| is_count(fact) || is_of_plan(fact, text));
            let pairs = matched.pair_differing(bead);
            // The counts were asked for already; only what pairs claim can change the answer.
            matched.settle_conversions(bead);
            matched.find_witnesses(bead, if pairs > 0 { |_, _| true } else { |fact, _| !is_count(fact) });
        }
    }
    matched.find_elsewhere();
    for bead in 0..bitext.alignment.beads.len() {
        matched.find_crossings(bead, bead);
        if matched.exchange(bead) {
            matched.find_crossings(bead, bead + 1);
        }
        matched.find_leftovers(bead);
    }
    matched.contrasts.sort_by_key(|contrast| contrast.bead);
    matched
}

impl<'a> Matched<'a> {
    fn open(bitext: &'a Bitext<'a>) -> Self {
        let beads = &bitext.alignment.beads;
        Self {
            bitext,
            known: Known::new(bitext.date, bitext.zh.facts),
            zh: Facts::new(&bitext.zh, beads, |bead| bead.zh.clone()),
            en: Facts::new(&bitext.en, beads, |bead| bead.en.clone()),
            swaps: BTreeMap::new(),
            contrasts: Vec::new(),
        }
    }

    /// Whether every fact of a bead has found something.
    fn is_settled(&self, bead: usize) -> bool {
        self.zh.is_settled(bead) && self.en.is_settled(bead)
    }

    /// How two facts relate if they state the same amount or date.
    fn relate(&self, zh: usize, en: usize) -> Option<Relation> {
        let (zh, en) = (&self.zh.all[zh], &self.en.all[en]);
        let (zh_text, en_text) = (self.bitext.zh.text, self.bitext.en.text);
        let is_date = |fact: &Fact| matches!(fact.value, Value::Date(_));
        match (is_date(zh), is_date(en)) {
            (true, true) => calendar::compare(zh, en, &self.known),
            (true, false) | (false, true) => parts::same_figure(zh, en),
            (false, false) => discount::compare(zh_text, zh, en_text, en)
                .or_else(|| amount::compare(zh, en))
                .or_else(|| parts::absorbs(zh_text, zh, en_text, en).then_some(Relation::Same)),
        }
    }

    /// Pairs open facts of both sides, those that `relate` accepts; how many pairs there are.
    fn pair(&mut self, zh: &[usize], en: &[usize], relate: impl Fn(&Self, usize, usize) -> Option<Relation>) -> usize {
        let zh_facts: Vec<&Fact> = zh.iter().map(|&at| &self.zh.all[at]).collect();
        let en_facts: Vec<&Fact> = en.iter().map(|&at| &self.en.all[at]).collect();
        let pairs = pairing::best(&zh_facts, &en_facts, |row, column| relate(self, zh[row], en[column]));
        for pair in &pairs {
            self.settle(zh[pair.zh], en[pair.en], pair.relation);
        }
        pairs.len()
    }

    /// Step 0.
    fn pair_items(&mut self, bead: usize) {
        let (zh_context, en_context) = contexts(self.bitext, bead);
        let (zh_text, en_text) = (zh_context.of(self.bitext.zh.text), en_context.of(self.bitext.en.text));
        let Some((zh, en)) = item::numbers(zh_text, en_text) else { return };
        let (zh, en) = (zh.shifted(zh_context.start), en.shifted(en_context.start));
        let differ = zh.value != en.value;
        let fate = if differ { Fate::Contrasted } else { Fate::Told };
        for (side, span) in [(&mut self.zh, zh.span), (&mut self.en, en.span)] {
            for at in side.of_bead[bead].clone().filter(|&at| side.all[at].span.overlaps(span)) {
                side.fates[at] = fate;
            }
        }
        if differ {
            self.contrasts.push(Contrast { bead, zh, en, relation: Relation::Item });
        }
    }

    /// Step 1.
    fn pair_agreeing(&mut self, bead: usize) {
        let (zh, en) = (self.zh.open(bead), self.en.open(bead));
        self.pair(&zh, &en, |matched, zh, en| {
            matched.relate(zh, en).filter(|relation| relation.agrees() || relation.weight() >= Relation::Unit.weight())
        });
    }

    /// Parts pairs of step 1 that the units show to be wrong.
    fn untangle(&mut self, bead: usize) {
        let agreeing = |zh: usize| match self.zh.fates[zh] {
            Fate::Paired(en, relation) if relation.agrees() => Some((zh, en)),
            _ => None,
        };
        let pairs: Vec<(usize, usize)> = self.zh.of_bead[bead].clone().filter_map(agreeing).collect();
        if pairs.len() < 2 {
            return;
        }
        for found in tangle::find(&pairs, self.bitext.zh.text, |(zh, en)| (&self.zh.all[zh], &self.en.all[en])) {
            let ((zh, count), (other_count, en)) = (found.zh_unit, found.en_unit);
            if found.relation == (Relation::Swapped { first: true }) {
                self.swap(found.zh_unit.min(found.en_unit), found.zh_unit.max(found.en_unit));
            } else {
                self.settle(zh, en, found.relation);
                self.settle(other_count, count, Relation::Same);
            }
        }
    }

    /// Makes a pair of two facts.
    fn settle(&mut self, zh: usize, en: usize, relation: Relation) {
        self.zh.fates[zh] = Fate::Paired(en, relation);
        self.en.fates[en] = Fate::Paired(zh, relation);
    }

    /// Says of two pairs, the first of which comes first in the Chinese, that the figures have changed places.
    fn swap(&mut self, (zh, en): (usize, usize), (other_zh, other_en): (usize, usize)) {
        self.settle(zh, other_en, Relation::Swapped { first: true });
        self.settle(other_zh, en, Relation::Swapped { first: false });
        self.swaps.insert(zh, (other_zh, en));
    }

    /// The time or weekday of a moment that was paired by its date: 五月二十二日下午三点 against "May 22" and "3 a.m."
    fn pair_components(&mut self, bead: usize) {
        for composite_is_zh in [true, false] {
            let (side, other) = if composite_is_zh { (&self.zh, &self.en) } else { (&self.en, &self.zh) };
            let composite = |at: &usize| matches!(side.fates[*at], Fate::Paired(..));
            let hours: Vec<i128> =
                side.of_bead[bead].clone().filter(composite).filter_map(|at| parts::hour(&side.all[at])).collect();
            // "Six in the morning": the hour of 早上六点, read as a number.
            let said = |at: usize| match side.fates[at] {
                // "the 16th of this month": the month was paired, the day stands beside it.
                Fate::Paired(date, _) if parts::day(&other.all[date]).is_none() => parts::day(&side.all[at]),
                _ => None,
            };
            let days: Vec<i128> = side.of_bead[bead].clone().filter_map(said).collect();
            let tells = |at: &usize| parts::is_hour(&other.all[*at], &hours) || parts::is_day(&other.all[*at], &days);
            let numbers = other.open(bead).into_iter().filter(tells);
            let hours_told: Vec<usize> = numbers.collect();
            let alone: Vec<usize> =
                other.open(bead).into_iter().filter(|&at| parts::is_component(&other.all[at])).collect();
            let mut found = Vec::new();
            for part in alone {
                let composites = side.of_bead[bead].clone().filter_map(|at| match side.fates[at] {
                    Fate::Paired(date, _) if !parts::names_same(&other.all[date], &other.all[part]) => Some((at, date)),
                    _ => None,
                });
                let related = composites.filter_map(|(at, date)| {
                    let (zh, en) = if composite_is_zh { (at, part) } else { (part, at) };
                    let relation = calendar::compare(&self.zh.all[zh], &self.en.all[en], &self.known)?;
                    Some((at, date, relation))
                });
                found.extend(related.min_by_key(|(.., relation)| !relation.agrees()).map(|related| (part, related)));
            }
            let (side, other) =
                if composite_is_zh { (&mut self.zh, &mut self.en) } else { (&mut self.en, &mut self.zh) };
            for hour in hours_told {
                other.fates[hour] = Fate::Told;
            }
            for (part, (composite, date, relation)) in found {
                if relation.agrees() {
                    other.fates[part] = Fate::Told;
                } else if matches!(relation, Relation::Time | Relation::Weekday) {
                    // The date is right; what is wrong is the part.
                    other.fates[date] = Fate::Told;
                    other.fates[part] = Fate::Paired(composite, relation);
                    side.fates[composite] = Fate::Paired(part, relation);
                }
            }
        }
    }

    /// Step 2: 六月十日到二十四日 against "June 10th" and "the 24th", and the other way round.
    fn pair_parts(&mut self, bead: usize) {
        for whole_is_zh in [true, false] {
            let (wholes, others) = if whole_is_zh {
                (self.zh.open(bead), self.en.open(bead))
            } else {
                (self.en.open(bead), self.zh.open(bead))
            };
            for (at, &whole) in wholes.iter().enumerate() {
                let (side, other) = if whole_is_zh { (&self.zh, &self.en) } else { (&self.en, &self.zh) };
                let near = &others[near(at, wholes.len(), others.len())];
                let open: Vec<usize> = near.iter().copied().filter(|&at| other.fates[at] == Fate::Open).collect();
                let facts: Vec<&Fact> = open.iter().map(|&at| &other.all[at]).collect();
                let Some(found) = parts::told_by(&side.all[whole], &facts, &self.known) else { continue };
                let texts = (self.bitext.zh.text, self.bitext.en.text);
                let (text, other_text) = if whole_is_zh { texts } else { (texts.1, texts.0) };
                let down = match found[..] {
                    [low, high] if side.all[whole].value.as_number().is_some() => {
                        let parts = (other_text, facts[low], facts[high]);
                        crossing::runs_down((text, &side.all[whole]), parts).then_some(open[high])
                    }
                    _ => None,
                };
                let (side, other) =
                    if whole_is_zh { (&mut self.zh, &mut self.en) } else { (&mut self.en, &mut self.zh) };
                side.fates[whole] = Fate::Told;
                for at in found {
                    other.fates[open[at]] = Fate::Told;
                }
                if let Some(high) = down {
                    let relation = Relation::DirectionFlipped(if whole_is_zh { Way::Up } else { Way::Down });
                    side.fates[whole] = Fate::Paired(high, relation);
                    other.fates[high] = Fate::Paired(whole, relation);
                }
            }
        }
    }

    /// Step 3.
    fn pair_neighbours(&mut self, bead: usize, asked: fn(&Fact) -> bool) {
        let mut zh = self.zh.open(bead);
        zh.retain(|&at| asked(&self.zh.all[at]));
        if zh.is_empty() {
            return;
        }
        let last = self.bitext.alignment.beads.len().saturating_sub(1);
        let near = bead.saturating_sub(NEIGHBOURS)..=(bead + NEIGHBOURS).min(last);
        let en: Vec<usize> = near.filter(|&other| other != bead).flat_map(|other| self.en.open(other)).collect();
        self.pair(&zh, &en, |matched, zh, en| matched.relate(zh, en).filter(|relation| *relation == Relation::Same));
    }

    /// Step 4: what the other side shows, though as no fact of the kind.
    fn find_witnesses(&mut self, bead: usize, asked: fn(&Fact, &str) -> bool) {
        let mut open = (self.zh.open(bead), self.en.open(bead));
        open.0.retain(|&at| asked(&self.zh.all[at], self.bitext.zh.text));
        open.1.retain(|&at| asked(&self.en.all[at], self.bitext.en.text));
        let (zh, en) = open;
        let shown = |open: &[usize], side: &Facts<'_>, own, other: &Facts<'_>, text: &SideText<'_>, lang, range| {
            if open.is_empty() {
                return Vec::new();
            }
            let within = context(text, range);
            let facts = other.of_bead[bead].clone().filter(|&at| !matches!(other.fates[at], Fate::Open | Fate::Shown));
            let claimed: Vec<Span> = facts
                .map(|at| other.all[at].span)
                .filter(|span| within.contains(*span))
                .map(|span| Span::new(span.start - within.start, span.end - within.start))
                .collect();
            let witness = Witness::read(within.of(text.text), lang, &claimed);
            let shows = |&at: &usize| {
                let surface = side.all[at].span.of(own);
                let (fact, other) = (&side.all[at], within.of(text.text));
                // What is longer than a sentence is not gone through once more for each fact.
                let told = || {
                    is_copied(surface, other)
                        || relative::is_said(fact, other)
                        || (lang == Lang::En && spelled::is_spelled(own, side.all[at].span, other))
                        || (lang == Lang::En && witness::is_article(fact, other))
                };
                witness.shows(fact, surface) || (other.len() <= LONGEST_SENTENCE && told())
            };
            open.iter().copied().filter(shows).collect()
        };
        let Bead { zh: zh_range, en: en_range, .. } = &self.bitext.alignment.beads[bead];
        let zh_shown = shown(&zh, &self.zh, self.bitext.zh.text, &self.en, &self.bitext.en, Lang::En, en_range);
        let en_shown = shown(&en, &self.en, self.bitext.en.text, &self.zh, &self.bitext.zh, Lang::Zh, zh_range);
        for at in zh_shown {
            self.zh.fates[at] = Fate::Shown;
        }
        for at in en_shown {
            self.en.fates[at] = Fate::Shown;
        }
    }

    /// Step 5; how many pairs there are.
    fn pair_differing(&mut self, bead: usize) -> usize {
        let (zh, en) = (self.zh.open(bead), self.en.open(bead));
        let lone = zh.len() == 1 && en.len() == 1;
        self.pair(&zh, &en, |matched, zh, en| {
            let (zh_fact, en_fact) = (&matched.zh.all[zh], &matched.en.all[en]);
            let ends = || calendar::lost_an_end(zh_fact, en_fact, &matched.known).then_some(Relation::HalfRange);
            let other_hour = || parts::other_hour(matched.bitext.zh.text, zh_fact, en_fact);
            matched
                .relate(zh, en)
                .or_else(other_hour)
                .or_else(|| difference::compare(zh_fact, en_fact, lone))
                .or_else(ends)
        })
    }

    /// Step 5: the same amount in another unit, in brackets behind its own figure: "300 li (150 kilometers)" for 三百里.
    fn settle_conversions(&mut self, bead: usize) {
        for is_zh in [true, false] {
            let (side, other) = if is_zh { (&self.zh, &self.en) } else { (&self.en, &self.zh) };
            let text = if is_zh { self.bitext.zh.text } else { self.bitext.en.text };
            let settled = |&at: &usize| {
                let (own, before) = (&side.all[at], at.checked_sub(1)?);
                let gap = text.get(side.all[before].span.end..own.span.start)?.trim();
                let Fate::Paired(told, relation) = side.fates[before] else { return None };
                let told = &other.all[told];
                let same = if is_zh { amount::compare(own, told) } else { amount::compare(told, own) };
                (matches!(gap, "(" | "（") && relation.agrees()).then_some(same?.agrees())
            };
            let settled: Vec<usize> = side.open(bead).into_iter().filter(|at| settled(at) == Some(true)).collect();
            let side = if is_zh { &mut self.zh } else { &mut self.en };
            for at in settled {
                side.fates[at] = Fate::Told;
            }
        }
    }

    /// Step 6: figures that are repeated on one side only, next to where they were paired, and figures that wait for a
    /// counterpart anywhere in the document.
    fn find_elsewhere(&mut self) {
        let agree = |zh: usize, en: usize| self.relate(zh, en).is_some_and(Relation::agrees);
        let beads = &self.bitext.alignment.beads;
        let zh_told = told_elsewhere(&self.zh, &self.en, &near_beads(beads, |bead| !bead.en.is_empty()), agree);
        let en_near = near_beads(beads, |bead| !bead.zh.is_empty());
        let en_told = told_elsewhere(&self.en, &self.zh, &en_near, |en, zh| agree(zh, en));
        for zh in zh_told {
            self.zh.fates[zh] = Fate::Told;
        }
        for en in en_told {
            self.en.fates[en] = Fate::Told;
        }
    }

    /// Whether a bead and the one after it have a figure each that the other bead's translation states.
    fn exchange(&self, bead: usize) -> bool {
        let leads = |from: usize, to: usize| {
            let there = self.en.of_bead.get(to).cloned().unwrap_or_default();
            let mut here = self.zh.of_bead.get(from).cloned().unwrap_or_default();
            here.any(|zh| matches!(self.zh.fates[zh], Fate::Paired(en, _) if there.contains(&en)))
        };
        leads(bead, bead + 1) && leads(bead + 1, bead)
    }

    /// Step 7, for the sentences of the beads from `first` to `last`.
    fn find_crossings(&mut self, first: usize, last: usize) {
        let (from, to) = (contexts(self.bitext, first), contexts(self.bitext, last));
        let (zh_context, en_context) = (from.0.join(to.0), from.1.join(to.1));
        if zh_context.len().max(en_context.len()) > LONGEST_SENTENCE {
            return;
        }
        let local = |span: Span, context: Span| {
            let inside = context.contains(span);
            inside.then(|| Span::new(span.start - context.start, span.end - context.start))
        };
        let mut classes = Vec::new();
        let (mut pairs, mut facts) = (Vec::new(), Vec::new());
        for zh in self.zh.of_bead[first].start..self.zh.of_bead[last].end {
            let Fate::Paired(en, relation) = self.zh.fates[zh] else { continue };
            let (zh_fact, en_fact) = (&self.zh.all[zh], &self.en.all[en]);
            let spans = local(zh_fact.span, zh_context).zip(local(en_fact.span, en_context));
            let (Some((zh_span, en_span)), true) = (spans, relation.agrees()) else { continue };
            let class = crossing::is_figure(zh_fact).then(|| {
                let same = |other: &&Fact| crossing::interchangeable(other, zh_fact);
                classes.iter().position(same).unwrap_or_else(|| {
                    classes.push(zh_fact);
                    classes.len() - 1
                })
            });
            let hedges = (zh_fact.qualifier, en_fact.qualifier);
            pairs.push(crossing::Paired { zh: zh_span, en: en_span, class, hedges });
            facts.push((zh, en));
        }
        if classes.is_empty() || pairs.len() < classes.len() + 1 {
            return;
        }
        let (zh_text, en_text) = (zh_context.of(self.bitext.zh.text), en_context.of(self.bitext.en.text));
        let matters = |one: usize, other: usize| {
            let (one, other) = (&self.zh.all[facts[one].0], &self.zh.all[facts[other].0]);
            one.value != other.value && !(rules::is_one_or_two(one) && rules::is_one_or_two(other))
        };
        for (one, other) in crossing::find(zh_text, en_text, &pairs, matters, |within| links(zh_text, en_text, within))
        {
            self.swap(facts[one], facts[other]);
        }
    }

    /// Step 8.
    fn find_leftovers(&mut self, bead: usize) {
        let (zh_context, en_context) = contexts(self.bitext, bead);
        if zh_context.len().max(en_context.len()) > LONGEST_SENTENCE {
            return;
        }
        let side = |facts: &Facts<'a>, sentence: Span, text: &'a str| {
            let range = facts.of_bead[bead].clone();
            let open = range.clone().filter(|&at| facts.fates[at] == Fate::Open).map(|at| at - range.start);
            leftover::Side { text, sentence, open: open.collect(), facts: facts.all.get(range).unwrap_or_default() }
        };
        let zh = side(&self.zh, zh_context, self.bitext.zh.text);
        let en = side(&self.en, en_context, self.bitext.en.text);
        let named = designated::find(&zh, &en);
        let (pairs, relation) = if named.is_empty() {
            (leftover::find(&zh, &en).into_iter().collect(), Relation::Leftover)
        } else {
            (named, Relation::Item)
        };
        for (zh, en) in pairs {
            for (side, span) in [(&mut self.zh, zh.span), (&mut self.en, en.span)] {
                for at in side.of_bead[bead].clone().filter(|&at| side.all[at].span == span) {
                    side.fates[at] = Fate::Contrasted;
                }
            }
            self.contrasts.push(Contrast { bead, zh, en, relation });
        }
    }
}

/// For each bead the first and the last of those near it. Beads for which `speaks` does not hold take no room: the lines of a
/// headline that only one side repeats do not set its figures apart from where they were told.
fn near_beads(beads: &[Bead], speaks: impl Fn(&Bead) -> bool) -> Vec<(usize, usize)> {
    let speaking: Vec<usize> = (0..beads.len()).filter(|&at| speaks(&beads[at])).collect();
    let near = |at: usize| {
        let before = speaking.partition_point(|&other| other < at);
        let after = speaking.partition_point(|&other| other <= at);
        let first = speaking.get(before.saturating_sub(NEIGHBOURS)).copied().unwrap_or(at);
        let last = speaking.get((after + NEIGHBOURS - 1).min(speaking.len().saturating_sub(1))).copied().unwrap_or(at);
        (first.min(at), last.max(at))
    };
    (0..beads.len()).map(near).collect()
}

/// The open facts of `side` that a fact of `other` states: one in a bead `near` by, or one anywhere that is open itself.
fn told_elsewhere(
    side: &Facts<'_>,
    other: &Facts<'_>,
    near: &[(usize, usize)],
    agree: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let everywhere = 0..other.all.len();
    // Most texts leave nothing open.
    let near_index = LazyCell::new(|| Index::new(other.all, |_| true));
    let far_index = LazyCell::new(|| Index::new(other.all, |at| other.fates[at] == Fate::Open));
    let mut told = Vec::new();
    for (bead, &(first, last)) in near.iter().enumerate() {
        let near = other.of_bead[first].start..other.of_bead[last].end;
        told.extend(side.open(bead).into_iter().filter(|&at| {
            let fact = &side.all[at];
            // What is another fact's counterpart says this one too only where the two say the same.
            let repeats = |told: usize| match other.fates[told] {
                Fate::Paired(own, _) => is_one_statement(fact, &side.all[own]) || are_dates(fact, &other.all[told]),
                _ => true,
            };
            near_index.any(fact, &near, |other| repeats(other) && agree(at, other))
                || far_index.any(fact, &everywhere, |other| agree(at, other))
        }));
    }
    told
}

/// Whether two facts of one side may be one statement made twice: of one kind, in one unit.
fn is_one_statement(one: &Fact, other: &Fact) -> bool {
    are_dates(one, other) || crossing::interchangeable(one, other)
}

fn are_dates(one: &Fact, other: &Fact) -> bool {
    one.value.as_date().is_some() && other.value.as_date().is_some()
}

/// Whether a surface of digits and Latin letters stands in the other text to the letter: 7.5W, 14 K.
fn is_copied(surface: &str, other: &str) -> bool {
    let named = surface.is_ascii()
        && surface.contains(|c: char| c.is_ascii_digit())
        && surface.ends_with(|c: char| c.is_ascii_uppercase());
    named && other.contains(surface)
}

/// Whether a fact says more than one digit, so that its equal next door is hardly there by chance.
fn is_no_digit(fact: &Fact) -> bool {
    fact.value.as_number().is_none_or(|value| value.abs() >= Exact::integer(10))
}

/// Whether a fact is a bare number: what it counts is not said in a form that could be compared.
fn is_count(fact: &Fact) -> bool {
    let point = fact.interval.min.is_none() || fact.interval.min == fact.interval.max || fact.qualifier.is_some();
    matches!(fact.kind, Kind::Number | Kind::Serial | Kind::Ratio) && fact.unit.is_none() && point
}

/// Whether a fact is the length in the name of a plan, which Chinese gives in a digit: the "Five-Year Plan" of 十四五.
fn is_of_plan(fact: &Fact, text: &str) -> bool {
    let noun = text.get(fact.span.end..).unwrap_or_default().trim_start();
    fact.lang == Lang::En && fact.kind == Kind::Duration && (noun.starts_with("Plan") || noun.starts_with("plan"))
}

/// Of `others` facts those that stand about where the fact `at` of `all` stands: all of them in a sentence, some tens in a
/// table of thousands.
fn near(at: usize, all: usize, others: usize) -> std::ops::Range<usize> {
    const REACH: usize = 20;
    let place = at * others / all.max(1);
    place.saturating_sub(REACH)..(place + REACH).min(others)
}
