//! What kind of fact an amount is, or that it is none.

use super::amount::Amount;
use super::around::Around;
use super::ground::Ground;
use super::{multiple, silence};
use crate::facts::claim::claimed;
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::numerals::en::cursor::Sort;
use crate::numerals::en::lexicon::{Word, number_word};
use crate::numerals::en::{Form, Opening};
use crate::quantity::{Dimension, Exact, Interval, Unit};
use crate::source::{Lang, Span};
use silence::Designation;

/// The fact that `amount` is; `None` where it claims nothing.
pub(super) fn decide(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    if amount.form == Form::Ordinal {
        return ordinal(ground, amount);
    }
    if let Some(unit) = amount.unit {
        if amount.opening == Opening::Bare && !ground.opens(amount.start) {
            return None;
        }
        return measured(ground, *amount, unit);
    }
    if let Some(cold) = degrees_unsaid(ground, amount) {
        return Some(cold);
    }
    if let Some(multiple) = multiple::counted(ground, amount) {
        return Some(multiple);
    }
    if let Some((designation, start)) = silence::designation(ground, amount.number.0)
        && designation_fits(ground, amount)
    {
        return designated(ground, amount, designation, start);
    }
    if let Some(age) = aged(ground, amount) {
        return Some(age);
    }
    if amount.form == Form::Fraction {
        return fraction(ground, amount);
    }
    if let Some(share) = out_of(ground, amount) {
        return Some(share);
    }
    if is_silent(ground, amount) {
        return None;
    }
    if let Some(serial) = leading_zero(ground, amount) {
        return Some(serial);
    }
    fact(amount, Kind::Number, None)
}

/// A fact of `kind` that claims what the amount claims.
fn fact(amount: &Amount, kind: Kind, unit: Option<Unit>) -> Option<Fact> {
    let span = Span::new(amount.start, amount.end);
    match (amount.interval.min, amount.interval.max) {
        (Some(low), Some(high)) if amount.qualifier == Some(Qualifier::Several) => {
            let fact = Fact::amount(span, Lang::En, kind, (low, amount.precision), None, unit)?;
            let interval = Interval::from_up_to(low, high);
            Some(Fact { interval, qualifier: Some(Qualifier::Several), ..fact })
        }
        (Some(low), Some(high)) => Some(Fact::range(span, Lang::En, kind, (low, high), amount.precision, unit)),
        _ => Fact::amount(span, Lang::En, kind, (amount.value, amount.precision), amount.qualifier, unit),
    }
}

/// An amount in a unit.
fn measured(ground: Ground<'_>, mut amount: Amount, unit: Unit) -> Option<Fact> {
    let cursor = ground.cursor;
    match unit.dimension() {
        Dimension::Money => fact(&amount, Kind::Money, Some(unit)),
        Dimension::Share => fact(&amount, Kind::Percent, Some(unit)),
        Dimension::Time => {
            if let Some(end) = age_suffix(ground, amount.end) {
                amount.end = end;
                return fact(&amount, Kind::Age, Some(unit));
            }
            if tells_once(ground, &amount) {
                return None;
            }
            let before = ground.before(amount.start);
            let aged = cursor.is_any(before, &["aged", "age"]) && unit.code() == "a";
            let fact = fact(&amount, if aged { Kind::Age } else { Kind::Duration }, Some(unit))?;
            Some(Fact { years: amount.years, ..fact })
        }
        Dimension::Temperature => {
            let read = if below_zero(ground, &mut amount) { cold } else { warm };
            read(&amount, Some(unit))
        }
        Dimension::Angle => {
            // the scale is not said, so there is no unit
            if below_zero(ground, &mut amount) {
                cold(&amount, None)
            } else if amount.value.is_negative() || !tells_angle(ground, &amount) {
                fact(&amount, Kind::Temperature, None)
            } else {
                fact(&amount, Kind::Quantity, Some(unit))
            }
        }
        _ => fact(&amount, Kind::Quantity, Some(unit)),
    }
}

/// Whether `one day` says once: where it opens what is said, and nothing is counted or compared with it.
fn tells_once(ground: Ground<'_>, amount: &Amount) -> bool {
    let cursor = ground.cursor;
    let one = cursor.glued(amount.number.0);
    let unit = cursor.next(one.end);
    let before = cursor.before(amount.start);
    let opens =
        ground.opens(amount.start) || cursor.is_any(before, &[".", ";", "\"", "“", "that", "but", "until", "then"]);
    let next = cursor.next(amount.end);
    cursor.is(one, "one")
        && amount.number.1 == one.end
        && amount.end == unit.end
        && cursor.is_any(unit, &["day", "night"])
        && opens
        && !cursor.is_any(
            next,
            &[
                "of", "ago", "before", "after", "later", "earlier", "in", "or", "and", "to", "is", "was", "per", "for",
                "had", "has", "more", "less", "at", "'", "’",
            ],
        )
        && next.sort != Sort::End
        && !cursor.is_any(next, &[".", "!", "?"])
}

/// `20 degrees below zero`: turns the value round and takes the words in.
fn below_zero(ground: Ground<'_>, amount: &mut Amount) -> bool {
    let below = ground.any_after(amount.end, &[&["below", "zero"], &["below", "freezing"]]);
    let Some(end) = below else { return false };
    let value = amount.interval.max.unwrap_or(amount.value);
    if let (Some(low), Some(high)) = (amount.interval.min, amount.interval.max) {
        amount.interval = Interval::closed(high.negated(), low.negated());
    }
    (amount.value, amount.end) = (value.negated(), end);
    true
}

fn warm(amount: &Amount, unit: Option<Unit>) -> Option<Fact> {
    fact(amount, Kind::Temperature, unit)
}

/// The fact of an amount below zero: its bound tells how far below (at least 20 below zero).
fn cold(amount: &Amount, unit: Option<Unit>) -> Option<Fact> {
    let fact = fact(amount, Kind::Temperature, unit)?;
    if amount.interval.min.is_some() || amount.qualifier.is_none() {
        return Some(fact);
    }
    let step = Exact::power_of_ten(i32::from(amount.precision))?;
    let interval = claimed(amount.value.negated(), step, amount.qualifier)?.mirrored();
    Some(Fact { interval, ..fact })
}

/// `20 below zero`, and `it was twenty below` where the clause ends: degrees that are not said.
fn degrees_unsaid(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let mut amount = *amount;
    if amount.form != Form::Cardinal || amount.value.is_negative() {
        return None;
    }
    if !below_zero(ground, &mut amount) {
        let below = ground.cursor.next(amount.end);
        let said = ground.cursor.is(below, "below")
            && ground.closes(below.end)
            && Around::Read.holds(ground.cursor.surface(ground.before(amount.start)));
        if !said || amount.interval.min.is_some() {
            return None;
        }
        (amount.value, amount.end) = (amount.value.negated(), below.end);
    }
    cold(&amount, None)
}

/// Whether the words around degrees speak of a direction or a turn; without them degrees are of heat.
fn tells_angle(ground: Ground<'_>, amount: &Amount) -> bool {
    let cursor = ground.cursor;
    // 38°53′
    let minutes = ground.plain_digits(amount.end, 2).map(|(_, _, end)| cursor.glued(end));
    let next = cursor.next(amount.end);
    // the second is too long for a table of words
    if Around::Turned.holds(cursor.surface(next))
        || cursor.is(next, "counterclockwise")
        || minutes.is_some_and(|mark| cursor.is_any(mark, &["′", "'"]))
    {
        return true;
    }
    let mut from = amount.start;
    for _ in 0..6 {
        let token = ground.before(from);
        if token.sort == Sort::End || cursor.is_any(token, &[".", ";"]) {
            return false;
        }
        if Around::Turns.holds(cursor.surface(token)) {
            return true;
        }
        from = token.start;
    }
    false
}

/// Where the words end that make an age of a length of time: ` old`, `-old`, ` of age`.
fn age_suffix(ground: Ground<'_>, at: usize) -> Option<usize> {
    let cursor = ground.cursor;
    let word = cursor.next_part(at);
    if cursor.is_any(word, &["old", "olds"]) {
        return Some(word.end);
    }
    cursor.phrase(at, &["of", "age"])
}

/// `aged 15`, `at the age of 15`, `87 yo`: ages without their unit.
fn aged(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let cursor = ground.cursor;
    let years = Unit::by_code("a");
    let short = cursor.next(amount.end);
    if let Some(end) = ground.any_after(amount.end, &[&["yo"], &["y", "/", "o"], &["yrs", "old"]]) {
        return fact(&Amount { end: end.max(short.end), ..*amount }, Kind::Age, years);
    }
    let (number, _) = amount.number;
    let before = ground.before(number);
    let of_age = ground.any_before(number, &[&["age", "of"], &["ages", "of"]]);
    let age = cursor.is_any(before, &["aged", "age", "ages"]) || of_age.is_some();
    let plausible = amount.value.is_integer() && amount.value < Exact::integer(130) && amount.value > Exact::ZERO;
    (age && plausible).then(|| fact(amount, Kind::Age, years))?
}

/// `in his mid-40s`, `her sixties`: more than so many years and less than ten more.
pub(super) fn decade_of_life(ground: Ground<'_>, at: usize) -> Option<Fact> {
    let (tens, end) = super::calendar::of_life(ground, at)?;
    let years = (Exact::integer(i128::from(tens)), 1);
    Fact::amount(Span::new(at, end), Lang::En, Kind::Age, years, Some(Qualifier::Odd), Unit::by_code("a"))
}

/// Whether a number can be a name or a place in an order: a single whole number without a bound.
fn designation_fits(ground: Ground<'_>, amount: &Amount) -> bool {
    let single = amount.interval.min.is_none() && amount.qualifier.is_none() && amount.value.is_integer();
    let word = number_word(ground.cursor.surface(ground.cursor.glued(amount.number.0)));
    single && (in_digits(ground, amount) || matches!(word, Some(Word::Unit(_) | Word::Teen(_))))
}

/// Whether a number is digits and nothing else, not even groups.
fn in_digits(ground: Ground<'_>, amount: &Amount) -> bool {
    let length = amount.number.1 - amount.number.0;
    ground.cursor.rest(amount.number.0).bytes().take(length).all(|b| b.is_ascii_digit())
}

/// A number that a noun before it makes a name (`Article 21`) or a place in an order (`No. 3`).
fn designated(ground: Ground<'_>, amount: &Amount, what: Designation, start: usize) -> Option<Fact> {
    let span = Span::new(start, amount.end);
    match what {
        Designation::Name => None,
        Designation::Ordinal => Fact::amount(span, Lang::En, Kind::Ordinal, (amount.value, 0), None, None),
        Designation::Serial => {
            let digits = u128::try_from(amount.value.as_integer()?).ok()?;
            let length = if in_digits(ground, amount) { amount.number.1 - amount.number.0 } else { 1 };
            let value = Value::Serial { digits, length: u8::try_from(length).ok()? };
            Some(Fact::bare(span, Lang::En, Kind::Serial, value))
        }
    }
}

/// Digits that begin with a zero name something: `007`.
fn leading_zero(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let cursor = ground.cursor;
    let length = amount.number.1 - amount.number.0;
    let zero =
        amount.figures && length > 1 && cursor.char_at(amount.number.0) == Some('0') && amount.value.is_integer();
    let plain = in_digits(ground, amount);
    let value = amount.value.as_integer().and_then(|value| u128::try_from(value).ok())?;
    let value = Value::Serial { digits: value, length: u8::try_from(length).ok()? };
    (zero && plain).then(|| Fact::bare(Span::new(amount.start, amount.end), Lang::En, Kind::Serial, value))
}

/// A place in an order, unless it only opens what is said or is of a unit: `First,` and `a second`.
fn ordinal(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let cursor = ground.cursor;
    let word = cursor.glued(amount.number.0);
    let before = ground.before(amount.number.0);
    let next = cursor.next(amount.number.1);
    if word.sort == Sort::Word && word.end == amount.number.1 {
        let listed =
            ground.opens(amount.number.0) || matches!(cursor.char_at(before.start), Some('.' | ';' | ':' | '!' | '?'));
        // First, as 首先, opens; "Second," has its place
        if listed && cursor.is(word, "first") && cursor.is(next, ",") {
            return None;
        }
        if cursor.is(word, "second") && cursor.is_any(before, &["a", "per", "one"]) && ground.closes(word.end) {
            return None;
        }
    }
    let (start, end) = amount.number;
    // tenth of a gallon
    let of = cursor
        .phrase(end, &["of", "a"])
        .or_else(|| cursor.phrase(end, &["of", "an"]))
        .or_else(|| cursor.phrase(end, &["of"]));
    let unit = of.and_then(|of| super::units::at(ground, cursor.next(of)));
    let measured = unit.filter(|unit| {
        let days = matches!(unit.unit.dimension(), Dimension::Time | Dimension::Money | Dimension::Share);
        !days && unit.share == Exact::ONE && amount.value >= Exact::integer(3) && !cursor.is(before, "the")
    });
    if let Some(unit) = measured {
        let value = Exact::ONE.checked_div(amount.value)?;
        let span = Span::new(start, unit.end);
        return Fact::amount(span, Lang::En, Kind::Quantity, (value, 0), None, Some(unit.unit));
    }
    Fact::amount(Span::new(start, end), Lang::En, Kind::Ordinal, (amount.value, 0), None, None)
}

/// A fraction, or the ordinal that an article's `third` may be, or nothing where `half` and `quarter` are other words.
fn fraction(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let cursor = ground.cursor;
    let (start, end) = amount.number;
    let next = cursor.next(end);
    // the half that `first` makes a part of a game or a year belongs to the fact before it
    let before = cursor.before(start);
    let first = cursor.glued(start);
    let article = cursor.is_any(first, &["a", "an"]);
    let noun = if article { cursor.next_part(first.end) } else { first };
    let word = number_word(cursor.surface(noun));
    let compares = cursor.is_any(
        next,
        &[
            "of", "more", "less", "higher", "lower", "larger", "smaller", "as", "to", "in", "by", "from", "since",
            "over", "on", "and", "or", "but", "were", "was", "is", "are",
        ],
    );
    let closes = ground.closes(end) || compares;
    if article
        && matches!(word, Some(Word::Ordinal(_) | Word::Ten(_) | Word::OrdinalScale(_)))
        && (!closes || cursor.is_any(next, &["in", "to"]) && !cursor.is_any(before, &["by", "than"]))
    {
        // a third time
        let divisor = Exact::ONE.checked_div(amount.value)?;
        let span = Span::new(noun.start, end);
        // a sixty-second spot lasts so long
        let last = cursor.glued_before(end);
        let is_ranked = Around::Ranked.holds(cursor.surface(next));
        if cursor.is(last, "second") && last.start > noun.start && !is_ranked {
            let seconds = divisor.checked_sub(Exact::integer(2))?;
            return Fact::amount(span, Lang::En, Kind::Duration, (seconds, 0), None, Unit::by_code("s"));
        }
        return Fact::amount(span, Lang::En, Kind::Ordinal, (divisor, 0), None, None);
    }
    let hedged = amount.start < start || amount.qualifier.is_some();
    // the first three quarters: so many quarters of a year, unless of something else
    let year = || {
        let of = cursor.phrase(end, &["of", "the"]).or_else(|| cursor.phrase(end, &["of"])).unwrap_or(end);
        let whole = cursor.next(of);
        !cursor.is(next, "of")
            || cursor.is_any(whole, &["year", "this", "last", "next", "fiscal", "financial"])
            || ground.plain_digits(whole.start, 4).is_some_and(|(_, digits, _)| digits == 4)
    };
    if cursor.is_any(before, &["first", "last", "past", "next", "previous", "final"])
        && cursor.surface(cursor.glued_before(end)).eq_ignore_ascii_case("quarters")
        && year()
    {
        let months = amount.value.checked_mul(Exact::integer(12))?;
        return Fact::amount(Span::new(start, end), Lang::En, Kind::Duration, (months, 0), None, Unit::by_code("mo"));
    }
    match word {
        Some(Word::Part(4)) if !article => return None,
        // quarter the troops
        Some(Word::Part(4)) if !closes => return None,
        Some(Word::Part(2)) if !article => {
            let of = cursor.is_any(
                next,
                &["of", "the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "these", "those", "as"],
            );
            let by = cursor.is_any(before, &["by", "in", "and", "about", "or", "only", "one"]);
            let said_of =
                cursor.is_any(before, &["first", "second", "other", "better", "latter", "this", "that", "time"]);
            if said_of
                || cursor.hyphen(end).is_some()
                || !(of || hedged || by || (ground.opens(start) && ground.closes(end)))
            {
                return None;
            }
            // costs were cut in half
            let changed = || Around::Change.holds(cursor.surface(cursor.before(before.start)));
            if cursor.is(before, "in") && !of && !changed() {
                return None;
            }
        }
        _ => {}
    }
    fact(amount, Kind::Fraction, None)
}

/// `two out of three`, `one in five`: small numbers of round groups.
fn out_of(ground: Ground<'_>, amount: &Amount) -> Option<Fact> {
    let cursor = ground.cursor;
    // one-in-four is as good as one in four
    let next = cursor.next_part(amount.end);
    let out = cursor.phrase(amount.end, &["out", "of"]);
    let over = cursor.is(next, "over");
    let counts = |n: &i128| (1..100).contains(n) || over && (1..100).contains(&n.saturating_neg());
    let whole = amount.value.as_integer().filter(|n| counts(n) && amount.interval.min.is_none())?;
    let from = out.or_else(|| (cursor.is(next, "in") || over).then_some(next.end))?;
    let mut token = cursor.next_part(from);
    if cursor.is(token, "every") {
        token = cursor.next(token.end);
    }
    let total = crate::numerals::en::numeral_at(cursor, token.start).ok()?;
    let end = token.start + total.length;
    let group = total.value.as_integer().filter(|_| total.form == Form::Cardinal && !total.value.is_negative())?;
    let round = (2..=10).contains(&group)
        || over
        || matches!(group, 12 | 20 | 100 | 1000 | 10_000 | 100_000 | 1_000_000 | 1_000_000_000);
    let fits = round && whole < group && super::units::after(ground, end, total.value).is_none();
    let calendar = super::lexicon::calendar_word(cursor.surface(cursor.next(end))).is_some();
    let times = cursor.is_any(cursor.next_part(end), &["months", "times", "cases", "years"]);
    let noun = out.is_some() || ground.closes(end) || (!times && !over);
    if !fits || calendar || !noun {
        return None;
    }
    let value = amount.value.checked_div(total.value)?;
    let after = super::bounds::after(ground, end);
    let qualifier = amount.qualifier.or(after.qualifier);
    let span = Span::new(amount.start, after.end.unwrap_or(end));
    Fact::amount(span, Lang::En, Kind::Fraction, (value, 0), qualifier, None)
}

/// Whether a number claims nothing: `one` the pronoun, a bare `million`, a decade's name.
fn is_silent(ground: Ground<'_>, amount: &Amount) -> bool {
    let cursor = ground.cursor;
    let (start, end) = amount.number;
    let first = cursor.glued(start);
    if amount.opening == Opening::Bare {
        return !ground.opens(start) && !cursor.surface(cursor.glued(start)).is_empty() && end == first.end;
    }
    // a six-figure salary: the size of a number and no number
    if cursor.hyphen(end).is_some_and(|after| cursor.is_any(cursor.glued(after), &["figure", "figures"])) {
        return true;
    }
    let word = number_word(cursor.surface(first)).filter(|_| first.sort == Sort::Word);
    if first.end == end && word == Some(Word::Unit(1)) {
        return !counts_one(ground, amount);
    }
    // no score, nil
    first.end == end && cursor.is_any(first, &["nil", "naught"]) && !(ground.opens(start) && ground.closes(end))
}

/// Whether `one` counts: a noun follows it, and nothing before it makes it a pronoun.
fn counts_one(ground: Ground<'_>, amount: &Amount) -> bool {
    let cursor = ground.cursor;
    let (start, end) = amount.number;
    let before = ground.before(start);
    let next = cursor.next_part(end);
    if ground.opens(start) && cursor.next(end).sort == Sort::End {
        return true;
    }
    if amount.start < start || amount.qualifier.is_some() || cursor.is(before, "only") || cursor.is(before, "just") {
        return next.sort == Sort::Word && !cursor.is_any(next, &["of"]) || ground.closes(end);
    }
    next.sort == Sort::Word
        && !Around::Pronoun.holds(cursor.surface(before))
        && !Around::SaysMore.holds(cursor.surface(next))
}
