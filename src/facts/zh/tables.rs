//! The tables of `data/zh`, read once: what a number counts, what bounds it, the words that are no numbers.

use std::sync::LazyLock;

use crate::facts::Qualifier;
use crate::quantity::{CivilDate, Exact, Unit, UnitName, units};
use crate::text::{Lexicon, simplified};

/// What stands behind a numeral and makes it a fact of a kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Head {
    /// A unit of the unit table: 斤, 元, 小时, %, 个百分点.
    Unit(Unit, UnitName),
    /// A measure word or a noun that is counted without one.
    Counter(Counter),
    /// 成: tenths.
    Tenths,
    /// 折: a price cut to so many tenths.
    Discount,
    /// 倍
    Times,
}

/// The classes of a row of `data/zh/measures.tsv`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the classes of a row, any of which it may have")]
pub(super) struct Counter {
    /// A measure word, or a noun that is counted without one.
    pub(super) counts: bool,
    /// A noun and no measure word: 省 in 五省.
    pub(super) noun: bool,
    /// After 一 it makes an article or adverb.
    pub(super) article: bool,
    /// Names a body that digits identify: 一○五师.
    pub(super) body: bool,
}

/// A row of `data/zh/bounds.tsv`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    /// `None` for a word that belongs to the number and says nothing: 整.
    pub(super) says: Option<Qualifier>,
    /// It compares places on a scale: 零下20度以下 is colder, 至少零下20度 is too.
    pub(super) on_scale: bool,
    except: &'static str,
}

/// Where the word of a row of `data/zh/bounds.tsv` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On the left of a number.
    Before,
    /// Behind a number and its unit.
    After,
    /// On the left of a date.
    BeforeDate,
    /// Behind a date.
    AfterDate,
}

/// A row of `data/zh/words.tsv`: what stands before its first numeral character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) before: &'static str,
}

/// A word of the calendar, see `data/zh/calendar.tsv`.
#[derive(Debug, Clone, Copy)]
pub(super) enum CalendarWord {
    /// 今年: so many years from the document's.
    Year(i8),
    /// 上月
    Month(i8),
    /// 今天
    Day(i8),
    /// 上周
    Week(i8),
    /// 五一节: month and day.
    Feast(u8, u8),
    /// 春节: of the lunar calendar.
    LunarFeast(u8, u8),
}

/// A class of words that tell from beside a number what it is, see `data/zh/around.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// 邮编, 电话: digits that name follow.
    Serial,
    /// 神舟: a number with 号 is part of the name.
    Craft,
    /// 波音: digits are part of the name.
    Model,
    /// 历时: 日 counts days.
    Lasting,
    /// 名, 届: counted by its place.
    Ordered,
    /// 全国人大: numbered by 届.
    Assembly,
    /// 增加: by so many times.
    Grows,
    /// 增加到: so many times as much.
    Becomes,
    /// 不得: the bound behind is denied.
    Denies,
    /// 北纬: degrees of the circle follow.
    Angle,
    /// 领先: the figures before are a score.
    Score,
    /// 家庭: a noun that 成 gives a share of, though it begins like another word with 成.
    Shared,
    /// 高: a length that leaves out its one may follow.
    Measured,
    /// 提: it makes a word with 前, so that 前一 is none.
    EndsInFront,
    /// 净利润: an amount that may fall below zero follows.
    Signed,
    /// 白酒: degrees before it are of alcohol.
    Spirits,
    /// 鸡蛋: sold by the dozen.
    Dozen,
}

/// The classes with their names in the table, in the order of [`Around`].
const AROUND: [&str; 17] = [
    "serial", "craft", "model", "lasting", "ordered", "assembly", "grows", "becomes", "denies", "angle", "score",
    "shared", "measured", "front", "signed", "spirits", "dozen",
];

/// An era that years are counted in, see `data/zh/eras.tsv`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Era {
    /// The civil year before its first one.
    pub(super) before: i32,
    /// How many years it has.
    pub(super) years: i32,
}

/// A part of the day before a clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPart {
    /// 凌晨, 早上, 上午
    Morning,
    /// 中午
    Noon,
    /// 下午
    Afternoon,
    /// 晚上
    Evening,
    /// 夜里: before midnight or after it.
    Night,
}

/// Words that open a date and have readers of their own.
const OPENINGS: &[&str] = &[
    "星期",
    "礼拜",
    "周",
    "週",
    "上世纪",
    "上个世纪",
    "本世纪",
    "上半年",
    "下半年",
    "前半年",
    "后半年",
    "今春",
    "今夏",
    "今秋",
    "今冬",
    "去春",
    "去夏",
    "去秋",
    "去冬",
    "明春",
    "明夏",
    "明秋",
    "明冬",
    "今晚",
    "今晨",
    "今早",
    "今夜",
    "昨晚",
    "昨晨",
    "昨夜",
    "明晚",
    "明晨",
    "明早",
    "正月",
    "元月",
    "元年",
    "腊月",
    "冬月",
];

/// All tables.
pub(super) struct Tables {
    pub(super) heads: Lexicon<(Head, &'static str)>,
    after: Lexicon<Bound>,
    before: Vec<(char, Vec<(&'static str, Bound)>)>,
    after_date: Lexicon<Bound>,
    before_date: Vec<(&'static str, Bound)>,
    pub(super) words: Lexicon<Word>,
    pub(super) calendar: Lexicon<CalendarWord>,
    pub(super) day_parts: Lexicon<DayPart>,
    around: [Vec<&'static str>; AROUND.len()],
    /// Eras with their names and the last characters of these.
    eras: Vec<(char, &'static str, Era)>,
    /// %
    pub(super) percent: Option<Unit>,
    /// The month as a length of time.
    pub(super) month: Option<Unit>,
    /// Every word that a date or time may begin with where it does not begin with a numeral.
    openings: Lexicon<()>,
}

impl Tables {
    /// The tables, read on first need.
    pub(super) fn get() -> &'static Self {
        static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);
        &TABLES
    }

    fn read() -> Self {
        let bounds = || rows(include_str!("../../../data/zh/bounds.tsv")).map(parse_bound);
        let mut before: Vec<(char, Vec<(&'static str, Bound)>)> = Vec::new();
        let placed = |place| bounds().filter(move |&(_, own, _)| own == place).map(|(word, _, bound)| (word, bound));
        for (word, bound) in placed(Place::Before) {
            let last = word.chars().next_back().map(simplified).expect("a bound has characters");
            let at = match before.binary_search_by_key(&last, |&(c, _)| c) {
                Ok(at) => at,
                Err(at) => {
                    before.insert(at, (last, Vec::new()));
                    at
                }
            };
            if let Some((_, words)) = before.get_mut(at) {
                words.push((word, bound));
                words.sort_by_key(|&(word, _)| std::cmp::Reverse(word.len()));
            }
        }
        Self {
            heads: heads(),
            after: placed(Place::After).collect(),
            before,
            after_date: placed(Place::AfterDate).collect(),
            before_date: placed(Place::BeforeDate).collect(),
            words: rows(include_str!("../../../data/zh/words.tsv")).map(parse_word).collect(),
            calendar: rows(include_str!("../../../data/zh/calendar.tsv")).filter_map(parse_calendar).collect(),
            openings: rows(include_str!("../../../data/zh/calendar.tsv"))
                .filter_map(|mut columns| columns.next())
                .chain(OPENINGS.iter().copied())
                .map(|word| (word, ()))
                .collect(),
            around: AROUND.map(|class| {
                let lines = rows(include_str!("../../../data/zh/around.tsv"));
                let own =
                    lines.filter_map(|mut columns| columns.next().filter(|own| *own == class).and(columns.next()));
                own.flat_map(|words| words.split(' ')).collect()
            }),
            percent: Unit::by_code("%"),
            month: Unit::by_code("mo"),
            eras: rows(include_str!("../../../data/zh/eras.tsv")).filter_map(parse_era).collect(),
            day_parts: rows(include_str!("../../../data/zh/calendar.tsv")).filter_map(parse_day_part).collect(),
        }
    }

    /// The words of a class.
    pub(super) fn around(&self, class: Around) -> &[&'static str] {
        self.around.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a word of the calendar begins `rest`.
    pub(super) fn opens_date(&self, rest: &str) -> bool {
        self.openings.longest(rest).is_some()
    }

    /// The era that ends `head`, and how long its name is there.
    pub(super) fn era_before(&self, head: &str) -> Option<(Era, usize)> {
        // a cheap look at the last character first: most numerals follow no era
        let last = head.chars().next_back().map(simplified)?;
        let named = self.eras.iter().filter(|&&(own, ..)| own == last);
        let found = named.filter_map(|&(_, name, era)| {
            let rest = strip_suffix_simplified(head, name)?;
            Some((era, head.len() - rest.len()))
        });
        found.max_by_key(|&(_, length)| length)
    }

    /// The longest bound word that ends `head`, what stands before a number.
    pub(super) fn bound_before(&self, head: &str) -> Option<(Bound, usize)> {
        let last = simplified(head.chars().next_back()?);
        let at = self.before.binary_search_by_key(&last, |&(c, _)| c).ok()?;
        let (_, words) = self.before.get(at)?;
        words.iter().find_map(|(word, bound)| {
            let rest = strip_suffix_simplified(head, word)?;
            let blocked = rest.chars().next_back().is_some_and(|c| bound.except.contains(simplified(c)));
            (!blocked).then_some((*bound, head.len() - rest.len()))
        })
    }

    /// The longest bound word that `rest`, what stands after a number with its unit, begins with.
    pub(super) fn bound_after(&self, rest: &str) -> Option<(Bound, usize)> {
        longest_bound(&self.after, rest)
    }

    /// The longest bound word that `rest`, what stands after a date, begins with.
    pub(super) fn bound_after_date(&self, rest: &str) -> Option<(Bound, usize)> {
        longest_bound(&self.after_date, rest)
    }

    /// The longest bound word that ends `head`, what stands before a date: what it says and its length.
    pub(super) fn bound_before_date(&self, head: &str) -> Option<(Qualifier, usize)> {
        let fits = self.before_date.iter().filter_map(|(word, bound)| {
            let rest = strip_suffix_simplified(head, word)?;
            let blocked = rest.chars().next_back().is_some_and(|c| bound.except.contains(simplified(c)));
            Some((bound.says.filter(|_| !blocked)?, head.len() - rest.len()))
        });
        fits.max_by_key(|&(_, length)| length)
    }
}

fn longest_bound(bounds: &Lexicon<Bound>, rest: &str) -> Option<(Bound, usize)> {
    let (bound, length) = bounds.longest_where(rest, |bound, length| {
        let following = rest.get(length..).and_then(|rest| rest.chars().next());
        !following.is_some_and(|c| match bound.except {
            "*" => c.is_alphanumeric() && !matches!(c, '的' | '就' | '便'),
            except => except.contains(simplified(c)),
        })
    })?;
    Some((*bound, length))
}

/// `text` without `suffix`, compared in Simplified characters.
fn strip_suffix_simplified<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for c in suffix.chars().rev() {
        if simplified(rest.next_back()?) != c {
            return None;
        }
    }
    Some(rest.as_str())
}

fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t'))
}

fn parse_bound(mut columns: std::str::Split<'static, char>) -> (&'static str, Place, Bound) {
    let mut column = || columns.next().unwrap_or_default();
    let (word, place, says, except, compares) = (column(), column(), column(), column(), column());
    let place = match place {
        "before" => Place::Before,
        "before-date" => Place::BeforeDate,
        "after-date" => Place::AfterDate,
        _ => Place::After,
    };
    let says = match says {
        "about" => Some(Qualifier::About),
        "nearly" => Some(Qualifier::Nearly),
        "more_than" => Some(Qualifier::MoreThan),
        "at_least" => Some(Qualifier::AtLeast),
        "less_than" => Some(Qualifier::LessThan),
        "at_most" => Some(Qualifier::AtMost),
        "odd" => Some(Qualifier::Odd),
        _ => None,
    };
    (word, place, Bound { says, on_scale: compares == "scale", except })
}

/// 不[三]不四: the word is looked up at its first numeral character; what stands before that must precede it.
fn parse_word(mut columns: std::str::Split<'static, char>) -> (&'static str, Word) {
    let word = columns.next().unwrap_or_default();
    let at = word.char_indices().find(|&(_, c)| super::scan::is_trigger(c)).map_or(0, |(at, _)| at);
    let (before, from_numeral) = word.split_at(at);
    (from_numeral, Word { before })
}

fn parse_calendar(mut columns: std::str::Split<'static, char>) -> Option<(&'static str, CalendarWord)> {
    let word = columns.next()?;
    let (kind, value) = (columns.next()?, columns.next()?);
    let number = || value.parse().ok();
    let day = || value.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    Some((
        word,
        match kind {
            "year" => CalendarWord::Year(number()?),
            "month" => CalendarWord::Month(number()?),
            "day" => CalendarWord::Day(number()?),
            "week" => CalendarWord::Week(number()?),
            "feast" => day().map(|(month, day)| CalendarWord::Feast(month, day))?,
            "lunar" => day().map(|(month, day)| CalendarWord::LunarFeast(month, day))?,
            _ => return None,
        },
    ))
}

fn parse_era(mut columns: std::str::Split<'static, char>) -> Option<(char, &'static str, Era)> {
    let (name, before, years) = (columns.next()?, columns.next()?, columns.next()?);
    Some((name.chars().next_back()?, name, Era { before: before.parse().ok()?, years: years.parse().ok()? }))
}

fn parse_day_part(mut columns: std::str::Split<'static, char>) -> Option<(&'static str, DayPart)> {
    let word = columns.next()?;
    (columns.next()? == "part").then_some(())?;
    Some((
        word,
        match columns.next()? {
            "morning" => DayPart::Morning,
            "noon" => DayPart::Noon,
            "afternoon" => DayPart::Afternoon,
            "evening" => DayPart::Evening,
            _ => DayPart::Night,
        },
    ))
}

/// Units, measure words and 成, 折, 倍 in one lexicon. Latin names stand in Chinese texts too (5km); where both
/// languages have a name, the Chinese table's comes first.
fn heads() -> Lexicon<(Head, &'static str)> {
    let guards: Vec<(&str, &str)> = rows(include_str!("../../../data/zh/unit_guards.tsv"))
        .map(|mut columns| (columns.next().unwrap_or_default(), columns.next().unwrap_or_default()))
        .collect();
    // 兩 is guarded as 两 is.
    let is = |name: &str, guarded: &str| name.chars().map(simplified).eq(guarded.chars());
    let guard = |name: &str| guards.iter().find(|(guarded, _)| is(name, guarded)).map_or("", |&(_, except)| except);
    let named = |names: fn(Unit) -> &'static [UnitName]| {
        units().iter().flat_map(move |&unit| names(unit).iter().map(move |&name| (unit, name)))
    };
    let chinese = named(Unit::zh).map(|(unit, name)| (name.text, (Head::Unit(unit, name), guard(name.text))));
    // English words may be written in a Chinese text, letters that are also words (in, real, won) hardly.
    let latin =
        named(Unit::en).filter(|(_, name)| !matches!(name.text, "in" | "real" | "won" | "dong" | "mark" | "rand"));
    let codes = units().iter().filter_map(|&unit| {
        let text = unit.written_code().filter(|code| unit.en().iter().all(|name| name.text != *code))?;
        Some((unit, UnitName { text, share: Exact::ONE, until: None, since: None }))
    });
    let latin = latin.chain(codes).map(|(unit, name)| (name.text, (Head::Unit(unit, name), "")));
    let counters = rows(include_str!("../../../data/zh/measures.tsv")).map(|mut columns| {
        let mut column = || columns.next().unwrap_or_default();
        let (word, classes, except) = (column(), column(), column());
        let is = |class| classes.split(' ').any(|own| own == class);
        let counts = is("measure") || is("noun");
        let noun = is("noun") && !is("measure");
        let counter = Counter { counts, noun, article: is("article"), body: is("unit") };
        (word, (Head::Counter(counter), except))
    });
    let shares = [
        ("成", (Head::Tenths, "立为果员功绩就本份熟长都语分家型百千人年天败")),
        // 五折一 is five for one, and no half price.
        ("折", (Head::Discount, "射叠磨断旧扣腰回一")),
        ("倍", (Head::Times, "增数感受加")),
    ];
    let year = units().iter().copied().find(|unit| unit.code() == "a").expect("the unit table has the year");
    let ages = ["岁", "周岁"].map(|text| {
        let name = UnitName { text, share: Exact::ONE, until: None, since: None };
        (text, (Head::Unit(year, name), "月数"))
    });
    ages.into_iter().chain(chinese).chain(latin).chain(counters).chain(shares).collect()
}

/// Whether a number counts `word` without a measure word: 五省, 三百万工人.
pub(in crate::facts) fn is_counted_noun(word: &str) -> bool {
    let head = Tables::get().heads.longest(word).filter(|(_, length)| *length == word.len());
    matches!(head, Some(((Head::Counter(counter), _), _)) if counter.noun)
}

/// Whether `name` holds its meaning in a text of `date`.
pub(super) fn holds(head: Head, date: Option<CivilDate>) -> bool {
    match head {
        Head::Unit(_, name) => name.holds_on(date),
        _ => true,
    }
}
