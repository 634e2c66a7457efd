//! Chinese numerals: from characters to an exact value, and the steps of the reading.
//!
//! [`read`] takes a text and the place where a numeral may begin, and returns the longest numeral that stands there:
//! 一千四百二十七, 二百十三, 万二千, 4千8百亿, 十二点五万, 一九五三, 七百三四十, 四千一、二百万, 三十多亿, 几百, 一万万二千万.
//!
//! Shape of the grammar, from the inside out:
//!
//! ```text
//! run         = digit+                                  一九五三, 三四 (two neighbours: a range)
//! coefficient = run | Arabic digits | 几 | 数
//! section     = { coefficient? (十 | 百 | 千) } coefficient?     powers fall; a missing coefficient is one
//! whole       = { section (万 | 亿 | 兆)+ } section?             a scale multiplies all smaller terms before it
//! numeral     = whole [point digit+] [(百 | 千 | 万 | 亿)+] [多 | 余 | 来 …]
//! ```
//!
//! A last digit right after a power counts the next lower one (三万五 is 35,000), unless a zero stands before it. A line
//! break inside a paragraph, and spaces before a power, do not interrupt a numeral. Time is linear in the numeral's
//! length; nothing is allocated.
//!
//! Not here: signs, 第, units, bounds before or after, and whether the numeral claims anything.

mod coefficient;
mod decimal;
mod explain;
mod gap;
mod sign;
mod vague;
mod whole;

pub use explain::{Section, Term, explain};
pub(crate) use gap::past_gap;
pub(crate) use sign::{Sign, financial, is_point, sign};

use crate::quantity::Exact;

/// A numeral as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// The value; of a range and of a vague numeral the lower end: 30 for 三四十, 100 for 几百.
    pub value: Exact,
    /// The upper end, where two neighbouring digits name a range: 40 for 三四十.
    pub high: Option<Exact>,
    /// The power of ten of the last digit written, scale included: 4 for 四百一十九万.
    pub precision: i8,
    /// How the numeral leaves its value open.
    pub vague: Option<Vague>,
    /// How it is written.
    pub form: Form,
    /// The power of ten that ends it and that a range shares: 4 for 五万, 2 for 五百, 0 for 十五 and for 五百二十.
    pub scale: i8,
    /// One past its last byte.
    pub end: usize,
}

/// How a numeral leaves its value open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vague {
    /// 三十多万, 十几: up to one step of the last digit more.
    Odd,
    /// 几百, 数十万: up to ten times.
    Several,
    /// 百把, 三百来: nearly that.
    About,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A single Chinese digit: 三.
    Digit,
    /// Chinese digits without powers: 一九五三; so many of them.
    Run(u8),
    /// Arabic digits alone; so many before the decimal point.
    Arabic(u8),
    /// With powers or scales, or with a decimal point: 三百, 3百, 三点五.
    Composed,
    /// A single power or scale: 十, 百, 万.
    BarePower,
}

/// Why no numeral was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumeralError {
    /// None begins here.
    Nothing,
    /// Its value does not fit; it ends at byte `end`.
    Overflow {
        /// One past its last byte.
        end: usize,
    },
}

/// The value of a text that is one numeral and nothing else, with its sign, and of a fraction (三分之二). `None` where it
/// is none, is vague or a range, or does not fit.
///
/// ```
/// use duizhao::numerals::zh::read_whole;
///
/// assert_eq!(read_whole("负三点二五").unwrap().to_string(), "-3.25");
/// assert_eq!(read_whole("三分之二").unwrap().to_string(), "2/3");
/// ```
pub fn read_whole(text: &str) -> Option<Exact> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['负', '負']) {
        return read_whole(rest).filter(|value| !value.is_negative()).map(Exact::negated);
    }
    let definite = |at: usize| read(text, at).ok().filter(|numeral| numeral.high.is_none() && numeral.vague.is_none());
    let first = definite(0)?;
    let Some(top) = text.get(first.end..)?.strip_prefix("分之") else {
        return (first.end == text.len()).then_some(first.value);
    };
    let second = definite(text.len() - top.len()).filter(|second| second.end == text.len())?;
    second.value.checked_div(first.value)
}

/// Reads the longest numeral of `text` that begins at byte `at`.
///
/// ```
/// use duizhao::numerals::zh::read;
///
/// let numeral = read("约三十二万多吨", "约".len()).unwrap();
/// assert_eq!(numeral.value.to_string(), "320000");
/// assert_eq!(numeral.end, "约三十二万多".len());
/// ```
pub fn read(text: &str, at: usize) -> Result<Numeral, NumeralError> {
    whole::read(text, at)
}
