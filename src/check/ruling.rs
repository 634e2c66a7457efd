//! What is said of each fact, once its fate is known.
//!
//! Goes through the beads in order: what was paired is put to the rules together with what the words around it add, what is
//! alone is put to them alone, and what became of each fact is written down.

use std::cell::LazyCell;

use super::bounds::{self, Loose};
use super::finding::{Beside, DatePart, Detail, Finding, Mark};
use super::relation::{Hedge, Relation};
use super::rules::{self, Slot};
use super::sides::{Contrast, Fate, Matched, context};
use super::wording::{self, Spot};
use super::{Review, Verdict, arithmetic, direction, extent, parts, rate, tense, vague};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::{DatePoint, DateValue, Exact, Year};
use crate::source::{Lang, Span};

/// So many facts of a bead are searched for an hour.
const MOST_FACTS: usize = 100;

/// How many findings on figures are listed of one text; of more, which are no translation's faults any longer, only the number
/// is kept.
const MOST_FINDINGS: usize = 50_000;

/// What the rules say of `matched`.
pub(super) fn review(matched: &Matched<'_>) -> Review {
    let mut review = Review::default();
    for (index, bead) in matched.bitext.alignment.beads.iter().enumerate() {
        let contexts = (context(&matched.bitext.zh, &bead.zh), context(&matched.bitext.en, &bead.en));
        let from = matched.contrasts.partition_point(|contrast| contrast.bead < index);
        let to = matched.contrasts.partition_point(|contrast| contrast.bead <= index);
        let scene = Scene { matched, bead: index, contexts, contrasts: &matched.contrasts[from..to] };
        scene.review(&mut review);
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

/// One bead.
struct Scene<'a> {
    matched: &'a Matched<'a>,
    bead: usize,
    /// The sentences of both sides.
    contexts: (Span, Span),
    contrasts: &'a [Contrast],
}

impl Scene<'_> {
    fn review(&self, review: &mut Review) {
        let Matched { bitext, zh: zh_side, en: en_side, .. } = self.matched;
        let lost = LazyCell::new(|| self.blurred());
        for zh in zh_side.of_bead[self.bead].clone() {
            let fact = &zh_side.all[zh];
            let spoken = review.findings.len();
            let mut agrees = is_borne_out(zh_side.fates[zh]);
            let mut pair = None;
            let count = review.tally.facts.entry(fact.kind).or_default();
            match zh_side.fates[zh] {
                Fate::Told | Fate::Shown => count.agree += 1,
                Fate::Contrasted => count.differ += 1,
                Fate::Open => {
                    count.only_zh += 1;
                    let figured = figured(fact, bitext.zh.text);
                    self.put(review, &Slot { zh: Some(fact), en: None, relation: None, blurred: &|| lost.0, figured });
                }
                Fate::Paired(en, relation) => {
                    let (relation, beside) = self.refine((zh, en), relation);
                    agrees = relation.agrees();
                    pair = Some(en);
                    *(if relation.agrees() { &mut count.agree } else { &mut count.differ }) += 1;
                    let blurred = || match relation {
                        Relation::ClockLost => lost.0,
                        Relation::ClockAdded => lost.1,
                        _ => false,
                    };
                    let en = Some(&en_side.all[en]);
                    self.put(
                        review,
                        &Slot { zh: Some(fact), en, relation: Some(relation), blurred: &blurred, figured: true },
                    );
                    if let Some(finding) = review.findings.get_mut(spoken) {
                        if let Some(beside) = beside {
                            finding.detail = beside;
                        }
                        if let Some(&(other_zh, own_en)) = self.matched.swaps.get(&zh) {
                            let (zh, en) = (zh_side.all[other_zh].span, en_side.all[own_en].span);
                            finding.detail = Detail::Swapped { zh, en };
                        }
                    }
                }
            }
            let rule = rule_since(review, spoken).or_else(|| self.contrasting(fact));
            review.verdicts.push(Verdict { zh: Some(zh), en: pair, agrees, rule });
        }
        for en in en_side.of_bead[self.bead].clone() {
            let (fact, spoken) = (&en_side.all[en], review.findings.len());
            // What is paired was counted with the Chinese fact.
            if !matches!(en_side.fates[en], Fate::Paired(..)) {
                let count = review.tally.facts.entry(fact.kind).or_default();
                *(match en_side.fates[en] {
                    Fate::Contrasted => &mut count.differ,
                    fate if is_borne_out(fate) => &mut count.agree,
                    _ => &mut count.only_en,
                }) += 1;
            }
            if en_side.fates[en] == Fate::Open {
                let figured = figured(fact, bitext.en.text);
                self.put(review, &Slot { zh: None, en: Some(fact), relation: None, blurred: &|| lost.1, figured });
            }
            if !matches!(en_side.fates[en], Fate::Paired(..)) {
                let agrees = is_borne_out(en_side.fates[en]);
                let rule = rule_since(review, spoken).or_else(|| self.contrasting(fact));
                review.verdicts.push(Verdict { zh: None, en: Some(en), agrees, rule });
            }
        }
        for contrast in self.contrasts {
            let (zh, en, relation) = (Some(&contrast.zh), Some(&contrast.en), Some(contrast.relation));
            self.put(review, &Slot { zh, en, relation, blurred: &|| false, figured: true });
        }
        self.reckon(review);
    }

    /// The rule that speaks of `fact` where it stands against a figure that is no fact.
    fn contrasting(&self, fact: &Fact) -> Option<&'static rules::Rule> {
        let own = |contrast: &&Contrast| {
            let other = if fact.lang == Lang::Zh { &contrast.zh } else { &contrast.en };
            other.span.overlaps(fact.span)
        };
        let contrast = self.contrasts.iter().find(own)?;
        let (zh, en, relation) = (Some(&contrast.zh), Some(&contrast.en), Some(contrast.relation));
        rules::judge(&Slot { zh, en, relation, blurred: &|| false, figured: true }).map(|(rule, _)| rule)
    }

    /// What does not add up in the Chinese of a bead.
    fn reckon(&self, review: &mut Review) {
        let Matched { bitext, zh, .. } = self.matched;
        let (zh_context, en_context) = self.contexts;
        for slip in arithmetic::slips(bitext.zh.text, zh_context, zh.all, zh.of_bead[self.bead].clone()) {
            let rule = rules::SOURCE_ARITHMETIC;
            review.findings.push(Finding {
                rule,
                severity: rule.severity,
                zh: Some(Mark::from(&zh.all[slip.fact])),
                en: None,
                zh_context,
                en_context,
                detail: Detail::Arithmetic { how: slip.how, reckoned: slip.reckoned },
                repeats: 0,
            });
        }
    }

    /// The relation with what the words around the two facts add to it.
    fn refine(&self, (zh, en): (usize, usize), relation: Relation) -> (Relation, Option<Detail>) {
        let Matched { bitext, zh: zh_side, en: en_side, .. } = self.matched;
        let (zh_context, en_context) = self.contexts;
        let rooms = (zh_side.room(zh, zh_context), en_side.room(en, en_context));
        let (zh, en) = (&zh_side.all[zh], &en_side.all[en]);
        let (zh_text, en_text) = (bitext.zh.text, bitext.en.text);
        let zh_spot = Spot { text: zh_text, sentence: zh_context, room: rooms.0, fact: zh };
        let en_spot = Spot { text: en_text, sentence: en_context, room: rooms.1, fact: en };
        let loose = if relation == Relation::Hedged(Hedge::Added) { bounds::loose(&zh_spot, en) } else { None };
        let relation = match loose {
            Some(Loose::Flips) => Relation::BoundFlipped,
            Some(Loose::Agrees) => Relation::Same,
            None => relation,
        };
        let relation = match relation {
            Relation::Hedged(Hedge::Dropped) if bounds::is_recent(&zh_spot, &en_spot) => Relation::Same,
            relation => relation,
        };
        if relation == Relation::BoundFlipped && bounds::is_denied(&zh_spot, &en_spot) {
            return (Relation::Same, None);
        }
        if extent::completes(&zh_spot, &en_spot) {
            return (Relation::Same, None);
        }
        if matches!(relation, Relation::Value | Relation::Scale(_) | Relation::Digits)
            && rate::converts(&zh_spot, &en_spot)
        {
            return (Relation::Converted, None);
        }
        let relation =
            if relation == Relation::Unit && wording::is_index(&zh_spot, &en_spot) { Relation::Same } else { relation };
        if !relation.agrees() {
            return (relation, None);
        }
        if tense::is_other_than_day(&zh_spot, &en_spot) {
            return (Relation::Date(DatePart::Day), None);
        }
        if let Some(relation) = self.lone_clock(zh, en) {
            return (relation, None);
        }
        if let Some((zh_word, en_word)) = tense::bounds_cross(&zh_spot, &en_spot) {
            // What is no part of a fact, its message does not spell out.
            let is_beside = (zh_word, en_word) != (zh.span, en.span);
            let detail = Detail::Beside { what: Beside::Tense, zh: zh_word, en: en_word };
            return (Relation::BoundFlipped, is_beside.then_some(detail));
        }
        if let Some(way) = direction::opposed(zh_text, zh, en_text, en) {
            return (Relation::DirectionFlipped(way), None);
        }
        let Some(found) = wording::contradiction(&zh_spot, &en_spot) else {
            let narrowed = relation == Relation::Same && is_narrowed(zh, en.span.of(en_text));
            return (if narrowed { Relation::Narrowed } else { relation }, None);
        };
        let what = match found.relation {
            Relation::Extent => Beside::Extent,
            Relation::Tense => Beside::Tense,
            Relation::Rate => Beside::Rate,
            Relation::Opposite => Beside::Opposite,
            _ => Beside::Counted,
        };
        (found.relation, Some(Detail::Beside { what, zh: found.zh, en: found.en }))
    }

    /// Adds what the rules say of `slot`.
    fn put(&self, review: &mut Review, slot: &Slot<'_>) {
        let Some((rule, severity)) = rules::judge(slot) else { return };
        if review.findings.len() >= MOST_FINDINGS {
            review.unlisted += 1;
            return;
        }
        let detail = match slot.relation {
            Some(Relation::DirectionFlipped(way)) => Detail::Direction { zh_rises: way == direction::Way::Up },
            Some(Relation::Scale(power)) if [slot.zh, slot.en].into_iter().flatten().all(is_share) => {
                Detail::Share { power }
            }
            Some(Relation::Scale(power)) => Detail::Scale { power },
            Some(Relation::Item) => Detail::Item,
            Some(Relation::Discount) => Detail::Discount,
            Some(Relation::Date(part)) => Detail::DatePart(part),
            Some(Relation::Supplied(part, borne)) => Detail::Supplied { part, borne },
            Some(Relation::ClockLost | Relation::ClockAdded) => Detail::DatePart(DatePart::Clock),
            Some(Relation::Leftover) => Detail::Leftover,
            Some(Relation::Narrowed) => Detail::Narrowed,
            Some(Relation::MonthLost) => Detail::DatePart(DatePart::Month),
            Some(Relation::Range | Relation::HalfRange) => Detail::DatePart(DatePart::End),
            _ => Detail::Plain,
        };
        let (zh, en) = (slot.zh.map(Mark::from), slot.en.map(Mark::from));
        let (zh_context, en_context) = self.contexts;
        review.findings.push(Finding { rule, severity, zh, en, zh_context, en_context, detail, repeats: 0 });
    }

    /// Whether the English sentences say fewer exact numbers and more vague ones than the Chinese, and the other way round.
    fn blurred(&self) -> (bool, bool) {
        let Matched { bitext, .. } = self.matched;
        let (zh_context, en_context) = self.contexts;
        let zh = vague::count(zh_context.of(bitext.zh.text), Lang::Zh);
        let en = vague::count(en_context.of(bitext.en.text), Lang::En);
        (en > zh, zh > en)
    }

    /// Whether only one of two dates that agree names a time of day, which the other side does not tell anywhere in the
    /// sentence: 周日早上六点 against "Sunday".
    fn lone_clock(&self, zh: &Fact, en: &Fact) -> Option<Relation> {
        let Matched { zh: zh_side, en: en_side, .. } = self.matched;
        // A line with more facts is a table, not a sentence that tells the hour somewhere.
        let tells = |facts: &[Fact], hour| {
            facts.len() > MOST_FACTS
                || facts.iter().any(|fact| parts::hour(fact) == Some(hour) || parts::is_hour(fact, &[hour]))
        };
        match (parts::hour(zh), parts::hour(en)) {
            (Some(hour), None) if en.value.as_date().is_some() => {
                (!tells(&en_side.all[en_side.of_bead[self.bead].clone()], hour)).then_some(Relation::ClockLost)
            }
            (None, Some(hour)) if zh.value.as_date().is_some() => {
                (!tells(&zh_side.all[zh_side.of_bead[self.bead].clone()], hour)).then_some(Relation::ClockAdded)
            }
            _ => None,
        }
    }
}

/// Whether the other side bears out a fact that none of its facts is paired with.
fn is_borne_out(fate: Fate) -> bool {
    matches!(fate, Fate::Told | Fate::Shown)
}

/// Whether a Chinese figure leaves open at least half as much again as it states, 十多, and the English surface says that it
/// is little.
fn is_narrowed(zh: &Fact, en_surface: &str) -> bool {
    const LITTLE: &[&str] = &["just ", "slightly ", "a little ", "a bit ", "barely "];
    if zh.qualifier != Some(Qualifier::Odd) {
        return false;
    }
    let (Some(value), Some(max)) = (zh.value.as_number(), zh.interval.max) else { return false };
    let open = max.checked_sub(value).and_then(|open| open.checked_mul(Exact::integer(2)));
    let surface = en_surface.to_ascii_lowercase();
    open.is_some_and(|open| open >= value) && LITTLE.iter().any(|word| surface.starts_with(word))
}

fn is_share(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Percent | Kind::Fraction)
}

/// Whether a fact is written with a number or the name of a month that is meant as one, and not as 圣诞节, "this summer" or
/// 上半年.
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
        // 百年, 千年: a long time.
        (Value::Number(_), Lang::Zh) if fact.kind == Kind::Duration => !surface.starts_with(['百', '千', '万', '萬']),
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

/// The rule of the finding that came after the first `spoken`.
fn rule_since(review: &Review, spoken: usize) -> Option<&'static rules::Rule> {
    review.findings.get(spoken).map(|finding| finding.rule)
}
