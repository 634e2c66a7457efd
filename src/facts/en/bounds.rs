//! Words that bound or hedge a number (`data/en/bounds.tsv`): `more than`, `nearly`, `or more`, `-odd`.

use std::sync::LazyLock;

use super::ground::Ground;
use super::phrases::{Found, PhraseTable};
use crate::facts::Qualifier;
use crate::numerals::en::cursor::Sort;

/// A qualifier, and how far the words that tell it reach.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bound {
    pub(super) qualifier: Option<Qualifier>,
    /// Where the first of the words stands, for words before a number.
    pub(super) start: Option<usize>,
    /// Where the last of them ends, for words after it.
    pub(super) end: Option<usize>,
}

struct Tables {
    before: PhraseTable<Option<Qualifier>>,
    after: PhraseTable<Option<Qualifier>>,
    before_date: PhraseTable<Option<Qualifier>>,
    after_date: PhraseTable<Option<Qualifier>>,
}

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let rows = |side: &'static str| {
            let lines = include_str!("../../../data/en/bounds.tsv").lines();
            lines.filter(|line| !line.starts_with('#') && !line.is_empty()).filter_map(move |line| {
                let mut columns = line.split('\t');
                let mut column = || columns.next().unwrap_or_default();
                let (row_side, phrase, name) = (column(), column(), column());
                let anchor = if side.starts_with("before") { phrase.split(' ').count() - 1 } else { 0 };
                (row_side == side).then(|| ((phrase.split(' ').collect(), anchor), qualifier(name)))
            })
        };
        let table = |side| PhraseTable::new(rows(side));
        Tables {
            before: table("before"),
            after: table("after"),
            before_date: table("before-date"),
            after_date: table("after-date"),
        }
    });
    &TABLES
}

fn qualifier(name: &str) -> Option<Qualifier> {
    let known = match name {
        "more_than" => Qualifier::MoreThan,
        "at_least" => Qualifier::AtLeast,
        "less_than" => Qualifier::LessThan,
        "at_most" => Qualifier::AtMost,
        "nearly" => Qualifier::Nearly,
        "about" => Qualifier::About,
        "odd" => Qualifier::Odd,
        other => {
            assert_eq!(other, "none", "the table of bounds names a known qualifier");
            return None;
        }
    };
    Some(known)
}

/// The bound in front of a number that begins at `at`. Of two that are stacked (`at least some`, `about more than`) the one
/// that cuts off holds.
pub(super) fn before(ground: Ground<'_>, at: usize) -> Bound {
    let cursor = ground.cursor;
    let mut bound = Bound::default();
    let mut from = at;
    for _ in 0..3 {
        let mut word = ground.before(from);
        // "more than a hundred", "nearly another 300", "under the age of 16"
        if cursor.is_any(word, &["a", "an", "another"]) && bound.start.is_none() {
            word = ground.before(word.start);
        }
        if bound.start.is_none()
            && let Some(start) = ground.any_before(from, &[&["the", "age", "of"], &["ages", "of"], &["age"]])
        {
            word = ground.before(start);
        }
        // 10 ± 0.5: a tolerance is no hedge
        if cursor.is(word, "±") && cursor.before(word.start).sort == Sort::Digits {
            break;
        }
        let Some(found) = tables().before.at(ground, word) else { break };
        let found = denied(ground, found);
        let hedge = |q: Option<Qualifier>| matches!(q, None | Some(Qualifier::About | Qualifier::Nearly));
        if hedge(bound.qualifier) && (!hedge(found.value) || bound.qualifier.is_none()) {
            bound.qualifier = found.value;
        }
        bound.start = Some(found.start);
        from = found.start;
    }
    bound
}

/// What a bound says that words before it deny: `cannot exceed`, `must not be less than`, `without exceeding`.
fn denied(ground: Ground<'_>, found: Found<Option<Qualifier>>) -> Found<Option<Qualifier>> {
    let cursor = ground.cursor;
    let contrary = match found.value {
        Some(Qualifier::MoreThan) => Qualifier::AtMost,
        Some(Qualifier::LessThan) => Qualifier::AtLeast,
        _ => return found,
    };
    let mut word = ground.before(found.start);
    // must not fall below, never rose above
    while cursor.is_any(
        word,
        &[
            "be", "ever", "fall", "fell", "fallen", "drop", "dropped", "go", "went", "gone", "sink", "sank", "dip",
            "dipped", "rise", "rose", "risen", "climb", "get", "stay",
        ],
    ) {
        word = ground.before(word.start);
    }
    let denies =
        cursor.is_any(word, &["not", "never", "cannot", "without"]) && !cursor.is(ground.before(word.start), "if");
    if denies { Found { start: word.start, value: Some(contrary), ..found } } else { found }
}

/// The bound behind a number that ends at `at`.
pub(super) fn after(ground: Ground<'_>, at: usize) -> Bound {
    let cursor = ground.cursor;
    if let Some(end) = odd(ground, at) {
        return Bound { qualifier: Some(Qualifier::Odd), start: None, end: Some(end) };
    }
    let word = cursor.next(at);
    match tables().after.at(ground, word) {
        // "three plus two", "above 10 and below 15", "equal to 5 or less than 6": the words are of the next number
        Some(found) if binds_next(ground, found.end) => Bound::default(),
        Some(found) => Bound { qualifier: found.value, start: None, end: Some(found.end) },
        None => Bound::default(),
    }
}

/// The bound in front of a date that begins at `at`: `since`, `prior to`. One that `not` denies is none, and `from` opens
/// only a date that something bounds behind it (`closed`): from 1990 on.
pub(super) fn before_date(ground: Ground<'_>, at: usize, closed: bool) -> Bound {
    let cursor = ground.cursor;
    let mut word = ground.before(at);
    let start = cursor.is(word, "the").then_some(word.start);
    if let Some(start) = start {
        word = ground.before(start);
    }
    if closed && cursor.is(word, "from") {
        return Bound { start: Some(word.start), ..Bound::default() };
    }
    match tables().before_date.at(ground, word) {
        Some(found) if !cursor.is(ground.before(found.start), "not") => {
            Bound { qualifier: found.value, start: Some(found.start), end: None }
        }
        _ => Bound::default(),
    }
}

/// The bound behind a date that ends at `at`: `onwards`, `or later`.
pub(super) fn after_date(ground: Ground<'_>, at: usize) -> Bound {
    let cursor = ground.cursor;
    // 8 o'clock on the morning of the 25th
    let goes_on =
        |end: usize| cursor.is(cursor.glued_before(end), "on") && cursor.is_any(cursor.next(end), &["the", "a"]);
    let found = tables().after_date.at(ground, cursor.next(at)).filter(|found| !goes_on(found.end));
    found.map_or(Bound::default(), |found| Bound { qualifier: found.value, start: None, end: Some(found.end) })
}

/// Whether a number follows at `at`, after `than` or not.
fn binds_next(ground: Ground<'_>, at: usize) -> bool {
    let mut next = ground.cursor.next(at);
    if ground.cursor.is_any(next, &["than", "a"]) {
        next = ground.cursor.next(next.end);
    }
    next.sort == Sort::Digits || crate::numerals::en::lexicon::number_word(ground.cursor.surface(next)).is_some()
}

/// `-odd`, ` odd`: more than the number by less than one of its last digit.
fn odd(ground: Ground<'_>, at: usize) -> Option<usize> {
    let cursor = ground.cursor;
    let word = cursor.next_part(at);
    // thirty-some people, twenty-something years
    let some = cursor.is_any(word, &["some", "something"]) && cursor.hyphen(at).is_some();
    if some {
        return Some(word.end);
    }
    if !cursor.is(word, "odd") {
        return None;
    }
    // "seven odd numbers" are odd in another way
    let noun = cursor.next(word.end);
    (cursor.hyphen(at).is_some() || !cursor.is_any(noun, &["number", "numbers", "one", "ones", "jobs"]))
        .then_some(word.end)
}
