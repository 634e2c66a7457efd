use crate::facts::{Fact, Kind};
use crate::quantity::MONTH_NAMES;
use crate::source::Span;
use crate::text::Words;

/// An English sentence in words.
pub(super) struct Sentence<'a> {
    text: &'a str,
    words: Vec<Span>,
}

/// So many words are looked at beside a number.
const REACH: usize = 6;

/// Words that end the name of a thing, or are none.
const STOPS: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "across",
    "after",
    "all",
    "along",
    "also",
    "although",
    "among",
    "an",
    "and",
    "annually",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "compared",
    "could",
    "daily",
    "did",
    "do",
    "does",
    "down",
    "due",
    "during",
    "each",
    "either",
    "equivalent",
    "every",
    "except",
    "for",
    "from",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "his",
    "how",
    "however",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "last",
    "less",
    "may",
    "might",
    "more",
    "most",
    "must",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "per",
    "respectively",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "throughout",
    "to",
    "under",
    "until",
    "up",
    "upon",
    "was",
    "we",
    "were",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "year",
    "yearly",
];

/// Verbs that link what stands before them to a number: output reached 3,000 tons.
const LINKS: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "of",
    "to",
    "at",
    "by",
    "reached",
    "reach",
    "reaching",
    "exceeded",
    "exceed",
    "totaled",
    "totalled",
    "total",
    "totaling",
    "totalling",
    "averaged",
    "averaging",
    "amounted",
    "amounts",
    "amounting",
    "stood",
    "rose",
    "fell",
    "grew",
    "increased",
    "decreased",
    "dropped",
    "risen",
    "fallen",
    "grown",
    "cut",
    "raised",
    "reduced",
    "lowered",
    "expanded",
    "weigh",
    "weighs",
    "weighed",
    "measures",
    "measured",
    "from",
    "numbered",
    "numbering",
    "only",
    "about",
    "approximately",
    "nearly",
    "over",
    "than",
    "more",
    "less",
    "has",
    "have",
    "had",
    "will",
];

/// Words that measure out what follows "of".
const PORTIONS: &[&str] = &[
    "kinds",
    "types",
    "sorts",
    "varieties",
    "head",
    "pieces",
    "sets",
    "pairs",
    "copies",
    "boxes",
    "barrels",
    "bottles",
    "bags",
    "bales",
    "rounds",
    "batches",
    "loads",
];

/// What follows the measure of an extent: 300 kilometers long.
const EXTENTS: &[&str] = &["long", "wide", "high", "deep", "thick", "tall", "across"];

/// Past forms that no rule tells, and that end the name before them: the rain fell.
const PAST: &[&str] = &[
    "became", "began", "bought", "broke", "built", "came", "fell", "found", "gave", "got", "grew", "held", "joined",
    "kept", "left", "lost", "made", "met", "paid", "ran", "rose", "saw", "sent", "sold", "stood", "took", "went",
    "won", "wrote",
];

/// Words for a change, which say nothing of what changed: an increase of 300 tons.
const CHANGES: &[&str] = &[
    "increase",
    "increasing",
    "decrease",
    "decreasing",
    "rise",
    "rising",
    "drop",
    "dropping",
    "fall",
    "falling",
    "reduction",
    "growth",
    "worth",
    "total",
    "average",
    "loss",
];

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, sentence: Span) -> Self {
        let words = Words::en(sentence.of(text)).into_iter().map(|span| span.shifted(sentence.start)).collect();
        Self { text, words }
    }

    /// What each fact counts, and where.
    pub(super) fn about(&self, facts: &[Fact]) -> Vec<(Option<Span>, Option<Span>)> {
        facts.iter().map(|fact| (self.of(fact, facts), self.place_before(fact))).collect()
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |span| span.of(self.text))
    }

    fn is_stop(&self, at: usize) -> bool {
        let word = self.word(at);
        word.is_empty() || STOPS.iter().any(|stop| word.eq_ignore_ascii_case(stop))
    }

    /// Whether nothing but spaces and hyphens parts the word from what ends at byte `end`.
    fn touches(&self, end: usize, at: usize) -> bool {
        let gap = self.words.get(at).and_then(|word| self.text.get(end..word.start));
        gap.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '-'))
    }

    fn of(&self, fact: &Fact, facts: &[Fact]) -> Option<Span> {
        let first = self.words.partition_point(|word| word.start < fact.span.end);
        self.following(fact, first, facts).or_else(|| self.preceding(fact, facts)).or_else(|| self.whole(fact, facts))
    }

    /// The name that follows: up to the first plural of a count, up to a word that ends it after "of".
    fn following(&self, fact: &Fact, mut first: usize, facts: &[Fact]) -> Option<Span> {
        let mut end = fact.span.end;
        let is_of = self.touches(end, first) && self.word(first).eq_ignore_ascii_case("of");
        if is_of {
            end = self.words.get(first)?.end;
            first += 1;
            while matches!(self.word(first), "the" | "all" | "this" | "these" | "those" | "its" | "their") {
                end = self.words.get(first)?.end;
                first += 1;
            }
        }
        if self.word(first) == "total" && self.touches(end, first) {
            end = self.words.get(first)?.end;
            first += 1;
        }
        // 27 of the 30 records
        if is_of
            && self.touches(end, first)
            && let Some(whole) =
                facts.iter().find(|other| self.words.get(first).is_some_and(|w| other.span.overlaps(*w)))
            && whole.span.start > fact.span.start
        {
            return self.following(whole, self.words.partition_point(|word| word.start < whole.span.end), facts);
        }
        let counts = fact.kind == Kind::Number && !is_of;
        if counts && let Some(after) = self.past_kind(first, end, facts) {
            end = self.words.get(after.checked_sub(1)?)?.end;
            first = after;
        }
        let mut last = None;
        for at in first..first + REACH {
            let Some(&span) = self.words.get(at) else { break };
            let is_fact = facts.iter().any(|other| other.span.overlaps(span));
            // 13 male and female athletes
            let joins = counts && last.is_some() && self.word(at) == "and" && !self.is_stop(at + 1);
            if !self.touches(end, at) || is_fact || self.is_stop(at) && !joins || self.is_said(at, last.is_some()) {
                break;
            }
            end = span.end;
            if joins {
                continue;
            }
            // 400 kinds of goods, 300 head of cattle
            if counts && PORTIONS.contains(&self.word(at)) && self.word(at + 1) == "of" && !self.is_stop(at + 2) {
                let after = at + 2;
                return self.following_of(fact, after, facts);
            }
            last = Some(at);
            if is_plural(self.word(at)) && (counts || is_of) && !self.goes_on(at, end) {
                break;
            }
        }
        let last = last?;
        // What an amount is followed by without "of" is rarely what it is of: 12 tons annually, 20 yuan each.
        let is_compound = fact.span.of(self.text).contains('-') && !fact.span.of(self.text).contains(' ');
        let named = counts || is_of || is_compound || self.text.get(fact.span.end..fact.span.end + 1) == Some("-");
        named.then(|| self.words[first].join(self.words[last]))
    }

    /// The place after a number that says of which kind what is counted is: 12 5-ton lorries, 46 third-class tickets.
    fn past_kind(&self, at: usize, end: usize, facts: &[Fact]) -> Option<usize> {
        let word = self.words.get(at).filter(|_| self.touches(end, at))?;
        let kind = facts.iter().find(|other| other.span.overlaps(*word))?;
        let is_tied = self.text.get(kind.span.end..).is_some_and(|rest| rest.starts_with('-'));
        let after = self.words.partition_point(|word| word.start < kind.span.end);
        (kind.kind == Kind::Quantity || kind.kind == Kind::Ordinal && is_tied).then_some(after)
    }

    /// The name that begins with the word at `first`, behind "of".
    fn following_of(&self, fact: &Fact, first: usize, facts: &[Fact]) -> Option<Span> {
        let mut last = first;
        while last - first < REACH
            && !is_plural(self.word(last))
            && !self.is_stop(last + 1)
            && !self.is_said(last + 1, true)
            && self.touches(self.words[last].end, last + 1)
            && !facts.iter().any(|other| other.span.overlaps(self.words[last + 1]))
        {
            last += 1;
        }
        let name = self.words.get(first)?.join(*self.words.get(last)?);
        (!name.overlaps(fact.span)).then_some(name)
    }

    /// Whether the word at `at` says what is done rather than names: 454 captured; 12 workers wounded. Before a name it is a
    /// part of that: 20 wounded soldiers.
    fn is_said(&self, at: usize, is_after_name: bool) -> bool {
        let word = self.word(at);
        let is_past = word.ends_with("ed") && !word.ends_with("eed") && !word.ends_with("hundred");
        if is_after_name && PAST.contains(&word) {
            return true;
        }
        let goes_on = self.words.get(at).is_some_and(|word| self.touches(word.end, at + 1)) && !self.is_stop(at + 1);
        let is_said = if is_after_name { is_past } else { (is_past || word.ends_with("ing")) && !goes_on };
        word.len() > 4 && word.starts_with(char::is_lowercase) && !word.contains('-') && is_said
    }

    /// Whether a plural is followed at once by another: sales departments, arms workers.
    fn goes_on(&self, at: usize, end: usize) -> bool {
        self.touches(end, at + 1) && !self.is_stop(at + 1) && is_plural(self.word(at + 1))
    }

    /// The name before the verb that links it to the number; it does not reach into another fact: in 1955 coal output …
    fn preceding(&self, fact: &Fact, facts: &[Fact]) -> Option<Span> {
        let mut at = self.words.partition_point(|word| word.end <= fact.span.start);
        let linked = at;
        while at > 0 && linked - at < 6 {
            let is_link = LINKS.iter().any(|link| self.word(at - 1).eq_ignore_ascii_case(link));
            match self.start_before(at, facts) {
                // rose from 300 tons to 400 tons
                Some(before) => at = before,
                None if is_link => at -= 1,
                None => break,
            }
        }
        // the road, 300 kilometers long, …
        let is_extent =
            at == linked && EXTENTS.contains(&self.word(self.words.partition_point(|w| w.start < fact.span.end)));
        if at == 0 || at == linked && !is_extent {
            return None;
        }
        let last = at - 1;
        let is_change = CHANGES.iter().any(|change| self.word(last).eq_ignore_ascii_case(change));
        if self.is_stop(last) || is_change || !is_extent && !self.touches(self.words[last].end, at) {
            return None;
        }
        let mut first = last;
        while first > 0
            && last - first < 3
            && !self.is_stop(first - 1)
            && !facts.iter().any(|other| other.span.overlaps(self.words[first - 1]))
            && self.touches(self.words[first - 1].end, first)
        {
            first -= 1;
        }
        let first = if linked > 0 && self.word(linked - 1) == "of" { first } else { self.head_of(first, facts) };
        Some(self.words[first].join(self.words[last]))
    }

    /// The place of "from" where the words before `at` are "from", a number and "to".
    fn start_before(&self, at: usize, facts: &[Fact]) -> Option<usize> {
        let to = self.words.get(at.checked_sub(1)?).filter(|_| self.word(at - 1) == "to")?;
        let start = facts.iter().rfind(|fact| fact.span.end <= to.start)?;
        let from = self.words.partition_point(|word| word.start < start.span.start).checked_sub(1)?;
        let is_start = self.word(from) == "from" && self.touches(start.span.end, at - 1);
        is_start.then_some(from)
    }

    /// Where a name begins that the words from `first` belong to: purchase price of | the factory.
    fn head_of(&self, first: usize, facts: &[Fact]) -> usize {
        let mut at = first;
        while at > 0 && matches!(self.word(at - 1), "the" | "this" | "its" | "their" | "all") {
            at -= 1;
        }
        if at < 2 || !matches!(self.word(at - 1), "of" | "with") || self.is_stop(at - 2) {
            return first;
        }
        let mut head = at - 2;
        while head > 0 && at - head < 5 && !self.is_stop(head - 1) && self.touches(self.words[head - 1].end, head) {
            head -= 1;
        }
        let name = self.words[head].join(self.words[first]);
        if facts.iter().any(|fact| fact.span.overlaps(name)) { first } else { head }
    }

    /// The name of the whole that a sentence begins with: Of the records announced, 131 were …
    fn whole(&self, fact: &Fact, facts: &[Fact]) -> Option<Span> {
        if self.word(0) != "Of" {
            return None;
        }
        let mut first = 1 + usize::from(matches!(self.word(1), "the" | "these" | "those"));
        while self.words.get(first).is_some_and(|word| facts.iter().any(|fact| fact.span.overlaps(*word))) {
            first += 1;
        }
        let plural = (first..first + REACH).take_while(|at| !self.is_stop(*at)).find(|at| is_plural(self.word(*at)))?;
        let span = self.words[first].join(self.words[plural]);
        (!span.overlaps(fact.span)).then_some(span)
    }

    /// The nearest place named before: capitals after in, at, of, throughout.
    fn place_before(&self, fact: &Fact) -> Option<Span> {
        let end = self.words.partition_point(|word| word.end <= fact.span.start);
        let is_name = |at: usize| {
            let word = self.word(at);
            word.starts_with(|c: char| c.is_uppercase()) && !MONTH_NAMES.contains(&word)
        };
        (1..end).rev().find_map(|at| {
            let before = self.word(at - 1);
            let skips_the = before == "the" && at > 1;
            let before = if skips_the { self.word(at - 2) } else { before };
            if !is_name(at) || !matches!(before, "in" | "In" | "at" | "throughout" | "across" | "of" | "from") {
                return None;
            }
            let mut last = at;
            while last + 1 < end && is_name(last + 1) && self.touches(self.words[last].end, last + 1) {
                last += 1;
            }
            Some(self.words[at].join(self.words[last]))
        })
    }
}

/// Whether a word looks like a plural.
fn is_plural(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "men",
        "women",
        "people",
        "children",
        "cattle",
        "troops",
        "police",
        "feet",
        "geese",
        "oxen",
        "livestock",
        "data",
    ];
    let small = word.to_ascii_lowercase();
    let ending = small.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| small.ends_with(ending));
    let compound = ["men", "people", "children"].iter().any(|ending| small.ends_with(ending));
    (ending && small.len() > 3) || compound || IRREGULAR.contains(&small.as_str())
}

/// Whether a date that follows `before`, the beginning of a sentence, heads it.
pub(super) fn heads(before: &str) -> bool {
    matches!(before.trim_start(), "" | "In" | "By" | "During" | "On" | "At" | "Since" | "From" | "Until" | "For")
}

/// Whether what follows `before` is what something is compared with.
pub(super) fn compares(before: &str) -> bool {
    const WORDS: &[&str] = &[
        " than",
        " than in",
        " than that of",
        " than those of",
        " over",
        " over that of",
        " over the same period",
        " over the same period of",
        " compared with",
        " compared to",
        " compared with the same period",
        " that of",
        " in comparison with",
        " the same period",
    ];
    WORDS.iter().any(|word| before.ends_with(word))
}
