//! The text of a file that is no text itself, put together while the file is read; and how much text is read at all.

use super::{Line, Passage, Start};

/// How many paragraphs are read of one file. A hundred thousand provisions have two or three times as many.
pub(super) const MOST_PARAGRAPHS: usize = 300_000;

/// How many bytes of text are read of one file that is no list of units. A hundred thousand provisions of thirty words
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

/// Refuses a list of units that is far larger than any document.
pub(super) fn check_units(units: usize, text: usize) -> Result<(), String> {
    if units > MOST_UNITS {
        return Err(format!("has more than {MOST_UNITS} units; split it"));
    }
    check_size(0, text)
}

/// The text as a reader sees it and its lines, whose spans count bytes of that text.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
}

impl Rendered {
    /// Adds a paragraph, heading or item behind a blank line. Line breaks within it begin new lines.
    pub(super) fn add(&mut self, block: &str, start: Start, emphasised: bool) {
        let mut start = start;
        let pieces = block.lines().map(str::trim).filter(|piece| !piece.is_empty());
        for piece in pieces {
            let gap = match (self.text.is_empty(), start) {
                (true, _) => "",
                (_, Start::Flow) => "\n",
                _ => "\n\n",
            };
            self.text.push_str(gap);
            let passage = Passage::verbatim(piece, self.text.len());
            self.text.push_str(piece);
            self.lines.push(Line { passage, start, indent: 0, emphasised });
            start = Start::Flow;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_into_the_text() {
        let mut rendered = Rendered::default();
        rendered.add("II. Recommendations\n  (continued)", Start::Heading(1), false);
        rendered.add("\n", Start::Paragraph, false);
        rendered.add("1. Text.", Start::Item, false);
        assert_eq!(rendered.text, "II. Recommendations\n(continued)\n\n1. Text.");
        let starts: Vec<Start> = rendered.lines.iter().map(|line| line.start).collect();
        assert_eq!(starts, [Start::Heading(1), Start::Flow, Start::Item]);
        assert!(rendered.lines.iter().all(|line| &rendered.text[line.passage.span()] == line.passage.text()));
    }
}
