//! What does it cost only to load the dictionary of Chinese words? The measure beside which the time of a whole run of
//! `duizhao check` on one article is put.
//!
//! `cargo build --release --example load_jieba`, then time the program.

fn main() {
    let words = duizhao::text::Words::new();
    println!("{} words", words.zh("全区手工业从业人员约有三百万人").len());
}
