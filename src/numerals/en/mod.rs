//! English numerals.
//!
//! [`read`] reads the numeral at the start of a text: number words in any mix (`two hundred and thirteen`, `a dozen`,
//! `two and a half million`), digits in every grouping (`1,427`, `1 427`), digits with scale words or their
//! abbreviations (`4.19 million`, `3.5bn`), fractions (`two-thirds`, `2½`), ordinals (`twenty-first`, `21st`) and
//! magnitudes (`hundreds of thousands`).
//!
//! A numeral is a sum of terms, each a coefficient below a thousand, or digits, times its scales; the scales fall from
//! term to term. A word that would break this begins the next numeral: `one hundred and two hundred` is 100 and 200.
//! Reading goes left to right with a bounded look ahead, so time is linear in the length of the numeral.
//!
//! Not here: units, bounds, and whether `one` or `second` is a number at all; the readers of facts decide that.
//!
//! ```
//! use duizhao::numerals::en;
//!
//! let numeral = en::read("two hundred and thirteen cooperatives").unwrap();
//! assert_eq!((numeral.value.to_string().as_str(), numeral.length), ("213", 24));
//! ```

pub(crate) mod cursor;
mod figures;
mod fraction;
pub(crate) mod lexicon;
mod memo;
mod sum;

use crate::quantity::Exact;

pub(crate) use fraction::read_part;
pub(crate) use memo::Memo;

use cursor::{Cursor, Sort, Token};
use lexicon::number_word;

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `213`, `two hundred and thirteen`, `4.19 million`.
    Cardinal,
    /// `21st`, `twenty-first`.
    Ordinal,
    /// `two-thirds`, `3/4`, `half`; `two and a half` is a cardinal.
    Fraction,
    /// `hundreds of thousands`: at least the value, and less than the ceiling.
    Several {
        /// What the magnitude stays below.
        ceiling: Exact,
    },
}

/// An English numeral and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value.
    pub value: Exact,
    /// The power of ten of the last digit written, scale included: 4 for `4.19 million`, 2 for `two hundred`.
    pub precision: i8,
    /// Bytes read.
    pub length: usize,
    /// How it is written.
    pub form: Form,
    /// The factor that a scale word or its abbreviation gives the whole numeral: a million for `4.19 million`, one
    /// without. A range may share it: `3 to 5 million`.
    pub scale: Exact,
    /// Whether it is digits alone, without words.
    pub figures: bool,
    /// Whether it begins with a bare `hundred`, `million` …, or with an article.
    pub opening: Opening,
}

/// How a numeral begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// With a number.
    Number,
    /// With `a` or `an`: `a hundred`, `a third`.
    Article,
    /// With a scale that no number precedes: `thousand and one`.
    Bare,
}

/// Why no numeral was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumeralError {
    /// None stands here.
    Nothing,
    /// The value does not fit an [`Exact`]; `length` bytes make up the numeral.
    Overflow {
        /// Bytes of the numeral.
        length: usize,
    },
    /// The digits are grouped in a way that no convention allows (`16,4851`); `length` bytes of them.
    Malformed {
        /// Bytes of the numeral.
        length: usize,
    },
}

/// One step of reading a numeral, as `number --explain` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// First byte of what was read in this step.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What kind of step it is.
    pub rule: Rule,
    /// The value after the step: of the part for a part, of everything so far for a sum.
    pub value: Exact,
}

/// What a [`Step`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Digits or words below a thousand.
    Coefficient,
    /// A scale word multiplies the coefficient.
    Scale,
    /// The term is added to those before it.
    Add,
    /// Digits after the point.
    Decimals,
    /// A denominator divides.
    Divide,
    /// A dozen or score multiplies.
    Group,
    /// A sign turns the value round.
    Negate,
    /// The number becomes a place in an order.
    Order,
    /// A magnitude without a number.
    Magnitude,
}

/// Takes the steps of a reading, or lets them go.
pub(crate) trait Trace {
    fn step(&mut self, range: std::ops::Range<usize>, rule: Rule, value: Exact);
}

impl Trace for () {
    fn step(&mut self, _: std::ops::Range<usize>, _: Rule, _: Exact) {}
}

impl Trace for Vec<Step> {
    fn step(&mut self, range: std::ops::Range<usize>, rule: Rule, value: Exact) {
        self.push(Step { start: range.start, end: range.end, rule, value });
    }
}

/// Reads the numeral at the start of `text`.
pub fn read(text: &str) -> Result<Numeral, NumeralError> {
    read_at(Cursor::new(text), 0, false, &mut ())
}

/// Reads the numeral at the start of `text` and tells how.
pub fn explain(text: &str) -> (Result<Numeral, NumeralError>, Vec<Step>) {
    let mut steps = Vec::new();
    let numeral = read_at(Cursor::new(text), 0, false, &mut steps);
    (numeral, steps)
}

/// Where the digits at `at` end, with their groups, decimals and exponent.
pub(crate) fn figures_end(cursor: Cursor<'_>, at: usize) -> Option<usize> {
    figures::read(cursor, at).ok().map(|reading| reading.end)
}

/// The numeral that begins exactly at `at`.
pub(crate) fn numeral_at(cursor: Cursor<'_>, at: usize) -> Result<Numeral, NumeralError> {
    let read = || read_at(cursor, at, false, &mut ());
    cursor.memo().map_or_else(read, |memo| memo.numeral(at, read))
}

/// Reads the numeral that begins exactly at `at`. After a currency sign (`money`) a bare `m` or `t` is a scale.
pub(crate) fn read_at(
    cursor: Cursor<'_>,
    at: usize,
    money: bool,
    trace: &mut impl Trace,
) -> Result<Numeral, NumeralError> {
    let signed = sign(cursor, at);
    let from = signed.unwrap_or(at);
    if !may_begin(cursor, cursor.glued(from)) {
        return Err(NumeralError::Nothing);
    }
    let numeral = fraction::with_fraction(cursor, from, money, trace)?;
    let (value, length) = (numeral.value, from + numeral.length - at);
    if signed.is_none() {
        return Ok(numeral);
    }
    trace.step(at..at + length, Rule::Negate, value.negated());
    Ok(Numeral { value: value.negated(), length, ..numeral })
}

/// Whether a numeral may begin with `token`: most words begin none.
fn may_begin(cursor: Cursor<'_>, token: Token) -> bool {
    token.sort != Sort::Word
        || number_word(cursor.surface(token)).is_some()
        || cursor.is_any(token, &["a", "an", "several", "point"])
}

/// Where a sign that stands at `at` ends: `-5`, `−5`, `minus five`, `negative 20`.
fn sign(cursor: Cursor<'_>, at: usize) -> Option<usize> {
    let token = cursor.glued(at);
    // "plus or minus five" goes either way.
    let either = || cursor.phrase_before(token.start, &["plus", "or"]).is_some();
    if cursor.is_any(token, &["minus", "negative"]) && !either() {
        return Some(cursor.next(token.end).start);
    }
    matches!(cursor.char_at(at)?, '-' | '\u{2212}')
        .then_some(token.end)
        .filter(|&end| cursor.char_at(end).is_some_and(|c| c.is_ascii_digit() || c == '.'))
}
