//! How do I check one pair of sentences?
//!
//! `cargo run --example check_pair`

use duizhao::check::{self, Ui};
use duizhao::pipeline;

fn main() {
    let (zh, en) = ("全区供应农具四百一十九万件。", "The region supplied 41.9 million farm tools.");
    let pair = pipeline::check_pairs(&[(zh, en)], None);
    for finding in &pair.review.findings {
        let message = check::message(finding, &pair.zh_text, &pair.en_text, Ui::En);
        println!("{}[{}]: {}", finding.severity.name(), finding.rule.name, message.text);
    }
}
