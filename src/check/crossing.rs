//! Two figures that changed places inside a sentence: 甲地三百人，乙地五百人 against "500 in A, 300 in B".
//!
//! Every figure has its equal on the other side, so values alone say nothing; what each figure belongs to does. On both sides
//! the text is cut where it is coordinated (，、和; commas, *and*, *while*): a figure belongs with the words of its own piece.
//! Words that the lexicon ties across the bead, a thing and its opposite (女工, 男工), and facts that are paired already (years,
//! places in an order), tell which piece translates which. Where the piece of the first figure is tied to that of the second
//! one's equal, and the other way round, and nothing ties them as the values do, the figures have changed places.
//!
//! A word that stands in both pieces tells nothing. Speaks only where both figures have a piece of their own on both sides:
//! languages order their words differently, and a silent swap is better than a false alarm.

use std::cell::LazyCell;

use super::{only, opposites};
use crate::align::Link;
use crate::facts::{Fact, Kind, Qualifier};
use crate::source::{Lang, Span};

/// Two facts that say the same; spans in the texts of the bead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paired {
    pub(super) zh: Span,
    pub(super) en: Span,
    /// What the figure is one of: figures of one class may be mistaken for each other. `None` for a fact that is only an
    /// owner of figures, a date say.
    pub(super) class: Option<usize>,
    /// How the figure is hedged on either side.
    pub(super) hedges: (Option<Qualifier>, Option<Qualifier>),
}

/// Whether a fact states a figure that may be mistaken for another.
pub(super) fn is_figure(fact: &Fact) -> bool {
    let states = fact.kind.is_amount() || matches!(fact.kind, Kind::Age | Kind::Temperature);
    states && fact.qualifier != Some(Qualifier::Several)
}

/// Whether one of two figures could stand in the place of the other without a word changed.
pub(super) fn interchangeable(one: &Fact, other: &Fact) -> bool {
    one.kind == other.kind && one.unit == other.unit
}

/// Figures that cannot be mistaken for one another: the hedges tell which is which.
fn are_told_apart(pairs: &[Paired; 2]) -> bool {
    let [first, second] = pairs.map(|pair| pair.hedges);
    first.0 != second.0 && first.1 != second.1
}

/// A piece reaches no further from its figure than this, in bytes.
const REACH: usize = 90;

/// Which of `pairs`, in the order of the Chinese, have changed places: their indices. Two are looked at only where it
/// `matters` whether they have. `links` reads the words tied across a part of `zh` and all of `en`, where they decide. Each
/// pair is named at most once.
pub(super) fn find(
    zh: &str,
    en: &str,
    pairs: &[Paired],
    matters: impl Fn(usize, usize) -> bool,
    links: impl FnOnce(Span) -> Vec<Link>,
) -> Vec<(usize, usize)> {
    let places: Vec<usize> = (0..pairs.len()).filter(|&at| pairs[at].class.is_some()).collect();
    let figures: Vec<Paired> = places.iter().map(|&at| pairs[at]).collect();
    let alike = |&at: &usize| {
        let [first, second] = [figures[at], figures[at + 1]];
        first.class == second.class && !are_told_apart(&[first, second]) && matters(places[at], places[at + 1])
    };
    // The first of each two that could stand in each other's place.
    let doubtful: Vec<usize> = (0..figures.len().saturating_sub(1)).filter(alike).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let zh_pieces = pieces(zh, &figures.iter().map(|pair| pair.zh).collect::<Vec<_>>(), zh_joints);
    let en_pieces = pieces(en, &figures.iter().map(|pair| pair.en).collect::<Vec<_>>(), en_joints);
    let own = |pieces: &[Option<Span>], at: usize| pieces[at].zip(pieces[at + 1]);
    let pieces_of = |at: usize| own(&zh_pieces, at).zip(own(&en_pieces, at));
    let facts = LazyCell::new(|| -> Vec<(Span, Span)> {
        let owners = pairs.iter().filter(|pair| pair.class.is_none()).map(|pair| (pair.zh, pair.en));
        let mut facts: Vec<_> = owners.chain(letters(zh, en)).chain(opposites::ties(zh, en)).collect();
        facts.sort_unstable();
        facts
    });
    let ties = LazyCell::new(|| {
        let within = doubtful.iter().filter_map(|&at| pieces_of(at)).map(|(zh, _)| zh.0.join(zh.1)).reduce(Span::join);
        let links = links(within.unwrap_or_default());
        // The words of a fact, or of a letter, say less than it does: 今年 is "this year" and no other year.
        let of_fact = |link: &Link| facts.iter().any(|(zh, en)| zh.overlaps(link.zh) || en.overlaps(link.en));
        // 铁观音 and 大红袍 are both "tea": a word that stands twice says of neither which it is.
        let is_twice = |link: &Link| {
            let word = link.en.of(en);
            let from = links.partition_point(|other| other.zh < link.zh);
            let same = links[from..].iter().take_while(|other| other.zh == link.zh);
            same.filter(|other| other.en.of(en).eq_ignore_ascii_case(word)).count() > 1
        };
        let words = links.iter().filter(|link| !of_fact(link) && !is_twice(link)).map(|link| (link.zh, link.en));
        let mut ties: Vec<(Span, Span)> = words.chain(facts.iter().copied()).collect();
        ties.sort_unstable();
        ties
    });
    let mut found = Vec::new();
    let mut next = 0;
    for &at in &doubtful {
        let exchanged = || ends_exchanged(zh, en, &[figures[at], figures[at + 1]]);
        // No word is looked up where a fact has spoken already.
        let crossed = || {
            pieces_of(at).is_some_and(|(zh_two, en_two)| {
                run(&facts, zh_two, en_two) != Run::Straight && run(&ties, zh_two, en_two) == Run::Crossed
            })
        };
        if at >= next && (exchanged() || crossed()) {
            found.push((places[at], places[at + 1]));
            next = at + 2;
        }
    }
    found
}

/// Which end of a change a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

/// Whether one figure is what something changed from in the Chinese and to in the English, and the other the other way
/// round: 由8元涨到12元, "rose from 12 yuan to 8".
fn ends_exchanged(zh: &str, en: &str, pairs: &[Paired; 2]) -> bool {
    let [zh_first, zh_second] = pairs.map(|pair| zh_end(zh.get(..pair.zh.start).unwrap_or_default()));
    let [en_first, en_second] = pairs.map(|pair| en_end(en.get(..pair.en.start).unwrap_or_default()));
    zh_first.is_some() && zh_second.is_some() && zh_first != zh_second && (zh_first, zh_second) == (en_second, en_first)
}

/// Whether the figures that a stretch leads up to run down on the other side: "from 5.1 to 5.6 percent" against 由5.6%下调至5.1%.
/// `low` and `high` are the figures of the other side, `stretch` the fact of this side that holds both.
pub(super) fn runs_down((text, stretch): (&str, &Fact), (other, low, high): (&str, &Fact, &Fact)) -> bool {
    let end_before = |text: &str, fact: &Fact| {
        let before = text.get(..fact.span.start).unwrap_or_default();
        match fact.lang {
            Lang::Zh => zh_end(before),
            Lang::En => en_end(before),
        }
    };
    let surface = stretch.span.of(text);
    let said = ["from ", "From ", "由", "从", "從", "自"].iter().any(|word| surface.starts_with(word));
    let up = said || end_before(text, stretch) == Some(End::From);
    up && end_before(other, high) == Some(End::From) && end_before(other, low) == Some(End::To)
}

fn zh_end(before: &str) -> Option<End> {
    // 由一九五五年的十七台增加到今年的四十三台
    const OF_DATE: &str = "的年月日今去前明本上初底末〇零一二三四五六七八九十0123456789 ";
    match before.trim_end_matches(|c| OF_DATE.contains(c)).chars().next_back()? {
        '由' | '从' | '從' | '自' => Some(End::From),
        '到' | '至' | '为' | '為' => Some(End::To),
        _ => None,
    }
}

fn en_end(before: &str) -> Option<End> {
    match before.split_whitespace().next_back()? {
        "from" | "From" => Some(End::From),
        "to" => Some(End::To),
        _ => None,
    }
}

/// The letters that 甲乙丙丁 stand for: 乙组, "Group B". Only those that either side has once; what stands in two places tells
/// nothing.
fn letters(zh: &str, en: &str) -> Vec<(Span, Span)> {
    let once = |text: &str, wanted: &str, is_whole: fn(&str, usize) -> bool| {
        let at = only(text.match_indices(wanted).map(|(at, _)| at).filter(|&at| is_whole(text, at)))?;
        Some(Span::new(at, at + wanted.len()))
    };
    // At the start "A" is an article.
    let is_word = |text: &str, at: usize| {
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        at > 0 && !is_letter(text.as_bytes().get(at - 1)) && !is_letter(text.as_bytes().get(at + 1))
    };
    let tie = |(stem, letter)| Some((once(zh, stem, |_, _| true)?, once(en, letter, is_word)?));
    [("甲", "A"), ("乙", "B"), ("丙", "C"), ("丁", "D")].into_iter().filter_map(tie).collect()
}

/// How ties run between two pieces of either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    /// One at least from the first to the first, or from the second to the second.
    Straight,
    /// From the first to the second, and the other way, and none straight.
    Crossed,
    /// Too few to tell.
    Unclear,
}

/// How `ties`, in the order of the Chinese, run between the pieces. What is tied to both pieces tells nothing.
fn run(ties: &[(Span, Span)], zh: (Span, Span), en: (Span, Span)) -> Run {
    let side = |span: Span, pieces: (Span, Span)| match (pieces.0.contains(span), pieces.1.contains(span)) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    };
    let from = ties.partition_point(|(a, _)| a.start < zh.0.start);
    let near = ties.get(from..).unwrap_or_default().iter().take_while(|(a, _)| a.start < zh.1.end);
    let inside: Vec<_> = near.filter_map(|&(a, b)| Some(((a, side(a, zh)?), (b, side(b, en)?)))).collect();
    let mut crossed = [false; 2];
    for &((zh_word, from), (en_word, to)) in &inside {
        let ambiguous = inside.iter().any(|&((other_zh, other_from), (other_en, other_to))| {
            (other_zh == zh_word && other_to != to) || (other_en == en_word && other_from != from)
        });
        if ambiguous {
            continue;
        }
        if from == to {
            return Run::Straight;
        }
        crossed[from] = true;
    }
    if crossed == [true, true] { Run::Crossed } else { Run::Unclear }
}

/// The piece of each of `figures` in `text`: up to the next joint on either side, at most [`REACH`]. `None` for a figure
/// that shares its piece with another.
fn pieces(text: &str, figures: &[Span], joints: fn(&str) -> Vec<Span>) -> Vec<Option<Span>> {
    let joints = joints(text);
    let piece = |figure: &Span| {
        let after = joints.partition_point(|joint| joint.start < figure.end);
        let before = joints.partition_point(|joint| joint.end <= figure.start);
        let from = before.checked_sub(1).map_or(0, |at| joints[at].end).max(figure.start.saturating_sub(REACH));
        let to = joints.get(after).map_or(text.len(), |joint| joint.start).min(figure.end + REACH);
        Span::new(from, to)
    };
    let shared = |at: usize, piece: Span| {
        figures.iter().enumerate().any(|(other, figure)| other != at && piece.overlaps(*figure))
    };
    figures.iter().enumerate().map(|(at, figure)| Some(piece(figure)).filter(|&piece| !shared(at, piece))).collect()
}

/// Where a Chinese text is coordinated.
fn zh_joints(text: &str) -> Vec<Span> {
    let joins = |(at, c): (usize, char)| match c {
        '，' | '、' | '；' | '。' | '！' | '？' | ',' | ';' | '和' | '与' | '與' | '而' | '及' | '跟' | '\n' => {
            true
        }
        '：' | ':' => !labels_figure(text, at + c.len_utf8()),
        _ => false,
    };
    // 梨子，52元；葡萄，88元: a comma joins a label to its figure where a stronger mark parts the items.
    let in_items = text.contains(['；', ';']);
    let joins = |(at, c): (usize, char)| {
        joins((at, c)) && !(in_items && matches!(c, '，' | ',') && labels_figure(text, at + c.len_utf8()))
    };
    text.char_indices().filter(|&place| joins(place)).map(|(at, c)| Span::new(at, at + c.len_utf8())).collect()
}

/// Where an English text is coordinated: at marks that are followed by a space, at conjunctions, at the ends of rows.
fn en_joints(text: &str) -> Vec<Span> {
    let in_items = text.contains(';');
    let mut joints = Vec::new();
    let mut start = 0;
    for next in memchr::memchr2_iter(b' ', b'\n', text.as_bytes()).chain([text.len()]) {
        let bare = text.get(start..next).unwrap_or_default().trim_end();
        let end = start + bare.len();
        match bare.as_bytes() {
            b"and" | b"while" | b"but" | b"or" | b"whereas" | b"against" | b"versus" | b"compared" => {
                joints.push(Span::new(start, end));
            }
            [.., b':'] if labels_figure(text, end) => {}
            [.., b','] if in_items && labels_figure(text, end) => {}
            [.., b',' | b';' | b':' | b'.' | b'!' | b'?'] => joints.push(Span::new(end - 1, end)),
            _ if ends_row(text, next) => joints.push(Span::new(next, next + 1)),
            _ => {}
        }
        start = next + 1;
    }
    joints
}

/// Whether a figure follows the colon that ends at `at`, which then belongs to what stands before: 梨子：52元.
fn labels_figure(text: &str, at: usize) -> bool {
    let next = text.get(at..).unwrap_or_default().trim_start().chars().next();
    next.is_some_and(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百千两$¥￥£€".contains(c))
}

/// Whether the line break at `at` ends a row or an item rather than a line of running text.
fn ends_row(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let last = text.as_bytes().get(at.wrapping_sub(1));
    rest.starts_with('\n')
        && (matches!(last, Some(b'\t' | b'|' | b'\n')) || rest.trim_start().starts_with(|c: char| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::links;

    /// The figures are given by their digits.
    fn crosses(zh: &str, en: &str, digits: &[&str]) -> bool {
        let place = |text: &str, digits: &str| {
            let at = text.find(digits).unwrap();
            Span::new(at, at + digits.len())
        };
        let pairs: Vec<_> = digits
            .iter()
            .map(|of| Paired { zh: place(zh, of), en: place(en, of), class: Some(0), hedges: (None, None) })
            .collect();
        !find(zh, en, &pairs, |_, _| true, |within| links(zh, en, within)).is_empty()
    }

    #[test]
    fn figures_that_changed_places_are_seen() {
        assert!(crosses(
            "小麦产3000吨，玉米产5000吨。",
            "It grew 5000 tons of wheat and 3000 tons of maize.",
            &["3000", "5000"]
        ));
        assert!(crosses("12人死亡，35人受伤。", "In the crash 35 died and 12 were injured.", &["12", "35"]));
        assert!(crosses(
            "上海有20家，北京有30家。",
            "There are 30 shops in Shanghai and 20 in Beijing.",
            &["20", "30"]
        ));
    }

    #[test]
    fn the_ends_of_a_change_are_told_by_their_prepositions() {
        let figures = &["300", "500"];
        assert!(crosses("由300元涨到500元。", "It rose from 500 yuan to 300.", figures));
        assert!(!crosses("由300元涨到500元。", "It rose to 500 yuan from 300.", figures));
        assert!(!crosses("由300元涨到500元。", "It rose from 300 yuan to 500.", figures));
        let (dated, years) = ("由1955年的300元涨到今年的500元。", "from 300 yuan in 1955 to 500 this year");
        assert!(crosses(dated, "It rose from 500 yuan in 1955 to 300 this year.", figures));
        assert!(!crosses(dated, years, figures));
    }

    #[test]
    fn rows_and_labels_keep_their_figures() {
        let figures = &["52", "88"];
        assert!(crosses("梨子\t52元\t\n葡萄\t88元", "Pears\t88 yuan\t\nGrapes\t52 yuan", figures));
        assert!(crosses("梨子：52元\n葡萄：88元", "Pears: 88 yuan\nGrapes: 52 yuan", figures));
        assert!(!crosses("梨子：52元\n葡萄：88元", "Grapes: 88 yuan\nPears: 52 yuan", figures));
        assert!(crosses("梨子52元，葡萄88元。", "Pears, 88 yuan; grapes, 52 yuan.", figures));
    }

    #[test]
    fn what_both_are_called_ties_neither() {
        assert!(crosses(
            "铁观音30箱，大红袍50箱。",
            "50 boxes of Tieguanyin tea and 30 boxes of Dahongpao tea.",
            &["30", "50"]
        ));
        assert!(!crosses(
            "铁观音30箱，大红袍50箱。",
            "50 boxes of Dahongpao tea and 30 boxes of Tieguanyin tea.",
            &["30", "50"]
        ));
    }

    #[test]
    fn letters_stand_for_stems() {
        let (zh, figures) = ("甲组300人，乙组200人。", &["300", "200"]);
        assert!(crosses(zh, "Group A has 200 people and Group B 300.", figures));
        assert!(!crosses(zh, "Group B has 200 people and Group A 300.", figures));
    }

    #[test]
    fn another_order_of_words_is_no_swap() {
        assert!(!crosses(
            "小麦产3000吨，玉米产5000吨。",
            "It grew 5000 tons of maize and 3000 tons of wheat.",
            &["3000", "5000"]
        ));
        assert!(!crosses("12人死亡，35人受伤。", "There were 35 injured, and 12 dead.", &["12", "35"]));
        assert!(!crosses("全市300家企业中，50家亏损。", "Of the city's 300 firms, 50 made a loss.", &["300", "50"]));
        assert!(!crosses("全市300家企业，有50家亏损。", "50 of the city's 300 firms made a loss.", &["300", "50"]));
    }
}
