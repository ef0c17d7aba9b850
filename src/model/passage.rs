//! A piece of text that knows where in the source each of its bytes was printed.

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};

/// Text beside a map to the source it was taken from.
///
/// The text is what a reader would read (markup gone, spaces made single, broken words mended);
/// the map leads back to the words as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Passage {
    text: String,
    runs: Vec<Run>,
}

/// A stretch of text and the stretch of source that it renders, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Run {
    text: Range<usize>,
    source: Range<usize>,
}

impl Passage {
    /// A passage that stands in the source word for word.
    pub fn verbatim(text: &str, source_start: usize) -> Self {
        let mut passage = Passage::default();
        passage.push(text, source_start..source_start + text.len());
        passage
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text and says where it was printed.
    pub fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(last) if last.is_verbatim() && last.source.end == source.start && source.len() == text.len() => {
                last.text.end = self.text.len();
                last.source.end = source.end;
            }
            _ => self.runs.push(Run { text: start..self.text.len(), source }),
        }
    }

    /// Adds text that was not printed, such as the space between two joined lines.
    pub fn push_unprinted(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds another passage.
    pub fn append(&mut self, other: &Passage) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        for run in &other.runs {
            let text = run.text.start + shift..run.text.end + shift;
            match self.runs.last_mut() {
                Some(last)
                    if last.text.end == text.start
                        && last.is_verbatim()
                        && run.is_verbatim()
                        && last.source.end == run.source.start =>
                {
                    last.text.end = text.end;
                    last.source.end = run.source.end;
                }
                _ => self.runs.push(Run { text, source: run.source.clone() }),
            }
        }
    }

    /// The part of the passage in a byte range of its text.
    ///
    /// # Panics
    /// If the range does not lie on character boundaries inside the text, as slicing does.
    pub fn slice(&self, range: Range<usize>) -> Passage {
        let mut part = Passage { text: self.text[range.clone()].to_owned(), runs: Vec::new() };
        // Runs stand in the order of the text. A long line may have many, of which a slice needs few.
        let first = self.runs.partition_point(|run| run.text.end <= range.start);
        for run in self.runs[first..].iter().take_while(|run| run.text.start < range.end) {
            let start = run.text.start.max(range.start);
            let end = run.text.end.min(range.end);
            if start >= end {
                continue;
            }
            let source = if run.is_verbatim() {
                run.source.start + (start - run.text.start)..run.source.start + (end - run.text.start)
            } else {
                run.source.clone()
            };
            part.runs.push(Run { text: start - range.start..end - range.start, source });
        }
        part
    }

    /// Leaves out what stands behind a byte of the text.
    ///
    /// # Panics
    /// If the byte does not lie on a character boundary inside the text.
    pub(crate) fn truncate(&mut self, end: usize) {
        let behind = self.runs.partition_point(|run| run.text.start < end);
        self.runs.truncate(behind);
        if let Some(last) = self.runs.last_mut().filter(|last| last.text.end > end) {
            if last.is_verbatim() {
                last.source.end -= last.text.end - end;
            }
            last.text.end = end;
        }
        self.text.truncate(end);
    }

    /// The passage without leading and trailing white space.
    pub fn trim(&self) -> Passage {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start..start + self.text.trim().len())
    }

    /// The passage with some byte ranges of its text cut out. The ranges are in order and do not
    /// overlap.
    pub fn without(&self, cuts: &[Range<usize>]) -> Passage {
        let mut kept = Passage::default();
        let mut from = 0;
        for cut in cuts {
            kept.append(&self.slice(from..cut.start));
            from = cut.end;
        }
        kept.append(&self.slice(from..self.text.len()));
        kept
    }

    /// The passage with every run of white space made one space.
    pub fn single_spaced(&self) -> Passage {
        let mut cuts = Vec::new();
        let mut previous_is_space = false;
        let mut other_spaces = false;
        for (at, c) in self.text.char_indices() {
            if c.is_whitespace() {
                other_spaces |= c != ' ';
                if previous_is_space {
                    cuts.push(at..at + c.len_utf8());
                }
            }
            previous_is_space = c.is_whitespace();
        }
        let mut single = if cuts.is_empty() { self.clone() } else { self.without(&cuts) };
        if other_spaces {
            single = single.with_plain_spaces();
        }
        single
    }

    fn with_plain_spaces(&self) -> Passage {
        let mut plain = Passage::default();
        let mut from = 0;
        for (at, c) in self.text.char_indices().filter(|(_, c)| c.is_whitespace() && *c != ' ') {
            plain.append(&self.slice(from..at));
            plain.push_unprinted(" ");
            from = at + c.len_utf8();
        }
        plain.append(&self.slice(from..self.text.len()));
        plain
    }

    /// From the first to the last byte of the source that the passage renders. What lies between
    /// may hold more than the passage does: furniture, spaces, markup.
    pub fn span(&self) -> Range<usize> {
        let start = self.runs.iter().map(|run| run.source.start).min().unwrap_or(0);
        let end = self.runs.iter().map(|run| run.source.end).max().unwrap_or(0);
        start..end
    }

    /// The stretches of its text that were printed, in bytes, each with the stretch of the source that it renders.
    pub fn printed(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.runs.iter().map(|run| (&self.text[run.text.clone()], run.source.clone()))
    }

    /// Where in the source a byte of the text was printed. Of what is not word for word as printed only the beginning is known,
    /// of its pieces as of the whole.
    pub fn source_offset(&self, text_offset: usize) -> usize {
        let behind = self.runs.partition_point(|run| run.text.start <= text_offset);
        match behind.checked_sub(1).map(|last| &self.runs[last]) {
            Some(run) if run.is_verbatim() => (run.source.start + (text_offset - run.text.start)).min(run.source.end),
            Some(run) => run.source.start,
            None => self.span().start,
        }
    }
}

impl Run {
    fn is_verbatim(&self) -> bool {
        self.text.len() == self.source.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_keeps_the_way_back_to_the_source() {
        let passage = Passage::verbatim("held fro m 18 to", 100);
        let mended = passage.without(std::slice::from_ref(&(8..9)));
        assert_eq!(mended.text(), "held from 18 to");
        assert_eq!(mended.span(), 100..116);
        assert_eq!(mended.source_offset(8), 109, "the m stands after the space");
    }

    #[test]
    fn pieces_of_what_is_not_as_printed_do_not_go_back() {
        let mut passage = Passage::verbatim("tea ", 10);
        passage.push("& so", 14..22);
        let cut = passage.without(std::slice::from_ref(&(5..6)));
        let places: Vec<usize> = (0..cut.text().len()).map(|at| cut.source_offset(at)).collect();
        assert_eq!((cut.text(), places), ("tea &so", vec![10, 11, 12, 13, 14, 14, 14]));
    }

    #[test]
    fn what_is_cut_off_is_cut_off_the_source_as_well() {
        let mut passage = Passage::verbatim("one-", 10);
        passage.push("&", 20..25);
        passage.append(&Passage::verbatim("two", 30));
        for end in (0..=passage.text().len()).rev() {
            let slice = passage.slice(0..end);
            passage.truncate(end);
            assert_eq!(passage, slice);
        }
    }

    #[test]
    fn spaces_become_single_and_plain() {
        let passage = Passage::verbatim("police \u{a0} officers\tof", 0);
        assert_eq!(passage.single_spaced().text(), "police officers of");
    }
}
