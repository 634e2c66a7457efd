//! Multiples: `doubled`, `threefold`, `twice as many`, `three times the level`, `increased by 3.25 times`.

use super::amount::Amount;
use super::around::Around;
use super::ground::Ground;
use crate::facts::{Fact, Kind, Value};
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::lexicon::number_word;
use crate::quantity::{Exact, Interval};
use crate::source::{Lang, Span};

/// How a multiple in one word is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    New,
    Fold,
    Before,
    Times,
    Half,
}

/// The word, its multiple, how it is used, and the words that make a game of it.
fn rows() -> impl Iterator<Item = (&'static str, i128, Use, &'static str)> {
    let lines = include_str!("../../../data/en/multiples.tsv").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (word, times, used, games) = (column(), column(), column(), column());
        let used = match used {
            "new" => Use::New,
            "fold" => Use::Fold,
            "times" => Use::Times,
            "half" => Use::Half,
            _ => Use::Before,
        };
        (word, times.parse().expect("multiples are whole numbers"), used, games)
    })
}

/// The words that are multiples.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    rows().map(|(word, ..)| word)
}

/// The multiple that the word at `at` is.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<Fact> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let (_, times, used, games) = rows().find(|(word, ..)| cursor.is(token, word))?;
    // two doubles, the mixed doubles: games of two against two
    let before = cursor.before(at);
    let game = !games.is_empty()
        && (before.sort == Sort::Digits
            || number_word(cursor.surface(before)).is_some()
            || games.split(' ').any(|word| cursor.is(before, word)));
    if game {
        return None;
    }
    let times = Exact::integer(times);
    let result = match used {
        Use::New => Some(times),
        Use::Fold => None,
        Use::Half => {
            let half = (Exact::new(times.as_integer()?, 2)?, 0);
            return Fact::amount(Span::new(at, token.end), Lang::En, Kind::Fraction, half, None, None);
        }
        // exceeded the plan by double: by as much again and once more, if taken at its word
        Use::Before | Use::Times if grows_by(ground, at) => times.checked_add(Exact::ONE),
        Use::Before | Use::Times => Some(times).filter(|_| multiplies(ground, token.end)),
    };
    if matches!(used, Use::Before | Use::Times) && result.is_none() {
        return None;
    }
    let bound = super::bounds::before(ground, at);
    let span = Span::new(bound.start.unwrap_or(at), token.end);
    fact(span, times, bound.qualifier, result)
}

/// How often something was: it rained `twice`. Whoever thinks twice does not count.
pub(super) fn occasions(ground: Ground<'_>, at: usize) -> Option<Fact> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let (_, times, ..) = rows().find(|(word, _, used, _)| *used == Use::Times && cursor.is(token, word))?;
    let before = cursor.before(at);
    let idle = cursor.is_any(before, &["think", "thinks", "thought", "thinking", "once"])
        || cursor.is_any(before, &["or", "and", "than"]) && cursor.is(cursor.before(before.start), "once")
        || cursor.is_any(cursor.next(token.end), &["over", "removed"]);
    let bound = super::bounds::before(ground, at);
    let span = Span::new(bound.start.unwrap_or(at), token.end);
    (!idle).then(|| Fact::amount(span, Lang::En, Kind::Number, (Exact::integer(times), 0), bound.qualifier, None))?
}

/// Whether "by" stands before the multiple at `at` or before its bound.
fn grows_by(ground: Ground<'_>, at: usize) -> bool {
    let bound = super::bounds::before(ground, at);
    ground.cursor.is(ground.before(bound.start.unwrap_or(at)), "by")
}

fn fact(span: Span, times: Exact, qualifier: Option<crate::facts::Qualifier>, result: Option<Exact>) -> Option<Fact> {
    let fact = Fact::amount(span, Lang::En, Kind::Multiple, (times, 0), qualifier, None)?;
    Some(Fact { result, ..fact })
}

/// Whether what is multiplied follows at `at`: `as many`, `the level`, `that of`, `what`.
fn multiplies(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let next = cursor.next(at);
    cursor.is_any(next, &["as", "the", "that", "those", "what", "its", "their", "this", "his", "her", "our", "last"])
        && !cursor.is_any(cursor.next(next.end), &["year", "week", "month", "time"])
}

/// A number with the `times` or `-fold` that follows it, if it multiplies; times that are occasions are not.
pub(super) fn counted(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let cursor = ground.cursor;
    let word = cursor.next_part(amount.end);
    // 3x growth, but 3x4 and a label 3x
    let sign = amount.figures && cursor.is_any(cursor.glued(amount.end), &["x", "×"]);
    let signed = sign && !ground.goes_on(cursor.glued(amount.end).end) && cursor.next(word.end).sort != Sort::Digits;
    let fold = cursor.is(word, "fold") || signed;
    if !fold && !cursor.is_any(word, &["times", "time"]) {
        return None;
    }
    let before = ground.before(amount.start);
    let by = cursor.is(before, "by");
    let to = cursor.is(before, "to");
    let next = cursor.next(word.end);
    let compares = cursor.is_any(
        next,
        &[
            "more", "higher", "greater", "larger", "bigger", "faster", "longer", "stronger", "better", "over",
            "compared", "increase", "lower", "less", "fewer", "smaller", "worse", "heavier", "wider",
        ],
    );
    let grows = || {
        let verb = if by || to { ground.before(before.start) } else { before };
        Around::Change.holds(cursor.surface(verb)) || Around::Change.holds(cursor.surface(ground.before(verb.start)))
    };
    let stated = !fold && (multiplies(ground, word.end) || (to && grows()));
    // two and a half times are no occasions
    let torn = amount.value > Exact::ONE && !amount.value.is_integer() && amount.interval.min.is_none();
    if !(fold || stated || compares || torn || grows()) {
        return None;
    }
    let one_more = amount.value.checked_add(Exact::ONE)?;
    let result = if stated {
        Some(amount.value)
    } else if by && !fold {
        Some(one_more)
    } else {
        None
    };
    let span = Span::new(amount.start, word.end);
    let bare = Fact::bare(span, Lang::En, Kind::Multiple, Value::Number(amount.value));
    let interval = if amount.interval.min.is_none() && amount.interval.max.is_none() {
        Interval::point(amount.value)
    } else {
        amount.interval
    };
    Some(Fact { interval, qualifier: amount.qualifier, precision: amount.precision, result, ..bare })
}
