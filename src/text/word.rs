use std::borrow::Cow;

use jieba_rs::{Jieba, TokenizeMode};
use unicode_segmentation::UnicodeSegmentation;

use super::script::simplified;
use crate::source::Span;

/// Cuts text into words. Owns the Chinese dictionary; making one takes 0.1–0.2 s and some 33 MB, so make one and share it.
///
/// It is never taught a document's own words: what it says of a sentence does not depend on what was read before.
pub struct Words {
    jieba: Jieba,
}

/// What a Chinese word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Names a thing, or whatever is no place and no person: 粮食.
    Noun,
    /// Names a person, or is a surname; the dictionary sees names in common nouns, too.
    Person,
    /// Names an act or says that it is done: 供应, 投资, 生产.
    Act,
    /// Names a place: 河南省.
    Place,
    /// Stands before nouns: 新式, 轻, 男女.
    Modifier,
    /// 的, 之.
    De,
    /// Says what is done: 达到.
    Verb,
    /// Stands before verbs: 共, 已, 约.
    Adverb,
    /// Whatever else is a word.
    Other,
    /// No word.
    Punctuation,
}

impl Part {
    /// The part that jieba's `tag` (those of ICTCLAS) stands for.
    fn of(word: &str, tag: &str) -> Self {
        if !word.chars().any(char::is_alphanumeric) {
            return Self::Punctuation;
        }
        if let Some(part) = Self::corrected(word, tag) {
            return part;
        }
        match tag {
            "ns" => Self::Place,
            "uj" | "ud" => Self::De,
            "vn" => Self::Act,
            "an" | "eng" | "j" | "l" | "i" | "s" => Self::Noun,
            "a" | "b" | "ag" | "h" | "z" => Self::Modifier,
            _ if tag.starts_with("nr") => Self::Person,
            _ if tag.starts_with('n') => Self::Noun,
            _ if tag.starts_with('v') => Self::Verb,
            _ if tag.starts_with('d') => Self::Adverb,
            _ => Self::Other,
        }
    }

    /// The part of a word that the dictionary's tag is wrong about, as it is used beside numbers: 据点 is no adverb, 县 no
    /// unknown character, and 跳伞 and 罢工 are counted as acts.
    fn corrected(word: &str, tag: &str) -> Option<Self> {
        let is_doubtful = word.len() <= 3 * 2 && (word.len() <= 3 || !tag.starts_with('n'));
        if !is_doubtful {
            return None;
        }
        match word {
            "据点" | "县" | "厂" | "组" | "村" | "车" | "井" | "炉" | "泵" | "树" | "筒" | "帽" | "纱" | "糖"
            | "塘" | "塔" | "土" | "青年" | "少年" | "警察" | "组织" | "协定" | "合同" | "提案" | "诊所" | "预算"
            | "来信" | "转炉" | "锻炉" | "跑道" | "引桥" | "便道" | "选手" | "对手" | "考生" | "麻布" | "粗布"
            | "难点" | "终点" | "要道" | "通道" | "处所" | "载重" | "暴行" | "逃兵" | "敌机" => {
                Some(Self::Noun)
            }
            "跳伞" | "跳高" | "跳远" | "举重" | "赛跑" | "赛马" | "滑冰" | "击剑" | "挺举" | "抓举" | "射箭"
            | "起义" | "罢工" | "游行" | "展览" | "演出" | "发言" | "请愿" | "签名" | "创造" | "发明" | "伤亡"
            | "死亡" | "受伤" | "入侵" | "挑衅" | "侵犯" | "会谈" | "访问" | "出访" | "讲演" => {
                Some(Self::Act)
            }
            "产" | "俘" | "照" => Some(Self::Verb),
            "之" => Some(Self::De),
            _ => None,
        }
    }
}

/// The text as the dictionary reads it: Simplified, a character for a character.
fn reading(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| simplified(c) != c) {
        text.chars().map(simplified).collect::<String>().into()
    } else {
        text.into()
    }
}

/// Finds the words of a reading in the text it was made of: the two correspond by characters, bytes may differ.
struct Places<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next word of the reading stands in the text.
    fn next(&mut self, word: &str) -> Span {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.char_indices().nth(word.chars().count()).map_or(rest.len(), |(at, _)| at);
        self.at += length;
        Span::new(start, self.at)
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new()
    }
}

impl Words {
    /// Loads the dictionary.
    pub fn new() -> Self {
        Self { jieba: Jieba::new() }
    }

    /// The Chinese words of `text` in order, by jieba; Traditional text is cut as its Simplified reading is. White space
    /// and punctuation are left out.
    pub fn zh(&self, text: &str) -> Vec<Span> {
        let reading = reading(text);
        let mut places = Places::new(text);
        let tokens = self.jieba.tokenize(&reading, TokenizeMode::Default, true);
        let words = tokens.iter().map(|token| (places.next(token.word), token.word));
        words.filter(|(_, word)| word.chars().any(char::is_alphanumeric)).map(|(span, _)| span).collect()
    }

    /// The Chinese words of `text` in order with what they are, as far as the dictionary knows; punctuation and white
    /// space too, so that the words cover the text.
    pub fn parts(&self, text: &str) -> Vec<(Span, Part)> {
        let reading = reading(text);
        let mut places = Places::new(text);
        // Without the model for unknown words: it joins what merely stands side by side.
        let tags = self.jieba.tag(&reading, false);
        tags.iter().map(|tag| (places.next(tag.word), Part::of(tag.word, tag.tag))).collect()
    }

    /// The English words of `text` in order, by the word boundaries of Unicode Standard Annex #29. Needs no dictionary.
    pub fn en(text: &str) -> Vec<Span> {
        text.unicode_word_indices().map(|(at, word)| Span::new(at, at + word.len())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_alike_in_both_scripts() {
        let words = Words::new();
        let cut = |text: &str| words.zh(text).iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>();
        assert_eq!(cut("手工业合作社，发展了。"), ["手工业", "合作社", "发展", "了"]);
        assert_eq!(cut("手工業合作社，發展了。"), ["手工業", "合作社", "發展", "了"]);
    }

    #[test]
    fn english_words_have_no_punctuation() {
        let text = "Don't, he said: 1,427 co-ops.";
        let words: Vec<_> = Words::en(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["Don't", "he", "said", "1,427", "co", "ops"]);
    }
}
