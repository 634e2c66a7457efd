//! Words that touch an amount and belong to it: signs, currencies before the number, bounds on either side.

use super::Reader;
use super::amount::{Amount, Counted};
use super::tables::{Around, Head, holds};
use crate::facts::{Kind, Qualifier};
use crate::numerals::zh::{self, Form, Vague, sign};
use crate::quantity::{Dimension, Exact, Unit};
use crate::text::simplified;

/// Words that may stand between a bound and its number: 超过了80, 至少有10个.
const FILLERS: &[char] = &['了', '有', '为', '是', '达', '到', '在', '過', '要', '需'];

/// The sign before an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    /// 负, or a minus: of the number behind it alone. -5至10℃ ends above zero.
    Minus,
    /// 零下: of all that shares its unit. 零下5至10度 lies below zero, 零下5度至10度 ends above.
    Below,
}

/// What a bound says that `head`, the text before it, ends by denying, and the length of the denial in bytes. A question
/// (能不能超过) denies nothing.
fn denied(head: &str, says: Qualifier, denials: &[&str]) -> Option<(Qualifier, usize)> {
    let contrary = match says {
        Qualifier::MoreThan => Qualifier::AtMost,
        Qualifier::LessThan => Qualifier::AtLeast,
        _ => return None,
    };
    let denial = denials.iter().filter(|denial| head.ends_with(**denial)).max_by_key(|denial| denial.len())?;
    let asks = denial.strip_prefix('不').is_some_and(|modal| head.ends_with(&format!("{modal}{denial}")));
    (!asks).then_some((contrary, denial.len()))
}

/// How far an amount reaches with its bounds, and what they say.
pub(super) struct Bounds {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) qualifier: Option<Qualifier>,
    /// What it says compares places on a scale; see [`super::tables::Bound`].
    pub(super) on_scale: bool,
}

/// Verbs that end in 成, which is then no part of the number.
const RESULTS: &[&str] = &[
    "建成", "完成", "组成", "組成", "变成", "變成", "构成", "構成", "分成", "合成", "制成", "製成", "做成", "写成",
    "寫成", "编成", "編成", "练成", "修成", "种成", "造成", "养成", "養成", "落成",
];

impl Reader<'_> {
    /// The bounds of the amount that reaches from `start` to `end`.
    pub(super) fn bounds(&self, amount: &Amount, start: usize, end: usize) -> Bounds {
        let look = self.look;
        let mut bounds = Bounds { start, end, qualifier: None, on_scale: false };
        if let Some(to) = look.past_char(end, "计計")
            && self.is_bare_power(amount)
            && look.follows_any(start, &["数以", "數以"])
        {
            // 数以千计
            return Bounds { start: start - "数以".len(), end: to, qualifier: Some(Qualifier::Several), ..bounds };
        }
        let before = self.bound_before(amount, start);
        if let Some((_, from, on_scale)) = before {
            (bounds.start, bounds.on_scale) = (from, on_scale);
        }
        let mut after = self.tables.bound_after(look.rest(end));
        if after.is_none() && look.rest(end).starts_with(' ') {
            // Modern type sets a space around figures: 95% 以上.
            let gap = look.rest(end).len() - look.rest(end).trim_start_matches(' ').len();
            let spaced = self.tables.bound_after(look.rest(end + gap));
            after = spaced.filter(|(bound, _)| bound.says.is_some()).map(|(bound, length)| (bound, length + gap));
        }
        let mut says_after = after.and_then(|(bound, _)| bound.says);
        if let Some((bound, length)) = after {
            bounds.end += length;
            bounds.on_scale |= bound.on_scale;
            // 多 and 整 may be followed by a bound of their own: 三十多万元以上.
            if bound.says.is_none_or(|says| says == Qualifier::Odd)
                && let Some((more, length)) = self.tables.bound_after(look.rest(bounds.end))
                && more.says.is_some()
            {
                bounds.end += length;
                bounds.on_scale |= more.on_scale;
                says_after = more.says;
            }
        } else if matches!(amount.kind(), Kind::Percent | Kind::Fraction)
            && let Some((says, to)) = self.slightly(end)
        {
            bounds.end = to;
            says_after = Some(says);
        }
        let after = says_after;
        let before = before.map(|(says, ..)| says);
        let vague = amount.vague.map(|vague| match vague {
            Vague::Odd => Qualifier::Odd,
            Vague::Several => Qualifier::Several,
            Vague::About => Qualifier::About,
        });
        let weak = |qualifier: &Qualifier| matches!(qualifier, Qualifier::About | Qualifier::Nearly);
        // What bounds on one side beats what says "about": 大约…以上.
        bounds.qualifier = after
            .filter(|after| !weak(after))
            .or(before.filter(|before| !weak(before)))
            .or(vague.filter(|vague| !weak(vague)))
            .or(before)
            .or(after)
            .or(vague);
        bounds
    }

    /// The bound word before `start`, where it begins, and whether it compares places on a scale.
    fn bound_before(&self, amount: &Amount, start: usize) -> Option<(Qualifier, usize, bool)> {
        let look = self.look;
        if self.is_bare_power(amount) && amount.vague.is_none() {
            // 上百, 成千: a bare power that is reached.
            match look.before(start) {
                Some('上') if !look.follows_any(start, &["以上", "在上", "会上", "會上"]) => {
                    return Some((Qualifier::AtLeast, start - '上'.len_utf8(), false));
                }
                // 亩产过千斤, 票房破亿; but 去过, 不过, 超过
                Some('过' | '過' | '破')
                    if amount.low >= Exact::integer(100)
                        && !look
                            .follows_any(start, &["不过", "不過", "超过", "超過", "经过", "經過", "通过", "通過"]) =>
                {
                    return Some((Qualifier::MoreThan, start - '过'.len_utf8(), false));
                }
                // 成百, 成千; but 建成十座, 建成百座
                Some('成') if amount.low >= Exact::integer(100) && !look.follows_any(start, RESULTS) => {
                    return Some((Qualifier::Several, start - '成'.len_utf8(), false));
                }
                _ => {}
            }
        }
        let head = look.0.get(self.floor..start)?;
        let mut head = head.trim_end_matches(' ');
        for _ in 0..2 {
            if let Some((bound, length)) = self.tables.bound_before(head) {
                let words = head.len() - length;
                let negation =
                    bound.says.and_then(|says| denied(head.get(..words)?, says, self.tables.around(Around::Denies)));
                let (says, length) = negation.unwrap_or((bound.says?, 0));
                return Some((says, self.floor + words - length, bound.on_scale));
            }
            let filler = head.chars().next_back().filter(|c| FILLERS.contains(c))?;
            head = head.get(..head.len() - filler.len_utf8())?;
        }
        None
    }

    /// Whether the numeral is powers and scales alone, without a digit: 千, 百万.
    fn is_bare_power(&self, amount: &Amount) -> bool {
        let numeral = self.look.0.get(amount.start..amount.numeral_end).unwrap_or_default();
        let power = |c: char| matches!(sign(c), Some(zh::Sign::Power(_) | zh::Sign::Scale(_)));
        amount.form == Form::BarePower || numeral.chars().take(4).all(power) && numeral.chars().count() <= 4
    }

    /// 强 and 弱 after a share: a little more, a little less. Not before a word that they begin.
    fn slightly(&self, end: usize) -> Option<(Qualifier, usize)> {
        let (says, to) = match self.look.after(end)? {
            '强' | '強' => (Qualifier::Odd, end + '强'.len_utf8()),
            '弱' => (Qualifier::Nearly, end + '弱'.len_utf8()),
            _ => return None,
        };
        let follows = self.look.after(to);
        follows
            .is_none_or(|c| !"调大度烈迫制化国点小势者劳奸硬壮健行权劲".contains(simplified(c)))
            .then_some((says, to))
    }

    /// The sign before the numeral of `amount`, which begins at `start`: 负, 零下, and a minus that no number precedes.
    pub(super) fn sign_before(&self, amount: &Amount, start: usize) -> (Sign, usize) {
        let last = self.look.before(start);
        if !last.is_some_and(|c| matches!(c, '下' | '负' | '負' | '-' | '－' | '−' | ' ')) {
            return (Sign::None, start);
        }
        let head = self.look.0.get(self.floor..start).unwrap_or_default();
        for (word, sign) in [("零下", Sign::Below), ("负", Sign::Minus), ("負", Sign::Minus)] {
            // 18胜20负7和: 负 after a figure counts losses.
            let counts = head.trim_end_matches(['负', '負', ' ']).ends_with(|c: char| c.is_ascii_digit());
            // 正负3度 reaches to either side
            if head.ends_with(word) && !counts && !head.ends_with("正负") && !head.ends_with("正負") {
                return (sign, start - word.len());
            }
        }
        let bare = head.trim_end_matches(' ');
        if let Some(minus) = bare.chars().next_back().filter(|c| matches!(c, '-' | '－' | '−')) {
            let at = self.floor + bare.len() - minus.len_utf8();
            let free = match self.look.before(at) {
                None => true,
                Some(c) => {
                    c.is_whitespace()
                        || "（(，,：:、；;=＝≥≤<>".contains(c)
                        // 温度为-20℃, 降至-5℃, 在-5到5之间
                        || bare.len() == head.len() && "为為是至到达達约約于於在从從由".contains(c)
                        // 气温-20℃, 增速-3.5%; but 长征-5, 歼-10: names have no such unit
                        || bare.len() == head.len()
                            && at > self.floor
                            && !c.is_ascii()
                            && c.is_alphanumeric()
                            && !self.look.digit_at(at - c.len_utf8())
                            && (self.falls_below_zero(amount)
                                || self.look.follows_any(at, self.tables.around(Around::Signed)))
                        || !c.is_ascii()
                            && c != '－'
                            && c != '—'
                            && c != '％'
                            && !self.look.digit_at(at - c.len_utf8())
                            && !c.is_alphanumeric()
                }
            };
            // "- 5" at the start is a sign, "甲 - 5" a list.
            if free && (bare.len() == head.len() || at == 0) && self.look.before(at) != Some('-') {
                return (Sign::Minus, at);
            }
        }
        (Sign::None, start)
    }

    /// Whether an amount is of what falls below zero, itself or as the first of a range: -5～3℃.
    fn falls_below_zero(&self, amount: &Amount) -> bool {
        let falls = |amount: &Amount| matches!(amount.kind(), Kind::Temperature | Kind::Percent);
        let second = || self.amount(self.sign_at(self.past_connector(amount.end)?).1).ok();
        falls(amount) || amount.counted == Counted::Bare && second().is_some_and(|second| falls(&second))
    }

    /// Whether the hyphen before the digits at `at` is of a name and no minus: nothing is measured by them.
    pub(super) fn sign_of_name(&self, at: usize) -> bool {
        self.amount(at).is_ok_and(|amount| {
            !matches!(amount.counted, Counted::Unit(_))
                && !self.falls_below_zero(&amount)
                && self.sign_before(&amount, at).0 == Sign::None
        })
    }

    /// The sign at `at`, before the upper end of a range, and where the number behind it begins. 零上 says that there is none.
    pub(super) fn sign_at(&self, at: usize) -> (Sign, usize) {
        let words = [
            ("零下", Sign::Below),
            ("零上", Sign::None),
            ("负", Sign::Minus),
            ("負", Sign::Minus),
            ("-", Sign::Minus),
            ("－", Sign::Minus),
            ("−", Sign::Minus),
            ("+", Sign::None),
            ("＋", Sign::None),
        ];
        let signed = words.iter().find_map(|&(word, sign)| self.look.past(at, word).map(|end| (sign, end)));
        signed.filter(|&(_, end)| self.look.digit_at(end)).unwrap_or((Sign::None, at))
    }

    /// The currency named before the number at `start`: 人民币3.14, ￥1.25, 新台币 177.1 亿元.
    pub(super) fn currency_before(&self, amount: &Amount, start: usize) -> Option<(Unit, usize)> {
        let open = match amount.counted {
            Counted::Bare => true,
            Counted::Unit(unit) => unit.dimension() == Dimension::Money,
            _ => false,
        };
        if !open {
            return None;
        }
        let head = self.look.0.get(self.floor..start)?.trim_end_matches(' ');
        let last = head.chars().next_back()?;
        if !matches!(
            last,
            '￥' | '¥' | '$' | '＄' | '€' | '£' | '￡' | '币' | '幣' | '元' | '金' | '镑' | '鎊' | '郎' | '布' | 'A'
                ..='Z'
        ) {
            return None;
        }
        let symbols: &[(&str, &str)] = &[
            ("￥", "CNY"),
            ("¥", "CNY"),
            ("HK$", "HKD"),
            ("NT$", "TWD"),
            ("US$", "USD"),
            ("A$", "AUD"),
            ("C$", "CAD"),
            ("S$", "SGD"),
            ("$", "USD"),
            ("＄", "USD"),
            ("€", "EUR"),
            ("£", "GBP"),
            ("￡", "GBP"),
        ];
        if let Some((symbol, code)) = symbols.iter().find(|(symbol, _)| head.ends_with(symbol)) {
            return Some((Unit::by_code(code)?.as_of(self.date), self.floor + head.len() - symbol.len()));
        }
        // A name of three characters or two: longest first.
        let arabic_or_vague = !matches!(amount.form, Form::Digit | Form::BarePower) || amount.unit().is_some();
        if !arabic_or_vague {
            return None;
        }
        (2..=4).rev().find_map(|count| {
            let at = head.char_indices().rev().nth(count - 1)?.0;
            let name = head.get(at..)?;
            // the letters of a code are a whole word: USD 300
            let torn = last.is_ascii() && head.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
            if torn || last.is_ascii() && !name.bytes().all(|b| b.is_ascii_uppercase()) {
                return None;
            }
            let ((head_of, _), length) =
                self.tables.heads.longest_where(name, |&(head, _), _| holds(head, self.date))?;
            match head_of {
                Head::Unit(unit, named)
                    if length == name.len()
                        && unit.dimension() == Dimension::Money
                        && named.share == crate::quantity::Exact::ONE =>
                {
                    Some((*unit, self.floor + at))
                }
                _ => None,
            }
        })
    }
}
