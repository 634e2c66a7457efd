//! What a Chinese number counts, where that is named before it.

use super::words::{DIMENSIONS, NO_NAMES, OBJECTS, is_link, is_whole};
use super::{REACH, Sentence, thing_of};
use crate::facts::{Fact, Kind};
use crate::source::Span;
use crate::text::Part;

impl Sentence<'_> {
    /// The name that stands before, at once (电线三千斤) or before what links it (产量比去年增加了三千吨).
    pub(super) fn preceding(&self, fact: &Fact, at: usize) -> Option<Span> {
        let mut last = at.checked_sub(1)?;
        // 五元券三百张
        if let Some(thing) =
            self.items.get(last).filter(|_| self.is_fact(last)).and_then(|i| thing_of(self.text, i.span))
        {
            return Some(thing);
        }
        let surface = fact.span.of(self.text);
        let is_bounded = ["以上", "以下", "左右", "之间", "之間"].iter().any(|word| surface.ends_with(word));
        for _ in 0..REACH {
            // 年产在万吨以上, 长度以一吋为单位
            let is_frame =
                is_bounded && self.surface(last) == "在" || self.surface(last) == "以" && self.surface(at + 1) == "为";
            let length = self.link_before(last).or_else(|| is_frame.then_some(1));
            let Some(length) = length else { break };
            last = last.checked_sub(length)?;
        }
        let is_other_clause = self.surface(last).trim() == "，" && self.is_about_before(last, at);
        if is_other_clause {
            last = last.checked_sub(1)?;
        }
        if let Some(whole) = self.whole_before(last) {
            return Some(whole);
        }
        if let Some(object) = self.object_of(last) {
            return Some(object);
        }
        let is_dimension = self.part(last) == Some(Part::Modifier) && self.surface(last).ends_with(DIMENSIONS);
        if !(matches!(self.part(last), Some(Part::Noun | Part::Person | Part::Act)) || is_dimension)
            || self.surface(last).ends_with(['时', '前', '后', '中', '内', '间'])
            || self.unknown_place(last).is_some()
            || matches!(self.surface(last + 1), "了" | "过" | "過")
        {
            return self.topic_before(at);
        }
        // 李四两人: nobody counts persons by their names.
        let is_person =
            self.part(last) == Some(Part::Person) || self.is_single(last) && !self.surface(last).ends_with(OBJECTS);
        if last + 1 == at && is_person && fact.kind == Kind::Number {
            let surface = fact.span.of(self.text);
            if surface.chars().count() == 2 && surface.ends_with('人') {
                return thing_of(self.text, fact.span);
            }
        }
        let mut first = last;
        let goes_on = |at: usize| {
            matches!(self.part(at), Some(Part::Noun | Part::Person | Part::Act | Part::Modifier))
                && !is_link(self.surface(at))
        };
        while last - first < 3 && first > 0 && goes_on(first - 1) {
            first -= 1;
        }
        let is_linked = (last + 1..at).any(|at| self.part(at) != Some(Part::Adverb));
        if is_linked && !is_other_clause {
            return self.named(first, last);
        }
        // 俘虏三百名: nobody counts acts by heads.
        let counts_heads =
            fact.kind == Kind::Number && fact.span.of(self.text).ends_with(['名', '人', '口', '户', '戶']);
        let first = self.after_verb(first, last);
        let are_acts = (first..=last).all(|at| self.part(at) == Some(Part::Act));
        if are_acts && counts_heads { None } else { self.named(first, last) }
    }

    /// The noun alone before a colon that what follows is about: 钢：一天产三百吨.
    fn topic_before(&self, at: usize) -> Option<Span> {
        let mark = (at.saturating_sub(REACH)..at).rev().take_while(|at| !self.is_noun(*at));
        let mark = mark.into_iter().find(|at| self.surface(*at) == "：")?;
        let topic = mark.checked_sub(1).filter(|topic| self.is_noun(*topic))?;
        let is_alone = topic == 0 || self.part(topic - 1) == Some(Part::Punctuation);
        is_alone.then(|| self.items[topic].span)
    }

    /// The whole that a number is a part of, whose 中 or 中的 ends with the word at `at`, before a comma or not: 生产队中的九个.
    fn whole_before(&self, at: usize) -> Option<Span> {
        let at = if self.surface(at).trim() == "，" { at.checked_sub(1)? } else { at };
        let at = if self.part(at) == Some(Part::De) { at.checked_sub(1)? } else { at };
        let last = at.checked_sub(1).filter(|last| self.surface(at) == "中" && self.is_noun(*last))?;
        let mut first = last;
        while last - first < 3
            && first > 0
            && matches!(self.part(first - 1), Some(Part::Noun | Part::Person | Part::Modifier))
        {
            first -= 1;
        }
        self.join(first, last)
    }

    /// Whether a clause that only says how much, and begins after the comma at `comma`, is about what stands before that: a topic
    /// (文化经费，将达到三百万元；一级棉花，一吋以上), or what has the dimension it names (修建了铁路，长达三百公里).
    fn is_about_before(&self, comma: usize, at: usize) -> bool {
        let is_dimension = |at: usize| self.surface(at).trim_end_matches('达').ends_with(DIMENSIONS);
        let mut before = (0..comma).rev().take_while(|at| self.part(*at) != Some(Part::Punctuation));
        (comma + 1..at).any(is_dimension)
            || (comma + 1 == at && !(comma > 1 && self.is_fact(comma - 2))
                || (comma + 1..at).any(|at| self.is_verb(at)))
                && !before.any(|at| self.is_verb(at))
    }

    /// The object that the verb at `at` holds: 井 in 打井.
    fn object_of(&self, at: usize) -> Option<Span> {
        // The dictionary has 养猪 and 产油 as nouns.
        const VERBS: &[char] =
            &['产', '產', '养', '養', '打', '采', '炼', '煉', '造', '挖', '购', '購', '捕', '缴', '繳'];
        let span = self.items.get(at)?.span;
        let mut chars = span.of(self.text).chars();
        if !self.is_verb(at) && !span.of(self.text).starts_with(VERBS) {
            return None;
        }
        let (_, object, None) = (chars.next()?, chars.next()?, chars.next()) else { return None };
        OBJECTS.contains(&object).then(|| Span::new(span.end - object.len_utf8(), span.end))
    }

    /// The name of the words from `first` to `last`; 全县 or 总数 alone is none.
    fn named(&self, first: usize, last: usize) -> Option<Span> {
        let surface = self.surface(last);
        let is_none = NO_NAMES.contains(&surface) || is_whole(surface) || surface == "男女";
        if first == last && is_none { None } else { self.join(first, last) }
    }

    /// How many items link a number to its name and end at `last`: one word (达到), a verb with its end (减低到), a comparison
    /// (比去年), each (每人), an amount that went before (从三百吨增至四百吨). `None` where nothing does.
    fn link_before(&self, last: usize) -> Option<usize> {
        let surface = self.surface(last);
        if matches!(surface, "到" | "至" | "为") && last > 0 && self.is_verb(last - 1) {
            return Some(2);
        }
        let is_one =
            self.part(last) == Some(Part::Adverb) || is_link(surface) || surface.starts_with('每') || is_whole(surface);
        if is_one {
            return Some(1);
        }
        if self.is_fact(last) && last > 0 && matches!(self.surface(last - 1), "从" | "從" | "由") {
            return Some(2);
        }
        // 由前年的三百万元增至…, 由初期的三百元增至…
        let is_start = |at: usize| at > 0 && matches!(self.surface(at - 1), "从" | "從" | "由");
        if self.part(last) == Some(Part::De) && last > 0 && (self.is_fact(last - 1) || is_start(last - 1)) {
            return Some(2);
        }
        // 最主要的一项
        if self.part(last) == Some(Part::De) && last > 0 && self.part(last - 1) == Some(Part::Modifier) {
            return Some(2);
        }
        // 产量下降百分之十（五百吨）, 六百或七百人
        if self.is_fact(last) && matches!(self.surface(last + 1), "（" | "(" | "或" | "又") {
            return Some(1);
        }
        // 一艘船（不算货物）重三百吨
        if matches!(surface, "）" | ")") {
            let opening = (last.saturating_sub(12)..last).rev().find(|at| matches!(self.surface(*at), "（" | "("))?;
            return Some(last + 1 - opening);
        }
        // 每小时
        if last > 0 && self.surface(last - 1) == "每" {
            return Some(2);
        }
        let is_bound = matches!(surface, "最高" | "最多" | "最低" | "最少");
        if is_bound {
            return Some(1);
        }
        let comparison = self.comparison_before(last).map(|comparison| last + 1 - comparison);
        // 产量今年达到……
        comparison.or_else(|| self.items.get(last).is_some_and(|item| item.is_time).then_some(1))
    }

    /// Where the name begins in the words from `first` to `last`, which end before a number. A word for an act is the verb
    /// of a clause that has no other, 供应农具四百件, 国家投资棉花五百万元; else it is a part of the name.
    fn after_verb(&self, first: usize, last: usize) -> usize {
        let ends_clause = |at: &usize| {
            self.part(*at) == Some(Part::Punctuation) && !matches!(self.surface(*at).trim(), "" | "、" | "《" | "“")
        };
        let mut before = (0..first).rev().take_while(|at| !ends_clause(at));
        if before.any(|at| self.part(at) == Some(Part::Verb)) {
            return first;
        }
        let has_object = |act: usize| (act + 1..=last).any(|at| self.is_noun(at));
        let act = (first..last).find(|at| self.part(*at) == Some(Part::Act) && has_object(*at));
        act.map_or(first, |act| act + 1)
    }

    /// Where the comparison that ends with the word at `at` begins: 比 in 比一九五二年, 比去年同期.
    fn comparison_before(&self, at: usize) -> Option<usize> {
        let begins = |place: &usize| matches!(self.surface(*place), "比" | "较");
        (at.saturating_sub(3)..at).rev().take_while(|place| self.part(*place) != Some(Part::Punctuation)).find(begins)
    }
}
