//! Paragraphs, headings and items of a page, and the marks of its footnotes.

use std::collections::BTreeSet;

use super::lists::{List, Marker};
use crate::ingest::Start;
use crate::ingest::contents::is_entry;
use crate::ingest::rendered::{self, Rendered, Rendering};
use crate::ingest::table::Cell;

/// A paragraph, heading or item.
#[derive(Default)]
pub(super) struct Block {
    pub(super) start: Option<Start>,
    pub(super) marker: Marker,
    pub(super) pieces: Vec<Piece>,
    /// Whether space was read that stands before the next letter, if one comes.
    pub(super) has_space: bool,
    /// How deep it stands in lists and quotations.
    pub(super) depth: usize,
    pub(super) cell: Option<Cell>,
}

/// Letters set alike.
#[derive(PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) emphasised: bool,
    pub(super) superscript: bool,
    pub(super) in_link: bool,
}

impl Block {
    /// The footnote mark that the block begins with.
    fn note_mark(&self) -> Option<&str> {
        let first = self.pieces.iter().find(|piece| !piece.text.trim().is_empty())?;
        let is_mark = first.superscript || first.in_link && is_mark(first.text.trim());
        let has_text =
            self.pieces.iter().any(|piece| !piece.superscript && !piece.in_link && !piece.text.trim().is_empty());
        (is_mark && has_text).then(|| first.text.trim())
    }
}

impl Piece {
    /// Whether it is the mark of a footnote. Any other superscript is a power or an ordinal.
    fn is_note_mark(&self, opening: &BTreeSet<&str>) -> bool {
        let text = self.text.trim();
        self.in_link && (self.superscript || is_mark(text)) || self.superscript && opening.contains(text)
    }
}

/// The text and the lines of a page, by its blocks and all its lists.
pub(super) fn rendered(blocks: &[Block], lists: &[List]) -> Result<Rendered, String> {
    let opening: BTreeSet<&str> = blocks.iter().filter_map(Block::note_mark).collect();
    let mut rendering = Rendering::default();
    for block in blocks {
        let is_note = block.start == Some(Start::Footnote) || block.note_mark().is_some();
        let kept: Vec<&Piece> = block.pieces.iter().filter(|piece| !piece.is_note_mark(&opening)).collect();
        let text: String = kept.iter().map(|piece| piece.text.as_str()).collect();
        let visible = |piece: &&&Piece| !piece.text.trim().is_empty();
        let emphasised = kept.iter().filter(visible).all(|piece| piece.emphasised);
        let (marker, start) = match (is_note, block.start) {
            (true, _) => (String::new(), Start::Footnote),
            (false, start) => (block.marker.printed(lists), start.unwrap_or(Start::Paragraph)),
        };
        let text = text.trim().trim_end_matches('↩').trim();
        if !text.is_empty() {
            rendering.add(&rendered::Block {
                text: format!("{marker}{text}"),
                start,
                emphasised,
                indent: block.depth.min(DEEPEST) * COLUMNS,
                cell: block.cell,
                is_link: is_entry(kept.iter().map(|piece| (piece.text.as_str(), piece.in_link))),
            });
        }
    }
    rendering.finish()
}

/// How many columns a list or quotation is set in, and how many of them count.
const COLUMNS: usize = 4;
const DEEPEST: usize = 50;

/// Whether a link's text is the mark of a note: "[1]", "*".
fn is_mark(text: &str) -> bool {
    let text = text.trim_matches(['[', ']', '(', ')']);
    (1..=3).contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'))
}
