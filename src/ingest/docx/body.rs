//! The text of a document, a footnote or a header: paragraph by paragraph, as Word prints it.

use std::collections::HashMap;

use super::fields::Fields;
use super::numbering::{Counters, Lists, Numbered, former_number, printed_bullet};
use super::paragraph::{Paragraph, Renumbered, Run, TWIPS_OF_A_LEVEL, leads_to_heading};
use super::styles::{self, Styles};
use super::xml::{Element, Node, walk};
use crate::ingest::rendered::{Block, MOST_PARAGRAPHS};
use crate::ingest::table::Tables;
use crate::ingest::{Revisions, Start};

/// What reads the parts of one document, one after the other.
pub(super) struct Reader<'a> {
    styles: &'a Styles,
    lists: &'a Lists,
    revisions: Revisions,
    counters: Counters,
    /// The paragraphs read so far.
    blocks: Vec<Block>,
    /// The paragraphs being read: one, and those of the text boxes that stand in it.
    open: Vec<Paragraph>,
    /// What is left of a paragraph whose mark is not there in this reading: it runs on into the next.
    carried: Option<Paragraph>,
    context: Context,
    /// How many elements deep the reader stands in one that is passed over.
    skipped: usize,
    /// For each alternative content that is open, whether one was taken.
    alternatives: Vec<bool>,
    /// The tables that are open, and for each of their rows, whether this reading has it.
    tables: Tables,
    rows: Vec<bool>,
    /// The fields that are open in the paragraph.
    fields: Fields,
    /// The note being read, and where it begins.
    note: Option<(Note, usize)>,
    /// The notes that were read, and those that the text refers to, in its order.
    notes: HashMap<Note, Vec<Block>>,
    references: Vec<Note>,
    /// How many paragraphs there are in all parts. Above [`MOST_PARAGRAPHS`] no more are read.
    pub(super) paragraphs: usize,
    /// How many tracked changes of the text there are.
    pub(super) tracked_changes: usize,
    /// Whether there are parts in a foreign format, which are not read.
    pub(super) has_foreign_parts: bool,
}

/// A footnote or endnote, by the element that defines it and its id.
type Note = (&'static str, String);

/// What the properties that are read belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    Content,
    Paragraph,
    ParagraphMark,
    Run,
    Row,
    Cell,
}

/// What was done to a stretch of text, a paragraph's mark or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Revision {
    Inserted,
    Deleted,
}

/// Elements that mark what was put in, taken out, moved or numbered anew.
const REVISIONS: [&str; 7] = ["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "numberingChange"];

/// Elements whose content is no text of the document, or a former state of properties.
const PASSED_OVER: [&str; 14] = [
    "sectPr",
    "tabs",
    "delInstrText",
    "sdtPr",
    "sdtEndPr",
    "tblPr",
    "tblGrid",
    "tblPrEx",
    "rt",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "framePr",
    "docPr",
];

impl<'a> Reader<'a> {
    pub(super) fn new(styles: &'a Styles, lists: &'a Lists, revisions: Revisions) -> Self {
        Reader {
            styles,
            lists,
            revisions,
            counters: Counters::default(),
            blocks: Vec::new(),
            open: Vec::new(),
            carried: None,
            context: Context::Content,
            skipped: 0,
            alternatives: Vec::new(),
            tables: Tables::default(),
            rows: Vec::new(),
            fields: Fields::default(),
            note: None,
            notes: HashMap::new(),
            references: Vec::new(),
            paragraphs: 0,
            tracked_changes: 0,
            has_foreign_parts: false,
        }
    }

    /// The paragraphs of a part.
    pub(super) fn read(&mut self, part: &str) -> Result<Vec<Block>, String> {
        walk(part, |node| match node {
            Node::Open(element) => {
                self.tracked_changes += usize::from(REVISIONS.contains(&element.name()));
                match self.skipped {
                    0 => self.open(&element),
                    _ => self.skipped += 1,
                }
            }
            Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Text(_) if self.skipped > 0 => {}
            Node::Close(name) => self.close(&name),
            Node::Text(text) => {
                let Some(paragraph) = self.open.last_mut() else { return };
                paragraph.has_contents_link |= paragraph.in_instructions && leads_to_heading(&text);
                if paragraph.in_text {
                    self.push(&text);
                }
            }
        })?;
        self.flush();
        Ok(std::mem::take(&mut self.blocks))
    }

    /// The notes that the text refers to, in its order.
    pub(super) fn notes(&mut self) -> Vec<Block> {
        let references = std::mem::take(&mut self.references);
        references.iter().filter_map(|note| self.notes.remove(note)).flatten().collect()
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        if PASSED_OVER.contains(&name) {
            self.skipped = 1;
            return;
        }
        match (self.context, name) {
            (_, "pPr") => self.context = Context::Paragraph,
            (Context::Paragraph, "rPr") => self.context = Context::ParagraphMark,
            (Context::Content, "rPr") => self.context = Context::Run,
            (Context::Content, "trPr") => self.context = Context::Row,
            (Context::Content, "tcPr") => self.context = Context::Cell,
            (Context::Content, _) => self.open_content(element),
            (Context::Paragraph, _) => self.paragraph_property(element),
            (Context::ParagraphMark, _) => self.mark_property(name),
            (Context::Run, _) => self.run_property(element),
            (Context::Row, _) => self.row_property(name),
            (Context::Cell, _) => self.cell_property(name),
        }
    }

    fn open_content(&mut self, element: &Element<'_>) {
        match element.name() {
            "p" => {
                let mut paragraph = Paragraph { cell: self.tables.cell(), ..Paragraph::default() };
                if let Some(carried) = self.carried.take() {
                    paragraph.text = carried.text;
                    paragraph.has_plain_text = carried.has_plain_text;
                    paragraph.boxes = carried.boxes;
                }
                self.open.push(paragraph);
            }
            "tbl" => {
                self.flush();
                self.tables.open();
            }
            "tr" => {
                self.rows.push(true);
                self.tables.next_row();
            }
            "tc" if self.rows.last() == Some(&false) => self.skipped = 1,
            "tc" => self.tables.next_cell(),
            "ins" | "moveTo" => self.revise(Revision::Inserted),
            "del" | "moveFrom" => self.revise(Revision::Deleted),
            "AlternateContent" => self.alternatives.push(false),
            // The same thing twice or more, for programs old and new.
            "Choice" | "Fallback" => match self.alternatives.last_mut() {
                Some(taken @ false) => *taken = true,
                _ => self.skipped = 1,
            },
            "altChunk" | "subDoc" => self.has_foreign_parts = true,
            "footnote" => self.open_note("footnote", element),
            "endnote" => self.open_note("endnote", element),
            "footnoteReference" => self.refer("footnote", element),
            "endnoteReference" => self.refer("endnote", element),
            "fldChar" => self.fields.take(element.get("fldCharType").as_deref()),
            _ => self.open_run(element),
        }
    }

    fn open_run(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match element.name() {
            "r" => paragraph.run = Run::default(),
            "t" | "delText" => paragraph.in_text = true,
            "instrText" => paragraph.in_instructions = true,
            "hyperlink" => {
                let anchor = element.get("anchor");
                paragraph.has_contents_link |= anchor.is_some_and(|anchor| leads_to_heading(&anchor));
            }
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" => {
                let code = element.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let letter = code.and_then(char::from_u32).map(printed_bullet);
                self.push(letter.map(String::from).unwrap_or_default().as_str());
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, element: &Element<'_>) {
        let is_original = self.revisions == Revisions::Original;
        let Some(paragraph) = self.open.last_mut() else { return };
        match element.name() {
            "pStyle" => paragraph.style = element.val(),
            "outlineLvl" => paragraph.outline_level = element.number(),
            "numId" => paragraph.numbered.list = element.number(),
            "ilvl" => paragraph.numbered.level = element.number(),
            "ind" => paragraph.left = styles::left(element),
            "ins" => paragraph.renumbered = Some(Renumbered::Given),
            "numberingChange" => {
                let former = element.get("original").unwrap_or_default();
                paragraph.renumbered = Some(Renumbered::Changed(former_number(&former)));
            }
            // What stands in it are the properties as they were.
            "pPrChange" if is_original => paragraph.forget_properties(),
            "pPrChange" => self.skipped = 1,
            _ => {}
        }
    }

    fn mark_property(&mut self, name: &str) {
        let revision = match name {
            "ins" | "moveTo" => Revision::Inserted,
            "del" | "moveFrom" => Revision::Deleted,
            _ => return,
        };
        let lacks = self.lacks(revision);
        if let Some(paragraph) = self.open.last_mut() {
            // A mark that was put in and taken out again is in neither reading.
            paragraph.runs_on |= lacks;
        }
    }

    fn run_property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match element.name() {
            "rStyle" => paragraph.run.style = element.val(),
            "vanish" => paragraph.run.is_hidden = element.is_on(),
            _ => paragraph.run.emphasis.take(element),
        }
    }

    fn row_property(&mut self, name: &str) {
        let revision = match name {
            "ins" => Revision::Inserted,
            "del" => Revision::Deleted,
            _ => return,
        };
        if self.lacks(revision)
            && let Some(row) = self.rows.last_mut()
        {
            *row = false;
        }
    }

    fn cell_property(&mut self, name: &str) {
        let revision = match name {
            "cellIns" => Revision::Inserted,
            "cellDel" => Revision::Deleted,
            _ => return,
        };
        if self.lacks(revision) {
            // The rest of the properties, and of the cell around them.
            self.skipped = 3;
            self.context = Context::Content;
        }
    }

    /// Passes over a stretch that was put in or taken out if this reading lacks it.
    fn revise(&mut self, revision: Revision) {
        self.skipped = usize::from(self.lacks(revision));
    }

    /// Whether this reading lacks what was put in or taken out.
    fn lacks(&self, revision: Revision) -> bool {
        match self.revisions {
            Revisions::Original => revision == Revision::Inserted,
            Revisions::Final => revision == Revision::Deleted,
        }
    }

    fn open_note(&mut self, kind: &'static str, element: &Element<'_>) {
        // Those of a type are the lines that part notes from text.
        match element.get("type") {
            None => self.note = Some(((kind, element.get("id").unwrap_or_default()), self.blocks.len())),
            Some(kind) if kind == "normal" => {}
            Some(_) => self.skipped = 1,
        }
    }

    fn refer(&mut self, kind: &'static str, element: &Element<'_>) {
        self.references.push((kind, element.get("id").unwrap_or_default()));
    }

    fn close(&mut self, name: &str) {
        match name {
            "pPr" => self.context = Context::Content,
            "rPr" if self.context == Context::ParagraphMark => self.context = Context::Paragraph,
            "rPr" | "trPr" | "tcPr" => self.context = Context::Content,
            "t" | "delText" | "instrText" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.in_text = false;
                    paragraph.in_instructions = false;
                }
            }
            "p" => self.close_paragraph(),
            "tr" => drop(self.rows.pop()),
            "tc" | "txbxContent" => self.flush(),
            "tbl" => self.tables.close(),
            "AlternateContent" => drop(self.alternatives.pop()),
            "footnote" | "endnote" => self.close_note(),
            _ => {}
        }
    }

    fn close_note(&mut self) {
        self.flush();
        if let Some((note, from)) = self.note.take() {
            let mut blocks = self.blocks.split_off(from);
            for (at, block) in blocks.iter_mut().enumerate() {
                block.start = if at == 0 { Start::Footnote } else { Start::Flow };
            }
            self.notes.insert(note, blocks);
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        // A field whose end is missing must not swallow the rest of the text.
        self.fields = Fields::default();
        match paragraph.runs_on {
            true => self.carried = Some(paragraph),
            false => self.finish(paragraph),
        }
    }

    /// Ends the paragraph that was to run on into the next, where there is no next.
    fn flush(&mut self) {
        if let Some(paragraph) = self.carried.take()
            && !paragraph.text.trim().is_empty()
        {
            self.finish(paragraph);
        }
    }

    /// Puts a paragraph down, or keeps it until the one that it is anchored in ends.
    fn finish(&mut self, mut paragraph: Paragraph) {
        let boxes = std::mem::take(&mut paragraph.boxes);
        let all = std::iter::once(paragraph).chain(boxes);
        match self.open.last_mut() {
            Some(host) => host.boxes.extend(all),
            None => all.for_each(|one| self.put_down(&one)),
        }
    }

    fn put_down(&mut self, paragraph: &Paragraph) {
        if self.paragraphs > MOST_PARAGRAPHS {
            return;
        }
        let (number, left) = self.number(paragraph);
        if let Some(block) = paragraph.printed(&number, left, self.styles) {
            self.paragraphs += 1;
            self.blocks.push(block);
        }
    }

    /// The number that is printed before a paragraph in this reading, and how far the paragraph is set in.
    fn number(&mut self, paragraph: &Paragraph) -> (String, i32) {
        let (lists, styles, style) = (self.lists, self.styles, paragraph.style.as_deref());
        let was = paragraph.renumbered.as_ref().filter(|_| self.revisions == Revisions::Original);
        let own = match was {
            Some(Renumbered::Given) => Numbered::default(),
            _ => paragraph.numbered,
        };
        let place = lists.place(own, style, styles);
        let mut count = || place.and_then(|place| self.counters.next(lists, styles, place)).unwrap_or_default();
        let number = match was {
            Some(Renumbered::Changed(former)) if former.is_empty() => String::new(),
            Some(Renumbered::Changed(former)) => {
                count();
                format!("{former} ")
            }
            _ => count(),
        };
        let of_list = place.and_then(|place| lists.left(place, styles));
        let of_style = styles.left(style);
        // A list that the paragraph names itself stands before its style, and one that the style names behind it.
        let named = if own.list.is_some() { of_list.or(of_style) } else { of_style.or(of_list) };
        let by_level = || place.map_or(0, |(_, level)| i32::try_from(level).unwrap_or(0) * TWIPS_OF_A_LEVEL);
        (number, paragraph.left.or(named).unwrap_or_else(by_level))
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut().filter(|_| !self.fields.is_instructing()) {
            paragraph.push(text, self.styles);
        }
    }
}
