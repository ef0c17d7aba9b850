//! The mark that a line begins with: "II.", "C.", "12.", "(a)", "Recommendation 13".

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::layout::Layout;
use super::line::ends_sentence;
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::numerals::{Number, roman, value};

/// The mark of a line, and where the text behind it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) mark: Mark,
    /// The byte at which the text behind the mark begins.
    pub(super) rest: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// "II." with its value, and, for a mark of one letter, its place in the alphabet: "I." may be
    /// either.
    Capital { roman: Option<u32>, letter: Option<u32> },
    /// "12.", "129.4"
    Number(Number),
    /// The heading of a provision, with its label: "Recommendation 13", "Article 5".
    Headed(String),
    /// "Chapter II", with its rank among chapters, parts and sections, from 0.
    Chapter(u8),
    /// "Annex", "Annex II".
    Annex,
}

static CAPITAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([IVXLC]{1,7}|[A-Z])\.\s+\S").expect("valid"));

/// A number whose point was misread or lost, or whose parts stand apart: "4,", "2 Requests", "5. 3 Requests".
static BROKEN_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d{1,4}(?:\s?\.\s?\d{1,4})*)\s?[,;:·*.]?\s+[\p{Lu}\p{Lo}]").expect("valid"));

/// The number that a line begins with, be its point broken. Only what stands around such a line can tell that it
/// is the number of a paragraph.
pub(super) fn broken_number(line: &str, words: &Words) -> Option<Marked> {
    let found = BROKEN_NUMBER.captures(line)?;
    let rest = found[0].chars().next_back().map_or(0, char::len_utf8);
    // "3 March 2020" is a date.
    let next = line[found[0].len() - rest..].split_whitespace().next().unwrap_or_default();
    if words.month(next.trim_end_matches(',')).is_some() {
        return None;
    }
    let number: String = found[1].split_whitespace().collect();
    Some(Marked { mark: Mark::Number(Number::read(&number)?), rest: found[0].len() - rest })
}

/// The mark that a line begins with, if it has one.
pub(super) fn mark(line: &str, layout: &Layout) -> Option<Marked> {
    let behind = |end: usize| line.len() - line[end..].trim_start().len();
    if let Some(heading) = layout.headed(line) {
        return Some(Marked { mark: Mark::Headed(heading.label), rest: heading.rest });
    }
    if layout.words.annex.is_match(line) {
        return Some(Marked { mark: Mark::Annex, rest: line.len() });
    }
    if let Some(rank) = layout.chapter(line) {
        return Some(Marked { mark: Mark::Chapter(rank), rest: line.len() });
    }
    if let Some((number, end)) = layout.number(line) {
        return Some(Marked { mark: Mark::Number(number), rest: behind(end) });
    }
    if let Some((mark, end)) = layout.words.section_mark(line) {
        return Some(Marked { mark, rest: behind(end) });
    }
    let found = CAPITAL.captures(line)?;
    let capital = &found[1];
    let letter = (capital.len() == 1).then(|| u32::from(capital.as_bytes()[0] - b'A') + 1);
    Some(Marked { mark: Mark::Capital { roman: roman(capital), letter }, rest: behind(capital.len() + 1) })
}

/// The line of the first annex. A table of contents may name one before anything is numbered, and a sentence may do so where
/// a line begins.
pub(super) fn first_annex(lines: &[Line], marks: &[Option<Marked>]) -> usize {
    let is = |marked: &Option<Marked>, of: fn(&Mark) -> bool| marked.as_ref().is_some_and(|marked| of(&marked.mark));
    let numbered = marks.iter().position(|marked| is(marked, |mark| matches!(mark, Mark::Number(_) | Mark::Headed(_))));
    let after = numbered.unwrap_or(marks.len());
    let begins = |at: usize| {
        lines[at].start != Start::Flow
            || at.checked_sub(1).is_none_or(|before| ends_sentence(lines[before].passage.text()))
    };
    let is_annex = |at: &usize| is(&marks[*at], |mark| *mark == Mark::Annex) && begins(*at);
    (after..marks.len()).find(is_annex).unwrap_or(marks.len())
}

/// The items that a text sets out: "(a) ...", "(b) ..." or "1. ...", "2. ...".
///
/// `starts` are the bytes at which a line of the source began. A list is set out only if each of
/// its marks begins a line: marks in running text, even where a line happens to break before one,
/// are part of the sentence.
pub(super) fn items(text: &str, starts: &[usize]) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(Vec<String>, usize)> = Vec::new();
    for list in lists(text, 0, text.len(), starts, None) {
        found.push((vec![list.mark.clone()], list.range.start));
        let inner = lists(text, list.range.start + list.lead, list.range.end, starts, Some(list.series));
        found.extend(inner.into_iter().map(|item| (vec![list.mark.clone(), item.mark], item.range.start)));
    }
    found.sort_by_key(|(_, start)| *start);
    let ends: Vec<usize> = found.iter().skip(1).map(|(_, start)| *start).chain([text.len()]).collect();
    found
        .into_iter()
        .zip(ends)
        .map(|((marks, start), end)| {
            let label: String = marks.iter().map(|mark| format!("({mark})")).collect();
            (label, start..start + text[start..end].trim_end().len())
        })
        .collect()
}

struct ListItem {
    mark: String,
    /// The length of the mark as printed.
    lead: usize,
    series: Series,
    range: Range<usize>,
}

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    let paren = r"\p{Ll}|[ivx]{1,5}|\d{1,3}|\p{Arabic}\u{640}?|[一二三四五六七八九十]{1,3}";
    Regex::new(&format!(
        r"(?:^|[\s\p{{Han}}：；，。])(?<all>[(（]?(?<paren>{paren})[)）]|(?<number>\d{{1,3}})[.．])(?:\s|\p{{Han}})"
    ))
    .expect("valid")
});

/// The first list that is set out within a range: the items of one series of marks, other than the
/// series of the list around it. `starts` is sorted.
fn lists(text: &str, from: usize, to: usize, starts: &[usize], around: Option<Series>) -> Vec<ListItem> {
    let marks: Vec<(usize, usize, &str, Form)> = ITEM
        .captures_iter(&text[from..to])
        .filter_map(|found| {
            let all = found.name("all")?;
            let (mark, series) = match found.name("paren") {
                Some(mark) => (mark.as_str(), Form::Paren),
                None => (found.name("number")?.as_str(), Form::Point),
            };
            Some((from + all.start(), all.len(), mark, series))
        })
        .collect();
    // The first mark that opens a series decides which series the list is.
    let mut counted: Vec<(Series, Vec<Counted>)> = Vec::new();
    for (index, &(_, _, first, form)) in marks.iter().enumerate() {
        let Some(series) = Series::begun_by(first, form).filter(|series| Some(*series) != around) else { continue };
        if counted.iter().all(|(known, _)| *known != series) {
            let places = marks.iter().map(|&(start, _, mark, of)| {
                (series.place(mark).filter(|_| of == form), starts.binary_search(&start).is_ok())
            });
            counted.push((series, counted_on(&places.collect::<Vec<_>>())));
        }
        let Some((_, on)) = counted.iter().find(|(known, _)| *known == series) else { continue };
        if !on[index].is_set_out || on[index].next.is_none() {
            continue;
        }
        let chosen: Vec<(usize, usize, &str)> = std::iter::successors(Some(index), |at| on[*at].next)
            .map(|at| (marks[at].0, marks[at].1, marks[at].2))
            .collect();
        let ends: Vec<usize> = chosen.iter().skip(1).map(|(start, ..)| *start).chain([to]).collect();
        return chosen
            .into_iter()
            .zip(ends)
            .map(|((start, lead, mark), end)| ListItem { mark: mark.to_owned(), lead, series, range: start..end })
            .collect();
    }
    Vec::new()
}

/// How a series goes on from a mark.
#[derive(Clone, Copy, Default)]
struct Counted {
    /// The mark that counts on from it, the nearest behind it.
    next: Option<usize>,
    /// Whether it begins a line, and so do all that count on from it.
    is_set_out: bool,
}

/// How a series goes on from each mark, told by its place in the series and by whether it begins a line. All are found
/// in one walk from the end: a text may have a hundred thousand marks that each begin a series.
fn counted_on(marks: &[(Option<u32>, bool)]) -> Vec<Counted> {
    let mut counted = vec![Counted::default(); marks.len()];
    let mut nearest = HashMap::new();
    for (at, &(place, begins_line)) in marks.iter().enumerate().rev() {
        let Some(place) = place else { continue };
        let next: Option<usize> = nearest.get(&(place + 1)).copied();
        counted[at] = Counted { next, is_set_out: begins_line && next.is_none_or(|next| counted[next].is_set_out) };
        nearest.insert(place, at);
    }
    counted
}

/// How a mark is set: "(a)" or "a)", or "1.".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Paren,
    Point,
}

/// What a list counts by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    /// The letters of an alphabet, in their order.
    Letter(&'static str),
    Roman,
    Number,
    ParenNumber,
}

/// The alphabets by which lists count, each in the order of counting: Latin, Cyrillic, Arabic.
const ALPHABETS: [&str; 3] =
    ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"];

impl Series {
    /// The series that a mark is the first of.
    fn begun_by(mark: &str, form: Form) -> Option<Series> {
        match (mark, form) {
            ("i", Form::Paren) => Some(Series::Roman),
            (_, Form::Paren) if value(mark) == Some(1) => Some(Series::ParenNumber),
            (_, Form::Point) => (value(mark) == Some(1)).then_some(Series::Number),
            (_, Form::Paren) => ALPHABETS.into_iter().find(|alphabet| alphabet.starts_with(mark)).map(Series::Letter),
        }
    }

    /// The place of a mark in its series, counted from 1.
    fn place(self, mark: &str) -> Option<u32> {
        match self {
            Series::Letter(alphabet) => {
                // An Arabic letter may be drawn out, so that it keeps its form.
                let mut letters = mark.trim_end_matches('\u{640}').chars();
                let (letter, None) = (letters.next()?, letters.next()) else { return None };
                alphabet.chars().position(|one| one == letter).map(|at| at as u32 + 1)
            }
            Series::Roman => roman(&mark.to_uppercase()),
            Series::Number | Series::ParenNumber => value(mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::profile::Profile;

    fn mark_of(line: &str) -> Option<Mark> {
        let layout = Layout::of_built_in(Profile::built_in().next().unwrap(), Words::of(Some("en")));
        mark(line, &layout).map(|marked| marked.mark)
    }

    #[test]
    fn marks() {
        assert_eq!(mark_of("II. Recommendations"), Some(Mark::Capital { roman: Some(2), letter: None }));
        assert_eq!(mark_of("C. Attendance"), Some(Mark::Capital { roman: Some(100), letter: Some(3) }));
        assert_eq!(mark_of("B. Statements"), Some(Mark::Capital { roman: None, letter: Some(2) }));
        assert_eq!(mark_of("12. States parties should"), Number::read("12").map(Mark::Number));
        assert_eq!(mark_of("Recommendation 13"), Some(Mark::Headed("13".into())));
        assert_eq!(mark_of("Annex"), Some(Mark::Annex));
        for text in ["13 November 2013", "U.S. law", "UNODC. It", "20 November 2015,", "Annexes are"] {
            assert_eq!(mark_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_in_running_text_is_not_set_out() {
        let text = "topics: (a) aid; (b) strategy; and (c) data.";
        let line_starts = [0, text.find("(b)").unwrap()];
        assert_eq!(items(text, &line_starts), []);
    }

    #[test]
    fn other_marks_and_a_second_list() {
        let labels = |text: &str| -> Vec<String> {
            let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
            items(text, &starts).into_iter().map(|(label, _)| label).collect()
        };
        assert_eq!(labels("Should:\na) act;\nb) rest."), ["(a)", "(b)"]);
        assert_eq!(labels("Следует:\nа) действовать;\nб) отдыхать."), ["(а)", "(б)"]);
        assert_eq!(labels("ينبغي:\n(أ) العمل؛\n(ب) الراحة؛\n(ج) العودة."), ["(أ)", "(ب)", "(ج)"]);
        assert_eq!(labels("应当：\n（一）行动；\n（二）休息。"), ["(一)", "(二)"]);
        assert_eq!(labels("Should:\n(i) act;\n(ii) rest;\n(iii) go."), ["(i)", "(ii)", "(iii)"]);
        assert_eq!(
            labels("First:\n(a) act;\n(b) rest. Then:\n(a) come;\n(b) go."),
            ["(a)", "(b)"],
            "no item within itself"
        );
        assert_eq!(labels("Should:\n(a) act:\n(i) now;\n(ii) here;\n(b) rest."), ["(a)", "(a)(i)", "(a)(ii)", "(b)"]);
    }

    #[test]
    fn lists_within_lists() {
        let text = "The agenda: 1. Organization: (a) Opening; (b) Work. 2. Other matters.";
        let starts: Vec<usize> = ["1.", "(a)", "(b)", "2."].iter().map(|mark| text.find(mark).unwrap()).collect();
        let labels: Vec<String> = items(text, &starts).into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["(1)", "(1)(a)", "(1)(b)", "(2)"]);
    }
}
