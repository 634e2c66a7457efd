//! Text in which Chinese and English take turns: a translation under each paragraph or under the whole, beside it in the
//! same line, or a table with a column for each language (a DOCX that goes to a reviser).
//!
//! Order of work: cut the text into lines, the rows of tables into cells ([`columns`]), and a line or cell that holds both
//! languages where its script changes ([`cut`]); join what follows each other in one language; read each such turn by its
//! layout.
//!
//! ```
//! use duizhao::{formats::interleaved, source::Lang};
//!
//! let text = "收获三百吨。\n300 tons were harvested.\n\n共有五十人。\nThere were 50 people.\n";
//! let document = interleaved::parse(text).expect("both languages take turns");
//! let english: Vec<_> = document.blocks_of(Lang::En).map(|block| block.span.of(text)).collect();
//! assert_eq!(english, ["300 tons were harvested.", "There were 50 people."]);
//! assert!(interleaved::parse("收获三百吨。\n共有五十人。\nThe end.\n").is_none());
//! ```

mod columns;
mod cut;

use super::comments;
use super::layout::{self, Known};
use crate::bitext::{Document, Markup, MarkupKind};
use crate::source::{Lang, LineRoles, Span, lang_of};
use columns::{Cell, Columns};

/// Each language has more than one line or cell in so many: a title in one language over a text in the other is no
/// translation.
const SHARE: usize = 3;

/// Reads `text` if its lines, or the cells of its rows, are in Chinese and English by turns; `None` if one language has
/// hardly any. Linear.
pub fn parse(text: &str) -> Option<Document> {
    parse_lines(text, &LineRoles::default())
}

/// The same of a text whose markup says what its lines are.
pub fn parse_lines(text: &str, roles: &LineRoles) -> Option<Document> {
    let turns = turns(text);
    let pieces = |lang: Lang| turns.iter().filter(|turn| turn.lang == lang).map(|turn| turn.pieces).sum::<usize>();
    let (zh, en) = (pieces(Lang::Zh), pieces(Lang::En));
    if zh.min(en) * SHARE <= zh + en {
        return None;
    }
    let mut document = Document::default();
    for turn in turns {
        let body = layout::read(text, turn.span, turn.lang, Known { roles: Some(roles), ..Known::default() });
        document.blocks.extend(body.blocks);
        let space = |span| Markup { kind: MarkupKind::Space, span };
        document.markup.extend(body.ornaments.into_iter().map(space));
    }
    super::cover(&mut document, text.len());
    Some(document)
}

/// Lines or cells of one language that follow each other.
struct Turn {
    lang: Lang,
    span: Span,
    pieces: usize,
}

/// The turns of `text`. What has no letters has the language of its column, or belongs to the turn before it.
fn turns(text: &str) -> Vec<Turn> {
    let mut turns = Turns { text, turns: Vec::new() };
    let mut lines = text.split_inclusive('\n').peekable();
    let mut start = 0;
    while let Some(line) = lines.next() {
        let first = Span::new(start, start + line.len());
        start = first.end;
        if !line.contains('\t') {
            turns.line(first);
            continue;
        }
        let mut rows = vec![first];
        while let Some(row) = lines.next_if(|row| row.contains('\t')) {
            rows.push(Span::new(start, start + row.len()));
            start += row.len();
        }
        let columns = Columns::of(text, &rows);
        for row in rows {
            turns.row(row, &columns);
        }
    }
    turns.turns
}

/// The turns on their way.
struct Turns<'a> {
    text: &'a str,
    turns: Vec<Turn>,
}

impl Turns<'_> {
    /// Takes a line of running text.
    fn line(&mut self, line: Span) {
        self.piece(line, lang_of(&comments::without(line.of(self.text))));
    }

    /// Takes a row: cell by cell when these are in two languages, for cells in one are a row like any other.
    fn row(&mut self, row: Span, columns: &Columns) {
        let cells = columns.cells(self.text, row);
        let mut langs = cells.iter().filter_map(|cell| cell.lang);
        let first = langs.next();
        if langs.all(|lang| Some(lang) == first) {
            self.line(row);
            return;
        }
        for Cell { span, lang, is_shared } in cells {
            if !is_shared {
                self.piece(span, lang);
            }
        }
    }

    /// Takes a line or a cell that is in `lang`, or in both languages one after the other.
    fn piece(&mut self, span: Span, lang: Option<Lang>) {
        match cut::halves(span.of(self.text)) {
            Some(halves) => {
                self.push(halves.first.shifted(span.start), Some(halves.lang));
                self.push(halves.second.shifted(span.start), Some(halves.lang.other()));
            }
            None => self.push(span, lang),
        }
    }

    fn push(&mut self, span: Span, lang: Option<Lang>) {
        let pieces = usize::from(lang.is_some());
        match self.turns.last_mut() {
            Some(turn) if turn.span.end == span.start && lang.is_none_or(|lang| lang == turn.lang) => {
                turn.span = turn.span.join(span);
                turn.pieces += pieces;
            }
            last => {
                // Figures before the first word go with it.
                let lang = lang.or(last.map(|turn| turn.lang)).or_else(|| lang_of(self.text)).unwrap_or(Lang::En);
                self.turns.push(Turn { lang, span, pieces });
            }
        }
    }
}
