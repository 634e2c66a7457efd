//! Amounts that begin with a measure and leave out its one: 斤半, 米九, 块八, 个半月.

use super::Reader;
use super::amount::{Amount, Counted};
use super::half::in_halves;
use super::tables::{Around, Head, holds};
use crate::numerals::zh::Form;
use crate::quantity::{Dimension, Exact, Unit};

impl Reader<'_> {
    /// 斤半, 分半钟: the name of a unit opens a clause before 半, and the one before it is left out.
    pub(super) fn unit_and_half(&self, at: usize) -> Option<Amount> {
        let look = self.look;
        let end = at + '半'.len_utf8();
        let named = (1..=2).rev().find_map(|count| {
            let from = look.head(at).char_indices().rev().nth(count - 1)?.0;
            let name = look.0.get(from..at).filter(|_| from >= self.floor && look.begins_clause(from))?;
            let ((head, _), length) = self.tables.heads.longest_where(name, |&(head, _), _| holds(head, self.date))?;
            match head {
                Head::Unit(unit, named) if length == name.len() => Some((from, *unit, named.share)),
                _ => None,
            }
        });
        let (from, unit, share) = named?;
        let measures = !matches!(unit.dimension(), Dimension::Share | Dimension::Temperature | Dimension::Other);
        let goes_on = look.past_char(end, "径徑导導岛島球夜路数數成殖工封边邊天空月年日个個").is_some();
        if !measures || goes_on || self.head_at(end, false).is_some() || look.digit_at(end) {
            return None;
        }
        let end = look.past_char(end, "钟鐘").filter(|_| unit.dimension() == Dimension::Time).unwrap_or(end);
        let whole = in_halves((from, end), Exact::new(3, 2)?, Counted::Unit(unit), (from, at));
        let amount = Amount { precision: -1, step: Exact::new(1, 2)?, numeral_end: at, ..whole };
        Some(Amount { end, ..amount.scaled(share)? })
    }

    /// 个半月, 个半钟头: the measure word opens a clause and the one before it is left out.
    pub(super) fn left_out_one(&self, half: &Amount) -> Option<Amount> {
        let look = self.look;
        let from = look.before(half.start).filter(|c| matches!(c, '个' | '個')).map(|c| half.start - c.len_utf8())?;
        let timed = half.unit().is_some_and(|unit| unit.dimension() == Dimension::Time);
        let one_more = half.low.checked_add(half.low)?.checked_add(half.low)?;
        (timed && from >= self.floor && look.begins_clause(from)).then_some(Amount {
            start: from,
            low: one_more,
            ..*half
        })
    }

    /// 個半: one and a half of what is not said, alone in its clause.
    pub(super) fn piece_and_half(&self, at: usize) -> Option<Amount> {
        let end = at + '半'.len_utf8();
        let (from, one) = self.piece_before(at).filter(|_| self.look.ends_clause(end))?;
        Some(Amount { low: Exact::new(3, 2)?, precision: -1, step: Exact::new(1, 2)?, ..bare_one(from, end, one) })
    }

    /// 米九, 身高米七五, 块八: the digits at `at` are tenths and hundredths of the measure before them.
    pub(super) fn one_and_tail(&self, at: usize) -> Option<Amount> {
        let look = self.look;
        let measure = look.before(at)?;
        let from = at - measure.len_utf8();
        let (unit, from) = match measure {
            '米' if from >= self.floor
                && (look.begins_clause(from) || look.follows_any(from, self.tables.around(Around::Measured))) =>
            {
                (Unit::by_code("m"), from)
            }
            '块' | '塊' | '蚊' if from >= self.floor && look.begins_clause(from) => {
                let code = if measure == '蚊' { "HKD" } else { "CNY" };
                (Unit::by_code(code).map(|unit| unit.as_of(self.date)), from)
            }
            '个' | '個' => (None, self.piece_before(at)?.0),
            _ => return None,
        };
        let tail = self.numeral(at).ok()?;
        let places = match tail.form {
            Form::Digit => 1,
            Form::Run(2) if measure == '米' => 2,
            _ => return None,
        };
        let plain = tail.high.is_none() && tail.vague.is_none() && tail.value > Exact::ZERO;
        let ends = look.ends_clause(tail.end)
            || unit.is_some()
                && (look.past(tail.end, "的").is_some()
                    || look.past_any(tail.end, &["左右", "多", "以上", "以下"]).is_some());
        if !plain || !ends {
            return None;
        }
        let step = Exact::power_of_ten(-places)?;
        let low = Exact::ONE.checked_add(tail.value.checked_mul(step)?)?;
        let counted = unit.map_or(Counted::Bare, Counted::Unit);
        let precision = i8::try_from(-places).ok()?;
        Some(Amount { low, precision, step, counted, ..bare_one(from, tail.end, at) })
    }

    /// The measure word 个 before `at` that opens its clause: where it begins and ends.
    fn piece_before(&self, at: usize) -> Option<(usize, usize)> {
        let from = self.look.before(at).filter(|c| matches!(c, '个' | '個')).map(|c| at - c.len_utf8())?;
        (from >= self.floor && self.look.begins_clause(from)).then_some((from, at))
    }
}

/// One from `start` to `end`, whose measure ends at `measured`.
fn bare_one(start: usize, end: usize, measured: usize) -> Amount {
    in_halves((start, end), Exact::ONE, Counted::Bare, (start, measured))
}
