//! What is odd about a document's numbers.

use std::collections::BTreeMap;

use super::build::LineIndex;
use super::document::{Document, Kind, Numbering};
use super::words::Words;
use crate::error::Warning;

/// Makes the labels of each kind differ, and warns where they did not.
pub(super) fn tell_labels_apart(document: &mut Document) -> Vec<Warning> {
    let mut seen = BTreeMap::<(Kind, String), usize>::new();
    let mut warnings = Vec::new();
    for provision in &mut document.provisions {
        let count = seen.entry((provision.kind, provision.label.clone())).or_default();
        *count += 1;
        if *count > 1 {
            let label = format!("{}#{count}", provision.label);
            warnings.push(Warning {
                document: document.id.clone(),
                label: Some(provision.label.clone()),
                line: Some(provision.line),
                message: format!("a second {} has this number; it is called {label} here", provision.kind.name()),
            });
            provision.label = label;
        }
    }
    warnings
}

/// Warns of numbers that are missing from a series.
pub(super) fn gaps(document: &Document) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for numbering in [Numbering::Recommendation, Numbering::Paragraph] {
        let mut before: Option<u32> = None;
        for provision in document.provisions.iter().filter(|provision| provision.numbering == numbering) {
            let Ok(number) = provision.label.parse::<u32>() else { continue };
            if let Some(before) = before
                && number > before + 1
            {
                let missing = match number - before {
                    2 => format!("{} is", before + 1),
                    _ => format!("{} to {} are", before + 1, number - 1),
                };
                warnings.push(Warning {
                    document: document.id.clone(),
                    label: Some(provision.label.clone()),
                    line: Some(provision.line),
                    message: format!("the number before it is {before}; {missing} missing"),
                });
            }
            before = Some(number);
        }
    }
    warnings
}

/// Warns of text among the recommendations that belongs to none of them: it may be one whose number
/// was not understood.
pub(super) fn unread(document: &Document, words: &Words) -> Vec<Warning> {
    let lines = LineIndex::new(&document.source);
    document
        .loose
        .iter()
        .filter(|loose| loose.section.iter().any(|title| words.names_recommendations(title)))
        .map(|loose| {
            let opening: String = loose.passage.text().split_whitespace().take(6).collect::<Vec<_>>().join(" ");
            Warning {
                document: document.id.clone(),
                label: None,
                line: Some(lines.line(loose.passage.span().start)),
                message: format!(
                    "text among the recommendations has no number and was not read as one: \u{201c}{opening} …\u{201d}"
                ),
            }
        })
        .collect()
}
