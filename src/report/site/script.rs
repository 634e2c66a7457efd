//! Data for the pages as scripts: `dz("name", value);`. A page opened from a disk may load scripts and nothing else.

use std::fmt::Write as _;

use serde::Serialize;

/// The script that hands `json` to the page as `name`.
pub(super) fn of_json(name: &str, json: &str) -> String {
    format!("dz({},{json});\n", to_json(&name))
}

/// The script that hands `value` to the page as `name`.
pub(super) fn of(name: &str, value: &impl Serialize) -> String {
    of_json(name, &to_json(value))
}

/// `value` as JSON that is also JavaScript, and means nothing to a reader of HTML: what could end a script or a line is
/// escaped, and so are the marks that change the direction of writing.
pub(super) fn to_json(value: &impl Serialize) -> String {
    // What is serialised here are strings, numbers and lists of them: nothing can fail.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    if !json.chars().any(must_escape) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        // Inside of JSON such characters stand in strings alone.
        match c {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push_str("\\ufffd"),
            c if must_escape(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn must_escape(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '\u{7F}'..='\u{9F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Numbers that rise, as text: each step in digits of five bits, the lowest first, 32 added to all but the last.
#[derive(Debug, Clone, Default)]
pub(super) struct Rising {
    last: u32,
    pub(super) count: u32,
    pub(super) text: String,
}

impl Rising {
    const DIGITS: &'static [u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// Adds a number that is not below the one before; one that is equal is left out.
    pub(super) fn add(&mut self, number: u32) {
        let mut step = number.saturating_sub(self.last);
        if step == 0 && self.count > 0 {
            return;
        }
        self.last = number;
        self.count += 1;
        loop {
            let digit = (step & 31) as usize;
            step >>= 5;
            self.text.push(char::from(Self::DIGITS[digit + if step > 0 { 32 } else { 0 }]));
            if step == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_data_ends_a_script() {
        let json = to_json(&["</script><!--", "a\u{2028}b\u{202E}", "\"'\\&"]);
        assert_eq!(json, r#"["\u003c/script\u003e\u003c!--","a\u2028b\ufffd","\"'\\\u0026"]"#);
        assert_eq!(of("x", &1), "dz(\"x\",1);\n");
    }

    #[test]
    fn rising_numbers_are_short() {
        let mut rising = Rising::default();
        for number in [0, 0, 1, 32, 33, 1057] {
            rising.add(number);
        }
        assert_eq!((rising.text.as_str(), rising.count), ("ABfBggB", 5));
        assert_eq!(Rising::DIGITS.len(), 64);
    }
}
