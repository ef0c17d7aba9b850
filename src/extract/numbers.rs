//! Which lines begin the numbered paragraphs of a document, and which the items of lists within them: the reading of all
//! numbers together that explains most of them.

use super::candidates::{Candidate, candidates};
use super::layout::Layout;
use super::marks::{Mark, Marked};
use crate::ingest::{Line, Start};
use crate::language::OptionStyle;

/// How a line that begins with a number is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It begins nothing that is numbered: a heading, or a number in running text.
    None,
    /// It begins a numbered paragraph.
    Paragraph,
    /// It begins an item of a list that the paragraph before it holds.
    Item,
}

/// Says how each line is read. Of all ways to read the numbers the best is taken (`Reading`): paragraphs count upwards over
/// the document, anew only under a heading; lists count from 1 within a paragraph, after which the paragraphs count on.
/// Where each headed provision counts its own paragraphs, each is read for itself.
pub(super) fn roles(lines: &[Line], marks: &[Option<Marked>], layout: &Layout) -> Vec<Role> {
    let by_headed = layout.brackets_paragraphs();
    let is_headed = |marked: &Option<Marked>| {
        by_headed && marked.as_ref().is_some_and(|marked| matches!(marked.mark, Mark::Headed(_)))
    };
    let options = options_of_many(lines, marks, layout);
    let counts_anew = |at: usize| options[at].is_some();
    let mut roles = vec![Role::None; lines.len()];
    let candidates = candidates(lines, marks, layout);
    let mut starts: Vec<usize> = (0..marks.len()).filter(|&at| is_headed(&marks[at]) || counts_anew(at)).collect();
    starts.insert(0, 0);
    starts.push(marks.len());
    for range in starts.windows(2) {
        let first = candidates.partition_point(|candidate| candidate.line < range[0]);
        let last = candidates.partition_point(|candidate| candidate.line < range[1]);
        read(&candidates[first..last], &mut roles);
    }
    roles
}

/// The marks of options that several numbered paragraphs of an article stand under, and which each counts anew: for each line the
/// name of the option whose mark it is. The first of them stands above all paragraphs of its article; options further down are of
/// the paragraph that they stand in.
pub(super) fn options_of_many(lines: &[Line], marks: &[Option<Marked>], layout: &Layout) -> Vec<Option<String>> {
    let words = layout.words.negotiation;
    let mut found = vec![None; lines.len()];
    if !layout.brackets_paragraphs() {
        return found;
    }
    let (mut is_in_article, mut has_number) = (false, false);
    let mut open: Option<OptionStyle> = None;
    for (at, (line, marked)) in lines.iter().zip(marks).enumerate() {
        match marked.as_ref().map(|marked| &marked.mark) {
            Some(Mark::Headed(_) | Mark::Chapter(_)) => (is_in_article, has_number, open) = (true, false, None),
            Some(Mark::Number(_)) => has_number = true,
            _ => {}
        }
        let text = line.passage.text();
        let Some(mark) = words.option_mark(text).filter(|_| is_in_article && line.start != Start::Flow) else {
            continue;
        };
        let style = mark.style();
        // A remark may stand behind it: "Option 1: (paragraphs 1 to 4)".
        let rest = text[mark.end..].trim();
        let is_alone = rest.is_empty() || rest.starts_with(['(', '（']) && rest.ends_with([')', '）']);
        let next = marks.get(at + 1).and_then(|marked| marked.as_ref()).map(|marked| &marked.mark);
        let counts_anew = matches!(next, Some(Mark::Number(number)) if number.is_first());
        let goes_on = open.as_ref().is_some_and(|open| open.is_same(&style) && !style.is_first);
        let is_first = !has_number && is_alone && counts_anew;
        let is_next = goes_on && (is_alone || words.says_nothing(rest));
        if is_first || is_next {
            open = Some(style);
            found[at] = Some(mark.name);
        }
    }
    found
}

/// What a number is worth that may be an item of a list without a paragraph above it. Next to nothing, so that the real
/// number wins where there are two; but more than nothing, so that it is taken where there is one.
const IN_LIST: f64 = 0.1;

/// A way to read the candidates so far.
#[derive(Clone, Copy)]
struct Reading {
    value: f64,
    /// The last paragraph and the last item of the list in it, by their places among the candidates.
    paragraph: Option<usize>,
    item: Option<usize>,
    /// The last candidate that was taken, by its place in the trail.
    step: Option<usize>,
}

/// A candidate that was taken, and the one before it.
struct Step {
    candidate: usize,
    role: Role,
    before: Option<usize>,
}

/// How many ways to read on are kept at each number. Two hypotheses differ by what was counted last, of which a document
/// leaves open a handful: is this a list or the paragraphs themselves, was there one number too many.
const KEPT: usize = 16;

/// What a reading must gain to be believed: a few items without a paragraph are no numbered paragraphs.
const LEAST: f64 = 0.3;

/// Reads candidates by a beam search over the readings of each prefix; those that count on alike are merged, as in Viterbi's
/// algorithm.
fn read(candidates: &[Candidate], roles: &mut [Role]) {
    let mut trail: Vec<Step> = Vec::new();
    let mut readings = vec![Reading { value: 0.0, paragraph: None, item: None, step: None }];
    for (at, candidate) in candidates.iter().enumerate() {
        let mut grown: Vec<(Reading, Role)> = Vec::new();
        for reading in &readings {
            if let Some(gain) = gain_as(Role::Paragraph, candidates, reading, candidate) {
                grown.push((
                    Reading { paragraph: Some(at), item: None, value: reading.value + gain, ..*reading },
                    Role::Paragraph,
                ));
            }
            if let Some(gain) = gain_as(Role::Item, candidates, reading, candidate) {
                grown.push((Reading { item: Some(at), value: reading.value + gain, ..*reading }, Role::Item));
            }
        }
        // What a person says is taken in every reading.
        if candidate.said.is_some() && !grown.is_empty() {
            readings.clear();
        }
        for role in [Role::Paragraph, Role::Item] {
            let of_role = grown.iter().filter(|(_, own)| *own == role).map(|(reading, _)| reading);
            // All that take the candidate as a paragraph go on alike. As an item, they differ by the paragraph around it.
            let mut best: Vec<Reading> = Vec::new();
            for reading in of_role {
                match best.iter_mut().find(|known| known.paragraph == reading.paragraph) {
                    Some(known) if known.value < reading.value => *known = *reading,
                    Some(_) => {}
                    None => best.push(*reading),
                }
            }
            for mut reading in best {
                trail.push(Step { candidate: at, role, before: reading.step });
                reading.step = Some(trail.len() - 1);
                readings.push(reading);
            }
        }
        readings.sort_by(|one, other| other.value.total_cmp(&one.value));
        readings.truncate(KEPT);
    }
    let is_said = candidates.iter().any(|candidate| candidate.said.is_some());
    let Some(best) = readings.first().filter(|best| is_said || best.value >= LEAST) else { return };
    let mut step = best.step;
    while let Some(at) = step {
        roles[candidates[trail[at].candidate].line] = trail[at].role;
        step = trail[at].before;
    }
}

/// What it costs that numbers are missing, against the gain of 1 for a number found: much for one, little more for many,
/// since a list of what was changed may leave out any number.
fn gap_cost(missing: u32) -> f64 {
    if missing == 0 { 0.0 } else { (0.5 + 0.2 * f64::from(missing).ln()).min(0.9) }
}

/// What it costs if a number is not set in as the one before it.
const OTHER_INDENT: f64 = 0.1;

/// What is gained if a candidate is read in a role; `None` if it cannot be. What a person says that it is it can be wherever it stands,
/// and nothing else; the readings that it fits are yet the better ones.
fn gain_as(role: Role, candidates: &[Candidate], reading: &Reading, candidate: &Candidate) -> Option<f64> {
    /// What it costs if it fits in nothing that was counted before.
    const MISFIT: f64 = 1.0;
    let gain = match role {
        Role::Item => item_gain(candidates, reading, candidate),
        _ => paragraph_gain(candidates, reading, candidate),
    };
    match candidate.said {
        None => gain,
        Some(said) if said != role => None,
        // An item is one of a paragraph.
        Some(Role::Item) => reading.paragraph.map(|_| gain.unwrap_or(-MISFIT)),
        Some(_) => Some(gain.unwrap_or(-MISFIT)),
    }
}

/// What is gained if a candidate begins a paragraph; `None` if it cannot.
fn paragraph_gain(candidates: &[Candidate], reading: &Reading, candidate: &Candidate) -> Option<f64> {
    /// What it costs to count anew under a heading, from 1 or from another number, and to do so where a list was announced.
    const RESTART: f64 = 0.5;
    const RESTART_ELSEWHERE: f64 = 0.7;
    const ANNOUNCED: f64 = 0.5;
    if candidate.is_item_alone {
        return None;
    }
    let Some(last) = reading.paragraph.map(|last| &candidates[last]) else {
        if !candidate.is_free || !candidate.number.is_of_series() {
            return None;
        }
        if candidate.is_listed && candidate.is_in_headed {
            return None;
        }
        let worth = if candidate.is_listed && !candidate.is_in_article {
            candidate.worth.min(IN_LIST)
        } else {
            candidate.worth
        };
        return Some(worth).filter(|worth| *worth > 0.0);
    };
    let counted_on = last.number.missing_before(candidate.number).map(gap_cost);
    let anew = candidate.opens_section.then(|| {
        let restart = if candidate.number.is_first() { RESTART } else { RESTART_ELSEWHERE };
        restart + if candidate.led_in { ANNOUNCED } else { 0.0 }
    });
    let cost = counted_on.into_iter().chain(anew).min_by(f64::total_cmp)?;
    let indent = if last.indent.abs_diff(candidate.indent) > 1 { OTHER_INDENT } else { 0.0 };
    Some(candidate.worth - cost - indent).filter(|gain| *gain > 0.0)
}

/// What is gained if a candidate is an item of a list within the paragraph; `None` if it cannot be.
fn item_gain(candidates: &[Candidate], reading: &Reading, candidate: &Candidate) -> Option<f64> {
    /// What it costs to begin a list behind a colon, without one, and right under a heading. Without a colon a single item is
    /// none: it may be a heading.
    const LED_IN: f64 = 0.05;
    const NOT_LED_IN: f64 = 1.1;
    const UNDER_HEADING: f64 = 0.4;
    /// How many numbers of a list may be missing.
    const MOST_MISSING: u32 = 3;
    let paragraph = &candidates[reading.paragraph?];
    if candidate.number.depth() > 1 {
        return None;
    }
    let cost = match reading.item.map(|last| &candidates[last]) {
        Some(last) if !candidate.number.is_first() => {
            let missing = last.number.missing_before(candidate.number).filter(|missing| *missing <= MOST_MISSING)?;
            let indent = if last.indent.abs_diff(candidate.indent) > 1 { OTHER_INDENT } else { 0.0 };
            gap_cost(missing) + indent
        }
        _ if !candidate.number.is_first() => return None,
        _ => {
            let heading = if candidate.opens_section && !candidate.led_in { UNDER_HEADING } else { 0.0 };
            let lead = if candidate.led_in { LED_IN } else { NOT_LED_IN };
            // A list is set in as its paragraph or further.
            let indent = if candidate.indent < paragraph.indent { OTHER_INDENT } else { 0.0 };
            lead + heading + indent
        }
    };
    Some(candidate.worth - cost)
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
        let first = ACT.replace("1. Calls", "1, Calls");
        let (labels, _) =
            paragraphs(&format!("{first}2. Extends the stay of the tugs;\n\n3. Decides to meet again.\n"));
        assert_eq!(labels, ["1", "2", "3"]);
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
