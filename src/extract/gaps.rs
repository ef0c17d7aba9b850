//! Numbers that are missing from a series, looked for where they must stand: with their point misread or lost ("4, Extends",
//! "5. 3 Dredge"), as another number ("15.3" between 5.2 and 5.4), or within a line, behind the end of the one before.

use std::sync::LazyLock;

use regex::Regex;

use super::corrections::is_said_unnumbered;
use super::line::{ends_clause, ends_sentence};
use super::marks::{Mark, Marked, broken_number, first_annex};
use super::numbers::Role;
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::numerals::Number;

/// A line whose number is not the one that is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misprint {
    pub(super) line: usize,
    pub(super) printed: String,
    pub(super) read: Number,
    /// Whether it stands within a line as it was printed.
    pub(super) is_within: bool,
}

/// The lines in which a missing number stands behind the end of a text, with the byte where it does.
pub(super) fn glued(lines: &[Line], marks: &[Option<Marked>], roles: &[Role]) -> Vec<(usize, usize)> {
    let mut glued = Vec::new();
    for gap in Gap::all(lines, marks, roles).filter(|gap| gap.is_closed) {
        let mut missing = gap.missing.into_iter().peekable();
        for (at, line) in lines.iter().enumerate().take(gap.to).skip(gap.from.saturating_sub(1)) {
            let text = line.passage.text();
            let may_hold = !is_said_unnumbered(line) && text.bytes().any(|byte| byte.is_ascii_digit());
            let Some(number) = missing.peek().filter(|_| may_hold) else {
                continue;
            };
            if let Some(byte) = behind_an_end(text, number) {
                glued.push((at, byte));
                missing.next();
            }
        }
    }
    // The gaps of a list lie within those of its paragraphs.
    glued.sort_unstable();
    glued.dedup();
    glued
}

/// Where in a text a number stands behind the end of a sentence or an item, and before the beginning of another.
fn behind_an_end(text: &str, number: &Number) -> Option<usize> {
    static BEGINS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[.)]\s+[\[［]?[\p{Lu}\p{Lo}]").expect("valid"));
    let printed = number.to_string();
    text.match_indices(&printed).map(|(at, _)| at).find(|&at| {
        let before = text[..at].trim_end();
        // In a draft a bracket closes the paragraph before: "... a year.] 6. [Ports shall".
        let bare = before.trim_end_matches([']', '］']);
        let is_behind_bracket = bare.len() < before.len() && bare.ends_with([';', '.', '；', '。']);
        let ends = is_behind_bracket || text[..at].trim_end().ends_with([';', '.', ':', ')', '；', '。']);
        // "paragraph 5.3. The" cites it; where nothing parts it from the text before, two lines have run together.
        let is_glued = is_behind_bracket
            || text[..at].ends_with([';', '.', ')', '；', '。'])
            || text[..at].trim_end().ends_with([';', '；']);
        ends && is_glued && BEGINS.is_match(&text[at + printed.len()..])
    })
}

/// Parts lines at bytes, which come in order, each once; and says which of the lines are what stood behind a cut.
pub(super) fn part(lines: Vec<Line>, cuts: &[(usize, usize)]) -> (Vec<Line>, Vec<usize>) {
    let mut parted = Vec::with_capacity(lines.len() + cuts.len());
    let mut behind = Vec::with_capacity(cuts.len());
    let mut cuts = cuts.iter().copied().peekable();
    for (index, mut line) in lines.into_iter().enumerate() {
        let mut done = 0;
        while let Some((_, at)) = cuts.next_if(|(of, _)| *of == index) {
            let cut = at - done;
            let rest = line.passage.slice(cut..line.passage.text().len());
            let first = Line { passage: line.passage.slice(0..cut).trim(), ..line.clone() };
            parted.push(first);
            behind.push(parted.len());
            line = Line { passage: rest, start: Start::Paragraph, emphasised: false, said: None, ..line };
            done = at;
        }
        parted.push(line);
    }
    (parted, behind)
}

/// Takes lines that bear a missing number otherwise for what they are.
pub(super) fn fill(lines: &[Line], marks: &mut [Option<Marked>], roles: &mut [Role], words: &Words) -> Vec<Misprint> {
    let gaps: Vec<Gap> = Gap::all(lines, marks, roles).collect();
    let mut misprints = Vec::new();
    for gap in gaps {
        let mut at = gap.from;
        let others = gap.others(lines, marks, roles);
        // As many numbers as are missing, at places where numbers stand: they are those, whatever is printed.
        let all_fit = gap.is_closed && others.len() == gap.missing.len();
        for (number, other) in gap.missing.iter().zip(others.iter().copied().map(Some).chain(std::iter::repeat(None))) {
            let bears = |line: usize| {
                let marked = broken_number(lines[line].passage.text(), words)
                    .filter(|one| one.mark == Mark::Number(number.clone()));
                marked.filter(|_| gap.may_hold(lines, line)).map(|marked| (line, marked.rest))
            };
            let as_other = || {
                let line = other.filter(|line| all_fit && *line >= at)?;
                Some((line, marks[line].as_ref()?.rest))
            };
            let is_text = |line: &usize| {
                roles[*line] == Role::None && lines[*line].start != Start::Row && lines[*line].said.is_none()
            };
            let found = (at..gap.to).filter(is_text).find_map(bears).or_else(as_other);
            let Some((line, rest)) = found else { if gap.is_closed { continue } else { break } };
            let printed = lines[line].passage.text()[..rest].trim_end().to_owned();
            misprints.push(Misprint { line, printed, read: number.clone(), is_within: false });
            marks[line] = Some(Marked { mark: Mark::Number(number.clone()), rest });
            roles[line] = gap.role;
            at = line + 1;
        }
    }
    misprints
}

/// Where numbers of a series are missing.
struct Gap {
    /// The lines between the number before and the one behind.
    from: usize,
    to: usize,
    role: Role,
    missing: Vec<Number>,
    /// Whether the series goes on behind it, so that the numbers are known to be missing.
    is_closed: bool,
}

impl Gap {
    /// How many numbers a gap may lack and still be looked into.
    const LONGEST: usize = 12;

    /// The gaps of all series. Behind the last number of one there may be more.
    fn all<'a>(lines: &'a [Line], marks: &'a [Option<Marked>], roles: &'a [Role]) -> impl Iterator<Item = Gap> + 'a {
        let end = first_annex(lines, marks);
        let number = |line: usize| match marks[line].as_ref().map(|marked| &marked.mark) {
            Some(Mark::Number(number)) => Some((line, number)),
            _ => None,
        };
        let taken: Vec<(usize, &Number)> = (0..end).filter(|&at| roles[at] != Role::None).filter_map(number).collect();
        // A series that begins with 2 or 3 lacks what comes before.
        let leading = taken.first().filter(|(_, first)| first.is_second_or_third()).map(|(line, first)| Gap {
            from: 0,
            to: *line,
            role: roles[*line],
            missing: std::iter::successors(Some(Number::of_one(1)), |one| Some(one.next()))
                .take_while(|one| one < *first)
                .collect(),
            is_closed: true,
        });
        let gaps = (0..taken.len()).map(move |at| {
            let (line, before) = taken[at];
            let role = roles[line];
            // An item of a list has its next one right behind it, a paragraph behind the list that it holds.
            let mut behind = taken[at + 1..].iter();
            let next = match role {
                Role::Item => behind.next().filter(|(next, _)| roles[*next] == role),
                _ => behind.find(|(next, _)| roles[*next] == role),
            };
            let run = next.and_then(|(_, next)| Number::missing_between(Some(before), next));
            let siblings =
                next.is_some_and(|(_, next)| next.depth() == before.depth() && next.parent() == before.parent());
            let to = match next.filter(|_| siblings) {
                Some((next, _)) => *next,
                None => taken.get(at + 1).map_or(end, |(next, _)| *next),
            };
            let missing = match (run.filter(|_| siblings), siblings) {
                (Some((first, last)), _) => std::iter::successors(Some(first), |one| Some(one.next()))
                    .take_while(|one| *one <= last)
                    .take(Gap::LONGEST + 1)
                    .collect(),
                (None, true) => Vec::new(),
                (None, false) => vec![before.next()],
            };
            Gap { from: line + 1, to, role, missing, is_closed: siblings }
        });
        leading.into_iter().chain(gaps).filter(|gap| !gap.missing.is_empty() && gap.missing.len() <= Gap::LONGEST)
    }

    /// The lines in it that begin with numbers which belong to no series.
    fn others(&self, lines: &[Line], marks: &[Option<Marked>], roles: &[Role]) -> Vec<usize> {
        /// By how many columns the numbers of one series may be set in differently.
        const MOST_OFF_LEVEL: usize = 2;
        // Before a series stands whatever else is numbered.
        if self.from == 0 {
            return Vec::new();
        }
        let depth = self.missing.first().map_or(0, Number::depth);
        let is_other = |line: &usize| {
            let marked = marks[*line].as_ref();
            let is_number = marked.is_some_and(
                |one| matches!(&one.mark, Mark::Number(number) if number.depth() == depth && number.is_of_series()),
            );
            let is_number = is_number && !lines[*line].passage.text().starts_with(['(', '（']);
            // What is set in further is an item of a list within.
            let is_level = lines[*line].indent.abs_diff(lines[self.from - 1].indent) <= MOST_OFF_LEVEL;
            let is_left = roles[*line] == Role::None && lines[*line].said.is_none();
            is_number && is_level && is_left && self.may_hold(lines, *line)
        };
        (self.from..self.to).filter(is_other).collect()
    }

    /// Whether a line may begin what is missing. Behind the last number only the end of an item says that another follows.
    fn may_hold(&self, lines: &[Line], line: usize) -> bool {
        let Some(above) = line.checked_sub(1) else { return true };
        let before = lines[above].passage.text();
        match self.is_closed {
            true => lines[line].start != Start::Flow || ends_clause(before) || ends_sentence(before),
            false => before.ends_with([';', ',']),
        }
    }
}
