//! What primes behind digits stand for, in either language: 6'2\" is a height, 3'29\" the time of a race.

use crate::quantity::Exact;

/// Whether the smaller part of a pair of primes is seconds: more of them than a foot has inches, two places (05), or
/// decimals that no rule is divided into. Written `surface`, it has the value `part`.
pub(super) fn is_seconds(surface: &str, part: Exact) -> bool {
    let whole = surface.split('.').next().unwrap_or_default();
    let two_places = whole.len() > 1 && whole.starts_with('0');
    part >= Exact::integer(12) || two_places || !part.is_integer() && !matches!(part.denominator(), 2 | 4)
}
