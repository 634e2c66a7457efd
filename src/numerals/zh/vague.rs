//! Words inside a numeral that leave its value open: 多, 余, 来, 把, 许, and the scales after them.

use super::gap::past_space;
use super::whole::{Reader, begins_unit};
use super::{Form, Sign, Vague};

impl Reader<'_> {
    /// 多, 余, 来, 把, 许 after a power or scale, and 几 with the scale it leaves open: 三十多, 一千余, 三百来, 百把.
    pub(super) fn take_vague(&mut self, here: usize, after: usize) -> bool {
        if self.vague.is_some() || self.last_unit.is_none() || self.high.is_some() {
            return false;
        }
        let words = ['多', '几', '幾', '余', '餘', '来', '來', '把', '许', '許'];
        let Some(c) = self.char_at(here).filter(|c| words.contains(c)) else { return false };
        let next = here + c.len_utf8();
        let follows = self.char_at(next);
        let vague = match c {
            '多' if !matches!(follows, Some('少' | '数' | '數' | '边' | '邊' | '云' | '雲' | '民' | '党' | '黨')) => {
                Vague::Odd
            }
            // 50几个
            '几' | '幾' if matches!(self.form, Form::Arabic(_)) && self.last_unit > Some(0) && here == after => {
                Vague::Odd
            }
            '余' | '餘' if here == after || self.last_unit.is_some() => Vague::Odd,
            '来' | '來' if follows.is_some_and(|c| !COMES.contains(c)) => Vague::About,
            '把' if self.form == Form::BarePower && follows.is_some() => Vague::About,
            '许' | '許' if follows.is_some_and(|c| !matches!(c, '多' | '可' | '诺' | '昌' | '久')) => {
                Vague::About
            }
            _ => return false,
        };
        self.vague = Some(vague);
        self.end = next;
        true
    }

    /// Scales right after a vague word: 三十多万, 4000余亿.
    pub(super) fn scale_after_vague(&mut self) {
        while let Some((Sign::Scale(scale), next)) = self.sign_at(past_space(self.text, self.end))
            && !begins_unit(self.text, self.end, false)
            && self.take_vague_scale(scale, next)
        {}
    }

    pub(super) fn take_vague_scale(&mut self, scale: u8, next: usize) -> bool {
        let precision = self.precision;
        if self.section == 0 {
            // 三千三百六十三亿余万元: the scale after 余 is below the one before it and only names a step.
            let last = self.count.checked_sub(1).and_then(|at| self.terms.get(at));
            if last.is_some_and(|last| last.exponent > scale) {
                self.end = next;
                return true;
            }
        }
        let taken = self.take_scale(None, scale, next);
        if taken {
            self.precision = precision + i32::from(scale);
        }
        taken
    }
}

/// What 来 begins when it is the verb or part of a word: 三百来自…
const COMES: &str = "到自源看说說往信访訪宾賓临臨得讲講电電华華回历歷";
