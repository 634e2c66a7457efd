//! Pinyin: how Chinese characters are read, for names that English spells by their sound.

use std::collections::HashMap;
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
    text.copied().unwrap_or_default().split_ascii_whitespace()
}

/// Whether `letters`, in lower case, are a syllable of pinyin.
pub fn is_syllable(letters: &str) -> bool {
    packed(letters).is_some_and(|letters| SYLLABLES.binary_search(&letters).is_ok())
}

/// Whether `word`, in lower case, may be a Chinese name in pinyin: two syllables or more, each of two letters at least.
pub fn is_spelled(word: &str) -> bool {
    /// Letters of the longest syllable.
    const LONGEST: usize = 6;
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    // For each place in the word, whether syllables can end there.
    let mut ends = vec![false; word.len() + 1];
    ends[0] = true;
    for end in 2..=word.len() {
        ends[end] = (end.saturating_sub(LONGEST)..end - 1).any(|start| {
            ends[start] && (start, end) != (0, word.len()) && word.get(start..end).is_some_and(is_syllable)
        });
    }
    ends[word.len()] && word.len() >= 4
}

/// Syllables of Wade–Giles, in lower case and with a plain u for ü, and the pinyin each stands for: `ch'i` for qi; `chi`, with
/// its apostrophe lost, for ji as well as qi. From `data/zh/wade_giles.tsv`.
static WADE_GILES: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/zh/wade_giles.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut table: HashMap<String, Vec<&'static str>> = HashMap::new();
    for (pinyin, spellings) in lines.filter_map(|line| line.split_once('\t')) {
        for spelling in spellings.split(' ') {
            let exact = spelling.replace('ü', "u");
            let plain = exact.replace('\'', "");
            for key in [Some(plain), exact.contains('\'').then_some(exact)].into_iter().flatten() {
                table.entry(key).or_default().push(pinyin);
            }
        }
    }
    table
});

/// The pinyin syllables that `syllable`, in lower case, stands for as one of Wade–Giles; none when it is no such syllable.
/// Apostrophes of any shape may be written or left out.
pub fn from_wade_giles(syllable: &str) -> &'static [&'static str] {
    let find = |key: &str| WADE_GILES.get(key).map_or(&[][..], Vec::as_slice);
    if syllable.is_ascii() {
        return find(syllable);
    }
    find(&syllable.replace(['’', '‘', 'ʻ', 'ʼ', '`'], "'").replace('ü', "u"))
}

/// Whether `word`, letters in lower case, spells all of `chars` by their sound, in pinyin or Wade–Giles.
pub fn spells(word: &str, chars: &[char]) -> bool {
    /// Letters of the longest syllable.
    const LONGEST: usize = 6;
    let Some((first, rest)) = chars.split_first() else { return word.is_empty() };
    (1..=word.len().min(LONGEST)).any(|cut| {
        let (Some(syllable), Some(left)) = (word.get(..cut), word.get(cut..)) else { return false };
        let read = |one: &str| readings(*first).any(|reading| reading == one || reading.replace('v', "u") == one);
        (read(syllable) || from_wade_giles(syllable).iter().any(|one| read(one))) && spells(left, rest)
    })
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
        assert!(is_spelled("dongkou") && is_spelled("shijiazhuang") && !is_spelled("dong") && !is_spelled("moscow"));
    }

    #[test]
    fn wade_giles_is_read_as_pinyin() {
        let has = |wade: &str, pinyin: &str| from_wade_giles(wade).contains(&pinyin);
        assert!(has("hsien", "xian") && has("chi", "qi") && has("tung", "dong") && has("chou", "zhou"));
        assert!(has("t'ien", "tian") && has("jen", "ren") && has("kuo", "guo") && has("lo", "luo"));
        assert!(
            has("tzu", "zi") && has("ssu", "si") && has("yen", "yan") && has("hsüeh", "xue") && has("yung", "yong")
        );
        assert!(has("ch’ien", "qian") && !has("ch’ien", "jian") && has("chien", "jian"));
        assert!(!has("ming", "min") && !has("zhou", "zhou"));
    }

    #[test]
    fn words_spell_characters_by_their_sound() {
        assert!(spells("datong", &['大', '同']) && spells("tatung", &['大', '同']) && spells("lvliang", &['吕', '梁']));
        assert!(!spells("datong", &['大', '连']) && !spells("da", &['大', '同']) && !spells("", &['大']));
    }

    #[test]
    fn every_syllable_of_pinyin_has_its_wade_giles() {
        let told: std::collections::HashSet<&str> = WADE_GILES.values().flatten().copied().collect();
        let dialect = ["m", "fiao", "chua"];
        let all = READINGS.texts.iter().flat_map(|readings| readings.split(' '));
        let missing: Vec<_> = all.filter(|one| !told.contains(one) && !dialect.contains(one)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
