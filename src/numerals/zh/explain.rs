//! The reading of a numeral as steps that a person can follow.

use std::fmt;

use super::{Sign, financial, is_point, read, sign};
use crate::numerals::digits::digit_value;
use crate::quantity::Exact;

/// One step: a coefficient and the power of ten it counts, as 4 × 100 for 四百.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What was written for it.
    pub surface: String,
    /// The digits before the power.
    pub coefficient: Exact,
    /// The power of ten.
    pub power: Exact,
}

/// The terms that one scale multiplies: 四百一十九万 is (400 + 10 + 9) × 10,000.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The terms, in the order written.
    pub terms: Vec<Term>,
    /// 万, 亿, 兆 and their products; 1 where none is written.
    pub scale: Exact,
}

impl fmt::Display for Term {
    /// `4×100`, and `7` for ones.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.power == Exact::ONE {
            write!(f, "{}", self.coefficient)
        } else {
            write!(f, "{}×{}", self.coefficient, self.power)
        }
    }
}

impl fmt::Display for Section {
    /// `(4×100 + 1×10 + 9)×10000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let braces = self.scale != Exact::ONE && self.terms.len() > 1;
        f.write_str(if braces { "(" } else { "" })?;
        for (at, term) in self.terms.iter().enumerate() {
            write!(f, "{}{term}", if at > 0 { " + " } else { "" })?;
        }
        f.write_str(if braces { ")" } else { "" })?;
        if self.scale == Exact::ONE { Ok(()) } else { write!(f, "×{}", self.scale) }
    }
}

/// The steps that lead from `numeral` to its value; `None` when it is no numeral, is vague or a range, or is spelled
/// digit by digit, so that there is nothing to add up. The sections' sum is the value that [`read`] gives.
///
/// ```
/// use duizhao::numerals::zh::explain;
///
/// let steps = explain("一千四百二十七").unwrap();
/// assert_eq!(steps[0].to_string(), "1×1000 + 4×100 + 2×10 + 7");
/// ```
pub fn explain(numeral: &str) -> Option<Vec<Section>> {
    let read = read(numeral, 0).ok().filter(|read| read.end == numeral.len())?;
    if read.high.is_some() || read.vague.is_some() {
        return None;
    }
    let sections = sections(numeral)?;
    let mut sum = Exact::ZERO;
    for section in &sections {
        sum = sum.checked_add(section.value()?)?;
    }
    // Where the plain walk below and the grammar differ, the grammar holds and there are no steps to show.
    (sum == read.value).then_some(sections)
}

impl Section {
    /// What the section amounts to.
    fn value(&self) -> Option<Exact> {
        let mut sum = Exact::ZERO;
        for term in &self.terms {
            sum = sum.checked_add(term.coefficient.checked_mul(term.power)?)?;
        }
        sum.checked_mul(self.scale)
    }
}

fn sections(numeral: &str) -> Option<Vec<Section>> {
    let mut done: Vec<Section> = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    let (mut digits, mut from) = (String::new(), 0);
    let mut tail_power = None;
    let mut chars = numeral.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let upto = at + c.len_utf8();
        let term = |coefficient, power| {
            let surface = numeral.get(from..upto).unwrap_or_default().to_owned();
            Term { surface, coefficient, power }
        };
        let read = |digits: &str| if digits.is_empty() { Some(Exact::ONE) } else { digits.parse().ok() };
        if let Some(digit) = digit_value(c) {
            digits.push(char::from(b'0' + digit));
            continue;
        }
        match sign(c).or_else(|| financial(c)) {
            Some(Sign::Digit(0)) if digits.is_empty() && at > 0 && chars.peek().is_some_and(|&(_, c)| !is_point(c)) => {
                tail_power = None;
            }
            Some(Sign::Digit(digit)) => digits.push(char::from(b'0' + digit)),
            Some(Sign::Power(power)) => {
                terms.push(term(read(&digits)?, Exact::power_of_ten(i32::from(power))?));
                from = upto;
                digits.clear();
                tail_power = Some(i32::from(power) - 1);
            }
            Some(Sign::Tens(tens)) => {
                terms.push(term(Exact::integer(i128::from(tens)), Exact::integer(10)));
                from = upto;
                digits.clear();
                tail_power = None;
            }
            Some(Sign::Scale(scale)) => {
                let factor = Exact::power_of_ten(i32::from(scale))?;
                if !digits.is_empty() || terms.is_empty() && done.is_empty() {
                    terms.push(term(read(&digits)?, Exact::ONE));
                    digits.clear();
                }
                if terms.is_empty() {
                    let last = done.last_mut()?;
                    last.scale = last.scale.checked_mul(factor)?;
                } else {
                    done.push(Section { terms: std::mem::take(&mut terms), scale: factor });
                }
                from = upto;
                tail_power = Some(i32::from(scale) - 1);
            }
            _ if is_point(c) => digits.push('.'),
            _ => {}
        }
    }
    if !digits.is_empty() {
        let spelled = digits.len() == 1 && digits != "0";
        let power = tail_power.filter(|&power| spelled && power > 0).unwrap_or(0);
        let surface = numeral.get(from..).unwrap_or_default().to_owned();
        terms.push(Term { surface, coefficient: digits.parse().ok()?, power: Exact::power_of_ten(power)? });
    }
    if !terms.is_empty() {
        done.push(Section { terms, scale: Exact::ONE });
    }
    Some(done)
}
