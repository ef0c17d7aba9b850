//! Lines to outline: which line is a heading, which begins a recommendation or a numbered
//! paragraph, and what belongs to which. Found by the structure of the text alone.

use super::line::{ends_clause, ends_sentence, is_declared_heading};
use super::marks::{Mark, Marked, first_annex, mark};
use super::numbers::{fill_gaps, numbered_paragraphs};
use super::words::Words;
use crate::ingest::{Line, Start};

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
    /// A heading and its rank: 1 for "II.", 2 for "C.", 3 for "1.", 4 for one without a number.
    Heading(u8),
    /// A recommendation with a heading of its own. The heading is a part without lines of text.
    Recommendation(String),
    /// A numbered paragraph.
    Paragraph(u32),
    /// A footnote.
    Footnote,
    /// Text under a heading that belongs to no provision.
    Loose,
    /// An annex: its heading and all that follows.
    Annex,
}

/// The rank of a heading that Markdown marks, without a number, in a document whose sections have no
/// Roman numerals: it stands above "A.".
pub(super) const TOPMOST: u8 = 0;

/// The rank of a heading without a number.
pub(super) const UNNUMBERED: u8 = 4;

/// The longest heading, in words. The longest of the corpus has 50.
const LONGEST_HEADING: usize = 70;

/// The longest heading, in lines. The longest of the corpus has 6.
const LONGEST_HEADING_LINES: usize = 16;

/// The longest heading without a number, in lines and in words: nothing but its form tells it
/// from text, so only a short one is believed.
const LONGEST_UNNUMBERED: (usize, usize) = (3, 25);

/// Finds the parts of a document. Every line stands in exactly one part.
pub(super) fn outline(lines: &[Line], words: &Words) -> Vec<Part> {
    let mut marks: Vec<Option<Marked>> = lines.iter().map(|line| mark(line.passage.text(), words)).collect();
    let mut paragraphs = numbered_paragraphs(lines, &marks);
    fill_gaps(lines, &mut marks, &mut paragraphs);
    let has_romans = marks
        .iter()
        .flatten()
        .any(|marked| matches!(marked.mark, Mark::Capital { roman: Some(_), letter: None | Some(9 | 22 | 24) }));
    let numbers_sections = marks.iter().flatten().any(|marked| matches!(marked.mark, Mark::Capital { .. }));
    let first_annex = first_annex(&marks);
    let mut walk = Walk {
        lines,
        words,
        marks: &marks,
        paragraphs,
        parts: Vec::new(),
        counters: Counters::default(),
        first_annex,
        has_romans,
        numbers_sections,
        in_annex: false,
    };
    for index in 0..lines.len() {
        walk.take(index);
    }
    walk.parts
}

/// The numbers of the last headings, which the next ones continue.
#[derive(Default)]
struct Counters {
    roman: u32,
    letter: u32,
    /// The last item of a list of numbers within the paragraph.
    item: u32,
}

struct Walk<'a> {
    lines: &'a [Line],
    words: &'a Words,
    marks: &'a [Option<Marked>],
    paragraphs: Vec<bool>,
    parts: Vec<Part>,
    counters: Counters,
    first_annex: usize,
    in_annex: bool,
    /// Whether sections are numbered with Roman numerals.
    has_romans: bool,
    /// Whether they are numbered at all.
    numbers_sections: bool,
}

impl Walk<'_> {
    fn take(&mut self, index: usize) {
        let line = &self.lines[index];
        if line.start == Start::Footnote {
            return self.open(PartKind::Footnote, index, 0);
        }
        if self.in_annex {
            return match self.current() {
                Some(PartKind::Footnote) if line.start == Start::Flow => self.extend(index),
                Some(PartKind::Footnote) => self.open(PartKind::Annex, index, 0),
                _ => self.extend(index),
            };
        }
        let marked = self.marks[index].as_ref();
        match marked.map(|marked| &marked.mark) {
            Some(Mark::Annex) if index >= self.first_annex => {
                self.in_annex = true;
                return self.open(PartKind::Annex, index, 0);
            }
            Some(Mark::Recommendation(label)) if self.may_begin(index) || self.stands_alone(index) => {
                let label = label.clone();
                let rest = marked.map_or(0, |marked| marked.rest);
                return self.open(PartKind::Recommendation(label), index, rest);
            }
            Some(Mark::Number(number)) if self.paragraphs[index] => {
                let (number, rest) = (*number, marked.map_or(0, |marked| marked.rest));
                return self.open(PartKind::Paragraph(number), index, rest);
            }
            _ => {}
        }
        if self.closes(index) {
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

    /// Whether a line says how the text was adopted, below the last paragraph: it is no part of that.
    fn closes(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let in_text = matches!(self.current(), Some(PartKind::Paragraph(_) | PartKind::Recommendation(_)));
        in_text && line.start != Start::Flow && self.words.closing.iter().any(|one| one.is_match(line.passage.text()))
    }

    /// Adds a line that begins nothing to what it continues.
    fn carry_on(&mut self, index: usize) {
        let flows = self.lines[index].start == Start::Flow;
        match self.parts.last().map(|part| &part.kind) {
            None => self.open(PartKind::Front, index, 0),
            Some(PartKind::Heading(_)) if !(flows && self.heading_end() > index) => {
                self.open(PartKind::Loose, index, 0);
            }
            // What follows a footnote continues the text before it.
            Some(PartKind::Footnote) if !flows => match self.before_footnotes() {
                Some(kind) => self.open(kind, index, 0),
                None => self.open(PartKind::Loose, index, 0),
            },
            _ => self.extend(index),
        }
    }

    fn before_footnotes(&self) -> Option<PartKind> {
        self.parts
            .iter()
            .rev()
            .map(|part| &part.kind)
            .find(|kind| **kind != PartKind::Footnote)
            .filter(|kind| matches!(kind, PartKind::Recommendation(_) | PartKind::Paragraph(_)))
            .cloned()
    }

    fn current(&self) -> Option<&PartKind> {
        self.parts.last().map(|part| &part.kind)
    }

    fn open(&mut self, kind: PartKind, index: usize, lead: usize) {
        if !matches!(kind, PartKind::Footnote) {
            self.counters.item = 0;
        }
        self.parts.push(Part { kind, lines: index..index + 1, lead });
    }

    fn extend(&mut self, index: usize) {
        if let Some(part) = self.parts.last_mut() {
            part.lines.end = index + 1;
        }
    }

    /// Where the heading that is being read ends at the latest.
    fn heading_end(&self) -> usize {
        self.parts.last().map_or(0, |part| self.extent(part.lines.start))
    }

    /// Whether the text before a line is complete, so that the line may begin something.
    fn may_begin(&self, index: usize) -> bool {
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
        only_mark && next.is_none_or(|text| text.starts_with(char::is_uppercase))
    }

    /// The rank of the heading that a line begins, if it begins one.
    fn heading_rank(&mut self, index: usize) -> Option<u8> {
        let line = &self.lines[index];
        let declared = is_declared_heading(line);
        if !declared && !self.may_begin(index) {
            return None;
        }
        let marked = self.marks[index].as_ref();
        match marked.map(|marked| &marked.mark) {
            Some(&Mark::Capital { roman, letter }) => {
                let rest = marked.map_or(0, |marked| marked.rest);
                if !declared && !self.is_title(index, rest) {
                    return None;
                }
                self.capital_rank(roman, letter, declared)
            }
            Some(&Mark::Number(number)) => {
                let rest = marked.map_or(0, |marked| marked.rest);
                if !declared && self.continues_list(index, number) {
                    self.counters.item = number;
                    return None;
                }
                (declared || self.is_title(index, rest)).then_some(3)
            }
            _ if declared => (!self.is_front(index)).then_some(match line.start {
                Start::Heading(_) if !self.has_romans => TOPMOST,
                _ => UNNUMBERED,
            }),
            _ => self.is_unnumbered_heading(index).then_some(UNNUMBERED),
        }
    }

    /// Whether "II." or "C." continues the headings so far, and at which rank.
    ///
    /// An addendum begins anywhere, so the first of its kind may be any; after it some may be missing.
    /// "I." and "A." may begin a new count: a second document in the file, a section without a number
    /// of its own.
    fn capital_rank(&mut self, roman: Option<u32>, letter: Option<u32>, declared: bool) -> Option<u8> {
        let Counters { roman: last_roman, letter: last_letter, .. } = self.counters;
        let next_letter = letter.filter(|&letter| last_letter > 0 && letter == last_letter + 1);
        let next_roman =
            roman.filter(|&roman| roman == 1 || roman > last_roman && (last_roman == 0 || roman <= last_roman + 3));
        // Of the single letters, I, V and X are Roman numerals unless the letter before was H, U or W.
        let sole_letter = letter.filter(|&letter| letter > last_letter || letter == 1 || declared);
        let is_roman_sign = matches!(letter, None | Some(9 | 22 | 24));
        if let Some(letter) = next_letter {
            self.counters.letter = letter;
            Some(2)
        } else if let (Some(roman), true) = (next_roman, is_roman_sign) {
            self.counters.roman = roman;
            self.counters.letter = 0;
            Some(1)
        } else if let Some(letter) = sole_letter {
            self.counters.letter = letter;
            Some(2)
        } else {
            // What the layout says is a heading is one, whatever its number.
            declared.then_some(1)
        }
    }

    /// Whether a number continues a list in the paragraph being read: the agenda after "the
    /// following agenda:".
    fn continues_list(&self, index: usize, number: u32) -> bool {
        let in_text = matches!(self.current(), Some(PartKind::Paragraph(_) | PartKind::Recommendation(_)));
        let leads_in = || {
            let before = index.checked_sub(1).map(|before| self.lines[before].passage.text());
            number == 1 && before.is_some_and(|text| text.ends_with(':'))
        };
        in_text && (self.counters.item > 0 && number == self.counters.item + 1 || leads_in())
    }

    /// Whether the line and those that flow on from it read as a title: begun by no small letter,
    /// not ended as a sentence, not too long.
    fn is_title(&self, index: usize, rest: usize) -> bool {
        let first = self.lines[index].passage.text();
        let begins = first[rest..].chars().next().is_some_and(|c| !c.is_lowercase());
        let end = self.extent(index);
        let last = self.lines[end - 1].passage.text();
        let words: usize = self.lines[index..end].iter().map(|line| count_words(line.passage.text())).sum();
        begins && !last.ends_with(['.', ';', ',', ':']) && words <= LONGEST_HEADING
    }

    fn is_unnumbered_heading(&self, index: usize) -> bool {
        let line = &self.lines[index];
        // Before the first heading stand titles and dates; there only a section's own name is one.
        let in_front = matches!(self.current(), None | Some(PartKind::Front));
        let in_body = !in_front || self.words.names_recommendations(line.passage.text());
        let set_apart = line.start != Start::Flow || line.indent > 0;
        if !in_body || !set_apart || !line.passage.text().starts_with(char::is_uppercase) {
            return false;
        }
        let end = self.extent(index);
        let (most_lines, most_words) = LONGEST_UNNUMBERED;
        let words: usize = self.lines[index..end].iter().map(|line| count_words(line.passage.text())).sum();
        let last = self.lines[end - 1].passage.text();
        let stands_over_something = self.is_structural(end);
        stands_over_something && end - index <= most_lines && words <= most_words && !ends_clause(last)
    }

    /// A heading of Markdown that stands before the first section is part of the title: before the
    /// first numbered one, if the document numbers its sections, else one that reads as a report's
    /// title, or the topmost, if others follow below it.
    fn is_front(&self, index: usize) -> bool {
        let in_front = matches!(self.current(), None | Some(PartKind::Front));
        if !in_front || self.words.names_recommendations(self.lines[index].passage.text()) {
            return false;
        }
        let level = |line: &Line| match line.start {
            Start::Heading(level) => Some(level),
            _ => None,
        };
        let is_topmost = || {
            let own = level(&self.lines[index]);
            own.is_some() && self.lines[index + 1..].iter().filter_map(level).min() > own
        };
        self.numbers_sections || self.words.is_title(self.lines[index].passage.text()) || is_topmost()
    }

    /// The first line behind those that flow on from a line without beginning anything.
    fn extent(&self, index: usize) -> usize {
        let mut end = index + 1;
        while end < self.lines.len()
            && end - index < LONGEST_HEADING_LINES
            && self.lines[end].start == Start::Flow
            && !self.is_structural(end)
            && !self.begins_other_heading(index, end)
        {
            end += 1;
        }
        end
    }

    /// A line that is set in further than a heading's continuation begins a heading of its own.
    fn begins_other_heading(&self, first: usize, index: usize) -> bool {
        let (first, line) = (&self.lines[first], &self.lines[index]);
        line.indent > 1 && line.indent >= first.indent && line.passage.text().starts_with(char::is_uppercase)
    }

    /// Whether a line begins a provision, a marked heading or an annex, whatever stands before it.
    fn is_structural(&self, index: usize) -> bool {
        let Some(line) = self.lines.get(index) else { return false };
        let marked = self.marks[index].as_ref().is_some_and(|marked| match marked.mark {
            Mark::Number(_) => self.paragraphs[index],
            Mark::Capital { .. } | Mark::Recommendation(_) | Mark::Annex => true,
        });
        marked || matches!(line.start, Start::Heading(_) | Start::Footnote)
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}
