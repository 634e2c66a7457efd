//! Where a long bitext runs: a stripe of cells around the path, from words that are rare on both sides.
//!
//! Each rare word and its gloss give a point. Points are counted in a coarse grid, the heaviest monotone path through it
//! is widened by a margin, and the same is done inside with cells a quarter as large, down to a few sentences. A chapter
//! that one side lacks shows up as a straight run. Time and memory are linear in the number of sentences.

use std::ops::Range;

use super::side::{Kind, NOTHING, Side};
use super::ties::Postings;
use super::vocabulary::{Gloss, Vocabulary};

/// Cells of the coarsest grid along one side.
const COARSEST: usize = 400;
/// Each level has cells so many times smaller than the one before.
const FACTOR: usize = 4;
/// Sentences in a cell of the finest level.
const FINEST: usize = 16;
/// Cells that are kept around the path.
const MARGIN: usize = 2;
/// Words in at most so many places may always be landmarks, words in more than so many never.
const FEWEST: usize = 12;
const COMMONEST: usize = 400;
/// Points for each sentence, about.
const POINTS: usize = 2;
/// Words of a family in more times as many places take too long to look through.
const FAMILY: usize = 4;

/// A word of a Chinese sentence and its gloss in an English one.
#[derive(Debug, Clone, Copy)]
struct Point {
    i: u32,
    j: u32,
    weight: f32,
}

/// For each Chinese sentence the English ones it may stand beside.
pub(super) fn stripe(zh: &Side, en: &Side, vocabulary: &Vocabulary<'_>, postings: &Postings) -> Vec<Range<usize>> {
    let points = points(zh, en, vocabulary, postings);
    let mut size = zh.len().max(en.len()).div_ceil(COARSEST).max(FINEST);
    let mut level = Level::full(zh.len(), en.len(), size);
    loop {
        let path = level.path(&points);
        let kept = level.around(&path);
        if size <= FINEST {
            return (0..zh.len())
                .map(|i| {
                    let row = &kept[i / size];
                    (row.start * size).min(en.len())..(row.end * size).min(en.len())
                })
                .collect();
        }
        let finer = size.div_ceil(FACTOR).max(FINEST);
        level = Level::inside(&kept, size, finer, zh.len(), en.len());
        size = finer;
    }
}

fn points(zh: &Side, en: &Side, vocabulary: &Vocabulary<'_>, postings: &Postings) -> Vec<Point> {
    let mut zh_counts = vec![0_u32; vocabulary.zh_words()];
    for token in zh.tokens.iter().filter(|token| token.kind == Kind::Word && token.id != NOTHING) {
        zh_counts[token.id as usize] += 1;
    }
    let mut en_counts = vec![0_u32; vocabulary.en_words()];
    for token in &en.tokens {
        en_counts[token.id as usize] += 1;
    }
    let en_count = |gloss: &Gloss| en_counts.get(gloss.word as usize).map_or(0, |&count| count as usize);
    let most = most_places(&zh_counts, en_count, vocabulary, POINTS * (zh.len() + en.len()));
    let mut points = Vec::new();
    for i in 0..zh.len() {
        for at in zh.tokens_of(i..i + 1) {
            let token = zh.tokens[at];
            if token.id == NOTHING {
                continue;
            }
            let count = if token.kind == Kind::Word { zh_counts[token.id as usize] as usize } else { 1 };
            if count > most {
                continue;
            }
            for gloss in vocabulary.glosses(token) {
                let places = postings.of(gloss.family);
                let exact = en_count(gloss);
                if exact == 0 || exact > most || places.len() > FAMILY * most {
                    continue;
                }
                #[expect(clippy::cast_precision_loss, reason = "a small count")]
                let weight = 1.0 / (exact * count) as f32;
                let exact = places.iter().filter(|&&place| en.tokens[place as usize].id == gloss.word);
                points.extend(exact.map(|&place| Point {
                    i: to_u32(i),
                    j: to_u32(en.sentence_of(place as usize)),
                    weight,
                }));
            }
        }
    }
    points
}

/// In how many places of either side a landmark may stand, so that there are no more than about `budget` points. A text of many
/// volumes has few words that are as rare as those of a novel; there commoner ones must do, and can, since what they meet by
/// chance is spread over so many more cells.
fn most_places(
    zh_counts: &[u32],
    en_count: impl Fn(&Gloss) -> usize,
    vocabulary: &Vocabulary<'_>,
    budget: usize,
) -> usize {
    let mut points = [0_usize; COMMONEST + 1];
    for (word, &count) in (0..).zip(zh_counts) {
        for gloss in vocabulary.glosses_of(word) {
            let (zh, en) = (count as usize, en_count(gloss));
            if let Some(points) = points.get_mut(zh.max(en)) {
                *points += zh * en;
            }
        }
    }
    let mut sum = 0;
    let sums = points.iter().map(|points| {
        sum += points;
        sum
    });
    sums.take_while(|&sum| sum <= budget).count().clamp(FEWEST + 1, COMMONEST + 1) - 1
}

/// A grid of cells of `size` by `size` sentences, and which of them are looked at.
struct Level {
    size: usize,
    /// The cells of each row.
    rows: Vec<Range<usize>>,
    columns: usize,
}

impl Level {
    fn full(zh: usize, en: usize, size: usize) -> Self {
        let columns = en.div_ceil(size).max(1);
        Self { size, rows: vec![0..columns; zh.div_ceil(size).max(1)], columns }
    }

    /// The cells of size `finer` inside `kept` cells of size `size`.
    fn inside(kept: &[Range<usize>], size: usize, finer: usize, zh: usize, en: usize) -> Self {
        let columns = en.div_ceil(finer).max(1);
        let row = |row: usize| {
            let first = &kept[(row * finer / size).min(kept.len() - 1)];
            let last = &kept[(((row + 1) * finer - 1) / size).min(kept.len() - 1)];
            let start = (first.start * size / finer).min(columns - 1);
            start..(last.end * size).div_ceil(finer).clamp(start + 1, columns)
        };
        Self { size: finer, rows: (0..zh.div_ceil(finer).max(1)).map(row).collect(), columns }
    }

    /// The heaviest monotone path, as the cells of each row.
    #[expect(clippy::needless_range_loop, reason = "rows and columns are neighbours of each other")]
    fn path(&self, points: &[Point]) -> Vec<Range<usize>> {
        let mut offsets = vec![0];
        for row in &self.rows {
            offsets.push(offsets[offsets.len() - 1] + row.len());
        }
        let cell = |row: usize, column: usize| {
            self.rows.get(row).filter(|cells| cells.contains(&column)).map(|cells| offsets[row] + column - cells.start)
        };
        let mut weights = vec![0.0_f32; offsets[self.rows.len()]];
        let (mut of_row, mut of_column, mut all) =
            (vec![0.0_f32; self.rows.len()], vec![0.0_f32; self.columns], 0.0_f32);
        for point in points {
            let (row, column) = (point.i as usize / self.size, point.j as usize / self.size);
            if let Some(cell) = cell(row, column) {
                weights[cell] += point.weight;
                of_row[row] += point.weight;
                of_column[column] += point.weight;
                all += point.weight;
            }
        }
        // What a cell holds by chance is taken off; and of equal paths the straight one is best.
        let slope = to_f32(self.columns) / to_f32(self.rows.len());
        let value = |row: usize, column: usize| {
            let chance = of_row[row] * of_column[column] / all.max(1e-3);
            let aside = (to_f32(column) - to_f32(row) * slope).abs() / to_f32(self.columns);
            weights[offsets[row] + column - self.rows[row].start] - chance - 1e-3 * aside
        };
        let mut best = vec![f32::NEG_INFINITY; weights.len()];
        let mut from = vec![Move::Start; weights.len()];
        for row in 0..self.rows.len() {
            for column in self.rows[row].clone() {
                let mut options = [(0.0, Move::Start); 3];
                let before = |row: Option<usize>, column: Option<usize>| {
                    row.zip(column).and_then(|(row, column)| cell(row, column)).map_or(f32::NEG_INFINITY, |at| best[at])
                };
                options[0] = (before(row.checked_sub(1), column.checked_sub(1)), Move::Both);
                options[1] = (before(row.checked_sub(1), Some(column)), Move::Zh);
                options[2] = (before(Some(row), column.checked_sub(1)), Move::En);
                let start = if row == 0 && column == self.rows[0].start { 0.0 } else { f32::NEG_INFINITY };
                let mut chosen = (start, Move::Start);
                for option in options {
                    if option.0 > chosen.0 {
                        chosen = option;
                    }
                }
                let at = offsets[row] + column - self.rows[row].start;
                best[at] = chosen.0 + value(row, column);
                from[at] = chosen.1;
            }
        }
        let mut path: Vec<Range<usize>> = self.rows.iter().map(|row| row.end..row.start).collect();
        let mut row = self.rows.len() - 1;
        let mut column = self.rows[row].end - 1;
        loop {
            path[row] = path[row].start.min(column)..path[row].end.max(column + 1);
            match cell(row, column).map_or(Move::Start, |at| from[at]) {
                Move::Both => (row, column) = (row - 1, column - 1),
                Move::Zh => row -= 1,
                Move::En => column -= 1,
                Move::Start => break,
            }
        }
        path
    }

    /// The path and what lies within the margin.
    fn around(&self, path: &[Range<usize>]) -> Vec<Range<usize>> {
        (0..path.len())
            .map(|row| {
                let near = &path[row.saturating_sub(MARGIN)..(row + MARGIN + 1).min(path.len())];
                let start = near.iter().map(|cells| cells.start).min().unwrap_or(0);
                let end = near.iter().map(|cells| cells.end).max().unwrap_or(self.columns);
                let start = start.saturating_sub(MARGIN).min(self.columns - 1);
                start..(end + MARGIN).clamp(start + 1, self.columns)
            })
            .collect()
    }
}

/// How a path came to a cell.
#[derive(Debug, Clone, Copy)]
enum Move {
    Start,
    Zh,
    En,
    Both,
}

#[expect(clippy::cast_precision_loss, reason = "a count of cells")]
fn to_f32(count: usize) -> f32 {
    count as f32
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
