use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::Bitext;
use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::called::{Called, Sort};
use super::{around, finding};
use crate::source::{Lang, Span, is_han};
use crate::text::{CharSet, pinyin};

pub(in super::super) static RULE: Rule = Rule {
    name: "name-mismatch",
    class: Class::Term,
    severity: Severity::Warning,
    finds: "A Chinese name is spelled otherwise than its characters are read, or than the article's own list of names says.",
    why: "A name that is one syllable off is another person. Pinyin and Wade–Giles are both right; usual foreign names are never called wrong.",
    wrong: ("许明淑打破了纪录", "Xu Mingshi broke the record"),
    right: ("许明淑打破了纪录", "Xu Mingshu broke the record"),
};

/// Family names common enough that a character before two others is one.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許傅呂蘇盧蔣賈葉閻鍾範譚鄒陸顧龍錢湯賴龔";

/// [`SURNAMES`], asked at each character.
static IS_SURNAME: LazyLock<CharSet> = LazyLock::new(|| SURNAMES.chars().collect());

/// An English name of a family name and a given name of two syllables: Xu Mingshu, Ho Wei-fang.
struct Name {
    span: Span,
    syllables: [String; 3],
}

/// A name is called wrong only when the sentence has a Chinese name that agrees in the family name and one syllable of the
/// given name, and no Chinese name of the text is read as the English one. Tells also the persons whose names are right.
pub(super) fn find(bitext: &Bitext<'_>) -> (Vec<Finding>, Vec<Called>) {
    let (mut found, mut right) = (Vec::new(), Vec::new());
    let mut spoken = BTreeSet::new();
    for (index, bead) in bitext.alignment.beads.iter().enumerate().filter(|(_, bead)| bead.is_match()) {
        for segment in bitext.en.segments.get(bead.en.clone()).unwrap_or_default() {
            for name in names(segment.span.of(bitext.en.text)) {
                if spoken.contains(&name.syllables) {
                    continue;
                }
                let near = around(bitext, index, Lang::Zh);
                if near.len() > LONGEST {
                    continue;
                }
                let windows = || triples(near.of(bitext.zh.text));
                let place = |(at, chars): (usize, [char; 3])| {
                    Span::new(at, at + chars.iter().map(|c| c.len_utf8()).sum::<usize>()).shifted(near.start)
                };
                let en = name.span.shifted(segment.span.start);
                let near_as = |sounds: &[Sound<'_>; 3]| windows().find(|&(_, chars)| are_read(chars, sounds));
                // Most names are written in pinyin.
                let in_pinyin = near_as(&name.syllables.each_ref().map(|syllable| Sound::in_pinyin(syllable)));
                let sounds = name.syllables.each_ref().map(|syllable| Sound::of(syllable));
                if let Some(read) = in_pinyin.or_else(|| near_as(&sounds)) {
                    if IS_SURNAME.contains(read.1[0]) {
                        right.push(Called { sort: Sort::Person, zh: place(read), en, bead: index });
                    }
                    continue;
                }
                let close = windows().find(|&(_, [family, first, second])| {
                    IS_SURNAME.contains(family)
                        && sounds[0].is_of(family)
                        && sounds[1].is_of(first) != sounds[2].is_of(second)
                });
                let Some(read) = close else { continue };
                // The person may be named rightly elsewhere, and this one be another who is told of only in English.
                let elsewhere = || triples(bitext.zh.text).any(|(_, chars)| are_read(chars, &sounds));
                spoken.insert(name.syllables.clone());
                if spoken.len() > MOST || elsewhere() {
                    continue;
                }
                let names = (Some(place(read)), Some(en));
                found.push(finding(bitext, &RULE, index, names, spelled(read.1)));
            }
        }
    }
    (found, right)
}

/// Bytes of Chinese that are searched for a name: more is no sentence.
const LONGEST: usize = 8_000;

/// So many doubtful names of one text are looked up in the whole of it.
const MOST: usize = 64;

/// The names in an English sentence.
fn names(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    // A capitalised word, which has nothing after it but a space.
    let mut before: Option<(usize, &str)> = None;
    let mut from = 0;
    while let Some(length) = bytes[from..].iter().position(u8::is_ascii_uppercase) {
        let start = from + length;
        from = start + 1;
        if start > 0 && bytes[start - 1] != b' ' {
            continue;
        }
        let end = memchr::memchr(b' ', &bytes[start..]).map_or(bytes.len(), |length| start + length);
        let word = text.get(start..end).unwrap_or_default();
        if let Some((family_at, family)) = before.filter(|(at, family)| at + family.len() + 1 == start) {
            let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
            let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
            if is_syllable(&family.to_lowercase())
                && let Some([first, second]) = given_name(bare)
            {
                let span = Span::new(family_at, start + bare.len());
                found.push(Name { span, syllables: [family.to_lowercase(), first, second] });
            }
        }
        before = is_capitalised(word).then_some((start, word));
    }
    found
}

/// Whether a word may be a syllable with a capital: Teng, T’ang.
fn is_capitalised(word: &str) -> bool {
    let mut chars = word.chars();
    word.len() >= 2
        && chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.all(|c| c.is_ascii_lowercase() || is_apostrophe(c) || c == 'ü')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`')
}

/// Whether `letters` are a syllable in either spelling.
fn is_syllable(letters: &str) -> bool {
    pinyin::is_syllable(letters) || !pinyin::from_wade_giles(letters).is_empty()
}

/// The two syllables of a given name; `None` for all other words, and where the cut is doubtful.
fn given_name(word: &str) -> Option<[String; 2]> {
    if !(4..=16).contains(&word.len()) {
        return None;
    }
    // Tzu-hui, Ch’i-ming; in pinyin the apostrophe parts syllables: Xi'an.
    if let Some((first, second)) = word.split_once('-').or_else(|| word.split_once(is_apostrophe)) {
        // What is a syllable in neither spelling is read in another tongue: Yat-sen, Kai-shek.
        let syllables = [first.to_lowercase(), second.to_lowercase()];
        return (is_capitalised(first) && syllables.iter().all(|one| is_syllable(one))).then_some(syllables);
    }
    if !is_capitalised(word) {
        return None;
    }
    let lower = word.to_lowercase();
    let mut cuts = (1..lower.len()).filter_map(|cut| {
        let (first, second) = (lower.get(..cut)?, lower.get(cut..)?);
        let fine = pinyin::is_syllable(first) && pinyin::is_syllable(second) && second.len() >= 2 && first.len() >= 2;
        fine.then(|| [first.to_owned(), second.to_owned()])
    });
    let only = cuts.next()?;
    cuts.next().is_none().then_some(only)
}

/// Each three characters in a row with the byte at which they begin.
fn triples(text: &str) -> impl Iterator<Item = (usize, [char; 3])> {
    let mut chars = text.char_indices();
    let mut last = [(0, ' '), (0, ' ')];
    std::iter::from_fn(move || {
        loop {
            let next = chars.next()?;
            let triple = (last[0].0, [last[0].1, last[1].1, next.1]);
            last = [last[1], next];
            if triple.1.iter().all(|c| is_han(*c)) {
                return Some(triple);
            }
        }
    })
}

/// The syllables of pinyin that one of an English name may be, written in pinyin or in Wade–Giles.
struct Sound<'a> {
    as_written: &'a str,
    wade_giles: &'static [&'static str],
}

impl<'a> Sound<'a> {
    fn in_pinyin(syllable: &'a str) -> Self {
        Self { as_written: syllable, wade_giles: &[] }
    }

    fn of(syllable: &'a str) -> Self {
        Self { as_written: syllable, wade_giles: pinyin::from_wade_giles(syllable) }
    }

    /// Whether `c` is read like this; ü may be written as a plain u.
    fn is_of(&self, c: char) -> bool {
        let is = |reading: &str, syllable: &str| {
            let same = |(read, written): (u8, u8)| read == written || read == b'v' && written == b'u';
            reading.len() == syllable.len() && reading.bytes().zip(syllable.bytes()).all(same)
        };
        let syllables = || self.wade_giles.iter().copied().chain([self.as_written]);
        pinyin::readings(c).any(|reading| syllables().any(|syllable| is(reading, syllable)))
    }
}

/// Whether three characters are read as a name sounds.
fn are_read(chars: [char; 3], sounds: &[Sound<'_>; 3]) -> bool {
    chars.into_iter().zip(sounds).all(|(c, sound)| sound.is_of(c))
}

/// How a name is spelled by its characters: Xu Mingshu.
fn spelled(chars: [char; 3]) -> String {
    let reading = |c| pinyin::readings(c).next().unwrap_or_default().replace('v', "ü");
    let capital = |word: String| word.get(..1).map_or(String::new(), str::to_uppercase) + word.get(1..).unwrap_or("");
    format!("{} {}{}", capital(reading(chars[0])), capital(reading(chars[1])), reading(chars[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_capitalised_words() {
        let found = |text: &str| names(text).iter().map(|name| name.syllables.join(" ")).collect::<Vec<_>>();
        assert_eq!(found("Then Xu Mingshu, of Harbin, beat Zhang Shaojun's time."), ["xu ming shu", "zhang shao jun"]);
        assert_eq!(found("Liu Shao-chi spoke in New Delhi on Long Island."), ["liu shao chi"]);
        assert_eq!(found("Hsu Te-li and T’ang Ch’i-ming met."), ["hsu te li", "t’ang ch’i ming"]);
        assert_eq!(found("He Said So"), Vec::<String>::new());
    }

    #[test]
    fn readings_are_compared_syllable_by_syllable() {
        let read = |name: &str, chars: [char; 3]| {
            let sounds: Vec<Sound<'_>> = name.split(' ').map(Sound::of).collect();
            chars.into_iter().zip(sounds).map(|(c, sound)| sound.is_of(c)).collect::<Vec<_>>()
        };
        assert_eq!(read("xu ming shu", ['许', '明', '淑']), [true, true, true]);
        assert_eq!(read("xu ming shi", ['许', '明', '淑']), [true, true, false]);
        assert_eq!(read("liu shao chi", ['刘', '少', '奇']), [true, true, true]);
        assert_eq!(read("lu lv lü", ['吕', '吕', '吕']), [true, true, true]);
        assert_eq!(spelled(['许', '明', '淑']), "Xu Mingshu");
    }
}
