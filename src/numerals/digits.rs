//! Arabic digits of either width, grouped or not, with decimals or without.

use crate::quantity::Exact;

/// A number written in Arabic digits, half or full width: `1,427`, `28．8`, `１２`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// All digits, decimals included, read as one integer: 1225 for 12.25.
    pub mantissa: u128,
    /// How many of them follow the decimal point.
    pub decimals: u8,
    /// How many stand before it, leading zeros counted.
    pub whole: u8,
    /// Whether thousands are grouped.
    pub grouped: bool,
    /// Bytes read.
    pub length: usize,
}

impl Digits {
    /// The value; `None` when it does not fit.
    pub fn value(&self) -> Option<Exact> {
        Exact::decimal(i128::try_from(self.mantissa).ok()?, -i32::from(self.decimals))
    }

    /// Whether the first digit is a zero before other digits of the whole part: `007`.
    pub fn has_leading_zero(&self, text: &str) -> bool {
        self.whole > 1 && text.chars().next().and_then(digit_value) == Some(0)
    }
}

/// Why digits were not read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitsError {
    /// No digit stands here.
    Nothing,
    /// So many digits that the value does not fit; `length` bytes of them.
    Overflow {
        /// Bytes of the run of digits.
        length: usize,
    },
}

/// The value of an Arabic digit of either width.
pub fn digit_value(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '０'..='９' => u8::try_from(u32::from(c) - u32::from('０')).ok(),
        _ => None,
    }
}

/// Reads the digits at the start of `text`: grouped by commas in threes (`1,427`, `１，４２７`) or not, with a decimal
/// point or not. A comma that does not head a group of three, or a point that no digit follows, is not read.
/// Groups parted by spaces are not read: only English writes them, and its reader looks for them.
pub fn read_digits(text: &str) -> Result<Digits, DigitsError> {
    let mut state = Digits { mantissa: 0, decimals: 0, whole: 0, grouped: false, length: 0 };
    let mut overflow = false;
    let mut chars = text.char_indices().peekable();
    // What stands before a full-width comma among half-width digits.
    let mut listed = None;
    while let Some(&(at, c)) = chars.peek() {
        if let Some(digit) = digit_value(c) {
            overflow |= state.push(digit).is_none();
            state.whole = state.whole.saturating_add(1);
            state.length = at + c.len_utf8();
            chars.next();
            continue;
        }
        let heads_group =
            matches!(c, ',' | '，') && (1..=3).contains(&state.whole) || state.grouped && matches!(c, ',' | '，');
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        if !heads_group || leading_digits(rest) != 3 {
            break;
        }
        if c == '，' && rest.starts_with(|c: char| c.is_ascii_digit()) && state.whole == 3 && !overflow {
            listed = Some(state);
        }
        state.grouped = true;
        chars.next();
    }
    // 101，102，103: three numbers, since nothing is counted behind them.
    let closes = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '％' | '.' | '．' | '·' | '℃' | '$');
    if let Some(first) =
        listed.filter(|_| !text.get(state.length..).is_some_and(|rest| rest.starts_with(|c| !closes(c))))
    {
        return Ok(first);
    }
    if state.length == 0 {
        return Err(DigitsError::Nothing);
    }
    let rest = text.get(state.length..).unwrap_or_default();
    if let Some(point) = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '·')) {
        let decimals = rest.get(point.len_utf8()..).unwrap_or_default();
        for c in decimals.chars() {
            let Some(digit) = digit_value(c) else { break };
            overflow |= state.push(digit).is_none();
            state.length += if state.decimals == 0 { point.len_utf8() } else { 0 } + c.len_utf8();
            state.decimals = state.decimals.saturating_add(1);
        }
    }
    if overflow { Err(DigitsError::Overflow { length: state.length }) } else { Ok(state) }
}

impl Digits {
    fn push(&mut self, digit: u8) -> Option<()> {
        self.mantissa = self.mantissa.checked_mul(10)?.checked_add(u128::from(digit))?;
        Some(())
    }
}

/// How many digits `text` begins with; counts no further than four.
fn leading_digits(text: &str) -> usize {
    text.chars().take(4).take_while(|&c| digit_value(c).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_groups_and_decimals() {
        let cases = [
            ("1,427 people", "1427", 5),
            ("1427", "1427", 4),
            ("4.19 million", "4.19", 4),
            ("1,427,000.5", "1427000.5", 11),
            ("28．8％", "28.8", "28．8".len()),
            ("１，４２７", "1427", "１，４２７".len()),
            ("12, 13", "12", 2),
            ("1,42", "1", 1),
            ("3.", "3", 1),
            ("1234,567", "1234", 4),
            ("1,4270", "1", 1),
            ("007", "7", 3),
            ("101，102，103。", "101", 3),
            ("101，102人", "101102", "101，102".len()),
        ];
        for (text, value, length) in cases {
            let digits = read_digits(text).unwrap();
            assert_eq!((digits.value().unwrap().to_string().as_str(), digits.length), (value, length), "{text}");
        }
        assert_eq!(read_digits("x"), Err(DigitsError::Nothing));
        assert_eq!(read_digits(&"9".repeat(50)), Err(DigitsError::Overflow { length: 50 }));
    }
}
