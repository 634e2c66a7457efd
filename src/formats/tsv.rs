//! Tables of pairs: Chinese TAB English, a pair a line.
//!
//! Cells are taken as they are: no quoting, no escapes, so that a sentence may begin with a quotation mark. A first row
//! of column names is noticed (`zh`, `English`, 原文, …) and tells which column is which; `id` and `doc` are understood.
//! Without one the first two columns count. Where the texts say that the columns are the other way round, they are
//! read so, and [`Table::swapped`] tells.

use crate::bitext::{Origin, TranslationUnit};
use crate::source::{Lang, LineIndex, lang_of};

use super::language;

/// A row that is no pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TsvError {
    /// No TAB, or fewer cells than the columns named in the first row.
    #[error("line {line}: {found} of the {wanted} columns needed")]
    FewColumns {
        /// Line of the file, from 1.
        line: usize,
        /// How many cells the row has.
        found: usize,
        /// How many it must have.
        wanted: usize,
    },
}

impl TsvError {
    /// The line of the file, from 1.
    pub fn line(self) -> usize {
        match self {
            Self::FewColumns { line, .. } => line,
        }
    }
}

/// What a table holds.
#[derive(Debug, Default, PartialEq)]
pub struct Table {
    /// The pairs in file order. The id is the cell of the column `id`, else the number of the line.
    pub units: Vec<TranslationUnit>,
    /// Rows that were left out; the rest was read.
    pub errors: Vec<TsvError>,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// Whether Chinese and English stood in each other's column, by what most rows say.
    pub swapped: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Text(Option<Lang>),
    Id,
    Doc,
    Other,
}

/// The columns that matter, by index.
#[derive(Debug, Clone, Copy)]
struct Layout {
    zh: usize,
    en: usize,
    id: Option<usize>,
    doc: Option<usize>,
}

impl Layout {
    const PLAIN: Self = Self { zh: 0, en: 1, id: None, doc: None };

    fn width(self) -> usize {
        self.zh.max(self.en) + 1
    }

    /// The layout that a first row names, if it names one.
    fn named(row: &str) -> Option<Self> {
        let columns: Vec<Column> = row.split('\t').map(column).collect();
        let find = |wanted: Column| columns.iter().position(|&column| column == wanted);
        let mut unnamed =
            columns.iter().enumerate().filter(|(_, column)| **column == Column::Text(None)).map(|(at, _)| at);
        let (zh, en) = match (find(Column::Text(Some(Lang::Zh))), find(Column::Text(Some(Lang::En)))) {
            (Some(zh), Some(en)) => (zh, en),
            (Some(zh), None) => (zh, unnamed.next()?),
            (None, Some(en)) => (unnamed.next()?, en),
            (None, None) => (unnamed.next()?, unnamed.next()?),
        };
        Some(Self { zh, en, id: find(Column::Id), doc: find(Column::Doc) })
    }
}

/// What a column name says. A language may be written as a tag (`zh-CN`) or a word.
fn column(name: &str) -> Column {
    let name = name.trim().trim_matches('"').to_lowercase();
    match name.as_str() {
        "id" | "key" | "no" | "no." | "编号" | "序号" => Column::Id,
        "doc" | "document" | "file" | "文档" | "文件" => Column::Doc,
        "source" | "target" | "src" | "tgt" | "trg" | "original" | "translation" | "原文" | "译文" | "原文文本"
        | "译文文本" => Column::Text(None),
        "chinese" | "simplified chinese" | "traditional chinese" | "中文" | "汉语" | "漢語" | "汉文" => {
            Column::Text(Some(Lang::Zh))
        }
        "english" | "英文" | "英语" | "英語" => Column::Text(Some(Lang::En)),
        tag => language(tag).map_or(Column::Other, |lang| Column::Text(Some(lang))),
    }
}

/// Reads a table. Linear in its length.
pub fn read(text: &str) -> Table {
    let lines = LineIndex::new(text);
    let mut table = Table::default();
    let mut layout = Layout::PLAIN;
    // Rows in which the script says that the columns are right, and that they are not.
    let (mut straight, mut crossed) = (0_usize, 0_usize);
    let mut is_first = true;
    for line in 0..lines.len() {
        let Some(span) = lines.span(text, line) else { continue };
        let row = span.of(text);
        if row.trim().is_empty() {
            continue;
        }
        if std::mem::take(&mut is_first)
            && let Some(named) = Layout::named(row)
        {
            layout = named;
            table.has_header = true;
            continue;
        }
        let cells: Vec<&str> = row.split('\t').collect();
        let cell = |at: Option<usize>| cells.get(at?).copied();
        let (Some(zh), Some(en)) = (cell(Some(layout.zh)), cell(Some(layout.en))) else {
            let (found, wanted) = (cells.len(), layout.width());
            table.errors.push(TsvError::FewColumns { line: line + 1, found, wanted });
            continue;
        };
        match (lang_of(zh), lang_of(en)) {
            (Some(Lang::Zh), Some(Lang::En)) => straight += 1,
            (Some(Lang::En), Some(Lang::Zh)) => crossed += 1,
            _ => {}
        }
        let origin = |column: usize| {
            let before: usize = cells.iter().take(column).map(|cell| cell.len() + 1).sum();
            Origin::plain(span.start + before)
        };
        let id = cell(layout.id).map_or_else(|| (line + 1).to_string(), str::to_owned);
        table.units.push(TranslationUnit {
            id: Some(id),
            doc: cell(layout.doc).filter(|doc| !doc.is_empty()).map(str::to_owned),
            zh: zh.to_owned(),
            en: en.to_owned(),
            probability: None,
            zh_origin: origin(layout.zh),
            en_origin: origin(layout.en),
        });
    }
    if crossed > straight {
        table.swapped = true;
        for unit in &mut table.units {
            std::mem::swap(&mut unit.zh, &mut unit.en);
            std::mem::swap(&mut unit.zh_origin, &mut unit.en_origin);
        }
    }
    table
}

/// Appends a row. The texts must hold neither TAB nor line end; where they do, a space is written.
pub fn write_row(out: &mut String, zh: &str, en: &str) {
    for (cell, end) in [(zh, '\t'), (en, '\n')] {
        out.extend(cell.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
        out.push(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn pairs(table: &Table) -> Vec<(&str, &str, &str)> {
        let id = |unit: &'_ TranslationUnit| unit.id.clone().unwrap_or_default();
        let units = table.units.iter();
        units.map(|unit| (&*id(unit).leak(), unit.zh.as_str(), unit.en.as_str())).collect()
    }

    #[test]
    fn cells_are_taken_as_they_are() {
        let text = "“二百人”\t\"200 men\"\r\n\r\n一人\r\n共 3 吨\t3 tons\tremark\n空\t\n";
        let table = read(text);
        assert_eq!(pairs(&table), [("1", "“二百人”", "\"200 men\""), ("4", "共 3 吨", "3 tons"), ("5", "空", "")]);
        assert_eq!(table.errors, [TsvError::FewColumns { line: 3, found: 1, wanted: 2 }]);
        assert_eq!(table.errors[0].to_string(), "line 3: 1 of the 2 columns needed");
        assert!(!table.has_header && !table.swapped);
        let tons = table.units[1].en_origin.locate(Span::new(0, 6)).unwrap();
        assert_eq!(
            (tons.of(text), table.units[1].zh_origin.locate(Span::new(4, 5)).unwrap().of(text)),
            ("3 tons", "3")
        );
    }

    #[test]
    fn a_first_row_of_names_says_which_column_is_which() {
        let table = read("ID\tEnglish\tzh-Hans\tdoc\na\tone\t一个\tx.md\nb\ttwo\t两个\t\nc\tthree\n");
        assert_eq!(pairs(&table), [("a", "一个", "one"), ("b", "两个", "two")]);
        assert_eq!((table.units[0].doc.as_deref(), table.units[1].doc.as_deref()), (Some("x.md"), None));
        assert_eq!(table.errors, [TsvError::FewColumns { line: 4, found: 2, wanted: 3 }]);
        assert!(table.has_header && !table.swapped);
        assert!(read("原文\t译文\n一\tone\n").has_header);
        assert!(!read("文件\t file\n").has_header, "one name is no header");
    }

    #[test]
    fn swapped_columns_are_put_right_and_said() {
        let text = "two hundred men\t二百人\n3\t3\nthe GDP\t国内生产总值 (GDP)\n";
        let table = read(text);
        assert!(table.swapped);
        assert_eq!(pairs(&table)[0], ("1", "二百人", "two hundred men"));
        assert_eq!(table.units[0].zh_origin.locate(Span::new(0, 9)).unwrap().of(text), "二百人");
        assert!(!read("二百人\ttwo hundred men\none\t一\n").swapped, "as many rows speak for it as against it");
    }
}
