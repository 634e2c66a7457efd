//! How fast is each station of the walk, on the article in `corpus/`?
//!
//! `cargo bench` prints time and bytes a second. Machines are noisy: compare stations of one run, not runs.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use duizhao::check::{self, Bitext};
use duizhao::pipeline::{self, Parsed, Session};
use duizhao::source::Lang;

const ARTICLE: &str = include_str!("../corpus/1954-06-30_south-central-handicraft-conference.md");

fn stations(criterion: &mut Criterion) {
    let document = pipeline::parse(ARTICLE).expect("the sample is an article");
    let parsed = Parsed { text: ARTICLE, document: &document };
    let session = Session::new();
    let aligned = session.align(parsed, parsed);
    let bitext = Bitext {
        zh: aligned.zh.of(ARTICLE),
        en: aligned.en.of(ARTICLE),
        alignment: &aligned.alignment,
        date: document.date,
    };
    let bytes = |lang| document.blocks_of(lang).map(|block| block.span.len() as u64).sum::<u64>();
    let (zh, en) = (bytes(Lang::Zh), bytes(Lang::En));

    let mut group = criterion.benchmark_group("walk");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("parse", |bench| bench.iter(|| pipeline::parse(black_box(ARTICLE))));
    group.bench_function("segment", |bench| {
        bench.iter(|| [Lang::Zh, Lang::En].map(|lang| pipeline::segments(black_box(parsed), lang)));
    });
    group.throughput(Throughput::Bytes(zh));
    group.bench_function("facts, Chinese", |bench| {
        bench.iter(|| pipeline::facts(black_box(parsed), Lang::Zh, document.date));
    });
    group.throughput(Throughput::Bytes(en));
    group.bench_function("facts, English", |bench| {
        bench.iter(|| pipeline::facts(black_box(parsed), Lang::En, document.date));
    });
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("align", |bench| bench.iter(|| session.aligner().align(&bitext.zh, &bitext.en)));
    group.bench_function("check", |bench| bench.iter(|| check::check(black_box(&bitext))));
    group.bench_function("the whole walk", |bench| {
        bench.iter(|| {
            let document = pipeline::parse(black_box(ARTICLE)).expect("the sample is an article");
            let parsed = Parsed { text: ARTICLE, document: &document };
            session.check(parsed, parsed)
        });
    });
    group.finish();
}

criterion_group!(benches, stations);
criterion_main!(benches);
