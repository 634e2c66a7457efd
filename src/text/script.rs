use std::collections::HashMap;
use std::sync::LazyLock;

/// The Simplified character that `c` is looked up as; `c` itself where it is Simplified or not Han. One character gives
/// one character, so that places in the two texts correspond.
pub fn simplified(c: char) -> char {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let lines = include_str!("../../data/simplified.tsv").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let (traditional, simplified) = line.split_once('\t')?;
                Some((traditional.chars().next()?, simplified.chars().next()?))
            })
            .collect()
    });
    if c < '\u{3400}' { c } else { TABLE.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_is_looked_up_as_simplified() {
        assert_eq!("參政會議萬億兩".chars().map(simplified).collect::<String>(), "参政会议万亿两");
        assert_eq!(simplified('一'), '一');
    }
}
