use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedSub, Signed};

/// An exact rational number: an integer up to ±10^38, or a fraction in lowest terms.
///
/// No arithmetic on it wraps, rounds or panics: what does not fit is `None`. A float never holds a value; [`to_f64`]
/// is for scores.
///
/// [`to_f64`]: Exact::to_f64
///
/// ```
/// use duizhao::quantity::Exact;
///
/// let value: Exact = "4.19".parse().unwrap();
/// assert_eq!(value.checked_mul(Exact::integer(1_000_000)).unwrap().to_string(), "4190000");
/// assert_eq!(Exact::new(2, 6).unwrap().to_string(), "1/3");
/// ```
#[derive(Debug, Clone, Copy, Eq)]
pub struct Exact(Ratio<i128>);

impl PartialEq for Exact {
    /// All are in lowest terms, so that no division is needed.
    fn eq(&self, other: &Self) -> bool {
        (self.numerator(), self.denominator()) == (other.numerator(), other.denominator())
    }
}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.numerator(), self.denominator()).hash(state);
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most values are integers, and comparing fractions takes a division.
        if self.denominator() == other.denominator() {
            self.numerator().cmp(&other.numerator())
        } else {
            self.0.cmp(&other.0)
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Exact {
    /// 0.
    pub const ZERO: Self = Self::integer(0);
    /// 1.
    pub const ONE: Self = Self::integer(1);
    /// Most decimal places that are written as a decimal; a value with more is written as a fraction.
    pub const MAX_DECIMALS: u32 = 18;

    /// The integer `n`.
    pub const fn integer(n: i128) -> Self {
        Self(Ratio::new_raw(n, 1))
    }

    /// `numerator / denominator`; `None` when the denominator is zero or the value does not fit.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let common = common_divisor(numerator, denominator);
        let sign = denominator.signum();
        Some(Self(Ratio::new_raw(numerator / common * sign, denominator / common * sign)))
    }

    /// `mantissa × 10^exponent`.
    pub fn decimal(mantissa: i128, exponent: i32) -> Option<Self> {
        if exponent == 0 {
            return Some(Self::integer(mantissa));
        }
        let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
        if exponent >= 0 { mantissa.checked_mul(power).map(Self::integer) } else { Self::new(mantissa, power) }
    }

    /// 10^`exponent`.
    pub fn power_of_ten(exponent: i32) -> Option<Self> {
        Self::decimal(1, exponent)
    }

    /// Sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            return self.numerator().checked_add(other.numerator()).map(Self::integer);
        }
        self.0.checked_add(&other.0).map(Self)
    }

    /// Difference.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            return self.numerator().checked_sub(other.numerator()).map(Self::integer);
        }
        self.0.checked_sub(&other.0).map(Self)
    }

    /// Product.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            return self.numerator().checked_mul(other.numerator()).map(Self::integer);
        }
        let first = common_divisor(self.numerator(), other.denominator());
        let second = common_divisor(other.numerator(), self.denominator());
        let numerator = (self.numerator() / first).checked_mul(other.numerator() / second)?;
        let denominator = (self.denominator() / second).checked_mul(other.denominator() / first)?;
        Some(Self(Ratio::new_raw(numerator, denominator)))
    }

    /// Quotient; `None` also when `other` is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other == Self::ZERO {
            return None;
        }
        self.0.checked_div(&other.0).map(Self)
    }

    /// The value times −1.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0)
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// Whether there is no fractional part.
    pub fn is_integer(self) -> bool {
        *self.0.denom() == 1
    }

    /// The integer, when the value is one.
    pub fn as_integer(self) -> Option<i128> {
        self.is_integer().then(|| self.numerator())
    }

    /// Numerator in lowest terms; carries the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// Denominator in lowest terms; always positive.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// The nearest float, for scores and plots only.
    #[expect(clippy::cast_precision_loss, reason = "a score, not a value")]
    pub fn to_f64(self) -> f64 {
        self.numerator() as f64 / self.denominator() as f64
    }

    /// How many decimal places write the value exactly: `None` when no finite number of them does.
    pub fn decimals(self) -> Option<u32> {
        let mut rest = self.denominator();
        let (mut twos, mut fives) = (0, 0);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        (rest == 1).then_some(twos.max(fives))
    }
}

/// The greatest common divisor of two numbers, the second of which is not zero. Nearly all values fit 64 bits, which the
/// processor divides at once.
fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while a > u128::from(u64::MAX) || b > u128::from(u64::MAX) {
        (a, b) = (b, a % b);
        if b == 0 {
            return i128::try_from(a).unwrap_or(1);
        }
    }
    let (mut a, mut b) = (u64::try_from(a).unwrap_or(1), u64::try_from(b).unwrap_or(1));
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::from(a)
}

impl From<u32> for Exact {
    fn from(n: u32) -> Self {
        Self::integer(i128::from(n))
    }
}

impl fmt::Display for Exact {
    /// A plain decimal where one of at most [`Exact::MAX_DECIMALS`] places is exact, else `p/q`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (self.numerator(), self.denominator());
        if denominator == 1 {
            return write!(f, "{numerator}");
        }
        let scaled = self.decimals().filter(|&places| places <= Self::MAX_DECIMALS).and_then(|places| {
            let power = 10_i128.checked_pow(places)?;
            Some((numerator.checked_mul(power / denominator)?, places as usize, power.unsigned_abs()))
        });
        match scaled {
            Some((mantissa, places, power)) => {
                let sign = if mantissa < 0 { "-" } else { "" };
                let mantissa = mantissa.unsigned_abs();
                write!(f, "{sign}{}.{:0places$}", mantissa / power, mantissa % power)
            }
            None => write!(f, "{numerator}/{denominator}"),
        }
    }
}

/// Why a string is no [`Exact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal or fraction, or too large to hold exactly")]
pub struct ParseExactError;

impl FromStr for Exact {
    type Err = ParseExactError;

    /// Reads what [`Display`](fmt::Display) writes: `-12.5`, `1427`, `2/3`.
    fn from_str(s: &str) -> Result<Self, ParseExactError> {
        let parsed = if let Some((numerator, denominator)) = s.split_once('/') {
            numerator.parse().ok().zip(denominator.parse().ok()).and_then(|(n, d)| Self::new(n, d))
        } else if let Some((whole, decimals)) = s.split_once('.') {
            let places = i32::try_from(decimals.len()).map_err(|_| ParseExactError)?;
            let digits_only = !decimals.is_empty() && decimals.bytes().all(|b| b.is_ascii_digit());
            let mantissa = digits_only.then(|| format!("{whole}{decimals}").parse().ok()).flatten();
            mantissa.and_then(|mantissa| Self::decimal(mantissa, -places))
        } else {
            s.parse().ok().map(Self::integer)
        };
        parsed.ok_or(ParseExactError)
    }
}

#[cfg(test)]
mod tests {
    use num_traits::CheckedMul;
    use proptest::prelude::*;

    use super::*;

    /// Numbers of any size, most of them small.
    fn integers() -> impl Strategy<Value = i128> {
        prop_oneof![3 => -1000_i128..1000, 1 => any::<i128>(), 1 => any::<i64>().prop_map(i128::from)]
    }

    proptest! {
        #[test]
        fn products_are_in_lowest_terms(a in integers(), b in integers(), c in integers(), d in integers()) {
            prop_assume!(b != 0 && d != 0 && ![a, b, c, d].contains(&i128::MIN));
            let (one, two) = (Ratio::new(a, b), Ratio::new(c, d));
            prop_assert_eq!(Exact::new(a, b), Some(Exact(one)));
            prop_assert_eq!(Exact(one).checked_mul(Exact(two)), one.checked_mul(&two).map(Exact));
        }
    }

    #[test]
    fn writes_decimals_and_fractions() {
        let cases = [("12.50", "12.5"), ("-0.05", "-0.05"), ("2/6", "1/3"), ("1000", "1000"), ("-7/2", "-3.5")];
        for (text, written) in cases {
            assert_eq!(text.parse::<Exact>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "1.", ".", "1.-5", "1/0", "x", "1.2.3", "999999999999999999999999999999999999999999"] {
            assert!(text.parse::<Exact>().is_err(), "{text}");
        }
    }

    #[test]
    fn overflow_is_none() {
        let big = Exact::integer(i128::MAX);
        assert_eq!(big.checked_add(Exact::ONE), None);
        assert_eq!(big.checked_mul(big), None);
        assert_eq!(Exact::ONE.checked_div(Exact::ZERO), None);
    }
}
