//! One line in both languages: 关于年会的通知 Notice of the Annual Meeting.

use crate::source::{Lang, Scripts, Span, is_han};

/// The halves of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Halves {
    /// The language of the first.
    pub(super) lang: Lang,
    pub(super) first: Span,
    /// With the line end.
    pub(super) second: Span,
}

/// The least that is more than a gloss or a name: Chinese characters, Latin letters, English words.
const LEAST: (usize, usize, usize) = (4, 8, 2);

/// So many Latin letters stand for a Chinese character, at the least and at the most.
const LETTERS: (usize, usize) = (1, 12);

/// Cuts `line` where its script changes, if there is a Chinese half and an English one and each is more than a gloss.
/// Linear.
pub(super) fn halves(line: &str) -> Option<Halves> {
    // A comment to this program at the end of the line is in neither language.
    let spoken = line.get(..line.find("<!--").unwrap_or(line.len()))?;
    let whole = Scripts::of(spoken);
    if whole.han < LEAST.0 || whole.latin < LEAST.1 {
        return None;
    }
    let (lang, gap) = change(spoken, whole)?;
    // A gloss has the language of the line on both of its sides.
    let is_letter = |c: char| is_han(c) || c.is_ascii_alphabetic();
    if spoken.chars().rev().find(|&c| is_letter(c)).is_some_and(is_han) == (lang == Lang::Zh) {
        return None;
    }
    let (end, start) = cut_in(spoken, gap, lang);
    let (first, second) = (spoken.get(..end)?, spoken.get(start..)?);
    let (zh, en) = if lang == Lang::Zh { (first, second) } else { (second, first) };
    let (han, latin) = (Scripts::of(zh).han, Scripts::of(en).latin);
    let words = en.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).take(LEAST.2).count();
    let balanced = (han * LETTERS.0..=han * LETTERS.1).contains(&latin);
    // 支持 Visual Studio Code。 is one sentence.
    let ends_chinese = en.trim_end().ends_with(['。', '；', '，', '！', '？', '、']);
    (han >= LEAST.0 && latin >= LEAST.1 && words == LEAST.2 && balanced && !ends_chinese).then(|| Halves {
        lang,
        first: Span::new(0, end),
        second: Span::new(start, line.len()),
    })
}

/// The language of the first half and what stands between the last letter of it and the first of the second, where they
/// are parted best: `None` if much of one language is left in the other's half.
fn change(line: &str, whole: Scripts) -> Option<(Lang, Span)> {
    /// A Chinese character weighs as much as two letters.
    const HAN: usize = 2;
    /// One part in so many may stand in the other half: 使用 Docker 部署服务.
    const STRAY: usize = 4;
    let mut left = Scripts::default();
    let mut best: Option<(usize, Lang, Span)> = None;
    let mut last = 0;
    for (at, c) in line.char_indices() {
        let (is_han, is_latin) = (is_han(c), c.is_ascii_alphabetic());
        if !(is_han || is_latin) {
            continue;
        }
        let strays = [
            (left.latin + HAN * (whole.han - left.han), Lang::Zh),
            (HAN * left.han + (whole.latin - left.latin), Lang::En),
        ];
        for (stray, lang) in strays {
            if best.is_none_or(|(least, ..)| stray < least) {
                best = Some((stray, lang, Span::new(last, at)));
            }
        }
        left.han += usize::from(is_han);
        left.latin += usize::from(is_latin);
        last = at + c.len_utf8();
    }
    let (stray, lang, gap) = best?;
    (stray * STRAY <= HAN * whole.han + whole.latin && gap.start > 0).then_some((lang, gap))
}

/// Where the first half ends and the second begins: at the sign that parts them, after the end of a sentence, else at
/// white space. Figures in the gap go with the Chinese, which has no space before them.
fn cut_in(line: &str, gap: Span, first: Lang) -> (usize, usize) {
    let between = gap.of(line);
    let is_sign = |c: char| matches!(c, '/' | '／' | '|' | '｜' | '—' | '–');
    if let Some(at) = between.find(is_sign) {
        let rest = between.get(at..).unwrap_or_default();
        let after = rest.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace());
        return (gap.start + at, gap.start + at + rest.len() - after.len());
    }
    let ends = between.char_indices().rfind(|&(_, c)| matches!(c, '。' | '！' | '？' | '；' | '”' | '》'));
    let after_end = ends.filter(|_| first == Lang::Zh).map(|(at, c)| at + c.len_utf8());
    let is_space = char::is_whitespace;
    let at_space = || if first == Lang::Zh { between.find(is_space) } else { between.rfind(is_space) };
    let is_opening = |c: char| matches!(c, '(' | '（' | '“' | '"' | '《' | '【' | '[' | '「');
    let before_opening = || between.trim_end_matches(is_opening).len();
    let at = gap.start + after_end.or_else(at_space).unwrap_or_else(before_opening);
    (at, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Option<(&str, &str)> {
        halves(line).map(|halves| (halves.first.of(line).trim(), halves.second.of(line).trim()))
    }

    #[test]
    fn a_line_in_two_languages_is_cut_where_the_script_changes() {
        assert_eq!(cut("茶会章程 Rules of the Tea Society\n"), Some(("茶会章程", "Rules of the Tea Society")));
        assert_eq!(cut("Rules of the Tea Society 茶会章程"), Some(("Rules of the Tea Society", "茶会章程")));
        assert_eq!(cut("出口增长5.2% Exports rose 5.2%"), Some(("出口增长5.2%", "Exports rose 5.2%")));
        assert_eq!(cut("出口增长了。30 percent went by sea"), Some(("出口增长了。", "30 percent went by sea")));
        assert_eq!(cut("Exports rose in 2023 2023年出口增长"), Some(("Exports rose in 2023", "2023年出口增长")));
        assert_eq!(
            cut("3. 每箱苹果40元 / A box of apples, 40 yuan"),
            Some(("3. 每箱苹果40元", "A box of apples, 40 yuan"))
        );
        assert_eq!(cut("苹果每箱四十元Apples, 40 yuan a box"), Some(("苹果每箱四十元", "Apples, 40 yuan a box")));
        assert_eq!(
            cut("用 Docker 部署本服务 Deploy it with Docker"),
            Some(("用 Docker 部署本服务", "Deploy it with Docker"))
        );
    }

    #[test]
    fn a_gloss_is_no_half() {
        for line in [
            "The Tea Society (茶会章程) met.",
            "本会章程见 Rules of the Tea Society。",
            "茶会 Tea Society",
            "本项目支持 Docker",
            "用 Docker 和 Kubernetes 部署 Redis Cluster Manager",
            "苹果每箱四十元。 <!-- duizhao: ignore value-mismatch -->",
        ] {
            assert_eq!(cut(line), None, "{line}");
        }
    }
}
