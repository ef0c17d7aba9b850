//! What stands on a page but is not text: running headers, page numbers, rules, bare links.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::contents::contents;
use super::words::Words;
use crate::ingest::{Line, Start};
use crate::model::DocumentSymbol;

static RULE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:_{3,}|-{3,}|={3,}|\*{3,}|—{2,})$").expect("valid"));

/// A link that is a line of its own; PDF text layers collect them at a page's foot, at times with
/// a stray letter in front.
static BARE_LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\w?(?:https?|ftp)://\S+$").expect("valid"));

/// "Page 5 of 13", or the job number that the printer sets at a page's foot with the page beside it
/// ("5/13 V.18-04597", "19-10723 (E)", "GE.14-12345 3").
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let job = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{4,6}(?: ?\([A-Z]\))?";
    let page = r"\d{1,4}(?: ?/ ?\d{1,4})?";
    let named = r"(?i:page) \d{1,4}(?: of \d{1,4})?|[-–] ?\d{1,4} ?[-–]";
    Regex::new(&format!(r"^(?:{named}|{page} +{job}|{job}(?: +{page})?)$")).expect("valid")
});

/// "5/13" alone: a page, or the number of a resolution that a line's end has parted from its word.
static PAGE_OF: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{1,4}) ?/ ?(\d{1,4})$").expect("valid"));

/// The text of a footnote at a page's foot: a number without a point, then a sentence.
static NOTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:\d{1,3}|\*{1,3}|[a-z]/)\s+\p{Lu}").expect("valid"));

/// Parts the lines into text and furniture, both in order.
pub(super) fn clear(mut lines: Vec<Line>, words: &Words) -> (Vec<Line>, Vec<Line>) {
    set_notes_apart(&mut lines);
    let furniture = Furniture::of(&lines, words);
    let mut text = Vec::with_capacity(lines.len());
    let mut dropped = Vec::new();
    for (line, is_furniture) in lines.into_iter().zip(furniture.0) {
        if is_furniture { dropped.push(line) } else { text.push(line) }
    }
    (text, dropped)
}

/// Which lines are furniture.
struct Furniture(Vec<bool>);

impl Furniture {
    fn of(lines: &[Line], words: &Words) -> Self {
        let contents = contents(lines, words);
        // What stands alone on a line, with how often it does: page totals and symbols recur.
        let mut totals = BTreeMap::<u32, usize>::new();
        let mut symbols = BTreeMap::<DocumentSymbol, usize>::new();
        for line in lines {
            if let Some(total) = page_total(line) {
                *totals.entry(total).or_default() += 1;
            }
            if let Some(symbol) = lone_symbol(line) {
                *symbols.entry(symbol).or_default() += 1;
            }
        }
        let is_page_number = |line: &Line| {
            line.start != Start::Row
                && (PAGE_NUMBER.is_match(line.passage.text())
                    || page_total(line).is_some_and(|total| totals[&total] > 1))
        };
        let heads_a_page = |index: usize| {
            let is_near = |index: Option<usize>| index.and_then(|index| lines.get(index)).is_some_and(is_page_number);
            is_near(index.checked_sub(1)) || is_near(Some(index + 1))
        };
        // The document's own symbol heads every page. A symbol alone on a line may also be the end of
        // a sentence that cites it: only place or many repetitions tell.
        let heads: BTreeSet<DocumentSymbol> = lines
            .iter()
            .enumerate()
            .filter(|(index, _)| heads_a_page(*index))
            .filter_map(|(_, line)| lone_symbol(line))
            .collect();
        let furniture = lines.iter().zip(contents).map(|(line, is_contents)| {
            let text = line.passage.text();
            match line.start {
                Start::Furniture => true,
                _ if line.said.is_some() => false,
                // A figure in a table is no page number, nor is a dash a rule.
                Start::Row => false,
                start => {
                    is_contents
                        || RULE.is_match(text)
                        || is_page_number(line)
                        || BARE_LINK.is_match(text) && start != Start::Footnote
                        || lone_symbol(line).is_some_and(|symbol| heads.contains(&symbol) || symbols[&symbol] > 3)
                }
            }
        });
        Furniture(furniture.collect())
    }
}

/// The number of pages that a line such as "5/13" names.
fn page_total(line: &Line) -> Option<u32> {
    let found = PAGE_OF.captures(line.passage.text())?;
    let (page, total): (u32, u32) = (found[1].parse().ok()?, found[2].parse().ok()?);
    (page <= total).then_some(total)
}

/// Below a rule at a page's foot stand footnotes.
fn set_notes_apart(lines: &mut [Line]) {
    let mut below_rule = false;
    for line in lines {
        let text = line.passage.text();
        if line.start == Start::Row {
            below_rule = false;
        } else if RULE.is_match(text) {
            below_rule = true;
        } else if below_rule && NOTE.is_match(text) && line.said.is_none() {
            line.start = Start::Footnote;
        } else if line.start != Start::Flow || !below_rule {
            below_rule = false;
        }
    }
}

/// The symbol that a line consists of, if it does.
pub(super) fn lone_symbol(line: &Line) -> Option<DocumentSymbol> {
    DocumentSymbol::ending(line.passage.text()).filter(|(start, _)| *start == 0).map(|(_, symbol)| symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_not_numbers_in_text() {
        for furniture in ["5/13 V.18-04597", "V.18-04597 4/13", "GE.14-12345 3", "V.19-10723 (E)", "Page 3"] {
            assert!(PAGE_NUMBER.is_match(furniture), "{furniture}");
        }
        for text in ["60/251", "resolution 8/2", "72/179, on the protection of migrants", "2018.", "18-20 November"] {
            assert!(!PAGE_NUMBER.is_match(text), "{text}");
        }
    }
}
