//! Bits that tell near duplicates: the similarity hash of Charikar (2002) over the Han trigrams of a document.

use super::terms::fold;
use crate::text::is_han;

/// The similarity hash of the Han characters of `texts`, numbers and all else left out; 0 for no text.
pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut votes = [0_i32; 64];
    let mut last = [0_u64; 2];
    let mut seen = 0_usize;
    for c in texts.flat_map(str::chars).filter(|c| is_han(*c)) {
        let c = u64::from(u32::from(fold(c)));
        seen += 1;
        if seen > 2 {
            let hash = mix(last[0] << 42 | last[1] << 21 | c);
            for (bit, vote) in votes.iter_mut().enumerate() {
                *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
        last = [last[1], c];
    }
    votes.iter().enumerate().fold(0, |bits, (bit, vote)| if *vote > 0 { bits | 1 << bit } else { bits })
}

/// Spreads a number over all bits (the finaliser of SplitMix64: Steele, Lea and Flood 2014).
pub(super) fn mix(mut number: u64) -> u64 {
    number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "中南区是手工业比较多的地区，据不完全统计，全区手工业从业人员约有三百万人，产值占一成以上。会议要求各地加强\
                        对手工业的调查研究工作，并把各个行业进行排队，制定各个地区的具体计划，保证原料供应和产品销路。";

    #[test]
    fn a_changed_character_changes_few_bits() {
        let near = TEXT.replace("三百万", "四百万");
        let far = "去年棉花丰收，农民踊跃出售，供销合作社已收购五千担，超过原定计划，各地仓库正在修建新的货棚。";
        let distance = |left: &str, right: &str| (of([left].into_iter()) ^ of([right].into_iter())).count_ones();
        assert_eq!(distance(TEXT, &TEXT.replace('，', " ")), 0);
        assert!(distance(TEXT, &near) <= 6, "{}", distance(TEXT, &near));
        assert!(distance(TEXT, far) > 16, "{}", distance(TEXT, far));
    }
}
