//! Ranges of two amounts, and lists that share what they count.

use super::Reader;
use super::amount::{Amount, Counted};
use super::bound::Sign;
use crate::numerals::zh::{Form, Vague};
use crate::quantity::{Dimension, Exact};

/// What joins the ends of a range.
const CONNECTORS: &[&str] = &["到", "至", "～", "~", "〜", "——", "—", "–", "──", "―", "-", "－", "乃至", "—─"];

impl Reader<'_> {
    /// `first`, before which `sign` stands, with the upper end that follows it, if one does: 三到五万元, 10%～15%,
    /// 五块六到五块七毛八, -20℃至60℃, 零下5至10度.
    pub(super) fn with_range(&self, first: Amount, sign: Sign) -> Amount {
        if first.high.is_some() || first.vague.is_some() {
            return first;
        }
        self.joined(&first, sign).unwrap_or(first)
    }

    /// One past a connector of ranges at `at`, which spaces may surround.
    pub(super) fn past_connector(&self, at: usize) -> Option<usize> {
        let look = self.look;
        let may = |c| {
            matches!(
                c,
                '到' | '至'
                    | '～'
                    | '~'
                    | '〜'
                    | '—'
                    | '–'
                    | '─'
                    | '―'
                    | '-'
                    | '－'
                    | '乃'
                    | '('
                    | '（'
                    | ' '
                    | '\n'
                    | '\r'
            )
        };
        if !look.after(at).is_some_and(may) {
            return None;
        }
        let bracketed = look.past_any(at, &["(含)", "（含）"]).unwrap_or(at);
        let end = look.past_any(look.past_gap(bracketed), CONNECTORS)?;
        Some(look.past_gap(end))
    }

    fn joined(&self, first: &Amount, sign: Sign) -> Option<Amount> {
        let look = self.look;
        let (second_at, between) = if let Some(at) = self.past_connector(first.end) {
            (at, false)
        } else {
            // 在100和200之间
            let at = look.past_any(first.end, &["和", "与", "與"])?;
            look.follows_any(first.start, &["在", "介于", "介於"]).then_some((at, true))?
        };
        let unsigned_at = second_at;
        let (second_sign, second_at) = self.sign_at(second_at);
        let second = self.amount(second_at).ok()?;
        let mut end = second.end;
        if between {
            end = look.past_any(end, &["之间", "之間", "间", "間"])?;
        }
        let chained = |at: usize| look.past_char(at, "-－").is_some_and(|at| look.digit_at(at));
        if chained(second.end) || second.vague == Some(Vague::Several) {
            return None;
        }
        let mut low = first.low;
        let mut high = second.high.unwrap_or(second.low);
        let counted = match (first.counted, second.counted) {
            // 百分之三到五
            (Counted::Unit(_) | Counted::Fraction, Counted::Bare) if first.denominator.is_some() => {
                high = high.checked_div(first.denominator?)?;
                first.counted
            }
            (Counted::Bare, counted) => {
                low = low.checked_mul(second.factor)?;
                low = shared_scale(first, &second, low)?;
                counted
            }
            (Counted::Counter(_), Counted::Counter(_)) => {
                let name = |amount: &Amount| look.0.get(amount.name.0..amount.name.1);
                (name(first) == name(&second)).then_some(second.counted)?
            }
            (one, other) if one == other => one,
            _ => return None,
        };
        // 零下5至10度; but 零下5至零上10度
        let shares_sign = sign == Sign::Below && first.counted == Counted::Bare && second_at == unsigned_at;
        if second_sign != Sign::None {
            high = high.negated();
        } else if shares_sign {
            (low, high) = (high.negated(), low);
        }
        // 零下20℃至零下30℃ goes downwards
        if sign != Sign::None && second_sign != Sign::None && low > high {
            (low, high) = (high, low);
        }
        if low >= high || first.form == Form::Digit && second.form == Form::Digit && counted == Counted::Bare {
            return None;
        }
        Some(Amount {
            end,
            low,
            high: Some(high),
            precision: first.precision.max(second.precision),
            vague: None,
            counted,
            form: Form::Composed,
            name: second.name,
            numeral_end: second.numeral_end,
            factor: second.factor,
            ..*first
        })
    }

    /// `first` with what a later member of its list counts: 一八七·三和二六五公里; 三、四、五班. Looks three members ahead.
    pub(super) fn with_shared_head(&self, first: Amount) -> Amount {
        if first.counted != Counted::Bare || first.denominator.is_some() {
            return first;
        }
        let look = self.look;
        let mut at = first.end;
        if let Some(second_at) = look.past_char(at, "/／").filter(|_| matches!(first.form, Form::Arabic(_))) {
            // 120/80毫米汞柱
            return match self.amount(second_at) {
                Ok(Amount { counted: Counted::Unit(unit), .. }) if unit.dimension() == Dimension::Pressure => {
                    Amount { counted: Counted::Unit(unit), ..first }
                }
                _ => first,
            };
        }
        if !look.after(at).is_some_and(|c| matches!(c, '、' | '和' | '及' | '或' | '与' | '與')) {
            return first;
        }
        for _ in 0..3 {
            let Some(next_at) = look.past_any(at, &["、", "和", "及", "或", "与", "與"]) else { break };
            let listed = look.rest(at).starts_with('、');
            if let (Ok(numeral), true) = (self.numeral(next_at), listed)
                && self.head_at(numeral.end, false).is_none()
            {
                at = numeral.end;
                continue;
            }
            let Ok(next) = self.amount(next_at) else { break };
            let counts = match next.counted {
                Counted::Unit(_) => next.denominator.is_none(),
                Counted::Counter(_) => listed,
                _ => false,
            };
            if counts && (!listed || (next.form == Form::Digit) == (first.form == Form::Digit)) {
                let shared = first.scaled(next.factor).unwrap_or(first);
                return Amount { counted: next.counted, name: next.name, ..shared };
            }
            at = next.end;
            if !listed {
                break;
            }
        }
        first
    }
}

/// The lower end with the scale that only the upper one writes: 三 of 三到五万, 一千 of 一千到两千万.
fn shared_scale(first: &Amount, second: &Amount, low: Exact) -> Option<Exact> {
    if second.scale == 0 || first.scale >= 4 || second.high.is_some() {
        return Some(low);
    }
    let power = Exact::power_of_ten(i32::from(second.scale))?;
    let coefficient = second.low.checked_div(power)?;
    let plain = second.scale >= 4 || matches!(first.form, Form::Digit | Form::Arabic(_));
    // 从8500到3万: 8500 is no number of 万 below three.
    if plain && low < coefficient { low.checked_mul(power) } else { Some(low) }
}
