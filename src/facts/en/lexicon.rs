//! The words at which a fact may begin, in one table, so that all others are passed by with a single probe.

use std::sync::LazyLock;

use crate::numerals::en::lexicon::{Word, WordTable, number_words};
use crate::quantity::{Dimension, units};

/// What a word may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// A numeral.
    Number(Word),
    /// `a`, `an`: `a hundred`, `a third`.
    Article,
    /// `minus`, `negative`, `several`, `point`: words that open a numeral and are none.
    Opener,
    /// A month; a short name may end in a point.
    Month {
        /// 1–12.
        month: u8,
        /// Whether the name is cut short.
        short: bool,
    },
    /// A day of the week.
    Weekday {
        /// 1 for Monday.
        day: u8,
        /// Whether the name is cut short.
        short: bool,
    },
    /// A season, 21 for spring.
    Season(u8),
    /// So many days from the document's.
    Day(i8),
    /// `this`, `last`, `next`.
    Step(i8),
    /// `noon`, `midnight`.
    Clock(u8),
    /// `fifties`.
    Decade(u8),
    /// A multiple in one word: `doubled`, `threefold`.
    Multiple,
    /// A word that names of feasts begin with.
    Feast,
    /// `full`, `whole`, `another`: a unit of time after it is one of them.
    Whole,
    /// A currency's code or short name that stands before its amount: `USD`, `RMB`, `Rs`.
    Currency,
}

/// What `word`, in any case, may begin.
pub(super) fn trigger(word: &str) -> Option<Trigger> {
    triggers().get(word)
}

/// The words at which a fact may begin.
pub(super) fn triggers() -> &'static WordTable<Trigger> {
    static TABLE: LazyLock<WordTable<Trigger>> = LazyLock::new(|| {
        let numbers = number_words().map(|(word, class)| (word, Trigger::Number(class)));
        let openers = ["minus", "negative", "several", "point"].map(|word| (word, Trigger::Opener));
        let articles = ["a", "an"].map(|word| (word, Trigger::Article));
        let multiples = super::multiple::words().map(|word| (word, Trigger::Multiple));
        let feasts = super::calendar::feast_words().map(|(word, _)| (word, Trigger::Feast));
        let wholes = ["full", "whole", "entire", "another", "all"].map(|word| (word, Trigger::Whole));
        let numbers =
            numbers.chain(openers).chain(articles).chain(calendar_words()).chain(multiples).chain(currencies());
        numbers.chain(feasts).chain(wholes).collect()
    });
    &TABLE
}

/// The word of the calendar that `word` is.
pub(super) fn calendar_word(word: &str) -> Option<Trigger> {
    static TABLE: LazyLock<WordTable<Trigger>> = LazyLock::new(|| calendar_words().collect());
    TABLE.get(word)
}

/// The words of the calendar, and what each may begin.
pub(super) fn calendar_words() -> impl Iterator<Item = (&'static str, Trigger)> {
    let lines = include_str!("../../../data/en/calendar.tsv").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (word, class, value) = (column(), column(), column());
        let value: i8 = value.parse().expect("the calendar's words have values");
        let plain = value.unsigned_abs();
        let trigger = match class {
            "month" => Trigger::Month { month: plain, short: false },
            "month-short" => Trigger::Month { month: plain, short: true },
            "weekday" => Trigger::Weekday { day: plain, short: false },
            "weekday-short" => Trigger::Weekday { day: plain, short: true },
            "season" => Trigger::Season(plain),
            "day" => Trigger::Day(value),
            "step" => Trigger::Step(value),
            "clock" => Trigger::Clock(plain),
            "decade" => Trigger::Decade(plain),
            other => panic_on_class(other),
        };
        (word, trigger)
    })
}

#[expect(clippy::panic, reason = "a class the table does not explain is a mistake in the table, found by any test")]
fn panic_on_class(class: &str) -> Trigger {
    panic!("the calendar's words have no class {class}")
}

/// Codes and abbreviations of currencies: names in capitals, and those that prices begin with.
fn currencies() -> impl Iterator<Item = (&'static str, Trigger)> {
    let money = units().iter().filter(|unit| unit.dimension() == Dimension::Money);
    let names = money.flat_map(|unit| unit.en().iter().map(|name| name.text).chain(unit.written_code()));
    let codes = names.filter(|name| (2..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase()));
    codes.chain(["Rs", "RM", "ringgit"]).map(|name| (name, Trigger::Currency))
}
