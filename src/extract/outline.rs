//! Lines to outline: which line is a heading, which begins a recommendation or a numbered
//! paragraph, and what belongs to which. Found by the structure of the text alone.

use super::headings::{TITLED, TOPMOST};
use super::layout::{Heading, Layout};
use super::line::{begins_sentence, ends_sentence, ends_with_comma};
use super::marks::{Mark, Marked, first_annex, mark};
use super::numbers::{fill_gaps, numbered_paragraphs};
use super::numerals::Number;
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::{Kind, Numbering};

/// A part of a document, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// Which lines it consists of.
    pub(super) lines: std::ops::Range<usize>,
    /// How many bytes of the first line are the mark ("12. ") and not text.
    pub(super) lead: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PartKind {
    /// What stands before the first heading or number.
    Front,
    /// A heading and its rank: 1 for "II.", 2 for "C.", 3 for "1.", 4 for one without a number, more for those that
    /// are titles of provisions.
    Heading(u8),
    /// A provision, or what of one follows a footnote.
    Provision(Opening),
    /// A footnote.
    Footnote,
    /// Text under a heading that belongs to no provision.
    Loose,
    /// An annex: its heading and all that follows.
    Annex,
}

/// What a provision is, as its mark tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) label: String,
    pub(super) kind: Kind,
    pub(super) numbering: Numbering,
    /// Whether it goes on with a provision that a footnote interrupted.
    pub(super) resumes: bool,
}

/// Finds the parts of a document. Every line stands in exactly one part.
pub(super) fn outline(lines: &[Line], layout: &Layout) -> Vec<Part> {
    // What a row of a table begins with is a figure of the table.
    let marked = |line: &Line| (line.start != Start::Row).then(|| mark(line.passage.text(), layout)).flatten();
    let mut marks: Vec<Option<Marked>> = lines.iter().map(marked).collect();
    let mut paragraphs = numbered_paragraphs(lines, &marks, layout.profile);
    fill_gaps(lines, &mut marks, &mut paragraphs);
    let has_romans = marks
        .iter()
        .flatten()
        .any(|marked| matches!(marked.mark, Mark::Capital { roman: Some(_), letter: None | Some(9 | 22 | 24) }));
    let numbers_sections = marks.iter().flatten().any(|marked| matches!(marked.mark, Mark::Capital { .. }));
    let first_annex = first_annex(&marks);
    let mut walk = Walk {
        lines,
        layout,
        words: layout.words,
        marks: &marks,
        paragraphs,
        parts: Vec::new(),
        headed: None,
        titled: None,
        title_end: 0,
        front_end: 0,
        counters: Counters::default(),
        first_annex,
        has_romans,
        numbers_sections,
        in_annex: false,
    };
    if layout.profile.preamble {
        walk.front_end = walk.preamble_end();
    }
    for index in 0..lines.len() {
        walk.take(index);
    }
    walk.parts
}

/// The numbers of the last headings, which the next ones continue.
#[derive(Default)]
pub(super) struct Counters {
    pub(super) roman: u32,
    pub(super) letter: u32,
    /// The last item of a list of numbers within the paragraph.
    pub(super) item: Option<Number>,
}

pub(super) struct Walk<'a> {
    pub(super) lines: &'a [Line],
    pub(super) layout: &'a Layout<'a>,
    pub(super) words: &'a Words,
    pub(super) marks: &'a [Option<Marked>],
    pub(super) paragraphs: Vec<bool>,
    pub(super) parts: Vec<Part>,
    /// The headed provision that the walk is in, if its paragraphs are provisions of their own.
    headed: Option<Opening>,
    /// The provision whose title was read last, until its text begins.
    titled: Option<Opening>,
    /// The line behind the title of a provision that is being read.
    pub(super) title_end: usize,
    /// The line behind the preamble.
    front_end: usize,
    pub(super) counters: Counters,
    first_annex: usize,
    in_annex: bool,
    /// Whether sections are numbered with Roman numerals.
    pub(super) has_romans: bool,
    /// Whether they are numbered at all.
    pub(super) numbers_sections: bool,
}

impl Walk<'_> {
    fn take(&mut self, index: usize) {
        let line = &self.lines[index];
        if line.start == Start::Footnote {
            return self.open(PartKind::Footnote, index, 0);
        }
        if index < self.front_end {
            return match self.current() {
                Some(PartKind::Front) => self.extend(index),
                _ => self.open(PartKind::Front, index, 0),
            };
        }
        if self.in_annex {
            return match self.current() {
                Some(PartKind::Footnote) if line.start == Start::Flow => self.extend(index),
                Some(PartKind::Footnote) => self.open(PartKind::Annex, index, 0),
                _ => self.extend(index),
            };
        }
        if line.start == Start::Row {
            return self.take_row(index);
        }
        let marked = self.marks[index].as_ref();
        match marked.map(|marked| &marked.mark) {
            Some(Mark::Annex) if index >= self.first_annex => {
                self.in_annex = true;
                return self.open(PartKind::Annex, index, 0);
            }
            Some(Mark::Headed(_)) if self.may_begin(index) || self.stands_alone(index) => {
                return self.take_headed(index);
            }
            Some(Mark::Number(number)) if self.paragraphs[index] => {
                let (number, rest) = (number.clone(), marked.map_or(0, |marked| marked.rest));
                return self.take_numbered(index, &number, rest);
            }
            Some(Mark::Chapter(rank)) if self.may_begin(index) => {
                let rank = *rank;
                self.headed = None;
                return self.open(PartKind::Heading(rank), index, 0);
            }
            _ => {}
        }
        if self.titled.is_some() && self.continues_title(index) {
            self.title_end = index + 1;
            return self.extend(index);
        }
        if self.closes(index) || self.captions(index) {
            return self.open(PartKind::Loose, index, 0);
        }
        if let Some(rank) = self.heading_rank(index) {
            // Under a marked heading without a number, letters begin anew.
            if rank == TOPMOST {
                self.counters.letter = 0;
            }
            return self.open(PartKind::Heading(rank), index, 0);
        }
        self.carry_on(index);
    }

    /// Where the preamble ends: behind the last line before the first provision that ends with a comma.
    fn preamble_end(&self) -> usize {
        let begins = |at: usize| match self.marks[at].as_ref().map(|marked| &marked.mark) {
            Some(Mark::Number(_)) => self.paragraphs[at],
            Some(Mark::Headed(_) | Mark::Chapter(_)) => true,
            _ => false,
        };
        let first = (0..self.lines.len()).find(|&at| begins(at)).unwrap_or(0);
        (0..first).rev().find(|&at| ends_with_comma(self.lines[at].passage.text())).map_or(0, |last| last + 1)
    }

    /// Takes the heading of a provision. Its title, where such provisions have one, is a heading of the section.
    fn take_headed(&mut self, index: usize) {
        let Some(heading) = self.layout.headed(self.lines[index].passage.text()) else { return };
        let Heading { form, label, rest } = heading;
        let opening = Opening { label, kind: form.kind, numbering: Numbering::of(form.kind), resumes: false };
        self.headed = form.paragraphs.then(|| opening.clone());
        let is_bare = self.lines[index].passage.text().len() == rest;
        // "Article 1. (1) Each State Party shall ..."
        let text = &self.lines[index].passage.text()[rest..];
        if let (true, Some((number, end))) = (form.paragraphs, self.layout.number(text))
            && number.is_first()
        {
            let behind = text.len() - text[end..].trim_start().len();
            let label = format!("{}({number})", opening.label);
            return self.open(PartKind::Provision(Opening { label, ..opening }), index, rest + behind);
        }
        match self.title_end(index, rest).or_else(|| is_bare.then_some(index + 1)).filter(|_| form.titles) {
            Some(end) => self.open_title(index, end, TITLED, opening),
            None => self.open(PartKind::Provision(opening), index, rest),
        }
    }

    /// Takes a number that begins a provision, or the title of one.
    fn take_numbered(&mut self, index: usize, number: &Number, rest: usize) {
        let (kind, numbering) = self.layout.numbered(number);
        let opening = match &self.headed {
            Some(headed) => Opening { label: format!("{}({number})", headed.label), ..headed.clone() },
            None => Opening { label: number.to_string(), kind, numbering, resumes: false },
        };
        match self.title_end(index, rest).filter(|_| self.layout.profile.numbered.titles) {
            Some(end) => {
                let rank = TITLED.saturating_add(u8::try_from(number.depth()).unwrap_or(u8::MAX));
                self.open_title(index, end, rank, opening);
            }
            None => self.open(PartKind::Provision(opening), index, rest),
        }
    }

    /// Opens the title of a provision, which goes on to a line.
    fn open_title(&mut self, index: usize, end: usize, rank: u8, announced: Opening) {
        self.title_end = end;
        self.open(PartKind::Heading(rank), index, 0);
        self.titled = Some(announced);
    }

    /// Whether a line says how the text was adopted, below the last paragraph: it is no part of that.
    fn closes(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let in_text = matches!(self.current(), Some(PartKind::Provision(_)));
        in_text && line.start != Start::Flow && self.words.closing.iter().any(|one| one.is_match(line.passage.text()))
    }

    /// Takes a row of a table. A table is no part of the provision above it, unless that leads in to it.
    fn take_row(&mut self, index: usize) {
        let before = index.checked_sub(1).map(|before| &self.lines[before]);
        let is_led_in =
            before.is_some_and(|line| line.start == Start::Row || line.passage.text().ends_with([':', '：']));
        match self.current() {
            Some(PartKind::Provision(_)) if !is_led_in => self.open(PartKind::Loose, index, 0),
            _ => self.carry_on(index),
        }
    }

    /// Whether a line within a provision is the title of the table below it.
    fn captions(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let in_text = matches!(self.current(), Some(PartKind::Provision(_)));
        let is_above = self.lines.get(index + 1).is_some_and(|next| next.start == Start::Row);
        in_text && is_above && matches!(line.start, Start::Paragraph | Start::Apart) && self.is_title(index, 0)
    }

    /// The provision that a table interrupted, if the part that is open is such a table.
    fn before_table(&self) -> Option<PartKind> {
        let (table, before) = self.parts.split_last()?;
        let is_row = |at: usize| self.lines[at].start == Start::Row;
        if table.kind != PartKind::Loose || !is_row(table.lines.end - 1) {
            return None;
        }
        // A title may stand above it.
        resumed(before).filter(|_| table.lines.clone().skip(1).all(is_row))
    }

    /// Adds a line that begins nothing to what it continues.
    fn carry_on(&mut self, index: usize) {
        let flows = self.lines[index].start == Start::Flow;
        match self.parts.last().map(|part| &part.kind) {
            None => self.open(PartKind::Front, index, 0),
            Some(PartKind::Heading(_)) if !(flows && self.heading_end() > index) => {
                let announced = self.titled.take().map(PartKind::Provision);
                self.open(announced.unwrap_or(PartKind::Loose), index, 0);
            }
            Some(PartKind::Loose) if self.lines[index].start != Start::Row => match self.before_table() {
                Some(kind) => self.open(kind, index, 0),
                None => self.extend(index),
            },
            // What follows a footnote continues the text before it.
            Some(PartKind::Footnote) if !flows => match resumed(&self.parts) {
                Some(kind) => self.open(kind, index, 0),
                None => self.open(PartKind::Loose, index, 0),
            },
            _ => self.extend(index),
        }
    }

    pub(super) fn current(&self) -> Option<&PartKind> {
        self.parts.last().map(|part| &part.kind)
    }

    fn open(&mut self, kind: PartKind, index: usize, lead: usize) {
        if !matches!(kind, PartKind::Footnote) {
            self.counters.item = None;
        }
        if kind != PartKind::Footnote {
            self.titled = None;
        }
        self.parts.push(Part { kind, lines: index..index + 1, lead });
    }

    fn extend(&mut self, index: usize) {
        if let Some(part) = self.parts.last_mut() {
            part.lines.end = index + 1;
        }
    }

    /// Whether the text before a line is complete, so that the line may begin something.
    pub(super) fn may_begin(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let Some(before) = index.checked_sub(1) else { return true };
        line.start != Start::Flow
            || matches!(self.current(), None | Some(PartKind::Heading(_) | PartKind::Front))
            || ends_sentence(self.lines[before].passage.text())
    }

    /// Whether a line is nothing but its mark and what follows begins a sentence, so that it begins
    /// something even where the text before it lacks its full stop.
    fn stands_alone(&self, index: usize) -> bool {
        let only_mark =
            self.marks[index].as_ref().is_some_and(|marked| marked.rest == self.lines[index].passage.text().len());
        let next = self.lines.get(index + 1).map(|line| line.passage.text());
        only_mark && next.is_none_or(begins_sentence)
    }
}

/// The provision that the last parts interrupted, all of them footnotes, to go on behind them.
fn resumed(parts: &[Part]) -> Option<PartKind> {
    match parts.iter().rev().map(|part| &part.kind).find(|kind| **kind != PartKind::Footnote)? {
        PartKind::Provision(opening) => Some(PartKind::Provision(Opening { resumes: true, ..opening.clone() })),
        _ => None,
    }
}
