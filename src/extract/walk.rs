//! Which line is a heading, which begins a recommendation or a numbered paragraph, and what belongs to which: one walk from the
//! first line to the last.

use std::collections::BTreeSet;

use super::corrections;
use super::headings::{TITLED, TOPMOST, titled_depths};
use super::layout::{Heading, Layout};
use super::line::{begins_sentence, ends_sentence, ends_with_comma, is_declared_heading, without_bracket};
use super::marks::{Mark, Marked, first_annex};
use super::numbers::{Role, options_of_many};
use super::part::{Opening, Part, PartKind};
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::numerals::Number;
use crate::model::{LineIs, Numbering};

/// The parts of a document, from its lines, their marks and how their numbers are read.
pub(super) fn parts(lines: &[Line], marks: &[Option<Marked>], roles: &[Role], layout: &Layout) -> Vec<Part> {
    let has_romans = marks
        .iter()
        .flatten()
        .any(|marked| matches!(marked.mark, Mark::Capital { roman: Some(_), letter: None | Some(9 | 22 | 24) }));
    let numbers_sections = marks.iter().flatten().any(|marked| matches!(marked.mark, Mark::Capital { .. }));
    let first_annex = first_annex(lines, marks);
    let mut walk = Walk {
        lines,
        layout,
        words: layout.words,
        marks,
        roles,
        parts: Vec::new(),
        headed: None,
        host: None,
        holds_paragraphs: false,
        titled: None,
        title_end: 0,
        front_end: 0,
        counters: Counters::default(),
        first_annex,
        has_romans,
        numbers_sections,
        in_annex: false,
        options: options_of_many(lines, marks, layout),
        titled_depths: titled_depths(lines, marks, roles),
        unnumbered: None,
    };
    let is_numbered = |(role, mark): (&Role, &Option<Marked>)| {
        *role == Role::Paragraph || mark.as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Headed(_)))
    };
    if layout.profile.preamble && !roles.iter().zip(marks).any(is_numbered) {
        walk.unnumbered = Some(0);
    }
    if layout.profile.preamble {
        walk.front_end = walk.preamble_end();
    }
    for index in 0..lines.len() {
        walk.take(index);
    }
    walk.settle_title(None);
    walk.parts
}

/// The numbers of the last headings, which the next ones continue.
#[derive(Default)]
pub(super) struct Counters {
    pub(super) roman: u32,
    pub(super) letter: u32,
}

pub(super) struct Walk<'a> {
    pub(super) lines: &'a [Line],
    pub(super) layout: &'a Layout<'a>,
    pub(super) words: &'a Words,
    pub(super) marks: &'a [Option<Marked>],
    pub(super) roles: &'a [Role],
    pub(super) parts: Vec<Part>,
    /// The headed provision that the walk is in, if its paragraphs are provisions of their own.
    pub(super) headed: Option<Opening>,
    /// The provision that was opened last, which holds the items that follow.
    host: Option<Opening>,
    /// Whether those items are paragraphs of their own.
    holds_paragraphs: bool,
    /// The provision whose title was read last, until its text begins.
    pub(super) titled: Option<Opening>,
    /// The line behind the title of a provision that is being read.
    pub(super) title_end: usize,
    /// The line behind the preamble.
    front_end: usize,
    pub(super) counters: Counters,
    first_annex: usize,
    in_annex: bool,
    /// The marks of options that several paragraphs stand under: see [`options_of_many`].
    options: Vec<Option<String>>,
    /// How deep the numbers are that stand before titles.
    pub(super) titled_depths: BTreeSet<usize>,
    /// How many paragraphs below a preamble were counted, in a text whose paragraphs have no numbers.
    unnumbered: Option<u32>,
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
        if line.said == Some(LineIs::Heading) && !self.in_annex {
            return self.take_said_heading(index);
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
        if line.said == Some(LineIs::Text) {
            return if self.awaits_text() { self.extend(index) } else { self.carry_on(index) };
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
            Some(Mark::Number(number)) if self.roles[index] != Role::None => {
                let (number, rest) = (number.clone(), marked.map_or(0, |marked| marked.rest));
                return match self.roles[index] {
                    Role::Item => self.take_item(index, &number, rest),
                    _ => self.take_numbered(index, &number, rest),
                };
            }
            Some(Mark::Chapter(rank)) if self.may_begin(index) => {
                let rank = *rank;
                self.headed = None;
                return self.open(PartKind::Heading(rank), index, 0);
            }
            _ => {}
        }
        if let Some(counted) = self.unnumbered
            && line.start != Start::Flow
            && self.words.operative.is_match(without_bracket(line.passage.text()))
        {
            self.unnumbered = Some(counted + 1);
            return self.take_numbered(index, &Number::of_one(counted + 1), 0);
        }
        if let (Some(name), Some(_)) = (self.options[index].clone(), &self.headed) {
            return self.take_option(index, name);
        }
        if self.titled.is_some() && self.continues_title(index) {
            self.title_end = index + 1;
            return self.extend(index);
        }
        if self.awaits_text() {
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

    /// Takes a line of which a person says that it is a heading. Right below one it is its next line.
    fn take_said_heading(&mut self, index: usize) {
        let is_below = matches!(self.current(), Some(PartKind::Heading(_)));
        if is_below && self.lines[index].start == Start::Flow {
            self.title_end = index + 1;
            return self.extend(index);
        }
        let rank = self.said_heading_rank(index);
        if rank == TOPMOST {
            self.counters.letter = 0;
        }
        if matches!(self.marks[index], Some(Marked { mark: Mark::Chapter(_), .. })) {
            self.headed = None;
        }
        self.open(PartKind::Heading(rank), index, 0);
    }

    /// Takes the mark of an option that several paragraphs stand under. What stands behind the mark or below it without a number
    /// is a provision of the article.
    fn take_option(&mut self, index: usize, name: String) {
        let text = self.lines[index].passage.text();
        let end = self.words.negotiation.option_mark(text).map_or(text.len(), |mark| mark.end);
        self.titled = None;
        let is_remark = text[end..].trim_start().starts_with(['(', '（']);
        let has_text = !text[end..].trim().is_empty() && !is_remark;
        // "Option 3: No text" is what there is to choose.
        match self.headed.clone().filter(|_| has_text) {
            Some(opening) => self.open(PartKind::Option(name, Some(opening)), index, end),
            None => self.open(PartKind::Option(name, None), index, 0),
        }
    }

    /// Where the preamble ends: behind the last line before the first provision that ends with a comma.
    fn preamble_end(&self) -> usize {
        let begins = |at: usize| match self.marks[at].as_ref().map(|marked| &marked.mark) {
            Some(Mark::Number(_)) => self.roles[at] != Role::None,
            Some(Mark::Headed(_) | Mark::Chapter(_)) => true,
            _ => {
                self.unnumbered.is_some()
                    && self.words.operative.is_match(without_bracket(self.lines[at].passage.text()))
            }
        };
        let first = (0..self.lines.len()).find(|&at| begins(at)).unwrap_or(0);
        (0..first).rev().find(|&at| ends_with_comma(self.lines[at].passage.text())).map_or(0, |last| last + 1)
    }

    /// Takes the heading of a provision. Its title, where such provisions have one, is a heading of the section.
    fn take_headed(&mut self, index: usize) {
        let text = self.lines[index].passage.text();
        let heading = match &self.lines[index].said {
            Some(LineIs::Provision(number)) => corrections::headed(text, number, self.layout),
            _ => self.layout.headed(text),
        };
        let Some(heading) = heading else { return };
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
        match self.numbered_title_end(index, rest).or_else(|| is_bare.then_some(index + 1)).filter(|_| form.titles) {
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
        let is_titled = is_declared_heading(&self.lines[index]) || self.titled_depths.contains(&number.depth());
        match self.numbered_title_end(index, rest).filter(|_| is_titled) {
            Some(end) => {
                let rank = TITLED.saturating_add(u8::try_from(number.depth()).unwrap_or(u8::MAX));
                self.open_title(index, end, rank, opening);
            }
            None => self.open(PartKind::Provision(opening), index, rest),
        }
    }

    /// Takes an item of a list in the provision before it.
    fn take_item(&mut self, index: usize, number: &Number, rest: usize) {
        // Under a title, which has no text of its own, they are paragraphs of what is titled.
        if let Some(titled) = self.titled.clone() {
            self.host = Some(titled);
            self.holds_paragraphs = true;
        }
        let Some(host) = &self.host else { return self.carry_on(index) };
        let opening = Opening { label: format!("{}({number})", host.label), resumes: false, ..host.clone() };
        match self.holds_paragraphs {
            true => self.open_within(PartKind::Provision(opening), index, rest),
            false => self.open(PartKind::Item(opening), index, rest),
        }
    }

    /// Opens the title of a provision, which goes on to a line.
    fn open_title(&mut self, index: usize, end: usize, rank: u8, announced: Opening) {
        self.title_end = end;
        self.open(PartKind::Heading(rank), index, 0);
        self.titled = Some(announced);
    }

    /// Whether the last provision is nothing but its number yet, on a line of its own.
    fn awaits_text(&self) -> bool {
        self.parts.last().is_some_and(|part| {
            let is_provision =
                matches!(&part.kind, PartKind::Provision(opening) | PartKind::Item(opening) if !opening.resumes);
            is_provision && part.lines.len() == 1 && part.lead == self.lines[part.lines.start].passage.text().len()
        })
    }

    /// Whether a line says how the text was adopted, below the last paragraph: it is no part of that.
    fn closes(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let in_text = matches!(self.current(), Some(PartKind::Provision(_) | PartKind::Item(_)));
        in_text && line.start != Start::Flow && self.words.closing.iter().any(|one| one.is_match(line.passage.text()))
    }

    /// Takes a row of a table. A table is no part of the provision above it, unless that leads in to it.
    fn take_row(&mut self, index: usize) {
        let before = index.checked_sub(1).map(|before| &self.lines[before]);
        let is_led_in =
            before.is_some_and(|line| line.start == Start::Row || line.passage.text().ends_with([':', '：']));
        match self.current() {
            Some(PartKind::Provision(_) | PartKind::Item(_)) if !is_led_in => self.open(PartKind::Loose, index, 0),
            _ => self.carry_on(index),
        }
    }

    /// Whether a line within a provision is the title of the table below it.
    fn captions(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let in_text = matches!(self.current(), Some(PartKind::Provision(_) | PartKind::Item(_)));
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
        // What a person says is text goes on with no heading and no note.
        let flows = self.lines[index].start == Start::Flow && self.lines[index].said.is_none();
        match self.parts.last().map(|part| &part.kind) {
            None => self.open(PartKind::Front, index, 0),
            Some(PartKind::Heading(_)) if !(flows && self.heading_end() > index) => {
                let announced = self.titled.take().map(PartKind::Provision);
                self.open(announced.unwrap_or(PartKind::Loose), index, 0);
            }
            Some(PartKind::Option(_, None)) if self.headed.is_some() => {
                let opening = self.headed.clone().map(PartKind::Provision);
                self.open(opening.unwrap_or(PartKind::Loose), index, 0);
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
        if let PartKind::Provision(opening) = &kind
            && !opening.resumes
        {
            self.host = Some(opening.clone());
            self.holds_paragraphs = false;
        }
        self.open_within(kind, index, lead);
    }

    /// Opens a part that items may follow as they followed the part before.
    fn open_within(&mut self, kind: PartKind, index: usize, lead: usize) {
        if kind != PartKind::Footnote {
            self.settle_title(Some(&kind));
        }
        self.parts.push(Part { kind, lines: index..index + 1, lead });
    }

    /// Takes the title that was read last for the text of its provision, if nothing stands under it.
    fn settle_title(&mut self, next: Option<&PartKind>) {
        let Some(announced) = self.titled.take() else { return };
        let Some(title) = self.parts.last_mut() else { return };
        let PartKind::Heading(rank) = title.kind else { return };
        let rest = self.marks[title.lines.start].as_ref().map_or(0, |marked| marked.rest);
        let is_bare = title.lines.len() == 1 && self.lines[title.lines.start].passage.text()[rest..].trim().is_empty();
        let is_under = match next {
            Some(PartKind::Provision(opening) | PartKind::Item(opening)) => {
                let rest = opening.label.strip_prefix(announced.label.as_str());
                rest.is_some_and(|rest| rest.starts_with(['.', '(']))
            }
            Some(PartKind::Heading(next)) => *next > rank,
            Some(PartKind::Loose) => true,
            _ => false,
        };
        if is_under || is_bare {
            return;
        }
        self.host = Some(announced.clone());
        let text = match self.lines[title.lines.start].passage.text().len() == rest {
            // The number heads it on a line of its own.
            true => {
                let text = title.lines.start + 1..title.lines.end;
                title.lines.end = text.start;
                Part { kind: PartKind::Provision(announced), lines: text, lead: 0 }
            }
            false => {
                let lines = title.lines.clone();
                self.parts.pop();
                Part { kind: PartKind::Provision(announced), lines, lead: rest }
            }
        };
        self.parts.push(text);
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
        PartKind::Provision(opening) | PartKind::Item(opening) => {
            Some(PartKind::Provision(Opening { resumes: true, ..opening.clone() }))
        }
        _ => None,
    }
}
