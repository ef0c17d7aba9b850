//! The lines that may begin something numbered, and what their surroundings say of them.

use super::corrections::is_said_heading;
use super::layout::Layout;
use super::line::{
    begins_sentence, count_words, ends_clause, ends_sentence, ends_with_comma, is_declared_heading, is_in_capitals,
    is_title_alone,
};
use super::marks::{Mark, Marked, first_annex};
use super::numbers::Role;
use crate::ingest::{Line, Start};
use crate::model::LineIs;
use crate::model::numerals::Number;

/// A line that begins with a number, and what its surroundings say of it.
pub(super) struct Candidate<'a> {
    pub(super) line: usize,
    pub(super) number: &'a Number,
    /// What is gained if it begins a paragraph or an item.
    pub(super) worth: f64,
    /// Whether it may begin no paragraph: its number stands in brackets.
    pub(super) is_item_alone: bool,
    /// Whether it counts on from a number that was led in to.
    pub(super) is_listed: bool,
    /// Whether it stands in a provision with a heading of its own, which has no numbered paragraphs.
    pub(super) is_in_headed: bool,
    /// Whether it stands in one that counts its own paragraphs.
    pub(super) is_in_article: bool,
    /// Whether the text before it leads in to a list: it ends with a colon.
    pub(super) led_in: bool,
    /// Whether the text before it is complete.
    pub(super) is_free: bool,
    /// Whether a heading stands between it and the candidate before.
    pub(super) opens_section: bool,
    pub(super) indent: usize,
    /// What it begins, where a person says so.
    pub(super) said: Option<Role>,
}

/// What a number loses if the text before it has not ended: it may stand in running text.
const UNFINISHED: f64 = 0.7;

/// What a number is worth in a line that the layout marks as a heading, but under which nothing stands.
const OVER_NOTHING: f64 = 0.6;

/// What a number is worth in a heading that stands over text: it is taken where nothing else bears the number.
const HEADING: f64 = 0.2;

/// The lines that may begin something numbered.
pub(super) fn candidates<'a>(lines: &[Line], marks: &'a [Option<Marked>], layout: &Layout) -> Vec<Candidate<'a>> {
    let titles = layout.profile.numbered.titles;
    let end = first_annex(lines, marks);
    let headings = headings_before(lines, marks);
    let next_begun = next_begun(lines);
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    let mut next_item: Option<Number> = None;
    let mut is_in_headed = false;
    for (line, marked) in marks[..end].iter().enumerate() {
        match marked.as_ref().map(|marked| &marked.mark) {
            Some(Mark::Headed(_)) => is_in_headed = true,
            Some(Mark::Capital { .. } | Mark::Chapter(_)) => is_in_headed = false,
            _ => {}
        }
        let Some(Mark::Number(number)) = marked.as_ref().map(|marked| &marked.mark) else { continue };
        let is_heading = !titles && is_declared_heading(&lines[line]);
        let text_before = last_text(lines, marks, line).unwrap_or_default();
        let led_in = ends_with_colon(text_before) || is_under_numbered_title(lines, marks, line);
        let is_free = lines[line].start != Start::Flow
            || ends_sentence(text_before)
            || begins_below(lines, marks, line, number.is_first());
        let is_item = led_in && number.is_first() || next_item.as_ref() == Some(number);
        next_item = is_item.then(|| number.next());
        let is_item_alone = !layout.brackets_paragraphs() && lines[line].passage.text().starts_with(['(', '（']);
        let worth = match (is_heading, is_free) {
            (true, _) if stands_over_nothing(next_begun[line], marks, number) => OVER_NOTHING,
            (true, _) => HEADING,
            (_, true) => 1.0,
            _ => 1.0 - UNFINISHED,
        };
        let before = candidates.last().map_or(0, |before: &Candidate| headings[before.line]);
        let opens_section = headings[line] > before || is_under_title(lines, marks, line);
        let indent = lines[line].indent;
        candidates.push(Candidate {
            line,
            number,
            worth,
            is_item_alone,
            is_listed: is_item,
            is_in_headed: is_in_headed && !layout.brackets_paragraphs(),
            is_in_article: is_in_headed && layout.brackets_paragraphs(),
            led_in,
            is_free,
            opens_section,
            indent,
            said: match lines[line].said {
                Some(LineIs::Provision(_)) => Some(Role::Paragraph),
                Some(LineIs::Item(_)) => Some(Role::Item),
                _ => None,
            },
        });
    }
    candidates
}

/// Whether what stands right above a line lets a number begin, in a text without space between its lines: nothing, a marked
/// heading, or, for the number 1, a short title or the last line of a preamble.
fn begins_below(lines: &[Line], marks: &[Option<Marked>], line: usize, is_first: bool) -> bool {
    const LONGEST_TITLE: usize = 6;
    let Some(above) = line.checked_sub(1) else { return true };
    let text = lines[above].passage.text();
    let is_marked = marks[above]
        .as_ref()
        .is_some_and(|marked| matches!(marked.mark, Mark::Capital { .. } | Mark::Headed(_) | Mark::Chapter(_)));
    let is_title = || begins_sentence(text) && is_title_alone(text) && count_words(text) <= LONGEST_TITLE;
    is_said_heading(&lines[above])
        || is_marked && !ends_clause(text)
        || is_first && (is_title() || ends_with_comma(text) || is_in_capitals(text))
}

/// For each line, how many headings stand before it.
fn headings_before(lines: &[Line], marks: &[Option<Marked>]) -> Vec<usize> {
    let mut count = 0;
    let is_heading = |line: &Line, marked: &Option<Marked>| {
        let is_marked = marked.as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Capital { .. }));
        let is_marked = is_marked && !ends_clause(line.passage.text());
        is_marked || is_said_heading(line) || matches!(line.start, Start::Heading(_))
    };
    let before = |(line, marked)| {
        let before = count;
        count += usize::from(is_heading(line, marked));
        before
    };
    lines.iter().zip(marks).map(before).collect()
}

/// The text before a line, passing over what looks like headings between.
fn last_text<'a>(lines: &'a [Line], marks: &[Option<Marked>], line: usize) -> Option<&'a str> {
    /// So many lines of headings may stand between a list and what leads in to it.
    const MOST_TITLES: usize = 4;
    let above = (line.saturating_sub(MOST_TITLES)..line).rev();
    let text = |at: usize| lines[at].passage.text();
    let begins =
        |at: usize| matches!(marks[at].as_ref().map(|one| &one.mark), Some(Mark::Headed(_) | Mark::Chapter(_)));
    let first = above.clone().find(|&at| ends_clause(text(at)) || begins(at) || !may_head(&lines[at]));
    let first = first.filter(|&at| ends_clause(text(at))).or_else(|| line.checked_sub(1))?;
    Some(text(first))
}

/// Whether a line may be a heading: it begins something, and reads as a title.
fn may_head(line: &Line) -> bool {
    let text = line.passage.text();
    let may_be = line.said.is_none() && line.start != Start::Flow && (is_title_alone(text) || is_in_capitals(text));
    is_said_heading(line) || may_be
}

/// Whether a line stands under a numbered title and is set in further, so that the title leads in to it.
fn is_under_numbered_title(lines: &[Line], marks: &[Option<Marked>], line: usize) -> bool {
    line.checked_sub(1).is_some_and(|above| {
        let is_numbered = marks[above].as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Number(_)));
        is_numbered && may_head(&lines[above]) && lines[above].indent < lines[line].indent
    })
}

/// Whether a line stands right under one that may be a heading.
fn is_under_title(lines: &[Line], marks: &[Option<Marked>], line: usize) -> bool {
    let is_title = |above: usize| {
        let is_numbered = marks[above].as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Number(_)));
        !is_numbered && may_head(&lines[above])
    };
    lines[line].start != Start::Flow && line.checked_sub(1).is_some_and(is_title)
}

fn ends_with_colon(text: &str) -> bool {
    text.ends_with([':', '：'])
}

/// For each line, the next one that begins something.
fn next_begun(lines: &[Line]) -> Vec<Option<usize>> {
    let mut next = None;
    let mut all: Vec<Option<usize>> = (0..lines.len())
        .rev()
        .map(|at| {
            let behind = next;
            if lines[at].start != Start::Flow {
                next = Some(at);
            }
            behind
        })
        .collect();
    all.reverse();
    all
}

/// Whether what begins next behind a heading bears a number as deep as its own or less deep, so that it is no heading of it.
fn stands_over_nothing(next: Option<usize>, marks: &[Option<Marked>], number: &Number) -> bool {
    match next.map(|next| marks[next].as_ref().map(|marked| &marked.mark)) {
        Some(Some(Mark::Number(next))) => next.depth() <= number.depth() && !next.is_first(),
        Some(_) => false,
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::Passage;

    fn line(text: &str, start: Start, indent: usize) -> Line {
        Line { passage: Passage::verbatim(text, 0), start, indent, emphasised: false, said: None }
    }

    #[test]
    fn a_line_that_is_set_in_below_a_numbered_title_is_led_in_by_it() {
        let marked = Some(Marked { mark: Mark::Number(Number::read("1").unwrap()), rest: 3 });
        let is_under = |title: Line, mark: Option<Marked>, indent: usize| {
            let lines = [title, line("Millers grind the corn of the valley.", Start::Paragraph, indent)];
            is_under_numbered_title(&lines, &[mark, None], 1)
        };
        let title = || line("1. Mills", Start::Paragraph, 0);
        assert!(is_under(title(), marked.clone(), 4));
        assert!(!is_under(title(), marked.clone(), 0) && !is_under(title(), None, 4));
        assert!(!is_under(line("1. Millers grind.", Start::Paragraph, 0), marked.clone(), 4));
        assert!(!is_under(line("1. Mills", Start::Flow, 0), marked, 4));
        assert!(!is_under_numbered_title(&[title()], &[None], 0));
    }
}
