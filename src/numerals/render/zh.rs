//! Numbers as Chinese writes them: plain, in financial characters, digit by digit, as sums of money and as years.
//!
//! What a function here writes is read back as the same value: numbers by [`crate::numerals::zh::read_whole`], money and
//! years by [`crate::facts::read`]. A value outside what the form can write is `None`.
//!
//! ```
//! use duizhao::numerals::render::zh;
//! use duizhao::quantity::Exact;
//!
//! let value = Exact::integer(74_294);
//! assert_eq!(zh::plain(value).unwrap(), "七万四千二百九十四");
//! assert_eq!(zh::financial(value).unwrap(), "柒万肆仟贰佰玖拾肆");
//! assert_eq!(zh::digits(value).unwrap(), "七四二九四");
//! assert_eq!(zh::year(1954).unwrap(), "一九五四年");
//! ```

use crate::quantity::Exact;

/// The characters of one way of writing.
struct Style {
    digits: [char; 10],
    /// One, ten, hundred, thousand.
    powers: [&'static str; 4],
    /// Ten to nineteen begin with the power itself: 十五.
    bare_ten: bool,
}

const PLAIN: Style = Style {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    powers: ["", "十", "百", "千"],
    bare_ten: true,
};

const FINANCIAL: Style = Style {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    powers: ["", "拾", "佰", "仟"],
    bare_ten: false,
};

/// One more than the largest magnitude that is written.
const LIMIT: u128 = 10_u128.pow(32);

/// 七万四千二百九十四, 十五, 负三点二五, 三分之二. From 10^16 on, 兆 stands for 10^12; below, 万亿 does.
pub fn plain(value: Exact) -> Option<String> {
    number(value, &PLAIN)
}

/// 柒万肆仟贰佰玖拾肆, 壹拾伍
pub fn financial(value: Exact) -> Option<String> {
    number(value, &FINANCIAL)
}

/// A sum of money in financial characters: 叁万零伍拾元整, 壹拾壹元壹角壹分, 捌分. Amounts are yuan with at most two
/// decimals.
pub fn money(value: Exact) -> Option<String> {
    let fen = value.abs().checked_mul(Exact::integer(100))?.as_integer()?.unsigned_abs();
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = sign(value);
    if yuan > 0 || jiao == 0 && fen == 0 {
        whole(&mut out, yuan, &FINANCIAL)?;
        out.push('元');
    }
    let digit = |digit: u128| FINANCIAL.digits.get(usize::try_from(digit).ok()?).copied();
    match (jiao, fen) {
        (0, 0) => out.push('整'),
        (0, fen) => {
            if yuan > 0 {
                out.push('零');
            }
            out.extend([digit(fen)?, '分']);
        }
        (jiao, 0) => out.extend([digit(jiao)?, '角']),
        (jiao, fen) => out.extend([digit(jiao)?, '角', digit(fen)?, '分']),
    }
    Some(out)
}

/// Digit by digit: 一九五四, 二〇〇八. `None` for what is no whole number above zero, and for two neighbouring digits
/// alone, which say a range (三四 is "three or four").
pub fn digits(value: Exact) -> Option<String> {
    let written = value.as_integer().filter(|&value| value > 0)?.to_string();
    let spelled: String = written.bytes().filter_map(|b| SPELLED.get(usize::from(b - b'0'))).collect();
    let range = match *written.as_bytes() {
        [b'3', b'5'] => true,
        [low, high] => high == low + 1,
        _ => false,
    };
    (!range).then_some(spelled)
}

const SPELLED: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A year: 一九五四年, 公元七九年, 公元前二二一年. Zero is 1 BC.
pub fn year(year: i32) -> Option<String> {
    let spell =
        |year: u32| -> String { year.to_string().bytes().filter_map(|b| SPELLED.get(usize::from(b - b'0'))).collect() };
    Some(match year {
        1000..=9999 => format!("{}年", spell(year.unsigned_abs())),
        1..=999 => format!("公元{}年", spell(year.unsigned_abs())),
        -9998..=0 => format!("公元前{}年", spell((1 - year).unsigned_abs())),
        _ => return None,
    })
}

fn sign(value: Exact) -> String {
    if value.is_negative() { "负".to_owned() } else { String::new() }
}

fn number(value: Exact, style: &Style) -> Option<String> {
    let mut out = sign(value);
    let magnitude = value.abs();
    let (numerator, denominator) = (magnitude.numerator().unsigned_abs(), magnitude.denominator().unsigned_abs());
    let places = magnitude.decimals().filter(|&places| places <= Exact::MAX_DECIMALS);
    let Some(places) = places else {
        whole(&mut out, denominator, style)?;
        out.push_str("分之");
        whole(&mut out, numerator, style)?;
        return Some(out);
    };
    whole(&mut out, numerator / denominator, style)?;
    let mut rest = numerator % denominator;
    if places > 0 {
        out.push('点');
    }
    for _ in 0..places {
        rest = rest.checked_mul(10)?;
        out.push(*style.digits.get(usize::try_from(rest / denominator).ok()?)?);
        rest %= denominator;
    }
    Some(out)
}

/// Writes `value`, splitting it at the largest scale that it reaches.
fn whole(out: &mut String, value: u128, style: &Style) -> Option<()> {
    if value == 0 {
        out.push('零');
        return Some(());
    }
    if value >= LIMIT {
        return None;
    }
    let begun = out.len();
    parts(out, value, style);
    if style.bare_ten && out.get(begun..).is_some_and(|written| written.starts_with("一十")) {
        out.replace_range(begun..begun + "一".len(), "");
    }
    Some(())
}

fn parts(out: &mut String, value: u128, style: &Style) {
    let (name, size) = match value {
        _ if value >= 10_u128.pow(28) => ("兆兆", 10_u128.pow(24)),
        _ if value >= 10_u128.pow(16) => ("兆", 10_u128.pow(12)),
        _ if value >= 10_u128.pow(8) => ("亿", 10_u128.pow(8)),
        _ if value >= 10_u128.pow(4) => ("万", 10_u128.pow(4)),
        _ => return section(out, value, style),
    };
    parts(out, value / size, style);
    out.push_str(name);
    let low = value % size;
    if low > 0 {
        // A zero holds the places that the lower part does not fill.
        if low < size / 10 {
            out.push('零');
        }
        parts(out, low, style);
    }
}

/// Writes `value`, which is above 0 and below 10,000.
fn section(out: &mut String, value: u128, style: &Style) {
    let mut gap = false;
    let mut begun = false;
    for power in (0..4).rev() {
        let digit = usize::try_from(value / 10_u128.pow(power) % 10).unwrap_or(0);
        if digit == 0 {
            gap = begun;
            continue;
        }
        if gap {
            out.push('零');
        }
        (gap, begun) = (false, true);
        out.extend(style.digits.get(digit));
        out.push_str(style.powers.get(power as usize).copied().unwrap_or_default());
    }
}
