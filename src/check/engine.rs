//! The walk of a check: facts are paired bead by bead, and what does not agree is put to the rules.
//!
//! Order of work, each step on what the one before left over:
//!
//! 1. within a bead, facts that state the same amount or date, by the best one-to-one assignment;
//! 2. within a bead, a fact with two parts (a range, a date with a time) against two facts;
//! 3. across neighbouring beads, facts that agree: sentences exchange their numbers; single digits last, since they
//!    meet their like anywhere;
//! 4. within a bead, bare numbers that the other side shows, though as no fact;
//! 5. within a bead, facts that fill the same slot with different values; and what the other side shows of the rest;
//! 6. anywhere in the document, a counterpart that is repeated or told elsewhere;
//! 7. within a bead, figures that agree and have changed places ([`crossing`]);
//! 8. what is left is only on one side.
//!
//! Time is linear in the number of beads; within one bead it is that of [`assign`].

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::calendar::Known;
use super::elsewhere::Index;
use super::finding::{Beside, DatePart, Detail, Finding, Mark};
use super::relation::{Hedge, Relation};
use super::rules::{self, Slot};
use super::witness::Witness;
use super::wording::{self, Spot};
use super::{
    Bitext, Review, Verdict, amount, arithmetic, calendar, crossing, difference, direction, discount, pairing, parts,
    relative, vague,
};
use crate::align::{SideText, links};
use crate::bitext::Bead;
use crate::facts::{Fact, Kind, Value};
use crate::quantity::{DatePoint, DateValue, Exact, Year};
use crate::source::{Lang, Span};

/// Longer beads are no sentences, and are not searched for what a figure belongs to; in bytes.
const LONGEST_SENTENCE: usize = 4_000;

/// How many beads before and after are searched for a fact that moved.
const NEIGHBOURS: usize = 2;

/// Checks the facts of `bitext`.
pub(super) fn check(bitext: &Bitext<'_>) -> Review {
    let mut engine = Engine::new(bitext);
    for bead in 0..bitext.alignment.beads.len() {
        engine.pair_agreeing(bead);
        engine.pair_components(bead);
        engine.pair_parts(bead);
    }
    for bead in 0..bitext.alignment.beads.len() {
        engine.pair_neighbours(bead, is_no_digit);
    }
    for bead in 0..bitext.alignment.beads.len() {
        engine.pair_neighbours(bead, |_| true);
        engine.find_witnesses(bead, is_count);
        engine.pair_differing(bead);
        engine.find_witnesses(bead, |_| true);
    }
    engine.find_elsewhere();
    for bead in 0..bitext.alignment.beads.len() {
        engine.find_crossings(bead);
    }
    engine.review()
}

/// What became of a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    /// Nothing yet.
    Open,
    /// Paired with the fact of this index on the other side.
    Paired(usize, Relation),
    /// Its counterpart stands elsewhere, or is part of another fact.
    Told,
    /// The other side shows its figure, though as no fact.
    Shown,
}

struct Engine<'a> {
    bitext: &'a Bitext<'a>,
    known: Known,
    zh: Facts<'a>,
    en: Facts<'a>,
    /// The first of two Chinese facts that changed places: the second, and the English fact that the first is equal to.
    swaps: BTreeMap<usize, (usize, usize)>,
}

/// The facts of one side, sorted into beads.
struct Facts<'a> {
    all: &'a [Fact],
    fates: Vec<Fate>,
    /// For each bead the range of its facts.
    of_bead: Vec<std::ops::Range<usize>>,
}

impl<'a> Facts<'a> {
    fn new(side: &SideText<'a>, beads: &[Bead], range: fn(&Bead) -> std::ops::Range<usize>) -> Self {
        let facts = side.facts;
        let mut reached = 0;
        let of_bead = beads.iter().map(|bead| {
            let segments = side.segments.get(range(bead)).unwrap_or_default();
            let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
                return reached..reached;
            };
            let from = facts.partition_point(|fact| fact.span.start < first.span.start);
            let to = facts.partition_point(|fact| fact.span.start < last.span.end);
            reached = to.max(from);
            from..reached
        });
        Self { all: facts, fates: vec![Fate::Open; facts.len()], of_bead: of_bead.collect() }
    }

    /// What lies between the facts before and after the fact `at`, inside `sentence`.
    fn room(&self, at: usize, sentence: Span) -> Span {
        let before = at.checked_sub(1).map_or(0, |before| self.all[before].span.end);
        let after = self.all.get(at + 1).map_or(sentence.end, |after| after.span.start);
        let from = before.max(sentence.start);
        Span::new(from, after.min(sentence.end).max(from))
    }

    fn open(&self, bead: usize) -> Vec<usize> {
        let range = self.of_bead.get(bead).cloned().unwrap_or_default();
        range.filter(|&fact| self.fates[fact] == Fate::Open).collect()
    }
}

impl<'a> Engine<'a> {
    fn new(bitext: &'a Bitext<'a>) -> Self {
        let beads = &bitext.alignment.beads;
        Self {
            bitext,
            known: Known::new(bitext.date, bitext.zh.facts),
            zh: Facts::new(&bitext.zh, beads, |bead| bead.zh.clone()),
            en: Facts::new(&bitext.en, beads, |bead| bead.en.clone()),
            swaps: BTreeMap::new(),
        }
    }

    /// How two facts relate if they state the same amount or date.
    fn relate(&self, zh: usize, en: usize) -> Option<Relation> {
        let (zh, en) = (&self.zh.all[zh], &self.en.all[en]);
        let (zh_text, en_text) = (self.bitext.zh.text, self.bitext.en.text);
        let relation = calendar::compare(zh, en, &self.known)
            .or_else(|| discount::compare(zh_text, zh, en_text, en))
            .or_else(|| amount::compare(zh, en));
        relation
            .or_else(|| parts::same_figure(zh, en))
            .or_else(|| parts::absorbs(zh_text, zh, en_text, en).then_some(Relation::Same))
    }

    /// Pairs open facts of both sides, those that `relate` accepts.
    fn pair(&mut self, zh: &[usize], en: &[usize], relate: impl Fn(&Self, usize, usize) -> Option<Relation>) {
        let zh_facts: Vec<&Fact> = zh.iter().map(|&at| &self.zh.all[at]).collect();
        let en_facts: Vec<&Fact> = en.iter().map(|&at| &self.en.all[at]).collect();
        for pair in pairing::best(&zh_facts, &en_facts, |row, column| relate(self, zh[row], en[column])) {
            let (zh, en) = (zh[pair.zh], en[pair.en]);
            self.zh.fates[zh] = Fate::Paired(en, pair.relation);
            self.en.fates[en] = Fate::Paired(zh, pair.relation);
        }
    }

    /// Step 1.
    fn pair_agreeing(&mut self, bead: usize) {
        let (zh, en) = (self.zh.open(bead), self.en.open(bead));
        self.pair(&zh, &en, |engine, zh, en| {
            engine.relate(zh, en).filter(|relation| relation.agrees() || relation.weight() >= Relation::Unit.weight())
        });
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
                let (side, other) =
                    if whole_is_zh { (&mut self.zh, &mut self.en) } else { (&mut self.en, &mut self.zh) };
                side.fates[whole] = Fate::Told;
                for at in found {
                    other.fates[open[at]] = Fate::Told;
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
        self.pair(&zh, &en, |engine, zh, en| engine.relate(zh, en).filter(|relation| *relation == Relation::Same));
    }

    /// Step 4: what the other side shows, though as no fact of the kind.
    fn find_witnesses(&mut self, bead: usize, asked: fn(&Fact) -> bool) {
        let mut open = (self.zh.open(bead), self.en.open(bead));
        open.0.retain(|&at| asked(&self.zh.all[at]));
        open.1.retain(|&at| asked(&self.en.all[at]));
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
                let told = || is_copied(surface, other) || relative::is_said(fact, other);
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

    /// Step 5.
    fn pair_differing(&mut self, bead: usize) {
        let (zh, en) = (self.zh.open(bead), self.en.open(bead));
        let lone = zh.len() == 1 && en.len() == 1;
        self.pair(&zh, &en, |engine, zh, en| {
            let (zh_fact, en_fact) = (&engine.zh.all[zh], &engine.en.all[en]);
            let ends = || calendar::lost_an_end(zh_fact, en_fact, &engine.known).then_some(Relation::HalfRange);
            let other_hour = || parts::other_hour(engine.bitext.zh.text, zh_fact, en_fact);
            engine
                .relate(zh, en)
                .or_else(other_hour)
                .or_else(|| difference::compare(zh_fact, en_fact, lone))
                .or_else(ends)
        });
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

    /// Step 7.
    fn find_crossings(&mut self, bead: usize) {
        let (zh_context, en_context) = contexts(self.bitext, bead);
        if zh_context.len().max(en_context.len()) > LONGEST_SENTENCE {
            return;
        }
        let local = |span: Span, context: Span| {
            let inside = context.contains(span);
            inside.then(|| Span::new(span.start - context.start, span.end - context.start))
        };
        let mut classes = Vec::new();
        let (mut pairs, mut facts) = (Vec::new(), Vec::new());
        for zh in self.zh.of_bead[bead].clone() {
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
        for (one, other) in crossing::find(zh_text, en_text, &pairs, &links(zh_text, en_text)) {
            let ((zh, en), (other_zh, other_en)) = (facts[one], facts[other]);
            let (one, other) = (&self.zh.all[zh], &self.zh.all[other_zh]);
            if one.value == other.value || (rules::is_one_or_two(one) && rules::is_one_or_two(other)) {
                continue;
            }
            let swaps = [(zh, other_en, true), (other_zh, en, false)];
            for (zh, en, first) in swaps {
                self.zh.fates[zh] = Fate::Paired(en, Relation::Swapped { first });
                self.en.fates[en] = Fate::Paired(zh, Relation::Swapped { first });
            }
            self.swaps.insert(zh, (other_zh, en));
        }
    }

    /// Step 8, and the rules.
    fn review(self) -> Review {
        let mut review = Review::default();
        for (index, bead) in self.bitext.alignment.beads.iter().enumerate() {
            let contexts = (context(&self.bitext.zh, &bead.zh), context(&self.bitext.en, &bead.en));
            let lost = LazyCell::new(|| self.blurred(contexts));
            for zh in self.zh.of_bead[index].clone() {
                let fact = &self.zh.all[zh];
                let spoken = review.findings.len();
                let mut agrees = self.zh.fates[zh] == Fate::Told;
                let count = review.tally.facts.entry(fact.kind).or_default();
                match self.zh.fates[zh] {
                    Fate::Told | Fate::Shown => count.agree += 1,
                    Fate::Open => {
                        count.only_zh += 1;
                        let slot = Slot {
                            zh: Some(fact),
                            en: None,
                            relation: None,
                            blurred: lost.0,
                            figured: figured(fact, self.bitext.zh.text),
                        };
                        Self::put(&mut review, &slot, contexts);
                    }
                    Fate::Paired(en, relation) => {
                        let (relation, beside) = self.refine((zh, en), relation, contexts);
                        agrees = relation.agrees();
                        *(if relation.agrees() { &mut count.agree } else { &mut count.differ }) += 1;
                        let en = Some(&self.en.all[en]);
                        let slot = Slot { zh: Some(fact), en, relation: Some(relation), blurred: false, figured: true };
                        Self::put(&mut review, &slot, contexts);
                        if let (Some(beside), Some(finding)) = (beside, review.findings.get_mut(spoken)) {
                            finding.detail = beside;
                        }
                        if let Some(&(other_zh, own_en)) = self.swaps.get(&zh)
                            && let Some(finding) = review.findings.get_mut(spoken)
                        {
                            let (zh, en) = (self.zh.all[other_zh].span, self.en.all[own_en].span);
                            finding.detail = Detail::Swapped { zh, en };
                        }
                    }
                }
                let en = match self.zh.fates[zh] {
                    Fate::Paired(en, _) => Some(en),
                    _ => None,
                };
                review.verdicts.push(Verdict { zh: Some(zh), en, agrees, rule: rule_since(&review, spoken) });
            }
            for en in self.en.of_bead[index].clone() {
                let spoken = review.findings.len();
                if self.en.fates[en] == Fate::Open {
                    let fact = &self.en.all[en];
                    review.tally.facts.entry(fact.kind).or_default().only_en += 1;
                    let slot = Slot {
                        zh: None,
                        en: Some(fact),
                        relation: None,
                        blurred: lost.1,
                        figured: figured(fact, self.bitext.en.text),
                    };
                    Self::put(&mut review, &slot, contexts);
                }
                if !matches!(self.en.fates[en], Fate::Paired(..)) {
                    let agrees = self.en.fates[en] == Fate::Told;
                    review.verdicts.push(Verdict { zh: None, en: Some(en), agrees, rule: rule_since(&review, spoken) });
                }
            }
            self.reckon(&mut review, index, contexts);
            let (zh, en) = (bead.zh.len(), bead.en.len());
            review.tally.zh_segments += zh;
            review.tally.en_segments += en;
            if bead.is_match() {
                review.tally.zh_aligned += zh;
                review.tally.en_aligned += en;
            }
        }
        review
    }

    /// What does not add up in the Chinese of a bead.
    fn reckon(&self, review: &mut Review, bead: usize, (zh_context, en_context): (Span, Span)) {
        let range = self.zh.of_bead[bead].clone();
        for slip in arithmetic::slips(self.bitext.zh.text, zh_context, self.zh.all, range) {
            let rule = rules::SOURCE_ARITHMETIC;
            review.findings.push(Finding {
                rule,
                severity: rule.severity,
                zh: Some(Mark::from(&self.zh.all[slip.fact])),
                en: None,
                zh_context,
                en_context,
                detail: Detail::Arithmetic { how: slip.how, reckoned: slip.reckoned },
            });
        }
    }

    /// The relation with what the words around the two facts add to it.
    fn refine(
        &self,
        (zh, en): (usize, usize),
        relation: Relation,
        (zh_context, en_context): (Span, Span),
    ) -> (Relation, Option<Detail>) {
        let rooms = (self.zh.room(zh, zh_context), self.en.room(en, en_context));
        let (zh, en) = (&self.zh.all[zh], &self.en.all[en]);
        let (zh_text, en_text) = (self.bitext.zh.text, self.bitext.en.text);
        if relation == Relation::Hedged(Hedge::Added) && direction::capped(zh_text, zh, en) {
            return (Relation::BoundFlipped, None);
        }
        if !relation.agrees() {
            return (relation, None);
        }
        if let Some(way) = direction::opposed(zh_text, zh, en_text, en) {
            return (Relation::DirectionFlipped(way), None);
        }
        let zh_spot = Spot { text: zh_text, sentence: zh_context, room: rooms.0, fact: zh };
        let en_spot = Spot { text: en_text, sentence: en_context, room: rooms.1, fact: en };
        let Some(found) = wording::contradiction(&zh_spot, &en_spot) else { return (relation, None) };
        let what = match found.relation {
            Relation::Extent => Beside::Extent,
            Relation::Tense => Beside::Tense,
            Relation::Rate => Beside::Rate,
            _ => Beside::Counted,
        };
        (found.relation, Some(Detail::Beside { what, zh: found.zh, en: found.en }))
    }

    fn put(review: &mut Review, slot: &Slot<'_>, (zh_context, en_context): (Span, Span)) {
        let Some((rule, severity)) = rules::judge(slot) else { return };
        let detail = match slot.relation {
            Some(Relation::DirectionFlipped(way)) => Detail::Direction { zh_rises: way == direction::Way::Up },
            Some(Relation::Scale(power)) => Detail::Scale { power },
            Some(Relation::Discount) => Detail::Discount,
            Some(Relation::Date(part)) => Detail::DatePart(part),
            Some(Relation::Supplied(part, borne)) => Detail::Supplied { part, borne },
            Some(Relation::MonthLost) => Detail::DatePart(DatePart::Month),
            Some(Relation::Range | Relation::HalfRange) => Detail::DatePart(DatePart::End),
            _ => Detail::Plain,
        };
        let (zh, en) = (slot.zh.map(Mark::from), slot.en.map(Mark::from));
        review.findings.push(Finding { rule, severity, zh, en, zh_context, en_context, detail });
    }

    /// Whether the English sentences say fewer exact numbers and more vague ones than the Chinese, and the other way round.
    fn blurred(&self, (zh_context, en_context): (Span, Span)) -> (bool, bool) {
        let zh = vague::count(zh_context.of(self.bitext.zh.text), Lang::Zh);
        let en = vague::count(en_context.of(self.bitext.en.text), Lang::En);
        (en > zh, zh > en)
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
            near_index.any(fact, &near, |other| agree(at, other))
                || far_index.any(fact, &everywhere, |other| agree(at, other))
        }));
    }
    told
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

/// Whether a fact is written with a number or the name of a month, and not as 圣诞节, "this summer" or 上半年.
fn figured(fact: &Fact, text: &str) -> bool {
    let numeral =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇○零一二三四五六七八九十百千廿卅".contains(c);
    let surface = fact.span.of(text);
    match (fact.value, fact.lang) {
        (Value::Date(_), Lang::Zh) => surface.contains(numeral) && surface.contains(CALENDAR_MARKS),
        (Value::Date(DateValue::Point(DatePoint { year: Year::Relative(_), .. })), Lang::En) => false,
        // "the Beijing 2022 Winter Olympics": part of a name, not a time that is told.
        (Value::Date(_), Lang::En) if surface.bytes().all(|byte| byte.is_ascii_digit()) => {
            let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
            let before = text.get(..fact.span.start).unwrap_or_default();
            let after = text.get(fact.span.end..).unwrap_or_default();
            let named = before.ends_with(' ') && after.starts_with(' ');
            !(named
                && capital(before.split_whitespace().next_back().filter(|word| word.len() > 3))
                && capital(after.split_whitespace().next()))
        }
        (Value::Date(_), Lang::En) => surface.contains(numeral) || surface.split_whitespace().any(is_month_name),
        _ => true,
    }
}

/// Characters that make a date of a number.
const CALENDAR_MARKS: [char; 14] = ['年', '月', '日', '号', '號', '时', '時', '点', '點', '世', '.', '/', '-', ':'];

/// Whether an English word is the name of a month or short for one.
fn is_month_name(word: &str) -> bool {
    const STEMS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let stem = word.get(..3).unwrap_or_default();
    STEMS.iter().any(|month| stem.eq_ignore_ascii_case(month))
}

/// Of `others` facts those that stand about where the fact `at` of `all` stands: all of them in a sentence, some tens in a
/// table of thousands.
fn near(at: usize, all: usize, others: usize) -> std::ops::Range<usize> {
    const REACH: usize = 20;
    let place = at * others / all.max(1);
    place.saturating_sub(REACH)..(place + REACH).min(others)
}

/// The rule of the finding that came after the first `spoken`.
fn rule_since(review: &Review, spoken: usize) -> Option<&'static rules::Rule> {
    review.findings.get(spoken).map(|finding| finding.rule)
}

/// The sentences of both sides of bead `bead`.
pub(super) fn contexts(bitext: &Bitext<'_>, bead: usize) -> (Span, Span) {
    bitext
        .alignment
        .beads
        .get(bead)
        .map_or_else(Default::default, |bead| (context(&bitext.zh, &bead.zh), context(&bitext.en, &bead.en)))
}

/// The sentences of one side of a bead.
fn context(side: &SideText<'_>, range: &std::ops::Range<usize>) -> Span {
    let segments = side.segments.get(range.clone()).unwrap_or_default();
    if let (Some(first), Some(last)) = (segments.first(), segments.last()) {
        return first.span.join(last.span);
    }
    // An empty side points to where its sentence would stand.
    let at = side.segments.get(range.start).map_or(side.text.len(), |segment| segment.span.start);
    Span::new(at, at)
}
