//! Thirds of a month, as English renders 旬: `the first ten days of June`, `the middle ten days of this month`.

use super::super::ground::Ground;
use super::super::lexicon::{Trigger, calendar_word};
use super::date::{self, PointReading, following_year};
use crate::numerals::en::cursor::Sort;
use crate::quantity::{DatePoint, Portion, Within, Year};

/// The third of a month that begins at `at`: at `first`, `second`, `third` or `last`, or at the ten behind another word.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let here = cursor.glued(at);
    let (word, ten) = match here.sort {
        Sort::Digits if cursor.is(here, "10") => (ground.before(at), here),
        Sort::Word if cursor.is(here, "ten") => (ground.before(at), here),
        Sort::Word if cursor.is_any(here, &["first", "second", "third", "last"]) => (here, cursor.next(here.end)),
        _ => return None,
    };
    let days = cursor.next(ten.end);
    if !cursor.is_any(ten, &["ten", "10"]) || !cursor.is(days, "days") {
        return None;
    }
    let portion = match cursor.surface(word) {
        "first" | "First" => Portion::Early,
        "second" | "middle" => Portion::Middle,
        "third" | "last" | "final" => Portion::Late,
        _ => return None,
    };
    let joint = cursor.next(days.end);
    let month = cursor.next(joint.end);
    if !cursor.is_any(joint, &["of", "in"]) {
        return None;
    }
    let (year, within, end) = if let Trigger::Step(step) = calendar_word(cursor.surface(month))? {
        let noun = cursor.next(month.end);
        cursor.is(noun, "month").then_some((Year::Unsaid, Within::RelativeMonth(step), noun.end))?
    } else {
        let (number, end, _) = date::month(ground, month.start)?;
        let (year, end) = following_year(ground, end).unwrap_or((Year::Unsaid, end));
        (year, Within::Month(number), end)
    };
    let start = ground.phrase_before(word.start, &["the"]).unwrap_or(word.start);
    let point = DatePoint { year, within, portion: Some(portion), ..DatePoint::default() };
    Some(PointReading { point, start, end, certain: true })
}
