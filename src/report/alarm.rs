//! A finding made ready for reports.

use crate::bitext::Origin;
use crate::check::{self, Finding, Mark, Message, Rule, Severity, Ui};
use crate::source::{CharOffset, Lang, Place, SourceText, Span};

/// A finding made ready for reports: what it says, and where, without the texts it was found in.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// How sure it is, after configuration.
    pub severity: Severity,
    /// The pair it was found in, for texts that were aligned already.
    pub id: Option<String>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What would be right, where that can be said.
    pub help: Option<String>,
    /// The Chinese side.
    pub zh: Spot,
    /// The English side.
    pub en: Spot,
    /// What makes it the same finding from one run to the next.
    pub fingerprint: String,
}

impl Alarm {
    /// The side of `lang`.
    pub fn spot(&self, lang: Lang) -> &Spot {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// A short name for the fingerprint, of letters and digits: what a table can hold.
    pub fn key(&self) -> String {
        key_of(&self.fingerprint)
    }

    /// The side to look at first, then the other: the English one, unless only the Chinese has something to point at.
    pub fn sides(&self) -> (&Spot, &Spot) {
        if self.en.mark.is_none() && self.zh.mark.is_some() { (&self.zh, &self.en) } else { (&self.en, &self.zh) }
    }
}

/// The short name of a fingerprint. It begins with a letter, so that no spreadsheet takes it for a number.
pub fn key_of(fingerprint: &str) -> String {
    format!("k{:016x}", check::hash(fingerprint))
}

/// One side of an alarm: a place in a file and the sentence around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Which side.
    pub lang: Lang,
    /// The file.
    pub path: String,
    /// The sentences around, as they stand, and of endless ones what is near; empty when this side has none there.
    pub sentence: String,
    /// The surface at fault, in `sentence`; `None` when this side has nothing to point at.
    pub mark: Option<Span>,
    /// Where the surface begins in the text, or where the sentence does when there is none.
    pub start: CharOffset,
    /// Where it ends.
    pub end: CharOffset,
    /// Line and column of `start` in the file.
    pub from: Place,
    /// Line and column of `end` in the file.
    pub until: Place,
    /// What the surface states, as the machine formats write it.
    pub value: Option<String>,
}

impl Spot {
    /// The surface at fault; empty when there is none.
    pub fn surface(&self) -> &str {
        self.mark.map_or("", |mark| mark.of(&self.sentence))
    }

    /// A place in a file: `mark` and the `context` around it are spans of its text.
    pub fn in_file(source: &SourceText, lang: Lang, mark: Option<&Mark>, context: Span) -> Self {
        let span = mark.map_or(context, |mark| mark.span);
        let ((start, end), (from, until)) = (source.offsets(span), source.places(span));
        Self {
            path: source.name().to_owned(),
            start,
            end,
            from,
            until,
            ..Self::without_place(source.text(), lang, mark, context)
        }
    }

    /// A place in a string that was taken from `source`: offsets in the string, line and column in the file.
    pub fn in_string(source: &SourceText, lang: Lang, taken: Taken<'_>) -> Self {
        let Taken { text, origin, mark } = taken;
        let whole = Span::new(0, text.len());
        let span = mark.map_or(whole, |mark| mark.span);
        let offset = |at: usize| CharOffset(text.get(..at).unwrap_or(text).chars().count());
        let file = origin.locate(span).unwrap_or_default();
        Self {
            path: source.name().to_owned(),
            start: offset(span.start),
            end: offset(span.end),
            from: source.place(file.start),
            until: source.place(file.end),
            ..Self::without_place(text, lang, mark.as_ref(), whole)
        }
    }

    fn without_place(text: &str, lang: Lang, mark: Option<&Mark>, context: Span) -> Self {
        let around = check::near(text, context, mark.map(|mark| mark.span));
        let inside = |mark: &Mark| Span::new(mark.span.start - around.start, mark.span.end - around.start);
        let place = Place { line: 1, column: 1 };
        Self {
            lang,
            path: String::new(),
            sentence: around.of(text).to_owned(),
            mark: mark.map(inside),
            start: CharOffset(0),
            end: CharOffset(0),
            from: place,
            until: place,
            value: mark.and_then(|mark| mark.fact).map(|fact| fact.value.to_string()).filter(|value| value != "-"),
        }
    }
}

/// The alarm for a finding in two files, or twice the same one.
pub fn in_files(finding: &Finding, zh: &SourceText, en: &SourceText, fingerprint: String, ui: Ui) -> Alarm {
    let Message { text, help } = check::message(finding, zh.text(), en.text(), ui);
    Alarm {
        rule: finding.rule,
        severity: finding.severity,
        id: None,
        message: text,
        help,
        zh: Spot::in_file(zh, Lang::Zh, finding.zh.as_ref(), finding.zh_context),
        en: Spot::in_file(en, Lang::En, finding.en.as_ref(), finding.en_context),
        fingerprint,
    }
}

/// A string taken from a file, and what a finding points to in it.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// The string.
    pub text: &'a str,
    /// Where its pieces stand in the file.
    pub origin: &'a Origin,
    /// What the finding points to; its span is in `text`.
    pub mark: Option<Mark>,
}

/// The alarm for a finding in the pair called `id` of the file `source`, which says `message`; the places are those of `zh`
/// and `en`.
pub fn in_pair(
    finding: &Finding,
    message: Message,
    source: &SourceText,
    id: Option<String>,
    zh: Taken<'_>,
    en: Taken<'_>,
    fingerprint: String,
) -> Alarm {
    let Message { text, help } = message;
    Alarm {
        rule: finding.rule,
        severity: finding.severity,
        id,
        message: text,
        help,
        zh: Spot::in_string(source, Lang::Zh, zh),
        en: Spot::in_string(source, Lang::En, en),
        fingerprint,
    }
}
