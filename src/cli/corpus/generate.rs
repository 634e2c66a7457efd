//! `duizhao corpus generate`: archives of made-up articles, of any size, the same for the same seed.
//!
//! For benches, tests and trying things out. The articles have the layout of the real ones, sentences and things of
//! `data/corpus/articles.txt`, numbers written out in Chinese, and slips in a share of the English ones.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use flate2::write::GzEncoder;

use super::archives::Archive;
use super::progress::{counted, grouped};
use super::{Failure, parse_share};
use crate::cli::output::{NewFile, NewFolder};
use crate::cli::{Global, Outcome, Streams};
use crate::quantity::{CivilDate, MONTH_NAMES};

/// Make an archive of bilingual articles for tests and measurements.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to make, where there is none or an empty one; a tar file where the name ends in .tar, .tar.gz or .tar.zst, a .zip likewise
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// How many articles
    #[arg(long, value_name = "N", default_value_t = 1000)]
    articles: u64,
    /// Another seed makes other articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The share of English numbers that are wrong, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.01, value_parser = parse_share)]
    slips: f64,
}

pub(super) fn run(args: &Args, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome, Failure> {
    let mut bytes = 0;
    let mut writer = ArchiveWriter::create(&args.out)?;
    for number in 0..args.articles {
        let (name, text) = article(args.seed, number, args.slips);
        bytes += text.len() as u64;
        writer.add(&name, text.as_bytes())?;
    }
    writer.finish()?;
    if !global.quiet {
        writeln!(streams.err, "{}, {} bytes", counted(args.articles, "article"), grouped(bytes))?;
    }
    Ok(Outcome::Clean)
}

/// A folder or an archive while it is written.
enum ArchiveWriter {
    Folder(NewFolder),
    Tar(tar::Builder<NewFile>),
    TarGz(tar::Builder<GzEncoder<NewFile>>),
    TarZst(tar::Builder<zstd::Encoder<'static, NewFile>>),
    Zip(Box<zip::ZipWriter<NewFile>>),
}

impl ArchiveWriter {
    fn create(path: &Path) -> Result<Self, Failure> {
        let Some(archive) = Archive::of_name(&path.to_string_lossy()) else {
            return Ok(Self::Folder(NewFolder::create(path, |_| false)?));
        };
        let file = NewFile::create(path)?;
        Ok(match archive {
            Archive::Zip => Self::Zip(Box::new(zip::ZipWriter::new(file))),
            Archive::Tar => Self::Tar(tar::Builder::new(file)),
            Archive::TarGz => Self::TarGz(tar::Builder::new(GzEncoder::new(file, flate2::Compression::fast()))),
            Archive::TarZst => Self::TarZst(tar::Builder::new(zstd::Encoder::new(file, 1)?)),
            Archive::Gz | Archive::Zst => {
                let message = format!("{}: one compressed file holds one article", path.display());
                return Err(Failure::Usage(message));
            }
        })
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        match self {
            Self::Folder(folder) => folder.write(name, bytes),
            Self::Tar(tar) => tar.append_data(&mut header, name, bytes),
            Self::TarGz(tar) => tar.append_data(&mut header, name, bytes),
            Self::TarZst(tar) => tar.append_data(&mut header, name, bytes),
            Self::Zip(zip) => {
                zip.start_file(name, zip::write::SimpleFileOptions::default())?;
                zip.write_all(bytes)
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.finish(),
            Self::Tar(tar) => tar.into_inner()?.finish(),
            Self::TarGz(tar) => tar.into_inner()?.finish()?.finish(),
            Self::TarZst(tar) => tar.into_inner()?.finish()?.finish(),
            Self::Zip(zip) => zip.finish()?.finish(),
        }
    }
}

/// A thing or a sentence: Chinese, English.
type Pair = (&'static str, &'static str);

/// The lists of the data file by name.
static LISTS: LazyLock<HashMap<&'static str, Vec<Pair>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, Vec<Pair>> = HashMap::new();
    let mut name = "";
    let data = include_str!("../../../data/corpus/articles.txt");
    for line in data.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix('[').and_then(|line| line.strip_suffix(']')), line.split_once('\t')) {
            (Some(list), _) => name = list,
            (None, Some(pair)) => lists.entry(name).or_default().push(pair),
            (None, None) => {}
        }
    }
    lists
});

/// Numbers that look random and are the same for the same seed (SplitMix64: Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// From `low` to `high`, both possible.
    fn range(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    #[expect(clippy::cast_precision_loss, reason = "a share")]
    fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / ((1_u64 << 53) as f64) < share
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let last = list.len().checked_sub(1)?;
        list.get(usize::try_from(self.range(0, last as u64)).unwrap_or(0))
    }
}

/// The path and the text of the article of this number.
fn article(seed: u64, number: u64, slips: f64) -> (String, String) {
    let mut dice = Dice(seed.wrapping_mul(0xD129_0D3C_5D5B_0A31) ^ number);
    // 1946-05-15 to 1968-12-31.
    let days = dice.range(8_170, 16_435);
    let date = CivilDate::from_day_number(i64::try_from(days).unwrap_or(0) - 16_802);
    let date = date.unwrap_or(CivilDate { year: 1954, month: 6, day: 30 });
    let page = dice.range(1, 8);
    let mut story = Story { dice, slips, year: date.year };
    let (zh_title, en_title) = story.sentence("title");
    let (mut zh, mut en) = (String::new(), String::new());
    for paragraph in 0..story.dice.range(3, 5) {
        let (mut zh_sentences, mut en_sentences) = (Vec::new(), Vec::new());
        if paragraph == 0 {
            let (zh, en) = story.dateline();
            zh_sentences.push(zh);
            en_sentences.push(en);
        }
        for _ in 0..story.dice.range(2, 5) {
            let (zh, en) = story.period();
            zh_sentences.push(zh);
            en_sentences.push(en);
        }
        let _ = writeln!(zh, "    {}", zh_sentences.concat());
        let _ = writeln!(en, "    {}", en_sentences.join(" "));
    }
    let text = format!(
        "Title: {en_title}\nAuthor:\nDate: {date}\nPage: {page}\n\n    {en_title}\n{en}\n\n\n<hr /> \n\nOriginal: \n\n\n### \
         {zh_title}\n\n{date}\n第{page}版()\n专栏：\n\n    {zh_title}\n{zh}"
    );
    let name = format!("{}/{:02}/{date}_{number:07}.md", date.year, date.month);
    (name, text)
}

/// An article while it is told.
struct Story {
    dice: Dice,
    slips: f64,
    year: i32,
}

impl Story {
    fn dateline(&mut self) -> (String, String) {
        let mut named = Named::default();
        let (zh_agency, en_agency) = self.thing("agency", &mut named);
        let (zh_city, en_city) = self.thing("city", &mut named);
        let (zh_day, en_day) = self.thing("day", &mut named);
        (format!("{zh_agency}{zh_city}{zh_day}日电　"), format!("{en_city}, {en_day}th ({en_agency})."))
    }

    /// A sentence, or two joined to one, as such reports do.
    fn period(&mut self) -> (String, String) {
        let (zh, en) = self.sentence("sentence");
        if self.dice.chance(0.4) {
            return (zh, en);
        }
        let (zh_next, en_next) = self.sentence("sentence");
        let (zh, en) = (zh.trim_end_matches('。'), en.trim_end_matches('.'));
        (format!("{zh}；同时，{zh_next}"), format!("{en}; at the same time: {en_next}"))
    }

    /// A sentence or title with its places filled, on both sides alike.
    fn sentence(&mut self, list: &str) -> (String, String) {
        let template = LISTS.get(list).and_then(|list| self.dice.pick(list)).copied().unwrap_or_default();
        let mut named = Named::default();
        let zh = self.fill(template.0, &mut named, |pair| &pair.0);
        let en = self.fill(template.1, &mut named, |pair| &pair.1);
        (zh, capitalised(&en))
    }

    fn fill(&mut self, template: &str, named: &mut Named, side: fn(&(String, String)) -> &String) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, after)) = after.split_once('}') else { break };
            let pair = self.thing(place, named);
            out.push_str(side(&pair));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What stands in a place: the same for the same place of one sentence.
    fn thing(&mut self, place: &str, named: &mut Named) -> (String, String) {
        if let Some(known) = named.0.get(place) {
            return known.clone();
        }
        let kind = place.split_once(':').map_or(place, |(kind, _)| kind);
        let dice = &mut self.dice;
        let pair = match kind {
            "count" => self.number(11, 999),
            "thousands" => self.number(1_000, 99_999),
            "millions" => {
                let number = dice.range(10, 9_999) * 10_000;
                let zh = chinese(number);
                let slip = if dice.chance(self.slips) { number * 10 } else { number };
                let en = match slip % 1_000_000 {
                    0 => format!("{} million", slip / 1_000_000),
                    rest if slip > 1_000_000 && rest % 10_000 == 0 => {
                        let hundredths = format!("{:02}", rest / 10_000);
                        format!("{}.{} million", slip / 1_000_000, hundredths.trim_end_matches('0'))
                    }
                    _ => grouped(slip),
                };
                (zh, en)
            }
            "percent" => self.number(2, 98),
            "ordinal" => {
                const ENGLISH: [&str; 8] =
                    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
                let number = dice.range(1, 8);
                (chinese(number), usize::try_from(number).map_or("", |number| ENGLISH[number - 1]).to_owned())
            }
            "year" => {
                let year = u64::try_from(self.year).unwrap_or(1954) - dice.range(1, 9);
                (year.to_string().chars().filter_map(|digit| digit.to_digit(10)).map(digit).collect(), year.to_string())
            }
            "month" => {
                let month = dice.range(1, 12);
                (chinese(month), usize::try_from(month).map_or("", |month| MONTH_NAMES[month - 1]).to_owned())
            }
            "day" => {
                let day = dice.range(4, 19);
                (chinese(day), day.to_string())
            }
            "village" => {
                let (zh, en) = name(dice, 2);
                let kinds = [("村", "Village"), ("乡", "Township"), ("县", "County"), ("镇", "Town")];
                let kind = dice.pick(&kinds).copied().unwrap_or_default();
                (zh + kind.0, format!("{en} {}", kind.1))
            }
            "person" => {
                let ((zh, en), length) = (name(dice, 1), dice.range(1, 2));
                let given = name(dice, length);
                (zh + &given.0, format!("{en} {}", given.1))
            }
            list => {
                let pair = LISTS.get(list).and_then(|list| dice.pick(list)).copied().unwrap_or_default();
                (pair.0.to_owned(), pair.1.to_owned())
            }
        };
        named.0.insert(place.to_owned(), pair.clone());
        pair
    }

    fn number(&mut self, low: u64, high: u64) -> (String, String) {
        let number = self.dice.range(low, high);
        let english = if self.dice.chance(self.slips) { number * 10 } else { number };
        (chinese(number), grouped(english))
    }
}

/// What the places of one sentence hold.
#[derive(Default)]
struct Named(HashMap<String, (String, String)>);

/// A made-up name of so many syllables.
fn name(dice: &mut Dice, syllables: u64) -> (String, String) {
    const SYLLABLES: [Pair; 48] = [
        ("张", "zhang"),
        ("王", "wang"),
        ("李", "li"),
        ("赵", "zhao"),
        ("陈", "chen"),
        ("杨", "yang"),
        ("刘", "liu"),
        ("林", "lin"),
        ("孙", "sun"),
        ("马", "ma"),
        ("高", "gao"),
        ("罗", "luo"),
        ("郑", "zheng"),
        ("梁", "liang"),
        ("宋", "song"),
        ("唐", "tang"),
        ("许", "xu"),
        ("韩", "han"),
        ("冯", "feng"),
        ("曹", "cao"),
        ("彭", "peng"),
        ("潘", "pan"),
        ("董", "dong"),
        ("袁", "yuan"),
        ("蒋", "jiang"),
        ("蔡", "cai"),
        ("贾", "jia"),
        ("丁", "ding"),
        ("魏", "wei"),
        ("薛", "xue"),
        ("叶", "ye"),
        ("阎", "yan"),
        ("余", "yu"),
        ("杜", "du"),
        ("戴", "dai"),
        ("夏", "xia"),
        ("钟", "zhong"),
        ("汪", "wang"),
        ("田", "tian"),
        ("任", "ren"),
        ("姜", "jiang"),
        ("范", "fan"),
        ("方", "fang"),
        ("石", "shi"),
        ("姚", "yao"),
        ("谭", "tan"),
        ("廖", "liao"),
        ("邹", "zou"),
    ];
    let (mut zh, mut en) = (String::new(), String::new());
    for _ in 0..syllables {
        let (character, pinyin) = dice.pick(&SYLLABLES).copied().unwrap_or_default();
        zh.push_str(character);
        en.push_str(pinyin);
    }
    (zh, capitalised(&en))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

fn digit(digit: u32) -> char {
    ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'].get(digit as usize).copied().unwrap_or('〇')
}

/// A number below a hundred million in Chinese: 一万零三十.
fn chinese(number: u64) -> String {
    let mut out = String::new();
    let (myriads, rest) = (number / 10_000, number % 10_000);
    if myriads > 0 {
        below_myriad(myriads, &mut out);
        out.push('万');
        if rest > 0 && rest < 1000 {
            out.push('零');
        }
    }
    if rest > 0 || myriads == 0 {
        below_myriad(rest, &mut out);
    }
    out
}

fn below_myriad(number: u64, out: &mut String) {
    let mut gap = false;
    for (value, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let count = number / value % 10;
        if count == 0 {
            gap = number >= value * 10 || gap;
            continue;
        }
        if gap && number > value * 10 {
            out.push('零');
        }
        gap = false;
        // 十二, but 一百一十二.
        if !(value == 10 && number < 20) {
            out.push(digit(u32::try_from(count).unwrap_or(0)));
        }
        out.push_str(unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (number, text) in [
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (105, "一百零五"),
            (112, "一百一十二"),
            (1_001, "一千零一"),
            (1_010, "一千零一十"),
            (10_030, "一万零三十"),
            (4_190_000, "四百一十九万"),
            (99_990_000, "九千九百九十九万"),
        ] {
            assert_eq!(chinese(number), text);
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_article() {
        assert_eq!(article(1, 7, 0.01), article(1, 7, 0.01));
        assert_ne!(article(1, 7, 0.01).1, article(1, 8, 0.01).1);
        assert_ne!(article(1, 7, 0.01).1, article(2, 7, 0.01).1);
        for number in 0..200 {
            let (_, text) = article(3, number, 0.0);
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}
