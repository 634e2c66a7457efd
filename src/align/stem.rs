//! English words brought to one form, so that a gloss and the text meet: *went* and *go*, *cities* and *city*.
//!
//! Irregular forms are a table (`data/en/irregular.tsv`), the rest are endings. A stem is a key, not a word: *make* and
//! *making* are both `mak`. Words of one derivation meet in their first five letters ([`family`]): *china*, *chinese*;
//! those that do not are a table (`data/en/families.tsv`, [`kin`]): *die*, *death*.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::numerals::en::lexicon::WordTable;

static IRREGULAR: LazyLock<WordTable<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/irregular.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| {
            let (lemma, forms) = line.split_once('\t').unwrap_or_default();
            forms.split(' ').map(move |form| (form, lemma))
        })
        .collect()
});

/// Stems by the first stem of their family, where their letters do not tell it.
static FAMILIES: LazyLock<HashMap<Vec<u8>, Vec<u8>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/families.tsv").lines().filter(|line| !line.starts_with('#'));
    let stemmed = |word: &str| {
        let mut word = word.as_bytes().to_vec();
        stem(&mut word);
        word
    };
    lines
        .flat_map(|line| {
            let mut words = line.split(' ').map(stemmed);
            let first = words.next().unwrap_or_default();
            words.map(move |word| (word, first.clone()))
        })
        .collect()
});

/// Letters of a word that its family shares.
const FAMILY: usize = 5;

/// The first letters of a stem.
pub(super) fn family(stem: &[u8]) -> &[u8] {
    stem.get(..FAMILY).unwrap_or(stem)
}

/// The first stem of the family that a stem is said to be of, where its letters do not tell.
pub(super) fn kin(stem: &[u8]) -> Option<&'static [u8]> {
    FAMILIES.get(stem).map(Vec::as_slice)
}

/// Writes `surface` into `word` in lower case.
pub(super) fn lower(surface: &str, word: &mut Vec<u8>) {
    word.clear();
    if surface.is_ascii() {
        word.extend(surface.bytes().map(|byte| byte.to_ascii_lowercase()));
    } else {
        word.extend(surface.to_lowercase().bytes());
    }
}

/// Replaces `word`, in lower case, by its stem.
pub(super) fn stem(word: &mut Vec<u8>) {
    if word.ends_with(b"'s") {
        word.truncate(word.len() - 2);
    }
    if let Some(lemma) = IRREGULAR.of_bytes(word) {
        word.clear();
        word.extend_from_slice(lemma.as_bytes());
    }
    if word.len() > 3 && word.ends_with(b"s") && !word.ends_with(b"ss") && !word.ends_with(b"us") {
        word.pop();
        if word.len() > 3 && word.ends_with(b"ie") {
            word.truncate(word.len() - 2);
            word.push(b'y');
        }
    }
    for ending in [b"ly".as_slice(), b"ing", b"ed", b"er", b"est"] {
        if word.len() >= ending.len() + 3 && word.ends_with(ending) {
            word.truncate(word.len() - ending.len());
            undouble(word);
            break;
        }
    }
    if word.len() > 3 && word.ends_with(b"e") {
        word.pop();
    }
    if word.len() > 2
        && let Some(last) = word.last_mut()
        && *last == b'y'
    {
        *last = b'i';
    }
}

/// `stopp` becomes `stop`; `fall` and `pass` keep their letters.
fn undouble(word: &mut Vec<u8>) {
    if let [.., a, b] = word.as_slice()
        && a == b
        && !matches!(b, b'l' | b's' | b'z' | b'e' | b'o')
    {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem_of(word: &str) -> String {
        let mut word = word.as_bytes().to_vec();
        stem(&mut word);
        String::from_utf8(word).unwrap()
    }

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            "go went gone going goes",
            "make makes made making",
            "city cities",
            "stop stopped stopping stops",
            "child children",
            "study studied studies studying",
            "think thought",
            "house houses",
            "quick quickly quicker quickest",
            "die died dies",
        ] {
            let stems: std::collections::BTreeSet<String> = forms.split(' ').map(stem_of).collect();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
    }

    #[test]
    fn words_of_one_derivation_share_a_family() {
        let family_of = |word: &str| String::from_utf8(family(stem_of(word).as_bytes()).to_vec()).unwrap();
        assert_eq!(family_of("friend"), family_of("friendship"));
        assert_eq!(kin(b"death"), Some(stem_of("died").as_bytes()));
        assert_ne!(family_of("china"), family_of("cherish"));
    }
}
