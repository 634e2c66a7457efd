use super::super::finding::{Class, Finding, Severity};
use super::super::rules::Rule;
use super::Structure;
use crate::bitext::BlockKind;
use crate::source::{Lang, Span};

pub(in super::super) static RULE: Rule = Rule {
    name: "dateline-missing",
    class: Class::Structure,
    severity: Severity::Warning,
    finds: "The Chinese names agency, place or day of a dispatch and the English does not.",
    why: "Who reported from where, and when, is what the worth of a report is judged by.",
    wrong: ("新华社合肥十日电　水库完工。", "The reservoir is finished."),
    right: ("新华社合肥十日电　水库完工。", "Xinhua News Agency, Hefei, 10th: The reservoir is finished."),
};

/// Papers as datelines name them.
const ZH_PAPERS: &[&str] = &["本报", "本報", "报讯", "報訊"];
/// What stands before 社 where it is no agency: 公社, 合作社, 供销社, 出版社, 旅社.
const NO_AGENCY: &str = "公作销銷版旅会會结結诗詩茶农農渔漁神";
/// What a dateline ends with.
const ZH_ENDS: &[&str] = &["电", "電", "讯", "訊", "消息", "报道", "報道", "报导", "報導"];
/// Words, one of which the English of any dateline has.
const EN_SOURCES: &[&str] = &[
    "agency",
    "xinhua",
    "new china news",
    "hsinhua",
    "tass",
    "reuter",
    "united press",
    "associated press",
    "afp",
    "upi",
    "dispatch",
    "despatch",
    "newspaper",
    "this paper",
    "our paper",
    "correspondent",
    "reporter",
    "report",
    "special to",
    "telegram",
    "cable",
    "wire",
    "news",
];

pub(super) fn find(structure: &Structure<'_>) -> Vec<Finding> {
    let (zh, en, beads) = (&structure.bitext.zh, &structure.bitext.en, &structure.bitext.alignment.beads);
    let mut found = Vec::new();
    let mut block = None;
    for (index, bead) in beads.iter().enumerate() {
        for segment in zh.segments.get(bead.zh.clone()).unwrap_or_default() {
            let starts_block = block != Some(segment.block);
            block = Some(segment.block);
            let dateline = match segment.kind {
                BlockKind::Dateline => names_agency(segment.span.of(zh.text)).then_some(segment.span),
                BlockKind::Paragraph if starts_block => dateline(segment.span, zh.text),
                _ => None,
            };
            let Some(dateline) = dateline else { continue };
            // The sentences around count too: a dateline is easily cut off from what it opens.
            let near = beads.get(index.saturating_sub(1)..(index + 2).min(beads.len())).unwrap_or_default();
            let told =
                near.iter().flat_map(|bead| en.segments.get(bead.en.clone()).unwrap_or_default()).any(|segment| {
                    let english = segment.span.of(en.text).to_lowercase();
                    EN_SOURCES.iter().any(|word| english.contains(word))
                });
            let compared = near.iter().any(|bead| !bead.en.is_empty());
            if !told && compared {
                found.push(structure.finding(&RULE, Lang::Zh, dateline, index));
            }
        }
    }
    found
}

fn names_agency(text: &str) -> bool {
    let agency = |(at, _): (usize, &str)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| !NO_AGENCY.contains(c))
    };
    ZH_PAPERS.iter().any(|name| text.contains(name)) || text.match_indices('社').any(agency)
}

/// The dateline that opens a paragraph: 【新华社延安三十日电】, 新华社三十日讯　, 本报讯　.
fn dateline(segment: Span, text: &str) -> Option<Span> {
    const LONGEST: usize = 36;
    let surface = segment.of(text);
    let bracketed = surface.starts_with(['【', '〔', '（', '[', '(']);
    let mut spaces = 0;
    for (chars, (at, c)) in surface.char_indices().enumerate().take(LONGEST) {
        spaces = if c == ' ' { spaces + 1 } else { 0 };
        let ends = match c {
            '】' | '〕' | '）' | ']' | ')' => bracketed,
            '\u{3000}' | '：' | ':' => !bracketed,
            ' ' => spaces == 2 && !bracketed,
            '。' | '，' | '；' | '“' => return None,
            _ => false,
        };
        if ends && chars > 2 {
            let inner = surface.get(..at)?.trim_matches(|c: char| !c.is_alphanumeric());
            let whole = if bracketed { at + c.len_utf8() } else { surface.get(..at)?.trim_end().len() };
            let ends_so = ZH_ENDS.iter().any(|end| inner.ends_with(end)) || bracketed && inner.ends_with('社');
            let is_dateline = names_agency(inner) && ends_so;
            return is_dateline.then(|| Span::new(segment.start, segment.start + whole));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_cut_from_their_paragraph() {
        let cut = |text: &str| dateline(Span::new(0, text.len()), text).map(|span| span.of(text).to_owned());
        assert_eq!(cut("【新华社延安三十日电】莫斯科讯").as_deref(), Some("【新华社延安三十日电】"));
        assert_eq!(cut("本报讯　内蒙古牧区").as_deref(), Some("本报讯"));
        assert_eq!(cut("新华社康开二日电  据报道").as_deref(), Some("新华社康开二日电"));
        assert_eq!(cut("人民公社：社员的家"), None);
        assert_eq!(cut("今年，新华社记者到了这里"), None);
    }
}
