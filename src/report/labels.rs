//! The fixed words of reports, in English and Chinese.

use crate::check::{Severity, Ui};
use crate::facts::Kind;
use crate::source::Lang;

/// The fixed words of the report in one language.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "some are the terminal's alone"))]
pub(super) struct Labels {
    ui: Ui,
    pub(super) help: &'static str,
    pub(super) pair: &'static str,
    /// What the lines of a Word document are.
    pub(super) paragraph: &'static str,
    /// Said beside the name of a side that has no sentence there.
    pub(super) nothing_here: &'static str,
    /// Heads of the columns of the summary: agree, differ, only in Chinese, only in English.
    pub(super) columns: [&'static str; 4],
    pub(super) all: &'static str,
    /// Head of the column of findings.
    pub(super) findings: &'static str,
    /// Stands where a side has no sentence.
    pub(super) gap: &'static str,
    /// Names of the two pairs that explain a rule.
    pub(super) wrong: &'static str,
    pub(super) right: &'static str,
}

impl Labels {
    pub(super) fn of(ui: Ui) -> Self {
        match ui {
            Ui::En => Self {
                ui,
                help: "help",
                pair: "pair",
                paragraph: "paragraph",
                nothing_here: ", nothing here",
                columns: ["agree", "differ", "only in Chinese", "only in English"],
                all: "all",
                findings: "Findings",
                gap: "nothing here",
                wrong: "wrong",
                right: "right",
            },
            Ui::Zh => Self {
                ui,
                help: "建议",
                pair: "句对",
                paragraph: "段落",
                nothing_here: "，此处无对应",
                columns: ["一致", "不一致", "仅见于中文", "仅见于英文"],
                all: "合计",
                findings: "发现",
                gap: "此处无对应",
                wrong: "误",
                right: "正",
            },
        }
    }

    pub(super) fn severity(&self, severity: Severity) -> &'static str {
        match (self.ui, severity) {
            (Ui::En, severity) => severity.name(),
            (Ui::Zh, Severity::Error) => "错误",
            (Ui::Zh, Severity::Warning) => "警告",
            (Ui::Zh, Severity::Note) => "提示",
        }
    }

    pub(super) fn lang(&self, lang: Lang) -> &'static str {
        match (self.ui, lang) {
            (Ui::En, lang) => lang.name(),
            (Ui::Zh, Lang::Zh) => "中文",
            (Ui::Zh, Lang::En) => "英文",
        }
    }

    pub(super) fn kind(&self, kind: Kind) -> &'static str {
        let (en, zh) = kind_in_both(kind);
        match self.ui {
            Ui::En => en,
            Ui::Zh => zh,
        }
    }
}

/// The name of a kind in English and in Chinese.
pub(super) fn kind_in_both(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Number => ("number", "数字"),
        Kind::Ordinal => ("ordinal", "序数"),
        Kind::Percent => ("percent", "百分数"),
        Kind::Fraction => ("fraction", "分数"),
        Kind::Ratio => ("ratio", "比"),
        Kind::Multiple => ("multiple", "倍数"),
        Kind::Money => ("money", "金额"),
        Kind::Quantity => ("quantity", "量"),
        Kind::Age => ("age", "年龄"),
        Kind::Temperature => ("temperature", "温度"),
        Kind::Date => ("date", "日期"),
        Kind::Period => ("period", "时期"),
        Kind::Time => ("time", "时刻"),
        Kind::Datetime => ("datetime", "日期时刻"),
        Kind::Duration => ("duration", "时长"),
        Kind::Serial => ("serial", "编号"),
    }
}
