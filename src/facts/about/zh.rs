use crate::facts::Fact;
use crate::source::Span;
use crate::text::{Part, Words};

/// A Chinese sentence in words, its facts among them.
pub(super) struct Sentence<'a> {
    text: &'a str,
    items: Vec<Item>,
    /// For each fact its place among the items.
    places: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Item {
    span: Span,
    /// `None` for a fact.
    part: Option<Part>,
}

/// So many words are looked at beside a number.
const REACH: usize = 6;

/// What follows a number and names nothing.
const ROUGHLY: &[&str] = &["左右", "上下", "以上", "以下", "以内", "以外"];

/// Verbs and adverbs that link a number to what stands before it: 产量达到…, 人数约为….
const LINKS: &[&str] = &[
    "是",
    "为",
    "有",
    "达",
    "达到",
    "已达",
    "共",
    "共计",
    "共有",
    "共达",
    "合计",
    "总计",
    "总共",
    "一共",
    "计",
    "计有",
    "约",
    "大约",
    "约为",
    "约有",
    "近",
    "将近",
    "占",
    "增至",
    "增加",
    "增加到",
    "增长",
    "增到",
    "减少",
    "减少到",
    "减至",
    "降到",
    "降至",
    "上升到",
    "提高",
    "提高到",
    "发展到",
    "扩大到",
    "扩展到",
    "超过",
    "已有",
    "现有",
    "仅",
    "仅有",
    "只",
    "只有",
    "各",
    "平均",
    "高达",
    "多达",
    "长达",
    "至少",
    "到",
    "至",
    "已",
    "即",
    "就",
    "了",
    "又",
    "还有",
    "另有",
    "等",
    "每",
    "均",
    "都",
    "以上",
];

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, sentence: Span, facts: &[Fact], words: &Words) -> Self {
        let (mut items, mut places) = (Vec::new(), Vec::new());
        let mut at = sentence.start;
        let gap = |items: &mut Vec<Item>, start: usize, end: usize| {
            let parts = words.parts(text.get(start..end).unwrap_or_default());
            items.extend(parts.into_iter().map(|(span, part)| Item { span: span.shifted(start), part: Some(part) }));
        };
        for fact in facts {
            gap(&mut items, at.min(fact.span.start), fact.span.start);
            places.push(items.len());
            items.push(Item { span: fact.span, part: None });
            at = fact.span.end;
        }
        gap(&mut items, at.min(sentence.end), sentence.end);
        Self { text, items, places }
    }

    /// What each fact counts, and where.
    pub(super) fn about(&self, facts: &[Fact]) -> Vec<(Option<Span>, Option<Span>)> {
        let of = |at: usize| self.following(at).or_else(|| self.preceding(at));
        facts.iter().zip(&self.places).map(|(_, &at)| (of(at), self.place_before(at))).collect()
    }

    fn part(&self, at: usize) -> Option<Part> {
        self.items.get(at).and_then(|item| item.part)
    }

    fn surface(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| item.span.of(self.text))
    }

    fn join(&self, first: usize, last: usize) -> Option<Span> {
        Some(self.items.get(first)?.span.join(self.items.get(last)?.span))
    }

    /// The name that follows: 新式农具; behind 的 where nothing is named before it: 一千公里的线路, 两千名愤怒的群众.
    fn following(&self, at: usize) -> Option<Span> {
        let (mut first, mut last) = (at + 1, None);
        for next in at + 1..=at + REACH {
            if ROUGHLY.contains(&self.surface(next)) {
                break;
            }
            match self.part(next) {
                Some(Part::Noun | Part::Place) => last = Some(next),
                Some(Part::Modifier) => {}
                // What a quantity of a kind belongs to stands before it: 飞行高度二千公尺的纪录.
                Some(Part::De) if next == at + 1 && self.preceding(at).is_some() => return None,
                Some(Part::De) if last.is_none() && self.is_nominal(next + 1) => first = next + 1,
                _ => break,
            }
        }
        self.join(first, last?)
    }

    fn is_nominal(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Noun | Part::Place | Part::Modifier))
    }

    /// The name that stands before, at once (电线三千斤) or before what links it (产量比去年增加了三千吨).
    fn preceding(&self, at: usize) -> Option<Span> {
        let mut last = at.checked_sub(1)?;
        for _ in 0..REACH {
            let is_link = self.part(last) == Some(Part::Adverb) || LINKS.contains(&self.surface(last));
            if is_link {
                last = last.checked_sub(1)?;
            } else if let Some(comparison) = self.comparison_before(last) {
                last = comparison.checked_sub(1)?;
            } else {
                break;
            }
        }
        if self.part(last) != Some(Part::Noun) || self.surface(last).ends_with(['时', '前', '后', '中', '内', '间'])
        {
            return None;
        }
        let mut first = last;
        while last - first < 3 && first > 0 && matches!(self.part(first - 1), Some(Part::Noun | Part::Modifier)) {
            first -= 1;
        }
        self.join(first, last)
    }

    /// Where the comparison that ends with the word at `at` begins: 比 in 比一九五二年, 比去年同期.
    fn comparison_before(&self, at: usize) -> Option<usize> {
        let begins = |place: &usize| matches!(self.surface(*place), "比" | "较");
        (at.saturating_sub(3)..at).rev().take_while(|place| self.part(*place) != Some(Part::Punctuation)).find(begins)
    }

    /// The nearest place named before.
    fn place_before(&self, at: usize) -> Option<Span> {
        let last = (0..at).rev().find(|&at| self.part(at) == Some(Part::Place))?;
        let mut first = last;
        while first > 0 && self.part(first - 1) == Some(Part::Place) {
            first -= 1;
        }
        self.join(first, last)
    }
}

/// Whether what follows `before` is what something is compared with.
pub(super) fn compares(before: &str) -> bool {
    ["比", "较", "同", "与", "相当于", "超过", "等于"].iter().any(|word| before.ends_with(word))
}
