//! How foreign names sound: the consonants of an English word against those of the characters that stand for it.
//!
//! Chinese writes a foreign name syllable by syllable, and what it keeps are the consonants, roughly: 安德列耶夫 is n-t-l-f,
//! and so are Andreyev, Andreev and Andrejew.

use std::sync::LazyLock;

use crate::text::{CharSet, pinyin};

/// Characters that foreign names are usually written with.
const CHARACTERS: &str = "阿埃艾爱安奥巴拜班保鲍贝本比彼毕别宾波伯勃博布查察车楚茨茲达大戴丹当道德登邓狄迪底蒂丁东杜顿多厄恩尔法范菲费芬丰冯佛夫弗\
    福富盖甘冈高戈哥歌格葛根古瓜圭果哈海汉豪赫黑亨洪胡华怀霍基吉季加佳贾简杰捷金卡凯坎康考柯科可克肯孔库夸奎昆拉莱赖兰朗劳勒雷\
    黎里理利立莉丽连列烈林留龙隆卢鲁路伦罗洛吕马玛迈麦曼芒毛茂梅门蒙孟米密明缪莫默姆穆纳娜奈南内嫩尼涅宁纽努诺欧帕派潘庞佩彭蓬皮\
    平珀泼蒲普奇契恰钱乔切钦琴丘裘让热仁日荣茹儒瑞若萨塞赛桑森沙山尚绍舍申圣什施史士舒斯思丝松苏孙索塔台泰坦唐陶特滕提铁汀廷\
    通图屠托瓦旺威韦维魏温文翁沃乌武西希锡席夏香肖谢辛欣休许逊雅亚延扬耶叶伊易因英尤约泽扎詹张兹子宗祖佐";

/// Those characters, in simplified form and in traditional.
static WRITTEN: LazyLock<CharSet> =
    LazyLock::new(|| CHARACTERS.chars().filter(|c| !c.is_whitespace()).collect::<CharSet>().in_both_scripts());

/// Whether foreign names are written with `c`, in simplified characters or in traditional ones.
pub(super) fn is_written_with(c: char) -> bool {
    WRITTEN.contains(c)
}

/// Consonants in a row, each the set of sounds it may be; neighbours are different.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Consonants {
    sounds: [u8; LONGEST],
    count: usize,
}

const P: u8 = 1;
const M: u8 = 2;
const F: u8 = 4;
const T: u8 = 8;
const N: u8 = 16;
const L: u8 = 32;
const K: u8 = 64;
const S: u8 = 128;

/// Consonants of a long name: more are not looked at.
const LONGEST: usize = 12;

impl Consonants {
    fn push(&mut self, sound: u8) {
        if self.all().last() != Some(&sound) && self.count < LONGEST {
            self.sounds[self.count] = sound;
            self.count += 1;
        }
    }

    fn all(&self) -> &[u8] {
        &self.sounds[..self.count]
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Those of a name in Chinese characters, by their most frequent reading.
    pub(super) fn of_chinese(name: &str) -> Self {
        let mut all = Self::default();
        for c in name.chars() {
            let reading = pinyin::readings(c).next().unwrap_or_default();
            let initial = match reading.as_bytes() {
                b"er" => L,
                // 乌 is a vowel.
                b"wu" => 0,
                [b'b' | b'p', ..] => P,
                [b'm', ..] => M,
                [b'f' | b'w', ..] => F,
                [b'd' | b't', ..] => T,
                [b'n', ..] => N,
                [b'l' | b'r', ..] => L,
                [b'g' | b'k' | b'h', ..] => K,
                // 斯基 is -sky, 希特勒 Hitler, 捷克 Czech.
                [b'j' | b'q' | b'x', ..] => K | S | T,
                [b'z' | b'c' | b's', ..] => S,
                _ => 0,
            };
            if initial != 0 {
                all.push(initial);
            }
            if reading.len() > 1 && reading.ends_with(['n', 'g']) {
                all.push(N);
            }
        }
        all
    }

    /// Those of an English word, or of one in the spelling of another tongue.
    pub(super) fn of_english(word: &str) -> Self {
        let mut all = Self::default();
        // What is longer has more consonants than are looked at.
        let mut letters = [0; 4 * LONGEST];
        let length = word.len().min(letters.len());
        letters[..length].copy_from_slice(&word.as_bytes()[..length]);
        letters.make_ascii_lowercase();
        let mut at = 0;
        while let Some(rest) = letters.get(at..length).filter(|rest| !rest.is_empty()) {
            let is_soft = matches!(rest.get(1), Some(b'e' | b'i' | b'y'));
            let (sounds, taken): (&[u8], usize) = match rest {
                [b's', b'h', b'c', b'h', ..] => (&[S], 4),
                [b's' | b't', b'c', b'h', ..] => (&[S], 3),
                [b'p', b'h', ..] => (&[F], 2),
                [b't', b'h', ..] => (&[T], 2),
                [b's' | b'z', b'h', ..] | [b't', b's' | b'z', ..] | [b'd', b'z' | b'j', ..] | [b'c', b'z', ..] => {
                    (&[S], 2)
                }
                [b'c', b'h', ..] => (&[K | S], 2),
                [b'k' | b'g', b'h', ..] => (&[K], 2),
                [b'b' | b'p', ..] => (&[P], 1),
                [b'm', ..] => (&[M], 1),
                [b'f' | b'v' | b'w', ..] => (&[F], 1),
                [b't' | b'd', ..] => (&[T], 1),
                [b'n', ..] => (&[N], 1),
                [b'l' | b'r', ..] => (&[L], 1),
                [b'c', ..] if is_soft => (&[S], 1),
                [b'g', ..] if is_soft => (&[K | S], 1),
                [b'k' | b'c' | b'q' | b'g' | b'h', ..] => (&[K], 1),
                [b's' | b'z', ..] => (&[S], 1),
                [b'x', ..] => (&[K, S], 1),
                // j is a vowel as often as not: Andrejew.
                _ => (&[], 1),
            };
            for &sound in sounds {
                all.push(sound);
            }
            at += taken;
        }
        all
    }

    /// The share of both that the longest common row has, 0…1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let mut row = [0_u8; LONGEST + 1];
        for one in self.all() {
            let mut before = 0;
            for (at, two) in other.all().iter().enumerate() {
                let here = row[at + 1];
                row[at + 1] = if one & two != 0 { before + 1 } else { here.max(row[at]) };
                before = here;
            }
        }
        let all = self.count + other.count;
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        if all == 0 { 0.0 } else { f64::from(2 * row[other.count]) / all as f64 }
    }
}

/// Whether an English word may be a Chinese name by its sound. Of characters that foreign names are written with, no more is
/// asked than that it is not plainly another.
pub(in super::super) fn may_spell(name: &str, word: &str) -> bool {
    let least = if name.chars().all(is_written_with) { 0.5 } else { 0.75 };
    Consonants::of_chinese(name).likeness(&Consonants::of_english(word)) >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_like_what_they_are_written_with() {
        let likeness = |zh: &str, en: &str| Consonants::of_chinese(zh).likeness(&Consonants::of_english(en));
        for (zh, en) in [
            ("安德列耶夫", "Andreyev"),
            ("赫鲁晓夫", "Khrushchev"),
            ("杜勒斯", "Dulles"),
            ("艾森豪威尔", "Eisenhower"),
            ("希特勒", "Hitler"),
            ("尼赫鲁", "Nehru"),
            ("伏罗希洛夫", "Voroshilov"),
        ] {
            assert!(likeness(zh, en) >= 0.75, "{zh} {en} {}", likeness(zh, en));
        }
        for (zh, en) in [("杜勒斯", "Washington"), ("尼赫鲁", "Burma"), ("赫鲁晓夫", "Moscow")] {
            assert!(likeness(zh, en) < 0.6, "{zh} {en}");
        }
        assert!("安德列耶夫烏".chars().all(is_written_with));
        assert!(!"的和了国会".chars().any(is_written_with));
    }

    #[test]
    fn spellings_of_one_name_have_the_same_consonants() {
        let all = |word| Consonants::of_english(word);
        assert_eq!(all("Andreyev"), all("Andrejew"));
        assert_eq!(all("Yugoslavia"), all("Jugoslavia"));
        assert_ne!(all("Marx"), all("Marxist"));
        assert_ne!(all("Korea"), all("Korean"));
    }
}
