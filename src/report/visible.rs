//! Text of others made fit for a terminal: what it is sent it shows, and does not obey.
//!
//! A file may have any name and a text any characters: line ends that begin a line of their own, escape sequences that
//! move the cursor, marks that turn the direction of what follows. Machine formats have escapes of their own.

use std::borrow::Cow;

/// `name` with such characters spelt out, as `\n` or `\u{1b}`: a path, or a message with one in it. It stays one line.
pub fn name(name: &str) -> Cow<'_, str> {
    if !name.contains(is_obeyed) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if is_obeyed(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// A message, which may quote names and texts, as [`name`] has them. Lines after the first are set in, so that none passes
/// for a message of its own.
pub fn message(message: &str) -> String {
    let mut lines = message.trim_end().split('\n').map(name);
    let first = lines.next().unwrap_or_default().into_owned();
    lines.fold(first, |out, line| out + "\n  " + &line)
}

/// `text` in one line: a space for each run of white space, U+FFFD for each such character.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if is_obeyed(c) { '\u{FFFD}' } else { c }));
    }
    out
}

/// Characters that would move the cursor, or turn the direction of what follows, instead of being seen.
pub(super) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(name("a/人民 b.md"), "a/人民 b.md");
        assert_eq!(name("a\nerror: b\u{1B}[31m\u{202E}\u{9B}"), "a\\nerror: b\\u{1b}[31m\\u{202e}\\u{9b}");
        assert_eq!(message("a\u{9B}:\nerror: b\r\n"), "a\\u{9b}:\n  error: b");
        assert_eq!(line(" 一\u{3000}二\n\u{1B}[2Jthree\u{2028}four "), "一 二 \u{FFFD}[2Jthree four");
        assert_eq!(line("\u{2066}"), "\u{FFFD}");
    }
}
