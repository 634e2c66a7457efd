//! Pinyin: how Chinese characters are read, for names that English spells by their sound.

use std::sync::LazyLock;

use super::script::simplified;

/// The readings of all characters.
struct Readings {
    /// By code point: one more than the place in `texts`, 0 for none. No character of the table lies beyond the first plane.
    places: Box<[u16]>,
    /// Readings without tones, the most frequent first, parted by spaces.
    texts: Vec<&'static str>,
}

/// From `data/lexicon/pinyin.tsv`.
static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let lines = include_str!("../../data/lexicon/pinyin.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut readings = Readings { places: vec![0; 1 << 16].into(), texts: Vec::new() };
    for (character, text) in lines.filter_map(|line| line.split_once('\t')) {
        let code = character.chars().next().map_or(0, u32::from);
        if let Some(place) = readings.places.get_mut(code as usize) {
            readings.texts.push(text);
            *place = u16::try_from(readings.texts.len()).expect("there are fewer characters");
        }
    }
    readings
});

/// All syllables, [`packed`], in order.
static SYLLABLES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut syllables: Vec<u64> = READINGS.texts.iter().flat_map(|text| text.split(' ')).filter_map(packed).collect();
    syllables.sort_unstable();
    syllables.dedup();
    syllables
});

/// A word of at most eight letters as a number.
fn packed(letters: &str) -> Option<u64> {
    (letters.len() <= 8).then(|| letters.bytes().fold(0, |number, letter| number << 8 | u64::from(letter)))
}

/// The readings of a Chinese character in pinyin without tones, ü written `v`, the most frequent first; none where the
/// table has none. The table, 13,000 rows, is read at the first call.
pub fn readings(c: char) -> impl Iterator<Item = &'static str> {
    let readings = &*READINGS;
    let place = readings.places.get(u32::from(simplified(c)) as usize).copied().unwrap_or(0);
    let text = usize::from(place).checked_sub(1).and_then(|at| readings.texts.get(at));
    text.copied().unwrap_or_default().split(' ').filter(|reading| !reading.is_empty())
}

/// Whether `letters`, in lower case, are a syllable of pinyin.
pub fn is_syllable(letters: &str) -> bool {
    packed(letters).is_some_and(|letters| SYLLABLES.binary_search(&letters).is_ok())
}

/// The pinyin syllables that a syllable of Wade–Giles may stand for, apostrophes written or not: `chi` for ji, qi and zhi's
/// neighbours, `hsu` for xu.
pub fn from_wade_giles(syllable: &str) -> Vec<String> {
    const INITIALS: &[(&str, &[&str])] = &[
        ("ts", &["z", "c"]),
        ("tz", &["z", "c"]),
        ("ch", &["zh", "ch", "j", "q"]),
        ("hs", &["x"]),
        ("sh", &["sh"]),
        ("ss", &["s"]),
        ("p", &["b", "p"]),
        ("t", &["d", "t"]),
        ("k", &["g", "k"]),
        ("j", &["r"]),
    ];
    const FINALS: &[(&str, &str)] = &[
        ("ieh", "ie"),
        ("ien", "ian"),
        ("ung", "ong"),
        ("ih", "i"),
        ("eh", "e"),
        ("uei", "ui"),
        ("ueh", "ue"),
        ("zu", "i"),
        ("o", "uo"),
        ("o", "e"),
        ("erh", "er"),
    ];
    let plain = syllable.replace(['\'', '’'], "");
    let (rest, initials) = INITIALS
        .iter()
        .find_map(|(initial, pinyin)| plain.strip_prefix(initial).map(|rest| (rest, *pinyin)))
        .unwrap_or((plain.as_str(), &[""]));
    let mut finals = vec![rest.to_owned()];
    for (wade, pinyin) in FINALS {
        if let Some(head) = rest.strip_suffix(wade) {
            finals.push(format!("{head}{pinyin}"));
        }
    }
    let all = initials.iter().flat_map(|initial| finals.iter().map(move |rest| format!("{initial}{rest}")));
    all.filter(|syllable| is_syllable(syllable)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_their_readings() {
        assert!(readings('淑').any(|reading| reading == "shu"));
        assert!(readings('劉').any(|reading| reading == "liu"));
        assert_eq!(readings('a').count(), 0);
        assert!(is_syllable("zhuang") && !is_syllable("tse"));
    }

    #[test]
    fn wade_giles_is_read_as_pinyin() {
        let has = |wade: &str, pinyin: &str| from_wade_giles(wade).iter().any(|one| one == pinyin);
        assert!(has("hsien", "xian") && has("chi", "qi") && has("tung", "dong") && has("chou", "zhou"));
        assert!(has("t'ien", "tian") && has("jen", "ren") && has("kuo", "guo") && has("lo", "luo"));
        assert!(!has("ming", "min"));
    }
}
