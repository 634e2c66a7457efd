//! How long the sides are, and how long a translation should be.

use std::cell::OnceCell;
use std::ops::Range;

use super::super::Bitext;
use crate::align::SideText;
use crate::source::{Lang, is_han};

/// Letters on both sides by segment, and how many English ones the document has for a Chinese one; counted when they are
/// first asked for.
pub(super) struct Measure<'a> {
    bitext: &'a Bitext<'a>,
    counted: OnceCell<Counted>,
}

struct Counted {
    zh: Vec<usize>,
    en: Vec<usize>,
    rate: f64,
}

/// English letters for a Chinese character where a document is too short to tell (news and archive texts lie between 2.7
/// and 3.6).
pub(super) const USUAL_RATE: f64 = 3.1;

/// The usual rate counts as so many sentences, that a short document does not measure itself by its faults.
const PRIOR: usize = 4;

impl Counted {
    fn new(bitext: &Bitext<'_>) -> Self {
        let zh = lengths(&bitext.zh, Lang::Zh);
        let en = lengths(&bitext.en, Lang::En);
        let mut rates: Vec<f64> = Vec::new();
        for bead in bitext.alignment.beads.iter().filter(|bead| bead.is_match()) {
            let (zh, en) = (sum(&zh, &bead.zh), sum(&en, &bead.en));
            if zh >= 12 {
                rates.push(ratio(en, zh));
            }
        }
        rates.sort_by(f64::total_cmp);
        let middle = rates.get(rates.len() / 2).copied().unwrap_or(USUAL_RATE);
        #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
        let share = rates.len() as f64 / (rates.len() + PRIOR) as f64;
        Self { zh, en, rate: middle * share + USUAL_RATE * (1.0 - share) }
    }
}

impl<'a> Measure<'a> {
    pub(super) fn new(bitext: &'a Bitext<'a>) -> Self {
        Self { bitext, counted: OnceCell::new() }
    }

    fn counted(&self) -> &Counted {
        self.counted.get_or_init(|| Counted::new(self.bitext))
    }

    /// Chinese characters, Latin letters and digits of some segments.
    pub(super) fn zh(&self, range: &Range<usize>) -> usize {
        sum(&self.counted().zh, range)
    }

    /// Letters and digits of some segments.
    pub(super) fn en(&self, range: &Range<usize>) -> usize {
        sum(&self.counted().en, range)
    }

    /// How much of the English that `zh` characters should have is there in `en` letters: about 1 for a translation.
    pub(super) fn share(&self, zh: usize, en: usize) -> f64 {
        ratio(en, zh.max(1)) / self.counted().rate
    }
}

fn lengths(side: &SideText<'_>, lang: Lang) -> Vec<usize> {
    let letters = |text: &str| match lang {
        Lang::Zh => text.chars().filter(|c| is_han(*c) || c.is_ascii_alphanumeric()).count(),
        Lang::En if text.is_ascii() => text.bytes().filter(u8::is_ascii_alphanumeric).count(),
        Lang::En => text.chars().filter(|c| c.is_alphanumeric()).count(),
    };
    side.segments.iter().map(|segment| letters(segment.span.of(side.text))).collect()
}

fn sum(lengths: &[usize], range: &Range<usize>) -> usize {
    lengths.get(range.clone()).unwrap_or_default().iter().sum()
}

#[expect(clippy::cast_precision_loss, reason = "a measure of length")]
fn ratio(en: usize, zh: usize) -> f64 {
    en as f64 / zh as f64
}
