//! Ratios and scores: `3:2`, `3-2`, `a ratio of three to two`, `won by 3 to 1`.

use super::around::Around;
use super::ground::Ground;
use crate::facts::{Fact, Kind, Value};
use crate::numerals::en::cursor::{Cursor, Sort, Token};
use crate::numerals::en::{self, Form};
use crate::source::{Lang, Span};

/// The ratio that begins at `at`.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<Fact> {
    let cursor = ground.cursor;
    if cursor.char_before(at).is_some_and(|c| matches!(c, '.' | '-' | '/' | ':' | '$')) {
        return None;
    }
    let left = en::numeral_at(cursor, at).ok().filter(|n| n.form == Form::Cardinal)?;
    let end = at + left.length;
    // 10-to-1, three-to-one
    let to = cursor.hyphen(end).map(|after| cursor.glued(after)).filter(|to| cursor.is(*to, "to"));
    if let Some(from) = to.and_then(|to| cursor.hyphen(to.end)) {
        let right = en::numeral_at(cursor, from).ok().filter(|right| right.form == Form::Cardinal)?;
        let end = from + right.length;
        let ratio = right.value == 1_u32.into() && cursor.hyphen(end).is_none() && !ground.goes_on(end);
        let value = Value::Ratio(left.value, right.value);
        return ratio.then(|| Fact::bare(Span::new(at, end), Lang::En, Kind::Ratio, value));
    }
    let (joint, from) = match cursor.char_at(end)? {
        ':' | '∶' => (':', cursor.glued(end).end),
        _ if left.figures && cursor.hyphen(end).is_some() => ('-', cursor.hyphen(end)?),
        _ => {
            let word = cursor.next(end);
            cursor.is(word, "to").then(|| (' ', cursor.next(word.end).start))?
        }
    };
    let second = cursor.glued(from);
    if joint != ' ' && second.sort != Sort::Digits {
        return None;
    }
    let right = en::numeral_at(cursor, from).ok().filter(|n| n.form == Form::Cardinal)?;
    let end = from + right.length;
    if ground.goes_on(end)
        || cursor.hyphen(end).is_some()
        || super::units::follows(ground, end)
        || cursor.char_at(end) == Some('%')
    {
        return None;
    }
    let small = |n: &en::Numeral| n.value.is_integer() && n.value < 200_u32.into() && !n.value.is_negative();
    let said = match joint {
        ':' => left.figures && right.figures && cursor.char_at(end) != Some(':'),
        '-' => small(&left) && small(&right) && right.figures && (left.value >= right.value || scores(ground, at)),
        // a ratio of 1 to 1.5
        _ if ground.any_before(at, &[&["ratio", "of"], &["ratio", "is"], &["ratio", "was"]]).is_some() => {
            !left.value.is_negative() && !right.value.is_negative()
        }
        _ => small(&left) && small(&right) && states_ratio(ground, at),
    };
    said.then(|| Fact::bare(Span::new(at, end), Lang::En, Kind::Ratio, Value::Ratio(left.value, right.value)))
}

/// Whether a word of a match stands right before `at`, or before the scores that are listed there: `won 6-3, 4-6`.
fn scores(ground: Ground<'_>, at: usize) -> bool {
    /// Sets of a match.
    const MOST: usize = 6;
    let cursor = ground.cursor;
    let mut from = at;
    for _ in 0..MOST {
        let mut before = cursor.before(from);
        if cursor.is_any(before, &["of", "by", "was", "is"]) {
            before = cursor.before(before.start);
        }
        if before.sort == Sort::Word && Around::Match.holds(cursor.surface(before)) {
            return true;
        }
        let Some((listed, is_won)) = score_before(cursor, before) else { return false };
        if is_won {
            return true;
        }
        from = listed;
    }
    false
}

/// Where the score begins that `joint`, a comma or an "and", follows, and whether its first figure is the larger, which no
/// range has.
fn score_before(cursor: Cursor<'_>, joint: Token) -> Option<(usize, bool)> {
    let joint = if cursor.is(joint, "and") && cursor.is(cursor.before(joint.start), ",") {
        cursor.before(joint.start)
    } else {
        joint
    };
    let second = cursor.is_any(joint, &[",", "and"]).then(|| cursor.before(joint.start))?;
    let hyphen = cursor.glued_before(second.start);
    let first = cursor.glued_before(hyphen.start);
    let is_score = second.sort == Sort::Digits
        && first.sort == Sort::Digits
        && cursor.hyphen(hyphen.start) == Some(second.start)
        && second.end - first.start <= 7;
    let figure = |token: Token| cursor.surface(token).parse::<u32>().ok();
    is_score.then(|| (first.start, figure(first) > figure(second)))
}

/// Whether the words before `at` announce a ratio: `a ratio of`, `by`, `odds of`, `a vote of`.
fn states_ratio(ground: Ground<'_>, at: usize) -> bool {
    let of: &[&[&str]] = &[
        &["ratio", "of"],
        &["score", "of"],
        &["odds", "of"],
        &["vote", "of"],
        &["proportion", "of"],
        &["margin", "of"],
    ];
    ground.any_before(at, of).is_some() || scores(ground, at)
}
