//! Digits read aloud from a zero on: `zero zero seven`, `zero one two three`, `zero zero hundred twenty five`.

use super::ground::Ground;
use crate::facts::{Fact, Kind, Value};
use crate::numerals::en::cursor::{Sort, Token};
use crate::numerals::en::lexicon::{Word, number_word};
use crate::numerals::en::{self, Form};
use crate::source::{Lang, Span};

/// The most digits of a serial.
const LONGEST: u8 = 30;

/// The serial that begins with the word for zero at `at`.
pub(super) fn read(ground: Ground<'_>, at: usize) -> Option<Fact> {
    let cursor = ground.cursor;
    let word = |token: Token| (token.sort == Sort::Word).then(|| number_word(cursor.surface(token))).flatten();
    let zero = cursor.glued(at);
    word(zero).filter(|word| *word == Word::Zero && cursor.is(zero, "zero"))?;
    let (mut digits, mut length, mut end) = (0_u128, 1_u8, zero.end);
    while length < LONGEST {
        let token = cursor.next(end);
        let spelled = match word(token) {
            Some(Word::Zero) => Some(0),
            None if cursor.is(token, "oh") => Some(0),
            // five of five hundred is none of the digits
            Some(Word::Unit(unit)) if word(cursor.next(token.end)) != Some(Word::Hundred) => Some(unit),
            _ => None,
        };
        if let Some(digit) = spelled {
            (digits, length, end) = (digits * 10 + u128::from(digit), length + 1, token.end);
            continue;
        }
        // the rest as one number: zero zero hundred twenty five
        let rest = word(token).and_then(|_| en::numeral_at(cursor, token.start).ok());
        let value =
            rest.filter(|rest| rest.form == Form::Cardinal).and_then(|rest| Some((rest.value.as_integer()?, rest)));
        if let Some((value, rest)) = value.filter(|(value, _)| (1..1_000_000_000).contains(value)) {
            let places = value.ilog10() + 1;
            digits = digits * 10_u128.pow(places) + value.unsigned_abs();
            (length, end) = (length.saturating_add(u8::try_from(places).ok()?), token.start + rest.length);
        }
        break;
    }
    // two of a kind may be a score; what is counted takes the last for itself
    let counted = super::units::follows(ground, end);
    let value = Value::Serial { digits, length };
    (length > 2 && !counted).then(|| Fact::bare(Span::new(at, end), Lang::En, Kind::Serial, value))
}
