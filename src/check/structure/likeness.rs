//! How much of a short passage the other side says, by the lexicon and the readings of names.

use crate::align::links;
use crate::source::{Span, is_han};

/// The part of the Chinese characters of `zh` whose words have a counterpart in `en`, 0…1: over half for most translations,
/// hardly anything for another text. Time is that of reading both.
pub(super) fn covered(zh: &str, en: &str) -> f64 {
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let mut told = 0;
    let mut end = 0;
    for link in links(zh, en, Span::new(0, zh.len())) {
        // Links come in the order of the Chinese words, several for some.
        told += han(zh.get(link.zh.start.max(end)..link.zh.end).unwrap_or_default());
        end = end.max(link.zh.end);
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of letters")]
    let share = told as f64 / han(zh).max(1) as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_covers_its_source_and_another_text_does_not() {
        assert!(covered("医疗队到工地治病", "Medical teams treat patients at the construction site") > 0.5);
        assert!(covered("医疗队到工地治病", "Old peasants pass on their experience") < 0.2);
        assert!(covered("", "").abs() < f64::EPSILON);
    }
}
