//! Points of the calendar as English writes them: `June 10th, 1954`, `24 June`, `the first quarter of 1954`, `last May`.

use super::super::ground::Ground;
use super::super::lexicon::{Trigger, calendar_word};
use super::figures;
use super::thirds;
use super::year::{self, YearReading};
use crate::numerals::en::cursor::{Sort, Token};
use crate::numerals::en::lexicon::{Word, number_word};
use crate::numerals::en::{self, Form};
use crate::quantity::{DatePoint, Within, Year};

/// A point of the calendar with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct PointReading {
    pub(super) point: DatePoint,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the words alone say that this is a date; a bare figure or `May` needs its surroundings to say so.
    pub(super) certain: bool,
}

/// The point that begins at `at`, without a time of day.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    if let Some(third) = thirds::read(ground, at) {
        return Some(third);
    }
    let token = ground.cursor.glued(at);
    match token.sort {
        Sort::Digits => in_figures(ground, at),
        Sort::Word => in_words(ground, at),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the readers end in it, and all of them may find nothing")]
pub(super) fn point(point: DatePoint, start: usize, end: usize, certain: bool) -> Option<PointReading> {
    Some(PointReading { point, start, end, certain })
}

pub(super) fn within(year: Year, within: Within) -> DatePoint {
    DatePoint { year, within, ..DatePoint::default() }
}

fn in_figures(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    if let Some(date) = figures::numeric(ground, at).or_else(|| figures::coded(ground, at)) {
        return Some(date);
    }
    let day = day(ground, at, false);
    day.and_then(|day| day_first(ground, at, day))
        .or_else(|| month_of_moon(ground, at))
        .or_else(|| year_first(ground, at))
        .or_else(|| part_of_year(ground, at))
        .or_else(|| lone_day(ground, at, day?))
        .or_else(|| year_alone(ground, at))
}

fn year_alone(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let YearReading { year, start, end, certain } = year::read(ground, at)?;
    point(DatePoint { year, ..DatePoint::default() }, start, end, certain)
}

fn in_words(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if let Some(feast) = super::feast::read(ground, at) {
        return Some(feast);
    }
    match calendar_word(cursor.surface(token)) {
        Some(Trigger::Month { .. }) => month_first(ground, at),
        Some(Trigger::Weekday { day, short }) => weekday(ground, at, day, short),
        Some(Trigger::Season(season)) => season_first(ground, at, season),
        Some(Trigger::Day(days)) => {
            let beyond = ground.any_before(at, &[&["the", "day", "before"], &["the", "day", "after"]]);
            let days = i16::from(days);
            match beyond.filter(|_| days != 0) {
                Some(start) => point(within(Year::Unsaid, Within::RelativeDay(2 * days)), start, token.end, true),
                None => point(within(Year::Unsaid, Within::RelativeDay(days)), at, token.end, true),
            }
        }
        Some(Trigger::Step(step)) => relative(ground, at, step),
        _ => {
            let day = day(ground, at, true);
            day.and_then(|day| day_first(ground, at, day))
                .or_else(|| month_of_moon(ground, at))
                .or_else(|| part_of_year(ground, at))
                .or_else(|| year_alone(ground, at))
        }
    }
}

/// `the twelfth lunar month` by itself.
fn month_of_moon(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let (month, end) = lunar_month(ground, at)?;
    let the = ground.phrase_before(at, &["the"]).unwrap_or(at);
    of_moon(ground, Within::Month(month), (the, end))
}

/// A point of the lunar calendar, with the year that may follow it.
fn of_moon(ground: Ground<'_>, within: Within, (start, end): (usize, usize)) -> Option<PointReading> {
    let (year, end) = following_year(ground, end).unwrap_or((Year::Unsaid, end));
    point(DatePoint { year, within, lunar: true, ..DatePoint::default() }, start, end, true)
}

/// The lunar month at `at`, 1–12, and where its name ends: `twelfth lunar month`, `1st month of the lunar calendar`.
fn lunar_month(ground: Ground<'_>, at: usize) -> Option<(u8, usize)> {
    const NAMES: &[&[&str]] = &[
        &["lunar", "month"],
        &["month", "of", "the", "lunar", "calendar"],
        &["month", "of", "the", "lunar", "year"],
        &["month", "of", "the", "chinese", "calendar"],
    ];
    let (month, end, ordinal) = day(ground, at, false)?;
    Some((month, ground.any_after(end, NAMES)?)).filter(|_| ordinal && month <= 12)
}

/// The month at `at`: 1–12, where its name ends with its point, and whether the name is cut short.
pub(super) fn month(ground: Ground<'_>, at: usize) -> Option<(u8, usize, bool)> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    let Some(Trigger::Month { month, short }) = calendar_word(cursor.surface(token)) else { return None };
    let point = cursor.glued(token.end);
    let dotted = short && cursor.char_at(point.start) == Some('.');
    Some((month, if dotted { point.end } else { token.end }, short))
}

/// The day of a month, where it ends, and whether it is written as an ordinal.
type Day = (u8, usize, bool);

/// The day of a month at `at`: `10`, `10th`, `tenth`, and with `cardinal` also `ten`, `twenty one`.
pub(super) fn day(ground: Ground<'_>, at: usize, cardinal: bool) -> Option<Day> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if token.sort == Sort::Digits {
        let (value, _, end) = ground.plain_digits(at, 2)?;
        let suffix = cursor.glued(end);
        let ordinal = cursor.is_any(suffix, &["st", "nd", "rd", "th"]);
        let end = if ordinal { suffix.end } else { end };
        let fraction = matches!(cursor.char_at(end), Some('.' | ',' | ':' | '/'))
            && cursor.char_at(end + 1).is_some_and(|c| c.is_ascii_digit());
        let other = matches!(cursor.char_at(end), Some('%' | '°' | '$' | '½'));
        let value = u8::try_from(value).ok().filter(|v| (1..=31).contains(v))?;
        return (!ground.goes_on(end) && !fraction && !other).then_some((value, end, ordinal));
    }
    if token.sort != Sort::Word || number_word(cursor.surface(token)).is_none() {
        return None;
    }
    let numeral = en::numeral_at(cursor, at).ok()?;
    let ordinal = numeral.form == Form::Ordinal;
    // july twenty fifth two thousand twelve: the day ends before the year
    let wanted = ordinal || (cardinal && numeral.form == Form::Cardinal);
    let value = u8::try_from(numeral.value.as_integer()?).ok().filter(|v| (1..=31).contains(v))?;
    wanted.then_some((value, at + numeral.length, ordinal))
}

/// The year that follows a month or a day: `, 1954`, `of 1954`, `in 1954`, ` 1954`, `this year`, `of last year`, `'54`.
pub(super) fn following_year(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let cursor = ground.cursor;
    let joint = cursor.next(at);
    let mut from = joint.start;
    if cursor.is_any(joint, &[",", "of", "in", "-", "/"]) {
        from = cursor.next(joint.end).start;
        if cursor.is(cursor.glued(from), "of") {
            from = cursor.next(from + 2).start;
        }
    }
    if let Some(found) = relative_year(ground, from) {
        return Some(found);
    }
    let the = cursor.glued(from);
    let from = cursor.phrase(from, &["the", "year"]).map_or(the.start, |end| cursor.next(end).start);
    let quote = cursor.glued(from);
    let digits = if cursor.is_any(quote, &["'", "’"]) { quote.end } else { from };
    let Some(reading) = year::read(Ground { floor: at, ..ground }, digits) else {
        let spelled = year::spelled(ground, from).filter(|&(_, end)| !is_counted(ground, end));
        return spelled.or_else(|| cut_short(ground, digits).filter(|_| !cursor.is_any(joint, &[",", "in"])));
    };
    // June 10, 1,200 people: a comma parts a year only from what is no longer number
    let counts = matches!(reading.year, Year::Exactly(_)) && !reading.certain && is_counted(ground, reading.end);
    (!counts || cursor.is_any(joint, &["of", "in"])).then_some((reading.year, reading.end))
}

/// `August 99`, `15 April of 87`: a year of two digits that can be no day, where the clause ends.
fn cut_short(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let (value, 2, end) = ground.plain_digits(at, 2)? else { return None };
    let whole = value > 31 && ground.closes(end) && !ground.goes_on(end) && ground.cursor.char_at(end) != Some('"');
    let more = ground.cursor.char_at(end + 1).is_some_and(|c| c.is_ascii_digit());
    (whole && !more).then(|| Some((figures::short_year(ground, value)?, end)))?
}

/// `this year`, `last year`, `next year`, `the year before last` as a year.
fn relative_year(ground: Ground<'_>, at: usize) -> Option<(Year, usize)> {
    let cursor = ground.cursor;
    let step = cursor.glued(at);
    if let Some(end) = cursor.phrase(at, &["the", "year", "before", "last"]) {
        return Some((Year::Relative(-2), end));
    }
    let Some(Trigger::Step(years)) = calendar_word(cursor.surface(step)) else { return None };
    let noun = cursor.next(step.end);
    cursor.is(noun, "year").then_some((Year::Relative(years), noun.end))
}

/// Whether a plural noun follows, so that a bare figure counts: `1954 people`, `1500 tons`.
pub(super) fn is_counted(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let noun = cursor.next_part(at);
    if noun.sort != Sort::Word || cursor.is_capitalised(noun) {
        return false;
    }
    let word = cursor.surface(noun);
    let irregular = ["people", "men", "women", "children", "cattle", "sheep", "feet", "head", "percent", "yuan", "jin"];
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    irregular.contains(&word)
        || (plural && !["was", "has", "is", "this", "its", "does", "towards", "onwards"].contains(&word))
}

/// `June 10th, 1954`, `June 10`, `Oct-2`, `Dec. 31`, `June 1954`, `January`, `May of this year`.
fn month_first(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (month, end, short) = month(ground, at)?;
    let name = cursor.glued(at);
    let capital = cursor.is_capitalised(name);
    // `march` and `may` are verbs, `mar`, `sat` and `dec` other words, unless a day or a year follows
    let verb =
        (matches!(month, 3 | 5) || month == 8 && cursor.is_any(ground.before(at), &["a", "an", "the"])) && !capital;
    let mut from = cursor.next(end);
    let the = cursor.is(from, "the");
    if the || cursor.is_any(from, &["-", "/"]) {
        from = cursor.next(from.end);
    }
    if let Some((day, day_end, ordinal)) = day(ground, from.start, true).filter(|&(_, e, o)| o || !is_amount(ground, e))
    {
        let certain = !verb || ordinal || from.sort == Sort::Digits;
        let (year, end) = following_year(ground, day_end).unwrap_or((Year::Unsaid, day_end));
        return point(within(year, Within::Day(Some(month), day)), at, end, certain);
    }
    // "May the …" is a verb, "in May the …" no.
    let dated = || cursor.is_any(ground.before(at), &["in", "by", "since", "until", "during", "from", "early", "late"]);
    if the && matches!(month, 3 | 5) && !dated() {
        return None;
    }
    if let Some((year, end)) = following_year(ground, end) {
        return point(within(year, Within::Month(month)), at, end, true);
    }
    let joined = cursor.hyphen(end).filter(|&end| ground.goes_on(end) && self::month(ground, end).is_none());
    if verb || (short && !capital) || joined.is_some() {
        return None;
    }
    let certain = capital && !matches!(month, 3 | 5) && !(short && cursor.char_before(end) != Some('.'));
    // Jan-Mar
    let upto = cursor.hyphen(end).filter(|&end| cursor.is_capitalised(cursor.glued(end)));
    let certain = certain || capital && upto.is_some_and(|end| self::month(ground, end).is_some());
    point(within(Year::Unsaid, Within::Month(month)), at, end, certain)
}

/// Whether the number that ends at `at` is an amount: a scale, a percent sign or a unit follows.
fn is_amount(ground: Ground<'_>, at: usize) -> bool {
    let cursor = ground.cursor;
    let token = cursor.next_part(at);
    let scale = number_word(cursor.surface(token)).is_some_and(|word| matches!(word, Word::Hundred | Word::Scale(_)));
    scale || cursor.is_any(token, &["percent", "per", "people", "yuan", "times", "persons"])
}

/// `24 June 1954`, `the 24th of June`, `first of March`, `twenty second of June 2017`, `04th Jan 2019`.
fn day_first(ground: Ground<'_>, at: usize, (value, end, ordinal): Day) -> Option<PointReading> {
    let cursor = ground.cursor;
    let mut joint = cursor.next(end);
    let hyphen = cursor.is_any(joint, &["-", "/"]) && joint.start == end;
    if cursor.is(joint, "day") && ordinal {
        joint = cursor.next(joint.end);
    }
    let of = cursor.is(joint, "of");
    let from = if of || hyphen { cursor.next(joint.end).start } else { joint.start };
    let moon = || lunar_month(ground, cursor.phrase(from, &["the"]).map_or(from, |end| cursor.next(end).start));
    if of && let Some((month, end)) = moon() {
        let the = ground.phrase_before(at, &["the"]).unwrap_or(at);
        return of_moon(ground, Within::Day(Some(month), value), (the, end));
    }
    let (month, end, short) = month(ground, from)?;
    let capital = cursor.is_capitalised(cursor.glued(from));
    if short && !capital && !ordinal && !hyphen {
        return None;
    }
    // the age of 18 may apply
    if !capital && matches!(month, 3 | 5) && !(of || ordinal || hyphen) && following_year(ground, end).is_none() {
        return None;
    }
    // 'the first May has seen': without `of`, a number before a month is a day only in figures
    if !of && cursor.glued(at).sort == Sort::Word {
        return None;
    }
    let the = ground.phrase_before(at, &["the"]).unwrap_or(at);
    let (year, end) = following_year(ground, end).unwrap_or((Year::Unsaid, end));
    point(within(year, Within::Day(Some(month), value)), the, end, true)
}

/// `2017 april`, `2016, nov`, `2019-sep-1`.
fn year_first(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let (value, length, end) = ground.plain_digits(at, 4)?;
    if length != 4 || !year::BARE.contains(&value) || ground.comes_up(at) {
        return None;
    }
    let year = Year::Exactly(i32::from(value));
    let joint = cursor.next(end);
    let separator = cursor.is_any(joint, &["-", "/"]) && joint.start == end;
    let from = if separator || cursor.is(joint, ",") { cursor.next(joint.end).start } else { joint.start };
    if ground.parts_columns(end, from) {
        return None;
    }
    let (month, end, short) = month(ground, from)?;
    let capital = cursor.is_capitalised(cursor.glued(from));
    let comma = cursor.is(joint, ",");
    // 'in 1953, May Day'; 'since 1949 may'; a month after a comma begins its own phrase unless a clause ends after it
    if (!capital && matches!(month, 3 | 5))
        || (comma && !ground.closes(end))
        || (short && !capital && !ground.closes(end) && !separator)
    {
        return None;
    }
    let last = cursor.next(end);
    if separator && cursor.is_any(last, &["-", "/"]) {
        let (day, end, _) = day(ground, last.end, false)?;
        return point(within(year, Within::Day(Some(month), day)), at, end, true);
    }
    if let Some((day, end, _)) = day(ground, last.start, false).filter(|_| !separator && !comma) {
        return point(within(year, Within::Day(Some(month), day)), at, end, true);
    }
    point(within(year, Within::Month(month)), at, end, true)
}

/// `the first quarter of 1954`, `second half of this year`, `the first half of May`.
fn part_of_year(ground: Ground<'_>, at: usize) -> Option<PointReading> {
    let cursor = ground.cursor;
    let first = cursor.glued(at);
    let (number, end) = if let Some(Word::Ordinal(number)) = number_word(cursor.surface(first)) {
        (number, first.end)
    } else {
        let (value, _, end) = ground.plain_digits(at, 1)?;
        let suffix = cursor.glued(end);
        if !cursor.is_any(suffix, &["st", "nd", "rd", "th"]) {
            return None;
        }
        (u8::try_from(value).ok()?, suffix.end)
    };
    let noun = cursor.next_part(end);
    let quarter = cursor.is(noun, "quarter") && (1..=4).contains(&number);
    let half = cursor.is(noun, "half") && (1..=2).contains(&number);
    let month = cursor.is(noun, "month") && (1..=12).contains(&number);
    let whole = match (quarter, half) {
        (true, _) => Within::Quarter(number),
        (_, true) => Within::Half(number),
        // the third month of 2021
        _ if month && cursor.is(cursor.next(noun.end), "of") => Within::Month(number),
        _ => return None,
    };
    // the first quarter of the century, of the game
    let of = cursor.phrase(noun.end, &["of", "the"]).map(|end| cursor.next(end));
    let is_other = |of: Token| {
        let year = cursor.is_any(of, &["year", "fiscal", "financial"]);
        of.sort == Sort::Word && !year && calendar_word(cursor.surface(of)).is_none()
    };
    if !month && of.is_some_and(is_other) {
        return None;
    }
    let start = ground.phrase_before(at, &["the"]).unwrap_or(at);
    if let Some(end) = ground.any_after(noun.end, &[&["of", "the", "year"]]) {
        return point(within(Year::Unsaid, whole), start, end, true);
    }
    let (year, end) = match following_year(ground, noun.end) {
        Some(found) => found,
        // a quarter without its year is one where figures are reported; a half may be of anything
        None if quarter => (Year::Unsaid, noun.end),
        None => return None,
    };
    point(within(year, whole), start, end, true)
}

/// A day in figures without its month: `on the 14th`, `by the 27th`.
fn lone_day(ground: Ground<'_>, at: usize, (day, end, ordinal): Day) -> Option<PointReading> {
    let cursor = ground.cursor;
    if !ordinal {
        return None;
    }
    let article = ground.before(at);
    let (the, preposition) =
        if cursor.is(article, "the") { (article.start, ground.before(article.start)) } else { (at, article) };
    // the 26th of last month
    let of = cursor.next(end);
    let step = cursor.next(of.end);
    if let Some(Trigger::Step(months)) = calendar_word(cursor.surface(step)).filter(|_| cursor.is(of, "of"))
        && let Some(end) = cursor.phrase(step.end, &["month"])
    {
        return point(within(Year::Unsaid, Within::RelativeMonthDay(months, day)), the, end, true);
    }
    let says_day = cursor.is(preposition, "on")
        || (the < at
            && cursor.is_any(preposition, &["until", "by", "since", "of", "for", "from", "before", "after", "around"]));
    if !says_day {
        return None;
    }
    let next = cursor.next(end);
    let goes_on = next.sort == Sort::Word
        && !cursor.is_any(
            next,
            &[
                "and", "to", "at", "in", "by", "for", "with", "that", "when", "as", "the", "he", "they", "after",
                "before", "from", "of",
            ],
        );
    let instant = !goes_on && !cursor.is(next, "of") && cursor.hyphen(end).is_none();
    instant.then(|| point(within(Year::Unsaid, Within::Day(None, day)), the, end, true))?
}

/// `Monday`, `Monday, June 10`, `Mon. 10 June`.
fn weekday(ground: Ground<'_>, at: usize, day: u8, short: bool) -> Option<PointReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if !cursor.is_capitalised(token) && short {
        return None;
    }
    let dotted = short && cursor.char_at(token.end) == Some('.');
    let end = token.end + usize::from(dotted);
    let comma = cursor.next(end);
    let from = if cursor.is(comma, ",") { cursor.next(comma.end) } else { comma };
    let from = if cursor.is(from, "the") { cursor.next(from.end) } else { from };
    let date = match from.sort {
        Sort::Word => month(ground, from.start)
            .and_then(|_| month_first(ground, from.start))
            .or_else(|| day_first(ground, from.start, self::day(ground, from.start, true)?)),
        Sort::Digits => self::day(ground, from.start, true)
            .and_then(|day| day_first(ground, from.start, day))
            .or_else(|| figures::numeric(ground, from.start)),
        _ => None,
    };
    if let Some(date) = date.filter(|date| matches!(date.point.within, Within::Day(..))) {
        return point(DatePoint { weekday: Some(day), ..date.point }, at, date.end, true);
    }
    if short && !dotted {
        return None;
    }
    // Friday the 13th
    let the = cursor.is(cursor.before(from.start), "the").then(|| self::day(ground, from.start, false)).flatten();
    if let Some((date, end, true)) = the {
        let point_of = DatePoint { weekday: Some(day), ..within(Year::Unsaid, Within::Day(None, date)) };
        return point(point_of, at, end, true);
    }
    let week = cursor.phrase(end, &["next", "week"]).map(|end| (1, end));
    let week = week.or_else(|| cursor.phrase(end, &["last", "week"]).map(|end| (-1, end)));
    let (within, end) = week.map_or((Within::Whole, end), |(weeks, end)| (Within::RelativeWeek(weeks), end));
    point(DatePoint { weekday: Some(day), within, ..DatePoint::default() }, at, end, true)
}

/// `spring 1954`, `the winter of 1950`, `in the spring`, `spring of this year`.
fn season_first(ground: Ground<'_>, at: usize, season: u8) -> Option<PointReading> {
    let cursor = ground.cursor;
    let token = cursor.glued(at);
    if let Some((year, end)) = following_year(ground, token.end).filter(|_| cursor.hyphen(token.end).is_none()) {
        return point(within(year, Within::Season(season)), at, end, true);
    }
    let next = cursor.next(token.end);
    let closes = ground.closes(token.end) || cursor.is_any(next, &["and", "or", "to", "when", "of", "with"]);
    // `fall` is a verb and a noun besides
    let said = ground.any_before(at, &[&["in", "the"], &["in"], &["during", "the"]]).is_some();
    (said && closes && !cursor.is(token, "fall"))
        .then(|| point(within(Year::Unsaid, Within::Season(season)), at, token.end, true))?
}

/// `this year`, `last month`, `next week`, `last Friday`, `this May`, `last winter`, `last night`, `this morning`.
fn relative(ground: Ground<'_>, at: usize, step: i8) -> Option<PointReading> {
    let cursor = ground.cursor;
    let word = cursor.glued(at);
    let noun = cursor.next(word.end);
    if noun.sort != Sort::Word {
        return None;
    }
    let current = cursor.is(word, "current");
    let start = if current { ground.phrase_before(at, &["the"]).unwrap_or(at) } else { at };
    let reading = |year, part, end| point(within(year, part), start, end, true);
    match cursor.surface(noun) {
        "year" if !current || start < at => return reading(Year::Relative(step), Within::Whole, noun.end),
        "month" => return reading(Year::Unsaid, Within::RelativeMonth(step), noun.end),
        "week" => return reading(Year::Unsaid, Within::RelativeWeek(step), noun.end),
        "night" if step == -1 => return reading(Year::Unsaid, Within::RelativeDay(-1), noun.end),
        "morning" | "afternoon" | "evening" if step == 0 => {
            return reading(Year::Unsaid, Within::RelativeDay(0), noun.end);
        }
        _ => {}
    }
    if step == -1 && cursor.is(word, "last") && ground.phrase_before(at, &["the", "year", "before"]).is_some() {
        return None;
    }
    match calendar_word(cursor.surface(noun))? {
        Trigger::Month { month, short: false } if cursor.is_capitalised(noun) => {
            let year = if step == 0 { Year::Relative(0) } else { Year::Unsaid };
            let day = day(ground, cursor.next(noun.end).start, false);
            let (part, end) =
                day.map_or((Within::Month(month), noun.end), |(d, end, _)| (Within::Day(Some(month), d), end));
            reading(year, part, end)
        }
        Trigger::Weekday { day, short: false } => {
            let mut found = reading(Year::Unsaid, Within::Whole, noun.end)?;
            found.point.weekday = Some(day);
            Some(found)
        }
        Trigger::Season(season) => reading(Year::Relative(step), Within::Season(season), noun.end),
        _ => None,
    }
}
