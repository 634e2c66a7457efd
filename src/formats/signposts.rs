//! Lines that say what stands where and are no part of what a text says: 【译文】, `Original:`, the row of languages at the
//! head of a README.

use crate::bitext::{Block, Document, Markup, MarkupKind};
use crate::source::{Lang, Span, is_han};

/// What a text and its translation are called above them, in lower case.
const LABELS: &[&str] = &[
    "original",
    "original text",
    "source",
    "source text",
    "translation",
    "translated text",
    "english",
    "english text",
    "english translation",
    "english version",
    "chinese",
    "chinese text",
    "chinese original",
    "chinese version",
    "原文",
    "译文",
    "譯文",
    "中文",
    "中文原文",
    "中文版",
    "英文",
    "英文译文",
    "英文譯文",
    "英文版",
    "英译",
    "英譯",
    "中译",
    "中譯",
];

/// Languages in their own script, as documents link to their translations.
const LANGUAGES: &[&str] = &[
    "Bahasa Indonesia",
    "Bahasa Melayu",
    "Català",
    "Chinese",
    "Deutsch",
    "English",
    "Español",
    "Français",
    "Italiano",
    "Japanese",
    "Magyar",
    "Nederlands",
    "Polski",
    "Português do Brasil",
    "Português (Brasil)",
    "Português",
    "Română",
    "Simplified Chinese",
    "Svenska",
    "Tiếng Việt",
    "Traditional Chinese",
    "Türkçe",
    "Čeština",
    "Ελληνικά",
    "Русский",
    "Українська",
    "עברית",
    "العربية",
    "فارسی",
    "हिन्दी",
    "বাংলা",
    "ไทย",
    "中文 (简体)",
    "中文 (繁體)",
    "中文（简体）",
    "中文（繁體）",
    "中文",
    "中文版",
    "日本語",
    "日本语",
    "正體中文",
    "汉语",
    "漢語",
    "简体",
    "简体中文",
    "简中",
    "繁中",
    "繁体中文",
    "繁體",
    "繁體中文",
    "英文",
    "英语",
    "英語",
    "한국어",
];

/// Longest line that is looked at, in bytes.
const LONGEST: usize = 600;

/// Takes blocks that are signposts out of a document: they become markup. Linear.
pub fn set_aside(text: &str, document: &mut Document) {
    let markup = &mut document.markup;
    let before = markup.len();
    document.blocks.retain(|block| {
        let is_signpost = is_signpost(text, block);
        if is_signpost {
            markup.push(Markup { kind: MarkupKind::Mark, span: block.span });
        }
        !is_signpost
    });
    if markup.len() > before {
        markup.sort_by_key(|markup| markup.span);
    }
}

fn is_signpost(text: &str, block: &Block) -> bool {
    let surface = block.span.of(text);
    if surface.len() > LONGEST {
        return false;
    }
    is_label(surface) || is_link(text, block) || is_language_row(surface)
}

/// Whether `line` is a label: 【译文】, 译文：, `Translation:`, `**Original**`. A bare word of English or the bare name of a
/// language is a heading.
pub(super) fn is_label(line: &str) -> bool {
    const MARKS: &[char] =
        &['#', '*', '_', ' ', ':', '：', '【', '】', '[', ']', '〔', '〕', '(', ')', '（', '）', '「', '」', '-', '—'];
    let name = line.trim_matches(MARKS);
    if name.len() > 24 || name.is_empty() || !LABELS.iter().any(|label| label.eq_ignore_ascii_case(name)) {
        return false;
    }
    let is_marked = line.trim_end().ends_with([':', '：', '】', ']', '〕', ')', '）', '」', '*']);
    is_marked || name.ends_with('文') && !name.starts_with(['中', '英'])
}

/// Whether `name` is a language in its own script.
pub fn is_language(name: &str) -> bool {
    LANGUAGES.contains(&name)
}

/// `English | 简体中文 | 日本語`, perhaps after a word about it: `Languages:`.
fn is_language_row(surface: &str) -> bool {
    // A row of a table may have a column for each.
    if surface.contains('\t') {
        return false;
    }
    let is_name = |c: char| {
        c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{9FF}' | '\u{E00}'..='\u{E7F}')
    };
    let list = surface.rfind([':', '：']).and_then(|at| surface.get(at..)).unwrap_or(surface);
    let mut rest = list.trim_start_matches(|c| !is_name(c));
    let mut count = 0;
    while !rest.is_empty() {
        let begins = |name: &&&str| name.as_bytes().first() == rest.as_bytes().first();
        let after = |name: &&str| rest.strip_prefix(*name).filter(|after| !after.starts_with(is_name));
        let Some(after) = LANGUAGES.iter().filter(begins).filter_map(after).min_by_key(|after| after.len()) else {
            return false;
        };
        rest = after.trim_start_matches(|c| !is_name(c));
        count += 1;
    }
    count >= 2
}

/// A line that is a link to the other translation: 简体中文 alone in an English file, `English` in a Chinese one.
fn is_link(text: &str, block: &Block) -> bool {
    let surface = block.span.of(text);
    let is_foreign = || surface.contains(is_han) == (block.lang == Lang::En);
    is_language(surface) && is_foreign() && is_line(text, block.span)
}

/// Whether `span` is all that its line holds.
fn is_line(text: &str, span: Span) -> bool {
    let (before, after) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_headings() {
        for line in ["【译文】", "译文：", "Translation:", "**Original**", "## 原文", "[English]", "（譯文）", "英文："]
        {
            assert!(is_label(line), "{line}");
        }
        for line in ["Original", "Translation", "英文", "译文如下：", "English: a history", "", "：", "Source"]
        {
            assert!(!is_label(line), "{line}");
        }
    }

    #[test]
    fn a_row_of_languages_holds_nothing_else() {
        for row in [
            "English | 简体中文 | 日本語",
            "🌐 English · Tiếng Việt",
            "Languages: English, हिन्दी, 中文 (简体)",
            "英语 / 中文",
        ] {
            assert!(is_language_row(row), "{row}");
        }
        for row in [
            "English",
            "English | Latin",
            "中文\tEnglish",
            "English, 简体中文 and 日本語 are read",
            "Englishes | 中文",
            "",
        ] {
            assert!(!is_language_row(row), "{row}");
        }
    }
}
