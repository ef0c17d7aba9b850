//! What stands on a page but is not text: running headers, page numbers, rules, bare links.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::references::SYMBOL;
use crate::ingest::{Line, Start};

static RULE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:_{3,}|-{3,}|={3,}|\*{3,}|—{2,})$").expect("valid"));

/// A link that is a line of its own; PDF text layers collect them at a page's foot, at times with
/// a stray letter in front.
static BARE_LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\w?(?:https?|ftp)://\S+$").expect("valid"));

/// "5/13", "Page 5 of 13", and the job number that the printer sets beside it ("V.18-04597",
/// "19-10723 (E)").
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let job = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{4,6}(?: ?\([A-Z]\))?";
    let page = r"(?:\d{1,4} ?/ ?\d{1,4}|(?i:page) \d{1,4}(?: of \d{1,4})?|[-–] ?\d{1,4} ?[-–])";
    Regex::new(&format!(r"^(?:{page}(?: +{job})?|{job}(?: +{page})?)$")).expect("valid")
});

/// Parts the lines into text and furniture, both in order.
pub(super) fn clear(lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let mut symbols = BTreeMap::<String, usize>::new();
    for line in &lines {
        if let Some(symbol) = lone_symbol(line) {
            *symbols.entry(symbol.to_owned()).or_default() += 1;
        }
    }
    let near_page_number = |index: usize| {
        let at = |index: Option<usize>| {
            index.and_then(|index| lines.get(index)).is_some_and(|line| PAGE_NUMBER.is_match(line.passage.text()))
        };
        at(index.checked_sub(1)) || at(Some(index + 1))
    };
    let furniture: Vec<bool> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let text = line.passage.text();
            RULE.is_match(text)
                || PAGE_NUMBER.is_match(text)
                || (BARE_LINK.is_match(text) && line.start != Start::Footnote)
                // The document's own symbol heads every page. A symbol alone on a line may also be
                // the end of a sentence that cites it: only repetition or place tells.
                || lone_symbol(line).is_some_and(|symbol| symbols[symbol] > 1 || near_page_number(index))
        })
        .collect();
    let mut text = Vec::with_capacity(lines.len());
    let mut dropped = Vec::new();
    for (line, is_furniture) in lines.into_iter().zip(furniture) {
        if is_furniture { dropped.push(line) } else { text.push(line) }
    }
    (text, dropped)
}

/// The symbol that a line consists of, if it does.
pub(super) fn lone_symbol(line: &Line) -> Option<&str> {
    let text = line.passage.text();
    SYMBOL.find(text).filter(|found| found.as_str() == text).map(|found| found.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_not_numbers_in_text() {
        for furniture in ["5/13 V.18-04597", "V.18-04597 4/13", "9/13", "V.19-10723 (E)", "Page 3"] {
            assert!(PAGE_NUMBER.is_match(furniture), "{furniture}");
        }
        for text in ["resolution 8/2", "72/179, on the protection of migrants", "2018.", "18-20 November"] {
            assert!(!PAGE_NUMBER.is_match(text), "{text}");
        }
    }
}
