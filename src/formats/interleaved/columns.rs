//! Tables with columns for either language.

use super::cut;
use crate::formats::comments;
use crate::source::{Lang, Span, lang_of};

/// What the columns of a table are in.
pub(super) struct Columns {
    columns: Vec<Column>,
    /// The language of the columns without letters, when they make up for those that it lacks: 单价, Price, 388元, 388.
    spare: Option<Lang>,
}

/// How many of a column's cells are in either language, and whether it has cells without letters that hold anything.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    zh: usize,
    en: usize,
    has_figures: bool,
}

/// A cell of a row.
pub(super) struct Cell {
    pub(super) span: Span,
    pub(super) lang: Option<Lang>,
    /// It has no letters and stands in a column of both languages: its figures are told once for both.
    pub(super) is_shared: bool,
}

impl Columns {
    /// Reads the columns of `rows`, which follow each other in `text`.
    pub(super) fn of(text: &str, rows: &[Span]) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for row in rows {
            for (at, span) in cells(text, *row).enumerate() {
                if columns.len() == at {
                    columns.push(Column::default());
                }
                let Some(column) = columns.get_mut(at) else { break };
                let surface = comments::without(span.of(text));
                let has_both = cut::halves(&surface).is_some();
                let lang = lang_of(&surface);
                column.zh += usize::from(has_both || lang == Some(Lang::Zh));
                column.en += usize::from(has_both || lang == Some(Lang::En));
                column.has_figures |= lang.is_none() && surface.contains(char::is_numeric);
            }
        }
        let count = |fits: fn(&Column) -> bool| columns.iter().filter(|column| fits(column)).count();
        let zh = count(|column| column.lang() == Some(Lang::Zh));
        let en = count(|column| column.lang() == Some(Lang::En));
        let bare = count(|column| column.zh + column.en == 0 && column.has_figures);
        let spare = match bare {
            0 => None,
            _ if zh == en + bare => Some(Lang::En),
            _ if en == zh + bare => Some(Lang::Zh),
            _ => None,
        };
        Self { columns, spare }
    }

    /// The cells of `row`; one without letters is in the language of its column.
    pub(super) fn cells(&self, text: &str, row: Span) -> Vec<Cell> {
        let cell = |(at, span): (usize, Span)| {
            let surface = comments::without(span.of(text));
            let column = self.columns.get(at).copied().unwrap_or_default();
            let of_column = if column.zh + column.en == 0 { self.spare } else { column.lang() };
            let lang = lang_of(&surface);
            let is_blank = surface.trim().is_empty();
            let is_shared = lang.is_none() && of_column.is_none() && !is_blank;
            Cell { span, lang: lang.or(of_column.filter(|_| !is_blank)), is_shared }
        };
        cells(text, row).enumerate().map(cell).collect()
    }
}

impl Column {
    /// The language of most of its cells; a column of both has none.
    fn lang(self) -> Option<Lang> {
        const MOST: usize = 3;
        if self.zh > self.en * MOST {
            Some(Lang::Zh)
        } else if self.en > self.zh * MOST {
            Some(Lang::En)
        } else {
            None
        }
    }
}

/// The cells of `row`, each with the tab or line end after it.
fn cells(text: &str, row: Span) -> impl Iterator<Item = Span> {
    let mut start = row.start;
    row.of(text).split_inclusive('\t').map(move |cell| {
        let span = Span::new(start, start + cell.len());
        start = span.end;
        span
    })
}
