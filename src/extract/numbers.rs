//! Which lines begin the numbered paragraphs of a document: the chain of numbers that counts upwards, and the numbers in it
//! that were misread.

use super::line::{ends_clause, ends_sentence, is_declared_heading};
use super::marks::{Mark, Marked, broken_number, first_annex};
use super::numerals::Number;
use super::profile::Profile;
use crate::ingest::{Line, Start};

/// Chooses the lines that begin the document's numbered paragraphs: of all lines that begin with a
/// number, the longest chain that counts upwards, steps of one before others. Agendas, lists and
/// numbered headings count anew and fall out of the chain; only under a new heading may the chain
/// itself count anew. Where each headed provision counts its own paragraphs, each has a chain.
pub(super) fn numbered_paragraphs(lines: &[Line], marks: &[Option<Marked>], profile: &Profile) -> Vec<bool> {
    let by_headed = profile.headed.iter().any(|headed| headed.paragraphs);
    let is_headed = |marked: &Option<Marked>| {
        by_headed && marked.as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Headed(_)))
    };
    let mut chosen = vec![false; lines.len()];
    let candidates = candidates(lines, marks, profile.numbered.titles);
    let mut starts: Vec<usize> = (0..marks.len()).filter(|&at| is_headed(&marks[at])).collect();
    starts.insert(0, 0);
    starts.push(marks.len());
    for range in starts.windows(2) {
        let first = candidates.partition_point(|(line, _)| *line < range[0]);
        let last = candidates.partition_point(|(line, _)| *line < range[1]);
        chain(lines, marks, &candidates[first..last], &mut chosen);
    }
    chosen
}

/// A line that begins with a number.
type Candidate<'a> = (usize, &'a Number);

/// The lines that may begin numbered paragraphs. A heading may only where a number may stand before a title.
fn candidates<'a>(lines: &[Line], marks: &'a [Option<Marked>], titles: bool) -> Vec<Candidate<'a>> {
    let end = first_annex(marks);
    let numbered = marks[..end].iter().enumerate().filter_map(|(line, marked)| match &marked.as_ref()?.mark {
        Mark::Number(number) => Some((line, number)),
        _ => None,
    });
    numbered.filter(|(line, _)| titles || !is_declared_heading(&lines[*line])).collect()
}

fn chain(lines: &[Line], marks: &[Option<Marked>], candidates: &[Candidate], chosen: &mut [bool]) {
    /// How far back the chain looks for a predecessor. Between two paragraphs stand a list's items
    /// and a few headings, not hundreds.
    const REACH: usize = 256;
    /// What a missing number costs, against the gain of 1 for a number found.
    const GAP_COST: f64 = 0.5;
    /// What it costs if the line before has not ended: the number may be in running text.
    const UNFINISHED_COST: f64 = 0.7;
    /// What a number gains that may be an item of a list. Next to nothing, so that the real number
    /// wins where there are two; but more than nothing, so that it is taken where there is one.
    const IN_LIST: f64 = 0.1;
    /// What a chain must gain to be believed: lists alone are no numbered paragraphs.
    const LEAST: f64 = 0.3;
    /// What it costs to count anew from 1.
    const RESTART_COST: f64 = 0.5;

    // For each line, how many headings stand before it.
    let mut headings = Vec::with_capacity(lines.len());
    let mut count = 0;
    for (line, marked) in lines.iter().zip(marks) {
        headings.push(count);
        let is_marked = marked.as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Capital { .. }));
        count += usize::from(is_marked || matches!(line.start, Start::Heading(_)));
    }
    // A section's first number stands right under its heading; an agenda's stands under a paragraph.
    let opens_section =
        |at: usize| at.checked_sub(1).is_some_and(|before| headings[candidates[before].0] < headings[candidates[at].0]);
    let in_list = list_items(lines, candidates);
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (at, &(line, number)) in candidates.iter().enumerate() {
        let unfinished = lines[line].start == Start::Flow
            && line.checked_sub(1).is_some_and(|before| !ends_sentence(lines[before].passage.text()));
        let own = match (in_list[at], unfinished) {
            (true, _) => IN_LIST,
            (false, true) => 1.0 - UNFINISHED_COST,
            (false, false) => 1.0,
        };
        let mut value = (own, None);
        for before in at.saturating_sub(REACH)..at {
            let cost = match candidates[before].1.missing_before(number) {
                Some(missing) => f64::from(missing).min(6.0) * GAP_COST,
                None if number.is_first() && opens_section(at) => RESTART_COST,
                None => continue,
            };
            let reached = best[before].0 + own - cost;
            if reached > value.0 {
                value = (reached, Some(before));
            }
        }
        best.push(value);
    }
    let mut at = (0..best.len())
        .reduce(|one, other| if best[other].0 > best[one].0 { other } else { one })
        .filter(|&last| best[last].0 >= LEAST);
    while let Some(candidate) = at {
        chosen[candidates[candidate].0] = true;
        at = best[candidate].1;
    }
}

/// Takes lines whose number has a broken point ("4, Extends") for paragraphs where one is missing: between two others,
/// or behind one that ends as if another were to follow.
pub(super) fn fill_gaps(lines: &[Line], marks: &mut [Option<Marked>], paragraphs: &mut [bool]) {
    let number = |marked: &Option<Marked>| match marked.as_ref().map(|marked| &marked.mark) {
        Some(Mark::Number(number)) => Some(number.clone()),
        _ => None,
    };
    let end = first_annex(marks);
    let mut last: Option<Number> = None;
    for at in 0..end {
        if paragraphs[at] {
            last = number(&marks[at]);
            continue;
        }
        let is_text = marks[at].is_none() && lines[at].start != Start::Row;
        let Some(missing) = last.as_ref().filter(|_| is_text).map(Number::next) else { continue };
        let is_it = |broken: &Marked| broken.mark == Mark::Number(missing.clone());
        let Some(broken) = broken_number(lines[at].passage.text()).filter(is_it) else { continue };
        let next = (at..end).find(|&there| paragraphs[there]).and_then(|there| number(&marks[there]));
        let text_before = lines[at - 1].passage.text();
        let is_missing = match next {
            Some(next) => next > missing && (lines[at].start != Start::Flow || ends_clause(text_before)),
            None => text_before.ends_with([';', ',']),
        };
        if is_missing {
            marks[at] = Some(broken);
            paragraphs[at] = true;
            last = Some(missing);
        }
    }
}

/// Which candidates may be items of a list: a run that counts from 1 after a line that ends in a colon.
fn list_items(lines: &[Line], candidates: &[Candidate]) -> Vec<bool> {
    let mut next_item: Option<Number> = None;
    candidates
        .iter()
        .map(|&(line, number)| {
            let before = line.checked_sub(1).map(|before| lines[before].passage.text());
            let leads_in = number.is_first() && before.is_some_and(|before| before.ends_with([':', '：']));
            let continues = next_item.as_ref() == Some(number);
            next_item = (leads_in || continues).then(|| number.next());
            leads_in || continues
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::corpus::Source;
    use crate::extract::read;
    use crate::model::Metadata;

    /// The labels of the paragraphs of a text, and how the last one ends.
    fn paragraphs(text: &str) -> (Vec<String>, String) {
        let declared = Metadata { language: Some("en".into()), ..Metadata::default() }.into();
        let source = Source { id: "one".into(), path: "one.txt".into(), bytes: text.as_bytes().to_vec(), declared };
        let document = read(&source).unwrap();
        let last = document.provisions.last().map(|provision| provision.text().to_owned()).unwrap_or_default();
        (document.provisions.iter().map(|provision| provision.label.clone()).collect(), last)
    }

    const ACT: &str = "Resolution 112 (1990)\nof 4 March 1990\n\nThe Security Council,\n\n1. Calls upon the harbours to mend \
                       their fences;\n\n";

    #[test]
    fn a_number_whose_point_was_misread_is_read_where_it_is_missing() {
        let (labels, last) =
            paragraphs(&format!("{ACT}2, Extends the stay of the tugs;\n\n3. Decides to meet again.\n"));
        assert_eq!((labels, last.as_str()), (vec!["1".into(), "2".into(), "3".into()], "Decides to meet again."));
        let (labels, last) = paragraphs(&format!("{ACT}2, Extends the stay of the tugs.\n"));
        assert_eq!((labels, last.as_str()), (vec!["1".into(), "2".into()], "Extends the stay of the tugs."));
    }

    #[test]
    fn notes_below_the_text_are_no_paragraphs() {
        let text = format!(
            "{ACT}2. Extends the stay of the tugs.\n\nAdopted unanimously at the 12th meeting.\n\n3 Ibid., document S/12.\n"
        );
        let (labels, last) = paragraphs(&text);
        assert_eq!((labels, last.as_str()), (vec!["1".into(), "2".into()], "Extends the stay of the tugs."));
    }
}
