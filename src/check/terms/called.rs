//! Who and what is called how: the names of both sides that an alignment lays beside each other.
//!
//! No dictionary of names is needed for four sorts. A Chinese person is known by the sound of the characters, a foreigner by
//! the consonants ([`sound`]), a place by a table of its spellings, an institution by how it ends and by the state or the
//! province that its name begins with. A pair is taken only where the bead has one name that fits on either side.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::super::Bitext;
use super::finding;
use super::institutions::{ENDINGS, phrases};
use super::sound::{self, Consonants};
use super::term_inconsistent::{self, End, RULE};
use crate::bitext::Bead;
use crate::check::Finding;
use crate::source::{Lang, Span, is_han};
use crate::text::simplified;

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A Chinese person.
    Person,
    /// A person or place with a foreign name.
    Foreign,
    /// A place of China.
    Place,
    /// An institution.
    Institution,
}

impl Sort {
    /// Whether two English names are of two things, or one of them spelled in two ways.
    pub fn differs(self, left: &str, right: &str) -> bool {
        // Most names are spelled in one way.
        left != right
            && match self {
                Self::Institution => term_inconsistent::differs(&super::folded(left), &super::folded(right)),
                Self::Person | Self::Place => letters(left) != letters(right),
                // Marx and Marxist are two words, Andreyev and Andreev are not.
                Self::Foreign => {
                    let (left, right) = (letters(left), letters(right));
                    left != right
                        && Consonants::of_english(&left) == Consonants::of_english(&right)
                        && stems(&left).all(|one| stems(&right).all(|other| one != other))
                }
            }
    }
}

/// What is left of a word in lower case without the vowels it ends with, and without the ending that makes an adjective of
/// a name: Ukraine and Ukrainian have one in common.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    const ENDINGS: &[&str] = &["ian", "an", "ese", "ist", "ism", "ish"];
    let bare = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    bare.chain([word]).map(move |stem| stem.trim_end_matches(is_vowel))
}

/// The letters of a name in lower case, without the end of a plural or of a genitive.
fn letters(name: &str) -> String {
    let mut letters: String = name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    if letters.ends_with('s') {
        letters.pop();
    }
    letters
}

/// A name of the Chinese and the English one that stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// What it is of.
    pub sort: Sort,
    /// The Chinese name.
    pub zh: Span,
    /// The English one.
    pub en: Span,
    /// The bead they stand in.
    pub bead: usize,
}

impl Called {
    /// What is to be said when the name is another elsewhere: `text` is that.
    pub fn finding(&self, bitext: &Bitext<'_>, text: String) -> Finding {
        finding(bitext, &RULE, self.bead, (Some(self.zh), Some(self.en)), text)
    }
}

/// The Chinese name in simplified characters: what it is known by.
pub fn key(name: &str) -> String {
    name.chars().map(simplified).collect()
}

/// Bytes of a bead that are searched for names: more is no sentence.
const LONGEST: usize = 8_000;

/// The foreigners and places of a bitext.
pub(super) fn by_spelling(bitext: &Bitext<'_>) -> Vec<Called> {
    let mut found = Vec::new();
    for (index, bead) in bitext.alignment.beads.iter().enumerate().filter(|(_, bead)| bead.is_match()) {
        let one = std::slice::from_ref(bead);
        let (zh, en) = (super::spanned(bitext, one, Lang::Zh), super::spanned(bitext, one, Lang::En));
        if zh.len().max(en.len()) > LONGEST {
            continue;
        }
        let (zh_text, en_text) = (zh.of(bitext.zh.text), en.of(bitext.en.text));
        let words = words(en_text);
        if words.is_empty() {
            continue;
        }
        let mut take = |sort, zh_name: Span, en_name: Span| {
            found.push(Called { sort, zh: zh_name.shifted(zh.start), en: en_name.shifted(en.start), bead: index });
        };
        let sounds = LazyCell::new(|| -> Vec<Consonants> {
            words.iter().map(|word| Consonants::of_english(word.of(en_text))).collect()
        });
        for run in runs(zh_text) {
            let sound = Consonants::of_chinese(run.of(zh_text));
            let mut like = words.iter().zip(sounds.iter()).filter(|(_, other)| is_like(&sound, other));
            if let (Some((word, _)), None) = (like.next(), like.next()) {
                take(Sort::Foreign, run, *word);
            }
        }
        for word in &words {
            for place in PLACES.get(word.of(en_text)).into_iter().flatten() {
                if let Some(at) = find(zh_text, place).filter(|_| !is_fixed(en_text, *word)) {
                    take(Sort::Place, at, *word);
                }
            }
        }
    }
    found
}

/// Whether an English word sounds like the characters of a name.
fn is_like(sound: &Consonants, other: &Consonants) -> bool {
    /// Consonants of a name that is long enough to be known by them.
    const FEWEST: usize = 3;
    const LIKE: f64 = 0.8;
    sound.len().min(other.len()) >= FEWEST && sound.likeness(other) >= LIKE
}

/// The capitalised words of an English text, of four letters and more.
fn words(text: &str) -> Vec<Span> {
    const SHORTEST: usize = 4;
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_uppercase)) {
        let start = at + first;
        let is_start = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        let rest = bytes.get(start + 1..).unwrap_or_default();
        let end = start + 1 + rest.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
        at = end;
        let is_end = bytes.get(end).is_none_or(u8::is_ascii);
        if is_start && is_end && end - start >= SHORTEST {
            words.push(Span::new(start, end));
        }
    }
    words
}

/// Runs of characters that foreign names are written with, as long as such a name is.
fn runs(text: &str) -> Vec<Span> {
    const CHARACTERS: std::ops::RangeInclusive<usize> = 3..=8;
    let mut runs = Vec::new();
    let (mut start, mut count) = (0, 0);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if sound::is_written_with(c) {
            start = if count == 0 { at } else { start };
            count += 1;
            continue;
        }
        if CHARACTERS.contains(&count) {
            runs.push(Span::new(start, at));
        }
        count = 0;
    }
    runs
}

/// Places of China by each of their spellings.
static PLACES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut places: HashMap<_, Vec<_>> = HashMap::new();
    let lines = include_str!("../../../data/check/places.tsv").lines().filter(|line| !line.starts_with('#'));
    for (name, spellings) in lines.filter_map(|line| line.split_once('\t')) {
        for spelling in spellings.split(' ') {
            places.entry(spelling).or_default().push(name);
        }
    }
    places
});

/// Where `name`, in simplified characters, stands in a text of either sort.
fn find(text: &str, name: &str) -> Option<Span> {
    let first = name.chars().next()?;
    let starts = text.char_indices().filter(|(_, c)| simplified(*c) == first);
    starts.into_iter().find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let mut chars = rest.chars().map(simplified);
        name.chars().all(|c| chars.next() == Some(c)).then(|| {
            let length = rest.chars().take(name.chars().count()).map(char::len_utf8).sum::<usize>();
            Span::new(at, at + length)
        })
    })
}

/// Whether the word at `word` is in a name that keeps the old spelling, or is told beside the other: Peking University,
/// Beijing (Peking).
fn is_fixed(text: &str, word: Span) -> bool {
    const KEPT: &[&str] = &["University", "Opera", "Man", "Review", "Union", "Fair"];
    let after = text.get(word.end..).unwrap_or_default();
    let is_gloss = text.get(..word.start).is_some_and(|before| before.ends_with(['(', '（', '[']));
    is_gloss || after.strip_prefix(' ').is_some_and(|next| KEPT.iter().any(|kept| next.starts_with(kept)))
}

/// What the name of an institution begins with that is one of its kind: the state, or a part of it.
const BEGINNINGS: &[&str] = &[
    "中央",
    "全国",
    "國家",
    "国家",
    "国务",
    "政务",
    "最高",
    "国民",
    "中国",
    "中华",
    "苏联",
    "美国",
    "英国",
    "法国",
    "日本",
    "朝鲜",
    "东北",
    "华北",
    "华东",
    "中南",
    "西南",
    "西北",
    "北京",
    "天津",
    "上海",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "内蒙古",
    "西藏",
];

/// Characters of a name before its ending.
const BEFORE: usize = 12;

/// What no name of an institution has in it.
const BREAKS: &str = "的和与與及同对對向在是了由被将將把从從为為等各该該本这這于於到给給说說以并並经經";

/// The institutions whose names end at `ends`.
pub(super) fn institutions(bitext: &Bitext<'_>, ends: &[End]) -> Vec<Called> {
    let mut found = Vec::new();
    let mut ends = ends.to_vec();
    ends.sort_by_key(|end| end.span);
    for same in ends.chunk_by(|one, other| one.bead == other.bead) {
        // Two institutions in a sentence cannot be told apart.
        let &[End { span: end, ending, bead, .. }] = same else { continue };
        let (Some(heads), Some(of)) = (ENDINGS.get(ending), bitext.alignment.beads.get(bead)) else { continue };
        let Some(zh) = named(bitext, end, of) else { continue };
        let en = super::spanned(bitext, std::slice::from_ref(of), Lang::En);
        let en_text = en.of(bitext.en.text);
        let mut english = phrases(en_text, &heads.heads).into_iter();
        if let (Some(only), None) = (english.next(), english.next())
            && !super::naming::is_in_capitals(en_text)
        {
            let article = if only.of(en_text).starts_with("The ") { "The ".len() } else { 0 };
            let only = Span::new(only.start + article, only.end).shifted(en.start);
            found.push(Called { sort: Sort::Institution, zh, en: only, bead });
        }
    }
    found
}

/// The name that ends with `end`, from the state or province that it begins with.
fn named(bitext: &Bitext<'_>, end: Span, bead: &Bead) -> Option<Span> {
    let within = super::spanned(bitext, std::slice::from_ref(bead), Lang::Zh);
    let before = Span::new(within.start, end.start).of(bitext.zh.text);
    let is_part = |c: &char| is_han(*c) && !BREAKS.contains(*c);
    let part: Vec<char> = before.chars().rev().take(BEFORE).take_while(is_part).collect();
    let bytes: usize = part.iter().map(|c| c.len_utf8()).sum();
    let plain = key(&part.iter().rev().collect::<String>());
    // Simplified characters have as many bytes.
    let start = BEGINNINGS.iter().filter_map(|begin| plain.find(begin)).min()?;
    Some(Span::new(end.start - bytes + start, end.end))
}

/// Of each thing the first place where it is called otherwise than before; `called` is in the order of the text.
pub(super) fn inconsistent(bitext: &Bitext<'_>, called: &[Called]) -> Vec<Finding> {
    let mut first: BTreeMap<(Sort, String), Span> = BTreeMap::new();
    let mut found = Vec::new();
    let mut spoken = BTreeSet::new();
    for one in called {
        let key = (one.sort, key(one.zh.of(bitext.zh.text)));
        let known = first.entry(key.clone()).or_insert(one.en).of(bitext.en.text);
        if one.sort.differs(known, one.en.of(bitext.en.text)) && spoken.insert(key) {
            found.push(one.finding(bitext, known.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_words_are_as_long_as_names() {
        let text = "农业专家安德列耶夫的报告，苏联和印度";
        assert_eq!(runs(text).iter().map(|run| run.of(text)).collect::<Vec<_>>(), ["安德列耶夫"]);
        let text = "Mr. Andreyev's USSR friends from Léopoldville met McArthur in Tientsin";
        assert_eq!(words(text).iter().map(|word| word.of(text)).collect::<Vec<_>>(), ["Andreyev", "Tientsin"]);
    }

    #[test]
    fn spellings_of_one_name_differ() {
        assert!(Sort::Foreign.differs("Andreyev", "Andreev"));
        assert!(!Sort::Foreign.differs("Andreyev", "Andreyev's"));
        for (name, of_it) in [("Marx", "Marxist"), ("Ukraine", "Ukrainian"), ("Germany", "German")] {
            assert!(!Sort::Foreign.differs(name, of_it), "{name}");
        }
        assert!(Sort::Person.differs("Teng Tzu-hui", "Deng Zihui"));
        assert!(!Sort::Person.differs("Teng Tzu-hui", "Teng Tzuhui"));
        assert!(!Sort::Institution.differs("Central Committee", "CPC Central Committee"));
    }
}
