use super::super::finding::{Class, Detail, Finding, Severity};
use super::super::rules::Rule;
use super::Structure;
use crate::bitext::{BlockKind, Segment};
use crate::source::Lang;

pub(in super::super) static RULE: Rule = Rule {
    name: "truncated",
    class: Class::Structure,
    severity: Severity::Error,
    finds: "The English stops before the Chinese does.",
    why: "A translation that was cut short looks complete to whoever reads it alone.",
    wrong: ("第一段。第二段。第三段。第四段。", "First paragraph. Second para"),
    right: (
        "第一段。第二段。第三段。第四段。",
        "First paragraph. Second paragraph. Third paragraph. Fourth paragraph.",
    ),
};

/// The part of the Chinese that must be missing at the end.
const SHARE: f64 = 0.1;
/// Characters that must be missing at the end.
const SHORTEST: usize = 30;

pub(super) fn find(structure: &mut Structure<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let (zh, en) = (&structure.bitext.zh, &structure.bitext.en);
    let last_text = |segments: &[Segment]| segments.iter().rposition(|segment| segment.kind == BlockKind::Paragraph);
    let (Some(zh_last), Some(en_last)) = (last_text(zh.segments), last_text(en.segments)) else { return found };
    let tail = structure.runs.iter().position(|run| {
        run.lang == Lang::Zh && run.is_text && run.segments.contains(&zh_last) && !run.told && !run.has_room
    });
    if let Some(at) = tail {
        let run = &structure.runs[at];
        let all = structure.measure.zh(&(0..zh.segments.len()));
        #[expect(clippy::cast_precision_loss, reason = "a share of the text")]
        let share = run.letters as f64 / all.max(1) as f64;
        if run.letters >= SHORTEST && share >= SHARE && run.probability >= super::runs::SURE {
            found.push(structure.finding(&RULE, Lang::Zh, run.span, run.bead));
            structure.runs[at].told = true;
            return found;
        }
    }
    // The last sentence breaks off: no stop, while the Chinese has one.
    let stops = |text: &str| {
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c)).ends_with(is_stop)
            || text.ends_with(closes)
    };
    let (zh_end, en_end) = (zh.segments[zh_last].span, en.segments[en_last].span);
    let bead = structure.bitext.alignment.beads.iter().position(|bead| bead.en.contains(&en_last));
    if let Some(bead) = bead {
        let beads = &structure.bitext.alignment.beads;
        let pair = &beads[bead];
        let same_end = pair.zh.contains(&zh_last) || beads.len() - bead <= 2;
        let short = || structure.measure.share(structure.measure.zh(&pair.zh), structure.measure.en(&pair.en)) < 0.75;
        if same_end && stops(zh_end.of(zh.text)) && !stops(en_end.of(en.text)) && short() {
            let detail = Detail::Text(last_words(en_end.of(en.text)));
            found.push(Finding { detail, ..structure.finding(&RULE, Lang::En, en_end, bead) });
        }
    }
    found
}

/// The last words of a passage, enough to find where it ends.
fn last_words(text: &str) -> String {
    /// In characters.
    const LONGEST: usize = 40;
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut letters = 0;
    let fits = |word: &&&str| {
        letters += word.chars().count() + 1;
        letters <= LONGEST + 1
    };
    let kept = words.iter().rev().take_while(fits).count().max(1).min(words.len());
    let last = words.get(words.len() - kept..).unwrap_or_default().join(" ");
    if kept < words.len() { format!("…{last}") } else { last }
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '…' | '.' | '!' | '?' | ':' | '：')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '」' | '）' | ')' | '"' | '’' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_breaks_off_is_known_by_its_end() {
        assert_eq!(last_words("The schools and"), "The schools and");
        let long = "The villages nearby already have power lines, and the schools and";
        assert_eq!(last_words(long), "…have power lines, and the schools and");
    }
}
