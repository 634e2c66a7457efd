//! How are the weights of the aligner fitted, and how well do they carry over to other sources?
//!
//! ```text
//! cargo run --release --example fit_alignment -- [--cross] [--from FILE] [--rounds 2] [--penalty 1.4] [--out FILE] SOURCE…
//! ```
//!
//! A SOURCE is `beads:DIR` or `blocks:DIR`: a folder of `NAME.zh` and `NAME.en`, a sentence a line, and `NAME.gold` in
//! the format of Vecalign; in the second kind gold is known at block borders only. With `--cross` each source in turn
//! (each document of a `beads` source) is scored with weights that were fitted without it. The fit begins with the weights in
//! use, or those in a file; with no rounds these are scored as they are.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use duizhao::align::fit::{self, Gold, Parameters, Sample};
use duizhao::align::{Aligner, SideText};
use duizhao::bitext::{Alignment, Bead, BlockKind, Segment};
use duizhao::facts::{self, Context, Fact};
use duizhao::source::{Lang, Span};

#[derive(Clone)]
struct Lines {
    text: String,
    segments: Vec<Segment>,
    facts: Vec<Fact>,
}

impl Lines {
    fn read(path: &Path, lang: Lang) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self::new(text.lines().map(str::trim).filter(|line| !line.is_empty()), lang)
    }

    fn new<'a>(lines: impl Iterator<Item = &'a str>, lang: Lang) -> Self {
        let (mut text, mut segments, mut facts) = (String::new(), Vec::new(), Vec::new());
        for line in lines {
            let start = text.len();
            text.push_str(line);
            segments.push(Segment { span: Span::new(start, text.len()), block: 0, kind: BlockKind::Paragraph });
            let reading = facts::read(line, lang, Context::default());
            facts.extend(reading.facts.into_iter().map(|fact| fact.shifted(start)));
            text.push('\n');
        }
        Self { text, segments, facts }
    }

    /// The same text without the lines for which `gone` holds.
    fn without(&self, gone: &[bool], lang: Lang) -> Self {
        let kept = self.segments.iter().zip(gone).filter(|(_, gone)| !**gone);
        Self::new(kept.map(|(segment, _)| segment.span.of(&self.text)), lang)
    }

    fn side(&self) -> SideText<'_> {
        SideText { text: &self.text, segments: &self.segments, facts: &self.facts }
    }
}

struct Document {
    name: String,
    /// Documents of one group are held out together.
    group: String,
    source: String,
    zh: Lines,
    en: Lines,
    gold: Alignment,
    kind: Gold,
}

fn read_source(argument: &str) -> Vec<Document> {
    let (kind, folder) = argument.split_once(':').expect("a source is beads:DIR or blocks:DIR");
    let kind = if kind == "beads" { Gold::Beads } else { Gold::Blocks };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "gold"))
        .collect();
    paths.sort();
    let source = Path::new(folder).file_name().expect("a folder has a name").to_string_lossy().into_owned();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().expect("a file has a name").to_string_lossy();
            Document {
                name: path.display().to_string(),
                group: if kind == Gold::Beads { format!("{source}/{name}") } else { source.clone() },
                source: source.clone(),
                zh: Lines::read(&path.with_extension("zh"), Lang::Zh),
                en: Lines::read(&path.with_extension("en"), Lang::En),
                gold: read_gold(path),
                kind,
            }
        })
        .collect()
}

/// A fixed series of numbers that looks random.
struct Series(u64);

impl Series {
    /// Whether a thing that happens once in `every` times happens.
    fn once_in(&mut self, every: u64) -> bool {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(every)
    }
}

/// The sides with paragraphs laid over them, since texts aligned by hand come without: after one bead in four both sides
/// begin one, but for those that a translator joins, adds, or sets elsewhere. The first bead is a headline.
fn laid_out(document: &Document, seed: u64) -> (Lines, Lines) {
    let mut series = Series(seed);
    let (mut zh, mut en) = (document.zh.clone(), document.en.clone());
    let (mut zh_block, mut en_block) = (0, 0);
    for (at, bead) in document.gold.beads.iter().enumerate() {
        let (both, one, inner) = (series.once_in(4) || at == 1, series.once_in(8), series.once_in(40));
        zh_block += usize::from(both && !(one && at % 2 == 0) || one && at % 7 == 0);
        en_block += usize::from(both && !(one && at % 2 == 1) || one && at % 7 == 3);
        let kind = if at == 0 && bead.is_match() { BlockKind::Headline } else { BlockKind::Paragraph };
        for (place, segment) in zh.segments[bead.zh.clone()].iter_mut().enumerate() {
            zh_block += usize::from(inner && place == 1);
            (segment.block, segment.kind) = (zh_block, kind);
        }
        for (place, segment) in en.segments[bead.en.clone()].iter_mut().enumerate() {
            en_block += usize::from(inner && place == 1);
            (segment.block, segment.kind) = (en_block, kind);
        }
    }
    (zh, en)
}

/// The document with one sentence in `every` left out on one side, by a fixed series of numbers.
fn thinned(document: &Document, lang: Lang, every: u64, seed: u64) -> Document {
    let mut series = Series(seed);
    let mut pick = |count: usize| -> Vec<bool> { (0..count).map(|_| series.once_in(every)).collect() };
    let (zh, en) = (&document.zh, &document.en);
    let (mut zh_gone, mut en_gone) = (vec![false; zh.segments.len()], vec![false; en.segments.len()]);
    match lang {
        Lang::Zh => zh_gone = pick(zh_gone.len()),
        Lang::En => en_gone = pick(en_gone.len()),
    }
    let kept =
        |gone: &[bool], range: &std::ops::Range<usize>| gone[range.clone()].iter().filter(|gone| !**gone).count();
    let (mut beads, mut next_zh, mut next_en) = (Vec::new(), 0, 0);
    for bead in &document.gold.beads {
        let (zh_end, en_end) = (next_zh + kept(&zh_gone, &bead.zh), next_en + kept(&en_gone, &bead.en));
        if zh_end == next_zh || en_end == next_en {
            beads.extend((next_zh..zh_end).map(|at| Bead { zh: at..at + 1, en: next_en..next_en, probability: 1.0 }));
            beads.extend((next_en..en_end).map(|at| Bead { zh: zh_end..zh_end, en: at..at + 1, probability: 1.0 }));
        } else {
            beads.push(Bead { zh: next_zh..zh_end, en: next_en..en_end, probability: 1.0 });
        }
        (next_zh, next_en) = (zh_end, en_end);
    }
    Document {
        name: format!("{} thinned", document.name),
        group: document.group.clone(),
        source: format!("{}-thinned", document.source),
        zh: zh.without(&zh_gone, Lang::Zh),
        en: en.without(&en_gone, Lang::En),
        gold: beads.into(),
        kind: document.kind,
    }
}

/// Reads `[0, 1]:[0]` lines. Beads that cross, or leave out a segment, are joined with their neighbours until they do not.
fn read_gold(path: &Path) -> Alignment {
    let text = fs::read_to_string(path).expect("gold can be read");
    let mut beads: Vec<Bead> = Vec::new();
    let (mut next_zh, mut next_en) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut sides = line.split(':').map(|side| {
            side.trim_matches(['[', ']']).split(',').filter_map(|at| at.trim().parse().ok()).collect::<Vec<usize>>()
        });
        let (zh, en) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        let range = |list: &[usize], next: usize| match list {
            [] => next..next,
            [first, ..] => *first..list.iter().max().map_or(next, |last| last + 1),
        };
        let mut bead = Bead { zh: range(&zh, next_zh), en: range(&en, next_en), probability: 1.0 };
        while let Some(last) = beads.pop_if(|last| last.zh.end > bead.zh.start || last.en.end > bead.en.start) {
            bead.zh = last.zh.start.min(bead.zh.start)..last.zh.end.max(bead.zh.end);
            bead.en = last.en.start.min(bead.en.start)..last.en.end.max(bead.en.end);
        }
        let (zh_before, en_before) = beads.last().map_or((0, 0), |last| (last.zh.end, last.en.end));
        (bead.zh.start, bead.en.start) = (bead.zh.start.min(zh_before), bead.en.start.min(en_before));
        (next_zh, next_en) = (bead.zh.end, bead.en.end);
        beads.push(bead);
    }
    beads.into()
}

/// Fits weights to the samples: gradient ascent with a step for each weight (Adam), the same every time.
fn fit(samples: &mut [(f64, Sample)], mut parameters: Parameters, penalty: f64) -> Parameters {
    const STEPS: u32 = 300;
    let (mut mean, mut square) = (vec![0.0; parameters.len()], vec![0.0; parameters.len()]);
    for step in 1..=STEPS {
        let mut slope: Vec<f64> = parameters.iter().map(|weight| -penalty * weight).collect();
        let mut total = 0.0;
        for (share, sample) in samples.iter_mut() {
            total += sample.gradient(&parameters, *share, &mut slope).unwrap_or(0.0);
        }
        let rate = 0.08 * (1.0 - f64::from(step) / f64::from(STEPS + 1)).max(0.02);
        for at in (0..parameters.len()).filter(|&at| fit::is_fitted(at)) {
            mean[at] = 0.9 * mean[at] + 0.1 * slope[at];
            square[at] = 0.99 * square[at] + 0.01 * slope[at] * slope[at];
            let step = i32::try_from(step).expect("few steps");
            let (mean, square) = (mean[at] / (1.0 - 0.9_f64.powi(step)), square[at] / (1.0 - 0.99_f64.powi(step)));
            parameters[at] += rate * mean / (square.sqrt() + 1e-8);
        }
        if step == STEPS {
            eprintln!("  log-likelihood {total:.1}");
        }
    }
    parameters
}

/// Fits in rounds, since the evidence of the last pass depends on the passes before.
fn fit_documents(documents: &[&Document], mut parameters: Parameters, rounds: usize, penalty: f64) -> Parameters {
    for _ in 0..rounds {
        let aligner = fit::aligner(&parameters);
        let mut samples: Vec<(f64, Sample)> = (0..)
            .zip(documents)
            .map(|(at, document)| {
                let (zh, en) = if at % 2 == 1 || document.source.ends_with("-thinned") {
                    laid_out(document, at)
                } else {
                    (document.zh.clone(), document.en.clone())
                };
                let sample = Sample::new(&aligner, &zh.side(), &en.side(), &document.gold, document.kind);
                // There are more news than novels.
                (if document.kind == Gold::Beads { 3.0 } else { 1.0 }, sample)
            })
            .collect();
        for (document, sample) in documents.iter().zip(&mut samples) {
            if sample.1.gradient(&parameters, 1.0, &mut vec![0.0; parameters.len()]).is_none() {
                eprintln!("  {}: the gold is no path of known shapes", document.name);
            }
        }
        parameters = fit(&mut samples, parameters, penalty);
    }
    parameters
}

#[derive(Default, Clone, Copy)]
struct Counts {
    made: usize,
    made_hit: usize,
    gold: usize,
    gold_hit: usize,
}

impl Counts {
    fn f1(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of beads")]
        let share = |hit: usize, all: usize| hit as f64 / all.max(1) as f64;
        let (precision, recall) = (share(self.made_hit, self.made), share(self.gold_hit, self.gold));
        2.0 * precision * recall / (precision + recall).max(1e-9)
    }

    fn add(&mut self, other: Self) {
        self.made += other.made;
        self.made_hit += other.made_hit;
        self.gold += other.gold;
        self.gold_hit += other.gold_hit;
    }
}

/// Strict counts; with gold blocks, beads inside one block are joined first.
fn score(document: &Document, aligner: &Aligner, curve: &mut [(f64, usize, usize); 10]) -> Counts {
    let made = aligner.align(&document.zh.side(), &document.en.side());
    let key = |bead: &Bead| (bead.zh.start, bead.zh.end, bead.en.start, bead.en.end);
    let gold: std::collections::BTreeSet<_> = document.gold.beads.iter().map(key).collect();
    let mut joined: Vec<Bead> = Vec::new();
    for bead in made.beads {
        let block = |bead: &Bead| {
            document.gold.beads.iter().position(|block| {
                block.zh.start <= bead.zh.start
                    && bead.zh.end <= block.zh.end
                    && block.en.start <= bead.en.start
                    && bead.en.end <= block.en.end
            })
        };
        match joined.last_mut() {
            Some(last)
                if document.kind == Gold::Blocks
                    && last.is_match()
                    && bead.is_match()
                    && block(last).is_some()
                    && block(last) == block(&bead) =>
            {
                (last.zh.end, last.en.end) = (bead.zh.end, bead.en.end);
                last.probability = last.probability.min(bead.probability);
            }
            _ => joined.push(bead),
        }
    }
    let hit = |bead: &Bead| gold.contains(&key(bead));
    for bead in &joined {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a decile")]
        let decile = ((bead.probability * 10.0) as usize).min(9);
        curve[decile].0 += bead.probability;
        curve[decile].1 += 1;
        curve[decile].2 += usize::from(hit(bead));
    }
    let made_keys: std::collections::BTreeSet<_> = joined.iter().map(key).collect();
    let filled: Vec<_> = document.gold.beads.iter().filter(|bead| bead.is_match()).collect();
    Counts {
        made: joined.len(),
        made_hit: joined.iter().filter(|bead| hit(bead)).count(),
        gold: filled.len(),
        gold_hit: filled.iter().filter(|bead| made_keys.contains(&key(bead))).count(),
    }
}

fn report<'a>(documents: impl Iterator<Item = (&'a Document, &'a Aligner)>) {
    let mut by_source: Vec<(String, Counts)> = Vec::new();
    let mut curve = [(0.0, 0, 0); 10];
    for (document, aligner) in documents {
        let counts = score(document, aligner, &mut curve);
        match by_source.iter_mut().find(|(source, _)| *source == document.source) {
            Some((_, sum)) => sum.add(counts),
            None => by_source.push((document.source.clone(), counts)),
        }
    }
    for (source, counts) in by_source {
        println!(
            "{source}: strict F1 {:.4} ({}/{} made, {}/{} gold)",
            counts.f1(),
            counts.made_hit,
            counts.made,
            counts.gold_hit,
            counts.gold
        );
    }
    println!("said\tright\tbeads");
    for (said, beads, right) in curve.into_iter().filter(|bin| bin.1 > 0) {
        #[expect(clippy::cast_precision_loss, reason = "counts of beads")]
        let share = |sum: f64| sum / beads as f64;
        println!("{:.3}\t{:.3}\t{beads}", share(said), share(f64::from(u32::try_from(right).unwrap_or(0))));
    }
}

fn main() -> ExitCode {
    let (mut cross, mut out, mut rounds, mut penalty, mut documents) = (false, None, 2, 1.4, Vec::new());
    let mut start = fit::fitted();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--cross" => cross = true,
            "--out" => out = arguments.next(),
            "--from" => {
                let path = arguments.next().expect("--from needs a file");
                start = fit::parameters(&fs::read_to_string(path).expect("the weights can be read"));
            }
            "--rounds" => rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(rounds),
            "--penalty" => penalty = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(penalty),
            source => documents.extend(read_source(source)),
        }
    }
    if documents.is_empty() {
        eprintln!(
            "usage: fit_alignment [--cross] [--from FILE] [--rounds 2] [--penalty 1.4] [--out FILE] beads:DIR|blocks:DIR…"
        );
        return ExitCode::from(2);
    }
    // Novels with gaps, so that what is learned of gaps is not learned from news alone.
    let thin = |(at, document): (u64, &Document)| {
        thinned(document, if at % 2 == 0 { Lang::Zh } else { Lang::En }, 8 + 4 * (at % 3), at)
    };
    let novels = documents.iter().filter(|document| document.kind == Gold::Beads);
    let thinned: Vec<_> = (1..).zip(novels).map(thin).collect();
    documents.extend(thinned);
    if cross {
        let mut groups: Vec<&str> = documents.iter().map(|document| document.group.as_str()).collect();
        groups.sort_unstable();
        groups.dedup();
        let aligners: Vec<(&str, Aligner)> = groups
            .iter()
            .map(|&group| {
                // Noisy texts are made of the clean ones: they are held out with them.
                let stem = |group: &str| group.trim_end_matches("-noisy").to_owned();
                let rest: Vec<_> = documents.iter().filter(|document| stem(&document.group) != stem(group)).collect();
                (group, fit::aligner(&fit_documents(&rest, start.clone(), rounds, penalty)))
            })
            .collect();
        let held_out = |document: &Document| {
            aligners.iter().find(|(group, _)| *group == document.group).map(|(_, aligner)| aligner)
        };
        println!("held out:");
        report(documents.iter().filter_map(|document| Some((document, held_out(document)?))));
    }
    let parameters = fit_documents(&documents.iter().collect::<Vec<_>>(), start, rounds, penalty);
    let aligner = fit::aligner(&parameters);
    println!("fitted on all:");
    report(documents.iter().map(|document| (document, &aligner)));
    if let Some(out) = out {
        let mut table = String::from("# Weights of the evidence, in nats; see README.md beside this file.\n");
        for (name, weight) in fit::names().iter().zip(&parameters) {
            let _ = writeln!(table, "{name}\t{weight:.4}");
        }
        fs::write(out, table).expect("the weights can be written");
    }
    ExitCode::SUCCESS
}
