//! Which Chinese fact and which English fact are counterparts, within one group of them.
//!
//! A small group is paired by the best one-to-one assignment. In a large one, a table say, facts that are the same to the
//! letter are paired first, in their order, and the rest in windows that run along both sides: the time is linear.

use std::collections::{HashMap, VecDeque};

use super::assign::assign;
use super::relation::Relation;
use crate::facts::{Fact, Kind, Value};

/// How many facts of each side are assigned to one another at once.
const WINDOW: usize = 40;

/// Two facts, by their places in the group, and how they relate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) zh: usize,
    pub(super) en: usize,
    pub(super) relation: Relation,
}

/// The best pairs of `zh` and `en`. `relate` says how two facts relate, `None` when they are no counterparts.
pub(super) fn best(zh: &[&Fact], en: &[&Fact], relate: impl Fn(usize, usize) -> Option<Relation>) -> Vec<Pair> {
    if zh.is_empty() || en.is_empty() {
        return Vec::new();
    }
    if zh.len() == 1 && en.len() == 1 {
        return relate(0, 0).map(|relation| Pair { zh: 0, en: 0, relation }).into_iter().collect();
    }
    let group = Group { zh, en };
    if zh.len().max(en.len()) <= WINDOW {
        let (rows, columns) = ((0..zh.len()).collect::<Vec<_>>(), (0..en.len()).collect::<Vec<_>>());
        return group.assigned(&rows, &columns, &relate);
    }
    let mut pairs = group.identical(&relate);
    let (mut zh_taken, mut en_taken) = (vec![false; zh.len()], vec![false; en.len()]);
    for pair in &pairs {
        (zh_taken[pair.zh], en_taken[pair.en]) = (true, true);
    }
    let rest = |taken: &[bool]| (0..taken.len()).filter(|&at| !taken[at]).collect::<Vec<_>>();
    let (rows, columns) = (rest(&zh_taken), rest(&en_taken));
    let windows = rows.len().max(columns.len()).div_ceil(WINDOW);
    for window in 0..windows {
        let part = |all: usize| all * window / windows..all * (window + 1) / windows;
        let (rows, columns) = (&rows[part(rows.len())], &columns[part(columns.len())]);
        pairs.extend(group.assigned(rows, columns, &relate));
    }
    pairs
}

struct Group<'a> {
    zh: &'a [&'a Fact],
    en: &'a [&'a Fact],
}

impl Group<'_> {
    /// Pairs facts of one kind, value and unit, the first with the first.
    fn identical(&self, relate: &impl Fn(usize, usize) -> Option<Relation>) -> Vec<Pair> {
        let key = |fact: &Fact| -> (Kind, Value, Option<&'static str>) {
            (fact.kind, fact.value, fact.unit.map(crate::quantity::Unit::code))
        };
        let mut waiting: HashMap<_, VecDeque<usize>> = HashMap::new();
        for (at, fact) in self.en.iter().enumerate() {
            waiting.entry(key(fact)).or_default().push_back(at);
        }
        let mut pairs = Vec::new();
        for (zh, fact) in self.zh.iter().enumerate() {
            let Some(queue) = waiting.get_mut(&key(fact)) else { continue };
            let Some(&en) = queue.front() else { continue };
            if let Some(relation) = relate(zh, en) {
                queue.pop_front();
                pairs.push(Pair { zh, en, relation });
            }
        }
        pairs
    }

    fn assigned(
        &self,
        rows: &[usize],
        columns: &[usize],
        relate: &impl Fn(usize, usize) -> Option<Relation>,
    ) -> Vec<Pair> {
        // All pairs that could be made, row by row.
        let mut related: Vec<Pair> = Vec::new();
        for &zh in rows {
            related.extend(columns.iter().filter_map(|&en| Some(Pair { zh, en, relation: relate(zh, en)? })));
        }
        if related.len() < 2 || are_apart(&related, self.en.len()) {
            related.retain(|pair| self.weight(pair) > 0.0);
            return related;
        }
        let place = |all: &[usize], at: usize| all.binary_search(&at).unwrap_or_default();
        let mut weights = vec![vec![0.0; columns.len()]; rows.len()];
        for pair in &related {
            weights[place(rows, pair.zh)][place(columns, pair.en)] = self.weight(pair);
        }
        let chosen = assign(&weights);
        related.retain(|pair| chosen[place(rows, pair.zh)] == Some(place(columns, pair.en)));
        related
    }

    /// What speaks for making a pair.
    fn weight(&self, pair: &Pair) -> f64 {
        let &Pair { zh, en, relation } = pair;
        relation.weight() + likeness(self.zh[zh], self.en[en])
            - 3.0 * (place(zh, self.zh.len()) - place(en, self.en.len())).abs()
    }
}

/// Whether no fact is in two of `pairs`, which are sorted by the Chinese one; there are `columns` English facts.
fn are_apart(pairs: &[Pair], columns: usize) -> bool {
    let mut taken = vec![false; columns];
    pairs.windows(2).all(|two| two[0].zh != two[1].zh)
        && pairs.iter().all(|pair| !std::mem::replace(&mut taken[pair.en], true))
}

/// Where the fact of index `at` stands among `all` of its side, 0…1.
#[expect(clippy::cast_precision_loss, reason = "a weight")]
fn place(at: usize, all: usize) -> f64 {
    (at as f64 + 0.5) / all as f64
}

/// What speaks for two facts being counterparts beyond their values.
fn likeness(zh: &Fact, en: &Fact) -> f64 {
    let kind = if zh.kind == en.kind { 4.0 } else { 0.0 };
    let unit = if zh.unit == en.unit { 4.0 } else { 0.0 };
    let qualifier = if zh.qualifier.is_some() == en.qualifier.is_some() { 1.0 } else { 0.0 };
    // 翻两番 is "doubled" with an error rather than "two", which another fact is likelier to be.
    let multiple = if (zh.kind == Kind::Multiple) == (en.kind == Kind::Multiple) { 0.0 } else { -450.0 };
    kind + unit + qualifier + multiple
}
