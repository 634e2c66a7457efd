//! Datelines of both languages: where they end, which agency they name, and which place.

use std::sync::LazyLock;

use super::super::terms::may_spell;
use crate::align::{is_english, is_word, links};
use crate::quantity::MONTH_NAMES;
use crate::source::{Span, is_han};
use crate::text::{pinyin, simplified};

/// Papers as datelines name them.
const ZH_PAPERS: &[&str] = &["本报", "本報", "报讯", "報訊"];
/// What stands before 社 where it is no agency: 公社, 合作社, 供销社, 出版社, 旅社.
const NO_AGENCY: &str = "公作销銷版旅会會结結诗詩茶农農渔漁神";
/// What a dateline ends with.
const ZH_ENDS: &[&str] = &["电", "電", "讯", "訊", "消息", "报道", "報道", "报导", "報導"];

/// An agency or a paper: its names in Chinese, and the words one of which an English dateline has for it, in lower case.
struct Agency {
    zh: Vec<&'static str>,
    en: Vec<&'static str>,
}

impl Agency {
    /// Whether an English text, as [`words`] gives it, names the agency.
    fn is_in(&self, words: &str) -> bool {
        let is_whole = |at: usize, name: &str| {
            words.get(..at).is_some_and(|before| before.ends_with(' '))
                && words.get(at + name.len()..).is_some_and(|after| after.starts_with(' '))
        };
        self.en.iter().any(|name| words.match_indices(name).any(|(at, _)| is_whole(at, name)))
    }
}

/// The words of an English text in lower case, a space before and after each.
fn words(text: &str) -> String {
    let mut words = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push_str(&word.to_lowercase());
        words.push(' ');
    }
    words
}

static AGENCIES: LazyLock<Vec<Agency>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/check/agencies.tsv").lines().filter(|line| !line.starts_with('#'));
    let parts =
        |(zh, en): (&'static str, &'static str)| Agency { zh: zh.split('|').collect(), en: en.split('|').collect() };
    lines.filter_map(|line| line.split_once('\t')).map(parts).collect()
});

/// Places with their spellings in English.
static PLACES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/check/places.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Where a dateline, which is short, has `name`.
fn find(dateline: &str, name: &str) -> Option<usize> {
    let (bytes, name) = (dateline.as_bytes(), name.as_bytes());
    // Nearly all places are told by the first character.
    let first = name.first_chunk::<3>()?;
    (0..bytes.len()).find(|&at| bytes[at..].first_chunk() == Some(first) && bytes[at..].starts_with(name))
}

/// Whether a Chinese dateline says who reports.
pub(super) fn names_agency(text: &str) -> bool {
    let agency = |(at, _): (usize, &str)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| !NO_AGENCY.contains(c))
    };
    ZH_PAPERS.iter().any(|name| text.contains(name)) || text.match_indices('社').any(agency)
}

/// Whether a passage ends with the day of a telegram, whoever sent it: 十五日电, 18日讯.
fn is_dated(text: &str) -> bool {
    let day = |end: &str| text.strip_suffix(end).and_then(|day| day.chars().next_back());
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十〇０１２３４５６７８９".contains(c);
    ["日电", "日電", "日讯", "日訊"].into_iter().filter_map(day).any(numeral)
}

/// The dateline that opens a paragraph: 【新华社延安三十日电】, 新华社三十日讯　, 本报讯　.
pub(super) fn in_chinese(segment: Span, text: &str) -> Option<Span> {
    const LONGEST: usize = 36;
    let surface = segment.of(text);
    let bracketed = surface.starts_with(['【', '〔', '（', '[', '(']);
    let mut spaces = 0;
    for (chars, (at, c)) in surface.char_indices().enumerate().take(LONGEST) {
        spaces = if c == ' ' { spaces + 1 } else { 0 };
        let ends = match c {
            '】' | '〕' | '）' | ']' | ')' => bracketed,
            '\u{3000}' | '：' | ':' => !bracketed,
            // 10月18日电（记者某某）
            '（' | '(' => !bracketed && is_dated(surface.get(..at)?),
            ' ' => !bracketed && (spaces == 2 || is_dated(surface.get(..at)?)),
            '。' | '，' | '；' | '“' => return None,
            _ => false,
        };
        if ends && chars > 2 {
            let inner = surface.get(..at)?.trim_matches(|c: char| !c.is_alphanumeric());
            let whole = if bracketed { at + c.len_utf8() } else { surface.get(..at)?.trim_end().len() };
            let ends_so = ZH_ENDS.iter().any(|end| inner.ends_with(end)) || bracketed && inner.ends_with('社');
            let is_dateline = is_dated(inner) || names_agency(inner) && ends_so;
            return is_dateline.then(|| Span::new(segment.start, segment.start + whole));
        }
    }
    None
}

/// The dateline that opens an English sentence and names an agency: up to the colon, the dash, or the bracket that closes it.
pub(super) fn in_english(segment: Span, text: &str) -> Option<Span> {
    const LONGEST: usize = 120;
    /// After a bracket the place and the day may follow, up to a stop of their own.
    const AFTER: usize = 50;
    let surface = segment.of(text);
    let stop = |text: &str, from: usize, most: usize| {
        let chars = text.get(from..)?.char_indices().take_while(|(at, _)| *at < most);
        let found = chars.into_iter().find(|(_, c)| matches!(c, ':' | '：' | '—' | '–' | ')' | ']' | '】'))?;
        Some((from + found.0, found.1))
    };
    let (at, c) = stop(surface, 0, LONGEST)?;
    let end = if matches!(c, ')' | ']' | '】') {
        let closed = at + c.len_utf8();
        stop(surface, closed, AFTER).filter(|(_, c)| matches!(c, ':' | '：' | '—' | '–')).map_or(closed, |(at, _)| at)
    } else {
        at
    };
    let inner = surface.get(..end)?.trim_end();
    let words = words(inner);
    AGENCIES.iter().any(|agency| agency.is_in(&words)).then(|| Span::new(segment.start, segment.start + inner.len()))
}

/// A part of a Chinese dateline: its agency or its place.
pub(super) struct Part(pub(super) String);

/// What the Chinese dateline says and the English one does not: the agency, when that names another; the place, when it names
/// none, or not one that is known in English under a few spellings. The Chinese sentence that the dateline opens may name
/// the other agency too: 本报综合报道　据新华社消息.
pub(super) fn lost(zh: &str, sentence: &str, en: &str) -> Option<Part> {
    let spoken = words(en);
    let named = |agency: &Agency| agency.is_in(&spoken);
    let own: Vec<(&str, &Agency)> = AGENCIES
        .iter()
        .filter_map(|agency| Some((*agency.zh.iter().find(|name| find(zh, name).is_some())?, agency)))
        .collect();
    if let Some((name, _)) = own.first()
        && !own.iter().any(|(_, agency)| named(agency))
        && AGENCIES.iter().any(|agency| named(agency) && !agency.zh.iter().any(|name| sentence.contains(name)))
    {
        return Some(Part((*name).to_owned()));
    }
    let place = place(zh)?;
    let chars: Vec<char> = place.chars().map(simplified).collect();
    let plain: String = chars.iter().collect();
    let spellings = PLACES.iter().find(|(name, _)| *name == plain).map(|(_, spellings)| *spellings);
    let mut words = en.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty());
    let mut others: Vec<String> = Vec::new();
    let told = words.any(|word| {
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if word.starts_with(char::is_uppercase) && word.len() > 1 && !is_usual(&letters) {
            others.push(letters.clone());
        }
        let listed = spellings.is_some_and(|all| all.split(' ').any(|one| one.eq_ignore_ascii_case(word)));
        listed || pinyin::spells(&letters, &chars)
    });
    let lost = !told && (others.is_empty() || spellings.is_some() || is_another(&plain, &chars, en, &others));
    lost.then(|| Part(place.to_owned()))
}

/// Whether the names of an English dateline are not `place`: the lexicon knows both, and none of them is a gloss of it or like it
/// in sound, alone or joined (San Francisco, An-shan).
fn is_another(place: &str, chars: &[char], en: &str, names: &[String]) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let hyphened: Vec<String> = en.split([' ', ',', '/']).filter(|word| word.contains('-')).map(letters).collect();
    let spells = |name: &String| pinyin::spells(name, chars) || may_spell(place, name);
    let says = |text: &str| !links(place, text, Span::new(0, place.len())).is_empty();
    is_word(place)
        && names.iter().any(|name| is_english(name))
        && !names.iter().chain([&names.concat()]).chain(&hyphened).any(spells)
        && !says(en)
        && !hyphened.iter().any(|word| says(word))
}

/// The place that a Chinese dateline names between its agency and its day: 兰州 of 新华社兰州四日电.
fn place(dateline: &str) -> Option<&str> {
    /// Characters of a place, and what stands there besides.
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
    const NO_PLACE: &[&str] =
        &["记者", "記者", "讯员", "訊員", "特派", "专", "專", "社", "报", "報", "消息", "综合", "綜合", "据", "據"];
    let names = AGENCIES.iter().flat_map(|agency| &agency.zh);
    let end = names.filter_map(|name| Some(find(dateline, name)? + name.len())).max()?;
    let rest = dateline.get(end..)?;
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十廿卅〇".contains(c);
    let stop = rest.find(|c: char| is_numeral(c) || ZH_ENDS.iter().any(|end| end.starts_with(c)))?;
    let place = rest.get(..stop)?;
    let fine = LETTERS.contains(&place.chars().count())
        && place.chars().all(is_han)
        && !NO_PLACE.iter().any(|word| place.contains(word));
    fine.then_some(place)
}

/// Whether a word of an English dateline names no place: it belongs to the agency or the day.
fn is_usual(word: &str) -> bool {
    const SHORT: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
        "fri", "sat", "sun",
    ];
    const WORDS: &[&str] = &[
        "news",
        "agency",
        "new",
        "china",
        "telegram",
        "telegraph",
        "dispatch",
        "despatch",
        "special",
        "our",
        "this",
        "own",
        "newspaper",
        "paper",
        "daily",
        "people",
        "peoples",
        "report",
        "reports",
        "reported",
        "reporter",
        "correspondent",
        "staff",
        "from",
        "by",
        "press",
        "united",
        "associated",
        "international",
        "central",
        "wire",
        "cable",
        "the",
        "local",
        "also",
        "dateline",
        "according",
        "to",
        "service",
    ];
    let is_month = || {
        SHORT.contains(&word)
            || MONTH_NAMES.iter().any(|month| word.eq_ignore_ascii_case(month))
            || word.ends_with("day")
    };
    let is_agency =
        || AGENCIES.iter().any(|agency| agency.en.iter().any(|name| name.split(' ').any(|part| part == word)));
    WORDS.contains(&word) || is_month() || is_agency()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_cut_from_their_paragraph() {
        let cut = |text: &str| in_chinese(Span::new(0, text.len()), text).map(|span| span.of(text).to_owned());
        assert_eq!(cut("【新华社延安三十日电】莫斯科讯").as_deref(), Some("【新华社延安三十日电】"));
        assert_eq!(cut("本报讯　内蒙古牧区").as_deref(), Some("本报讯"));
        assert_eq!(cut("新华社康开二日电  据报道").as_deref(), Some("新华社康开二日电"));
        assert_eq!(cut("江南日报网10月18日电（记者 周明）会议").as_deref(), Some("江南日报网10月18日电"));
        assert_eq!(cut("人民公社：社员的家"), None);
        assert_eq!(cut("今年，新华社记者到了这里"), None);
    }

    #[test]
    fn agency_and_place_are_compared() {
        let lost = |zh: &str, en: &str| lost(zh, zh, en).map(|Part(part)| part);
        assert_eq!(lost("【塔斯社基辅四日电】", "TASS, Kiev, April 4"), None);
        assert_eq!(lost("【塔斯社基辅四日电】", "Xinhua News Agency, Kiev, April 4").as_deref(), Some("塔斯社"));
        assert_eq!(lost("新华社兰州四日电", "Xinhua News Agency, Lanchow, April 4").as_deref(), None);
        assert_eq!(lost("新华社兰州四日电", "Xinhua News Agency, April 4").as_deref(), Some("兰州"));
        assert_eq!(lost("新华社兰州四日电", "Xinhua News Agency, Xining, April 4").as_deref(), Some("兰州"));
        assert_eq!(lost("新华社大同四日电", "Xinhua, Tatung, 4th").as_deref(), None, "by its sound");
        assert_eq!(lost("【新华社大阪六日电】", "[Xinhua, Kyoto, 6th]").as_deref(), Some("大阪"));
        assert_eq!(lost("【新华社大阪六日电】", "[Xinhua, Osaka, 6th]"), None, "by its gloss");
        assert_eq!(lost("新华社鞍山六日电", "Xinhua News Agency, Shenyang, 6th").as_deref(), Some("鞍山"));
        assert_eq!(lost("新华社鞍山六日电", "Xinhua News Agency, An-shan, 6th"), None);
        for (zh, en) in [
            ("平壤", "Pyongyang"),
            ("莫斯科", "Moscow"),
            ("仰光", "Rangoon"),
            ("雅加达", "Djakarta"),
            ("喀布尔", "Kaboul"),
            ("满洲里", "Manchuli"),
            ("重庆", "Chungking"),
            ("旧金山", "San Francisco"),
            ("平壤", "P'yong-yang"),
            ("金边", "Pnompenh"),
        ] {
            let (zh, en) = (format!("新华社{zh}六日电"), format!("Xinhua News Agency, {en}, 6th"));
            assert_eq!(lost(&zh, &en), None, "{en}");
        }
        assert_eq!(lost("本报讯", "Our newspaper"), None, "no place");
        assert!(super::lost("本报讯", "本报讯　据塔斯社消息", "TASS reports").is_none(), "the sentence names it");
    }

    #[test]
    fn english_datelines_end_at_a_stop_or_a_bracket() {
        let cut = |text: &str| in_english(Span::new(0, text.len()), text).map(|span| span.of(text).to_owned());
        assert_eq!(cut("Xinhua, Lanzhou, April 4: The").as_deref(), Some("Xinhua, Lanzhou, April 4"));
        assert_eq!(cut("(TASS) Kiev, April 4 — The").as_deref(), Some("(TASS) Kiev, April 4"));
        assert_eq!(cut("(TASS, Kiev) The rain").as_deref(), Some("(TASS, Kiev)"));
        assert_eq!(cut("The rain: it fell"), None);
        assert_eq!(cut("Austria, four hours later: it fell"), None, "ria and our are no words of it");
    }
}
