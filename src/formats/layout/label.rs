use super::line::list_marker;
use super::verse::{is_row, is_verse, wrap_width};
use super::{End, Known, Label, Line};
use crate::bitext::BlockKind;
use crate::quantity::MONTH_NAMES;
use crate::source::{Lang, LineRole, is_han};

/// Longest headline, in characters.
fn headline_limit(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 45,
        Lang::En => 140,
    }
}

/// What each of `lines` is.
pub(super) fn kinds(text: &str, lines: &[Line], lang: Lang, known: Known<'_>) -> Vec<Label> {
    // A line that markup speaks of goes on with no other.
    let is_free = |line: &Line| line.role.is_none();
    let mut labels: Vec<Option<Label>> =
        lines.iter().map(|line| line.role.and_then(|role| told(text, line, role))).collect();
    repeated_title(text, lines, lang, known, &mut labels);
    runs(
        lines,
        &labels.clone(),
        |line| is_free(line) && is_row(line),
        |range, labels| table(text, lines, range, labels),
        &mut labels,
    );
    bylines(text, lines, lang, known, &mut labels);
    runs(lines, &labels.clone(), is_free, |range, labels| wrapped(lines, range, lang, labels), &mut labels);
    let standard = standard_indent(lines);
    runs(
        lines,
        &labels.clone(),
        |line| is_free(line) && line.chars <= 160,
        |range, labels| verse(text, lines, range, lang, standard, labels),
        &mut labels,
    );
    let mut brackets = 0;
    for at in 0..lines.len() {
        let continues = at > 0
            && labels[at].is_none()
            && is_free(&lines[at])
            && matches!(
                labels[at - 1],
                Some(Label::Continues | Label::Begins(BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Note))
            )
            && goes_on(text, &lines[at - 1], &lines[at], lang, standard, brackets);
        if continues {
            labels[at] = Some(Label::Continues);
        } else if labels[at].is_none() {
            let kind = match by_itself(text, lines, at, lang) {
                BlockKind::Headline if !is_free(&lines[at]) => BlockKind::Paragraph,
                kind => kind,
            };
            labels[at] = Some(Label::Begins(kind));
        }
        brackets = if labels[at] == Some(Label::Continues) { brackets } else { 0 } + lines[at].open_brackets;
    }
    labels.into_iter().flatten().collect()
}

/// What a line is by its markup; `None` where its look may tell more of it.
fn told(text: &str, line: &Line, role: LineRole) -> Option<Label> {
    let kind = match role {
        LineRole::Heading(_) => BlockKind::Headline,
        LineRole::Item => BlockKind::ListItem,
        // A cell that stands for itself, in a table with a column for either language, is no row.
        LineRole::Row => return line.of(text).contains('\t').then_some(Label::Begins(BlockKind::TableRow)),
        LineRole::Note => BlockKind::Note,
        LineRole::Running => BlockKind::RunningHead,
        // It may be a signature or a note.
        LineRole::Text => return None,
    };
    Some(Label::Begins(kind))
}

/// Letters and digits alone, in lower case: what a headline and its repetition have in common.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A title may be repeated with so many characters more: `（单位：吨）`.
const ADDED: usize = 24;

/// Lines at the head that repeat the title or parts of it.
fn repeated_title(text: &str, lines: &[Line], lang: Lang, known: Known<'_>, labels: &mut [Option<Label>]) {
    let title = letters(known.title);
    let author = letters(known.author);
    if title.is_empty() {
        return;
    }
    let longest = (2 * headline_limit(lang)).max(known.title.chars().count().max(known.author.chars().count()) + ADDED);
    for (line, label) in lines.iter().zip(labels) {
        if line.chars > longest {
            return;
        }
        // A headline line may be no part of the title: one such is passed over, no more.
        let own = letters(line.of(text));
        if !own.is_empty() && own == author
            || own.len() >= 4 && line.chars <= 2 * headline_limit(lang) && title.contains(&own)
        {
            *label = Some(Label::Begins(if own == author { BlockKind::Byline } else { BlockKind::Headline }));
        } else if own.starts_with(&title) && line.chars <= known.title.chars().count() + ADDED {
            *label = Some(Label::Begins(BlockKind::Headline));
        } else if line.chars > headline_limit(lang) || line.end == End::Sentence {
            return;
        }
    }
}

/// Names and agencies that stand alone: `（新华社）`, "By Feng Zhi", a signature set off at the right with its date.
fn bylines(text: &str, lines: &[Line], lang: Lang, known: Known<'_>, labels: &mut [Option<Label>]) {
    let author = letters(known.author);
    let standard = standard_indent(lines);
    let limit = match lang {
        Lang::Zh => 30,
        Lang::En => 70,
    };
    for (line, label) in lines.iter().zip(labels) {
        if label.is_some() || line.chars > limit {
            continue;
        }
        let surface = line.of(text);
        let set_off = line.indent >= standard + 4;
        let bracketed =
            surface.starts_with(['（', '(', '【', '[', '〔']) && surface.ends_with(['）', ')', '】', ']', '〕']);
        let is_author = |own: String| own.contains(&author) && own.len() <= author.len() + 24;
        let named = !author.is_empty() && is_author(letters(surface));
        let is_credit = line.end != End::Sentence && line.chars <= 40 && is_credit(surface, lang);
        let kind = if named || is_credit && !(bracketed && is_agency(surface)) {
            BlockKind::Byline
        } else if bracketed && is_agency(surface) {
            BlockKind::Dateline
        } else if set_off && line.end != End::Clause {
            if is_agency(surface) || is_day(surface, lang) { BlockKind::Dateline } else { BlockKind::Byline }
        } else {
            continue;
        };
        // An indented stanza is no signature: signatures are few and end their item.
        *label = Some(Label::Begins(kind));
    }
}

/// Whether a line says who wrote or photographed and nothing else: 本报记者　周雨田, 林其昌　摄, By Zhou Yutian.
fn is_credit(surface: &str, lang: Lang) -> bool {
    const EN: &[&str] = &["By ", "Photo by ", "Photos by ", "Text by ", "Reported by "];
    const ROLES: &[&str] = &["记者", "記者", "通讯员", "通訊員", "评论员", "評論員"];
    const WORKS: &[&str] = &["摄影报道", "摄影", "攝影", "报道", "報道", "撰稿", "摄", "攝", "文"];
    /// Characters of a name, and of what stands before a role: 新华社特派.
    const NAME: usize = 4;
    const PAPER: usize = 8;
    if lang == Lang::En {
        return EN.iter().any(|word| surface.starts_with(word));
    }
    let inner = surface.trim_matches(['（', '）', '(', ')', '【', '】', '[', ']', '〔', '〕']);
    let is_part = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | '：' | '/' | '／');
    // 周雨田　摄, but 实地拍摄 is what is done.
    let work = WORKS.iter().find_map(|work| inner.strip_suffix(work)).filter(|rest| rest.ends_with(is_part));
    let names = |names: &str| {
        let mut names = names.split(is_part).filter(|name| !name.is_empty());
        names.all(|name| name.chars().count() <= NAME && name.chars().all(is_han))
    };
    let Some((paper, rest)) = ROLES.iter().find_map(|role| inner.split_once(role)) else {
        return work.is_some_and(names);
    };
    // 记者来信 and 本报记者调查 are no names.
    let is_apart = rest.is_empty() || rest.starts_with(is_part);
    let is_paper = paper.chars().count() <= PAPER && paper.chars().all(is_han);
    let is_alone = paper.is_empty() && rest.is_empty();
    let rest = WORKS.iter().find_map(|work| rest.strip_suffix(work)).unwrap_or(rest);
    is_paper && is_apart && !is_alone && names(rest)
}

/// Whether a line names a news agency or a paper as its source.
fn is_agency(surface: &str) -> bool {
    const ZH: &[&str] = &["社", "本报", "报讯", "报道", "報", "电", "電", "讯", "訊"];
    const EN: &[&str] = &[
        "agency",
        "dispatch",
        "xinhua",
        "tass",
        "reuters",
        "united press",
        "newspaper",
        "telegram",
        "correspondent",
        "reporter",
    ];
    let lower = surface.to_lowercase();
    ZH.iter().any(|word| surface.contains(word)) || EN.iter().any(|word| lower.contains(word))
}

/// Whether a short line gives a day.
fn is_day(surface: &str, lang: Lang) -> bool {
    match lang {
        Lang::Zh => surface.contains('月') || surface.contains('日') || surface.contains('年'),
        Lang::En => {
            let is_month = |word: &str| MONTH_NAMES.iter().any(|month| word.eq_ignore_ascii_case(month));
            surface.split(|c: char| !c.is_alphabetic()).any(is_month) && surface.contains(|c: char| c.is_ascii_digit())
        }
    }
}

/// Calls `found` with each run of at least two lines that follow each other, have no label and satisfy `fits`.
fn runs(
    lines: &[Line],
    taken: &[Option<Label>],
    fits: impl Fn(&Line) -> bool,
    found: impl Fn(std::ops::Range<usize>, &mut [Option<Label>]),
    labels: &mut [Option<Label>],
) {
    let mut start = 0;
    for at in 0..=lines.len() {
        let inside = at < lines.len() && taken[at].is_none() && fits(&lines[at]);
        if !inside {
            if at - start >= 2 {
                found(start..at, labels);
            }
            start = at + 1;
        }
    }
}

/// Rows of a table, when at least half of them hold figures.
fn table(text: &str, lines: &[Line], range: std::ops::Range<usize>, labels: &mut [Option<Label>]) {
    let has_figure =
        |line: &Line| line.of(text).contains(|c: char| c.is_numeric() || "一二三四五六七八九十百千万亿".contains(c));
    let figures = lines[range.clone()].iter().filter(|line| has_figure(line)).count();
    if figures * 2 >= range.len() {
        labels[range].fill(Some(Label::Begins(BlockKind::TableRow)));
    }
}

/// Lines of verse; those among them that begin with a number and end bare are the headlines of the parts.
fn verse(
    text: &str,
    lines: &[Line],
    range: std::ops::Range<usize>,
    lang: Lang,
    standard: usize,
    labels: &mut [Option<Label>],
) {
    let run = &lines[range.clone()];
    // A line that was broken in the middle is prose, whatever its length.
    let mut brackets = 0;
    let broken = run.windows(2).filter(|pair| {
        brackets = (brackets + pair[0].open_brackets).max(0);
        is_broken(&pair[0], &pair[1], standard, brackets)
    });
    if broken.count() * 5 > run.len() || !is_verse(run, lang) {
        return;
    }
    for at in range {
        let heads = lines[at].end == End::Bare && list_marker(lines[at].of(text), lang) > 0;
        labels[at] = Some(Label::Begins(if heads { BlockKind::Headline } else { BlockKind::Verse }));
    }
}

/// Prose wrapped at a width: a line begins a paragraph when it is indented deeper than the others, or when the one before
/// it ended early.
fn wrapped(lines: &[Line], range: std::ops::Range<usize>, lang: Lang, labels: &mut [Option<Label>]) {
    let mut start = range.start;
    for at in range.start + 1..=range.end {
        if at < range.end && !lines[at].after_blank {
            continue;
        }
        let stanza = &lines[start..at];
        if let Some(width) = wrap_width(stanza, lang) {
            let margin = stanza.iter().map(|line| line.indent).min().unwrap_or_default();
            for (offset, line) in stanza.iter().enumerate() {
                let ended_early = offset > 0 && {
                    let before = &stanza[offset - 1];
                    before.end == End::Sentence && before.chars * 4 < width * 3
                };
                let begins = offset == 0 || line.indent > margin || ended_early;
                labels[start + offset] =
                    Some(if begins { Label::Begins(BlockKind::Paragraph) } else { Label::Continues });
            }
        }
        start = at;
    }
}

/// The indent that most lines have; of equals the deepest.
fn standard_indent(lines: &[Line]) -> usize {
    const DEEPEST: usize = 16;
    let mut counts = [0_usize; DEEPEST];
    for line in lines {
        counts[line.indent.min(DEEPEST - 1)] += 1;
    }
    (0..DEEPEST).max_by_key(|&indent| counts[indent]).unwrap_or_default()
}

/// Whether the layout says that `line` goes on where `before` broke off: the first line of a paragraph is indented deeper
/// than this one, or a bracket is open. `brackets` are those still open at the end of `before`.
fn is_broken(before: &Line, line: &Line, standard: usize, brackets: i32) -> bool {
    if line.after_blank || before.end == End::Sentence || before.end == End::Pause && brackets <= 0 {
        return false;
    }
    brackets > 0 || line.indent < standard
}

/// Whether `line` goes on where `before` broke off, by its layout or by how it begins.
fn goes_on(text: &str, before: &Line, line: &Line, lang: Lang, standard: usize, brackets: i32) -> bool {
    let surface = line.of(text);
    let lower = lang == Lang::En && surface.starts_with(char::is_lowercase);
    let closing = surface.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', '！', '？', ',', '.', ';', ')']);
    let open = !line.after_blank && matches!(before.end, End::Bare | End::Clause);
    is_broken(before, line, standard, brackets) || open && (lower || closing)
}

/// Characters after which a Chinese phrase goes on.
const JOINS_ZH: &[char] = &['和', '与', '與', '及', '或', '的', '把', '被', '而', '从', '從', '向', '对', '對', '在'];

/// Words that end with such a character and end a phrase too.
const WHOLE_ZH: &[&str] = &[
    "方向", "动向", "参与", "參與", "普及", "涉及", "缓和", "緩和", "总和", "共和", "温和", "反对", "反對", "存在",
    "目的",
];

/// What a line is that only itself and what follows it explain.
fn by_itself(text: &str, lines: &[Line], at: usize, lang: Lang) -> BlockKind {
    let line = &lines[at];
    let surface = line.of(text);
    if is_note(surface) {
        return BlockKind::Note;
    }
    let bare = line.end == End::Bare
        || line.end == End::Pause && line.open_brackets == 0 && !surface.ends_with([':', '：'])
        || surface.ends_with(['！', '？', '!', '?']) && line.chars * 2 <= headline_limit(lang);
    let longer_follows = lines.get(at + 1).is_some_and(|next| {
        next.chars > line.chars && (next.end == End::Sentence || next.chars > headline_limit(lang))
    });
    // A line that was broken off begins or ends within a phrase.
    let is_whole = match lang {
        Lang::Zh => !surface.ends_with(JOINS_ZH) || WHOLE_ZH.iter().any(|word| surface.ends_with(word)),
        Lang::En => !surface.starts_with(char::is_lowercase),
    };
    if bare && longer_follows && is_whole && line.chars <= headline_limit(lang) {
        return BlockKind::Headline;
    }
    if list_marker(surface, lang) > 0 {
        return if bare && line.chars * 2 <= headline_limit(lang) && longer_follows {
            BlockKind::Headline
        } else {
            BlockKind::ListItem
        };
    }
    BlockKind::Paragraph
}

/// Whether a line begins an editor's or a translator's note.
fn is_note(surface: &str) -> bool {
    const ZH: &[&str] =
        &["注：", "注:", "注释", "编者", "編者", "附注", "附註", "译者", "譯者", "备注", "按：", "说明："];
    const EN: &[&str] = &["note:", "notes:", "editor's note", "editor’s note", "translator's note", "editor:", "note "];
    let inner = surface.trim_start_matches(['（', '(', '【', '[', '〔', '*']);
    if inner.starts_with(is_han) {
        return ZH.iter().any(|word| inner.starts_with(word));
    }
    let lower: String = inner.chars().take(20).collect::<String>().to_lowercase();
    EN.iter().any(|word| lower.starts_with(word)) && !lower.starts_with("note that")
}
