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

/// What stands before the name of a place.
const PREPOSITIONS: &[&str] =
    &["在", "于", "从", "從", "自", "由", "到", "至", "往", "赴", "抵", "来", "來", "离", "離", "驻", "駐"];

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
                Some(Part::Noun | Part::Act | Part::Place) => last = Some(next),
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
        matches!(self.part(at), Some(Part::Noun | Part::Act | Part::Place | Part::Modifier))
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
        if !matches!(self.part(last), Some(Part::Noun | Part::Act))
            || self.surface(last).ends_with(['时', '前', '后', '中', '内', '间'])
            || self.unknown_place(last).is_some()
        {
            return None;
        }
        let mut first = last;
        let goes_on = |at: usize| matches!(self.part(at), Some(Part::Noun | Part::Act | Part::Modifier));
        while last - first < 3 && first > 0 && goes_on(first - 1) {
            first -= 1;
        }
        let is_linked = (last + 1..at).any(|at| self.part(at) != Some(Part::Adverb));
        self.join(if is_linked { first } else { self.after_verb(first, last) }, last)
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
        let has_object = |act: usize| (act + 1..=last).any(|at| self.part(at) == Some(Part::Noun));
        let act = (first..last).find(|at| self.part(*at) == Some(Part::Act) && has_object(*at));
        act.map_or(first, |act| act + 1)
    }

    /// Where the comparison that ends with the word at `at` begins: 比 in 比一九五二年, 比去年同期.
    fn comparison_before(&self, at: usize) -> Option<usize> {
        let begins = |place: &usize| matches!(self.surface(*place), "比" | "较");
        (at.saturating_sub(3)..at).rev().take_while(|place| self.part(*place) != Some(Part::Punctuation)).find(begins)
    }

    /// The nearest place named before.
    fn place_before(&self, at: usize) -> Option<Span> {
        (0..at).rev().find_map(|last| {
            if let Some(first) = self.unknown_place(last) {
                return self.join(first, last);
            }
            if self.part(last) != Some(Part::Place) {
                return None;
            }
            let mut first = last;
            while first > 0 && self.part(first - 1) == Some(Part::Place) {
                first -= 1;
            }
            // 京, 沪 and 郑 alone are places where a preposition says so: in 谭余郑 they are part of a name.
            let is_short = first == last && self.is_single(last);
            let is_said = first > 0 && PREPOSITIONS.contains(&self.surface(first - 1));
            if is_short && !is_said { None } else { self.join(first, last) }
        })
    }

    fn is_single(&self, at: usize) -> bool {
        self.surface(at).chars().count() == 1
    }

    /// Where a place that the dictionary does not know begins, if its last word, 县 or 镇, stands at `last`: two characters
    /// before it that are no words together, 汪郑镇.
    fn unknown_place(&self, last: usize) -> Option<usize> {
        const KINDS: &[&str] = &["省", "市", "县", "縣", "区", "區", "乡", "鄉", "镇", "鎮", "村"];
        const NO_NAMES: &[&str] = &[
            "本", "各", "全", "该", "該", "某", "此", "每", "这", "這", "那", "几", "同", "在", "于", "到", "由", "从",
            "從", "向", "和", "与", "與", "及", "为", "為", "其", "他", "我", "你", "等", "至", "以", "把", "被", "对",
            "個", "个", "了", "着", "所", "之",
        ];
        let is_piece = |at: usize| {
            let is_word = matches!(self.part(at), Some(Part::Noun | Part::Place | Part::Other));
            is_word && self.is_single(at) && !NO_NAMES.contains(&self.surface(at))
        };
        let first = last.checked_sub(2)?;
        (KINDS.contains(&self.surface(last)) && is_piece(first) && is_piece(first + 1)).then_some(first)
    }
}

/// Whether a date that follows `before`, the beginning of a sentence, heads it.
pub(super) fn heads(before: &str) -> bool {
    matches!(before.trim_start(), "" | "在" | "于" | "到" | "从" | "從" | "自" | "截至" | "据" | "據")
}

/// Whether what follows `before` is what something is compared with.
pub(super) fn compares(before: &str) -> bool {
    ["比", "较", "同", "与", "相当于", "超过", "等于"].iter().any(|word| before.ends_with(word))
}
