use serde::Serialize;

use super::rules::Rule;
use crate::facts::Fact;
use crate::quantity::Exact;
use crate::source::{Lang, Span};

/// How sure a finding is that something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong: look.
    Warning,
    /// The two sides cannot both be right.
    Error,
}

impl Severity {
    /// The name in machine formats: `note`, `warning`, `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Numeric facts.
    Fact,
    /// What is there at all: sentences, headlines, datelines.
    Structure,
    /// Terms and names.
    Term,
    /// The letters: leftovers, encoding, loops.
    Text,
}

impl Class {
    /// The name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Structure => "structure",
            Self::Term => "term",
            Self::Text => "text",
        }
    }
}

/// A place a finding points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The surface at fault.
    pub span: Span,
    /// The fact it states, for findings about facts.
    pub fact: Option<Fact>,
}

impl From<&Fact> for Mark {
    fn from(fact: &Fact) -> Self {
        Self { span: fact.span, fact: Some(*fact) }
    }
}

/// Something a rule says about a bitext.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// How sure the rule is, before configuration.
    pub severity: Severity,
    /// The place on the Chinese side; `None` when that side has nothing to point at.
    pub zh: Option<Mark>,
    /// The place on the English side; `None` when that side has nothing to point at.
    pub en: Option<Mark>,
    /// The Chinese sentences around: those of the bead.
    pub zh_context: Span,
    /// The English sentences around: those of the bead.
    pub en_context: Span,
    /// What exactly is wrong, for the message.
    pub detail: Detail,
    /// In how many further places the same is wrong since a headline is repeated.
    pub repeats: usize,
}

impl Finding {
    /// The same finding in texts that begin so many bytes earlier.
    #[must_use]
    pub fn shifted(mut self, zh: usize, en: usize) -> Self {
        let shift = |mark: Mark, bytes: usize| Mark { span: mark.span.shifted(bytes), ..mark };
        self.zh = self.zh.map(|mark| shift(mark, zh));
        self.en = self.en.map(|mark| shift(mark, en));
        self.zh_context = self.zh_context.shifted(zh);
        self.en_context = self.en_context.shifted(en);
        if let Detail::Beside { zh: zh_word, en: en_word, .. } | Detail::Swapped { zh: zh_word, en: en_word } =
            &mut self.detail
        {
            (*zh_word, *en_word) = (zh_word.shifted(zh), en_word.shifted(en));
        }
        self
    }

    /// The place on the side of `lang`.
    pub fn mark(&self, lang: Lang) -> Option<&Mark> {
        match lang {
            Lang::Zh => self.zh.as_ref(),
            Lang::En => self.en.as_ref(),
        }
    }
}

/// What a message says beyond the rule's name and the two facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// Nothing more: the two facts tell it.
    Plain,
    /// The English is 10^`power` times what the Chinese says.
    Scale {
        /// Negative when the English is too small.
        power: i32,
    },
    /// The two sides say that a figure went opposite ways.
    Direction {
        /// Whether it rose by the Chinese.
        zh_rises: bool,
    },
    /// What remains of a price and what is taken off it are confused.
    Discount,
    /// A named part of a date differs.
    DatePart(DatePart),
    /// The English has a part of a date that the Chinese lacks.
    Supplied {
        /// Which.
        part: DatePart,
        /// Whether anything bears it out.
        borne: Borne,
    },
    /// The figures of one text do not hold together.
    Arithmetic {
        /// In which way.
        how: Reckoning,
        /// What the other figures come to.
        reckoned: Exact,
    },
    /// The words beside two equal figures contradict each other.
    Beside {
        /// Which question they answer differently.
        what: Beside,
        /// The Chinese word.
        zh: Span,
        /// The English word.
        en: Span,
    },
    /// Two figures, or headlines, changed places: the other two of the four.
    Swapped {
        /// The other Chinese fact.
        zh: Span,
        /// The English fact that is equal to the Chinese one the finding points to.
        en: Span,
    },
    /// Two headings are of these levels.
    Level {
        /// The Chinese one's.
        zh: u8,
        /// The English one's.
        en: u8,
    },
    /// An item of a list has another number.
    Item,
    /// Two shares are apart by a power of ten.
    Share {
        /// Negative when the English is too small.
        power: i32,
    },
    /// The two figures are what is left of their sentences.
    Leftover,
    /// One side says that what the other leaves open is little.
    Narrowed,
    /// Something is lost or brought in.
    Text(String),
    /// The lines above the two texts give the two dates.
    Heads,
    /// Another document calls the same thing this.
    InFile {
        /// By which name.
        name: String,
        /// Which document.
        path: String,
    },
    /// The document's own list has this name.
    Listed(String),
}

/// What the words beside a figure say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Whether it is the size of a change or its outcome.
    Extent,
    /// Whether it lies before or after.
    Tense,
    /// What it is per.
    Rate,
    /// What it counts.
    Counted,
    /// What it is of.
    Opposite,
}

/// How figures of one text contradict one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoning {
    /// Parts and their sum.
    Sum,
    /// A part is larger than its whole.
    Part,
    /// A change and the figures it leads from and to.
    Change,
}

/// Whether something else in the document bears out what the English supplies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Borne {
    /// The document's date does, or another date of the Chinese.
    Out,
    /// They do not.
    Not,
    /// There is nothing to go by.
    Unknown,
}

/// Which part of a date differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each names itself")]
pub enum DatePart {
    Year,
    Month,
    Day,
    Week,
    Decade,
    Century,
    Season,
    Portion,
    Clock,
    End,
}
