//! A paragraph while it is read, and as it is printed.

use super::numbering::Numbered;
use super::styles::{Emphasis, Styles};
use crate::ingest::Start;
use crate::ingest::rendered::Block;
use crate::ingest::table::Cell;

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Whether some of its letters are neither bold nor italic.
    pub(super) has_plain_text: bool,
    pub(super) style: Option<String>,
    pub(super) outline_level: Option<u8>,
    pub(super) numbered: Numbered,
    /// How a tracked change left its number, if it made or changed it.
    pub(super) renumbered: Option<Renumbered>,
    /// How far it is set in.
    pub(super) left: Option<i32>,
    pub(super) cell: Option<Cell>,
    /// Whether it has a link as entries of a table of contents have.
    pub(super) has_contents_link: bool,
    pub(super) in_instructions: bool,
    /// Whether this reading lacks the mark that ends it, so that it runs on into the next.
    pub(super) runs_on: bool,
    pub(super) run: Run,
    pub(super) in_text: bool,
    /// The paragraphs of the text boxes that are anchored in it.
    pub(super) boxes: Vec<Paragraph>,
}

/// What a tracked change did to the number of a paragraph.
#[derive(Debug)]
pub(super) enum Renumbered {
    /// It had none of its own.
    Given,
    /// It had this one.
    Changed(String),
}

/// The properties of a run of letters.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) emphasis: Emphasis,
    pub(super) style: Option<String>,
    pub(super) is_hidden: bool,
}

impl Paragraph {
    /// The paragraph as it is printed behind its number, set in by so many twentieths of a point; nothing if it has no text.
    pub(super) fn printed(&self, number: &str, left: i32, styles: &Styles) -> Option<Block> {
        let style = self.style.as_deref();
        let is_contents = styles.is_contents(style) || self.is_contents_entry();
        // What leads to the page number in a table of contents are dots.
        let tab = if is_contents { " ....... " } else { " " };
        let text = format!("{number}{}", self.text.replace('\t', tab).trim());
        if text.trim().is_empty() {
            return None;
        }
        let level = match self.outline_level {
            Some(level) => (level < 9).then_some(level + 1),
            None => styles.heading_level(style),
        };
        let start = match level {
            _ if is_contents => Start::Contents,
            Some(level) if is_title(&text) => Start::Heading(level),
            _ if !number.is_empty() => Start::Item,
            _ if styles.is_title(style) => Start::Apart,
            _ => Start::Paragraph,
        };
        let emphasised = !self.has_plain_text && !self.text.trim().is_empty() && start != Start::Apart;
        Some(Block { text, start, emphasised, indent: columns(left), cell: self.cell, is_link: false })
    }

    /// Adds letters of the run that is being read.
    pub(super) fn push(&mut self, text: &str, styles: &Styles) {
        if self.run.is_hidden {
            return;
        }
        self.text.extend(text.chars().filter(|letter| *letter != '\u{ad}' && *letter != '\0'));
        if !self.has_plain_text && !text.trim().is_empty() {
            self.has_plain_text =
                !styles.emphasises(self.run.emphasis, self.run.style.as_deref(), self.style.as_deref());
        }
    }

    /// Forgets the properties as they are now, before those that were are read.
    pub(super) fn forget_properties(&mut self) {
        self.style = None;
        self.outline_level = None;
        self.numbered = Numbered::default();
        self.renumbered = None;
        self.left = None;
    }

    /// Whether it is an entry of a table of contents that has no style of such: a link to a heading, a tab, a page.
    fn is_contents_entry(&self) -> bool {
        let page = self.text.rsplit_once('\t').map_or("", |(_, page)| page.trim());
        let is_page =
            !page.is_empty() && page.chars().all(|c| c.is_numeric() || "ivxlc".contains(c.to_ascii_lowercase()));
        self.has_contents_link && is_page
    }
}

/// Whether a paragraph in a heading's style is one: some documents set whole numbered paragraphs in such styles.
fn is_title(text: &str) -> bool {
    const LONGEST_SENTENCE: usize = 15;
    !text.ends_with(['.', ';', ':']) || text.split_whitespace().nth(LONGEST_SENTENCE).is_none()
}

/// How far a level of a list is set in where nothing is said: half an inch, in twentieths of a point.
pub(super) const TWIPS_OF_A_LEVEL: i32 = 720;

/// How far a paragraph is set in, in columns: four for the half inch of a level.
fn columns(twips: i32) -> usize {
    const FURTHEST: i32 = 200;
    usize::try_from((twips / (TWIPS_OF_A_LEVEL / 4)).clamp(0, FURTHEST)).unwrap_or(0)
}

/// Whether a link or a reference leads to a heading as a table of contents does: to a mark that word processors make
/// for it ("_Toc123", "__RefHeading___Toc123").
pub(super) fn leads_to_heading(target: &str) -> bool {
    target.contains("_Toc")
}
