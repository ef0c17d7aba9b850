//! Tables: which lines are one row, and which row is a number with its text.
//!
//! A row is read as one line, its cells parted by bars, and is neither heading nor provision. A number in the first cell
//! belongs to the text in the next, as a provision set in a table is printed. Tables that only place text on the page
//! are left as they are.

use std::collections::{HashMap, HashSet};

use super::invisible::is_invisible;
use super::{Line, Passage, Start};

/// A line as its reader puts it down, with what is settled once all are read.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) line: Line,
    /// The cell of a table that it stands in.
    pub(super) cell: Option<Cell>,
    /// Whether it is nothing but a link to a place in the same document.
    pub(super) is_link: bool,
}

/// A place in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    table: usize,
    row: usize,
    column: usize,
    /// The table around this one.
    outer: Option<usize>,
}

impl Cell {
    /// Whether another cell stands in the same row.
    pub(super) fn is_beside(&self, other: &Cell) -> bool {
        (self.table, self.row) == (other.table, other.row)
    }
}

/// The tables that are open while a document is read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    open: Vec<Cell>,
    count: usize,
}

impl Tables {
    pub(super) fn open(&mut self) {
        let outer = self.cell().map(|cell| cell.table);
        self.open.push(Cell { table: self.count, row: 0, column: 0, outer });
        self.count += 1;
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    pub(super) fn next_row(&mut self) {
        if let Some(cell) = self.open.last_mut() {
            cell.row += 1;
            cell.column = 0;
        }
    }

    pub(super) fn next_cell(&mut self) {
        if let Some(cell) = self.open.last_mut() {
            cell.column += 1;
        }
    }

    /// The cell that is being read.
    pub(super) fn cell(&self) -> Option<Cell> {
        self.open.last().copied()
    }
}

/// What the text of a provision ends with.
const SENTENCE_ENDS: [char; 7] = ['.', ';', ':', '。', '；', '：', '؛'];

/// How many paragraphs a cell of a row has at most. One with more holds text that was placed in it.
const MOST_PARAGRAPHS: usize = 3;

/// The lines of a document, those of each row put together.
pub(super) fn put_rows_together(lines: Vec<Placed>) -> Vec<Line> {
    let frames = frames(&lines);
    let mut settled = Vec::with_capacity(lines.len());
    let mut row: Vec<(usize, Line)> = Vec::new();
    let mut place: Option<Cell> = None;
    for Placed { line, cell, .. } in lines {
        let cell = cell.filter(|cell| !frames.contains(&cell.table) && line.start != Start::Contents);
        let goes_on = cell.is_some_and(|cell| place.is_some_and(|place| place.is_beside(&cell)));
        if !goes_on {
            put_down(std::mem::take(&mut row), &mut settled);
        }
        place = cell;
        match cell {
            Some(cell) => row.push((cell.column, line)),
            None => settled.push(line),
        }
    }
    put_down(row, &mut settled);
    settled
}

/// The tables that only place text: those around others, and those of one column.
fn frames(lines: &[Placed]) -> HashSet<usize> {
    let mut frames = HashSet::new();
    let mut is_wide: HashMap<usize, bool> = HashMap::new();
    let mut last: Option<Cell> = None;
    for cell in lines.iter().filter_map(|placed| placed.cell) {
        frames.extend(cell.outer);
        let has_neighbour = last.is_some_and(|last| last.is_beside(&cell) && last.column != cell.column);
        *is_wide.entry(cell.table).or_default() |= has_neighbour;
        last = Some(cell);
    }
    frames.extend(is_wide.into_iter().filter(|(_, is_wide)| !is_wide).map(|(table, _)| table));
    frames
}

/// Puts down the lines of a row, each with its column.
fn put_down(row: Vec<(usize, Line)>, settled: &mut Vec<Line>) {
    let mut cells: Vec<Vec<Line>> = Vec::new();
    let mut last = None;
    for (column, line) in row {
        match cells.last_mut() {
            Some(cell) if last == Some(column) => cell.push(line),
            _ => cells.push(vec![line]),
        }
        last = Some(column);
    }
    if let Some(number) = row_number(&cells) {
        put_down_numbered(&number, cells, settled);
    } else if cells.len() == 1 && has_heading(&cells[0]) {
        settled.extend(cells.into_iter().flatten());
    } else if cells.iter().any(|cell| is_placed(cell)) {
        // What stands beside such text is a note on it.
        for cell in cells {
            let is_text = is_placed(&cell) || has_heading(&cell);
            settled.extend(cell.into_iter().map(|line| if is_text { line } else { as_row(line) }));
        }
    } else {
        put_down_plain(cells, settled);
    }
}

/// Whether a cell holds text that was placed in it: many paragraphs, or one with a number that ends as a sentence.
fn is_placed(cell: &[Line]) -> bool {
    let is_sentence = |line: &Line| {
        let text = line.passage.text();
        let first = text.split_whitespace().next().unwrap_or_default();
        let is_numbered = first.len() < text.len() && ends_as_number(first) && is_number(first);
        is_numbered && text.ends_with(SENTENCE_ENDS)
    };
    paragraphs(cell) > MOST_PARAGRAPHS || cell.iter().any(is_sentence)
}

fn has_heading(cell: &[Line]) -> bool {
    cell.iter().any(|line| matches!(line.start, Start::Heading(_)))
}

fn paragraphs(cell: &[Line]) -> usize {
    cell.iter().filter(|line| line.start != Start::Flow).count()
}

/// The number of a row, as it would stand before a paragraph: what the first cell holds, if text follows in the next. A
/// bare figure, which may be an amount, counts only where that text fills the row: "12.1" before any, and "3" before a
/// sentence, to get its point.
fn row_number(cells: &[Vec<Line>]) -> Option<Passage> {
    let [first, next, others @ ..] = cells else { return None };
    let ([first], [next, rest @ ..]) = (first.as_slice(), next.as_slice()) else { return None };
    let text = next.passage.text();
    let number = first.passage.trim();
    if !is_number(number.text()) || !text.contains(char::is_alphabetic) {
        return None;
    }
    let mut number = number;
    if !ends_as_number(number.text()) {
        let has_parts = number.text().contains('.');
        let end = rest.last().unwrap_or(next).passage.text();
        if !others.is_empty() || !has_parts && !end.ends_with(SENTENCE_ENDS) {
            return None;
        }
        number.push_unprinted(if has_parts { "" } else { "." });
    }
    number.push_unprinted(" ");
    Some(number)
}

/// Whether a text is nothing but a number: "3.", "(a)", "12.1", "iv)".
fn is_number(text: &str) -> bool {
    let text: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    let inner = text.trim_matches(|letter: char| "().[]（）．、-".contains(letter));
    let length = inner.chars().count();
    let is_figure = inner.chars().all(|letter| letter.is_numeric() || letter == '.');
    let is_letter = length == 1 && inner.chars().all(char::is_alphabetic);
    let is_roman = inner.chars().all(|letter| "ivxlc".contains(letter.to_ascii_lowercase()));
    match length {
        1..=9 if is_figure => true,
        1..=6 => (is_letter || is_roman) && ends_as_number(&text),
        _ => false,
    }
}

fn ends_as_number(text: &str) -> bool {
    text.trim_end_matches(is_invisible).ends_with([')', '.', '）', '．', '、', '-', ']'])
}

/// A number with the text of its row. Further paragraphs of the text stay as they are.
fn put_down_numbered(number: &Passage, cells: Vec<Vec<Line>>, settled: &mut Vec<Line>) {
    let others_are_short = cells[2..].iter().all(|cell| cell.len() == 1);
    let mut cells = cells.into_iter().skip(1);
    let Some(text) = cells.next() else { return };
    let is_one_line = text.len() == 1;
    for (at, mut line) in text.into_iter().enumerate() {
        if at == 0 {
            let mut passage = number.clone();
            passage.append(&line.passage);
            line = Line { passage, start: Start::Item, emphasised: false, ..line };
        }
        settled.push(line);
    }
    match settled.last_mut() {
        Some(line) if is_one_line && others_are_short => {
            cells.flatten().for_each(|other| join(&mut line.passage, &other.passage, " | "));
        }
        _ => settled.extend(cells.flatten().map(as_row)),
    }
}

/// A row without a number: one line, or one for each paragraph where a cell has several.
fn put_down_plain(cells: Vec<Vec<Line>>, settled: &mut Vec<Line>) {
    let is_one = cells.iter().all(|cell| paragraphs(cell) <= 1);
    let from = settled.len();
    for (at, line) in cells.into_iter().flat_map(|cell| cell.into_iter().enumerate()) {
        let begins = at == 0 || line.start != Start::Flow;
        match settled[from..].last_mut() {
            Some(row) if is_one || !begins => {
                join(&mut row.passage, &line.passage, if begins { " | " } else { " " });
            }
            _ => settled.push(as_row(line)),
        }
    }
}

fn as_row(line: Line) -> Line {
    Line { start: Start::Row, emphasised: false, ..line }
}

fn join(passage: &mut Passage, other: &Passage, between: &str) {
    passage.push_unprinted(between);
    passage.append(other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words_and_amounts() {
        for number in ["1.", "3", "(a)", "12.1", "iv)", "١-", "٣.", "12)", "[4]", "\u{200e}3\u{200f}.", "（二）"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["No.", "1/4", "a", "iv", "-", "()", "3 lamps", "(total)", "1,200", "12%", "", "."] {
            assert!(!is_number(other), "{other}");
        }
    }
}
