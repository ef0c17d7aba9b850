//! What a person says that lines are, put to the lines before anything is found out about them; and what came of it.

use std::ops::Range;

use super::layout::{Heading, Layout};
use super::marks::{Mark, Marked, broken_number, mark};
use crate::corpus::{READINGS, Written};
use crate::error::{Error, Result, Warning};
use crate::ingest::{Line, Start};
use crate::model::numerals::Number;
use crate::model::{Document, Kind, LineIs, LineName, Mend};

/// Where the lines of corrections stand among those of a document, by their spans; none for a line that is not there.
///
/// # Errors
/// If two corrections are of one line, which they name in different ways.
pub(super) fn places(spans: &[Range<usize>], text: &str, corrections: &[Written]) -> Result<Vec<Option<usize>>> {
    let mut places: Vec<Option<usize>> = Vec::with_capacity(corrections.len());
    for written in corrections {
        let LineName { nth, .. } = written.correction.line;
        let found = written.correction.line.found_in(spans.iter().map(|span| &text[span.clone()]));
        let place = nth.checked_sub(1).and_then(|at| found.get(at)).copied();
        if let Some(twice) = place.and_then(|place| places.iter().position(|other| *other == Some(place))) {
            let message =
                format!("this line is corrected on line {} already; keep one of the two", corrections[twice].line);
            return Err(Error::Line {
                path: written.file.clone(),
                line: written.line,
                column: Some(written.column),
                message,
            });
        }
        places.push(place);
    }
    Ok(places)
}

/// Puts what is said of lines to them, and makes their starts fit it. Each place is that of a correction.
pub(super) fn put(lines: &mut [Line], corrections: &[Written], places: &[Option<usize>]) {
    for (written, place) in corrections.iter().zip(places) {
        let Some(line) = place.and_then(|place| lines.get_mut(place)) else { continue };
        let is = written.correction.is.clone();
        line.start = match (&is, line.start) {
            (LineIs::Furniture, _) => Start::Furniture,
            (LineIs::Note, _) => Start::Footnote,
            // What stands at the head of a page mostly goes on with the page before.
            (LineIs::Text, Start::Furniture) => Start::Flow,
            (LineIs::Text, Start::Heading(_) | Start::Footnote | Start::Contents) => Start::Paragraph,
            (LineIs::Heading, Start::Furniture | Start::Footnote | Start::Contents | Start::Row | Start::Item) => {
                Start::Paragraph
            }
            (LineIs::Provision(_) | LineIs::Item(_), start @ (Start::Heading(_) | Start::Item | Start::Apart)) => start,
            (LineIs::Provision(_) | LineIs::Item(_), _) => Start::Paragraph,
            (_, start) => start,
        };
        line.emphasised &= is != LineIs::Text;
        line.said = Some(is);
    }
}

/// Whether a person says that a line is a heading.
pub(super) fn is_said_heading(line: &Line) -> bool {
    line.said == Some(LineIs::Heading)
}

/// Whether a person says that a line begins nothing that is numbered.
pub(super) fn is_said_unnumbered(line: &Line) -> bool {
    matches!(line.said, Some(LineIs::Text | LineIs::Heading | LineIs::Note | LineIs::Furniture))
}

/// The mark of a line, by what is said of it.
pub(super) fn mark_of(line: &Line, layout: &Layout) -> Option<Marked> {
    let text = line.passage.text();
    match &line.said {
        Some(LineIs::Provision(number)) => said_mark(text, number, layout, true),
        Some(LineIs::Item(number)) => said_mark(text, number, layout, false),
        // The mark of a section tells its rank; that of a provision is none here.
        Some(LineIs::Heading) => {
            mark(text, layout).filter(|marked| matches!(marked.mark, Mark::Capital { .. } | Mark::Chapter(_)))
        }
        Some(LineIs::Text | LineIs::Note | LineIs::Furniture) => None,
        // What a row of a table begins with is a figure of the table.
        None => (line.start != Start::Row).then(|| mark(text, layout)).flatten(),
    }
}

fn said_mark(text: &str, number: &str, layout: &Layout, may_be_headed: bool) -> Option<Marked> {
    if let Some(heading) = headed(text, number, layout).filter(|_| may_be_headed) {
        return Some(Marked { mark: Mark::Headed(heading.label), rest: heading.rest });
    }
    let end = printed_end(text, number, layout);
    let rest = text.len() - text[end..].trim_start().len();
    Some(Marked { mark: Mark::Number(Number::read(number)?), rest })
}

/// The heading of a provision that a line is of which only the number was misread: "Recommendation l3", with the number that it was
/// meant to have.
pub(super) fn headed<'a>(text: &str, number: &str, layout: &Layout<'a>) -> Option<Heading<'a>> {
    if let Some(heading) = layout.headed(text) {
        let count = if heading.form.kind == Kind::Preamble { "PP" } else { "" };
        return Some(Heading { label: format!("{count}{number}"), ..heading });
    }
    // The first word says what it is.
    words(text).skip(1).take(2).find_map(|word| {
        let printed = &text[word.clone()];
        let core = printed.trim_end_matches(['.', ':', ',', ';', ')', ']', '–', '—', '-']);
        let meant = format!("{}{number}{}", &text[..word.start], &text[word.start + core.len()..]);
        let heading = layout.headed(&meant)?;
        // In bytes of the line as it is printed.
        let rest = (heading.rest + core.len()).checked_sub(number.len())?;
        Some(Heading { rest, ..heading })
    })
}

/// The words of a text, parted by space.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// Where the number ends that a line begins with, however it is printed; at its start, if none is.
fn printed_end(text: &str, number: &str, layout: &Layout) -> usize {
    /// Over so many words a number may be broken.
    const BROKEN: usize = 3;
    let meant = as_figures(number);
    let mut joined = String::new();
    for word in words(text).take(BROKEN) {
        joined.push_str(&as_figures(&text[word.clone()]));
        if joined == meant {
            return word.end;
        }
    }
    match mark(text, layout) {
        Some(Marked { mark: Mark::Number(_) | Mark::Capital { .. }, rest }) => return rest,
        Some(_) => {}
        None => {
            if let Some(broken) = broken_number(text, layout.words) {
                return broken.rest;
            }
        }
    }
    match words(text).next() {
        Some(first) if is_misread_number(&text[first.clone()]) => first.end,
        _ => 0,
    }
}

/// What of a text is letters and figures, with the letters that are misread for figures as these.
fn as_figures(text: &str) -> String {
    text.chars().filter_map(figure).collect()
}

fn figure(letter: char) -> Option<char> {
    Some(match letter {
        'l' | 'I' | 'i' | '|' | '!' => '1',
        'O' | 'o' => '0',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'b' | 'G' => '6',
        'B' => '8',
        'g' | 'q' => '9',
        _ => Some(letter).filter(|letter| letter.is_alphanumeric())?,
    })
}

/// Whether a word is a number that was misread: "l3.", "(O)", "1o".
fn is_misread_number(word: &str) -> bool {
    /// Numbers of several parts are this long: "129.10".
    const LONGEST: usize = 7;
    let is_around = |letter: char| matches!(letter, '.' | ',' | ':' | ';' | '(' | ')' | '[' | ']' | '*' | '·');
    let core = word.trim_matches(is_around);
    let is_closed = core.len() < word.len() && !word.ends_with([',', ';', ':']);
    let may_be = |letter: char| letter == '.' || figure(letter).is_some_and(|figure| figure.is_ascii_digit());
    let has_figure = core.contains(|letter: char| letter.is_ascii_digit());
    let short = (1..=LONGEST).contains(&core.chars().count());
    short && core.chars().all(may_be) && (has_figure || is_closed && core.chars().count() <= 2)
}

/// The numbers that are read otherwise than they are printed, since a person says so.
pub(super) fn mended(lines: &[Line], layout: &Layout) -> Vec<Mend> {
    let mend = |line: &Line| {
        let (Some(LineIs::Provision(number)) | Some(LineIs::Item(number))) = &line.said else { return None };
        let text = line.passage.text();
        let rest = mark_of(line, layout)?.rest;
        let printed = text[..rest].trim_end();
        // A number that is printed as it is meant needs no mending; nor does one that is not printed at all.
        let stands = printed.split(|letter: char| !(letter.is_alphanumeric() || letter == '.'));
        let is_plain = stands.map(|part| part.trim_matches('.')).any(|part| part == number);
        let span = line.passage.slice(0..printed.len()).span();
        let mend = Mend { printed: printed.to_owned(), mended: number.clone(), span };
        (!printed.is_empty() && !is_plain).then_some(mend)
    };
    lines.iter().filter_map(mend).collect()
}

/// What to say of corrections that came to nothing: their lines are not there, or the document is read without them as it is with
/// them. `read_without` reads it without some of them, by their places; of no correction that is needed is said that it is not.
///
/// # Errors
/// Those of reading.
pub(super) fn vain(
    document: &Document,
    corrections: &[Written],
    places: &[Option<usize>],
    read_without: impl Fn(&[bool]) -> Result<Document>,
) -> Result<Vec<Warning>> {
    let warning =
        |line: Option<usize>, message: String| Warning { document: document.id.clone(), label: None, line, message };
    let mut warnings = Vec::new();
    let with = document.lines();
    let without = read_without(&vec![true; corrections.len()])?.lines();
    // Those that came to nothing are left out when the next is tried, so that of two of which each would do one is kept.
    let mut left_out = vec![false; corrections.len()];
    for (at, (written, place)) in corrections.iter().zip(places).enumerate() {
        let LineName { begins, nth } = &written.correction.line;
        let Some(place) = *place else {
            left_out[at] = true;
            warnings.push(warning(None, format!(
                "no line begins \u{201c}{begins}\u{201d}{}, so that the correction on line {} of {READINGS} is not applied; write \
                 how the line begins in the text, or take it out",
                if *nth > 1 { format!(" for the {} time", ordinal(*nth)) } else { String::new() },
                written.line,
            )));
            continue;
        };
        // Mostly the line itself is read otherwise.
        if with.get(place).map(|line| &line.read_as) != without.get(place).map(|line| &line.read_as) {
            continue;
        }
        left_out[at] = true;
        if is_read_as(&read_without(&left_out)?, document) {
            warnings.push(warning(with.get(place).map(|line| line.line), format!(
                "the correction on line {} of {READINGS} changes nothing: \u{201c}{begins}\u{201d} is read with it as it is without it; \
                 take it out",
                written.line,
            )));
        } else {
            left_out[at] = false;
        }
    }
    Ok(warnings)
}

/// "2nd", "11th".
fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Whether two documents were read alike, and nothing else is odd about the one: to confirm a number that was guessed is of use.
fn is_read_as(one: &Document, other: &Document) -> bool {
    borsh::to_vec(one).ok() == borsh::to_vec(other).ok()
}

/// What to say where lines are corrected of which there are none: the units of a list are as its file has them.
pub(super) fn no_lines(document: &str, corrections: &[Written]) -> Option<Warning> {
    let first = corrections.first()?;
    let message = format!(
        "a list of units (JSONL, CSV) has no lines that could be corrected, so that line {} of {READINGS}, and what else stands there \
         for this document, is not applied; correct the list itself, and take it out",
        first.line
    );
    Some(Warning { document: document.to_owned(), label: None, line: None, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_misread_for_figures_are_figures() {
        assert_eq!(as_figures("(lIi|!)"), "11111");
        assert_eq!(as_figures("Oo Zz Ss bG B gq"), "00225566899");
        assert_eq!(as_figures("12.3 x"), "123x");
    }
}
