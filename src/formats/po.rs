//! PO: gettext catalogues (GNU gettext manual, "The Format of PO Files").
//!
//! Reads each entry with a message and its translation, one Chinese and one English: by their script, and by the
//! header's `Language` where a text has no letters to tell. The header, untranslated and obsolete (`#~`) entries are
//! skipped; fuzzy ones are read, since they are what a check is for. Of plural forms each translation is paired with the
//! plural message, and the first with the singular where a language has more than one.

use crate::bitext::TranslationUnit;
use crate::formats::language;
use crate::formats::traced::Traced;
use crate::source::{Lang, Span, lang_of};

/// What is wrong in a catalogue, and in which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct PoError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: PoFault,
}

/// What is wrong in a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PoFault {
    /// A line of another kind.
    #[error("neither a keyword, a quoted string nor a comment")]
    NotPo,
    /// A string without its closing quotation mark; what there is of it was read.
    #[error("the string is not closed")]
    OpenString,
    /// Something after a string.
    #[error("text after the closing quotation mark was left out")]
    AfterString,
    /// A string that continues nothing.
    #[error("a string without a keyword")]
    NoKeyword,
    /// More plural forms than any language has.
    #[error("more than {limit} plural forms; the rest was left out")]
    TooManyForms {
        /// How many are read.
        limit: usize,
    },
}

/// What a catalogue holds.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Pairs of Chinese and English, in file order. The id is the message with its context before it: `menu|Quit`.
    pub units: Vec<TranslationUnit>,
    /// Entries without a translation, and translations that are no pair of Chinese and English.
    pub skipped: usize,
    /// What is wrong; the rest was read.
    pub errors: Vec<PoError>,
}

/// How many plural forms are read; Arabic has six.
const MOST_FORMS: usize = 16;

#[derive(Debug, Default)]
struct Entry {
    context: Option<Traced>,
    message: Option<Traced>,
    plural: Option<Traced>,
    translations: Vec<Traced>,
}

/// Which string the lines that follow go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Message,
    Plural,
    Translation,
    /// Read and dropped.
    Ignored,
}

impl Field {
    fn named(keyword: &str) -> Option<Self> {
        match keyword {
            "msgctxt" => Some(Self::Context),
            "msgid" => Some(Self::Message),
            "msgid_plural" => Some(Self::Plural),
            "msgstr" => Some(Self::Translation),
            "domain" => Some(Self::Ignored),
            _ => {
                let form = keyword.strip_prefix("msgstr[")?.strip_suffix(']')?;
                form.trim().parse::<u32>().ok().map(|_| Self::Translation)
            }
        }
    }
}

/// Reads a PO file. Linear in its length.
pub fn read(text: &str) -> Catalogue {
    let mut reader = Reader::default();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        reader.line(line, start, number + 1);
        start += line.len();
    }
    reader.close();
    reader.catalogue
}

#[derive(Default)]
struct Reader {
    catalogue: Catalogue,
    entry: Entry,
    field: Option<Field>,
    /// The language of the translations, by the header.
    language: Option<Lang>,
}

impl Reader {
    fn line(&mut self, line: &str, start: usize, number: usize) {
        let trimmed = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        if trimmed.is_empty() {
            self.close();
            return;
        }
        if trimmed.starts_with('#') {
            // Comments stand before an entry, so they end the one before.
            if self.field == Some(Field::Translation) {
                self.close();
            }
            return;
        }
        let (keyword, quoted) = trimmed.split_at(trimmed.find('"').unwrap_or(trimmed.len()));
        let keyword = keyword.trim_end();
        if keyword.is_empty() {
            if self.field.is_none() {
                self.fault(number, PoFault::NoKeyword);
                self.field = Some(Field::Ignored);
            }
        } else if let Some(field) = Field::named(keyword) {
            self.begin(field, number);
        } else {
            self.fault(number, PoFault::NotPo);
            self.field = Some(Field::Ignored);
            return;
        }
        let target = match self.field {
            Some(Field::Context) => self.entry.context.as_mut(),
            Some(Field::Message) => self.entry.message.as_mut(),
            Some(Field::Plural) => self.entry.plural.as_mut(),
            Some(Field::Translation) => self.entry.translations.last_mut(),
            Some(Field::Ignored) | None => return,
        };
        let Some(target) = target else { return };
        let rest = unquote(quoted, at + (trimmed.len() - quoted.len()), target);
        match rest {
            Some(rest) if rest.trim().is_empty() => {}
            Some(_) => self.fault(number, PoFault::AfterString),
            None => self.fault(number, PoFault::OpenString),
        }
    }

    /// Begins a string; the entry before ends where this cannot be part of it.
    fn begin(&mut self, field: Field, number: usize) {
        let ends = match field {
            Field::Context | Field::Message => {
                self.entry.message.is_some() || (field == Field::Context && self.entry.context.is_some())
            }
            Field::Plural => self.entry.plural.is_some(),
            Field::Translation | Field::Ignored => false,
        };
        if ends {
            self.close();
        }
        self.field = Some(field);
        match field {
            Field::Context => self.entry.context = Some(Traced::default()),
            Field::Message => self.entry.message = Some(Traced::default()),
            Field::Plural => self.entry.plural = Some(Traced::default()),
            Field::Translation if self.entry.translations.len() == MOST_FORMS => {
                self.fault(number, PoFault::TooManyForms { limit: MOST_FORMS });
                self.field = Some(Field::Ignored);
            }
            Field::Translation => self.entry.translations.push(Traced::default()),
            Field::Ignored => {}
        }
    }

    fn fault(&mut self, line: usize, fault: PoFault) {
        self.catalogue.errors.push(PoError { line, fault });
    }

    /// Ends the entry.
    fn close(&mut self) {
        self.field = None;
        let entry = std::mem::take(&mut self.entry);
        let Some(message) = entry.message else { return };
        if message.text.is_empty() && entry.context.is_none() {
            // The header: lines of `Name: value`.
            let header = entry.translations.first().map_or("", |header| &header.text);
            let tag = header.lines().find_map(|line| line.strip_prefix("Language:"));
            self.language = tag.and_then(language);
            return;
        }
        let translations: Vec<Traced> =
            entry.translations.into_iter().filter(|translation| !translation.text.trim().is_empty()).collect();
        if translations.is_empty() {
            self.catalogue.skipped += 1;
            return;
        }
        let id = match &entry.context {
            Some(context) => format!("{}|{}", context.text, message.text),
            None => message.text.clone(),
        };
        let several = translations.len() > 1;
        for (form, translation) in translations.into_iter().enumerate() {
            let original = match &entry.plural {
                // A language with one form, as Chinese is, translates the plural by it.
                Some(plural) if form > 0 || !several => plural.clone(),
                _ => message.clone(),
            };
            let lang = lang_of(&translation.text).or(self.language);
            let (zh, en) = match (lang_of(&original.text).or(lang.map(Lang::other)), lang) {
                (Some(Lang::En), Some(Lang::Zh)) => (translation, original),
                (Some(Lang::Zh), Some(Lang::En)) => (original, translation),
                _ => {
                    self.catalogue.skipped += 1;
                    continue;
                }
            };
            let id = Some(id.clone());
            let (zh_origin, en_origin) = (zh.origin, en.origin);
            self.catalogue.units.push(TranslationUnit {
                id,
                doc: None,
                zh: zh.text,
                en: en.text,
                probability: None,
                zh_origin,
                en_origin,
            });
        }
    }
}

/// Appends to `traced` what the string at the start of `quoted` says, which begins at byte `at` of the file, and returns
/// what follows it; `None` when it is not closed.
fn unquote<'a>(quoted: &'a str, at: usize, traced: &mut Traced) -> Option<&'a str> {
    let mut offset = 1;
    loop {
        let rest = quoted.get(offset..)?;
        let end = memchr::memchr2(b'"', b'\\', rest.as_bytes()).unwrap_or(rest.len());
        traced.push(rest.get(..end)?, at + offset);
        offset += end;
        let rest = rest.get(end..)?;
        if let Some(after) = rest.strip_prefix('"') {
            return Some(after);
        }
        let (c, length) = escape(rest)?;
        traced.push_escape(c.encode_utf8(&mut [0; 4]), Span::new(at + offset, at + offset + length));
        offset += length;
    }
}

/// The character that the escape at the start of `text` stands for, and its length in bytes; `None` at the end.
fn escape(text: &str) -> Option<(char, usize)> {
    let first = text.strip_prefix('\\')?.chars().next()?;
    let c = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'v' => '\u{B}',
        'f' => '\u{C}',
        '0'..='7' | 'x' => return Some(number(text)),
        other => other,
    };
    Some((c, 1 + first.len_utf8()))
}

/// The character of `\x41` or `\101`: ASCII alone, since above it they are bytes of some encoding.
fn number(text: &str) -> (char, usize) {
    let (prefix, radix, most) = if text.starts_with("\\x") { (2, 16, 2) } else { (1, 8, 3) };
    let digits = text.chars().skip(prefix).take(most).take_while(|c| c.is_digit(radix)).count();
    let code = text.get(prefix..prefix + digits).and_then(|digits| u8::from_str_radix(digits, radix).ok());
    let c = code.filter(u8::is_ascii).map_or(char::REPLACEMENT_CHARACTER, char::from);
    (c, prefix + digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<[String; 3]> {
        let units = read(text).units.into_iter();
        units.map(|unit| [unit.id.unwrap_or_default(), unit.zh, unit.en]).collect()
    }

    fn errors(text: &str) -> Vec<String> {
        read(text).errors.iter().map(ToString::to_string).collect()
    }

    const CATALOGUE: &str = r#"# translators
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: x\n"
"Language: zh_CN\n"

#. extracted
#: src/a.c:12
#, fuzzy, c-format
#| msgid "%d old"
msgid "%d file"
msgid_plural "%d files, 20 \"new\""
msgstr[0] ""
"%d 个文件，"
"新 30 个\n"

  msgctxt "menu"
msgid "Quit"
msgstr "退出"
msgctxt "other"
msgid "Quit"
msgstr ""
msgid "3/4 \\\t\x41\101"
msgstr "四分之三"

#~ msgid "old"
#~ msgstr "旧"

msgid "90%"
msgstr "90 %"
"#;

    #[test]
    fn entries_are_read_as_tools_write_them() {
        let expected = [
            ["%d file", "%d 个文件，新 30 个\n", "%d files, 20 \"new\""],
            ["menu|Quit", "退出", "Quit"],
            ["3/4 \\\tAA", "四分之三", "3/4 \\\tAA"],
            ["90%", "90 %", "90%"],
        ];
        assert_eq!(pairs(CATALOGUE), expected.map(|unit| unit.map(str::to_owned)));
        let catalogue = read(CATALOGUE);
        assert_eq!((catalogue.skipped, catalogue.errors), (1, vec![]));
        let unit = &catalogue.units[0];
        let thirty = unit.zh.find("30").unwrap();
        assert_eq!(unit.zh_origin.locate(Span::new(thirty, thirty + 2)).unwrap().of(CATALOGUE), "30");
        let new = unit.en.find("\"new").unwrap();
        assert_eq!(unit.en_origin.locate(Span::new(new, new + 5)).unwrap().of(CATALOGUE), "\\\"new\\\"");
    }

    #[test]
    fn forms_pair_with_singular_and_plural() {
        let text = "msgid \"%d 个\"\nmsgid_plural \"%d 个们\"\nmsgstr[0] \"%d piece\"\nmsgstr[1] \"%d pieces\"\r\n";
        let expected = [["%d 个", "%d 个", "%d piece"], ["%d 个", "%d 个们", "%d pieces"]];
        assert_eq!(pairs(text), expected.map(|unit| unit.map(str::to_owned)));
        let many = "msgstr[0] \"一\"\n".repeat(20);
        assert_eq!(
            errors(&format!("msgid \"a\"\n{many}"))[0],
            "line 18: more than 16 plural forms; the rest was left out"
        );
    }

    #[test]
    fn what_is_broken_is_named_and_the_rest_read() {
        let text = "rubbish\nmsgid \"one\nmsgstr \"一\" x\n\n\"loose\"\nmsgid \"two\"\nmsgid \"three\"\nmsgstr \"三\\\nmsgstr[x] \"\"\n";
        assert_eq!(
            errors(text),
            [
                "line 1: neither a keyword, a quoted string nor a comment",
                "line 2: the string is not closed",
                "line 3: text after the closing quotation mark was left out",
                "line 5: a string without a keyword",
                "line 8: the string is not closed",
                "line 9: neither a keyword, a quoted string nor a comment",
            ]
        );
        let expected = [["one", "一", "one"], ["three", "三", "three"]];
        assert_eq!(pairs(text), expected.map(|unit| unit.map(str::to_owned)));
        assert_eq!(read(text).skipped, 1, "two has no translation");
    }
}
