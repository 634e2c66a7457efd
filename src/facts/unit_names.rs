//! Unit names where a number has ended: which unit, how much of it, and how long the name is.

use std::sync::LazyLock;

use crate::quantity::{CivilDate, Exact, Unit, UnitName, units};
use crate::source::Lang;
use crate::text::Lexicon;

/// A unit as a text names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedUnit {
    /// The unit.
    pub(crate) unit: Unit,
    /// How many of it one of the name is: 1/10 for 角, else 1.
    pub(crate) share: Exact,
    /// The name's length in bytes.
    pub(crate) length: usize,
}

/// The unit whose name, the longest one, stands at the start of `text` and satisfies `ends_well`, which is given what
/// follows it. `date` selects among meanings that changed.
pub(crate) fn unit_at(
    text: &str,
    lang: Lang,
    date: Option<CivilDate>,
    ends_well: impl Fn(&str) -> bool,
) -> Option<NamedUnit> {
    let accept =
        |(_, name): &(Unit, UnitName), length: usize| name.holds_on(date) && text.get(length..).is_some_and(&ends_well);
    let (&(unit, name), length) = names(lang).longest_where(text, accept)?;
    Some(NamedUnit { unit, share: name.share, length })
}

fn names(lang: Lang) -> &'static Lexicon<(Unit, UnitName)> {
    static ZH: LazyLock<Lexicon<(Unit, UnitName)>> = LazyLock::new(|| collect(Lang::Zh));
    static EN: LazyLock<Lexicon<(Unit, UnitName)>> = LazyLock::new(|| collect(Lang::En));
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Chinese texts write Latin symbols too (5km, 3 kg); a name that both languages have stands first as the text's own.
fn collect(lang: Lang) -> Lexicon<(Unit, UnitName)> {
    let of = |unit: Unit, lang| if lang == Lang::Zh { unit.zh() } else { unit.en() };
    let named = |lang| units().iter().flat_map(move |&unit| of(unit, lang).iter().map(move |&name| (unit, name)));
    named(lang).chain(named(lang.other())).map(|(unit, name)| (name.text, (unit, name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_of_the_day_is_taken() {
        let code = |text, lang, date| unit_at(text, lang, date, |_| true).map(|named| named.unit.code());
        let before = CivilDate::new(1955, 8, 1);
        assert_eq!(code("公里长", Lang::Zh, None), Some("km"));
        assert_eq!(code("公分", Lang::Zh, before), Some("g"));
        assert_eq!(code("公分", Lang::Zh, CivilDate::new(1965, 1, 1)), Some("cm"));
        assert_eq!(code("km的路", Lang::Zh, None), Some("km"));
        assert_eq!(code("square miles", Lang::En, None), Some("[smi_us]"));
        let word_ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        assert!(unit_at("million", Lang::En, None, word_ends).is_none());
    }
}
