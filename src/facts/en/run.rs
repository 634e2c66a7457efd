//! How long a run took, as sport writes it: `1:54.32`, `2:14:04`, `a 4:02 mile`.

use super::ground::Ground;
use crate::facts::{Fact, Kind};
use crate::quantity::{Exact, Unit};
use crate::source::{Lang, Span};

/// Words before a time that is run, rowed or swum.
const BEFORE: &[&str] = &["in", "of", "clocked", "ran", "timed", "record", "took", "lasted"];
/// Words behind it.
const AFTER: &[&str] = &["mile", "lap", "marathon", "half-marathon"];

/// The length of time at `at`. With decimals of a second it is one by itself; another may be a time of day, and a word beside
/// it has to say so.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<Fact> {
    let cursor = ground.cursor;
    let (first, _, mut end) = ground.plain_digits(at, 2)?;
    if cursor.char_at(end) != Some(':')
        || ground.comes_up(at)
        || matches!(cursor.char_before(at), Some(':' | '.' | '-'))
    {
        return None;
    }
    let sixtieth = |end: usize| {
        let found = (cursor.char_at(end) == Some(':')).then(|| ground.plain_digits(end + 1, 2))??;
        (found.1 == 2 && found.0 < 60).then_some((found.0, found.2))
    };
    let (second, after) = sixtieth(end)?;
    end = after;
    let mut seconds = i128::from(first) * 60 + i128::from(second);
    let third = sixtieth(end);
    if let Some((third, after)) = third {
        (seconds, end) = (seconds * 60 + i128::from(third), after);
    }
    let decimals = (cursor.char_at(end) == Some('.')).then(|| ground.plain_digits(end + 1, 3)).flatten();
    let mut value = (Exact::integer(seconds), 0);
    if let Some((fraction, places, after)) = decimals {
        let precision = -i8::try_from(places).ok()?;
        let part = Exact::integer(i128::from(fraction)).checked_mul(Exact::power_of_ten(precision.into())?)?;
        (value, end) = ((value.0.checked_add(part)?, precision), after);
    }
    let told = || cursor.is_any(ground.before(at), BEFORE) && third.is_some() || cursor.is_any(cursor.next(end), AFTER);
    let is_ratio = ground.any_before(at, &[&["ratio", "of"], &["scale", "of"], &["odds", "of"], &["ratio"]]).is_some();
    if is_ratio || ground.goes_on(end) || cursor.char_at(end) == Some(':') || !(decimals.is_some() || told()) {
        return None;
    }
    Fact::amount(Span::new(at, end), Lang::En, Kind::Duration, value, None, Unit::by_code("s"))
}
