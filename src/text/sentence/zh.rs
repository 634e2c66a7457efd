use super::{Marks, char_at, closes};
use crate::source::{common_han, is_han};

/// Where Chinese sentences end, in bytes.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut marks = Marks::default();
    // Whether anything but white space was read of the sentence, and whether it began with a quotation.
    let (mut begun, mut begins_with_quote) = (false, false);
    let mut end = 0;
    while let Some(c) = char_at(text, end) {
        let han = common_han(&text.as_bytes()[end..]);
        if han > 0 {
            marks.pass(han);
            begun = true;
            end += 3 * han;
            continue;
        }
        let at = end;
        end += c.len_utf8();
        if is_han(c) {
            marks.pass(1);
            begun = true;
            continue;
        }
        marks.read(c);
        if !begun && !c.is_whitespace() {
            begun = true;
            begins_with_quote = matches!(c, '“' | '「' | '"');
        }
        let next = char_at(text, end);
        let ends_here = match c {
            '。' | '！' | '？' | '｡' => true,
            '；' => !marks.quotes.is_open(),
            '!' | '?' => next.is_none_or(|next| !next.is_ascii_alphanumeric() && !matches!(next, '!' | '?')),
            // 第一…第二 goes on; a pause before a closing mark or a line end does not.
            '…' => next.is_none_or(|next| closes(next) || next.is_whitespace()),
            '.' => next.is_none_or(char::is_whitespace) && preceded_by_han(text, at),
            // A full-width point is a stop between words; after one character it numbers (一．), before a digit it counts.
            '．' => preceded_by_two_han(text, at) && next.is_none_or(|next| !next.is_numeric()),
            _ => false,
        };
        if !ends_here || marks.brackets.is_open() {
            continue;
        }
        let mut closed_quote = false;
        loop {
            // “……　。　”: white space may stand before what belongs to the sentence.
            let (mut ahead, mut spaces) = (end, 0);
            while let Some(c @ (' ' | '\u{3000}' | '\u{a0}')) = char_at(text, ahead).filter(|_| spaces < SPACES) {
                ahead += c.len_utf8();
                spaces += 1;
            }
            let Some(c) = char_at(text, ahead) else { break };
            let stop = matches!(c, '。' | '！' | '？' | '…' | '!' | '?');
            let straight = c == '"';
            let belongs = if straight { marks.straight } else { closes(c) && c != '\'' };
            let belongs = belongs && (spaces == 0 || marks.quotes.is_open() || marks.brackets.is_open());
            if !belongs && !(stop && (spaces == 0 || closed_quote)) {
                break;
            }
            closed_quote |= straight || matches!(c, '”' | '」');
            marks.read(c);
            end = ahead + c.len_utf8();
        }
        let rest = text.get(end..).unwrap_or_default();
        // “……！”他说。 is one sentence.
        if closed_quote && begins_with_quote && is_attribution(rest) {
            begins_with_quote = false;
            continue;
        }
        // “好！”，他说 goes on, and so does 《怎么办？》一书.
        if rest.starts_with(['，', '、', '；', '：', ',', ';']) || ends_title(text, end) {
            continue;
        }
        ends.push(end);
        (begun, begins_with_quote) = (false, false);
    }
    ends
}

/// So many spaces may part a stop from the mark that closes its quotation.
const SPACES: usize = 2;

/// Whether the mark before byte `end` closes the title of a work.
fn ends_title(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default();
    before.ends_with(['》', '〉']) && text.get(end..).is_some_and(|rest| !rest.trim_start().is_empty())
}

fn preceded_by_han(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| is_han(c) || closes(c))
}

fn preceded_by_two_han(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    before.next().is_some_and(|c| is_han(c) || closes(c)) && before.next().is_some_and(is_han)
}

/// Whether `rest`, which follows a quotation, says who spoke: a verb of speech in a short clause that ends there.
fn is_attribution(rest: &str) -> bool {
    const REACH: usize = 14;
    const VERBS: &[char] = &['说', '道', '问', '喊', '叫', '答', '嚷', '骂', '說', '問', '罵'];
    let clause = rest.chars().take(REACH);
    let mut clause =
        clause.take_while(|c| !matches!(c, '。' | '！' | '？' | '；' | '\n' | '“' | '「' | '，' | ',' | '：' | ':'));
    !rest.starts_with(char::is_whitespace) && clause.any(|c| VERBS.contains(&c))
}
