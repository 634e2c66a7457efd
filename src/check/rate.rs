//! What a figure is per: 每亩五百公斤 is no 500 kg per hectare.
//!
//! Looks in the clause around a figure for what it is divided by; the names are a table, `data/check/rates.tsv`.

use std::sync::LazyLock;

use super::wording::Spot;
use crate::facts::Kind;
use crate::quantity::{Exact, Unit};
use crate::source::Span;

struct Row {
    group: &'static str,
    code: &'static str,
    /// Names after 每 and *per*.
    zh: Vec<&'static str>,
    en: Vec<&'static str>,
    /// Words that say the whole: 亩产, *daily*.
    zh_whole: Vec<&'static str>,
    en_whole: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    // A word with a star is a whole.
    let parted = |list: &'static str| {
        let (whole, names): (Vec<_>, Vec<_>) = list.split('|').partition(|name| name.starts_with('*'));
        (names, whole.into_iter().map(|name| name.trim_start_matches('*')).collect())
    };
    let lines = include_str!("../../data/check/rates.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let mut column = || columns.next();
            let (group, code, zh, en) = (column()?, column()?, column()?, column()?);
            let ((zh, zh_whole), (en, en_whole)) = (parted(zh), parted(en));
            Some(Row { group, code, zh, en, zh_whole, en_whole })
        })
        .collect()
});

/// One thing that a figure is per, and the words that say so.
struct Per {
    group: &'static str,
    code: &'static str,
    words: Span,
}

/// The words of both sides where one figure is per one thing and its equal per another of the same group.
pub(super) fn differ(zh: &Spot<'_>, en: &Spot<'_>) -> Option<(Span, Span)> {
    let is_divided = |kind| matches!(kind, Kind::Number | Kind::Quantity | Kind::Money | Kind::Percent);
    if !is_divided(zh.fact.kind) || !is_divided(en.fact.kind) {
        return None;
    }
    let zh_per = zh_per(zh);
    if zh_per.is_empty() {
        return None;
    }
    let en_per = en_per(en);
    let lacks = |all: &[Per], one: &Per| all.iter().all(|per| per.code != one.code);
    let alone = zh_per.iter().filter(|per| lacks(&en_per, per));
    alone.into_iter().find_map(|zh| {
        let of_group = |per: &&Per| per.group == zh.group && lacks(&zh_per, per);
        en_per.iter().find(of_group).map(|en| (zh.words, en.words))
    })
}

/// Whether two figures that differ are one rate in other units: 每亩八百斤 is six tonnes per hectare.
pub(super) fn converts(zh: &Spot<'_>, en: &Spot<'_>) -> bool {
    let (Some(zh_unit), Some(en_unit)) = (zh.fact.unit, en.fact.unit) else { return false };
    let (Some(zh_per), Some(en_per)) = (only(&zh_per(zh)), only(&en_per(en))) else { return false };
    let (Some(zh_base), Some(en_base)) = (Unit::by_code(zh_per), Unit::by_code(en_per)) else { return false };
    let rate = |spot: &Spot<'_>, unit: Unit, base: Unit| {
        spot.fact.value.as_number()?.checked_mul(unit.factor())?.checked_div(base.factor())
    };
    let rates = rate(zh, zh_unit, zh_base).zip(rate(en, en_unit, en_base));
    // A converted figure is mostly rounded.
    let near = |(zh, en): (Exact, Exact)| Some(zh.checked_sub(en)?.abs().checked_mul(Exact::integer(100))? <= zh.abs());
    zh_per != en_per
        && zh_unit.converts_to(en_unit)
        && zh_base.converts_to(en_base)
        && rates.and_then(near) == Some(true)
}

/// The code of what a figure is per, where that is one thing.
fn only(per: &[Per]) -> Option<&'static str> {
    let code = per.first()?.code;
    per.iter().all(|per| per.code == code).then_some(code)
}

/// Whether no denominator reaches over `c`.
fn ends_clause(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | '\n')
}

fn zh_per(spot: &Spot<'_>) -> Vec<Per> {
    let before = spot.before(60);
    let mut found = Vec::new();
    for (at, c) in before.char_indices().rev().take_while(|&(_, c)| !ends_clause(c)) {
        let end = at + c.len_utf8();
        let hit = match c {
            '每' => {
                let rest = before.get(end..).unwrap_or_default();
                let rest = rest.strip_prefix('一').unwrap_or(rest);
                let names = ROWS.iter().flat_map(|row| row.zh.iter().map(move |name| (row, *name)));
                let longest = names.filter(|(_, name)| rest.starts_with(name)).max_by_key(|(_, name)| name.len());
                longest.map(|(row, name)| (row, at..before.len() - rest.len() + name.len()))
            }
            '均' | '产' | '產' | '速' | '薪' | '租' => {
                let head = before.get(..end).unwrap_or_default();
                let whole = |name: &&&str| head.ends_with(**name);
                let wholes = ROWS.iter().find_map(|row| row.zh_whole.iter().find(whole).map(|name| (row, name)));
                wholes.map(|(row, name)| (row, end - name.len()..end))
            }
            _ => None,
        };
        found.extend(hit.map(|(row, words)| {
            let words = spot.place(before.get(words).unwrap_or_default());
            Per { group: row.group, code: row.code, words }
        }));
    }
    found.reverse();
    found
}

fn en_per(spot: &Spot<'_>) -> Vec<Per> {
    let (before, after) = (spot.before(70), spot.after(70));
    let from = before.rfind(". ").map_or(0, |at| at + 2);
    let to = [". ", "; "].iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
    let mut found = Vec::new();
    for (piece, touches) in [(before.get(from..), false), (after.get(..to), true)] {
        let piece = piece.unwrap_or_default();
        let mut at = 0;
        for word in piece.split_inclusive([' ', '-', '/']) {
            let start = at;
            at += word.len();
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let says = |name: &&str| name.eq_ignore_ascii_case(bare);
            let divides = ["per", "each", "every"].iter().any(says)
                || (word.ends_with('/') && bare.is_empty())
                // "12 kg a month": the article right after the figure, or after its unit.
                || (touches && ["a", "an"].iter().any(says) && piece.get(..start).is_some_and(is_unit_gap));
            if divides {
                let rest = piece.get(at..).unwrap_or_default();
                let hit = ROWS.iter().find_map(|row| {
                    row.en.iter().find_map(|name| starts_with_word(rest, name).then_some((row, *name)))
                });
                if let Some((row, name)) = hit {
                    let words = spot.place(piece.get(start..at + name.len()).unwrap_or_default());
                    found.push(Per { group: row.group, code: row.code, words });
                }
            } else if let Some(row) = ROWS.iter().find(|row| row.en_whole.iter().any(says)) {
                let words = spot.place(piece.get(start..start + word.trim_end().len()).unwrap_or_default());
                found.push(Per { group: row.group, code: row.code, words });
            }
        }
    }
    found
}

/// Whether what stands between a figure and an article is nothing, or one word: the unit.
fn is_unit_gap(gap: &str) -> bool {
    gap.split_whitespace().count() <= 1 && !gap.contains([',', '.', ';'])
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}
