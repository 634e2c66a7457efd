//! Pairs of equal figures that the units show to be wrong: 八小时装配五台 against "assembled eight in five hours".
//!
//! A figure with a unit may stand for one without, since a side may leave the unit out. Where another figure of the sentence
//! has a unit of that kind in the English only, and a measure word in the Chinese, nothing was left out: the two with units
//! belong together, and so do the two without.

use super::relation::Relation;
use super::{amount, rules};
use crate::facts::{Fact, Kind};
use crate::numerals::zh::sign;

/// More pairs of one sentence are not compared with each other.
const MOST: usize = 16;

/// Two pairs of facts that were made by their figures and belong together crosswise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tangle<P> {
    /// The pair whose Chinese fact alone has a unit.
    pub(super) zh_unit: P,
    /// The pair whose English fact alone has one.
    pub(super) en_unit: P,
    /// How the two facts with units relate; [`Relation::Swapped`] where their figures have changed places with the others'.
    pub(super) relation: Relation,
}

/// The tangles of one sentence of the text `zh`. `facts` gives the Chinese and the English fact of a pair; each pair is named at
/// most once.
pub(super) fn find<'a, P: Copy>(pairs: &[P], zh: &str, facts: impl Fn(P) -> (&'a Fact, &'a Fact)) -> Vec<Tangle<P>> {
    // Ages go without a unit on either side.
    let has_unit = |fact: &Fact| fact.unit.is_some() && fact.kind != Kind::Age;
    let is_bare = |fact: &Fact| fact.unit.is_none() && fact.value.as_number().is_some();
    let is_counted = |fact: &Fact| is_bare(fact) && !ends_in_figure(fact.span.of(zh));
    let chosen = |is: &dyn Fn((&Fact, &Fact)) -> bool| -> Vec<P> {
        pairs.iter().copied().filter(|&pair| is(facts(pair))).take(MOST).collect()
    };
    let zh_units = chosen(&|(zh, en)| has_unit(zh) && is_bare(en));
    let mut en_units = chosen(&|(zh, en)| is_counted(zh) && has_unit(en));
    let mut found = Vec::new();
    for zh_unit in zh_units {
        let related = |&en_unit: &P| relation((facts(zh_unit), facts(en_unit)));
        let Some((at, relation)) = (0..).zip(&en_units).find_map(|(at, pair)| Some((at, related(pair)?))) else {
            continue;
        };
        found.push(Tangle { zh_unit, en_unit: en_units.remove(at), relation });
    }
    found
}

/// How the facts with units relate, of a pair whose Chinese has one and a pair whose English has one; `None` where the pairs
/// may stand.
fn relation(((zh, count), (other_count, en)): ((&Fact, &Fact), (&Fact, &Fact))) -> Option<Relation> {
    let (zh_unit, en_unit) = zh.unit.zip(en.unit)?;
    if zh_unit.dimension() != en_unit.dimension() {
        return None;
    }
    if amount::compare(other_count, count) == Some(Relation::Same) {
        return amount::compare(zh, en);
    }
    let are_small = [zh, en].iter().all(|fact| rules::is_one_or_two(fact));
    (amount::one_unit(zh_unit, en_unit) && !are_small).then_some(Relation::Swapped { first: true })
}

/// Whether a fact ends in its figure, without a measure word.
fn ends_in_figure(surface: &str) -> bool {
    surface.chars().next_back().is_some_and(|c| sign(c).is_some() || c.is_ascii_digit())
}
