use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::{Collector, Segment};
use crate::source::{Lang, Span, is_han};

pub(in super::super) static RULE: Rule = Rule {
    name: "ocr-doubt",
    class: Class::Text,
    severity: Severity::Note,
    finds: "The Chinese has a sign where a character or a digit should stand: the print could not be read.",
    why: "Whatever the translation says there is a guess.",
    wrong: ("社长黄＠说", "Huang @, the head of the commune, said"),
    right: ("社长黄诚说", "Huang Cheng, the head of the commune, said"),
};

/// Looks at the segments `zh` of the Chinese.
pub(super) fn find(bitext: &Bitext<'_>, zh: &[Segment<'_>]) -> Vec<Finding> {
    let mut found = Collector::new(bitext, &RULE, Lang::Zh);
    for &(at, segment, text) in zh {
        for span in doubts(text) {
            found.add(at, span.shifted(segment.start), String::new());
        }
    }
    found.findings
}

/// Signs that stand for what could not be read.
fn stands_in(c: char) -> bool {
    matches!(c, '＠' | '@' | '□' | '■' | '▯' | '〓' | '█' | '�')
}

/// Latin letters that print takes for digits: l and O.
fn looks_like_digit(c: char) -> bool {
    matches!(c, 'l' | 'I' | 'O' | 'o' | 'Ｏ' | 'ｏ')
}

/// Whether a doubtful place ends with `c`.
#[cfg(test)]
pub(super) fn is_doubtful(c: char) -> bool {
    stands_in(c) || looks_like_digit(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇一二三四五六七八九".contains(c)
}

/// Each run of doubtful signs with the character before it.
fn doubts(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut before: Option<(usize, char)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        if let Some((start, last)) = before {
            let beside_han = is_han(last) || next.is_some_and(is_han);
            // A mail address has its sign between Latin letters; a table of boxes has no characters.
            let unreadable = stands_in(c) && beside_han && !last.is_ascii_alphanumeric() && last != c;
            // 一九四O年; but T-34I is a name.
            let fits = |next: char| is_digit(next) || is_han(last) && !next.is_ascii_alphabetic();
            let letter = looks_like_digit(c) && is_digit(last) && next.is_none_or(fits);
            if unreadable || letter {
                let mut end = at + c.len_utf8();
                while let Some((at, c)) = chars.next_if(|&(_, next)| unreadable && next == c) {
                    end = at + c.len_utf8();
                }
                found.push(Span::new(start, end));
            }
        }
        before = Some((at, c));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_inside_words_are_doubtful() {
        let found = |text: &'static str| doubts(text).into_iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(found("社长黄＠说，产粮一九四O年最多"), ["黄＠", "四O"]);
        assert_eq!(found("产粮□□万斤"), ["粮□□"]);
        assert_eq!(found("来信请寄 a@b.cn，□□□ 三项"), Vec::<&str>::new());
    }
}
