//! The tokens of a page to its blocks.

use html5ever::tokenizer::Tag;

use super::blocks::{Block, Piece};
use super::elements::{BLOCKS, ENDING_A_LINE, PASSED_OVER, VOID, attribute, holds_notes, leads_to_note};
use super::lists::{List, Marker, list_form};
use crate::ingest::Start;
use crate::ingest::rendered::MOST_PARAGRAPHS;
use crate::ingest::table::Tables;

#[derive(Default)]
pub(super) struct Reader {
    pub(super) blocks: Vec<Block>,
    block: Block,
    /// Every list of the page; how many items each has is known at its end.
    pub(super) lists: Vec<List>,
    /// The lists that are open, by their places; `None` for one without numbers.
    open_lists: Vec<Option<usize>>,
    /// How many quotations are open, and for each list of terms, whether an explanation is.
    quotations: usize,
    explanations: Vec<bool>,
    explaining: usize,
    tables: Tables,
    /// The element that is passed over, and how many of its name are open.
    skipped: Option<(String, usize)>,
    /// The element that holds footnotes, and how many of its name are open.
    notes: Option<(String, usize)>,
    /// How many articles are open: what heads one is text, what heads the page is not.
    articles: usize,
    emphasised: usize,
    superscript: usize,
    preformatted: usize,
    /// Whether a link is open that leads to a place on the page.
    in_link: bool,
}

impl Reader {
    pub(super) fn open(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if let Some((skipped, depth)) = &mut self.skipped {
            // A paragraph's end tag may be left out: the next block ends it.
            let ends = skipped == "p" && BLOCKS.contains(&name);
            *depth += usize::from(skipped == name);
            if !ends {
                return;
            }
            self.skipped = None;
        }
        if VOID.contains(&name) {
            return;
        }
        if self.is_passed_over(tag) {
            if ENDING_A_LINE.contains(&name) || BLOCKS.contains(&name) {
                self.end_block();
            }
            self.skipped = (!tag.self_closing).then(|| (name.to_owned(), 1));
            return;
        }
        self.open_notes(tag);
        if BLOCKS.contains(&name) {
            self.begin_block(name);
        }
        match name {
            "br" => self.push("\n"),
            "b" | "strong" | "i" | "em" => self.emphasised += 1,
            "sup" => self.superscript += 1,
            "pre" => self.preformatted += 1,
            "article" | "main" => self.articles += 1,
            "a" => self.in_link = attribute(tag, "href").is_some_and(leads_to_note),
            "ul" => self.open_lists.push(None),
            "ol" => {
                self.open_lists.push(list_form(tag).map(|_| self.lists.len()));
                self.lists.extend(list_form(tag).map(|form| List::of(tag, form)));
            }
            "li" => self.number_item(tag),
            "blockquote" => self.quotations += 1,
            "dl" => self.explanations.push(false),
            "dt" => self.explain(false),
            "dd" => self.explain(true),
            "table" => self.tables.open(),
            "tr" => self.tables.next_row(),
            "td" | "th" => self.tables.next_cell(),
            _ => {}
        }
    }

    /// Begins or ends what explains a term. It is set in further than the term.
    fn explain(&mut self, begins: bool) {
        if let Some(one) = self.explanations.last_mut() {
            self.explaining = self.explaining + usize::from(begins) - usize::from(*one);
            *one = begins;
        }
    }

    fn is_passed_over(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        let heads_article = matches!(name, "header" | "footer") && self.articles > 0;
        let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
        let is_hidden = attribute(tag, "hidden").is_some() || style.to_lowercase().contains("display:none");
        is_hidden || PASSED_OVER.contains(&name) && !heads_article && !holds_notes(tag)
    }

    fn open_notes(&mut self, tag: &Tag) {
        match &mut self.notes {
            Some((name, depth)) => *depth += usize::from(*name == *tag.name),
            None if holds_notes(tag) => {
                self.end_block();
                self.notes = Some((tag.name.to_string(), 1));
            }
            None => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        if end_region(&mut self.skipped, name) {
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        if matches!(name, "li" | "ul" | "ol") {
            self.block = Block::default();
        }
        match name {
            // A stray end tag begins and ends a line.
            "br" => self.push("\n"),
            "b" | "strong" | "i" | "em" => self.emphasised = self.emphasised.saturating_sub(1),
            "sup" => self.superscript = self.superscript.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "article" | "main" => self.articles = self.articles.saturating_sub(1),
            "a" => self.in_link = false,
            "ul" | "ol" => drop(self.open_lists.pop()),
            "blockquote" => self.quotations = self.quotations.saturating_sub(1),
            "dd" => self.explain(false),
            "dl" => {
                self.explain(false);
                self.explanations.pop();
            }
            "table" => self.tables.close(),
            _ => {}
        }
        end_region(&mut self.notes, name);
    }

    fn begin_block(&mut self, name: &str) {
        self.end_block();
        if name == "li" {
            self.block = Block { start: Some(Start::Item), ..Block::default() };
        }
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            self.block.start = Some(Start::Heading(level));
        } else if self.block.start != Some(Start::Item) {
            // What stands first in an item stands behind the item's mark.
            self.block.start = None;
        }
    }

    fn number_item(&mut self, tag: &Tag) {
        let Some(Some(at)) = self.open_lists.last().copied() else { return };
        let list = &mut self.lists[at];
        list.items += 1;
        if let Some(value) = attribute(tag, "value").and_then(|value| value.trim().parse().ok()) {
            list.next = value;
            list.from_end = false;
        }
        self.block.marker = Marker::Item { list: at, number: list.next, from_end: list.from_end };
        list.next = list.next.saturating_add(list.step);
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.skipped.is_none() && self.blocks.len() <= MOST_PARAGRAPHS {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        let mut piece = Piece {
            text: String::new(),
            emphasised: self.emphasised > 0,
            superscript: self.superscript > 0,
            in_link: self.in_link,
        };
        for letter in text.chars() {
            match letter {
                '\u{ad}' | '\0' => {}
                '\n' if text == "\n" || self.preformatted > 0 => {
                    self.block.has_space = false;
                    piece.text.push('\n');
                }
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.block.has_space = true,
                letter => {
                    if std::mem::take(&mut self.block.has_space) {
                        piece.text.push(' ');
                    }
                    piece.text.push(letter);
                }
            }
        }
        match self.block.pieces.last_mut() {
            _ if piece.text.is_empty() => {}
            Some(last)
                if (last.emphasised, last.superscript, last.in_link)
                    == (piece.emphasised, piece.superscript, piece.in_link) =>
            {
                last.text.push_str(&piece.text);
            }
            _ => self.block.pieces.push(piece),
        }
    }

    /// Puts the block down. One that has only its number yet goes on.
    pub(super) fn end_block(&mut self) {
        self.block.has_space = false;
        let text: String = self.block.pieces.iter().map(|piece| piece.text.as_str()).collect();
        if text.trim().is_empty() {
            self.block.pieces.clear();
            return;
        }
        let block = std::mem::take(&mut self.block);
        let start = if self.notes.is_some() { Some(Start::Footnote) } else { block.start };
        let depth = self.open_lists.len() + self.quotations + self.explaining;
        self.blocks.push(Block { start, depth, cell: self.tables.cell(), ..block });
    }
}

/// Counts an end tag against the element that a region began with; whether one is open still or was ended by it.
fn end_region(region: &mut Option<(String, usize)>, name: &str) -> bool {
    let Some((own, depth)) = region else { return false };
    if own == name {
        *depth -= 1;
    }
    if *depth == 0 {
        *region = None;
    }
    true
}
