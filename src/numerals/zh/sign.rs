//! The characters that Chinese numerals are written with.

/// What a character does in a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A digit, 0–9: 三, 〇, 叁, 幺, 两.
    Digit(u8),
    /// Multiplies the digit before it by 10^n inside a section: 十, 百, 千.
    Power(u8),
    /// So many tens in one character: 廿, 卅, 卌.
    Tens(u8),
    /// Multiplies all that stands before it by 10^n: 万, 亿, 兆.
    Scale(u8),
    /// An unknown digit: 几, 数.
    Few,
}

/// What `c` does, Traditional and financial forms included.
///
/// Characters that mostly stand for something else (陆 "land", 拾 "pick up") are left to [`financial`].
pub(crate) fn sign(c: char) -> Option<Sign> {
    Some(match c {
        // U+25CB and the letters O are what old typesetting and text recognition put for 〇; the letters are left out
        // here because they stand in Latin words too.
        '零' | '〇' | '○' | '◯' => Sign::Digit(0),
        '一' | '壹' | '弌' | '幺' => Sign::Digit(1),
        '二' | '贰' | '貳' | '弍' | '两' | '兩' | '俩' | '倆' => Sign::Digit(2),
        '三' | '叁' | '叄' | '弎' | '仨' => Sign::Digit(3),
        '四' => Sign::Digit(4),
        '五' => Sign::Digit(5),
        '六' => Sign::Digit(6),
        '七' | '柒' => Sign::Digit(7),
        '八' | '捌' => Sign::Digit(8),
        '九' | '玖' => Sign::Digit(9),
        '十' => Sign::Power(1),
        '百' | '佰' => Sign::Power(2),
        '千' | '仟' => Sign::Power(3),
        '廿' | '卄' => Sign::Tens(2),
        '卅' => Sign::Tens(3),
        '卌' => Sign::Tens(4),
        '万' | '萬' => Sign::Scale(4),
        '亿' | '億' => Sign::Scale(8),
        '兆' => Sign::Scale(12),
        '几' | '幾' | '数' | '數' => Sign::Few,
        _ => return None,
    })
}

/// Financial forms that are ordinary words elsewhere: digits only beside another sign.
pub(crate) fn financial(c: char) -> Option<Sign> {
    Some(match c {
        '参' | '參' => Sign::Digit(3),
        '肆' => Sign::Digit(4),
        '伍' => Sign::Digit(5),
        '陆' | '陸' => Sign::Digit(6),
        '拾' => Sign::Power(1),
        _ => return None,
    })
}

/// The decimal point between numerals: 点 as it is spoken, the dots as they are printed.
pub(crate) fn is_point(c: char) -> bool {
    matches!(c, '点' | '點' | '·' | '．' | '.' | '•' | '・')
}
