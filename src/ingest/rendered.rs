//! The text of a file that is no text itself, put together while the file is read; and how much text is read at all.

use super::contents::mark_contents;
use super::table::{Cell, Placed, put_rows_together};
use super::{Line, Passage, Start};

/// How many paragraphs are read of one file. A hundred thousand provisions have two or three times as many.
pub(super) const MOST_PARAGRAPHS: usize = 300_000;

/// How many bytes of text are read of one file that is no list of units, and of one unit. A hundred thousand provisions of thirty words
/// are about as many.
const MOST_TEXT: usize = 20 * 1024 * 1024;

/// Refuses what is far larger than any document: it would take long, and was made to.
pub(super) fn check_size(paragraphs: usize, text: usize) -> Result<(), String> {
    if paragraphs > MOST_PARAGRAPHS {
        return Err(format!("has more than {MOST_PARAGRAPHS} paragraphs; split it"));
    }
    if text > MOST_TEXT {
        return Err(format!("holds more than {} MiB of text; split it", MOST_TEXT / (1024 * 1024)));
    }
    Ok(())
}

/// How many lines that are not blank are read of one file. At seventy letters each they are as much text as is read.
const MOST_LINES: usize = 300_000;

/// Refuses a text, plain or marked up, that is far larger than any document.
pub(super) fn check_lines(text: &str) -> Result<(), String> {
    check_size(0, text.len())?;
    if text.lines().filter(|line| !line.trim().is_empty()).nth(MOST_LINES).is_some() {
        return Err(format!("has more than {MOST_LINES} lines; split it"));
    }
    Ok(())
}

/// How many units are read of one list.
const MOST_UNITS: usize = 400_000;

/// Refuses a list that has far more units than any document, and a unit that is far longer than any document. A list's text
/// is no longer than its file, which is small enough.
pub(super) fn check_units(units: usize, text: usize) -> Result<(), String> {
    if units > MOST_UNITS {
        return Err(format!("has more than {MOST_UNITS} units; split it"));
    }
    check_size(0, text)
}

/// A paragraph, heading or item as it is to be put down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) start: Start,
    pub(super) emphasised: bool,
    /// How far it is set in, in columns.
    pub(super) indent: usize,
    /// The cell of a table that it stands in.
    pub(super) cell: Option<Cell>,
    /// Whether it is nothing but a link to a place in the same document.
    pub(super) is_link: bool,
}

/// The text as a reader sees it and its lines, whose spans count bytes of that text.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
}

/// What puts blocks down, one after the other.
#[derive(Debug, Default)]
pub(super) struct Rendering {
    text: String,
    lines: Vec<Placed>,
}

impl Rendering {
    /// Adds a block behind a blank line, or beside the cell before it. Line breaks within it begin new lines.
    pub(super) fn add(&mut self, block: &Block) {
        let &Block { mut start, mut indent, emphasised, cell, is_link, .. } = block;
        let before = self.lines.last().and_then(|placed| placed.cell);
        let mut is_beside = cell.is_some_and(|cell| before.is_some_and(|before| before.is_beside(&cell)));
        let pieces = block.text.lines().map(str::trim).filter(|piece| !piece.is_empty());
        // One line too many is refused in the end.
        for piece in pieces.take((MOST_LINES + 1).saturating_sub(self.lines.len())) {
            let gap = match (self.text.is_empty(), start) {
                (true, _) => "",
                (_, Start::Flow) => "\n",
                _ if is_beside => "\n",
                _ => "\n\n",
            };
            self.text.push_str(gap);
            let passage = Passage::verbatim(piece, self.text.len());
            self.text.push_str(piece);
            // Only the first line of a heading declares it; the others flow on.
            let emphasised = emphasised && start != Start::Flow;
            self.lines.push(Placed { line: Line { passage, start, indent, emphasised, said: None }, cell, is_link });
            (start, indent, is_beside) = (Start::Flow, 0, true);
        }
    }

    /// The text and its lines, once all blocks are put down.
    pub(super) fn finish(self) -> Result<Rendered, String> {
        if self.lines.len() > MOST_LINES {
            return Err(format!("has more than {MOST_LINES} lines; split it"));
        }
        Ok(Rendered { text: self.text, lines: settled(self.lines) })
    }
}

/// Settles what shows only once all lines are read: tables of contents, and the rows of tables.
pub(super) fn settled(mut lines: Vec<Placed>) -> Vec<Line> {
    mark_contents(&mut lines);
    put_rows_together(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_into_the_text() {
        let mut rendering = Rendering::default();
        let mut add = |text: &str, start: Start| {
            let text = text.to_owned();
            rendering.add(&Block { text, start, emphasised: false, indent: 4, cell: None, is_link: false });
        };
        add("II. Recommendations\n  (continued)", Start::Heading(1));
        add("\n", Start::Paragraph);
        add("1. Text.", Start::Item);
        let rendered = rendering.finish().expect("it is short");
        assert_eq!(rendered.text, "II. Recommendations\n(continued)\n\n1. Text.");
        let starts: Vec<(Start, usize)> = rendered.lines.iter().map(|line| (line.start, line.indent)).collect();
        assert_eq!(starts, [(Start::Heading(1), 4), (Start::Flow, 0), (Start::Item, 4)]);
        assert!(rendered.lines.iter().all(|line| &rendered.text[line.passage.span()] == line.passage.text()));
    }
}
