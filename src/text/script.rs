use std::sync::LazyLock;

/// The Simplified character that `c` is looked up as; `c` itself where it is Simplified or not Han. One character gives
/// one character, so that places in the two texts correspond.
pub fn simplified(c: char) -> char {
    // Indexed by code point: no character of the table lies beyond the first plane or has its partner there.
    static TABLE: LazyLock<Box<[u16]>> = LazyLock::new(|| {
        let mut table: Box<[u16]> = (0..=u16::MAX).collect();
        for line in include_str!("../../data/simplified.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut codes = line.split('\t').filter_map(|column| column.chars().next()).map(u32::from);
            if let (Some(traditional), Some(simplified)) = (codes.next(), codes.next())
                && let (Some(entry), Ok(code)) = (table.get_mut(traditional as usize), u16::try_from(simplified))
            {
                *entry = code;
            }
        }
        table
    });
    if c < '\u{3400}' {
        return c;
    }
    TABLE.get(c as usize).and_then(|&code| char::from_u32(u32::from(code))).unwrap_or(c)
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
