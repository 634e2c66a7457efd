//! Amounts under bounds, as the tests of both languages write and read them.

use duizhao::facts::{self, Context, Fact, Kind, Qualifier};
use duizhao::quantity::{Dimension, Exact, Unit, UnitName};
use duizhao::source::Lang;

/// What is written before and after an amount, and what that says.
pub(crate) type Bound = (&'static str, &'static str, Option<Qualifier>);

/// The facts of a text that stands alone.
pub(crate) fn facts_of(text: &str, lang: Lang) -> Vec<Fact> {
    facts::read(text, lang, Context::default()).facts
}

/// The kind of an amount in a unit that measures this.
fn kind_of(dimension: Dimension) -> Kind {
    match dimension {
        Dimension::Money => Kind::Money,
        Dimension::Share => Kind::Percent,
        Dimension::Time => Kind::Duration,
        Dimension::Temperature => Kind::Temperature,
        _ => Kind::Quantity,
    }
}

/// Writes `number`, which `surface` spells, in `unit` by that `name` under each of `bounds`, and tells which texts are not
/// read as one fact of it. `gap` stands between number and unit.
pub(crate) fn misread(
    lang: Lang,
    (surface, number): (&str, Exact),
    gap: &str,
    (unit, name): (Unit, UnitName),
    bounds: &[Bound],
) -> Vec<String> {
    let texts =
        bounds.iter().map(|(before, after, says)| (format!("{before}{surface}{gap}{}{after}", name.text), says));
    let wrong = texts.filter_map(|(text, says)| {
        let facts = facts_of(&text, lang);
        let right = matches!(facts.as_slice(), [fact] if fact.kind == kind_of(unit.dimension())
            && fact.unit == Some(unit)
            && fact.value.as_number() == number.checked_mul(name.share)
            && fact.qualifier == *says
            && fact.span.of(&text) == text);
        let read = || facts.iter().map(|fact| fact.describe(&text)).collect::<Vec<_>>();
        (!right).then(|| format!("{text}: {:?}", read()))
    });
    wrong.collect()
}
