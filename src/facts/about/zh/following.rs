//! What a Chinese number counts, where that is named behind it.

use super::words::{DIMENSIONS, NO_NAMES, ROUGHLY, is_link, is_numeral, is_whole};
use super::{REACH, Sentence};
use crate::facts::{Fact, Kind};
use crate::source::{Span, is_han};
use crate::text::Part;

impl Sentence<'_> {
    /// The name that follows, where the number counts by things themselves or not: 新式农具; behind 的 where no dimension is named before it: 一千公里的线路, 两千名愤怒的群众.
    pub(super) fn following(&self, fact: &Fact, at: usize, is_of_things: bool) -> Option<Span> {
        // 拨出种子三万斤支援灾区: a name stands before, and what is done with it behind.
        if self.part(at + 1) == Some(Part::Act)
            && self.is_noun(at + 2)
            && at > 0
            && self.is_noun(at - 1)
            && !NO_NAMES.contains(&self.surface(at - 1))
        {
            return None;
        }
        let surface = fact.span.of(self.text);
        // 一箱箱的弹药
        let is_doubled = self.part(at + 2) == Some(Part::De) && surface.ends_with(self.surface(at + 1));
        let start = self.after_make(self.after_parentheses(at + 1) + usize::from(is_doubled));
        let is_count = fact.kind == Kind::Number;
        // 三名二十岁男子
        let start = start + usize::from(is_count && self.is_fact(start) && self.surface(start).ends_with(['岁', '歲']));
        // 一项由两国签署的协定
        if is_count && let Some(head) = self.behind_preposition(start) {
            return self.join(head, self.last_nominal(head)?);
        }
        // What the amount of a dimension belongs to stands before it: 下潜深度三百公尺的记录.
        if self.part(start) == Some(Part::De) && (is_of_things || self.is_of_dimension(fact, at)) {
            return None;
        }
        let name = self.name_from(start);
        // 六十家银行所开设的商号, 两块拳头大小的矿石: what owns, and of what form
        if let Some((_, last)) = name.filter(|_| !is_of_things)
            && let Some(de) = self.attribute_end(last)
            && let Some(head) = self.last_nominal(de + 1)
        {
            return self.join(de + 1, head);
        }
        let behind_de = name.is_none_or(|(_, last)| self.part(last + 1) == Some(Part::De));
        // 三百名远道而来的代表: nobody counts what somebody has by 名.
        if let Some((_, end)) = name.filter(|_| behind_de && is_count && surface.ends_with(['名', '位']))
            && let Some(head) = self.last_nominal(end + 2)
        {
            return self.join(end + 2, head);
        }
        // 三百名放下武器的士兵: what a measure word that is no thing itself is followed by tells which.
        let begins_with_de = self.part(start) == Some(Part::De);
        if behind_de
            && (is_count || begins_with_de)
            && !is_of_things
            && let Some((head, end)) = self.behind_clause(start + usize::from(begins_with_de))
        {
            return self.join(head, end);
        }
        let (first, last) = name?;
        // 三百人受伤
        if is_of_things && (first..=last).all(|at| self.part(at) == Some(Part::Act)) {
            return None;
        }
        self.trimmed(self.join(first, last)?)
    }

    /// The first and the last word of the name that begins at `start`, or behind the 的 of an attribute that does: 新式农具,
    /// 愤怒的群众, 男、女运动员.
    fn name_from(&self, start: usize) -> Option<(usize, usize)> {
        // 三百名各国选手
        let start = start + usize::from(self.part(start) == Some(Part::Other) && self.surface(start).starts_with('各'));
        let de = (start..start + REACH).find(|at| self.part(*at) != Some(Part::Modifier))?;
        let head = self.after_mark(de + 1);
        let first = if self.part(de) == Some(Part::De) && self.is_nominal(head) { head } else { start };
        if first == start && self.is_short_name(start) {
            return Some((start, start));
        }
        // 三百名排工: two characters that the dictionary knows as no word.
        let is_cut = self.is_single(start)
            && self.is_single(start + 1)
            && matches!(self.part(start + 1), Some(Part::Noun | Part::Person | Part::Other));
        if first == start
            && is_cut
            && matches!(self.part(start), Some(Part::Verb | Part::Other))
            && self.ends_name(start + 2)
        {
            return Some((start, start + 1));
        }
        let mut last = None;
        for at in first..=first + REACH {
            let surface = self.surface(at);
            if [ROUGHLY, NO_NAMES].iter().any(|words| words.contains(&surface)) || is_link(surface) {
                break;
            }
            match self.part(at) {
                // 三百名社员参加了…, 五百名社员学习在…: what nouns do.
                Some(Part::Act | Part::Noun) if last.is_some() && self.is_done(at) => break,
                // 八项全国纪录, but 粮田全国
                Some(Part::Noun | Part::Person | Part::Act | Part::Place) if !is_whole(surface) => last = Some(at),
                Some(Part::Noun | Part::Modifier) => {}
                Some(Part::Punctuation) if last.is_some() && self.joins(at) => {}
                _ => break,
            }
        }
        Some((first, last?))
    }

    /// The 的 that ends an attribute whose last noun stands at `last`: 所开设的 behind an owner, 大小的, 形的 and 强大的.
    fn attribute_end(&self, last: usize) -> Option<usize> {
        let is_form = self.surface(last).ends_with(['形', '型', '状', '狀', '式', '色', '质', '質']);
        // 威力强大的, but two counties' largest: 两县最大的
        let is_quality = |at: &usize| {
            matches!(self.part(*at), Some(Part::Adverb | Part::Modifier)) && !self.surface(*at).starts_with('最')
        };
        let de = match self.surface(last + 1) {
            "所" if self.is_verb(last + 2) => last + 3,
            "大小" => last + 2,
            _ => (last + 1..last + REACH).find(|at| !is_quality(at))?,
        };
        (self.part(de) == Some(Part::De) && (is_form || de > last + 1)).then_some(de)
    }

    /// The place after the name of a make at `at`, in quotation marks or Latin letters, if a name follows there: 一架“米—六”直升飞机,
    /// 四百辆T—54型坦克.
    fn after_make(&self, at: usize) -> usize {
        if self.surface(at).starts_with(|c: char| c.is_ascii_alphabetic()) {
            let make = (at + 1..at + 1 + 2 * REACH).find(|at| matches!(self.surface(*at), "型" | "式" | "号"));
            return make.map(|make| make + 1).filter(|next| self.is_nominal(*next)).unwrap_or(at);
        }
        if !matches!(self.surface(at), "“" | "「" | "\"") {
            return at;
        }
        let closing = (at + 1..at + 1 + REACH).find(|at| matches!(self.surface(*at), "”" | "」" | "\""));
        // “东风”型, “米—六”式
        let next = closing.map(|at| at + 1 + usize::from(matches!(self.surface(at + 1), "型" | "式" | "号" | "牌")));
        next.filter(|next| self.is_nominal(*next)).unwrap_or(at)
    }

    /// The place after a number in parentheses that begin at `at`: 高达六米（二十英尺）的巨浪.
    fn after_parentheses(&self, at: usize) -> usize {
        let is_number = matches!(self.surface(at), "（" | "(") && self.is_fact(at + 1);
        if is_number && matches!(self.surface(at + 2), "）" | ")") { at + 3 } else { at }
    }

    /// Whether the word at `at`, of which the dictionary says nothing, is a name: it ends its clause or stands before 的, and is
    /// no character that goes with numbers.
    fn is_short_name(&self, at: usize) -> bool {
        const WITH_NUMBERS: &[char] = &[
            '的', '等', '余', '多', '来', '时', '前', '后', '內', '内', '外', '中', '间', '上', '下', '止', '者', '起',
            '许', '强', '左', '右', '之', '整', '了', '着', '過', '过', '來', '後', '時', '間', '吧', '呢', '啊', '吗',
        ];
        let word = self.surface(at);
        let is_word = (1..=3).contains(&word.chars().count()) && word.chars().all(is_han);
        // 三反, 四查
        let is_bare = |number: Span| number.of(self.text).chars().next_back().is_some_and(is_numeral);
        let is_slogan = self.is_verb(at) && self.is_single(at) && at > 0 && self.is_fact(at - 1);
        let is_unknown = self.part(at) == Some(Part::Other) || is_slogan && is_bare(self.items[at - 1].span);
        is_unknown && is_word && !word.starts_with(WITH_NUMBERS) && self.ends_name(at + 1)
    }

    /// Whether what stands at `at` ends a name for certain.
    fn ends_name(&self, at: usize) -> bool {
        let is_end = matches!(self.part(at), Some(Part::Punctuation | Part::De));
        is_end || matches!(self.surface(at), "" | "和" | "与" | "與" | "及")
    }

    /// The place after a quotation mark that opens at `at`: 十二亿元的“援助”.
    fn after_mark(&self, at: usize) -> usize {
        if matches!(self.surface(at), "“" | "「" | "‘" | "『") { at + 1 } else { at }
    }

    /// Whether 、 at `at` joins two names that are counted together: no number of its own follows the second.
    fn joins(&self, at: usize) -> bool {
        if self.surface(at) != "、" {
            return false;
        }
        self.last_nominal(at + 1).is_some_and(|end| !self.is_fact(end + 1))
    }

    /// The name behind 的 after a clause of a few words that begins at `start`.
    fn behind_clause(&self, start: usize) -> Option<(usize, usize)> {
        let inside = |at: &usize| matches!(self.part(*at), Some(part) if !matches!(part, Part::De | Part::Punctuation | Part::Adverb));
        let de = (start..start + REACH).find(|at| !inside(at))?;
        let is_clause = (start..de).any(|at| self.part(at) == Some(Part::Verb));
        if self.part(de) != Some(Part::De) || !is_clause || (start..de).any(|at| self.surface(at) == "了") {
            return None;
        }
        Some((de + 1, self.last_nominal(de + 1)?))
    }

    /// The name behind the last 的 of an attribute that begins at `start` with a preposition.
    fn behind_preposition(&self, start: usize) -> Option<usize> {
        const LONGEST: usize = 20;
        const OPENINGS: &[&str] = &[
            "针对", "針對", "对", "對", "由", "关于", "關於", "以", "用", "为", "為", "在", "从", "從", "来自", "來自",
            "名为", "名為",
        ];
        if !OPENINGS.contains(&self.surface(start)) {
            return None;
        }
        let attribute = (start..start + LONGEST).take_while(|at| self.part(*at) != Some(Part::Punctuation));
        attribute.filter(|at| self.part(*at) == Some(Part::De) && self.is_nominal(at + 1)).last().map(|de| de + 1)
    }

    /// Whether the name of a dimension stands before the number at `at`.
    pub(super) fn is_of_dimension(&self, fact: &Fact, at: usize) -> bool {
        self.preceding(fact, at).is_some_and(|name| {
            let name = name.of(self.text);
            // 亩产, 日产
            name.ends_with(DIMENSIONS) || name.ends_with(['产', '產']) && !name.ends_with("生产")
        })
    }

    /// The name without what the dictionary joins to it: 米左右.
    fn trimmed(&self, span: Span) -> Option<Span> {
        let name = span.of(self.text);
        let kept = ROUGHLY.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
        (!kept.is_empty()).then(|| Span::new(span.start, span.start + kept.len()))
    }

    /// Whether the word at `at`, for an act as a rule, is what somebody does: its object or aspect follows, or where it is done.
    fn is_done(&self, at: usize) -> bool {
        const AFTER_VERBS: &[&str] = &["着", "到", "出", "成", "给", "給", "于", "在", "向", "对", "對"];
        let is_act = self.part(at) == Some(Part::Act);
        matches!(self.surface(at + 1), "了" | "过" | "過")
            || is_act && (self.is_fact(at + 1) || AFTER_VERBS.contains(&self.surface(at + 1)))
    }

    /// Whether a number has its name in common with the next: they measure alike and are joined (五百公尺和一千公尺), or it says of
    /// which kind what the next counts is (一千公尺七人集体跳伞).
    pub(super) fn is_beside_next(&self, facts: &[Fact], of: usize) -> bool {
        let (Some(fact), Some(next), Some(at)) = (facts.get(of), facts.get(of + 1), self.places.get(of)) else {
            return false;
        };
        if self.is_fact(at + 1) {
            return fact.kind == Kind::Quantity && next.kind == Kind::Number;
        }
        let is_joined = matches!(self.surface(at + 1), "、" | "又" | "和" | "或" | "至" | "到" | "及" | "与" | "與");
        is_joined && self.is_fact(at + 2) && fact.kind == next.kind && fact.unit == next.unit
    }
}
