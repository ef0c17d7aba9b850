//! Lines to outline: the numbers are read, the missing ones looked for, and the parts found.

use std::collections::BTreeSet;

use super::corrections::mark_of;
use super::gaps::{self, Misprint};
use super::layout::Layout;
use super::line::{ends_sentence, is_declared_heading};
use super::marks::{Mark, Marked, first_annex};
use super::numbers::{self, Role};
use super::part::{Part, PartKind};
use super::walk::parts;
use crate::ingest::{Line, Start};
use crate::model::numerals::Number;

/// A document's lines in parts.
pub(super) struct Outline {
    /// The lines, those parted in which a missing number was found.
    pub(super) lines: Vec<Line>,
    /// Every line stands in exactly one part.
    pub(super) parts: Vec<Part>,
    /// The lines whose number was read otherwise than it is printed.
    pub(super) misprints: Vec<Misprint>,
    /// The lines that begin with a number which belongs to no series.
    pub(super) left_out: Vec<usize>,
}

/// Finds the parts of a document.
pub(super) fn outline(lines: Vec<Line>, layout: &Layout) -> Outline {
    let mark_all = |lines: &[Line]| {
        let mut marks: Vec<Option<Marked>> = lines.iter().map(|line| mark_of(line, layout)).collect();
        if layout.brackets_paragraphs() {
            count_within(lines, &mut marks);
        }
        marks
    };
    let mut lines = lines;
    let mut marks = mark_all(&lines);
    let mut roles = numbers::roles(&lines, &marks, layout);
    let cuts = gaps::glued(&lines, &marks, &roles);
    let mut within = Vec::new();
    if !cuts.is_empty() {
        (lines, within) = gaps::part(lines, &cuts);
        marks = mark_all(&lines);
        roles = numbers::roles(&lines, &marks, layout);
    }
    if layout.has_bare_numbers() && roles.iter().filter(|role| **role == Role::Paragraph).count() < 2 {
        with_bare_numbers(&lines, &mut marks, &mut roles, layout);
    }
    let mut misprints = gaps::fill(&lines, &mut marks, &mut roles, layout.words);
    misprints.extend(within.into_iter().filter(|&at| roles[at] != Role::None).filter_map(|line| {
        let Marked { mark: Mark::Number(read), rest } = marks[line].clone()? else { return None };
        let printed = lines[line].passage.text()[..rest].trim_end().to_owned();
        Some(Misprint { line, printed, read, is_within: true })
    }));
    let parts = parts(&lines, &marks, &roles, layout);
    let end = first_annex(&lines, &marks);
    let is_heading = |part: &&Part| matches!(part.kind, PartKind::Heading(_));
    let headings: BTreeSet<usize> = parts.iter().filter(is_heading).map(|part| part.lines.start).collect();
    // Where headings bear the numbers of provisions, one that counts on from none is left out as any other line.
    let headings_count = (0..end).any(|at| roles[at] == Role::Paragraph && is_declared_heading(&lines[at]));
    // Of what has a heading of its own the items are set out in its text.
    let is_headed = |part: &&Part| {
        matches!(part.kind, PartKind::Provision(_))
            && marks[part.lines.start].as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Headed(_)))
    };
    let headed: Vec<&Part> = parts.iter().filter(is_headed).collect();
    let is_in_headed = |at: usize| {
        let behind = headed.partition_point(|part| part.lines.end <= at);
        headed.get(behind).is_some_and(|part| part.lines.contains(&at))
    };
    let is_left_out = |at: &usize| {
        let is_number = marks[*at].as_ref().is_some_and(|marked| match &marked.mark {
            // "(1960)" and "2019." are years.
            Mark::Number(number) => number.is_of_series() && !lines[*at].passage.text().starts_with(['(', '（']),
            _ => false,
        });
        let is_apart = match lines[*at].start {
            Start::Footnote => false,
            Start::Flow => *at > 0 && ends_sentence(lines[*at - 1].passage.text()),
            _ => true,
        };
        let is_heading = headings.contains(at) && !headings_count;
        is_number && roles[*at] == Role::None && is_apart && !is_heading && !is_in_headed(*at)
    };
    let left_out = (0..end).filter(is_left_out).collect();
    Outline { lines, parts, misprints, left_out }
}

/// Reads the number of a paragraph that has that of its article in front ("3.2" in Article 3) as the number within it.
fn count_within(lines: &[Line], marks: &mut [Option<Marked>]) {
    let mut headed: Option<String> = None;
    for (line, marked) in lines.iter().zip(marks) {
        match marked {
            Some(Marked { mark: Mark::Headed(label), .. }) => headed = Some(label.clone()),
            Some(Marked { mark: Mark::Number(number), .. }) if number.depth() > 1 => {
                let within = headed.as_ref().and_then(|label| number.within(label));
                if let Some(within) = within {
                    *number = within;
                }
            }
            None => {
                let text = line.passage.text();
                let Some(label) = headed.as_ref().filter(|_| line.said.is_none()) else { continue };
                let printed = text.split_whitespace().next().unwrap_or_default().trim_start_matches('[');
                let bare = printed.trim_end_matches(['.', ':', ')']);
                if bare.len() > label.len() + 1
                    && bare.starts_with(label.as_str())
                    && bare[label.len()..].starts_with('.')
                    && let Some(number) = Number::read(bare).and_then(|number| number.within(label))
                {
                    let lead = text.find(printed).unwrap_or(0) + printed.len();
                    *marked =
                        Some(Marked { mark: Mark::Number(number), rest: text.len() - text[lead..].trim_start().len() });
                }
            }
            _ => {}
        }
    }
}

/// Reads numbers without a point, where the lines with one make no series.
fn with_bare_numbers(lines: &[Line], marks: &mut Vec<Option<Marked>>, roles: &mut Vec<Role>, layout: &Layout) {
    let bare = |line: &Line| {
        let text = line.passage.text();
        let may_begin = !matches!(line.start, Start::Flow | Start::Row) && line.said.is_none();
        let (number, end) = layout.bare_number(text).filter(|_| may_begin)?;
        let rest = text.len() - text[end..].trim_start().len();
        Some(Marked { mark: Mark::Number(number), rest })
    };
    let with_bare: Vec<_> = lines.iter().zip(&*marks).map(|(line, mark)| mark.clone().or_else(|| bare(line))).collect();
    let others = numbers::roles(lines, &with_bare, layout);
    if others.iter().filter(|role| **role == Role::Paragraph).count() > 1 {
        (*marks, *roles) = (with_bare, others);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::ingest::Start;
    use crate::model::Passage;

    #[test]
    fn a_number_with_that_of_its_article_in_front_counts_within_it() {
        let read = |text: &str| {
            let line = |text: &str| Line {
                passage: Passage::verbatim(text, 0),
                start: Start::Paragraph,
                indent: 0,
                emphasised: false,
                said: None,
            };
            let mut marks = vec![Some(Marked { mark: Mark::Headed("3".into()), rest: 9 }), None];
            count_within(&[line("Article 3"), line(text)], &mut marks);
            marks.pop().flatten().map(|marked| match marked.mark {
                Mark::Number(number) => (number.to_string(), text[marked.rest..].to_owned()),
                _ => panic!("it is a number"),
            })
        };
        let second = Some(("2".to_owned(), "Mills grind.".to_owned()));
        for text in ["3.2 Mills grind.", "3.2. Mills grind.", "  [3.2) Mills grind."] {
            assert_eq!(read(text), second, "{text}");
        }
        for text in ["4.2 Mills grind.", "3. Mills grind.", "32.1 Mills grind.", "Mills grind."] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
