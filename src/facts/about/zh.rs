use crate::facts::{Fact, Kind};
use crate::source::{Span, is_han};
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

/// Words that the dictionary has as nouns and that name nothing beside a number.
const NO_NAMES: &[&str] =
    &["全部", "全体", "全體", "其余", "其餘", "总数", "總數", "俘", "俘虏", "俘虜", "值", "处", "處", "运", "運"];

/// Measure words that are things themselves: of 三千户 where nothing else is named, households are counted.
const THINGS: &[char] = &['人', '户', '戶', '省', '县', '縣', '市', '乡', '鄉', '镇', '鎮', '村', '国', '國', '校'];

/// Those of them that are people, and may be called more exactly: 二十万工人, 农民三千户.
const PEOPLE: &[char] = &['人', '户', '戶'];

/// What verbs of two characters may hold as their object: 打井 is to dig wells, 歼敌 to destroy enemies.
const OBJECTS: &[char] = &[
    '井', '敌', '敵', '树', '樹', '林', '草', '肥', '猪', '豬', '羊', '牛', '马', '馬', '鸡', '雞', '鱼', '魚', '粮',
    '糧', '棉', '麦', '麥', '田', '荒', '地', '渠', '堤', '路', '桥', '橋', '房', '屋', '船', '车', '車', '铁', '鐵',
    '钢', '鋼', '煤', '油', '盐', '鹽', '糖', '布', '纱', '紗', '茶', '款', '税', '稅', '债', '債', '股', '枪', '槍',
    '炮',
];

/// The last characters of the names of dimensions, which have an amount and are not counted: 高度, 重量, 成绩.
const DIMENSIONS: &[char] = &[
    '度', '量', '重', '额', '額', '数', '數', '值', '价', '價', '率', '积', '積', '长', '長', '宽', '寬', '高', '深',
    '厚', '离', '離', '绩', '績', '径', '徑', '速', '费', '費',
];

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
    "均",
    "都",
    "以上",
    "下降",
    "上升",
    "降低",
    "增产",
    "减产",
    "缩减",
    "上涨",
    "或",
    "仍",
    "还",
    "還",
    "亦",
    "也",
    "则",
    "則",
    "达成",
    "从",
    "從",
    "由",
    "值",
    "计值",
    "需",
    "只需",
    "需要",
    "须",
    "重",
    "长",
    "長",
    "宽",
    "寬",
    "高",
    "深",
    "厚",
    "长达",
    "（",
    "(",
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
        // 三县开会, 两村代表: what a number with 省 or 县 counts is named in it.
        let area =
            |fact: &Fact| thing_of(self.text, fact.span).filter(|thing| !thing.of(self.text).starts_with(PEOPLE));
        let of = |fact: &Fact, at: usize| {
            area(fact).or_else(|| self.following(fact, at)).or_else(|| self.preceding(fact, at))
        };
        facts.iter().zip(&self.places).map(|(fact, &at)| (of(fact, at), self.place_before(at))).collect()
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

    /// The name that follows: 新式农具; behind 的 where no dimension is named before it: 一千公里的线路, 两千名愤怒的群众.
    fn following(&self, fact: &Fact, at: usize) -> Option<Span> {
        // 拨出种子三万斤支援灾区: a name stands before, and what is done with it behind.
        if self.part(at + 1) == Some(Part::Act)
            && self.part(at + 2) == Some(Part::Noun)
            && at > 0
            && self.part(at - 1) == Some(Part::Noun)
            && !NO_NAMES.contains(&self.surface(at - 1))
        {
            return None;
        }
        let (start, surface) = (self.after_quoted(at + 1), fact.span.of(self.text));
        let is_count = fact.kind == Kind::Number;
        // 两省的夏粮征收: what is counted are the provinces.
        let is_of_things = is_count && surface.ends_with(THINGS);
        // What the amount of a dimension belongs to stands before it: 下潜深度三百公尺的记录.
        if self.part(start) == Some(Part::De) && (is_of_things || self.is_of_dimension(fact, at)) {
            return None;
        }
        let name = self.name_from(start);
        let behind_de = name.is_none_or(|(_, last)| self.part(last + 1) == Some(Part::De));
        // 三百名远道而来的代表: nobody counts what somebody has by 名.
        if let Some((_, end)) = name.filter(|_| behind_de && is_count && surface.ends_with(['名', '位']))
            && let Some(head) = self.last_nominal(end + 2)
        {
            return self.join(end + 2, head);
        }
        // 三百名放下武器的士兵: what a measure word that is no thing itself is followed by tells which.
        if behind_de
            && is_count
            && !is_of_things
            && let Some((head, end)) = self.behind_clause(start)
        {
            return self.join(head, end);
        }
        let (first, last) = name?;
        self.trimmed(self.join(first, last)?)
    }

    /// The first and the last word of the name that begins at `start`, or behind the 的 of an attribute that does: 新式农具,
    /// 愤怒的群众, 男、女运动员.
    fn name_from(&self, start: usize) -> Option<(usize, usize)> {
        let de = (start..start + REACH).find(|at| self.part(*at) != Some(Part::Modifier))?;
        let head = self.after_mark(de + 1);
        let first = if self.part(de) == Some(Part::De) && self.is_nominal(head) { head } else { start };
        if first == start && self.is_short_name(start) {
            return Some((start, start));
        }
        let mut last = None;
        for at in first..=first + REACH {
            let surface = self.surface(at);
            if [ROUGHLY, NO_NAMES, LINKS].iter().any(|words| words.contains(&surface)) {
                break;
            }
            match self.part(at) {
                Some(Part::Noun | Part::Act | Part::Place) => last = Some(at),
                Some(Part::Modifier) => {}
                Some(Part::Punctuation) if last.is_some() && self.joins(at) => {}
                _ => break,
            }
        }
        Some((first, last?))
    }

    /// The last of the words from `first` on that may be one name.
    fn last_nominal(&self, first: usize) -> Option<usize> {
        (first..first + REACH).take_while(|at| self.is_nominal(*at)).last()
    }

    /// The place after what stands in quotation marks at `at`, if a name follows there: 一架“米—六”直升飞机.
    fn after_quoted(&self, at: usize) -> usize {
        if !matches!(self.surface(at), "“" | "「" | "\"") {
            return at;
        }
        let closing = (at + 1..at + 1 + REACH).find(|at| matches!(self.surface(*at), "”" | "」" | "\""));
        // “东风”型, “米—六”式
        let next = closing.map(|at| at + 1 + usize::from(matches!(self.surface(at + 1), "型" | "式" | "号" | "牌")));
        next.filter(|next| self.is_nominal(*next)).unwrap_or(at)
    }

    /// Whether the word at `at`, of which the dictionary says nothing, is a name: it ends its clause or stands before 的, and is
    /// no character that goes with numbers.
    fn is_short_name(&self, at: usize) -> bool {
        const WITH_NUMBERS: &[char] = &[
            '等', '余', '多', '来', '时', '前', '后', '內', '内', '外', '中', '间', '上', '下', '止', '者', '起', '许',
            '强', '左', '右', '之', '整', '了', '着', '過', '过', '來', '後', '時', '間', '吧', '呢', '啊', '吗',
        ];
        let word = self.surface(at);
        let is_word = (1..=3).contains(&word.chars().count()) && word.chars().all(is_han);
        let ends = matches!(self.part(at + 1), Some(Part::Punctuation | Part::De)) || at + 1 == self.items.len();
        self.part(at) == Some(Part::Other) && is_word && !word.starts_with(WITH_NUMBERS) && ends
    }

    /// The place after a quotation mark that opens at `at`: 十二亿元的“援助”.
    fn after_mark(&self, at: usize) -> usize {
        if matches!(self.surface(at), "“" | "「") { at + 1 } else { at }
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

    /// Whether the name of a dimension stands before the number at `at`.
    fn is_of_dimension(&self, fact: &Fact, at: usize) -> bool {
        self.preceding(fact, at).is_some_and(|name| name.of(self.text).ends_with(DIMENSIONS))
    }

    /// The name without what the dictionary joins to it: 米左右.
    fn trimmed(&self, span: Span) -> Option<Span> {
        let name = span.of(self.text);
        let kept = ROUGHLY.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
        (!kept.is_empty()).then(|| Span::new(span.start, span.start + kept.len()))
    }

    fn is_nominal(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Noun | Part::Act | Part::Place | Part::Modifier))
    }

    /// The name that stands before, at once (电线三千斤) or before what links it (产量比去年增加了三千吨).
    fn preceding(&self, fact: &Fact, at: usize) -> Option<Span> {
        let mut last = at.checked_sub(1)?;
        for _ in 0..REACH {
            let Some(length) = self.link_before(last) else { break };
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
        if !(matches!(self.part(last), Some(Part::Noun | Part::Act)) || is_dimension)
            || self.surface(last).ends_with(['时', '前', '后', '中', '内', '间'])
            || self.unknown_place(last).is_some()
        {
            return None;
        }
        let mut first = last;
        let goes_on = |at: usize| {
            matches!(self.part(at), Some(Part::Noun | Part::Act | Part::Modifier)) && !LINKS.contains(&self.surface(at))
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
        if first == last && self.part(last) == Some(Part::Act) && counts_heads { None } else { self.named(first, last) }
    }

    /// The whole that a number is a part of, whose 中 or 中的 ends with the word at `at`, before a comma or not: 生产队中的九个.
    fn whole_before(&self, at: usize) -> Option<Span> {
        let at = if self.surface(at).trim() == "，" { at.checked_sub(1)? } else { at };
        let at = if self.part(at) == Some(Part::De) { at.checked_sub(1)? } else { at };
        let last = at.checked_sub(1).filter(|last| self.surface(at) == "中" && self.part(*last) == Some(Part::Noun))?;
        let mut first = last;
        while last - first < 3 && first > 0 && matches!(self.part(first - 1), Some(Part::Noun | Part::Modifier)) {
            first -= 1;
        }
        self.join(first, last)
    }

    /// Whether a clause that only says how much, and begins after the comma at `comma`, is about what stands before that: a topic
    /// (文化经费，将达到三百万元), or what has the dimension it names (修建了铁路，长达三百公里).
    fn is_about_before(&self, comma: usize, at: usize) -> bool {
        let is_dimension = |at: usize| self.surface(at).trim_end_matches('达').ends_with(DIMENSIONS);
        let mut before = (0..comma).rev().take_while(|at| self.part(*at) != Some(Part::Punctuation));
        (comma + 1..at).any(is_dimension)
            || (comma + 1..at).any(|at| self.is_verb(at)) && !before.any(|at| self.is_verb(at))
    }

    /// The object that the verb at `at` holds: 井 in 打井.
    fn object_of(&self, at: usize) -> Option<Span> {
        let span = self.items.get(at).filter(|_| self.is_verb(at))?.span;
        let mut chars = span.of(self.text).chars();
        let (_, object, None) = (chars.next()?, chars.next()?, chars.next()) else { return None };
        OBJECTS.contains(&object).then(|| Span::new(span.end - object.len_utf8(), span.end))
    }

    /// The name of the words from `first` to `last`; 全县 or 总数 alone is none.
    fn named(&self, first: usize, last: usize) -> Option<Span> {
        let surface = self.surface(last);
        let is_none = NO_NAMES.contains(&surface) || surface.starts_with('全') && surface.chars().count() == 2;
        if first == last && is_none { None } else { self.join(first, last) }
    }

    fn is_verb(&self, at: usize) -> bool {
        self.part(at) == Some(Part::Verb)
    }

    fn is_fact(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.part.is_none())
    }

    /// How many items link a number to its name and end at `last`: one word (达到), a verb with its end (减低到), a comparison
    /// (比去年), each (每人), an amount that went before (从三百吨增至四百吨). `None` where nothing does.
    fn link_before(&self, last: usize) -> Option<usize> {
        let surface = self.surface(last);
        if matches!(surface, "到" | "至" | "为") && last > 0 && self.is_verb(last - 1) {
            return Some(2);
        }
        let is_one = self.part(last) == Some(Part::Adverb) || LINKS.contains(&surface) || surface.starts_with('每');
        if is_one {
            return Some(1);
        }
        if self.is_fact(last) && last > 0 && matches!(self.surface(last - 1), "从" | "從" | "由") {
            return Some(2);
        }
        // 由一九四五年的三百万元增至…, 由初期的三百元增至…
        let is_start = |at: usize| at > 0 && matches!(self.surface(at - 1), "从" | "從" | "由");
        if self.part(last) == Some(Part::De) && last > 0 && (self.is_fact(last - 1) || is_start(last - 1)) {
            return Some(2);
        }
        // 产量下降百分之十（五百吨）, 六百或七百人
        if self.is_fact(last) && matches!(self.surface(last + 1), "（" | "(" | "或") {
            return Some(1);
        }
        // 一艘船（不算货物）重三百吨
        if matches!(surface, "）" | ")") {
            let opening = (last.saturating_sub(12)..last).rev().find(|at| matches!(self.surface(*at), "（" | "("))?;
            return Some(last + 1 - opening);
        }
        self.comparison_before(last).map(|comparison| last + 1 - comparison)
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

/// Whether a count ends with a measure word for things, and not with a numeral or a word for times.
pub(super) fn has_measure(text: &str, number: Span) -> bool {
    let last = number.of(text).chars().next_back();
    last.is_some_and(|c| is_han(c) && !"〇一二三四五六七八九十百千万亿萬億零两多余餘几幾次回遍趟场場倍".contains(c))
}

/// The measure word at the end of a number, where it is a thing itself.
pub(super) fn thing_of(text: &str, number: Span) -> Option<Span> {
    let thing = number.of(text).chars().next_back().filter(|c| THINGS.contains(c))?;
    Some(Span::new(number.end - thing.len_utf8(), number.end))
}

/// Whether a date that follows `before`, the beginning of a sentence, heads it.
pub(super) fn heads(before: &str) -> bool {
    matches!(before.trim_start(), "" | "在" | "于" | "到" | "从" | "從" | "自" | "截至" | "据" | "據")
}

/// Whether what follows `before` is what something is compared with.
pub(super) fn compares(before: &str) -> bool {
    ["比", "较", "同", "与", "相当于", "超过", "等于"].iter().any(|word| before.ends_with(word))
}
