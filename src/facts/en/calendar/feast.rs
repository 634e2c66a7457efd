//! Feast days that stand for their date (`data/en/feasts.tsv`): `May Day`, `the Spring Festival`.

use std::sync::LazyLock;

use super::super::ground::Ground;
use super::super::phrases::{PhraseTable, anchored};
use super::date::{PointReading, following_year};
use crate::quantity::{DatePoint, Within, Year};

/// A feast of a calendar.
#[derive(Clone, Copy)]
struct Feast {
    lunar: bool,
    month: u8,
    day: u8,
    /// Whether its name is no other word in small letters.
    small: bool,
}

fn rows() -> impl Iterator<Item = (&'static str, Feast)> {
    let lines = include_str!("../../../../data/en/feasts.tsv").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (name, calendar, day) = (column(), column(), column());
        let (month, day) = day.split_once('-').expect("a feast has a month and a day");
        let number = |text: &str| text.parse().expect("months and days are numbers");
        let small = column() == "small";
        (name, Feast { lunar: calendar == "lunar", month: number(month), day: number(day), small })
    })
}

/// The words the names are found by, each with the one that follows it in the name.
pub(in super::super) fn words() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    rows().filter_map(|(name, _)| {
        let (words, anchor) = anchored(name);
        Some((*words.get(anchor)?, words.get(anchor + 1).copied()))
    })
}

/// The feast whose name begins at `at`, with the year that may follow it.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    static TABLE: LazyLock<PhraseTable<Feast>> =
        LazyLock::new(|| PhraseTable::new(rows().map(|(name, day)| (anchored(name), day))));
    let token = ground.cursor.glued(at);
    let found = TABLE.at(ground, token)?;
    let Feast { lunar, month, day, small } = found.value;
    // `independence day`, but no `may day` or `national day care`
    let long = token.end - token.start > 8;
    if !small && !long && !ground.cursor.is_capitalised(token) {
        return None;
    }
    let (year, end) = following_year(ground, found.end).unwrap_or((Year::Unsaid, found.end));
    let point = DatePoint { year, within: Within::Day(Some(month), day), lunar, ..DatePoint::default() };
    Some(PointReading { point, start: at, end, certain: true })
}
