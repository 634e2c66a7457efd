/// How many letters must be put in, left out or changed to make `right` of `left` (Levenshtein, 1965); `None` when more than
/// `most`. Time is the product of the lengths.
pub fn distance(left: &str, right: &str, most: usize) -> Option<usize> {
    let right: Vec<char> = right.chars().collect();
    if left.chars().count().abs_diff(right.len()) > most {
        return None;
    }
    // The costs of making each beginning of `right` of the letters of `left` read so far.
    let mut costs: Vec<usize> = (0..=right.len()).collect();
    for (row, c) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut costs[0], row + 1);
        for (at, other) in right.iter().enumerate() {
            let changed = diagonal + usize::from(c != *other);
            diagonal = costs[at + 1];
            costs[at + 1] = changed.min(diagonal + 1).min(costs[at] + 1);
        }
    }
    costs.last().copied().filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_put_in_left_out_and_changed_count_one_each() {
        assert_eq!(distance("linhai", "linhai", 0), Some(0));
        assert_eq!(distance("linhai", "linghai", 2), Some(1));
        assert_eq!(distance("kazan", "kasam", 2), Some(2));
        assert_eq!(distance("kazan", "kasam", 1), None);
        assert_eq!(distance("", "abc", 3), Some(3));
    }
}
