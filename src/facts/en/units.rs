//! Units of measure and currencies behind an English number: `square kilometers`, `kg`, `US dollars`, `-year`.

use std::sync::LazyLock;

use super::around::Around;
use super::ground::Ground;
use crate::numerals::en::cursor::{Cursor, Sort, Token};
use crate::numerals::en::lexicon::WordTable;
use crate::quantity::{Dimension, Exact, Unit, UnitName, units};

/// A unit as a text names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnitReading {
    pub(super) unit: Unit,
    /// How many of it one of the name is: 1/100 for `cents`, else 1.
    pub(super) share: Exact,
    pub(super) end: usize,
}

struct Entry {
    name: UnitName,
    unit: Unit,
    /// The words and marks of the name.
    pieces: Vec<Piece>,
    /// Symbols are told by their case: `MW` is no `mW`, `Li` no li.
    exact: bool,
}

impl Entry {
    fn new(name: UnitName, unit: Unit, exact: bool) -> Self {
        Self { name, unit, pieces: pieces(name.text).collect(), exact }
    }
}

/// A word or mark of a name, and whether white space may part it from the one before it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    text: &'static str,
    apart: bool,
}

fn pieces(name: &'static str) -> impl Iterator<Item = Piece> {
    let cursor = Cursor::new(name);
    let mut from = 0;
    std::iter::from_fn(move || {
        let token = cursor.next(from);
        let apart = token.start > from;
        from = token.end;
        (token.sort != Sort::End).then(|| Piece { text: cursor.surface(token), apart })
    })
}

struct Index {
    entries: Vec<Entry>,
    by_word: WordTable<(u16, u16)>,
    marks: usize,
}

fn first_word(name: &'static str) -> Option<&'static str> {
    let end = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    name.get(..end).filter(|word| !word.is_empty())
}

/// The first words of all names of units.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    index().entries.iter().filter_map(|entry| first_word(entry.name.text))
}

/// The ISO codes of currencies, which name them in any text.
fn codes() -> impl Iterator<Item = Entry> {
    units().iter().filter_map(|&unit| {
        let name = UnitName { text: unit.written_code()?, share: Exact::ONE, until: None, since: None };
        Some(Entry::new(name, unit, true))
    })
}

/// All English names, by their first word, the longest first; names that begin with a mark come last.
fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let mut entries: Vec<_> = units()
            .iter()
            .flat_map(|&unit| unit.en().iter().map(move |&name| (unit, name)))
            .map(|(unit, name)| {
                let symbol = name.text.len() <= 3 || name.text.bytes().skip(1).any(|b| b.is_ascii_uppercase());
                let spelled = name.text.contains(' ') || unit.dimension() == Dimension::Money;
                Entry::new(name, unit, symbol && !spelled)
            })
            .chain(codes())
            .collect();
        let key = |entry: &Entry| first_word(entry.name.text).map(str::to_ascii_lowercase);
        entries
            .sort_by_cached_key(|entry| (key(entry).is_none(), key(entry), std::cmp::Reverse(entry.name.text.len())));
        let marks = entries.iter().position(|entry| key(entry).is_none()).unwrap_or(entries.len());
        let mut rows: Vec<(&'static str, (u16, u16))> = Vec::new();
        for (at, entry) in entries.iter().enumerate().take(marks) {
            let at = u16::try_from(at).expect("there are fewer names of units");
            let word = first_word(entry.name.text).expect("marks come last");
            match rows.last_mut() {
                Some((last, (_, end))) if last.eq_ignore_ascii_case(word) => *end = at + 1,
                _ => rows.push((word, (at, at + 1))),
            }
        }
        Index { by_word: rows.into_iter().collect(), entries, marks }
    });
    &INDEX
}

/// Where the name of these pieces ends if it stands at `at`, its words parted by any white space.
fn name_end(cursor: Cursor<'_>, at: usize, mut name: impl Iterator<Item = Piece>, exact: bool) -> Option<usize> {
    name.try_fold(at, |end, piece| {
        let found = if piece.apart { cursor.next(end) } else { cursor.glued(end) };
        let same = if exact { cursor.surface(found) == piece.text } else { cursor.is(found, piece.text) };
        same.then_some(found.end)
    })
}

/// The unit that `token` begins; no letter or digit goes on where its name ends.
pub(super) fn at(ground: Ground<'_>, token: Token) -> Option<UnitReading> {
    if let Some(reading) = spaced_prefix(ground, token) {
        return Some(reading);
    }
    let torn = |end| ground.cursor.char_before(end).is_some_and(|c| c.is_ascii_alphanumeric()) && ground.goes_on(end);
    named(ground, token, |end| !torn(end))
}

/// A prefix of the SI that stands apart from its unit, as it is spoken: `kilo watt hours`.
fn spaced_prefix(ground: Ground<'_>, token: Token) -> Option<UnitReading> {
    static TABLE: LazyLock<WordTable<()>> = LazyLock::new(|| PREFIXES.iter().map(|&prefix| (prefix, ())).collect());
    let cursor = ground.cursor;
    let prefix = cursor.surface(token);
    TABLE.get(prefix)?;
    let unit = cursor.next(token.end);
    if unit.sort != Sort::Word {
        return None;
    }
    let index = index();
    let rest = cursor.surface(unit);
    index.entries.iter().find_map(|entry| {
        let joined = entry.name.text.get(prefix.len()..)?;
        let alike = entry.name.text.get(..prefix.len())?.eq_ignore_ascii_case(prefix);
        let word = first_word(joined).filter(|word| alike && word.eq_ignore_ascii_case(rest))?;
        // kilo watt-hours: what follows the first word of the name follows here too
        let end = name_end(cursor, unit.end, pieces(joined.get(word.len()..)?), false)?;
        (!ground.goes_on(end)).then_some(UnitReading { unit: entry.unit, share: entry.name.share, end })
    })
}

/// The prefixes that are spoken apart.
const PREFIXES: &[&str] = &["kilo", "mega", "giga", "tera", "peta", "milli", "micro", "nano", "centi", "deci", "hecto"];

/// The unit that `token` begins and whose name may end as `ends_well` says.
pub(super) fn named(ground: Ground<'_>, token: Token, ends_well: impl Fn(usize) -> bool) -> Option<UnitReading> {
    let cursor = ground.cursor;
    let index = index();
    let (from, to) = match token.sort {
        Sort::Word => match index.by_word.get(cursor.surface(token)) {
            Some((from, to)) => (usize::from(from), usize::from(to)),
            None if cursor.surface(token).is_ascii() => return None,
            None => (index.marks, index.entries.len()),
        },
        Sort::Mark => (index.marks, index.entries.len()),
        Sort::Digits | Sort::End => return None,
    };
    index.entries.get(from..to)?.iter().filter(|entry| entry.name.holds_on(ground.date)).find_map(|entry| {
        let end = name_end(cursor, token.start, entry.pieces.iter().copied(), entry.exact)?;
        ends_well(end).then_some(UnitReading { unit: entry.unit, share: entry.name.share, end })
    })
}

/// The unit behind a number that ends at `at`, with a space, a hyphen or nothing between. `value` and whether words of
/// scale belong to the number help to tell units from other words.
pub(super) fn after(ground: Ground<'_>, at: usize, value: Exact) -> Option<UnitReading> {
    let cursor = ground.cursor;
    let hyphen = cursor.hyphen(at);
    let token = match hyphen {
        Some(end) => cursor.glued(end),
        None => cursor.next(at),
    };
    let reading = self::at(ground, token)?;
    // the whole of the name: `m` is ambiguous, `m2` and `m/s` are not
    let surface = cursor.rest(token.start).get(..reading.end - token.start).unwrap_or_default();
    let rare = value.abs() < Exact::integer(100);
    let closes = || ground.closes(reading.end);
    let ambiguous = match surface {
        // verbs, adjectives and marks before they are money
        "won" | "mark" | "marks" | "crown" | "crowns" | "real" | "cycles" | "cycle" | "kip" => rare,
        // names; B is the letter of a flat or a bus
        "Li" | "Dan" | "Hu" | "Mu" | "Shi" | "Dong" | "Mou" | "Cun" | "Rand" | "Stone" | "B" => true,
        "stone" | "bit" | "bits" | "score" | "knots" | "atmosphere" | "atmospheres" => {
            rare && hyphen.is_none() && !closes()
        }
        // "5 in 10": an inch only after feet; "2 m" and "3 g" as they stand
        "in" | "st" => token.start > at,
        // flat 4B, 10A Downing Street
        "A" => token.start > at || cursor.is_capitalised(cursor.next(reading.end)),
        // 42 le, Egyptian pounds that have lost their capitals; elsewhere it is French
        "le" => token.start > at && !closes(),
        // 220 V, as the SI sets it; but not in a name
        "V" | "W" => {
            let next = cursor.next(reading.end);
            token.start > at && !closes() && (next.sort != Sort::Word || cursor.is_capitalised(next))
        }
        // the 500s, the 1950 s
        "s" => token.start == at || !rare,
        // 5 m is five million too
        "m" => {
            token.start > at
                && !closes()
                && !cursor.is_any(
                    cursor.next(reading.end),
                    &[
                        "of", "and", "to", "long", "high", "wide", "deep", "a", "above", "x", "per", "by", "or", "for",
                        "at", "from", "in", "on", "with", "than", "each", "every", "daily", "tall", "thick", "across",
                        "apart", "away", "below",
                    ],
                )
        }
        _ => false,
    };
    (!ambiguous).then_some(reading)
}

/// `40C`, `72 F` behind figures: degrees, where the same in the other scale stands beside them or the sentence speaks of heat.
pub(super) fn letter_of_heat(ground: Ground<'_>, at: usize) -> Option<UnitReading> {
    /// How many words on either side may speak of it.
    const REACH: usize = 12;
    let cursor = ground.cursor;
    if !cursor.rest(at).trim_start_matches(' ').starts_with(['C', 'F']) {
        return None;
    }
    let letter = cursor.next(at);
    let code = match cursor.surface(letter) {
        "C" => "Cel",
        "F" => "[degF]",
        _ => return None,
    };
    if ground.goes_on(letter.end) || letter.start > at + 1 {
        return None;
    }
    let speaks = |token: Token| Around::Heat.holds(cursor.surface(token));
    let ends = |token: Token| token.sort == Sort::End || cursor.is_any(token, &[".", ";", "!", "?"]);
    let mut from = at;
    let before = (0..REACH).map_while(|_| {
        let token = cursor.before(from);
        from = token.start;
        (!ends(token)).then_some(token)
    });
    let mut upto = letter.end;
    let after = (0..REACH).map_while(|_| {
        let token = cursor.next(upto);
        upto = token.end;
        (!ends(token)).then_some(token)
    });
    let said = before.chain(after).any(speaks);
    said.then_some(UnitReading { unit: Unit::by_code(code)?, share: Exact::ONE, end: letter.end })
}

/// Whether a unit follows a number that ends at `at`.
pub(super) fn follows(ground: Ground<'_>, at: usize) -> bool {
    after(ground, at, Exact::integer(1000)).is_some()
}

/// Feet and inches as the primes behind digits write them, or the marks of quotation that stand for primes: `6'2"`, `5″`. A
/// mark that may close a quotation is none, nor is one of an angle.
pub(super) fn primes(ground: Ground<'_>, number: usize, end: usize) -> Option<UnitReading> {
    let cursor = ground.cursor;
    let mark = cursor.char_at(end)?;
    let code = match mark {
        '\'' | '′' => "[ft_i]",
        '"' | '″' => "[in_i]",
        _ => return None,
    };
    let after = end + mark.len_utf8();
    let torn = match cursor.glued(after).sort {
        // 1'234 groups thousands
        Sort::Digits => code == "[in_i]" || cursor.glued(after).end - after > 2,
        Sort::Word => true,
        Sort::Mark | Sort::End => false,
    };
    let angle = matches!(cursor.before(number), token if cursor.is_any(token, &["°", "′", "degrees"]));
    (!torn && !angle && (!mark.is_ascii() || !quotes(cursor, number, mark)))
        .then(|| Some(UnitReading { unit: Unit::by_code(code)?, share: Exact::ONE, end: after }))?
}

/// Whether a quotation that `mark` opened may be open at `at`, as far as the line before it tells.
fn quotes(cursor: Cursor<'_>, at: usize, mark: char) -> bool {
    /// How far back a quotation is looked for, in characters.
    const REACH: usize = 300;
    let line = cursor.head(at).chars().rev().take(REACH).take_while(|&c| c != '\n');
    let before = line.clone().skip(1).map(Some).chain([None]);
    let marks = line.zip(before).filter(|&(c, _)| c == mark);
    match mark {
        // behind a digit it may be inches again
        '"' => marks.filter(|(_, before)| !before.is_some_and(|c| c.is_ascii_digit())).count() % 2 == 1,
        // behind a letter it is an apostrophe
        _ => marks.into_iter().any(|(_, before)| !before.is_some_and(char::is_alphanumeric)),
    }
}
