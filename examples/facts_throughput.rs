//! How fast are facts read? Megabytes a second of one thread, both languages: on plain news, with a number in every other
//! sentence, on the sides of the article in `corpus/`, which is crowded with figures, or on the files given as `zh FILE` or
//! `en FILE`; beside them a bare scan of the bytes as the limit, the `text2num` crate on the English text, and
//! `chinese-number` on whole numerals, which is all it reads.
//!
//! `cargo run --release --example facts_throughput [zh|en FILE]…`

use std::fs;
use std::hint::black_box;
use std::path::Path;

use chinese_number::{ChineseCountMethod, ChineseToNumber};
use cpu_time::ThreadTime;
use duizhao::facts::{self, Context};
use duizhao::source::Lang;
use text2num::{Language, replace_numbers_in_text};

/// Bytes each measurement runs over at least.
const LENGTH: usize = 8 << 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let texts = if arguments.is_empty() { samples()? } else { files(&arguments)? };
    for (name, lang, text) in &texts {
        let text = text.repeat(LENGTH / text.len().max(1) + 1);
        let facts = facts::read(&text, *lang, Context::default()).facts.len();
        println!("{name}, {} MB, {} facts a megabyte", text.len() >> 20, facts / (text.len() >> 20).max(1));
        rate("  bare scan of the bytes", text.len(), || text.bytes().map(u64::from).sum::<u64>());
        rate("  duizhao facts::read", text.len(), || facts::read(&text, *lang, Context::default()));
        if *lang == Lang::En {
            let english = Language::english();
            let part = text.get(..text.len() / 8).unwrap_or(&text);
            rate("  text2num (numbers only)", part.len(), || replace_numbers_in_text(part, &english, 0.0));
        }
    }
    let numeral = "七万四千二百九十四";
    let times = LENGTH / numeral.len();
    rate("chinese-number on one numeral", LENGTH, || {
        (0..times)
            .filter(|_| ChineseToNumber::<u64>::to_number(&black_box(numeral), ChineseCountMethod::TenThousand).is_ok())
            .count()
    });
    rate("duizhao numerals::zh::read on it", LENGTH, || {
        (0..times).filter(|_| duizhao::numerals::zh::read(black_box(numeral), 0).is_ok()).count()
    });
    Ok(())
}

/// Prints the best of five runs, by the time on the processor: other work on the machine counts little then.
#[expect(clippy::cast_precision_loss, reason = "a rate")]
fn rate<T>(what: &str, bytes: usize, run: impl Fn() -> T) {
    let seconds = (0..5).map(|_| {
        let begun = ThreadTime::now();
        black_box(run());
        begun.elapsed().as_secs_f64()
    });
    let best = seconds.fold(f64::INFINITY, f64::min);
    println!("{what:<34} {:8.1} MB/s", bytes as f64 / best / 1e6);
}

/// A text with its name and language.
type Sample = (String, Lang, String);

/// Plain news, and both sides of the article in `corpus/`: the English before the rule, the Chinese behind it.
fn samples() -> Result<Vec<Sample>, Box<dyn std::error::Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(project.join(path));
    let article = read("corpus/1954-06-30_south-central-handicraft-conference.md")?;
    let (en, zh) = article.split_once("<hr />").ok_or("the article has no second side")?;
    Ok(vec![
        ("Chinese news".to_owned(), Lang::Zh, read("benches/texts/news.zh.txt")?),
        ("English news".to_owned(), Lang::En, read("benches/texts/news.en.txt")?),
        ("Chinese article crowded with figures".to_owned(), Lang::Zh, zh.to_owned()),
        ("English article crowded with figures".to_owned(), Lang::En, en.to_owned()),
    ])
}

fn files(arguments: &[String]) -> Result<Vec<Sample>, Box<dyn std::error::Error>> {
    arguments
        .chunks(2)
        .map(|pair| match pair {
            [lang, path] => {
                let lang = if lang == "zh" { Lang::Zh } else { Lang::En };
                Ok((path.clone(), lang, fs::read_to_string(path)?))
            }
            _ => Err("give pairs of zh or en and a file".into()),
        })
        .collect()
}
