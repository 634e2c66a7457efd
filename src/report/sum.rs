//! The sum of a run in one line.

use super::Summary;
use crate::check::{Count, Ui};

/// What was read and how far it agrees.
pub(super) fn facts(summary: &Summary, ui: Ui) -> String {
    let Summary { tally, files, pairs, .. } = summary;
    let Count { agree, differ, only_zh, only_en } = tally.total();
    let all = agree + differ + only_zh + only_en;
    let aligned = |lang: &str, aligned: usize, of: usize| match ui {
        Ui::En => format!("{} of {} {lang}", group(aligned), group(of)),
        Ui::Zh => format!("{lang}句 {}/{}", group(aligned), group(of)),
    };
    let read = match ui {
        Ui::En if *pairs > 0 => count(*pairs, "pair", "pairs"),
        Ui::En => {
            let zh = aligned("Chinese", tally.zh_aligned, tally.zh_segments);
            let en = aligned("English", tally.en_aligned, tally.en_segments);
            let sentences = format!("{zh} and {en} sentences aligned");
            if *files > 1 { format!("{} · {sentences}", count(*files, "file", "files")) } else { sentences }
        }
        Ui::Zh if *pairs > 0 => format!("{} 个句对", group(*pairs)),
        Ui::Zh => {
            let zh = aligned("中文", tally.zh_aligned, tally.zh_segments);
            let en = aligned("英文", tally.en_aligned, tally.en_segments);
            let sentences = format!("已对齐{zh}、{en}");
            if *files > 1 { format!("{} 个文件 · {sentences}", group(*files)) } else { sentences }
        }
    };
    let (agree, differ, only_zh, only_en) = (group(agree), group(differ), group(only_zh), group(only_en));
    match ui {
        Ui::En => format!(
            "{}: {agree} agree, {differ} differ, {only_zh} only in Chinese, {only_en} only in English · {read}",
            count(all, "fact", "facts")
        ),
        Ui::Zh => format!(
            "{} 项数据：{agree} 项一致，{differ} 项不一致，{only_zh} 项仅见于中文，{only_en} 项仅见于英文 · {read}",
            group(all)
        ),
    }
}

/// What was found.
pub(super) fn findings(summary: &Summary, ui: Ui) -> String {
    let Summary { errors, warnings, notes, ignored, accepted, .. } = *summary;
    let mut parts = match ui {
        Ui::En => {
            vec![
                count(errors, "error", "errors"),
                count(warnings, "warning", "warnings"),
                count(notes, "note", "notes"),
            ]
        }
        Ui::Zh => vec![
            format!("{} 个错误", group(errors)),
            format!("{} 个警告", group(warnings)),
            format!("{} 个提示", group(notes)),
        ],
    };
    let (ignored_words, accepted_words) = match ui {
        Ui::En => (format!("{} ignored", group(ignored)), format!("{} accepted before", group(accepted))),
        Ui::Zh => (format!("已忽略 {} 个", group(ignored)), format!("此前已接受 {} 个", group(accepted))),
    };
    parts.extend((ignored > 0).then_some(ignored_words));
    parts.extend((accepted > 0).then_some(accepted_words));
    parts.join(if ui == Ui::En { ", " } else { "，" })
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", group(n), if n == 1 { one } else { many })
}

/// The number with its digits in groups of three.
fn group(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
