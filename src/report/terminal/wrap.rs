use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Breaks `text` into lines of at most `width` cells, all but the first indented by `indent`; leaves it alone where
/// there is no width. Lines break before words; Chinese between any two characters; never before punctuation.
pub(super) fn wrap(text: &str, width: Option<usize>, indent: usize) -> String {
    let Some(width) = width.filter(|&width| width > indent + 10) else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    let mut pending = String::new();
    let mut pieces = text.split_word_bounds().peekable();
    while let Some(piece) = pieces.next() {
        pending.push_str(piece);
        let next = pieces.peek().copied().unwrap_or(" ");
        let may_break = piece.trim().is_empty() || next.trim().is_empty() || is_word(next);
        // An opening bracket or quote stays with what follows it.
        let opens = piece.ends_with(['(', '"', '“', '（', '《', '「', '`', '[']) && !next.trim().is_empty();
        if !may_break || opens {
            continue;
        }
        let cells = pending.width();
        if column > indent && column + pending.trim_end().width() > width {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
            let rest = pending.trim_start();
            out.push_str(rest);
            column += rest.width();
        } else {
            out.push_str(&pending);
            column += cells;
        }
        pending.clear();
    }
    out.push_str(&pending);
    out
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric) || piece.starts_with(['(', '"', '“', '（', '《', '「', '`', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_characters() {
        let text = "四百一十九万件 is 4,190,000; the English says 41,900,000, ten times as much";
        let wrapped = wrap(text, Some(30), 2);
        assert_eq!(wrapped, "四百一十九万件 is 4,190,000;\n  the English says 41,900,000,\n  ten times as much");
        assert!(wrapped.lines().all(|line| line.width() <= 30));
        assert_eq!(wrap("四百一十九万件，十倍。", Some(14), 2), "四百一十九万\n  件，十倍。");
        assert_eq!(wrap(text, None, 2), text);
    }
}
