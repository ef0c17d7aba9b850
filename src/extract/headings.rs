//! Which lines are headings, and of what rank.

use super::line::{begins_sentence, count_words, ends_clause, is_declared_heading};
use super::marks::Mark;
use super::numerals::Number;
use super::outline::{Counters, Part, PartKind, Walk};
use crate::ingest::{Line, Start};

/// The rank of a heading that Markdown marks, without a number, in a document whose sections have no
/// Roman numerals: it stands above "A.".
pub(super) const TOPMOST: u8 = 0;

/// The rank of a heading without a number.
pub(super) const UNNUMBERED: u8 = 4;

/// The rank of the heading of a provision that has a title. A title behind a number of several parts ranks below it.
pub(super) const TITLED: u8 = 5;

/// The longest heading, in words. The longest of the corpus has 50.
const LONGEST_HEADING: usize = 70;

/// The longest title of a provision that text follows on the next line, in words.
const LONGEST_TITLE: usize = 14;

/// The longest heading, in lines. The longest of the corpus has 6.
const LONGEST_HEADING_LINES: usize = 16;

/// The longest heading without a number, in lines and in words: nothing but its form tells it
/// from text, so only a short one is believed.
const LONGEST_UNNUMBERED: (usize, usize) = (3, 25);

impl Walk<'_> {
    /// Where the heading that is being read ends at the latest.
    pub(super) fn heading_end(&self) -> usize {
        match self.parts.last() {
            Some(Part { kind: PartKind::Heading(TITLED..), .. }) => self.title_end,
            Some(part) => self.extent(part.lines.start),
            None => 0,
        }
    }

    /// The line behind the title that stands with the number of a provision; nothing if what stands there is its text.
    /// A title is no sentence, and what follows it begins one.
    pub(super) fn title_end(&self, index: usize, rest: usize) -> Option<usize> {
        let line = &self.lines[index];
        let text = &line.passage.text()[rest..];
        if text.is_empty() {
            return None;
        }
        let end = self.extent(index);
        let runs_on =
            |at: usize| self.lines.get(at).is_some_and(|next| next.passage.text().starts_with(char::is_lowercase));
        if is_declared_heading(line) {
            return Some(end);
        }
        let words: usize = self.lines[index..end].iter().map(|line| count_words(line.passage.text())).sum();
        if self.is_title(index, rest) && words <= LONGEST_UNNUMBERED.1 && !runs_on(end) {
            return Some(end);
        }
        let is_short = begins_sentence(text) && count_words(text) <= LONGEST_TITLE && !ends_clause(text);
        let sentence_follows = end > index + 1 && begins_sentence(self.lines[index + 1].passage.text());
        (is_short && sentence_follows).then_some(index + 1)
    }

    /// Whether a line is the title, or more of the title, of the provision whose heading stands before it.
    pub(super) fn continues_title(&self, index: usize) -> bool {
        let Some(Part { kind: PartKind::Heading(TITLED), lines, .. }) = self.parts.last() else { return false };
        let (before, text) = (self.lines[lines.end - 1].passage.text(), self.lines[index].passage.text());
        let only_mark = lines.len() == 1
            && self.marks[lines.start].as_ref().is_some_and(|marked| marked.rest == before.trim_end().len());
        let next = self.lines.get(index + 1);
        // A sentence's first line runs on into small letters.
        let ends_there =
            next.is_none_or(|next| next.start != Start::Flow || !next.passage.text().starts_with(char::is_lowercase));
        only_mark && begins_sentence(text) && count_words(text) <= LONGEST_TITLE && !ends_clause(text) && ends_there
    }

    /// The rank of the heading that a line begins, if it begins one.
    pub(super) fn heading_rank(&mut self, index: usize) -> Option<u8> {
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
            Some(Mark::Number(number)) => {
                let rest = marked.map_or(0, |marked| marked.rest);
                if !declared && self.continues_list(index, number) {
                    self.counters.item = Some(number.clone());
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
        let &Counters { roman: last_roman, letter: last_letter, .. } = &self.counters;
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
    fn continues_list(&self, index: usize, number: &Number) -> bool {
        let in_text = matches!(self.current(), Some(PartKind::Provision(_)));
        let leads_in = || {
            let before = index.checked_sub(1).map(|before| self.lines[before].passage.text());
            number.is_first() && before.is_some_and(|text| text.ends_with([':', '：']))
        };
        in_text && (self.counters.item.as_ref().map(Number::next).as_ref() == Some(number) || leads_in())
    }

    /// Whether the line and those that flow on from it read as a title: begun by no small letter,
    /// not ended as a sentence, not too long.
    pub(super) fn is_title(&self, index: usize, rest: usize) -> bool {
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
        // Where numbers stand before titles, what has none is an entry of a list or a table.
        let in_body = in_body && !self.layout.profile.numbered.titles;
        let set_apart = line.start != Start::Flow || line.indent > 0;
        if !in_body || !set_apart || !begins_sentence(line.passage.text()) {
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
        line.indent > 1 && line.indent >= first.indent && begins_sentence(line.passage.text())
    }

    /// Whether a line begins a provision, a marked heading or an annex, whatever stands before it.
    fn is_structural(&self, index: usize) -> bool {
        let Some(line) = self.lines.get(index) else { return false };
        let marked = self.marks[index].as_ref().is_some_and(|marked| match marked.mark {
            Mark::Number(_) => self.paragraphs[index],
            Mark::Capital { .. } | Mark::Headed(_) | Mark::Chapter(_) | Mark::Annex => true,
        });
        marked || matches!(line.start, Start::Heading(_) | Start::Footnote)
    }
}
