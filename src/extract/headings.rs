//! Which lines are headings, and of what rank.

use std::collections::{BTreeMap, BTreeSet};

use super::corrections::is_said_heading;
use super::line::{
    begins_sentence, count_words, ends_clause, holds_end, is_declared_heading, is_in_capitals, is_set_as_title,
};
use super::marks::{Mark, Marked};
use super::numbers::Role;
use super::part::{Part, PartKind};
use super::walk::{Counters, Walk};
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

/// How deep the numbers are that mostly stand before titles: what is short, ends as no sentence, and has text or deeper
/// numbers under it.
pub(super) fn titled_depths(lines: &[Line], marks: &[Option<Marked>], roles: &[Role]) -> BTreeSet<usize> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, marked) in marks.iter().enumerate().filter(|(at, _)| roles[*at] == Role::Paragraph) {
        let Some(Marked { mark: Mark::Number(number), rest }) = marked else { continue };
        let (titled, all) = counts.entry(number.depth()).or_default();
        *titled += usize::from(heads_text(lines, marks, at, *rest, number.depth()));
        *all += 1;
    }
    counts
        .into_iter()
        .filter(|(_, (titled, all))| *titled > *all / 2 || titled * 2 == *all && *titled > 1)
        .map(|(depth, _)| depth)
        .collect()
}

/// Whether what stands behind a number on its line is a title by its form, and something stands under it.
fn heads_text(lines: &[Line], marks: &[Option<Marked>], at: usize, rest: usize, depth: usize) -> bool {
    let title = &lines[at].passage.text()[rest..];
    let is_short = count_words(title) <= LONGEST_TITLE && !title.starts_with(char::is_lowercase);
    let is_title = is_short && (!ends_clause(title) && !holds_end(title) || is_set_as_title(title));
    let Some(next) = lines.get(at + 1).filter(|_| is_title) else { return false };
    match marks[at + 1].as_ref().map(|marked| &marked.mark) {
        Some(Mark::Number(number)) => number.depth() > depth || next.passage.text().starts_with(['(', '（']),
        Some(_) => false,
        None => {
            // The first line of a paragraph is as long as those below it.
            let is_short = || lines[at].passage.text().len() * 4 < next.passage.text().len() * 3;
            next.start != Start::Flow || next.passage.text().starts_with(char::is_uppercase) && is_short()
        }
    }
}

impl Walk<'_> {
    /// Where the heading that is being read ends at the latest.
    pub(super) fn heading_end(&self) -> usize {
        match self.parts.last() {
            // A person says of each line of a heading that it is one.
            Some(part) if is_said_heading(&self.lines[part.lines.end - 1]) => part.lines.end,
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

    /// The line behind the title that stands behind a number: as [`Self::title_end`], or a line of capitalised words.
    pub(super) fn numbered_title_end(&self, index: usize, rest: usize) -> Option<usize> {
        let is_set = is_set_as_title(&self.lines[index].passage.text()[rest..]);
        self.title_end(index, rest).or_else(|| is_set.then_some(index + 1))
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
        let is_short = begins_sentence(text) && count_words(text) <= LONGEST_TITLE;
        only_mark && is_short && !ends_clause(text) && !holds_end(text) && ends_there
    }

    /// The rank of the heading that a line begins, if it begins one.
    pub(super) fn heading_rank(&mut self, index: usize) -> Option<u8> {
        let line = &self.lines[index];
        let declared = is_declared_heading(line);
        if !declared && !self.may_begin(index) || self.is_of_option(index) {
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
                let is_in_brackets = line.passage.text().starts_with(['(', '（']);
                let is_heading = declared || !is_in_brackets && self.is_title(index, rest);
                // In an article whose paragraphs are counted, a number that counts on from none stands over no section.
                let is_heading = is_heading && (self.headed.is_none() || declared);
                let rank = if self.headed.is_some() { TITLED + 1 } else { 3 };
                (is_heading && number.is_of_series()).then_some(rank)
            }
            _ if declared => (!self.is_front(index)).then_some(match line.start {
                Start::Heading(_) if !self.has_romans => TOPMOST,
                _ => self.unnumbered_rank(index),
            }),
            // What stands right under the number of a provision is its text.
            _ if self.titled.is_some() => None,
            _ => self.is_unnumbered_heading(index).then(|| self.unnumbered_rank(index)),
        }
    }

    /// The rank of the heading that a person says a line is.
    pub(super) fn said_heading_rank(&mut self, index: usize) -> u8 {
        let line = &self.lines[index];
        let is_numbered = self.layout.number(line.passage.text()).is_some_and(|(number, _)| number.is_of_series());
        match self.marks[index].as_ref().map(|marked| &marked.mark) {
            Some(&Mark::Capital { roman, letter }) => self.capital_rank(roman, letter, true).unwrap_or(UNNUMBERED),
            Some(Mark::Chapter(rank)) => *rank,
            _ if is_numbered => {
                if self.headed.is_some() {
                    TITLED + 1
                } else {
                    3
                }
            }
            _ if matches!(line.start, Start::Heading(_)) && !self.has_romans => TOPMOST,
            _ => self.unnumbered_rank(index),
        }
    }

    /// Whether a line is the mark of an option, or the first below one: the wording that it offers, and no heading. Nor is a
    /// note on the draft one.
    fn is_of_option(&self, index: usize) -> bool {
        let is_mark = |at: usize| self.words.negotiation.option_mark(self.lines[at].passage.text());
        let is_heading = |at: usize| matches!(self.lines[at].start, Start::Heading(_));
        let is_alone = |at: usize| is_mark(at).is_some_and(|mark| mark.end == self.lines[at].passage.text().len());
        if self.headed.is_none() {
            return false;
        }
        if is_heading(index) {
            return is_mark(index).is_some();
        }
        let is_note = self.words.negotiation.is_note(self.lines[index].passage.text());
        is_note || is_mark(index).is_some() || index.checked_sub(1).is_some_and(is_alone)
    }

    /// The rank of a heading without a number: within an article it stands below that one's own, unless another follows.
    fn unnumbered_rank(&self, index: usize) -> u8 {
        let next = self.marks.get(self.extent(index)).and_then(|marked| marked.as_ref());
        let ends = next.is_some_and(|marked| matches!(marked.mark, Mark::Headed(_) | Mark::Chapter(_) | Mark::Annex));
        if self.headed.is_some() && !ends { TITLED + 1 } else { UNNUMBERED }
    }

    /// Whether "II." or "C." continues the headings so far, and at which rank.
    ///
    /// An addendum begins anywhere, so the first of its kind may be any; after it some may be missing.
    /// "I." and "A." may begin a new count: a second document in the file, a section without a number
    /// of its own. A number that stands twice is a misprint of the heading's.
    fn capital_rank(&mut self, roman: Option<u32>, letter: Option<u32>, declared: bool) -> Option<u8> {
        let &Counters { roman: last_roman, letter: last_letter, .. } = &self.counters;
        let next_letter = letter.filter(|&letter| last_letter > 0 && letter == last_letter + 1);
        let next_roman =
            roman.filter(|&roman| roman == 1 || roman >= last_roman && (last_roman == 0 || roman <= last_roman + 3));
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

    /// Whether the line and those that flow on from it read as a title: begun by no small letter,
    /// not ended as a sentence, not too long.
    pub(super) fn is_title(&self, index: usize, rest: usize) -> bool {
        let first = self.lines[index].passage.text();
        let begins = first[rest..].chars().next().is_some_and(|c| !c.is_lowercase());
        let end = self.extent(index);
        let last = self.lines[end - 1].passage.text();
        let words: usize = self.lines[index..end].iter().map(|line| count_words(line.passage.text())).sum();
        // "...; and" leads on to the next item.
        let leads_on = last.rsplit_once(';').is_some_and(|(_, behind)| count_words(behind) <= 2);
        begins && !leads_on && !ends_clause(last) && words <= LONGEST_HEADING
    }

    fn is_unnumbered_heading(&self, index: usize) -> bool {
        let line = &self.lines[index];
        // Before the first heading stand titles and dates; there only a section's own name is one.
        let in_front = matches!(self.current(), None | Some(PartKind::Front));
        let in_body = !in_front || self.words.names_recommendations(line.passage.text());
        // Where numbers stand before titles, what has none is an entry of a list or a table.
        let in_body = in_body && self.titled_depths.is_empty();
        let set_apart = line.start != Start::Flow || line.indent > 0;
        let end = self.extent(index);
        // Above a number 1 that counts anew a heading may be written small: "instructs the Director".
        let counts_anew = self.roles.get(end) == Some(&Role::Paragraph)
            && matches!(self.marks[end].as_ref().map(|one| &one.mark), Some(Mark::Number(number)) if number.is_first());
        if !in_body || !set_apart || !(begins_sentence(line.passage.text()) || counts_anew) {
            return false;
        }
        let (most_lines, most_words) = LONGEST_UNNUMBERED;
        let words: usize = self.lines[index..end].iter().map(|line| count_words(line.passage.text())).sum();
        let last = self.lines[end - 1].passage.text();
        // Among the paragraphs of an article a line without its full stop is text: what stands over paragraphs is declared.
        let is_number = |at: usize| matches!(self.marks.get(at), Some(Some(Marked { mark: Mark::Number(_), .. })));
        let stands_over_something = self.is_structural(end) && !(self.headed.is_some() && is_number(end));
        let ends = !ends_clause(last) || counts_anew && is_in_capitals(last);
        stands_over_something && end - index <= most_lines && words <= most_words && ends
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
            && self.lines[end].said.is_none()
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
            Mark::Number(_) => self.roles[index] != Role::None,
            Mark::Capital { .. } | Mark::Headed(_) | Mark::Chapter(_) | Mark::Annex => true,
        });
        marked || is_said_heading(line) || matches!(line.start, Start::Heading(_) | Start::Footnote)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::Passage;
    use crate::model::numerals::Number;

    fn line(text: &str, start: Start) -> Line {
        Line { passage: Passage::verbatim(text, 0), start, indent: 0, emphasised: false, said: None }
    }

    #[test]
    fn what_stands_behind_a_number_is_a_title_by_its_form_and_over_something() {
        let heads = |title: &str, next: &str, start: Start| {
            let lines = [line(&format!("1. {title}"), Start::Paragraph), line(next, start)];
            let marked = Some(Marked { mark: Mark::Number(Number::read("1").unwrap()), rest: 3 });
            heads_text(&lines, &[marked, None], 0, 3, 1)
        };
        let text = "Millers grind the corn of the whole valley for a tenth of it";
        assert!(heads("Mills", text, Start::Paragraph) && heads("Upkeep of Mills.", text, Start::Paragraph));
        for title in ["mills", "Millers shall grind.", "The mill was closed. It reopened", "Mills, wells and bells,"] {
            assert!(!heads(title, text, Start::Paragraph), "{title}");
        }
        // Without space between them the text must begin anew, and its line be longer.
        assert!(heads("Mills", text, Start::Flow));
        assert!(
            !heads("Mills", &text.to_lowercase(), Start::Flow)
                && !heads("Mills of the whole valley", "Mills grind corn", Start::Flow)
        );
        let alone = Some(Marked { mark: Mark::Number(Number::read("1").unwrap()), rest: 3 });
        assert!(!heads_text(&[line("1. Mills", Start::Paragraph)], &[alone], 0, 3, 1));
    }
}
