//! PO: gettext catalogues (GNU gettext manual, "The Format of PO Files").
//!
//! Reads each entry with a message and its translation, one of them Chinese and one English by their script. The
//! header, untranslated and obsolete (`#~`) entries are skipped; of plural forms each translation is paired with the
//! plural message, and the first with the singular where a language has more than one.

use crate::bitext::{Origin, TranslationUnit};

/// A line that is no part of a PO file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct PoError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// What a catalogue holds.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Pairs of Chinese and English, in file order.
    pub units: Vec<TranslationUnit>,
    /// Entries with a translation that are no pair of Chinese and English, and entries without one.
    pub skipped: usize,
    /// Lines that could not be read; the rest was.
    pub errors: Vec<PoError>,
}

/// A string of the file and where its pieces stand.
type Text = (String, Origin);

#[derive(Debug, Default)]
struct Entry {
    context: Option<String>,
    message: Option<Text>,
    plural: Option<Text>,
    translations: Vec<Text>,
}

/// Which string the lines that follow go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    None,
    Context,
    Message,
    Plural,
    Translation,
}

/// Reads a PO file. Fuzzy entries are read: they are what a check is for.
pub fn read(text: &str) -> Catalogue {
    let mut catalogue = Catalogue::default();
    let (mut entry, mut field) = (Entry::default(), Field::None);
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() {
            close(&mut catalogue, &mut entry);
            field = Field::None;
            continue;
        }
        if trimmed.starts_with('#') {
            if field == Field::Translation {
                close(&mut catalogue, &mut entry);
                field = Field::None;
            }
            continue;
        }
        let keyword_length = trimmed.find('"').unwrap_or(trimmed.len());
        let (keyword, quoted) = trimmed.split_at(keyword_length);
        let keyword = keyword.trim();
        let next = match keyword {
            "" => field,
            "msgctxt" => Field::Context,
            "msgid" => Field::Message,
            "msgid_plural" => Field::Plural,
            _ if keyword == "msgstr" || (keyword.starts_with("msgstr[") && keyword.ends_with(']')) => {
                Field::Translation
            }
            _ => Field::None,
        };
        if next == Field::None {
            catalogue.errors.push(PoError { line: number + 1, what: "neither a keyword nor a quoted string" });
            field = Field::None;
            continue;
        }
        let starts = !keyword.is_empty();
        if starts && field == Field::Translation && next != Field::Translation {
            close(&mut catalogue, &mut entry);
        }
        field = next;
        if starts && field == Field::Translation {
            entry.translations.push(Text::default());
        }
        let target = match field {
            Field::Context => {
                let mut context = (entry.context.take().unwrap_or_default(), Origin::default());
                let read = unquote(quoted, 0, &mut context);
                entry.context = Some(context.0);
                if !read {
                    catalogue.errors.push(PoError { line: number + 1, what: "the string is not closed" });
                }
                continue;
            }
            Field::Message => entry.message.get_or_insert_default(),
            Field::Plural => entry.plural.get_or_insert_default(),
            _ => match entry.translations.last_mut() {
                Some(translation) => translation,
                None => continue,
            },
        };
        if !unquote(quoted, start + indent + keyword_length, target) {
            catalogue.errors.push(PoError { line: number + 1, what: "the string is not closed" });
        }
    }
    close(&mut catalogue, &mut entry);
    catalogue
}

/// Appends what `quoted` says, which begins at byte `at` of the file; false when it is not closed.
fn unquote(quoted: &str, at: usize, (text, origin): &mut Text) -> bool {
    let mut chars = quoted.char_indices().skip(1);
    while let Some((offset, c)) = chars.next() {
        origin.push(text.len(), at + offset);
        match c {
            '"' => return true,
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, other)) => text.push(other),
                None => return false,
            },
            c => text.push(c),
        }
    }
    false
}

fn close(catalogue: &mut Catalogue, entry: &mut Entry) {
    let entry = std::mem::take(entry);
    let Some(message) = entry.message.filter(|message| !message.0.is_empty()) else { return };
    let translations: Vec<Text> = entry.translations.into_iter().filter(|text| !text.0.trim().is_empty()).collect();
    if translations.is_empty() {
        catalogue.skipped += 1;
        return;
    }
    let several = translations.len() > 1;
    for (form, translation) in translations.into_iter().enumerate() {
        let original = match &entry.plural {
            // A language with one form, as Chinese is, translates the plural by it.
            Some(plural) if form > 0 || !several => plural.clone(),
            _ => message.clone(),
        };
        let id = entry.context.as_ref().map_or_else(|| message.0.clone(), |context| format!("{context}|{}", message.0));
        match (has_han(&original.0), has_han(&translation.0)) {
            (false, true) => catalogue.units.push(unit(id, translation, original)),
            (true, false) => catalogue.units.push(unit(id, original, translation)),
            _ => catalogue.skipped += 1,
        }
    }
}

fn unit(id: String, (zh, zh_origin): Text, (en, en_origin): Text) -> TranslationUnit {
    TranslationUnit { id: Some(id), doc: None, zh, en, zh_origin, en_origin }
}

/// Whether a Chinese character stands in `text`: the unified ideographs and their first extension.
fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    const CATALOGUE: &str = "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\n#, fuzzy\nmsgid \"%d file\"\n\
        msgid_plural \"%d files, 20 \\\"new\\\"\"\nmsgstr[0] \"\"\n\"%d 个文件，\"\n\"新 30 个\"\n\n\
        msgctxt \"menu\"\nmsgid \"Quit\"\nmsgstr \"\"\n\n#~ msgid \"old\"\n#~ msgstr \"旧\"\nrubbish\n";

    #[test]
    fn plurals_continuations_and_escapes_are_read() {
        let catalogue = read(CATALOGUE);
        assert_eq!((catalogue.units.len(), catalogue.skipped), (1, 1));
        let unit = &catalogue.units[0];
        assert_eq!((unit.zh.as_str(), unit.en.as_str()), ("%d 个文件，新 30 个", "%d files, 20 \"new\""));
        let thirty = unit.zh.find("30").unwrap();
        assert_eq!(unit.zh_origin.locate(Span::new(thirty, thirty + 2)).unwrap().of(CATALOGUE), "30");
        let new = unit.en.find("new").unwrap();
        assert_eq!(unit.en_origin.locate(Span::new(new, new + 3)).unwrap().of(CATALOGUE), "new");
        assert_eq!(catalogue.errors, [PoError { line: 17, what: "neither a keyword nor a quoted string" }]);
    }
}
