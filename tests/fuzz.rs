//! A fuzz driver that runs on stable: texts put together from the pieces the grammars are made of, and from noise.
//!
//! Each target runs for a second; `DUIZHAO_FUZZ_SECONDS=3600 cargo test --release --test fuzz` runs longer. A failure
//! prints the text that caused it and the seed that makes it again.

mod fuzzing;

use duizhao::facts::{self, Context};
use duizhao::source::Lang;
use duizhao::text::Words;
use fuzzing::is_slow;

/// Pieces of Chinese numerals, units, calendar and bounds, Traditional and full-width among them, and what breaks them.
const ZH: &[&str] = &[
    "〇",
    "零",
    "○",
    "一",
    "二",
    "两",
    "三",
    "五",
    "九",
    "十",
    "廿",
    "卅",
    "百",
    "千",
    "万",
    "亿",
    "兆",
    "壹",
    "贰",
    "拾",
    "佰",
    "仟",
    "萬",
    "億",
    "兩",
    "半",
    "几",
    "数",
    "多",
    "余",
    "来",
    "第",
    "点",
    "·",
    "．",
    "，",
    "、",
    "。",
    "百分之",
    "千分之",
    "分之",
    "又",
    "％",
    "%",
    "成",
    "折",
    "倍",
    "番",
    "翻",
    "比",
    "约",
    "近",
    "超过",
    "不到",
    "以上",
    "以下",
    "左右",
    "至少",
    "到",
    "至",
    "—",
    "——",
    "～",
    "-",
    "年",
    "月",
    "日",
    "号",
    "世纪",
    "年代",
    "季度",
    "上旬",
    "周",
    "星期",
    "上午",
    "下午",
    "时",
    "分",
    "秒",
    "刻",
    "点钟",
    "岁",
    "度",
    "元",
    "角",
    "美元",
    "斤",
    "亩",
    "公里",
    "吨",
    "个",
    "人",
    "次",
    "户",
    "个月",
    "小时",
    "天",
    "零下",
    "负",
    "公元前",
    "今年",
    "去年",
    "民国",
    "1",
    "23",
    "456",
    "1,000",
    "３",
    "0",
    "2.5",
    " ",
    "\u{3000}",
    "\n",
    "的",
    "a",
    "😀",
    "\u{301}",
    "“",
    "）",
    "一般",
    "千方百计",
];

/// The same for English.
const EN: &[&str] = &[
    "one",
    "two",
    "three",
    "eleven",
    "twenty",
    "fifty",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "score",
    "dozens of",
    "half",
    "quarter",
    "third",
    "fifths",
    "first",
    "21st",
    "second",
    "and",
    "a",
    "-",
    "–",
    "point",
    "percent",
    "%",
    "per cent",
    "percentage points",
    "times",
    "fold",
    "double",
    "more than",
    "less than",
    "about",
    "nearly",
    "at least",
    "up to",
    "between",
    "to",
    "from",
    "or",
    "odd",
    "January",
    "May",
    "Sept.",
    "Monday",
    "1953",
    "'80s",
    "1950s",
    "mid-",
    "early",
    "century",
    "19th",
    "this year",
    "last month",
    "a.m.",
    "pm",
    "7:30",
    "19.30",
    "o'clock",
    "noon",
    "years",
    "months",
    "days",
    "hours",
    "old",
    "$",
    "US$",
    "£",
    "yuan",
    "dollars",
    "cents",
    "kg",
    "jin",
    "mu",
    "miles",
    "feet",
    "tons",
    "°C",
    "degrees",
    "No.",
    "Article",
    "Regiment",
    "COVID-19",
    "24/7",
    "1",
    "23",
    "456",
    "1,000",
    "1 000",
    "0",
    "2.5",
    "½",
    "3/4",
    "12,34,",
    "1.2.3",
    "1-2-",
    "555-1234",
    "1e10",
    "x10^6",
    "1.427.000",
    "RMB",
    "8c",
    "¢",
    "'",
    "\"",
    "quarter past",
    "half past",
    "two thirds",
    "point five",
    "several hundred",
    "a few",
    "a couple of",
    "or more",
    "or two",
    "-odd",
    "plus",
    "in excess of",
    "no fewer than",
    "out of",
    "over",
    "May Day",
    "Spring Festival",
    "the fifties",
    "nineteen",
    "B.C.",
    "Q1",
    "this",
    "last Friday",
    "the day before",
    "5 ft 10 in",
    "and 43 cents",
    "times",
    "doubled",
    "threefold",
    "www.",
    "https://",
    "@",
    " ",
    " ",
    " ",
    " ",
    "\n",
    ",",
    ".",
    "(",
    "é",
    "中",
    "😀",
    "\u{301}",
];

/// Runs `check` on texts of `pieces`.
fn fuzz(name: &str, pieces: &[&str], check: impl Fn(&str)) {
    fuzzing::fuzz(name, |random| random.text(pieces), check);
}

/// Facts come in order, apart from each other, cut at characters, and claim what they state.
fn facts_hold(text: &str, lang: Lang) {
    let reading = facts::read(text, lang, Context::default());
    let mut end = 0;
    for fact in &reading.facts {
        assert!(fact.span.start >= end && fact.span.end > fact.span.start, "{:?} overlaps or is empty", fact.span);
        assert!(text.get(fact.span.range()).is_some(), "{:?} cuts a character", fact.span);
        end = fact.span.end;
        if let (Some(min), Some(max)) = (fact.interval.min, fact.interval.max) {
            assert!(min <= max, "{} claims {}", fact.describe(text), fact.interval);
        }
        let _ = (fact.describe(text), fact.iso_duration());
    }
    for unread in &reading.unread {
        assert!(text.get(unread.span.range()).is_some(), "{:?} cuts a character", unread.span);
    }
}

#[test]
fn chinese_facts() {
    fuzz("chinese facts", ZH, |text| facts_hold(text, Lang::Zh));
}

#[test]
fn english_facts() {
    fuzz("english facts", EN, |text| facts_hold(text, Lang::En));
}

/// Eight times the text takes at most about eight times the time: one piece repeated is the worst a grammar can meet.
#[test]
fn reading_is_linear() {
    let mut slow = Vec::new();
    let words = Words::new();
    let sentences = [(Lang::Zh, "产量达到三千吨，"), (Lang::En, "output in Hebei reached 3,000 tons of coal, ")];
    for (lang, pieces) in [(Lang::Zh, ZH), (Lang::En, EN)] {
        let read = |text: &str| {
            let mut found = facts::read(text, lang, Context::default()).facts;
            facts::about(text, lang, &mut found, &words);
        };
        let endless = sentences.iter().filter(|(other, _)| *other == lang).map(|(_, piece)| piece);
        for piece in pieces.iter().chain(endless) {
            let piece = if lang == Lang::En { format!("{piece} ") } else { (*piece).to_owned() };
            if is_slow(read, "", &piece, 1000) {
                slow.push(piece);
            }
        }
    }
    assert!(slow.is_empty(), "more than linear: {slow:?}");
}
