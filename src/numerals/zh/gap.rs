//! Gaps that do not interrupt a numeral: a few spaces, and a line break inside a paragraph with the indent after it.

/// The place after a few spaces at `at`.
pub(super) fn past_space(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes().get(at..).unwrap_or_default();
    at + bytes.iter().take(4).take_while(|&&byte| byte == b' ').count()
}

/// The place after a line break and the indent that follows it at `at`; `at` itself where there is none or where a blank
/// line ends the paragraph.
pub(super) fn past_line_break(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b' ' | b'\n' | b'\r' | b'\t' | 0xE3) => {}
        _ => return at,
    }
    let (mut here, mut breaks) = (at, 0);
    for c in text.get(at..).unwrap_or_default().chars().take(16) {
        match c {
            '\n' => breaks += 1,
            ' ' | '\t' | '\r' | '\u{3000}' => {}
            _ => return if breaks == 1 { here } else { at },
        }
        here += c.len_utf8();
    }
    at
}

/// The place after a gap inside a numeral: a line break, or a few spaces.
pub(crate) fn past_gap(text: &str, at: usize) -> usize {
    let broken = past_line_break(text, at);
    if broken > at { broken } else { past_space(text, at) }
}
