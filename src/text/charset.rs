use super::script::simplified;

/// A set of characters of the first plane, asked at every character of a text: a bit for each code point, 8 KB.
#[derive(Debug)]
pub struct CharSet(Box<[u64]>);

impl FromIterator<char> for CharSet {
    /// Characters beyond the first plane are left out.
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut bits = vec![0_u64; 1 << 10].into_boxed_slice();
        for c in chars {
            let code = c as usize;
            if let Some(word) = bits.get_mut(code >> 6) {
                *word |= 1 << (code & 63);
            }
        }
        Self(bits)
    }
}

impl CharSet {
    /// The same with every character whose simplified form is in the set.
    #[must_use]
    pub fn in_both_scripts(self) -> Self {
        (0..=0xFFFF).filter_map(char::from_u32).filter(|&c| self.contains(c) || self.contains(simplified(c))).collect()
    }

    /// Whether `c` is in it.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        let code = c as usize;
        self.0.get(code >> 6).is_some_and(|word| word >> (code & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_forms_join_their_simplified_ones() {
        let set: CharSet = "万a".chars().collect();
        assert!(set.contains('万') && set.contains('a') && !set.contains('萬') && !set.contains('𝟙'));
        let set = set.in_both_scripts();
        assert!(set.contains('万') && set.contains('萬') && !set.contains('億'));
    }
}
