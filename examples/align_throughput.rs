//! How fast are sentences aligned, and do time and memory stay linear? Sentences of both sides a second of one thread, for
//! bitexts of growing length, and how many of the beads are right.
//!
//! The texts are made of the words of the lexicon, each as often as it is in Chinese: most words of a sentence come with one
//! of their glosses in about the same order, some with another word, and sentences are split, joined and left out. So
//! right and wrong beads are as hard to tell as in a plain translation, and no text comes twice.
//!
//! ```text
//! cargo run --release --example align_throughput -- [--write DIR] [SENTENCES…]
//! ```
//!
//! `--write` puts the texts into `DIR/SENTENCES.zh`, `.en` and `.gold` (in the format of Vecalign) as well.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cpu_time::ThreadTime;
use duizhao::align::Aligner;
use duizhao::bitext::Alignment;
use duizhao::pipeline;
use duizhao::source::Lang;

fn main() {
    let mut arguments = env::args().skip(1);
    let (mut folder, mut lengths) = (None::<PathBuf>, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => folder = arguments.next().map(PathBuf::from),
            length => lengths.push(length.parse().expect("a number of sentences")),
        }
    }
    if lengths.is_empty() {
        lengths = vec![1_000, 10_000, 100_000];
    }
    let words = Words::load();
    let aligner = Aligner::new();
    // The first text pays for what is loaded on first need.
    measure(&aligner, &[words.bitext(50, 1)]);
    println!("documents  sentences  read/s  aligned/s  seconds  strict F1  peak memory");
    let twenty: Vec<Bitext> = (0..20).map(|seed| words.bitext(50, seed)).collect();
    row(&aligner, &twenty);
    for length in lengths {
        let bitext = words.bitext(length, 7);
        if let Some(folder) = &folder {
            bitext.write(folder, &length.to_string());
        }
        row(&aligner, &[bitext]);
    }
}

/// A Chinese text and an English one, a sentence a line, and which sentences belong together.
struct Bitext {
    zh: String,
    en: String,
    /// Numbers of sentences of either side in each bead.
    gold: Vec<(usize, usize)>,
}

impl Bitext {
    fn write(&self, folder: &Path, name: &str) {
        fs::create_dir_all(folder).expect("the folder can be made");
        let (mut gold, mut zh, mut en) = (String::new(), 0, 0);
        for bead in &self.gold {
            let list =
                |from: usize, count| (from..from + count).map(|at| at.to_string()).collect::<Vec<_>>().join(", ");
            let _ = writeln!(gold, "[{}]:[{}]", list(zh, bead.0), list(en, bead.1));
            (zh, en) = (zh + bead.0, en + bead.1);
        }
        for (extension, text) in [("zh", &self.zh), ("en", &self.en), ("gold", &gold)] {
            let path = folder.join(name).with_extension(extension);
            fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }

    /// Beads made, beads that are right, and right beads in all; those with an empty side left out.
    fn score(&self, alignment: &Alignment) -> (usize, usize, usize) {
        let (mut gold, mut zh, mut en) = (BTreeSet::new(), 0, 0);
        for bead in &self.gold {
            if bead.0 > 0 && bead.1 > 0 {
                gold.insert((zh, zh + bead.0, en, en + bead.1));
            }
            (zh, en) = (zh + bead.0, en + bead.1);
        }
        let beads = alignment.beads.iter().filter(|bead| bead.is_match());
        let made: Vec<_> = beads.map(|bead| (bead.zh.start, bead.zh.end, bead.en.start, bead.en.end)).collect();
        (made.len(), made.iter().filter(|bead| gold.contains(bead)).count(), gold.len())
    }
}

/// Sentences, seconds for reading and for aligning, and the sums of [`Bitext::score`].
fn measure(aligner: &Aligner, bitexts: &[Bitext]) -> (usize, f64, f64, (usize, usize, usize)) {
    let (mut sentences, mut reading, mut aligning, mut score) = (0, 0.0, 0.0, (0, 0, 0));
    for bitext in bitexts {
        let begun = ThreadTime::now();
        let zh = pipeline::presegmented(&bitext.zh, Lang::Zh, None);
        let en = pipeline::presegmented(&bitext.en, Lang::En, None);
        reading += begun.elapsed().as_secs_f64();
        let begun = ThreadTime::now();
        let alignment = aligner.align(&zh.of(&bitext.zh), &en.of(&bitext.en));
        aligning += begun.elapsed().as_secs_f64();
        sentences += zh.segments.len() + en.segments.len();
        let (made, right, gold) = bitext.score(&alignment);
        score = (score.0 + made, score.1 + right, score.2 + gold);
    }
    (sentences, reading, aligning, score)
}

#[expect(clippy::cast_precision_loss, reason = "rates")]
fn row(aligner: &Aligner, bitexts: &[Bitext]) {
    let (sentences, reading, aligning, (made, right, gold)) = measure(aligner, bitexts);
    let f1 = 2.0 * right as f64 / (made + gold) as f64;
    println!(
        "{:>9}  {sentences:>9}  {:>6.0}  {:>9.0}  {:>7.2}  {f1:>9.4}  {}",
        bitexts.len(),
        sentences as f64 / reading,
        sentences as f64 / aligning,
        reading + aligning,
        peak_memory(),
    );
}

/// The most memory that the process has had, where the system tells.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown", str::trim).to_owned()
}

/// A fixed series of numbers that looks random.
struct Series(u64);

impl Series {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = self.0 ^ (self.0 >> 33);
        mixed.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).map_or(0, |number| number % end)
    }

    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

/// The words of the lexicon with their glosses.
struct Words {
    entries: Vec<(&'static str, Vec<&'static str>)>,
    /// Running sums of how often each comes, in ten millions.
    sums: Vec<u64>,
}

impl Words {
    fn load() -> Self {
        let rows = |table: &'static str| table.lines().filter(|line| !line.starts_with('#'));
        let number = |digits: &str| usize::from_str_radix(digits, 36).unwrap_or(0);
        let english: Vec<&str> = rows(include_str!("../data/lexicon/english.tsv"))
            .map(|line| line.split_once('\t').map_or(line, |(word, _)| word))
            .collect();
        let (mut entries, mut sums, mut sum) = (Vec::new(), Vec::new(), 0);
        for line in rows(include_str!("../data/lexicon/words.tsv")) {
            let mut fields = line.split('\t');
            if let (Some(word), Some(cost), Some(glosses)) = (fields.next(), fields.next(), fields.next()) {
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share"
                )]
                let often = (1e7 * (-0.1 * number(cost) as f64).exp()) as u64;
                sum += often.max(1);
                entries.push((word, glosses.split(' ').filter_map(|at| english.get(number(at)).copied()).collect()));
                sums.push(sum);
            }
        }
        Self { entries, sums }
    }

    fn pick(&self, series: &mut Series) -> &(&'static str, Vec<&'static str>) {
        let all = self.sums.last().copied().unwrap_or(1);
        let at = ((series.next() << 20) ^ series.next()) % all;
        &self.entries[self.sums.partition_point(|sum| *sum <= at)]
    }

    /// A bitext of `count` Chinese sentences.
    fn bitext(&self, count: usize, seed: u64) -> Bitext {
        let mut series = Series(seed.wrapping_mul(977) + 1);
        let mut bitext = Bitext { zh: String::new(), en: String::new(), gold: Vec::new() };
        let mut made = 0;
        while made < count {
            let (zh, en) = match series.below(100) {
                0..2 => (1, 0),
                2..4 => (0, 1),
                4..12 => (1, 2),
                12..17 => (2, 1),
                17 => (2, 2),
                18 => (1, 3),
                _ => (1, 1),
            };
            self.bead(zh, en, &mut series, &mut bitext);
            bitext.gold.push((zh, en));
            made += zh;
        }
        bitext
    }

    /// Adds sentences that belong together.
    fn bead(&self, zh: usize, en: usize, series: &mut Series, bitext: &mut Bitext) {
        let count = 5 * zh.max(en) + series.below(8) * zh.max(en).max(2) / 2;
        let (mut chinese, mut english) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let (word, glosses) = self.pick(series);
            chinese.push((*word).to_owned());
            // One word in four is rendered freely.
            let freely = series.percent(25);
            let glosses = if freely { &self.pick(series).1 } else { glosses };
            if series.percent(40) {
                english.push(["the", "of", "and", "a", "to", "in", "was", "it"][series.below(8)].to_owned());
            }
            if !glosses.is_empty() {
                english.push(glosses[series.below(glosses.len())].to_owned());
            }
        }
        if series.percent(12) {
            let number = 10 + series.below(5_000);
            chinese.insert(chinese.len() / 2, number.to_string());
            english.insert(english.len() / 2, number.to_string());
        }
        for at in 1..english.len() {
            if series.percent(20) {
                english.swap(at - 1, at);
            }
        }
        let lay = |words: &[String], sentences: usize, text: &mut String, space: &str, stop: &str| {
            for at in 0..sentences {
                let part = &words[words.len() * at / sentences..words.len() * (at + 1) / sentences];
                let sentence = part.join(space);
                text.extend(sentence.chars().next().map(|first| first.to_ascii_uppercase()));
                text.extend(sentence.chars().skip(1));
                text.push_str(if part.is_empty() { "–" } else { stop });
                text.push('\n');
            }
        };
        lay(&chinese, zh, &mut bitext.zh, "", "。");
        lay(&english, en, &mut bitext.en, " ", ".");
    }
}
