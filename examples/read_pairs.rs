//! Which pairs does a file hold? Reads TSV, JSON Lines, TMX, XLIFF or PO and writes the pairs as JSON Lines.
//!
//! `cargo run --example read_pairs -- memory.tmx`

use std::{env, fs};

use duizhao::formats::{jsonl, pairs};
use duizhao::source::SourceText;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in env::args().skip(1) {
        let source = SourceText::decode(path.clone(), &fs::read(&path)?)?;
        let pairs = pairs::read(&path, source.text())?;
        let mut out = String::new();
        for unit in &pairs.units {
            let row = jsonl::Row { id: unit.id.as_deref(), doc: unit.doc.as_deref(), zh: &unit.zh, en: &unit.en };
            jsonl::write_row(&mut out, &row, None);
        }
        print!("{out}");
        for problem in &pairs.problems {
            eprintln!("{path}: {problem}");
        }
        for notice in &pairs.notices {
            eprintln!("{path}: {notice}");
        }
    }
    Ok(())
}
